"""The name of what was done on a page."""

from bot.web.forms import name_of


def test_a_double_tap_has_one_name_and_anything_else_another() -> None:
    form = {"id": "1"}
    name = name_of("here", form, "erase")
    assert name == name_of("here", dict(form), "erase")
    others = (name_of("there", form, "erase"), name_of("here", form, "code"), name_of("here", {"id": "2"}, "erase"))
    assert name not in others


def test_a_hostile_form_has_a_short_name_too() -> None:
    for form in ({}, {"id": "\ud800" + "x" * 10_000}, {"id": b"\xff"}):
        assert len(name_of("here", form, "erase")) == 32
