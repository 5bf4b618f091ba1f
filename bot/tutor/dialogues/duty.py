"""Duty: whether somebody is there, at which hours, how much they take on at once, what about, and leaving for good."""

from collections.abc import Iterable
from dataclasses import replace

from bot.model.dialogue import State
from bot.model.effects import EndPosts, KeepHabits
from bot.model.ids import TrackId
from bot.model.message import Choice, Kind, Message
from bot.model.staff import Habits, Right, Shift, Staff
from bot.model.text import Items, Plain, Text
from bot.tutor import course
from bot.tutor.choices import PlainChoice, is_offered, plain_choice
from bot.tutor.context import Context, Turn
from bot.tutor.invitations import place_name
from bot.tutor.speech import line, say, way

DIALOGUE = "t"
DIGESTS = (6 * 60 + 30, 11 * 60 + 30, 17 * 60, 19 * 60 + 30, 20 * 60 + 30)
"""Minutes of the day at which a digest may come: before work, at noon, after work, and in the evening; none at night,
when nothing is said that can wait (`Context.is_night`)."""
MOST_OPEN = 10
"""Questions that somebody may hold at once, at most."""
ON, OFF = "on", "off"


def show(state: State, context: Context) -> Turn:
    """How one is on duty; whoever has no post hears so."""
    if context.facts.staff is None:
        return Turn(state, note=say("duty.none", state, context))
    return Turn(state, message=_shown(_habits(context), state, context))


def _habits(context: Context) -> Habits:
    staff = context.facts.staff
    return context.facts.office.habits or Habits(staff.name if staff is not None else "")


def _may_answer(context: Context) -> bool:
    return context.facts.staff is not None and context.facts.staff.may_somewhere(Right.ANSWER)


def _shown(habits: Habits, state: State, context: Context) -> Message:
    staff = context.facts.staff
    posts = staff.posts if staff is not None else ()
    text = say("duty.posts", state, context, name=habits.name)
    text += _items(
        line(
            "duty.post",
            state,
            context,
            role=line(f"role.{post.role}", state, context),
            place=place_name(post.place, state, context),
        )
        for post in posts
    )
    whats: tuple[str, ...] = ("leave",)
    if _may_answer(context):
        text += _when(habits, state, context) + _items(_settings(habits, state, context))
        whats = ("back" if habits.is_away else "away", "shifts", "digests", "counts", "urgent", "topics", "leave")
        if habits.takes_urgent:
            whats = tuple("calm" if what == "urgent" else what for what in whats)
    choices = tuple(_way(what, state, context) for what in whats)
    return Message(Kind.MENU, text, (*choices, way("m", "menu", "menu.menu", state, context)))


def _way(what: str, state: State, context: Context) -> Choice:
    return way(DIALOGUE, what, f"duty.{what}", state, context)


def _items(lines: Iterable[str]) -> Text:
    return (Items(tuple((Plain(each),) for each in lines)),)


def _when(habits: Habits, state: State, context: Context) -> Text:
    """Whether one is on duty now, and if not, when next."""
    if habits.is_away:
        return say("duty.is_away", state, context)
    chosen = habits.shifts
    starts = [start for shift, start in context.facts.office.shifts if shift in chosen and start is not None]
    first = min(starts, default=None)
    if first is None:
        return say("duty.never", state, context)
    if first <= context.now:
        return say("duty.is_on", state, context)
    moment = first.astimezone(context.zone)
    return say("duty.next", state, context, time=f"{moment:%H:%M}", day=moment.date())


def _settings(habits: Habits, state: State, context: Context) -> tuple[str, ...]:
    tracks = [course.title_of(track, state) for track in context.catalog.tracks if track.id in habits.topics]
    return (
        line("duty.hours", state, context, shifts=", ".join(_shift(each, state, context) for each in habits.shifts)),
        line("duty.digest", state, context, time=_clock(habits.digest_minute)),
        line("duty.most", state, context, most=habits.most_open),
        line("duty.takes_urgent" if habits.takes_urgent else "duty.takes_calm", state, context),
        line("duty.about", state, context, topics=", ".join(tracks)) if tracks else line("duty.any", state, context),
    )


def _shift(shift: Shift, state: State, context: Context) -> str:
    return line(f"duty.shift.{shift}", state, context)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def press(choice: PlainChoice, state: State, context: Context) -> Turn | None:
    """Something to change, or the change itself; only whoever has a post may."""
    staff = context.facts.staff
    if staff is None:
        return Turn(state, note=say("duty.none", state, context))
    match choice.what:
        case "show":
            return show(state, context)
        case "leave":
            sure = (_way("left", state, context), _way("show", state, context))
            return Turn(state, message=Message(Kind.NOTICE, say("duty.leave_sure", state, context), sure))
        case "left":
            return _left(staff, state, context) if is_offered(choice, state.menu) else None
        case _ if not _may_answer(context):
            return None
        case "shifts" | "digests" | "counts" | "topics":
            return Turn(state, message=_asked(choice.what, _habits(context), state, context))
        case _:
            habits = _changed(choice, _habits(context), context)
            return _kept(choice, habits, state, context) if habits is not None else None


def _changed(choice: PlainChoice, habits: Habits, context: Context) -> Habits | None:
    """The habits after a choice; None for what was never offered."""
    name, _, how = choice.argument.partition(":")
    tracks = {track.id for track in context.catalog.tracks}
    match choice.what:
        case "away" | "back":
            return replace(habits, is_away=choice.what == "away")
        case "urgent" | "calm":
            return replace(habits, takes_urgent=choice.what == "urgent")
        case "shift" if name in tuple(Shift) and how in {ON, OFF}:
            return habits.on(Shift(name), is_chosen=how == ON)
        case "digest" if name in map(str, DIGESTS):
            return replace(habits, digest_minute=int(name))
        case "count" if name in map(str, range(1, MOST_OPEN + 1)):
            return replace(habits, most_open=int(name))
        case "topic" if name in tracks and how in {ON, OFF}:
            topic = frozenset({TrackId(name)})
            return replace(habits, topics=habits.topics | topic if how == ON else habits.topics - topic)
        case _:
            return None


def _kept(choice: PlainChoice, habits: Habits, state: State, context: Context) -> Turn:
    """What was chosen is kept; where several may be, the same choices are offered once more."""
    again = {"shift": "shifts", "topic": "topics"}.get(choice.what)
    shown = _asked(again, habits, state, context) if again is not None else _shown(habits, state, context)
    is_none_left = choice.what == "shift" and not habits.periods
    message = shown.below(say("duty.no_shift" if is_none_left else "duty.kept", state, context))
    return Turn(state, (KeepHabits(habits),) if habits != context.facts.office.habits else (), message=message)


def _asked(what: str, habits: Habits, state: State, context: Context) -> Message:
    choices: tuple[Choice, ...]
    match what:
        case "shifts":
            choices = tuple(
                _picked("shift", each, _shift(each, state, context), is_chosen=each in habits.shifts) for each in Shift
            )
        case "digests":
            choices = tuple(Choice(plain_choice(DIALOGUE, "digest", str(each)), _clock(each)) for each in DIGESTS)
        case "counts":
            counts = [str(count) for count in range(1, MOST_OPEN + 1)]
            choices = tuple(Choice(plain_choice(DIALOGUE, "count", count), count) for count in counts)
        case _:
            choices = tuple(
                _picked("topic", each.id, course.title_of(each, state), is_chosen=each.id in habits.topics)
                for each in context.catalog.tracks
            )
    return Message(Kind.MENU, say(f"duty.which_{what}", state, context), (*choices, _way("show", state, context)))


def _picked(what: str, name: str, label: str, *, is_chosen: bool) -> Choice:
    """One of several that may be chosen together: it names what it will be, so that a second press changes nothing."""
    choice = plain_choice(DIALOGUE, what, f"{name}:{OFF if is_chosen else ON}")
    return Choice(choice, f"{label} ✓" if is_chosen else label)


def _left(staff: Staff, state: State, context: Context) -> Turn:
    ended = EndPosts(staff.learner, tuple(post.id for post in staff.posts))
    text = say("duty.has_left", state, context, name=staff.name)
    return Turn(state, (ended,), message=Message(Kind.NOTICE, text, (way("m", "menu", "menu.menu", state, context),)))
