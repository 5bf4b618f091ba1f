"""Whether a prompt is about what its exercise asks for, by the words that the exercise's author expects."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from bot.model.lesson import Exercise
from bot.model.text import plain
from bot.tutor.fold import fold, has_phrase, parted, words

_FEWEST_WORDS = 2
_ENGLISH = re.compile(r"\b(?:the|a|an|of|to|for|and|in|my|is|are|i|me|with|that|it|what|how|this|on|from|your)\b")
_ENGLISH_SHARE = 0.12
_FEWEST_PLAIN = 3
"""A lexicon with fewer phrases without accents has hardly any English ones."""
_SHORTEST = 2
_SHARED_WORDS = 3
"""So many words of a lexicon are on the topic though no phrase of it stands there whole."""
_EVERYWHERE = frozenset({
    "cua", "cho", "la", "va", "de", "voi", "thi", "khi", "nay", "o", "tai", "ve", "ma", "nhung", "neu", "toi",
    "em", "minh", "ban", "hay", "giup", "duoc", "bi", "co", "nhe", "gui", "theo", "trong", "tu", "the", "nhu",
    "cac", "mot", "viet", "lam", "ai", "cau", "lenh", "nho", "noi", "ro", "khong", "bai", "hai", "ba", "bon",
    "nam", "ngay", "thang", "tuan", "hom", "qua", "gi", "nao", "and", "of", "for", "to", "in", "is",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Topic:
    """What an exercise is about.

    `phrases` are as their author wrote them, in small letters, and folded; `any_phrase` and `any_product` find one of
    them in folded text. `pairs` are words that stand side by side in the instruction or the sample.
    """

    phrases: tuple[tuple[str, str], ...]
    any_phrase: re.Pattern[str]
    any_product: re.Pattern[str]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    knows_english: bool


def _topic(exercise: Exercise) -> _Topic:
    return _read(exercise.products, exercise.intent_lexicon, plain(exercise.instruction), exercise.sample)


@lru_cache(maxsize=256)
def _read(products: tuple[str, ...], lexicon: tuple[str, ...], instruction: str, sample: str) -> _Topic:
    phrases = tuple((phrase.lower(), fold(phrase)) for phrase in products + lexicon)
    vocabulary = frozenset(word for _, folded in phrases for word in words(folded) if len(word) >= _SHORTEST)
    return _Topic(
        phrases,
        _one_of(folded for _, folded in phrases),
        _one_of(map(fold, products)),
        vocabulary - _EVERYWHERE,
        _pairs(words(f"{instruction}\n{sample}")),
        sum(phrase.isascii() for phrase, _ in phrases) >= _FEWEST_PLAIN,
    )


def _one_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds one of some folded phrases as whole words, or with an English plural; nothing where there are none."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in phrases if phrase) or '(?!)'})s?(?!\w)")


def names_product(exercise: Exercise, folded: str) -> bool:
    """Whether a folded text names a thing that the exercise asks for."""
    return _topic(exercise).any_product.search(folded) is not None


def is_off_topic(exercise: Exercise, text: str, folded: str) -> bool:
    """Whether a text says nothing of what the exercise is about.

    It has fewer than two words; or none of the phrases that the exercise's author expects, with their accents where
    the text has any, few of their words, and no two words together that stand in the instruction or the sample.

    Args:
        exercise: with its products and its lexicon; without any, nothing is off the topic.
        text: in small letters.
        folded: the same, folded, without what is said to whoever gives the marks.
    """
    said = parted(folded).split()
    telling = (word for word in said if len(word) > 1 and not word.isdigit())
    if len(list(islice(telling, _FEWEST_WORDS))) < _FEWEST_WORDS:
        return True
    topic = _topic(exercise)
    if not topic.phrases or (topic.any_phrase.search(folded) and _says_one(topic, text, folded)):
        return False
    shared = len(topic.words.intersection(said))
    if shared >= _SHARED_WORDS or 2 * shared >= len(set(said)) or not topic.pairs.isdisjoint(_pairs(said)):
        return False
    return topic.knows_english or not _is_english(folded)


def _says_one(topic: _Topic, text: str, folded: str) -> bool:
    """Whether one of the phrases is said as it is written, or without accents in words that have none."""
    if text.isascii():
        return True
    bare = " ".join(word if word.isascii() else "\0" for word in text.split())
    for phrase, plainly in topic.phrases:
        if phrase.isascii():
            if phrase in folded and (has_phrase(folded, phrase) or has_phrase(folded, f"{phrase}s")):
                return True
        elif (phrase in text and has_phrase(text, phrase)) or (plainly in bare and has_phrase(bare, plainly)):
            return True
    return False


def _pairs(said: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Words that stand side by side, but those that stand everywhere."""
    return frozenset((one, two) for one, two in pairwise(said) if _tells(one) and _tells(two))


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in _EVERYWHERE and not word.isdigit()


def _is_english(folded: str) -> bool:
    return len(_ENGLISH.findall(folded)) >= _ENGLISH_SHARE * max(1, folded.count(" "))
