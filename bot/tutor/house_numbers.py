"""Numbers of houses and lanes as people hide them: in words, or glued to the words beside them."""

import re
from collections.abc import Sequence

from bot.tutor.cue import PERSON, Cue
from bot.tutor.fold import replaced, with_blanks

_UNITS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_UNIT = "|".join(_UNITS)
_LABEL = "nha so|so nha|ngo|ngach|hem|kiet|to dan pho|khu pho|to|duong so"
_END = r"(?=[,;.\n]|$| (?:ngo|ngach|hem|kiet|duong|pho|to|phuong|so nha|nha so)\b)"
_IN_WORDS = Cue(rf"\b(?:{_LABEL}) (?:(?:(?:{_UNIT}) )?muoi(?: (?:{_UNIT}))?|{_UNIT}){_END}", PERSON)
"""`nhà số mười bốn, ngõ hai mươi`."""
_LANES = "kp|duong|phuong|hem|ngo|ngach|kiet|xom|thon|to"
_GLUED = re.compile(rf"[0-9](?:(?<=(?<![a-z0-9])sn[0-9])|(?=(?:{_LANES})(?:[0-9]| [a-z0-9])))")
"""A word that is glued to a house's number: `sn18/6kp2đường Bùi…`."""
_HINTS = ("sn", "kp", "duong", "phuong", "hem")
"""Without one of these no address is glued; it is faster to ask for them first."""
_CUT = re.compile(rf"(?<![a-z])(?:sn|so|{_LANES})(?=[0-9])|[0-9](?=(?:{_LANES})(?:[0-9]| [a-z0-9]))")


def apart(folded: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Writes numbers of houses with digits, and parts them from the words to which they are glued.

    Args:
        folded: a folded text.
        offsets: for each character of it, and for the end, where it begins in the text as given.

    Returns:
        The text with these numbers, and the offsets of its characters.
    """
    if any(map(folded.__contains__, _HINTS)) and _GLUED.search(folded) is not None:
        folded, offsets = with_blanks(folded, offsets, [found.end() for found in _CUT.finditer(folded)])
    if _IN_WORDS.search(folded) is not None:
        folded, offsets = replaced(folded, offsets, _IN_WORDS.pattern, _in_digits)
    return folded, offsets


def _in_digits(found: re.Match[str]) -> str:
    """A number behind its label: `ngõ hai mươi mốt` as `ngo 21`."""
    label, number = found[0], 0
    while (word := label.rpartition(" ")[2]) in _UNITS or word == "muoi":
        label = label[: -len(word) - 1]
        if word == "muoi":
            number += 10 if label.rpartition(" ")[2] not in _UNITS else 0
        else:
            number += _UNITS[word] * (10 if found[0][len(label) + len(word) + 1 :].startswith(" muoi") else 1)
    return f"{label} {number}"
