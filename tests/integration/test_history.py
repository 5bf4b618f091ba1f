"""What is noted as seen: in memory first, for everybody at once then."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from bot.app import open_app, open_database
from bot.model.errors import StoreAway
from bot.model.events import Arrived
from bot.model.ids import Address
from bot.service.history import History
from bot.service.rounds import Arrival
from bot.service.world import World
from bot.store.engine import Store
from tests.integration.test_web_chat import settings_of

T = TypeVar("T")
BAC, EM = Address("web", "default", "bac"), Address("web", "default", "em")


class Flaky:
    """A store that is away for the first write."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.writes = 0

    async def write(self, work: Callable[[Connection], T]) -> T:
        self.writes += 1
        if self.writes == 1:
            raise StoreAway("away")
        return await self.store.write(work)

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)


class Slow:
    """A store in which, while an answer is on its way, what was seen is written down."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.history: History | None = None

    async def read(self, work: Callable[[Connection], T]) -> T:
        found = await self.store.read(work)
        if self.history is not None:
            await self.history.write_seen()
        return found

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)


async def test_what_could_not_be_written_is_written_the_next_time(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    async with open_database(settings) as store, open_app(settings, store, World.system()) as app:
        for at in (BAC, EM):
            await app.inbox.submit(Arrival(at, f"open:{at.peer}", Arrived()))
        flaky = Flaky(store)
        history = History(flaky, app.world)  # type: ignore[arg-type]  # the rest is the store's own
        await history.write_seen()
        assert flaky.writes == 0, "nothing was seen yet"
        history.note_seen(BAC, 1)
        history.note_seen(BAC, 0)
        history.note_seen(EM, 1)
        with pytest.raises(StoreAway):
            await history.write_seen()
        assert len(await history.unseen(BAC)) == 1
        await history.write_seen()
        assert (await history.unseen(BAC), await history.unseen(EM)) == ((), ())
        await history.write_seen()
        assert flaky.writes == 2, "one for all, and none for nothing"


async def test_two_that_write_at_the_same_moment_do_not_trip_over_each_other(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    async with open_database(settings) as store, open_app(settings, store, World.system()) as app:
        await app.inbox.submit(Arrival(BAC, "open:bac", Arrived()))
        history = History(store, app.world)
        history.note_seen(BAC, 1)
        await asyncio.gather(history.write_seen(), history.write_seen())
        assert await history.unseen(BAC) == ()


async def test_what_was_shown_a_moment_ago_counts_as_seen(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    async with open_database(settings) as store, open_app(settings, store, World.system()) as app:
        for number in range(2):
            await app.inbox.submit(Arrival(BAC, f"open:{number}", Arrived()))
        history = History(store, app.world)
        assert [each.is_seen for each in await history.latest(BAC, 60)] == [False, False]
        history.note_seen(BAC, 1)
        assert [each.is_seen for each in await history.latest(BAC, 60)] == [True, False]
        await history.write_seen()
        assert [each.is_seen for each in await History(store, app.world).since(BAC, 0, 60)] == [True, False]


async def test_what_is_written_down_while_somebody_reads_counts_as_seen(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    async with open_database(settings) as store, open_app(settings, store, World.system()) as app:
        for at in (BAC, EM):
            await app.inbox.submit(Arrival(at, f"open:{at.peer}", Arrived()))
        slow = Slow(store)
        slow.history = history = History(slow, app.world)  # type: ignore[arg-type]  # the rest is the store's own
        history.note_seen(BAC, 1)
        assert [each.is_seen for each in await history.latest(BAC, 60)] == [True]
        history.note_seen(EM, 1)
        assert [each.is_seen for each in await history.since(EM, 0, 60)] == [True]
