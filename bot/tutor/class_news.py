"""News of classes: opened, approved, refused, full, led together; and what a mentor did about somebody's place."""

from typing import assert_never

from bot.model.delivery import Lane
from bot.model.dialogue import State
from bot.model.effects import Ignore, Say
from bot.model.events import ClassChange, ClassChanged
from bot.model.message import Choice, Kind, Message
from bot.model.text import Text
from bot.tutor import classes, inviting
from bot.tutor.choices import plain_choice
from bot.tutor.context import Context, Step
from bot.tutor.rosters import LEADING
from bot.tutor.speech import line, offer, say
from bot.tutor.threads import onwards


def changed(event: ClassChanged, state: State, context: Context) -> Step:
    """What somebody hears of a class; nothing once it is gone."""
    found = classes.find(event.classroom, context)
    if found is None:
        return Step(state, (Ignore("a class that is gone"),))
    which = {"number": str(found.number), "title": found.title}
    see: Choice = offer(plain_choice(LEADING, "see", found.code), "class_news.see", state, context)
    text: Text
    match event.change:
        case ClassChange.OPENED:
            key = "class_news.opened" if found.is_approved else "class_news.pending"
            text = say(key, state, context, **which, code=found.code) + inviting.invitation(found, state, context)
            return _said(state, text, see, lane=Lane.REPLY)
        case ClassChange.APPROVED:
            text = say("class_news.approved", state, context, **which) + inviting.invitation(found, state, context)
            return _said(state, text, see)
        case ClassChange.REFUSED:
            text = say("class_news.refused", state, context, title=found.title, contact=context.operator.contact)
            return _said(state, text, onwards(state, context))
        case ClassChange.FULL:
            room = offer(plain_choice(LEADING, "room", found.code), "leading.room", state, context)
            return _said(state, say("class_news.full", state, context, **which), room, see)
        case ClassChange.LED:
            by = event.name or line("broadcast.somebody", state, context)  # the command line has no name
            return _said(state, say("class_news.led", state, context, **which, name=by), see)
        case ClassChange.CODE_GIVEN:
            contact = context.operator.contact
            text = say("class_news.code_given", state, context, **which, name=event.name, contact=contact)
            return _said(state, text, onwards(state, context))
        case ClassChange.UNITED:
            own = state.attending
            seat = str(own.number) if own is not None else ""
            text = say("class_news.united", state, context, **which, name=event.name, seat=seat)
            return _said(state, text, onwards(state, context))
        case _:
            assert_never(event.change)


def _said(state: State, text: Text, *choices: Choice, lane: Lane = Lane.MENTOR) -> Step:
    return Step(state, (Say(Message(Kind.NOTICE, text, choices), lane=lane),))
