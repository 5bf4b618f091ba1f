"""Which broadcast an event is about, and whom an admin is choosing."""

from dataclasses import dataclass

from bot.model.broadcast import Audience
from bot.model.dialogue import State
from bot.model.events import BroadcastAsked, BroadcastMoved, BroadcastProgressed, ChoicePressed, Event, TextReceived
from bot.model.ids import BroadcastId, ChoiceId, PlaceCode
from bot.tutor.choices import LONGEST_CHOICE, PlainChoice, match, read_choice
from bot.tutor.fold import normalise

DIALOGUE = "f"
"""The dialogue of whoever writes to many."""
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Choosing:
    """An audience that is being chosen, within the place that the admin answers for."""

    audience: Audience
    place: PlaceCode | None


def named(event: Event, state: State) -> BroadcastId | None:
    """The broadcast that an event is about; None where it is about none."""
    match event:
        case BroadcastAsked(of) | BroadcastMoved(of) | BroadcastProgressed(of):
            return of
        case ChoicePressed(choice):
            return _of_choice(choice)
        case TextReceived(text):
            found = match(normalise(text, LONGEST_CHOICE), state.menu.choices) if state.menu is not None else None
            return _of_choice(found.id) if found is not None else None
        case _:
            return None


def _of_choice(choice: ChoiceId) -> BroadcastId | None:
    read = read_choice(choice)
    if not isinstance(read, PlainChoice) or read.dialogue != DIALOGUE:
        return None
    number = read.argument.partition(":")[0]
    is_number = number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS
    return BroadcastId(int(number)) if is_number else None


def choosing(state: State) -> Choosing | None:
    """Whom an admin is choosing at this moment; None for everybody else."""
    return None
