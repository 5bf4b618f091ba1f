"""PostgreSQL over asyncpg: the same synchronous functions, run within its transactions."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.model.errors import Conflict, SettingsError, StoreError
from bot.store.faults import ours, translated

T = TypeVar("T")

CONNECTIONS = 8
CONNECT_SECONDS = 5.0
COMMAND_SECONDS = 60.0
LOCK_SECONDS = 5.0
IDLE_SECONDS = 15.0
"""How long a transaction may do nothing: a frozen process lets its rows go before its lease is over."""

TRIES = 5
"""How often a transaction is run when others were first; what loses five times in a row is not bad luck."""

PAUSE_SECONDS = 0.01


def make_engine(url: URL) -> AsyncEngine:
    """An engine whose every wait has an end.

    Raises:
        SettingsError: the driver is not installed.
    """
    try:
        return create_async_engine(
            url,
            pool_size=CONNECTIONS,
            pool_pre_ping=True,
            hide_parameters=True,  # they hold what people wrote, and an error's text ends in logs
            connect_args={
                "timeout": CONNECT_SECONDS,
                "command_timeout": COMMAND_SECONDS,
                "server_settings": {
                    "application_name": "banhoc",
                    "lock_timeout": str(int(LOCK_SECONDS * 1_000)),
                    "idle_in_transaction_session_timeout": str(int(IDLE_SECONDS * 1_000)),
                    # A machine that is cut off lets its locks go after 11 seconds, and not after two hours.
                    "tcp_keepalives_idle": "5",
                    "tcp_keepalives_interval": "2",
                    "tcp_keepalives_count": "3",
                },
            },
        )
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"BANHOC_DATABASE_URL names a PostgreSQL database, whose driver {error.name} is not installed: "
            "install banhoc with its extra, as in `uv sync --extra postgres` or `pip install 'banhoc[postgres]'`."
        ) from error


class PostgresStore:
    """A PostgreSQL database, open."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine = make_engine(url)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in one transaction, again where others were first; see `Store.write`."""
        for number in range(1, TRIES):
            try:
                return await self._write_once(work)
            except Conflict:
                await asyncio.sleep(PAUSE_SECONDS * number)
        return await self._write_once(work)

    async def _write_once(self, work: Callable[[Connection], T]) -> T:
        with ours(self.url):
            async with self._engine.begin() as connection:
                return await connection.run_sync(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on a connection of the pool; see `Store.read`."""
        with ours(self.url):
            async with self._engine.connect() as connection:
                return await connection.run_sync(work)

    def fault(self, error: BaseException) -> StoreError | None:
        """See `Store.fault`."""
        return translated(error, self.url)

    async def close(self) -> None:
        """Lets every connection go."""
        await self._engine.dispose()
