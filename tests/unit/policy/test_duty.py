"""Duty hours on days as they come: holidays, nights, and clocks that are put forward or back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.policy.duty import (
    DAYTIME,
    EVERY_DAY,
    HORIZON,
    MIDNIGHT,
    Duty,
    Period,
    add_duty,
    has_duty,
    is_on_duty,
    next_duty,
    periods,
)

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = range(5)
MENTOR = Duty(
    (
        *periods(WEEKDAYS, 11 * 60 + 30, 13 * 60),
        *periods(WEEKDAYS, 19 * 60, 21 * 60 + 30),
        *periods([5], 8 * 60, 11 * 60),
    ),
    frozenset({date(2027, 1, 1)}),
    VIETNAM,
)
"""A mentor with a day job: at noon, in the evening, and on Saturday morning."""
NEVER = Duty((), frozenset(), VIETNAM)
MONDAY = datetime(2026, 11, 30, tzinfo=VIETNAM)
NEW_YEARS_EVE = datetime(2026, 12, 31, tzinfo=VIETNAM)


def at(day: datetime, clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return day.replace(hour=int(hours), minute=int(minutes))


@pytest.mark.parametrize(
    ("day", "clock", "is_there"),
    [
        (MONDAY, "11:29", False),
        (MONDAY, "11:30", True),
        (MONDAY, "12:59", True),
        (MONDAY, "13:00", False),
        (MONDAY, "20:00", True),
        (MONDAY - timedelta(days=1), "20:00", False),
        (MONDAY - timedelta(days=2), "9:00", True),
        (datetime(2027, 1, 1, tzinfo=VIETNAM), "12:00", False),
    ],
)
def test_who_is_on_duty_when(day: datetime, clock: str, is_there: bool) -> None:
    now = at(day, clock)
    assert is_on_duty(MENTOR, now) is is_there
    assert is_on_duty(MENTOR, now.astimezone(UTC)) is is_there


@pytest.mark.parametrize(
    ("day", "clock", "hours", "then", "then_clock"),
    [
        (MONDAY, "12:00", 0.5, MONDAY, "12:30"),
        (MONDAY, "12:00", 1, MONDAY, "13:00"),
        (MONDAY, "12:00", 1.5, MONDAY, "19:30"),
        (MONDAY, "6:00", 1, MONDAY, "12:30"),
        (MONDAY, "21:00", 1, MONDAY + timedelta(days=1), "12:00"),
        (MONDAY, "0:00", 8, MONDAY + timedelta(days=1), "21:30"),
        (NEW_YEARS_EVE, "21:00", 1, NEW_YEARS_EVE + timedelta(days=2), "8:30"),
    ],
)
def test_a_clock_runs_only_on_duty(day: datetime, clock: str, hours: float, then: datetime, then_clock: str) -> None:
    assert add_duty(at(day, clock), timedelta(hours=hours), MENTOR) == at(then, then_clock)


def test_a_clock_ends_for_whoever_has_no_hours() -> None:
    assert add_duty(MONDAY, timedelta(hours=8), NEVER) == MONDAY + HORIZON
    seldom = Duty(periods([0], 9 * 60, 10 * 60), frozenset(), VIETNAM)
    assert add_duty(MONDAY, timedelta(hours=8), seldom) == MONDAY + HORIZON
    assert add_duty(MONDAY, timedelta(hours=2), seldom) == at(MONDAY + timedelta(days=7), "10:00")


def test_duty_goes_on() -> None:
    assert next_duty(MENTOR, at(MONDAY, "12:00")) == at(MONDAY, "12:00")
    assert next_duty(MENTOR, at(MONDAY, "13:00")) == at(MONDAY, "19:00")
    assert next_duty(MENTOR, at(NEW_YEARS_EVE, "22:00")) == at(NEW_YEARS_EVE + timedelta(days=2), "8:00")
    assert next_duty(NEVER, MONDAY) is None


def test_a_night_is_cut_at_midnight() -> None:
    assert periods([6], 22 * 60, 2 * 60) == (Period(6, 22 * 60, MIDNIGHT), Period(0, 0, 2 * 60))
    assert periods([2], 22 * 60, 0) == (Period(2, 22 * 60, MIDNIGHT),)
    night = Duty(periods(EVERY_DAY, 22 * 60, 2 * 60), frozenset({date(2026, 12, 1)}), VIETNAM)
    assert add_duty(at(MONDAY, "23:00"), timedelta(hours=2), night) == at(MONDAY + timedelta(days=2), "1:00")
    round_the_clock = Duty(periods(EVERY_DAY, 0, 0), frozenset(), VIETNAM)
    assert add_duty(MONDAY, timedelta(hours=50), round_the_clock) == MONDAY + timedelta(hours=50)


@pytest.mark.parametrize(
    "wrong", [(7, 0, 60), (-1, 0, 60), (0, 60, 60), (0, 90, 60), (0, -1, 60), (0, 0, MIDNIGHT + 1)]
)
def test_a_period_stays_within_its_day(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no period of one day"):
        Period(*wrong)


def test_overlapping_hours_count_once() -> None:
    twice = Duty((*periods([0], 9 * 60, 12 * 60), *periods([0], 10 * 60, 11 * 60)), frozenset(), VIETNAM)
    assert add_duty(at(MONDAY, "9:00"), timedelta(hours=2.5), twice) == at(MONDAY, "11:30")


def test_an_hour_is_an_hour_when_clocks_are_changed() -> None:
    nights = Duty(periods(EVERY_DAY, 60, 4 * 60), frozenset(), BERLIN)
    forward, back = datetime(2027, 3, 28, tzinfo=BERLIN), datetime(2027, 10, 31, tzinfo=BERLIN)
    assert add_duty(forward, timedelta(hours=2), nights) == at(forward, "4:00")
    assert add_duty(back, timedelta(hours=2), nights) == datetime(2027, 10, 31, 1, tzinfo=UTC)
    assert add_duty(back, timedelta(hours=4), nights) == at(back, "4:00")
    skipped = Duty(periods([6], 2 * 60 + 30, 3 * 60 + 15), frozenset(), BERLIN)
    assert not is_on_duty(skipped, at(forward, "3:10"))
    assert next_duty(skipped, forward) == at(forward + timedelta(days=7), "2:30")


def test_by_day_people_are_awake() -> None:
    awake = Duty(DAYTIME, frozenset(), VIETNAM)
    assert [is_on_duty(awake, at(MONDAY, clock)) for clock in ("6:59", "7:00", "20:59", "21:00")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 12, 31), True), (date(2027, 1, 1), False), (date(2027, 1, 2), True), (date(2027, 1, 3), False)],
)
def test_a_day_of_work_has_duty_and_is_no_holiday(day: date, expected: bool) -> None:
    assert has_duty(MENTOR, day) is expected
    assert not has_duty(NEVER, day)
