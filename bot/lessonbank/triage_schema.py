"""What `triage.yaml` must look like; `schema` says the same of the bank's other files."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from bot.lessonbank.schema import Line, Name, Part, Word, Words
from bot.model.triage import Urgency

_SLOT = re.compile(r"=?[^\W\d_]+\+?(?:/=?[^\W\d_]+\+?|/<[a-z0-9-]+>)*|<[a-z0-9-]+>(?:/=?[^\W\d_]+|/<[a-z0-9-]+>)*")
_GAP = "…"


def _phrase(value: str) -> str:
    slots = value.removeprefix("^").removesuffix("$").split()
    if not slots or _GAP in {slots[0], slots[-1]} or f"{_GAP} {_GAP}" in value:
        raise PydanticCustomError("phrase", "a gap … stands between two words of a phrase")
    for slot in slots:
        if slot != _GAP and not _SLOT.fullmatch(slot):
            message = "'{slot}' is no place of a phrase: write words as a/b, a list as <name>, a number as <number>"
            raise PydanticCustomError("phrase", message, {"slot": slot})
    return value


Phrase = Annotated[Words, AfterValidator(_phrase)]


class RulePart(Part):
    """One way in which danger shows; `innocent` are words that look alike and are none."""

    id: Name
    scope: Literal["sentence", "text"] = "sentence"
    all: list[Annotated[list[Phrase], Field(min_length=1)]] = Field(min_length=1)
    some: list[Annotated[list[Phrase], Field(min_length=1)]] = Field(default_factory=list)
    least: int = Field(default=0, ge=0, le=9)
    most: int = Field(default=0, ge=0, le=9)
    none: list[Phrase] = Field(default_factory=list)
    nowhere: list[Phrase] = Field(default_factory=list)
    examples: list[Words] = Field(min_length=1)
    innocent: list[Words] = Field(min_length=1)


class KindPart(Part):
    """The rules for one kind of danger."""

    kind: Urgency
    rules: list[RulePart] = Field(min_length=1)


class PointsPart(Part):
    """Words and pairs of words, folded, between commas, that weigh the same; less than 0 is against danger."""

    points: int = Field(ge=-99, le=99)
    words: Line


class KindPointsPart(Part):
    """By which words a kind of danger is told from the others."""

    kind: Urgency
    words: list[PointsPart] = Field(min_length=1)


class SignsPart(Part):
    """Small signs of danger, weighed from the texts among the tests: who wants another weight adds a text."""

    least: int = Field(ge=1)
    doubled: int = Field(ge=0)
    told: int = Field(ge=1)
    words: list[PointsPart] = Field(min_length=1)
    kinds: list[KindPointsPart] = Field(min_length=1)


class TriageFile(Part):
    """`triage.yaml`."""

    words: dict[Name, list[Word]] = Field(default_factory=dict)
    sayings: list[Phrase] = Field(default_factory=list)
    frames: list[Phrase] = Field(default_factory=list)
    tellers: list[Phrase] = Field(default_factory=list)
    doubts: list[Phrase] = Field(default_factory=list)
    turns: list[Phrase] = Field(default_factory=list)
    families: dict[Name, list[Phrase]] = Field(default_factory=dict)
    kinds: list[KindPart] = Field(min_length=1)
    signs: SignsPart | None = None
