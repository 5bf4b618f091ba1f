"""Lessons, facts and the catalog."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model.ids import ExerciseId, StepId
from tests.bank import ALL_STEPS, FACT, FIRST, SECOND, catalog

TODAY = date(2026, 11, 24)
YESTERDAY = date(2026, 11, 23)


def test_steps_are_found_by_id_and_follow_each_other() -> None:
    assert FIRST.step(StepId("mot")) is ALL_STEPS[1]
    assert FIRST.step(StepId("khong-co")) is None
    assert FIRST.after(StepId("mot")) is ALL_STEPS[2]
    assert FIRST.after(ALL_STEPS[-1].id) is None
    assert [FIRST.position(step.id) for step in ALL_STEPS] == list(range(1, 10))
    with pytest.raises(ValueError, match="no step khong-co"):
        FIRST.position(StepId("khong-co"))


@pytest.mark.parametrize(
    ("place", "today", "value"),
    [
        (None, TODAY, "phapluat.gov.vn"),
        ("hue", TODAY, "hue.gov.vn"),
        ("dao", TODAY, None),
        ("khac", TODAY, "phapluat.gov.vn"),
        ("hue", date(2027, 1, 1), None),
    ],
)
def test_a_fact_holds_for_a_place_and_a_time(place: str | None, today: date, value: str | None) -> None:
    fact = replace(FACT, by_place={"hue": "hue.gov.vn", "dao": None}, valid_until=date(2026, 12, 31))
    assert fact.at(place, today) == value


def test_a_lesson_is_open_while_it_and_its_facts_hold() -> None:
    assert catalog().is_open(FIRST, None, TODAY)
    assert catalog().is_open(replace(FIRST, valid_until=TODAY), None, TODAY)
    assert not catalog().is_open(replace(FIRST, valid_until=YESTERDAY), None, TODAY)
    assert not catalog().is_open(FIRST, "dao", TODAY)
    assert not catalog(facts=()).is_open(FIRST, None, TODAY)
    assert catalog(facts=()).is_open(SECOND, None, TODAY)


def test_an_exercise_is_found_in_the_whole_bank() -> None:
    assert catalog().exercise(ExerciseId("viet-thu")) is FIRST.step(StepId("viet"))
    assert catalog().exercise(ExerciseId("khong-co")) is None
