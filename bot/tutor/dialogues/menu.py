"""The menu: go on learning, choose a lesson, see one's progress, and the way back in after days away."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.model.dialogue import Asking, AtMenu, Learning, Mentoring, State
from bot.model.ids import LessonId, StepId
from bot.model.lesson import Lesson, Track
from bot.model.message import OWN_PICTURE, Choice, Image, Kind, Message
from bot.model.text import Items, Plain, Text
from bot.tutor import course, lookup, posts
from bot.tutor.choices import PlainChoice, plain_choice, read_page
from bot.tutor.context import Context, Turn
from bot.tutor.speech import line, offer, say, way

DIALOGUE = "m"
ASK = PlainChoice(DIALOGUE, "ask")
"""Asks for a person; it counts at any time."""
MICROPHONE = f"{OWN_PICTURE}microphone.png"
PAGE = 6
"""Tracks or lessons on one page of a list: few enough to read aloud."""
_Thing = TypeVar("_Thing")


def screen(state: State, context: Context) -> Message:
    """The main menu."""
    count = len(course.finished(context))
    key = "menu.visitor" if state.profile.consent is None else "menu.main" if count else "menu.first"
    choices = (*_way_on(state, context), _way("lessons", state, context))
    if state.profile.consent is None:
        keep = way("w", "keep", "menu.keep", state, context)
        return Message(Kind.MENU, say(key, state, context), (*choices, keep))
    notebook = way("n", "list", "menu.notebook", state, context)
    settings = way("a", "settings", "menu.settings", state, context)
    work = (_way("work", state, context),) if context.facts.staff is not None else ()
    ways = (*work, *choices, notebook, _way("ask", state, context), settings)
    return Message(Kind.MENU, say(key, state, context, count=count), ways)


def _way_on(state: State, context: Context) -> tuple[Choice, ...]:
    if state.bookmark is not None:
        lesson = course.lesson_at(state.bookmark, context)
        title = course.title_of(lesson, state) if lesson is not None else ""
        return (offer(plain_choice(DIALOGUE, "continue"), "menu.continue_with", state, context, lesson=title),)
    lesson = course.next_lesson(state, context)
    if lesson is None:
        return ()
    choice = plain_choice(DIALOGUE, "lesson", lesson.id)
    return (offer(choice, "menu.next", state, context, lesson=course.title_of(lesson, state)),)


def _way(what: str, state: State, context: Context) -> Choice:
    return way(DIALOGUE, what, f"menu.{what}", state, context)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A choice of the menu; all of them may be pressed at any time."""
    match choice.what:
        case "continue":
            return go_on(state, context)
        case "restart" if state.bookmark is not None:
            return learn(state.bookmark.lesson, state, context)
        case "menu":
            return Turn(replace(state, scene=AtMenu()))
        case "lessons":
            return Turn(state, message=lessons(state, context, read_page(choice.argument)))
        case "track":
            name, _, page = choice.argument.partition(":")
            track = next((each for each in course.open_tracks(state, context) if each.id == name), None)
            return Turn(state, message=lessons_of(track, state, context, read_page(page))) if track else None
        case "lesson":
            return learn(LessonId(choice.argument), state, context)
        case "progress":
            return Turn(state, message=progress(state, context))
        case "work":
            message = posts.shown(_onwards(state, context), state, context)
            return Turn(state, message=message) if message is not None else None
        case _:
            return None


def hear(text: str, state: State, context: Context) -> Turn | None:
    """The menu knows no free words."""
    return None


def go_on(state: State, context: Context) -> Turn:
    """Back into the lesson under way, else into the next one, else to the menu."""
    if state.bookmark is not None:
        return Turn(replace(state, scene=Learning()))
    lesson = course.next_lesson(state, context)
    if lesson is None:
        return Turn(replace(state, scene=AtMenu()), note=say("menu.all_done", state, context))
    begun, effects = course.begin(lesson, state)
    return Turn(begun, effects)


def learn(lesson_id: LessonId, state: State, context: Context, step: StepId | None = None) -> Turn:
    """Into that lesson, from its beginning or the given step; a kind word where it cannot be seen."""
    lesson = context.catalog.lessons.get(lesson_id)
    if lesson is None or not course.is_open(lesson, state, context):
        return Turn(replace(state, scene=AtMenu()), note=say("menu.lesson_closed", state, context))
    begun, effects = course.begin(lesson, state, step)
    return Turn(begun, effects)


def named(name: str, step: StepId, state: State, context: Context) -> Turn:
    """Into the lesson of that name, or to the lessons of the track; else what may be meant, or all that there is."""
    match lookup.find(name, state, context):
        case (Lesson(id=lesson_id),):
            return learn(lesson_id, state, context, step)
        case (Track() as track,):
            message = lessons_of(track, state, context)
        case ():
            message = lessons(state, context).below(say("menu.no_such_lesson", state, context))
        case found:
            done = course.finished(context)
            choices = (*(_to(each, done, state, context) for each in found[:PAGE]), _way("menu", state, context))
            message = Message(Kind.MENU, say("menu.several", state, context), choices)
    return Turn(replace(state, scene=AtMenu()), message=message)


def lessons(state: State, context: Context, page: int = 0) -> Message:
    """A page of the tracks with open lessons, and how many of those are done; of one track alone its lessons."""
    tracks = course.open_tracks(state, context)
    if len(tracks) == 1:
        return lessons_of(tracks[0], state, context, page)
    done = course.finished(context)
    page, shown = _page(page, tracks)
    choices = [_to(track, done, state, context) for track in shown]
    if (page + 1) * PAGE < len(tracks):
        choices.append(offer(plain_choice(DIALOGUE, "lessons", str(page + 1)), "menu.more", state, context))
    choices.append(_way("menu", state, context))
    return Message(Kind.MENU, say("menu.choose_track", state, context), tuple(choices))


def _to(there: Lesson | Track, done: frozenset[LessonId], state: State, context: Context) -> Choice:
    """The way to a lesson, with a mark once it is finished, or to a track, with how many of its lessons are."""
    title = course.title_of(there, state)
    if isinstance(there, Lesson):
        return Choice(plain_choice(DIALOGUE, "lesson", there.id), title + (" ✓" if there.id in done else ""))
    ids = [lesson.id for lesson in course.open_lessons(there, state, context)]
    counts = {"count": sum(each in done for each in ids), "total": len(ids)}
    return offer(plain_choice(DIALOGUE, "track", there.id), "menu.track", state, context, track=title, **counts)


def lessons_of(track: Track, state: State, context: Context, page: int = 0) -> Message:
    """A page of a track's open lessons below what the track is about, with a mark for those finished."""
    done = course.finished(context)
    all_open = course.open_lessons(track, state, context)
    page, shown = _page(page, all_open)
    choices = [_to(lesson, done, state, context) for lesson in shown]
    if (page + 1) * PAGE < len(all_open):
        onwards = plain_choice(DIALOGUE, "track", f"{track.id}:{page + 1}")
        choices.append(offer(onwards, "menu.more", state, context))
    if len(course.open_tracks(state, context)) > 1:
        choices.append(way(DIALOGUE, "lessons", "menu.tracks", state, context))
    choices.append(_way("menu", state, context))
    text = course.said(track.intro, state, context) + say("menu.choose", state, context)
    return Message(Kind.MENU, text, tuple(choices))


def _page(page: int, things: Sequence[_Thing]) -> tuple[int, Sequence[_Thing]]:
    """What stands on that page, or on the first where there is no such page; and which page that is."""
    page = page if page * PAGE < len(things) else 0
    return page, things[page * PAGE : (page + 1) * PAGE]


def progress(state: State, context: Context) -> Message:
    """What was learnt so far, as text: the tracks begun lesson by lesson, then the others in a line each."""
    done = course.finished(context)
    text: Text = say("progress.title" if state.profile.consent else "progress.visitor", state, context)
    ahead: list[str] = []
    for track in course.open_tracks(state, context):
        lessons = course.open_lessons(track, state, context)
        title, total = course.title_of(track, state), len(lessons)
        count = sum(lesson.id in done for lesson in lessons)
        if count or any(_is_under_way(lesson, state) for lesson in lessons):
            text += say("progress.track", state, context, track=title, count=count, total=total)
            text += _items([_how_far(lesson, state, context, done) for lesson in lessons])
        else:
            ahead.append(line("progress.track_ahead", state, context, track=title, total=total))
    if ahead:
        text += say("progress.tracks_ahead", state, context) + _items(ahead)
    return Message(Kind.NOTICE, text, (_way("continue", state, context), _way("menu", state, context)))


def _items(entries: Sequence[str]) -> Text:
    return (Items(tuple((Plain(entry),) for entry in entries)),)


def _is_under_way(lesson: Lesson, state: State) -> bool:
    return state.bookmark is not None and state.bookmark.lesson == lesson.id


def _how_far(lesson: Lesson, state: State, context: Context, done: frozenset[LessonId]) -> str:
    is_now = _is_under_way(lesson, state)
    key = "progress.done" if lesson.id in done else "progress.under_way" if is_now else "progress.ahead"
    return line(key, state, context, lesson=course.title_of(lesson, state))


def way_back(state: State, context: Context, *, is_long: bool) -> Message:
    """A short way back in for somebody who was away for days: where they stopped, and nothing to feel bad about."""
    bookmark = state.bookmark
    lesson = course.lesson_at(bookmark, context) if bookmark is not None else None
    last_card = (way("n", "last", "menu.last_card", state, context),) if is_long else ()
    if lesson is None or bookmark is None:
        ways = (_way("continue", state, context), *last_card, _way("menu", state, context))
        return Message(Kind.MENU, say("return.menu", state, context), ways)
    position = lesson.position(bookmark.step)
    title = course.title_of(lesson, state)
    key = "return.long" if is_long else "return.short"
    text = say(key, state, context, lesson=title, position=position, total=len(lesson.steps))
    onwards, again, out = (_way(what, state, context) for what in ("continue", "restart", "menu"))
    return Message(Kind.MENU, text, (onwards, *last_card, again, out))


def closed(state: State, context: Context) -> Message:
    """What somebody reads whose lesson was withdrawn while they were in it."""
    ways = (_way("lessons", state, context), _way("menu", state, context))
    return Message(Kind.MENU, say("menu.lesson_closed", state, context), ways)


def help_message(state: State, context: Context) -> Message:
    """What can be typed at any time."""
    text = say("help", state, context) + posts.commands(state, context)
    text += say("help.marks" if context.has_marks else "help.buttons", state, context)
    return Message(Kind.NOTICE, text, (_onwards(state, context),))


def _onwards(state: State, context: Context) -> Choice:
    return _way("continue" if state.bookmark is not None else "menu", state, context)


def spoken_to(message: Message, state: State, context: Context) -> Message:
    """The answer to a voice note: with a picture of where to speak, and the way to ask a person."""
    image = Image(MICROPHONE, line("media.voice_picture", state, context))
    if isinstance(state.scene, Asking | Mentoring):
        return replace(message, image=image)
    person = _way("ask", state, context)
    return replace(message, choices=tuple(dict.fromkeys((*message.choices, person))), image=image)
