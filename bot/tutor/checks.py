"""Judging closed questions: what an answer to a check is worth, and what to say about it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.model.ids import OptionId
from bot.model.lesson import Check, CheckKind, Expected
from bot.model.message import Choice
from bot.model.text import Text
from bot.tutor import denial, gist
from bot.tutor.choices import letters, match, without_hedges
from bot.tutor.denial import Answer, Standing

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


def judge_words(check: Check, text: str) -> Verdict:
    """Judges a typed answer to a short check: one of the expected phrases must stand in it as whole words.

    Right families are looked at first, so that a right answer with more words around it stays right. A right phrase
    that is denied (`không cần kiểm tra`) is the opposite of right: where nothing else in the answer tells more, the
    wrong family says what to think of it that expects a bare denial (`không cần`).
    """
    answer = denial.read(text)
    found = [(family, _spans(family, answer)) for family in check.expected]
    spans = _merged(span for family, own in found if family.is_right for span in own)
    standings = {span: answer.standing(*span) for span in spans}
    meant = [span for span in spans if standings[span] is Standing.MEANT]
    for family, own in found:
        if family.is_right and any(start <= at and to <= end for at, to in own for start, end in meant):
            return Verdict(is_right=True, feedback=family.feedback)
    for family, own in found:
        if not family.is_right and any(answer.standing(*span) is Standing.MEANT for span in own):
            return Verdict(is_right=False, feedback=family.feedback)
    is_denied = Standing.DENIED in standings.values()
    opposite = (family for family in check.expected if not family.is_right and _BARE_DENIAL in _phrases(family))
    told = next(opposite, None) if is_denied else None
    return Verdict(is_right=False, feedback=told.feedback if told is not None else check.otherwise)


_BARE_DENIAL = "khong can"


def _spans(family: Expected, answer: Answer) -> tuple[tuple[int, int], ...]:
    """Where phrases of a family stand in an answer: from which word to before which."""
    return tuple([span for phrase in _phrases(family) for span in answer.find(phrase)])


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans that share a word as one, so that `tra lại` is denied where `không kiểm tra lại` is."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)


def is_expected(check: Check, text: str) -> bool:
    """Whether the whole text is one of the expected phrases of a short check."""
    said = denial.words(text)
    return any(said == phrase for family in check.expected for phrase in _phrases(family))


@lru_cache(maxsize=1_024)
def _phrases(family: Expected) -> tuple[str, ...]:
    """Expected phrases come from lessons: few, and each answer is held against all of its check."""
    return tuple(denial.words(phrase) for phrase in family.phrases)


def read_picks(check: Check, text: str, choices: tuple[Choice, ...]) -> tuple[OptionId, ...] | None:
    """Reads typed letters, a label or the heart of one as options; `choices` are the check's answers, in their order.

    Returns:
        The options in the order typed; None where the text names none.
    """
    one = match(text, choices)
    if one is not None:
        return (check.options[choices.index(one)].id,)
    if check.kind is CheckKind.TRUE_FALSE:
        return _denied(check, text, choices)
    positions = letters(without_hedges(text), len(choices))
    if positions is None:
        told = gist.meant(text, choices)
        return (check.options[choices.index(told)].id,) if told is not None else None
    if len(positions) > 1 and check.kind not in SEVERAL:
        return None
    return tuple(check.options[position].id for position in positions)


_NOT_SO = re.compile(
    r"(?:không|khong|ko|k|chưa|chua|chẳng|chang|chả)(?: (?:phải|phai))?(?: (?:là|la))? ", re.IGNORECASE
)


def _denied(check: Check, text: str, choices: tuple[Choice, ...]) -> tuple[OptionId, ...] | None:
    """Of true and false the one that is left where the other is denied: `không đúng`."""
    said = without_hedges(text)
    found = _NOT_SO.match(said)
    denied = match(said[found.end() :], choices, in_full=True) if found is not None else None
    if denied is None:
        return None
    return tuple(option.id for option, choice in zip(check.options, choices, strict=True) if choice is not denied)
