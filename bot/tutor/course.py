"""The way through the lessons: which are open, which comes next, and where a learner stands in one."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import dropwhile

from bot.model.dialogue import AtMenu, Bookmark, Learning, State
from bot.model.effects import BeginLesson, Effect, FinishLesson
from bot.model.ids import LessonId, StepId
from bot.model.learner import FormOfAddress, Progress
from bot.model.lesson import Lesson, Step, Track
from bot.model.text import Text, map_strings, plain
from bot.tutor.context import Context
from bot.tutor.phrases import DEFAULT_LANGUAGE, addressed, voice_for


def lesson_at(bookmark: Bookmark, context: Context) -> Lesson | None:
    """The lesson in the version that the learner started, or None where nobody knows it any more."""
    current = context.catalog.lessons.get(bookmark.lesson)
    if current is not None and current.content_hash == bookmark.content_hash:
        return current
    pinned = context.facts.bookmarked
    return pinned if pinned is not None and pinned.content_hash == bookmark.content_hash else None


def step_at(bookmark: Bookmark, context: Context) -> tuple[Lesson, Step] | None:
    """The lesson and the step of the bookmark, or None where either is gone."""
    lesson = lesson_at(bookmark, context)
    step = lesson.step(bookmark.step) if lesson is not None else None
    return None if lesson is None or step is None else (lesson, step)


def place(bookmark: Bookmark, context: Context) -> tuple[Lesson, Step]:
    """The lesson and the step of a bookmark that is settled."""
    found = step_at(bookmark, context)
    assert found is not None, "a settled bookmark leads somewhere"
    return found


def is_open(lesson: Lesson, state: State, context: Context) -> bool:
    """Whether this person may see the lesson today."""
    return context.catalog.is_open(lesson, state.profile.place, context.today)


def settled(state: State, context: Context) -> State:
    """The same state with a bookmark that leads somewhere.

    A version that is gone, or whose facts have gone, gives way to the current one: at the same step where that has it,
    else at its beginning. Without a lesson that is open the bookmark goes, and the menu has the floor.
    """
    bookmark = state.bookmark
    if bookmark is None:
        return _without_lesson(state) if isinstance(state.scene, Learning) else state
    found = step_at(bookmark, context)
    if found is not None and is_open(found[0], state, context):
        return state
    current = context.catalog.lessons.get(bookmark.lesson)
    if current is None or current.content_hash == bookmark.content_hash or not is_open(current, state, context):
        return _without_lesson(state)
    return state.moved(opened(current, bookmark.step))


def _without_lesson(state: State) -> State:
    scene = AtMenu() if isinstance(state.scene, Learning) else state.scene
    return replace(state, bookmark=None, scene=scene)


def opened(lesson: Lesson, step: StepId | None = None) -> Bookmark:
    """A bookmark at the given step of the lesson, or at its first where it has no such step."""
    first = lesson.steps[0].id
    at = step if step is not None and lesson.step(step) is not None else first
    return Bookmark(lesson.id, lesson.version, lesson.content_hash, at)


def begin(lesson: Lesson, state: State, step: StepId | None = None) -> tuple[State, tuple[Effect, ...]]:
    """Puts the learner into the lesson; for a visitor nothing is noted."""
    begun = replace(state.moved(opened(lesson, step)), scene=Learning())
    return begun, kept(state, BeginLesson(lesson.id, lesson.content_hash))


def advanced(lesson: Lesson, step: Step, state: State) -> State:
    """On to the next step; the last one is left only by finishing the lesson."""
    following = lesson.after(step.id)
    return state if following is None else state.moved(opened(lesson, following.id))


def kept(state: State, *effects: Effect) -> tuple[Effect, ...]:
    """The effects that keep something about a person: none for whoever has not consented."""
    return effects if state.profile.consent is not None else ()


def finished(context: Context) -> frozenset[LessonId]:
    """The lessons that the learner has finished."""
    return frozenset(progress.lesson for progress in context.facts.progress if progress.finished_at is not None)


def with_finished(effects: Iterable[Effect], context: Context) -> Context:
    """The same context where a lesson that these effects finish counts as finished: its rows were read before them."""
    done = [effect for effect in effects if isinstance(effect, FinishLesson)]
    if not done:
        return context
    fresh = tuple(Progress(each.lesson, each.content_hash, context.now, context.now) for each in done)
    return replace(context, facts=replace(context.facts, progress=(*context.facts.progress, *fresh)))


def open_lessons(track: Track, state: State, context: Context) -> tuple[Lesson, ...]:
    """The lessons of a track that this person may see today, in their order."""
    lessons = (context.catalog.lessons.get(lesson_id) for lesson_id in track.lessons)
    return tuple(lesson for lesson in lessons if lesson is not None and is_open(lesson, state, context))


def open_tracks(state: State, context: Context) -> tuple[Track, ...]:
    """The tracks in which this person may see a lesson today, in their order."""
    return tuple(track for track in context.catalog.tracks if open_lessons(track, state, context))


def all_open(state: State, context: Context) -> tuple[Lesson, ...]:
    """The lessons that this person may see today, in the order of tracks."""
    return tuple(lesson for track in context.catalog.tracks for lesson in open_lessons(track, state, context))


def goal_track(state: State, context: Context) -> Track | None:
    """The first track with an open lesson that teaches what the person wants to be able to do first."""
    goal = state.profile.goal
    serving = (track for track in context.catalog.tracks if goal in track.goals)
    return next((track for track in serving if open_lessons(track, state, context)), None)


def _towards_goal(state: State, context: Context) -> frozenset[LessonId]:
    """The lessons that lead to the goal: those of the tracks that serve it, and all that these need before them."""
    if state.profile.goal is None:
        return frozenset()
    serving = [track for track in context.catalog.tracks if state.profile.goal in track.goals]
    ahead = [lesson.id for track in serving for lesson in open_lessons(track, state, context)]
    found: set[LessonId] = set()
    while ahead:
        lesson_id = ahead.pop()
        lesson = context.catalog.lessons.get(lesson_id)
        if lesson is not None and lesson_id not in found:
            found.add(lesson_id)
            ahead.extend(lesson.prerequisites)
    return frozenset(found)


def following(lesson_id: LessonId, state: State, context: Context) -> Lesson | None:
    """The open lesson right after that one: where a visitor, of whom nothing is kept, is led on."""
    goalward = _towards_goal(state, context)
    track = state.attending.track if state.attending is not None else None
    on_the_way = sorted(all_open(state, context), key=lambda each: (each.track != track, each.id not in goalward))
    onwards = dropwhile(lambda lesson: lesson.id != lesson_id, on_the_way)
    next(onwards, None)
    return next(onwards, None)


def class_lesson(state: State, context: Context) -> Lesson | None:
    """The next lesson of what the learner's class learns; None at its end, and for whoever learns freely."""
    track = state.attending.track if state.attending is not None else None
    done = finished(context)
    return next((each for each in all_open(state, context) if each.track == track and each.id not in done), None)


def next_lesson(state: State, context: Context) -> Lesson | None:
    """The first open lesson not yet finished whose prerequisites are done, in the order of tracks.

    In a class it is the next one of that, whatever lies before it elsewhere: its mentor knows what they can do. Where
    some lead to the learner's goal, it is one of those; and rather one that is written for people like the learner.
    """
    of_class = class_lesson(state, context)
    if of_class is not None:
        return of_class
    done = finished(context)
    fresh = [lesson for lesson in all_open(state, context) if lesson.id not in done]
    ready = [lesson for lesson in fresh if all(needed in done for needed in lesson.prerequisites)]
    goalward = _towards_goal(state, context)

    def rank(lesson: Lesson) -> tuple[bool, bool]:
        return lesson.id not in goalward, state.profile.audience not in lesson.audience

    return min(ready, key=rank) if ready else next(iter(fresh), None)


def lessons_before(track: Track, state: State, context: Context) -> int:
    """How many lessons come before the first one of a track, for whoever takes each as it is offered."""
    count, ahead = 0, next_lesson(state, context)
    while ahead is not None and ahead.track != track.id:
        context = with_finished((FinishLesson(ahead.id, ahead.content_hash),), context)
        count, ahead = count + 1, next_lesson(state, context)
    return count


def title_of(titled: Lesson | Track, state: State) -> str:
    """The title in the learner's language, else in Vietnamese."""
    return title_in(titled, state.profile.language)


def title_in(titled: Lesson | Track, language: str) -> str:
    """The title in a language, else in Vietnamese."""
    return titled.titles.get(language) or titled.titles[DEFAULT_LANGUAGE]


def said(text: Text, state: State, context: Context) -> Text:
    """A lesson's text as this person reads it: address and facts filled in."""
    own, has_facts = _addressed(_Same(text), voice_for(state.profile).address)
    return map_strings(own, lambda source: _with_facts(source, state, context)) if has_facts else own


class _Same:
    """A text known by its identity, since comparing it word for word takes longer than filling it."""

    __slots__ = ("text",)

    def __init__(self, text: Text) -> None:
        self.text = text

    def __hash__(self) -> int:
        return id(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.text is other.text


@lru_cache(maxsize=8_192)
def _addressed(same: _Same, address: FormOfAddress) -> tuple[Text, bool]:
    """A text for everybody who is addressed so, and whether facts are still to be filled in."""
    text = map_strings(same.text, lambda source: addressed(source, address))
    return text, "{fact:" in plain(text)


def _with_facts(source: str, state: State, context: Context) -> str:
    for key, fact in context.catalog.facts.items():
        placeholder = f"{{fact:{key}}}"
        if placeholder in source:
            source = source.replace(placeholder, fact.at(state.profile.place, context.today) or "")
    return source
