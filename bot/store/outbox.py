"""Messages owed: written with what caused them, read back as a chat's history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, CursorResult, bindparam, insert, select, update

from bot.model import codec
from bot.model.delivery import DeliveryState, Lane, Mail
from bot.model.ids import Address, LearnerId
from bot.model.message import Message
from bot.store.tables import address, outbox


@dataclass(frozen=True, slots=True)
class Owed:
    """A message to write down: its number at the address, and where it stands from the start.

    `epoch` is given with `SENDING` alone: whose lease sends it.
    """

    address_id: int
    learner_id: LearnerId | None
    number: int
    message: Message
    lane: Lane
    state: DeliveryState
    key: str | None = None
    replaces: str | None = None
    epoch: int | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that is being sent.

    `id` is the row's among those of its `mail`. `tries` are the calls in which the platform may have taken it, this one
    included; `edits` is the platform's id of the message in whose place it stands, where that is known.
    """

    id: int
    address_id: int
    address: Address
    lane: Lane
    tries: int
    message: Message
    edits: str | None
    made_at: datetime
    mail: Mail = Mail.OUTBOX


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of a chat's history; where it `replaces` a key, it stands in that message's place."""

    number: int
    message: Message
    replaces: str | None
    key: str | None
    made_at: datetime
    is_seen: bool = False


_ADD = insert(outbox)
_ADD_AND_NAME = insert(outbox).returning(outbox.c.id, outbox.c.address_id, outbox.c.number)
_EDITS = (
    select(outbox.c.address_id, outbox.c.key, outbox.c.external_id)
    .where(
        outbox.c.address_id.in_(bindparam("addresses", expanding=True)),
        outbox.c.key.in_(bindparam("keys", expanding=True)),
        outbox.c.external_id.is_not(None),
    )
    .order_by(outbox.c.id)
)
_KEYS = select(outbox.c.address_id, outbox.c.external_id, outbox.c.key).where(
    outbox.c.address_id.in_(bindparam("addresses", expanding=True)),
    outbox.c.external_id.in_(bindparam("ids", expanding=True)),
    outbox.c.key.is_not(None),
)
_AT = select(address.c.id).where(
    address.c.channel == bindparam("channel"),
    address.c.account == bindparam("account"),
    address.c.peer == bindparam("peer"),
)
_HISTORY = (
    select(
        outbox.c.number,
        outbox.c.body,
        outbox.c.replaces,
        outbox.c.key,
        outbox.c.made_at,
        outbox.c.seen_at.is_not(None).label("is_seen"),
    )
    .where(outbox.c.address_id == _AT.scalar_subquery(), outbox.c.state == DeliveryState.SENT)
    .order_by(outbox.c.number)
)
_UNSEEN = _HISTORY.where(outbox.c.seen_at.is_(None))
_LATEST = _HISTORY.order_by(None).order_by(outbox.c.number.desc()).limit(bindparam("most"))
_NAMED = _HISTORY.where(outbox.c.key.in_(bindparam("keys", expanding=True)))
_SINCE = _LATEST.where(outbox.c.number > bindparam("after"))
_DROP = (
    update(outbox)
    .where(outbox.c.address_id.in_(bindparam("ids", expanding=True)), outbox.c.state == DeliveryState.WAITING)
    .values(state=DeliveryState.GONE)
)
_LAST = select(address.c.last_number).where(address.c.id == _AT.scalar_subquery())
_SEEN = (
    update(outbox)
    .where(
        outbox.c.address_id == _AT.scalar_subquery(),
        outbox.c.number <= bindparam("last"),
        outbox.c.seen_at.is_(None),
    )
    .values(seen_at=bindparam("now"))
)


def _row(owed: Owed, now: datetime) -> dict[str, object]:
    return {
        "address_id": owed.address_id,
        "learner_id": owed.learner_id,
        "number": owed.number,
        "lane": owed.lane.value,
        "state": owed.state.value,
        "epoch": owed.epoch,
        "tries": 1 if owed.state is DeliveryState.SENDING else 0,
        "key": owed.key,
        "replaces": owed.replaces,
        "body": codec.dumps(owed.message),
        "made_at": now,
    }


def add_all(
    connection: Connection, owed: Sequence[Owed], addresses: Mapping[int, Address], now: datetime
) -> tuple[Sending, ...]:
    """Writes messages down.

    Args:
        connection: the transaction that owes them.
        owed: the messages.
        addresses: by row id, where each goes.
        now: when they are written.

    Returns:
        Those in the state `SENDING`, to be sent as soon as the transaction is committed.
    """
    later = [_row(item, now) for item in owed if item.state is not DeliveryState.SENDING]
    if later:
        connection.execute(_ADD, later)
    at_once = [item for item in owed if item.state is DeliveryState.SENDING]
    return _add_sending(connection, at_once, addresses, now) if at_once else ()


def _add_sending(
    connection: Connection, owed: Sequence[Owed], addresses: Mapping[int, Address], now: datetime
) -> tuple[Sending, ...]:
    rows = connection.execute(_ADD_AND_NAME, [_row(item, now) for item in owed])
    ids = {(row.address_id, row.number): row.id for row in rows}
    edits = edits_of(connection, [(item.address_id, item.replaces) for item in owed if item.replaces is not None])
    return tuple(
        Sending(
            ids[item.address_id, item.number],
            item.address_id,
            addresses[item.address_id],
            item.lane,
            1,
            item.message,
            edits.get((item.address_id, item.replaces)) if item.replaces is not None else None,
            now,
        )
        for item in owed
    )


def drop_waiting(connection: Connection, address_ids: Collection[int]) -> None:
    """Gives up what waits to be said at these addresses: nobody is there; what is being sent already ends as it may."""
    connection.execute(_DROP, {"ids": sorted(address_ids)})


def edits_of(connection: Connection, wanted: Collection[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """The platform's ids of the messages last sent under keys, by (address id, key); unknown ones are left out."""
    if not wanted:
        return {}
    addresses, keys = sorted({of for of, _ in wanted}), sorted({key for _, key in wanted})
    rows = connection.execute(_EDITS, {"addresses": addresses, "keys": keys})
    return {(row.address_id, row.key): row.external_id for row in rows}


def keys_of(connection: Connection, wanted: Collection[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """The keys of messages by (address id, the platform's id); those without are left out."""
    addresses, ids = sorted({of for of, _ in wanted}), sorted({name for _, name in wanted})
    rows = connection.execute(_KEYS, {"addresses": addresses, "ids": ids})
    return {(row.address_id, row.external_id): row.key for row in rows}


def _key(at: Address) -> dict[str, object]:
    return {"channel": at.channel, "account": at.account, "peer": at.peer}


def _shown(rows: CursorResult[tuple[int, str, str | None, str | None, datetime, bool]]) -> tuple[Shown, ...]:
    return tuple(
        Shown(row.number, codec.loads(row.body, Message), row.replaces, row.key, row.made_at, is_seen=bool(row.is_seen))
        for row in rows
    )


def unseen(connection: Connection, at: Address) -> tuple[Shown, ...]:
    """What was said at an address and has not been seen, oldest first."""
    return _shown(connection.execute(_UNSEEN, _key(at)))


def latest(connection: Connection, at: Address, most: int) -> tuple[Shown, ...]:
    """The last messages said at an address, oldest first."""
    return _shown(connection.execute(_LATEST, {**_key(at), "most": most}))[::-1]


def since(connection: Connection, at: Address, number: int, most: int) -> tuple[Shown, ...]:
    """The last messages said at an address after message `number`, at most so many, oldest first.

    A number greater than any that was given there is of a chat that was erased since: the last are given then.
    """
    last = connection.execute(_LAST, _key(at)).scalar()
    after = 0 if last is None or number > last else number
    return _shown(connection.execute(_SINCE, {**_key(at), "after": after, "most": most}))[::-1]


def named(connection: Connection, at: Address, keys: Collection[str]) -> tuple[Shown, ...]:
    """What was said at an address under these keys, oldest first."""
    return _shown(connection.execute(_NAMED, {**_key(at), "keys": sorted(keys)}))


def mark_seen(connection: Connection, seen: Mapping[Address, int], now: datetime) -> None:
    """Notes that everything up to a message was seen, by the address that it was said to."""
    connection.execute(_SEEN, [{**_key(at), "last": number, "now": now} for at, number in seen.items()])
