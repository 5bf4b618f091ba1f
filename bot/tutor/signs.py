"""Small signs of danger, each a word or two that weighs a little: many show it together, or speak against it."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate, pairwise, repeat
from math import log2
from operator import add

from bot.model.triage import Signs, Urgency

WINDOW = 22
"""Words in a row that are weighed together: one sentence or two, in which people say what is the matter."""
FEWEST = 3
"""Words up to the end of a sentence that are weighed by themselves; fewer are said of anything: `5tr`."""
CRY = 3
"""A whole text of so few words that a rule fits is a cry for help: there is nothing else in it to weigh."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words that somebody says in their own name."""

    folded: Sequence[str]
    accented: Sequence[str]
    """The same words as typed, in small letters; empty where one has no accents."""
    begins: Sequence[int]
    """Where something else may begin: behind a mark, or behind words that turn to it."""
    ends: Sequence[int]
    """Where a sentence has ended: behind its last word."""


def heaviest(words: OwnWords, points: Mapping[str, int]) -> slice:
    """The part of a text that weighs most, so that talk of something else beside it weighs nothing.

    It is `WINDOW` words in a row, or as many as there are, or fewer from where something begins to where a sentence
    ends. A sign that stands there twice is sought twice, though it is weighed once.
    """
    count = len(words.folded)
    nothing = repeat(0)
    alone = map(add, map(points.get, words.folded, nothing), map(points.get, words.accented, nothing))
    together = [0, *map(points.get, map(" ".join, pairwise(words.folded)), nothing)]
    sums = list(accumulate(map(add, alone, together), initial=0))
    parts = [(start, min(start + WINDOW, count)) for start in range(max(count - WINDOW, 0) + 1)]
    ends = [*words.ends, count]
    for start in dict.fromkeys((0, *words.begins)):
        first, last = bisect_left(ends, start + FEWEST), bisect_right(ends, start + WINDOW)
        parts += [(start, end) for end in ends[first:last]]
    weights = [sums[end] - sums[start] - together[start] for start, end in parts]
    return slice(*parts[weights.index(max(weights))])


def signs_in(words: OwnWords, part: slice) -> set[str]:
    """The words of a part, folded, each two in a row, and those with accents; each one once."""
    folded = words.folded[part]
    return {*folded, *map(" ".join, pairwise(folded)), *filter(None, words.accented[part])}


def are_enough(found: AbstractSet[str], signs: Signs, *, is_told: bool, count: int, is_doubtful: bool = False) -> bool:
    """Whether signs weigh enough together.

    Args:
        found: the signs in a text, without those in words that are somebody else's.
        signs: what each one weighs.
        is_told: whether a rule fits the text; of a cry of so few words nothing else is asked.
        count: how many words the text has; the more parts it has, the sooner one of them weighs much by chance.
        is_doubtful: whether it may well be about something else, as where a prompt is asked for or words speak against
            danger: then they have to weigh a quarter more, but where a rule tells of danger.
    """
    if is_told and count <= CRY:
        return True
    asked = asked_of(signs, count, is_told=is_told, is_doubtful=is_doubtful)
    return (is_told or (signs.least > 0 and count >= FEWEST)) and _sum(found, signs.points) >= asked


def asked_of(signs: Signs, count: int, *, is_told: bool, is_doubtful: bool) -> int:
    """How many points are asked of a text of so many words."""
    least = signs.least + int(signs.doubled * doublings(count))
    if is_told:
        return least - signs.told
    return least * 5 // 4 if is_doubtful else least


def doublings(count: int) -> float:
    """How often a text of so many words is twice as long as what is weighed of it."""
    return log2(max(count / WINDOW, 1))


def kind_of(
    found: AbstractSet[str], signs: Signs, told: AbstractSet[Urgency], among: Container[Urgency] = tuple(Urgency)
) -> Urgency:
    """The kind of danger that signs speak of most, together with the rules that fit; of several the most urgent."""
    kinds = (kind for kind in Urgency if kind in among)
    return max(kinds, key=lambda kind: _sum(found, signs.kinds.get(kind, {})) + signs.told * (kind in told))


def _sum(found: AbstractSet[str], points: Mapping[str, int]) -> int:
    return sum([points[each] for each in found if each in points])
