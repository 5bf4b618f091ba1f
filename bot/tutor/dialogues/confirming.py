"""Whoever was helped says so by one tap, on any channel, without having to become a learner."""

from bot.model.dialogue import State
from bot.model.effects import ConfirmHelp
from bot.model.helps import OFTEN, Given, Standing
from bot.model.message import Kind, Message
from bot.tutor import classes, course
from bot.tutor.choices import PlainChoice, plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.helps import HELPED, read_code
from bot.tutor.speech import line, offer, say

DIALOGUE = HELPED


def is_meant(code: str, context: Context) -> bool:
    """Whether a code by whose door somebody comes is that of a help; one that is also a class's is the class's."""
    return _by(code, context) is not None and classes.find(code, context) is None


def _by(code: str, context: Context) -> Given | None:
    given = context.facts.given
    return given if given is not None and given.code == read_code(code) else None


def asked(code: str, state: State, context: Context) -> Turn:
    """Asks whether it was so; of a code that confirms nothing they hear why, and stay where they are."""
    given = _by(code, context)
    if given is None:
        return Turn(state, note=say("confirm.unknown", state, context))
    if given.standing is not Standing.OPEN:
        return _closed(given, state, context)
    about = say("confirm.about", state, context)
    ways = tuple(
        offer(plain_choice(DIALOGUE, what, given.code), f"confirm.{what}", state, context) for what in ("yes", "no")
    )
    name = _name(given, state, context)
    track = next((each for each in context.catalog.tracks if each.id == given.topic), None)
    if track is None:
        text = say("confirm.asked", state, context, name=name)
    else:
        text = say("confirm.asked_topic", state, context, name=name, topic=course.title_of(track, state))
    return Turn(state, message=Message(Kind.NOTICE, text + about, ways))


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """What they say to it; either is thanked for, and their own screen stands below."""
    given = _by(choice.argument, context)
    if choice.what not in {"yes", "no"}:
        return None
    if given is None:
        return Turn(state, note=say("confirm.unknown", state, context))
    if choice.what == "no":
        return Turn(state, note=say("confirm.denied", state, context))
    if given.standing is not Standing.OPEN:
        return _closed(given, state, context)
    return Turn(state, (ConfirmHelp(given.code),), note=say("confirm.thanks", state, context))


def _closed(given: Given, state: State, context: Context) -> Turn:
    name = _name(given, state, context)
    return Turn(state, note=say(f"confirm.closed.{given.standing}", state, context, name=name, most=OFTEN))


def _name(given: Given, state: State, context: Context) -> str:
    return given.name or line("confirm.somebody", state, context)
