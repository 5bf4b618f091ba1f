"""A tutor that says what a test tells it to say, and remembers what arrived."""

from dataclasses import replace
from itertools import count
from zoneinfo import ZoneInfo

from bot.model.dialogue import Menu, State
from bot.model.effects import Ignore, Say
from bot.model.events import Arrived, ChoicePressed, Event, TextReceived
from bot.model.ids import ChoiceId
from bot.model.message import Kind, Message
from bot.model.text import paragraph
from bot.service.rounds import Tutor
from bot.tutor import choices as core
from bot.tutor.context import Context, Operator, Step
from bot.tutor.echo import echo
from tests.fakes.tutor import PHRASES

HELLO = Message(Kind.NOTICE, paragraph("Xin chào."))


class Script:
    """The next event is answered by `says`, in this order; whoever comes for the first time hears `HELLO`.

    Messages have the keys `k1`, `k2` and so on; from when `replaces` is set, they take that message's place.
    `arrived` are the events but for somebody coming, and `codes` what those came with; `meant` are the choices that the
    others meant, as the real core reads a press or what was typed, None where it was none that was offered.
    """

    def __init__(self) -> None:
        self.says: tuple[Message, ...] = ()
        self.replaces: str | None = None
        self.arrived: list[Event] = []
        self.codes: list[str] = []
        self.meant: list[ChoiceId | None] = []
        self._keys = count(1)

    @property
    def tutor(self) -> Tutor:
        """The script as the shell takes it."""
        return Tutor(
            step=self._step,
            needs=lambda _event, _state: frozenset(),
            echo=lambda event, state: echo(event, state, 10_000, PHRASES),
            sorry=lambda _: HELLO,
            mask=str,
            phrases=PHRASES,
            operator=Operator("Thử", "thu@example.vn"),
            timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
        )

    def _step(self, state: State, event: Event, context: Context) -> Step:
        said: tuple[Message, ...]
        code = _code(event)
        if code is not None:
            self.codes.append(code)
            said = (HELLO,) if state.turn == 0 else ()
        else:
            said, self.says = self.says, ()
            self.arrived.append(event)
            self.meant.append(_meant(event, state.menu))
        if not said:
            return Step(state, (Ignore("the script says nothing"),))
        menu = Menu(said[-1].choices, context.now) if said[-1].choices else None
        after = replace(state, turn=state.turn + 1, menu=menu)
        return Step(after, tuple(Say(message, key=f"k{next(self._keys)}", replaces=self.replaces) for message in said))


def _code(event: Event) -> str | None:
    """The code that somebody comes with, empty for none; None where nobody comes. Some channels know only a command."""
    match event:
        case Arrived(code=code):
            return code
        case TextReceived(text) if text.split()[:1] == ["/start"]:
            return text.removeprefix("/start").strip()
        case _:
            return None


def _meant(event: Event, menu: Menu | None) -> ChoiceId | None:
    choices = menu.choices if menu is not None else ()
    match event:
        case ChoicePressed(choice):
            return choice if choice in {offered.id for offered in choices} else None
        case TextReceived(text):
            found = core.match(text, choices)
            return found.id if found is not None else None
        case _:
            return None
