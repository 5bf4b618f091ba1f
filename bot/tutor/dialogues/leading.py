"""Leading classes: which there are, one of them, its list, its guests, its room, who else leads it, and its end."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.class_effects import AddGuests, AddLeader, CloseClass, LimitClass, StepDown
from bot.model.classroom import MOST_NAME
from bot.model.dialogue import ClassTask, State, Tending
from bot.model.ids import LearnerId
from bot.model.message import Choice, Kind, Message
from bot.model.roster import Member, Roster
from bot.model.text import Items, Plain, Text
from bot.tutor import classes, inviting, rosters, weekly
from bot.tutor.choices import PlainChoice, is_offered, plain_choice, read_page
from bot.tutor.context import Context, Turn
from bot.tutor.fold import fold
from bot.tutor.inviting import link
from bot.tutor.leaving import left_off
from bot.tutor.names import read_name
from bot.tutor.rosters import LEADING, OWN, SESSION
from bot.tutor.speech import line, offer, say, way

DIALOGUE = LEADING
PAGE = 20
"""Members on one screen."""
MOST_OFFERED = 6
CAPACITIES = (30, 50, 100, 300)
MOST_CAPACITY = 5_000


def contents(state: State, context: Context) -> Message:
    """The classes that somebody leads, and the one in which they sit."""
    entries = [
        line("leading.entry", state, context, **_which(each), count=each.seated, how=_standing(each, state, context))
        for each in context.facts.led
    ]
    choices = [_lead_to("see", each, "leading.to", state, context, **_which(each)) for each in context.facts.led]
    if context.facts.own_class is not None:
        choices.append(way(OWN, "show", "leading.own", state, context))
    choices += [way("o", "begin", "leading.open", state, context), way("m", "menu", "menu.menu", state, context)]
    return Message(Kind.MENU, say("leading.title", state, context) + _items(entries), tuple(choices))


def _which(roster: Roster) -> dict[str, str]:
    return {"number": str(roster.classroom.number), "title": roster.classroom.title}


def _standing(roster: Roster, state: State, context: Context) -> str:
    key = "pending" if not roster.classroom.is_approved else "full" if roster.is_full else "open"
    return line(f"leading.state.{key}", state, context)


def _items(entries: Sequence[str]) -> Text:
    return (Items(tuple((Plain(entry),) for entry in entries)),) if entries else ()


def _lead_to(what: str, roster: Roster, key: str, state: State, context: Context, **values: str) -> Choice:
    return offer(plain_choice(DIALOGUE, what, roster.classroom.code), key, state, context, **values)


def one(roster: Roster, state: State, context: Context) -> Message:
    """One class: its code, how many sit in it, who leads it, and what can be done."""
    code = roster.classroom.code
    text = say("leading.class", state, context, **_which(roster), code=code)
    text += say("leading.seated", state, context, count=roster.seated)
    if roster.classroom.capacity is not None:
        text += say("leading.limit", state, context, most=roster.classroom.capacity)
    if roster.is_full:
        text += say("leading.full", state, context)
    if not roster.classroom.is_approved:
        text += say("leading.pending", state, context)
    if len(roster.mentors) > 1:
        text += say("leading.mentors", state, context, names=roster.names)
    choices = (
        offer(plain_choice(SESSION, "open", code), "leading.session", state, context),
        *(_lead_to(what, roster, f"leading.{what}", state, context) for what in ("roster", "guests", "invite", "week")),
        *(_lead_to(what, roster, f"leading.{what}", state, context) for what in ("room", "mentor", _way_out(roster))),
        way(DIALOGUE, "list", "leading.list", state, context),
    )
    return Message(Kind.MENU, text, choices)


def _way_out(roster: Roster) -> str:
    """Whoever leads it alone can close it; of several one can go."""
    return "close" if len(roster.mentors) < 2 else "down"  # noqa: PLR2004 - one alone


def listed(roster: Roster, state: State, context: Context, page: int = 0) -> Message:
    """A page of who sits in a class: number, name and lessons done; whoever's number is typed can be helped."""
    page = page if page * PAGE < len(roster.members) else 0
    shown = roster.members[page * PAGE : (page + 1) * PAGE]
    key = "leading.members" if roster.members else "leading.nobody"
    text = say(key, state, context, **_which(roster)) + _items([_entry(each, state, context) for each in shown])
    if roster.members:
        text += say("leading.pick", state, context)
    if roster.list_url:
        text += say("leading.paper", state, context) + link(roster.list_url)
    choices = []
    if (page + 1) * PAGE < len(roster.members):
        onwards = plain_choice(DIALOGUE, "roster", f"{roster.classroom.code}:{page + 1}")
        choices.append(offer(onwards, "menu.more", state, context))
    return Message(Kind.MENU, text, (*choices, _back(roster, state, context)))


def _entry(member: Member, state: State, context: Context) -> str:
    name = member.name or line("leading.unnamed", state, context)
    key = "leading.guest" if member.is_guest else "leading.member"
    return line(key, state, context, number=str(member.number), name=name, count=member.lessons)


def _back(roster: Roster, state: State, context: Context) -> Choice:
    return _lead_to("see", roster, "account.back", state, context)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """What a mentor does with a class; of one that they lead no longer they hear kindly."""
    roster = rosters.led(rosters.code_of(choice), context)
    if roster is None:
        return Turn(left_off(state), note=say("leading.gone", state, context))
    left = left_off(state)
    match choice.what:
        case "see":
            return Turn(left, message=one(roster, state, context))
        case "roster":
            page = read_page(choice.argument.partition(":")[2])
            picking = replace(state, scene=Tending(ClassTask.MEMBER, roster.classroom.code))
            return Turn(picking, message=listed(roster, state, context, page))
        case "invite":
            text = inviting.invitation(roster.classroom, state, context)
            return Turn(left, message=Message(Kind.NOTICE, text, (_back(roster, state, context),)))
        case "week":
            text = weekly.digest(roster, state, context)
            return Turn(left, message=Message(Kind.NOTICE, text, (_back(roster, state, context),)))
        case "guests" | "room" | "mentor":
            task = {"guests": ClassTask.GUESTS, "room": ClassTask.CAPACITY, "mentor": ClassTask.MENTOR}[choice.what]
            return Turn(replace(state, scene=Tending(task, roster.classroom.code)))
        case "limit":
            return _limited(rosters.number_of(choice), roster, left, context)
        case "lead":
            return _led_too(LearnerId(rosters.number_of(choice)), roster, left, context)
        case "close" | "down":
            return Turn(left, message=_sure(choice.what, roster, state, context))
        case "close_now" | "down_now" if is_offered(choice, state.menu):
            return _ended(choice.what, roster, left, context)
        case _:
            return None


def _sure(what: str, roster: Roster, state: State, context: Context) -> Message:
    text = say(f"leading.{what}_sure", state, context, **_which(roster))
    now = _lead_to(f"{what}_now", roster, f"leading.{what}_now", state, context)
    return Message(Kind.NOTICE, text, (now, _back(roster, state, context)))


def _ended(what: str, roster: Roster, left: State, context: Context) -> Turn:
    code = roster.classroom.code
    effect = CloseClass(code) if what == "close_now" else StepDown(code)
    text = say("leading.closed" if what == "close_now" else "leading.downed", left, context, **_which(roster))
    return Turn(left, (effect,), message=_done(text, left, context))


def _done(text: Text, state: State, context: Context) -> Message:
    return Message(Kind.NOTICE, text, (way(DIALOGUE, "list", "leading.list", state, context),))


def screen(scene: Tending, state: State, context: Context) -> Message:
    """While something about a class is waited for."""
    roster = rosters.led(scene.code, context)
    if roster is None:
        return _done(say("leading.gone", state, context), state, context)
    back = _back(roster, state, context)
    match scene.task:
        case ClassTask.GUESTS:
            return Message(Kind.NOTICE, say("leading.ask_guests", state, context), (back,))
        case ClassTask.CAPACITY:
            limits = tuple(_limit(each, roster, state, context) for each in (*CAPACITIES, 0))
            return Message(Kind.MENU, say("leading.ask_room", state, context, count=roster.seated), (*limits, back))
        case ClassTask.MENTOR:
            return Message(Kind.NOTICE, say("leading.ask_mentor", state, context), (back,))
        case _:
            return listed(roster, state, context)


def _limit(most: int, roster: Roster, state: State, context: Context) -> Choice:
    choice = plain_choice(DIALOGUE, "limit", f"{roster.classroom.code}:{most}")
    return offer(choice, "leading.limit_to" if most else "leading.no_limit", state, context, most=most)


def hear(text: str, scene: Tending, state: State, context: Context) -> Turn | None:
    """What was waited for."""
    roster = rosters.led(scene.code, context)
    if roster is None:
        return Turn(left_off(state), note=say("leading.gone", state, context))
    match scene.task:
        case ClassTask.GUESTS:
            return _guests(text, roster, state, context)
        case ClassTask.CAPACITY:
            wanted = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_CAPACITY)) else 0
            if not 0 < wanted <= MOST_CAPACITY:
                return Turn(state, note=say("leading.no_number", state, context, most=MOST_CAPACITY))
            return _limited(wanted, roster, left_off(state), context)
        case _:
            return _colleagues(text, roster, state, context)


def _guests(text: str, roster: Roster, state: State, context: Context) -> Turn:
    """Names, one a line, each with the number that is theirs from now on; nobody is added while one cannot be read."""
    names = [read_name(each, MOST_NAME) for each in classes.lines(text)]
    read = tuple(name for name in names if name is not None)
    if len(read) < len(names) or not read:
        return Turn(state, note=say("leading.no_name", state, context, most=MOST_NAME))
    first = classes.guests_from(roster.classroom.code, context)
    if first is None:
        return Turn(left_off(state), message=one(roster, state, context).below(say("leading.full", state, context)))
    entries = [line("leading.added", state, context, number=str(first + n), name=name) for n, name in enumerate(read)]
    said = say("leading.guests_added", state, context) + _items(entries)
    more = _lead_to("guests", roster, "leading.more_guests", state, context)
    message = Message(Kind.NOTICE, said, (more, _back(roster, state, context)))
    return Turn(left_off(state), (AddGuests(roster.classroom.code, read, first),), message=message)


def _limited(most: int, roster: Roster, left: State, context: Context) -> Turn:
    """More room, or less: whoever sits there stays."""
    effect = LimitClass(roster.classroom.code, most or None)
    key = "leading.limited" if most else "leading.unlimited"
    text = say(key, left, context, **_which(roster), most=most)
    return Turn(left, (effect,), message=Message(Kind.NOTICE, text, (_back(roster, left, context),)))


def _colleagues(text: str, roster: Roster, state: State, context: Context) -> Turn:
    """Whose name sounds like what was typed; who leads the class already is not among them."""
    wanted = fold(text)
    there = {who for who, _ in roster.mentors}
    found = [each for each in context.facts.colleagues if wanted in fold(each.name) and each.learner not in there]
    choices = tuple(
        Choice(plain_choice(DIALOGUE, "lead", f"{roster.classroom.code}:{each.learner}"), each.name)
        for each in found[:MOST_OFFERED]
    )
    key = "leading.which_mentor" if choices else "leading.no_mentor"
    message = Message(Kind.MENU, say(key, state, context), (*choices, _back(roster, state, context)))
    return Turn(state, message=message)


def _led_too(who: LearnerId, roster: Roster, left: State, context: Context) -> Turn | None:
    found = next((each for each in context.facts.colleagues if each.learner == who), None)
    if found is None:
        return None
    text = say("leading.mentor_added", left, context, **_which(roster), name=found.name)
    message = Message(Kind.NOTICE, text, (_back(roster, left, context),))
    return Turn(left, (AddLeader(roster.classroom.code, who),), message=message)
