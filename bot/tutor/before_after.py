"""An earlier prompt and the new one, one under the other, with what was added marked."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.model.text import Plain, Span, Strong
from bot.tutor.fold import fold

MOST_WORDS = 400
"""Longer texts are not compared: the time grows faster than the text."""
KEPT_SHARE = 0.5
"""With less of the earlier words in the new text it is another text, and all of it would be marked."""
_WORD = re.compile(r"\S+")
_AROUND = ".,;:!?…()[]'\"“”‘’"


def diff(before: str, after: str) -> tuple[Span, ...] | None:
    """Marks what was added; case, accents and punctuation do not count.

    Returns:
        The new text as spans, whole, what was added being strong; None where nothing was added, where it is another
        text altogether, or where either has more than `MOST_WORDS` words.
    """
    found = list(_WORD.finditer(after))
    old, new = _plain_words(_WORD.findall(before)), _plain_words([word[0] for word in found])
    if not (0 < len(old) <= MOST_WORDS and len(new) <= MOST_WORDS):
        return None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    kept = [block for block in matcher.get_matching_blocks() if block.size]
    same = {at for block in kept for at in range(block.b, block.b + block.size)}
    if len(same) < KEPT_SHARE * len(old) or len(same) == len(new):
        return None
    return tuple(_spans(after, [word.span() for word in found], same))


def _plain_words(words: Sequence[str]) -> list[str]:
    return [fold(word).strip(_AROUND) for word in words]


def _spans(text: str, words: Sequence[tuple[int, int]], same: set[int]) -> Iterator[Span]:
    """Runs of words that are alike; blanks between two runs belong to the one without a mark."""
    begin = 0
    for at, (_, last) in enumerate(words):
        is_last = at + 1 == len(words)
        if is_last or (at in same) != (at + 1 in same):
            end = words[at + 1][0] if at in same and not is_last else last
            yield Plain(text[begin:end]) if at in same else Strong(text[begin:end])
            begin = end
