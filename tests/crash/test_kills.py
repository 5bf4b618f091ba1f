"""Killed at each named point and started again: the state changes once, and no reply is lost."""

import asyncio
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.service.world import CrashPoint
from bot.store.engine import open_store
from bot.store.schema import upgrade
from bot.store.tables import address, attempt, inbox, learner, notebook, outbox, progress
from tests.crash.child import PEERS, UPDATES
from tests.databases import postgres_database, sqlite_url

POINTS = (
    CrashPoint.RECEIVED,
    CrashPoint.CLAIMED,
    CrashPoint.BEFORE_COMMIT,
    CrashPoint.COMMITTED,
    CrashPoint.ACKNOWLEDGED,
    CrashPoint.SHOWN,
    CrashPoint.SEEN,
)
KILL_EVERY = 8
MOST_STARTS = 20
DEADLINE_SECONDS = 60


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "crash.db")
    else:
        with postgres_database("crash") as url:
            yield url


def play(database_url: str, journal: Path, point: str) -> int:
    """Starts the child again and again until it ends by itself; gives how often it was killed."""
    asyncio.run(upgrade(database_url))
    journal.touch()
    for kills in range(MOST_STARTS):
        command = [sys.executable, "-m", "tests.crash.child", database_url, str(journal), point, str(KILL_EVERY)]
        ended = subprocess.run(command, timeout=DEADLINE_SECONDS, check=False, capture_output=True, text=True)
        if ended.returncode == 0:
            return kills
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    raise AssertionError(f"not done after {MOST_STARTS} starts")


async def _rows(database_url: str) -> dict[str, list[tuple[object, ...]]]:
    of = address.c.peer
    to_address = address.join(learner, address.c.learner_id == learner.c.id)
    queries = {
        "state": select(of, learner.c.state).select_from(to_address),
        "attempts": select(of, attempt.c.lesson, attempt.c.step, attempt.c.score).join_from(
            to_address, attempt, attempt.c.learner_id == learner.c.id
        ),
        "progress": select(of, progress.c.lesson, progress.c.finished_at).join_from(
            to_address, progress, progress.c.learner_id == learner.c.id
        ),
        "notebook": select(of, notebook.c.kind, notebook.c.text).join_from(
            to_address, notebook, notebook.c.learner_id == learner.c.id
        ),
        "said": select(of, outbox.c.number, outbox.c.state, outbox.c.body, outbox.c.seen_at.is_not(None)).join(
            outbox, outbox.c.address_id == address.c.id
        ),
        "updates": select(inbox.c.update_id, inbox.c.state),
    }
    store = await open_store(database_url)
    try:
        return await store.read(
            lambda connection: {
                name: sorted(tuple(row) for row in connection.execute(query)) for name, query in queries.items()
            }
        )
    finally:
        await store.close()


def rows(database_url: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything that counts, in an order that does not depend on row numbers."""
    return asyncio.run(_rows(database_url))


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """What the database holds when nobody is killed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    url = sqlite_url(folder / "calm.db")
    assert play(url, folder / "journal", "none") == 0
    found = rows(url)
    assert len(found["attempts"]) == 3 * len(PEERS)
    assert len(found["said"]) == len(found["updates"]) == len(UPDATES)
    return found


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name.lower())
def test_killed_at(
    point: CrashPoint, database_url: str, tmp_path: Path, undisturbed: dict[str, list[tuple[object, ...]]]
) -> None:
    journal = tmp_path / "journal"
    kills = play(database_url, journal, point.name)
    assert kills >= 2, "the point was reached"
    assert rows(database_url) == undisturbed
    shown = Counter(line for line in journal.read_text(encoding="utf-8").splitlines() if line.startswith("shown "))
    per_person = len(UPDATES) // len(PEERS)
    assert set(shown) == {f"shown {peer} {number}" for peer in PEERS for number in range(1, per_person + 1)}
    assert sum(shown.values()) - len(shown) <= kills, "a kill repeats at most the one reply under way"
