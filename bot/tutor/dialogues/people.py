"""The staff of an admin's node: who does what where, taking a post back, and hearing that one's own was."""

from dataclasses import replace

from bot.model.delivery import Lane
from bot.model.dialogue import Mentoring, State
from bot.model.effects import EndPosts, Say
from bot.model.events import PostEnded
from bot.model.message import Choice, Kind, Message
from bot.model.staff import Post, Right, Staff
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
