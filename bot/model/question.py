"""A question that a learner asks a human: where it stands, who holds it, and the one table of its moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import LearnerId, PlaceCode, QuestionId, TrackId


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
    """Its timer ran out: nobody claimed it, the holder did not answer, or the learner said nothing to the answer."""
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
