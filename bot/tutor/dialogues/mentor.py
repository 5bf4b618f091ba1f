"""Helping: the questions that wait, one claimed, the answer read once more before it leaves, and handing back."""

from dataclasses import replace

from bot.model.delivery import Lane
from bot.model.dialogue import Mentoring, State, Writing
from bot.model.effects import AddNote, Ignore, MoveQuestion, Reveal, Say, SendAnswer
from bot.model.events import QuestionMoved
from bot.model.message import Kind, Message
from bot.model.question import Move, QuestionState, Refusal, Thread, WordsKind
from bot.model.text import Preformatted, Text, paragraph
from bot.tutor import desk
from bot.tutor.choices import PlainChoice
from bot.tutor.context import Context, Step, Turn
from bot.tutor.fold import fold
from bot.tutor.links import allowed_hosts
from bot.tutor.privacy import mask
from bot.tutor.speech import say
from bot.tutor.threads import MENTOR, MENTOR_KEY, of_choice, quoted, resting
from bot.tutor.trust import doubts, why

DIALOGUE = MENTOR
_SEND = frozenset({"gui", "gui di", "gui luon", "gui nhe", "ok", "oke", "duoc", "dong y", "vang", "send", "yes"})
"""What is typed below a preview to send it, where there are no buttons or other messages stand between."""


def queue(state: State, context: Context) -> Turn:
    """What lies before a mentor; whoever is none hears so. An answer that is being written stays with them."""
    found = context.facts.queue
    if found is None:
        return Turn(state, note=say("mentor.none", state, context))
    left = _out(state)
    return Turn(left, message=desk.listed(found, left, context))


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """What a mentor does with a question; of one that is gone they hear kindly."""
    if choice.what == "list":
        return queue(state, context)
    if choice.what == "leave":
        return Turn(replace(state, scene=resting(state)))
    thread = context.facts.thread
    if of_choice(choice) is None:
        return None
    if context.facts.queue is None:
        return _ended(state, context) if isinstance(state.scene, Mentoring) else None
    if thread is None:
        return Turn(_away(state, choice), message=desk.told("mentor.gone", _away(state, choice), context))
    if thread.question.learner == context.facts.number:  # what others noted about it is not for them
        return _refused(Refusal.OWN, thread, state, context)
    if choice.what == "see":
        return _seen(thread, state, context)
    if choice.what == "claim":
        return _claimed(thread, state, context)
    if not desk.is_mine(thread, context):
        return _seen(thread, state, context) if choice.what in {*_WRITINGS, *_MOVES, "send"} else None
    return _on_mine(choice.what, thread, state, context)


def _ended(state: State, context: Context) -> Turn:
    """Whoever lost the post a moment ago still has the question before them, which is somebody else's by now."""
    return Turn(replace(state, scene=resting(state)), note=say("mentor.moved.revoke", state, context))


_WRITINGS = {"write": Writing.ANSWER, "note": Writing.NOTE, "name": Writing.REASON}
_MOVES = ("back", "close", "end")


def _on_mine(what: str, thread: Thread, state: State, context: Context) -> Turn | None:
    is_claimed = thread.question.state is QuestionState.CLAIMED
    match what:
        case "write" | "note" | "name":
            draft = "" if what == "write" else desk.draft_of(thread, state)
            return _at(thread, _writing(_WRITINGS[what], thread, state, draft))
        case "send":
            return _sent(thread, state, context)
        case "back" if is_claimed:
            return _moved_by(Move.HAND_BACK, "mentor.handed_back", thread, state, context)
        case "close" if is_claimed:
            return Turn(state, message=desk.asked_to_close(thread, state, context))
        case "end" if is_claimed:
            return _moved_by(Move.CLOSE, "mentor.closed", thread, state, context)
        case "back" | "close" | "end":
            return _seen(thread, state, context)
        case _:
            return None


def _writing(writes: Writing, thread: Thread, state: State, draft: str) -> State:
    return replace(state, scene=Mentoring(thread.question.id, draft, writes, back=resting(state)))


def _at(thread: Thread, state: State, note: Text = ()) -> Turn:
    """At a question: to its message one can reply."""
    return Turn(state, note=note, key=f"{MENTOR_KEY}{thread.question.id}")


def _seen(thread: Thread, state: State, context: Context) -> Turn:
    """The whole question; what is being written goes on."""
    is_here = isinstance(state.scene, Mentoring) and state.scene.question == thread.question.id
    left = state if is_here else _out(state)
    return replace(_at(thread, left), message=desk.seen(thread, left, context))


def _out(state: State) -> State:
    """Away from the question at hand, back to what else there is; an answer that is not sent yet keeps the floor."""
    if isinstance(state.scene, Mentoring) and state.scene.draft:
        return replace(state, scene=replace(state.scene, writes=Writing.ANSWER))
    return replace(state, scene=resting(state))


def _away(state: State, choice: PlainChoice) -> State:
    """Away from a question that is gone."""
    is_here = isinstance(state.scene, Mentoring) and state.scene.question == of_choice(choice)
    return replace(state, scene=resting(state)) if is_here else state


def _done(thread: Thread, state: State) -> State:
    """Away from a question that is done with, unless another one is at hand."""
    is_elsewhere = isinstance(state.scene, Mentoring) and state.scene.question != thread.question.id
    return state if is_elsewhere else replace(state, scene=resting(state))


def _claimed(thread: Thread, state: State, context: Context) -> Turn:
    is_mine = desk.is_mine(thread, context)
    if not is_mine and context.facts.refusal is not None:
        return _refused(context.facts.refusal, thread, state, context)
    effects = () if is_mine else (MoveQuestion(thread.question.id, Move.CLAIM),)
    if isinstance(state.scene, Mentoring) and state.scene.draft and state.scene.question != thread.question.id:
        return Turn(
            state, effects, message=desk.unfinished("mentor.claimed_later", state.scene.question, state, context)
        )
    writing = _writing(Writing.ANSWER, thread, state, desk.draft_of(thread, state))
    return replace(_at(thread, writing, () if is_mine else say("mentor.claimed", state, context)), effects=effects)


def _refused(refusal: Refusal, thread: Thread, state: State, context: Context) -> Turn:
    left = _out(state)
    why_not = desk.why_not(refusal, thread, left, context)
    return Turn(left, message=Message(Kind.NOTICE, why_not, desk.ways(left, context)))


def _moved_by(move: Move, key: str, thread: Thread, state: State, context: Context) -> Turn:
    left = _done(thread, state)
    return Turn(left, (MoveQuestion(thread.question.id, move),), message=desk.told(key, left, context))


def screen(state: State, context: Context) -> Message:
    """While a mentor writes: what was asked, or what they wrote, as the learner will read it."""
    thread = context.facts.thread
    scene = state.scene
    if not isinstance(scene, Mentoring) or thread is None:
        key = "mentor.gone" if context.facts.queue is not None else "mentor.moved.revoke"
        return desk.told(key, state, context)
    if thread.question.id != scene.question:  # what they have just pressed was about another one
        return desk.unfinished("mentor.unfinished", scene.question, state, context)
    if scene.draft and scene.writes is Writing.ANSWER:
        return desk.preview(thread, scene.draft, state, context)
    return desk.writing(thread, scene.writes, state, context)


def hear(text: str, state: State, context: Context) -> Turn | None:
    """What a mentor writes: shown to them once more before it leaves; a note is kept at once.

    Whoever writes in several messages, as one does in a chat, finds them joined.
    """
    thread, scene = context.facts.thread, state.scene
    assert isinstance(scene, Mentoring), "only who is at a question is heard here"
    if context.facts.queue is None:
        return _ended(state, context)
    if thread is None or thread.question.id != scene.question or not desk.is_mine(thread, context):
        left = replace(state, scene=resting(state))
        return Turn(left, message=desk.told("mentor.gone", left, context))
    match scene.writes:
        case Writing.NOTE:
            noted = AddNote(thread.question.id, mask(text))
            if scene.draft:
                on = replace(state, scene=replace(scene, writes=Writing.ANSWER))
                return replace(_at(thread, on, say("mentor.noted", on, context)), effects=(noted,))
            left = replace(state, scene=resting(state))
            return Turn(left, (noted,), message=desk.told("mentor.noted", left, context))
        case Writing.REASON:
            return _revealed(mask(text), thread, state, context)
        case _ if scene.draft and fold(text).strip(" .!") in _SEND:
            return _sent(thread, state, context)
        case _:
            return _drafted(text, thread, scene, state, context)


def _drafted(text: str, thread: Thread, scene: Mentoring, state: State, context: Context) -> Turn:
    draft = f"{scene.draft}\n{text}" if scene.draft else text
    if len(draft) > context.limits.text_characters:
        return _at(thread, state, say("mentor.too_long", state, context, count=context.limits.text_characters))
    return _at(thread, replace(state, scene=replace(scene, draft=draft)))


def _revealed(reason: str, thread: Thread, state: State, context: Context) -> Turn:
    """Who asks, told once, for a reason that they will read."""
    writing = _writing(Writing.ANSWER, thread, state, desk.draft_of(thread, state))
    name = context.facts.asker
    key = "mentor.revealed" if name is not None else "mentor.revealed_none"
    note = say(key, state, context, name=name or "")
    return replace(_at(thread, writing, note), effects=(Reveal(thread.question.id, reason),))


def _sent(thread: Thread, state: State, context: Context) -> Turn | None:
    """Off it goes; what may harm a learner is held, and its writer told why and how to go on."""
    scene = state.scene
    if not isinstance(scene, Mentoring) or scene.question != thread.question.id or not scene.draft:
        return None
    found = doubts(scene.draft, allowed_hosts(context.catalog, context.operator.url))
    kinds = tuple(dict.fromkeys(doubt.kind for doubt in found))
    sent = SendAnswer(thread.question.id, scene.draft, kinds)
    if not found:
        left = replace(state, scene=resting(state))
        return Turn(left, (sent,), message=desk.told("mentor.sent", left, context))
    anew = replace(state, scene=replace(scene, draft=""))
    text = (*why(found, state, context), Preformatted(scene.draft))
    message = Message(Kind.NOTICE, text, desk.while_writing(thread, anew, context))
    return replace(_at(thread, anew), effects=(sent,), message=message)


def replied(text: str, state: State, context: Context) -> Turn | None:
    """A reply to the message of a question: its answer; whoever may take it takes it by that."""
    thread = context.facts.thread
    if context.facts.queue is None:
        return None
    if thread is None:
        return Turn(state, message=desk.told("mentor.gone", state, context))
    if thread.question.learner == context.facts.number:
        return _refused(Refusal.OWN, thread, state, context)
    is_mine = desk.is_mine(thread, context)
    if not is_mine and context.facts.refusal is not None:
        return _refused(context.facts.refusal, thread, state, context)
    scene = state.scene
    is_here = isinstance(scene, Mentoring) and scene.question == thread.question.id
    if isinstance(scene, Mentoring) and scene.draft and not is_here:
        return Turn(state, message=desk.unfinished("mentor.one_at_a_time", scene.question, state, context))
    here = scene if isinstance(scene, Mentoring) and is_here else Mentoring(thread.question.id, back=resting(state))
    drafted = _drafted(text, thread, replace(here, writes=Writing.ANSWER), state, context)
    effects = () if is_mine else (MoveQuestion(thread.question.id, Move.CLAIM),)
    return replace(drafted, effects=effects)


def moved(event: QuestionMoved, state: State, context: Context) -> Step:
    """What became of a question that a mentor holds or answered."""
    thread = context.facts.thread
    if thread is None:
        is_here = isinstance(state.scene, Mentoring) and state.scene.question == event.question
        left = replace(state, scene=resting(state)) if is_here else state
        gone = replace(desk.told("mentor.gone", left, context), is_silent=context.is_night)
        return Step(left, (Say(gone, lane=Lane.NUDGE),))
    added = [words.text for words in thread.words if words.kind is WordsKind.LEARNER]
    is_more = event.move is Move.ASK_ON and len(added) > 0
    left = state if event.move in {Move.ASK_ON, Move.UNDERSTAND} else _done(thread, state)
    text = say("mentor.pressing", state, context) if is_more and thread.question.is_urgent else ()
    told, of = say(f"mentor.moved.{event.move}", state, context), desk.head(thread, state, context)
    text += of + told + paragraph(added[-1]) if is_more else told + of + paragraph(quoted(thread.asked))
    message = Message(Kind.NOTICE, text, (desk.on(thread, "see", state, context),), is_silent=context.is_night)
    lane = Lane.MENTOR if is_more else Lane.NUDGE
    return Step(left, (Say(message, key=f"{MENTOR_KEY}{thread.question.id}", lane=lane),))


def judged(state: State, context: Context, *, is_sent: bool) -> Step:
    """An admin has looked at an answer that was held: it is on its way, or another one is to be written."""
    thread = context.facts.thread
    if thread is None or thread.question.holder is None or thread.question.holder != context.facts.number:
        return Step(state, (Ignore("a question that is another one's by now"),))
    text = say("mentor.released" if is_sent else "mentor.withheld", state, context) + paragraph(thread.asked)
    message = Message(Kind.NOTICE, text, (desk.on(thread, "see" if is_sent else "write", state, context),))
    return Step(state, (Say(message, key=f"{MENTOR_KEY}{thread.question.id}", lane=Lane.MENTOR),))


def due(state: State, context: Context) -> Step:
    """The digest at a mentor's own hour; or a ping for one that is urgent, which may wake them."""
    found, thread = context.facts.queue, context.facts.thread
    if found is None:
        return Step(state, (Ignore("no mentor any more"),))
    if thread is not None and thread.question.state is not QuestionState.OPEN:
        return Step(state, (Ignore("somebody has it by now"),))
    if thread is not None:
        text = say("mentor.urgent", state, context) + desk.head(thread, state, context) + paragraph(thread.asked)
        message = Message(Kind.NOTICE, text, (desk.on(thread, "claim", state, context),))
        return Step(state, (Say(message, key=f"{MENTOR_KEY}{thread.question.id}", lane=Lane.MENTOR),))
    if context.is_night or not (found.held or found.waiting):
        return Step(state, (Ignore("nothing waits, or it is night"),))
    return Step(state, (Say(desk.digest(found, state, context), lane=Lane.NUDGE),))
