"""The class: somebody comes by its door, joins it, and goes on at their own place; or hears why they cannot."""

from dataclasses import replace

from bot.model.class_effects import ReportFull
from bot.model.classroom import Classroom, read_code
from bot.model.dialogue import Adjusting, AtMenu, Attending, Helping, Learning, State
from bot.model.draft import Broadcasting
from bot.model.effects import Enrol
from bot.model.message import Choice
from bot.model.text import Text
from bot.tutor import classes, course
from bot.tutor.choices import plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.speech import offer, say, way

REMEMBERED = 8
"""Classes that somebody left and still has a number in."""


def entered(classroom: Classroom, number: int, state: State) -> State:
    """The same person in that class, with their number there; the one that they leave for it is remembered."""
    own = state.attending
    away = state if own is not None and own.code == classroom.code else left(state)
    others = tuple(each for each in away.left if each.code != classroom.code)
    return replace(away, attending=Attending(classroom.code, classroom.track, number), left=others)


def left(state: State) -> State:
    """The same person in no class; their number in the one that they leave stays theirs."""
    own = state.attending
    if own is None or not own.number:
        return replace(state, attending=None)
    others = tuple(each for each in state.left if each.code != own.code)
    return replace(state, attending=None, left=(*others, own)[-REMEMBERED:])


def join(classroom: Classroom, state: State, context: Context) -> Turn | None:
    """Into the class, with one line that says so and which number is theirs; the scene stays as it is.

    Of whoever only looks around nothing is kept: they are told so, and join once they agree to be remembered.

    Returns:
        None where the class is full.
    """
    which = {"number": str(classroom.number), "title": classroom.title}
    if state.profile.consent is None:
        looking = replace(state, attending=Attending(classroom.code, classroom.track))
        return Turn(looking, note=say("class.looking", state, context, **which))
    number = classes.number_in(classroom.code, state, context)
    if number is None:
        return None
    is_there = state.attending is not None and state.attending.code == classroom.code
    key = "class.here" if is_there else "class.joined"
    note = say(key, state, context, **which, seat=str(number))
    effects = () if is_there else (Enrol(classroom.code, number),)
    return Turn(entered(classroom, number, state), effects, note=note)


def go_on(joined: Turn, context: Context) -> Turn:
    """Below the line of the class: the lesson under way, else the menu; no screen that is about something else.

    A lesson of the class is offered where the one under way is another track's; and to whoever only looks around, to
    be remembered from now on.
    """
    state = joined.state
    if isinstance(state.scene, Adjusting | AtMenu | Helping | Broadcasting):
        state = replace(state, scene=Learning() if state.bookmark is not None else AtMenu())
    note, ways = joined.note, _to_its_track(state, context)
    if state.profile.consent is None:
        note += say("class.keep", state, context)
        keep = way("w", "keep", "menu.keep", state, context)
        ways += () if isinstance(state.scene, AtMenu) else (keep,)  # the menu offers it by itself
    elif isinstance(state.scene, Learning):
        note += say("class.place", state, context)
    return replace(joined, state=state, note=note, ways=ways)


def refused(code: str, state: State, context: Context) -> Turn:
    """Somebody cannot come in by this code, and hears why; whoever leads a class that is full hears of it, too."""
    full = classes.open_at(code, context)
    effects = course.kept(state, ReportFull(full.code)) if full is not None else ()
    return Turn(state, effects, note=_why(code, state, context))


def _why(code: str, state: State, context: Context) -> Text:
    """What somebody reads who cannot come in by this code: the truth about it, and their own class, if they have one.

    Whoever only looks around knows no class of theirs; a class that waits to be approved is no secret, and told so.
    """
    found = classes.find(code, context)
    own = classes.attended(state, context)
    if found is not None and found.is_open_to(context.facts.number):
        return say("class.full", state, context, number=str(found.number), title=found.title)
    if found is not None and found.is_open:
        return say("class.pending", state, context, number=str(found.number), title=found.title)
    if own is not None and state.profile.consent is not None:
        return say("class.still", state, context, number=str(own.number), title=own.title)
    if state.attending is not None and state.attending.code == read_code(code):
        return say("class.ended", state, context)
    return say("start.unknown_code", state, context)


def _to_its_track(state: State, context: Context) -> tuple[Choice, ...]:
    """The way to what the class learns, for whoever is in a lesson of another track."""
    lesson = course.class_lesson(state, context)
    own = course.lesson_at(state.bookmark, context) if state.bookmark is not None else None
    if lesson is None or own is None or own.track == lesson.track:
        return ()
    label = course.title_of(lesson, state)
    return (offer(plain_choice("m", "lesson", lesson.id), "class.lesson", state, context, lesson=label),)
