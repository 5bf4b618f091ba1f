"""One's own class: which it is, one's number in it, who leads it and what they see, and the way out of it."""

from bot.model.class_effects import LeaveClass
from bot.model.dialogue import State
from bot.model.message import Kind, Message
from bot.model.roster import Roster
from bot.model.staff import Right
from bot.tutor import classes, joining
from bot.tutor.choices import PlainChoice, is_offered
from bot.tutor.context import Context, Turn
from bot.tutor.leaving import left_off
from bot.tutor.rosters import OWN
from bot.tutor.speech import say, way, ways

DIALOGUE = OWN


def show(state: State, context: Context) -> Turn:
    """The class in which somebody learns; how they come into one, where they are in none."""
    own, staff = context.facts.own_class, context.facts.staff
    if own is not None:
        return Turn(left_off(state), message=_one(own, state, context))
    if staff is not None and staff.may_somewhere(Right.OPEN_CLASS):
        choices = (way("o", "begin", "leading.open", state, context), way("m", "menu", "menu.menu", state, context))
        return Turn(left_off(state), message=Message(Kind.MENU, say("leading.none", state, context), choices))
    return Turn(left_off(state), note=say("own_class.none", state, context))


def _one(own: Roster, state: State, context: Context) -> Message:
    classroom = own.classroom
    text = say("account.class", state, context, number=str(classroom.number), title=classroom.title)
    seat = classes.number_in(classroom.code, state, context)
    if seat is not None:
        text += say("class.seat", state, context, seat=str(seat))
    if not classroom.is_open:
        text += say("class.ended", state, context)
    else:
        helped = "own_class.mentor" if own.names else "own_class.no_mentor"
        text += say(helped, state, context, mentor=own.names, place=classroom.place)
        text += say("own_class.seen", state, context)
        if own.session is not None and own.session.is_live(context.now):
            text += say("own_class.session", state, context)
    onwards = "continue" if state.bookmark is not None else "menu"
    leave = way(DIALOGUE, "leave", "own_class.leave", state, context)
    return Message(Kind.NOTICE, text, (way("m", onwards, f"menu.{onwards}", state, context), leave))


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """To it, or out of it, which is asked for once more."""
    own = context.facts.own_class
    if own is None or choice.what == "show":
        return show(state, context)
    which = {"number": str(own.classroom.number), "title": own.classroom.title}
    match choice.what:
        case "leave":
            text = say("own_class.leave_sure", state, context, **which)
            choices = ways(DIALOGUE, "own_class", ("leave_now", "show"), state, context)
            return Turn(left_off(state), message=Message(Kind.NOTICE, text, choices))
        case "leave_now" if is_offered(choice, state.menu):
            out = joining.left(left_off(state))
            return Turn(out, (LeaveClass(own.classroom.code),), note=say("own_class.left", state, context, **which))
        case _:
            return None
