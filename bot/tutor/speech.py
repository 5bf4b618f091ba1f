"""Speaking to one person: phrases and choices in their language and form of address."""

from bot.model.dialogue import State
from bot.model.ids import ChoiceId
from bot.model.message import Choice
from bot.model.text import Text
from bot.tutor.context import Context
from bot.tutor.phrases import Value, voice_for


def say(key: str, state: State, context: Context, **values: Value) -> Text:
    """A phrase as this person reads it."""
    return context.phrases.say(key, voice_for(state.profile), **values)


def line(key: str, state: State, context: Context, **values: Value) -> str:
    """A phrase as one plain string."""
    return context.phrases.line(key, voice_for(state.profile), **values)


def offer(choice: ChoiceId, key: str, state: State, context: Context, **values: Value) -> Choice:
    """A way to go on, labelled by a phrase."""
    return Choice(choice, line(key, state, context, **values))
