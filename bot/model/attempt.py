"""An attempt, one submission by a learner, and its grade, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import ExerciseId, LessonId, StepId


class Criterion(StrEnum):
    """One line of a rubric for prompts (curriculum reference, section 3.1)."""

    TASK = "task"
    AUDIENCE = "audience"
    CONTEXT = "context"
    FORMAT = "format"
    CONSTRAINTS = "constraints"
    EXAMPLES = "examples"
    VERIFY = "verify"
    PRIVACY = "privacy"


Level = int
"""0 not there, 1 there but vague, 2 clear."""

LEVELS: tuple[Level, ...] = (0, 1, 2)


class PrivacyKind(StrEnum):
    """A kind of personal data that a learner should not have typed."""

    CCCD = "cccd"
    PHONE = "phone"
    EMAIL = "email"
    BANK_ACCOUNT = "bank_account"
    CARD = "card"
    ADDRESS = "address"
    PASSWORD = "password"  # noqa: S105 - the name of a kind, not a secret
    OTP = "otp"
    BHXH = "bhxh"
    NAME = "name"
    DOB = "dob"


SOFT_KINDS = frozenset({PrivacyKind.NAME, PrivacyKind.DOB})
"""Kinds that lower the privacy level to 1; all others lower it to 0."""


@dataclass(frozen=True, slots=True)
class Violation:
    """Personal data found in a text: `start` and `end` are character offsets into the text as given."""

    kind: PrivacyKind
    start: int
    end: int


class Flag(StrEnum):
    """Why a grade was capped or part of a text was set aside."""

    OFF_TOPIC = "off_topic"
    STUFFING = "stuffing"
    INJECTION = "injection"
    COPIED_SAMPLE = "copied_sample"


@dataclass(frozen=True, slots=True)
class Grade:
    """The result of an attempt at an exercise.

    `levels` holds 0, 1 or 2 for each criterion of the exercise; `overall` is 0-10 with one decimal.
    """

    levels: Mapping[Criterion, Level]
    overall: float
    violations: tuple[Violation, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One submission as it is kept: `score` is a share, 0-1; `text` has its personal data masked."""

    lesson: LessonId
    version: int
    step: StepId
    score: float
    made_at: datetime
    text: str | None = None
    exercise: ExerciseId | None = None
