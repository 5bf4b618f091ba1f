"""Prompt exercises: a prompt, typed or put together by taps, is judged, and answered with one next step."""

from dataclasses import replace

from bot.model.dialogue import Bookmark, State
from bot.model.effects import KeepEntry, RecordAttempt
from bot.model.learner import EntryKind
from bot.model.lesson import Answers, Exercise, Lesson
from bot.model.message import Kind, Message
from bot.model.text import Plain, Preformatted, Quote, Text, paragraph, plain
from bot.tutor import beginnings, course, privacy, rubric, screens
from bot.tutor.before_after import diff
from bot.tutor.beginnings import Chosen
from bot.tutor.choices import StepChoice, step_choice
from bot.tutor.context import Context, Turn
from bot.tutor.courtesy import is_unsure
from bot.tutor.feedback import BLANK, feedback
from bot.tutor.screens import ANSWERS, NEXT, OTHER, SAMPLE, SKIP
from bot.tutor.speech import line, offer, say

KEPT_FROM = 5.0
"""From this overall on a prompt is worth a place in the notebook."""


def press(choice: StepChoice, lesson: Lesson, step: Exercise, state: State, context: Context) -> Turn | None:
    """The sample, recorded answers, a beginning or its ending, or the way on."""
    bookmark = state.bookmark
    assert bookmark is not None
    if choice.what == (NEXT if bookmark.is_answered else SKIP):
        return Turn(course.advanced(lesson, step, state))
    if choice.what == SAMPLE:
        text = (*say("exercise.sample_is", state, context), Preformatted(step.sample))
        text += say("exercise.your_turn", state, context)
        return Turn(state, message=Message(Kind.EXERCISE, text, screens.ways_on(step, bookmark, state, context)))
    if choice.what == ANSWERS and bookmark.is_answered and step.answers is not None:
        text, ways = _answers(step.answers, state, context), screens.ways_on(step, bookmark, state, context)
        return Turn(state, message=Message(Kind.EXERCISE, text, ways))
    if (
        choice.what == OTHER
        and screens.tries_left(step, bookmark) != 0
        and beginnings.beginnings(step, bookmark, state)
    ):
        return Turn(state, message=_beginnings(step, bookmark, state, context))
    chosen = beginnings.read(choice.what, step)
    if chosen is None:
        return None
    if chosen.ending is None:
        return Turn(state, message=_endings(chosen, bookmark, state, context))
    turn = hear(chosen.sentence, lesson, step, state, context)
    assert turn.message is not None
    whole = (*say("exercise.sentence", state, context), Quote((Plain(chosen.sentence),)))
    return replace(turn, message=turn.message.below(whole))


def _beginnings(exercise: Exercise, bookmark: Bookmark, state: State, context: Context) -> Message:
    """The beginnings once more, also after an attempt."""
    here = step_choice(bookmark, state.turn, OTHER)
    ways = screens.ways_on(exercise, bookmark, state, context)
    onwards = [way for way in ways if not way.is_answer and way.id != here]
    begun = beginnings.beginnings(exercise, bookmark, state)
    return Message(Kind.EXERCISE, say("exercise.beginnings", state, context), (*begun, *onwards))


def _endings(chosen: Chosen, bookmark: Bookmark, state: State, context: Context) -> Message:
    """A beginning, and what may make it whole."""
    so_far = (*say("exercise.so_far", state, context), Quote((Plain(chosen.sentence),)))
    other = offer(step_choice(bookmark, state.turn, OTHER), "exercise.other", state, context)
    choices = (*beginnings.endings(chosen, bookmark, state), other)
    return Message(Kind.EXERCISE, so_far + say("exercise.endings", state, context), choices)


def hear(text: str, lesson: Lesson, step: Exercise, state: State, context: Context) -> Turn:
    """An attempt: it is judged, and kept with its personal data masked; a sigh is none, nor is our text unfilled."""
    bookmark = state.bookmark
    assert bookmark is not None
    if is_unsure(text) or BLANK in text:
        ways = screens.ways_on(step, bookmark, state, context)
        words = say("exercise.fill" if BLANK in text else "exercise.unsure", state, context)
        return Turn(state, message=Message(Kind.EXERCISE, words, ways))
    if screens.tries_left(step, bookmark) == 0:
        ways = screens.ways_on(step, bookmark, state, context)
        return Turn(state, message=Message(Kind.EXERCISE, say("exercise.no_tries", state, context), ways))
    grade = rubric.grade(step, text, context.catalog.exercises())
    masked = privacy.mask(text)
    attempt = RecordAttempt(
        lesson.id, lesson.version, step.id, grade.overall / 10, masked, exercise=step.exercise, grade=grade
    )
    title = course.title_of(lesson, state)
    entry = KeepEntry(EntryKind.PROMPT, lesson.id, step.id, title, (Preformatted(masked),))
    told = _worth_keeping(entry, grade.overall, step, context) if grade.overall >= KEPT_FROM else None
    effects = course.kept(state, attempt) if told in {None, BEFORE} else course.kept(state, attempt, entry)
    tried = replace(bookmark, tries=bookmark.tries + 1, is_answered=True)
    after = state.moved(tried)
    words = () if grade.flags else _compared(masked, step, bookmark, after, context)
    words += feedback(step, grade, masked, after, context)
    is_perfect = not grade.flags and rubric.next_step(grade, step.weights) is None
    left = None if is_perfect else screens.tries_left(step, tried)
    words += _onwards(told if effects else None, left, after, context)
    choices = screens.ways_on(step, tried, after, context)
    return Turn(after, effects, message=Message(Kind.FEEDBACK, words, choices, grade=grade))


def _compared(masked: str, exercise: Exercise, bookmark: Bookmark, state: State, context: Context) -> Text:
    """The first honest prompt of this time, else the one before, and the new one with what was added marked."""
    tried = [each.text for each in context.facts.prompts if each.exercise == exercise.exercise and each.text]
    tried = tried[-bookmark.tries :] if bookmark.tries else []
    tried = [text for text in tried if not rubric.grade(exercise, text).flags]  # a copied sample is nobody's first try
    for before in dict.fromkeys((*tried[:1], *tried[-1:])):
        marked = diff(before, masked)
        if marked is not None:
            first, now = say("exercise.before", state, context), say("exercise.now", state, context)
            return (*first, Quote((Plain(before),)), *now, Quote(marked))
    return ()


def _onwards(told: str | None, left: int | None, state: State, context: Context) -> Text:
    """In one line: what became of the notebook, and whether to try again; `left` is None where nobody counts."""
    lines = [line(told, state, context)] if told is not None else []
    if left:
        lines.append(line("exercise.try_again", state, context, count=left))
    elif left == 0:
        lines.append(line("exercise.no_tries", state, context))
    elif lines:
        lines.append(line("exercise.go_on", state, context))
    return paragraph(" ".join(lines)) if lines else ()


def _answers(answers: Answers, state: State, context: Context) -> Text:
    """What an AI answered to a vague and to a clear prompt, one under the other, each for what it is."""
    before, after = answers.before, answers.after
    return (
        *say("exercise.answers_are", state, context, day=answers.recorded),
        *say("exercise.answer_before", state, context, prompt=before.prompt),
        Quote((Plain(before.answer),)),
        *say("exercise.answer_after", state, context, prompt=after.prompt),
        Quote((Plain(after.answer),)),
        *say("exercise.answers_end", state, context),
    )


KEPT, INSTEAD, BEFORE = "exercise.kept", "exercise.kept_instead", "exercise.kept_before"
"""What is told about the notebook: kept, kept in the place of the one before, or the one before stays."""


def _worth_keeping(entry: KeepEntry, worth: float, exercise: Exercise, context: Context) -> str:
    """The notebook holds one prompt an exercise, the better of two; the newer of two that are worth the same.

    What the new one is worth is told as it was typed: one with somebody's data in it, though they are masked in the
    notebook, takes no better one's place.
    """
    own = (entry.kind, entry.lesson, entry.step)
    before = next((each for each in context.facts.notebook if (each.kind, each.lesson, each.step) == own), None)
    if before is None or before.text == entry.text:
        return KEPT
    graded = rubric.grade(exercise, plain(before.text), context.catalog.exercises())
    return BEFORE if graded.overall > worth else INSTEAD
