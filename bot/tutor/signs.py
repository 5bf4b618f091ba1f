"""Small signs of danger, each a word or two that weighs a little: many show it together, or speak against it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from bot.model.triage import Signs, Urgency

MOST_WORDS = 60
"""Whoever writes more tells it in some sentence, for which there are rules; a long text has small signs of anything."""


def signs_in(words: Sequence[str], accented: Sequence[str] = ()) -> set[str]:
    """The words, folded, each two in a row, and the words with accents; each one once, however often it stands there.

    Args:
        words: folded, in order.
        accented: the same words as typed, in small letters; empty where one has no accents.
    """
    read = words[:MOST_WORDS]
    return {*read, *map(" ".join, pairwise(read)), *filter(None, accented[:MOST_WORDS])}


def are_enough(found: AbstractSet[str], signs: Signs, *, is_told: bool, is_doubtful: bool = False) -> bool:
    """Whether signs weigh enough together.

    Args:
        found: the signs in a text, without those in words that are somebody else's.
        signs: what each one weighs.
        is_told: whether a rule fits the text.
        is_doubtful: whether it may well be about something else, as where a prompt is asked for or words speak against
            danger: then they have to weigh a quarter more, but where a rule tells of danger.
    """
    if is_told:
        return _sum(found, signs.points) >= signs.least - signs.told
    if not signs.least:
        return False
    return _sum(found, signs.points) >= (signs.least * 5 // 4 if is_doubtful else signs.least)


def kind_of(found: AbstractSet[str], signs: Signs, told: AbstractSet[Urgency]) -> Urgency:
    """The kind of danger that signs speak of most, together with the rules that fit; of several the most urgent."""
    return max(Urgency, key=lambda kind: _sum(found, signs.kinds.get(kind, {})) + signs.told * (kind in told))


def _sum(found: AbstractSet[str], points: Mapping[str, int]) -> int:
    return sum([points[each] for each in found if each in points])
