"""A lock that one process at a time can hold for an account, and that ends with the process however it ends.

It tells that whoever held it is dead, at once and not only when a lease has run out. It is no guard by itself, since a
frozen process keeps it: that guard is the lease.
"""

import asyncio
import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from sqlalchemy import URL, TextClause, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.errors import StoreError
from bot.store.engine import sqlite_path
from bot.store.faults import ours
from bot.store.postgres import make_engine

if sys.platform == "win32":
    _flock = None
else:
    import fcntl

    def _flock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


ANSWER_SECONDS = 2.0
"""How long PostgreSQL may take to answer for its lock; a leader that waited longer could not renew its lease."""

_TAKE = text("SELECT pg_try_advisory_lock(:key)")
_LET_GO = text("SELECT pg_advisory_unlock(:key)")
_ALIVE = text("SELECT 1")

_BROKEN = (StoreError, SQLAlchemyError, OSError)


class Sole(Protocol):
    """The lock of one account."""

    @property
    def is_held(self) -> bool:
        """Whether this process holds it, as far as is known without asking."""

    async def take(self) -> bool:
        """Takes it where it is free, or asks whether it still is ours; never raises, and never waits for its end."""

    async def release(self) -> None:
        """Gives it back; it may be taken again."""

    async def close(self) -> None:
        """Gives it back for good."""


def sole_for(url: URL, account: tuple[str, str]) -> Sole:
    """The lock of an account in that database."""
    if url.get_backend_name() == "sqlite":
        name = "-".join(quote(part, safe="") for part in account)
        path = sqlite_path(url)
        return LockFile(path.with_name(f"{path.name}.{name}.lock"))
    return AdvisoryLock(url, account)


class LockFile:
    """An exclusive lock on a file beside the database; the file itself stays.

    Where the system has no such locks, or the file cannot be made, it is never held.

    Args:
        path: the file.
        lock: locks an open file, or raises OSError where another process has; None where the system has no such locks.
    """

    def __init__(self, path: Path, lock: Callable[[int], None] | None = _flock) -> None:
        self._path = path
        self._lock = lock
        self._file: int | None = None

    @property
    def is_held(self) -> bool:
        """See `Sole.is_held`."""
        return self._file is not None

    async def take(self) -> bool:
        """See `Sole.take`."""
        try:
            if self._file is not None and not self._is_in_place(self._file):
                self._let_go()
            if self._file is None:
                self._file = self._locked()
        except OSError:
            self._let_go()
        return self._file is not None

    def _is_in_place(self, file: int) -> bool:
        """Whether the file was not deleted: others would lock the one in its place."""
        return self._path.exists() and os.path.samestat(os.fstat(file), self._path.stat())

    def _locked(self) -> int | None:
        if self._lock is None:
            return None
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._lock(file)
        except OSError:
            os.close(file)
            return None
        return file

    def _let_go(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    async def release(self) -> None:
        """See `Sole.release`."""
        self._let_go()

    async def close(self) -> None:
        """See `Sole.close`."""
        self._let_go()


class _Wire(Protocol):
    """What is used of asyncpg's own connection."""

    def is_closed(self) -> bool:
        """Whether either side has closed it."""


class AdvisoryLock:
    """A session's advisory lock, on a connection that does nothing else; the server ends it with the connection.

    It needs the server itself: a pooler that shares sessions between transactions would share the lock too.

    Args:
        url: the database.
        account: (channel, account).
    """

    def __init__(self, url: URL, account: tuple[str, str]) -> None:
        self._engine = make_engine(url)
        digest = hashlib.sha256("/".join(("banhoc", "sender", *account)).encode()).digest()
        self._key = {"key": int.from_bytes(digest[:8], signed=True)}
        self._connection: AsyncConnection | None = None
        self._wire: _Wire | None = None
        self._is_taken = False

    @property
    def is_held(self) -> bool:
        """See `Sole.is_held`; a connection that the server closed is noticed at once."""
        return self._is_taken and self._wire is not None and not self._wire.is_closed()

    async def take(self) -> bool:
        """See `Sole.take`."""
        try:
            if self._is_taken:
                await self._ask(_ALIVE)
            else:
                self._is_taken = await self._ask(_TAKE, self._key) is True
        except _BROKEN:
            await self._drop()
        return self._is_taken

    async def _ask(self, statement: TextClause, parameters: dict[str, int] | None = None) -> object:
        with ours(self._engine.url):
            async with asyncio.timeout(ANSWER_SECONDS):
                if self._connection is None:
                    self._connection = await self._engine.connect()
                    await self._connection.execution_options(isolation_level="AUTOCOMMIT")
                    self._wire = (await self._connection.get_raw_connection()).driver_connection
                return (await self._connection.execute(statement, parameters)).scalar()

    async def release(self) -> None:
        """See `Sole.release`."""
        if not self._is_taken:
            return
        self._is_taken = False
        try:
            await self._ask(_LET_GO, self._key)
        except _BROKEN:
            await self._drop()

    async def close(self) -> None:
        """See `Sole.close`."""
        await self._drop()
        await self._engine.dispose()

    async def _drop(self) -> None:
        """Lets the connection go, and with it the lock."""
        connection, self._connection, self._wire, self._is_taken = self._connection, None, None, False
        if connection is None:
            return
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await connection.invalidate()
                await connection.close()
        except _BROKEN:
            return  # it was broken already
