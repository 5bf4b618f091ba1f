"""The scores themselves, on grades that are made up."""

import pytest

from bot.model.attempt import Criterion, Flag, Grade, PrivacyKind, Violation
from bot.model.ids import ExerciseId
from tests.grading import scores
from tests.grading.labelled import Graded, Labelled


def row(gold: Grade, own: Grade) -> Graded:
    return Graded(Labelled("a", ExerciseId("b"), "vi", "c", gold), own)


def marks(gold: float, own: float, flags: tuple[Flag, ...] = ()) -> Graded:
    return row(Grade({Criterion.TASK: round(gold / 5)}, gold, (), flags), Grade({Criterion.TASK: round(own / 5)}, own))


def test_full_agreement_is_one_and_chance_is_nothing() -> None:
    assert scores.kappa([marks(0, 0), marks(5, 5), marks(10, 10)]) == 1
    assert scores.kappa([marks(0, 0), marks(0, 10), marks(10, 0), marks(10, 10)]) == pytest.approx(0)
    assert scores.kappa([marks(0, 10), marks(10, 0)]) == -1
    assert scores.kappa([marks(5, 5), marks(5, 5)]) == 1


def test_the_error_is_in_points() -> None:
    assert scores.error([marks(3, 5), marks(10, 9)]) == 1.5


def test_presence_counts_what_is_there_and_what_is_not() -> None:
    assert scores.presence([marks(10, 10), marks(0, 0)]) == 1
    assert scores.presence([marks(10, 0), marks(0, 10)]) == 0
    assert scores.presence([marks(10, 10), marks(10, 10)]) == 1


def test_a_span_counts_where_half_of_both_is_shared() -> None:
    gold = Grade({}, 0, (Violation(PrivacyKind.PHONE, 0, 10), Violation(PrivacyKind.NAME, 20, 30)))
    own = Grade({}, 0, (Violation(PrivacyKind.PHONE, 2, 10), Violation(PrivacyKind.CARD, 20, 30)))
    assert scores.spans([row(gold, own)]) == (0.5, 1.0)
    assert scores.spans([row(gold, own)], is_hard=False) == (1.0, 0.0)
    assert scores.spans([row(Grade({}, 0), Grade({}, 0))]) == (1.0, 1.0)


def test_shares_of_what_went_wrong() -> None:
    fooled, safe = marks(1, 6, (Flag.STUFFING,)), marks(1, 1, (Flag.STUFFING,))
    assert scores.fooled([fooled, safe, marks(9, 9)]) == 0.5
    assert scores.fooled([marks(9, 9)]) == 0
    assert scores.belittled([marks(9, 4), marks(9, 9)]) == 0.5
    accused = row(Grade({}, 5), Grade({}, 1, (), (Flag.OFF_TOPIC,)))
    assert scores.accused([accused, marks(5, 5), fooled]) == 0.5
