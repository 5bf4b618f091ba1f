"""Recorded answers that do not show what they are there to show."""

from datetime import date

from bot.lessonbank import build, schema
from bot.lessonbank.faults import Path
from bot.lessonbank.files import BankFile
from bot.lessonbank.schema import LessonFile
from bot.lessonbank.walk import Steps
from bot.tutor import privacy, rubric

ANSWER_CHARACTERS = 400
"""Two answers stand in one message, to be compared at a glance."""


def try_out(file: BankFile[LessonFile], steps: Steps, today: date) -> None:
    """Notes what is wrong with the recorded answers of a lesson; all of it is the author's to mend."""
    for position, step in steps.items():
        if isinstance(step, schema.ExercisePart) and step.answers is not None:
            _try_out(file, ("steps", position, "answers"), step, step.answers, today)


def _try_out(
    file: BankFile[LessonFile], path: Path, part: schema.ExercisePart, answers: schema.AnswersPart, today: date
) -> None:
    if answers.recorded > today:
        file.blame((*path, "recorded"), f"{answers.recorded} has not come yet", is_fatal=False)
    exercise = build.exercise(part)
    for name, each, is_clear in (("before", answers.before, False), ("after", answers.after, True)):
        worth = rubric.grade(exercise, each.prompt).overall
        if (worth >= rubric.CLEAR_FROM) is not is_clear:
            wanted = "at least" if is_clear else "less than"
            message = f"this prompt is worth {worth:g} of 10; it is to be worth {wanted} {rubric.CLEAR_FROM:g}"
            file.blame((*path, name, "prompt"), message, is_fatal=False)
        if len(each.answer) > ANSWER_CHARACTERS:
            message = f"{len(each.answer)} characters; at most {ANSWER_CHARACTERS}"
            file.blame((*path, name, "answer"), message, is_fatal=False)
        for key, text in (("prompt", each.prompt), ("answer", each.answer)):
            if privacy.find(text):
                message = "this holds personal data: take an example without"
                file.blame((*path, name, key), message, is_fatal=False)
