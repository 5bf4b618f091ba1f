"""Whom an audience has, as an admin reads it: by what it was chosen, how many are reached where, and a few of them."""

from collections.abc import Sequence
from datetime import timedelta

from bot.model.broadcast import Audience, Reach, Sample
from bot.model.dialogue import State
from bot.model.ids import LessonId, PlaceCode
from bot.model.text import Items, Plain, Text, paragraph
from bot.tutor import course, hours
from bot.tutor.context import Context
from bot.tutor.invitations import place_name
from bot.tutor.speech import line, say

KNOWN_CHANNELS = frozenset({"telegram", "web", "terminal"})
"""The channels of which people know a name."""
OTHER_CHANNEL = "other"
_LONG = timedelta(minutes=100)
"""What takes longer is told in hours."""
_DAY = timedelta(hours=20)
"""What takes longer is told by its end."""


def items(entries: Sequence[str]) -> Text:
    """A list of plain lines; nothing for none."""
    return (Items(tuple((Plain(entry),) for entry in entries)),) if entries else ()


def whom(who: Audience, place: PlaceCode | None, state: State, context: Context) -> Text:
    """By what an audience was chosen, line by line."""
    entries = [line("reach.place", state, context, place=place_name(who.place or place, state, context))]
    if who.classroom is not None:
        room = next((each for each in context.facts.rooms if each.code == who.classroom), None)
        name = f"{room.number}: {room.title}" if room is not None else who.classroom
        entries.append(line("reach.classroom", state, context, name=name))
    if who.track is not None:
        track = next((each for each in context.catalog.tracks if each.id == who.track), None)
        title = course.title_of(track, state) if track is not None else who.track
        entries.append(line("reach.track", state, context, title=title))
    if who.done is not None:
        entries.append(line("reach.done", state, context, title=_lesson(who.done, state, context)))
    if who.not_done is not None:
        entries.append(line("reach.not_done", state, context, title=_lesson(who.not_done, state, context)))
    if who.inactive_days:
        entries.append(line("reach.away", state, context, count=who.inactive_days))
    if who.channel is not None:
        entries.append(line("reach.on", state, context, channel=channel_name(who.channel, state, context)))
    if who.role is not None:
        entries.append(line("reach.role", state, context, role=line(f"role.{who.role}", state, context)))
    return items(entries)


def _lesson(of: LessonId, state: State, context: Context) -> str:
    lesson = context.catalog.lessons.get(of)
    return course.title_of(lesson, state) if lesson is not None else of


def channel_name(channel: str, state: State, context: Context) -> str:
    """What people call a channel; by its own name where they do not know it."""
    return line(f"channel.{channel}", state, context) if channel in KNOWN_CHANNELS else channel


def count(found: Reach, state: State, context: Context) -> str:
    """How many are reached where and how many are not, and how long that takes."""
    by_channel: dict[str, int] = {}
    for (channel, _), people in found.by_account.items():
        known = channel if channel in KNOWN_CHANNELS else OTHER_CHANNEL
        by_channel[known] = by_channel.get(known, 0) + people
    most_first = sorted(by_channel.items(), key=lambda each: -each[1])
    parts = [line(f"reach.at.{channel}", state, context, count=people) for channel, people in most_first]
    if found.opted_out:
        parts.append(line("reach.opted_out", state, context, count=found.opted_out))
    if found.gone:
        parts.append(line("reach.gone", state, context, count=found.gone))
    if not parts:
        return line("reach.nobody", state, context)
    if found.enough:
        parts.append(line("reach.enough", state, context, count=found.enough))
    return _timed(", ".join(parts), found, state, context)


def _timed(people: str, found: Reach, state: State, context: Context) -> str:
    if not found.pushed or found.ends_at is None:
        return people
    left = found.ends_at - context.now
    if left > _DAY:
        return line("reach.until", state, context, people=people, when=hours.told(found.ends_at, state, context))
    minutes = max(1, round(left.total_seconds() / 60))
    if left > _LONG:
        whole, rest = divmod(minutes, 60)
        return line("reach.hours", state, context, people=people, hours=whole, minutes=rest)
    return line("reach.minutes", state, context, people=people, count=minutes)


def samples(found: Reach, state: State, context: Context) -> Text:
    """A few of those who are meant, without their names; nothing where there is nobody."""
    if not found.samples:
        return ()
    shown = say("reach.samples", state, context, count=len(found.samples))
    return shown + items([_sample(each, state, context) for each in found.samples])


def _sample(one: Sample, state: State, context: Context) -> str:
    if one.number is not None:
        who = line("reach.seat", state, context, number=str(one.number), title=one.classroom)
    else:
        who = line("reach.free", state, context)
    channel = channel_name(one.channel, state, context) if one.channel else ""
    return ", ".join(filter(None, (who, one.place, channel)))


def in_full(who: Audience, place: PlaceCode | None, state: State, context: Context) -> Text:
    """By what an audience was chosen and how many it has, as far as that was counted."""
    text = whom(who, place, state, context)
    found = context.facts.reach
    return text + paragraph(count(found, state, context)) if found is not None else text


def how_it_looks(found: Reach, state: State, context: Context) -> Text:
    """How the same words come to whoever is written to first, and to whoever reads them when they come by."""
    text: Text = ()
    if found.pushed:
        text += say("reach.pushed", state, context)
    if found.reached > found.pushed:
        text += say("reach.read", state, context)
    return text
