"""Events: what arrived, in the past tense. A closed union."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.broadcast import BroadcastMove
from bot.model.ids import (
    AlertId,
    BroadcastId,
    ChoiceId,
    ClassCode,
    InvitationKey,
    LearnerId,
    LessonId,
    PlaceCode,
    QuestionId,
)
from bot.model.opinion import GradeRequest, Opinion
from bot.model.question import Move
from bot.model.staff import Role


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody opened the chat and has said nothing yet; they came by a lesson's page, by a code's door, or neither."""

    lesson: LessonId | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class TextReceived:
    """Somebody wrote; the text is as it came, of any length and content.

    `mark` names the message where it can be deleted for them; it is empty where it cannot. `replies_to` is the key of
    the message to which it is a reply, where that has one.
    """

    text: str
    mark: str = ""
    replies_to: str = ""


@dataclass(frozen=True, slots=True)
class ChoicePressed:
    """Somebody pressed a choice; it may be old, pressed twice, or forged."""

    choice: ChoiceId


class Media(StrEnum):
    """What somebody sent that is not text."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    STICKER = "sticker"
    FILE = "file"
    PLACE = "place"
    CONTACT = "contact"
    EDITED = "edited"
    """Not a message of its own: an older one was changed."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class MediaReceived:
    """Somebody sent a picture, a voice note, a file or the like.

    `album` names several that were sent together, which arrive one by one; empty for one that stands alone.
    """

    media: Media
    album: str = ""


@dataclass(frozen=True, slots=True)
class MessageWiped:
    """Somebody pressed the choice that deletes a message of their own; `is_done` where it is gone by that press."""

    is_done: bool


@dataclass(frozen=True, slots=True)
class CalledInGroup:
    """Where several people talk with one another somebody called the tutor, or has just let it in.

    It teaches nobody there: the address is the group's, and no person's.
    """


@dataclass(frozen=True, slots=True)
class Returned:
    """A learner's return code was right at a place where nobody was known: from now on that place is theirs.

    Nobody did this just now; it is what the right code led to (`Rejoin`), and arrives by the same door. `code` is that
    of the class by whose door they had come to that place, as `Arrived` has it; `invitation` is the one by which they
    had.
    """

    code: str = ""
    invitation: InvitationKey | None = None


@dataclass(frozen=True, slots=True)
class ErasureConfirmed:
    """A person was asked apart from the talk whether everything about them is to go, and said yes.

    Whoever brings it has asked: it counts wherever the talk stands.
    """


@dataclass(frozen=True, slots=True)
class Blocked:
    """A person stopped the bot: nothing that is written to them arrives until they come back by themselves."""


@dataclass(frozen=True, slots=True)
class AttemptGraded:
    """Another judge has answered a request; the system owes itself this event (`RequestGrade`)."""

    request: GradeRequest
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class MentorAnswered:
    """A mentor's answer to the learner's question may be read now."""

    question: QuestionId


@dataclass(frozen=True, slots=True)
class QuestionOverdue:
    """Nobody took the learner's question in time, or answered it, so that others are asked now."""

    question: QuestionId


@dataclass(frozen=True, slots=True)
class QuestionMoved:
    """Something happened to a question that a mentor holds or answered, by somebody else or by time."""

    question: QuestionId
    move: Move


@dataclass(frozen=True, slots=True)
class QueueDue:
    """A mentor's hour for the questions that wait has come; or one is urgent, which `urgent` names then."""

    urgent: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """An admin has something to look at."""

    alert: AlertId


class ClassChange(StrEnum):
    """What happened to a class, or to somebody's place in it."""

    OPENED = "opened"
    APPROVED = "approved"
    REFUSED = "refused"
    FULL = "full"
    """Somebody found no room in it."""
    LED = "led"
    """The person leads it from now on, too."""
    CODE_GIVEN = "code_given"
    """A mentor got a return code for the person, who asked for it."""
    UNITED = "united"
    """The person's two places in it are one."""


@dataclass(frozen=True, slots=True)
class ClassChanged:
    """Something happened to a class that concerns the person; `name` is who did it, as they are known there."""

    classroom: ClassCode
    change: ClassChange
    name: str = ""


@dataclass(frozen=True, slots=True)
class AnswerJudged:
    """An admin has looked at an answer of this person's that was held; `is_sent` where it may be read now."""

    question: QuestionId
    is_sent: bool


@dataclass(frozen=True, slots=True)
class PostEnded:
    """An admin took a post of this person's back."""

    role: Role
    place: PlaceCode | None = None


@dataclass(frozen=True, slots=True)
class BroadcastAsked:
    """An admin wants a large broadcast to go out, and somebody else is to say so with them; both hear of it."""

    broadcast: BroadcastId


@dataclass(frozen=True, slots=True)
class BroadcastMoved:
    """Something happened to a broadcast that the person made or confirmed; `by` is who did it, None for time."""

    broadcast: BroadcastId
    move: BroadcastMove
    by: LearnerId | None = None


@dataclass(frozen=True, slots=True)
class BroadcastProgressed:
    """A broadcast that the person made has come further; or one of their place stands still, which they are to know."""

    broadcast: BroadcastId
    is_stalled: bool = False


News = (
    MentorAnswered
    | QuestionOverdue
    | QuestionMoved
    | QueueDue
    | AlertRaised
    | ClassChanged
    | AnswerJudged
    | PostEnded
    | BroadcastAsked
    | BroadcastMoved
    | BroadcastProgressed
)
"""What somebody else did, or time: the system owes itself these events, and people hear of them."""

Deed = (
    Arrived | TextReceived | ChoicePressed | MediaReceived | MessageWiped | CalledInGroup | Returned | ErasureConfirmed
)
"""What is answered."""
Event = Deed | Blocked | AttemptGraded | News
