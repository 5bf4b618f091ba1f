"""What admins hear of broadcasts: one waits for them, something happened to one of theirs, and how far it has come."""

from bot.model.broadcast import BroadcastMove, BroadcastState, Pause, Progressing
from bot.model.delivery import Lane
from bot.model.dialogue import State
from bot.model.effects import Ignore, Say
from bot.model.events import BroadcastAsked, BroadcastMoved, BroadcastProgressed
from bot.model.message import Kind, Message
from bot.model.text import Text, paragraph
from bot.tutor import bulletin, hours, standing
from bot.tutor.context import Context, Step
from bot.tutor.speech import line, say

_BEGINS = frozenset({BroadcastMove.START, BroadcastMove.RESUME, BroadcastMove.REPEAT})
"""From then on there is a bar, in the place of the word that it begins."""
_STOPS = frozenset({BroadcastMove.FINISH, BroadcastMove.PAUSE, BroadcastMove.CANCEL})
"""From then on it moves no more: what stood there of buttons and of time left is over."""


def heard(event: BroadcastAsked | BroadcastMoved | BroadcastProgressed, state: State, context: Context) -> Step:
    """What an admin hears of a broadcast; nothing of what they did themselves, or can no longer see."""
    view = context.facts.broadcast
    if view is None:
        return Step(state, (Ignore("a broadcast that is not theirs to see"),))
    if isinstance(event, BroadcastAsked):
        return _asked(view, state, context)
    if isinstance(event, BroadcastProgressed):
        return _progressed(view, state, context, is_stalled=event.is_stalled)
    return _moved(event, view, state, context)


def _asked(view: Progressing, state: State, context: Context) -> Step:
    of = view.broadcast
    if of.state is not BroadcastState.DRAFT:
        return Step(state, (Ignore("settled before it was told"),))
    if standing.is_author(of, context):
        text = say("broadcast.title", state, context, title=of.title) + standing.waits(view, state, context)
        return _said(text, view, state, context)
    name = view.author or line("broadcast.somebody", state, context)
    count = view.reach.reached if view.reach is not None else 0
    text = say("broadcast.asks_you", state, context, name=name, count=count) + bulletin.letter(view, state, context)
    return _said(text, view, state, context)


def _said(text: Text, view: Progressing, state: State, context: Context, key: str | None = None) -> Step:
    choices = (*standing.choices(view, state, context), standing.to_list(state, context))
    return Step(state, (Say(Message(Kind.NOTICE, text, choices), key, lane=Lane.MENTOR),))


def _progressed(view: Progressing, state: State, context: Context, *, is_stalled: bool) -> Step:
    if view.broadcast.state is not BroadcastState.RUNNING:
        return Step(state, (Ignore("it runs no more"),))
    if is_stalled:
        text = say("broadcast.stalled", state, context, title=view.broadcast.title)
        bar = paragraph(bulletin.bar(view, state, context)) if bulletin.has_bar(view) else ()
        return _said(text + bar, view, state, context)
    if not context.may_edit:
        return Step(state, (Ignore("a bar that cannot be changed in its place is looked at where one wishes"),))
    return Step(state, (_in_place(view, state, context),))


def _in_place(view: Progressing, state: State, context: Context) -> Say:
    """How it stands, in the place of what was told of that before."""
    key = standing.bar_key(view.broadcast)
    message = Message(
        Kind.NOTICE, bulletin.standing(view, state, context), standing.choices(view, state, context), is_silent=True
    )
    return Say(message, key, key, Lane.NUDGE)


def _moved(event: BroadcastMoved, view: Progressing, state: State, context: Context) -> Step:
    of = view.broadcast
    is_own = event.by is not None and event.by == context.facts.number
    is_small = event.move is BroadcastMove.CONFIRM and event.by == of.made_by
    has_bar = context.may_edit and standing.is_author(of, context) and of.started_at is not None
    bar = (_in_place(view, state, context),) if has_bar and event.move in _STOPS else ()
    if is_own and not (is_small and of.starts_at is not None):
        return Step(state, bar or (Ignore("done by themselves"),))
    if event.move is BroadcastMove.PAUSE and of.state is not BroadcastState.PAUSED:
        return Step(state, (Ignore("it goes on already"),))
    key = standing.bar_key(of) if has_bar and event.move in _BEGINS else None
    step = _said(_told(event, view, state, context), view, state, context, key)
    return Step(state, (*bar, *step.effects))


def _told(event: BroadcastMoved, view: Progressing, state: State, context: Context) -> Text:
    of = view.broadcast
    name = view.mover or line("broadcast.somebody", state, context)
    when = hours.told(of.starts_at or context.now, state, context)
    match event.move:
        case BroadcastMove.CONFIRM if event.by is not None and event.by != of.made_by:
            return say("broadcast.news.confirmed", state, context, title=of.title, name=name, when=when)
        case BroadcastMove.CANCEL if of.started_at is None and of.confirmed_by is None and event.by != of.made_by:
            return say("broadcast.news.declined", state, context, title=of.title, name=name)
        case BroadcastMove.PAUSE if of.pause is Pause.BY_HAND:
            return say("broadcast.news.paused_by", state, context, title=of.title, name=name)
        case BroadcastMove.PAUSE:
            paused = say("broadcast.news.paused", state, context, title=of.title)
            return paused + bulletin.why_paused(of, state, context)
        case BroadcastMove.START if context.is_night:
            return say("broadcast.news.start_night", state, context, title=of.title)
        case BroadcastMove.FINISH:
            finished = say("broadcast.news.finish", state, context, title=of.title)
            return finished + bulletin.in_short(view, state, context)
        case move:
            return say(f"broadcast.news.{move}", state, context, title=of.title, name=name, when=when)
