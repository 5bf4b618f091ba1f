"""Whether a prompt is the exercise's own sample or instruction, whole or with a handful of words changed.

What is compared is words in a row, folded. A learner may keep the frame of the sample: whoever puts in a task, people
or things of their own has several words together that stand nowhere in it. Whoever changes a number here and a word
there has not.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import groupby

from bot.model.lesson import Exercise
from bot.tutor.fold import split, words
from bot.tutor.subject import subject

_GRAM, _LONG_GRAM = 3, 5
"""Words in a row that stand in both: between others of the kind no chance, and none anywhere."""
_FEWEST_WORDS = 12
"""A text with fewer is too short to tell a copy from chance."""
_KNOWN_SHARE = 0.5
"""Of a text's different words so many stand in what it may copy; most prompts are in words of their own."""
_WHOLE_SHARE = 0.85
"""A text with so many of its long runs copied has nothing of its own."""
_KEPT_SHARE, _HALF = 0.95, 0.5
"""So much of the sample stands in a text, and makes so much of it: then it is the sample with something around it."""
_PATCHED_WORDS, _AS_LONG = 30, 0.8
"""A text with fewer words, or so much shorter than the sample, is made one's own by a few words or by leaving out."""
_OWN_RUN = 5
"""Words between two shared places that tell something of one's own; with fewer, words were only changed."""

_FEWEST_HANDED = 8
_FEWEST_SHARED = 10
"""Words of an instruction in so many of its runs at least."""
_MOST_AROUND = 15
"""Words of one's own around an instruction that is handed back."""


def is_copied(exercise: Exercise, folded: str) -> bool:
    """Whether a folded text is the exercise's sample or instruction, by the runs of words that they share."""
    said = split(folded)
    if len(said) < _FEWEST_WORDS:
        return False
    known = frozenset(said)
    sample, instruction = exercise.sample, subject(exercise).instruction
    for given in (sample, instruction):
        if len(known & _words(given)) >= _KNOWN_SHARE * len(known) and _is_near(said, given):
            return True
    return len(known & _words(instruction)) >= _FEWEST_SHARED and _is_handed_back(said, instruction)


def _is_near(said: Sequence[str], given: str) -> bool:
    """Whether a text is what was given: whole, with something around it, or with single words of it changed."""
    runs = frozenset(_runs(said, _LONG_GRAM))
    if len(runs & _grams(given, _LONG_GRAM)) >= _WHOLE_SHARE * len(runs):
        return True
    shared = _covered(said, _grams(given, _GRAM), _GRAM)
    if len(shared) < _HALF * len(said):
        return False
    its_own = words(given)
    kept = len(_covered(its_own, frozenset(_runs(said, _GRAM)), _GRAM)) / len(its_own)
    if kept >= _KEPT_SHARE:
        return True
    return (
        len(said) >= max(_PATCHED_WORDS, _AS_LONG * len(its_own))
        and kept >= _HALF
        and _longest_own(said, shared, _words(given)) < _OWN_RUN
    )


def _longest_own(said: Sequence[str], shared: AbstractSet[int], known: AbstractSet[str]) -> int:
    """The most words of one's own, beside numbers, between two places that are shared."""
    apart = (run for is_shared, run in groupby(range(len(said)), shared.__contains__) if not is_shared)
    return max(sum(not (said[at].isdigit() or said[at] in known) for at in run) for run in apart)


def _is_handed_back(said: Sequence[str], instruction: str) -> bool:
    """Whether a text is a good part of the instruction with few words and no fact around it, as in `Em nộp bài: …`."""
    given = _grams(instruction, _LONG_GRAM)
    if sum(run in given for run in _runs(said, _LONG_GRAM)) < _FEWEST_HANDED:
        return False
    shared = _covered(said, given, _LONG_GRAM)
    own = [word for at, word in enumerate(said) if at not in shared]
    return len(own) <= min(_MOST_AROUND, len(shared)) and not any(word[0].isdigit() for word in own)


def _covered(said: Sequence[str], given: AbstractSet[tuple[str, ...]], length: int) -> AbstractSet[int]:
    """The places of words that stand in a run of such a length that was given, too."""
    begun = (at for at, run in enumerate(_runs(said, length)) if run in given)
    return {at + step for at in begun for step in range(length)}


def _runs(said: Sequence[str], length: int) -> Iterable[tuple[str, ...]]:
    return zip(*(said[start:] for start in range(length)), strict=False)


@lru_cache(maxsize=256)
def _words(given: str) -> AbstractSet[str]:
    """The words of a text of the exercise, of which there are few."""
    return frozenset(words(given))


@lru_cache(maxsize=256)
def _grams(given: str, length: int) -> AbstractSet[tuple[str, ...]]:
    return frozenset(_runs(words(given), length))
