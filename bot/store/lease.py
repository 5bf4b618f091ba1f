"""The right to send for an account: one process at a time has it, for a while, and under a number of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, update

from bot.store.tables import lease
from bot.store.upsert import insert_new

_STILL_LONG = 0.75
"""A lease with this share of its length left is not renewed yet."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to send for an account: the epoch is greater than any before, and it holds until then.

    `is_locked` tells that its owner holds the account's lock (`bot.store.sole`) as long as it lives.
    """

    epoch: int
    until: datetime
    is_locked: bool = False


_HOLD = insert_new(lease)
_MINE = (lease.c.channel == bindparam("of_channel"), lease.c.account == bindparam("of_account"))
_LEASE = select(lease.c.epoch, lease.c.owner, lease.c.until, lease.c.is_locked).where(*_MINE).with_for_update()
_SET_LEASE = (
    update(lease)
    .where(*_MINE)
    .values(
        epoch=bindparam("new_epoch"), owner=bindparam("by"), until=bindparam("end"), is_locked=bindparam("with_lock")
    )
)


def take_lease(
    connection: Connection,
    account: tuple[str, str],
    owner: str,
    now: datetime,
    length: timedelta,
    *,
    is_fresh: bool = False,
    is_locked: bool = False,
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
        is_locked: we hold the account's lock. Then a lease whose owner held it too may be taken before its end: that
            owner is dead.

    Returns:
        The lease; None where somebody else holds it.
    """
    keys = {"of_channel": account[0], "of_account": account[1]}
    row = connection.execute(_LEASE, keys).first()
    if row is None:
        first = {"channel": account[0], "account": account[1], "epoch": 0, "owner": "", "until": now}
        connection.execute(_HOLD.on(connection), first)
        row = connection.execute(_LEASE, keys).one()
    if row.owner != owner and row.until > now and not (is_locked and row.is_locked):
        return None
    is_kept = row.owner == owner and row.until > now and not is_fresh
    if is_kept and row.until - now > length * _STILL_LONG and row.is_locked == is_locked:
        return Lease(row.epoch, row.until, is_locked)
    taken = Lease(row.epoch if is_kept else row.epoch + 1, now + length, is_locked)
    _set_lease(connection, account, owner, taken)
    return taken


def _set_lease(connection: Connection, account: tuple[str, str], owner: str, held: Lease) -> None:
    keys = {"of_channel": account[0], "of_account": account[1]}
    values = {"new_epoch": held.epoch, "by": owner, "end": held.until, "with_lock": held.is_locked}
    connection.execute(_SET_LEASE, {**keys, **values})


def holds_lease(connection: Connection, account: tuple[str, str], epoch: int) -> bool:
    """Whether the account's lease is still of that epoch; its row stays locked until the transaction ends."""
    row = connection.execute(_LEASE, {"of_channel": account[0], "of_account": account[1]}).first()
    return row is not None and row.epoch == epoch


def release_lease(connection: Connection, account: tuple[str, str], epoch: int, now: datetime) -> None:
    """Gives a lease back, so that the next process need not wait for its end."""
    if holds_lease(connection, account, epoch):
        _set_lease(connection, account, "", Lease(epoch, now))
