"""A mentor's desk, as it is shown: the list of questions, one of them, what is being written, and what may be done."""

from bot.model.dialogue import Mentoring, State, Writing
from bot.model.ids import QuestionId
from bot.model.message import Choice, Kind, Message
from bot.model.question import QuestionState, Queue, Refusal, Thread, WordsKind
from bot.model.text import Preformatted, Text, paragraph
from bot.tutor import course
from bot.tutor.choices import plain_choice
from bot.tutor.context import Context
from bot.tutor.helps import HELPER
from bot.tutor.phrases import Value
from bot.tutor.speech import line, offer, say, way
from bot.tutor.threads import MENTOR, onwards, quoted

SHOWN = 6
"""Questions of one kind on one screen: few enough to read aloud."""
_LABEL = 40
"""Characters of a question on a button."""


def is_mine(thread: Thread, context: Context) -> bool:
    """Whether this mentor holds the question, or has answered it."""
    asked = thread.question
    may_write = asked.state in {QuestionState.CLAIMED, QuestionState.ANSWERED}
    return may_write and asked.holder is not None and asked.holder == context.facts.number


def draft_of(thread: Thread, state: State) -> str:
    """What a mentor has written to this question and not sent yet."""
    scene = state.scene
    return scene.draft if isinstance(scene, Mentoring) and scene.question == thread.question.id else ""


def on(thread: Thread, what: str, state: State, context: Context, label: str = "") -> Choice:
    """Something to do with a question; `label` where its phrase has another name."""
    choice = plain_choice(MENTOR, what, str(thread.question.id))
    return offer(choice, f"mentor.{label or what}", state, context)


def ways(state: State, context: Context) -> tuple[Choice, ...]:
    """To the list, and back to what else there is; whoever is no mentor any more has no list."""
    to_list = (way(MENTOR, "list", "mentor.list", state, context),) if context.facts.queue is not None else ()
    return (*to_list, onwards(state, context))


def told(key: str, state: State, context: Context) -> Message:
    """A word about a question, with the ways on."""
    return Message(Kind.NOTICE, say(key, state, context), ways(state, context))


def unfinished(key: str, question: QuestionId, state: State, context: Context) -> Message:
    """A word to whoever is writing about another question, with the way back to it."""
    resume = offer(plain_choice(MENTOR, "claim", str(question)), "mentor.resume", state, context)
    return Message(Kind.NOTICE, say(key, state, context), (resume,))


def why_not(refusal: Refusal, thread: Thread, state: State, context: Context) -> Text:
    """Why somebody may not claim a question."""
    return say(f"mentor.refused.{refusal}", state, context, name=thread.holder_name)


def listed(found: Queue, state: State, context: Context, hello: Text = ()) -> Message:
    """The list: what one holds, what waits, and what one has answered; `hello` counts all of it already."""
    urgent = sum(each.question.is_urgent for each in found.waiting)
    held, waiting = len(found.held), len(found.waiting)
    text = hello
    if held:
        text += say("mentor.holding", state, context, count=held)
    if waiting and (held or not hello):
        text += say(
            "mentor.waiting_urgent" if urgent else "mentor.waiting", state, context, count=waiting, urgent=urgent
        )
    text = text or say("mentor.queue_empty", state, context)
    if waiting > SHOWN:
        text += say("mentor.first_ones", state, context, count=SHOWN)
    if waiting and not found.has_room:
        text += say("mentor.full", state, context, most=found.most_open)
    choices = [_to(each, "held", state, context) for each in found.held]
    choices += [
        _to(each, "urgent" if each.question.is_urgent else "waiting", state, context) for each in found.waiting[:SHOWN]
    ]
    choices += [_to(each, "seen" if each.is_seen else "unseen", state, context) for each in found.answered[:SHOWN]]
    choices.append(way(HELPER, "start", "helping.start", state, context))
    return Message(Kind.MENU, text, (*choices, onwards(state, context)))


def digest(found: Queue, state: State, context: Context) -> Message:
    """The list at a mentor's own hour, in one message a day."""
    urgent = sum(each.question.is_urgent for each in found.waiting)
    time = f"{context.now.astimezone(context.zone):%H:%M}"
    key = "mentor.digest_urgent" if urgent else "mentor.digest"
    count = len(found.held) + len(found.waiting)
    hello = say(key, state, context, time=time, count=count, urgent=urgent)
    return listed(found, state, context, hello)


def _to(thread: Thread, how: str, state: State, context: Context) -> Choice:
    choice = plain_choice(MENTOR, "see", str(thread.question.id))
    return offer(choice, f"mentor.to_{how}", state, context, question=quoted(thread.asked, _LABEL))


def head(thread: Thread, state: State, context: Context) -> Text:
    """Who asks, as far as a mentor may know, and in which lesson."""
    asked = thread.question
    at = asked.asked_at.astimezone(context.zone)
    when: dict[str, Value] = {"time": f"{at:%H:%M}", "day": at.date()}
    if thread.seat and asked.classroom is not None:
        text = say("mentor.from_class", state, context, seat=thread.seat, number=str(asked.classroom), **when)
    else:
        text = say("mentor.from_free", state, context, **when)
    if thread.form is not None:
        text += say("mentor.addressed", state, context, form=thread.form)
    lesson = context.catalog.lessons.get(thread.lesson) if thread.lesson is not None else None
    if lesson is not None:
        text += say("mentor.at_lesson", state, context, lesson=course.title_of(lesson, state))
    return text


def seen(thread: Thread, state: State, context: Context) -> Message:
    """A question as a mentor reads it: who asks, where it came up, what was said, and what they can do."""
    text = head(thread, state, context)
    for words in thread.words:
        who = "held" if words.is_held else words.kind.value
        text += say(f"mentor.said.{who}", state, context, name=words.name) + paragraph(words.text)
    choices: tuple[Choice, ...] = ()
    if is_mine(thread, context):
        text += _whether_seen(thread, state, context)
        choices = _on_mine(thread, state, context)
    elif context.facts.refusal is None:
        choices = (on(thread, "claim", state, context),)
    else:
        text += why_not(context.facts.refusal, thread, state, context)
    return Message(Kind.NOTICE, text, (*choices, *ways(state, context)))


def _on_mine(thread: Thread, state: State, context: Context) -> tuple[Choice, ...]:
    is_answered = thread.question.state is QuestionState.ANSWERED
    begin = ("claim", "resume") if draft_of(thread, state) else ("write", "write_more" if is_answered else "")
    rest = (("note", ""),) if is_answered else (("back", ""), ("note", ""), ("name", ""), *_closing(thread))
    whats: tuple[tuple[str, str], ...] = (begin, *rest)
    return tuple(on(thread, what, state, context, label) for what, label in whats)


def _closing(thread: Thread) -> tuple[tuple[str, str], ...]:
    """What is urgent is never closed without an answer."""
    return () if thread.question.is_urgent else (("close", ""),)


def _whether_seen(thread: Thread, state: State, context: Context) -> Text:
    """Whether an answer was seen; where it was not, a text to paste where the learner reads."""
    answer = thread.answer
    if answer is None or thread.question.state is not QuestionState.ANSWERED:
        return ()
    if thread.is_seen:
        return say("mentor.is_seen", state, context)
    return (*say("mentor.is_unseen", state, context), Preformatted(_to_paste(thread, answer.text, state, context)))


def _to_paste(thread: Thread, answer: str, state: State, context: Context) -> str:
    """The answer as it is sent by hand: to a number of a class, and with no personal data of ours."""
    asked, url = thread.question, context.operator.url
    if thread.seat and asked.classroom is not None:
        hello = line("mentor.paste_class", state, context, seat=thread.seat, number=str(asked.classroom))
    else:
        hello = line("mentor.paste_free", state, context)
    door = f"{url}/j/{thread.class_code}" if thread.class_code is not None else url
    where = (line("mentor.paste_door", state, context, url=door),) if url else ()
    return "\n\n".join((hello, answer, *where))


def preview(thread: Thread, draft: str, state: State, context: Context) -> Message:
    """An answer once more before it leaves, with whom it goes to."""
    asked = thread.question
    if thread.seat and asked.classroom is not None:
        text = say("mentor.preview_class", state, context, seat=thread.seat, number=str(asked.classroom))
    else:
        text = say("mentor.preview", state, context)
    text += paragraph(draft) + say("mentor.preview_more", state, context)
    whats = (("send", ""), ("write", "rewrite"), ("see", ""))
    choices = tuple(on(thread, what, state, context, label) for what, label in whats)
    return Message(Kind.NOTICE, text, choices)


def writing(thread: Thread, writes: Writing, state: State, context: Context) -> Message:
    """What was asked, and what is to be written."""
    text = head(thread, state, context)
    for words in thread.words:
        is_shown = words.kind is WordsKind.LEARNER or words is thread.words[0]  # what the machine noted in their place
        text += paragraph(words.text) if is_shown else ()
    text += say(f"mentor.write_{writes}", state, context)
    choices = (
        while_writing(thread, state, context) if writes is Writing.ANSWER else (on(thread, "see", state, context),)
    )
    return Message(Kind.NOTICE, text, choices)


def while_writing(thread: Thread, state: State, context: Context) -> tuple[Choice, ...]:
    """What may be done rather than to write."""
    back = (("back", ""),) if thread.question.state is not QuestionState.ANSWERED else ()
    choices = tuple(on(thread, what, state, context, label) for what, label in (*back, ("see", "")))
    return (*choices, way(MENTOR, "leave", "mentor.later", state, context))


def asked_to_close(thread: Thread, state: State, context: Context) -> Message:
    """Whether a question is to be closed without an answer, and what the learner will read."""
    text = say("mentor.close_sure", state, context) + paragraph(quoted(thread.asked))
    return Message(Kind.NOTICE, text, (on(thread, "end", state, context), on(thread, "see", state, context)))
