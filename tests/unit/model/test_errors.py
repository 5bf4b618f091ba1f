"""The error tree as drawn is the tree as it is."""

import inspect
import re

import pytest

from bot.model import errors
from bot.model.errors import BotError, LessonError, Throttled, Unreachable

_NODE = re.compile(r"^(?P<indent>[│ ]*(?:[├└]── )?)(?P<name>[A-Z]\w+)", re.MULTILINE)


def drawn() -> dict[str, str | None]:
    """Each class in the drawing, and the one above it."""
    assert errors.__doc__
    above: list[str] = []
    parents: dict[str, str | None] = {}
    for node in _NODE.finditer(errors.__doc__.split("\n\n", 1)[1]):
        depth = len(node["indent"]) // 4
        del above[depth:]
        parents[node["name"]] = above[-1] if above else None
        above.append(node["name"])
    return parents


def test_the_drawing_shows_every_class_under_its_parent() -> None:
    classes = {name: each for name, each in vars(errors).items() if inspect.isclass(each)}
    assert len(classes) > 5
    parents = {
        name: inspect.getmro(each)[1].__name__ if each is not BotError else None for name, each in classes.items()
    }
    assert drawn() == parents


@pytest.mark.parametrize("name", [name for name, each in vars(errors).items() if inspect.isclass(each)])
def test_every_class_says_what_it_is_for(name: str) -> None:
    assert getattr(errors, name).__doc__


def test_errors_carry_what_one_needs_to_act() -> None:
    assert LessonError("hỏng", ("a.yaml:1:1: x: y",)).faults == ("a.yaml:1:1: x: y",)
    assert LessonError("hỏng").faults == ()
    assert Throttled("chờ", 2.5).retry_after_seconds == 2.5
    assert Unreachable("mất mạng", is_in_doubt=True).is_in_doubt
    assert str(BotError("một câu")) == "một câu"
