"""Pictures that were uploaded are known by what they show, to the bot that uploaded them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection
from structlog.testing import capture_logs

from bot.model.errors import StoreAway
from bot.service.uploads import KeptUploads
from bot.service.world import World
from bot.store.engine import Store
from bot.store.uploads import file_id_of, keep_file_id
from tests.fakes.unsteady import Unsteady

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
BOT = ("telegram", "default")
HASH = "a" * 64


async def test_a_picture_is_known_to_the_bot_that_uploaded_it(store: Store) -> None:
    def work(connection: Connection) -> tuple[str | None, ...]:
        keep_file_id(connection, BOT, HASH, "file-1", NOW)
        keep_file_id(connection, ("telegram", "other"), HASH, "file-2", NOW)
        asked = (BOT, HASH), (("telegram", "other"), HASH), (("zalo", "default"), HASH), (BOT, "b" * 64)
        return tuple(file_id_of(connection, *each) for each in asked)

    assert await store.write(work) == ("file-1", "file-2", None, None)


async def test_a_newer_name_takes_the_place_of_the_older(store: Store) -> None:
    book = KeptUploads(store, replace(World.system(), now=lambda: NOW), BOT)
    assert await book.find(HASH) is None
    await book.keep(HASH, "file-1")
    await KeptUploads(store, replace(World.system(), now=lambda: NOW + timedelta(days=1)), BOT).keep(HASH, "file-2")
    assert await book.find(HASH) == "file-2"


async def test_a_database_that_is_away_costs_an_upload_and_no_message(store: Store) -> None:
    async def away() -> None:
        raise StoreAway("away")

    book = KeptUploads(Unsteady(store, away), World.system(), BOT)
    with capture_logs() as logs:
        assert await book.find(HASH) is None
        await book.keep(HASH, "file-1")
    assert [line["event"] for line in logs] == ["upload.not_found", "upload.not_kept"]
