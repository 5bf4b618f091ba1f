"""How a person wishes to be addressed: the choices that ask for it, and what comes back."""

from functools import cache

from bot.model.learner import FormOfAddress
from bot.model.message import Choice
from bot.tutor.choices import plain_choice

WHAT = "address"
"""What such a choice is about, in whichever dialogue it is offered; its argument names the form."""

_BY_NAME = {form.name.lower(): form for form in FormOfAddress}

_YOUNG = (FormOfAddress.EM, FormOfAddress.BAN)
"""What a child is called; whoever is called otherwise says so in words."""


@cache
def choices(dialogue: str, *, is_young: bool = False) -> tuple[Choice, ...]:
    """A choice for each form of address, labelled by the word itself, the eldest first; for the young theirs alone."""
    forms = _YOUNG if is_young else FormOfAddress
    return tuple(Choice(plain_choice(dialogue, WHAT, each.name.lower()), each.value.capitalize()) for each in forms)


def chosen(argument: str) -> FormOfAddress | None:
    """The form that a choice's argument names, or None where there is no such form."""
    return _BY_NAME.get(argument)
