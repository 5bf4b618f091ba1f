"""A family of cues: a pattern that is tried only where a word stands by which one of its cues may begin.

Patterns of hundreds of phrases are slow to search for at each character; most texts hold few of their first words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bot.tutor.fold import parted

NUMBER = "#"
"""In place of a word that begins with a digit."""
_ANY = "*"
_OVER = " "
"""At the end of a first word that no further character belongs to."""


PROMPT, PERSON = "prompt", "person"
"""What families look for: a text that is read for one of these is not read for the other."""


class Family:
    """Some words that are looked for in folded texts; whatever begins with a digit is one, `NUMBER`."""

    def __init__(self, words: Iterable[str], about: str = PROMPT) -> None:
        self._about = about
        self._number = _COUNTS[about]
        _COUNTS[about] += 1
        for word in words:
            _WAITING[about][word].append(self._number)
        _met.cache_clear()

    def places(self, text: str) -> Sequence[int]:
        """Where the words begin in a folded text, in its order."""
        return _met(text, self._about)[self._number] or ()


_COUNTS: Counter[str] = Counter()
"""How many families look for each; by their numbers they are told apart."""
_WAITING: Mapping[str, defaultdict[str, list[int]]] = {PROMPT: defaultdict(list), PERSON: defaultdict(list)}
"""The families that wait for a word, so that a text is read once for all of them."""


@lru_cache(maxsize=16)
def _met(text: str, about: str) -> Sequence[list[int] | None]:
    """Where the words of each family begin, by its number; None for a family of which there is none."""
    places: list[list[int] | None] = [None] * _COUNTS[about]
    waiting = _WAITING[about]
    numbers, families_of = waiting[NUMBER], waiting.get
    at = 0
    for word in parted(text).split(" "):
        for family in families_of(word) or (numbers if word[:1].isdigit() else ()):
            found = places[family]
            if found is None:
                places[family] = [at]
            else:
                found.append(at)
        at += len(word) + 1
    return places


class Cue(Family):
    """A pattern whose every match begins at the beginning of a word, and with a word that the pattern names.

    Args:
        pattern: a regular expression; it may hold groups that capture nothing, options, repetitions, classes,
            lookarounds and literal characters. Its matches begin with literal letters or with a digit.
        about: what it looks for, `PROMPT` or `PERSON`.

    Raises:
        ValueError: the pattern may begin with any word.
    """

    def __init__(self, pattern: str, about: str = PROMPT) -> None:
        super().__init__(heads(pattern), about)
        self.pattern = re.compile(pattern)
        self._match = self.pattern.match

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """The matches from an offset on, in order and apart from each other, as a search for the pattern gives them."""
        for at in self.places(text):
            found = self._match(text, at) if at >= start else None
            if found is not None:
                yield found
                start = found.end()

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from an offset on."""
        for at in _met(text, self._about)[self._number] or ():
            found = self._match(text, at) if at >= start else None
            if found is not None:
                return found
        return None

    def findall(self, text: str) -> list[str]:
        """What matches, in order."""
        return [found[0] for found in self.finditer(text)]

    def begins(self, text: str) -> bool:
        """Whether a text begins with a match."""
        return self._match(text) is not None


def heads(pattern: str) -> frozenset[str]:
    """The words with which a match may begin, `#` for a number.

    Raises:
        ValueError: it may begin with any word, or with none.
    """
    found = {head.removesuffix(_OVER) for head in _Reader(pattern).either()}
    if "" in found or any(_ANY in head for head in found):
        raise ValueError(f"each cue has to begin with a word that is known or with a number: {pattern!r}")
    return frozenset(found)


_PART = re.compile(r"\(\?(?::|<?[=!])|\[[^\]]*\]|\\.|.", re.DOTALL)
_REPEATED = re.compile(r"(?:[?*+]|\{[\d,]+\})[?+]?")
_RANGE = re.compile(r"[0-9]-[0-9]")
_MANY = re.compile(r"\w-\w|\\w")
_EDGE = "|"
_CLASSES = {r"\b": _EDGE, r"\d": NUMBER, r"\w": _ANY}


class _Reader:
    """Reads a pattern from left to right, and gathers what may stand at its beginning, up to the end of a word."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def either(self) -> set[str]:
        """The beginnings of some alternatives, up to the bracket or the end that closes them."""
        found = self._one()
        while self._pattern[self._at : self._at + 1] == "|":
            self._at += 1
            found |= self._one()
        return found

    def _one(self) -> set[str]:
        begun = {""}
        while self._pattern[self._at : self._at + 1] not in {"", "|", ")"}:
            parts = self._part()
            begun = {_joined(head, part) for head in begun for part in parts}
        return begun

    def _part(self) -> set[str]:
        """What one part of the pattern may stand for; of a mark such as `_*` two at most stand together."""
        part = self._take(_PART)
        match part[0]:
            case "(":
                inner = self.either()
                self._at += 1
                found = inner if part == "(?:" else {""}
            case "[":
                found = _of_class(part[1:-1])
            case "\\":
                found = {_CLASSES.get(part, _OVER)}
            case _:
                found = {_ANY if part == "." else _said(part)}
        repeated = self._take(_REPEATED)
        if repeated[:1] == "*":
            found |= {_joined(each, each) for each in found}
        return found | {""} if repeated.startswith(("?", "*", "{0")) else found

    def _take(self, form: re.Pattern[str]) -> str:
        found = form.match(self._pattern, self._at)
        self._at = found.end() if found is not None else self._at
        return found[0] if found is not None else ""


def _said(char: str) -> str:
    return char if char.isalnum() or char == "_" else _OVER


def _of_class(chars: str) -> set[str]:
    if _RANGE.fullmatch(chars):
        return set(map(str, range(int(chars[0]), int(chars[2]) + 1)))
    return {_ANY} if chars[0] == "^" or _MANY.search(chars) else set(map(_said, chars))


def _joined(head: str, part: str) -> str:
    """A beginning with one more part; nothing is added to a word that is over, and to a number nothing but that."""
    if head.endswith(_OVER) or not part:
        return head
    if part == _EDGE:
        return head and head + _OVER
    if part[0] == NUMBER or (part[0].isdigit() and not head):
        return (_ANY if head else NUMBER) + _OVER
    return head + part
