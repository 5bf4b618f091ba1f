"""What every store promises, on both databases."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.model.errors import LessonError, SchemaTooNew, SchemaTooOld, StoreError
from bot.model.ids import ContentHash, LessonId
from bot.store import meta
from bot.store.engine import Store, open_store
from bot.store.inbox import UpdateKey, claim
from bot.store.schema import faults_of, inspect_schema, upgrade
from bot.store.versions import LessonVersion, bodies_of, store_versions
from tests.databases import Database

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


async def test_a_write_is_there_for_the_next_read(store: Store) -> None:
    await store.write(lambda connection: meta.write_mark(connection, "a", "1"))
    await store.write(lambda connection: meta.write_mark(connection, "a", "2"))
    assert await store.read(lambda connection: meta.read_mark(connection, "a")) == "2"
    assert await store.read(lambda connection: meta.read_mark(connection, "b")) is None


async def test_what_raises_changes_nothing_and_keeps_its_own_error(store: Store) -> None:
    def fail(connection: Connection) -> None:
        meta.write_mark(connection, "a", "1")
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await store.write(fail)
    assert await store.read(lambda connection: meta.read_mark(connection, "a")) is None


async def test_an_error_does_not_tell_what_somebody_wrote(store: Store) -> None:
    def fail(connection: Connection) -> None:
        connection.execute(text("SELECT value FROM no_table WHERE key = :key"), {"key": "nhà tôi nuôi gà"})

    for run in (store.write, store.read):
        with pytest.raises(DBAPIError, match="SQL parameters hidden") as caught:
            await run(fail)
        assert "nuôi gà" not in str(caught.value)


async def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    await store.write(lambda connection: meta.write_mark(connection, "a", "old"))
    seen: list[str | None] = []
    written, go_on = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        meta.write_mark(connection, "a", "new")
        written.set()
        if store.url.get_backend_name() == "sqlite":  # there it has a thread of its own to wait in
            assert go_on.wait(5)

    writing = asyncio.create_task(store.write(slow))
    await asyncio.to_thread(written.wait, 5)
    seen.append(await store.read(lambda connection: meta.read_mark(connection, "a")))
    go_on.set()
    await writing
    seen.append(await store.read(lambda connection: meta.read_mark(connection, "a")))
    assert seen[1] == "new"
    if store.url.get_backend_name() == "sqlite":
        assert seen[0] == "old"


async def test_times_come_back_aware_in_utc(store: Store) -> None:
    hanoi = datetime(2026, 11, 24, 8, 30, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
    await store.write(lambda connection: claim(connection, [UpdateKey("t", "a", "1")], hanoi))
    received = await store.read(lambda connection: connection.execute(text("SELECT received_at FROM inbox")).scalar())
    assert str(received).startswith("2026-11-24 01:30:00.123456")


async def test_a_time_without_its_zone_is_refused(store: Store) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(Exception, match="has no zone"):
        await store.write(lambda connection: claim(connection, [UpdateKey("t", "a", "1")], naive))


async def test_the_migrations_make_just_the_tables_of_the_program(store: Store, database: Database) -> None:
    state = await store.read(inspect_schema)
    assert faults_of(state) == ()
    assert state.is_current
    await asyncio.gather(upgrade(database.url), upgrade(database.url))
    assert (await store.read(inspect_schema)).is_current


async def test_a_table_that_somebody_changed_is_found(store: Store) -> None:
    await store.write(lambda connection: connection.execute(text("ALTER TABLE meta ADD COLUMN extra TEXT")))
    faults = faults_of(await store.read(inspect_schema))
    await store.write(lambda connection: connection.execute(text("ALTER TABLE meta DROP COLUMN extra")))
    assert len(faults) == 1
    assert "extra" in faults[0]


@pytest.mark.parametrize(
    ("revision", "error", "sentence"),
    [("9999", SchemaTooNew, "upgrade the program"), (None, SchemaTooOld, "run `banhoc db upgrade`")],
)
async def test_a_schema_that_does_not_fit_is_refused(
    store: Store, database: Database, revision: str | None, error: type[StoreError], sentence: str
) -> None:
    async def write(statement: str) -> None:
        await store.write(lambda connection: connection.execute(text(statement), {"revision": revision, "head": head}))

    head = (await store.read(inspect_schema)).head
    await write(
        "DELETE FROM alembic_version" if revision is None else "UPDATE alembic_version SET version_num = :revision"
    )
    try:
        with pytest.raises(error, match=sentence):
            await open_store(database.url)
        if revision is not None:
            with pytest.raises(error, match=sentence):
                await upgrade(database.url)
        assert sentence in faults_of(await store.read(inspect_schema))[0]
    finally:
        await write("DELETE FROM alembic_version")
        await write("INSERT INTO alembic_version VALUES (:head)")


async def test_of_many_claims_of_one_key_one_wins(database: Database) -> None:
    stores = [await database.open() for _ in range(3)]
    key = UpdateKey("terminal", "default", "17")
    won = await asyncio.gather(
        *(store.write(lambda connection: claim(connection, [key], NOW)) for store in stores for _ in range(5))
    )
    assert sum(key in keys for keys in won) == 1
    for store in stores:
        await store.close()


async def test_one_version_has_one_content(store: Store) -> None:
    first = LessonVersion(LessonId("ai-la-gi"), 1, ContentHash("h1"), "{}")
    second = LessonVersion(LessonId("ai-la-gi"), 2, ContentHash("h2"), "{2}")
    for _ in range(2):
        await store.write(lambda connection: store_versions(connection, [first, second], NOW))
    changed = LessonVersion(LessonId("ai-la-gi"), 1, ContentHash("h3"), "{3}")
    with pytest.raises(LessonError) as caught:
        await store.write(lambda connection: store_versions(connection, [changed, second], NOW))
    (fault,) = caught.value.faults
    assert fault.startswith("ai-la-gi: version: version 1 ")
    assert "raise `version` above 2" in fault
    hashes = [ContentHash("h1"), ContentHash("h2"), ContentHash("h3")]
    bodies = await store.read(lambda connection: bodies_of(connection, hashes))
    assert bodies == {"h1": "{}", "h2": "{2}"}
