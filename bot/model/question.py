"""A question that a learner asks a human: where it stands, who holds it, and the one table of its moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import ClassCode, LearnerId, LessonId, PlaceCode, QuestionId, StepId, TrackId
from bot.model.learner import FormOfAddress


class QuestionState(StrEnum):
    """Where a question stands.

    A text of a mentor that was stopped on its way is no state of the question: it stays claimed, its clock runs on,
    and the mentor writes another one.
    """

    OPEN = "open"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What can happen to a question, by the learner, by a mentor, by an admin, or by time."""

    CLAIM = "claim"
    HAND_BACK = "hand_back"
    ANSWER = "answer"
    ASK_ON = "ask_on"
    """The learner wrote more on it: it stays with, or comes back to, the one who knows it."""
    UNDERSTAND = "understand"
    NOT_UNDERSTAND = "not_understand"
    OVERDUE = "overdue"
    """Its timer ran out: nobody claimed it, the holder did not answer, or the learner said nothing to the answer. It
    also widens the circle of a question that waits where nobody is who could take it."""
    REVOKE = "revoke"
    """Its holder is no mentor any more, or cannot be reached."""
    REOPEN = "reopen"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class Circle(StrEnum):
    """Who may get a question, from the nearest on; each circle holds those before it.

    A question that nobody took in the circle of all is with the admins: everybody may still claim it, the admins of
    its place are told, and told again each time its timer runs out. So no question ends in silence.
    """

    CLASS = "class"
    COMMUNE = "commune"
    PROVINCE = "province"
    ALL = "all"
    ADMINS = "admins"


NEAREST_FIRST: tuple[Circle, ...] = tuple(Circle)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as moves know it, without its words.

    `classroom` is the number of the learner's class, `place` where they learn, `topic` the track it came up in; None
    where there is none. `holder` is whose turn it is while claimed, and who answered while answered; nobody else's
    question has one. `passed` are those who handed it back, let its clock run out, or were not understood: it is not
    offered to them again. `due_at` is when its timer runs out, and None only once it is closed or withdrawn.
    """

    id: QuestionId
    learner: LearnerId
    language: str
    asked_at: datetime
    due_at: datetime | None
    circle: Circle
    state: QuestionState = QuestionState.OPEN
    classroom: int | None = None
    place: PlaceCode | None = None
    topic: TrackId | None = None
    is_urgent: bool = False
    holder: LearnerId | None = None
    passed: tuple[LearnerId, ...] = ()
    claimed_at: datetime | None = None


class WordsKind(StrEnum):
    """Who speaks in a thread, and to whom."""

    LEARNER = "learner"
    MENTOR = "mentor"
    NOTE = "note"
    """From mentor to mentor, or from the machine to mentors: it can never reach a learner."""


@dataclass(frozen=True, slots=True)
class Words:
    """Something said about a question.

    `name` is how the mentor was called who wrote it; empty for the learner's own words. `is_held` is true while it
    must not leave: somebody has to look at it first.
    """

    kind: WordsKind
    text: str
    made_at: datetime
    name: str = ""
    written_by: LearnerId | None = None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """A question with what was said, oldest first, where it came up, and what a mentor may know of who asks.

    `seat` is the learner's number in their class, None for whoever learns freely; `holder_name` is how the holder is
    called; `is_seen` tells whether the newest answer was seen, as far as anybody can know; `moves` counts what
    happened so far. `class_code` is that of the learner's class, None for whoever learns freely. `form` is how the
    learner wishes to be addressed, None where they said nothing, and where nobody has to know.
    """

    question: Question
    words: tuple[Words, ...]
    lesson: LessonId | None = None
    step: StepId | None = None
    seat: int | None = None
    holder_name: str = ""
    offered_to: LearnerId | None = None
    is_seen: bool = False
    moves: int = 0
    class_code: ClassCode | None = None
    form: FormOfAddress | None = None

    @property
    def asked(self) -> str:
        """What began it, for those who help: the learner's first words, or what the machine noted in their place."""
        return self.words[0].text if self.words else ""

    @property
    def own(self) -> str:
        """The learner's first words; empty where they have written none so far."""
        return next((each.text for each in self.words if each.kind is WordsKind.LEARNER), "")

    @property
    def answer(self) -> Words | None:
        """The newest words that a mentor sent; None while there are none."""
        sent = (each for each in reversed(self.words) if each.kind is WordsKind.MENTOR and not each.is_held)
        return next(sent, None)


class Refusal(StrEnum):
    """Why somebody may not claim a question."""

    TAKEN = "taken"
    OVER = "over"
    OWN = "own"
    PASSED = "passed"
    LANGUAGE = "language"
    ELSEWHERE = "elsewhere"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Queue:
    """What lies before a mentor: what they hold, what they answered lately, and what they may claim, in that order.

    `most_open` is how many they hold at once at most. What waits is urgent first, then nearest, then oldest.
    """

    held: tuple[Thread, ...] = ()
    answered: tuple[Thread, ...] = ()
    waiting: tuple[Thread, ...] = ()
    most_open: int = 0

    @property
    def has_room(self) -> bool:
        """Whether they may claim one more."""
        return len(self.held) < self.most_open


@dataclass(frozen=True, slots=True)
class Outlook:
    """Who gets a new question first, and when they usually look; told to whoever asks, so it must be true.

    `names` are the mentors nearest to the learner, few enough to be read; `looks_at` is when the first of them looks
    next, None where nobody knows.
    """

    names: tuple[str, ...]
    looks_at: datetime | None


MOVES: Mapping[QuestionState, Mapping[Move, QuestionState]] = {
    QuestionState.OPEN: {
        Move.CLAIM: QuestionState.CLAIMED,
        Move.ASK_ON: QuestionState.OPEN,
        Move.OVERDUE: QuestionState.OPEN,
        Move.CLOSE: QuestionState.CLOSED,
        Move.WITHDRAW: QuestionState.WITHDRAWN,
    },
    QuestionState.CLAIMED: {
        Move.HAND_BACK: QuestionState.OPEN,
        Move.ANSWER: QuestionState.ANSWERED,
        Move.ASK_ON: QuestionState.CLAIMED,
        Move.OVERDUE: QuestionState.OPEN,
        Move.REVOKE: QuestionState.OPEN,
        Move.CLOSE: QuestionState.CLOSED,
        Move.WITHDRAW: QuestionState.WITHDRAWN,
    },
    QuestionState.ANSWERED: {
        Move.ANSWER: QuestionState.ANSWERED,
        Move.ASK_ON: QuestionState.CLAIMED,
        Move.UNDERSTAND: QuestionState.CLOSED,
        Move.NOT_UNDERSTAND: QuestionState.OPEN,
        Move.OVERDUE: QuestionState.CLOSED,
        Move.REVOKE: QuestionState.ANSWERED,
        Move.REOPEN: QuestionState.OPEN,
        Move.CLOSE: QuestionState.CLOSED,
        Move.WITHDRAW: QuestionState.WITHDRAWN,
    },
    QuestionState.CLOSED: {Move.REOPEN: QuestionState.OPEN},
    QuestionState.WITHDRAWN: {},
}
"""The table of allowed moves: what is not in it does not happen."""


def after(state: QuestionState, move: Move) -> QuestionState | None:
    """Where a move leads from a state; None where it is not allowed there."""
    return MOVES[state].get(move)
