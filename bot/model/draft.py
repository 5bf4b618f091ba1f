"""What an admin writes to many, from the first question to the last look."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.broadcast import Audience, Letter
from bot.model.ids import PlaceCode


class BroadcastStage(StrEnum):
    """What is asked of whoever writes to many; each answer stays until it is changed."""

    NODE = "node"
    """For which of several places."""
    WHAT = "what"
    LESSON = "lesson"
    WORDS = "words"
    ANSWERS = "answers"
    """Of a poll."""
    WHOM = "whom"
    PLACE = "place"
    CLASSROOM = "classroom"
    TRACK = "track"
    DONE = "done"
    NOT_DONE = "not_done"
    AWAY = "away"
    CHANNEL = "channel"
    ROLE = "role"
    WHEN = "when"
    DAYS = "days"
    LAST = "last"
    """The last look."""


WRITTEN_TO_MANY = frozenset({BroadcastStage.WORDS, BroadcastStage.ANSWERS})
"""Where the next words are for others."""


@dataclass(frozen=True, slots=True)
class Broadcasting:
    """An admin writes to many; what they have answered so far is the state's `draft`."""

    stage: BroadcastStage = BroadcastStage.WHAT


@dataclass(frozen=True, slots=True)
class Draft:
    """What an admin has written to many so far.

    `place` is the node that they answer for, None for the whole installation; `starts_at` None for at once; `days` how
    long it is of use. `is_poll` where answers are to be offered, `is_whole` once every question has been answered.
    """

    letter: Letter = field(default_factory=lambda: Letter(()))
    is_poll: bool = False
    place: PlaceCode | None = None
    audience: Audience = field(default_factory=Audience)
    starts_at: datetime | None = None
    days: int = 7
    is_whole: bool = False
