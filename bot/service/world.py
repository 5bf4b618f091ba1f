"""The world outside: the only reader of the clock, of randomness, and of fresh names."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto


class CrashPoint(Enum):
    """Moments at which the program may be killed; after a restart the state has changed once and no reply is lost.

    Tests give a world that ends the program at one of them; otherwise they are nothing.
    """

    RECEIVED = auto()
    """An event is in memory alone."""
    CLAIMED = auto()
    """Within the transaction: the update's key is claimed."""
    BEFORE_COMMIT = auto()
    """Within the transaction: everything is written."""
    COMMITTED = auto()
    """The commit is done, and nobody has been told."""
    OWED = auto()
    """What the system owes itself is committed, and not yet taken."""
    ACKNOWLEDGED = auto()
    """Whoever brought the event was told that it is safe."""
    SHOWN = auto()
    """A pull channel has shown messages, and has not noted that they were seen."""
    SEEN = auto()
    """It is noted that they were seen."""
    MARKED_SENDING = auto()
    """Rows are marked as being sent; no call was made yet."""
    BEFORE_CALL = auto()
    """The very moment before a platform is called."""
    DURING_CALL = auto()
    """The platform may have taken the message; its answer has not arrived."""
    AFTER_CALL = auto()
    """The platform answered; the answer is in memory alone."""
    JUDGED = auto()
    """Another judge answered an attempt; the answer is in memory alone."""
    BEFORE_RESULT = auto()
    """Within the transaction: the call's outcome is written."""
    AFTER_RESULT = auto()
    """The outcome's commit is done."""
    FROZEN = auto()
    """Some recipients of a broadcast are written down, and perhaps not all."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _token() -> str:
    return secrets.token_hex(16)


def _pass(point: CrashPoint) -> None:
    """Goes on."""


@dataclass(frozen=True, slots=True)
class World:
    """What the shell asks of the world.

    `now` is aware UTC; `monotonic` counts seconds and never jumps; `draw` gives a number from [0, 1) that nobody can
    guess; `token` a name of 32 hex digits that nobody can guess; `reach` tells that a crash point was reached; `sleep`
    lets so many seconds pass.
    """

    now: Callable[[], datetime] = _utc_now
    monotonic: Callable[[], float] = time.monotonic
    draw: Callable[[], float] = secrets.SystemRandom().random
    token: Callable[[], str] = _token
    reach: Callable[[CrashPoint], None] = _pass
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    @classmethod
    def system(cls, offset: timedelta = timedelta(0)) -> "World":
        """The world as it is, its calendar moved by `offset` (a demo may look at another day)."""
        return cls(now=lambda: _utc_now() + offset) if offset else cls()
