"""Messages on their way out: who may send them, which come next, and what became of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    text,
    update,
)

from bot.model import codec
from bot.model.delivery import DeliveryState, Lane
from bot.model.ids import Address
from bot.model.message import Message
from bot.store.outbox import Sending, edits_of
from bot.store.tables import address, lease, outbox
from bot.store.upsert import insert_new

_LANES = len(Lane)


_STILL_LONG = 0.75
"""A lease with this share of its length left is not renewed yet."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to send for an account: the epoch is greater than any before, and it holds until then."""

    epoch: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a message that was being sent under an epoch: the row as it is to be."""

    id: int
    epoch: int
    state: DeliveryState
    tries: int
    external_id: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A message that was being sent by somebody who no longer holds the lease."""

    id: int
    epoch: int
    lane: Lane
    tries: int


_OPEN = (DeliveryState.WAITING.value, DeliveryState.SENDING.value)


def _is_open(rows: FromClause) -> ColumnElement[bool]:
    """Written out in the statement: a partial index serves only a condition that is known when a query is planned."""
    return rows.c.state.in_([literal(state, literal_execute=True) for state in _OPEN])


_HOLD = insert_new(lease)
_MINE = (lease.c.channel == bindparam("of_channel"), lease.c.account == bindparam("of_account"))
_LEASE = select(lease.c.epoch, lease.c.owner, lease.c.until).where(*_MINE).with_for_update()
_SET_LEASE = (
    update(lease).where(*_MINE).values(epoch=bindparam("new_epoch"), owner=bindparam("by"), until=bindparam("end"))
)
_IS_WAITING = outbox.c.state == literal(DeliveryState.WAITING.value, literal_execute=True)
_earlier = outbox.alias("earlier")
# The rows are to be read along the index of what waits, in its order, and only so far as they are wanted. What is asked
# about each is therefore written as a value: as joins they made SQLite sort, and PostgreSQL hash, all that waits.
_IS_AT_ACCOUNT = (
    select(and_(address.c.channel == bindparam("of_channel"), address.c.account == bindparam("of_account")))
    .where(address.c.id == outbox.c.address_id)
    .scalar_subquery()
)
_IS_BEFORE_IT = exists().where(
    _earlier.c.address_id == outbox.c.address_id,
    _is_open(_earlier),
    or_(
        _earlier.c.state == DeliveryState.SENDING,
        and_(_earlier.c.lane == outbox.c.lane, _earlier.c.id < outbox.c.id),
    ),
)
_IS_ITS_TURN = select(literal(1)).where(~_IS_BEFORE_IT.correlate(outbox)).correlate(outbox).scalar_subquery()
_IN_ORDER = text("SET LOCAL enable_sort = off")
"""PostgreSQL guesses how much waits from what it counted an hour ago: where it guesses little, it reads and sorts it
all. The index has the order already."""
_NEXT_ROWS = (
    select(outbox)
    .where(
        _IS_WAITING,
        or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now")),
        outbox.c.address_id.not_in(bindparam("resting", expanding=True)),
        _IS_AT_ACCOUNT,
        _IS_ITS_TURN.is_not(None),
    )
    .order_by(outbox.c.lane, outbox.c.id)
    .limit(bindparam("most"))
    .subquery("next")
)
_NEXT = (
    select(
        _NEXT_ROWS.c.id,
        _NEXT_ROWS.c.address_id,
        _NEXT_ROWS.c.lane,
        _NEXT_ROWS.c.tries,
        _NEXT_ROWS.c.body,
        _NEXT_ROWS.c.replaces,
        _NEXT_ROWS.c.made_at,
        address.c.peer,
    )
    .join(address, address.c.id == _NEXT_ROWS.c.address_id)
    .order_by(_NEXT_ROWS.c.lane, _NEXT_ROWS.c.id)
)
_SENDING = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(state=DeliveryState.SENDING, epoch=bindparam("under"), tries=outbox.c.tries + 1)
)
_FINISH = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.state == DeliveryState.SENDING,
        outbox.c.epoch == bindparam("under"),
    )
    .values(
        state=bindparam("new_state"),
        tries=bindparam("new_tries"),
        external_id=bindparam("new_external_id"),
        not_before=bindparam("new_not_before"),
        epoch=None,
    )
)
_ABANDONED = (
    select(outbox.c.id, outbox.c.epoch, outbox.c.lane, outbox.c.tries)
    .join(address, address.c.id == outbox.c.address_id)
    .where(
        address.c.channel == bindparam("of_channel"),
        address.c.account == bindparam("of_account"),
        _is_open(outbox),  # for the index; it holds all that are being sent
        outbox.c.state == DeliveryState.SENDING,
        outbox.c.epoch < bindparam("under"),
    )
)
_OPEN_AT = select(outbox.c.address_id).where(
    outbox.c.address_id.in_(bindparam("ids", expanding=True)), _is_open(outbox)
)
_DOUBT = update(outbox).where(_is_open(outbox)).values(state=DeliveryState.UNKNOWN, epoch=None)


def take_lease(
    connection: Connection, account: tuple[str, str], owner: str, now: datetime, length: timedelta, *, is_fresh: bool
) -> Lease | None:
    """Takes or keeps the right to send for an account.

    One that still holds for most of its length is left as it is, so that an idle sender writes nothing.

    Args:
        connection: the transaction; the lease's row stays locked until it ends.
        account: (channel, account).
        owner: a name that no other process has.
        now: a lease that ended before may be taken by anybody.
        length: how long it will hold.
        is_fresh: begin a new epoch also where the lease is ours already.

    Returns:
        The lease; None where somebody else holds it.
    """
    keys = {"of_channel": account[0], "of_account": account[1]}
    row = connection.execute(_LEASE, keys).first()
    if row is None:
        first = {"channel": account[0], "account": account[1], "epoch": 0, "owner": "", "until": now}
        connection.execute(_HOLD.on(connection), first)
        row = connection.execute(_LEASE, keys).one()
    if row.owner != owner and row.until > now:
        return None
    is_kept = row.owner == owner and row.until > now and not is_fresh
    if is_kept and row.until - now > length * _STILL_LONG:
        return Lease(row.epoch, row.until)
    taken = Lease(row.epoch if is_kept else row.epoch + 1, now + length)
    connection.execute(_SET_LEASE, {**keys, "new_epoch": taken.epoch, "by": owner, "end": taken.until})
    return taken


def holds_lease(connection: Connection, account: tuple[str, str], epoch: int) -> bool:
    """Whether the account's lease is still of that epoch; its row stays locked until the transaction ends."""
    row = connection.execute(_LEASE, {"of_channel": account[0], "of_account": account[1]}).first()
    return row is not None and row.epoch == epoch


def release_lease(connection: Connection, account: tuple[str, str], epoch: int, now: datetime) -> None:
    """Gives a lease back, so that the next process need not wait for its end."""
    if holds_lease(connection, account, epoch):
        keys = {"of_channel": account[0], "of_account": account[1]}
        connection.execute(_SET_LEASE, {**keys, "new_epoch": epoch, "by": "", "end": now})


def claim_next(
    connection: Connection,
    account: tuple[str, str],
    epoch: int,
    resting: Collection[int],
    most: int,
    now: datetime,
) -> tuple[Sending, ...]:
    """Marks the messages that come next as being sent.

    The lowest lane goes first, and in it the oldest; at one address only one message is under way, and within a lane
    none overtakes an earlier one.

    Args:
        connection: the transaction; the caller has made sure of the lease in it.
        account: (channel, account).
        epoch: the lease's.
        resting: ids of addresses that may be sent nothing now.
        most: how many may be marked.
        now: a message that is to wait longer is left.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_IN_ORDER)
    rows = connection.execute(
        _NEXT,
        {
            "of_channel": account[0],
            "of_account": account[1],
            "now": now,
            "resting": sorted(resting),
            "most": most * _LANES,  # an address may stand here once a lane
        },
    ).all()
    first = {row.address_id: row for row in reversed(rows)}
    taken = [row for row in rows if first[row.address_id] is row][:most]
    if not taken:
        return ()
    connection.execute(_SENDING, [{"row": row.id, "under": epoch} for row in taken])
    edits = edits_of(connection, [(row.address_id, row.replaces) for row in taken if row.replaces is not None])
    return tuple(
        Sending(
            row.id,
            row.address_id,
            Address(*account, row.peer),
            Lane(row.lane),
            row.tries + 1,
            codec.loads(row.body, Message),
            edits.get((row.address_id, row.replaces)) if row.replaces is not None else None,
            row.made_at,
        )
        for row in taken
    )


def write_results(connection: Connection, results: Sequence[Result]) -> None:
    """Writes what became of messages; one that is no longer being sent under that epoch stays as it is."""
    if not results:
        return
    connection.execute(
        _FINISH,
        [
            {
                "row": result.id,
                "under": result.epoch,
                "new_state": result.state.value,
                "new_tries": result.tries,
                "new_external_id": result.external_id,
                "new_not_before": result.not_before,
            }
            for result in results
        ],
    )


def abandoned(connection: Connection, account: tuple[str, str], epoch: int) -> tuple[Abandoned, ...]:
    """The account's messages that are being sent under an older epoch: nobody can say what became of them."""
    keys = {"of_channel": account[0], "of_account": account[1], "under": epoch}
    rows = connection.execute(_ABANDONED, keys)
    return tuple(Abandoned(row.id, row.epoch, Lane(row.lane), row.tries) for row in rows)


def open_addresses(connection: Connection, ids: Collection[int]) -> frozenset[int]:
    """Those of the addresses to which something is still owed."""
    return frozenset(connection.execute(_OPEN_AT, {"ids": sorted(ids)}).scalars())


def doubt_all(connection: Connection) -> int:
    """Calls every message unknown that was to be sent, and gives their number: a restored backup cannot know."""
    return connection.execute(_DOUBT).rowcount
