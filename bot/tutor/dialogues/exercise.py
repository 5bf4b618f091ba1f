"""Prompt exercises: the learner's own prompt is read, judged by the rubric, and answered with one next step."""

from dataclasses import replace

from bot.model.attempt import LEVELS, Flag, Grade
from bot.model.dialogue import State
from bot.model.effects import KeepEntry, RecordAttempt
from bot.model.learner import EntryKind
from bot.model.lesson import Exercise, Lesson
from bot.model.message import Kind, Message
from bot.model.text import Items, Plain, Preformatted, Text
from bot.tutor import course, privacy, rubric, screens
from bot.tutor.choices import StepChoice
from bot.tutor.context import Context, Turn
from bot.tutor.screens import NEXT, SAMPLE, SKIP
from bot.tutor.speech import say

KEPT_FROM = 5.0
"""From this overall on a prompt is worth a place in the notebook."""
CLEAR_FROM = 8.0
"""From this overall on a prompt is called clear (curriculum reference, section 3.3)."""


def press(choice: StepChoice, lesson: Lesson, step: Exercise, state: State, context: Context) -> Turn | None:
    """The sample, or the way on."""
    bookmark = state.bookmark
    assert bookmark is not None
    if choice.what == (NEXT if bookmark.is_answered else SKIP):
        return Turn(course.advanced(lesson, step, state))
    if choice.what == SAMPLE:
        text = (*say("exercise.sample_is", state, context), Preformatted(step.sample))
        if step.starters:
            text += (*say("exercise.starters", state, context), Items(tuple((Plain(each),) for each in step.starters)))
        text += say("exercise.your_turn", state, context)
        return Turn(state, message=Message(Kind.EXERCISE, text, screens.ways_on(step, bookmark, state, context)))
    return None


def hear(text: str, lesson: Lesson, step: Exercise, state: State, context: Context) -> Turn:
    """An attempt: it is judged, and kept with its personal data masked."""
    bookmark = state.bookmark
    assert bookmark is not None
    grade = rubric.grade(step, text)
    masked = privacy.mask(text)
    attempt = RecordAttempt(
        lesson.id, lesson.version, step.id, grade.overall / 10, masked, exercise=step.exercise, grade=grade
    )
    title = course.title_of(lesson, state)
    entry = KeepEntry(EntryKind.PROMPT, lesson.id, step.id, title, (Preformatted(masked),))
    is_kept = grade.overall >= KEPT_FROM
    effects = course.kept(state, attempt, entry) if is_kept else course.kept(state, attempt)
    tried = replace(bookmark, tries=bookmark.tries + 1, is_answered=True)
    after = state.moved(tried)
    words = feedback(step, grade, after, context)
    if is_kept and effects:
        words += say("exercise.kept", after, context)
    choices = screens.ways_on(step, tried, after, context)
    return Turn(after, effects, message=Message(Kind.FEEDBACK, words, choices, grade=grade))


def feedback(exercise: Exercise, grade: Grade, state: State, context: Context) -> Text:
    """One praise, one next step, in that order; never a number, never blame."""
    words: Text = ()
    for flag in grade.flags:
        words += say(f"exercise.flag.{flag}", state, context)
        if flag is not Flag.INJECTION:
            return words
    praised = rubric.best(grade, exercise.weights)
    if praised is not None:
        is_clear = grade.levels[praised] == max(LEVELS)
        words += say(f"exercise.praise.{praised}" if is_clear else "exercise.begun", state, context)
    if grade.overall >= CLEAR_FROM:
        words += say("exercise.clear", state, context)
    step = rubric.next_step(grade, exercise.weights)
    if step is None:
        return words
    return words + say(f"exercise.next.{step}", state, context)
