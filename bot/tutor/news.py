"""News: what somebody else did, or time, reaches a person in the middle of whatever they are doing."""

from dataclasses import replace
from typing import assert_never

from bot.model.dialogue import Menu, State
from bot.model.effects import Say
from bot.model.events import (
    AlertRaised,
    AnswerJudged,
    BroadcastAsked,
    BroadcastMoved,
    BroadcastProgressed,
    ClassChanged,
    MentorAnswered,
    News,
    PostEnded,
    QuestionMoved,
    QuestionOverdue,
    QueueDue,
)
from bot.tutor import class_news
from bot.tutor.context import Context, Step
from bot.tutor.dialogues import alerts, answer, broadcast_news, mentor, people, question


def heard(event: News, state: State, context: Context) -> Step:
    """What a person hears, if anything; the place where they are stays theirs.

    What the news offer can be chosen in words from then on; the answers of a check that is open still count, too. What
    only stands in the place of what was told before changes nothing of that.
    """
    told = _told(event, state, context)
    said = next((effect for effect in told.effects if isinstance(effect, Say)), None)
    if said is None or said.replaces is not None:
        return told
    before = told.state.menu.choices if told.state.menu is not None else ()
    offered = (*said.message.choices, *(each for each in before if each.is_answer))
    return Step(replace(told.state, menu=Menu(offered, context.now)), told.effects)


def _told(event: News, state: State, context: Context) -> Step:
    match event:
        case MentorAnswered():
            return answer.came(state, context)
        case QuestionOverdue():
            return question.overdue(state, context)
        case QuestionMoved():
            return _moved(event, state, context)
        case QueueDue():
            return mentor.due(state, context)
        case ClassChanged():
            return class_news.changed(event, state, context)
        case AlertRaised():
            return alerts.raised(state, context)
        case AnswerJudged(is_sent=is_sent):
            return mentor.judged(state, context, is_sent=is_sent)
        case PostEnded():
            return people.ended(event, state, context)
        case BroadcastAsked() | BroadcastMoved() | BroadcastProgressed():
            return broadcast_news.heard(event, state, context)
        case _:
            assert_never(event)


def _moved(event: QuestionMoved, state: State, context: Context) -> Step:
    """Whose question it is hears of it in other words than who helps with it."""
    thread = context.facts.thread
    is_own = thread is not None and thread.question.learner == context.facts.number
    return question.closed(event, state, context) if is_own else mentor.moved(event, state, context)
