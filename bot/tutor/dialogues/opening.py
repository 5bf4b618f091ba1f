"""Opening a class: what it learns, what it is called, and where; then it is there, or waits for an admin."""

from dataclasses import replace

from bot.model.attempt import PrivacyKind
from bot.model.class_effects import OpenClass
from bot.model.classroom import MOST_NAME, MOST_PLACE, MOST_TITLE, shown_name
from bot.model.dialogue import ClassTask, State, Tending
from bot.model.ids import PlaceCode, TrackId
from bot.model.lesson import Track
from bot.model.message import Choice, Kind, Message
from bot.model.place import Place
from bot.tutor import course, lookup
from bot.tutor.choices import PlainChoice, plain_choice, read_page
from bot.tutor.context import Context, Turn
from bot.tutor.leaving import left_off
from bot.tutor.names import read_name
from bot.tutor.privacy import find
from bot.tutor.rosters import OPENING
from bot.tutor.speech import offer, say, way

DIALOGUE = OPENING
_MAY_BE_SHOWN = frozenset({PrivacyKind.NAME, PrivacyKind.ADDRESS})
"""What a class may be called after, and where it is; a number or a mailbox is nobody's business."""
PAGE = 6
"""Tracks on one page: few enough to read aloud."""


def begin(state: State, context: Context) -> Turn:
    """The first of three questions; nobody asks for a second class while their first one waits to be approved."""
    if state.profile.consent is None:
        return Turn(state, note=say("opening.visitor", state, context))
    waiting = next((each.classroom for each in context.facts.led if not each.classroom.is_approved), None)
    if waiting is not None:
        return Turn(left_off(state), note=say("opening.waits", state, context, title=waiting.title))
    return Turn(replace(state, scene=Tending(ClassTask.TRACK)))


def screen(scene: Tending, state: State, context: Context) -> Message:
    """The question at hand."""
    match scene.task:
        case ClassTask.TRACK:
            return tracks(state, context)
        case ClassTask.TITLE:
            track = _track(scene.track, state, context)
            title = offer(plain_choice(DIALOGUE, "title"), "opening.same", state, context, title=_named(track, state))
            return Message(Kind.MENU, say("opening.title", state, context), (title, _out(state, context)))
        case ClassTask.NAME:
            return Message(Kind.MENU, say("opening.name", state, context), (_out(state, context),))
        case _:
            text = say("opening.place", state, context) + say("opening.shown", state, context, mentor=scene.mentor)
            return Message(Kind.MENU, text, (*_places(context), _out(state, context)))


def tracks(state: State, context: Context, page: int = 0) -> Message:
    """A page of what a class may learn."""
    found = course.open_tracks(state, context)
    page = page if page * PAGE < len(found) else 0
    choices = [
        Choice(plain_choice(DIALOGUE, "track", track.id), course.title_of(track, state))
        for track in found[page * PAGE : (page + 1) * PAGE]
    ]
    if (page + 1) * PAGE < len(found):
        choices.append(offer(plain_choice(DIALOGUE, "tracks", str(page + 1)), "menu.more", state, context))
    return Message(Kind.MENU, say("opening.track", state, context), (*choices, _out(state, context)))


def _out(state: State, context: Context) -> Choice:
    return way(DIALOGUE, "leave", "account.back", state, context)


def _places(context: Context) -> tuple[Choice, ...]:
    return tuple(
        Choice(plain_choice(DIALOGUE, "place", place.code), place.name) for place in context.facts.places[:PAGE]
    )


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """An answer that is offered; None for what no longer applies."""
    if choice.what == "begin":
        return begin(state, context)
    if choice.what == "leave":
        return Turn(left_off(state))
    if not isinstance(state.scene, Tending):
        return None
    match choice.what, state.scene.task:
        case "tracks", ClassTask.TRACK:
            return Turn(state, message=tracks(state, context, read_page(choice.argument)))
        case "track", ClassTask.TRACK:
            return _learning(_track(TrackId(choice.argument), state, context), state)
        case "title", ClassTask.TITLE:
            return _titled(_named(_track(state.scene.track, state, context), state), state.scene, state, context)
        case "place", ClassTask.PLACE:
            code = PlaceCode(choice.argument)
            place = next((each for each in context.facts.places if each.code == code), None)
            return _opened(place.name, place, state.scene, state, context) if place is not None else None
        case _:
            return None


def hear(text: str, scene: Tending, state: State, context: Context) -> Turn | None:
    """An answer that is typed."""
    match scene.task:
        case ClassTask.TRACK:
            found = [each for each in lookup.find(text, state, context) if isinstance(each, Track)]
            return _learning(found[0], state) if len(found) == 1 else None
        case ClassTask.TITLE:
            title = _readable(text, MOST_TITLE)
            return _titled(title, scene, state, context) if title else _unreadable(MOST_TITLE, state, context)
        case ClassTask.NAME:
            name = read_name(text, MOST_NAME)
            if name is None:
                return Turn(state, note=say("introduction.no_name", state, context))
            return Turn(replace(state, scene=replace(scene, task=ClassTask.PLACE, mentor=name)))
        case _:
            place = _readable(text, MOST_PLACE)
            return _opened(place, None, scene, state, context) if place else _unreadable(MOST_PLACE, state, context)


def _track(track_id: TrackId | None, state: State, context: Context) -> Track | None:
    return next((each for each in course.open_tracks(state, context) if each.id == track_id), None)


def _named(track: Track | None, state: State) -> str:
    return course.title_of(track, state)[:MOST_TITLE] if track is not None else ""


def _learning(track: Track | None, state: State) -> Turn | None:
    if track is None:
        return None
    return Turn(replace(state, scene=Tending(ClassTask.TITLE, track=track.id)))


def _readable(text: str, most: int) -> str:
    """What is typed as people will read it; empty where it cannot be shown to everybody who comes."""
    shown = shown_name(text)
    if shown is None or len(shown) > most:
        return ""
    return shown if all(each.kind in _MAY_BE_SHOWN for each in find(shown)) else ""


def _unreadable(most: int, state: State, context: Context) -> Turn:
    return Turn(state, note=say("opening.unreadable", state, context, most=most))


def _titled(title: str, scene: Tending, state: State, context: Context) -> Turn | None:
    """To the last question; to the one before where nobody knows yet how the mentor is called."""
    if not title:  # its track was taken away meanwhile
        return Turn(replace(state, scene=Tending(ClassTask.TRACK)))
    staff = context.facts.staff
    name = (staff.name if staff is not None else "") or (state.profile.name or "")
    task = ClassTask.PLACE if name else ClassTask.NAME
    return Turn(replace(state, scene=replace(scene, task=task, title=title, mentor=name)))


def _opened(shown: str, place: Place | None, scene: Tending, state: State, context: Context) -> Turn:
    """The class is opened; its code and number come with the news of it."""
    assert scene.track is not None, "the first question comes before this one"
    code = place.code if place is not None else None
    opened = OpenClass(scene.track, scene.title, scene.mentor, shown, code)
    left = left_off(state)
    onwards = way("m", "continue" if left.bookmark is not None else "menu", _onwards(left), left, context)
    text = say("opening.done", left, context, title=scene.title)
    return Turn(left, (opened,), message=Message(Kind.NOTICE, text, (onwards,)))


def _onwards(state: State) -> str:
    return "menu.continue" if state.bookmark is not None else "menu.menu"
