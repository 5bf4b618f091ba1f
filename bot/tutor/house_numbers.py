"""Numbers of houses and lanes as people hide them: in words, or glued to the words beside them."""

import re
from collections.abc import Sequence

from bot.tutor.cue import PERSON, Cue
from bot.tutor.fold import replaced, with_blanks

_UNITS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_UNIT = "|".join(_UNITS)
_TENS = rf"(?:(?:{_UNIT}) )?muoi(?: (?:{_UNIT}))?"
_IN_TENS = rf"(?:{_TENS}|(?:{_UNIT}) tram(?: {_TENS}| (?:linh|le) (?:{_UNIT}))?)"
_TIMES = {"muoi": 10, "tram": 100}
_LABEL = "nha so|so nha|ngo|ngach|hem|kiet|to dan pho|khu pho|to|duong so"
_STREET = r"(?:ngo|ngach|hem|kiet|duong|pho|to|phuong|thon|xom|ap|khu|so nha|nha so)\b"
_IN_WORDS = Cue(
    rf"\b(?:{_LABEL}|so(?= {_IN_TENS},? {_STREET})) (?P<it>{_IN_TENS}|{_UNIT})(?=[,;.\n]|$| {_STREET})", PERSON
)
"""`nhà số mười bốn, ngõ hai mươi`; behind a bare `số` with tens, and before a street."""
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
    number = ones = 0
    for word in found["it"].split(" "):
        if word in _TIMES:
            number += (ones or 1) * _TIMES[word]
            ones = 0
        else:
            ones = _UNITS.get(word, 0)
    return f"{found[0].removesuffix(found['it'])}{number + ones}"
