"""Public holidays: the days out of their file, and what is wrong with it against the calendar."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.lessonbank.files import BankFile
from bot.lessonbank.schema import HolidayPart, HolidaysFile

TOLD_FROM_MONTH = 11
"""From November on the coming year is missed: Tết may begin three weeks after New Year, and is announced by then."""


def days(file: HolidaysFile) -> frozenset[date]:
    """Every day on which people are off."""
    return frozenset(day for year in file.years for part in year.days for day in _each_day(part))


def lint(file: BankFile[HolidaysFile], today: date) -> None:
    """Notes days that stand in another year, what nobody announced, and years that somebody has yet to write.

    Args:
        file: the holidays, where faults are noted.
        today: which years are needed by now.
    """
    if file.content is None:
        return
    seen: set[int] = set()
    for at, year in enumerate(file.content.years):
        if year.year in seen:
            file.blame(("years", at, "year"), f"the year {year.year} stands here twice")
        seen.add(year.year)
        if year.checked > today:
            file.blame(("years", at, "checked"), f"{year.checked} has not come yet", is_fatal=False)
        for number, part in enumerate(year.days):
            path = ("years", at, "days", number)
            if {part.first.year, _last(part).year} != {year.year}:
                file.blame((*path, "first"), f"this is no day of {year.year}")
            if _last(part) < part.first:
                file.blame((*path, "last"), "the last day comes before the first")
            if part.basis == "announced" and part.source is None:
                file.blame((*path, "basis"), "what was announced names its source", is_fatal=False)
    for wanted in (today.year, *((today.year + 1,) if today.month >= TOLD_FROM_MONTH else ())):
        if wanted not in seen:
            message = f"the holidays of {wanted} are missing: look what was announced, and add them"
            file.blame(("years",), message, is_fatal=False)


def _last(part: HolidayPart) -> date:
    return part.last if part.last is not None else part.first


def _each_day(part: HolidayPart) -> Iterator[date]:
    for number in range((_last(part) - part.first).days + 1):
        yield part.first + timedelta(days=number)
