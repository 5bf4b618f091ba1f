"""How fast one account may send: so many a second, a small bucket a chat, and a rest when the platform asks for one.

Each limit is kept as one number, the time at which its bucket will be full again (the generic cell rate algorithm,
ITU-T I.371, annex A). All times are seconds of one monotonic clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

CREDIT_SECONDS = 1 / 28
"""A moment that was missed is made up for if it was no longer. With 28 a second that is one message, so no second ever
has more than 30 (Telegram's Bots FAQ, "My bot is hitting limits": about 30 messages a second), and the next one is so
much late that a network which holds messages up for a while, and then not, does not bring them too close together."""

SLOWER = 0.8
FASTER_PER_SECOND = 1.0
QUIET_SECONDS = 60.0
"""After the platform asked for a pause the rate falls by a fifth, then grows by one a second in each quiet minute: what
is limited for everybody together is shared fairly by those who add and multiply (Chiu and Jain, "Analysis of the
increase and decrease algorithms for congestion avoidance", 1989)."""

SLOWEST_PER_SECOND = 1.0
"""However often it asks, the rate falls no lower."""

MISSES = 3
"""So many calls in a row that reach nothing mean that the platform is away, and not that one call had bad luck."""

FIRST_REST_SECONDS = 1.0
LONGEST_REST_SECONDS = 30.0

_REMEMBERED = 64
"""Chats are looked through for such as have rested when there are so many more than twice those left the last time."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits of an account.

    The defaults are Telegram's (Bots FAQ, as above): one message a second in a chat, with short bursts taken, and 20 a
    minute in a group. `chat_per_second` 0 switches the limits of chats and groups off.
    """

    per_second: float = 28.0
    chat_per_second: float = 1.0
    chat_burst: int = 3
    group_per_minute: float = 20.0
    group_burst: int = 3

    @property
    def credit(self) -> int:
        """How many messages may go out at once after a rest."""
        return 1 + int(self.per_second * CREDIT_SECONDS + _ROUNDING)


@dataclass(frozen=True, slots=True)
class Pacer:
    """Where an account stands with its limits.

    `lowered_to` is the rate since `grows_from`, when a pause that the platform asked for was over; None where it never
    asked. `misses` counts the calls in a row that did not reach it. `chats` holds when each chat's bucket is full
    again, `resting` when those that are empty hold a message; both forget now and then.
    """

    pace: Pace
    full_at: float = 0.0
    paused_until: float = 0.0
    lowered_to: float | None = None
    grows_from: float = 0.0
    misses: int = 0
    chats: Mapping[int, float] = field(default_factory=dict)
    resting: Mapping[int, float] = field(default_factory=dict)
    forgets_at: int = _REMEMBERED


def rate(pacer: Pacer, now: float) -> float:
    """How many messages a second may go out at this moment, pauses aside."""
    limit = pacer.pace.per_second
    if pacer.lowered_to is None:
        return limit
    quiet = max(0.0, now - pacer.grows_from) // QUIET_SECONDS
    return min(limit, pacer.lowered_to + quiet * FASTER_PER_SECOND)


def tokens(pacer: Pacer, now: float) -> int:
    """How many messages may go out at this moment, from 0 to the account's credit."""
    if now < pacer.paused_until:
        return 0
    credit = pacer.pace.credit
    return max(0, min(credit, int(credit - (pacer.full_at - now) * rate(pacer, now) + _ROUNDING)))


def seconds_to_token(pacer: Pacer, now: float) -> float:
    """How long until at least one message may go out; 0 where one may now."""
    filled = pacer.full_at - (pacer.pace.credit - 1) / rate(pacer, now)
    return max(0.0, pacer.paused_until - now, filled - now)


def resting_chats(pacer: Pacer, now: float) -> frozenset[int]:
    """The chats that may be sent nothing at this moment."""
    return frozenset(chat for chat, free_at in pacer.resting.items() if free_at > now + _ROUNDING)


def spend(pacer: Pacer, chat: int, now: float, *, is_group: bool = False) -> Pacer:
    """Takes one message out of the account's and the chat's buckets."""
    pace = pacer.pace
    pacer = replace(pacer, full_at=max(pacer.full_at, now) + 1 / rate(pacer, now))
    if pace.chat_per_second <= 0:
        return pacer
    if is_group:
        # In the minute that begins with a whole bucket, what is filled in comes on top of it.
        burst, per_second = pace.group_burst, (pace.group_per_minute - pace.group_burst) / 60
    else:
        burst, per_second = pace.chat_burst, pace.chat_per_second
    full_at = max(pacer.chats.get(chat, now), now) + 1 / per_second
    free_at = full_at - (burst - 1) / per_second
    if len(pacer.chats) >= pacer.forgets_at:
        pacer = _forget(pacer, now)
    # A dict is copied at the speed of memory: 5 microseconds for a thousand chats. What took long was to look at each.
    pacer = replace(pacer, chats={**pacer.chats, chat: full_at})
    return replace(pacer, resting={**pacer.resting, chat: free_at}) if free_at > now else pacer


def throttle(pacer: Pacer, seconds: float, now: float) -> Pacer:
    """The platform asked for a pause of so many seconds: nothing is sent until it is over, and less afterwards.

    Calls that were under way when it first asked are told the same; they make a pause longer and count as once.
    """
    until = max(pacer.paused_until, now + seconds)
    lowered = pacer.lowered_to
    if lowered is None or now >= pacer.grows_from:
        lowered = max(min(SLOWEST_PER_SECOND, pacer.pace.per_second), SLOWER * rate(pacer, now))
    # The pause may be shorter than the second that it interrupts: it begins anew with nothing in the bucket.
    empty = until + pacer.pace.credit / lowered
    return replace(pacer, paused_until=until, grows_from=until, lowered_to=lowered, full_at=max(pacer.full_at, empty))


def miss(pacer: Pacer, now: float) -> Pacer:
    """A call reached nothing, or was not answered: after a few in a row the account rests, longer each time."""
    if now < pacer.paused_until:
        return pacer  # it began before the rest, of which it is the reason too
    misses = pacer.misses + 1
    if misses < MISSES:
        return replace(pacer, misses=misses)
    rest = min(FIRST_REST_SECONDS * 2.0 ** min(misses - MISSES, _DOUBLINGS), LONGEST_REST_SECONDS)
    return replace(pacer, misses=misses, paused_until=now + rest)


def reach(pacer: Pacer) -> Pacer:
    """The platform answered."""
    return replace(pacer, misses=0) if pacer.misses else pacer


_ROUNDING = 1e-6
"""Times are sums of fractions; a millionth of a message, or of a second, early is on time."""

_DOUBLINGS = 16
"""Far beyond the longest rest, and far below what a number can hold."""


def _forget(pacer: Pacer, now: float) -> Pacer:
    chats = {chat: full_at for chat, full_at in pacer.chats.items() if full_at > now}
    resting = {chat: free_at for chat, free_at in pacer.resting.items() if free_at > now}
    return replace(pacer, chats=chats, resting=resting, forgets_at=2 * len(chats) + _REMEMBERED)
