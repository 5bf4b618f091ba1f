"""The database that takes its time or is away, as other tests need it."""

import pytest
from sqlalchemy import Connection

from bot.model.errors import StoreAway
from bot.store.engine import Store
from bot.store.meta import read_mark, write_mark
from tests.fakes.unsteady import Unsteady


async def test_each_read_and_write_waits_for_what_comes_before_it(store: Store) -> None:
    asked = 0

    async def third_is_away() -> None:
        nonlocal asked
        asked += 1
        if asked == 3:
            raise StoreAway("away")

    unsteady = Unsteady(store, third_is_away)

    def read(connection: Connection) -> str | None:
        return read_mark(connection, "a")

    await unsteady.write(lambda connection: write_mark(connection, "a", "1"))
    assert await unsteady.read(read) == "1"
    with pytest.raises(StoreAway):
        await unsteady.write(lambda connection: write_mark(connection, "a", "2"))
    assert await store.read(read) == "1", "nothing was written"
    assert unsteady.url == store.url
