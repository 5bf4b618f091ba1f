"""Counts of what is in the database, without looking at anybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select, text

from bot.store.tables import inbox, metadata, outbox


@dataclass(frozen=True, slots=True)
class Stats:
    """Rows by table, messages and updates by state, and the size in bytes."""

    rows: Mapping[str, int]
    messages: Mapping[str, int]
    updates: Mapping[str, int]
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What somebody should look at: messages of which nobody knows whether they arrived, and events set aside."""

    unknown: int
    parked: int


_SIZE = {
    "sqlite": text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"),
    "postgresql": text("SELECT pg_database_size(current_database())"),
}


_OPEN = ("waiting", "sending")
# Written out as the index has it: SQLite uses a partial index only where the words of the condition are its own.
_OWED = select(outbox.c.state, func.count()).where(text("state IN ('waiting', 'sending')")).group_by(outbox.c.state)


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has, by its name."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in sorted(metadata.tables.values(), key=lambda table: table.name)
    }


def stats(connection: Connection) -> Stats:
    """Counts everything; on a large database this takes a while."""
    messages = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    updates = connection.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state))
    return Stats(
        count_rows(connection),
        _by_state(messages),
        _by_state(updates),
        connection.execute(_SIZE[connection.dialect.name]).scalar_one(),
    )


def count_owed(connection: Connection) -> dict[str, int]:
    """How many messages are still to be sent, by state; quick however many were sent."""
    return dict.fromkeys(_OPEN, 0) | _by_state(connection.execute(_OWED))


def count_trouble(connection: Connection) -> Trouble:
    """Counts what should not be; reads the whole of both tables."""
    unknown = select(func.count()).select_from(outbox).where(outbox.c.state == "unknown")
    parked = select(func.count()).select_from(inbox).where(inbox.c.state == "parked")
    return Trouble(connection.execute(unknown).scalar_one(), connection.execute(parked).scalar_one())


def _by_state(rows: Iterable[Row[str, int]]) -> dict[str, int]:
    return {row[0]: row[1] for row in rows}
