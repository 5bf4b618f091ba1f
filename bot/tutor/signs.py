"""Small signs of danger, each a word or two that weighs a little: where no rule fits, many show it together."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.model.triage import Signs, Urgency

MOST_WORDS = 60
"""Whoever writes more tells it in some sentence, for which there are rules; a long text has small signs of anything."""


def signs_in(words: Sequence[str]) -> set[str]:
    """The words, folded, and each two in a row; each one once, however often it stands there."""
    read = words[:MOST_WORDS]
    return {*read, *map(" ".join, pairwise(read))}


def weighed(words: Sequence[str], signs: Signs, *, is_doubtful: bool = False) -> Urgency | None:
    """Whether the words weigh enough together.

    Args:
        words: of a text, folded, in order, without those that are somebody else's.
        signs: what each one weighs.
        is_doubtful: whether it may well be about something else, as where a prompt is asked for or words speak against
            danger: then they have to weigh half as much again.

    Returns:
        The kind of danger they speak of most, and of several the most urgent; None where they weigh too little.
    """
    if not signs.least:
        return None
    found = signs_in(words)
    if _sum(found, signs.points) < (signs.least * 3 // 2 if is_doubtful else signs.least):
        return None
    return max(Urgency, key=lambda kind: _sum(found, signs.kinds.get(kind, {})))


def speak_against(words: Sequence[str], signs: Signs) -> bool:
    """Whether the words together speak against danger: then whatever rule fits has most likely misread them."""
    return _sum(signs_in(words), signs.points) < 0


def _sum(found: set[str], points: Mapping[str, int]) -> int:
    return sum([points[each] for each in found if each in points])
