"""When a mentor wants to hear of what waits."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.model.staff import Habits
from bot.policy.digest import is_wanted
from bot.policy.duty import Duty, periods

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DUTY = Duty(periods(range(5), 19 * 60, 21 * 60), frozenset({date(2027, 1, 1)}), ZONE)


@pytest.mark.parametrize(
    ("day", "clock", "is_away", "expected"),
    [
        (31, (12, 30), False, True),
        (31, (14, 30), False, True),
        (31, (14, 31), False, False),
        (31, (12, 30), True, False),
        (32, (12, 30), False, False),
        (33, (12, 30), False, False),
    ],
    ids=["at its minute", "after a pause", "too late", "away", "a holiday", "a day off"],
)
def test_a_digest_is_wanted(day: int, clock: tuple[int, int], is_away: bool, expected: bool) -> None:
    month, of = (12, day) if day < 32 else (1, day - 31)
    now = datetime(2026 if month == 12 else 2027, month, of, *clock, tzinfo=UTC)
    assert is_wanted(Habits("Cô Hoa", digest_minute=19 * 60 + 30, is_away=is_away), now, DUTY) is expected
