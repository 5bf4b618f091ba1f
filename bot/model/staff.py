"""Staff: those who help, answer, write lessons or answer for a place; each is a learner with posts."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, StrEnum, auto

from bot.model.classroom import new_signs, read_signs
from bot.model.ids import InvitationKey, LearnerId, PlaceCode, PostId, TrackId


class Role(StrEnum):
    """What somebody does for a place; each has the least rights that its work needs."""

    HELPER = "helper"
    """Sits beside people in a class and notes whom they helped."""
    MENTOR = "mentor"
    """Opens classes and answers questions."""
    EDITOR = "editor"
    """Writes lessons and reviewed answers."""
    ADMIN = "admin"
    """Answers for a place: invites, approves, hears what went wrong."""
    AUDITOR = "auditor"
    """Reads what was done, and does nothing."""


class Right(Enum):
    """What a post allows within its place."""

    COUNT_HELP = auto()
    """Note whom one helped."""
    ATTEND = auto()
    """Take the attendance of a class."""
    ANSWER = auto()
    """Claim and answer questions."""
    OPEN_CLASS = auto()
    """Open a class without asking anybody."""
    WRITE = auto()
    """Propose and review lessons and answers."""
    APPROVE = auto()
    """Approve classes, release or refuse held answers, settle what people reported."""
    INVITE = auto()
    """Invite staff, and take posts back."""
    READ_AUDIT = auto()
    """Read the audit log."""
    BROADCAST = auto()
    """Write to many at once, and confirm what others write."""


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.HELPER: frozenset({Right.COUNT_HELP, Right.ATTEND}),
    Role.MENTOR: frozenset({Right.COUNT_HELP, Right.ATTEND, Right.ANSWER, Right.OPEN_CLASS}),
    Role.EDITOR: frozenset({Right.WRITE}),
    Role.ADMIN: frozenset(
        {
            Right.COUNT_HELP,
            Right.ATTEND,
            Right.ANSWER,
            Right.OPEN_CLASS,
            Right.WRITE,
            Right.APPROVE,
            Right.INVITE,
            Right.READ_AUDIT,
            Right.BROADCAST,
        }
    ),
    Role.AUDITOR: frozenset({Right.READ_AUDIT}),
}
"""The table of rights, in one place."""


@dataclass(frozen=True, slots=True)
class Post:
    """One role of one person, within a node of the place tree; `place` is None for the whole installation."""

    id: PostId
    role: Role
    place: PlaceCode | None

    def allows(self, right: Right, lineage: tuple[PlaceCode, ...]) -> bool:
        """Whether it gives that right at a place.

        Args:
            right: what is to be done.
            lineage: the place where, and its ancestors; empty for what belongs to no place.
        """
        return right in RIGHTS[self.role] and (self.place is None or self.place in lineage)


@dataclass(frozen=True, slots=True)
class Staff:
    """A person with posts, as those they help know them by `name`."""

    learner: LearnerId
    name: str
    posts: tuple[Post, ...]

    def may(self, right: Right, lineage: tuple[PlaceCode, ...]) -> bool:
        """Whether any of the posts gives that right at a place; see `Post.allows`."""
        return any(post.allows(right, lineage) for post in self.posts)

    def may_somewhere(self, right: Right) -> bool:
        """Whether any of the posts gives that right at all."""
        return any(right in RIGHTS[post.role] for post in self.posts)


class Shift(StrEnum):
    """Hours of duty that somebody can choose, several at once."""

    ALL_DAY = "all_day"
    OFFICE = "office"
    EVENING = "evening"
    WEEKEND = "weekend"


_DAYS = range(7)
SHIFTS: Mapping[Shift, tuple[tuple[int, int, int], ...]] = {
    Shift.ALL_DAY: tuple((day, 7 * 60, 21 * 60) for day in _DAYS),
    Shift.OFFICE: tuple(
        (day, first, end) for day in _DAYS[:5] for first, end in ((7 * 60 + 30, 11 * 60 + 30), (13 * 60 + 30, 17 * 60))
    ),
    Shift.EVENING: tuple((day, 18 * 60 + 30, 21 * 60) for day in _DAYS),
    Shift.WEEKEND: tuple((day, 8 * 60, 20 * 60) for day in _DAYS[5:]),
}
"""The periods of each, as `Habits` has them."""


@dataclass(frozen=True, slots=True)
class Habits:
    """When and how much a member of staff wants to be asked.

    `name` is how those they help know them. `periods` are (weekday from 0 for Monday, first minute of the day, minute
    at which it ends), in any order; none are named by whoever is there whenever people are awake. `digest_minute` is
    the minute of the local day at which their digest comes, `digested_on` the local day of the last one. `is_away`
    until they come back by themselves; `takes_urgent` where they may be asked off duty if it is urgent. `most_open` is
    how many questions they hold at once. No `topics` means any.
    """

    name: str
    periods: tuple[tuple[int, int, int], ...] = ()
    digest_minute: int = 19 * 60 + 30
    digested_on: date | None = None
    is_away: bool = False
    takes_urgent: bool = True
    most_open: int = 5
    topics: frozenset[TrackId] = frozenset()
    languages: frozenset[str] = frozenset({"vi"})

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """The shifts that are chosen; all day where no period is."""
        if not self.periods:
            return (Shift.ALL_DAY,)
        return tuple(shift for shift, periods in SHIFTS.items() if set(periods) <= set(self.periods))

    def on(self, shift: Shift, *, is_chosen: bool) -> "Habits":
        """The same with a shift chosen or no longer; all day, and any other one, take each other's place."""
        others = [each for each in self.shifts if each is not shift and Shift.ALL_DAY not in {each, shift}]
        chosen = (*others, shift) if is_chosen else tuple(others)
        return replace(self, periods=tuple(sorted({each for one in chosen for each in SHIFTS[one]})))


INVITATION_LENGTH = 12
"""Signs of an invitation's code: 1.1e15 of them, so that nobody comes upon one by trying."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Leave to take up a post, for whoever has its code: once or several times, until it expires."""

    role: Role
    place: PlaceCode | None
    uses_left: int
    expires_at: datetime

    def is_good(self, now: datetime) -> bool:
        """Whether somebody can still take up the post by it."""
        return self.uses_left > 0 and now < self.expires_at


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation by which somebody can still take up a post, as whoever looks after invitations sees it.

    Its code is kept nowhere: `number` names it. `made_by` is None for the command line, `made_by_name` what whoever
    made it is called, as far as that is known.
    """

    number: int
    offered: Invitation
    made_at: datetime
    made_by: LearnerId | None = None
    made_by_name: str = ""


def new_invitation_code(draw: float) -> str:
    """A code out of a number drawn from [0, 1)."""
    return new_signs(draw, INVITATION_LENGTH)


def read_invitation(text: str) -> InvitationKey | None:
    """What is kept of the invitation's code in what a link carries or somebody types; None where it can be none."""
    code = read_signs(text, INVITATION_LENGTH)
    return key_of(code) if code is not None else None


def key_of(code: str) -> InvitationKey:
    """What is kept of a code: codes are long and random, so that a plain hash keeps them from whoever reads it."""
    return InvitationKey(hashlib.sha256(code.encode()).hexdigest())
