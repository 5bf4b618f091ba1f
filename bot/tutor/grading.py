"""The second opinion on an attempt: when another judge is asked, and what becomes of its answer."""

from datetime import timedelta

from bot.model.dialogue import Learning, State
from bot.model.effects import Effect, Ignore, Regrade, RequestGrade, Say
from bot.model.effects import RecordAttempt as Recorded
from bot.model.events import AttemptGraded
from bot.model.lesson import Exercise
from bot.model.message import Author, Kind, Message
from bot.model.opinion import GradeRequest, Submission
from bot.model.text import paragraph, plain
from bot.tutor import course
from bot.tutor.context import Context, Step
from bot.tutor.second_opinion import merge, worth_saying
from bot.tutor.speech import say

LATEST = timedelta(minutes=1)
"""An answer that comes later changes nothing: the learner has read the first one, and may be elsewhere."""


def asking(said: Say, effects: tuple[Effect, ...], state: State, context: Context) -> tuple[Say, tuple[Effect, ...]]:
    """Whether another judge is asked about the attempt that was just recorded.

    Never for visitors, of whom nothing is recorded, nor for whoever is under 16 or agreed before there was such a
    judge; nor where a gate has judged already.

    Args:
        said: the answer to the attempt.
        effects: what else was decided.
        state: after the attempt.
        context: tells whether there is another judge.

    Returns:
        The answer, with a name by which a later one may take its place, and the request, if there is one.
    """
    bookmark, profile = state.bookmark, state.profile
    if not context.operator.ai or bookmark is None or profile.consent is None:
        return said, ()
    if profile.is_young or not profile.consent.is_told_of_ai:
        return said, ()
    attempt = next((each for each in effects if isinstance(each, Recorded) and each.grade is not None), None)
    if attempt is None or attempt.text is None or attempt.grade is None or attempt.grade.flags:
        return said, ()
    _, exercise = course.place(bookmark, context)
    assert isinstance(exercise, Exercise), "an attempt with a grade is one at the exercise at hand"
    submission = Submission(
        exercise.exercise,
        plain(course.said(exercise.instruction, state, context)),
        tuple(exercise.weights),
        attempt.text,
        profile.language,
        *((profile.address.value,) if profile.address is not None else ()),
    )
    key = said.key or f"attempt:{attempt.lesson}:{attempt.step}:{state.turn}"
    request = GradeRequest(submission, attempt.lesson, attempt.step, state.turn, context.now, key, said.message)
    return Say(said.message, key, said.replaces), (RequestGrade(request),)


def graded(event: AttemptGraded, state: State, context: Context) -> Step:
    """What another judge's answer leads to; where the learner has gone on, the first answer simply stands.

    Returns:
        The state as it was, with the new grade where it differs and the other's words where there are any.
    """
    request, offline = event.request, event.request.said.grade
    exercise = _exercise(request, state, context)
    if exercise is None or offline is None:
        return Step(state, (Ignore("an opinion on what was left behind"),))
    if context.now - request.asked_at > LATEST:
        return Step(state, (Ignore("an opinion too late"),))
    merged = merge(exercise, offline, request.submission.text, event.opinion)
    effects: tuple[Effect, ...] = ()
    if merged != offline:
        effects = (Regrade(request.lesson, request.step, request.asked_at, merged.overall / 10, merged),)
    words = worth_saying(event.opinion.words)
    if not words:
        return Step(state, effects or (Ignore("an opinion that changes nothing"),))
    added = say("exercise.ai_adds", state, context) + paragraph(words)
    choices = request.said.choices
    if context.may_add:
        message = Message(Kind.FEEDBACK, request.said.text + added, choices, request.said.author, grade=merged)
        return Step(state, (*effects, Say(message, request.key, replaces=request.key)))
    return Step(state, (*effects, Say(Message(Kind.FEEDBACK, added, choices, Author.AI, grade=merged))))


def _exercise(request: GradeRequest, state: State, context: Context) -> Exercise | None:
    """The exercise that the learner still stands at, as they did when they were answered; None where they do not."""
    bookmark = state.bookmark
    if bookmark is None or not isinstance(state.scene, Learning) or state.turn != request.turn:
        return None
    found = course.step_at(bookmark, context)
    if found is None or (found[0].id, found[1].id) != (request.lesson, request.step):
        return None
    return found[1] if isinstance(found[1], Exercise) else None
