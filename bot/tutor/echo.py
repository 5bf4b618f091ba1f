"""What a person said, as their own chat's history shows it: with personal data masked, a press by its label."""

from bot.model.dialogue import State, WelcomeStage, Welcoming
from bot.model.events import ChoicePressed, Event, TextReceived
from bot.model.message import Author, Kind, Message
from bot.model.text import Paragraph, Plain
from bot.tutor.fold import normalise
from bot.tutor.phrases import Phrases, voice_for
from bot.tutor.privacy import mask
from bot.tutor.screens import TICK

HIDDEN = "••••••"
"""In the place of a return code: a history must not tell it."""


def echo(event: Event, state: State, limit: int, phrases: Phrases) -> Message | None:
    """The person's own side of one event.

    Args:
        event: what they did.
        state: where they stood, so that a press finds its label.
        limit: how many characters of a text are kept.
        phrases: the words for a press that takes something back.

    Returns:
        Their words; None where they said none, or pressed what was not offered to them just now.
    """
    match event:
        case TextReceived(text):
            words = HIDDEN if state.scene == Welcoming(WelcomeStage.CODE) else mask(normalise(text, limit))
        case ChoicePressed(choice) if state.menu is not None:
            label = next((offered.label for offered in state.menu.choices if offered.id == choice), "")
            dropped = label.removesuffix(TICK)  # its own label would read as choosing what was just dropped
            is_dropped = dropped != label
            words = phrases.line("check.unpicked", voice_for(state.profile), label=dropped) if is_dropped else label
        case _:
            words = ""
    return Message(Kind.SAID, (Paragraph((Plain(words),)),), author=Author.LEARNER) if words else None
