"""Text as people type it, cleaned on entry, and folded for every match: case, accents and spacing do not count."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_MANY_BREAKS = re.compile("\n{3,}")
_KEPT_CONTROLS = "\n\t"
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
"""Unicode categories without a shape: controls, zero-width and bidi marks, BOM, soft hyphen, lone surrogates."""
_JOINER = "\u200d"
_JOINED = frozenset({"So", "Sm"})
_TONES = "Sk"
_AS_PICTURE = "\ufe0f"
"""Pictures that a zero-width joiner makes one: 👩‍🌾; the first may bear a tone of skin or a mark that it is a picture.

Source: Unicode Technical Standard 51, section 2.3.
"""
_MOST_MARKS = 30
"""Marks on one character (Unicode Annex 15, stream-safe text); sorting an endless run of them takes quadratic time."""
_SHORT = 500
"""Characters in which no run of marks can take long."""
_LETTERS_BY_SHAPE = str.maketrans({"đ": "d", "ı": "i", "‐": "-", "‒": "-", "−": "-"}) | str.maketrans(
    "аеорсухіѕјһԁ", "aeopcyxisjhd"
)
"""Letters that look like another with a mark and yet do not decompose; dashes that part digits as a hyphen does; and
Cyrillic letters in the shape of Latin ones, by which a copy or a number is hidden (Unicode Technical Standard 39).
"""
_CACHED_CHARACTERS = 4_096


def normalise(text: str, limit: int) -> str:
    """Cleans what a person sent, before anything else reads it.

    Args:
        text: as it arrived, of any length and with any characters.
        limit: how many characters are kept at most.

    Returns:
        The text in NFC, with lines ended by line feeds (never more than two together), without characters that have
        no shape but what joins pictures, without blanks at its ends, and cut before a character rather than inside it.
    """
    if not (text.isprintable() and len(text) <= _SHORT):  # most texts are one short line with nothing unseen in it
        text = _MANY_BREAKS.sub("\n\n", unicodedata.normalize("NFC", _visible(_LINE_ENDS.sub("\n", text))))
    elif not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _cut(text.strip(), limit)


def _visible(text: str) -> str:
    categories = {char: unicodedata.category(char) for char in set(text)}
    if not any(category[0] in "CM" and char not in _KEPT_CONTROLS for char, category in categories.items()):
        return text
    kept: list[str] = []
    marks = 0
    for at, char in enumerate(text):
        category = categories[char]
        if category in _UNSEEN and char not in _KEPT_CONTROLS and not _joins(kept, text, at):
            continue
        marks = marks + 1 if category[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _joins(before: list[str], text: str, at: int) -> bool:
    """Whether a joiner stands there between two pictures; `before` is what was kept so far."""
    if text[at] != _JOINER or not before or at + 1 == len(text):
        return False
    is_picture = before[-1] == _AS_PICTURE or unicodedata.category(before[-1]) in {*_JOINED, _TONES}
    return is_picture and unicodedata.category(text[at + 1]) in _JOINED


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    end = limit
    while end > 0 and (unicodedata.category(text[end])[0] == "M" or _JOINER in text[end - 1 : end + 1]):
        end -= 1
    return text[:end].rstrip()


def fold(text: str) -> str:
    """Folds a text, so that two texts which differ in case, accents, Unicode form or spacing alone become equal.

    Folding is for comparing, never for showing: `đúng`, `dùng`, `đừng` and `Dung` all become `dung`.

    Returns:
        Small letters without marks (`đ` as `d`), compatible forms as plain ones, single blanks, none at the ends.
    """
    folded = text.lower() if text.isascii() else "".join(map(_FOLDED.__getitem__, text))
    return " ".join(folded.split())


class _Folded(dict[str, str]):
    """Characters folded; each alone, since the order of marks is of no account when all are dropped."""

    def __missing__(self, char: str) -> str:
        if len(self) == _CACHED_CHARACTERS:
            self.clear()
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char.casefold()).casefold())
        if plain.isdecimal():  # digits of other scripts hide a number
            plain = str(unicodedata.decimal(plain[0])) if len(plain) == 1 else plain
        shown = (part for part in plain if unicodedata.category(part) not in {"Mn", "Me", "Cf", "Cs"})
        self[char] = "".join(shown).translate(_LETTERS_BY_SHAPE)
        return self[char]


_FOLDED = _Folded()
"""In C a table is read twice as fast as a cached function is called."""


def aligned(text: str) -> tuple[str, Sequence[int]]:
    """Folds a text but keeps its blanks, tabs as plain ones, for matches that must be pointed at in the text as given.

    Returns:
        The folded characters, and for each of them, and once more for the end, the offset in `text` where it begins.
    """
    text = text.replace("\t", " ")
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    parts = tuple(map(_FOLDED.__getitem__, text))
    folded = "".join(parts)
    if len(folded) == len(text) and all(parts):
        return folded, range(len(text) + 1)
    offsets = [offset for offset, part in enumerate(parts) for _ in part]
    return folded, (*offsets, len(text))


def replaced(
    folded: str, offsets: Sequence[int], pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]
) -> tuple[str, Sequence[int]]:
    """Puts other characters in the place of what matches, and keeps telling where each one begins.

    Args:
        folded: a folded text.
        offsets: for each character of it, and for the end, where it begins in the text as given.
        pattern: what is replaced.
        by: what stands in its place, no longer than it.

    Returns:
        The new text, and the offsets of its characters.
    """
    parts: list[str] = []
    places: list[int] = []
    rest = 0
    for found in pattern.finditer(folded):
        parts += folded[rest : found.start()], (put := by(found))
        places += offsets[rest : found.start() + len(put)]
        rest = found.end()
    return ("".join(parts) + folded[rest:], [*places, *offsets[rest:]]) if rest else (folded, offsets)


def with_blanks(folded: str, offsets: Sequence[int], cuts: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Puts a blank at some places of a folded text, in their order, and keeps telling where each character begins."""
    if not cuts:
        return folded, offsets
    parts: list[str] = []
    places: list[int] = []
    rest = 0
    for at in cuts:
        parts += folded[rest:at], " "
        places += (*offsets[rest:at], offsets[at])
        rest = at
    return "".join(parts) + folded[rest:], [*places, *offsets[rest:]]


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded, in order."""
    return tuple(parted(fold(text)).split())


class _Blanks(dict[int, int]):
    """For `str.translate`: each character that belongs to no word becomes a blank."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        self[code] = code if char.isalnum() or char == "_" else ord(" ")
        return self[code]


_BLANKS = _Blanks()


def parted(text: str) -> str:
    """A text of the same length with only its words and blanks; for its words alone twice as fast as a pattern."""
    return text.translate(_BLANKS)


@lru_cache(maxsize=8)
def split(folded: str) -> Sequence[str]:
    """The words and numbers of a folded text, in order; several rules look at them."""
    return tuple(parted(folded).split())


def has_phrase(folded: str, phrase: str) -> bool:
    """Whether a folded text holds a folded phrase as whole words."""
    at = folded.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not (folded[at - 1 : at].isalnum() or folded[end : end + 1].isalnum()):
            return bool(phrase)
        at = folded.find(phrase, at + 1)
    return False
