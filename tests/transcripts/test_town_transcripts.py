"""Every transcript of several people in `people` still happens, word for word; see `test_transcripts` for the flag."""

from pathlib import Path

import pytest

from bot.store.engine import open_store
from tests.databases import sqlite_url
from tests.fakes.tutor import Clock
from tests.town import WEDNESDAY, Town
from tests.transcripts.test_transcripts import HERE, bank, compare
from tests.transcripts.town import replay

TRANSCRIPTS = sorted((HERE / "people").glob("*.txt"))


def test_there_are_transcripts_of_several_people() -> None:
    assert len(TRANSCRIPTS) >= 6


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
async def test_people(file: Path, own_file: Path) -> None:
    store = await open_store(sqlite_url(own_file))
    try:
        clock = Clock()
        clock.at = WEDNESDAY
        town = Town(store, bank(), bank().holidays, clock)
        await town.set_up()
        happens = await replay(file.read_text(encoding="utf-8"), town)
    finally:
        await store.close()
    compare(file, happens)
