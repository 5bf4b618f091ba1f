"""Judging closed questions: what an answer to a check is worth, and what to say about it."""

from dataclasses import dataclass
from functools import lru_cache

from bot.model.ids import OptionId
from bot.model.lesson import Check, CheckKind
from bot.model.message import Choice
from bot.model.text import Text
from bot.tutor.choices import letters, match
from bot.tutor.fold import fold

SEVERAL = frozenset({CheckKind.MULTIPLE, CheckKind.ORDER})
"""Checks whose answer is made of several options."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an answer is right, and what is said about it."""

    is_right: bool
    feedback: Text


def judge(check: Check, picked: tuple[OptionId, ...]) -> Verdict:
    """Judges an answer given by options, in the order picked."""
    if check.kind is CheckKind.ORDER:
        is_right = picked == check.order
        return Verdict(is_right, () if is_right else check.order_feedback)
    right = {option.id for option in check.options if option.is_right}
    if set(picked) == right:
        return Verdict(is_right=True, feedback=_feedback(check, picked[0]) if len(picked) == 1 else ())
    wrong = [option for option in picked if option not in right]
    return Verdict(is_right=False, feedback=_feedback(check, wrong[0]) if wrong else ())


def _feedback(check: Check, option_id: OptionId) -> Text:
    return next(option.feedback for option in check.options if option.id == option_id)


_NEGATIONS = (" khong", " khong can", " khong phai", " khong nen", " chang", " chang can", " khoi", " khoi can", " not")
"""Folded words before a phrase that turn it round; `dung` (đừng) is none, for it is also đúng."""


def judge_words(check: Check, text: str) -> Verdict:
    """Judges a typed answer to a short check: one of the expected phrases must stand in it as whole words.

    Right families are looked at first, so that a right answer with more words around it stays right; a phrase that is
    denied (`không cần kiểm tra`) does not count as a right one.
    """
    folded = f" {_spaced(text)} "
    for expected in sorted(check.expected, key=lambda family: not family.is_right):
        if any(_holds(folded, _expected(phrase), may_be_denied=not expected.is_right) for phrase in expected.phrases):
            return Verdict(expected.is_right, expected.feedback)
    return Verdict(is_right=False, feedback=check.otherwise)


def _holds(folded: str, phrase: str, *, may_be_denied: bool) -> bool:
    before, found, _ = folded.partition(f" {phrase} ")
    return bool(found) and (may_be_denied or not f" {before}".endswith(_NEGATIONS))


def is_expected(check: Check, text: str) -> bool:
    """Whether the whole text is one of the expected phrases of a short check."""
    folded = _spaced(text)
    return any(folded == _expected(phrase) for expected in check.expected for phrase in expected.phrases)


@lru_cache(maxsize=4_096)
def _expected(phrase: str) -> str:
    """Expected phrases come from lessons: few, and each answer is held against all of its check."""
    return _spaced(phrase)


def _spaced(text: str) -> str:
    """Folded words, with a bar for marks between them and single blanks for whatever else is no letter or digit."""
    parts = (char if char.isalnum() else " | " if char in ".,;:!?" else " " for char in fold(text))
    return " ".join("".join(parts).strip(" |").split())


def read_picks(check: Check, text: str, choices: tuple[Choice, ...]) -> tuple[OptionId, ...] | None:
    """Reads typed letters or a label as options; `choices` are the check's answers, in the order of its options.

    Returns:
        The options in the order typed; None where the text names none.
    """
    one = match(text, choices)
    if one is not None:
        return (check.options[choices.index(one)].id,)
    positions = letters(text, len(choices))
    if positions is None or (len(positions) > 1 and check.kind not in SEVERAL):
        return None
    return tuple(check.options[position].id for position in positions)
