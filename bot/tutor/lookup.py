"""Which lesson or track somebody means by the name that they type."""

from collections.abc import Iterator

from bot.model.dialogue import State
from bot.model.ids import LessonId
from bot.model.lesson import Lesson, Track
from bot.tutor import course
from bot.tutor.context import Context
from bot.tutor.fold import words


def find(name: str, state: State, context: Context) -> tuple[Lesson | Track, ...]:
    """The lessons and tracks of that name, in the order of tracks; several where it is not plain which is meant.

    An id to the letter wins. Else case, accents, blanks and strokes do not count: first what is called exactly so, by
    id or title in any language, also a lesson that is not open now; then what is open and begins so, in whole words.
    """
    same = context.catalog.lessons.get(LessonId(name))
    if same is not None:
        return (same,)
    wanted = words(name)
    if not wanted:
        return ()
    tracks = course.open_tracks(state, context)
    called: tuple[Lesson | Track, ...] = (*context.catalog.lessons.values(), *tracks)
    open_now: tuple[Lesson | Track, ...] = (*course.all_open(state, context), *tracks)
    return tuple(each for each in called if _joined(wanted) in map(_joined, _names(each))) or tuple(
        each for each in open_now if any(own[: len(wanted)] == wanted for own in _names(each))
    )


def _names(named: Lesson | Track) -> Iterator[tuple[str, ...]]:
    yield words(named.id)
    yield from map(words, named.titles.values())


def _joined(name: tuple[str, ...]) -> str:
    return "".join(name)
