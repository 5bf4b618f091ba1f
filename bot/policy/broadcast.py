"""When a broadcast may go out, to whom at this moment, how long it will take, and when something is wrong with it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import assert_never

from bot.model.broadcast import Broadcast, BroadcastMove, BroadcastState, Pause, Why, after
from bot.model.ids import LearnerId
from bot.model.quiet import EVENING, MORNING, is_night

WEEK = timedelta(days=7)
LATEST = timedelta(hours=2)
"""So long after its hour a broadcast still begins by itself; later somebody is asked, since it may be of no use."""
FEWEST_JUDGED = 20
"""Of fewer calls nothing can be said."""
STALLED = timedelta(minutes=10)
"""So long without a row that ended, while some wait and may be sent, means that something is wrong."""
UNREAD = timedelta(days=7)
"""How long a broadcast is of use where nobody says: whoever comes by less often has missed it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be sent to whom unasked, and by whose leave.

    `a_week` is how many messages one person gets in seven days, over all broadcasts; `alone` the largest audience that
    needs no second admin; `bad_share` the share of calls, 0-1, above which a broadcast pauses by itself.
    """

    a_week: int = 3
    alone: int = 1_000
    bad_share: float = 0.2


def next_morning(now: datetime, zone: tzinfo) -> datetime:
    """When broadcasts go on: `now` by day, else the next morning."""
    local = now.astimezone(zone)
    if not is_night(now, zone):
        return now
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def moved(
    broadcast: Broadcast, move: BroadcastMove, now: datetime, by: LearnerId | None = None, pause: Pause | None = None
) -> Broadcast | None:
    """A broadcast after a move; None where it is not allowed.

    Args:
        broadcast: as it stands.
        move: what happens to it.
        now: when.
        by: who says so, None for the program and the command line.
        pause: why, where it is paused.
    """
    state = after(broadcast.state, move)
    if state is None:
        return None
    changed = replace(broadcast, state=state)
    match move:
        case BroadcastMove.CONFIRM:
            return replace(changed, confirmed_by=by, is_asked=False)
        case BroadcastMove.START:
            return replace(changed, started_at=now)
        case BroadcastMove.PAUSE:
            return replace(changed, pause=pause or Pause.BY_HAND)
        case BroadcastMove.RESUME:
            answers = by if broadcast.pause is Pause.UNANSWERED and by is not None else broadcast.confirmed_by
            going = replace(changed, pause=None, confirmed_by=answers)
            if broadcast.is_early(now):
                return replace(going, state=BroadcastState.SCHEDULED)
            return replace(going, started_at=broadcast.started_at or now)
        case BroadcastMove.CANCEL | BroadcastMove.FINISH:
            return replace(changed, pause=None, ended_at=now)
        case BroadcastMove.REPEAT:
            return replace(changed, ended_at=None)
        case _:
            assert_never(move)


def is_late(starts_at: datetime | None, now: datetime) -> bool:
    """Whether the hour at which a broadcast should have begun is too long ago to begin without asking."""
    return starts_at is not None and now > starts_at + LATEST


def refused(*, is_there: bool, wants_news: bool, recent: int, limits: Limits) -> Why | None:
    """Why somebody whose turn it is does not get a broadcast; None where they do.

    Args:
        is_there: whether they can be reached.
        wants_news: whether they want what they did not ask for.
        recent: how many broadcasts they got within a week.
        limits: the operator's.
    """
    if not is_there:
        return Why.BLOCKED
    if not wants_news:
        return Why.OPTED_OUT
    return Why.ENOUGH if recent >= limits.a_week else None


def is_sick(ended: int, badly: int, limits: Limits) -> bool:
    """Whether so many of the calls that ended went badly that a broadcast is to wait for somebody to look."""
    return ended >= FEWEST_JUDGED and badly > limits.bad_share * ended


def is_small(recipients: int, limits: Limits) -> bool:
    """Whether its author alone may send it out."""
    return recipients <= limits.alone


def ends_at(left: int, per_second: float, now: datetime, zone: tzinfo) -> datetime:
    """When so many messages will have been sent at a rate, nights left out.

    Args:
        left: how many, of the account that has the most.
        per_second: what that account may send; more than 0.
        now: from when on.
        zone: whose nights.
    """
    length = timedelta(seconds=left / per_second)
    reached = next_morning(now, zone)
    while length:
        evening = datetime.combine(reached.astimezone(zone).date(), EVENING, zone).astimezone(UTC)
        if reached + length <= evening:
            return reached + length
        length -= evening - reached
        reached = next_morning(evening, zone)
    return reached


def longest(lefts: Collection[tuple[int, float]], now: datetime, zone: tzinfo) -> datetime:
    """When the last of several accounts will have sent what it has: by (left, messages a second) of each."""
    return max((ends_at(left, per_second, now, zone) for left, per_second in lefts), default=now)
