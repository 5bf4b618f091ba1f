"""Inviting: an admin chooses where and as what, and gets a link to forward, which one person can use."""

from datetime import timedelta

from bot.model.dialogue import State
from bot.model.effects import InviteStaff
from bot.model.ids import PlaceCode
from bot.model.message import Choice, Kind, Message
from bot.model.place import read_place_code
from bot.model.staff import RIGHTS, Invitation, Right, Role, key_of, new_invitation_code
from bot.model.text import Preformatted
from bot.tutor.choices import PlainChoice, plain_choice, read_page
from bot.tutor.context import Context, Turn
from bot.tutor.invitations import place_name
from bot.tutor.speech import line, offer, say, way

DIALOGUE = "v"
EVERYWHERE = "-"
"""In the place of a place's code: the whole installation."""
LASTS = timedelta(days=7)
PAGE = 6
"""Places on one page of a list: few enough to read aloud."""


def begin(argument: str, state: State, context: Context) -> Turn:
    """Where to invite to: the place that is named, one's own node, or one of several."""
    nodes = _nodes(context)
    if not nodes:
        return Turn(state, note=say("recruiting.none", state, context))
    if argument:
        named = read_place_code(argument)
        if named is None or not _may(named, context):
            return Turn(state, note=say("recruiting.elsewhere", state, context))
        return Turn(state, message=_roles(named, state, context))
    if len(nodes) == 1:
        return Turn(state, message=_roles(nodes[0], state, context))
    choices = tuple(
        Choice(plain_choice(DIALOGUE, "at", node or EVERYWHERE), place_name(node, state, context)) for node in nodes
    )
    text = say("recruiting.where", state, context)
    return Turn(state, message=Message(Kind.MENU, text, (*choices, _menu(state, context))))


def _nodes(context: Context) -> tuple[PlaceCode | None, ...]:
    staff = context.facts.staff
    posts = staff.posts if staff is not None else ()
    return tuple(dict.fromkeys(post.place for post in posts if Right.INVITE in RIGHTS[post.role]))


def _may(place: PlaceCode | None, context: Context) -> bool:
    """Whether somebody may invite to that place: it is one, and lies within a node of theirs."""
    tree = context.facts.office.tree
    if place is not None and place not in _nodes(context) and tree.get(place) is None:
        return False
    around = () if place is None else (place, *(each.code for each in tree.ancestors(place)))
    return context.facts.staff is not None and context.facts.staff.may(Right.INVITE, around)


def _roles(place: PlaceCode | None, state: State, context: Context) -> Message:
    node = place or EVERYWHERE
    choices = tuple(
        offer(plain_choice(DIALOGUE, "as", f"{role}:{node}"), f"role.{role}", state, context) for role in Role
    )
    if context.facts.office.tree.children(place):
        choices += (offer(plain_choice(DIALOGUE, "below", f"{node}:0"), "recruiting.below", state, context),)
    text = say("recruiting.who", state, context, place=place_name(place, state, context))
    return Message(Kind.MENU, text, (*choices, _menu(state, context)))


def _below(place: PlaceCode | None, page: int, state: State, context: Context) -> Message:
    """A page of the places directly below one."""
    places = context.facts.office.tree.children(place)
    page = page if page * PAGE < len(places) else 0
    choices = [
        Choice(plain_choice(DIALOGUE, "at", each.code), each.name) for each in places[page * PAGE : (page + 1) * PAGE]
    ]
    node = place or EVERYWHERE
    if (page + 1) * PAGE < len(places):
        choices.append(offer(plain_choice(DIALOGUE, "below", f"{node}:{page + 1}"), "menu.more", state, context))
    choices.append(offer(plain_choice(DIALOGUE, "at", node), "recruiting.back", state, context))
    return Message(Kind.MENU, say("recruiting.where", state, context), tuple(choices))


def _menu(state: State, context: Context) -> Choice:
    return way("m", "menu", "menu.menu", state, context)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A place or a role; what lies outside of one's own node is never offered, and counts for nothing."""
    if choice.what == "nodes":
        return begin("", state, context)
    first, _, second = choice.argument.partition(":")
    node = second if choice.what == "as" else first
    place = None if node == EVERYWHERE else PlaceCode(node)
    if not _nodes(context):
        return Turn(state, note=say("recruiting.none", state, context))
    if not _may(place, context):
        return None
    match choice.what:
        case "at":
            return Turn(state, message=_roles(place, state, context))
        case "below":
            return Turn(state, message=_below(place, read_page(second), state, context))
        case "as" if first in tuple(Role):
            return _invited(Role(first), place, state, context)
        case _:
            return None


def _invited(role: Role, place: PlaceCode | None, state: State, context: Context) -> Turn:
    code = new_invitation_code(context.draw)
    until = context.now + LASTS
    invited = InviteStaff(key_of(code), Invitation(role, place, 1, until))
    what = {"role": line(f"role.{role}", state, context), "place": place_name(place, state, context)}
    url = context.operator.url
    forward = "recruiting.link" if url else "recruiting.words"
    text = say("recruiting.made", state, context, day=context.day(until), **what)
    text += (Preformatted(line(forward, state, context, code=code, url=url, **what)),)
    another = way(DIALOGUE, "nodes", "recruiting.another", state, context)
    return Turn(state, (invited,), message=Message(Kind.NOTICE, text, (another, _menu(state, context))))
