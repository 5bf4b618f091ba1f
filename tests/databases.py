"""Real databases for tests: a SQLite file, and a database of its own on a PostgreSQL server."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import (
    Connection,
    Select,
    Table,
    column,
    exists,
    func,
    literal,
    make_url,
    select,
    text,
    union_all,
)
from sqlalchemy import table as lightweight
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.engine import Store, open_store
from bot.store.schema import upgrade
from bot.store.tables import audit, metadata

SERVER = os.environ.get("BANHOC_TEST_POSTGRES_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/postgres")
"""A role that may create databases."""


@dataclass(frozen=True)
class Database:
    """A database at the newest schema, empty."""

    url: str

    async def open(self) -> Store:
        """Opens it; the caller closes."""
        return await open_store(self.url)


async def _on_server(statement: str) -> None:
    engine = create_async_engine(SERVER, isolation_level="AUTOCOMMIT", connect_args={"timeout": 5})
    try:
        async with engine.connect() as connection:
            await connection.execute(text(statement))
    finally:
        await engine.dispose()


def require_server() -> None:
    """Skips where no PostgreSQL server answers; in CI a skip fails."""
    try:
        asyncio.run(_on_server("SELECT 1"))
    except (OSError, TimeoutError) as error:
        pytest.skip(f"no PostgreSQL server at {SERVER} ({error}): install and start PostgreSQL 15 or newer")


@contextmanager
def postgres_database(name: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, dropped afterwards."""
    require_server()
    whole = f"banhoc_test_{name}_{os.getpid()}"
    asyncio.run(_on_server(f'CREATE DATABASE "{whole}"'))
    try:
        yield make_url(SERVER).set(database=whole).render_as_string(hide_password=False)
    finally:
        asyncio.run(_on_server(f'DROP DATABASE "{whole}" WITH (FORCE)'))


@contextmanager
def upgraded_postgres(name: str) -> Iterator[str]:
    """The same with this program's schema; to be emptied between tests by `empty`."""
    with postgres_database(name) as url:
        asyncio.run(upgrade(url))
        yield url


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


def _numbers(table: Table) -> str | None:
    """What numbers the rows of a table, as PostgreSQL calls it; None where nothing does."""
    numbered = next((column.name for column in table.c if column.identity is not None), None)
    return f"{table.name}_{numbered}_seq" if numbered is not None else None


def _was_used(table: Table) -> Select[str]:
    """Asks whether a table has rows, or has had some."""
    numbers = _numbers(table)
    has_rows = exists(select(literal(1)).select_from(table))
    if numbers is None:
        return select(literal(table.name).label("name")).where(has_rows)
    has_had = select(column("is_called")).select_from(lightweight(numbers)).scalar_subquery()
    return select(literal(table.name).label("name")).where(has_rows | has_had)


_USED = union_all(*map(_was_used, metadata.sorted_tables))


def _clear(connection: Connection) -> None:
    """Empties the tables that a test has used: few, and to truncate all of them takes longer than most tests do."""
    used = {row.name for row in connection.execute(_USED)}
    for table in reversed(metadata.sorted_tables):
        if table.name in used:
            # What a trigger keeps from being deleted row by row is truncated.
            connection.execute(text("TRUNCATE audit") if table is audit else table.delete())
            numbers = _numbers(table)
            if numbers is not None:
                connection.execute(select(func.setval(numbers, 1, False)))


async def _empty(url: str) -> None:
    store = await open_store(url)
    await store.write(_clear)
    await store.close()


def empty(url: str) -> None:
    """Empties a PostgreSQL database."""
    asyncio.run(_empty(url))
