"""Which help an event names, so that it can be loaded, and kept from being confirmed by anybody else meanwhile."""

from typing import TypeGuard

from bot.model import classroom
from bot.model.dialogue import Menu, State
from bot.model.events import Arrived, ChoicePressed, Event, TextReceived
from bot.model.ids import HelpCode
from bot.tutor.choices import PlainChoice, read_choice
from bot.tutor.fold import normalise
from bot.tutor.route import Command, Listening, Obey, route

HELPER, HELPED = "g", "z"
"""The dialogues of whoever helped, and of whoever was helped, whose choices bear the code."""
_LONGEST_TEXT = 80
"""Characters in which a command and its code have room."""


def new_code(draw: float) -> HelpCode:
    """A code out of a number drawn from [0, 1)."""
    return HelpCode(classroom.new_code(draw))


def read_code(text: str) -> HelpCode | None:
    """The code in what a link carries or somebody types; None where it can be none."""
    found = classroom.read_code(text)
    return HelpCode(found) if found is not None else None


def named(event: Event, state: State) -> HelpCode | None:
    """The code of the help that a step will be about; None where it is about none.

    What somebody types may also mean a choice that was offered to them just now.
    """
    match event:
        case Arrived(code=code):
            return read_code(code)
        case ChoicePressed(choice):
            pressed = read_choice(choice)
            return read_code(pressed.argument) if _is_about_help(pressed) else None
        case TextReceived(text):
            meant = route(normalise(text, _LONGEST_TEXT), Listening.NAME)
            is_code = isinstance(meant, Obey) and meant.command in {Command.START, Command.CONFIRM}
            typed = read_code(meant.argument) if isinstance(meant, Obey) and is_code else None
            return typed or _offered(state.menu)
        case _:
            return None


def _is_about_help(choice: object) -> TypeGuard[PlainChoice]:
    return isinstance(choice, PlainChoice) and choice.dialogue == HELPED


def _offered(menu: Menu | None) -> HelpCode | None:
    """The code of the help about which somebody was asked just now."""
    read = (read_choice(each.id) for each in menu.choices) if menu is not None else ()
    return next((read_code(choice.argument) for choice in read if _is_about_help(choice)), None)
