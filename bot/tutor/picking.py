"""Pages of things to choose from: lessons track by track, and whatever else does not fit one screen."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.model.dialogue import State
from bot.model.ids import ChoiceId, TrackId
from bot.model.lesson import Lesson, Track
from bot.model.message import Choice
from bot.tutor import course, lookup
from bot.tutor.choices import read_page
from bot.tutor.context import Context
from bot.tutor.speech import offer

T = TypeVar("T")
PAGE = 6
"""Things on one page: few enough to read aloud."""


def page(
    things: Sequence[T],
    number: int,
    choose: Callable[[T], Choice],
    onwards: Callable[[int], ChoiceId],
    state: State,
    context: Context,
) -> tuple[Choice, ...]:
    """What stands on that page, or on the first where there is no such page, and the way to the next one."""
    number = number if number * PAGE < len(things) else 0
    shown = [choose(each) for each in things[number * PAGE : (number + 1) * PAGE]]
    if (number + 1) * PAGE < len(things):
        shown.append(offer(onwards(number + 1), "menu.more", state, context))
    return tuple(shown)


def lessons(
    where: str,
    choose: Callable[[Lesson], ChoiceId],
    open_shelf: Callable[[str], ChoiceId],
    state: State,
    context: Context,
) -> tuple[Choice, ...]:
    """The tracks, or a page of the lessons of one.

    Args:
        where: a track's id, or none, and the page behind a colon.
        choose: the choice of a lesson.
        open_shelf: the choice that leads to such a place.
        state: of whoever chooses.
        context: the bank.
    """
    track_id, _, number = where.partition(":")
    tracks = course.open_tracks(state, context)
    track = tracks[0] if len(tracks) == 1 else next((each for each in tracks if each.id == track_id), None)
    if track is None:
        return page(
            tracks,
            read_page(number),
            lambda each: Choice(open_shelf(each.id), course.title_of(each, state)),
            lambda more: open_shelf(f":{more}"),
            state,
            context,
        )
    return page(
        course.open_lessons(track, state, context),
        read_page(number),
        lambda each: Choice(choose(each), course.title_of(each, state)),
        lambda more: open_shelf(f"{track.id}:{more}"),
        state,
        context,
    )


def typed(
    text: str,
    choose: Callable[[Lesson], ChoiceId],
    open_shelf: Callable[[str], ChoiceId],
    state: State,
    context: Context,
) -> tuple[Choice, ...]:
    """The lessons and tracks that somebody may mean by what they type; nothing where it is none."""
    found = [each for each in lookup.find(text, state, context) if _is_open(each, state, context)]
    return tuple(
        Choice(choose(each) if isinstance(each, Lesson) else open_shelf(TrackId(each.id)), course.title_of(each, state))
        for each in found[:PAGE]
    )


def _is_open(found: Lesson | Track, state: State, context: Context) -> bool:
    return isinstance(found, Track) or course.is_open(found, state, context)
