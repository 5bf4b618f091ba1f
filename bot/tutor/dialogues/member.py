"""One member of a class, as those who lead it may help them: back to their place, two places made one, off the list."""

from dataclasses import replace

from bot.model.class_effects import DropGuest, GiveBack, UniteMembers
from bot.model.dialogue import ClassTask, State, Tending
from bot.model.ids import LearnerId
from bot.model.message import Choice, Kind, Message
from bot.model.roster import Member, Roster
from bot.model.text import Text
from bot.tutor import rosters
from bot.tutor.choices import PlainChoice, is_offered, plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.leaving import left_off
from bot.tutor.returning import new_digits, written
from bot.tutor.rosters import LEADING, MEMBER
from bot.tutor.speech import line, offer, say

DIALOGUE = MEMBER
MINUTES = 15
"""How long a code counts that a mentor gets for somebody else."""
_LONGEST_NUMBER = 5


def _lead_to(what: str, roster: Roster, key: str, numbers: str, state: State, context: Context) -> Choice:
    return offer(plain_choice(DIALOGUE, what, f"{roster.classroom.code}:{numbers}"), key, state, context)


def _back(roster: Roster, state: State, context: Context) -> Choice:
    return offer(plain_choice(LEADING, "roster", roster.classroom.code), "member.list", state, context)


def one(member: Member, roster: Roster, state: State, context: Context) -> Message:
    """Somebody on the list, and what can be done for them."""
    text = _head(member, roster, state, context)
    whats = ("drop",) if member.is_guest else ("back", "same") if member.learner is not None else ()
    text += say("member.staff", state, context) if not whats else ()
    choices = tuple(_lead_to(what, roster, f"member.{what}", str(member.number), state, context) for what in whats)
    return Message(Kind.MENU, text, (*choices, _back(roster, state, context)))


def _head(member: Member, roster: Roster, state: State, context: Context) -> Text:
    key = "member.guest" if member.is_guest else "member.head"
    name = member.name or line("leading.unnamed", state, context)
    which = {"number": str(member.number), "classroom": str(roster.classroom.number), "name": name}
    return say(key, state, context, **which, count=member.lessons)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """What a mentor does for a member; what cannot be taken back is asked for once more."""
    roster = rosters.led(rosters.code_of(choice), context)
    if roster is None:
        return Turn(left_off(state), note=say("leading.gone", state, context))
    member = roster.member(rosters.number_of(choice))
    if member is None:
        return Turn(left_off(state), note=say("member.gone", state, context))
    numbers, left = str(member.number), left_off(state)
    match choice.what:
        case "see":
            return Turn(left, message=one(member, roster, state, context))
        case "back" | "drop" if member.is_guest is (choice.what == "drop"):
            now = _lead_to(f"{choice.what}_now", roster, f"member.{choice.what}_now", numbers, state, context)
            text = _head(member, roster, state, context) + say(f"member.{choice.what}_sure", state, context)
            return Turn(left, message=Message(Kind.NOTICE, text, (now, _back(roster, state, context))))
        case "back_now" if is_offered(choice, state.menu) and member.learner is not None:
            return _given_back(member, member.learner, roster, left, context)
        case "drop_now" if is_offered(choice, state.menu) and member.is_guest:
            effect = DropGuest(roster.classroom.code, member.number)
            text = say("member.dropped", state, context, number=numbers)
            return Turn(left, (effect,), message=Message(Kind.NOTICE, text, (_back(roster, state, context),)))
        case "same" if member.learner is not None:
            return Turn(replace(state, scene=Tending(ClassTask.SAME, roster.classroom.code, number=member.number)))
        case "same_now" if is_offered(choice, state.menu):
            return _united(member, rosters.number_of(choice, 2), roster, left, context)
        case _:
            return None


def _given_back(member: Member, learner: LearnerId, roster: Roster, left: State, context: Context) -> Turn:
    """The code that the mentor reads out, which ends when its time is over; the member is told who asked for it."""
    digits = new_digits(context.draw)
    effect = GiveBack(roster.classroom.code, member.number, digits)
    code = written(learner, digits)
    text = say("member.code", left, context, number=str(member.number), code=code, minutes=MINUTES)
    return Turn(left, (effect,), message=Message(Kind.NOTICE, text, (_back(roster, left, context),)))


def _united(member: Member, other: int, roster: Roster, left: State, context: Context) -> Turn:
    effect = UniteMembers(roster.classroom.code, member.number, other)
    text = say("member.united", left, context, number=str(member.number), other=str(other))
    return Turn(left, (effect,), message=Message(Kind.NOTICE, text, (_back(roster, left, context),)))


def screen(scene: Tending, state: State, context: Context) -> Message:
    """While the other number of the same person is waited for."""
    roster = rosters.led(scene.code, context)
    member = roster.member(scene.number) if roster is not None else None
    if roster is None or member is None:
        return Message(Kind.NOTICE, say("member.gone", state, context))
    text = _head(member, roster, state, context) + say("member.ask_same", state, context)
    return Message(Kind.NOTICE, text, (_back(roster, state, context),))


def hear(text: str, scene: Tending, state: State, context: Context) -> Turn | None:
    """A number: of the member who is to be helped, or of the place that is the same person's."""
    roster = rosters.led(scene.code, context)
    if roster is None:
        return Turn(left_off(state), note=say("leading.gone", state, context))
    typed = text.strip(" .")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER else 0
    member = roster.member(number)
    if member is None:
        return Turn(state, note=say("member.no_number", state, context))
    if scene.task is ClassTask.MEMBER:
        return Turn(left_off(state), message=one(member, roster, state, context))
    kept = roster.member(scene.number)
    if kept is None or member.learner is None or number == scene.number:
        return Turn(state, note=say("member.no_other", state, context))
    sure = {"number": str(kept.number), "other": str(number), "name": kept.name, "other_name": member.name}
    unnamed = line("leading.unnamed", state, context)
    told = {key: value or unnamed for key, value in sure.items()}
    now = _lead_to("same_now", roster, "member.same_now", f"{kept.number}:{number}", state, context)
    message = Message(
        Kind.NOTICE, say("member.same_sure", state, context, **told), (now, _back(roster, state, context))
    )
    return Turn(left_off(state), message=message)
