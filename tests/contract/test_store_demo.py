"""A demo's database is marked, and one that real people's learning is or was in never becomes one."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from bot.model.errors import SettingsError
from bot.model.ids import Address
from bot.model.learner import Consent
from bot.store import batch, erasure, learners
from bot.store.demo import is_demo, mark_demo
from bot.store.engine import Store

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
BAC = Address("terminal", "default", "bac")
MARK = "m" * 32


def visit(connection: Connection) -> int:
    return batch.take_seats(connection, [BAC], NOW)[BAC].id


def admit(connection: Connection) -> None:
    learners.admit(connection, [learners.Admission(MARK, visit(connection), Consent("2026-11", NOW))], NOW)


def erase(connection: Connection) -> None:
    ids = learners.admit(connection, [learners.Admission(MARK, visit(connection), Consent("2026-11", NOW))], NOW)
    erasure.erase(connection, ids.values(), NOW)


async def test_an_empty_database_becomes_a_demos(store: Store) -> None:
    assert not await store.read(is_demo)
    await store.write(mark_demo)
    assert await store.read(is_demo)


@pytest.mark.parametrize("happened", [admit, erase])
async def test_who_learnt_or_was_erased_in_a_demo_does_not_end_it(
    store: Store, happened: Callable[[Connection], None]
) -> None:
    await store.write(mark_demo)
    await store.write(happened)
    await store.write(mark_demo)
    assert await store.read(is_demo)


@pytest.mark.parametrize("happened", [admit, erase])
async def test_a_database_that_has_or_had_learners_is_refused(
    store: Store, happened: Callable[[Connection], None]
) -> None:
    await store.write(happened)
    with pytest.raises(SettingsError, match="has or had learners and was not made for a demo; nothing was changed"):
        await store.write(mark_demo)
    assert not await store.read(is_demo)
