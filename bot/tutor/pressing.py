"""Choices outside of lessons: which dialogue hears each, and which count before the welcome is over."""

from collections.abc import Callable, Mapping

from bot.model.dialogue import State, Welcoming
from bot.tutor import inclass, safety, tomany, wiping
from bot.tutor.choices import PlainChoice
from bot.tutor.context import Context, Turn
from bot.tutor.dialogues import (
    account,
    alerts,
    answer,
    broadcast,
    confirming,
    duty,
    helping,
    introduction,
    invitation,
    letter,
    mentor,
    menu,
    notebook,
    people,
    question,
    recruiting,
    samples,
    welcome,
)
from bot.tutor.obeying import obey
from bot.tutor.rosters import DIALOGUES
from bot.tutor.route import Command
from bot.tutor.speech import say


def plain(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """Before the welcome is over only its own choices count, and what keeps nothing."""
    if choice.dialogue == welcome.DIALOGUE:
        return question.agreed(welcome.press(choice, state, context), state, context)
    if choice.dialogue == wiping.DIALOGUE:  # typed, or pressed where nothing can be deleted for somebody
        return Turn(state, note=say("wipe.by_hand", state, context))
    if choice == menu.ASK:
        return obey(Command.ASK, "", state, context)
    if safety.is_back(choice):
        return Turn(state)
    danger = safety.kind_of(choice)
    if danger is not None:
        return question.in_danger(danger, state, context)
    if choice.dialogue == confirming.DIALOGUE:
        return confirming.press(choice, state, context)
    if isinstance(state.scene, Welcoming):
        return None
    if choice.dialogue in DIALOGUES:
        return inclass.press(choice, state, context)
    press = _PRESSES.get(choice.dialogue)
    return press(choice, state, context) if press is not None else None


_PRESSES: Mapping[str, Callable[[PlainChoice, State, Context], Turn | None]] = {
    menu.DIALOGUE: menu.press,
    notebook.DIALOGUE: notebook.press,
    samples.DIALOGUE: samples.press,
    introduction.DIALOGUE: introduction.press,
    account.DIALOGUE: account.press,
    question.DIALOGUE: lambda *pressed: question.press(*pressed) or answer.press(*pressed),
    mentor.DIALOGUE: mentor.press,
    invitation.DIALOGUE: invitation.press,
    duty.DIALOGUE: duty.press,
    recruiting.DIALOGUE: recruiting.press,
    people.DIALOGUE: people.press,
    alerts.DIALOGUE: alerts.press,
    helping.DIALOGUE: helping.press,
    letter.DIALOGUE: letter.press,
    broadcast.DIALOGUE: broadcast.press,
    tomany.DIALOGUE: tomany.press,
}
"""By dialogue, who hears its choices once the welcome is over."""
