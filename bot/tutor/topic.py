"""Whether a prompt is about what its exercise asks for, by the words that the exercise's author expects."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from bot.model.lesson import Exercise
from bot.model.text import plain
from bot.tutor import cues, themes
from bot.tutor.cue import Cue
from bot.tutor.fold import fold, has_phrase, parted, words
from bot.tutor.reading import spelt_out, told_apart, unmarked

_FEWEST_WORDS = 2
_WORD = re.compile(r"\w+")
_ENGLISH = re.compile(
    r"\b(?:the|a|of|for|and|in|is|are|i|with|what|how|this|from|your|our|you|we|please|who|which|their|not|be|my)\b"
)
"""Words that few Vietnamese ones fold like."""
_ENGLISH_SHARE = 0.12
_FEWEST_PLAIN = 3
"""A lexicon with fewer phrases without accents has hardly any English ones."""
_SHORTEST = 2
_SHARED_WORDS = 3
"""So many words of a lexicon are on the topic in a short text, though no phrase of it stands there whole."""
_WORDS_SHORT, _WORDS_LONG = 12, 15
"""With fewer words syllables count that stand apart; from so many on, one word of the topic may be there by chance."""
_POINTS_LONG = 2
_FEWEST_PHRASES = 12
"""Whoever expects fewer phrases has not thought of all that learners say; then one is enough."""
_CHANCE = 2
"""Syllables of the lexicon that may stand by chance in a text with nothing else of it."""
_WHOLE_WORD = 5
"""Letters; a word as long is hardly one syllable of another."""
_CRUMB = 4
"""A sentence of a long text with no more words shows no topic."""
_HEAD = 7
"""Words behind a verb in which stands what is to be made."""
_FIGURE = re.compile(r"(?<![\d.,])[1-9]\d\d(?![\d.,]\d|\d)")
_SMALL_FIGURE = re.compile(r"(?<![\d.,])[1-9]\d+(?![\d.,]\d|\d)")
_MANY_FIGURES, _FEWEST_FIGURES, _FEWEST_SMALL = 5, 3, 4
"""A sample with so many figures is about figures, and so is a text with as few."""
_ORDINALS = frozenset("123456789abcdefgh")
_COUNTED_FORMS = frozenset(
    {"buoc", "cau", "phan", "muc", "cot", "dong", "y", "lop", "doan", "diem", "la", "va", "so", "step", "part", "trang"}
)
"""What is counted through in an answer."""
_SENTENCE = re.compile(r"(?<=[.!?;…]) ")
_EVERYWHERE = frozenset({
    "của", "cho", "là", "và", "để", "với", "thì", "khi", "này", "ở", "tại", "về", "mà", "nhưng", "nếu", "tôi", "em",
    "mình", "bạn", "hãy", "giúp", "được", "bị", "có", "nhé", "gửi", "theo", "trong", "từ", "thế", "như", "các",
    "một", "viết", "làm", "ai", "câu", "lệnh", "nhờ", "nói", "rõ", "không", "bài", "hai", "ba", "bốn", "năm",
    "ngày", "tháng", "tuần", "hôm", "qua", "gì", "nào", "and", "of", "for", "to", "in", "is", "hoặc", "số", "mỗi",
    "người", "cách", "trình", "bày", "trả", "lời", "đầu", "dòng", "tiếng", "nhiều", "thời", "gian", "đã", "việc",
    "cần", "phải", "nên", "muốn", "cái", "nhà", "ra", "lên", "xuống", "đến", "đi", "lại", "còn", "cũng", "rồi",
    "tự", "thay",
})  # fmt: skip
"""Words of any topic, as they are written."""
_EVERYWHERE_FOLDED = frozenset(map(fold, _EVERYWHERE))
_FORMS = (*cues.FORMS, cues.MEASURE, cues.LENGTH, cues.TONE, cues.DONT, cues.LIMIT, cues.EXAMPLE)
"""What shows a part of the rubric is said in prompts of any topic."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What an author expects, folded and as it is written, and how much it tells."""

    folded: str
    written: str
    points: int


@dataclass(frozen=True, slots=True)
class _Topic:
    """What an exercise is about.

    `phrases` stand under their first word, folded; `any_product` finds a product in folded text, `any_thing` one of
    those that no other topic asks for. `words` are those of the lexicon, folded; `own` are those of this topic alone,
    with the ways in which they are written, and `core` those of them that begin a phrase and end another. `pairs` are
    words that stand side by side in the instruction or the sample.
    """

    phrases: Mapping[str, Sequence[_Phrase]]
    things: frozenset[str]
    any_product: re.Pattern[str]
    any_thing: re.Pattern[str]
    words: frozenset[str]
    own: Mapping[str, Sequence[str]]
    core: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    knows_english: bool
    has_figures: bool
    is_scant: bool
    own_themes: tuple[Cue, ...]
    other_themes: tuple[Cue, ...]


def _topic(exercise: Exercise) -> _Topic:
    return _read(exercise.products, exercise.intent_lexicon, plain(exercise.instruction), exercise.sample)


@lru_cache(maxsize=256)
def _read(products: tuple[str, ...], lexicon: tuple[str, ...], instruction: str, sample: str) -> _Topic:
    expected = dict.fromkeys(phrase.lower() for phrase in products + lexicon)
    telling = [phrase for phrase in expected if _without(told_apart(phrase), _FORMS).strip(" .")] or list(expected)
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    for phrase in telling:
        for first, each in _phrases(phrase):
            phrases[first].append(each)
    own: dict[str, list[str]] = defaultdict(list)
    for word in {word for phrase in telling for word in _WORD.findall(phrase) if _is_own(word)}:
        own[fold(word)].append(word)
    text = _without(told_apart(f"{instruction}\n{sample}"), (*_FORMS, cues.SOURCE, cues.DOUBT, cues.VERB))
    return _Topic(
        phrases,
        frozenset(map(fold, products)),
        _one_of(map(fold, products)),
        _one_of(fold(phrase) for phrase in products if phrase.lower() in telling and _is_thing(fold(phrase))),
        frozenset(
            fold(word)
            for phrase in expected
            for word in _WORD.findall(phrase)
            if len(word) >= _SHORTEST and word not in _EVERYWHERE
        ),
        own,
        frozenset(map(fold, _ends(telling, 0) & _ends(telling, -1))).intersection(own),
        _pairs(_WORD.findall(unmarked(text))),
        sum(phrase.isascii() for phrase in expected) >= _FEWEST_PLAIN,
        len(_FIGURE.findall(sample)) >= _MANY_FIGURES,
        len(telling) < _FEWEST_PHRASES,
        themes.own(tuple(expected)),
        themes.others(tuple(expected), f"{instruction}\n{sample}"),
    )


def _ends(phrases: Iterable[str], place: int) -> AbstractSet[str]:
    """The first or the last words of phrases with several."""
    return {said[place] for phrase in phrases if len(said := _WORD.findall(phrase)) > 1}


def _phrases(phrase: str) -> Iterable[tuple[str, _Phrase]]:
    """A phrase, and its English plural, with its first word."""
    said = words(phrase)
    if not said:
        return
    folded, written = " ".join(said), " ".join(_WORD.findall(phrase))
    points = _POINTS_LONG if _is_whole(phrase) else 1
    yield said[0], _Phrase(folded, written, points)
    if phrase.isascii():
        yield (said[0] if len(said) > 1 else f"{folded}s"), _Phrase(f"{folded}s", f"{written}s", points)


def _is_whole(phrase: str) -> bool:
    """Whether a phrase is more than one syllable of something else, and no verb that asks for anything."""
    folded = fold(phrase)
    return (" " in folded or len(folded) >= _WHOLE_WORD) and not cues.VERB.begins(f"{folded} ")


def _is_thing(folded: str) -> bool:
    """Whether a product is one that only this topic asks for, and not what is done with any."""
    return folded not in _EVERYWHERE_FOLDED and not (" " in folded and cues.VERB.begins(f"{folded} "))


def _without(told: str, families: Iterable[Cue]) -> str:
    for family in families:
        for match in reversed(list(family.finditer(told))):
            told = f"{told[: match.start()]} . {told[match.end() :]}"
    return told


def _one_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds one of some folded phrases as whole words, or with an English plural; nothing where there are none."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in phrases if phrase) or '(?!)'})s?(?!\w)")


def names_product(exercise: Exercise, folded: str) -> bool:
    """Whether a folded text names a thing that the exercise asks for."""
    return _topic(exercise).any_product.search(folded) is not None


def product(exercise: Exercise) -> re.Pattern[str]:
    """Finds one of the things that an exercise asks for in folded text."""
    return _topic(exercise).any_product


def is_off_topic(exercise: Exercise, text: str, told: str) -> bool:
    """Whether a text says nothing of what the exercise is about.

    It has fewer than two words; or none of the phrases that the exercise's author expects, with their accents where
    the text has any, few of their words, and no two words together that stand in the instruction or the sample. In a
    long text one of these may be there by chance, and a few words at its end are no topic.

    Args:
        exercise: with its products and its lexicon; without any, nothing is off the topic.
        text: in small letters.
        told: the same, told apart, without what is said to whoever gives the marks.
    """
    folded = unmarked(told)
    said = parted(folded).split()
    telling = (word for word in said if len(word) > 1 and not word.isdigit())
    if len(list(islice(telling, _FEWEST_WORDS))) < _FEWEST_WORDS:
        return True
    topic = _topic(exercise)
    if not topic.phrases:
        return False
    if len(said) >= _WORDS_LONG:
        said = _without_crumbs(folded, said)
    points, is_named = _points(topic, said, text)
    needed = _needed(topic, len(said))
    if points >= needed or _asks_for_thing(topic, told):
        return len(said) >= _WORDS_LONG and not is_named and _is_about_another(topic, told)
    points += themes.points(topic.own_themes, told)
    if points >= needed:
        return False
    if len(said) < _WORDS_SHORT:
        shared = len(topic.words.intersection(said))
        if shared >= _SHARED_WORDS or 2 * shared >= len(set(said)):
            return False
    return not (text.isascii() and _is_english(folded)) or (topic.knows_english and not points)


def _needed(topic: _Topic, count: int) -> int:
    return 1 if count < _WORDS_LONG or topic.is_scant else _POINTS_LONG


def _without_crumbs(folded: str, said: list[str]) -> list[str]:
    """The words of all sentences but the shortest behind the first, where enough are left."""
    first, *others = _SENTENCE.split(folded)
    left = [each for each in others if each.count(" ") >= _CRUMB or each.endswith("?")]
    if len(left) == len(others):
        return said
    kept = parted(" ".join((first, *left))).split()
    return kept if len(kept) >= _WORDS_LONG else said


def _asks_for_thing(topic: _Topic, told: str) -> bool:
    """Whether a product stands right behind a verb."""
    return any(
        topic.any_thing.search(unmarked(" ".join(told[verb.start() :].split(" ", _HEAD)[:_HEAD])))
        for verb in cues.VERB.finditer(told)
    )


def _is_about_another(topic: _Topic, told: str) -> bool:
    """Whether a text in which only names of texts speak for the topic asks for something of another one."""
    return themes.heads(told, topic.other_themes) and not themes.points(topic.own_themes, told)


def _points(topic: _Topic, said: Sequence[str], text: str) -> tuple[int, bool]:
    """How much of the topic is heard: phrases, pairs of words, and words of the lexicon, each as it is written.

    Returns:
        The points, and whether a phrase is among it that is more than the name of some text.
    """
    folded = f" {' '.join(said)} "
    known = set(said)
    heard = {
        phrase.folded: phrase.points
        for first in topic.phrases.keys() & known
        for phrase in topic.phrases[first]
        if f" {phrase.folded} " in folded and _is_written(phrase.written, phrase.folded, text, len(said))
    }
    points = sum(heard.values())
    is_named = any(
        phrase in topic.things or point == _POINTS_LONG
        for phrase, point in heard.items()
        if phrase not in themes.GENERIC
    )
    if topic.has_figures and (
        len(_FIGURE.findall(folded)) >= _FEWEST_FIGURES
        or _is_series(said)
        or len(_SMALL_FIGURE.findall(folded)) >= _FEWEST_SMALL
    ):
        points += _POINTS_LONG
    if points >= _POINTS_LONG:
        return points, is_named
    pairs = {" ".join(pair) for pair in topic.pairs.intersection(pairwise(said))}.difference(heard)
    known.difference_update(*(each.split(" ") for each in (*heard, *pairs)))
    own = {
        word
        for word in topic.own.keys() & known
        if any(each == word if text.isascii() else has_phrase(text, each) for each in topic.own[word])
    }
    core = set(sorted(topic.core & known)[:1]) if text.isascii() else topic.core & own
    points += len(pairs) + len(core)
    if points:
        return points + len(own - core), is_named
    return (max(0, len(own) - _CHANCE) if len(said) >= _WORDS_SHORT else 0), is_named


def _is_series(said: Sequence[str]) -> bool:
    """Whether a text counts through some things, as in `tổ 1 … tổ 2 … tổ 3`, which are no parts of an answer."""
    counted = Counter(word for word, number in pairwise(said) if number in _ORDINALS and word not in _COUNTED_FORMS)
    return max(counted.values(), default=0) >= _FEWEST_FIGURES


def _is_written(written: str, folded: str, text: str, count: int) -> bool:
    """Whether words stand in a text as they are written, or without accents; in one without any they do."""
    if text.isascii() or (written in text and has_phrase(text, written)):
        return True
    typed = _typed(text, count)
    return has_phrase(typed, written) or has_phrase(typed, folded)


@lru_cache(maxsize=1)
def _typed(text: str, count: int) -> str:
    """The words of a text, short forms written out where more words were read in it than stand there."""
    typed = " ".join(parted(text).split())
    return typed if typed.count(" ") + 1 >= count else spelt_out(typed)


def _pairs(said: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Words that stand side by side, but those that stand everywhere."""
    return frozenset((one, two) for one, two in pairwise(said) if _tells(one) and _tells(two))


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in _EVERYWHERE_FOLDED and not word.isdigit()


def _is_own(word: str) -> bool:
    """Whether a word of the lexicon, as it is written, belongs to its topic alone."""
    if len(word) < _SHORTEST or word in _EVERYWHERE or word.isdigit():
        return False
    return bool(_without(told_apart(word), _FORMS).strip(" ."))


def _is_english(folded: str) -> bool:
    return len(_ENGLISH.findall(folded)) >= _ENGLISH_SHARE * max(1, folded.count(" "))
