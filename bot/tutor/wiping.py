"""Taking back what should not have been sent: a person's own message with personal data in it can be deleted.

The core cannot delete; it offers. Whoever brings the press deletes the message, and `MessageWiped` tells how it went.
"""

from bot.model.dialogue import State
from bot.model.events import Deed, TextReceived
from bot.model.ids import ChoiceId
from bot.model.message import CHOICE_ID_BYTES, Choice
from bot.tutor.choices import is_label, plain_choice
from bot.tutor.context import Context
from bot.tutor.fold import normalise
from bot.tutor.privacy import find
from bot.tutor.speech import offer

DIALOGUE = "wipe"
_PREFIX = f"{DIALOGUE}:"


def wiped_mark(choice: ChoiceId) -> str | None:
    """The mark of the message that a press asks to delete; None for every other choice. It may be forged."""
    return choice.removeprefix(_PREFIX) or None if choice.startswith(_PREFIX) else None


def offered(event: Deed, state: State, context: Context) -> tuple[Choice, ...]:
    """The choice that is offered below the answer to a text with personal data, where the text can be deleted."""
    if not isinstance(event, TextReceived) or not event.mark or is_label(event.text, state.menu):
        return ()
    is_too_long = len(_PREFIX + event.mark) > CHOICE_ID_BYTES or not event.mark.isascii()
    if is_too_long or not find(normalise(event.text, context.limits.text_characters)):
        return ()
    return (offer(plain_choice(DIALOGUE, event.mark), "wipe.offer", state, context),)
