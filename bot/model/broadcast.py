"""A broadcast: what is said to many, to whom, what becomes of it, and the one table of its moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId, ClassCode, LearnerId, LessonId, PlaceCode, TrackId
from bot.model.staff import Role
from bot.model.text import Text

MOST_ANSWERS = 5
"""Answers of a poll: what fits one telephone's screen below a question."""


class BroadcastState(StrEnum):
    """Where a broadcast stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class BroadcastMove(StrEnum):
    """What can happen to a broadcast, by an admin or by time."""

    CONFIRM = "confirm"
    """It may go out: by its author where it is small, by a second admin where it is not."""
    START = "start"
    """Its hour has come."""
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    FINISH = "finish"
    """No recipient waits any more."""
    REPEAT = "repeat"
    """Some recipients wait again, since an admin says so."""


MOVES: Mapping[BroadcastState, Mapping[BroadcastMove, BroadcastState]] = {
    BroadcastState.DRAFT: {
        BroadcastMove.CONFIRM: BroadcastState.SCHEDULED,
        BroadcastMove.CANCEL: BroadcastState.CANCELLED,
    },
    BroadcastState.SCHEDULED: {
        BroadcastMove.START: BroadcastState.RUNNING,
        BroadcastMove.PAUSE: BroadcastState.PAUSED,
        BroadcastMove.CANCEL: BroadcastState.CANCELLED,
    },
    BroadcastState.RUNNING: {
        BroadcastMove.PAUSE: BroadcastState.PAUSED,
        BroadcastMove.CANCEL: BroadcastState.CANCELLED,
        BroadcastMove.FINISH: BroadcastState.FINISHED,
    },
    BroadcastState.PAUSED: {
        BroadcastMove.RESUME: BroadcastState.RUNNING,  # before its hour: scheduled, as it was
        BroadcastMove.CANCEL: BroadcastState.CANCELLED,
    },
    BroadcastState.FINISHED: {BroadcastMove.REPEAT: BroadcastState.RUNNING},
    BroadcastState.CANCELLED: {},
}
"""The table of allowed moves: what is not in it does not happen."""


def after(state: BroadcastState, move: BroadcastMove) -> BroadcastState | None:
    """Where a move leads from a state; None where it is not allowed there."""
    return MOVES[state].get(move)


class Pause(StrEnum):
    """Why a broadcast was paused."""

    BY_HAND = "by_hand"
    ERRORS = "errors"
    """Too many of those to whom it was sent last did not get it."""
    LATE = "late"
    """The program was not there when it should have begun, and its window is over."""
    RESTORED = "restored"
    """A backup was restored, which cannot know what went out after it was made."""
    UNANSWERED = "unanswered"
    """Whoever confirmed it answers for that place no more."""
    WITHDRAWN = "withdrawn"
    """The lesson that it opens is no longer in the bank."""


class Why(StrEnum):
    """Why a recipient did not get a broadcast, or nobody can say."""

    OPTED_OUT = "opted_out"
    EXPIRED = "expired"
    """It is no longer true, or no longer of use."""
    ENOUGH = "enough"
    """They got as many messages this week as anybody may get unasked."""
    ERASED = "erased"
    UNITED = "united"
    """They are one person with another recipient."""
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    """They stopped the bot, or are not there any more."""
    REFUSED = "refused"
    """The platform took it for wrong: the fault is ours."""
    UNREACHABLE = "unreachable"
    """The platform was not reached for too long."""
    DOUBTFUL = "doubtful"
    """It was under way when the program was stopped, or the platform did not answer in time."""


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom: every learner for whom all that is named holds.

    `place` and all below it; `track` is that of their class, or one of whose lessons they began; `channel` is where
    they can be reached; `inactive_days` is how many days they have not been here, 0 for no matter.
    """

    place: PlaceCode | None = None
    classroom: ClassCode | None = None
    track: TrackId | None = None
    done: LessonId | None = None
    not_done: LessonId | None = None
    inactive_days: int = 0
    channel: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A way out to the web: what its words are, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said; each recipient reads it with their own name, class and the like in the place of placeholders.

    `lesson` is one that it opens; `leads_on` where it opens whichever comes next for each. `answers` make it a poll.
    """

    text: Text
    lesson: LessonId | None = None
    leads_on: bool = False
    answers: tuple[str, ...] = ()
    link: LinkTo | None = None


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A broadcast as it stands.

    `title` is what admins call it; nobody else reads it. `place` is the node that its author answers for, None for the
    whole installation; the audience never leaves it. `made_by` and `confirmed_by` are None for whoever was erased, and
    for the command line. `is_asked` where its author wants it to go out and a second admin is to say so. `starts_at` is
    when it may begin, None for at once; after `valid_until` nobody gets it any more. `is_frozen` once every recipient
    is written down. `moves` counts what happened to it so far.
    """

    id: BroadcastId
    title: str
    letter: Letter
    audience: Audience
    valid_until: datetime
    made_at: datetime
    state: BroadcastState = BroadcastState.DRAFT
    pause: Pause | None = None
    place: PlaceCode | None = None
    made_by: LearnerId | None = None
    confirmed_by: LearnerId | None = None
    is_asked: bool = False
    starts_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    is_frozen: bool = False
    moves: int = 0

    def is_early(self, now: datetime) -> bool:
        """Whether it has not begun, since its hour is still to come."""
        return self.started_at is None and self.starts_at is not None and now < self.starts_at


@dataclass(frozen=True, slots=True)
class Tally:
    """How many recipients stand where, by (channel, account) and state: the sum over all is the recipients."""

    counts: Mapping[tuple[str, str], Mapping[DeliveryState, int]] = field(default_factory=dict)

    def of(self, *states: DeliveryState) -> int:
        """How many stand in any of these states; in any at all, where none is named."""
        wanted = frozenset(states) or frozenset(DeliveryState)
        return sum(count for by in self.counts.values() for state, count in by.items() if state in wanted)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many learners an audience has: reached where, by (channel, account), or not at all.

    Who wants no news is in `opted_out` alone, and who stopped every bot of theirs in `gone`. `enough` are those reached
    who have had so many broadcasts this week that, as things stand, they do not get one more. `per_second` is how many
    messages each account that is written to first may send; `ends_at` when the last of these would be sent if it began
    now.
    """

    by_account: Mapping[tuple[str, str], int] = field(default_factory=dict)
    opted_out: int = 0
    gone: int = 0
    pushed: int = 0
    """How many of those reached are written to first; the others read it when they come by."""
    ends_at: datetime | None = None
    samples: tuple["Sample", ...] = ()
    needs_second: bool = False
    """Whether a second admin is to say so, since it has so many."""
    enough: int = 0

    @property
    def reached(self) -> int:
        """Who is to get it."""
        return sum(self.by_account.values())

    @property
    def recipients(self) -> int:
        """The whole audience."""
        return self.reached + self.opted_out + self.gone


@dataclass(frozen=True, slots=True)
class Sample:
    """One of an audience, as an admin may see them: by their number in their class, where that is, and the channel."""

    number: int | None
    place: str
    classroom: str
    channel: str


@dataclass(frozen=True, slots=True)
class Progressing:
    """A broadcast with all that an admin may know of it.

    `author` and `confirmer` are their names, and `mover` that of whoever did what is told of it just now; empty where
    nobody knows. `per_second` is the rate at which it is sent
    now, 0 while nobody sends; `ends_at` when the last of those who are written to first will have it, None where that
    cannot be told. `waits_for_visit` is how many read it only when they come by. `whys` are why recipients did not get
    it; `by_place` how many stand where by commune, with its name; `answers` those to a poll. `others` is how many
    admins besides its author may let it go out.
    """

    broadcast: Broadcast
    tally: Tally
    reach: Reach | None = None
    author: str = ""
    confirmer: str = ""
    mover: str = ""
    per_second: float = 0.0
    ends_at: datetime | None = None
    waits_for_visit: int = 0
    whys: Mapping[Why, int] = field(default_factory=dict)
    by_place: Mapping[str, Mapping[DeliveryState, int]] = field(default_factory=dict)
    answers: Mapping[int, int] = field(default_factory=dict)
    others: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A broadcast that waits for somebody to come by, with the words of theirs that it may need."""

    broadcast: BroadcastId
    letter: Letter
    place: str = ""
    classroom: str = ""
    mentor: str = ""
