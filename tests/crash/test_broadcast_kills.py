"""Killed while recipients are written down or sent to: nobody is lost, nobody is told twice, and doubt is counted."""

import asyncio
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.broadcast import BroadcastMove, BroadcastState
from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId
from bot.service.broadcasts import Announcer
from bot.service.outbox import CALLS
from bot.service.world import CrashPoint
from bot.store import broadcasts
from bot.store.engine import open_store
from bot.store.schema import upgrade
from tests.crash.announcing import announcing
from tests.crash.child import Life
from tests.databases import postgres_database, sqlite_url
from tests.forks import Forked
from tests.play import MORNING
from tests.recipients import crowd, drafted, states

PEOPLE = 40
TIMES = (
    (CrashPoint.FROZEN, 1),
    (CrashPoint.FROZEN, 2),
    (CrashPoint.MARKED_SENDING, 2),
    (CrashPoint.BEFORE_CALL, 9),
    (CrashPoint.DURING_CALL, 9),
    (CrashPoint.AFTER_CALL, 9),
    (CrashPoint.BEFORE_RESULT, 2),
    (CrashPoint.AFTER_RESULT, 2),
)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "crash.db")
    else:
        with postgres_database("crash") as url:
            yield url


async def prepare(database_url: str) -> BroadcastId:
    """A confirmed broadcast to a crowd."""
    store = await open_store(database_url)
    try:
        await crowd(store, PEOPLE)
        of = await drafted(store)
        await store.write(lambda connection: Announcer().move(connection, of, BroadcastMove.CONFIRM, MORNING))
        return of
    finally:
        await store.close()


async def ends(database_url: str, of: BroadcastId) -> tuple[dict[DeliveryState, int], BroadcastState]:
    """How many rows ended how, and where the broadcast stands."""
    store = await open_store(database_url)
    try:
        found = await store.read(lambda connection: broadcasts.find(connection, [of]))
        return await states(store, of), found[of].state
    finally:
        await store.close()


@pytest.mark.parametrize(("point", "count"), TIMES)
def test_nobody_is_lost_or_told_twice(point: CrashPoint, count: int, database_url: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journal.touch()
    asyncio.run(upgrade(database_url))
    of = asyncio.run(prepare(database_url))
    life = Life(database_url, journal, 0, point.name, count)
    codes = []
    for each in (life, replace(life, start=1, point="none")):
        process = Forked(announcing, each)
        codes.append(process.wait())
        process.close()
    assert codes == [-signal.SIGKILL, 0], "the point was reached"
    found, state = asyncio.run(ends(database_url, of))
    told = Counter(line.split()[1] for line in journal.read_text(encoding="utf-8").splitlines())
    assert state is BroadcastState.FINISHED
    assert sum(found.values()) == PEOPLE
    unknown = found.pop(DeliveryState.UNKNOWN, 0)
    assert found.keys() == {DeliveryState.SENT}
    assert unknown <= CALLS
    assert all(times == 1 for times in told.values())
    assert len(told) >= found[DeliveryState.SENT]
    assert PEOPLE - len(told) <= unknown
