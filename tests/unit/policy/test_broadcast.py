"""When broadcasts go out, to whom, how long that takes, and what is wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.model.broadcast import Audience, Broadcast, BroadcastMove, BroadcastState, Letter, Pause, Why
from bot.model.ids import BroadcastId, LearnerId
from bot.model.text import paragraph
from bot.policy.broadcast import (
    LATEST,
    Limits,
    ends_at,
    is_late,
    is_sick,
    is_small,
    longest,
    moved,
    next_morning,
    refused,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
EVENING = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
"""Nine by the clock on the wall."""
MORNING = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
"""Half past six of the next day there."""
B, M = BroadcastState, BroadcastMove
ADMIN = LearnerId(7)


def standing(state: BroadcastState, **changes: object) -> Broadcast:
    made = Broadcast(BroadcastId(1), "x", Letter(paragraph("x")), Audience(), NOON, NOON, state)
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by their names


@pytest.mark.parametrize(
    ("now", "goes_on"),
    [
        (NOON, NOON),
        (EVENING - timedelta(seconds=1), EVENING - timedelta(seconds=1)),
        (EVENING, MORNING),
        (EVENING + timedelta(hours=5), MORNING),
        (MORNING - timedelta(seconds=1), MORNING),
        (MORNING, MORNING),
    ],
)
def test_at_night_it_waits_for_the_morning(now: datetime, goes_on: datetime) -> None:
    assert next_morning(now, ZONE) == goes_on


def test_confirmed_it_waits_for_its_hour_by_whoever_said_so() -> None:
    after = moved(standing(B.DRAFT, is_asked=True), M.CONFIRM, NOON, ADMIN)
    assert after is not None
    assert (after.state, after.confirmed_by, after.is_asked) == (B.SCHEDULED, ADMIN, False)


def test_begun_paused_and_gone_on_with_it_remembers_when_it_began() -> None:
    begun = moved(standing(B.SCHEDULED), M.START, NOON)
    assert begun is not None
    assert (begun.state, begun.started_at) == (B.RUNNING, NOON)
    paused = moved(begun, M.PAUSE, EVENING)
    assert paused is not None
    assert (paused.state, paused.pause) == (B.PAUSED, Pause.BY_HAND)
    again = moved(paused, M.RESUME, EVENING)
    assert again is not None
    assert (again.state, again.pause, again.started_at) == (B.RUNNING, None, NOON)


def test_one_that_was_late_begins_when_somebody_says_so() -> None:
    paused = moved(standing(B.SCHEDULED), M.PAUSE, NOON, pause=Pause.LATE)
    assert paused is not None
    assert paused.pause is Pause.LATE
    begun = moved(paused, M.RESUME, EVENING)
    assert begun is not None
    assert begun.started_at == EVENING


def test_gone_on_with_before_its_hour_it_waits_for_that() -> None:
    paused = standing(B.PAUSED, pause=Pause.RESTORED, starts_at=EVENING)
    again = moved(paused, M.RESUME, NOON)
    assert again is not None
    assert (again.state, again.pause, again.started_at) == (B.SCHEDULED, None, None)
    begun = moved(paused, M.RESUME, EVENING)
    assert begun is not None
    assert (begun.state, begun.started_at) == (B.RUNNING, EVENING)


def test_whoever_says_to_go_on_answers_for_what_nobody_answered_for() -> None:
    paused = standing(B.PAUSED, pause=Pause.UNANSWERED, confirmed_by=LearnerId(7))
    for by, answers in ((LearnerId(8), LearnerId(8)), (None, LearnerId(7))):
        again = moved(paused, M.RESUME, EVENING, by=by)
        assert again is not None
        assert again.confirmed_by == answers
    held = standing(B.PAUSED, pause=Pause.BY_HAND, confirmed_by=LearnerId(7))
    by_hand = moved(held, M.RESUME, EVENING, by=LearnerId(8))
    assert by_hand is not None
    assert by_hand.confirmed_by == LearnerId(7)


@pytest.mark.parametrize(("move", "state"), [(M.CANCEL, B.CANCELLED), (M.FINISH, B.FINISHED)])
def test_ended_it_knows_when(move: BroadcastMove, state: BroadcastState) -> None:
    after = moved(standing(B.RUNNING), move, NOON)
    assert after is not None
    assert (after.state, after.ended_at) == (state, NOON)


def test_repeated_it_has_not_ended() -> None:
    after = moved(standing(B.FINISHED, ended_at=NOON), M.REPEAT, NOON)
    assert after is not None
    assert (after.state, after.ended_at) == (B.RUNNING, None)


@pytest.mark.parametrize("move", [M.CONFIRM, M.START, M.RESUME, M.PAUSE, M.CANCEL, M.FINISH])
def test_what_is_over_is_over(move: BroadcastMove) -> None:
    assert moved(standing(B.CANCELLED), move, NOON) is None
    assert moved(standing(B.FINISHED), move, NOON) is None


def test_it_asks_where_its_hour_is_long_past() -> None:
    assert not is_late(None, NOON)
    assert not is_late(NOON, NOON + LATEST)
    assert is_late(NOON, NOON + LATEST + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("is_there", "wants_news", "recent", "why"),
    [
        (True, True, 2, None),
        (True, True, 3, Why.ENOUGH),
        (True, False, 0, Why.OPTED_OUT),
        (False, False, 9, Why.BLOCKED),
    ],
)
def test_who_gets_it(*, is_there: bool, wants_news: bool, recent: int, why: Why | None) -> None:
    assert refused(is_there=is_there, wants_news=wants_news, recent=recent, limits=Limits()) is why


@pytest.mark.parametrize(
    ("ended", "badly", "is_bad"),
    [(19, 19, False), (20, 4, False), (20, 5, True), (1_000, 200, False), (1_000, 201, True), (-5, -2, False)],
)
def test_it_is_sick_where_a_fifth_of_many_calls_went_badly(ended: int, badly: int, *, is_bad: bool) -> None:
    assert is_sick(ended, badly, Limits()) is is_bad


def test_a_small_one_needs_nobody_else() -> None:
    assert is_small(1_000, Limits())
    assert not is_small(1_001, Limits())


@pytest.mark.parametrize(
    ("left", "now", "at"),
    [
        (0, NOON, NOON),
        (28 * 60, NOON, NOON + timedelta(minutes=1)),
        (28 * 3_600 * 10, NOON, MORNING + timedelta(hours=1)),  # nine hours until nine, and one in the morning
        (28 * 3_600 * 24, NOON, MORNING + timedelta(days=1, minutes=30)),  # 9, 14.5, and half an hour
        (28, EVENING, MORNING + timedelta(seconds=1)),
        (0, EVENING, MORNING),
    ],
)
def test_when_it_ends_nights_are_left_out(left: int, now: datetime, at: datetime) -> None:
    assert ends_at(left, 28.0, now, ZONE) == at


def test_the_slowest_account_ends_last() -> None:
    assert longest([(28, 28.0), (10, 1.0)], NOON, ZONE) == NOON + timedelta(seconds=10)
    assert longest([], NOON, ZONE) == NOON
