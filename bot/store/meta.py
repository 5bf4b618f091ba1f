"""Marks on the database as a whole, such as that it is a demo."""

from sqlalchemy import Connection, bindparam, select

from bot.store.tables import meta
from bot.store.upsert import insert_or_change

DEMO = "demo"
"""The key whose value `1` says that a database was made for a demo."""

_READ = select(meta.c.value).where(meta.c.key == bindparam("key"))
_WRITE = insert_or_change(meta, (meta.c.value,))


def read_mark(connection: Connection, key: str) -> str | None:
    """The mark's value, or None where it was never set."""
    return connection.execute(_READ, {"key": key}).scalar()


def write_mark(connection: Connection, key: str, value: str) -> None:
    """Sets a mark."""
    connection.execute(_WRITE.on(connection), {"key": key, "value": value})
