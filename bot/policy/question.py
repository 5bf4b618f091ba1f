"""What becomes of a question: where each move leads it, who may get it next, and when its timer runs out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.model.ids import LearnerId, PlaceCode
from bot.model.question import NEAREST_FIRST, Circle, Move, Question, QuestionState, after
from bot.policy.duty import Duty, add_duty

CAP = 5
"""So many claimed questions at a time are as many as somebody with a day job can answer in an evening."""

UNCLAIMED_HOURS: Mapping[Circle, float] = {
    Circle.CLASS: 4,
    Circle.COMMUNE: 4,
    Circle.PROVINCE: 8,
    Circle.ALL: 8,
    Circle.ADMINS: 24,
}
"""Hours on duty for which a question waits in each circle; what was asked in the morning is the commune's by noon."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a question may wait; each is more than 0.

    `claim_hours` and `unclaimed_hours` are hours on duty, the latter for each circle. An urgent question waits by the
    wall clock: `urgent_minutes` unclaimed, `urgent_claim_minutes` with its holder, `urgent_reminder_minutes` with the
    admins. `reaction_hours` by the wall clock after an answer to which nothing was said, it is taken as understood.
    """

    claim_hours: float = 8
    unclaimed_hours: Mapping[Circle, float] = field(default_factory=lambda: UNCLAIMED_HOURS)
    urgent_minutes: float = 15
    urgent_claim_minutes: float = 30
    urgent_reminder_minutes: float = 60
    reaction_hours: float = 7 * 24


def commune(places: Sequence[PlaceCode]) -> PlaceCode | None:
    """The commune in a path of the place tree, nearest first: what stands right below a province."""
    return places[-2] if len(places) > 1 else None


def province(places: Sequence[PlaceCode]) -> PlaceCode | None:
    """The province in a path of the place tree, nearest first: its last place."""
    return places[-1] if places else None


def first_circle(classroom: int | None, places: Sequence[PlaceCode]) -> Circle:
    """The circle in which a new question waits.

    Args:
        classroom: the number of the learner's class, or None.
        places: the learner's place and those around it, nearest first.
    """
    return Circle.CLASS if classroom is not None else widened(Circle.CLASS, places)


def widened(circle: Circle, places: Sequence[PlaceCode]) -> Circle:
    """The next circle that can hold somebody more; after that of all come the admins, and stay.

    Args:
        circle: the one in which nobody took it.
        places: the learner's place and those around it, nearest first.
    """
    missing = {
        *((Circle.COMMUNE,) if commune(places) is None else ()),
        *((Circle.PROVINCE,) if province(places) is None else ()),
    }
    wider = NEAREST_FIRST[NEAREST_FIRST.index(circle) + 1 :]
    return next((each for each in wider if each not in missing), Circle.ADMINS)


def due_at(question: Question, now: datetime, duty: Duty, limits: Limits) -> datetime | None:
    """When the timer of a question runs out that came into its state at `now`; None for one that is over.

    Args:
        question: where it stands.
        now: since when.
        duty: the holder's while it is claimed, else that of whoever may claim it.
        limits: how long it may wait.
    """
    match question.state:
        case QuestionState.OPEN if question.is_urgent:
            with_admins = question.circle is Circle.ADMINS
            return now + timedelta(minutes=limits.urgent_reminder_minutes if with_admins else limits.urgent_minutes)
        case QuestionState.OPEN:
            return add_duty(now, timedelta(hours=limits.unclaimed_hours[question.circle]), duty)
        case QuestionState.CLAIMED if question.is_urgent:
            return now + timedelta(minutes=limits.urgent_claim_minutes)
        case QuestionState.CLAIMED:
            return add_duty(now, timedelta(hours=limits.claim_hours), duty)
        case QuestionState.ANSWERED:
            return now + timedelta(hours=limits.reaction_hours)
        case QuestionState.CLOSED | QuestionState.WITHDRAWN:
            return None
        case _:
            assert_never(question.state)


def moved(
    question: Question,
    move: Move,
    now: datetime,
    *,
    duty: Duty,
    limits: Limits,
    places: Sequence[PlaceCode] = (),
    by: LearnerId | None = None,
    has_room: bool = True,
) -> Question | None:
    """A question after a move, with its next timer; None where the move is not allowed.

    Whenever it comes out open in the circle of the admins, they are to be told.

    Args:
        question: where it stands.
        move: what happened.
        now: when.
        duty: by which the next timer runs: the holder's where the move leaves it claimed, else that of whoever may
            claim it.
        limits: how long it may wait.
        places: the learner's place and those around it, nearest first.
        by: who claims it, answers it or hands it back; whether they may claim it is `assignment.refusal`'s to say.
        has_room: whether the one who answered may hold one more, should the learner ask on; else it is open to all.
    """
    is_answered = question.state is QuestionState.ANSWERED
    if move is Move.ASK_ON and is_answered and (question.holder is None or not has_room):
        move = Move.REOPEN
    state = after(question.state, move)
    if state is None or not _is_theirs(question, move, by):
        return None
    if move is Move.ASK_ON and not is_answered:
        return question
    if move is Move.REVOKE and is_answered:
        return replace(question, holder=None)
    result = replace(
        question,
        state=state,
        circle=_circle(question, move, state, places),
        holder=_holder(question, move, state, by),
        passed=_passed(question, move, state),
        claimed_at=_claimed_at(question, state, now),
    )
    return replace(result, due_at=due_at(result, now, duty, limits))


def hurried(question: Question, now: datetime, limits: Limits, duty: Duty) -> Question:
    """A question that turned out to be urgent: it goes to the top, and its timer runs out no later than it did."""
    if question.is_urgent or question.due_at is None:
        return question
    urgent = replace(question, is_urgent=True)
    return replace(urgent, due_at=min(question.due_at, due_at(urgent, now, duty, limits) or question.due_at))


def _is_theirs(question: Question, move: Move, by: LearnerId | None) -> bool:
    match move:
        case Move.CLAIM:
            return by is not None
        case Move.ANSWER | Move.HAND_BACK:
            return by is not None and by == question.holder
        case _:
            return True


def _circle(question: Question, move: Move, state: QuestionState, places: Sequence[PlaceCode]) -> Circle:
    is_wider = move is Move.OVERDUE and state is QuestionState.OPEN
    return widened(question.circle, places) if is_wider else question.circle


def _holder(question: Question, move: Move, state: QuestionState, by: LearnerId | None) -> LearnerId | None:
    if move is Move.CLAIM:
        return by
    return question.holder if state in {QuestionState.CLAIMED, QuestionState.ANSWERED} else None


def _passed(question: Question, move: Move, state: QuestionState) -> tuple[LearnerId, ...]:
    """Who is not offered it again; whoever is no mentor any more did nothing that would count against them."""
    is_passing = state is QuestionState.OPEN and move in {Move.HAND_BACK, Move.NOT_UNDERSTAND, Move.OVERDUE}
    if not is_passing or question.holder is None or question.holder in question.passed:
        return question.passed
    return (*question.passed, question.holder)


def _claimed_at(question: Question, state: QuestionState, now: datetime) -> datetime | None:
    match state:
        case QuestionState.OPEN:
            return None
        case QuestionState.CLAIMED:
            return now
        case _:
            return question.claimed_at
