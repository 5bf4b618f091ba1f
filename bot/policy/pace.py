"""How fast one account may send: so many a second, a small bucket a chat, and a rest when the platform asks for one.

Each limit is kept as one number, the time at which its bucket will be full again (the generic cell rate algorithm,
ITU-T I.371, annex A). All times are seconds of one monotonic clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits of an account.

    The defaults are Telegram's: about 30 messages a second for a bot, one a second in a chat with short bursts taken
    (Bots FAQ, "My bot is hitting limits"). `chat_per_second` 0 switches the limit per chat off.
    """

    per_second: float = 28.0
    credit: int = 2
    chat_per_second: float = 1.0
    chat_burst: int = 3


@dataclass(frozen=True, slots=True)
class Pacer:
    """Where an account stands with its limits."""

    pace: Pace
    full_at: float = 0.0
    paused_until: float = 0.0
    chats: Mapping[int, float] = field(default_factory=dict)


def tokens(pacer: Pacer, now: float) -> int:
    """How many messages may go out at this moment, from 0 to the account's credit."""
    if now < pacer.paused_until:
        return 0
    return _tokens(pacer.full_at, pacer.pace.per_second, pacer.pace.credit, now)


def seconds_to_token(pacer: Pacer, now: float) -> float:
    """How long until at least one message may go out; 0 where one may now."""
    filled = _one_at(pacer.full_at, pacer.pace.per_second, pacer.pace.credit)
    return max(0.0, pacer.paused_until - now, filled - now)


def may_send(pacer: Pacer, chat: int, now: float) -> bool:
    """Whether the chat's own bucket holds a message."""
    if pacer.pace.chat_per_second <= 0 or chat not in pacer.chats:
        return True
    return _tokens(pacer.chats[chat], pacer.pace.chat_per_second, pacer.pace.chat_burst, now) > 0


def resting_chats(pacer: Pacer, now: float) -> frozenset[int]:
    """The chats that may be sent nothing at this moment."""
    return frozenset(chat for chat in pacer.chats if not may_send(pacer, chat, now))


def spend(pacer: Pacer, chat: int, now: float) -> Pacer:
    """Takes one message out of the account's and the chat's buckets; chats whose bucket is full are forgotten."""
    pace = pacer.pace
    full_at = max(pacer.full_at, now) + 1 / pace.per_second
    if pace.chat_per_second <= 0:
        return replace(pacer, full_at=full_at)
    chats = {known: at for known, at in pacer.chats.items() if at > now}
    chats[chat] = max(chats.get(chat, now), now) + 1 / pace.chat_per_second
    return replace(pacer, full_at=full_at, chats=chats)


def pause(pacer: Pacer, seconds: float, now: float) -> Pacer:
    """Sends nothing for so long; a longer pause under way stays."""
    return replace(pacer, paused_until=max(pacer.paused_until, now + seconds))


_ROUNDING = 1e-9
"""Times are sums of fractions; a billionth of a second early is on time."""


def _tokens(full_at: float, per_second: float, most: int, now: float) -> int:
    return max(0, min(most, int(most - (full_at - now) * per_second + _ROUNDING)))


def _one_at(full_at: float, per_second: float, most: int) -> float:
    return full_at - (most - 1) / per_second
