"""A class: who opened it for whom, and the code by which people come to it."""

import re
import unicodedata
from dataclasses import dataclass

from bot.model.ids import ClassCode, LearnerId, PlaceCode, TrackId

ALPHABET = "bghkmnrtvx23456789"
"""Letters and digits of a code: no vowel, so that no word comes about; none that reads or sounds like another one."""
CODE_LENGTH = 6
"""34 million codes: nobody comes upon a class by trying."""
MOST_TITLE, MOST_NAME, MOST_PLACE = 60, 40, 60
"""Characters that are shown of a class, so that the first screen of a telephone holds them."""

_UNSEEN = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
"""Signs that show nothing and count as letters all the same: the fillers of Hangul, and the empty one of Braille."""
_PILED = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4}")
"""More marks over one letter than any language writes; Vietnamese has two at most."""
_SIGNS = re.compile(rf"[{ALPHABET}]+")


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class as its learners know it.

    `number` is small and said aloud ("lớp 12"); `code` stands in the address on the poster. `mentor` and `place` are
    names as they are shown: of the person who helps, and of where they do; `is_open` is false once it was closed, and
    `is_approved` until an admin lets it be open to others than who opened it. `place_code` names the node of the place
    tree to which it belongs, None where that is not known; `capacity` how many it takes, None for as many as come.
    """

    number: int
    code: ClassCode
    track: TrackId
    title: str
    mentor: str
    place: str
    is_open: bool = True
    is_approved: bool = True
    opened_by: LearnerId | None = None
    place_code: PlaceCode | None = None
    capacity: int | None = None

    def is_open_to(self, who: int | None) -> bool:
        """Whether somebody may come in, by their own number, None for a visitor; before it is approved, its opener."""
        return self.is_open and (self.is_approved or (who is not None and who == self.opened_by))


def new_code(draw: float) -> ClassCode:
    """A code out of a number drawn from [0, 1)."""
    return ClassCode(new_signs(draw, CODE_LENGTH))


def new_signs(draw: float, length: int) -> str:
    """So many signs of `ALPHABET` out of a number drawn from [0, 1), which tells at most twelve apart."""
    left = int(draw * len(ALPHABET) ** length)
    signs = []
    for _ in range(length):
        left, sign = divmod(left, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def read_code(text: str) -> ClassCode | None:
    """The code in what a link carries or somebody types or copies; None where it can be none.

    Capital letters, blanks around it, and a stroke or a full stop behind it do not count.
    """
    typed = read_signs(text, CODE_LENGTH)
    return ClassCode(typed) if typed is not None else None


def read_signs(text: str, length: int) -> str | None:
    """The same for a code of any kind that has so many signs."""
    typed = text.strip().rstrip("/. ").lower()
    return typed if len(typed) == length and _SIGNS.fullmatch(typed) else None


def shown_name(text: str) -> str | None:
    """A name of a class, of a person or of where it is, as people will read it: on one line, in NFC.

    Returns:
        None where there is nothing to read, or what cannot be printed.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    is_piled = _PILED.search(unicodedata.normalize("NFD", name)) is not None
    return None if not name or not name.isprintable() or _UNSEEN.search(name) or is_piled else name
