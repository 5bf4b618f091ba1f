"""Classes as a step sees them: the one to which an event's code leads, and the one in which somebody learns."""

from bot.model.classroom import Classroom, read_code
from bot.model.dialogue import State
from bot.model.events import Arrived, Event, Returned, TextReceived
from bot.model.ids import ClassCode
from bot.tutor.context import Context
from bot.tutor.fold import normalise
from bot.tutor.route import Command, Listening, Obey, route

_LONGEST_TEXT = 80
"""Characters in which a command and its code have room."""


def code_in(event: Event) -> ClassCode | None:
    """The code of a class by whose door somebody comes; on some channels only a command can bring it."""
    match event:
        case Arrived(code=code) | Returned(code):
            return read_code(code)
        case TextReceived(text):
            meant = route(normalise(text, _LONGEST_TEXT), Listening.NAME)
            return read_code(meant.argument) if isinstance(meant, Obey) and meant.command is Command.START else None
        case _:
            return None


def codes(event: Event, state: State) -> frozenset[ClassCode]:
    """The codes of the classes that a step may tell of: the one at whose door somebody is, and their own."""
    own = state.attending.code if state.attending is not None else None
    return frozenset(code for code in (own, code_in(event)) if code is not None)


def find(code: str, context: Context) -> Classroom | None:
    """The class with this code as far as the facts know it, open or closed."""
    wanted = read_code(code)
    return next((each for each in context.facts.classrooms if each.code == wanted), None)


def open_at(code: str, context: Context) -> Classroom | None:
    """The class with this code; None where it is closed or not known."""
    found = find(code, context)
    return found if found is not None and found.is_open else None


def attended(state: State, context: Context) -> Classroom | None:
    """The class in which this person learns, while it is open."""
    return open_at(state.attending.code, context) if state.attending is not None else None
