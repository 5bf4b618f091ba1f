"""Who was there, as a mentor types it back from paper: `1-5, 9`, `12 14 15 vắng`, `cả lớp trừ 7`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.tutor.fold import fold

MOST_NUMBER = 9_999
MOST_RANGE = 500
"""Numbers that one range may hold: more is a slip of the finger."""

_TOKEN = re.compile(
    r"(?P<first>\d{1,5}) ?(?:-|–|—|->|den|toi) ?(?P<last>\d{1,5})(?!\d)"
    r"|(?P<one>\d{1,5})(?!\d)|(?P<word>[a-z]+)|(?P<other>\S)"
)
_ABSENT = frozenset({"vang", "nghi", "tru", "thieu", "absent", "except"})
_PRESENT = frozenset({"co", "den", "du", "present"})
_EVERYBODY = frozenset({"ca", "het", "tat", "all"})
_SOFT = frozenset(
    {"va", "so", "nguoi", "cac", "em", "bac", "lop", "mat", "hom", "nay", "a", "nhe", "la", "deu", "cung", "and"}
)
_APART = frozenset(",.;:+&/")


@dataclass(frozen=True, slots=True)
class Marks:
    """Who was there and who was not, by number, in order; `is_everybody` where all others were there, too."""

    present: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    is_everybody: bool = False


def read_marks(text: str) -> Marks | None:
    """Reads marks; numbers with no word beside them were there.

    Returns:
        The marks; None where the text names nobody, holds words that mean nothing here, says two things of one, or
        leaves open of whom it says something (`1 2 vắng 3`).
    """
    lines = [_read_line(list(_tokens(line))) for line in text.splitlines() if line.strip()]
    read = [each for each in lines if each is not None]
    came = frozenset[int]().union(*(present for present, _, _ in read))
    absent = frozenset[int]().union(*(absent for _, absent, _ in read))
    is_everybody = any(everybody for _, _, everybody in read)
    if len(read) < len(lines) or came & absent or not (came or absent or is_everybody):
        return None
    return Marks(tuple(sorted(came)), tuple(sorted(absent)), is_everybody)


def _read_line(tokens: list[frozenset[int] | str | None]) -> tuple[frozenset[int], frozenset[int], bool] | None:
    """Who was there by one line, who was not, and whether it names everybody; a word counts for what stands before it.

    One with which a line begins counts for what stands behind it.
    """
    groups: dict[str, frozenset[int]] = {"present": frozenset(), "absent": frozenset(), "all": frozenset()}
    pending: frozenset[int] = frozenset()
    leading, is_marked = "", False
    for token in tokens:
        match token:
            case None:
                return None
            case frozenset() if leading:
                groups[leading] |= token
            case frozenset():
                pending |= token
            case "present" | "absent":
                groups[token] |= pending
                leading, is_marked = ("", True) if pending else (token, is_marked)
                pending = frozenset()
            case _:
                pass
    if pending and is_marked:
        return None
    return groups["present"] | pending, groups["absent"], "all" in tokens


def _tokens(line: str) -> Iterator[frozenset[int] | str | None]:
    """Numbers, words that say something, and None for what cannot be read."""
    for found in _TOKEN.finditer(fold(line)):
        word = found["word"]
        if word is None and found["other"] is None:
            yield _numbers(int(found["one"] or found["first"]), int(found["one"] or found["last"]))
        elif word in _ABSENT or word in _PRESENT:
            yield "absent" if word in _ABSENT else "present"
        elif word in _EVERYBODY:
            yield "all"
        elif word not in _SOFT and found["other"] not in _APART:
            yield None


def _numbers(first: int, last: int) -> frozenset[int] | None:
    is_range = 0 < first <= last <= MOST_NUMBER and last - first < MOST_RANGE
    return frozenset(range(first, last + 1)) if is_range else None
