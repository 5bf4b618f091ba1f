"""Opens the database: writes go through one transaction at a time, reads never wait for them."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from bot.model.errors import SettingsError, StoreError
from bot.store.faults import away

T = TypeVar("T")


class Store(Protocol):
    """A database that is open."""

    @property
    def url(self) -> URL:
        """Where it is."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in one transaction and commits it.

        Args:
            work: a plain function over the connection; it may run more than once, each time on a fresh transaction.

        Returns:
            What `work` returned, once it is committed.

        Raises:
            StoreAway: nothing was applied, or the connection broke in the commit; try again later.
            Conflict: others were first, several times; try again.
            Exception: whatever `work` raised; its transaction was rolled back.
        """

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work`, which only reads, and gives its result; raises as `write` does."""

    def fault(self, error: BaseException) -> StoreError | None:
        """The error of ours that `error`, raised within `work`, means; None where it is a fault of the program."""

    async def close(self) -> None:
        """Waits for the write under way and lets every connection go."""


def parse_url(database_url: str) -> URL:
    """The database that a setting names.

    Raises:
        SettingsError: where it names none that this program can use.
    """
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise SettingsError("BANHOC_DATABASE_URL is not a database address.") from error
    if url.drivername not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
        raise SettingsError(
            f"BANHOC_DATABASE_URL starts with {url.drivername}; "
            "write sqlite+aiosqlite:///data/banhoc.db or postgresql+asyncpg://user@host/name."
        )
    if url.drivername.startswith("sqlite") and url.database in {None, "", ":memory:"}:
        raise SettingsError("BANHOC_DATABASE_URL names no file; write sqlite+aiosqlite:///data/banhoc.db.")
    return url


def sqlite_path(url: URL) -> Path:
    """The file of a SQLite database."""
    assert url.database is not None
    return Path(url.database)


def make_folder(url: URL) -> None:
    """Makes the folder of a SQLite database, and the file itself so that only its owner may read it.

    Raises:
        StoreAway: where the folder or the file cannot be made.
    """
    path = sqlite_path(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise away(url, f"its folder cannot be written ({error.strerror}); allow writing there") from error


def open_any(database_url: str) -> Store:
    """Opens the database whatever its schema, for a look at it; nothing is reached before the first read or write.

    Raises:
        SettingsError: the address is of no database that this program can use.
    """
    from bot.store.postgres import PostgresStore  # noqa: PLC0415 - neither database loads the other's driver
    from bot.store.sqlite import SqliteStore  # noqa: PLC0415 - as above

    url = parse_url(database_url)
    return SqliteStore(url) if url.get_backend_name() == "sqlite" else PostgresStore(url)


async def open_store(database_url: str) -> Store:
    """Opens the database and looks whether its schema fits this program.

    Args:
        database_url: `sqlite+aiosqlite:///file` or `postgresql+asyncpg://user@host/name`.

    Raises:
        SettingsError: the address is of no database that this program can use.
        StoreAway: the database was not reached.
        SchemaTooOld: the schema is older than the program.
        SchemaTooNew: the schema is newer than the program.
    """
    from bot.store.schema import require_current  # noqa: PLC0415 - it imports this module

    store = open_any(database_url)
    try:
        await store.read(require_current)
    except BaseException:
        await store.close()
        raise
    return store
