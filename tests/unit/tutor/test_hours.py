"""Hours as people type and read them, in their own zone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.tutor.hours import read_hour, told
from tests.play import MORNING, ZONE, Play

TUESDAY = MORNING
"""The 24th of November, half past eight."""


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("19:30", at(24, 19, 30)),
        ("lúc 19h30 nhé", at(24, 19, 30)),
        ("19 giờ 30 phút", at(24, 19, 30)),
        ("7 giờ rưỡi tối nay", at(24, 19, 30)),
        ("8h", at(24, 8)),
        ("9", at(24, 9)),
        ("9 sáng mai", at(25, 9)),
        ("7h sáng mai", at(25, 7)),
        ("12h trưa nay", at(24, 12)),
        ("2 giờ chiều ngày mai", at(25, 14)),
        ("ngày kia 7:05", at(26, 7, 5)),
        ("thứ Bảy 8 giờ", at(28, 8)),
        ("8h thứ 7", at(28, 8)),
        ("Chủ nhật, 9:00", at(29, 9)),
        ("thứ ba 10h", at(24, 10)),
        ("thứ ba 8h", at(1, 8, 0, 12)),
        ("10h t2", at(30, 10)),
        ("8 rưỡi sáng mai", at(25, 8, 30)),
        ("19:30 ngày 2/12", at(2, 19, 30, 12)),
        ("2-12 14h30", at(2, 14, 30, 12)),
        ("ngày 2 tháng 12 năm 2027 lúc 7h", at(2, 7, 0, 12, 2027)),
        ("7h 5/1", at(5, 7, 0, 1, 2027)),
        ("7h 20/11", at(20, 7)),
        ("saturday 8:00", at(28, 8)),
    ],
)
def test_an_hour_is_read(text: str, wanted: datetime) -> None:
    read = read_hour(text, Play().context(frozenset()))
    assert read == wanted
    assert read is not None
    assert read.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["", "mai", "25:00", "19:75", "31/2 7h", "29/2/2027 7h", "7h khi nào cũng được", "sáng", "ngày 2/12"]
)
def test_whatever_else_is_none(text: str) -> None:
    assert read_hour(text, Play().context(frozenset())) is None


def test_a_leap_day_of_next_year_is_none_where_there_is_none() -> None:
    play = Play(now=datetime(2028, 11, 24, 1, 30, tzinfo=UTC))
    assert read_hour("7h 29/2", play.context(frozenset())) is None


def test_a_moment_is_told_as_people_say_it() -> None:
    play = Play()
    context = play.context(frozenset())
    assert told(at(24, 9, 5), play.state, context) == "9:05 hôm nay"
    assert told(at(25, 19, 30), play.state, context) == "19:30 ngày mai"
    assert told(at(2, 7, 0, 12), play.state, context) == "7:00 ngày 2/12/2026"
    assert told(at(23, 7), play.state, replace(context, today=at(24, 7).date())) == "7:00 ngày 23/11/2026"
