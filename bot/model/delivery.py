"""How a message that is owed to somebody travels: its lane, and what became of it."""

from enum import IntEnum, StrEnum


class Lane(IntEnum):
    """Why a message is owed; a lower number never waits for a higher one."""

    REPLY = 1
    MENTOR = 2
    NUDGE = 3
    BROADCAST = 4


REPEATED_LANES = frozenset({Lane.REPLY, Lane.MENTOR})
"""Lanes whose messages are repeated once when it is in doubt whether they arrived; the others never are."""


class DeliveryState(StrEnum):
    """Where a message stands.

    `waiting` to be sent; `sending` now; `sent` for certain; `failed` for good; `gone`, since the person is no longer
    there; `unknown`, since nobody can say whether it arrived.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GONE = "gone"
    UNKNOWN = "unknown"
