"""What `step` may know besides the event and the state, and what it gives back."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from enum import Enum, auto

from bot.model.alert import Alert
from bot.model.attempt import Attempt
from bot.model.broadcast import Progressing, Reach, Waiting
from bot.model.classroom import Classroom
from bot.model.dialogue import State
from bot.model.effects import Effect
from bot.model.helps import Given, Work
from bot.model.ids import ClassCode
from bot.model.learner import NotebookEntry, Progress, Record, Revealed
from bot.model.lesson import Catalog, Lesson
from bot.model.message import Choice, Message
from bot.model.place import Place, PlaceTree
from bot.model.question import Outlook, Queue, Refusal, Thread
from bot.model.quiet import is_night
from bot.model.roster import Roster
from bot.model.staff import Habits, Invitation, OpenInvitation, Shift, Staff
from bot.model.text import Text
from bot.tutor.phrases import Phrases


class Need(Enum):
    """Facts that a step may ask for: rows that the state does not hold."""

    PROGRESS = auto()
    """The learner's lessons, begun and finished."""
    NOTEBOOK = auto()
    """The learner's notebook, oldest entry first."""
    RECORD = auto()
    """Counts of what is kept about the learner."""
    ATTEMPTS = auto()
    """The learner's attempts, oldest first."""
    PROMPTS = auto()
    """The learner's attempts at exercises, oldest first."""
    CODE = auto()
    """What the return code is worth that a visitor typed."""
    CLASSROOM = auto()
    """The classes whose codes `classes.codes` names, and the number in the one that `classes.taking` names."""
    CLASSES = auto()
    """The classes that the learner leads, and the one in which they sit."""
    WEEK = auto()
    """What the class that a step is about did in seven days, for whoever leads it."""
    PLACES = auto()
    """The places of the learner's own posts."""
    COLLEAGUES = auto()
    """Whoever may lead a class, too."""
    STAFF = auto()
    """The learner's own posts."""
    QUESTIONS = auto()
    """What the learner asked, as far as it is under way or was closed lately."""
    OUTLOOK = auto()
    """Who would get a new question of the learner."""
    QUEUE = auto()
    """The questions that lie before the learner, who is a mentor."""
    THREAD = auto()
    """The question that `threads.named` names, which nobody else moves meanwhile."""
    ASKER = auto()
    """The name of whoever asked that question."""
    REVEALED = auto()
    """When somebody was told the learner's own name, oldest first."""
    INVITATION = auto()
    """The invitation that `invitations.named` names, which nobody else uses meanwhile."""
    HABITS = auto()
    """When and how much the learner, who is staff, wants to be asked, and when each shift is on next."""
    PEOPLE = auto()
    """The staff whom the learner may invite and take posts back from."""
    INVITATIONS = auto()
    """The invitations, open still, that the learner may withdraw."""
    ALERT = auto()
    """The alert that `alerts.named` names, with its question, which nobody else settles meanwhile."""
    ALERTS = auto()
    """What the learner, who is an admin, has to look at."""
    TREE = auto()
    """The tree of places."""
    GIVEN = auto()
    """The help whose code `helps.named` names, which nobody else confirms meanwhile."""
    WORK = auto()
    """What the learner, who is staff, has done so far."""
    BROADCASTS = auto()
    """What the learner, who may write to many, wrote lately, and what waits for a second admin."""
    BROADCAST = auto()
    """The broadcast that `broadcasting.named` names, which nobody else moves meanwhile."""
    REACH = auto()
    """Whom the audience that the learner is choosing reaches, and the classes from which it may be chosen."""
    LETTERS = auto()
    """What was said to many and waits for the learner to come by."""


class Verdict(Enum):
    """What a typed return code is worth."""

    RIGHT = auto()
    WRONG = auto()
    LOCKED = auto()
    """There were too many wrong ones within the hour; this one was not even looked at."""


@dataclass(frozen=True, slots=True)
class Office:
    """What staff, and whoever is to be staff, may know besides questions; empty where nobody asked.

    `habits` is None for whoever was never staff. `shifts` tells when each one is on next: now or before for one that
    is on, None for one that is not within two weeks. `people` have those of their posts alone that the learner may take
    back, and are not the learner. `alert` is None where it is not for them to see, `thread` the question it is about.
    """

    invitation: Invitation | None = None
    habits: Habits | None = None
    shifts: tuple[tuple[Shift, datetime | None], ...] = ()
    people: tuple[Staff, ...] = ()
    open_invitations: tuple[OpenInvitation, ...] = ()
    alert: Alert | None = None
    thread: Thread | None = None
    alerts: tuple[Alert, ...] = ()
    tree: PlaceTree = field(default_factory=PlaceTree)


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows that `needs` named, empty where it named none.

    `bookmarked` is the lesson version of the bookmark, always given where there is a bookmark and that version is
    known; it may be older than the catalog's. `number` is the learner's own, always given, None for a visitor.
    """

    progress: tuple[Progress, ...] = ()
    notebook: tuple[NotebookEntry, ...] = ()
    record: Record | None = None
    attempts: tuple[Attempt, ...] = ()
    bookmarked: Lesson | None = None
    number: int | None = None
    verdict: Verdict | None = None
    classrooms: tuple[Classroom, ...] = ()
    seats: tuple[tuple[ClassCode, int], ...] = ()
    """By class, the learner's number in it, and last what the step may give: to them if they join now, or to guests of
    the class that they lead; none where it is full."""
    prompts: tuple[Attempt, ...] = ()
    led: tuple[Roster, ...] = ()
    """The open classes that the learner leads; of the one that `rosters.named` names with its members."""
    own_class: Roster | None = None
    """The class in which they sit, without its members."""
    places: tuple[Place, ...] = ()
    colleagues: tuple[Staff, ...] = ()
    staff: Staff | None = None
    """The learner as a member of staff; None without a post."""
    questions: tuple[Thread, ...] = ()
    outlook: Outlook | None = None
    """None where no human answers here."""
    queue: Queue | None = None
    """None for whoever is no mentor."""
    thread: Thread | None = None
    refusal: Refusal | None = None
    """Why the learner may not claim that question; None where they may, and where there is none."""
    asker: str | None = None
    """The name of whoever asked that question; None where they told none."""
    revealed: tuple[Revealed, ...] = ()
    office: Office = field(default_factory=Office)
    given: Given | None = None
    """The help of which somebody has the code; None where there is none."""
    work: Work | None = None
    """None for whoever has no post."""
    broadcasts: tuple[Progressing, ...] = ()
    broadcast: Progressing | None = None
    """None where it is not for them to see."""
    reach: Reach | None = None
    rooms: tuple[Classroom, ...] = ()
    """The classes that an audience names, or may name."""
    letters: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken; each is a setting with this default."""

    text_characters: int = 4_000
    """A longer text is read up to here."""
    name_characters: int = 40
    check_tries: int = 3
    """Wrong answers to a check before it is explained and left."""
    menu_hours: int = 24
    """How long a typed number or word may mean a choice."""
    short_return_days: int = 7
    """After so many days away the learner is led back in."""
    long_return_days: int = 30
    """After so many, with the card kept last."""
    open_questions: int = 3
    """Questions to humans that one learner may have under way; what is urgent is asked all the same."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who answers for the data, as people are told on the first screen and by /privacy.

    `ai` is what the service is called to which masked attempts may be sent for a second opinion; empty where there is
    none. `url` is where people reach this installation on the web, without a stroke at its end; empty where nobody
    said.
    """

    name: str
    contact: str
    ai: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything else that a step depends on; the same inputs give the same outputs.

    `now` is aware UTC, `today` the learner's local day, `zone` where that day is told, `draw` a number drawn from
    [0, 1). `has_marks` is true where choices are shown with letters and numbers to type, for want of buttons;
    `is_kept_elsewhere` where the platform keeps the talk as well, out of our reach.
    """

    now: datetime
    today: date
    catalog: Catalog
    phrases: Phrases
    operator: Operator
    draw: float = 0.0
    limits: Limits = field(default_factory=Limits)
    facts: Facts = field(default_factory=Facts)
    zone: tzinfo = UTC
    has_marks: bool = True
    is_kept_elsewhere: bool = False
    may_add: bool = False
    """Whether a later message that adds to an earlier one stands in its place."""
    may_edit: bool = False
    """Whether any later message may stand in the place of an earlier one."""

    def day(self, moment: datetime) -> date:
        """The learner's local day at that moment."""
        return moment.astimezone(self.zone).date()

    @property
    def is_night(self) -> bool:
        """Whether people sleep now: nothing wakes them that can wait."""
        return is_night(self.now, self.zone)


@dataclass(frozen=True, slots=True)
class Step:
    """What one event led to: the new state, and the effects in the order decided."""

    state: State
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a dialogue decided: the new state, effects, and what to say.

    Without a `message` the screen of the new state is shown, with the `note` above it. `key` names the message for
    whoever looks for it later; `replaces` is the key of the message in whose place it may stand. `ways` are offered
    below what the message offers by itself.
    """

    state: State
    effects: tuple[Effect, ...] = ()
    note: Text = ()
    message: Message | None = None
    key: str | None = None
    replaces: str | None = None
    ways: tuple[Choice, ...] = ()
