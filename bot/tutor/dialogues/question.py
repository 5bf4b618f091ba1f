"""Asking a human: the question, who gets it and when they look, the answer, and what it was worth."""

from dataclasses import replace

from bot.model.alert import AlertKind
from bot.model.delivery import Lane
from bot.model.dialogue import Asking, AtMenu, Learning, State
from bot.model.effects import Ignore, MoveQuestion, OpenQuestion, RaiseAlert, Say
from bot.model.ids import QuestionId
from bot.model.message import Author, Choice, Kind, Message
from bot.model.question import Move, QuestionState, Thread, after
from bot.model.text import Text, paragraph
from bot.tutor import course
from bot.tutor.choices import PlainChoice, plain_choice
from bot.tutor.context import Context, Step, Turn
from bot.tutor.privacy import mask
from bot.tutor.speech import offer, say, way
from bot.tutor.threads import LEARNER, of_choice

DIALOGUE = LEARNER
LONGEST_QUOTE = 80
"""Characters of a question that are quoted to tell it from others."""


def ask(words: str, state: State, context: Context) -> Turn:
    """Opens a question, or adds to the one under way; without words they are waited for.

    Somebody of whom nothing is kept could not be found again with the answer: they are told so. Where no human answers,
    they are told that, and whom they can turn to.
    """
    live = current(context)
    if live is None and context.facts.outlook is None:
        return Turn(state, message=nobody(state, context))
    if state.profile.consent is None:
        return Turn(state, message=_visitor(state, context))
    if not words:
        return Turn(replace(state, scene=Asking(live.question.id if live is not None else None)))
    return _more(words, live, state, context) if live is not None else _sent(words, state, context)


def current(context: Context) -> Thread | None:
    """The newest question of the learner that is under way."""
    live = [each for each in context.facts.questions if after(each.question.state, Move.WITHDRAW) is not None]
    return live[-1] if live else None


def nobody(state: State, context: Context) -> Message:
    """The honest answer to a question where no human answers."""
    text = say("ask.nobody", state, context, contact=context.operator.contact)
    return Message(Kind.NOTICE, text, _onwards(state, context))


def _visitor(state: State, context: Context) -> Message:
    text = say("question.visitor", state, context, contact=context.operator.contact)
    keep = way("w", "keep", "menu.keep", state, context)
    return Message(Kind.NOTICE, text, (keep, *_onwards(state, context)))


def _onwards(state: State, context: Context) -> tuple[Choice, ...]:
    onwards = "continue" if state.bookmark is not None else "menu"
    return (way("m", onwards, f"menu.{onwards}", state, context),)


def screen(state: State, context: Context) -> Message:
    """While the words of a question are awaited: who reads them, and how the one under way stands."""
    live = current(context)
    back = way(DIALOGUE, "leave", "account.back", state, context)
    if live is None:
        return Message(Kind.NOTICE, say("question.write", state, context) + _who(state, context), (back,))
    text = say("question.under_way", state, context, question=quoted(live.asked)) + _standing(live, state, context)
    withdraw = way(DIALOGUE, "withdraw", "question.withdraw", state, context)
    return Message(Kind.NOTICE, text + say("question.add", state, context), (withdraw, back))


def _who(state: State, context: Context) -> Text:
    """Who gets a question, and when they usually look."""
    outlook = context.facts.outlook
    if outlook is None:
        return ()
    names = ", ".join(outlook.names)
    key = "question.who" if names else "question.who_near"
    text = say(key, state, context, names=names)
    if outlook.looks_at is None:
        return text
    moment = outlook.looks_at.astimezone(context.zone)
    is_today = moment.date() == context.today
    if is_today and outlook.looks_at <= context.now:
        return text + say("question.looks_now", state, context)
    when = "question.looks_today" if is_today else "question.looks_on"
    return text + say(when, state, context, time=f"{moment:%H:%M}", day=moment.date())


def _standing(live: Thread, state: State, context: Context) -> Text:
    match live.question.state:
        case QuestionState.CLAIMED:
            return say("question.claimed", state, context, name=live.holder_name)
        case QuestionState.ANSWERED:
            return say("question.answered", state, context, name=live.holder_name)
        case _:
            return say("question.open", state, context)


def _sent(words: str, state: State, context: Context) -> Turn:
    bookmark = state.bookmark
    lesson = course.lesson_at(bookmark, context) if bookmark is not None else None
    opened = OpenQuestion(
        mask(words),
        state.profile.language,
        lesson.track if lesson is not None else None,
        bookmark.lesson if bookmark is not None else None,
        bookmark.step if bookmark is not None else None,
    )
    text = say("question.sent", state, context) + _who(state, context) + say("question.may_close", state, context)
    withdraw = way(DIALOGUE, "withdraw", "question.withdraw", state, context)
    left = left_off(state)
    return Turn(left, (opened,), message=Message(Kind.NOTICE, text, (*_onwards(left, context), withdraw)))


def _more(words: str, live: Thread, state: State, context: Context) -> Turn:
    """More on the question under way: whoever holds it hears of it."""
    left = left_off(state)
    key = "question.added" if live.question.holder is not None else "question.added_open"
    note = say(key, state, context, name=live.holder_name)
    added = MoveQuestion(live.question.id, Move.ASK_ON, mask(words))
    return Turn(replace(left, unread=None), (added,), message=Message(Kind.NOTICE, note, _onwards(left, context)))


def left_off(state: State) -> State:
    """Back to the lesson under way, else to the menu."""
    return replace(state, scene=Learning() if state.bookmark is not None else AtMenu())


def hear(text: str, state: State, context: Context) -> Turn | None:
    """The words of the question."""
    return ask(text, state, context)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """What a learner does with a question or its answer; a press on somebody else's is none of theirs."""
    if choice.what == "leave":
        return Turn(left_off(state))
    if choice.what == "withdraw":
        return _withdrawn(current(context), state, context)
    thread = context.facts.thread
    if of_choice(choice) is None or thread is None or thread.question.learner != context.facts.number:
        return None
    match choice.what:
        case "ok":
            return _understood(thread, state, context)
        case "no":
            return _not_understood(thread, state, context)
        case "bad":
            return _reported(thread, state, context)
        case _:
            return None


def _withdrawn(live: Thread | None, state: State, context: Context) -> Turn:
    left = left_off(state)
    if live is None:
        return Turn(left, note=say("question.none", state, context))
    moved = MoveQuestion(live.question.id, Move.WITHDRAW)
    return Turn(replace(left, unread=None), (moved,), note=say("question.withdrawn", state, context))


def _understood(thread: Thread, state: State, context: Context) -> Turn:
    read = replace(left_off(state), unread=None)
    is_open = after(thread.question.state, Move.UNDERSTAND) is not None
    effects = (MoveQuestion(thread.question.id, Move.UNDERSTAND),) if is_open else ()
    return Turn(read, effects, note=say("question.thanks", state, context, name=thread.holder_name))


def _not_understood(thread: Thread, state: State, context: Context) -> Turn:
    """To another mentor, with what is still unclear; nobody is blamed."""
    asking = replace(state, scene=Asking(thread.question.id), unread=None)
    moves = (move for move in (Move.NOT_UNDERSTAND, Move.REOPEN) if after(thread.question.state, move) is not None)
    move = next(moves, None)
    effects = (MoveQuestion(thread.question.id, move),) if move is not None else ()
    back = way(DIALOGUE, "leave", "account.back", state, context)
    message = Message(Kind.NOTICE, say("question.again", state, context), (back,))
    return Turn(asking, effects, message=message)


def _reported(thread: Thread, state: State, context: Context) -> Turn:
    """To an admin, and never to the one whom it is about."""
    answer = thread.answer
    alert = RaiseAlert(AlertKind.REPORTED, thread.question.id, answer.text if answer is not None else "")
    text = say("question.reported", state, context, contact=context.operator.contact)
    read = replace(left_off(state), unread=None)
    return Turn(read, (alert,), message=Message(Kind.NOTICE, text, _onwards(read, context)))


def answered(state: State, context: Context) -> Step:
    """A mentor's answer, as soon as it has come."""
    message = waiting(state, context, context.facts.thread)
    thread = context.facts.thread
    if message is None or thread is None:
        return Step(state, (Ignore("an answer that is not there any more"),))
    said = Say(message, key=f"question:{thread.question.id}", lane=Lane.MENTOR)
    return Step(replace(state, unread=thread.question.id), (said,))


def waiting(state: State, context: Context, thread: Thread | None) -> Message | None:
    """The answer that a learner has not reacted to; None where there is none."""
    answer = thread.answer if thread is not None else None
    if thread is None or answer is None or thread.question.state is not QuestionState.ANSWERED:
        return None
    which = {"name": answer.name, "question": quoted(thread.asked)}
    text = say("question.answer", state, context, **which) + paragraph(answer.text)
    return Message(
        Kind.ANSWER, text, (*_reactions(thread.question.id, state, context), *_onwards(state, context)), Author.HUMAN
    )


def _reactions(question: QuestionId, state: State, context: Context) -> tuple[Choice, ...]:
    return tuple(
        offer(plain_choice(DIALOGUE, what, str(question)), f"question.{what}", state, context)
        for what in ("ok", "no", "bad")
    )


def overdue(state: State, context: Context) -> Step:
    """Nobody took it so far: the learner hears honestly that others are asked now."""
    thread = context.facts.thread
    if thread is None or thread.question.state is not QuestionState.OPEN:
        is_over = thread is None or thread.question.state is QuestionState.CLOSED
        left = replace(state, unread=None) if is_over else state
        return Step(left, (Ignore("a question that is no longer open"),))
    text = say("question.wider", state, context, question=quoted(thread.asked))
    text += say("question.contact", state, context, contact=context.operator.contact)
    withdraw = way(DIALOGUE, "withdraw", "question.withdraw", state, context)
    message = Message(Kind.NOTICE, text, (*_onwards(state, context), withdraw))
    return Step(state, (Say(message, lane=Lane.MENTOR),))


def quoted(words: str) -> str:
    """As much of a question as tells it from others."""
    line_ = " ".join(words.split())
    return line_ if len(line_) <= LONGEST_QUOTE else f"{line_[:LONGEST_QUOTE].rstrip()}…"
