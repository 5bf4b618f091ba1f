"""Steps that cannot work: screens that do not fit, words that are missing, a lesson without its card to keep."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.lessonbank import build, lint_checks, lint_starters, schema
from bot.lessonbank.faults import Path
from bot.lessonbank.files import BankFile
from bot.lessonbank.schema import LessonFile, StepPart
from bot.lessonbank.walk import Steps
from bot.model.attempt import LEVELS, Criterion
from bot.model.markup import parse
from bot.model.text import plain
from bot.tutor import rubric

CARD_WORDS = 60
"""A card is one idea: what fits an old phone's screen in large letters."""
SCREEN_UTF16 = 2_000
"""The smallest channel's message, in UTF-16 units. Source: Zalo Bot API, sendMessage, 2026."""
RESERVED_UTF16 = 200
"""Left free for the head of a step and the ways on below it."""
CRITERIA = 6
"""The most criteria of one rubric, besides privacy (curriculum reference, section 3.2)."""

UNWRITTEN = "‹"
"""Opens a place in a skeleton that its author has still to write."""
SAMPLE_WORTH = 9.0
"""What the sample of an exercise is to be worth by the exercise's own rubric."""

File = BankFile[LessonFile]


def lint(file: File, steps: Steps, facts: Mapping[str, str]) -> None:
    """Notes what cannot work in a lesson's steps.

    Args:
        file: the lesson, where faults are noted.
        steps: those of its steps that fit the schema.
        facts: the longest value of each fact, for the length of screens.
    """
    for position in repeated({position: step.id for position, step in steps.items()}.items()):
        file.blame(("steps", position, "id"), f"the step id '{steps[position].id}' stands here twice")
    if file.content is not None:
        _lint_recap(file, steps)
    for position, step in steps.items():
        path: Path = ("steps", position)
        _lint_size(file, path, step, facts)
        match step:
            case schema.ExercisePart():
                _lint_exercise(file, path, step)
            case schema.CardPart() | schema.DoPart() | schema.RecapPart():
                pass
            case _:
                lint_checks.lint(file, path, step)


def repeated(values: Iterable[tuple[int, str]]) -> list[int]:
    """The positions of values that stood before."""
    seen: set[str] = set()
    found = []
    for position, value in values:
        if value in seen:
            found.append(position)
        seen.add(value)
    return found


def _lint_recap(file: File, steps: Steps) -> None:
    last = len(steps) - 1
    for position, step in steps.items():
        if isinstance(step, schema.RecapPart) and position != last:
            file.blame(("steps", position), "the recap is the lesson's last step")
    if not isinstance(steps[last], schema.RecapPart):
        file.blame(("steps", last), "a lesson ends with a recap, the card to keep")


def _lint_size(file: File, path: Path, step: StepPart, facts: Mapping[str, str]) -> None:
    if isinstance(step, schema.CardPart | schema.RecapPart):
        count = sum(any(char.isalnum() for char in word) for word in _read(step.text, facts).split())
        if count > CARD_WORDS:
            file.blame((*path, "text"), f"{count} words on one card; one idea takes at most {CARD_WORDS}: split it")
    units = max(len("\n".join(screen).encode("utf-16-le")) // 2 for screen in _screens(step, facts))
    room = SCREEN_UTF16 - RESERVED_UTF16
    if units > room:
        file.blame(path, f"the screen takes {units} characters; the smallest channel carries {room}: shorten it")


def _read(text: str, facts: Mapping[str, str]) -> str:
    """The text's words, with facts at their longest; a placeholder of address is longer than any word in its place."""
    for key, value in facts.items():
        text = text.replace(f"{{fact:{key}}}", value)
    return plain(parse(text))


def _screens(step: StepPart, facts: Mapping[str, str]) -> Iterator[list[str]]:
    """What is said at a step in one message each, at its longest."""
    match step:
        case schema.CardPart():
            yield [step.image.text_twin if step.image is not None else "", _read(step.text, facts)]
        case schema.RecapPart():
            yield [step.title, _read(step.text, facts)]
        case schema.ExercisePart():
            begins = [f"A. {starter.begin}" for starter in step.starters]
            yield [_read(step.instruction, facts), *begins]
            yield [step.sample, *begins]
            yield from ([each.begin, *(f"A. {ending}" for ending in each.endings)] for each in step.starters)
        case schema.DoPart():
            yield [_read(step.task, facts)]
            yield [_read(step.evidence_question, facts)]
        case _:
            labels = lint_checks.labels(step)
            yield [_read(step.question, facts), *(f"A. {label}" for label in labels)]
            longest = max((_read(each, facts) for each in lint_checks.feedback(step)), key=len, default="")
            yield [longest, "; ".join(labels), _read(step.explanation, facts)]


def _lint_exercise(file: File, path: Path, exercise: schema.ExercisePart) -> None:
    if Criterion.TASK not in exercise.weights:
        file.blame((*path, "weights"), "'task' must have a weight: a prompt that asks for nothing is none")
    if len(set(exercise.weights) - {Criterion.PRIVACY}) > CRITERIA:
        file.blame((*path, "weights"), f"more than {CRITERIA} criteria: take what this lesson teaches")
    lint_starters.lint(file, path, exercise)


def try_out(file: File, steps: Steps) -> None:
    """Notes samples and ready beginnings that the exercise's own rubric does not find good enough."""
    for position, step in steps.items():
        if isinstance(step, schema.ExercisePart):
            _try_sample(file, ("steps", position), step)
            lint_starters.try_out(file, ("steps", position), step)


def _try_sample(file: File, path: Path, part: schema.ExercisePart) -> None:
    """The exercise's own sample is what learners compare themselves with, so it has to be a very good one."""
    if UNWRITTEN in part.sample:
        return  # told elsewhere
    exercise = replace(build.exercise(part), sample="", instruction=())  # it is no copy of itself
    graded = rubric.grade(exercise, part.sample)
    if graded.overall >= SAMPLE_WORTH:
        return
    if graded.flags:
        why = f"it is set aside ({', '.join(graded.flags)})"
    else:
        why = "not clear: " + ", ".join(each for each, level in graded.levels.items() if level < max(LEVELS))
    message = f"the sample is worth {graded.overall:g} of 10; it is to be worth {SAMPLE_WORTH:g}; {why}"
    file.blame((*path, "sample"), message, is_fatal=False)
