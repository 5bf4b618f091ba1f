"""Writing to many: when, how it reads, a last look, and off it goes, to be sent or confirmed by a second admin."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.model.broadcast_effects import MakeBroadcast
from bot.model.dialogue import State
from bot.model.draft import BroadcastStage, Draft
from bot.model.ids import BroadcastId, ChoiceId
from bot.model.message import Choice, Kind, Message
from bot.model.quiet import EVENING, MORNING, is_night
from bot.model.text import Plain, Quote, Text, plain
from bot.tutor import drafts, hours, letters, reaching
from bot.tutor.broadcasting import drafting, may
from bot.tutor.choices import PlainChoice, is_offered
from bot.tutor.context import Context, Turn
from bot.tutor.fold import fold
from bot.tutor.speech import offer, say, way

NOW = "now"
TONIGHT, TOMORROW = time(19, 30), time(7)
DAYS = (1, 3, 7, 30)
FURTHEST = timedelta(days=90)
"""Nobody knows today what will be true later than that."""
_MOMENT = "%Y%m%d%H%M"
_AT_ONCE = frozenset({"bay gio", "luon", "ngay luon", "gui luon", "gui ngay", "gui bay gio", "now"})
"""What people type for at once, besides what stands on the button."""
_SOON = timedelta(minutes=5)
"""What is past by no more than this means at once."""


def screen(stage: BroadcastStage, state: State, context: Context) -> Message:
    """The question at hand, or the last look."""
    match stage:
        case BroadcastStage.WHEN:
            return _ask_when(state, context)
        case BroadcastStage.DAYS:
            days = tuple(offer(drafting("days", str(each)), "sending.day", state, context, count=each) for each in DAYS)
            return Message(Kind.MENU, say("sending.days", state, context), (*days, _back(state, context)))
        case _:
            return _last_look(drafts.of(state), state, context)


def _back(state: State, context: Context) -> Choice:
    return drafts.to(BroadcastStage.LAST, "account.back", state, context)


def _ask_when(state: State, context: Context) -> Message:
    tonight = _local(context.now, TONIGHT, 0, context)
    choices = [offer(drafting("at", NOW), "sending.now", state, context)]
    if tonight > context.now:
        time_of = f"{TONIGHT.hour}:{TONIGHT:%M}"
        choices.append(offer(_choice(tonight, context), "sending.tonight", state, context, time=time_of))
    morning = _local(context.now, TOMORROW, 1, context)
    choices.append(
        offer(_choice(morning, context), "sending.tomorrow", state, context, time=f"{TOMORROW.hour}:{TOMORROW:%M}")
    )
    return Message(Kind.MENU, say("sending.when", state, context), (*choices, drafts.out(state, context)))


def _local(moment: datetime, clock: time, days: int, context: Context) -> datetime:
    """That hour of the day on which a moment is, or of one so many days later."""
    day = moment.astimezone(context.zone).date() + timedelta(days=days)
    return datetime.combine(day, clock, context.zone).astimezone(UTC)


def _at(moment: datetime, state: State, context: Context) -> Choice:
    return Choice(_choice(moment, context), hours.told(moment, state, context))


def _choice(moment: datetime, context: Context) -> ChoiceId:
    return drafting("at", f"{moment.astimezone(context.zone):{_MOMENT}}")


def _last_look(draft: Draft, state: State, context: Context) -> Message:
    """Everything once more: what, to whom, when and for how long."""
    found = context.facts.reach
    text = say("sending.last", state, context) + _quoted(draft, state, context)
    text += say("sending.to", state, context) + reaching.in_full(draft.audience, draft.place, state, context)
    text += reaching.how_it_looks(found, state, context) if found is not None else ()
    text += _when(draft, state, context) + say("sending.lasts", state, context, count=draft.days)
    if found is not None and found.needs_second:
        text += say("sending.second", state, context)
    is_empty = found is not None and not found.reached
    send = () if is_empty else (offer(drafting("send"), "sending.send", state, context),)
    changes = (
        offer(drafting("try"), "sending.try", state, context),
        drafts.to(BroadcastStage.WORDS, "sending.change_words", state, context),
        *((drafts.to(BroadcastStage.ANSWERS, "sending.change_answers", state, context),) if draft.is_poll else ()),
        drafts.to(BroadcastStage.WHOM, "sending.change_whom", state, context),
        drafts.to(BroadcastStage.WHEN, "sending.change_when", state, context),
        drafts.to(BroadcastStage.DAYS, "sending.change_days", state, context),
        drafts.out(state, context),
    )
    return Message(Kind.NOTICE, text, (*send, *changes))


def _quoted(draft: Draft, state: State, context: Context) -> Text:
    """The words as they were written, and what stands on the buttons below them."""
    said = letters.message(BroadcastId(0), draft.letter, letters.Reader(), state, context)
    quoted: Text = (Quote((Plain(plain(draft.letter.text)),)),)
    if not said.choices:
        return quoted
    labels = " · ".join(f"[{each.label}]" for each in said.choices)
    return quoted + say("sending.buttons", state, context, labels=labels)


def _when(draft: Draft, state: State, context: Context) -> Text:
    if draft.starts_at is None:
        return say("sending.starts_now_night" if context.is_night else "sending.starts_now", state, context)
    return say("sending.starts", state, context, when=hours.told(draft.starts_at, state, context))


def press(choice: PlainChoice, stage: BroadcastStage, state: State, context: Context) -> Turn | None:
    """An hour, how long it counts, a trial, or that it is to go out; None for what no longer applies."""
    draft = drafts.of(state)
    match choice.what:
        case "at" if choice.argument == NOW:
            return _timed(None, draft, state)
        case "at":
            moment = _read(choice.argument, context)
            return _chosen(moment, draft, state, context) if moment is not None else None
        case "days" if choice.argument in map(str, DAYS):
            return Turn(drafts.at(BroadcastStage.LAST, replace(draft, days=int(choice.argument)), state))
        case "try":
            return _tried(draft, state, context)
        case "send" if stage is BroadcastStage.LAST and is_offered(choice, state.menu):
            return _sent(draft, state, context)
        case _:
            return None


def _read(text: str, context: Context) -> datetime | None:
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=context.zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def hear(text: str, stage: BroadcastStage, state: State, context: Context) -> Turn | None:
    """An hour that is typed."""
    if stage is not BroadcastStage.WHEN:
        return None
    if " ".join(fold(text).split()) in _AT_ONCE:
        return _timed(None, drafts.of(state), state)
    moment = hours.read_hour(text, context)
    if moment is None:
        return Turn(state, note=say("sending.no_hour", state, context))
    return _chosen(moment, drafts.of(state), state, context)


def _timed(starts_at: datetime | None, draft: Draft, state: State) -> Turn:
    return Turn(drafts.at(BroadcastStage.LAST, replace(draft, starts_at=starts_at, is_whole=True), state))


def _chosen(moment: datetime, draft: Draft, state: State, context: Context) -> Turn:
    """On with that hour; where it is past, at night or very far away, it is asked about, and another one offered."""
    if context.now - _SOON <= moment <= context.now:
        return _timed(None, draft, state)
    if moment < context.now:
        clock = moment.astimezone(context.zone).time()
        other = next(at for days in (0, 1) if (at := _local(context.now, clock, days, context)) > context.now)
        return _doubted("sending.past", moment, _by_day(other, context), state, context)
    if moment > context.now + FURTHEST:
        return Turn(state, note=say("sending.far", state, context, count=FURTHEST.days))
    if is_night(moment, context.zone):
        return _doubted("sending.night", moment, _by_day(moment, context), state, context)
    return _timed(moment, draft, state)


def _by_day(moment: datetime, context: Context) -> datetime:
    """That moment, or where it is at night the next morning."""
    if not is_night(moment, context.zone):
        return moment
    days = 1 if moment.astimezone(context.zone).time() >= EVENING else 0
    return _local(moment, MORNING, days, context)


def _doubted(key: str, moment: datetime, other: datetime, state: State, context: Context) -> Turn:
    when, instead = (hours.told(each, state, context) for each in (moment, other))
    text = say(key, state, context, when=when, other=instead)
    another = drafts.to(BroadcastStage.WHEN, "sending.other_hour", state, context)
    now = offer(drafting("at", NOW), "sending.now", state, context)
    return Turn(state, message=Message(Kind.NOTICE, text, (_at(other, state, context), now, another)))


def _tried(draft: Draft, state: State, context: Context) -> Turn:
    """The letter as this admin would read it; its buttons do nothing yet."""
    said = drafts.as_read(draft.letter, draft.place, state, context)
    return Turn(state, message=replace(said, choices=(*said.choices, _back(state, context))))


def _sent(draft: Draft, state: State, context: Context) -> Turn:
    """Off it goes; what is wrong by now, and an hour that has gone by meanwhile, comes first."""
    if not may(draft.place, context):
        return Turn(drafts.left(state), note=say("broadcast.none", state, context))
    question = drafts.unanswered(draft, context)
    if question is not None:
        found = drafts.wrong(draft.letter, context)
        return Turn(drafts.at(question, draft, state), note=drafts.blamed(found, state, context) if found else ())
    if draft.starts_at is not None and draft.starts_at < context.now - _SOON:
        return _chosen(draft.starts_at, draft, state, context)
    until = (draft.starts_at or context.now) + timedelta(days=draft.days)
    made = MakeBroadcast(drafts.title(draft.letter), draft.letter, draft.audience, draft.place, until, draft.starts_at)
    done = replace(drafts.left(state), draft=None)
    text = say("sending.sent", done, context)
    ways = (way("f", "list", "broadcast.list", done, context), way("m", "menu", "menu.menu", done, context))
    return Turn(done, (made,), message=Message(Kind.NOTICE, text, ways))
