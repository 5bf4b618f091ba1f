"""Hours as people type and read them: `19:30`, `7h sáng mai`, `thứ bảy 8 giờ`, `2/12 14h30`."""

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.model.dialogue import State
from bot.tutor.context import Context
from bot.tutor.fold import fold
from bot.tutor.speech import line

_WEEKDAYS = {
    word: day
    for day, names in enumerate(
        (
            ("thu hai", "thu 2", "t2", "monday"),
            ("thu ba", "thu 3", "t3", "tuesday"),
            ("thu tu", "thu 4", "t4", "wednesday"),
            ("thu nam", "thu 5", "t5", "thursday"),
            ("thu sau", "thu 6", "t6", "friday"),
            ("thu bay", "thu 7", "t7", "saturday"),
            ("chu nhat", "cn", "sunday"),
        )
    )
    for word in names
}
_AHEAD = {"hom nay": 0, "today": 0, "ngay mai": 1, "mai": 1, "tomorrow": 1, "ngay kia": 2, "ngay mot": 2}
_DATE = re.compile(r"\b(?:ngay )?(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:(?:[/.-]|,? nam )(\d{4}))?\b")
_WORD = re.compile(rf"\b({'|'.join(sorted((*_WEEKDAYS, *_AHEAD), key=len, reverse=True))})\b")
_CLOCK = re.compile(r"\b(\d{1,2}) ?(?:(?::|g|h|gio) ?(\d{2}|ruoi)?)(?: ?(?:p|ph|phut))?(?= |$)")
_HALF = re.compile(r"\b(\d{1,2}) ruoi\b")
_BARE_CLOCK = re.compile(r"^(\d{1,2})(?= (?:sang|trua|chieu|toi)\b|$)")
_PART = re.compile(r"\b(sang|trua|chieu|toi|dem|nay)\b")
_FILLERS = re.compile(r"\b(?:luc|vao|ngay|gui|nhe|nha|a|toi nay|at|on)\b|[,.!]")
_LATER = frozenset({"chieu", "toi", "dem"})
_NOON = 12
_WEEK = 7
_LONG_AGO = timedelta(days=150)
"""A day without its year that lies further back than this is one of the next year."""


def read_hour(text: str, context: Context) -> datetime | None:
    """The moment that somebody types, in their own zone, as aware UTC; None for whatever else. It may lie in the past.

    An hour without a day is one of today; a day of the week whose hour has gone by today is that of the next week.
    """
    left = _HALF.sub(r"\1h ruoi", " ".join(fold(text).split()))
    today = context.today
    day: date | None = None
    is_weekday = False
    found = _DATE.search(left)
    if found is not None:
        day, left = _dated(found, today), _without(left, found)
        if day is None:
            return None
    else:
        word = _WORD.search(left)
        if word is not None:
            day, left, is_weekday = _named(word[1], today), _without(left, word), word[1] in _WEEKDAYS
    clock = _CLOCK.search(left) or _BARE_CLOCK.match(left.strip())
    if clock is None:
        return None
    left = _without(left, clock)
    parts = _PART.findall(left)
    if _FILLERS.sub(" ", _PART.sub(" ", left)).strip():
        return None
    at = _clocked(clock, is_later=not _LATER.isdisjoint(parts))
    if at is None:
        return None
    moment = datetime.combine(day or today, at, context.zone).astimezone(UTC)
    if is_weekday and moment < context.now:
        return datetime.combine((day or today) + timedelta(days=_WEEK), at, context.zone).astimezone(UTC)
    return moment


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


def _dated(found: re.Match[str], today: date) -> date | None:
    year = int(found[3]) if found[3] is not None else today.year
    try:
        day = date(year, int(found[2]), int(found[1]))
        is_next_year = found[3] is None and today - day > _LONG_AGO
        return day.replace(year=year + 1) if is_next_year else day
    except ValueError:
        return None


def _named(word: str, today: date) -> date:
    """The day of that name that comes next; today's own name means today."""
    if word in _AHEAD:
        return today + timedelta(days=_AHEAD[word])
    return today + timedelta(days=(_WEEKDAYS[word] - today.weekday()) % _WEEK)


def _clocked(found: re.Match[str], *, is_later: bool) -> time | None:
    hour = int(found[1])
    minutes = found[2] if found.lastindex is not None and found.lastindex > 1 else None
    minute = 30 if minutes == "ruoi" else int(minutes or 0)
    if is_later and 0 < hour < _NOON:
        hour += _NOON
    try:
        return time(hour, minute)
    except ValueError:
        return None


def told(moment: datetime, state: State, context: Context) -> str:
    """A moment as people say it: today and tomorrow by their names."""
    local = moment.astimezone(context.zone)
    clock = f"{local.hour}:{local:%M}"
    match (local.date() - context.today).days:
        case 0:
            return line("hour.today", state, context, time=clock)
        case 1:
            return line("hour.tomorrow", state, context, time=clock)
        case _:
            return line("hour.day", state, context, time=clock, day=local.date())
