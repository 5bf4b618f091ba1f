"""Effects about broadcasts: made, moved, read and answered; a part of the closed union of effects."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.broadcast import Audience, BroadcastMove, Letter
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId, PlaceCode


@dataclass(frozen=True, slots=True)
class MakeBroadcast:
    """Keep a broadcast as the person wrote it, and let it go out where they may say so alone.

    Where the audience is larger than one admin may write to, a second one is asked instead. `place` is the node that
    the author answers for, None for the whole installation; `starts_at` None for at once. Whoever made it hears of what
    comes of it as `BroadcastMoved`.
    """

    title: str
    letter: Letter
    audience: Audience
    place: PlaceCode | None
    valid_until: datetime
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MoveBroadcast:
    """Move a broadcast, where that is allowed, and where it was not moved since `moves` were counted."""

    broadcast: BroadcastId
    move: BroadcastMove
    moves: int


@dataclass(frozen=True, slots=True)
class RepeatBroadcast:
    """Send a broadcast again to exactly those recipients whose rows ended in these states."""

    broadcast: BroadcastId
    states: tuple[DeliveryState, ...]
    moves: int


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """The person has just been shown a broadcast that waited for them to come by."""

    broadcast: BroadcastId


@dataclass(frozen=True, slots=True)
class AnswerPoll:
    """Keep the person's answer, from 0, to the poll of a broadcast, in the place of the one before."""

    broadcast: BroadcastId
    answer: int


OfBroadcasts = MakeBroadcast | MoveBroadcast | RepeatBroadcast | ReadLetter | AnswerPoll
"""What becomes of broadcasts."""
