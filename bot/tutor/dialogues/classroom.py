"""The class: somebody who is past the welcome comes by its door, joins it, and goes on at their own place."""

from dataclasses import replace

from bot.model.classroom import Classroom
from bot.model.dialogue import Attending, State
from bot.model.effects import Enrol
from bot.model.message import Choice
from bot.tutor import course
from bot.tutor.choices import plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.speech import offer, say


def join(classroom: Classroom, state: State, context: Context) -> Turn:
    """Into the class; the place in a lesson stays, and a lesson of the class is offered where that is another track's.

    Of whoever only looks around nothing is kept: they are told so, and join once they agree to be remembered.
    """
    is_there = state.attending is not None and state.attending.code == classroom.code
    joined = replace(state, attending=Attending(classroom.code, classroom.track))
    is_visitor = state.profile.consent is None
    key = "class.looking" if is_visitor else "class.here" if is_there else "class.joined"
    note = say(key, state, context, number=str(classroom.number), title=classroom.title)
    effects = () if is_there else course.kept(state, Enrol(classroom.code))
    return Turn(joined, effects, note=note, ways=_to_its_track(joined, context))


def _to_its_track(state: State, context: Context) -> tuple[Choice, ...]:
    """The way to what the class learns, for whoever is in a lesson of another track."""
    lesson = course.class_lesson(state, context)
    own = course.lesson_at(state.bookmark, context) if state.bookmark is not None else None
    if lesson is None or own is None or own.track == lesson.track:
        return ()
    label = course.title_of(lesson, state)
    return (offer(plain_choice("m", "lesson", lesson.id), "class.lesson", state, context, lesson=label),)
