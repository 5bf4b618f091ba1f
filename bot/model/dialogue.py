"""Where a person stands in the talk: all that `step` needs to know about them, as one value."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.draft import Broadcasting, Draft
from bot.model.ids import ClassCode, ContentHash, InvitationKey, LessonId, OptionId, QuestionId, StepId, TrackId
from bot.model.learner import Profile
from bot.model.message import Choice


class WelcomeStage(StrEnum):
    """The screens before the first lesson."""

    NOTICE = "notice"
    UNDER_16 = "under_16"
    PRIVACY = "privacy"
    ADDRESS = "address"
    CODE = "code"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Welcoming:
    """The notice, consent, how to be addressed, and what one wants to be able to do first."""

    stage: WelcomeStage = WelcomeStage.NOTICE


@dataclass(frozen=True, slots=True)
class AtMenu:
    """Choosing what to do next."""


@dataclass(frozen=True, slots=True)
class Learning:
    """In a lesson; the bookmark says where."""


class IntroductionStage(StrEnum):
    """What is asked after the first lesson, each to be skipped."""

    NAME = "name"
    AUDIENCE = "audience"
    EXPERIENCE = "experience"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Introducing:
    """Getting to know each other after the first lesson."""

    stage: IntroductionStage = IntroductionStage.NAME


class AccountStage(StrEnum):
    """The screens about a learner's own account."""

    SETTINGS = "settings"
    ADDRESS = "address"
    LANGUAGE = "language"
    NAME = "name"
    DATA = "data"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Adjusting:
    """Settings, one's own data, and erasing it."""

    stage: AccountStage = AccountStage.SETTINGS


class AcceptingStage(StrEnum):
    """The screens of an invitation."""

    OFFER = "offer"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Accepting:
    """Reading what one is invited to do, and saying by what name those one helps will know one."""

    stage: AcceptingStage = AcceptingStage.OFFER


class HelpingStage(StrEnum):
    """What is asked of whoever has just helped somebody."""

    TOPIC = "topic"
    MINUTES = "minutes"
    PEOPLE = "people"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Helping:
    """A member of staff tells whom they have just helped: on which track (None: something else), how long, how many."""

    stage: HelpingStage = HelpingStage.TOPIC
    topic: TrackId | None = None
    minutes: int = 0
    people: int = 1


Resting = AtMenu | Learning | Introducing | Adjusting | Accepting | Helping | Broadcasting
"""Where somebody stood who asks or answers a question, and where they are led back to."""


@dataclass(frozen=True, slots=True)
class Asking:
    """About to ask a human: the next words are more on the question that `about` names, else on the newest one.

    They are a question of their own where there is none, and where `is_new`.
    """

    about: QuestionId | None = None
    is_new: bool = False
    back: Resting = field(default_factory=AtMenu)


class Writing(StrEnum):
    """What a mentor writes."""

    ANSWER = "answer"
    NOTE = "note"
    """To other mentors."""
    REASON = "reason"
    """Why they want to know who the learner is."""


@dataclass(frozen=True, slots=True)
class Mentoring:
    """A mentor at a question: the next words are what `writes` says; `draft` is an answer not sent yet."""

    question: QuestionId
    draft: str = ""
    writes: Writing = Writing.ANSWER
    back: Resting = field(default_factory=AtMenu)


class ClassTask(StrEnum):
    """What is waited for from somebody who does something about a class."""

    TRACK = "track"
    TITLE = "title"
    NAME = "name"
    PLACE = "place"
    GUESTS = "guests"
    CAPACITY = "capacity"
    MENTOR = "mentor"
    MEMBER = "member"
    SAME = "same"
    MARKS = "marks"
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Tending:
    """Doing something about a class: the next words are what `task` says.

    `code` names the class, None for one that is still to be opened, and for one's own. `track`, `title` and `mentor`
    are what was answered so far about a new one; `number` is the member at hand.
    """

    task: ClassTask
    code: ClassCode | None = None
    track: TrackId | None = None
    title: str = ""
    mentor: str = ""
    number: int = 0


Scene = (
    Welcoming
    | AtMenu
    | Learning
    | Introducing
    | Adjusting
    | Asking
    | Mentoring
    | Tending
    | Accepting
    | Helping
    | Broadcasting
)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The place in a lesson, and what was done at its step so far.

    The content hash keeps a learner on the version that they started. `tries` counts wrong answers and attempts,
    `hints` the rungs of the ladder shown; `picked` holds options chosen one by one where several make an answer;
    `is_answered` is true when the step is done and only the way on is left; `is_evidence_asked` when a real task was
    done and the question is what for.
    """

    lesson: LessonId
    version: int
    content_hash: ContentHash
    step: StepId
    tries: int = 0
    hints: int = 0
    picked: tuple[OptionId, ...] = ()
    is_answered: bool = False
    is_evidence_asked: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """The choices offered last: the only ones that a typed number, letter or word can mean."""

    choices: tuple[Choice, ...]
    offered_at: datetime


@dataclass(frozen=True, slots=True)
class Attending:
    """The class by whose door somebody came, and what it learns; whoever is a learner is enrolled in it.

    `number` is the learner's own in that class, for screen and paper; 0 for a visitor, and where it is not known here.
    """

    code: ClassCode
    track: TrackId
    number: int = 0


@dataclass(frozen=True, slots=True)
class Unsent:
    """Words for a human that wait for a yes of whoever wrote them; personal data masked.

    `is_noted` as in `OpenQuestion`.
    """

    words: str
    is_urgent: bool = False
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class Guesses:
    """How many wrong codes of a session somebody typed since then."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class State:
    """A person's whole dialogue state.

    The bookmark outlives scenes: a walk through the menu or the settings keeps the place in the lesson. `turn` counts
    the messages offered with choices that change something, so that a choice of an older message is known as old.
    `wanted` is the lesson for which somebody new came: the welcome comes first, and leads there. `just_done` is what
    the last event did, where the same right after it is no new thing: the choice pressed, the kind of media sent.
    `attending` is the class, None for whoever learns freely. `unread` is the question of theirs to which a human's
    answer has come that they have not reacted to: it is shown before all else when they return. `left` are the classes
    that they left, each with their number there, which they get again if they come back. `unsent` is what they wrote
    to a human and has not left: until they agree to be remembered, or say which question it belongs to. `guesses` are
    the wrong codes of a session that they typed lately. `invited` is the invitation by which they came and on which
    they have not decided: somebody new is welcomed first. `draft` is what an admin writes to many and has not sent.
    """

    scene: Scene = field(default_factory=Welcoming)
    profile: Profile = field(default_factory=Profile)
    bookmark: Bookmark | None = None
    menu: Menu | None = None
    turn: int = 0
    last_seen_at: datetime | None = None
    wanted: LessonId | None = None
    just_done: str | None = None
    attending: Attending | None = None
    unread: QuestionId | None = None
    left: tuple[Attending, ...] = ()
    unsent: Unsent | None = None
    guesses: Guesses | None = None
    invited: InvitationKey | None = None
    draft: Draft | None = None

    def offering(self, menu: Menu | None, now: datetime, just_done: str | None) -> "State":
        """The same state after an answer at `now` that offers this menu; every step ends so, and must be quick."""
        return State(
            self.scene,
            self.profile,
            self.bookmark,
            menu,
            self.turn,
            now,
            self.wanted,
            just_done,
            self.attending,
            self.unread,
            self.left,
            self.unsent,
            self.guesses,
            self.invited,
            self.draft,
        )

    def moved(self, bookmark: Bookmark) -> "State":
        """The state with the bookmark moved and the turn counted on, so that older choices are known as old."""
        return State(
            self.scene,
            self.profile,
            bookmark,
            self.menu,
            self.turn + 1,
            self.last_seen_at,
            self.wanted,
            self.just_done,
            self.attending,
            self.unread,
            self.left,
            self.unsent,
            self.guesses,
            self.invited,
            self.draft,
        )
