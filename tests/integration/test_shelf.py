"""The bank in use: taken at start, taken anew when it changes, kept when the new one is broken."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.errors import LessonError
from bot.model.ids import ContentHash, LessonId
from bot.service.bank import Outcome, Refresh, Shelf
from bot.store.engine import Store, open_store
from bot.store.schema import upgrade
from bot.store.versions import LessonVersion, store_versions
from tests.databases import sqlite_url
from tests.fakes.tutor import START, Clock
from tests.integration.yaml_bank import LESSON, write_bank

BAI_MOT = LessonId("bai-mot")


class Files:
    """A bank on disk whose lesson can be rewritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lesson = write_bank(folder)
        self._changes = 0

    def write(self, text: str) -> None:
        self.lesson.write_text(text, encoding="utf-8")
        self._changes += 1
        # Two writes within one tick of the file system's clock must look different.
        stamp = 1_800_000_000_000_000_000 + self._changes
        os.utime(self.lesson, ns=(stamp, stamp))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "bank")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    url = sqlite_url(tmp_path / "banhoc.db")
    await upgrade(url)
    opened = await open_store(url)
    yield opened
    await opened.close()


@pytest.fixture
def shelf(files: Files, store: Store) -> Shelf:
    return Shelf(files.folder, store, Clock().world)


async def test_the_bank_is_taken_once(shelf: Shelf) -> None:
    await shelf.start()
    assert set(shelf.catalog.lessons) == {BAI_MOT}
    assert await shelf.refresh() == Refresh(Outcome.UNCHANGED)


async def test_a_new_version_is_taken_and_the_old_one_stays_known(shelf: Shelf, files: Files, store: Store) -> None:
    await shelf.start()
    old = shelf.catalog.lessons[BAI_MOT]
    files.write(LESSON.replace("version: 1", "version: 2").replace("Bài một", "Bài mới"))
    assert await shelf.refresh() == Refresh(Outcome.TAKEN)
    new = shelf.catalog.lessons[BAI_MOT]
    assert (new.version, new.titles["vi"]) == (2, "Bài mới")
    # Another machine, or this one after a restart, knows the old version from the database alone.
    other = Shelf(files.folder, store, Clock().world)
    await other.start()
    unknown, unreadable = ContentHash("f" * 64), ContentHash("e" * 64)
    strange = LessonVersion(BAI_MOT, 3, unreadable, '{"of": "another program"}')
    await store.write(lambda connection: store_versions(connection, [strange], START))
    wanted = {old.content_hash, new.content_hash, unknown, unreadable}
    found = await store.read(lambda connection: other.versions(connection, wanted))
    assert found == {old.content_hash: old, new.content_hash: new}


async def test_a_broken_bank_is_told_once_and_the_old_one_kept(shelf: Shelf, files: Files) -> None:
    await shelf.start()
    before = shelf.catalog
    files.write(LESSON.replace("level: 1", "level: 9").replace("minutes: 3", "minutes: many"))
    refused = await shelf.refresh()
    assert refused.outcome is Outcome.REFUSED
    assert len(refused.faults) == 2, "all faults at once"
    assert shelf.catalog is before
    assert await shelf.refresh() == Refresh(Outcome.UNCHANGED)
    files.write(LESSON.replace("version: 1", "version: 2"))
    assert await shelf.refresh() == Refresh(Outcome.TAKEN)


async def test_a_change_without_a_new_version_is_refused(shelf: Shelf, files: Files) -> None:
    await shelf.start()
    before = shelf.catalog
    files.write(LESSON.replace("Bài một", "Bài khác"))
    refused = await shelf.refresh()
    assert refused.outcome is Outcome.REFUSED
    (fault,) = refused.faults
    assert "bai-mot" in fault
    assert "raise `version`" in fault
    assert shelf.catalog is before


async def test_a_broken_bank_does_not_start(shelf: Shelf, files: Files) -> None:
    files.write("id: [")
    with pytest.raises(LessonError) as caught:
        await shelf.start()
    assert caught.value.faults
    assert shelf.catalog.lessons == {}
