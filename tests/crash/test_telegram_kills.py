"""A Telegram bot is killed at each named point and at random moments, and started again: nobody notices."""

import asyncio
import random  # noqa: TID251 - the moments of the kills, drawn from a seed
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from bot.service.outbox import CALLS
from bot.service.world import CrashPoint
from bot.store.engine import Store
from tests.crash.crowd import Crowd, figures, settled, write
from tests.crash.serving import Order, Served
from tests.databases import Database
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.remote import Remote, bot_api_process
from tests.forks import DEADLINE_SECONDS
from tests.ports import free_port

WAY_IN = (
    CrashPoint.RECEIVED,
    CrashPoint.CLAIMED,
    CrashPoint.BEFORE_COMMIT,
    CrashPoint.COMMITTED,
    CrashPoint.ACKNOWLEDGED,
)
WAY_OUT = (
    CrashPoint.MARKED_SENDING,
    CrashPoint.BEFORE_CALL,
    CrashPoint.DURING_CALL,
    CrashPoint.AFTER_CALL,
    CrashPoint.BEFORE_RESULT,
    CrashPoint.AFTER_RESULT,
)
COUNTS = {CrashPoint.BEFORE_CALL: 4, CrashPoint.DURING_CALL: 4, CrashPoint.AFTER_CALL: 2}
"""Where a point is not killed at when it is reached first: other calls are to be under way."""
FEW = range(11, 19)
MANY = range(11, 31)
ANSWER_SECONDS = 0.05
"""How long the platform takes to answer."""


@dataclass
class Scene:
    """A platform that outlives the bot, a database, and people."""

    remote: Remote
    store: Store
    order: Order
    starts: list[Served] = field(default_factory=list)

    def start(self) -> Served:
        """Starts the bot once more."""
        self.starts.append(Served(replace(self.order, start=len(self.starts) + 1)))
        return self.starts[-1]


@pytest.fixture
async def scene(database: Database, store: Store) -> AsyncIterator[Scene]:
    async with bot_api_process() as remote:
        await remote.fault("sendMessage", Fault(Kind.SLOW_ANSWER, ANSWER_SECONDS, times=None))
        scene = Scene(remote, store, Order(database.url, remote.url, remote.token))
        yield scene
        for bot in scene.starts:
            bot.close()


@pytest.mark.parametrize("is_fetched", [True, False], ids=["polling", "webhook"])
async def test_killed_at_each_point(scene: Scene, is_fetched: bool) -> None:
    if not is_fetched:
        scene.order = replace(scene.order, port=free_port())
    crowd, copies = Crowd(FEW), 0
    bot = scene.start()
    await scene.remote.do(crowd.comes())
    for point in (*WAY_IN, *WAY_OUT) if is_fetched else WAY_IN:
        await settled(scene.remote, scene.store, crowd)
        await bot.arm(point, COUNTS.get(point, 1))
        # Two things at once. A webhook may be brought a tap before the words that were written before it.
        then = crowd.taps if is_fetched else crowd.writes
        await scene.remote.do([deed for person in FEW for deed in (crowd.writes(person), then(person))])
        await bot.is_killed()
        bot = scene.start()
        await settled(scene.remote, scene.store, crowd)
        found = await figures(scene.remote, scene.store, crowd)
        told = f"{'polling' if is_fetched else 'webhook'}, killed at {point.name}: {found}"
        print(f"{told}; {found.copies - copies} copies by this kill")  # noqa: T201 - the figures
        assert (found.updates_lost, found.changes_doubled, found.messages_lost, found.unknown) == (0, 0, 0, 0)
        assert found.copies - copies <= CALLS
        assert found.most_copies <= 1
        copies = found.copies
    brought_again = [update for update in await scene.remote.updates() if len(_list(update["handed_at"])) > 1]
    assert brought_again, "what was committed and not confirmed is brought again"
    assert len(await scene.remote.calls("setWebhook")) == (0 if is_fetched else 1)


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


async def test_killed_at_random_moments_under_load(scene: Scene) -> None:
    kills, per_second, draw = 10, 40, random.Random(20_261_129)  # noqa: S311 - no secret
    crowd = Crowd(MANY)
    bot = scene.start()
    await scene.remote.do(crowd.comes())
    await settled(scene.remote, scene.store, crowd)
    is_over = asyncio.Event()
    async with asyncio.timeout(DEADLINE_SECONDS), asyncio.TaskGroup() as group:
        group.create_task(write(scene.remote, crowd, per_second, is_over))
        for _ in range(kills):
            await asyncio.sleep(draw.uniform(0.3, 1.2))
            bot.signal(signal.SIGKILL)
            await bot.is_killed()
            bot = scene.start()
        is_over.set()
    await settled(scene.remote, scene.store, crowd)
    found = await figures(scene.remote, scene.store, crowd)
    print(f"{kills} kills at random moments, {per_second} updates/s: {found}")  # noqa: T201 - the figures
    assert (found.updates_lost, found.changes_doubled, found.messages_lost) == (0, 0, 0)
    assert found.copies + found.unknown <= CALLS * kills
    assert found.most_copies <= 1
