"""The databases that every test of a store's promises runs on."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.engine import Store
from bot.store.schema import upgrade
from tests.databases import Database, empty, sqlite_url, upgraded_postgres


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with upgraded_postgres("contract") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    if request.param == "sqlite":
        url = sqlite_url(tmp_path / "banhoc.db")
        asyncio.run(upgrade(url))
        return Database(url)
    url = request.getfixturevalue("postgres_url")
    empty(url)
    return Database(url)


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    opened = await database.open()
    yield opened
    await opened.close()
