"""What the pages about one's own account share."""

from bot.model.learner import FormOfAddress, Profile
from bot.web.devices import Device
from bot.web.own import name_of, voice_of

HERE, THERE = Device("a" * 32, is_new=False), Device("b" * 32, is_new=False)


def test_a_double_tap_has_one_name_and_anything_else_another() -> None:
    form = {"id": "1"}
    name = name_of(HERE, "erase", form)
    assert name == name_of(HERE, "erase", dict(form))
    others = (name_of(THERE, "erase", form), name_of(HERE, "code", form), name_of(HERE, "erase", {"id": "2"}))
    assert name not in others


def test_a_hostile_form_has_a_short_name_too() -> None:
    for form in ({}, {"id": "\ud800" + "x" * 10_000}, {"id": b"\xff"}):
        assert len(name_of(HERE, "erase", form)) == 32


def test_a_learner_is_spoken_to_as_they_wish_and_nobody_else_is_known() -> None:
    assert voice_of(None).address is FormOfAddress.BAN
    assert voice_of(Profile(address=FormOfAddress.BAC, language="en")).language == "en"
    assert voice_of(Profile(address=FormOfAddress.BAC)).address is FormOfAddress.BAC
