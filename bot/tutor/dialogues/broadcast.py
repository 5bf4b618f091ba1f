"""Writing to many: what is said, to whom and when, what a second admin says to it, and how it goes."""

from bot.model.dialogue import State
from bot.model.effects import Ignore
from bot.model.events import BroadcastAsked, BroadcastMoved, BroadcastProgressed
from bot.tutor.broadcasting import DIALOGUE as BROADCASTING
from bot.tutor.choices import PlainChoice
from bot.tutor.context import Context, Step, Turn

DIALOGUE = BROADCASTING


def heard(event: BroadcastAsked | BroadcastMoved | BroadcastProgressed, state: State, context: Context) -> Step:
    """What an admin hears of a broadcast."""
    return Step(state, (Ignore("not told yet"),))


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A choice of whoever writes to many."""
    return None
