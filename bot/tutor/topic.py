"""Whether a prompt is about what its exercise asks for, by the words that the exercise's author expects."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import islice, pairwise

from bot.model.lesson import Exercise
from bot.tutor import cues, kinds, themes, wish
from bot.tutor.cue import count_in
from bot.tutor.fold import has_phrase, parted, split
from bot.tutor.reading import spelt_out, unmarked
from bot.tutor.subject import FIGURE, POINTS_WHOLE, Subject, subject

_FEWEST_WORDS = 2
_ENGLISH = re.compile(
    r"\b(?:the|a|of|for|and|in|is|are|i|with|what|how|this|from|your|our|you|we|please|who|which|their|not|be|my"
    r"|each|into|or|was|were|has|have|by|should|they|her|his|she|than|if|it)\b"
)
"""Words that few Vietnamese ones fold like."""
_ENGLISH_SHARE = 0.12
_SHARED_WORDS = 3
"""So many words of a lexicon are on the topic in a short text, though no phrase of it stands there whole."""
_WORDS_SHORT, _WORDS_LONG = 12, 15
"""With fewer words syllables count that stand apart; from so many on, one word of the topic may be there by chance."""
_CHANCE = 2
"""Syllables of the lexicon that may stand by chance in a text with nothing else of it."""
_NAMED_BLANKS = 2
"""A phrase of the lexicon with so many is no name of some text."""
_CRUMB = 4
"""A sentence of a long text with no more words shows no topic."""
_HEAD = 7
"""Words behind a verb in which stands what is to be made."""
_SMALL_FIGURE = re.compile(r"(?<![\d.,])[1-9]\d+(?![\d.,]\d|\d)")
_FEWEST_FIGURES, _FEWEST_SMALL = 3, 4
"""Figures of a text that make it one about figures, where the sample is."""
_FEWEST_AMOUNTS = 2
_HARDLY, _PLAINLY = 1, 4
"""Points that may be heard of an exercise by chance, and how many more of another one tell that a text is its."""
_WORDS_FAINT = 25
"""In a longer text one word of the lexicon stands by chance."""
_ORDINALS = frozenset("123456789abcdefgh")
_COUNTED_FORMS = frozenset(
    {"buoc", "cau", "phan", "muc", "cot", "dong", "y", "lop", "doan", "diem", "la", "va", "so", "step", "part", "trang"}
)
"""What is counted through in an answer."""
_GRADE = re.compile(r"\blop(?= \d{1,2}\b)")
"""Somebody's year at school, which is said of readers, and makes no text one about a class."""
_SENTENCE_END = re.compile(r"[.!?;…](?= )")


_CLAUSE_END = re.compile(r"[.!?;…,](?= )")


class Stance(Enum):
    """How a text stands to the topic of its exercise."""

    ON = auto()
    FAINT = auto()
    """Too little of the topic is heard, or it may be told in words that no author could list."""
    UNHEARD = auto()
    """Nothing of the topic is heard, and nothing of another one."""
    OFF = auto()


def other_kind(exercise: Exercise, told: str) -> kinds.Kind | None:
    """The kind of text, of another prompt than this exercise asks for, that a text told apart asks for first."""
    topic = subject(exercise)
    return kinds.other(told, topic.given, topic.any_product) if topic.phrases else None


def is_about_another(exercise: Exercise, told: str) -> bool:
    """Whether a text told apart begins with another theme than its exercise's, or asks for it."""
    return themes.heads(told, subject(exercise).other_themes)


def stance(exercise: Exercise, text: str, told: str) -> Stance:
    """Whether a text says anything of what the exercise is about, or something of another topic.

    It is off the topic if it has fewer than two words; or if none of the phrases that the exercise's author expects is
    in it, with their accents where the text has any, few of their words, and no two words together that stand in the
    instruction or the sample, and it asks for something of another theme or kind. In a long text one of these may be
    there by chance, and a few words at its end are no topic. Where nothing tells of another theme it is not off the
    topic, only unheard; and faint where a word speaks for it, or where few could: in English, in mere figures.

    Args:
        exercise: with its products and its lexicon; without any, nothing is off the topic.
        text: in small letters.
        told: the same, told apart, without what is said to whoever gives the marks.
    """
    if "lop " in told:
        told = _GRADE.sub("khoi", told)
    folded = unmarked(told)
    said = split(folded)
    telling = (word for word in said if len(word) > 1 and not word.isdigit())
    if len(list(islice(telling, _FEWEST_WORDS))) < _FEWEST_WORDS:
        return Stance.OFF
    topic = subject(exercise)
    if not topic.phrases:
        return Stance.ON
    if len(said) >= _WORDS_LONG:
        said = _without_crumbs(folded, said)
    points, is_named = _points(topic, said, text)
    needed = _needed(topic, len(said))
    if points >= needed or _asks_for_thing(topic, told):
        is_other = len(said) >= _WORDS_LONG and (
            (not is_named and _is_about_another(topic, told)) or _is_planted(topic, text, told)
        )
        return Stance.OFF if is_other else Stance.ON
    own = themes.points(topic.own_themes, told)
    is_heard = points + own >= needed
    if is_heard and (own >= needed or not themes.heads(told, topic.other_themes)):
        return Stance.ON
    if len(said) < _WORDS_SHORT:
        shared = len(topic.words.intersection(said))
        if shared >= _SHARED_WORDS or 2 * shared >= len(set(said)):
            return Stance.ON
    does_same = any(map(folded.__contains__, topic.deeds))
    if does_same and len(said) < _WORDS_LONG:
        return Stance.ON
    return _hardly_heard(topic, text, told, len(said), is_any=bool(points or own or does_same), is_own=bool(own))


def is_of_another(exercise: Exercise, others: Iterable[Exercise], text: str, told: str) -> bool:
    """Whether a text says hardly anything of its exercise's topic, and plainly speaks of another exercise's.

    Scattered syllables of a lexicon stand by chance in any long text. A prompt written for another exercise says whole
    phrases of that one's.

    Args:
        exercise: with its products and its lexicon.
        others: exercises of the same bank; itself is left out.
        text: in small letters.
        told: the same, told apart.
    """
    topic, said = subject(exercise), split(unmarked(told))
    own = sum(_heard(topic, said, text).values()) + len(topic.pairs.intersection(pairwise(said)))
    if not topic.phrases or own > _HARDLY or _asks_for_thing(topic, told) or themes.points(topic.own_themes, told):
        return False
    return any(
        _told_of(subject(other), said, text) >= own + _PLAINLY
        for other in others
        if other.exercise != exercise.exercise
    )


def _told_of(topic: Subject, said: Sequence[str], text: str) -> int:
    """How much a text says of a topic in whole phrases and pairs of words, without what is said of any."""
    heard = _heard(topic, said, text)
    pairs = {" ".join(pair) for pair in topic.pairs.intersection(pairwise(said))}.difference(heard)
    return sum(points for phrase, points in heard.items() if phrase not in themes.GENERIC) + len(pairs)


def _hardly_heard(topic: Subject, text: str, told: str, count: int, *, is_any: bool, is_own: bool) -> Stance:
    """How a text of so many words stands to a topic of which it says too little, or nothing."""
    folded = unmarked(told)
    is_foreign = text.isascii() and _is_english(folded)
    if is_foreign and (is_any or not topic.knows_english):
        return Stance.ON
    is_other = themes.heads(told, topic.other_themes) or kinds.other(told, topic.given, topic.any_product) is not None
    if is_any:
        does_same = any(map(folded.__contains__, topic.own_deeds))
        return Stance.FAINT if (is_own or does_same or count < _WORDS_FAINT) and not is_other else Stance.UNHEARD
    if is_other:
        return Stance.OFF
    may_be_meant = (is_foreign and count >= _WORDS_LONG) or (
        topic.has_figures and len(_SMALL_FIGURE.findall(folded)) >= _FEWEST_AMOUNTS
    )
    return Stance.FAINT if may_be_meant else Stance.UNHEARD


def _needed(topic: Subject, count: int) -> int:
    return 1 if count < _WORDS_LONG or topic.is_scant else POINTS_WHOLE


def _without_crumbs(folded: str, said: Sequence[str]) -> Sequence[str]:
    """The words of all sentences but the shortest behind the first, where enough are left."""
    ends = [found.end() + 1 for found in _SENTENCE_END.finditer(folded)]
    first, *others = [folded[start : end - 1] for start, end in pairwise((0, *ends, len(folded) + 1))]
    left = [each for each in others if each.count(" ") >= _CRUMB or each.endswith("?")]
    if len(left) == len(others):
        return said
    kept = parted(" ".join((first, *left))).split()
    return kept if len(kept) >= _WORDS_LONG else said


def _asks_for_thing(topic: Subject, told: str) -> bool:
    """Whether a product stands right behind a verb."""
    return any(
        topic.any_thing.search(unmarked(" ".join(told[verb.start() :].split(" ", _HEAD)[:_HEAD])))
        for verb in cues.verbs(told)
    )


def _is_about_another(topic: Subject, told: str) -> bool:
    """Whether a text in which only names of texts speak for the topic asks for something of another one."""
    return themes.heads(told, topic.other_themes) and not themes.points(topic.own_themes, told)


def _is_planted(topic: Subject, text: str, told: str) -> bool:
    """Whether a text asks for something of another topic, and names its exercise's only where it asks no more.

    That is its last sentence, or what stands behind its last comma.
    """
    if not count_in(told, topic.other_themes):
        return False
    told = told.rstrip()
    cuts = {max((found.end() for found in ends.finditer(told)), default=0) for ends in (_SENTENCE_END, _CLAUSE_END)}
    return any(_is_behind(topic, text, told[:cut], told[cut:]) for cut in cuts if cut)


def _is_behind(topic: Subject, text: str, asked: str, behind: str) -> bool:
    """Whether a text asks for something of another topic, and then asks no more but names its exercise's."""
    if wish.asks(behind, topic.any_product) or count_in(behind, (*cues.FORMS, cues.SOURCE, cues.DOUBT)):
        return False
    return _is_about_another(topic, asked) and not _points(topic, split(unmarked(asked)), text)[1]


def _points(topic: Subject, said: Sequence[str], text: str) -> tuple[int, bool]:
    """How much of the topic is heard: phrases, pairs of words, and words of the lexicon, each as it is written.

    Returns:
        The points, and whether a phrase is among it that is more than the name of some text.
    """
    folded = f" {' '.join(said)} "
    known = set(said)
    heard = _heard(topic, said, text)
    points = sum(heard.values())
    is_named = any(
        phrase in topic.things or point == POINTS_WHOLE or phrase.count(" ") >= _NAMED_BLANKS
        for phrase, point in heard.items()
        if phrase not in themes.GENERIC
    )
    if topic.has_figures and (
        len(FIGURE.findall(folded)) >= _FEWEST_FIGURES
        or _is_series(said)
        or len(_SMALL_FIGURE.findall(folded)) >= _FEWEST_SMALL
    ):
        points += POINTS_WHOLE
    if points >= POINTS_WHOLE:
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


def _heard(topic: Subject, said: Sequence[str], text: str) -> Mapping[str, int]:
    """The phrases of a topic that stand in a text, folded, with what each tells."""
    folded = f" {' '.join(said)} "
    return {
        phrase.folded: phrase.points
        for first in topic.phrases.keys() & set(said)
        for phrase in topic.phrases[first]
        if f" {phrase.folded} " in folded
        and (
            (topic.is_bare and phrase.written == phrase.folded)
            or _is_written(phrase.written, phrase.folded, text, len(said))
        )
    }


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


def _is_english(folded: str) -> bool:
    return len(_ENGLISH.findall(folded)) >= _ENGLISH_SHARE * max(1, folded.count(" "))
