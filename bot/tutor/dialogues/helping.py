"""Noting that one has just helped somebody: on what, how long, how many; their code; and what one has done so far."""

from dataclasses import replace

from bot.model.dialogue import AtMenu, Helping, HelpingStage, Learning, State
from bot.model.effects import NoteHelp
from bot.model.helps import MOST_MINUTES, MOST_PEOPLE, OFTEN, VALID, OnTopic, Tally
from bot.model.ids import HelpCode, TrackId
from bot.model.message import Choice, Kind, Message
from bot.model.staff import Right
from bot.model.text import Items, Plain, Text
from bot.tutor import course
from bot.tutor.amounts import read_minutes, read_people
from bot.tutor.choices import PlainChoice, plain_choice, read_page
from bot.tutor.context import Context, Turn
from bot.tutor.helps import HELPER, new_code
from bot.tutor.speech import line, offer, say, way

DIALOGUE = HELPER
PAGE = 6
"""Tracks on one page: few enough to read aloud."""
MINUTES = (5, 15, 30, 60)
PEOPLE = (1, 2, 3, 4, 5)
"""Where choices are numbered, the number that is typed means the same either way."""


def _may(context: Context) -> bool:
    return context.facts.staff is not None and context.facts.staff.may_somewhere(Right.COUNT_HELP)


def begin(state: State, context: Context) -> Turn:
    """Asks what the help was about; whoever has no post that counts help hears so."""
    if not _may(context):
        return Turn(state, note=say("helping.none", state, context))
    return Turn(replace(state, scene=Helping()))


def screen(state: State, context: Context) -> Message:
    """The question at hand."""
    scene = state.scene if isinstance(state.scene, Helping) else Helping()
    match scene.stage:
        case HelpingStage.TOPIC:
            return _topics(state, context, 0)
        case HelpingStage.MINUTES:
            text = say("helping.how_long", state, context)
            return Message(Kind.MENU, text, tuple(_of_minutes(each, state, context) for each in MINUTES))
        case HelpingStage.PEOPLE:
            text = say("helping.how_many", state, context, most=MOST_PEOPLE)
            return Message(Kind.MENU, text, tuple(_of_people(each, state, context) for each in PEOPLE))
        case _:
            text = say("helping.summary", state, context, help=_said(scene, state, context))
            whats = ("code", "alone", "leave")
            ways = tuple(way(DIALOGUE, what, f"helping.{what}", state, context) for what in whats)
            return Message(Kind.MENU, text + say("helping.beside", state, context), ways)


def _topics(state: State, context: Context, page: int) -> Message:
    tracks = context.catalog.tracks
    page = page if page * PAGE < len(tracks) else 0
    choices = [
        Choice(plain_choice(DIALOGUE, "topic", each.id), course.title_of(each, state))
        for each in tracks[page * PAGE : (page + 1) * PAGE]
    ]
    choices.append(way(DIALOGUE, "other", "helping.other", state, context))
    if (page + 1) * PAGE < len(tracks):
        choices.append(offer(plain_choice(DIALOGUE, "topics", str(page + 1)), "menu.more", state, context))
    choices.append(way(DIALOGUE, "leave", "account.back", state, context))
    return Message(Kind.MENU, say("helping.topic", state, context), tuple(choices))


def _of_minutes(minutes: int, state: State, context: Context) -> Choice:
    return Choice(plain_choice(DIALOGUE, "minutes", str(minutes)), _span(minutes, state, context))


def _of_people(people: int, state: State, context: Context) -> Choice:
    return offer(plain_choice(DIALOGUE, "people", str(people)), "helping.people", state, context, count=people)


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """An answer to any of the questions, also to one before; what was left or noted is none any more."""
    if choice.what == "start":
        return begin(state, context)
    if choice.what == "work":
        return work(state, context)
    scene = state.scene
    if not isinstance(scene, Helping):
        return None
    match choice.what:
        case "topics":
            return Turn(state, message=_topics(state, context, read_page(choice.argument)))
        case "topic" if any(each.id == choice.argument for each in context.catalog.tracks):
            return _timing(TrackId(choice.argument), state)
        case "other":
            return _timing(None, state)
        case "minutes" | "people":
            return _counted(choice.what, choice.argument, scene, state)
        case "code" | "alone" if scene.stage is HelpingStage.BESIDE:
            return _noted(scene, state, context, has_code=choice.what == "code")
        case "leave":
            return Turn(_left(state), note=say("helping.left", state, context))
        case _:
            return None


def hear(text: str, state: State, context: Context) -> Turn | None:
    """A time or a number of people in one's own words; for the rest one chooses."""
    scene = state.scene
    assert isinstance(scene, Helping), "only who tells of help is heard here"
    match scene.stage:
        case HelpingStage.MINUTES:
            note = say("helping.minutes_unread", state, context, most=MOST_MINUTES)
            return _counted("minutes", text, scene, state) or Turn(state, note=note)
        case HelpingStage.PEOPLE:
            note = say("helping.people_unread", state, context, most=MOST_PEOPLE)
            return _counted("people", text, scene, state) or Turn(state, note=note)
        case _:
            return None


def _timing(topic: TrackId | None, state: State) -> Turn:
    return Turn(replace(state, scene=Helping(HelpingStage.MINUTES, topic)))


def _counted(what: str, number: str, scene: Helping, state: State) -> Turn | None:
    """On to the next question; None for a number that cannot be, or comes before its question."""
    if what == "minutes":
        minutes = read_minutes(number, MOST_MINUTES) if scene.stage is not HelpingStage.TOPIC else None
        after = replace(scene, stage=HelpingStage.PEOPLE, minutes=minutes) if minutes is not None else None
    else:
        people = read_people(number, MOST_PEOPLE) if scene.minutes else None
        after = replace(scene, stage=HelpingStage.BESIDE, people=people) if people is not None else None
    return Turn(replace(state, scene=after)) if after is not None else None


def _noted(scene: Helping, state: State, context: Context, *, has_code: bool) -> Turn:
    left = _left(state)
    if not _may(context):
        return Turn(left, note=say("helping.none", state, context))
    code = new_code(context.draw) if has_code else None
    text = say("helping.noted", state, context, help=_said(scene, state, context))
    text += _code(code, state, context) if code is not None else say("helping.unconfirmed", state, context)
    onwards = "continue" if left.bookmark is not None else "menu"
    ways = (
        way(DIALOGUE, "start", "helping.start", state, context),
        way(DIALOGUE, "work", "helping.work", state, context),
        way("m", onwards, f"menu.{onwards}", state, context),
    )
    noted = NoteHelp(scene.topic, scene.minutes, scene.people, code)
    return Turn(left, (noted,), message=Message(Kind.NOTICE, text, ways))


def _code(code: HelpCode, state: State, context: Context) -> Text:
    """How whoever was helped confirms it on their own telephone: by a link where there is one, or by two words."""
    until = (context.now + VALID).astimezone(context.zone)
    url = context.operator.url
    text = say("helping.by_link", state, context, link=f"{url}/j/{code}") if url else ()
    text += say("helping.by_words" if url else "helping.by_words_alone", state, context, code=code)
    return text + say("helping.until", state, context, time=f"{until:%H:%M}", day=until.date())


def _said(scene: Helping, state: State, context: Context) -> str:
    topic = _title(scene.topic, state, context)
    span = _span(scene.minutes, state, context)
    return line("helping.said", state, context, topic=topic, time=span, count=scene.people)


def _title(topic: TrackId | None, state: State, context: Context) -> str:
    """A track's title; one that authors have taken away is something else."""
    track = next((each for each in context.catalog.tracks if each.id == topic), None)
    return course.title_of(track, state) if track is not None else line("helping.other", state, context)


def _span(minutes: int, state: State, context: Context) -> str:
    hours, rest = divmod(minutes, 60)
    key = "helping.minutes" if not hours else "helping.hours_minutes" if rest else "helping.hours"
    return line(key, state, context, hours=hours, minutes=rest)


def _left(state: State) -> State:
    """Back to the lesson under way, else to the menu."""
    return replace(state, scene=Learning() if state.bookmark is not None else AtMenu())


def work(state: State, context: Context) -> Turn:
    """What a member of staff did, in this month and in all; confirmed and unconfirmed apart."""
    found = context.facts.work
    if found is None or not _may(context):
        return Turn(state, note=say("helping.none", state, context))
    text = say("helping.month", state, context) + _told(found.month, state, context)
    text += say("helping.overall", state, context) + _told(found.overall, state, context)
    ways = (way(DIALOGUE, "start", "helping.start", state, context), way("m", "menu", "menu.menu", state, context))
    return Turn(state, message=Message(Kind.NOTICE, text + say("helping.counting", state, context, most=OFTEN), ways))


def _told(tally: Tally, state: State, context: Context) -> Text:
    lines = [
        line("helping.on_topic", state, context, topic=_title(each.topic, state, context), sums=summed)
        for each in tally.topics
        if (summed := _sums(each, state, context))
    ]
    if len(lines) > 1:
        lines.append(line("helping.total", state, context, sums=_sums(tally.total, state, context)))
    lines.append(line("helping.others", state, context, answers=tally.answers, sessions=tally.sessions))
    return (Items(tuple((Plain(each),) for each in lines)),)


def _sums(each: OnTopic, state: State, context: Context) -> str:
    """Time and people, what is confirmed before what is not."""
    parts = []
    if each.minutes or each.people:
        span = _span(each.minutes, state, context)
        parts.append(line("helping.confirmed", state, context, time=span, count=each.people))
    if each.unconfirmed_minutes or each.unconfirmed_people:
        span = _span(each.unconfirmed_minutes, state, context)
        parts.append(line("helping.not_confirmed", state, context, time=span, count=each.unconfirmed_people))
    return "; ".join(parts)
