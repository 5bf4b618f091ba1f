"""Killed at each point of the way to another judge and back: the first answer stands, and its words are told once."""

import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.model import codec
from bot.model.attempt import Grade
from bot.model.message import Author, Message
from bot.service.world import CrashPoint
from bot.store.engine import Store
from bot.store.tables import address, attempt, learner, outbox
from tests.crash.judging import BAC, WAY, Life, judging, prompt
from tests.databases import Database
from tests.fakes.llm import FakeLLM, fake_llm
from tests.forks import Forked, until
from tests.integration.yaml_bank import write_bank

TOLD = frozenset(WAY[WAY.index(CrashPoint.COMMITTED) :])
"""Here the judge's words are committed."""


@dataclass
class Bac:
    """What the database says of the one person."""

    store: Store

    async def grades(self) -> list[Grade]:
        """The grades of all attempts."""
        rows = await self.store.read(lambda to: to.scalars(select(attempt.c.grade).order_by(attempt.c.id)).all())
        return [codec.loads(str(row), Grade) for row in rows]

    async def answers(self, author: Author) -> list[tuple[int, Grade]]:
        """What was answered to attempts: the numbers of the messages, and the grades that they tell."""
        said = select(outbox.c.number, outbox.c.body).join(address).where(address.c.peer == BAC.peer)
        rows = await self.store.read(lambda to: to.execute(said.order_by(outbox.c.number)).all())
        told = [(row.number, codec.loads(row.body, Message)) for row in rows]
        return [(number, each.grade) for number, each in told if each.grade is not None and each.author is author]

    async def tries(self) -> int:
        """How many attempts the dialogue counts."""
        state = codec.load_state(await self.store.read(lambda to: to.scalars(select(learner.c.state)).one()))
        assert state.bookmark is not None
        return state.bookmark.tries

    async def requests(self) -> list[str]:
        """What became of each request to the judge."""
        of = select(outbox.c.state).join(address).where(address.c.channel == "grader")
        return list(await self.store.read(lambda to: to.scalars(of).all()))


@pytest.fixture
async def llm() -> AsyncIterator[FakeLLM]:
    async with fake_llm() as opened:
        opened.opinion = [("audience", 0, "bà con trồng chè")]
        yield opened


async def test_killed_at_each_point(database: Database, store: Store, llm: FakeLLM, tmp_path: Path) -> None:
    write_bank(tmp_path / "lessons")
    bac, life = Bac(store), Life(database.url, tmp_path / "lessons", llm.url, llm.model, llm.key)
    for number, point in enumerate(WAY):
        assert await ended(replace(life, attempts=number, point=point)) == -signal.SIGKILL, f"{point.name} is reached"
        grades, answers = await bac.grades(), await bac.answers(Author.MACHINE)
        assert len(grades) == len(answers) == await bac.tries() == number + 1, "made once, and answered"
        is_told = point in TOLD
        assert len(await bac.answers(Author.AI)) == number + is_told, "those before have had their words by now"
        assert (grades[-1] != answers[-1][1]) is is_told, "until then the first grade stands"
    assert await ended(replace(life, attempts=len(WAY))) == 0
    first, added = await bac.answers(Author.MACHINE), await bac.answers(Author.AI)
    numbers = [number for pair in zip(first, added, strict=True) for number, _ in pair]
    assert numbers == list(range(numbers[0], numbers[0] + 2 * len(WAY))), "each has its words, once and at their place"
    assert await bac.grades() == [grade for _, grade in added]
    assert await bac.requests() == ["sent"] * len(WAY)
    asked = Counter(call.attempt for call in llm.calls)
    assert asked.keys() == {prompt(number) for number in range(len(WAY))}
    assert max(asked.values()) <= 2, "after a kill it is asked once more"


async def ended(life: Life) -> int:
    """The exit code of a start."""
    process = Forked(judging, life)
    try:
        await until(lambda: process.code is not None, "it has ended")
        return process.wait()
    finally:
        process.close()
