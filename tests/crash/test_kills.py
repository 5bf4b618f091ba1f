"""Killed at each named point and started again: the state changes once, and no reply is lost."""

import asyncio
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.model import codec
from bot.model.message import Message
from bot.model.text import plain
from bot.service.world import CrashPoint
from bot.store.engine import open_store
from bot.store.schema import upgrade
from bot.store.tables import address, attempt, inbox, learner, notebook, outbox, progress
from tests.crash import judging
from tests.crash.child import PEERS, PULL, PUSH, UPDATES, Life, digest, pull, push
from tests.crash.owing import CODE, TALK, owing
from tests.crash.test_broadcast_kills import TIMES as BROADCAST_TIMES
from tests.databases import postgres_database, sqlite_url
from tests.forks import Forked

WAY_IN = (
    CrashPoint.RECEIVED,
    CrashPoint.CLAIMED,
    CrashPoint.BEFORE_COMMIT,
    CrashPoint.COMMITTED,
    CrashPoint.ACKNOWLEDGED,
)
POINTS = {
    PULL: (*WAY_IN, CrashPoint.SHOWN, CrashPoint.SEEN),
    PUSH: (
        *WAY_IN,
        CrashPoint.MARKED_SENDING,
        CrashPoint.BEFORE_CALL,
        CrashPoint.DURING_CALL,
        CrashPoint.AFTER_CALL,
        CrashPoint.BEFORE_RESULT,
        CrashPoint.AFTER_RESULT,
    ),
}
CASES = [
    pytest.param(channel, point, id=f"{channel}-{point.name.lower()}")
    for channel in POINTS
    for point in POINTS[channel]
]
OWING = "owing"
"""In the place of a channel: what the system owes itself."""
TIMES = ((CrashPoint.OWED, 2), *((point, count) for point in WAY_IN[1:4] for count in (3, 4)))
"""Points around the event that a right code leads to, with the count at which a first start reaches them: the third
transaction owes it, the fourth takes it. At each start something is looked for that is owed (`OWED`)."""
KILL_EVERY = {PULL: 8, PUSH: 6}
ONCE = CrashPoint.MARKED_SENDING
"""Most replies are marked in the transaction that owes them; only what waited, as after a kill, is marked later. One
kill there, at the first chance: a message that two kills met is by design not sent a third time."""
MOST_STARTS = 20
PROCESSES = {PULL: pull, PUSH: push, OWING: owing}

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "crash.db")
    else:
        with postgres_database("crash") as url:
            yield url


def play(channel: str, database_url: str, journal: Path, point: str, every: int) -> int:
    """Starts the child again and again until it ends by itself; gives how often it was killed."""
    asyncio.run(upgrade(database_url))
    journal.touch()
    for kills in range(MOST_STARTS):
        now = "none" if point == ONCE.name and kills else point
        process = Forked(PROCESSES[channel], Life(database_url, journal, kills, now, every))
        code = process.wait()
        process.close()
        if code == 0:
            return kills
        assert code == -signal.SIGKILL
    raise AssertionError(f"not done after {MOST_STARTS} starts")


async def _rows(database_url: str) -> Rows:
    of = address.c.peer
    to_address = address.join(learner, address.c.learner_id == learner.c.id)
    queries = {
        "state": select(of, learner.c.state).select_from(to_address),
        "attempts": select(of, attempt.c.lesson, attempt.c.step, attempt.c.score).join_from(
            to_address, attempt, attempt.c.learner_id == learner.c.id
        ),
        "progress": select(of, progress.c.lesson, progress.c.finished_at.is_(None)).join_from(
            to_address, progress, progress.c.learner_id == learner.c.id
        ),
        "notebook": select(of, notebook.c.kind, notebook.c.text).join_from(
            to_address, notebook, notebook.c.learner_id == learner.c.id
        ),
        "said": select(of, outbox.c.number, outbox.c.state, outbox.c.body).join(
            outbox, outbox.c.address_id == address.c.id
        ),
        "updates": select(inbox.c.update_id, inbox.c.state),
    }
    store = await open_store(database_url)
    try:
        found = await store.read(
            lambda connection: {
                name: sorted(tuple(row) for row in connection.execute(query)) for name, query in queries.items()
            }
        )
    finally:
        await store.close()
    found["state"] = [(peer, _timeless(str(state))) for peer, state in found["state"]]
    return found


def _timeless(written: str) -> object:
    """A state without its moments, which differ from run to run."""
    state = codec.load_state(written)
    menu = state.menu.choices if state.menu is not None else None
    return (state.scene, state.profile.address, state.bookmark, menu, state.turn)


def rows(database_url: str) -> Rows:
    """Everything that counts, in an order that does not depend on row numbers."""
    return asyncio.run(_rows(database_url))


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What the database holds when nobody is killed; the same on both channels."""
    folder = tmp_path_factory.mktemp("undisturbed")
    url = sqlite_url(folder / "calm.db")
    assert play(PUSH, url, folder / "journal", "none", 1) == 0
    found = rows(url)
    assert len(found["attempts"]) == 3 * len(PEERS)
    assert len(found["said"]) == len(found["updates"]) == len(UPDATES)
    assert {state for _, _, state, _ in found["said"]} == {"sent"}
    return found


@pytest.mark.parametrize(("channel", "point"), CASES)
def test_killed_at(channel: str, point: CrashPoint, database_url: str, tmp_path: Path, undisturbed: Rows) -> None:
    journal = tmp_path / "journal"
    kills = play(channel, database_url, journal, point.name, 1 if point is ONCE else KILL_EVERY[channel])
    assert kills >= 1, "the point was reached"
    assert rows(database_url) == undisturbed
    lines = journal.read_text(encoding="utf-8").splitlines()
    for peer in PEERS:
        said = [str(body) for of, _, _, body in undisturbed["said"] if of == peer]
        if channel == PULL:
            repeats = _repeats(lines, f"shown {peer} ", [f"{number}" for number in range(1, len(said) + 1)])
        else:
            repeats = _repeats(lines, f"sent {peer} ", [digest(codec.loads(body, Message)) for body in said])
        assert repeats <= kills, "a kill repeats at most the one reply under way"


@pytest.mark.parametrize(("point", "count"), TIMES)
def test_what_the_system_owes_itself_is_handled_once(
    point: CrashPoint, count: int, database_url: str, tmp_path: Path
) -> None:
    kills = play(OWING, database_url, tmp_path / "journal", point.name, count)
    assert kills >= 1, "the point was reached"
    found = rows(database_url)
    bodies = [
        (peer, number, state, plain(codec.loads(str(body), Message).text))
        for peer, number, state, body in found["said"]
    ]
    assert bodies == [
        ("hoa", 1, "sent", "1 vào"),
        ("hoa", 2, "sent", f"2 mã {CODE}"),
        ("hoa", 3, "sent", "4 vẫn đây"),
        ("lan", 1, "sent", "right"),
        ("lan", 2, "sent", "3 về rồi"),
    ]
    assert {state for _, state in found["updates"]} == {"handled"}
    assert len(found["updates"]) == len(TALK) + 1


def _repeats(lines: list[str], prefix: str, expected: list[str]) -> int:
    """How many were repeated, each right after itself; nothing is left out, and nothing is out of order."""
    repeats = arrived = 0
    for word in (line.removeprefix(prefix) for line in lines if line.startswith(prefix)):
        if arrived < len(expected) and word == expected[arrived]:
            arrived += 1
        else:
            assert arrived, f"{word} came before everything"
            assert word == expected[arrived - 1], f"{word} is out of order"
            repeats += 1
    assert arrived == len(expected), f"lost: {expected[arrived:]}"
    return repeats


def test_every_named_point_is_killed_at() -> None:
    reached = Counter(point for points in POINTS.values() for point in points)
    assert {*reached, *(point for point, _ in (*TIMES, *BROADCAST_TIMES)), *judging.WAY} == set(CrashPoint)
