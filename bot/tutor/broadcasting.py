"""Which broadcast an event is about, whom an admin is choosing, and for which places they may write to many."""

from dataclasses import dataclass, replace

from bot.model.broadcast import Audience, Broadcast
from bot.model.dialogue import State
from bot.model.draft import Broadcasting, BroadcastStage, Draft
from bot.model.events import BroadcastAsked, BroadcastMoved, BroadcastProgressed, ChoicePressed, Event, TextReceived
from bot.model.ids import BroadcastId, ChoiceId, ClassCode, LessonId, PlaceCode, TrackId
from bot.model.message import Choice
from bot.model.place import PlaceTree
from bot.model.staff import RIGHTS, Right, Role
from bot.tutor.choices import LONGEST_CHOICE, PlainChoice, match, plain_choice, read_choice
from bot.tutor.context import Context
from bot.tutor.fold import normalise
from bot.tutor.speech import offer
from bot.tutor.threads import resting

DIALOGUE, DRAFTING = "f", "x"
"""The dialogues of whoever writes to many: about a broadcast that there is, and about one that is being written."""
NOTHING = "-"
"""In the place of a value: none; of a place's code: the whole installation."""
TO = "to"
"""Leads to one of the questions."""
_UNCOUNTED = frozenset({BroadcastStage.NODE, BroadcastStage.WHAT, BroadcastStage.LESSON})
"""From where no answer leads to how many get it."""
_MOST_DIGITS = 12
_MOST_DAYS = 3


@dataclass(frozen=True, slots=True)
class Choosing:
    """An audience that is being chosen, within the place that the admin answers for.

    `lists_classes` where every class there is to be chosen from, not only the one that was chosen.
    """

    audience: Audience
    place: PlaceCode | None
    lists_classes: bool = False


def named(event: Event, state: State) -> BroadcastId | None:
    """The broadcast that an event is about; None where it is about none."""
    match event:
        case BroadcastAsked(of) | BroadcastMoved(of) | BroadcastProgressed(of):
            return of
        case _:
            choice = _pressed(event, state)
            return of_choice(choice) if choice is not None and choice.dialogue == DIALOGUE else None


def _pressed(event: Event, state: State) -> PlainChoice | None:
    """The choice that an event is, tapped or in words."""
    match event:
        case ChoicePressed(choice):
            read = read_choice(choice)
        case TextReceived(text):
            found = match(normalise(text, LONGEST_CHOICE), state.menu.choices) if state.menu is not None else None
            read = read_choice(found.id) if found is not None else None
        case _:
            return None
    return read if isinstance(read, PlainChoice) else None


def of_choice(choice: PlainChoice) -> BroadcastId | None:
    """The broadcast that a choice names; None where it names none."""
    number = number_in(choice.argument.partition(":")[0])
    return BroadcastId(number) if number is not None else None


def moves_in(choice: PlainChoice) -> int | None:
    """How often the broadcast was moved when the choice was offered; None for whatever was never offered."""
    return number_in(choice.argument.partition(":")[2])


def number_in(text: str) -> int | None:
    """A number as choices carry it."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None


def on(broadcast: Broadcast, what: str, state: State, context: Context, **values: int) -> Choice:
    """Something to do with a broadcast as it stands now: once it has moved on, the choice changes nothing."""
    return offer(
        plain_choice(DIALOGUE, what, f"{broadcast.id}:{broadcast.moves}"),
        f"broadcast.do.{what}",
        state,
        context,
        **values,
    )


def look(broadcast: Broadcast, what: str, state: State, context: Context) -> Choice:
    """Something to look at, however a broadcast stands by then."""
    return offer(plain_choice(DIALOGUE, what, str(broadcast.id)), f"broadcast.do.{what}", state, context)


def drafting(what: str, *arguments: str) -> ChoiceId:
    """A choice of whoever writes to many."""
    return plain_choice(DRAFTING, what, ":".join(arguments))


def nodes(context: Context) -> tuple[PlaceCode | None, ...]:
    """The places for which somebody may write to many, each with all below it; None for the whole installation."""
    staff = context.facts.staff
    posts = staff.posts if staff is not None else ()
    return tuple(dict.fromkeys(post.place for post in posts if Right.BROADCAST in RIGHTS[post.role]))


def may(place: PlaceCode | None, context: Context) -> bool:
    """Whether somebody may write to all of a place."""
    staff, tree = context.facts.staff, context.facts.office.tree
    return staff is not None and staff.may(Right.BROADCAST, _lineage(place, tree))


def _lineage(place: PlaceCode | None, tree: PlaceTree) -> tuple[PlaceCode, ...]:
    return () if place is None else (place, *(each.code for each in tree.ancestors(place)))


def choosing(event: Event, state: State) -> Choosing | None:
    """Whom an admin is choosing once an event is done, so that they can be counted; None for everybody else."""
    draft, scene = state.draft, resting(state)
    pressed = _pressed(event, state)
    choice = pressed if pressed is not None and pressed.dialogue == DRAFTING else None
    stage = scene.stage if isinstance(scene, Broadcasting) else None
    if draft is None or (choice is None and stage is None):
        return None
    if stage in _UNCOUNTED and (choice is None or choice.what != TO):
        return None
    opens_classes = choice is not None and choice == PlainChoice(DRAFTING, TO, BroadcastStage.CLASSROOM)
    draft = narrowed(draft, choice) if choice is not None else draft
    return Choosing(draft.audience, draft.place, opens_classes or stage is BroadcastStage.CLASSROOM)


def narrowed(draft: Draft, choice: PlainChoice) -> Draft:
    """A draft with what a choice says of whom it is for; the same for any other choice."""
    if choice.what == "all":
        return replace(draft, audience=Audience())
    if choice.what != "set":
        return draft
    what, _, value = choice.argument.partition(":")
    is_none = value == NOTHING
    who = draft.audience
    match what:
        case "place":
            who = replace(who, place=None if is_none else PlaceCode(value))
        case "classroom":
            who = replace(who, classroom=None if is_none else ClassCode(value))
        case "track":
            who = replace(who, track=None if is_none else TrackId(value))
        case "done":
            who = replace(who, done=None if is_none else LessonId(value))
        case "not_done":
            who = replace(who, not_done=None if is_none else LessonId(value))
        case "away" if len(value) <= _MOST_DAYS:
            who = replace(who, inactive_days=number_in(value) or 0)
        case "channel":
            who = replace(who, channel=None if is_none else value)
        case "role" if is_none or value in tuple(Role):
            who = replace(who, role=None if is_none else Role(value))
        case _:
            pass
    return replace(draft, audience=who)
