"""Urgent triage: whether a text shows that somebody is in danger now, by the rules of `lessons/triage.yaml`.

It takes time in proportion to the text: each word is looked up once, and no phrase is longer than a few words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from bot.model.triage import Family, Triage, TriageRule, Urgency
from bot.tutor.fold import fold
from bot.tutor.reading import spelt_out

MOST_CHARACTERS = 8_000
"""Twice what is read of a text at all; whoever is in danger has said so by then."""
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*|[.!?;…\n,:–-]")
_ENDS = frozenset(".!?;…\n")
"""Marks behind which another sentence begins; behind any mark a thought does."""
_LONGEST_WORD = 16
"""Characters; what is longer is in no rule, nor worth a place in memory."""
_CACHED_WORDS = 4_096
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_NUMBER = "#"
_GAP = "…"
_ACCENTED_SHARE = 0.3
"""Where more of the words bear accents than that, somebody types them, and a word without is meant without."""
_FIRST = "^"
_STRICT = "="
_LONGEST_GAP = 3
_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|‘[^‘’]*’(?!\w)|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
_COLON = re.compile(r"[\s\"“]*:")


@dataclass(frozen=True, slots=True)
class Urgent:
    """What a text shows: the kind of danger, by which rule, and where, in characters of the text as given."""

    kind: Urgency
    rule: str
    start: int
    end: int


def assess(text: str, triage: Triage, *, is_exercise: bool = False) -> Urgent | None:
    """Looks whether somebody is in danger now.

    Args:
        text: as typed, of any length; it is read up to `MOST_CHARACTERS`.
        triage: the rules.
        is_exercise: whether a prompt is asked for: then quoted words never count, whoever is said to have said them.

    Returns:
        The most urgent kind, with the words that show it; None where no rule fits.
    """
    found = next(_fitting(text, triage, is_exercise=is_exercise), None)
    if found is None:
        return None
    rule, start, end = found
    return Urgent(rule.kind, rule.id, start, end)


def prepare(triage: Triage) -> None:
    """Makes ready, in a tenth of a second, what the first text to be assessed would otherwise wait for."""
    _index(triage)


def fitting(text: str, triage: Triage) -> tuple[str, ...]:
    """The ids of all rules that a text fits, the most urgent first."""
    return tuple(rule.id for rule, _, _ in _fitting(text, triage, is_exercise=False))


Marks = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Ways:
    """How a folded word may be typed: whether without any accents, too, and with which."""

    is_free: bool
    accents: frozenset[Marks]


Slot = Mapping[str, _Ways] | None
"""The words of one place, folded; None for a gap."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    family: int
    slots: tuple[Slot, ...]
    is_first: bool
    is_against: bool
    """Whether it speaks against danger: then it must be beyond doubt."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A rule whose families are bits."""

    rule: TriageRule
    every: int
    some: int
    none: int
    nowhere: int

    def fits(self, mask: int) -> bool:
        """Whether the families found together are enough of those that speak for danger."""
        return self.every & mask == self.every and (self.some & mask).bit_count() >= self.rule.least


_SAYINGS, _FRAMES, _TELLERS = range(3)


Pairs = Mapping[str, Mapping[str, Sequence[_Phrase]]]


@dataclass(frozen=True, slots=True)
class _Table:
    """Phrases by the words that begin them: of one word, of more, and of those with a gap behind the first."""

    alone: Mapping[str, Sequence[_Phrase]]
    pairs: Pairs
    """By the first and the second word."""
    apart: Pairs
    """By the first word and the first behind the gap."""


@dataclass(frozen=True, slots=True)
class _Index:
    rules: tuple[_Ready, ...]
    phrases: _Table
    before: _Table
    """Sayings and frames, which are looked for before all else."""


@lru_cache(maxsize=8)
def _index(triage: Triage) -> _Index:
    families: dict[Family, int] = {triage.sayings: _SAYINGS, triage.frames: _FRAMES, triage.tellers: _TELLERS}
    kinds = list(Urgency)

    def bit(family: Family) -> int:
        return 1 << families.setdefault(family, len(families) + _TELLERS + 1) if family else 0

    rules = tuple(
        _Ready(
            rule,
            sum({bit(each) for each in rule.every}),
            sum({bit(each) for each in rule.some}),
            bit(rule.none),
            bit(rule.nowhere),
        )
        for rule in sorted(triage.rules, key=lambda rule: kinds.index(rule.kind))
    )
    against = {_SAYINGS, _FRAMES}.union(
        families[family] for rule in triage.rules for family in (rule.none, rule.nowhere) if family
    )
    before = {family: number for family, number in families.items() if number in {_SAYINGS, _FRAMES}}
    rest = {family: number for family, number in families.items() if number not in {_SAYINGS, _FRAMES}}
    return _Index(rules, _table(rest, against), _table(before, against))


def _table(families: Mapping[Family, int], against: AbstractSet[int]) -> _Table:
    alone: dict[str, list[_Phrase]] = defaultdict(list)
    pairs: dict[str, dict[str, list[_Phrase]]] = defaultdict(lambda: defaultdict(list))
    apart: dict[str, dict[str, list[_Phrase]]] = defaultdict(lambda: defaultdict(list))
    for phrase in (_phrase(source, number, against) for family, number in families.items() for source in family):
        first, *more = phrase.slots
        table = apart if None in more[:1] else pairs
        second = next(filter(None, more), {})
        for word in first or ():
            if not more:
                alone[word].append(phrase)
            for other in second:
                table[word][other].append(phrase)
    return _Table(dict(alone), dict(pairs), dict(apart))


def _phrase(source: str, family: int, against: AbstractSet[int]) -> _Phrase:
    is_first = source.startswith(_FIRST)
    slots: list[Slot] = []
    for place in source.removeprefix(_FIRST).split():
        if place == _GAP:
            slots.append(None)
            continue
        words: dict[str, list[Marks]] = defaultdict(list)
        for word in place.split("/"):
            is_strict = word.startswith(_STRICT)
            marks = _marks(word.removeprefix(_STRICT))
            words[word if word == _NUMBER else fold(word.removeprefix(_STRICT))].append(
                marks | {_STRICT} if is_strict else marks
            )
        slots.append({word: _ways(accents) for word, accents in words.items()})
    return _Phrase(family, tuple(slots), is_first, family in against)


def _ways(accents: Sequence[Marks]) -> _Ways:
    is_free = any(_STRICT not in marks for marks in accents)
    return _Ways(is_free, frozenset(marks - {_STRICT} for marks in accents))


@lru_cache(maxsize=_CACHED_WORDS)
def _marks(word: str) -> Marks:
    """The accents of a word, wherever they stand; hỏi and ngã, which half the country does not tell apart, as one."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return frozenset(mark.replace("\u0309", "\u0303") for mark in decomposed if unicodedata.combining(mark))


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a text; a short form that stands for two words is two, both in the same place."""

    folded: list[str]
    accents: list[Marks]
    ease: list[int]
    """How far the accents tell nothing: `_ACCENTED`, `_BARE`, `_ANY`."""
    places: list[tuple[int, int]]
    sentences: list[int]
    firsts: list[bool]
    """Whether a thought begins there."""
    is_accented: bool


def _read(text: str) -> _Said:
    accented = sum(not token.isascii() for token in text.split())
    said = _Said([], [], [], [], [], [], accented > _ACCENTED_SHARE * text.count(" "))
    sentence, is_first = 0, True
    for found in _TOKEN.finditer(text):
        token = found[0]
        if not token[0].isalnum():
            sentence += token in _ENDS
            is_first = True
            continue
        written, accents, ease = _spelt(token) if len(token) <= _LONGEST_WORD else _UNKNOWN
        place = found.span()
        for folded in written:
            said.folded.append(folded)
            said.accents.append(accents)
            said.ease.append(ease)
            said.places.append(place)
            said.sentences.append(sentence)
            said.firsts.append(is_first)
            is_first = False
    return said


_ACCENTED, _BARE, _ANY = range(3)
"""A word with accents; one without, which where others bear them may be meant so; a short form, which has none."""
_NO_MARKS: Marks = frozenset()
_UNKNOWN = (("",), _NO_MARKS, _ANY)


@lru_cache(maxsize=_CACHED_WORDS)
def _spelt(token: str) -> tuple[tuple[str, ...], Marks, int]:
    """A word folded, its short form written out, its accents, and how far these tell nothing."""
    if token[0].isdigit():
        return (_NUMBER,), _NO_MARKS, _BARE
    marks = _marks(token)
    folded = fold(_DRAWN_OUT.sub(r"\1", token))  # `cứuuuu`: ư and u are two letters, which folded would be one
    written = folded if marks else spelt_out(folded)  # `bịt` is not `bit`
    return tuple(written.split()), marks, _ANY if written != folded else _BARE if token.isascii() else _ACCENTED


Hit = tuple[int, int, int]
"""A family, and the words of a phrase of it: the first, and the one behind the last."""


def _hits(said: _Said, table: _Table, hidden: bytearray) -> list[Hit]:
    """Where phrases stand in words that are not hidden; of each family the first in a sentence."""
    folded = said.folded
    hits: list[Hit] = []
    seen: set[int] = set()
    sentence = 0
    for at, word in enumerate(folded):
        if said.sentences[at] != sentence:
            sentence = said.sentences[at]
            seen.clear()
        for phrase in _begun(folded, at, word, table):
            if phrase.family in seen or (phrase.is_first and not said.firsts[at]):
                continue
            end = _end(said, at, phrase.slots, is_exact=phrase.is_against and said.is_accented)
            is_split = (phrase.is_against or not said.is_accented) and any(said.firsts[at + 1 : end])
            if end and not is_split and said.sentences[end - 1] == sentence and not any(hidden[at:end]):
                hits.append((phrase.family, at, end))
                if phrase.family > _FRAMES:  # of sayings and frames each one counts
                    seen.add(phrase.family)
    return hits


def _begun(folded: Sequence[str], at: int, word: str, table: _Table) -> Iterator[_Phrase]:
    """The phrases that may begin at a word."""
    if word in table.alone:
        yield from table.alone[word]
    if word in table.pairs:
        following = folded[at + 1] if at + 1 < len(folded) else ""
        yield from table.pairs[word].get(following, ())
    if word in table.apart:
        apart = table.apart[word]
        for other in folded[at + 1 : at + _LONGEST_GAP + 2]:
            if other in apart:
                yield from apart[other]


def _end(said: _Said, at: int, slots: tuple[Slot, ...], *, is_exact: bool) -> int:
    """Behind which word a phrase ends that begins at `at`; 0 where it does not stand there."""
    for number, slot in enumerate(slots):
        if slot is None:
            rest = slots[number + 1 :]
            ends = (_end(said, at + skip, rest, is_exact=is_exact) for skip in range(_LONGEST_GAP + 1))
            return next(filter(None, ends), 0)
        if at >= len(said.folded) or not _is_word(said, at, slot, is_exact=is_exact):
            return 0
        at += 1
    return at


def _is_word(said: _Said, at: int, slot: Mapping[str, _Ways], *, is_exact: bool) -> bool:
    """Whether the word may stand there: typed without accents it may be any that folds so, but for a strict one."""
    ways = slot.get(said.folded[at])
    if ways is None:
        return False
    return ways.is_free if said.ease[at] > is_exact else said.accents[at] in ways.accents


def _fitting(text: str, triage: Triage, *, is_exercise: bool) -> Iterator[tuple[TriageRule, int, int]]:
    index = _index(triage)
    text = text[:MOST_CHARACTERS] if index.rules else ""
    said = _read(text)
    count = len(said.folded)
    hidden, quoted = bytearray(count), bytearray(count)
    for family, start, end in _hits(said, index.before, hidden):
        if family == _SAYINGS:
            hidden[start:end] = b"\1" * (end - start)
        elif _COLON.match(text, said.places[end - 1][1]):
            quoted[end:] = b"\1" * (count - end)
    _quote(text, said, quoted)
    if any(quoted):
        own = bytearray(map(max, hidden, quoted))
        hits = _hits(said, index.phrases, own)
        if not is_exercise and any(family == _TELLERS for family, _, _ in hits):
            hits = _hits(said, index.phrases, hidden)
    else:
        hits = _hits(said, index.phrases, hidden)
    if hits:  # most texts hold no word of any rule
        yield from _by_rules(index.rules, said, hits)


def _quote(text: str, said: _Said, quoted: bytearray) -> None:
    """Marks the words that stand between quotation marks."""
    at, count = 0, len(quoted)
    for found in _QUOTED.finditer(text):
        while at < count and said.places[at][0] < found.start():
            at += 1
        while at < count and said.places[at][1] <= found.end():
            quoted[at] = 1
            at += 1


def _by_rules(rules: Sequence[_Ready], said: _Said, hits: Sequence[Hit]) -> Iterator[tuple[TriageRule, int, int]]:
    whole = 0
    sentences: dict[int, int] = defaultdict(int)
    for family, start, _ in hits:
        whole |= 1 << family
        sentences[said.sentences[start]] |= 1 << family
    masks = {mask: sentence for sentence, mask in reversed(sentences.items())}
    for ready in rules:
        if not ready.fits(whole) or ready.nowhere & whole:
            continue
        if ready.rule.is_whole:
            if not ready.none & whole:
                yield (ready.rule, *_span(ready.every | ready.some, said, hits))
            continue
        for mask, sentence in masks.items():
            if ready.fits(mask) and not ready.none & mask:
                own = [hit for hit in hits if said.sentences[hit[1]] == sentence]
                yield (ready.rule, *_span(ready.every | ready.some, said, own))
                break


def _span(families: int, said: _Said, hits: Sequence[Hit]) -> tuple[int, int]:
    """From the first to the last of the words by which a rule fits, each family's first phrase alone."""
    first: dict[int, Hit] = {}
    for hit in hits:
        if families >> hit[0] & 1:
            first.setdefault(hit[0], hit)
    found = first.values()
    return min(said.places[start][0] for _, start, _ in found), max(said.places[end - 1][1] for _, _, end in found)
