"""What arrived, by key: a claim stops the twin of an update; what could not be handled is parked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.model.ids import Address
from bot.store.tables import address, inbox
from bot.store.upsert import insert_new, insert_or_change

KEEP_KEYS = timedelta(days=7)
"""How long a handled key is kept; Telegram redelivers for 24 hours (Bot API, "Getting updates")."""

KEEP_PARKED = timedelta(days=90)
"""How long what could not be handled is kept: long enough for a fault to be noticed, mended and looked at once more;
it is somebody's words, though masked, and nobody needs those for ever."""


class ArrivalState(StrEnum):
    """What became of an update."""

    HANDLED = "handled"
    WAITING = "waiting"
    """The system owes it to itself: written with what led to it, taken by a later batch."""
    PARKED = "parked"


@dataclass(frozen=True, slots=True, order=True)
class UpdateKey:
    """What names one update among all: the bot that it came to, and its number or token there."""

    channel: str
    account: str
    update_id: str


OWN = "self"
"""The channel of what the system owes itself; no platform's, so that no update's key can be the same."""


@dataclass(frozen=True, slots=True)
class Own:
    """An event that the system owes itself: its natural key, at which address it happens, and the event, encoded."""

    name: str
    address_id: int
    body: str

    @property
    def key(self) -> UpdateKey:
        """What stops a twin of it."""
        return UpdateKey(OWN, "", self.name)


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that could not be handled: its body with personal data masked, and where it failed."""

    key: UpdateKey
    address_id: int
    body: str
    error: str
    tries: int


_CLAIM = insert_new(inbox, (inbox.c.channel, inbox.c.account, inbox.c.update_id))
_PARK = insert_or_change(inbox, (inbox.c.state, inbox.c.address_id, inbox.c.body, inbox.c.error, inbox.c.tries))
_PRUNE = delete(inbox).where(inbox.c.state == bindparam("of_state"), inbox.c.received_at < bindparam("before"))

_PUT = insert_new(inbox)
_WAITING = (
    select(inbox.c.update_id, inbox.c.body, address.c.channel, address.c.account, address.c.peer)
    .join_from(inbox, address, inbox.c.address_id == address.c.id)
    .where(inbox.c.state == ArrivalState.WAITING, inbox.c.channel == OWN)
    .order_by(inbox.c.received_at, inbox.c.update_id)
    .limit(bindparam("most"))
)
_NAMED = select(inbox.c.update_id).where(
    inbox.c.channel == OWN, inbox.c.account == "", inbox.c.update_id.startswith(bindparam("prefix"))
)
_TAKE = (
    update(inbox)
    .where(
        inbox.c.channel == OWN,
        inbox.c.account == "",
        inbox.c.update_id.in_(bindparam("names", expanding=True)),
        inbox.c.state == ArrivalState.WAITING,
    )
    .values(state=ArrivalState.HANDLED.value, body=None, tries=1)
    .returning(inbox.c.update_id)
)


def put(connection: Connection, owed: Sequence[Own], now: datetime) -> None:
    """Writes down what the system owes itself; a name that was written before stays as it is, handled or not."""
    connection.execute(
        _PUT.on(connection),
        [
            {
                "channel": OWN,
                "account": "",
                "update_id": each.name,
                "state": ArrivalState.WAITING.value,
                "address_id": each.address_id,
                "body": each.body,
                "tries": 0,
                "received_at": now,
            }
            for each in owed
        ],
    )


def named(connection: Connection, prefix: str) -> tuple[str, ...]:
    """Under which names that begin so the system has owed itself something, handled or not."""
    return tuple(connection.execute(_NAMED, {"prefix": prefix}).scalars())


def waiting(connection: Connection, most: int) -> tuple[tuple[str, Address, str], ...]:
    """What the system owes itself, oldest first: the name, the address as it is today, and the encoded event."""
    return tuple(
        (row.update_id, Address(row.channel, row.account, row.peer), row.body)
        for row in connection.execute(_WAITING, {"most": most})
    )


def take(connection: Connection, names: Sequence[str]) -> frozenset[UpdateKey]:
    """Notes what the system owed itself as handled, each once.

    Returns:
        Those that were still waiting; only they may change anything.
    """
    rows = connection.execute(_TAKE, {"names": sorted(set(names))})
    return frozenset(UpdateKey(OWN, "", row.update_id) for row in rows)


def claim(connection: Connection, keys: Sequence[UpdateKey], now: datetime) -> frozenset[UpdateKey]:
    """Notes updates as handled, each once.

    Returns:
        Those that nobody had noted before; only they may change anything.
    """
    rows = connection.execute(
        _CLAIM.on(connection),
        [
            {
                "channel": key.channel,
                "account": key.account,
                "update_id": key.update_id,
                "state": ArrivalState.HANDLED.value,
                "tries": 1,
                "received_at": now,
            }
            for key in sorted(set(keys))
        ],
    )
    return frozenset(UpdateKey(row.channel, row.account, row.update_id) for row in rows)


def park(connection: Connection, parked: Parked, now: datetime) -> None:
    """Puts an update aside with where it failed, for a person to look at."""
    connection.execute(
        _PARK.on(connection),
        {
            "channel": parked.key.channel,
            "account": parked.key.account,
            "update_id": parked.key.update_id,
            "state": ArrivalState.PARKED.value,
            "address_id": parked.address_id,
            "body": parked.body,
            "error": parked.error,
            "tries": parked.tries,
            "received_at": now,
        },
    )


def prune(connection: Connection, now: datetime) -> int:
    """Deletes the keys of updates handled long ago and what was parked very long ago, and gives their number."""
    kept = {ArrivalState.HANDLED: KEEP_KEYS, ArrivalState.PARKED: KEEP_PARKED}
    return sum(
        connection.execute(_PRUNE, {"of_state": state.value, "before": now - age}).rowcount
        for state, age in kept.items()
    )
