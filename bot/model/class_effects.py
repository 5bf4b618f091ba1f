"""Effects about classes: opened, approved, led, met and left; a part of the closed union of effects."""

from dataclasses import dataclass

from bot.model.ids import ClassCode, LearnerId, PlaceCode, SessionId, TrackId


@dataclass(frozen=True, slots=True)
class OpenClass:
    """Open a class for the person, who leads it and hears of it as `ClassChanged`.

    It waits to be approved, and an admin is told, where they may not open one at that place. `place` is what is shown;
    `place_code` the node of the tree, None where `place` may name it.
    """

    track: TrackId
    title: str
    mentor: str
    place: str
    place_code: PlaceCode | None = None


@dataclass(frozen=True, slots=True)
class ApproveClass:
    """Let the class with this number be open to everybody; whoever asked for it hears so."""

    number: int


@dataclass(frozen=True, slots=True)
class RefuseClass:
    """Close the class with this number, which waits to be approved; whoever asked for it hears so kindly."""

    number: int


@dataclass(frozen=True, slots=True)
class LeaveClass:
    """The learner belongs to that class no longer; their number there is nobody else's."""

    classroom: ClassCode


@dataclass(frozen=True, slots=True)
class CloseClass:
    """End a class: nobody joins any more; the names of its mentors and guests are deleted."""

    classroom: ClassCode


@dataclass(frozen=True, slots=True)
class LimitClass:
    """How many a class takes from now on; None for as many as come."""

    classroom: ClassCode
    capacity: int | None


@dataclass(frozen=True, slots=True)
class ReportFull:
    """Tell the mentors of a class that somebody found no room in it; once for each limit."""

    classroom: ClassCode


@dataclass(frozen=True, slots=True)
class AddGuests:
    """Put people without a telephone on the list of a class; the first one's number is given, the others follow."""

    classroom: ClassCode
    names: tuple[str, ...]
    first: int


@dataclass(frozen=True, slots=True)
class DropGuest:
    """Take somebody without a telephone off the list; the number is not given again."""

    classroom: ClassCode
    number: int


@dataclass(frozen=True, slots=True)
class AddLeader:
    """Somebody of the staff leads the class, too, and hears of it."""

    classroom: ClassCode
    leader: LearnerId


@dataclass(frozen=True, slots=True)
class HandOver:
    """Somebody of the staff leads the class with this number from now on, as an admin of its place decides."""

    number: int
    leader: LearnerId


@dataclass(frozen=True, slots=True)
class StepDown:
    """The person leads that class no longer; somebody else does."""

    classroom: ClassCode


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Keep a return code of a quarter of an hour for the member with this number, who hears of it."""

    classroom: ClassCode
    number: int
    digits: str


@dataclass(frozen=True, slots=True)
class UniteMembers:
    """Two members of a class are one person: what the second one did belongs to the first."""

    classroom: ClassCode
    kept: int
    joined: int


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Begin a session of a class, whose code of four digits counts for three hours."""

    classroom: ClassCode
    code: str


@dataclass(frozen=True, slots=True)
class NoteAttendance:
    """Note who was at a session, and who was not; `is_by_list` where a mentor says so."""

    session: SessionId
    came: tuple[int, ...]
    absent: tuple[int, ...] = ()
    is_by_list: bool = False


OfClasses = (
    OpenClass
    | ApproveClass
    | RefuseClass
    | LeaveClass
    | CloseClass
    | LimitClass
    | ReportFull
    | AddGuests
    | DropGuest
    | AddLeader
    | HandOver
    | StepDown
    | GiveBack
    | UniteMembers
    | OpenSession
    | NoteAttendance
)
"""What becomes of classes, and of who sits in them."""
