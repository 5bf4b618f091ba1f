"""What is looked at before a prompt is judged: words to the judge, copies, stuffing, other topics."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.model.lesson import Exercise
from bot.model.text import plain
from bot.tutor import cues, tricks
from bot.tutor.fold import fold, has_phrase, words
from bot.tutor.reading import told_apart

_SENTENCE = re.compile(r"(?<=[.!?;)\n])\s")
_CLAUSE_ENDS = ",:;(–"

_GRAM = 5
_FEWEST_GRAMS = 8
"""A text with fewer runs of five words is too short to tell a copy from chance."""
_COPIED_SHARE = 0.85
_ALIKE_SHARE = 0.6

_FEWEST_STUFFED = 8
_JOINING_SHARE = 0.12
_META_SHARE = 0.12
_LISTED_WORDS = 3.5
_FEWEST_PIECES = 5
_CLAUSE_WORDS = 4
_PIECE_END = re.compile(r"[,;/|+#:\n]|\. ")

_FEWEST_WORDS = 2
_ENGLISH = re.compile(r"\b(?:the|a|an|of|to|for|and|in|my|is|are|i|me|with|that|it|what|how|this|on|from|your)\b")
_ENGLISH_SHARE = 0.12
_FEWEST_PLAIN = 3
"""A lexicon with fewer phrases without accents has hardly any English ones."""


def without_injection(text: str) -> str:
    """A text told apart, without what is said to whoever gives the marks, each time to the end of the sentence."""
    return " ".join(part for part in map(_innocent, _SENTENCE.split(tricks.BLOCK.sub(" ", text))) if part)


def _innocent(sentence: str) -> str:
    folded = told_apart(sentence)
    found = tricks.MARKUP.search(folded) or tricks.INJECTION.search(folded)
    if found is None:
        return folded
    return folded[: max(folded.rfind(end, 0, found.start()) for end in _CLAUSE_ENDS) + 1]


def is_copied(exercise: Exercise, folded: str) -> bool:
    """Whether a text is the exercise's own sample or instruction, by the runs of five words that they share."""
    grams = _grams(folded)
    if len(grams) < _FEWEST_GRAMS:
        return False
    for given in _given(exercise.sample, plain(exercise.instruction)):
        shared = len(grams & given)
        if shared >= _COPIED_SHARE * len(grams) or shared >= _ALIKE_SHARE * len(grams | given):
            return True
    return False


@lru_cache(maxsize=256)
def _given(*texts: str) -> tuple[frozenset[tuple[str, ...]], ...]:
    """Runs of words in texts of the exercise, which are few."""
    return tuple(map(_grams, texts))


def _grams(text: str) -> frozenset[tuple[str, ...]]:
    said = words(text)
    return frozenset(said[start : start + _GRAM] for start in range(len(said) - _GRAM + 1))


def is_stuffed(told: str) -> bool:
    """Whether a text told apart only lists words that a rubric likes.

    Many of its words are the rubric's own, hardly any join others, and it is a list: of short pieces, none of which
    asks for anything in a few words, or of words alone. So a terse prompt that asks for something is no stuffing.
    """
    said = _WORD.findall(told)
    if len(said) < _FEWEST_STUFFED:
        return False
    meta = sum(len(found.split()) for found in tricks.META.findall(told)) / len(said)
    joining = len(tricks.JOINING.findall(tricks.META.sub(" ", told))) / len(said)
    if _echoes(said) >= _FEWEST_ECHOES:
        return True
    if joining > _JOINING_SHARE or len(_NUMBER.findall(told)) >= _MANY_NUMBERS:
        return False
    pieces = [piece for piece in map(str.strip, _PIECE_END.split(told)) if piece]
    if any(cues.VERB.match(piece) and len(piece.split()) > _CLAUSE_WORDS for piece in pieces):
        return False
    if meta < _META_SHARE:
        return len(pieces) >= _MANY_PIECES and len(said) <= _SHORT_WORDS * len(pieces) and not _HAS_DIGIT.search(told)
    is_list = len(pieces) >= _FEWEST_PIECES and len(said) <= _LISTED_WORDS * len(pieces)
    is_bare = meta >= _META_ALONE and joining <= _BARE_SHARE and not _HAS_DIGIT.search(told)
    is_wordy = meta >= _META_NO_VERB and len(said) >= _FEWEST_NO_VERB and cues.VERB.search(told) is None
    return is_list or is_bare or is_wordy


_FEWEST_ECHOES = 3


def _echoes(said: Sequence[str]) -> int:
    """How often a word, or two together, are said right behind themselves: `soạn soạn công văn công văn`."""
    pairs = list(pairwise(said))
    once = sum(one == two and one.isalpha() for one, two in pairs)
    return once + sum(one == two and one[0].isalpha() for one, two in zip(pairs, pairs[2:], strict=False))


_MANY_PIECES, _SHORT_WORDS = 8, 2.6
_META_ALONE, _BARE_SHARE = 0.35, 0.04
_META_NO_VERB, _FEWEST_NO_VERB = 0.3, 12
_NUMBER = re.compile(r"\b[0-9][0-9.,]*")
_MANY_NUMBERS = 6
_HAS_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"\w+")


def is_off_topic(exercise: Exercise, text: str, folded: str) -> bool:
    """Whether a text says nothing of what the exercise is about.

    It has fewer than two words; or none of the phrases that the exercise's author expects, with their accents where
    the text has any, and no two words together that stand in the instruction or the sample.

    Args:
        exercise: with its products and its lexicon; without any, nothing is off the topic.
        text: as read, without what is said to whoever gives the marks.
        folded: the same, folded.
    """
    if sum(len(word) > 1 and not word.isdigit() for word in words(folded)) < _FEWEST_WORDS:
        return True
    topic = _topic(exercise)
    if not topic.phrases or any(_says(phrase, text, folded) for phrase in topic.phrases):
        return False
    said = frozenset(words(folded))
    shared = len(topic.words & said)
    if not topic.pairs.isdisjoint(_pairs(folded)) or shared >= _SHARED_WORDS or 2 * shared >= len(said):
        return False
    return not (_is_english(folded) and sum(phrase.isascii() for phrase in topic.phrases) < _FEWEST_PLAIN)


@dataclass(frozen=True, slots=True)
class _Topic:
    """What an exercise is about: phrases as their author wrote them, in small letters, and pairs of folded words."""

    phrases: tuple[str, ...]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=256)
def _topic_of(phrases: tuple[str, ...], given: str) -> _Topic:
    vocabulary = frozenset(word for phrase in phrases for word in words(phrase) if len(word) >= _SHORTEST)
    return _Topic(tuple(phrase.lower() for phrase in phrases), vocabulary - _EVERYWHERE, _pairs(fold(given)))


def _topic(exercise: Exercise) -> _Topic:
    given = f"{plain(exercise.instruction)}\n{exercise.sample}"
    return _topic_of(exercise.products + exercise.intent_lexicon, given)


def _pairs(folded: str) -> frozenset[tuple[str, str]]:
    """Words that stand side by side, but those that stand everywhere."""
    return frozenset(pair for pair in pairwise(words(folded)) if all(map(_tells, pair)))


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in _EVERYWHERE and not word.isdigit()


_SHORTEST = 2
_SHARED_WORDS = 3
"""So many words of a lexicon, or half of a short text, are on the topic though no phrase of it stands there whole."""
_EVERYWHERE = frozenset({
    "cua", "cho", "la", "va", "de", "voi", "thi", "khi", "nay", "o", "tai", "ve", "ma", "nhung", "neu", "toi",
    "em", "minh", "ban", "hay", "giup", "duoc", "bi", "co", "nhe", "gui", "theo", "trong", "tu", "the", "nhu",
    "cac", "mot", "viet", "lam", "ai", "cau", "lenh", "nho", "noi", "ro", "khong", "bai", "hai", "ba", "bon",
    "nam", "ngay", "thang", "tuan", "hom", "qua", "gi", "nao", "and", "of", "for", "to", "in", "is",
})  # fmt: skip


def _says(phrase: str, text: str, folded: str) -> bool:
    """Whether a text says a phrase: as it is written, or without accents in words that have none."""
    if phrase.isascii() or text.isascii():
        return has_phrase(folded, fold(phrase)) or (phrase.isascii() and has_phrase(folded, phrase + "s"))
    return has_phrase(text, phrase) or (has_phrase(folded, fold(phrase)) and has_phrase(_bare(text), fold(phrase)))


def _bare(text: str) -> str:
    """The words of a text that have no accents; the others are left out."""
    return " ".join(word if word.isascii() else "\0" for word in text.split())


def _is_english(folded: str) -> bool:
    return len(_ENGLISH.findall(folded)) >= _ENGLISH_SHARE * max(1, folded.count(" "))
