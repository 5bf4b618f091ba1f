"""How a message that is owed to somebody travels: its lane, and what became of it."""

from enum import Enum, IntEnum, StrEnum, auto


class Lane(IntEnum):
    """Why a message is owed; a lower number never waits for a higher one."""

    REPLY = 1
    MENTOR = 2
    NUDGE = 3
    BROADCAST = 4


REPEATED_LANES = frozenset({Lane.REPLY, Lane.MENTOR})
"""Lanes whose messages are repeated once when it is in doubt whether they arrived; the others never are."""


class Mail(Enum):
    """What kind of row a message is owed by."""

    OUTBOX = auto()
    """One of its own, with its words."""
    BROADCAST = auto()
    """A recipient's, whose words are the broadcast's."""


class DeliveryState(StrEnum):
    """Where a message stands.

    `waiting` to be sent; `sending` now; `sent` for certain; `failed` for good; `gone`, since the person is no longer
    there; `unknown`, since nobody can say whether it arrived. A broadcast is besides `skipped` for whoever does not
    want it, or need not have it any more.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GONE = "gone"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


OPEN_STATES = frozenset({DeliveryState.WAITING, DeliveryState.SENDING})
"""Where a message stands of which something is still to come."""
