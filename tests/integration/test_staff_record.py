"""`banhoc staff record`: what staff did, for admins."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.model.effects import NoteHelp
from bot.model.ids import Address, TrackId
from bot.model.learner import Consent
from bot.store import batch, helps, learners, staff
from bot.store.engine import open_store
from tests.databases import sqlite_url
from tests.integration.cli import Shell

MIDNIGHT = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
"""The beginning of the first of December in Vietnam."""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in a folder whose database has a mentor."""
    url = sqlite_url(tmp_path / "own.db")
    shell = Shell(tmp_path, {"BANHOC_DATABASE_URL": url})
    assert shell.run("db", "upgrade").code == 0
    asyncio.run(_filled(url))
    return shell


async def _filled(url: str) -> None:
    def fill(connection: Connection) -> None:
        at = Address("terminal", "default", "nam")
        seat = batch.take_seats(connection, [at], MIDNIGHT)[at]
        given = [learners.Admission("m" * 32, seat.id, Consent("2026-11", MIDNIGHT))]
        of = learners.admit(connection, given, MIDNIGHT)["m" * 32]
        staff.enlist(connection, of, "Anh Nam", MIDNIGHT)
        helps.note(connection, of, NoteHelp(TrackId("an-toan-so"), 15, 2), MIDNIGHT)
        helps.note(connection, of, NoteHelp(None, 30, 12), datetime(2026, 11, 30, 16, 59, tzinfo=UTC))

    store = await open_store(url)
    await store.write(fill)
    await store.close()


def test_it_tells_what_each_did_within_days_of_the_place(shell: Shell) -> None:
    told = shell.run("staff", "record")
    assert told.out.splitlines() == [
        "1  Anh Nam  0 questions answered  0 sessions held",
        "    (something else): 0 minutes, 0 people confirmed; 30 minutes, 12 people unconfirmed",
        "    an-toan-so: 0 minutes, 0 people confirmed; 15 minutes, 2 people unconfirmed",
        "    together: 0 minutes, 0 people confirmed; 45 minutes, 14 people unconfirmed",
    ]
    november = json.loads(shell.run("staff", "record", "--to", "2026-11-30", "--json").out)
    sums = {"minutes": 0, "people": 0, "unconfirmed_minutes": 30, "unconfirmed_people": 12}
    one = {"learner": 1, "name": "Anh Nam", "answers": 0, "sessions": 0}
    assert november == [{**one, "topics": [{"topic": None, **sums}], "total": sums}]
    december = shell.run("staff", "record", "--from", "2026-12-01")
    assert "an-toan-so" in december.out
    assert "something else" not in december.out
    assert "Nobody has noted anything" in shell.run("staff", "record", "--from", "2027-01-01").out


def test_days_that_are_none_are_refused(shell: Shell) -> None:
    refused = shell.run("staff", "record", "--from", "2026-12-02", "--to", "2026-12-01")
    assert (refused.code, "--to is a day before --from" in refused.err) == (2, True)
    assert shell.run("staff", "record", "--from", "hôm qua").code == 2


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    told = Shell(tmp_path).run("staff", "record", "--json")
    assert (told.code, told.out.strip()) == (0, "[]")
    assert list(tmp_path.glob("*.db")) == []
