"""A folded text that still knows how it was written, for what shows by its capitals and accents."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from string import ascii_lowercase

from bot.tutor.fold import fold

_NO_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_BLANKS = (" ", "\n")
_TOKEN = re.compile(r"[a-z0-9]++(?>(?:['’`/][a-z0-9]++)*)")
_FEWEST_SHOUTED = 5
_LINE = 80
"""Characters to either side that are looked at of a line."""
_CAPITALS = re.compile(f"[{''.join(filter(str.isupper, map(chr, range(ord('A'), ord('Ỹ') + 1))))}Ａ-Ｚ]+")
_LONGEST, _MOST_BETWEEN = 20, 2
"""Characters in which the word before stands, and how many blanks and colons may part it."""


Vocabulary = Mapping[str, frozenset[str]]
"""Words by their folded form: the ways in which each is written with accents."""


def vocabulary(words: str) -> Vocabulary:
    """Words parted by blanks, to be met with their accents or without any."""
    ways: dict[str, set[str]] = {}
    for word in words.split():
        ways.setdefault(fold(word), set()).add(word)
    return {plain: frozenset(written) for plain, written in ways.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its folded twin, read word by word.

    `folded` is the text folded with its blanks kept, `offsets` tells for each of its characters, and for the end, where
    it begins in `text` (`fold.aligned`). A word is a span of the folded text.
    """

    text: str
    folded: str
    offsets: Sequence[int]
    known: list[str] = field(default_factory=list, init=False, repr=False, compare=False)
    """What `cased` has built."""

    def cased(self) -> str:
        """The folded text with the capitals of the text as given; built when somebody asks for it, and once."""
        if not self.known:
            text, folded = self.text, self.folded
            if len(text) != len(folded):
                text = "".join(map(text.__getitem__, self.offsets[: len(folded)]))
            if not text.isascii():
                parts: list[str] = []
                rest, capitals = 0, folded.upper()
                for start, end in map(re.Match.span, _CAPITALS.finditer(text)):
                    parts += folded[rest:start], capitals[start:end]
                    rest = end
                text = "".join(parts) + folded[rest:]
            self.known.append(text)
        return self.known[0]

    def capitals(self, start: int, most: int) -> list[tuple[int, int]]:
        """The words from there on that begin with a capital, and that only a blank parts; `most` of them at most."""
        return [*islice(takewhile(self.is_capital, self.following(start)), most)]

    def following(self, start: int) -> Iterator[tuple[int, int]]:
        """The words from there on that only a blank parts."""
        folded = self.folded
        at = _TOKEN.match(folded, start)
        while at is not None:
            yield at.span()
            end = at.end()
            at = _TOKEN.match(folded, end + 1) if folded[end : end + 1] in _BLANKS else None

    def said(self, word: tuple[int, int]) -> str:
        """A word, folded."""
        return self.folded[word[0] : word[1]]

    def written(self, word: tuple[int, int]) -> str:
        """A word as it was written, in small letters, without what has no width."""
        part = self.text[self.offsets[word[0]] : self.offsets[word[1]]]
        return part.lower() if part.isascii() else unicodedata.normalize("NFC", part.translate(_NO_WIDTH)).lower()

    def is_capital(self, word: tuple[int, int]) -> bool:
        """Whether a word begins with a capital."""
        return self.text[self.offsets[word[0]]].isupper()

    def is_shouted(self, word: tuple[int, int]) -> bool:
        """Whether a word stands among words of its line that are in capitals throughout: there they tell of no name."""
        at = self.offsets[word[0]]
        if not self.text[at : self.offsets[word[1]]].isupper():
            return False
        first = max(0, at - _LINE)
        line = self.text[max(first, self.text.rfind("\n", first, at) + 1) : at + _LINE].partition("\n")[0]
        return line.isupper() and len(line.split()) >= _FEWEST_SHOUTED

    def before(self, start: int) -> tuple[int, int] | None:
        """The word before, in the same clause; None where there is none."""
        found = self.folded[max(0, start - _LONGEST) : start]
        end = found.rstrip(" :")
        word = end.rstrip(ascii_lowercase)
        if not 0 < len(found) - len(end) <= _MOST_BETWEEN or word == end:
            return None
        start -= len(found)
        return start + len(word), start + len(end)

    def is_among(self, word: tuple[int, int] | None, known: Vocabulary) -> bool:
        """Whether a word is one of those: with the same accents, or with none."""
        ways = known.get(self.said(word)) if word is not None else None
        if word is None or ways is None:
            return False
        written = self.written(word)
        return written.isascii() or written in ways
