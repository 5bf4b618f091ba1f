"""One's own account: how to be addressed, language, name, messages that nobody asked for, one's data and its end."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from bot.model.attempt import Attempt
from bot.model.dialogue import AccountStage, Adjusting, AtMenu, Learning, State
from bot.model.effects import EraseLearner, IssueCode
from bot.model.ids import LessonId
from bot.model.learner import FormOfAddress, Record
from bot.model.message import Choice, Kind, Message
from bot.model.text import Items, Paragraph, Plain, Strong, Text, paragraph
from bot.tutor import addressing, classes
from bot.tutor.about import about, told_of, work_of
from bot.tutor.choices import PlainChoice, is_offered, plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.course import title_of
from bot.tutor.names import read_name
from bot.tutor.phrases import voice_for
from bot.tutor.recipients import of_ai
from bot.tutor.returning import SHOWN, new_digits, written
from bot.tutor.sentences import read_address
from bot.tutor.speech import line, offer, say, ways

DIALOGUE = "a"


def screen(state: State, context: Context) -> Message:
    """The screen of the stage at hand."""
    stage = state.scene.stage if isinstance(state.scene, Adjusting) else AccountStage.SETTINGS
    match stage:
        case AccountStage.SETTINGS:
            news = "stop" if state.profile.wants_news else "resume"
            choices = _ways(("address", "language", "name", "code", news, "data", "back"), state, context)
            return Message(Kind.MENU, say("account.settings", state, context), choices)
        case AccountStage.ADDRESS:
            forms = addressing.choices(DIALOGUE, is_young=state.profile.is_young)
            choices = (*forms, *_ways(("back",), state, context))
            return Message(Kind.MENU, say("welcome.address", state, context), choices)
        case AccountStage.LANGUAGE:
            languages = tuple(
                offer(plain_choice(DIALOGUE, "language", language), f"language.{language}", state, context)
                for language in context.phrases.languages
            )
            return Message(
                Kind.MENU,
                say("account.which_language", state, context),
                (*languages, *_ways(("back",), state, context)),
            )
        case AccountStage.NAME:
            return Message(Kind.MENU, say("account.which_name", state, context), _ways(("back",), state, context))
        case AccountStage.DATA:
            return data(state, context)
        case AccountStage.ERASE:
            choices = _ways(("erase_now", "back"), state, context)
            text = say("account.erase_sure", state, context)
            text += say("account.erase_work", state, context) if context.facts.staff is not None else ()
            return Message(Kind.NOTICE, text, choices)
        case _:
            assert_never(stage)


def _ways(whats: tuple[str, ...], state: State, context: Context) -> tuple[Choice, ...]:
    return ways(DIALOGUE, "account", whats, state, context)


_STAGES = {
    "settings": AccountStage.SETTINGS,
    "address": AccountStage.ADDRESS,
    "language": AccountStage.LANGUAGE,
    "name": AccountStage.NAME,
    "data": AccountStage.DATA,
    "erase": AccountStage.ERASE,
}


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """A choice about the account; erasing counts only while the newest message asks whether one is sure."""
    match choice.what, choice.argument:
        case addressing.WHAT, name if name:
            return _address(addressing.chosen(name), state, context)
        case "language", language if language:
            return _language(language, state, context)
        case what, "" if what in _STAGES:
            return Turn(replace(state, scene=Adjusting(_STAGES[what])))
        case "stop", "":
            return stop(state, context)
        case "resume", "":
            resumed = replace(state, profile=replace(state.profile, wants_news=True))
            return Turn(resumed, note=say("account.resumed", state, context))
        case "code", _ if context.facts.number is not None:  # a page names its wish, to tell it from the one before
            return _code(context.facts.number, state, context)
        case "code", _:
            return Turn(state, note=say("account.code_later", state, context))
        case "export", "":
            return Turn(state, message=export(state, context))
        case "erase_now", "" if is_offered(choice, state.menu):
            return erased(state, context)
        case "back", "":
            return leave(state)
        case _:
            return None


def _code(number: int, state: State, context: Context) -> Turn:
    """A fresh return code; the one before opens nothing any more. Whoever comes back by it finds their lesson."""
    digits = new_digits(context.draw)
    text = say("account.code_text", state, context, code=written(number, digits))
    message = Message(Kind.NOTICE, text, _ways(("back",), state, context))
    return Turn(leave(state).state, (IssueCode(digits),), message=message, key=SHOWN)


def leave(state: State) -> Turn:
    """Back to the lesson under way, else to the menu."""
    return Turn(replace(state, scene=Learning() if state.bookmark is not None else AtMenu()))


def _address(form: FormOfAddress | None, state: State, context: Context) -> Turn | None:
    if form is None:
        return None
    addressed = replace(state, profile=replace(state.profile, address=form), scene=Adjusting())
    return Turn(addressed, note=say("account.done", addressed, context))


def _language(language: str, state: State, context: Context) -> Turn | None:
    if language not in context.phrases.languages:
        return None
    speaking = replace(
        state, profile=replace(state.profile, language=language, format_locale=language), scene=Adjusting()
    )
    return Turn(speaking, note=say("account.done", speaking, context))


def stop(state: State, context: Context) -> Turn:
    """From now on nothing is sent that the learner did not ask for; progress is kept."""
    stopped = replace(state, profile=replace(state.profile, wants_news=False))
    return Turn(stopped, note=say("account.stopped", stopped, context))


def hear(text: str, state: State, context: Context) -> Turn | None:
    """A name while it is asked, or a sentence that says how to be addressed."""
    match state.scene:
        case Adjusting(AccountStage.NAME):
            return _name(text, state, context)
        case Adjusting(AccountStage.ADDRESS):
            return _address(read_address(text), state, context)
        case _:
            return None


def _name(text: str, state: State, context: Context) -> Turn:
    name = read_name(text, context.limits.name_characters)
    if name is None:
        return Turn(state, note=say("introduction.no_name", state, context))
    named = replace(state, profile=replace(state.profile, name=name), scene=Adjusting())
    return Turn(named, note=say("introduction.hello", named, context, name=name))


def data(state: State, context: Context) -> Message:
    """What is kept, who answers for it, and the ways to see and to erase it."""
    operator = context.operator
    record = context.facts.record
    if state.profile.consent is None or record is None:
        return Message(Kind.NOTICE, _of_visitor(state, context), _ways(("back",), state, context))
    about = say("account.privacy", state, context, operator=operator.name, contact=operator.contact)
    about += of_ai(state, context)
    own = tuple(block for each in _classes(state, context) for block in paragraph(each))
    counts = say("account.record", state, context, since=context.day(state.profile.consent.given_at))
    counts += _items(_counted(record, state, context))
    counts += _revealed(state, context)
    return Message(Kind.NOTICE, about + own + counts, _ways(("export", "erase", "back"), state, context))


def _revealed(state: State, context: Context) -> Text:
    """Each time that somebody who helps was told the learner's name."""
    times = context.facts.revealed
    if not times:
        return ()
    voice = voice_for(state.profile)
    told = tuple(told_of(each, voice, context.phrases, context.day(each.made_at)) for each in times)
    return say("account.data.revealed", state, context) + _items(told)


def _classes(state: State, context: Context) -> tuple[str, ...]:
    """The class to which the learner belongs, open or closed; nothing for whoever learns freely."""
    own = classes.find(state.attending.code, context) if state.attending is not None else None
    if own is None:
        return ()
    seat = classes.number_in(own.code, state, context)
    which = line("account.class", state, context, number=str(own.number), title=own.title)
    return (which,) if seat is None else (f"{which} {line('class.seat', state, context, seat=str(seat))}",)


def _counted(record: Record, state: State, context: Context) -> tuple[str, ...]:
    """A line for each thing of which there is any."""
    counts = {
        "finished": record.lessons_finished,
        "attempts": record.attempts,
        "entries": record.notebook_entries,
        "questions": record.questions,
        "sessions": record.sessions,
        "messages": record.messages,
    }
    return tuple(line(f"account.record.{key}", state, context, count=count) for key, count in counts.items() if count)


def _items(entries: Sequence[str]) -> Text:
    return (Items(tuple((Plain(entry),) for entry in entries)),) if entries else ()


def _of_visitor(state: State, context: Context) -> Text:
    """What is kept about somebody who only looks around: the talk, for a day."""
    operator = context.operator
    return say("account.visitor", state, context, operator=operator.name, contact=operator.contact)


def export(state: State, context: Context) -> Message:
    """Everything that is kept, to be read; but the talk itself, which stands above."""
    lessons = tuple(_title(progress.lesson, state, context) for progress in context.facts.progress)
    attempts = tuple(_attempt_line(attempt, state, context) for attempt in context.facts.attempts)
    text: Text = say("account.data.title", state, context)
    voice = voice_for(state.profile)
    known = about(state.profile, voice, context.phrases) + work_of(context.facts.staff, voice, context.phrases)
    for key, entries in (
        ("about", known + _classes(state, context)),
        ("lessons", lessons),
        ("attempts", attempts),
        ("others", _others(state, context)),
    ):
        if entries:
            text += say(f"account.data.{key}", state, context) + _items(entries)
    text += _revealed(state, context)
    if context.facts.notebook:
        text += say("account.data.notebook", state, context)
    for entry in context.facts.notebook:
        text += (Paragraph((Strong(entry.title),)), *entry.text)
    return Message(Kind.NOTICE, text, _ways(("erase", "back"), state, context))


def _others(state: State, context: Context) -> tuple[str, ...]:
    """Consent, return code, and how much was said where."""
    consent, record = state.profile.consent, context.facts.record
    if consent is None or record is None:
        return ()
    key = "own.consent_guardian" if consent.by_guardian else "own.consent"
    given = line(key, state, context, day=context.day(consent.given_at), version=consent.version)
    made_at = record.code_made_at
    code = line("own.code", state, context, day=context.day(made_at)) if made_at is not None else None
    places = line("own.places", state, context, count=record.places)
    counts = {"questions": record.questions, "sessions": record.sessions, "messages": record.messages}
    told = (line(f"account.record.{key}", state, context, count=count) for key, count in counts.items() if count)
    return tuple(each for each in (given, code, places, *told) if each is not None)


def _title(lesson_id: LessonId, state: State, context: Context) -> str:
    lesson = context.catalog.lessons.get(lesson_id)
    return title_of(lesson, state) if lesson is not None else lesson_id


def _attempt_line(attempt: Attempt, state: State, context: Context) -> str:
    lesson = _title(attempt.lesson, state, context)
    place = line("account.data.attempt", state, context, day=context.day(attempt.made_at), lesson=lesson)
    return f"{place}: {attempt.text}" if attempt.text else place


def about_data(state: State, *, may_erase: bool) -> Turn:
    """One's data, or whether one is sure that they are to go; of whoever is not remembered there are none."""
    is_asked = may_erase and state.profile.consent is not None
    return Turn(replace(state, scene=Adjusting(AccountStage.ERASE if is_asked else AccountStage.DATA)))


def erased(state: State, context: Context) -> Turn:
    """Everything goes at once; the person is greeted as somebody new."""
    if state.profile.consent is None:
        return Turn(State(), note=_of_visitor(state, context))
    fresh = State()
    text = say("account.erased", state, context)
    if context.is_kept_elsewhere:
        text += say("account.erased_here", state, context)
    return Turn(fresh, (EraseLearner(),), message=Message(Kind.NOTICE, text, _ways_after(state, context)))


def _ways_after(state: State, context: Context) -> tuple[Choice, ...]:
    return (offer(plain_choice("w", "back"), "account.start_again", state, context),)
