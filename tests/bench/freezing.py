"""A broadcast to everybody: how long its recipients are written down, in how much memory, and a look at it meanwhile.

On SQLite, and on PostgreSQL where a server answers.
"""

import asyncio
import gc
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, bindparam, select, text

from bot.model.broadcast import Broadcast
from bot.model.ids import BroadcastId
from bot.service.broadcasts import Announcer
from bot.store import broadcasts
from bot.store.audience import freeze
from bot.store.engine import Store, open_store
from bot.store.schema import upgrade
from bot.store.tables import broadcast, learner
from tests.bench.figures import line
from tests.databases import postgres_database, sqlite_url
from tests.recipients import ROUTES, drafted, start

PEOPLE, FROZEN, FEW = 1_000_000, 300_000, 1_000
LOOKS = 20
NOW = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)


def bench(folder: Path) -> Iterator[str]:
    """Seconds for 300,000 recipients, and milliseconds for a look at 1,000 and at 1,000,000."""
    yield from _lines("SQLite", sqlite_url(folder / "freezing.db"))
    try:
        with postgres_database("freezing") as url:
            yield from _lines("PostgreSQL", url)
    except pytest.skip.Exception as reason:
        yield line("recipients frozen, PostgreSQL", f"not measured: {reason}")


def _lines(name: str, url: str) -> Iterator[str]:
    seconds, megabytes, few, many = asyncio.run(_measured(url))
    yield line(f"{FROZEN:,} recipients frozen, {name}", f"{seconds:.2f} s, {megabytes:.1f} MB more", "3 s, 60 MB")
    yield line(f"  a look at {FEW:,} and at {PEOPLE:,}", f"{few:.2f} and {many:.2f} ms", "the same")


async def _measured(url: str) -> tuple[float, float, float, float]:
    await upgrade(url)
    store = await open_store(url)
    try:
        await store.write(_fill)
        of = await drafted(store)
        running = await start(store, of)
        await store.write(lambda connection: freeze(connection, running, ROUTES, NOW, FEW))
        few = await _look(store, of)
        gc.collect()
        idle, begun = _megabytes(), time.perf_counter()
        await _freeze(store, running, FROZEN)
        seconds, more = time.perf_counter() - begun, _megabytes() - idle
        await _freeze(store, running, PEOPLE)
        return seconds, more, few, await _look(store, of)
    finally:
        await store.close()


async def _freeze(store: Store, running: Broadcast, learners: int) -> None:
    """Writes recipients down until so many learners were looked at."""
    reached = select(broadcast.c.frozen_to).where(broadcast.c.id == running.id)
    while await store.read(lambda connection: connection.execute(reached).scalar_one()) < learners:
        await store.write(lambda connection: freeze(connection, running, ROUTES, NOW))


async def _look(store: Store, of: BroadcastId) -> float:
    """Milliseconds that one look at how it stands takes, the least of some."""
    announcer = Announcer(pushed=("telegram",))

    def look(connection: Connection) -> None:
        announcer.view(connection, list(broadcasts.find(connection, [of]).values()), NOW)

    costs = []
    for _ in range(LOOKS):
        begun = time.perf_counter()
        await store.read(look)
        costs.append(time.perf_counter() - begun)
    return 1_000 * min(costs)


def _megabytes() -> float:
    """The most memory that this process has had in use so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_LEARNERS = """
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :people)
    INSERT INTO learner (mark, state, created_at, last_seen_at) SELECT n || :rest, :state, :seen, :seen FROM counted
"""
_ADDRESSES = """
    INSERT INTO address (channel, account, peer, learner_id, last_number, made_at)
    SELECT 'telegram', 'default', id || '', id, 0, created_at FROM learner ORDER BY id
"""


def _fill(connection: Connection) -> None:
    """So many learners, each on Telegram."""
    seen = bindparam("seen", NOW - timedelta(days=1), type_=learner.c.created_at.type)
    values = [bindparam("people", PEOPLE), bindparam("rest", "x" * 24), bindparam("state", "{}"), seen]
    connection.execute(text(_LEARNERS).bindparams(*values))
    connection.execute(text(_ADDRESSES))
    connection.execute(text("ANALYZE"))


if __name__ == "__main__":
    for each in bench(Path(sys.argv[1])):
        sys.stdout.write(f"{each}\n")
