"""Databases that are away: a clear sentence, nothing applied, and all is well again afterwards."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text
from structlog.testing import capture_logs

from bot.model.errors import Conflict, SettingsError, StoreAway
from bot.model.events import TextReceived
from bot.model.ids import Address
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.store.engine import Store, open_store
from bot.store.meta import read_mark, write_mark
from bot.store.schema import UPGRADE_LOCK, upgrade
from bot.store.tables import outbox
from tests.databases import SERVER, sqlite_url
from tests.fakes.tutor import Clock, NoLessons, tutor
from tests.forks import until

BAC = Address("terminal", "default", "bac")

_LOCKER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    url = sqlite_url(tmp_path / "data" / "banhoc.db")
    await upgrade(url)
    opened = await open_store(url)
    yield opened
    await opened.close()


def inbox_of(store: Store) -> Inbox:
    return Inbox(store, tutor(), NoLessons(), Clock().world, pulls=frozenset({"terminal"}))


async def said(store: Store) -> int:
    return await store.read(
        lambda connection: connection.execute(select(func.count()).select_from(outbox)).scalar_one()
    )


@contextmanager
def locked_by_another_program(path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", _LOCKER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "locked\n"
        yield other
        if other.poll() is None:
            other.communicate("go\n", timeout=60)


async def test_a_lock_longer_than_the_patience_is_told_and_parks_nobody(store: Store, tmp_path: Path) -> None:
    inbox = inbox_of(store)
    arrival = Arrival(BAC, "1", TextReceived("một"))
    with locked_by_another_program(tmp_path / "data" / "banhoc.db"):
        with pytest.raises(StoreAway, match="another program holds the database locked"):
            await asyncio.wait_for(inbox.submit(arrival), 60)
        assert await said(store) == 0, "a reader is not stopped"
    await inbox.submit(arrival)
    assert await said(store) == 1


async def test_a_short_lock_is_waited_for(store: Store, tmp_path: Path) -> None:
    inbox = inbox_of(store)
    with locked_by_another_program(tmp_path / "data" / "banhoc.db") as other:
        waiting = asyncio.create_task(inbox.submit(Arrival(BAC, "1", TextReceived("một"))))
        done, _ = await asyncio.wait([waiting], timeout=1)
        assert not done
        await asyncio.to_thread(other.communicate, "go\n", 60)
        await asyncio.wait_for(waiting, 60)
    assert await said(store) == 1


async def test_a_database_that_is_current_is_opened_while_another_program_writes(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "data" / "banhoc.db"
    with locked_by_another_program(path), capture_logs() as logs:
        await asyncio.wait_for(upgrade(sqlite_url(path)), 60)
    assert logs == []


async def test_an_upgrade_waits_for_another_program_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "banhoc.db"
    with closing(sqlite3.connect(path)) as empty:
        empty.execute("PRAGMA journal_mode = WAL")
    with locked_by_another_program(path) as other, capture_logs() as logs:
        waiting = asyncio.create_task(upgrade(sqlite_url(path)))
        await until(lambda: bool(logs), "it says so")
        assert not waiting.done()
        await asyncio.to_thread(other.communicate, "go\n", 60)
        await asyncio.wait_for(waiting, 60)
    assert [(line["log_level"], line["event"], line["database"]) for line in logs] == [
        ("warning", "schema.upgrade_waits", str(path))
    ]
    await (await open_store(sqlite_url(path))).close()


async def test_a_server_that_is_current_is_not_locked_for_an_upgrade(postgres_url: str) -> None:
    store = await open_store(postgres_url)
    locked, let_go = asyncio.Event(), asyncio.Event()

    def hold(connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
        locked.set()
        while not let_go.is_set():
            connection.execute(text("SELECT pg_sleep(0.05)"))

    holding = asyncio.create_task(store.write(hold))
    await asyncio.wait_for(locked.wait(), 60)
    await asyncio.wait_for(upgrade(postgres_url), 60)
    assert not holding.done()
    let_go.set()
    await holding
    await store.close()


async def test_a_full_disk_is_told_and_applies_nothing(store: Store) -> None:
    inbox = inbox_of(store)
    await inbox.submit(Arrival(BAC, "1", TextReceived("một")))

    def limit(connection: Connection, pages: int) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    pages = await store.read(lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    await store.write(lambda connection: limit(connection, pages))
    long = Arrival(BAC, "2", TextReceived("dài " * 50_000))
    with pytest.raises(StoreAway, match="the disk is full; free some space"):
        await inbox.submit(long)
    assert await said(store) == 1
    await store.write(lambda connection: limit(connection, 1_000_000))
    await inbox.submit(long)
    assert await said(store) == 2


@contextmanager
def without_rights() -> Iterator[None]:
    """Not as root, whom no read-only folder stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder with a database that may be read and not written, where everybody may come."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    asyncio.run(upgrade(sqlite_url(folder / "banhoc.db")))
    (folder / "banhoc.db").chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


async def test_a_read_only_folder_is_told(read_only: Path) -> None:
    with without_rights():
        with pytest.raises(StoreAway, match=r"banhoc\.db cannot be used: .*(read-only|cannot be opened)"):
            await upgrade(sqlite_url(read_only / "banhoc.db"))
        with pytest.raises(StoreAway, match="its folder cannot be written"):
            await upgrade(sqlite_url(read_only / "new" / "banhoc.db"))


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "banhoc.db"
    path.write_bytes(b"a letter to my aunt" * 1_000)
    with pytest.raises(StoreAway, match="is not a database"):
        await upgrade(sqlite_url(path))
    assert path.read_bytes().startswith(b"a letter"), "and left alone"


async def test_a_server_that_does_not_answer_is_told() -> None:
    url = "postgresql+asyncpg://nobody:geheim@127.0.0.1:9/banhoc"
    with pytest.raises(StoreAway, match="was not reached") as caught:
        await open_store(url)
    assert "geheim" not in str(caught.value)


async def test_a_driver_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(SettingsError, match="whose driver asyncpg is not installed"):
        await open_store("postgresql+asyncpg://postgres@127.0.0.1:1/none")


async def test_a_database_that_the_server_has_not_is_told(postgres_url: str) -> None:
    assert postgres_url
    with pytest.raises(StoreAway, match="no database of that name"):
        await open_store(f"{SERVER.rpartition('/')[0]}/banhoc_there_is_none")


async def test_a_connection_that_the_server_ends_loses_nothing(postgres_url: str) -> None:
    store = await open_store(postgres_url)

    def die(connection: Connection) -> None:
        write_mark(connection, "died", "1")
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(StoreAway):
        await store.write(die)
    assert await store.read(lambda connection: read_mark(connection, "died")) is None
    await store.write(lambda connection: write_mark(connection, "lives", "1"))
    await store.close()


async def test_two_who_wait_for_each_other_both_come_through(postgres_url: str) -> None:
    stores = [await open_store(postgres_url), await open_store(postgres_url)]

    def crossing(order: str, value: str, seconds: float = 0.2) -> Callable[[Connection], None]:
        def work(connection: Connection) -> None:
            for key in order:
                write_mark(connection, key, value)
                connection.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": seconds})

        return work

    await stores[0].write(crossing("ab", "0", 0))

    await asyncio.gather(
        stores[0].write(crossing("ab", "1")),
        stores[1].write(crossing("ba", "2")),
    )
    first, second = [await stores[0].read(partial(read_mark, key=key)) for key in "ab"]
    assert first == second, "each wrote both, one after the other"
    assert first in {"1", "2"}
    for store in stores:
        await store.close()


async def test_who_loses_every_time_is_told(postgres_url: str) -> None:
    store = await open_store(postgres_url)
    tries: list[int] = []

    def lose(connection: Connection) -> None:
        tries.append(1)
        connection.execute(text("DO $$ BEGIN RAISE EXCEPTION 'first' USING ERRCODE = '40001'; END $$"))

    with pytest.raises(Conflict):
        await store.write(lose)
    assert len(tries) > 2
    await store.close()


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "nonsense", "sqlite+aiosqlite://", "sqlite:///x.db"])
async def test_an_address_of_no_database_is_a_setting_to_mend(url: str) -> None:
    with pytest.raises(SettingsError, match="BANHOC_DATABASE_URL"):
        await open_store(url)
