"""Ready beginnings: what a tap means, and the choices that are offered."""

import pytest

from bot.model.dialogue import State
from bot.model.lesson import Exercise, Starter
from bot.tutor import beginnings, course
from bot.tutor.beginnings import Chosen
from bot.tutor.choices import StepChoice, read_choice
from tests.bank import ALL_STEPS, FIRST

(EXERCISE,) = (step for step in ALL_STEPS if isinstance(step, Exercise))
FIRST_STARTER, SECOND_STARTER, _ = EXERCISE.starters
AT = course.opened(FIRST, EXERCISE.id)
STATE = State(bookmark=AT, turn=7)


@pytest.mark.parametrize(
    ("what", "chosen"),
    [
        ("_b0", Chosen(0, FIRST_STARTER, None)),
        ("_b1", Chosen(1, SECOND_STARTER, None)),
        ("_b0e2", Chosen(0, FIRST_STARTER, "cho bà.")),
        ("_b1e1", Chosen(1, SECOND_STARTER, "trong vài câu.")),
        ("_b1e2", None),
        ("_b3", None),
        ("_b3e0", None),
        ("_next", None),
        ("", None),
    ],
)
def test_a_tap_means_what_the_exercise_offers(what: str, chosen: Chosen | None) -> None:
    assert beginnings.read(what, EXERCISE) == chosen


def test_a_sentence_is_its_beginning_and_its_ending() -> None:
    assert Chosen(0, Starter("Hãy kể", ("cho bà.",)), "cho bà.").sentence == "Hãy kể cho bà."
    assert Chosen(0, Starter("Hãy kể", ("cho bà.",)), None).sentence == "Hãy kể …"


def test_every_choice_that_is_offered_is_read_as_what_it_says() -> None:
    offered = beginnings.beginnings(EXERCISE, AT, STATE)
    assert [choice.label for choice in offered] == [starter.begin for starter in EXERCISE.starters]
    for choice, starter in zip(offered, EXERCISE.starters, strict=True):
        pressed = read_choice(choice.id)
        assert isinstance(pressed, StepChoice)
        begun = beginnings.read(pressed.what, EXERCISE)
        assert begun is not None
        assert (begun.starter, begun.ending) == (starter, None)
        for ending in beginnings.endings(begun, AT, STATE):
            pressed = read_choice(ending.id)
            assert isinstance(pressed, StepChoice)
            whole = beginnings.read(pressed.what, EXERCISE)
            assert whole == Chosen(begun.number, starter, ending.label)
