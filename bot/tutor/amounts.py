"""How long and how many, as people type it: `20`, `20 phút`, `1 tiếng rưỡi`, `nửa giờ`, `12 người`."""

import re

from bot.tutor.fold import fold

_WORDS = {
    word: number
    for number, word in enumerate(
        ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"),
        start=1,
    )
}
_NUMBER = rf"(\d{{1,4}}|{'|'.join(_WORDS)})"
_AROUND = r"(?:khoang |chung |gan |hon |tam |do )?"
_MINUTES = re.compile(rf"{_AROUND}{_NUMBER} ?(?:'|p|ph|phut|minutes?|mins?)?")
_HOURS = re.compile(
    rf"{_AROUND}{_NUMBER} ?(?:g|h|gio|tieng|hours?)(?: ?(ruoi|\d{{1,2}})(?: ?(?:p|ph|phut))?)?(?: dong ho)?"
)
_HALF = re.compile(rf"{_AROUND}nua (?:gio|tieng)(?: dong ho)?|half an hour")
_PEOPLE = re.compile(rf"{_AROUND}{_NUMBER} ?(?:nguoi|ban|bac|co|chu|ba con|hoc vien|people|persons?)?")
_HOUR = 60


def read_minutes(text: str, most: int) -> int | None:
    """A time in minutes, from 1 to `most`; None for whatever else. A number alone is minutes."""
    typed = fold(text).strip(" .!~")
    if _HALF.fullmatch(typed) is not None:
        return _within(_HOUR // 2, most)
    minutes = _MINUTES.fullmatch(typed)
    if minutes is not None:
        return _within(_read(minutes[1]), most)
    hours = _HOURS.fullmatch(typed)
    if hours is None:
        return None
    rest = _HOUR // 2 if hours[2] == "ruoi" else int(hours[2] or 0)
    return _within(_read(hours[1]) * _HOUR + rest, most)


def read_people(text: str, most: int) -> int | None:
    """How many people, from 1 to `most`; None for whatever else."""
    found = _PEOPLE.fullmatch(fold(text).strip(" .!~"))
    return _within(_read(found[1]), most) if found is not None else None


def _read(number: str) -> int:
    return _WORDS[number] if number in _WORDS else int(number)


def _within(number: int, most: int) -> int | None:
    return number if 1 <= number <= most else None
