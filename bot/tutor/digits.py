"""Numbers as people hide or spell them: letters for digits, and digits in words."""

import re
from collections.abc import Sequence

from bot.tutor.cue import PERSON, Family

_WORDS = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5", "sau": "6",
    "bay": "7", "tam": "8", "chin": "9", "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_WORD = "|".join(_WORDS)
_SAID = Family(_WORDS, PERSON)
_FEWEST = 9
"""Digits in a row, some of them in words, that are a number of somebody rather than counting aloud."""
_FEWEST_OF_CODE = 4
"""The same where a text speaks of a code that was sent to somebody."""
_CODES = ("otp", "ma xac")
_FEWEST_WORDS = 3
_SPELT = re.compile(
    rf"(?<![a-z0-9])(?:{_WORD}|[0-9]{{1,4}})(?:[ .,\-\n]{{1,4}}(?:{_WORD}|[0-9]{{1,4}})(?![a-z0-9])){{3,30}}"
)
_DOUBLE = re.compile(rf"double ({_WORD})\b")
"""As numbers are read out in English."""
_PART = re.compile(rf"[0-9]|\b(?:{_WORD})\b")
_MIXED = re.compile(r"[0-9](?:[oil]|(?<=[oil][0-9]))")
"""In each word of digits and letters like them two of these stand side by side."""
_LIKE = re.compile(r"[0-9oil](?<=(?<![a-z0-9])(?=[a-z]{0,12}[0-9]).)[0-9oil]{1,19}(?![a-z0-9])")
"""What must stand before is said behind the first character: so a search skips all that no such number begins with."""
_ALONE = re.compile(r"[0-9] [oil](?= [0-9])")
"""A letter in place of a digit that stands alone between digits."""
_AS_DIGITS = str.maketrans("oil", "011")


def in_digits(folded: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Writes numbers with digits alone: `O9l2` as `0912`, and nine or more digits in words as digits.

    Args:
        folded: a folded text.
        offsets: for each character of it, and for the end, where it begins in the text as given.

    Returns:
        The text with digits, and the offsets of its characters.
    """
    if _MIXED.search(folded) is not None:
        folded = _LIKE.sub(lambda found: found[0].translate(_AS_DIGITS), folded)
    folded = _ALONE.sub(lambda found: found[0].translate(_AS_DIGITS), folded)
    if "double " in folded:
        folded = _DOUBLE.sub(lambda found: f"{found[1]}{' ' * (len(found[0]) - 2 * len(found[1]))}{found[1]}", folded)
    in_words = len(_SAID.places(folded))
    if in_words < _FEWEST_WORDS:
        return folded, offsets
    fewest = _FEWEST_OF_CODE if any(map(folded.__contains__, _CODES)) else _FEWEST
    if in_words + sum(map(folded.count, "0123456789")) < fewest:
        return folded, offsets
    parts: list[str] = []
    places: list[int] = []
    rest = 0
    for found in _SPELT.finditer(folded):
        said = list(_PART.finditer(folded, *found.span()))
        if len(said) < fewest or sum(part[0] in _WORDS for part in said) < _FEWEST_WORDS:
            continue
        digits = [(_WORDS.get(part[0], part[0]), part.start()) for part in said]
        parts += folded[rest : found.start()], *(digit for digit, _ in digits)
        places += offsets[rest : found.start()]
        places += (offsets[at] for _, at in digits)
        rest = found.end()
    if not rest:
        return folded, offsets
    return "".join(parts) + folded[rest:], [*places, *offsets[rest:]]
