"""Killed between what somebody did to a question and what somebody else is to hear of it: it is heard, once."""

import asyncio
import signal
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
from bot.store.tables import address, inbox, outbox, question
from tests.crash.answering import ANSWER, answering, prepare
from tests.crash.child import Life
from tests.databases import postgres_database, sqlite_url
from tests.forks import Forked

TIMES = (
    (CrashPoint.COMMITTED, 1),
    (CrashPoint.OWED, 2),
    *((point, 2) for point in (CrashPoint.CLAIMED, CrashPoint.BEFORE_COMMIT)),
    (CrashPoint.OWED, 3),
    *((point, 3) for point in (CrashPoint.CLAIMED, CrashPoint.BEFORE_COMMIT)),
)
"""Around the answer's way to its learner, and around what time made of the question a week later."""


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "crash.db")
    else:
        with postgres_database("crash") as url:
            yield url


async def found(database_url: str) -> tuple[dict[str, list[str]], list[str], list[str]]:
    """What each person was told, and the states of the questions and of what was owed."""
    store = await open_store(database_url)
    said = select(address.c.peer, outbox.c.body).join(outbox, outbox.c.address_id == address.c.id).order_by(outbox.c.id)
    states = select(question.c.state).order_by(question.c.id)
    owed = select(inbox.c.state).where(inbox.c.channel == "self")
    try:
        told, questions, own = await store.read(
            lambda at: (at.execute(said).all(), list(at.execute(states).scalars()), list(at.execute(owed).scalars()))
        )
    finally:
        await store.close()
    words: dict[str, list[str]] = {}
    for row in told:
        words.setdefault(row.peer, []).append(plain(codec.loads(row.body, Message).text))
    return words, questions, own


@pytest.mark.parametrize(("point", "count"), TIMES)
def test_an_answer_is_heard_once(point: CrashPoint, count: int, database_url: str, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journal.touch()
    asyncio.run(upgrade(database_url))
    asyncio.run(prepare(database_url))
    codes = []
    for start, now in enumerate((point.name, "none")):
        process = Forked(answering, Life(database_url, journal, start, now, count))
        codes.append(process.wait())
        process.close()
    assert codes == [-signal.SIGKILL, 0], "the point was reached"
    told, states, owed = asyncio.run(found(database_url))
    assert sum(ANSWER in words for words in told["bac"]) == 1
    assert sum("nhờ thêm người" in words for words in told["tu"]) == 1
    assert states == ["closed", "open"]
    assert set(owed) == {"handled"}
