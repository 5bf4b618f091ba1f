"""Return codes: a learner's number and six digits, short enough for a slip of paper and for old hands."""

import re
from dataclasses import dataclass

from bot.model.events import Event, TextReceived
from bot.tutor.fold import normalise

DIGITS = 6
SHOWN = "return-code"
"""The key of the message that shows a code: its digits are kept nowhere else."""
_LONGEST_NUMBER = 12
_LONGEST_TEXT = 60
_AROUND = (r"\D{0,20}?", r"\D{0,3}")
_CODE = re.compile(
    rf"{_AROUND[0]}(\d{{1,{_LONGEST_NUMBER}}})[^\d\n]{{1,3}}((?:\d[ .-]?){{{DIGITS - 1}}}\d){_AROUND[1]}"
)
_RUN_TOGETHER = re.compile(rf"{_AROUND[0]}([1-9]\d{{0,{_LONGEST_NUMBER - 1}}})(\d{{3}}[ .-]?\d{{3}}){_AROUND[1]}")
"""Nothing stands between the number and the digits, the last six; what begins with 0 is a telephone number."""


@dataclass(frozen=True, slots=True)
class Code:
    """A return code as it was typed: whose, and the six digits that prove it."""

    number: int
    digits: str


def new_digits(draw: float) -> str:
    """Six digits out of a number drawn from [0, 1)."""
    return f"{int(draw * 10**DIGITS):0{DIGITS}d}"


def written(number: int, digits: str) -> str:
    """The code as it is shown: `12-345 678`; the gap makes six digits easier to copy."""
    return f"{number}-{digits[: DIGITS // 2]} {digits[DIGITS // 2 :]}"


_WRITTEN = re.compile(
    rf"(?<![\d-])([0-9]{{1,{_LONGEST_NUMBER}}})-([0-9]{{{DIGITS // 2}}}) ([0-9]{{{DIGITS // 2}}})(?!\d)"
)


def find_written(text: str) -> Code | None:
    """The code in a text that shows it as `written` does; None where there is none."""
    found = _WRITTEN.search(text)
    return Code(int(found[1]), found[2] + found[3]) if found is not None else None


def read_code(text: str) -> Code | None:
    """Reads a code as people type it: with a dash, a blank or nothing between, with or without a gap, words before it.

    Returns:
        The code; None where the text holds none, or more than one could be meant.
    """
    typed = normalise(text, _LONGEST_TEXT + 1) if len(text) <= _LONGEST_TEXT else ""
    found = _CODE.fullmatch(typed) or _RUN_TOGETHER.fullmatch(typed)
    if found is None:
        return None
    digits = "".join(char for char in found[2] if char.isdigit())
    return Code(int(found[1]), digits) if (found[1] + digits).isascii() else None


def code_in(event: Event) -> Code | None:
    """The code that an event brings, if any."""
    return read_code(event.text) if isinstance(event, TextReceived) else None
