"""A human's answer: shown before all else when its learner returns, and what it was worth to them."""

from dataclasses import replace

from bot.model.alert import AlertKind
from bot.model.delivery import Lane
from bot.model.dialogue import Asking, State, Unsent
from bot.model.effects import Effect, Ignore, MoveQuestion, RaiseAlert, Say
from bot.model.ids import QuestionId
from bot.model.message import Author, Choice, Kind, Message
from bot.model.question import Move, QuestionState, Thread, after
from bot.model.text import Text, paragraph
from bot.tutor.choices import PlainChoice, is_offered, plain_choice
from bot.tutor.context import Context, Step, Turn
from bot.tutor.courtesy import answer_to
from bot.tutor.manners import clean
from bot.tutor.speech import offer, say, way
from bot.tutor.threads import ANSWER_KEY, LEARNER, of_choice, onwards, own_words, quoted, resting

DIALOGUE = LEARNER
_REACTIONS = ("ok", "no", "bad")


def came(state: State, context: Context) -> Step:
    """A mentor's answer, as soon as it has come; at night without a sound."""
    thread = context.facts.thread
    message = _shown(thread, state, context)
    if message is None or thread is None:
        return Step(state, (Ignore("an answer that is not there any more"),))
    silent = replace(message, is_silent=context.is_night)
    said = Say(silent, key=f"{ANSWER_KEY}{thread.question.id}", lane=Lane.MENTOR)
    return Step(replace(state, unread=thread.question.id), (said,))


def waiting(state: State, context: Context) -> Message | None:
    """The answer that a learner has not reacted to; None where there is none."""
    thread = context.facts.thread
    is_it = thread is not None and thread.question.id == state.unread
    return _shown(thread, state, context) if is_it else None


def first(turn: Turn, context: Context) -> Turn:
    """The same turn for somebody who returns: an answer that waits for them comes before what else they would see."""
    message = waiting(turn.state, context)
    return turn if message is None else replace(turn, message=message, key=None, replaces=None, ways=())


def _shown(thread: Thread | None, state: State, context: Context) -> Message | None:
    answer = thread.answer if thread is not None else None
    if thread is None or answer is None or not _is_there(thread):
        return None
    text = say("question.answer", state, context, name=answer.name, question=own_words(thread, state, context))
    text += paragraph(answer.text) + (say("question.young", state, context) if state.profile.is_young else ())
    number = str(thread.question.id)
    reactions = tuple(
        offer(plain_choice(DIALOGUE, what, number), f"question.{what}", state, context) for what in _REACTIONS
    )
    on = replace(onwards(state, context), id=plain_choice(DIALOGUE, "on", number))
    return Message(Kind.ANSWER, text, (*reactions, on), Author.HUMAN)


def _is_there(thread: Thread) -> bool:
    """Whether an answer is to be read: one that time has closed only where nobody has seen it."""
    is_unseen = thread.question.state is QuestionState.CLOSED and not thread.is_seen
    return thread.question.state is QuestionState.ANSWERED or is_unseen


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """What a learner makes of an answer; of somebody else's nothing."""
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
        case "on":
            return _next(thread, (), (), state, context)
        case _:
            return None


def _next(thread: Thread, effects: tuple[Effect, ...], note: Text, state: State, context: Context) -> Turn:
    """On from an answer: another one that waits comes first, then what was under way."""
    left = replace(state, scene=resting(state), unread=None)
    others = (each for each in context.facts.questions if each.question.state is QuestionState.ANSWERED)
    other = next((each for each in others if each.question.id != thread.question.id), None)
    message = _shown(other, left, context)
    if other is None or message is None:
        return Turn(left, effects, note=note)
    return Turn(replace(left, unread=other.question.id), effects, note=note, message=message)


def _understood(thread: Thread, state: State, context: Context) -> Turn:
    is_open = after(thread.question.state, Move.UNDERSTAND) is not None
    effects = (MoveQuestion(thread.question.id, Move.UNDERSTAND),) if is_open else ()
    key = "question.thanks" if is_open else "question.thanks_late"
    return _next(thread, effects, say(key, state, context, name=_by(thread)), state, context)


def _by(thread: Thread) -> str:
    return thread.answer.name if thread.answer is not None else thread.holder_name


def _not_understood(thread: Thread, state: State, context: Context) -> Turn:
    """To another mentor, with what is still unclear; nobody is blamed."""
    asking = replace(state, scene=Asking(thread.question.id, back=resting(state)), unread=None)
    moves = (move for move in (Move.NOT_UNDERSTAND, Move.REOPEN) if after(thread.question.state, move) is not None)
    move = next(moves, None)
    effects = (MoveQuestion(thread.question.id, move),) if move is not None else ()
    back = way(DIALOGUE, "leave", "question.enough", state, context)
    message = Message(Kind.NOTICE, say("question.again", state, context), (back,))
    return Turn(asking, effects, message=message)


def _reported(thread: Thread, state: State, context: Context) -> Turn:
    """To an admin, and never to the one whom it is about."""
    answer = thread.answer
    alert = RaiseAlert(AlertKind.REPORTED, thread.question.id, answer.text if answer is not None else "")
    text = say("question.reported", state, context, contact=context.operator.contact)
    read = replace(state, scene=resting(state), unread=None)
    return Turn(read, (alert,), message=Message(Kind.NOTICE, text, (onwards(read, context),)))


def aside(text: str, state: State, context: Context) -> Turn | None:
    """Words that mean nothing else, right below an answer: thanks for it, or perhaps meant for whoever wrote it."""
    thread = context.facts.thread
    message = waiting(state, context)
    if message is None or thread is None or not _is_below(thread.question.id, state):
        return None
    if answer_to(text) == "courtesy.thanks":
        return _understood(thread, state, context)
    if thread.question.state is not QuestionState.ANSWERED:
        return None
    kept = replace(state, unsent=Unsent(clean(text)))
    name = _by(thread)
    send = offer(plain_choice(DIALOGUE, "more", str(thread.question.id)), "question.pass_on", kept, context, name=name)
    choices: tuple[Choice, ...] = (send, way(DIALOGUE, "leave", "question.not_for", kept, context))
    asked = say("question.aside", kept, context, name=name, question=quoted(kept.unsent.words if kept.unsent else ""))
    return Turn(kept, message=Message(Kind.NOTICE, asked, choices))


def _is_below(question: QuestionId, state: State) -> bool:
    return is_offered(PlainChoice(DIALOGUE, "ok", str(question)), state.menu)
