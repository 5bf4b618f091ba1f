"""Writing to many: who is to get it, by a few questions of which each answer narrows, counted at each step."""

from collections.abc import Callable
from functools import partial

from bot.model.broadcast import Audience
from bot.model.classroom import Classroom
from bot.model.dialogue import State
from bot.model.draft import BroadcastStage, Draft
from bot.model.ids import ChoiceId, PlaceCode
from bot.model.lesson import Lesson, Track
from bot.model.message import Choice, Kind, Message
from bot.model.place import Place
from bot.model.staff import Role
from bot.tutor import course, drafts, picking, reaching
from bot.tutor.broadcasting import NOTHING, drafting, narrowed
from bot.tutor.choices import PlainChoice, read_page
from bot.tutor.context import Context, Turn
from bot.tutor.fold import fold
from bot.tutor.reaching import channel_name
from bot.tutor.speech import line, offer, say

AWAY = (7, 14, 30)
"""Days away that are offered."""
QUESTIONS = (
    BroadcastStage.PLACE,
    BroadcastStage.CLASSROOM,
    BroadcastStage.TRACK,
    BroadcastStage.DONE,
    BroadcastStage.NOT_DONE,
    BroadcastStage.AWAY,
    BroadcastStage.CHANNEL,
    BroadcastStage.ROLE,
)
_LESSONS = frozenset({BroadcastStage.DONE, BroadcastStage.NOT_DONE})


def screen(stage: BroadcastStage, state: State, context: Context) -> Message:
    """The question at hand; between two questions who is meant so far, and what else can be asked."""
    if stage is BroadcastStage.WHOM:
        return _so_far(drafts.of(state), state, context)
    return _asked(stage, "", state, context)


def _so_far(draft: Draft, state: State, context: Context) -> Message:
    found = context.facts.reach
    text = say("whom.title", state, context) + reaching.in_full(draft.audience, draft.place, state, context)
    onwards: tuple[Choice, ...] = ()
    if found is not None:
        text += reaching.samples(found, state, context)
    if found is None or found.reached:
        onwards = (drafts.to(_next(draft), "whom.on", state, context),)
    questions = (drafts.to(each, f"whom.ask.{each}", state, context) for each in QUESTIONS if _may_ask(each, context))
    fresh = (offer(drafting("all"), "whom.all", state, context),) if draft.audience != Audience() else ()
    return Message(Kind.MENU, text, (*onwards, *questions, *fresh, drafts.out(state, context)))


def _next(draft: Draft) -> BroadcastStage:
    return BroadcastStage.LAST if draft.is_whole else BroadcastStage.WHEN


def _may_ask(stage: BroadcastStage, context: Context) -> bool:
    """Whether there is anything to choose from; what narrows to one place of several is asked where there is a tree."""
    return stage is not BroadcastStage.PLACE or bool(context.facts.office.tree.places)


def _asked(stage: BroadcastStage, where: str, state: State, context: Context) -> Message:
    """A question with a page of its answers."""
    draft = drafts.of(state)
    offered = _offered(stage, where, draft, state, context)
    clears = (drafts.no_matter(stage, state, context),) if _has(stage, draft.audience) else ()
    back = drafts.to(BroadcastStage.WHOM, "account.back", state, context)
    is_asked = bool(offered) or stage not in MAY_LACK
    text = say(f"whom.{stage}", state, context) if is_asked else say(f"whom.no_{stage}", state, context)
    return Message(Kind.MENU, text, (*offered, *clears, back))


MAY_LACK = frozenset({BroadcastStage.PLACE, BroadcastStage.CLASSROOM, BroadcastStage.CHANNEL})
"""Of these there may be none to choose from."""


def _has(stage: BroadcastStage, who: Audience) -> bool:
    """Whether that question has been answered."""
    match stage:
        case BroadcastStage.AWAY:
            return who.inactive_days > 0
        case _:
            return getattr(who, stage.value) is not None


def _offered(stage: BroadcastStage, where: str, draft: Draft, state: State, context: Context) -> tuple[Choice, ...]:
    number = read_page(where)
    match stage:
        case BroadcastStage.PLACE:
            below = context.facts.office.tree.children(draft.audience.place or draft.place)
            return picking.page(below, number, _to_place, _page, state, context)
        case BroadcastStage.CLASSROOM:
            return picking.page(
                _rooms(draft, context), number, partial(_to_room, state, context), _page, state, context
            )
        case BroadcastStage.TRACK:
            tracks = course.open_tracks(state, context)
            return picking.page(tracks, number, partial(_to_track, state), _page, state, context)
        case BroadcastStage.DONE | BroadcastStage.NOT_DONE:
            return picking.lessons(where, _done(stage), _shelf, state, context)
        case BroadcastStage.AWAY:
            return tuple(offer(_set(stage, str(days)), "whom.days", state, context, count=days) for days in AWAY)
        case BroadcastStage.CHANNEL:
            found = context.facts.reach.by_account if context.facts.reach is not None else {}
            channels = sorted({channel for channel, _ in found})
            return tuple(Choice(_set(stage, each), channel_name(each, state, context)) for each in channels)
        case _:
            return tuple(offer(_set(stage, role), f"role.{role}", state, context) for role in Role)


def _set(stage: BroadcastStage, value: str) -> ChoiceId:
    return drafting("set", stage, value)


def _page(number: int) -> ChoiceId:
    return drafting("page", str(number))


def _shelf(where: str) -> ChoiceId:
    return drafting("page", where)


def _to_place(place: Place) -> Choice:
    return Choice(_set(BroadcastStage.PLACE, place.code), place.name)


def _to_room(state: State, context: Context, room: Classroom) -> Choice:
    label = line("leading.to", state, context, number=str(room.number), title=room.title)
    return Choice(_set(BroadcastStage.CLASSROOM, room.code), label)


def _to_track(state: State, track: Track) -> Choice:
    return Choice(_set(BroadcastStage.TRACK, track.id), course.title_of(track, state))


def _done(stage: BroadcastStage) -> Callable[[Lesson], ChoiceId]:
    return lambda lesson: _set(stage, lesson.id)


def _rooms(draft: Draft, context: Context) -> tuple[Classroom, ...]:
    """The classes of the place that is meant so far."""
    node, tree = draft.audience.place or draft.place, context.facts.office.tree
    return tuple(
        each
        for each in context.facts.rooms
        if node is None or (each.place_code is not None and tree.is_within(each.place_code, node))
    )


def press(choice: PlainChoice, stage: BroadcastStage, state: State, context: Context) -> Turn | None:
    """An answer that is offered, or another page of them; None for what no longer applies."""
    draft = drafts.of(state)
    match choice.what:
        case "all":
            return Turn(drafts.at(BroadcastStage.WHOM, narrowed(draft, choice), state))
        case "set" if _is_there(choice.argument, draft, context):
            return Turn(drafts.at(BroadcastStage.WHOM, narrowed(draft, choice), state))
        case "page" if stage in QUESTIONS:
            return Turn(state, message=_asked(stage, choice.argument, state, context))
        case _:
            return None


def _is_there(argument: str, draft: Draft, context: Context) -> bool:
    """Whether an answer names what there is; who is meant by it is counted within the admin's own place anyway."""
    what, _, value = argument.partition(":")
    if what not in QUESTIONS:
        return False
    match BroadcastStage(what):
        case _ if value == NOTHING:
            return True
        case BroadcastStage.PLACE:
            tree = context.facts.office.tree
            place = tree.get(PlaceCode(value))
            return place is not None and tree.is_within(place.code, draft.place)
        case BroadcastStage.TRACK:
            return any(each.id == value for each in context.catalog.tracks)
        case BroadcastStage.DONE | BroadcastStage.NOT_DONE:
            return value in context.catalog.lessons
        case BroadcastStage.AWAY:
            return value in map(str, AWAY)
        case BroadcastStage.ROLE:
            return value in tuple(Role)
        case _:
            return bool(value)


def hear(text: str, stage: BroadcastStage, state: State, context: Context) -> Turn | None:
    """A place, a class, a track or a lesson by its name, or by how that begins: what may be meant is offered."""
    draft = drafts.of(state)
    found: tuple[Choice, ...]
    match stage:
        case BroadcastStage.PLACE:
            walk = context.facts.office.tree.walk(draft.place)
            found = tuple(_to_place(each) for _, each in walk if fold(text) in fold(each.name))
        case BroadcastStage.CLASSROOM:
            rooms = [each for each in _rooms(draft, context) if _is_called(text, each)]
            found = tuple(_to_room(state, context, each) for each in rooms)
        case BroadcastStage.DONE | BroadcastStage.NOT_DONE:
            found = picking.typed(text, _done(stage), _shelf, state, context)
        case _:
            return None
    if not found:
        return Turn(state, note=say("whom.not_found", state, context))
    back = drafts.to(BroadcastStage.WHOM, "account.back", state, context)
    shown = (*found[: picking.PAGE], back)
    return Turn(state, message=Message(Kind.MENU, say(f"whom.{stage}", state, context), shown))


def _is_called(text: str, room: Classroom) -> bool:
    return text == str(room.number) or fold(text) in fold(room.title)
