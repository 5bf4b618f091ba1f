"""Broadcasts that there are: which are under way, how one goes, and what an admin or a second one says to it."""

from dataclasses import replace

from bot.model.broadcast import Broadcast, BroadcastMove, BroadcastState, Progressing, after
from bot.model.broadcast_effects import MoveBroadcast, RepeatBroadcast
from bot.model.delivery import DeliveryState
from bot.model.dialogue import State
from bot.model.draft import BroadcastStage, Draft
from bot.model.message import Choice, Kind, Message
from bot.model.text import Text
from bot.tutor import bulletin, drafts, hours, standing
from bot.tutor.broadcasting import DIALOGUE as BROADCASTING
from bot.tutor.broadcasting import drafting, moves_in, nodes, of_choice, on
from bot.tutor.choices import PlainChoice, is_offered, plain_choice, read_page
from bot.tutor.context import Context, Turn
from bot.tutor.reaching import items
from bot.tutor.speech import line, offer, say, way

DIALOGUE = BROADCASTING
_MOVES = {
    "approve": BroadcastMove.CONFIRM,
    "pause": BroadcastMove.PAUSE,
    "resume": BroadcastMove.RESUME,
    "cancel_now": BroadcastMove.CANCEL,
}
_STATES = {"repeat": (DeliveryState.FAILED,), "doubtful_now": (DeliveryState.UNKNOWN,)}
"""By choice, whose rows are to wait again."""
_ASKED = {"cancel_now": frozenset({"cancel", "decline"}), "doubtful_now": frozenset({"doubtful"})}
"""What counts only while the newest message asks for it, and what leads there."""
_DECISIONS = _MOVES.keys() | _STATES.keys() | {"cancel", "decline", "doubtful"}


def show(state: State, context: Context) -> Turn:
    """`/phatsong`: what is under way and was lately, and a new one; whoever is no admin hears so."""
    if not nodes(context):
        return Turn(state, note=say("broadcast.none", state, context))
    found = context.facts.broadcasts
    entries = [_entry(each, state, context) for each in found]
    text = say("broadcast.list_title" if found else "broadcast.empty", state, context) + items(entries)
    choices = [
        Choice(plain_choice(DIALOGUE, "see", str(each.broadcast.id)), f"{each.broadcast.id}. {each.broadcast.title}")
        for each in found
    ]
    if state.draft is not None:
        title = drafts.title(state.draft.letter) or line("broadcast.untitled", state, context)
        text += say("broadcast.unsent", state, context, title=title)
        choices.append(offer(drafting("resume"), "broadcast.go_on", state, context))
        choices.append(offer(drafting("drop"), "broadcast.drop", state, context))
    choices.append(offer(drafting("new"), "broadcast.new", state, context))
    menu = way("m", "menu", "menu.menu", state, context)
    return Turn(drafts.rested(state), message=Message(Kind.MENU, text, (*choices, menu)))


def _entry(view: Progressing, state: State, context: Context) -> str:
    of = view.broadcast
    number = str(of.id)
    if bulletin.has_bar(view):
        how = bulletin.bar(view, state, context)
        if view.waits_for_visit:  # else it would seem that everybody has it
            how = line("broadcast.short.visits", state, context, bar=how, count=view.waits_for_visit)
        if of.state is BroadcastState.PAUSED:
            how = line("broadcast.short.paused_at", state, context, bar=how)
    elif of.state is BroadcastState.RUNNING and view.waits_for_visit:
        how = line("broadcast.waits_for_visit", state, context, count=view.waits_for_visit)
    elif of.state is BroadcastState.DRAFT and not of.is_asked:
        how = line("broadcast.short.kept", state, context)
    else:
        how = line(f"broadcast.short.{of.state}", state, context, count=view.tally.of(DeliveryState.SENT))
    return line("broadcast.entry", state, context, number=number, title=of.title, how=how)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A look at a broadcast, or what is decided on it; where it has moved on, how it stands, and nothing else."""
    if not nodes(context):
        return Turn(state, note=say("broadcast.none", state, context))
    if choice.what == "list":
        return show(state, context)
    if of_choice(choice) is None:
        return None
    view = context.facts.broadcast
    if view is None:
        return Turn(state, message=standing.told(say("broadcast.gone", state, context), state, context))
    match choice.what:
        case "see":
            return Turn(state, message=standing.one(view, state, context))
        case "letter":
            text = bulletin.letter(view, state, context)
            return Turn(state, message=Message(Kind.NOTICE, text, (standing.back(view.broadcast, state, context),)))
        case "read":
            of = view.broadcast
            said = drafts.as_read(of.letter, of.place, state, context)
            back = standing.back(of, state, context)
            return Turn(state, message=replace(said, choices=(*said.choices, back)))
        case "report":
            return Turn(state, message=_report(view, read_page(choice.argument.partition(":")[2]), state, context))
        case "again":
            return Turn(_copied(view.broadcast, state))
        case what if what in _DECISIONS:
            return _decided(choice, view, state, context)
        case _:
            return None


def _decided(choice: PlainChoice, view: Progressing, state: State, context: Context) -> Turn:
    of = view.broadcast
    is_open = not _ASKED.get(choice.what, frozenset({choice.what})).isdisjoint(standing.open_to(view, context))
    is_sure = choice.what not in _ASKED or is_offered(choice, state.menu)
    if moves_in(choice) != of.moves or not is_open or not is_sure:
        return Turn(
            state, message=standing.one(view, state, context).below(_moved_on(choice.what, view, state, context))
        )
    match choice.what:
        case "cancel" | "decline":
            return Turn(state, message=_sure_to_cancel(choice.what, view, state, context))
        case "doubtful":
            text = say("broadcast.doubtful_sure", state, context, count=view.tally.of(DeliveryState.UNKNOWN))
            sure = on(of, "doubtful_now", state, context, count=view.tally.of(DeliveryState.UNKNOWN))
            return Turn(state, message=Message(Kind.NOTICE, text, (sure, standing.back(of, state, context))))
        case what if what in _STATES:
            count = view.tally.of(*_STATES[what])
            said = say("broadcast.repeated", state, context, count=count)
            again = RepeatBroadcast(of.id, _STATES[what], of.moves)
            is_bar = context.may_edit and standing.is_author(of, context)
            bar = standing.bar_key(of) if is_bar else None
            return Turn(state, (again,), message=standing.told(said, state, context), key=bar)
        case what:
            return _moved(what, view, state, context)


def _moved(what: str, view: Progressing, state: State, context: Context) -> Turn:
    """Moved, with what can be decided then; where its author has it go on, its bar takes the place of this word."""
    of, move = view.broadcast, _MOVES[what]
    is_soon = what == "approve" and of.starts_at is None
    is_later = move is BroadcastMove.RESUME and of.is_early(context.now)
    when = hours.told(of.starts_at or context.now, state, context)
    done = "approve_now" if is_soon else "resume_later" if is_later else what
    said = say(f"broadcast.done.{done}", state, context, title=of.title, when=when)
    message = standing.told(said, state, context)
    if move in {BroadcastMove.PAUSE, BroadcastMove.RESUME}:
        reached = BroadcastState.SCHEDULED if is_later else after(of.state, move) or of.state
        then = replace(of, state=reached, pause=None, moves=of.moves + 1)
        open_then = standing.decisions(replace(view, broadcast=then), state, context)
        message = Message(Kind.NOTICE, said, (*open_then, standing.to_list(state, context)))
    is_bar = move is BroadcastMove.RESUME and not is_later and context.may_edit and standing.is_author(of, context)
    bar = standing.bar_key(of) if is_bar else None
    return Turn(state, (MoveBroadcast(of.id, move, of.moves),), message=message, key=bar)


def _sure_to_cancel(what: str, view: Progressing, state: State, context: Context) -> Message:
    """Asked once more: what has gone out stays where it is."""
    of = view.broadcast
    key = "broadcast.cancel_sure" if what == "cancel" else "broadcast.decline_sure"
    text = say(key, state, context, title=of.title, count=view.tally.of(DeliveryState.SENT))
    later = "account.back" if what == "cancel" else "broadcast.look_later"
    back = offer(plain_choice(DIALOGUE, "see", str(of.id)), later, state, context)
    return Message(Kind.NOTICE, text, (on(of, "cancel_now", state, context), back))


def _moved_on(what: str, view: Progressing, state: State, context: Context) -> Text:
    """Who was first to approve, where that is known; else that it stands otherwise by now."""
    of = view.broadcast
    is_confirmed = what in {"approve", "decline"} and of.confirmed_by is not None and of.confirmed_by != of.made_by
    if is_confirmed and of.confirmed_by == context.facts.number:
        return say("broadcast.confirmed_by_you", state, context)
    if is_confirmed and view.confirmer:
        return say("broadcast.confirmed_by", state, context, name=view.confirmer)
    return say("broadcast.moved_on", state, context)


def _report(view: Progressing, page: int, state: State, context: Context) -> Message:
    of = view.broadcast
    page = page if page < bulletin.pages(view) else 0
    text = bulletin.report(view, page, state, context)
    more: tuple[Choice, ...] = ()
    if page + 1 < bulletin.pages(view):
        more = (offer(plain_choice(DIALOGUE, "report", f"{of.id}:{page + 1}"), "menu.more", state, context),)
    again = standing.decisions(view, state, context)
    return Message(Kind.NOTICE, text, (*again, *more, standing.back(of, state, context)))


def _copied(of: Broadcast, state: State) -> State:
    """A new draft with the same words, and for the same people."""
    draft = Draft(of.letter, bool(of.letter.answers), of.place, of.audience)
    return drafts.at(BroadcastStage.WORDS, draft, state)
