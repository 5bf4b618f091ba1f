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
from bot.tutor.signs import weighed

MOST_CHARACTERS = 8_000
"""Twice what is read of a text at all; whoever is in danger has said so by then."""
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|{_LETTER}(?:[.*](?:{_LETTER}){{1,2}})+(?!\w)|(?:{_LETTER})+|[.!?;…\n,:–-]")
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
SMALL_SIGNS = "small-signs"
"""In place of a rule's name, where no rule fits and small signs do together."""
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
    return next(_fitting(text, triage, is_exercise=is_exercise), None)


def prepare(triage: Triage) -> None:
    """Makes ready what the first text to be assessed would otherwise wait for."""
    _index(triage)


def fitting(text: str, triage: Triage) -> tuple[str, ...]:
    """The ids of all rules that a text fits, the most urgent first, but those that only count come last."""
    return tuple(urgent.rule for urgent in _fitting(text, triage, is_exercise=False))


Marks = frozenset[str]
Place = Mapping[str, tuple[bool, frozenset[Marks]]]
"""The words of one place, folded, each with whether it may be typed without accents, and which it may bear."""
Slot = Place | None
"""A place; None for a gap."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    family: int
    slots: tuple[Slot, ...]
    is_first: bool
    is_last: bool
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


_SAYINGS, _FRAMES, _TELLERS, _DOUBTS = range(4)

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
    named = (triage.sayings, triage.frames, triage.tellers, triage.doubts)
    families: dict[Family, int] = {family: number for number, family in enumerate(named)}
    kinds = list(Urgency)

    def bit(family: Family) -> int:
        return 1 << families.setdefault(family, len(families) + _DOUBTS + 1) if family else 0

    rules = tuple(
        _Ready(rule, sum(set(map(bit, rule.every))), sum(set(map(bit, rule.some))), bit(rule.none), bit(rule.nowhere))
        for rule in sorted(triage.rules, key=lambda rule: (bool(rule.some), kinds.index(rule.kind)))
    )
    against = {_SAYINGS, _FRAMES, _DOUBTS}.union(
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
    places = source.removeprefix(_FIRST).removesuffix(_LAST).split()
    slots = tuple(None if place == _GAP else _place(place) for place in places)
    return _Phrase(family, slots, source.startswith(_FIRST), source.endswith(_LAST), family in against)


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
class _Said:
    """The words of a text; a short form that stands for two words is two, both in the same place."""

    folded: list[str]
    marks: list[Marks]
    """The accents as typed; `_BARE` where a word is plain letters, `_ANY` where it was a short form."""
    places: list[tuple[int, int]]
    sentences: list[int]
    firsts: list[bool]
    """Whether a thought begins there."""
    is_accented: bool


def _read(text: str) -> _Said:
    accented = sum(not token.isascii() for token in text.split())
    said = _Said([], [], [], [], [], accented > _ACCENTED_SHARE * text.count(" "))
    sentence, is_first = 0, True
    for found in _TOKEN.finditer(text):
        token = found[0]
        if not token[0].isalnum():
            sentence += token in _ENDS
            is_first = True
            continue
        written, marks = _spelt(token) if len(token) <= _LONGEST_WORD else _UNKNOWN
        place = found.span()
        for folded in written:
            said.folded.append(folded)
            said.marks.append(marks)
            said.places.append(place)
            said.sentences.append(sentence)
            said.firsts.append(is_first)
            is_first = False
    return said


_ANY: Marks = frozenset({"any"})
_BARE: Marks = frozenset({"bare"})
_NO_MARKS: Marks = frozenset()
_UNKNOWN = (("",), _ANY)


@lru_cache(maxsize=_CACHED_WORDS)
def _spelt(token: str) -> tuple[tuple[str, ...], Marks]:
    """A word folded, its short form written out, and its accents where they tell something."""
    if token[0].isdigit():
        return (_NUMBER,), _BARE
    folded = fold(_DRAWN_OUT.sub(r"\1", token))  # `cứuuuu`: ư and u are two letters, which folded would be one
    marks = _marks(token)
    written = folded if marks - {"đ"} else spelt_out(folded)  # `bịt` is not `bit`
    return tuple(written.split()), _ANY if written != folded else _BARE if token.isascii() else marks


Hit = tuple[int, int, int]
"""A family, and the words of a phrase of it: the first, and the one behind the last."""


def _hits(said: _Said, table: _Table, hidden: bytearray) -> list[Hit]:
    """Where phrases stand in words that are not hidden; of each family the first in a sentence."""
    folded, is_accented = said.folded, said.is_accented
    is_any_hidden = any(hidden)
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
            end = _end(said, at, phrase.slots, is_exact=phrase.is_against and is_accented)
            if not end or said.sentences[end - 1] != sentence or (is_any_hidden and any(hidden[at:end])):
                continue
            if phrase.is_last and said.firsts[end : end + 1] == [False]:
                continue
            if (phrase.is_against or not is_accented) and any(said.firsts[at + 1 : end]):
                continue
            hits.append((phrase.family, at, end))
            if phrase.family > _FRAMES:  # of sayings and frames each one counts
                seen.add(phrase.family)
    return hits


def _begun(folded: Sequence[str], at: int, word: str, table: _Table) -> list[_Phrase]:
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


def _end(said: _Said, at: int, slots: tuple[Slot, ...], *, is_exact: bool) -> int:
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


def _is_word(said: _Said, at: int, place: Place, *, is_exact: bool) -> bool:
    """Whether the word may stand there: typed without accents it may be any that folds so, but for a strict one."""
    found, typed = place.get(said.folded[at]), said.marks[at]
    if found is None:
        return False
    is_loose, marks = found
    if typed is _BARE:
        return _NO_MARKS in marks if is_exact else is_loose
    return is_loose if typed is _ANY else typed in marks


def own_words(text: str, triage: Triage) -> tuple[list[str], bool]:
    """The words of a text, folded, without sayings and what somebody else said; and whether a phrase casts doubt."""
    said, hits, own = _heard(text, triage, is_exercise=False)
    return [said.folded[at] for at in own], _is_doubted(hits)


def _is_doubted(hits: Sequence[Hit]) -> bool:
    return any(family == _DOUBTS for family, _, _ in hits)


def _fitting(text: str, triage: Triage, *, is_exercise: bool) -> Iterator[Urgent]:
    said, hits, own = _heard(text, triage, is_exercise=is_exercise)
    if hits:  # most texts hold no word of any rule
        yield from _by_rules(_index(triage).rules, said, hits)
    is_doubtful = is_exercise or _is_doubted(hits)
    kind = weighed([said.folded[at] for at in own], triage.signs, is_doubtful=is_doubtful)
    if kind is not None:
        yield Urgent(kind, SMALL_SIGNS, said.places[own[0]][0], said.places[own[-1]][1])


def _heard(text: str, triage: Triage, *, is_exercise: bool) -> tuple[_Said, list[Hit], list[int]]:
    """The words of a text, where phrases stand in them, and which of them are the writer's own."""
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
    unread = bytearray(map(max, hidden, quoted)) if any(quoted) else hidden
    hits = _hits(said, index.phrases, unread)
    if unread is not hidden and not is_exercise and any(family == _TELLERS for family, _, _ in hits):
        unread = hidden
        hits = _hits(said, index.phrases, hidden)
    return said, hits, [at for at, word in enumerate(said.folded) if word and not unread[at]]


def _quote(text: str, said: _Said, quoted: bytearray) -> None:
    """Marks the words that stand between quotation marks."""
    at, count = 0, len(quoted)
    for found in _QUOTED.finditer(text):
        while at < count and said.places[at][0] < found.start():
            at += 1
        while at < count and said.places[at][1] <= found.end():
            quoted[at] = 1
            at += 1


def _by_rules(rules: Sequence[_Ready], said: _Said, hits: Sequence[Hit]) -> Iterator[Urgent]:
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
                yield _urgent(ready, said, hits)
            continue
        for mask, sentence in masks.items():
            if ready.fits(mask) and not ready.none & mask:
                own = [hit for hit in hits if said.sentences[hit[1]] == sentence]
                yield _urgent(ready, said, own)
                break


def _urgent(ready: _Ready, said: _Said, hits: Sequence[Hit]) -> Urgent:
    """From the first to the last of the words by which a rule fits, each family's first phrase alone."""
    first: dict[int, Hit] = {}
    for hit in hits:
        if (ready.every | ready.some) >> hit[0] & 1:
            first.setdefault(hit[0], hit)
    start = min(said.places[begun][0] for _, begun, _ in first.values())
    end = max(said.places[done - 1][1] for _, _, done in first.values())
    return Urgent(ready.rule.kind, ready.rule.id, start, end)
