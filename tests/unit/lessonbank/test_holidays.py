"""The days on which mentors are off: those that ship, and a file with faults."""

from datetime import date, timedelta

import pytest

from bot.lessonbank.load import open_bank, shipped_bank, shipped_holidays
from tests.unit.lessonbank.written import TODAY, Written

YEARS = """\
years:
- year: 2026
  checked: 2026-11-22
  owner: Tổ biên tập
  days:
  - {name: Tết Dương lịch, first: 2026-01-01, basis: law}
  - {name: Tết Âm lịch, first: 2026-02-16, last: 2026-02-18, basis: announced, source: Báo}
- year: 2027
  checked: 2026-11-22
  owner: Tổ biên tập
  days:
  - {name: Giỗ Tổ, first: 2027-04-16, basis: lunar}
"""


def test_a_bank_has_its_own_holidays(bank: Written) -> None:
    bank.write("holidays.yaml", YEARS)
    assert bank.faults() == []
    days = {date(2026, 1, 1), *(date(2026, 2, day) for day in (16, 17, 18)), date(2027, 4, 16)}
    assert bank.load().catalog.holidays == days


def test_a_bank_without_any_has_those_that_ship(bank: Written) -> None:
    assert bank.load().catalog.holidays == shipped_holidays()
    assert open_bank(shipped_bank(), today=TODAY).holidays == shipped_holidays()


def test_the_law_is_in_what_ships() -> None:
    years = {day.year for day in shipped_holidays()}
    assert len(years) >= 2
    for year in years:
        days = {day for day in shipped_holidays() if day.year == year}
        assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= days
        assert days & {date(year, 9, 1), date(year, 9, 3)}, "and a day beside it"
        tet = {day for day in days if day < date(year, 3, 1)} - {date(year, 1, day) for day in (1, 2, 3, 4)}
        assert len(tet) >= 5
        assert max(tet) - min(tet) == timedelta(days=len(tet) - 1), "in a row"


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2026, 12, 1), []),
        (date(2027, 10, 31), []),
        (date(2027, 11, 1), [2028]),
        (date(2028, 1, 1), [2028]),
        (date(2028, 12, 31), [2028, 2029]),
    ],
)
def test_a_year_is_missed_before_it_comes(bank: Written, today: date, missing: list[int]) -> None:
    bank.write("holidays.yaml", YEARS)
    told = [fault for fault in bank.load(today).faults if fault.file.endswith("holidays.yaml")]
    assert [fault.message for fault in told] == [
        f"the holidays of {year} are missing: look what was announced, and add them" for year in missing
    ]
    assert not any(fault.is_fatal for fault in told), "which is no reason to leave learners without lessons"


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (
            "first: 2027-04-16",
            "first: 2026-04-16",
            "12:20: years[1].days[0].first: this is no day of 2027",
        ),
        (
            "last: 2026-02-18",
            "last: 2026-02-15",
            "7:44: years[0].days[1].last: the last day comes before the first",
        ),
        (", source: Báo", "", "7:62: years[0].days[1].basis: what was announced names its source"),
        ("- year: 2027", "- year: 2026", "8:3: years[1].year: the year 2026 stands here twice"),
        ("checked: 2026-11-22", "checked: 2026-11-30", "3:3: years[0].checked: 2026-11-30 has not come yet"),
        ("basis: lunar", "basis: moon", "take one of 'law', 'lunar', 'announced' or 'expected'"),
    ],
)
def test_faults_in_holidays(bank: Written, before: str, after: str, fault: str) -> None:
    bank.write("holidays.yaml", YEARS.replace(before, after, 1))
    assert any(fault in told for told in bank.faults()), bank.faults()


def test_a_file_that_cannot_be_read_gives_none(bank: Written) -> None:
    bank.write("holidays.yaml", "years: []\n")
    assert bank.faults() == ["holidays.yaml:1:1: years: takes at least 1"]
    assert bank.load().catalog.holidays == frozenset()
