"""To whom else something is sent, said wherever somebody reads who keeps their data."""

from bot.model.dialogue import State
from bot.model.text import Text
from bot.tutor.context import Context
from bot.tutor.speech import say


def of_ai(state: State, context: Context) -> Text:
    """That masked attempts may be sent to an AI service, by its name; nothing where there is none."""
    ai = context.operator.ai
    return say("privacy.ai", state, context, ai=ai) if ai else ()
