"""A database that does not do at once what it is asked: it takes its time, or is away."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import URL, Connection

from bot.model.errors import StoreError
from bot.store.engine import Store

T = TypeVar("T")


@dataclass(frozen=True)
class Unsteady:
    """A database that is open, and what happens `before` each read and write of it: it may wait, or raise."""

    store: Store
    before: Callable[[], Awaitable[None]]

    @property
    def url(self) -> URL:
        """See `Store.url`."""
        return self.store.url

    async def write(self, work: Callable[[Connection], T]) -> T:
        """See `Store.write`."""
        await self.before()
        return await self.store.write(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """See `Store.read`."""
        await self.before()
        return await self.store.read(work)

    def fault(self, error: BaseException) -> StoreError | None:
        """See `Store.fault`."""
        return self.store.fault(error)

    async def close(self) -> None:
        """See `Store.close`."""
        await self.store.close()
