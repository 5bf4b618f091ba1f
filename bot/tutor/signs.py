"""Small signs of danger, each a word or two that weighs a little: many show it together, or speak against it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, pairwise, repeat
from math import log2
from operator import add, sub

from bot.model.triage import Signs, Urgency

WINDOW = 22
"""Words in a row that are weighed together: one sentence or two, in which people say what is the matter."""


def heaviest(words: Sequence[str], accented: Sequence[str], points: Mapping[str, int]) -> slice:
    """The `WINDOW` words in a row that weigh most, so that talk of something else beside them weighs nothing.

    Args:
        words: folded, in order.
        accented: the same words as typed, in small letters; empty where one has no accents.
        points: what each sign weighs.
    """
    if len(words) <= WINDOW:
        return slice(0, len(words))
    nothing = repeat(0)
    alone = map(add, map(points.get, words, nothing), map(points.get, accented, nothing))
    together = [0, *map(points.get, map(" ".join, pairwise(words)), nothing)]
    sums = list(accumulate(map(add, alone, together), initial=0))
    weights = list(map(sub, map(sub, sums[WINDOW:], sums), together))  # but the pair at a window's edge
    start = weights.index(max(weights))
    return slice(start, start + WINDOW)


def signs_in(words: Sequence[str], accented: Sequence[str]) -> set[str]:
    """The words, folded, each two in a row, and the words with accents; each one once, however often it stands there.

    Args:
        words: folded, in order.
        accented: the same words as typed, in small letters; empty where one has no accents.
    """
    return {*words, *map(" ".join, pairwise(words)), *filter(None, accented)}


def are_enough(
    found: AbstractSet[str], signs: Signs, *, is_told: bool, count: int = 0, is_doubtful: bool = False
) -> bool:
    """Whether signs weigh enough together.

    Args:
        found: the signs in a text, without those in words that are somebody else's.
        signs: what each one weighs.
        is_told: whether a rule fits the text.
        count: how many words the text has; the more parts it has, the sooner one of them weighs much by chance.
        is_doubtful: whether it may well be about something else, as where a prompt is asked for or words speak against
            danger: then they have to weigh a quarter more, but where a rule tells of danger.
    """
    least = signs.least + int(signs.doubled * doublings(count))
    if is_told:
        return _sum(found, signs.points) >= least - signs.told
    if not signs.least:
        return False
    return _sum(found, signs.points) >= (least * 5 // 4 if is_doubtful else least)


def doublings(count: int) -> float:
    """How often a text of so many words is twice as long as what is weighed of it."""
    return log2(max(count / WINDOW, 1))


def kind_of(found: AbstractSet[str], signs: Signs, told: AbstractSet[Urgency]) -> Urgency:
    """The kind of danger that signs speak of most, together with the rules that fit; of several the most urgent."""
    return max(Urgency, key=lambda kind: _sum(found, signs.kinds.get(kind, {})) + signs.told * (kind in told))


def _sum(found: AbstractSet[str], points: Mapping[str, int]) -> int:
    return sum([points[each] for each in found if each in points])
