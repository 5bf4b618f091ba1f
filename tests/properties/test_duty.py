"""Time on duty adds up, in whatever hours, zones and order of moments."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.policy.duty import EVERY_DAY, HORIZON, MIDNIGHT, Duty, Period, add_duty, is_on_duty, next_duty

TICK = timedelta(microseconds=1)
GRAIN_MINUTES = 15
GRAIN = timedelta(minutes=GRAIN_MINUTES)
"""Clocks are put forward or back by whole half hours, and so a quarter of an hour is all on duty or not at all."""
ZONES = tuple(map(ZoneInfo, ("Asia/Ho_Chi_Minh", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana")))
DAYS = st.dates(date(2026, 10, 20), date(2026, 11, 10)) | st.dates(date(2027, 3, 10), date(2027, 4, 10))
"""Around the days on which the clocks of those zones change."""
MOMENTS = st.builds(
    lambda day, grains: datetime(day.year, day.month, day.day, tzinfo=UTC) + grains * GRAIN, DAYS, st.integers(0, 95)
)
LENGTHS = st.integers(1, 200).map(lambda grains: grains * GRAIN)


@st.composite
def hours(draw: st.DrawFn) -> Period:
    first, end = sorted(draw(st.lists(st.integers(0, MIDNIGHT // GRAIN_MINUTES), min_size=2, max_size=2, unique=True)))
    return Period(draw(st.sampled_from(EVERY_DAY)), first * GRAIN_MINUTES, end * GRAIN_MINUTES)


DUTIES = st.builds(
    Duty, st.lists(hours(), max_size=12).map(tuple), st.frozensets(DAYS, max_size=9), st.sampled_from(ZONES)
)


@given(DUTIES, MOMENTS, LENGTHS)
@settings(deadline=None)
def test_so_much_duty_lies_between(duty: Duty, start: datetime, length: timedelta) -> None:
    end = add_duty(start, length, duty)
    assert start < end <= start + HORIZON
    grains = (start + number * GRAIN for number in range((end - start) // GRAIN))
    passed = sum(is_on_duty(duty, moment) for moment in grains) * GRAIN
    if end < start + HORIZON:
        assert passed == length
        assert is_on_duty(duty, end - TICK), "it ends on duty"
    else:
        assert passed <= length


@given(DUTIES, MOMENTS, LENGTHS, LENGTHS)
@settings(deadline=None)
def test_two_lengths_are_one(duty: Duty, start: datetime, one: timedelta, other: timedelta) -> None:
    whole = add_duty(start, one + other, duty)
    assume(whole < start + HORIZON)
    assert add_duty(add_duty(start, one, duty), other, duty) == whole


@given(DUTIES, MOMENTS, MOMENTS, LENGTHS, LENGTHS)
@settings(deadline=None)
def test_later_stays_later(
    duty: Duty, start: datetime, another: datetime, length: timedelta, longer: timedelta
) -> None:
    first, last = min(start, another), max(start, another)
    assert add_duty(first, length, duty) <= add_duty(last, length, duty)
    assert add_duty(start, min(length, longer), duty) <= add_duty(start, max(length, longer), duty)


@given(DUTIES, MOMENTS)
@settings(deadline=None)
def test_duty_goes_on_when_it_is_next(duty: Duty, now: datetime) -> None:
    following = next_duty(duty, now)
    if following is None:
        assert add_duty(now, GRAIN, duty) == now + HORIZON
    else:
        assert following >= now
        assert is_on_duty(duty, following)
        assert not is_on_duty(duty, following - TICK) or following == now
