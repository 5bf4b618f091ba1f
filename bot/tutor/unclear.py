"""What is said to words that mean nothing where they were typed."""

from collections.abc import Sequence

from bot.model.dialogue import Learning, State, Welcoming
from bot.model.events import Event, TextReceived
from bot.model.lesson import Check
from bot.model.message import Choice
from bot.model.text import Text
from bot.tutor import course
from bot.tutor.choices import StepChoice, read_choice
from bot.tutor.context import Context
from bot.tutor.courtesy import answer_to
from bot.tutor.returning import read_code
from bot.tutor.screens import HINT
from bot.tutor.speech import say


def unclear(text: str, choices: Sequence[Choice], state: State, context: Context) -> Text:
    """The kind word above the present screen; `choices` are what the newest message offers."""
    if read_code(text) is not None:
        return say("return.ask_first" if isinstance(state.scene, Welcoming) else "return.has_own", state, context)
    polite = answer_to(text)
    if polite is not None:
        return say(polite, state, context)
    if isinstance(state.scene, Learning) and state.bookmark is not None and state.bookmark.is_answered:
        _, now = course.place(state.bookmark, context)
        if isinstance(now, Check):
            return ()  # the screen says that it is answered, and how to go on
    has_answers = any(choice.is_answer for choice in choices)
    if not has_answers:
        return say("unclear.text", state, context)
    told = say("unclear.answer_marks" if context.has_marks else "unclear.answer", state, context)
    return told + say("unclear.stuck_hint" if _has_hint(choices) else "unclear.stuck", state, context)


def cut_short(event: Event, state: State, context: Context) -> Text:
    """Tells whoever sent more than is read of one text how far it was read; nothing for everybody else."""
    most = context.limits.text_characters
    if not isinstance(event, TextReceived) or len(event.text) <= most:
        return ()
    return say("unclear.cut_short", state, context, count=most)


def _has_hint(choices: Sequence[Choice]) -> bool:
    read = [read_choice(choice.id) for choice in choices]
    return any(isinstance(each, StepChoice) and each.what == HINT for each in read)
