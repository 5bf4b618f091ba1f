"""What an exercise is about, read once from what its author wrote: products, lexicon, instruction and sample."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.model.lesson import Exercise
from bot.model.text import plain
from bot.tutor import cues, readers, themes, tricks
from bot.tutor.cue import Cue
from bot.tutor.fold import fold, parted, split, words
from bot.tutor.reading import told_apart, unmarked

_WORD = re.compile(r"\w+")
_FEWEST_PLAIN = 3
"""A lexicon with fewer phrases without accents has hardly any English ones."""
_SHORTEST = 2
POINTS_WHOLE = 2
"""What a phrase of more than one syllable tells; as much is needed of a long text."""
_ANY_TOPIC = "…"
"""In a lexicon: whatever a learner has on their mind is the topic."""
_FEWEST_PHRASES = 12
"""Whoever expects fewer phrases has not thought of all that learners say; then one is enough."""
_WHOLE_WORD = 5
"""Letters; a word as long is hardly one syllable of another."""
FIGURE = re.compile(r"(?<![\d.,])[1-9]\d\d(?![\d.,]\d|\d)")
_FEWEST_IN_SAMPLE = 5
"""A sample with so many figures is about figures."""
_FEWEST_OWN = 2
"""Words of one's own, beside words to the judge, that may be a prompt."""
_FEWEST_KNOWN = 2
"""Words of the lexicon that make a topic of a few words, where any topic will do."""
_MADE = re.compile(
    r"\b(?:nho ai|cau lenh(?: nho ai)?) (?:soan|lap|viet|du thao|tao|dich|thiet|xep|phan loai|sua|len|huong dan)\b"
)
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
class Phrase:
    """What an author expects, folded and as it is written, and how much it tells."""

    folded: str
    written: str
    points: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What an exercise is about.

    `phrases`, of which there are none where any topic will do, stand under their first word, folded; `any_product`
    finds a product in folded text, `any_thing` one of those that no other topic asks for. `words` are those of the
    lexicon, folded; `own` are those of this topic alone, with the ways in which they are written, and `core` those
    of them that begin a phrase and end another. `pairs` are words that stand side by side in the instruction or the
    sample, `deeds` what the instruction has an AI do, in words of two syllables, and `own_deeds` those that stand
    among the products (`so sánh`). `given` is all that its author wrote, folded, and `instruction` a part of it as
    it is written; `is_made` tells that this asks for a text to be made, which no mere question asks for; `is_bare`
    that the lexicon was written without accents. `persons` finds those of whom the lexicon speaks: they are the
    readers, or whom it is all about.
    """

    phrases: Mapping[str, Sequence[Phrase]]
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
    deeds: frozenset[str]
    own_deeds: frozenset[str]
    given: str
    instruction: str
    is_made: bool
    is_bare: bool
    persons: re.Pattern[str]


def subject(exercise: Exercise) -> Subject:
    """What an exercise is about."""
    known = _SUBJECTS.get(id(exercise))
    if known is not None and known[0] is exercise:
        return known[1]
    if len(_SUBJECTS) >= _MOST_SUBJECTS:
        _SUBJECTS.clear()
    topic = _read(exercise.products, exercise.intent_lexicon, plain(exercise.instruction), exercise.sample)
    _SUBJECTS[id(exercise)] = exercise, topic
    return topic


_MOST_SUBJECTS = 256
_SUBJECTS: dict[int, tuple[Exercise, Subject]] = {}
"""By the exercise itself, which has no hash; reading its instruction for each look-up would take longer than that."""


@lru_cache(maxsize=256)
def _read(products: tuple[str, ...], lexicon: tuple[str, ...], instruction: str, sample: str) -> Subject:
    expected = dict.fromkeys(phrase.lower() for phrase in products + lexicon)
    is_bare = all(map(str.isascii, expected))
    if is_bare:
        expected = dict.fromkeys(_as_written(expected, f"{instruction}\n{sample}".lower()))
    telling = [phrase for phrase in expected if _without(told_apart(phrase), _FORMS).strip(" .")] or list(expected)
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in telling:
        for first, each in _phrases(phrase):
            phrases[first].append(each)
    own: dict[str, list[str]] = defaultdict(list)
    for word in {word for phrase in telling for word in _WORD.findall(phrase) if _is_own(word)}:
        own[fold(word)].append(word)
    text = _without(told_apart(f"{instruction}\n{sample}"), (*_FORMS, cues.SOURCE, cues.DOUBT, cues.VERB))
    return Subject(
        {} if _ANY_TOPIC in lexicon else phrases,
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
        len(FIGURE.findall(sample)) >= _FEWEST_IN_SAMPLE,
        len(telling) < _FEWEST_PHRASES,
        themes.own(tuple(expected)),
        themes.others(tuple(expected), f"{instruction}\n{sample}"),
        frozenset(deed for found in cues.VERB.findall(told_apart(instruction)) if " " in (deed := unmarked(found))),
        frozenset(each for each in map(fold, products) if " " in each and cues.VERB.begins(f"{each} ")),
        f" {' '.join(words(' . '.join((*expected, instruction, sample))))} ",
        instruction,
        _MADE.search(unmarked(told_apart(instruction))) is not None,
        is_bare,
        _one_of(each for each in map(fold, expected) if readers.PERSON.fullmatch(each) is not None),
    )


def _as_written(phrases: Iterable[str], text: str) -> Iterator[str]:
    """Phrases of a lexicon without any accents, with those that they have in the author's own text.

    What stands nowhere there stays as it is.
    """
    written = _WORD.findall(text)
    folded = f" {' '.join(map(fold, written))} "
    for phrase in phrases:
        plain = f" {' '.join(words(phrase))} "
        at = folded.find(plain)
        before = folded.count(" ", 0, at)
        yield " ".join(written[before : before + plain.count(" ") - 1]) if at >= 0 else phrase


def _ends(phrases: Iterable[str], place: int) -> AbstractSet[str]:
    """The first or the last words of phrases with several."""
    return {said[place] for phrase in phrases if len(said := _WORD.findall(phrase)) > 1}


def _phrases(phrase: str) -> Iterable[tuple[str, Phrase]]:
    """A phrase, and its English plural, with its first word."""
    said = words(phrase)
    if not said:
        return
    folded, written = " ".join(said), " ".join(_WORD.findall(phrase))
    points = POINTS_WHOLE if _is_whole(phrase) else 1
    yield said[0], Phrase(folded, written, points)
    if phrase.isascii():
        yield (said[0] if len(said) > 1 else f"{folded}s"), Phrase(f"{folded}s", f"{written}s", points)


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
    return subject(exercise).any_product.search(folded) is not None


def may_be_topic(exercise: Exercise, folded: str) -> bool:
    """Whether some folded words may be a topic of the exercise: where any will do, two that its author expects."""
    topic = subject(exercise)
    return bool(topic.phrases) or len(topic.words.intersection(split(folded))) >= _FEWEST_KNOWN


def names_person(exercise: Exercise, told: str) -> bool:
    """Whether a text told apart names somebody of whom the exercise's lexicon speaks."""
    return subject(exercise).persons.search(unmarked(told)) is not None


def product(exercise: Exercise) -> re.Pattern[str]:
    """Finds one of the things that an exercise asks for in folded text."""
    return subject(exercise).any_product


def is_made(exercise: Exercise) -> bool:
    """Whether an exercise asks for a text to be made, rather than for an answer."""
    return subject(exercise).is_made


def known_words(exercise: Exercise) -> AbstractSet[str]:
    """All words, folded, that the exercise's author wrote or that stand everywhere."""
    return _known(subject(exercise).given)


@lru_cache(maxsize=256)
def _known(given: str) -> AbstractSet[str]:
    return _EVERYWHERE_FOLDED.union(given.split())


def has_own(exercise: Exercise, told: str) -> bool:
    """Whether a text told apart says anything of its exercise's topic beside the product, or two words of its own."""
    topic = subject(exercise)
    folded = unmarked(told)
    bare = f" {' '.join(parted(folded).split())} "
    names = topic.things | themes.GENERIC
    if any(
        f" {each.folded} " in bare for begun in topic.phrases.values() for each in begun if each.folded not in names
    ):
        return True
    return own_words(exercise, told) >= _FEWEST_OWN


def own_words(exercise: Exercise, told: str) -> int:
    """How many words of a text told apart are neither its exercise's nor a rubric's, nor stand everywhere."""
    known = known_words(exercise)
    left = parted(unmarked(_without(told, (*_FORMS, tricks.META)))).split()
    return sum(word.isalpha() and word not in known and word not in tricks.JOINING for word in left)


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
