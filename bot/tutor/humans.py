"""Between humans: what reaches another one through the tutor, wherever whoever writes it stands."""

from bot.model.dialogue import Asking, Mentoring, State
from bot.model.draft import WRITTEN_TO_MANY, Broadcasting
from bot.model.events import Event, TextReceived
from bot.model.text import Text
from bot.tutor.context import Context, Turn
from bot.tutor.dialogues import mentor, question
from bot.tutor.fold import normalise
from bot.tutor.manners import turned_away
from bot.tutor.route import Command, Hear, Listening, Obey, route
from bot.tutor.speech import say
from bot.tutor.threads import ANSWER_KEY, MENTOR_KEY, replied_to


def in_words_please(state: State, context: Context) -> Text:
    """What to do whose question or answer is no text: only words reach the other one."""
    match state.scene:
        case Asking():
            return say("question.media", state, context)
        case Mentoring():
            return say("mentor.media", state, context)
        case Broadcasting(stage) if stage in WRITTEN_TO_MANY:
            return say("drafting.media", state, context)
        case _:
            return ()


def replied(event: TextReceived, text: str, state: State, context: Context) -> Turn | None:
    """A reply to a message about a question, whatever else is under way; None for any other text."""
    if not event.replies_to or not isinstance(route(text, Listening.REPLY), Hear):
        return None
    if replied_to(event, MENTOR_KEY) is not None:
        return mentor.replied(text, state, context)
    about = replied_to(event, ANSWER_KEY)
    if about is None:
        return None
    return turned_away(text, state, context) or question.replied(about, text, state, context)


def hear(text: str, state: State, context: Context) -> Turn:
    """The words of a question, where they are waited for; hard words alone stay here."""
    return turned_away(text, state, context) or question.hear(text, state, context)


def carried(card: Turn, event: Event, state: State, context: Context) -> Turn:
    """A safety card; the words that it answers reach a human besides, where they were meant for one."""
    return question.carried(card, _for_a_human(event, state, context), state, context)


def _for_a_human(event: Event, state: State, context: Context) -> str:
    """The words of an event that were meant for a human; nothing where they were meant for the machine."""
    assert isinstance(event, TextReceived), "only words are answered by a card"
    text = normalise(event.text, context.limits.text_characters)
    match route(text, Listening.PROMPT):
        case Obey(Command.ASK, words):
            return words
        case Hear() if isinstance(state.scene, Asking) or replied_to(event, ANSWER_KEY) is not None:
            return text
        case _:
            return ""
