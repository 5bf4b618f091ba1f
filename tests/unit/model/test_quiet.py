"""The night, by the clock on people's walls."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.model.quiet import is_night

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("hour", "minute", "is_so"), [(23, 29, True), (23, 30, False), (5, 0, False), (13, 59, False), (14, 0, True)]
)
def test_it_begins_at_nine_and_ends_at_half_past_six(hour: int, minute: int, *, is_so: bool) -> None:
    assert is_night(datetime(2026, 12, 1, hour, minute, tzinfo=UTC), ZONE) is is_so
