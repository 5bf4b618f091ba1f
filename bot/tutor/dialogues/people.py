"""The staff of an admin's node: who does what where, who is invited, and taking back posts and invitations."""

from dataclasses import replace

from bot.model.delivery import Lane
from bot.model.dialogue import Mentoring, State
from bot.model.effects import EndPosts, Say, WithdrawInvitation
from bot.model.events import PostEnded
from bot.model.message import Choice, Kind, Message
from bot.model.staff import OpenInvitation, Post, Right, Staff
from bot.tutor.choices import PlainChoice, is_offered, plain_choice, read_page
from bot.tutor.context import Context, Step, Turn
from bot.tutor.invitations import place_name
from bot.tutor.speech import line, offer, say, way
from bot.tutor.threads import onwards, resting

DIALOGUE = "y"
PAGE = 6
"""Posts on one page of the list: few enough to read aloud."""


def show(state: State, context: Context, page: int = 0) -> Turn:
    """A page of the posts that one may take back; whoever is no admin hears so."""
    if not _may(context):
        return Turn(state, note=say("people.none", state, context))
    posts = [(person, post) for person in context.facts.office.people for post in person.posts]
    page = page if page * PAGE < len(posts) else 0
    choices = [
        Choice(plain_choice(DIALOGUE, "post", str(post.id)), f"{person.name} · {_role(post, state, context)}")
        for person, post in posts[page * PAGE : (page + 1) * PAGE]
    ]
    if (page + 1) * PAGE < len(posts):
        choices.append(offer(plain_choice(DIALOGUE, "list", str(page + 1)), "menu.more", state, context))
    text = say("people.list" if posts else "people.nobody", state, context, count=len(posts))
    offered = context.facts.office.open_invitations
    if offered:
        label = line("people.invitations", state, context, count=len(offered))
        choices.append(Choice(plain_choice(DIALOGUE, "offers"), label))
    ways_on = (way("v", "nodes", "recruiting.open", state, context), way("m", "menu", "menu.menu", state, context))
    return Turn(state, message=Message(Kind.MENU, text, (*choices, *ways_on)))


def _role(post: Post, state: State, context: Context) -> str:
    return line(f"role.{post.role}", state, context)


def _may(context: Context) -> bool:
    return context.facts.staff is not None and context.facts.staff.may_somewhere(Right.INVITE)


def _found(number: str, context: Context) -> tuple[Staff, Post] | None:
    """Somebody's post that one may take back."""
    people = context.facts.office.people
    return next(((each, post) for each in people for post in each.posts if str(post.id) == number), None)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A post, and that it ends, which counts only while the newest message asks for it."""
    if not _may(context):
        return Turn(state, note=say("people.none", state, context))
    if choice.what == "list":
        return show(state, context, read_page(choice.argument))
    if choice.what in {"offers", "offer", "withdraw"}:
        return _of_invitation(choice, state, context)
    found = _found(choice.argument, context)
    if found is None:
        return Turn(state, note=say("people.gone", state, context))
    person, post = found
    which = {
        "name": person.name,
        "role": _role(post, state, context),
        "place": place_name(post.place, state, context),
    }
    to_list = way(DIALOGUE, "list", "people.open", state, context)
    match choice.what:
        case "post":
            end = offer(plain_choice(DIALOGUE, "end", str(post.id)), "people.end", state, context)
            text = say("people.post", state, context, **which)
            return Turn(state, message=Message(Kind.NOTICE, text, (end, to_list)))
        case "end" if is_offered(choice, state.menu):
            text = say("people.ended", state, context, **which)
            return Turn(state, (EndPosts(person.learner, (post.id,)),), message=Message(Kind.NOTICE, text, (to_list,)))
        case _:
            return None


def _invitations(page: int, state: State, context: Context) -> Message:
    """A page of the invitations by which somebody can still come."""
    offered = context.facts.office.open_invitations
    page = page if page * PAGE < len(offered) else 0
    choices = [
        Choice(plain_choice(DIALOGUE, "offer", str(each.number)), _label(each, state, context))
        for each in offered[page * PAGE : (page + 1) * PAGE]
    ]
    if (page + 1) * PAGE < len(offered):
        choices.append(offer(plain_choice(DIALOGUE, "offers", str(page + 1)), "menu.more", state, context))
    text = say("people.invited" if offered else "people.uninvited", state, context, count=len(offered))
    return Message(Kind.MENU, text, (*choices, way(DIALOGUE, "list", "people.open", state, context)))


def _label(each: OpenInvitation, state: State, context: Context) -> str:
    role = line(f"role.{each.offered.role}", state, context)
    return f"{role} · {place_name(each.offered.place, state, context)} · {context.day(each.made_at):%d/%m}"


def _of_invitation(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """An invitation, and that it is withdrawn, which counts only while the newest message asks for it."""
    if choice.what == "offers":
        return Turn(state, message=_invitations(read_page(choice.argument), state, context))
    offered = context.facts.office.open_invitations
    found = next((each for each in offered if str(each.number) == choice.argument), None)
    if found is None:
        return Turn(state, note=say("people.uninvited_already", state, context))
    which = {
        "role": line(f"role.{found.offered.role}", state, context),
        "place": place_name(found.offered.place, state, context),
    }
    back = way(DIALOGUE, "offers", "people.to_invitations", state, context)
    match choice.what:
        case "offer":
            key = "people.invitation" if found.made_by_name else "people.invitation_of_system"
            until = context.day(found.offered.expires_at)
            text = say(key, state, context, count=found.offered.uses_left, day=until, name=found.made_by_name, **which)
            end = offer(plain_choice(DIALOGUE, "withdraw", str(found.number)), "people.withdraw", state, context)
            return Turn(state, message=Message(Kind.NOTICE, text, (end, back)))
        case "withdraw" if is_offered(choice, state.menu):
            text = say("people.withdrawn", state, context, **which)
            return Turn(state, (WithdrawInvitation(found.number),), message=Message(Kind.NOTICE, text, (back,)))
        case _:
            return None


def ended(event: PostEnded, state: State, context: Context) -> Step:
    """One's own post was taken back: said kindly, and out of a question that one holds no longer."""
    place, role = place_name(event.place, state, context), line(f"role.{event.role}", state, context)
    text = say("people.thanks", state, context, role=role, place=place, contact=context.operator.contact)
    left = _out(state, context)
    message = Message(Kind.NOTICE, text, (onwards(left, context),))
    return Step(left, (Say(message, lane=Lane.MENTOR),))


def _out(state: State, context: Context) -> State:
    """Away from a question, where one may answer none any more."""
    if not isinstance(state.scene, Mentoring) or context.facts.queue is not None:
        return state
    return replace(state, scene=resting(state))
