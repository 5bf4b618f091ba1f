"""Which class an event is about for those who lead it, so that its members can be loaded; and their class itself."""

from bot.model.classroom import read_code
from bot.model.dialogue import State, Tending
from bot.model.events import ChoicePressed, ClassChanged, Event, TextReceived
from bot.model.ids import ClassCode
from bot.model.roster import Roster
from bot.tutor.choices import LONGEST_CHOICE, PlainChoice, match, read_choice
from bot.tutor.context import Context
from bot.tutor.fold import normalise

OPENING, OWN, LEADING, MEMBER, SESSION = "o", "k", "c", "s", "b"
"""The dialogues about classes: to open one, one's own, to lead one, one of its members, and a session of it."""
DIALOGUES = frozenset({OPENING, OWN, LEADING, MEMBER, SESSION})


def named(event: Event, state: State) -> ClassCode | None:
    """The class that a step is about: a choice or news name one, else it is the one at hand."""
    match event:
        case ChoicePressed(choice):
            pressed = read_choice(choice)
        case TextReceived(text):
            offered = state.menu.choices if state.menu is not None else ()
            meant = match(normalise(text, LONGEST_CHOICE), offered)
            pressed = read_choice(meant.id) if meant is not None else None
        case ClassChanged(code):
            return code
        case _:
            pressed = None
    found = code_of(pressed) if isinstance(pressed, PlainChoice) else None
    return found or (state.scene.code if isinstance(state.scene, Tending) else None)


def code_of(choice: PlainChoice) -> ClassCode | None:
    """The class that a choice names; None where it names none."""
    return read_code(choice.argument.partition(":")[0]) if choice.dialogue in DIALOGUES else None


def number_of(choice: PlainChoice, at: int = 1) -> int:
    """A number behind the class that a choice names; 0 where there is none."""
    parts = choice.argument.split(":")
    part = parts[at] if at < len(parts) else ""
    return int(part) if part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS else 0


_MOST_DIGITS = 18


def led(code: ClassCode | None, context: Context) -> Roster | None:
    """A class as whoever leads it knows it; None for anybody else."""
    return next((each for each in context.facts.led if each.classroom.code == code), None)
