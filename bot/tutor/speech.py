"""Speaking to one person: phrases and choices in their language and form of address."""

from functools import lru_cache

from bot.model.dialogue import State
from bot.model.ids import ChoiceId
from bot.model.message import Choice
from bot.model.text import Text
from bot.tutor.choices import plain_choice
from bot.tutor.context import Context
from bot.tutor.phrases import Phrases, Value, Voice, voice_for


def say(key: str, state: State, context: Context, **values: Value) -> Text:
    """A phrase as this person reads it."""
    return context.phrases.say(key, voice_for(state.profile), **values)


def line(key: str, state: State, context: Context, **values: Value) -> str:
    """A phrase as one plain string."""
    return context.phrases.line(key, voice_for(state.profile), **values)


def offer(choice: ChoiceId, key: str, state: State, context: Context, **values: Value) -> Choice:
    """A way to go on, labelled by a phrase."""
    return Choice(choice, line(key, state, context, **values))


def way(dialogue: str, what: str, key: str, state: State, context: Context) -> Choice:
    """A way to go on outside of lessons: it leads to the same place, and is labelled the same, for many."""
    return _way(dialogue, what, key, voice_for(state.profile), context.phrases)


def ways(dialogue: str, keys: str, whats: tuple[str, ...], state: State, context: Context) -> tuple[Choice, ...]:
    """Several ways to go on within one dialogue; `keys` is what the keys of their labels begin with."""
    return tuple([way(dialogue, what, f"{keys}.{what}", state, context) for what in whats])


@lru_cache(maxsize=1_024)
def _way(dialogue: str, what: str, key: str, voice: Voice, phrases: Phrases) -> Choice:
    """A choice is the same value each time, so that building it anew is only work."""
    return Choice(plain_choice(dialogue, what), phrases.line(key, voice))
