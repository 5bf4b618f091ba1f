"""Ready beginnings that cannot be told apart, or whose sentences teach nothing when they are judged."""

from bot.lessonbank import build, schema
from bot.lessonbank.faults import Path
from bot.lessonbank.files import BankFile
from bot.lessonbank.lint_checks import LABEL_CHARACTERS, lint_labels
from bot.lessonbank.schema import LessonFile
from bot.tutor import rubric

ENDING_CHARACTERS = 80
"""What a phone of 360 px shows of a button in three lines."""


def lint(file: BankFile[LessonFile], path: Path, part: schema.ExercisePart) -> None:
    """Notes which labels of the beginnings are too long or stand twice, for the exercise that stands at `path`."""
    begins = [starter.begin for starter in part.starters]
    places: list[Path] = [(*path, "starters", number, "begin") for number in range(len(begins))]
    lint_labels(file, places, begins, LABEL_CHARACTERS)
    for number, starter in enumerate(part.starters):
        places = [(*path, "starters", number, "endings", position) for position in range(len(starter.endings))]
        lint_labels(file, places, starter.endings, ENDING_CHARACTERS)


def try_out(file: BankFile[LessonFile], path: Path, part: schema.ExercisePart) -> None:
    """Notes which sentences of the exercise that stands at `path` teach nothing when they are judged."""
    exercise = build.exercise(part)
    for number, starter in enumerate(part.starters):
        where: Path = (*path, "starters", number)
        places: list[Path] = [(*where, "endings", position) for position in range(len(starter.endings))]
        grades = [rubric.grade(exercise, f"{starter.begin} {ending}") for ending in starter.endings]
        for place, graded in zip(places, grades, strict=True):
            if graded.violations:
                file.blame(place, "this sentence holds personal data: take an example without", is_fatal=False)
            elif graded.flags:
                file.blame(
                    place, f"this sentence is set aside ({', '.join(graded.flags)}): say it otherwise", is_fatal=False
                )
        best = max(graded.overall for graded in grades)
        if best < rubric.CLEAR_FROM:
            message = f"the best of these sentences is worth {best:g} of 10; one is to be worth {rubric.CLEAR_FROM:g}"
            file.blame(where, message, is_fatal=False)
