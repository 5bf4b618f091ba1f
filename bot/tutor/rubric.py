"""A plain rubric for prompts: which parts are there, by words that show them, and what to praise and to do next."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from bot.model.attempt import LEVELS, SOFT_KINDS, Criterion, Flag, Grade, Level, Violation
from bot.model.lesson import Exercise
from bot.tutor import cues, gates, harm, privacy, readers, shapes, subject, topic, wish, works
from bot.tutor.copies import is_copied
from bot.tutor.cue import count_in
from bot.tutor.kinds import Kind
from bot.tutor.reading import spelt_out, unmarked
from bot.tutor.subject import names_product, product
from bot.tutor.topic import Stance

CAPS: Mapping[str, float] = {
    "off_topic": 1.0,
    "stuffing": 3.0,
    "copied_sample": 3.0,
    "task_level_0": 3.0,
    "privacy_level_0": 5.0,
    "privacy_level_1": 8.0,
}
"""The highest overall in each case (curriculum reference, section 3.2); an exercise may set its own."""
_STATES: Mapping[tuple[Criterion, Level], str] = {
    (criterion, level): f"{criterion}_level_{level}" for criterion in Criterion for level in LEVELS
}

_READ_CHARACTERS = 5_000
"""No prompt is longer; beyond, only personal data is looked for."""
_EMPTIED = frozenset({Flag.OFF_TOPIC, Flag.STUFFING})
"""With one of these flags nothing of the content counts."""
_CLEAR = LEVELS[-1]
_LAST_WORDS = 14
"""Where a question that has no mark stands; in a story its words stand anywhere."""
_FEWEST_ASKED = 4
_LONG_WORDS = 40
"""So long a text without a request is a story, whatever it asks at its end."""
_TELLING_WORDS = 11
"""A text with more words has to ask for something in one of its sentences."""
_CLAUSE = re.compile(r"(?:^|[.,:;!?(…–-] ?|\b(?:hay|giup|ban_?|ai|may|em|roi|va|nho_?) )$")
"""What stands before a clause that asks."""
_HOW = ("cach ", "lam sao ", "lam the nao ", "how ")
"""Begins a question that asks for a guide."""
_NOT_HEARD = frozenset({Stance.FAINT, Stance.UNHEARD})
_FEWEST_OWN, _OWN_SHARE = 4, 0.15
"""Words of one's own in a list that begins with the thing to make and asks for it by no verb."""
_NEAR = 60
"""Characters before a colon that say what stands behind it."""
_TOPIC_WORDS = 7
"""So few words on the topic are meant as a request."""
_SUBJECT_WORDS = 7
"""A request with fewer words hardly says what about, unless it names what is to be made."""


CLEAR_FROM = 8.0
"""From this overall on a prompt is called clear (curriculum reference, section 3.3)."""


def grade(exercise: Exercise, text: str, others: Iterable[Exercise] = ()) -> Grade:
    """Judges a prompt by the exercise's criteria.

    Levels come from cues in the folded text, so that accents and spelling never count. Words to whoever gives the
    marks are left out and flagged, and the rest is judged. A text off the topic, or stuffed with the rubric's words,
    has level 0 in all but privacy; a copied sample keeps its levels under a cap. A text of more than a few words that
    asks for nothing has no task, whatever it speaks of.

    Args:
        exercise: what was asked for, with its weights.
        text: the attempt as typed, of any length.
        others: the exercises of the same bank: what was plainly written for one of those has no task of this one.

    Returns:
        Levels for the criteria in the exercise's weights, the overall 0-10, and the personal data found in `text`.
    """
    violations = privacy.find(text)
    read = gates.without_blanks(unicodedata.normalize("NFC", text[:_READ_CHARACTERS]))
    judged, is_cut = gates.without_injection(read)
    said = spelt_out(judged)
    is_asking = _is_asking(exercise, read, said, is_cut=is_cut)
    if is_cut and is_asking:  # words to the judge turn nothing into a request
        is_asking = _is_asking(exercise, judged, said, is_cut=False)
    stance = _stance(exercise, read.lower(), said, others) if is_asking or is_cut else Stance.ON
    if is_cut and stance in _NOT_HEARD:
        stance = Stance.OFF
    flags = (
        *((Flag.INJECTION,) if is_cut else ()),
        *_flags(exercise, read, said, is_cut=is_cut, is_off=stance is Stance.OFF),
    )
    is_emptied = not _EMPTIED.isdisjoint(flags)
    levels = {
        criterion: 0 if is_emptied else _LEVELS[criterion](said, exercise) for criterion in _content(exercise.weights)
    }
    if Criterion.TASK in levels:
        most = _most_task(exercise, said, stance) if is_asking else 0
        least = 1 if said.count(" ") >= _TELLING_WORDS and not is_emptied else 0  # so long a text asks in some words
        levels[Criterion.TASK] = min(max(levels[Criterion.TASK], least), most)
    if Criterion.PRIVACY in exercise.weights:
        levels[Criterion.PRIVACY] = privacy_level(violations)
    return Grade(levels, overall(exercise, levels, flags), violations, flags)


def is_elsewhere(exercise: Exercise, text: str, others: Iterable[Exercise] = ()) -> bool:
    """Whether a text asks for something, but not, or hardly, for what the exercise is about; the same is given."""
    said = spelt_out(gates.without_injection(text)[0])
    if not _is_asking(exercise, text, said, is_cut=False):
        return False
    return _most_task(exercise, said, _stance(exercise, text.lower(), said, others)) < _CLEAR


def _stance(exercise: Exercise, text: str, said: str, others: Iterable[Exercise]) -> Stance:
    stance = topic.stance(exercise, text, said)
    is_on = stance not in {Stance.OFF, Stance.UNHEARD}
    return Stance.UNHEARD if is_on and topic.is_of_another(exercise, others, text, said) else stance


def _is_asking(exercise: Exercise, text: str, said: str, *, is_cut: bool) -> bool:
    """Whether a text asks an AI for something that may be asked for."""
    if works.is_work(text, said) or harm.is_harm(text.lower(), said):
        return False
    its_product = product(exercise)
    if is_cut and not subject.has_own(exercise, said):  # what is left beside words to the judge is no prompt
        return False
    return wish.asks(said, its_product, is_strict=is_cut) or (
        not is_cut
        and (
            said.count(" ") < _TELLING_WORDS
            or wish.names_first(said, its_product)
            or (
                wish.names_first(said, its_product, is_listed=True)
                and subject.own_words(exercise, said) >= max(_FEWEST_OWN, _OWN_SHARE * said.count(" "))
            )
        )
    )


def _most_task(exercise: Exercise, said: str, stance: Stance) -> Level:
    """The highest level of the task that a text may have which asks for something, by what it asks for.

    Another product than the exercise's, or a text without a word on its topic, has no task of it; whoever may still
    mean it has a vague one. Nobody is accused for that.
    """
    kind = topic.other_kind(exercise, said)
    if kind is Kind.STRANGE or (kind is Kind.NEAR and topic.is_about_another(exercise, said)):
        return 0
    if stance is Stance.UNHEARD:
        return 0
    return 1 if kind is not None or stance is Stance.FAINT else _CLEAR


def _flags(exercise: Exercise, text: str, said: str, *, is_cut: bool, is_off: bool) -> tuple[Flag, ...]:
    """At most one, for it alone decides; `text` is what was typed, `said` as cues read it."""
    if is_copied(exercise, unmarked(said)) or (
        is_cut and is_copied(exercise, unmarked(gates.without_injection(text, keeps_own=True)[0]))
    ):
        return (Flag.COPIED_SAMPLE,)
    is_list = gates.is_stuffed(said, subject.known_words(exercise)) and not works.is_work(text, said)
    if is_list or shapes.is_code(said) or shapes.is_blank_form(text):
        return (Flag.STUFFING,)
    is_verse = shapes.is_verse(text) and not wish.asks_in_verse(text, product(exercise))
    return (Flag.OFF_TOPIC,) if is_verse or is_off else ()


def _task(said: str, exercise: Exercise) -> Level:
    """A verb with a thing to make is clear; so is a verb or a question with enough words to say what about."""
    is_asked = bool(cues.verbs(said)) or cues.TASKED.search(said) is not None or cues.is_helped(said)
    if not is_asked and cues.REFUSAL.begins(said):
        return 0
    count = said.count(" ") + 1
    is_question = not is_asked and ("?" in said or cues.QUESTION.search(said, _last_words(said)) is not None)
    is_story = is_question and count > _LONG_WORDS
    if cues.VAGUE.search(said) or is_story or (cues.ONLY_ROLE.search(said) and not readers.ROLE.search(said)):
        return 1
    if subject.is_made(exercise) and _asks_only(said) and not (wish.is_polite(said) or _has_facts(said)):
        return 1
    if (is_asked or is_question) and count >= _SUBJECT_WORDS:
        return 2
    plain = unmarked(said)
    is_named = names_product(exercise, plain)
    if is_named and (is_asked or (is_question and count >= _FEWEST_ASKED)):
        return 2
    is_topic = (
        count <= _TOPIC_WORDS
        and subject.may_be_topic(exercise, plain)
        and not cues.STATEMENT.search(said)
        and topic.stance(exercise, plain, plain) is Stance.ON
    )
    return 1 if is_asked or is_named or is_question or is_topic or cues.NEED.search(said) else 0


def _asks_only(said: str) -> bool:
    """Whether a text is a question, and none of its clauses begins with a verb that asks for work."""
    is_question = "?" in said or cues.QUESTION.search(said, _last_words(said)) is not None
    if said.startswith(_HOW):
        return False
    return is_question and not any(_CLAUSE.search(said[: verb.start()]) for verb in cues.verbs(said))


def _has_facts(said: str) -> bool:
    """Whether somebody tells of themselves, a time, a place or an amount; a question without asks of a notion."""
    families = (cues.TIME, cues.PLACE, cues.DEVICE, cues.AGE, cues.AMOUNT, cues.SITUATIONS[1], wish.NEED)
    return any(family.search(said) is not None for family in families)


def _last_words(said: str) -> int:
    """Where the last words of a folded text begin."""
    before, *last = said.rsplit(" ", _LAST_WORDS)
    return len(before) + 1 if len(last) == _LAST_WORDS else 0


def _audience(said: str, exercise: Exercise) -> Level:
    has_role = readers.ROLE.search(said) is not None
    has_reader = subject.names_person(exercise, said) or readers.has_reader(said)
    if not (has_role or has_reader):
        return 0
    return 2 if (has_role and has_reader) or readers.DETAIL.search(said) else 1


def _context(said: str, exercise: Exercise) -> Level:
    is_shown = Criterion.EXAMPLES in exercise.weights and (cues.PAIR.search(said) or cues.EXAMPLE.search(said))
    if cues.INPUT.search(said) or (not is_shown and cues.QUOTED.search(said)):  # else the examples are what is quoted
        return 2
    families = (cues.TIME, cues.PLACE, cues.DEVICE, *(() if Criterion.AUDIENCE in exercise.weights else (cues.AGE,)))
    if ":" in said and any(
        not cues.PARTS.search(said[max(0, found.start() - _NEAR) : found.start()])
        for found in cues.LISTED.finditer(said)
    ):
        return 2
    facts = count_in(said, families) + len(set(cues.AMOUNT.findall(said)))
    if facts > 1:
        return 2
    story = count_in(said, cues.SITUATIONS)
    return min(facts + story // 2, 2) or min(story, 1)


def _format(said: str, exercise: Exercise) -> Level:
    if cues.MEASURE.search(said):
        return 2
    return min(count_in(said, (*cues.FORMS, cues.LENGTH)), 2)


def _constraints(said: str, exercise: Exercise) -> Level:
    said = cues.SAID.sub("''", said) if "'" in said else said  # what somebody else says asks for nothing
    if cues.DONT.search(said):
        return 2
    return min(len(set(cues.TONE.findall(said))) + len(set(cues.LIMIT.findall(said))), 2)


def _examples(said: str, exercise: Exercise) -> Level:
    return min(len(cues.PAIR.findall(said)), 2) or (1 if cues.EXAMPLE.search(said) else 0)


def _verify(said: str, exercise: Exercise) -> Level:
    return bool(cues.SOURCE.search(said)) + bool(cues.DOUBT.search(said))


_LEVELS: Mapping[Criterion, Callable[[str, Exercise], Level]] = {
    Criterion.TASK: _task,
    Criterion.AUDIENCE: _audience,
    Criterion.CONTEXT: _context,
    Criterion.FORMAT: _format,
    Criterion.CONSTRAINTS: _constraints,
    Criterion.EXAMPLES: _examples,
    Criterion.VERIFY: _verify,
}
"""How each part of the content is judged, from the folded text; anchors in the curriculum reference, section 3.1."""


def privacy_level(violations: tuple[Violation, ...]) -> Level:
    """2 without personal data, 1 with soft kinds alone, else 0."""
    if not violations:
        return 2
    return 1 if all(violation.kind in SOFT_KINDS for violation in violations) else 0


def level(criterion: Criterion, words: str, exercise: Exercise) -> Level:
    """How much of one criterion of the content some words of a prompt show."""
    return _LEVELS[criterion](spelt_out(gates.without_injection(words)[0]), exercise)


def overall(exercise: Exercise, levels: Mapping[Criterion, Level], flags: tuple[Flag, ...]) -> float:
    """The overall 0-10 of such levels, under the caps of the exercise, with one decimal."""
    weights = exercise.weights
    whole = sum(weights.values())
    share = sum(weights[criterion] * level / 2 for criterion, level in levels.items()) / whole if whole else 0.0
    capped = min(10 * share, cap(exercise, levels, flags))
    return math.floor(capped * 10 + 0.5 + 1e-9) / 10


def cap(exercise: Exercise, levels: Mapping[Criterion, Level], flags: tuple[Flag, ...]) -> float:
    """The highest overall that such levels and flags allow, 0-10."""
    states = (*flags, *[_STATES[state] for state in levels.items()])
    return min([exercise.caps.get(state, CAPS.get(state, 10.0)) for state in states], default=10.0)


def _content(weights: Mapping[Criterion, float]) -> tuple[Criterion, ...]:
    """All weighed criteria but privacy, in the order of the rubric, which decides where weights are equal."""
    return tuple(criterion for criterion in _LEVELS if criterion in weights)


def best(graded: Grade, weights: Mapping[Criterion, float]) -> Criterion | None:
    """The criterion to praise: the heaviest of those that are clear, else of those that are there; privacy last.

    Returns:
        The criterion, or None where there is nothing to praise.
    """
    for level in (2, 1):
        reached = [criterion for criterion in _content(weights) if graded.levels.get(criterion) == level]
        if reached:
            return max(reached, key=lambda criterion: weights[criterion])
    return Criterion.PRIVACY if graded.levels.get(Criterion.PRIVACY) == _CLEAR else None


def next_step(graded: Grade, weights: Mapping[Criterion, float]) -> Criterion | None:
    """The criterion to work on next: where most can be won, but personal data before all else.

    Returns:
        The criterion, or None where all are clear.
    """
    if graded.levels.get(Criterion.PRIVACY, _CLEAR) < _CLEAR:
        return Criterion.PRIVACY
    short = [criterion for criterion in _content(weights) if graded.levels.get(criterion, _CLEAR) < _CLEAR]
    return max(short, key=lambda criterion: weights[criterion] * (_CLEAR - graded.levels[criterion]), default=None)
