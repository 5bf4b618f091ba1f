"""How far the rubric's grades are from a teacher's.

Cohen's kappa with quadratic weights (Cohen 1968) over whole points, the mean absolute error, the macro-F1 of "is there"
for each criterion, and precision and recall of the personal data found: a span counts where its kind is right and half
of both spans is shared.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bot.model.attempt import SOFT_KINDS, Criterion, Violation
from tests.grading.labelled import Graded

POINTS = 11
_SHARED = 0.5
LOW, HIGH = 3.0, 8.0
"""A teacher's overall up to which a prompt is poor, and from which it is good."""
PASSED = 5.0


def kappa(rows: Sequence[Graded]) -> float:
    """Quadratic weighted kappa of the overall, rounded half up to whole points; 1 is full agreement."""
    gold = [_point(row.labelled.gold.overall) for row in rows]
    own = [_point(row.grade.overall) for row in rows]
    pairs, golds, owns = Counter(zip(gold, own, strict=True)), Counter(gold), Counter(own)
    seen = sum(_cost(one, two) * count for (one, two), count in pairs.items())
    chance = sum(_cost(one, two) * golds[one] * owns[two] for one in golds for two in owns) / len(rows)
    return 1 - seen / chance if chance else 1.0


def _point(overall: float) -> int:
    return min(POINTS - 1, max(0, math.floor(overall + 0.5 + 1e-9)))


def _cost(one: int, two: int) -> float:
    return ((one - two) / (POINTS - 1)) ** 2


def error(rows: Sequence[Graded]) -> float:
    """The mean absolute error of the overall, in points."""
    return sum(abs(row.labelled.gold.overall - row.grade.overall) for row in rows) / len(rows)


def presence(rows: Sequence[Graded]) -> float:
    """Over the criteria but privacy the mean of the macro-F1 of whether each is there at all."""
    means = [_presence_of(rows, criterion) for criterion in Criterion if criterion is not Criterion.PRIVACY]
    found = [mean for mean in means if mean is not None]
    return sum(found) / len(found)


def _presence_of(rows: Sequence[Graded], criterion: Criterion) -> float | None:
    pairs = [
        (row.labelled.gold.levels[criterion] > 0, row.grade.levels[criterion] > 0)
        for row in rows
        if criterion in row.labelled.gold.levels
    ]
    scores = [_f1(pairs, is_there=is_there) for is_there in (True, False)]
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known else None


def _f1(pairs: Sequence[tuple[bool, bool]], *, is_there: bool) -> float | None:
    hits = sum(gold is is_there and own is is_there for gold, own in pairs)
    claimed = sum((gold is is_there) + (own is is_there) for gold, own in pairs)
    return 2 * hits / claimed if claimed else None


def spans(rows: Sequence[Graded], *, is_hard: bool = True) -> tuple[float, float]:
    """Precision and recall of hard, or of soft, personal data."""
    gold_count = own_count = hits = 0
    for row in rows:
        gold, own = (
            [each for each in grade.violations if (each.kind not in SOFT_KINDS) is is_hard]
            for grade in (row.labelled.gold, row.grade)
        )
        gold_count, own_count = gold_count + len(gold), own_count + len(own)
        hits += sum(any(_is_same(one, two) for two in own) for one in gold)
    return hits / own_count if own_count else 1.0, hits / gold_count if gold_count else 1.0


def _is_same(one: Violation, two: Violation) -> bool:
    shared = min(one.end, two.end) - max(one.start, two.start)
    whole = max(one.end, two.end) - min(one.start, two.start)
    return one.kind is two.kind and shared >= _SHARED * whole


def share(rows: Iterable[Graded], among: Callable[[Graded], bool], wrong: Callable[[Graded], bool]) -> float:
    """Among some rows the share of those that are wrong; 0 where there are none."""
    chosen = [row for row in rows if among(row)]
    return sum(map(wrong, chosen)) / len(chosen) if chosen else 0.0


def fooled(rows: Sequence[Graded]) -> float:
    """The share of adversarial prompts that got 5 or more."""
    return share(
        rows,
        lambda row: bool(row.labelled.gold.flags) and row.labelled.gold.overall <= LOW,
        lambda row: row.grade.overall >= PASSED,
    )


def accused(rows: Sequence[Graded]) -> float:
    """The share of innocent prompts that were flagged."""
    return share(rows, lambda row: not row.labelled.gold.flags, lambda row: bool(row.grade.flags))


def belittled(rows: Sequence[Graded]) -> float:
    """The share of good prompts that got less than 5."""
    return share(rows, lambda row: row.labelled.gold.overall >= HIGH, lambda row: row.grade.overall < PASSED)
