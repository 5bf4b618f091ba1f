"""Broadcasts in words: where one stands, whom it reaches, how long it takes, and why something was refused."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import assert_never

from bot.cli.broadcast_desk import Desk
from bot.lessonbank.letter_faults import describe
from bot.model.broadcast import MOVES, Audience, Broadcast, BroadcastMove, BroadcastState, Pause, Progressing, Reach
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId
from bot.policy.broadcast import longest
from bot.service.dispatch import Done, Faulty, Late, Nobody, NoSuchBroadcast, NotNow, Over

COMMANDS: Mapping[BroadcastMove, str] = {
    BroadcastMove.CONFIRM: "start",
    BroadcastMove.PAUSE: "pause",
    BroadcastMove.RESUME: "resume",
    BroadcastMove.CANCEL: "cancel",
    BroadcastMove.REPEAT: "repeat",
}
"""The moves that somebody makes, as commands; the others are made by time."""
_DONE: Mapping[BroadcastMove, str] = {
    BroadcastMove.CONFIRM: "started",
    BroadcastMove.PAUSE: "paused",
    BroadcastMove.RESUME: "resumed",
    BroadcastMove.CANCEL: "cancelled",
    BroadcastMove.REPEAT: "repeated",
}
PAUSES: Mapping[Pause, str] = {
    Pause.BY_HAND: "by hand",
    Pause.ERRORS: "too many of the last calls went badly; the report says how",
    Pause.LATE: "its hour had been over for long when a server could have begun it",
    Pause.RESTORED: "a backup was restored, which cannot know what went out after it was made",
    Pause.UNANSWERED: "whoever confirmed it answers for that place no more",
    Pause.WITHDRAWN: "the lesson that it opens is no longer in the bank",
}
_HOUR = 60


def standing(found: Broadcast, desk: Desk) -> str:
    """Where a broadcast stands, since when."""
    match found.state:
        case BroadcastState.DRAFT:
            return "a draft, which waits for a second admin" if found.is_asked else "a draft"
        case BroadcastState.SCHEDULED:
            return f"scheduled for {desk.local(found.starts_at)}" if found.starts_at else "scheduled, to begin at once"
        case BroadcastState.RUNNING:
            return f"running since {desk.local(found.started_at)}" if found.started_at else "running"
        case BroadcastState.PAUSED:
            return f"paused: {PAUSES[found.pause or Pause.BY_HAND]}"
        case BroadcastState.FINISHED | BroadcastState.CANCELLED:
            return f"{found.state} on {desk.local(found.ended_at)}" if found.ended_at else found.state.value
        case _:
            assert_never(found.state)


def refusal(
    answer: NoSuchBroadcast | NotNow | Nobody | Over | Late | Faulty, of: BroadcastId, move: BroadcastMove, desk: Desk
) -> str:
    """Why something was not done, and what can be."""
    match answer:
        case NoSuchBroadcast():
            return missing(of)
        case NotNow(found):
            able = [f"`banhoc broadcast {COMMANDS[each]} {of}`" for each in MOVES[found.state] if each in COMMANDS]
            able_to = f"What can be done now: {', '.join(able)}." if able else "Nothing can be done with it any more."
            return f"Broadcast {of} is {standing(found, desk)}, and cannot be {_DONE[move]} now. {able_to}"
        case Nobody() if move is BroadcastMove.REPEAT:
            return f"Nobody of broadcast {of} can be written to again: no recipient ended so, or each was erased."
        case Nobody():
            return (
                f"Broadcast {of} would reach nobody: its audience is empty, or everybody in it left or wants no news. "
                f"`banhoc broadcast preview {of}` counts them."
            )
        case Over(found):
            return (
                f"Broadcast {of} is of use until {desk.local(found.valid_until)} only, which is over: make a new one "
                "with a later valid_until."
            )
        case Late(found):
            hour = desk.local(found.starts_at) if found.starts_at else "an hour that is over"
            return (
                f"Broadcast {of} should have begun at {hour}, more than two hours ago. If it is still of use, "
                f"`banhoc broadcast start {of} --now` begins at once."
            )
        case Faulty(blames):
            return f"Broadcast {of} cannot go out as it is: {'; '.join(map(describe, blames))}."
        case _:
            assert_never(answer)


def missing(of: BroadcastId) -> str:
    """There is none with that number."""
    return f"There is no broadcast {of}; `banhoc broadcast list` lists them."


def moved(done: Done, move: BroadcastMove, desk: Desk) -> Iterator[str]:
    """What was done, and what comes of it."""
    of, now = done.now.id, done.now
    match move:
        case BroadcastMove.CONFIRM:
            yield f"Broadcast {of} is {standing(now, desk)}; it goes to {done.people} people as things stand."
            if done.is_large:
                yield "In the chat a second admin is asked for so many; here nobody is, and the audit log says so."
            yield "A server that runs begins it; nothing is sent from 21:00 to 6:30."
        case BroadcastMove.PAUSE:
            yield f"Broadcast {of} is paused: nobody gets it from now on but those to whom it is on its way."
        case BroadcastMove.RESUME:
            is_going = now.state is BroadcastState.RUNNING
            yield f"Broadcast {of} {'goes on at once, where it stopped' if is_going else f'is {standing(now, desk)}'}."
        case BroadcastMove.CANCEL:
            yield f"Broadcast {of} is cancelled: whoever has not got it does not get it any more."
        case BroadcastMove.REPEAT:
            yield f"Broadcast {of} goes again to {done.people} people, and to nobody else."
        case BroadcastMove.START | BroadcastMove.FINISH:
            yield f"Broadcast {of} is {standing(now, desk)}."
        case _:
            assert_never(move)


def chosen(audience: Audience) -> str:
    """Whom an audience names."""
    named = (
        ("place", audience.place),
        ("class", audience.classroom),
        ("track", audience.track),
        ("done", audience.done),
        ("not done", audience.not_done),
        ("away for days", audience.inactive_days or None),
        ("channel", audience.channel),
        ("role", audience.role),
    )
    return ", ".join(f"{name} {value}" for name, value in named if value is not None) or "everybody"


def reached(reach: Reach, found: Broadcast, desk: Desk) -> Iterator[str]:
    """How many an audience has on which channel, who does not get it, and how long it takes."""
    by: dict[str, int] = {}
    for (channel, _), people in sorted(reach.by_account.items()):
        by[channel] = by.get(channel, 0) + people
    pushed = desk.dispatch.announcer.pushed
    ways = [f"{people} on {channel}" for channel, people in by.items() if channel in pushed]
    ways += [f"{people} when they come by ({channel})" for channel, people in by.items() if channel not in pushed]
    if reach.reached:
        yield f"It reaches {reach.reached} {'person' if reach.reached == 1 else 'people'}: {', '.join(ways)}."
    else:
        yield "It would reach nobody as things stand, and cannot be started."
    yield f"Not reached: {reach.opted_out} want no news, {reach.gone} left or stopped the bot."
    if reach.enough:
        yield f"{reach.enough} of those reached have had as many as anybody gets in a week, and get no more for now."
    if reach.pushed:
        yield how_long(reach, found, desk)


def how_long(reach: Reach, found: Broadcast, desk: Desk) -> str:
    """How long the sending takes at the rate that is allowed, and when it would be done, nights left out."""
    announcer, now = desk.dispatch.announcer, desk.dispatch.world.now()
    pushed = [(left, announcer.rates(at)) for at, left in reach.by_account.items() if at[0] in announcer.pushed]
    begins = max(now, found.starts_at or now)
    seconds = max(left / rate for left, rate in pushed)
    ends = longest(pushed, begins, desk.context.zone)
    return f"Sending takes {span(seconds)}: begun on {desk.local(begins)}, done by {desk.hour(ends, begins)}."


def span(seconds: float) -> str:
    """How long something takes, in words."""
    minutes = round(timedelta(seconds=seconds) / timedelta(minutes=1))
    if minutes < 1:
        return "less than a minute"
    hours, minutes = divmod(minutes, _HOUR)
    told = [
        f"{number} {name}{'' if number == 1 else 's'}"
        for number, name in ((hours, "hour"), (minutes, "minute"))
        if number
    ]
    return f"about {' '.join(told)}"


def counts(view: Progressing) -> str:
    """How many recipients stand where."""
    told = [f"{view.tally.of(state)} {state}" for state in DeliveryState if view.tally.of(state)]
    return f"{view.tally.of()} recipients: {', '.join(told)}" if told else "no recipients written down so far"
