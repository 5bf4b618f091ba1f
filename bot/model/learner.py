"""A learner: a person who learns, and what they told us about themselves."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import ContentHash, LessonId, StepId
from bot.model.lesson import Audience, Goal
from bot.model.text import Text


class FormOfAddress(StrEnum):
    """How a person wants to be addressed; the value is the word itself, which is also its name everywhere."""

    ONG = "ông"
    BA = "bà"
    BAC = "bác"
    CO = "cô"
    CHU = "chú"
    ANH = "anh"
    CHI = "chị"
    BAN = "bạn"
    EM = "em"


class Experience(StrEnum):
    """How far somebody has come with AI before the first lesson."""

    NEVER = "never"
    SOMETIMES = "sometimes"
    OFTEN = "often"


AI_TOLD = "+ai"
"""Ends the version of a notice that named the AI service to which masked attempts may be sent."""


@dataclass(frozen=True, slots=True)
class Consent:
    """An explicit yes to the notice: which version of its words, and when.

    `by_guardian` is true where a parent or guardian said yes for somebody under 16.
    Source: Law 91/2025/QH15 and Decree 356/2025/NĐ-CP (consent is an act, its proof is kept).
    """

    version: str
    given_at: datetime
    by_guardian: bool = False

    @property
    def is_told_of_ai(self) -> bool:
        """Whether who agreed had read that attempts may be sent to an AI service."""
        return self.version.endswith(AI_TOLD)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the tutor remembers about a person; the least that teaching needs.

    `language` chooses the sentences, `format_locale` how numbers and dates look. `wants_news` is false after `/stop`:
    nothing is then sent that the learner did not ask for. `place` is a place code, for facts that differ by place.
    `is_under_16` is true for a visitor who said so: only a guardian may then consent.
    """

    consent: Consent | None = None
    address: FormOfAddress | None = None
    language: str = "vi"
    format_locale: str = "vi"
    name: str | None = None
    audience: Audience | None = None
    experience: Experience | None = None
    goal: Goal | None = None
    place: str | None = None
    wants_news: bool = True
    is_under_16: bool = False

    @property
    def is_young(self) -> bool:
        """Whether this is somebody under 16, as far as is known: they said so, or a guardian agreed for them."""
        return self.is_under_16 or (self.consent is not None and self.consent.by_guardian)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner is with one lesson; `finished_at` is None while it is under way."""

    lesson: LessonId
    content_hash: ContentHash
    started_at: datetime
    finished_at: datetime | None = None


class EntryKind(StrEnum):
    """What a notebook holds."""

    CARD = "card"
    PROMPT = "prompt"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class NotebookEntry:
    """Something worth keeping: a lesson's card, a prompt of one's own, what one used AI for.

    One entry a (kind, lesson, step): a newer one takes the place of the older.
    """

    kind: EntryKind
    lesson: LessonId
    step: StepId
    title: str
    text: Text
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Revealed:
    """Once somebody who helps was told the learner's name: who, when, and the reason that they gave."""

    by: str
    made_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """Counts of what is kept about a learner, for `/dulieu`.

    `places` counts the addresses at which they talk; `code_made_at` is None without a return code; `questions` counts
    what they asked humans, and `sessions` those of classes at which they were.
    """

    attempts: int
    lessons_started: int
    lessons_finished: int
    notebook_entries: int
    messages: int
    places: int
    code_made_at: datetime | None
    questions: int = 0
    sessions: int = 0
