"""What arrived, by key: a claim stops the twin of an update; what could not be handled is parked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete

from bot.store.tables import inbox
from bot.store.upsert import insert_new, insert_or_change

KEEP_KEYS = timedelta(days=7)
"""How long a handled key is kept; Telegram redelivers for 24 hours (Bot API, "Getting updates")."""


class ArrivalState(StrEnum):
    """What became of an update."""

    HANDLED = "handled"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, order=True)
class UpdateKey:
    """What names one update among all: the bot that it came to, and its number or token there."""

    channel: str
    account: str
    update_id: str


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that could not be handled: its body with personal data masked, and the traceback."""

    key: UpdateKey
    address_id: int
    body: str
    error: str
    tries: int


_CLAIM = insert_new(inbox, (inbox.c.channel, inbox.c.account, inbox.c.update_id))
_PARK = insert_or_change(inbox, (inbox.c.state, inbox.c.address_id, inbox.c.body, inbox.c.error, inbox.c.tries))
_PRUNE = delete(inbox).where(inbox.c.state == ArrivalState.HANDLED, inbox.c.received_at < bindparam("before"))


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
    """Puts an update aside with its traceback, for a person to look at."""
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
    """Deletes the keys of updates handled long ago, and gives their number."""
    return connection.execute(_PRUNE, {"before": now - KEEP_KEYS}).rowcount
