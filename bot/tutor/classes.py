"""Classes as a step sees them: the one to which an event's code leads, and the one in which somebody learns."""

from dataclasses import dataclass

from bot.model.classroom import Classroom, read_code
from bot.model.dialogue import ClassTask, State, Tending
from bot.model.events import Arrived, ChoicePressed, ClassChanged, Event, Returned, TextReceived
from bot.model.ids import ClassCode
from bot.tutor.choices import plain_choice
from bot.tutor.context import Context
from bot.tutor.fold import normalise
from bot.tutor.route import Command, Listening, Obey, route

_LONGEST_TEXT = 80
"""Characters in which a command and its code have room."""
MOST_LINES, _LONGEST_LIST = 50, 4_000
"""Guests whose names are read out of one message, and the characters of it that are."""
_CONSENTS = frozenset({plain_choice("w", "agree"), plain_choice("w", "guardian")})


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
    """The codes of the classes that a step may tell of: their own, the one at whose door they are, or that has news."""
    own = state.attending.code if state.attending is not None else None
    news = event.classroom if isinstance(event, ClassChanged) else None
    return frozenset(code for code in (own, news, code_in(event)) if code is not None)


@dataclass(frozen=True, slots=True)
class Taking:
    """Numbers that a step may give in a class: to the person themself, or to so many guests on its list."""

    code: ClassCode
    guests: int = 0


def taking(event: Event, state: State) -> Taking | None:
    """What a step may take: a learner at a door, a visitor who may say yes now, or a mentor who names guests."""
    match state.scene:
        case Tending(ClassTask.GUESTS, code) if code is not None and isinstance(event, TextReceived):
            return Taking(code, max(len(lines(event.text)), 1))
        case _ if state.profile.consent is not None:
            door = code_in(event)
            return Taking(door) if door is not None else None
        case _:
            pass
    offered = state.menu.choices if state.menu is not None else ()
    is_asked = any(choice.id in _CONSENTS for choice in offered)
    may_agree = isinstance(event, TextReceived) or (isinstance(event, ChoicePressed) and event.choice in _CONSENTS)
    return Taking(state.attending.code) if state.attending is not None and is_asked and may_agree else None


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that say something, as many as are read at once."""
    said = (" ".join(line.split()) for line in normalise(text, _LONGEST_LIST).splitlines())
    return tuple(line for line in said if line)[:MOST_LINES]


def find(code: str, context: Context) -> Classroom | None:
    """The class with this code as far as the facts know it, open or closed."""
    wanted = read_code(code)
    return next((each for each in context.facts.classrooms if each.code == wanted), None)


def open_at(code: str, context: Context) -> Classroom | None:
    """The class with this code; None where it is closed or not known, or not open to this person yet."""
    found = find(code, context)
    return found if found is not None and found.is_open_to(context.facts.number) else None


def attended(state: State, context: Context) -> Classroom | None:
    """The class in which this person learns, while it is open."""
    return open_at(state.attending.code, context) if state.attending is not None else None


def number_in(code: ClassCode, state: State, context: Context) -> int | None:
    """The learner's number in a class, or the one that they get if they join it now; None where it is full."""
    own = state.attending
    if own is not None and own.code == code and own.number:
        return own.number
    return dict(context.facts.seats).get(code)


def guests_from(code: ClassCode, context: Context) -> int | None:
    """The number of the first guest who is put on the list of a class now; None where there is no room for all."""
    seats = context.facts.seats
    return seats[-1][1] if seats and seats[-1][0] == code else None


def number_before(code: ClassCode, state: State) -> int | None:
    """The number that the learner had in a class which they left; nobody else has got it since."""
    return next((each.number for each in state.left if each.code == code), None)
