"""The closed unions hold every class of their modules, frozen and without a place for stray fields."""

import dataclasses
import inspect
from types import ModuleType
from typing import get_args

import pytest

from bot.model import (
    attempt,
    broadcast,
    broadcast_effects,
    class_effects,
    delivery,
    dialogue,
    draft,
    effects,
    events,
    helps,
    ids,
    learner,
    lesson,
    message,
    opinion,
    question,
    roster,
    text,
)

NOUNS = (
    attempt,
    broadcast,
    broadcast_effects,
    class_effects,
    delivery,
    dialogue,
    draft,
    effects,
    events,
    helps,
    ids,
    learner,
    lesson,
    message,
    opinion,
    question,
    roster,
    text,
)


def own_dataclasses(module: ModuleType) -> set[type]:
    return {
        each
        for each in vars(module).values()
        if inspect.isclass(each) and dataclasses.is_dataclass(each) and each.__module__ == module.__name__
    }


@pytest.mark.parametrize(
    ("modules", "union"), [((events,), events.Event), ((effects, class_effects, broadcast_effects), effects.Effect)]
)
def test_a_union_holds_all_of_its_modules(modules: tuple[ModuleType, ...], union: object) -> None:
    members = set(get_args(union))
    assert len(members) > 3
    assert members == set[type]().union(*map(own_dataclasses, modules))


@pytest.mark.parametrize("module", NOUNS, ids=lambda module: module.__name__)
def test_nouns_are_frozen_and_have_slots(module: ModuleType) -> None:
    for noun in own_dataclasses(module):
        assert noun.__dataclass_params__.frozen, noun  # type: ignore[attr-defined]  # typeshed hides the parameters
        assert "__slots__" in vars(noun), noun
