"""What becomes of a question: its circles, its timers, who holds it and who is not asked again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.ids import LearnerId, PlaceCode, QuestionId
from bot.model.question import Circle, Move, Question, QuestionState
from bot.policy.duty import Duty, periods
from bot.policy.question import Limits, due_at, first_circle, hurried, moved, widened

NOW = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
"""A Monday, at 8 in Vietnam; here duty is told in UTC."""
DUTY = Duty(periods(range(5), 60, 11 * 60), frozenset(), UTC)
"""Ten hours on each working day."""
LIMITS = Limits()
HAMLET, COMMUNE, PROVINCE = map(PlaceCode, ("ban-mo", "phu-luong", "thai-nguyen"))
PLACES = (HAMLET, COMMUNE, PROVINCE)
LEARNER, HOA, BA = map(LearnerId, (1, 2, 3))
ASKED = Question(QuestionId(1), LEARNER, "vi", NOW, NOW + timedelta(hours=4), Circle.CLASS, classroom=12)
CLAIMED = replace(ASKED, state=QuestionState.CLAIMED, holder=HOA, claimed_at=NOW, due_at=NOW + timedelta(hours=8))
ANSWERED = replace(CLAIMED, state=QuestionState.ANSWERED, due_at=NOW + timedelta(days=7))
CLOSED = replace(ANSWERED, state=QuestionState.CLOSED, holder=None, due_at=None)
LATER = NOW + timedelta(hours=1)


def move(question: Question, how: Move, by: LearnerId | None = None, *, has_room: bool = True) -> Question | None:
    return moved(question, how, LATER, duty=DUTY, limits=LIMITS, places=PLACES, by=by, has_room=has_room)


@pytest.mark.parametrize(
    ("places", "circles"),
    [
        (PLACES, ("commune", "province", "all", "admins")),
        ((COMMUNE, PROVINCE), ("commune", "province", "all", "admins")),
        ((PROVINCE,), ("province", "all", "admins")),
        ((), ("all", "admins")),
    ],
)
def test_circles_widen_past_those_that_hold_nobody(places: tuple[PlaceCode, ...], circles: tuple[str, ...]) -> None:
    seen, circle = [], first_circle(None, places)
    while circle is not Circle.ADMINS:
        seen.append(circle)
        circle = widened(circle, places)
    assert (*seen, circle) == circles
    assert first_circle(12, places) is Circle.CLASS
    assert widened(Circle.CLASS, places) == circles[0]
    assert widened(Circle.ADMINS, places) is Circle.ADMINS


def test_a_timer_runs_on_duty() -> None:
    evening = NOW + timedelta(hours=8)
    assert due_at(ASKED, NOW, DUTY, LIMITS) == NOW + timedelta(hours=4)
    assert due_at(ASKED, evening, DUTY, LIMITS) == NOW + timedelta(days=1, hours=2)
    assert due_at(CLAIMED, evening, DUTY, LIMITS) == NOW + timedelta(days=1, hours=6)
    assert due_at(replace(ASKED, circle=Circle.ADMINS), NOW, DUTY, LIMITS) == NOW + timedelta(days=2, hours=4)


def test_what_is_urgent_waits_for_nobodys_duty() -> None:
    night = NOW + timedelta(hours=16)
    urgent = replace(ASKED, is_urgent=True)
    assert due_at(urgent, night, DUTY, LIMITS) == night + timedelta(minutes=15)
    assert due_at(replace(urgent, circle=Circle.ADMINS), night, DUTY, LIMITS) == night + timedelta(minutes=60)
    assert due_at(replace(CLAIMED, is_urgent=True), night, DUTY, LIMITS) == night + timedelta(minutes=30)


def test_whatever_is_over_has_no_timer() -> None:
    assert due_at(ANSWERED, NOW, DUTY, LIMITS) == NOW + timedelta(days=7)
    assert due_at(CLOSED, NOW, DUTY, LIMITS) is None
    assert due_at(replace(CLOSED, state=QuestionState.WITHDRAWN), NOW, DUTY, LIMITS) is None


def test_one_claims_and_answers_and_the_learner_understands() -> None:
    claimed = move(ASKED, Move.CLAIM, HOA)
    assert claimed == replace(CLAIMED, claimed_at=LATER, due_at=LATER + timedelta(hours=8))
    assert move(claimed, Move.CLAIM, BA) is None
    assert move(claimed, Move.ANSWER, BA) is None, "it is not theirs"
    answered = move(claimed, Move.ANSWER, HOA)
    assert answered == replace(ANSWERED, claimed_at=LATER, due_at=LATER + timedelta(days=7))
    assert move(answered, Move.ANSWER, HOA) == answered, "a word more is one answer still"
    assert move(answered, Move.UNDERSTAND) == replace(CLOSED, claimed_at=LATER)


def test_nobody_claims_for_nobody() -> None:
    assert move(ASKED, Move.CLAIM) is None
    assert move(replace(ANSWERED, holder=None), Move.ANSWER) is None


@pytest.mark.parametrize(
    ("question", "how", "circle", "passed"),
    [
        (ASKED, Move.OVERDUE, Circle.COMMUNE, ()),
        (CLAIMED, Move.HAND_BACK, Circle.CLASS, (HOA,)),
        (CLAIMED, Move.OVERDUE, Circle.COMMUNE, (HOA,)),
        (CLAIMED, Move.REVOKE, Circle.CLASS, ()),
        (ANSWERED, Move.NOT_UNDERSTAND, Circle.CLASS, (HOA,)),
        (replace(ANSWERED, passed=(HOA,)), Move.NOT_UNDERSTAND, Circle.CLASS, (HOA,)),
        (replace(ANSWERED, holder=None), Move.NOT_UNDERSTAND, Circle.CLASS, ()),
        (ANSWERED, Move.REOPEN, Circle.CLASS, ()),
        (CLOSED, Move.REOPEN, Circle.CLASS, ()),
        (replace(ASKED, circle=Circle.ALL), Move.OVERDUE, Circle.ADMINS, ()),
        (replace(ASKED, circle=Circle.ADMINS), Move.OVERDUE, Circle.ADMINS, ()),
    ],
)
def test_what_is_open_again_waits_anew(
    question: Question, how: Move, circle: Circle, passed: tuple[LearnerId, ...]
) -> None:
    again = move(question, how, HOA)
    waiting = replace(ASKED, circle=circle, passed=passed)
    assert again == replace(waiting, due_at=due_at(waiting, LATER, DUTY, LIMITS))


def test_silence_after_an_answer_closes_and_blames_nobody() -> None:
    assert move(ANSWERED, Move.OVERDUE) == CLOSED


@pytest.mark.parametrize("question", [ASKED, CLAIMED, ANSWERED])
def test_it_can_be_taken_back_or_closed_at_any_time(question: Question) -> None:
    for how, state in ((Move.WITHDRAW, QuestionState.WITHDRAWN), (Move.CLOSE, QuestionState.CLOSED)):
        over = move(question, how)
        assert over == replace(question, state=state, holder=None, due_at=None)
        assert move(over, Move.ANSWER, HOA) is None
        assert move(over, Move.OVERDUE) is None


@pytest.mark.parametrize("question", [ASKED, CLAIMED])
def test_a_word_more_from_the_learner_buys_nobody_time(question: Question) -> None:
    assert move(question, Move.ASK_ON) == question


def test_a_word_more_after_an_answer_goes_to_whoever_knows_the_matter() -> None:
    assert move(ANSWERED, Move.ASK_ON) == replace(CLAIMED, claimed_at=LATER, due_at=LATER + timedelta(hours=8))
    reopened = replace(ASKED, due_at=LATER + timedelta(hours=4))
    assert move(ANSWERED, Move.ASK_ON, has_room=False) == reopened, "unless their hands are full"
    assert move(replace(ANSWERED, holder=None), Move.ASK_ON) == reopened, "or they are gone"


def test_an_answer_outlives_its_mentor() -> None:
    assert move(ANSWERED, Move.REVOKE) == replace(ANSWERED, holder=None)


def test_what_turns_out_to_be_urgent_hurries() -> None:
    urgent = hurried(ASKED, LATER, LIMITS, DUTY)
    assert urgent == replace(ASKED, is_urgent=True, due_at=LATER + timedelta(minutes=15))
    assert hurried(urgent, LATER + timedelta(minutes=10), LIMITS, DUTY) == urgent
    soon = replace(ASKED, due_at=LATER + timedelta(minutes=1))
    assert hurried(soon, LATER, LIMITS, DUTY) == replace(soon, is_urgent=True)
    assert hurried(CLOSED, LATER, LIMITS, DUTY) == CLOSED
