"""Backups that come back: nobody who was erased does, and nothing is sent twice."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from bot.model.delivery import DeliveryState, Lane
from bot.model.errors import SchemaTooNew, StoreAway, StoreError
from bot.model.ids import Address, LearnerId
from bot.model.learner import Consent
from bot.store import batch, erasure, learners, outbox
from bot.store.backup import back_up_file, restore_file
from bot.store.copies import Copy, Restored, rotate
from bot.store.dump import back_up_server, restore_server
from bot.store.engine import open_store
from bot.store.schema import head, upgrade
from bot.store.tables import address, learner
from tests.databases import Database, postgres_database, sqlite_url
from tests.fakes.tutor import message

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
BAC = Address("telegram", "default", "bac")
EM = Address("telegram", "default", "em")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of the test's own, since restoring replaces all of it."""
    if request.param == "sqlite":
        url = sqlite_url(tmp_path / "banhoc.db")
        asyncio.run(upgrade(url))
        yield Database(url)
    else:
        with postgres_database("restore") as url:
            asyncio.run(upgrade(url))
            yield Database(url)


async def back_up(database: Database, folder: Path, now: datetime = NOW) -> Copy:
    if database.url.startswith("sqlite"):
        return await asyncio.to_thread(back_up_file, database.url, folder, now)
    return await back_up_server(database.url, folder, now)


async def restore(database: Database, file: Path, now: datetime = LATER) -> Restored:
    if database.url.startswith("sqlite"):
        return await asyncio.to_thread(restore_file, database.url, file, now)
    return await restore_server(database.url, file, now)


async def admit(database: Database, at: Address, mark: str) -> LearnerId:
    """Makes a learner to whom one message is owed."""
    store = await database.open()

    def work(connection: Connection) -> LearnerId:
        seat = batch.take_seats(connection, [at], NOW)[at]
        admission = learners.Admission(mark, seat.id, Consent("2026-11", NOW))
        seat.person.learner_id = of = learners.admit(connection, [admission], NOW)[mark]
        seat.person.state = "{}"
        owed = outbox.Owed(seat.id, of, 1, message("chào"), Lane.REPLY, DeliveryState.WAITING)
        outbox.add_all(connection, [owed], {seat.id: at}, NOW)
        batch.save_seats(connection, [seat], NOW)
        return of

    made = await store.write(work)
    await store.close()
    return made


async def erase(database: Database, of: LearnerId) -> None:
    store = await database.open()
    await store.write(lambda connection: erasure.erase(connection, [of], NOW))
    await store.close()


async def peers(database: Database) -> list[str]:
    store = await database.open()
    found = await store.read(lambda connection: connection.execute(select(address.c.peer)).scalars().all())
    await store.close()
    return sorted(found)


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob("*restoring*"))


async def test_a_restored_backup_erases_again_and_doubts_what_was_owed(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    bac = await admit(database, BAC, "b" * 32)
    await admit(database, EM, "e" * 32)
    copy = await back_up(database, folder)
    assert copy.rows["learner"] == 2
    assert copy.path.stat().st_mode & 0o077 == 0, "only the owner reads it"
    await erase(database, bac)
    await admit(database, Address("telegram", "default", "sau"), "s" * 32)
    done = await restore(database, copy.path)
    assert done.aside is not None
    assert done.aside.exists()
    assert (done.is_erasure_known, done.erased, done.in_doubt) == (True, 1, 1)
    assert await peers(database) == ["em"]
    store = await database.open()
    states = await store.read(lambda connection: connection.execute(text("SELECT state FROM outbox")).scalars().all())
    await store.close()
    assert list(states) == ["unknown"]
    again = await restore(database, copy.path, LATER + timedelta(hours=1))
    assert again.erased == 1, "the tombstone outlives restoring, too"


async def test_what_was_put_aside_can_be_restored(database: Database, tmp_path: Path) -> None:
    copy = await back_up(database, tmp_path / "copies")
    await admit(database, BAC, "b" * 32)
    done = await restore(database, copy.path)
    assert await peers(database) == []
    assert done.aside is not None
    await restore(database, done.aside, LATER + timedelta(hours=1))
    assert await peers(database) == ["bac"]


async def test_a_backup_of_a_newer_program_is_refused(database: Database, tmp_path: Path) -> None:
    await admit(database, BAC, "b" * 32)
    store = await database.open()
    await store.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    copy = await back_up(database, tmp_path / "copies")
    back = text("UPDATE alembic_version SET version_num = :head").bindparams(head=head())
    await store.write(lambda connection: connection.execute(back))
    await store.close()
    with pytest.raises(SchemaTooNew, match="upgrade the program"):
        await restore(database, copy.path)
    assert await peers(database) == ["bac"]


async def test_a_database_in_use_is_not_replaced(database: Database, tmp_path: Path) -> None:
    await admit(database, BAC, "b" * 32)
    copy = await back_up(database, tmp_path / "copies")
    store = await database.open()
    with pytest.raises(StoreAway, match="stop the program"):
        await restore(database, copy.path)
    assert await store.read(lambda connection: connection.execute(select(learner.c.id)).scalars().all())
    await store.close()
    await restore(database, copy.path)


async def test_a_file_that_is_no_backup_is_refused(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "else.db"
    file.write_bytes(b"not a backup" * 1_000)
    with pytest.raises(StoreError):
        await restore(database, file)
    assert await peers(database) == []
    assert leftovers(tmp_path) == []


async def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE thing (id INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="none of this program's"):
        restore_file(sqlite_url(tmp_path / "banhoc.db"), other, NOW)
    assert not (tmp_path / "banhoc.db").exists()


async def test_the_database_itself_is_no_backup(tmp_path: Path) -> None:
    live = tmp_path / "banhoc.db"
    await upgrade(sqlite_url(live))
    before = live.read_bytes()
    with pytest.raises(StoreError, match=r"banhoc\.db is the database itself: name one of its backups"):
        await asyncio.to_thread(restore_file, sqlite_url(live), live, LATER)
    assert (live.read_bytes(), list(tmp_path.glob("*before*"))) == (before, [])


@pytest.mark.parametrize("content", [b"no database " * 99, "cut off"])
async def test_the_file_that_is_broken_is_named(tmp_path: Path, content: bytes | str) -> None:
    live, broken = tmp_path / "banhoc.db", tmp_path / "broken.db"
    await upgrade(sqlite_url(live))
    broken.write_bytes(content if isinstance(content, bytes) else live.read_bytes()[:3000])
    with pytest.raises(StoreError, match=r"broken\.db is damaged or is no database; nothing was copied\."):
        await asyncio.to_thread(restore_file, sqlite_url(live), broken, LATER)


async def test_a_copy_of_a_locked_file_ends_in_time(tmp_path: Path) -> None:
    live = tmp_path / "banhoc.db"
    await upgrade(sqlite_url(live))
    with closing(sqlite3.connect(live, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreAway, match="holds the database locked"):
            await asyncio.to_thread(back_up_file, sqlite_url(live), tmp_path / "copies", NOW)
    assert list((tmp_path / "copies").iterdir()) == []


async def test_a_damaged_database_is_replaced_all_the_same(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "banhoc.db"))
    await upgrade(database.url)
    await admit(database, BAC, "b" * 32)
    copy = await back_up(database, tmp_path / "copies")
    (tmp_path / "banhoc.db").write_bytes(b"damage" * 10_000)
    done = await restore(database, copy.path)
    assert not done.is_erasure_known
    assert done.aside is not None
    assert done.aside.read_bytes().startswith(b"damage")
    assert await peers(database) == ["bac"]


async def test_a_damaged_copy_is_not_kept(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "banhoc.db"))
    await upgrade(database.url)
    for number in range(30):
        await admit(database, Address("telegram", "default", f"p{number}"), f"{number:032x}")
    path = tmp_path / "banhoc.db"
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : 4096 * 20] = b"\xff" * (4096 * 17)
    path.write_bytes(whole)
    with pytest.raises(StoreError, match="damaged"):
        await back_up(database, tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []


async def test_a_backup_while_others_write_is_of_one_moment(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "banhoc.db"))
    await upgrade(database.url)
    store = await open_store(database.url)

    async def write() -> None:
        for number in range(40):
            await admit(database, Address("telegram", "default", f"p{number}"), f"{number:032x}")

    writing = asyncio.create_task(write())
    copies = [await back_up(database, tmp_path / "copies", NOW + timedelta(seconds=number)) for number in range(5)]
    await writing
    await store.close()
    for copy in copies:
        assert copy.rows["learner"] == copy.rows["address"] == copy.rows["consent"]


def test_only_the_newest_backups_stay(tmp_path: Path) -> None:
    names = [f"banhoc-2026112{day}T000000Z.db" for day in range(1, 6)]
    for name in (*names, "mine.db", "banhoc-before-20261121T000000Z.dump"):
        (tmp_path / name).touch()
    assert [path.name for path in rotate(tmp_path, 2)] == names[:3]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *names[3:],
        "banhoc-before-20261121T000000Z.dump",
        "mine.db",
    ]
    assert rotate(tmp_path, 2) == ()
