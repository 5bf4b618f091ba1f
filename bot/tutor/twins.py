"""What is done twice at once: a button tapped again and again, the pictures of one album. It is answered once."""

from datetime import timedelta

from bot.model.dialogue import State
from bot.model.events import CalledInGroup, ChoicePressed, Event, MediaReceived, MessageWiped
from bot.model.message import CHOICE_ID_BYTES
from bot.tutor.context import Context

AT_ONCE = timedelta(seconds=10)
"""Within so much of the last event the same thing is no new one: nobody has read the answer and done it anew."""


def mark_of(event: Event) -> str | None:
    """Tells a thing that may be done twice at once from all others; None for what counts each time, as words do."""
    match event:
        case ChoicePressed(choice) if len(choice) <= CHOICE_ID_BYTES:
            return choice
        case MediaReceived(_, album) if album:
            return f"+{album}"
        case MessageWiped(is_done=False):
            return "+not wiped"
        case CalledInGroup():
            return "+called"
        case _:
            return None


def is_twin(event: Event, state: State, context: Context) -> bool:
    """Whether the same was done by the event right before, just now."""
    if state.just_done is None or state.last_seen_at is None or state.just_done != mark_of(event):
        return False
    return abs(context.now - state.last_seen_at) < AT_ONCE
