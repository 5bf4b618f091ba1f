"""When somebody is on duty: the periods of their week, by the clock on their wall, without the holidays.

A claim's clock runs only then. A period is turned into two moments before anything is added up, so that an hour counts
as an hour on days when clocks are put forward or back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MIDNIGHT = 24 * 60
"""Minutes of a day; a period may end there."""

HORIZON = timedelta(days=14)
"""No clock runs longer, whoever is never on duty: longer than the longest Tết, and long enough for whoever waits."""

EVERY_DAY = range(7)


@dataclass(frozen=True, slots=True)
class Period:
    """Hours on one weekday, 0 for Monday to 6, from one minute of the day up to, but without, another.

    Raises:
        ValueError: it has no length, or leaves its day; `periods` cuts a night in two.
    """

    weekday: int
    first_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        if self.weekday not in EVERY_DAY or not 0 <= self.first_minute < self.end_minute <= MIDNIGHT:
            raise ValueError(f"no period of one day: {self}")


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody's week, in any order and overlapping as it may; `holidays` are days in `zone` without duty."""

    periods: tuple[Period, ...]
    holidays: frozenset[date]
    zone: tzinfo


def periods(weekdays: Iterable[int], first_minute: int, end_minute: int) -> tuple[Period, ...]:
    """The same hours on several weekdays; what ends no later than it begins goes on past midnight.

    Raises:
        ValueError: a weekday or a minute is none.
    """
    if first_minute < end_minute:
        return tuple(Period(weekday, first_minute, end_minute) for weekday in weekdays)
    mornings = (0, end_minute) if end_minute else None
    return tuple(
        period
        for weekday in weekdays
        for period in (
            Period(weekday, first_minute, MIDNIGHT),
            *((Period((weekday + 1) % len(EVERY_DAY), *mornings),) if mornings else ()),
        )
    )


DAYTIME = periods(EVERY_DAY, 7 * 60, 21 * 60)
"""The week of whoever named no hours, and of a question that nobody holds: when people are awake."""


def is_on_duty(duty: Duty, now: datetime) -> bool:
    """Whether a moment lies in a period."""
    return any(first <= now < end for first, end in _spans(duty, now, timedelta()))


def next_duty(duty: Duty, now: datetime) -> datetime | None:
    """When duty goes on: `now` while it does; None where it does not within the horizon."""
    return next((max(first, now) for first, end in _spans(duty, now, HORIZON) if end > now), None)


def has_duty(duty: Duty, day: date) -> bool:
    """Whether somebody is there at all on a day."""
    return day not in duty.holidays and any(period.weekday == day.weekday() for period in duty.periods)


def add_duty(start: datetime, length: timedelta, duty: Duty) -> datetime:
    """When so much time on duty has passed; it has just passed, so that a day's last hour ends with the day.

    Args:
        start: from when on it counts.
        length: how much time, more than none.
        duty: whose.

    Returns:
        The first such moment after `start`, at the latest the horizon after it.
    """
    start = start.astimezone(UTC)  # to whose moments a length can be added, whatever its clocks do
    left, reached = length, start
    for first, end in _spans(duty, start, HORIZON):
        reached = max(reached, first)
        if end - reached >= left:
            return min(reached + left, start + HORIZON)
        if end > reached:
            left -= end - reached
            reached = end
    return start + HORIZON


def _spans(duty: Duty, start: datetime, length: timedelta) -> Iterator[tuple[datetime, datetime]]:
    """The periods of the days around, as moments in their order; those of a day before and after are among them.

    Clocks that are put forward over a whole period leave nothing of it.
    """
    first_day = start.astimezone(duty.zone).date() - timedelta(days=1)
    days = (first_day + timedelta(days=number) for number in range(length.days + 3))
    spans = (
        (_moment(day, period.first_minute, duty.zone), _moment(day, period.end_minute, duty.zone))
        for day in days
        if day not in duty.holidays
        for period in duty.periods
        if period.weekday == day.weekday()
    )
    return iter(sorted(span for span in spans if span[0] < span[1]))


def _moment(day: date, minute: int, zone: tzinfo) -> datetime:
    """When a clock on the wall shows that minute; of two such moments the first."""
    return (datetime.combine(day, time()) + timedelta(minutes=minute)).replace(tzinfo=zone).astimezone(UTC)
