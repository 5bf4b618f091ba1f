"""The screen of each step of a lesson: its text, and the choices that lead on."""

from collections.abc import Mapping
from functools import lru_cache
from typing import assert_never

from bot.model.dialogue import Bookmark, State
from bot.model.lesson import Card, Check, CheckKind, Do, Exercise, Lesson, Option, Recap, Step
from bot.model.message import Choice, Kind, Message
from bot.model.text import Emphasis, Paragraph, Strong, Text
from bot.tutor.beginnings import beginnings
from bot.tutor.checks import SEVERAL
from bot.tutor.choices import step_choice
from bot.tutor.context import Context
from bot.tutor.course import said, title_of
from bot.tutor.phrases import Phrases, Voice, voice_for
from bot.tutor.speech import offer, say

NEXT, HINT, DONE, CLEAR, SAMPLE, SKIP, KEEP = "_next", "_hint", "_done", "_clear", "_sample", "_skip", "_keep"
GIVE, OTHER, ANSWERS = "_give", "_other", "_answers"
"""Actions at a step; an option's id never begins with an underscore."""
TICK = " ✓"
"""Ends the label of an option that is picked: pressed once more it is dropped."""


def screen(lesson: Lesson, step: Step, bookmark: Bookmark, state: State, context: Context) -> Message:
    """The step as it stands for this person now."""
    head = _head(lesson, step, state, context)
    ways = ways_on(step, bookmark, state, context)
    match step:
        case Card(text=text, image=image):
            return Message(Kind.CARD, head + said(text, state, context), ways, image=image)
        case Check(question=question):
            return Message(
                Kind.CHECK, head + said(question, state, context) + _how(step, bookmark, state, context), ways
            )
        case Exercise(instruction=instruction):
            text = head + said(instruction, state, context) + say("exercise.how", state, context)
            if any(way.is_answer for way in ways):
                text += say("exercise.starters", state, context)
            return Message(Kind.EXERCISE, text, ways)
        case Do(task=task, evidence_question=question):
            asked = said(question if bookmark.is_evidence_asked else task, state, context)
            return Message(Kind.EXERCISE if bookmark.is_evidence_asked else Kind.CARD, head + asked, ways)
        case Recap(title=title, text=text):
            card = (Paragraph((Strong(title),)), *said(text, state, context))
            return Message(Kind.RECAP, head + card, ways)
        case _:
            assert_never(step)


def key_of(bookmark: Bookmark) -> str:
    """Names the newest message that offers the answers of the check at hand, so that another may take its place."""
    return f"check:{bookmark.lesson}:{bookmark.step}"


def _head(lesson: Lesson, step: Step, state: State, context: Context) -> Text:
    where = (title_of(lesson, state), lesson.position(step.id), len(lesson.steps), lesson.minutes)
    return _head_of(context.phrases, voice_for(state.profile), *where)


@lru_cache(maxsize=4_096)
def _head_of(phrases: Phrases, voice: Voice, title: str, position: int, total: int, minutes: int) -> Text:
    """A step's head is the same for everybody with that voice, and stands on every screen of a lesson."""
    key = "lesson.head_first" if position == 1 else "lesson.head"
    words = phrases.line(key, voice, lesson=title, position=position, total=total, minutes=minutes)
    return (Paragraph((Emphasis(words),)),)


def _how(check: Check, bookmark: Bookmark, state: State, context: Context) -> Text:
    """How to answer where it is not plain, and what is picked so far."""
    if bookmark.is_answered:
        return say("check.answered", state, context)
    if check.kind in SEVERAL and bookmark.picked:
        labels = {option.id: option.label for option in check.options}
        picked = ", ".join(labels[option] for option in bookmark.picked if option in labels)
        return say("check.picked", state, context, picked=picked)
    key = (_HOW_BY_MARKS if context.has_marks else _HOW).get(check.kind)
    return say(key, state, context) if key is not None else ()


_HOW: Mapping[CheckKind, str] = {
    CheckKind.MULTIPLE: "check.how_multiple",
    CheckKind.ORDER: "check.how_order",
    CheckKind.SHORT: "check.how_short",
}
_HOW_BY_MARKS: Mapping[CheckKind, str] = {
    CheckKind.MULTIPLE: "check.how_multiple_marks",
    CheckKind.ORDER: "check.how_order_marks",
    CheckKind.SHORT: "check.how_short",
}


def actions(step: Step, bookmark: Bookmark) -> tuple[tuple[str, str], ...]:
    """What may be done at a step besides answering, as far as it has come: actions and the phrases for them."""
    match step:
        case Recap():
            return ((KEEP, "lesson.keep"),)
        case Exercise():
            sample, leave = (SAMPLE, "exercise.sample"), (SKIP, "exercise.skip")
            if not bookmark.is_answered:
                return (sample, leave)
            may_try = tries_left(step, bookmark) != 0 and any(starter.endings for starter in step.starters)
            other = ((OTHER, "exercise.other"),) if may_try else ()
            answers = ((ANSWERS, "exercise.answers"),) if step.answers is not None else ()
            return ((NEXT, "lesson.next"), *other, sample, *answers)
        case Check() if not bookmark.is_answered:
            return _aids(step, bookmark)
        case Do() if not bookmark.is_answered:
            return ((SKIP, "do.skip"),) if bookmark.is_evidence_asked else ((DONE, "do.done"), (SKIP, "do.later"))
        case Card() | Check() | Do():
            return ((NEXT, "lesson.next"),)
        case _:
            assert_never(step)


def tries_left(exercise: Exercise, bookmark: Bookmark) -> int | None:
    """How many attempts are still judged; None for as many as one likes."""
    return None if exercise.tries is None else max(exercise.tries - bookmark.tries, 0)


def _aids(check: Check, bookmark: Bookmark) -> tuple[tuple[str, str], ...]:
    aids: list[tuple[str, str]] = []
    if check.kind is CheckKind.MULTIPLE and bookmark.picked:
        aids.append((DONE, "check.done"))
    if check.kind is CheckKind.ORDER and bookmark.picked:
        aids.append((CLEAR, "check.clear"))
    if bookmark.hints < len(check.hints):
        aids.append((HINT, "check.hint"))
    elif check.kind is CheckKind.SHORT:  # the one check that is typed: whoever cannot is not left standing before it
        aids.append((GIVE, "check.give"))
    return tuple(aids)


def options(check: Check, bookmark: Bookmark) -> tuple[Option, ...]:
    """The options that may be picked now: those of a check that is still open."""
    return () if bookmark.is_answered else check.options


def answers(check: Check, bookmark: Bookmark, state: State) -> tuple[Choice, ...]:
    """The options of a check as choices, in the order shown; those picked carry a mark."""
    return tuple(
        [
            Choice(
                step_choice(bookmark, state.turn, option.id),
                option.label + TICK if option.id in bookmark.picked else option.label,
                is_answer=True,
            )
            for option in options(check, bookmark)
        ]
    )


def ways_on(step: Step, bookmark: Bookmark, state: State, context: Context) -> tuple[Choice, ...]:
    """The choices at a step: the answers of an open check, the beginnings of a prompt, and what else may be done."""
    ways = [
        offer(step_choice(bookmark, state.turn, what), key, state, context) for what, key in actions(step, bookmark)
    ]
    match step:
        case Check():
            return (*answers(step, bookmark, state), *ways)
        case Exercise() if not bookmark.is_answered:
            return (*beginnings(step, bookmark, state), *ways)
        case _:
            return tuple(ways)
