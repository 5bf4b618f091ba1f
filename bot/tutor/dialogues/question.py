"""Asking a human: the question, who gets it and when they look, what is added to it, and taking it back."""

from dataclasses import replace

from bot.model.delivery import Lane
from bot.model.dialogue import Asking, State, Unsent, Welcoming
from bot.model.effects import Ignore, MoveQuestion, OpenQuestion, Say
from bot.model.events import QuestionMoved
from bot.model.ids import QuestionId
from bot.model.message import Choice, Kind, Message
from bot.model.question import Move, QuestionState, Thread
from bot.model.text import Text
from bot.model.triage import Urgency
from bot.tutor import course, safety
from bot.tutor.choices import PlainChoice, plain_choice
from bot.tutor.context import Context, Step, Turn
from bot.tutor.manners import clean
from bot.tutor.speech import line, offer, say, way
from bot.tutor.threads import LEARNER, of_choice, onwards, own_words, quoted, resting, under_way

DIALOGUE = LEARNER
_LABEL = 40
"""Characters of a question on a button."""


def ask(words: str, state: State, context: Context) -> Turn:
    """Opens a question, or adds to one under way; without words they are waited for.

    Somebody of whom nothing is kept could not be found again with the answer: they are told so, and their words wait.
    Where no human answers, they are told that, and whom they can turn to.
    """
    live = under_way(context)
    if words and isinstance(state.scene, Asking):
        return hear(words, state, context)
    if not live and context.facts.outlook is None:
        return Turn(state, message=nobody(state, context))
    if not words:
        about = live[-1].question.id if live else None
        return Turn(replace(state, scene=Asking(about, back=resting(state)), unsent=None))
    if state.profile.consent is None:
        return _kept(Unsent(clean(words)), state, context)
    if not live:
        return _opened(clean(words), state, context)
    if len(live) == 1 and _is_here(live[0], state):
        return _more(clean(words), live[0], state, context)
    return _which(clean(words), live, state, context)


def early(words: str, state: State, context: Context) -> Turn:
    """The same before the welcome is over: words are kept until somebody agrees to be remembered."""
    if context.facts.outlook is None:
        return Turn(state, note=nobody(state, context).text)
    if state.profile.consent is not None and words:
        live = under_way(context)
        opened = _more(clean(words), live[-1], state, context) if live else _opened(clean(words), state, context)
        return Turn(state, opened.effects, note=opened.message.text if opened.message is not None else ())
    if state.profile.consent is not None:
        return Turn(state, note=say("question.how", state, context))
    kept = replace(state, unsent=Unsent(clean(words))) if words else state
    return Turn(kept, note=say("question.early" if kept.unsent is not None else "question.early_how", kept, context))


def agreed(turn: Turn | None, before: State, context: Context) -> Turn | None:
    """The same turn with the words sent that waited for somebody to agree, if they just have."""
    if turn is None or before.profile.consent is not None or turn.state.profile.consent is None:
        return turn
    waits = turn.state.unsent
    if waits is None:
        return turn
    state = replace(turn.state, scene=resting(turn.state)) if isinstance(turn.state.scene, Asking) else turn.state
    if context.facts.outlook is None:
        note = turn.note + nobody(state, context).text
        return replace(turn, state=replace(state, unsent=None), note=note)
    opened = _opening(waits, state, context)
    sent = _told_urgent(state, context) if waits.is_urgent else _told_sent(state, context)
    return replace(turn, state=replace(state, unsent=None), effects=(*turn.effects, opened), note=turn.note + sent)


def nobody(state: State, context: Context) -> Message:
    """The honest answer to a question where no human answers."""
    text = say("ask.nobody", state, context, contact=context.operator.contact)
    return Message(Kind.NOTICE, text, (onwards(state, context),))


def _is_here(thread: Thread, state: State) -> bool:
    """Whether it came up in the lesson at hand."""
    return thread.lesson == (state.bookmark.lesson if state.bookmark is not None else None)


def _kept(waits: Unsent, state: State, context: Context) -> Turn:
    """A visitor's words, kept with the talk until they agree to be remembered."""
    kept = replace(state, scene=resting(state), unsent=waits)
    text = say("question.visitor", kept, context, question=quoted(waits.words), contact=context.operator.contact)
    keep = way("w", "keep", "menu.keep", kept, context)
    return Turn(kept, message=Message(Kind.NOTICE, text, (keep, onwards(kept, context))))


def _which(words: str, live: tuple[Thread, ...], state: State, context: Context) -> Turn:
    """Whether the words belong to a question under way, or are about something else."""
    kept = replace(state, unsent=Unsent(words))
    text = say("question.which", kept, context, question=quoted(words))
    choices = (*_to_each(live, kept, context), *_other(live, kept, context), _leave(kept, context))
    return Turn(kept, message=Message(Kind.NOTICE, text, choices))


def _to_each(live: tuple[Thread, ...], state: State, context: Context) -> tuple[Choice, ...]:
    return tuple(
        offer(
            plain_choice(DIALOGUE, "more", str(each.question.id)),
            "question.more",
            state,
            context,
            question=own_words(each, state, context, _LABEL),
        )
        for each in reversed(live)
    )


def _other(live: tuple[Thread, ...], state: State, context: Context) -> tuple[Choice, ...]:
    has_room = len(live) < context.limits.open_questions
    return (way(DIALOGUE, "other", "question.other", state, context),) if has_room else ()


def _leave(state: State, context: Context) -> Choice:
    return way(DIALOGUE, "leave", "account.back", state, context)


def screen(state: State, context: Context) -> Message:
    """While the words of a question are awaited: who reads them, and how those under way stand."""
    scene = state.scene if isinstance(state.scene, Asking) else Asking()
    live = under_way(context)
    about = _about(scene, live)
    if about is None:
        return Message(Kind.NOTICE, _before_writing(state, context), (_leave(state, context),))
    text: Text = ()
    for each in live:
        text += say("question.under_way", state, context, question=own_words(each, state, context)) + _standing(
            each, state, context
        )
    key = "question.add" if len(live) == 1 else "question.add_to"
    text += say(key, state, context, question=own_words(about, state, context))
    rest = tuple(each for each in live if each is not about)
    withdraw = offer(plain_choice(DIALOGUE, "withdraw", str(about.question.id)), "question.withdraw", state, context)
    choices = (*_to_each(rest, state, context), *_other(live, state, context), withdraw, _leave(state, context))
    return Message(Kind.NOTICE, text, choices)


def _before_writing(state: State, context: Context) -> Text:
    text = say("question.write", state, context)
    text += who(state, context)
    if state.profile.consent is None:
        return text + say("question.first_write", state, context)
    return text + (say("question.young", state, context) if state.profile.is_young else ())


def _about(scene: Asking, live: tuple[Thread, ...]) -> Thread | None:
    """The question to which the next words belong; None where they are a new one."""
    if scene.is_new or not live:
        return None
    return next((each for each in live if each.question.id == scene.about), live[-1])


def who(state: State, context: Context) -> Text:
    """Who gets a question, and when they usually look."""
    outlook = context.facts.outlook
    if outlook is None:
        return ()
    text = _named(outlook.names, state, context)
    if outlook.looks_at is None:
        return text
    moment = outlook.looks_at.astimezone(context.zone)
    is_today = moment.date() == context.today
    if is_today and outlook.looks_at <= context.now:
        return text + say("question.looks_now", state, context)
    when = "question.looks_today" if is_today else "question.looks_on"
    return text + say(when, state, context, time=f"{moment:%H:%M}", day=moment.date())


def _named(names: tuple[str, ...], state: State, context: Context) -> Text:
    match names:
        case ():
            return say("question.who_near", state, context)
        case (first, second):
            return say("question.who_two", state, context, first=first, second=second)
        case _:
            return say("question.who", state, context, names=", ".join(names))


def _standing(live: Thread, state: State, context: Context) -> Text:
    match live.question.state:
        case QuestionState.CLAIMED:
            return say("question.claimed", state, context, name=live.holder_name)
        case QuestionState.ANSWERED:
            return say("question.answered", state, context, name=live.holder_name)
        case _:
            return say("question.open", state, context)


def _opening(words: Unsent, state: State, context: Context) -> OpenQuestion:
    bookmark = state.bookmark
    lesson = course.lesson_at(bookmark, context) if bookmark is not None else None
    return OpenQuestion(
        words.words,
        state.profile.language,
        lesson.track if lesson is not None else None,
        bookmark.lesson if bookmark is not None else None,
        bookmark.step if bookmark is not None else None,
        is_urgent=words.is_urgent,
        is_noted=words.is_noted,
    )


def _told_sent(state: State, context: Context) -> Text:
    return say("question.sent", state, context) + who(state, context) + say("question.may_close", state, context)


def _opened(words: str, state: State, context: Context) -> Turn:
    left = left_off(state)
    message = Message(Kind.NOTICE, _told_sent(left, context), (onwards(left, context),))
    return Turn(left, (_opening(Unsent(words), state, context),), message=message)


def _more(words: str, live: Thread, state: State, context: Context) -> Turn:
    """More on a question under way: whoever holds it hears of it."""
    left = left_off(state)
    key = "question.added" if live.question.holder is not None else "question.added_open"
    text = say(key, left, context, name=live.holder_name, question=own_words(live, state, context))
    choices = (onwards(left, context), *_other(under_way(context), left, context))
    added = MoveQuestion(live.question.id, Move.ASK_ON, words)
    return Turn(_reacted(left, live), (added,), message=Message(Kind.NOTICE, text, choices))


def _reacted(state: State, thread: Thread) -> State:
    return replace(state, unread=None) if state.unread == thread.question.id else state


def left_off(state: State) -> State:
    """Back to where they stood before they asked; nothing waits to be sent any more."""
    if isinstance(state.scene, Welcoming):
        return replace(state, unsent=None)
    return replace(state, scene=resting(state), unsent=None)


def hear(text: str, state: State, context: Context) -> Turn:
    """The words of a question, or more on one."""
    assert isinstance(state.scene, Asking), "only who is asking is heard here"
    live = under_way(context)
    if not live and context.facts.outlook is None:
        return Turn(left_off(state), message=nobody(state, context))
    if state.profile.consent is None:
        return _kept(Unsent(clean(text)), state, context)
    about = _about(state.scene, live)
    return _more(clean(text), about, state, context) if about is not None else _opened(clean(text), state, context)


def replied(question: QuestionId, text: str, state: State, context: Context) -> Turn | None:
    """A reply to what was said about a question: more on it; None where it is not under way any more."""
    about = next((each for each in under_way(context) if each.question.id == question), None)
    return _more(clean(text), about, state, context) if about is not None else None


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """What a learner does with their questions; a press on somebody else's is none of theirs."""
    live = under_way(context)
    match choice.what:
        case "leave":
            return Turn(left_off(state))
        case "other":
            return _begun(live, state, context)
        case "withdraw":
            about = next((each for each in live if each.question.id == of_choice(choice)), None)
            return _withdrawn(about, state, context)
        case "more":
            about = next((each for each in live if each.question.id == of_choice(choice)), None)
            if about is None:
                return Turn(left_off(state), note=say("question.over", state, context))
            if state.unsent is not None:
                return _more(state.unsent.words, about, state, context)
            return Turn(replace(state, scene=Asking(about.question.id, back=resting(state))))
        case _:
            return None


def _begun(live: tuple[Thread, ...], state: State, context: Context) -> Turn:
    """Something else: as many questions as may be under way are enough."""
    if len(live) >= context.limits.open_questions:
        text = say("question.full", state, context, count=len(live))
        scene = Asking(live[-1].question.id, back=resting(state))
        return Turn(replace(state, scene=scene, unsent=None), note=text)
    if context.facts.outlook is None:
        return Turn(left_off(state), message=nobody(state, context))
    if state.unsent is not None and state.profile.consent is not None:
        return _opened(state.unsent.words, state, context)
    return Turn(replace(state, scene=Asking(is_new=True, back=resting(state))))


def _withdrawn(live: Thread | None, state: State, context: Context) -> Turn:
    left = left_off(state)
    if live is None:
        return Turn(left, note=say("question.over", state, context))
    moved = MoveQuestion(live.question.id, Move.WITHDRAW)
    note = say("question.withdrawn", state, context, question=own_words(live, state, context))
    return Turn(_reacted(left, live), (moved,), note=note)


def in_danger(kind: Urgency, state: State, context: Context) -> Turn:
    """Whoever has read a safety card and wants a person: an urgent question that repeats no word of theirs.

    What they wrote on is added to it. The numbers to call stand below, and nobody is asked to learn.
    """
    numbers, back = safety.calls(state, context), safety.way_back(kind, "account.back", state, context)
    live = [each for each in under_way(context) if each.question.is_urgent]
    if not live and context.facts.outlook is None:
        text = say("ask.nobody", state, context, contact=context.operator.contact)
        return Turn(state, message=Message(Kind.NOTICE, text + numbers, (back,)))
    noted = Unsent(line(f"question.urgent.{kind}", state, context), is_urgent=True, is_noted=True)
    if state.profile.consent is None:
        waits = state.unsent if state.unsent is not None and state.unsent.is_urgent else noted
        return _visitor_in_danger(replace(state, unsent=waits), numbers, back, context)
    if isinstance(state.scene, Welcoming):
        return Turn(state, (_opening(noted, state, context),), note=_told_urgent(state, context))
    about = live[-1].question.id if live else None
    asking = replace(state, scene=Asking(about, back=resting(state)))
    effects = () if live else (_opening(noted, state, context),)
    text = say("question.urgent_sent", state, context) + who(state, context)
    text += say("question.urgent_more", state, context) + numbers
    return Turn(asking, effects, message=Message(Kind.NOTICE, text, (_leave(state, context),)))


def _told_urgent(state: State, context: Context) -> Text:
    return say("question.urgent_sent", state, context) + who(state, context) + safety.calls(state, context)


def _visitor_in_danger(state: State, numbers: Text, back: Choice, context: Context) -> Turn:
    text = numbers + say("question.urgent_visitor", state, context, contact=context.operator.contact)
    if isinstance(state.scene, Welcoming):
        return Turn(state, note=text)
    keep = way("w", "keep", "menu.keep", state, context)
    return Turn(state, message=Message(Kind.NOTICE, text, (keep, back)))


def carried(card: Turn, words: str, state: State, context: Context) -> Turn:
    """A safety card that answers words for a human: they reach one all the same, and as urgent."""
    live = under_way(context)
    if not words or card.message is None or (not live and context.facts.outlook is None):
        return card
    if state.profile.consent is None:
        return replace(card, state=replace(state, unsent=Unsent(clean(words), is_urgent=True)))
    about = _about(state.scene, live) if isinstance(state.scene, Asking) else None
    effect = (
        MoveQuestion(about.question.id, Move.ASK_ON, clean(words), is_urgent=True)
        if about is not None
        else _opening(Unsent(clean(words), is_urgent=True), state, context)
    )
    said = replace(card.message, text=card.message.text + say("question.urgent_sent", state, context))
    return replace(card, effects=(effect,), message=said)


def overdue(state: State, context: Context) -> Step:
    """Nobody took it so far: the learner hears honestly that others are asked now."""
    thread = context.facts.thread
    if thread is None or thread.question.state is not QuestionState.OPEN:
        # Time has closed it, which is nothing to tell; whoever has not seen its answer still finds it first.
        is_done = thread is None or (thread.question.state is QuestionState.CLOSED and thread.is_seen)
        left = replace(state, unread=None) if is_done else state
        return Step(left, (Ignore("a question that is no longer open"),))
    text = say("question.wider", state, context, question=own_words(thread, state, context))
    text += say("question.contact", state, context, contact=context.operator.contact)
    return Step(state, (_news(text, thread, state, context),))


def closed(event: QuestionMoved, state: State, context: Context) -> Step:
    """Whoever read it cannot help with it: the learner hears so, and that others still may."""
    thread = context.facts.thread
    if thread is None or event.move is not Move.CLOSE:
        return Step(state, (Ignore("nothing that the learner has to know"),))
    text = say("question.closed", state, context, question=own_words(thread, state, context))
    text += say("question.contact", state, context, contact=context.operator.contact)
    return Step(_reacted(state, thread), (_news(text, thread, state, context),))


def _news(text: Text, thread: Thread, state: State, context: Context) -> Say:
    withdraw = offer(plain_choice(DIALOGUE, "withdraw", str(thread.question.id)), "question.withdraw", state, context)
    is_open = thread.question.state is QuestionState.OPEN
    choices = (onwards(state, context), *((withdraw,) if is_open else ()))
    message = Message(Kind.NOTICE, text, choices, is_silent=context.is_night)
    return Say(message, lane=Lane.MENTOR)
