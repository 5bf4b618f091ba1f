"""The tutor: one event in one state gives one new state and the effects. Pure, synchronous, total.

Whatever a person does is answered by one message; what cannot be understood is answered by the present screen with a
kind word above it. Only whoever has stopped the bot is told nothing, since it would not arrive; and what is done twice
at once is answered once.
"""

from dataclasses import replace
from typing import assert_never

from bot.model.dialogue import (
    Accepting,
    AcceptingStage,
    AccountStage,
    Adjusting,
    Asking,
    AtMenu,
    Helping,
    Introducing,
    IntroductionStage,
    Learning,
    Mentoring,
    Menu,
    State,
    Tending,
    Welcoming,
)
from bot.model.draft import Broadcasting
from bot.model.effects import Ignore, MarkGone, Say
from bot.model.events import (
    Arrived,
    AttemptGraded,
    Blocked,
    CalledInGroup,
    ChoicePressed,
    Deed,
    ErasureConfirmed,
    Event,
    Media,
    MediaReceived,
    MessageWiped,
    News,
    Returned,
    TextReceived,
)
from bot.model.ids import ChoiceId
from bot.model.lesson import Check, CheckKind, Do, Exercise
from bot.model.message import Choice, Kind, Message
from bot.tutor import arriving, course, grading, humans, inclass, news, pressing, safety, screens, tomany, wiping
from bot.tutor.checks import is_expected
from bot.tutor.choices import PlainChoice, StepChoice, match, read_choice
from bot.tutor.context import Context, Step, Turn
from bot.tutor.courtesy import Wish, wish_in
from bot.tutor.dialogues import (
    account,
    answer,
    exercise,
    helping,
    introduction,
    invitation,
    lesson,
    letter,
    mentor,
    menu,
    question,
    welcome,
)
from bot.tutor.fold import normalise
from bot.tutor.obeying import cancel, obey
from bot.tutor.privacy import mask
from bot.tutor.route import Blank, Command, Hear, Listening, Obey, UnknownCommand, route
from bot.tutor.speech import say
from bot.tutor.twins import is_twin, mark_of
from bot.tutor.unclear import cut_short, unclear


def step(state: State, event: Event, context: Context) -> Step:
    """Decides what one event leads to.

    Args:
        state: where the person stands.
        event: what they did.
        context: all else that counts; `context.facts` holds at least what `needs` names for this event and state.

    Returns:
        The new state, and effects that end in exactly one `Say`; but `MarkGone` alone for whoever is no longer there,
        `Ignore` alone for a second tap on the same button or the rest of an album; and for another judge's answer,
        which nobody waits for, whatever it changes.
    """
    if isinstance(event, Blocked):
        return Step(state, (MarkGone(),))
    if isinstance(event, AttemptGraded):
        return grading.graded(event, state, context)
    if isinstance(event, News):
        return news.heard(event, state, context)
    if is_twin(event, state, context):
        return Step(replace(state, last_seen_at=context.now), (Ignore("done twice"),))
    settled = course.settled(state, context)
    turn = letter.first(_decided(event, state, settled, context), event, context)
    is_closed = isinstance(state.scene, Learning) and not isinstance(settled.scene, Learning)
    after = course.with_finished(turn.effects, context)
    message = turn.message or _screen(turn.state, after, is_closed=is_closed)
    note = cut_short(event, turn.state, context) + turn.note
    if note:
        message = message.below(note)
    if turn.ways:
        message = replace(message, choices=message.choices + turn.ways)
    message = _with_offers(message, event, state, context)
    offered = Menu(message.choices, context.now) if message.choices else None
    said = Say(message, turn.key or _key(message, turn.state, context), turn.replaces)
    said, asked = grading.asking(said, turn.effects, turn.state, context)
    return Step(turn.state.offering(offered, context.now, mark_of(event)), (*turn.effects, *asked, said))


def _decided(event: Deed, state: State, settled: State, context: Context) -> Turn:
    """Danger comes before all else that a text could mean; it reaches a human besides, where it was meant for one."""
    card = safety.answer(event, state, context)
    if card is not None:
        return humans.carried(card, event, state, context)
    return safety.beside(_turn(settled, event, context), event, state, context)


def _turn(state: State, event: Deed, context: Context) -> Turn:
    match event:
        case Arrived(lesson_id, code):
            if lesson_id is not None:
                return arriving.came_for(lesson_id, state, context)
            return obey(Command.START, code, state, context) if code else arriving.arrived(state, context)
        case TextReceived():
            text = normalise(event.text, context.limits.text_characters)
            return humans.replied(event, text, state, context) or _text(text, state, context)
        case ChoicePressed(choice):
            return _pressed(choice, state, context, is_tap=True)
        case MediaReceived(media=media):
            return Turn(state, note=say(f"media.{media}", state, context) + humans.in_words_please(state, context))
        case MessageWiped(is_done):
            return Turn(state, note=say("wipe.done" if is_done else "wipe.by_hand", state, context))
        case CalledInGroup():
            return Turn(state, message=Message(Kind.NOTICE, say("group.about", state, context)))
        case Returned(code, invited):
            return arriving.returned(code, invited, state, context)
        case ErasureConfirmed():
            return account.erased(state, context)
        case _:
            assert_never(event)


def _with_offers(message: Message, event: Deed, state: State, context: Context) -> Message:
    """The same message with what is offered besides, since it is about what the person has just sent."""
    if isinstance(event, MediaReceived) and event.media is Media.VOICE:
        return menu.spoken_to(message, state, context)
    offered = wiping.offered(event, state, context)
    return replace(message, choices=message.choices + offered) if offered else message


def _screen(state: State, context: Context, *, is_closed: bool) -> Message:
    """What this person has before them, whatever came between; `is_closed` where their lesson has just gone."""
    match state.scene:
        case Welcoming():
            return welcome.screen(state, context)
        case Introducing():
            return introduction.screen(state, context)
        case Adjusting():
            return account.screen(state, context)
        case Learning() if state.bookmark is not None:
            return screens.screen(*course.place(state.bookmark, context), state.bookmark, state, context)
        case Asking():
            return question.screen(state, context)
        case Mentoring():
            return mentor.screen(state, context)
        case Tending():
            return inclass.screen(state.scene, state, context)
        case Accepting():
            return invitation.screen(state, context)
        case Helping():
            return helping.screen(state, context)
        case Broadcasting():
            return tomany.screen(state.scene, state, context)
        case Learning() | AtMenu():
            return menu.closed(state, context) if is_closed else menu.screen(state, context)
        case _:
            assert_never(state.scene)


def _key(message: Message, state: State, context: Context) -> str | None:
    """The name of a message that offers the answers of a check: what a wrong one leads to may stand in its place."""
    if state.bookmark is None or not any(choice.is_answer for choice in message.choices):
        return None
    _, now = course.place(state.bookmark, context)
    return screens.key_of(state.bookmark) if isinstance(now, Check) else None


def _text(text: str, state: State, context: Context) -> Turn:
    listening, check = _listening(state, context)
    if check is not None and not text.startswith(("/", "?")):  # an answer wins over a command of the same words
        if check.kind is CheckKind.SHORT and is_expected(check, text):
            return _in_words(text, (), listening, state, context)
        chosen = _answer(text, state)
        if chosen is not None:
            return _chosen(chosen, state, context)
    meant = route(text, listening)
    match meant:
        case Blank():
            return Turn(state, note=say("unclear.blank", state, context))
        case UnknownCommand(word):
            return Turn(state, note=say("unclear.command", state, context, word=mask(word)))
        case Obey(command, argument):
            return obey(command, argument, state, context)
        case Hear():
            return _heard(text, listening, state, context)
        case _:
            assert_never(meant)


def _listening(state: State, context: Context) -> tuple[Listening, Check | None]:
    """What is waited for, and the check that is open."""
    match state.scene:
        case Introducing(IntroductionStage.NAME) | Adjusting(AccountStage.NAME) | Accepting(AcceptingStage.NAME):
            return Listening.NAME, None
        case Asking():
            return Listening.PROMPT, None
        case Mentoring():
            return Listening.REPLY, None
        case Tending():
            return inclass.listening(state.scene), None
        case Broadcasting():
            return tomany.listening(state.scene), None
        case Learning() if state.bookmark is not None:
            _, now = course.place(state.bookmark, context)
            match now:
                case Exercise():
                    return Listening.PROMPT, None
                case Do() if state.bookmark.is_evidence_asked and not state.bookmark.is_answered:
                    return Listening.PROMPT, None
                case Check() as check if not state.bookmark.is_answered:
                    return Listening.ANSWER if check.kind is CheckKind.SHORT else Listening.CHOICE, check
                case _:
                    return Listening.CHOICE, None
        case _:
            return Listening.CHOICE, None


def _answer(text: str, state: State) -> Choice | None:
    """The answer of an open check that the whole text means."""
    offered = state.menu.choices if state.menu is not None else ()
    return match(text, [choice for choice in offered if choice.is_answer], in_full=True)


def _heard(text: str, listening: Listening, state: State, context: Context) -> Turn:
    """Words that are no command: a choice of the newest menu, else something for the dialogue that has the floor."""
    choices = state.menu.choices if state.menu is not None else ()
    # A prompt may begin like one of the ready beginnings: while those are offered only a whole label means a choice.
    is_there = isinstance(state.scene, Learning) and state.bookmark is not None and state.bookmark.is_answered
    is_done = is_there and not any(each.is_answer for each in choices)
    in_full = listening is not Listening.CHOICE and not (listening is Listening.PROMPT and is_done)
    is_number = listening is Listening.NUMBERS and text[0].isdigit()  # theirs, and no mark of a choice
    choice = match(text, choices, in_full=in_full) if not is_number else None
    if choice is not None:
        return _chosen(choice, state, context)
    return _in_words(text, choices, listening, state, context)


def _chosen(choice: Choice, state: State, context: Context) -> Turn:
    """A choice of the newest menu in words, which counts for some hours."""
    if _is_old(state.menu, context):
        return arriving.way_back(state, context) or Turn(state, note=say("unclear.old_menu", state, context))
    return _pressed(choice.id, state, context, is_tap=False)


def _in_words(text: str, choices: tuple[Choice, ...], listening: Listening, state: State, context: Context) -> Turn:
    """Words that mean no choice: they are for the dialogue, but after days away the way back comes first."""
    own_words = listening in {Listening.PROMPT, Listening.NAME, Listening.REPLY}
    back = None if own_words else arriving.way_back(state, context)
    if back is not None:
        return back
    heard = _to_dialogue(text, replace(state, menu=None) if _is_old(state.menu, context) else state, context)
    return (
        heard
        or _by_wish(text, state, context)
        or answer.aside(text, state, context)
        or Turn(state, note=unclear(text, choices, state, context))
    )


def _by_wish(text: str, state: State, context: Context) -> Turn | None:
    """To go on or to get out, said in plain words where no choice says so."""
    wish = wish_in(text) if not isinstance(state.scene, Welcoming) else None
    match wish:
        case Wish.GO_ON if not isinstance(state.scene, Learning):
            return menu.go_on(state, context)
        case Wish.GET_OUT:
            return cancel(state, context)
        case _:
            return None


def _is_old(offered: Menu | None, context: Context) -> bool:
    return (
        offered is not None and (context.now - offered.offered_at).total_seconds() >= 3600 * context.limits.menu_hours
    )


def _to_dialogue(text: str, state: State, context: Context) -> Turn | None:
    match state.scene:
        case Welcoming():
            return question.agreed(welcome.hear(text, state, context), state, context)
        case Introducing():
            return introduction.hear(text, state, context)
        case Adjusting():
            return account.hear(text, state, context)
        case Learning() if state.bookmark is not None:
            at, now = course.place(state.bookmark, context)
            if isinstance(now, Exercise):
                return exercise.hear(text, at, now, state, context)
            return lesson.hear(text, at, now, state, context)
        case Asking():
            return humans.hear(text, state, context)
        case Mentoring():
            return mentor.hear(text, state, context)
        case Tending():
            return inclass.hear(text, state.scene, state, context)
        case Accepting():
            return invitation.hear(text, state, context)
        case Helping():
            return helping.hear(text, state, context)
        case Broadcasting():
            return tomany.hear(text, state.scene, state, context)
        case Learning() | AtMenu():
            return menu.hear(text, state, context)
        case _:
            assert_never(state.scene)


def _pressed(choice: ChoiceId, state: State, context: Context, *, is_tap: bool) -> Turn:
    """A choice, tapped or in words; an old, foreign or forged one gets a kind word and the present screen, no mark."""
    turn: Turn | None
    chosen = read_choice(choice)
    match chosen:
        case None:
            turn = None
        case StepChoice():
            turn = _pressed_step(chosen, state, context, is_tap=is_tap)
        case PlainChoice():
            turn = pressing.plain(chosen, state, context)
        case _:
            assert_never(chosen)
    return turn or Turn(state, note=say("unclear.old_choice", state, context))


def _pressed_step(choice: StepChoice, state: State, context: Context, *, is_tap: bool) -> Turn | None:
    bookmark = state.bookmark
    if bookmark is None or isinstance(state.scene, Welcoming) or not choice.fits(bookmark, state.turn):
        return None
    at, now = course.place(bookmark, context)
    learning = state if isinstance(state.scene, Learning) else replace(state, scene=Learning())
    if isinstance(now, Exercise):
        return exercise.press(choice, at, now, learning, context)
    return lesson.press(choice, at, now, learning, context, is_tap=is_tap)
