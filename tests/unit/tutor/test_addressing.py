"""How a person wishes to be addressed: what is offered, and what comes back."""

import pytest

from bot.model.learner import FormOfAddress
from bot.tutor import addressing
from bot.tutor.choices import PlainChoice, read_choice


def test_every_form_is_offered_once_and_comes_back_as_itself() -> None:
    offered = addressing.choices("x")
    assert [choice.label.lower() for choice in offered] == [form.value for form in FormOfAddress]
    for choice, form in zip(offered, FormOfAddress, strict=True):
        read = read_choice(choice.id)
        assert isinstance(read, PlainChoice)
        assert (read.dialogue, read.what) == ("x", addressing.WHAT)
        assert addressing.chosen(read.argument) is form


@pytest.mark.parametrize("argument", ["", "vua", "bác", "BAC"])
def test_another_argument_names_no_form(argument: str) -> None:
    assert addressing.chosen(argument) is None


def test_the_young_are_offered_what_a_child_is_called() -> None:
    assert [choice.label for choice in addressing.choices("x", is_young=True)] == ["Em", "Bạn"]
