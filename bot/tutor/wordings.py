"""Wordings of triage: where the phrases of `lessons/triage.yaml` stand in a text, which is read word by word."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from bot.model.triage import Family
from bot.tutor.fold import fold
from bot.tutor.reading import spelt_out

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_LAUGH = re.compile(
    r"[:=;]['’]?[)\]]{2,}|:D+(?!\w)|[\U0001f600-\U0001f606\U0001f639\U0001f923]"
    r"|(?<!\w)(?i:k{3,}|(?:h[aeiê]){2,}h?)(?!\w)"
)
"""However one laughs, it is read as one word: `kkk` would be a short form of something else."""
_LAUGHTER = "haha"
_TOKEN = re.compile(
    rf"{_LAUGH.pattern}|\d+(?:[.,]\d+)*|{_LETTER}(?:[.*](?:{_LETTER}){{1,2}})+(?!\w)|(?:{_LETTER})+|[.!?;…\n,:–-]"
)
_ENDS = frozenset(".!?;…\n")
"""Marks behind which another sentence begins; behind any mark a thought does."""
_LONGEST_WORD = 16
"""Characters; what is longer is in no rule, nor worth a place in memory."""
_CACHED_WORDS = 4_096
_DRAWN_OUT = re.compile(r"(\w)\1{2,}|[.*]")
_NUMBER = "#"
_GAP = "…"
_ACCENTED_SHARE = 0.3
"""Where more of the words bear accents than that, somebody types them, and a word without is meant without."""
_FIRST, _LAST = "^", "$"
_STRICT = "="
_LONGEST_GAP = 3
_AGE, _GROWN_AGE = "tuoi", "tuoi+"
_GROWN = 18
"""Years; behind such a number `tuổi` is read as another word, `tuổi+`: who is 79 is no child."""

Marks = frozenset[str]
Place = Mapping[str, tuple[bool, frozenset[Marks]]]
"""The words of one place, folded, each with whether it may be typed without accents, and which it may bear."""
Slot = Place | None
"""A place; None for a gap."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording of a family."""

    family: int
    slots: tuple[Slot, ...]
    is_first: bool
    is_last: bool
    is_against: bool
    """Whether it speaks against danger: then it must be beyond doubt."""


Pairs = Mapping[str, Mapping[str, Sequence[Phrase]]]


@dataclass(frozen=True, slots=True)
class Table:
    """Phrases by the words that begin them: of one word, of more, and of those with a gap behind the first."""

    alone: Mapping[str, Sequence[Phrase]]
    pairs: Pairs
    """By the first and the second word."""
    apart: Pairs
    """By the first word and the first behind the gap."""
    is_each: bool
    """Whether every place of a family counts, rather than its first one in a sentence."""


def tabled(families: Mapping[Family, int], against: AbstractSet[int], *, is_each: bool) -> Table:
    """Sets up phrases for the search.

    Args:
        families: each with its number.
        against: numbers of the families that speak against danger.
        is_each: whether every place of a family counts, rather than its first one in a sentence.
    """
    alone: dict[str, list[Phrase]] = defaultdict(list)
    pairs: dict[str, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    apart: dict[str, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    for phrase in (_phrase(source, number, against) for family, number in families.items() for source in family):
        first, *more = phrase.slots
        begun = apart if None in more[:1] else pairs
        second = next(filter(None, more), {})
        for word in first or ():
            if not more:
                alone[word].append(phrase)
            for other in second:
                begun[word][other].append(phrase)
    return Table(dict(alone), dict(pairs), dict(apart), is_each)


def _phrase(source: str, family: int, against: AbstractSet[int]) -> Phrase:
    places = source.removeprefix(_FIRST).removesuffix(_LAST).split()
    slots = tuple(None if place == _GAP else _place(place) for place in places)
    return Phrase(family, slots, source.startswith(_FIRST), source.endswith(_LAST), family in against)


@lru_cache(maxsize=_CACHED_WORDS)
def _place(place: str) -> Place:  # many phrases share a place, and a list written out is a long one
    words: dict[str, tuple[bool, frozenset[Marks]]] = {}
    for each in place.split("/"):
        word = each.removeprefix(_STRICT)
        folded = word if word == _NUMBER else fold(word)
        is_loose, marks = words.get(folded, (False, frozenset()))
        words[folded] = is_loose or each == word, marks | {_marks(word)}
    return words


@lru_cache(maxsize=_CACHED_WORDS)
def _marks(word: str) -> Marks:
    """The accents and the `đ` of a word, wherever they stand; hỏi and ngã, which many do not tell apart, as one."""
    marks = [each for each in unicodedata.normalize("NFD", word.lower()) if unicodedata.combining(each) or each == "đ"]
    return frozenset(mark.replace("\u0309", "\u0303") for mark in marks)


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a text; a short form that stands for two words is two, both in the same place."""

    folded: list[str]
    marks: list[Marks]
    """The accents as typed; `_BARE` where a word is plain letters, `_ANY` where it was a short form."""
    accented: list[str]
    """The words in small letters with their accents; empty where a word has none."""
    places: list[tuple[int, int]]
    sentences: list[int]
    firsts: list[bool]
    """Whether a thought begins there."""
    is_accented: bool


def read(text: str) -> Said:
    """Reads a text word by word."""
    accented = sum(not token.isascii() for token in text.split())
    said = Said([], [], [], [], [], [], accented > _ACCENTED_SHARE * text.count(" "))
    sentence, is_first = 0, True
    for found in _TOKEN.finditer(text):
        token = found[0]
        if _LAUGH.fullmatch(token):
            token, is_first = _LAUGHTER, True
        elif not token[0].isalnum():
            sentence += token in _ENDS
            is_first = True
            continue
        written, marks, accented_word = _spelt(token) if len(token) <= _LONGEST_WORD else _UNKNOWN
        if written == (_AGE,) and said.folded[-1:] == [_NUMBER] and _is_grown(text[slice(*said.places[-1])]):
            written = (_GROWN_AGE,)
        place = found.span()
        for folded in written:
            said.folded.append(folded)
            said.marks.append(marks)
            said.accented.append(accented_word)
            said.places.append(place)
            said.sentences.append(sentence)
            said.firsts.append(is_first)
            is_first = False
    return said


def _is_grown(number: str) -> bool:
    return number.isdigit() and len(number) < _LONGEST_WORD and int(number) >= _GROWN


_ANY: Marks = frozenset({"any"})
_BARE: Marks = frozenset({"bare"})
_NO_MARKS: Marks = frozenset()
_UNKNOWN = (("",), _ANY, "")


@lru_cache(maxsize=_CACHED_WORDS)
def _spelt(token: str) -> tuple[tuple[str, ...], Marks, str]:
    """A word folded, its short form written out; its accents where they tell something; and the word with them."""
    if token[0].isdigit():
        return (_NUMBER,), _BARE, ""
    drawn_in = _DRAWN_OUT.sub(r"\1", token)  # `cứuuuu`: ư and u are two letters, which folded would be one
    folded = fold(drawn_in)
    marks = _marks(token)
    written = folded if marks - {"đ"} else spelt_out(folded)  # `bịt` is not `bit`
    accented = "" if token.isascii() else unicodedata.normalize("NFC", drawn_in.lower())
    return tuple(written.split()), _ANY if written != folded else _BARE if token.isascii() else marks, accented


Hit = tuple[int, int, int]
"""A family, and the words of a phrase of it: the first, and the one behind the last."""


def places_in(said: Said, table: Table, hidden: bytearray) -> list[Hit]:
    """Where phrases stand in words that are not hidden; of each family the first in a sentence, or each one."""
    folded, is_accented = said.folded, said.is_accented
    is_any_hidden = any(hidden)
    found: list[Hit] = []
    seen: set[int] = set()
    sentence = 0
    for at, word in enumerate(folded):
        if said.sentences[at] != sentence:
            sentence = said.sentences[at]
            seen.clear()
        for phrase in _begun(folded, at, word, table):
            if phrase.family in seen or (phrase.is_first and not said.firsts[at]):
                continue
            end = _end(said, at, phrase.slots, is_exact=phrase.is_against and is_accented)
            if not end or said.sentences[end - 1] != sentence or (is_any_hidden and any(hidden[at:end])):
                continue
            if phrase.is_last and said.firsts[end : end + 1] == [False]:
                continue
            if (phrase.is_against or not is_accented) and any(said.firsts[at + 1 : end]):
                continue
            found.append((phrase.family, at, end))
            if not table.is_each:
                seen.add(phrase.family)
    return found


def _begun(folded: Sequence[str], at: int, word: str, table: Table) -> list[Phrase]:
    """The phrases that may begin at a word."""
    begun = [*table.alone.get(word, ())]
    pairs = table.pairs.get(word)
    if pairs is not None and at + 1 < len(folded):
        begun += pairs.get(folded[at + 1], ())
    apart = table.apart.get(word)
    if apart is not None:
        for other in folded[at + 1 : at + _LONGEST_GAP + 2]:
            begun += apart.get(other, ())
    return begun


def _end(said: Said, at: int, slots: tuple[Slot, ...], *, is_exact: bool) -> int:
    """Behind which word a phrase ends that begins at `at`; 0 where it does not stand there."""
    folded, count = said.folded, len(said.folded)
    for number, slot in enumerate(slots):
        if slot is None:
            following, *_ = rest = slots[number + 1 :]
            for begin in range(at, min(at + _LONGEST_GAP + 1, count)):
                end = folded[begin] in (following or ()) and _end(said, begin, rest, is_exact=is_exact)
                if end:
                    return end
            return 0
        if at >= count or not _is_word(said, at, slot, is_exact=is_exact):
            return 0
        at += 1
    return at


def _is_word(said: Said, at: int, place: Place, *, is_exact: bool) -> bool:
    """Whether the word may stand there: typed without accents it may be any that folds so, but for a strict one."""
    found, typed = place.get(said.folded[at]), said.marks[at]
    if found is None:
        return False
    is_loose, marks = found
    if typed is _BARE:
        return _NO_MARKS in marks if is_exact else is_loose
    return is_loose if typed is _ANY else typed in marks
