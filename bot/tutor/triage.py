"""Urgent triage: whether a text shows that somebody is in danger now, by the rules of `lessons/triage.yaml`.

It takes time in proportion to the text: each word is looked up once, and no phrase is longer than a few words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.model.triage import Family, Triage, TriageRule, Urgency
from bot.tutor.signs import OwnWords, are_enough, heaviest, kind_of, signs_in
from bot.tutor.wordings import Hit, Said, Table, places_in, read, tabled

MOST_CHARACTERS = 8_000
"""Twice what is read of a text at all; whoever is in danger has said so by then."""
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


_SAYINGS, _FRAMES, _TELLERS, _DOUBTS, _TURNS = range(5)


@dataclass(frozen=True, slots=True)
class _Index:
    rules: tuple[_Ready, ...]
    phrases: Table
    before: Table
    """Sayings, frames and turns, which are looked for before all else."""
    counting: frozenset[str]
    """Rules that only count families: they tell the kind where no other rule does."""
    cries: frozenset[str]
    """Rules for texts of a few words, which are enough by themselves."""


@lru_cache(maxsize=8)
def _index(triage: Triage) -> _Index:
    named = (triage.sayings, triage.frames, triage.tellers, triage.doubts, triage.turns)
    families: dict[Family, int] = {family: number for number, family in enumerate(named)}
    kinds = list(Urgency)

    def bit(family: Family) -> int:
        return 1 << families.setdefault(family, len(families) + len(named)) if family else 0

    rules = tuple(
        _Ready(rule, sum(set(map(bit, rule.every))), sum(set(map(bit, rule.some))), bit(rule.none), bit(rule.nowhere))
        for rule in sorted(triage.rules, key=lambda rule: (bool(rule.some), kinds.index(rule.kind)))
    )
    first = {_SAYINGS, _FRAMES, _TURNS}
    against = {*first, _DOUBTS}.union(
        families[family] for rule in triage.rules for family in (rule.none, rule.nowhere) if family
    )
    before = {family: number for family, number in families.items() if number in first}
    rest = {family: number for family, number in families.items() if number not in first}
    counting = frozenset(rule.id for rule in triage.rules if rule.some)
    cries = frozenset(rule.id for rule in triage.rules if rule.most)
    return _Index(rules, tabled(rest, against, is_each=False), tabled(before, against, is_each=True), counting, cries)


def own_words(text: str, triage: Triage) -> tuple[OwnWords, bool]:
    """The words that are weighed, without sayings and what somebody else said; and whether a phrase casts doubt."""
    said, hits, own, others = _heard(text, triage, is_exercise=False)
    return _words(said, own, others), _is_doubted(hits)


def _words(said: Said, own: Sequence[int], others: AbstractSet[int]) -> OwnWords:
    begins = [number for number, at in enumerate(own) if at in others]
    sentences = [said.sentences[at] for at in own]
    ends = [number for number, (one, next_) in enumerate(pairwise(sentences), 1) if one != next_]
    return OwnWords([said.folded[at] for at in own], [said.accented[at] for at in own], begins, ends)


def _is_doubted(hits: Sequence[Hit]) -> bool:
    return any(family == _DOUBTS for family, _, _ in hits)


def _fitting(text: str, triage: Triage, *, is_exercise: bool) -> Iterator[Urgent]:
    said, hits, own, others = _heard(text, triage, is_exercise=is_exercise)
    if not own:
        return
    told = list(_by_rules(_index(triage), said, hits, len(own))) if hits else []  # most texts hold no word of any rule
    words = _words(said, own, others)
    part = heaviest(words, triage.signs.points)
    found = signs_in(words, part)
    is_doubtful = is_exercise or _is_doubted(hits)
    is_cry = any(urgent.rule in _index(triage).cries for urgent in told)
    if not is_cry and not are_enough(found, triage.signs, is_told=bool(told), count=len(own), is_doubtful=is_doubtful):
        return
    counting = _index(triage).counting
    named = [urgent for urgent in told if urgent.rule not in counting] or told
    rules = {urgent.kind for urgent in named}
    kind = kind_of(found, triage.signs, rules, among=rules if is_cry else tuple(Urgency))  # a cry has few signs
    if not told:
        weighed = own[part]
        yield Urgent(kind, SMALL_SIGNS, said.places[weighed[0]][0], said.places[weighed[-1]][1])
        return
    first = next((urgent for urgent in told if urgent.kind is kind), named[0])
    yield replace(first, kind=kind)  # a rule has told of danger, though signs know better of which
    yield from (urgent for urgent in told if urgent is not first)


def _heard(text: str, triage: Triage, *, is_exercise: bool) -> tuple[Said, list[Hit], list[int], set[int]]:
    """The words of a text, where phrases stand in them, which are the writer's own, and where something else begins."""
    index = _index(triage)
    text = text[:MOST_CHARACTERS] if index.rules else ""
    said = read(text)
    count = len(said.folded)
    hidden, quoted = bytearray(count), bytearray(count)
    others = {at for at in range(count) if said.firsts[at] and not _is_behind_colon(text, said, at)}
    for family, start, end in places_in(said, index.before, hidden):
        if family == _SAYINGS:
            hidden[start:end] = b"\1" * (end - start)
        elif family == _TURNS:
            others.add(end)
        elif _COLON.match(text, said.places[end - 1][1]):
            quoted[end:] = b"\1" * (count - end)
    _quote(text, said, quoted)
    unread = bytearray(map(max, hidden, quoted)) if any(quoted) else hidden
    hits = places_in(said, index.phrases, unread)
    if unread is not hidden and not is_exercise and any(family == _TELLERS for family, _, _ in hits):
        unread = hidden
        hits = places_in(said, index.phrases, hidden)
    return said, hits, [at for at, word in enumerate(said.folded) if word and not unread[at]], others


def _is_behind_colon(text: str, said: Said, at: int) -> bool:
    """Whether a word belongs to what stands before it: `viết truyện: nhà em cháy`."""
    return at > 0 and ":" in text[said.places[at - 1][1] : said.places[at][0]]


def _quote(text: str, said: Said, quoted: bytearray) -> None:
    """Marks the words that stand between quotation marks."""
    at, count = 0, len(quoted)
    for found in _QUOTED.finditer(text):
        while at < count and said.places[at][0] < found.start():
            at += 1
        while at < count and said.places[at][1] <= found.end():
            quoted[at] = 1
            at += 1


def _by_rules(index: _Index, said: Said, hits: Sequence[Hit], count: int) -> Iterator[Urgent]:
    """The rules that fit a text in which its writer says so many words."""
    whole = 0
    sentences: dict[int, int] = defaultdict(int)
    for family, start, _ in hits:
        whole |= 1 << family
        sentences[said.sentences[start]] |= 1 << family
    masks = {mask: sentence for sentence, mask in reversed(sentences.items())}
    for ready in index.rules:
        if not ready.fits(whole) or ready.nowhere & whole or 0 < ready.rule.most < count:
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


def _urgent(ready: _Ready, said: Said, hits: Sequence[Hit]) -> Urgent:
    """From the first to the last of the words by which a rule fits, each family's first phrase alone."""
    first: dict[int, Hit] = {}
    for hit in hits:
        if (ready.every | ready.some) >> hit[0] & 1:
            first.setdefault(hit[0], hit)
    start = min(said.places[begun][0] for _, begun, _ in first.values())
    end = max(said.places[done - 1][1] for _, _, done in first.values())
    return Urgent(ready.rule.kind, ready.rule.id, start, end)
