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
_BLANK = " "
_OVER = "\t"
"""Behind a first word to which no further character belongs, and behind which anything may stand."""


PROMPT, PERSON = "prompt", "person"
"""What families look for: a text that is read for one of these is not read for the other."""


class Family:
    """Some words that are looked for in folded texts; whatever begins with a digit is one, `NUMBER`.

    `number` tells it from all others that are about the same.
    """

    def __init__(self, words: Iterable[str], about: str = PROMPT) -> None:
        self._about = about
        self.number = _COUNTS[about]
        _COUNTS[about] += 1
        for word in words:
            first, _, letter = word.partition(_BLANK)
            _WAITING[about][first][letter].append(self.number)
        _waiting.cache_clear()
        _met.cache_clear()

    def places(self, text: str) -> Sequence[int]:
        """Where the words begin in a folded text, in its order."""
        return _met(text, self._about)[self.number] or ()


def met_in(text: str, families: Iterable[Family], about: str = PROMPT) -> frozenset[Family]:
    """Those of some families, all about the same, of which a folded text has a word."""
    met = _met(text, about)
    return frozenset([family for family in families if met[family.number]])


_COUNTS: Counter[str] = Counter()
"""How many families look for each; by their numbers they are told apart."""


def _no_families() -> defaultdict[str, list[int]]:
    return defaultdict(list)


_WAITING: Mapping[str, defaultdict[str, defaultdict[str, list[int]]]] = {
    PROMPT: defaultdict(_no_families),
    PERSON: defaultdict(_no_families),
}
"""The families that wait for a word, by the first letter of the next one; under an empty letter whatever follows."""


@lru_cache(maxsize=2)
def _waiting(about: str) -> Mapping[str, tuple[Sequence[int], Mapping[str, Sequence[int]]]]:
    """Who waits for each word: whatever follows it, and, with these, before a word with such a first letter."""
    return {
        word: (
            always := by_letter.get("", []),
            {letter: [*always, *found] for letter, found in by_letter.items() if letter},
        )
        for word, by_letter in _WAITING[about].items()
    }


@lru_cache(maxsize=16)
def _met(text: str, about: str) -> Sequence[list[int] | None]:
    """Where the words of each family begin, by its number; None for a family of which there is none."""
    places: list[list[int] | None] = [None] * _COUNTS[about]
    waiting = _waiting(about)
    numbers = waiting.get(NUMBER)
    words = parted(text).split(" ")
    at = 0
    for word, following in zip(words, [*words[1:], ""], strict=True):
        found = waiting.get(word) or (numbers if word[:1].isdigit() else None)
        if found is not None:
            always, by_letter = found
            for family in by_letter.get(following[:1], always) if by_letter else always:
                known = places[family]
                if known is None:
                    places[family] = [at]
                else:
                    known.append(at)
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
        for at in _met(text, self._about)[self.number] or ():
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


def count_in(text: str, cues: Iterable[Cue]) -> int:
    """How many of some cues about prompts a folded text holds."""
    met = _met(text, PROMPT)
    return sum([cue.search(text) is not None for cue in cues if met[cue.number]])


def heads(pattern: str) -> frozenset[str]:
    """The words with which a match may begin, `#` for a number.

    Where a blank and a letter have to follow, they stand behind the word: `noi d` for `noi dung`.

    Raises:
        ValueError: it may begin with any word, or with none.
    """
    found = {head.removesuffix(_OVER).removesuffix(_BLANK) for head in _Reader(pattern).either()}
    if any(not head.strip(_BLANK) or _ANY in head or head[0] == _BLANK for head in found):
        raise ValueError(f"each cue has to begin with a word that is known or with a number: {pattern!r}")
    return frozenset(head for head in found if head.partition(_BLANK)[0] not in found or _BLANK not in head)


_PART = re.compile(r"\(\?(?:[:>]|<?[=!])|\[[^\]]*\]|\\.|.", re.DOTALL)
_REPEATED = re.compile(r"(?:[?*+]|\{[\d,]+\})[?+]?")
_RANGE = re.compile(r"[0-9]-[0-9]")
_MANY = re.compile(r"\w-\w|\\w")
_EDGE = "|"
_CLASSES = {r"\b": _EDGE, r"\d": NUMBER, r"\w": _ANY}


class _Reader:
    """Reads a pattern from left to right, and gathers how a match may begin: a word, and the letter of the next."""

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
                found = inner if part in {"(?:", "(?>"} else {""}
            case "[":
                found = _of_class(part[1:-1])
            case "\\":
                found = {_CLASSES.get(part, _OVER)}
            case _:
                found = {_ANY if part == "." else _said(part)}
        repeated = self._take(_REPEATED)
        if repeated[:1] == "*":
            found |= {_joined(each, each) for each in found}
        if repeated[:1] not in {"", "?"}:
            found = {_OVER if each == _BLANK else each for each in found}
        return found | {""} if repeated.startswith(("?", "*", "{0")) else found

    def _take(self, form: re.Pattern[str]) -> str:
        found = form.match(self._pattern, self._at)
        self._at = found.end() if found is not None else self._at
        return found[0] if found is not None else ""


def _said(char: str) -> str:
    return char if char.isalnum() or char in {"_", _BLANK} else _OVER


def _of_class(chars: str) -> set[str]:
    if _RANGE.fullmatch(chars):
        return set(map(str, range(int(chars[0]), int(chars[2]) + 1)))
    return {_ANY} if chars[0] == "^" or _MANY.search(chars) else set(map(_said, chars))


def _joined(head: str, part: str) -> str:
    """A beginning with one more part; nothing is added to one that is whole, and to a number nothing but that."""
    word, blank, letter = head.partition(_BLANK)
    if not part or letter or head.endswith(_OVER):
        return head
    if part == _EDGE:
        return head and word + _OVER
    if blank:
        return head + part[0] if part[0].isalpha() or part[0] == "_" else word + _OVER
    if part[0] == NUMBER or (part[0].isdigit() and not head):
        return (_ANY if head else NUMBER) + _OVER
    return head + part
