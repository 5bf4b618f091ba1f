"""Effects: what was decided, in the imperative. A closed union."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.alert import AlertKind, Ruling
from bot.model.attempt import Grade
from bot.model.broadcast_effects import OfBroadcasts
from bot.model.class_effects import OfClasses
from bot.model.delivery import Lane
from bot.model.ids import (
    AlertId,
    ClassCode,
    ContentHash,
    ExerciseId,
    HelpCode,
    InvitationKey,
    LearnerId,
    LessonId,
    PostId,
    QuestionId,
    StepId,
    TrackId,
)
from bot.model.learner import Consent, EntryKind
from bot.model.message import Message
from bot.model.opinion import GradeRequest
from bot.model.question import Move
from bot.model.staff import Habits, Invitation
from bot.model.text import Text
from bot.model.trust import DoubtKind


@dataclass(frozen=True, slots=True)
class Say:
    """Send this message to the person whose event it was.

    `key` names the message so that a later one can take its place (`replaces`), or that it can be found again; where a
    channel cannot edit, the later one is simply sent. `lane` is why it is said.
    """

    message: Message
    key: str | None = None
    replaces: str | None = None
    lane: Lane = Lane.REPLY


@dataclass(frozen=True, slots=True)
class Admit:
    """From now on this person is a learner and what they do is kept; the consent is the proof why."""

    consent: Consent


@dataclass(frozen=True, slots=True)
class Enrol:
    """From now on the learner belongs to the class with this code, and to no other; `number` is their own in it."""

    classroom: ClassCode
    number: int


@dataclass(frozen=True, slots=True)
class BeginLesson:
    """Note that the learner started this version of the lesson."""

    lesson: LessonId
    content_hash: ContentHash


@dataclass(frozen=True, slots=True)
class FinishLesson:
    """Note that the learner finished the lesson."""

    lesson: LessonId
    content_hash: ContentHash


@dataclass(frozen=True, slots=True)
class RecordAttempt:
    """Keep one attempt. `score` is a share, 0-1; `text` has its personal data masked already."""

    lesson: LessonId
    version: int
    step: StepId
    score: float
    text: str | None = None
    exercise: ExerciseId | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class RequestGrade:
    """Ask another judge about an attempt, if the budget allows; its answer, if any, arrives as `AttemptGraded`."""

    request: GradeRequest


@dataclass(frozen=True, slots=True)
class Regrade:
    """Put this grade in the place of the one that the learner's attempt of that moment has."""

    lesson: LessonId
    step: StepId
    made_at: datetime
    score: float
    grade: Grade


@dataclass(frozen=True, slots=True)
class KeepEntry:
    """Put something into the learner's notebook, in the place of what stood there for the same step."""

    kind: EntryKind
    lesson: LessonId
    step: StepId
    title: str
    text: Text


@dataclass(frozen=True, slots=True)
class IssueCode:
    """Keep this return code for the learner, in the place of the one before, which is worth nothing from now on.

    `digits` are six; only their hash is kept.
    """

    digits: str


@dataclass(frozen=True, slots=True)
class NoteWrongCode:
    """Count one wrong return code for the learner with this number."""

    number: int


@dataclass(frozen=True, slots=True)
class Rejoin:
    """The place where the code was typed belongs to the learner with this number; they hear of it as `Returned`.

    `door` is the code of the class by which they had come there, empty where they came by none.
    """

    number: int
    door: str = ""
    invitation: InvitationKey | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Ask a human for the learner, in their language; `text` has its personal data masked already.

    `topic`, `lesson` and `step` say where it came up. `is_noted` where the machine speaks to those who help, in the
    place of a learner who has written nothing: they never read that.
    """

    text: str
    language: str
    topic: TrackId | None = None
    lesson: LessonId | None = None
    step: StepId | None = None
    is_urgent: bool = False
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class MoveQuestion:
    """Move a question; `text` is what the learner adds to it, personal data masked, where they do.

    `is_urgent` where it has turned out to be.
    """

    question: QuestionId
    move: Move
    text: str = ""
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class SendAnswer:
    """Send a mentor's answer to whoever asked; with `doubts` it is held instead, and an admin is told."""

    question: QuestionId
    text: str
    doubts: tuple[DoubtKind, ...] = ()


@dataclass(frozen=True, slots=True)
class AddNote:
    """Keep a note to a question, which only mentors and admins read."""

    question: QuestionId
    text: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """Note for good that a mentor was told who asked a question, and why they wanted to know; the learner sees it."""

    question: QuestionId
    reason: str


@dataclass(frozen=True, slots=True)
class RaiseAlert:
    """Have the admins of a question's place look at something: never the one whom it is about."""

    kind: AlertKind
    question: QuestionId
    words: str = ""


@dataclass(frozen=True, slots=True)
class TakePost:
    """The person takes up the post that an invitation offers; those whom they help know them by this name."""

    invitation: InvitationKey
    name: str


@dataclass(frozen=True, slots=True)
class InviteStaff:
    """Keep an invitation, of whose code only this is known."""

    invitation: InvitationKey
    offered: Invitation


@dataclass(frozen=True, slots=True)
class WithdrawInvitation:
    """The invitation with this number lets nobody in any more; posts that were taken up by it stay."""

    number: int


@dataclass(frozen=True, slots=True)
class KeepHabits:
    """Keep when and how much the person wants to be asked from now on."""

    habits: Habits


@dataclass(frozen=True, slots=True)
class EndPosts:
    """Posts of somebody's end at once, and the questions that they hold move on.

    `of` is the person's own number where they leave; whoever did not leave by themselves is told.
    """

    of: LearnerId
    posts: tuple[PostId, ...]


@dataclass(frozen=True, slots=True)
class SettleAlert:
    """An admin has decided on an alert; `question` is the one that it is about, if any."""

    alert: AlertId
    ruling: Ruling
    question: QuestionId | None = None


@dataclass(frozen=True, slots=True)
class NoteHelp:
    """Note that the person has just helped others; no `topic` is a help on something else.

    Those helped confirm it by the `code`, for some hours; without one it stays unconfirmed.
    """

    topic: TrackId | None
    minutes: int
    people: int
    code: HelpCode | None = None


@dataclass(frozen=True, slots=True)
class ConfirmHelp:
    """Count that whoever is here was helped, as this code says; nothing tells afterwards who it was."""

    code: HelpCode


@dataclass(frozen=True, slots=True)
class EraseLearner:
    """Delete everything about this learner at once, and remember only that it was erased."""


@dataclass(frozen=True, slots=True)
class MarkGone:
    """Note that nothing can be said at this address from now on, until something happens there again.

    What waits to be said there is given up.
    """


@dataclass(frozen=True, slots=True)
class Ignore:
    """Do nothing, for a reason worth logging; only for what no person did, or did twice at once."""

    reason: str


OfLearning = (
    Admit
    | Enrol
    | BeginLesson
    | FinishLesson
    | RecordAttempt
    | RequestGrade
    | Regrade
    | KeepEntry
    | IssueCode
    | NoteWrongCode
    | Rejoin
)
"""What is kept of a learner."""
OfQuestions = OpenQuestion | MoveQuestion | SendAnswer | AddNote | Reveal | RaiseAlert
"""What becomes of questions."""
OfStaff = TakePost | InviteStaff | WithdrawInvitation | KeepHabits | EndPosts | SettleAlert
"""What becomes of staff, and what they decide."""
OfHelp = NoteHelp | ConfirmHelp
"""Whom staff helped beside them, and who says so."""
Effect = Say | OfLearning | OfQuestions | OfClasses | OfStaff | OfHelp | OfBroadcasts | EraseLearner | MarkGone | Ignore
