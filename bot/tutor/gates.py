"""What is looked at before a prompt is judged: words to the judge, copies, stuffing, other topics."""

import re

from bot.model.lesson import Exercise
from bot.model.text import plain
from bot.tutor import cues
from bot.tutor.fold import fold, has_phrase, words

_SENTENCE = re.compile(r"(?<=[.!?;)\n])\s")
_CLAUSE_ENDS = ",:;(–"

_GRAM = 5
_FEWEST_GRAMS = 8
"""A text with fewer runs of five words is too short to tell a copy from chance."""
_COPIED_SHARE = 0.85
_ALIKE_SHARE = 0.6

_FEWEST_STUFFED = 8
_JOINING_SHARE = 0.1
_META_SHARE = 0.1
_LISTED_WORDS = 2.5
_PIECE_END = re.compile(r"[,;/|+#:]|\. ")

_FEWEST_WORDS = 2


def without_injection(text: str) -> str:
    """Folds a text and leaves out what is said to whoever gives the marks, each time to the end of the sentence."""
    return " ".join(part for part in map(_innocent, _SENTENCE.split(text)) if part)


def _innocent(sentence: str) -> str:
    folded = fold(sentence)
    found = cues.MARKUP.search(folded) or cues.INJECTION.search(folded)
    if found is None:
        return folded
    return folded[: max(folded.rfind(end, 0, found.start()) for end in _CLAUSE_ENDS) + 1]


def is_copied(exercise: Exercise, folded: str) -> bool:
    """Whether a text is the exercise's own sample or instruction, by the runs of five words that they share."""
    grams = _grams(folded)
    if len(grams) < _FEWEST_GRAMS:
        return False
    for source in (exercise.sample, plain(exercise.instruction)):
        given = _grams(source)
        shared = len(grams & given)
        if shared >= _COPIED_SHARE * len(grams) or shared >= _ALIKE_SHARE * len(grams | given):
            return True
    return False


def _grams(text: str) -> frozenset[tuple[str, ...]]:
    said = words(text)
    return frozenset(said[start : start + _GRAM] for start in range(len(said) - _GRAM + 1))


def is_stuffed(folded: str) -> bool:
    """Whether a text only lists words that a rubric likes.

    Many of its words are the rubric's own and hardly any join others; and nothing is asked for, or all its pieces are
    tiny. So a terse prompt that asks for something is no stuffing.
    """
    said = words(folded)
    if len(said) < _FEWEST_STUFFED:
        return False
    joining, meta = (len(cue.findall(folded)) / len(said) for cue in (cues.JOINING, cues.META))
    pieces = [piece for piece in _PIECE_END.split(folded) if piece.strip()]
    is_list = cues.VERB.search(folded) is None or len(said) <= _LISTED_WORDS * len(pieces)
    return joining <= _JOINING_SHARE and meta >= _META_SHARE and is_list


def is_off_topic(exercise: Exercise, folded: str) -> bool:
    """Whether a text holds fewer than two words, or none of the words that the exercise's author expects."""
    if sum(len(word) > 1 and not word.isdigit() for word in words(folded)) < _FEWEST_WORDS:
        return True
    expected = exercise.products + exercise.intent_lexicon
    return bool(expected) and not any(has_phrase(folded, fold(phrase)) for phrase in expected)
