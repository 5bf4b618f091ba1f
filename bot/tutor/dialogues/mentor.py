"""Helping: the questions that wait, one claimed, the answer read once more before it leaves, and handing back."""

from dataclasses import replace

from bot.model.delivery import Lane
from bot.model.dialogue import AtMenu, Learning, Mentoring, State
from bot.model.effects import AddNote, Effect, Ignore, MoveQuestion, Say, SendAnswer
from bot.model.events import QuestionMoved
from bot.model.message import Choice, Kind, Message
from bot.model.question import Move, QuestionState, Queue, Refusal, Thread, WordsKind
from bot.model.text import Text, paragraph
from bot.tutor import course
from bot.tutor.choices import PlainChoice, plain_choice
from bot.tutor.context import Context, Step, Turn
from bot.tutor.speech import offer, say, way
from bot.tutor.threads import MENTOR, of_choice

DIALOGUE = MENTOR
SHOWN = 6
"""Waiting questions on one screen: few enough to read aloud."""
LONGEST_LABEL = 40


def queue(state: State, context: Context) -> Turn:
    """What lies before a mentor; whoever is none hears so."""
    found = context.facts.queue
    if found is None:
        return Turn(state, note=say("mentor.none", state, context))
    left = replace(state, scene=AtMenu()) if isinstance(state.scene, Mentoring) else state
    return Turn(left, message=_listed(found, state, context))


def _listed(found: Queue, state: State, context: Context) -> Message:
    urgent = sum(each.question.is_urgent for each in found.waiting)
    counts = {"held": len(found.held), "waiting": len(found.waiting), "urgent": urgent}
    text = say(
        "mentor.queue" if counts["held"] or counts["waiting"] else "mentor.queue_empty", state, context, **counts
    )
    if found.waiting and not found.has_room:
        text += say("mentor.full", state, context, most=found.most_open)
    choices = [_to(each, "held", state, context) for each in found.held]
    choices += [
        _to(each, "urgent" if each.question.is_urgent else "waiting", state, context) for each in found.waiting[:SHOWN]
    ]
    choices += [_to(each, "answered", state, context) for each in found.answered[:SHOWN]]
    return Message(Kind.MENU, text, (*choices, way("m", "menu", "menu.menu", state, context)))


def _to(thread: Thread, how: str, state: State, context: Context) -> Choice:
    words = " ".join(thread.asked.split())
    label = words if len(words) <= LONGEST_LABEL else f"{words[:LONGEST_LABEL].rstrip()}…"
    choice = plain_choice(DIALOGUE, "see", str(thread.question.id))
    return offer(choice, f"mentor.to_{how}", state, context, question=label)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """What a mentor does with a question; of one that is gone they hear kindly."""
    if choice.what == "list":
        return queue(state, context)
    thread = context.facts.thread
    if of_choice(choice) is None or context.facts.queue is None:
        return None
    if thread is None:
        return Turn(_out(state), note=say("mentor.gone", state, context))
    match choice.what:
        case "see":
            return Turn(_out(state), message=seen(thread, state, context))
        case "claim":
            return _claimed(thread, state, context)
        case "write" | "note" if _is_mine(thread, context):
            writing = Mentoring(thread.question.id, is_note=choice.what == "note")
            return Turn(replace(state, scene=writing))
        case "send" if _is_mine(thread, context):
            return _sent(thread, state, context)
        case "back" if _is_mine(thread, context):
            return _handed_back(thread, state, context)
        case "send" | "back" | "write" | "note":
            return Turn(_out(state), message=seen(thread, state, context))
        case _:
            return None


def _is_mine(thread: Thread, context: Context) -> bool:
    asked = thread.question
    may_write = asked.state in {QuestionState.CLAIMED, QuestionState.ANSWERED}
    return may_write and asked.holder is not None and asked.holder == context.facts.number


def _out(state: State) -> State:
    """Away from the question at hand, back to what else there is."""
    if not isinstance(state.scene, Mentoring):
        return state
    return replace(state, scene=Learning() if state.bookmark is not None else AtMenu())


def seen(thread: Thread, state: State, context: Context) -> Message:
    """A question as a mentor reads it: who asks, where it came up, what was said, and what they can do."""
    text = _head(thread, state, context)
    for words in thread.words:
        who = "held" if words.is_held else words.kind.value
        text += say(f"mentor.said.{who}", state, context, name=words.name) + paragraph(words.text)
    whats: tuple[str, ...] = ()
    if _is_mine(thread, context):
        whats = ("write", "back", "note")
    elif context.facts.refusal is None:
        whats = ("claim",)
    else:
        text += _why(context.facts.refusal, thread, state, context)
    choices = tuple(_on(thread, what, state, context) for what in whats)
    return Message(Kind.NOTICE, text, (*choices, way(DIALOGUE, "list", "mentor.list", state, context)))


def _head(thread: Thread, state: State, context: Context) -> Text:
    """Who asks, as far as a mentor may know, and at which step."""
    asked = thread.question
    day = context.day(asked.asked_at)
    if thread.seat and asked.classroom is not None:
        text = say("mentor.from_class", state, context, seat=thread.seat, number=asked.classroom, day=day)
    else:
        text = say("mentor.from_free", state, context, day=day)
    lesson = context.catalog.lessons.get(thread.lesson) if thread.lesson is not None else None
    if lesson is not None:
        text += say("mentor.at_lesson", state, context, lesson=course.title_of(lesson, state))
    return text


def _on(thread: Thread, what: str, state: State, context: Context, label: str = "") -> Choice:
    """Something to do with a question; `label` where its phrase has another name."""
    choice = plain_choice(DIALOGUE, what, str(thread.question.id))
    return offer(choice, f"mentor.{label or what}", state, context)


def _why(refusal: Refusal, thread: Thread, state: State, context: Context) -> Text:
    return say(f"mentor.refused.{refusal}", state, context, name=thread.holder_name)


def _claimed(thread: Thread, state: State, context: Context) -> Turn:
    if _is_mine(thread, context):
        return Turn(replace(state, scene=Mentoring(thread.question.id)))
    if context.facts.refusal is not None:
        why = _why(context.facts.refusal, thread, state, context)
        ways = (way(DIALOGUE, "list", "mentor.list", state, context),)
        return Turn(_out(state), message=Message(Kind.NOTICE, why, ways))
    claimed = MoveQuestion(thread.question.id, Move.CLAIM)
    note = say("mentor.claimed", state, context)
    return Turn(replace(state, scene=Mentoring(thread.question.id)), (claimed,), note=note)


def _handed_back(thread: Thread, state: State, context: Context) -> Turn:
    back = MoveQuestion(thread.question.id, Move.HAND_BACK)
    return Turn(_out(state), (back,), message=_told("mentor.handed_back", state, context))


def _told(key: str, state: State, context: Context) -> Message:
    return Message(Kind.NOTICE, say(key, state, context), (way(DIALOGUE, "list", "mentor.list", state, context),))


def screen(state: State, context: Context) -> Message:
    """While a mentor writes: what was asked, or what they wrote, as the learner will read it."""
    thread = context.facts.thread
    if not isinstance(state.scene, Mentoring) or thread is None:
        return _told("mentor.gone", state, context)
    if state.scene.draft:
        head = say("mentor.preview", state, context)
        anew = _on(thread, "write", state, context, label="rewrite")
        choices = (_on(thread, "send", state, context), anew, _on(thread, "back", state, context))
        return Message(Kind.NOTICE, head + paragraph(state.scene.draft), choices)
    what = say("mentor.write_note" if state.scene.is_note else "mentor.write_now", state, context)
    text = _head(thread, state, context) + paragraph(thread.asked) + what
    back, see = _on(thread, "back", state, context), _on(thread, "see", state, context)
    return Message(Kind.NOTICE, text, (see,) if state.scene.is_note else (back, see))


def hear(text: str, state: State, context: Context) -> Turn | None:
    """What a mentor writes: shown to them once more before it leaves; a note is kept at once."""
    thread = context.facts.thread
    assert isinstance(state.scene, Mentoring), "only who is at a question is heard here"
    if thread is None or not _is_mine(thread, context):
        return Turn(_out(state), message=_told("mentor.gone", state, context))
    if state.scene.is_note:
        kept = AddNote(thread.question.id, text)
        return Turn(_out(state), (kept,), message=_told("mentor.noted", state, context))
    return Turn(replace(state, scene=replace(state.scene, draft=text)))


def _sent(thread: Thread, state: State, context: Context) -> Turn | None:
    draft = state.scene.draft if isinstance(state.scene, Mentoring) else ""
    if not draft:
        return None
    sent: Effect = SendAnswer(thread.question.id, draft)
    return Turn(_out(state), (sent,), message=_told("mentor.sent", state, context))


def moved(event: QuestionMoved, state: State, context: Context) -> Step:
    """What became of a question that a mentor holds or answered."""
    thread = context.facts.thread
    is_here = isinstance(state.scene, Mentoring) and state.scene.question == event.question
    if thread is None:
        gone = _told("mentor.gone", state, context)
        return Step(_out(state) if is_here else state, (Say(gone, lane=Lane.NUDGE),))
    left = _out(state) if is_here and event.move is not Move.ASK_ON else state
    text = say(f"mentor.moved.{event.move}", state, context) + paragraph(thread.asked)
    if event.move is Move.ASK_ON:
        added = [words for words in thread.words if words.kind is WordsKind.LEARNER]
        text = say("mentor.moved.ask_on", state, context) + paragraph(added[-1].text)
    see = _on(thread, "see", state, context)
    return Step(left, (Say(Message(Kind.NOTICE, text, (see,)), lane=Lane.NUDGE),))


def due(state: State, context: Context) -> Step:
    """The digest at a mentor's own hour; or a ping for one that is urgent."""
    found, thread = context.facts.queue, context.facts.thread
    if found is None:
        return Step(state, (Ignore("no mentor any more"),))
    if thread is not None:
        text = say("mentor.urgent", state, context) + _head(thread, state, context) + paragraph(thread.asked)
        message = Message(Kind.NOTICE, text, (_on(thread, "claim", state, context),))
        return Step(state, (Say(message, lane=Lane.MENTOR),))
    if not found.held and not found.waiting:
        return Step(state, (Ignore("nothing waits"),))
    time = f"{context.now.astimezone(context.zone):%H:%M}"
    hello = say("mentor.digest", state, context, time=time)
    return Step(state, (Say(_listed(found, state, context).below(hello), lane=Lane.NUDGE),))
