"""Weighs what another judge said of an attempt: where its quotation is true it may move a level by one."""

import re
import unicodedata

from bot.model.attempt import Criterion, Grade
from bot.model.lesson import Exercise
from bot.model.opinion import Opinion, Proposal
from bot.tutor import privacy, rubric

FEWEST_WORDS = 2
"""A single word proves something only where the rubric itself sees the criterion in it."""

MOST_CHARACTERS = 600
"""Of another judge's words; they end at the end of a sentence."""

_LINK = re.compile(
    r"\S*(?:://|www\.)\S*|\S+@\S+\.\S+|@\w{3,}"
    r"|(?<![\w.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|vn|info|xyz|top|me|ly|io|app|site|online|link|shop|club)\b\S*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?\d(?:[\s.\-()]*\d){2,}")
"""Three digits or more, however they are spaced: what somebody could call, or pay into."""
_MARKS = re.compile(r"[*_`#<>\[\]{}|\\]+")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")


def merge(exercise: Exercise, grade: Grade, text: str, opinion: Opinion) -> Grade:
    """The offline grade after the proposals.

    A grade with a flag stays as it is: nobody else may lift what a gate has set aside. Privacy is never moved, and
    a cap that held for the offline levels holds for the new ones.

    Args:
        exercise: what was asked for.
        grade: the offline grade.
        text: the attempt, with its personal data masked, as the other judge was given it.
        opinion: what it said.

    Returns:
        A grade whose levels each differ by one from the offline ones at most.
    """
    if grade.flags:
        return grade
    said = _folded(text)
    levels = dict(grade.levels)
    for proposal in opinion.proposals:
        old = grade.levels.get(proposal.criterion)
        if old is None or proposal.criterion is Criterion.PRIVACY or not _is_proven(proposal, said, exercise):
            continue
        levels[proposal.criterion] = old + max(-1, min(1, proposal.level - old))
    overall = min(rubric.overall(exercise, levels, ()), rubric.cap(exercise, grade.levels, ()))
    return Grade(levels, overall, grade.violations)


def _is_proven(proposal: Proposal, said: str, exercise: Exercise) -> bool:
    evidence = _folded(proposal.evidence)
    if not evidence or re.search(rf"(?<!\w){re.escape(evidence)}(?!\w)", said) is None:
        return False
    return len(evidence.split()) >= FEWEST_WORDS or rubric.level(proposal.criterion, evidence, exercise) > 0


def _folded(text: str) -> str:
    """As a quotation is compared: case, spaces and the way of composing accents do not count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def worth_saying(words: str) -> str:
    """What of another judge's words may be shown: plain, short, without anything to open, to write or to call.

    Returns:
        One paragraph; empty where nothing is left.
    """
    plain = "".join(mark if mark.isprintable() else " " for mark in unicodedata.normalize("NFKC", words))
    for taken in (_LINK, _MARKS, _NUMBER):
        plain = taken.sub(" ", plain)
    plain = " ".join(privacy.mask(plain).split())
    if len(plain) > MOST_CHARACTERS:
        ends = [found.end() for found in _SENTENCE_END.finditer(plain, 0, MOST_CHARACTERS)]
        plain = plain[: ends[-1]] if ends else ""
    return plain if any(mark.isalpha() for mark in plain) else ""
