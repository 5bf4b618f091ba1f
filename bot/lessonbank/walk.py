"""Walks over the texts of a lesson file, each with the place where it stands."""

from collections.abc import Iterator, Sequence

from bot.lessonbank.faults import Path
from bot.lessonbank.schema import (
    AcceptPart,
    CheckPart,
    LessonFile,
    MultiplePart,
    NearPart,
    OptionPart,
    ShortPart,
    SinglePart,
)

_FIELDS = ("text", "question", "instruction", "task", "evidence_question", "explanation", "feedback", "otherwise")


def texts(lesson: LessonFile) -> Iterator[tuple[Path, str]]:
    """Every text that is said to a learner and may hold placeholders, in the order of the file's steps."""
    for position, step in enumerate(lesson.steps):
        path: Path = ("steps", position)
        for name in _FIELDS:
            text = getattr(step, name, None)
            if text:
                yield (*path, name), text
        for number, hint in enumerate(getattr(step, "hints", ())):
            yield (*path, "hints", number), hint
        for name, parts in _groups(step):
            for number, part in enumerate(parts):
                if part.feedback:
                    yield (*path, name, number, "feedback"), part.feedback


def _groups(step: object) -> Iterator[tuple[str, Sequence[OptionPart | AcceptPart | NearPart]]]:
    match step:
        case SinglePart() | MultiplePart():
            yield "options", step.options
        case ShortPart():
            yield "accept", step.accept
            yield "near", step.near
        case _:
            return


def checks(lesson: LessonFile) -> Iterator[tuple[Path, CheckPart]]:
    """Every check, with its place."""
    for position, step in enumerate(lesson.steps):
        if step.kind == "check":
            yield ("steps", position), step
