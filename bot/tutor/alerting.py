"""Which alert an event is about, so that it can be loaded, and kept from being settled by anybody else meanwhile."""

from bot.model.events import AlertRaised, ChoicePressed, Event
from bot.model.ids import AlertId
from bot.tutor.choices import PlainChoice, read_choice

ALERTS = "e"
"""The dialogue whose choices name alerts."""
_MOST_DIGITS = 18


def named(event: Event) -> AlertId | None:
    """The alert that a step will be about; None where it is about none."""
    match event:
        case AlertRaised(alert):
            return alert
        case ChoicePressed(choice):
            pressed = read_choice(choice)
            return of_choice(pressed) if isinstance(pressed, PlainChoice) else None
        case _:
            return None


def of_choice(choice: PlainChoice) -> AlertId | None:
    """The alert that a choice names; None where it names none."""
    number = choice.argument.partition(":")[0]
    is_number = number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS
    return AlertId(int(number)) if choice.dialogue == ALERTS and is_number else None
