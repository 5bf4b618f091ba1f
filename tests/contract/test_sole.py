"""What every lock of an account promises, on both databases."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url, text

from bot.store.engine import Store, sqlite_path
from bot.store.sole import LockFile, Sole, sole_for
from tests.databases import Database, postgres_database

ACCOUNT = ("telegram", "tỉnh/một")


@pytest.fixture
async def made(database: Database) -> AsyncIterator[Callable[..., Sole]]:
    locks: list[Sole] = []

    def make(account: str = ACCOUNT[1]) -> Sole:
        locks.append(sole_for(make_url(database.url), (ACCOUNT[0], account)))
        return locks[-1]

    yield make
    for lock in locks:
        await lock.close()


async def test_one_at_a_time_holds_it(made: Callable[..., Sole]) -> None:
    one, two = made(), made()

    def held() -> list[bool]:
        return [one.is_held, two.is_held]

    assert held() == [False, False]
    assert [await one.take(), await two.take(), await one.take()] == [True, False, True]
    assert held() == [True, False]
    await one.release()
    assert held() == [False, False]
    assert [await two.take(), await one.take()] == [True, False]
    await two.close()
    assert [await one.take(), *held()] == [True, True, False]
    await one.release()
    await one.release()
    assert held() == [False, False]


async def test_each_account_has_its_own(made: Callable[..., Sole]) -> None:
    assert await made().take()
    assert await made("khác").take()


async def test_a_file_that_was_deleted_is_locked_no_longer(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "db.telegram-default.lock")
    assert await lock.take()
    assert (tmp_path / "db.telegram-default.lock").stat().st_mode & 0o777 == 0o600
    (tmp_path / "db.telegram-default.lock").unlink()
    other = LockFile(tmp_path / "db.telegram-default.lock")
    assert await other.take()
    assert not await lock.take()
    await other.close()
    assert await lock.take()
    await lock.close()


async def test_where_there_can_be_no_lock_none_is_held(tmp_path: Path) -> None:
    missing = LockFile(tmp_path / "no-folder" / "db.lock")
    assert not await missing.take()
    await missing.close()
    assert not await LockFile(tmp_path / "db.lock", lock=None).take()


async def test_the_file_stands_beside_the_database(store: Store, database: Database) -> None:
    if store.url.get_backend_name() == "postgresql":
        return  # there is none
    lock = sole_for(store.url, ACCOUNT)
    assert await lock.take()
    path = sqlite_path(store.url)
    assert {file.name for file in path.parent.glob("*.lock")} == {
        f"{path.name}.telegram-t%E1%BB%89nh%2Fm%E1%BB%99t.lock"
    }
    await lock.close()


async def test_a_connection_that_is_cut_is_noticed_at_once_and_made_again(store: Store) -> None:
    if store.url.get_backend_name() == "sqlite":
        return  # nothing to cut
    lock = sole_for(store.url, ACCOUNT)
    cut = text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1")
    for _ in range(2):
        assert await lock.take()
        await store.write(lambda connection: connection.execute(cut).all())
        async with asyncio.timeout(60):
            while lock.is_held:  # noqa: ASYNC110 - the driver sets no event
                await asyncio.sleep(0.005)
        assert not await lock.take(), "what broke is let go first"
    assert await lock.take()
    await store.write(lambda connection: connection.execute(cut).all())
    await lock.release()
    assert not lock.is_held
    await lock.close()


def test_a_server_that_is_away_gives_no_lock() -> None:
    with postgres_database("sole") as url:
        gone = make_url(url)

    async def look(where: URL) -> None:
        lock = sole_for(where, ACCOUNT)
        assert not await lock.take()
        await lock.close()

    asyncio.run(look(gone))
    asyncio.run(look(gone.set(port=1)))
