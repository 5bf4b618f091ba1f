"""What a sender tells those who watch, and who gives it what is said to many."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from bot.model.broadcast import Why
from bot.model.delivery import DeliveryState
from bot.model.errors import ChannelError, Gone, Throttled, Unreachable
from bot.service.posting import Account
from bot.store import delivery
from bot.store.outbox import Sending


@dataclass(frozen=True, slots=True)
class SenderState:
    """How a sender is doing, for those who watch.

    `is_leading` is false where another process sends, `is_locked` where nobody would know at once if this one died.
    `per_second` is the rate, lower than the limit after the platform asked for a pause; `paused_seconds` is how long
    nothing is sent yet; `misses` is how many calls in a row did not reach the platform.
    """

    is_leading: bool
    is_locked: bool
    per_second: float
    paused_seconds: float
    misses: int
    calls: int

    @property
    def rate(self) -> float:
        """How many messages this process may send in a second at this moment."""
        return self.per_second if self.is_leading and not self.paused_seconds else 0.0


class DeliveryMeter(Protocol):
    """Hears what became of each call, for those who watch."""

    def delivered(self, lane: str, state: str, seconds: float) -> None:
        """A message of a lane is in that state after a call, so long after it was written down."""


class Mailings(Protocol):
    """What is said to many, each of whom has a row of their own but no words."""

    def claim(
        self, connection: Connection, account: Account, claim: delivery.Claim, now: datetime
    ) -> tuple[Sending, ...]:
        """Marks those as being sent to whose turn it is, and gives them their words."""

    def is_waiting(self, connection: Connection, account: Account, now: datetime) -> bool:
        """Whether there are more."""


class Unmetered:
    """Nobody watches."""

    def delivered(self, lane: str, state: str, seconds: float) -> None:
        """Hears nothing."""


def why_not(error: ChannelError | None, state: DeliveryState) -> Why | None:
    """Why a message did not arrive, for whoever asks later."""
    match error:
        case _ if state in {DeliveryState.SENT, DeliveryState.WAITING}:
            return None
        case _ if state is DeliveryState.UNKNOWN:
            return Why.DOUBTFUL
        case Gone():
            return Why.BLOCKED
        case Throttled() | Unreachable():
            return Why.UNREACHABLE
        case _:
            return Why.REFUSED
