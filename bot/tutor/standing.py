"""What can be done with a broadcast as it stands, and how one is shown with that."""

from bot.model.broadcast import Broadcast, BroadcastState, Pause, Progressing
from bot.model.delivery import DeliveryState
from bot.model.dialogue import State
from bot.model.message import Choice, Kind, Message
from bot.model.text import Text
from bot.tutor import bulletin
from bot.tutor.broadcasting import DIALOGUE, look, on
from bot.tutor.choices import plain_choice
from bot.tutor.context import Context
from bot.tutor.speech import offer, say, way


def is_author(of: Broadcast, context: Context) -> bool:
    """Whether the person wrote it."""
    return of.made_by is not None and of.made_by == context.facts.number


def asked(context: Context) -> tuple[Broadcast, ...]:
    """The broadcasts that the person may let go out, as a second admin; others wrote them."""
    drafts = (each.broadcast for each in context.facts.broadcasts)
    return tuple(of for of in drafts if of.state is BroadcastState.DRAFT and of.is_asked and not is_author(of, context))


def bar_key(of: Broadcast) -> str:
    """The key of the message in which its bar stands, each in the place of the one before."""
    return f"progress:{of.id}"


def open_to(view: Progressing, context: Context) -> tuple[str, ...]:
    """What the person may decide as things stand: a large one is confirmed by somebody else than its author."""
    of = view.broadcast
    match of.state:
        case BroadcastState.DRAFT if of.is_asked and not is_author(of, context):
            return ("approve", "decline")
        case BroadcastState.DRAFT | BroadcastState.SCHEDULED:
            return ("cancel",)
        case BroadcastState.RUNNING:
            return ("pause", "cancel")
        case BroadcastState.PAUSED:
            # What leads to a lesson that is gone would only pause again, and so would what nobody else answers for.
            is_own = of.pause is Pause.UNANSWERED and is_author(of, context)
            return ("cancel",) if of.pause is Pause.WITHDRAWN or is_own else ("resume", "cancel")
        case BroadcastState.FINISHED:
            counts = {"repeat": DeliveryState.FAILED, "doubtful": DeliveryState.UNKNOWN}
            return tuple(what for what, state in counts.items() if view.tally.of(state))
        case _:
            return ()


def choices(view: Progressing, state: State, context: Context) -> tuple[Choice, ...]:
    """What can be decided, and what there is to see."""
    of = view.broadcast
    return (*decisions(view, state, context), *(look(of, what, state, context) for what in _to_see(of)))


def decisions(view: Progressing, state: State, context: Context) -> tuple[Choice, ...]:
    """What can be decided."""
    failed, unknown = view.tally.of(DeliveryState.FAILED), view.tally.of(DeliveryState.UNKNOWN)
    counts = {"repeat": failed, "doubtful": unknown}
    return tuple(on(view.broadcast, what, state, context, count=counts.get(what, 0)) for what in open_to(view, context))


def _to_see(of: Broadcast) -> tuple[str, ...]:
    match of.state:
        case BroadcastState.DRAFT | BroadcastState.SCHEDULED:
            return ("read",)
        case BroadcastState.RUNNING | BroadcastState.PAUSED:
            return ("report", "letter")
        case _:
            return ("report", "letter", "again")


def one(view: Progressing, state: State, context: Context) -> Message:
    """One broadcast: how it stands, what it says while that has not gone out, and what can be done."""
    of = view.broadcast
    text = bulletin.standing(view, state, context)
    if of.state in {BroadcastState.DRAFT, BroadcastState.SCHEDULED}:
        text += bulletin.letter(view, state, context)
    if of.state is BroadcastState.DRAFT and of.is_asked and is_author(of, context):
        text += waits(view, state, context)
    if of.state is BroadcastState.FINISHED:
        text += bulletin.in_short(view, state, context)
    return Message(Kind.NOTICE, text, (*choices(view, state, context), to_list(state, context)))


def waits(view: Progressing, state: State, context: Context) -> Text:
    """What its author waits for, and what to do where nobody is there who could say so."""
    return say("broadcast.you_wait" if view.others else "broadcast.nobody_else", state, context, count=view.others)


def told(text: Text, state: State, context: Context) -> Message:
    """A word about a broadcast, with the ways on."""
    return Message(Kind.NOTICE, text, (to_list(state, context), way("m", "menu", "menu.menu", state, context)))


def to_list(state: State, context: Context) -> Choice:
    """The way to all broadcasts."""
    return way(DIALOGUE, "list", "broadcast.list", state, context)


def back(of: Broadcast, state: State, context: Context) -> Choice:
    """The way back to one."""
    return offer(plain_choice(DIALOGUE, "see", str(of.id)), "account.back", state, context)
