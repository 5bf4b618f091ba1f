"""Where a reply starts its way: said already on a pull channel, sent at once, or waiting for its turn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from bot.model.delivery import DeliveryState
from bot.store.batch import Seat
from bot.store.delivery import Result, open_addresses
from bot.store.lease import holds_lease
from bot.store.outbox import Sending

Account = tuple[str, str]
"""(channel, account)."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Leave to send at once: so many messages, under this epoch, at no address that is `resting`, by row id.

    `wanted` is how many were asked for. `results` are what became of earlier messages: the batch writes them, which
    saves a transaction of their own.
    """

    epoch: int
    wanted: int
    calls: int
    resting: frozenset[int]
    results: tuple[Result, ...] = ()


class Desk(Protocol):
    """Sends for one account of a channel that messages are pushed to."""

    def grant(self, most: int) -> Grant:
        """What may be sent as soon as the next batch is committed; to be handed over or doubted afterwards.

        Args:
            most: the messages that the batch is likely to owe; what is granted to it nobody else may send meanwhile.
        """

    def hand_over(self, grant: Grant, sending: Sequence[Sending]) -> None:
        """Takes what a committed batch wrote down as being sent, and the rest of the grant back."""

    def doubt(self, grant: Grant) -> None:
        """Takes a grant back whose batch was not known to be committed, and perhaps was."""


class Posting:
    """Decides where replies start; one for each run of a transaction, since it counts what it gives away.

    Args:
        pulls: the channels whose people fetch what is said.
        grants: by account, what may be sent at once.
    """

    def __init__(self, pulls: Collection[str], grants: Mapping[Account, Grant]) -> None:
        self._pulls = pulls
        self._grants = grants
        self._left = {account: grant.calls for account, grant in grants.items()}
        self._busy = {address for grant in grants.values() for address in grant.resting}

    def look(self, connection: Connection, seats: Collection[Seat]) -> None:
        """Looks whose replies must queue up: something is owed to them already, or the lease is lost."""
        ids: set[int] = set()
        for account in {_account(seat) for seat in seats} & {known for known, left in self._left.items() if left}:
            if holds_lease(connection, account, self._grants[account].epoch):
                ids |= {seat.id for seat in seats if _account(seat) == account}
            else:
                self._left[account] = 0
        if ids:
            self._busy |= open_addresses(connection, ids)

    def start(self, seat: Seat) -> tuple[DeliveryState, int | None]:
        """The state in which the next reply to a seat is written down, and the epoch of who sends it at once."""
        if seat.address.channel in self._pulls:
            return DeliveryState.SENT, None
        account = _account(seat)
        if self._left.get(account, 0) < 1 or seat.id in self._busy:
            # What comes after it must not overtake it.
            self._busy.add(seat.id)
            return DeliveryState.WAITING, None
        self._left[account] -= 1
        self._busy.add(seat.id)
        return DeliveryState.SENDING, self._grants[account].epoch


def _account(seat: Seat) -> Account:
    return seat.address.channel, seat.address.account
