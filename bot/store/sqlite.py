"""SQLite: one writer thread with a synchronous engine, and readers that it does not block."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import aiosqlite
import structlog
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.model.errors import StoreError
from bot.store.engine import sqlite_path
from bot.store.erasure import WIPES
from bot.store.faults import ours, translated

T = TypeVar("T")

BUSY_SECONDS = 5.0
"""How long a transaction waits for another program's."""

READERS = 4

log = structlog.get_logger()


def make_engine(url: URL, *, has_foreign_keys: bool = True, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """A synchronous engine whose every transaction begins with BEGIN IMMEDIATE.

    A deferred transaction that turns into a writer fails at once when another program wrote in between.

    Args:
        url: the file.
        has_foreign_keys: false for migrations alone, which copy tables and drop the old ones.
        busy_seconds: how long to wait for another program's transaction.
    """
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        # One connection, used by one thread at a time: the writer's, or the caller's own.
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # they hold what people wrote, and an error's text ends in logs
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        connection.isolation_level = None  # the driver must not begin transactions by itself
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted is written over with zeros
        connection.execute(f"PRAGMA foreign_keys = {'ON' if has_foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _try_to_open(uri: str) -> None:
    sqlite3.connect(uri, uri=True).close()


async def _open_reader(uri: str) -> aiosqlite.Connection:
    # Tried first by itself: aiosqlite leaves a thread behind where a file cannot be opened, and that thread writes a
    # traceback to the terminal if the program ends before it does.
    await asyncio.to_thread(_try_to_open, uri)
    reader = await aiosqlite.connect(uri, uri=True, timeout=BUSY_SECONDS)
    await reader.execute("PRAGMA query_only = ON")
    return reader


class SqliteStore:
    """A SQLite file, open."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine = make_engine(url)
        uri = f"{sqlite_path(url).absolute().as_uri()}?mode=rw"  # a reader makes no file where there is none
        self._readers = create_async_engine(
            url, pool_size=READERS, hide_parameters=True, async_creator=lambda: _open_reader(uri)
        )
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-writer")

        @event.listens_for(self._readers.sync_engine, "begin")
        def begin(connection: Connection) -> None:
            # One snapshot for all that one reader reads; pysqlite by itself begins none for a SELECT.
            connection.exec_driver_sql("BEGIN")

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on the writer thread in one transaction; see `Store.write`."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._write, work)

    def _write(self, work: Callable[[Connection], T]) -> T:
        with ours(self.url):
            with self._engine.begin() as connection:
                connection.info.pop(WIPES, None)
                result = work(connection)
                wipes = connection.info.pop(WIPES, False)
            if wipes:
                self._empty_log()
            return result

    def _empty_log(self) -> None:
        """Writes the log into the file and cuts it: what was erased stood in it still. A reader under way stops it."""
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            log.info("store.log_kept", fault=str(error))  # the next erasure, or the end of the program, does it
        finally:
            connection.close()

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on a reader, over one snapshot; see `Store.read`."""
        with ours(self.url):
            async with self._readers.connect() as connection:
                return await connection.run_sync(work)

    def fault(self, error: BaseException) -> StoreError | None:
        """See `Store.fault`."""
        return translated(error, self.url)

    async def close(self) -> None:
        """Waits for the write under way, then closes the file."""
        loop = asyncio.get_running_loop()
        await self._readers.dispose()
        await loop.run_in_executor(self._writer, self._engine.dispose)
        self._writer.shutdown()
