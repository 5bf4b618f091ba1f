"""Walks over the texts of a lesson's steps, each with the place where it stands and what it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.lessonbank.faults import Path
from bot.lessonbank.schema import (
    AcceptPart,
    CardPart,
    MultiplePart,
    NearPart,
    OptionPart,
    RecapPart,
    ShortPart,
    SinglePart,
    StepPart,
)

Steps = Mapping[int, StepPart]
"""Steps by their position in the file: all of a lesson, or those that fit the schema where others do not."""


class Sort(Enum):
    """What a text is."""

    SAID = auto()
    """Markdown that the tutor says, its placeholders filled."""
    SHOWN = auto()
    """Words that are shown as they stand."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a lesson and where it stands."""

    path: Path
    text: str
    sort: Sort = Sort.SAID


_FIELDS = ("text", "question", "instruction", "task", "evidence_question", "explanation", "feedback", "otherwise")


def texts(steps: Iterable[tuple[int, StepPart]]) -> Iterator[Passage]:
    """Every text that is said to a learner and may hold placeholders, in the order of the steps."""
    for position, step in steps:
        path: Path = ("steps", position)
        for name in _FIELDS:
            text = getattr(step, name, None)
            if text:
                yield Passage((*path, name), text)
        for number, hint in enumerate(getattr(step, "hints", ())):
            yield Passage((*path, "hints", number), hint)
        for name, parts in _groups(step):
            for number, part in enumerate(parts):
                if part.feedback:
                    yield Passage((*path, name, number, "feedback"), part.feedback)


def shown(steps: Iterable[tuple[int, StepPart]]) -> Iterator[Passage]:
    """The author's words that are shown as they stand; labels, samples and starters are the learner's words."""
    for position, step in steps:
        path: Path = ("steps", position)
        match step:
            case CardPart(image=image) if image is not None:
                yield Passage((*path, "image", "text_twin"), image.text_twin, Sort.SHOWN)
            case RecapPart(title=title):
                yield Passage((*path, "title"), title, Sort.SHOWN)
            case _:
                pass


def _groups(step: StepPart) -> Iterator[tuple[str, Sequence[OptionPart | AcceptPart | NearPart]]]:
    match step:
        case SinglePart() | MultiplePart():
            yield "options", step.options
        case ShortPart():
            yield "accept", step.accept
            yield "near", step.near
        case _:
            return


def strings(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every string of a file, whatever it is for."""
    match value:
        case str():
            yield path, value
        case dict():
            for key, part in value.items():
                yield from strings(part, (*path, key))
        case list():
            for position, part in enumerate(value):
                yield from strings(part, (*path, position))
        case _:
            return
