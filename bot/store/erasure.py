"""Erases a learner from every table; only the hash of a random mark stays, so that a restored backup erases again."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, bindparam, delete, select

from bot.model.ids import LearnerId
from bot.store.released import forget
from bot.store.tables import address, learner, metadata, tombstone
from bot.store.upsert import insert_new

_MARKS = (
    select(learner.c.id, learner.c.mark)
    .where(learner.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(learner.c.id)
    .with_for_update()
)
"""Locked, so that meanwhile no broadcast counts them among its recipients."""
_TOMBSTONES = select(tombstone.c.mark_hash, tombstone.c.erased_at)
_BURY = insert_new(tombstone)
_DELETE = delete(learner).where(learner.c.id.in_(bindparam("ids", expanding=True)))


def owned_tables() -> tuple[Table, ...]:
    """The tables whose rows belong to a learner, those that refer to others first."""
    return tuple(table for table in reversed(metadata.sorted_tables) if "learner_id" in table.c)


def addressed_tables() -> tuple[Table, ...]:
    """The tables whose rows belong to an address."""
    return tuple(table for table in reversed(metadata.sorted_tables) if "address_id" in table.c)


def hash_of_mark(mark: str) -> str:
    """What stays of an erased learner: nobody can tell from it who they were."""
    return hashlib.sha256(mark.encode()).hexdigest()


WIPES = "wipes"
"""Stands in a connection's `info` once something was erased in it: the file is to hold nothing of it either."""


def erase(connection: Connection, ids: Collection[LearnerId], now: datetime) -> int:
    """Deletes everything about learners: their rows in every table, their addresses, and what stands under those.

    Returns:
        How many learners there were to erase.
    """
    rows = connection.execute(_MARKS, {"ids": sorted(ids)}).all()
    if not rows:
        return 0
    found = sorted(row.id for row in rows)
    connection.execute(_BURY.on(connection), [{"mark_hash": hash_of_mark(row.mark), "erased_at": now} for row in rows])
    forget(connection, [LearnerId(of) for of in found], now)
    places = select(address.c.id).where(address.c.learner_id.in_(found))
    for table in addressed_tables():
        connection.execute(delete(table).where(table.c.address_id.in_(places)))
    for table in owned_tables():
        connection.execute(delete(table).where(table.c.learner_id.in_(found)))
    connection.execute(_DELETE, {"ids": found})
    connection.info[WIPES] = True
    return len(found)


Tombstones = Sequence[tuple[str, datetime]]
"""Hashes of marks, and when each learner was erased."""


def tombstones(connection: Connection) -> Tombstones:
    """All that is left of the learners erased so far."""
    return [(row.mark_hash, row.erased_at) for row in connection.execute(_TOMBSTONES)]


def add_tombstones(connection: Connection, marks: Tombstones) -> None:
    """Carries tombstones over from another database."""
    if marks:
        connection.execute(
            _BURY.on(connection), [{"mark_hash": mark_hash, "erased_at": erased_at} for mark_hash, erased_at in marks]
        )


def erase_again(connection: Connection, now: datetime) -> int:
    """Erases the learners who have a tombstone and stand in the database all the same: a backup brought them back.

    Returns:
        How many learners were erased.
    """
    buried = {mark_hash for mark_hash, _ in tombstones(connection)}
    if not buried:
        return 0
    risen = [
        LearnerId(row.id)
        for row in connection.execute(select(learner.c.id, learner.c.mark))
        if hash_of_mark(row.mark) in buried
    ]
    return erase(connection, risen, now)
