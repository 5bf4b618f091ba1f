"""What holds for every test: in CI nothing is skipped, and the programs that tests start keep their bytecode."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.store.engine import Store
from bot.store.schema import upgrade
from tests.databases import Database, empty, sqlite_url, upgraded_postgres
from tests.skips import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]  # hooks: pytest looks for them here

# How long one example takes says how busy the machine is, and nothing about the code.
settings.register_profile("quick", deadline=None)
settings.register_profile("ci", deadline=None, max_examples=200, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "quick")


def pytest_configure(config: pytest.Config) -> None:
    """Lets children share bytecode in pytest's own cache: compiling takes longer than most of what they do.

    A shell has what it starts in the background ignore Ctrl-C, and all children of that, too: here they hear it again.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(config.cache.mkdir("bytecode"))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL database for this whole run, emptied between tests."""
    with upgraded_postgres("tests") as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file at the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    asyncio.run(upgrade(sqlite_url(path)))
    return path


@pytest.fixture
def own_file(sqlite_file: Path, tmp_path: Path) -> Path:
    """An empty SQLite file at the newest schema, for this test."""
    return Path(shutil.copy(sqlite_file, tmp_path / "banhoc.db"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database of each kind, at the newest schema."""
    if request.param == "sqlite":
        return Database(sqlite_url(request.getfixturevalue("own_file")))
    url = request.getfixturevalue("postgres_url")
    empty(url)
    return Database(url)


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    """The same, open."""
    opened = await database.open()
    yield opened
    await opened.close()
