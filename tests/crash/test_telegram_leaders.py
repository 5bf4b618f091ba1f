"""Two programs with one Telegram bot and one database: one polls and sends; killed or frozen, the other does."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field, replace

from aiohttp import ClientSession, web
from sqlalchemy import select

from bot.model.delivery import DeliveryState
from bot.service.outbox import CALLS
from bot.service.tempo import Tempo
from bot.service.world import World
from bot.store.engine import Store, parse_url, sqlite_path
from bot.store.tables import outbox
from tests.crash.crowd import Crowd, Figures, figures, settled, write
from tests.crash.serving import QUICK, Order, Served
from tests.databases import Database
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.remote import Remote
from tests.fakes.bot_api.server import BotApi, bot_api
from tests.forks import DEADLINE_SECONDS, until

PEOPLE = range(11, 31)
PER_SECOND = 30
SOME = 30
"""So many messages show that somebody sends."""
FROZEN = replace(QUICK, lease_seconds=8.0, call_seconds=4.0, margin_seconds=0.5)
"""A frozen leader's lease is over while somebody watches."""
LEADS = {"getUpdates", "sendMessage"}
"""What only the leader calls."""

monotonic = World.system().monotonic


@dataclass
class Door:
    """Where one program reaches the platform, and what it called there, when."""

    url: str
    came: list[tuple[float, str]] = field(default_factory=list)

    def moments(self, method: str, since: float = 0.0) -> list[float]:
        """When it called a method."""
        return [at for at, name in self.came if name == method and at >= since]


@asynccontextmanager
async def door(api: BotApi) -> AsyncIterator[Door]:
    """One more address of the platform."""
    opened = Door("")

    async def take(request: web.BaseRequest) -> web.StreamResponse:
        opened.came.append((monotonic(), request.path.rpartition("/")[2]))
        return await api.handle(request)

    runner = web.ServerRunner(web.Server(take, access_log=None), shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        opened.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield opened
    finally:
        await runner.cleanup()


@dataclass
class Pair:
    """Two programs, of which the first leads, and the people they serve."""

    remote: Remote
    store: Store
    first: Served
    second: Served
    at_first: Door
    at_second: Door
    crowd: Crowd

    @asynccontextmanager
    async def load(self) -> AsyncIterator[None]:
        """People write, for as long as the block lasts; then all is settled."""
        is_over = asyncio.Event()
        async with asyncio.timeout(DEADLINE_SECONDS), asyncio.TaskGroup() as group:
            group.create_task(write(self.remote, self.crowd, PER_SECOND, is_over))
            await until(lambda: len(self.at_first.moments("sendMessage")) >= SOME, "the first one sends")
            yield
            await until(lambda: len(self.at_second.moments("sendMessage")) >= SOME, "the second one sends")
            is_over.set()
        await settled(self.remote, self.store, self.crowd)

    async def found(self, told: str) -> Figures:
        """What became of it all, printed and looked at."""
        found = await figures(self.remote, self.store, self.crowd)
        print(f"{told}: {found}")  # noqa: T201 - the figures
        assert (found.updates_lost, found.changes_doubled, found.messages_lost) == (0, 0, 0)
        assert found.copies + found.unknown <= CALLS
        return found


@asynccontextmanager
async def pair(database: Database, store: Store, tempo: Tempo) -> AsyncIterator[Pair]:
    """Two programs, once the first leads and the second is ready."""
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(bot_api())
        api.bot.faults.add("sendMessage", Fault(Kind.SLOW_ANSWER, 0.05, times=None))
        session = await stack.enter_async_context(ClientSession())
        doors = [await stack.enter_async_context(door(api)) for _ in range(2)]
        programs: list[Served] = []
        for at, waits_for in zip(doors, ("getUpdates", "getMe"), strict=True):
            programs.append(Served(Order(database.url, at.url, api.token, tempo=tempo)))
            stack.callback(programs[-1].close)
            await until(lambda: bool(at.moments(waits_for)), f"it calls {waits_for}")  # noqa: B023 - called in this turn
        remote, crowd = Remote(api.url, api.token, session), Crowd(PEOPLE)
        await remote.do(crowd.comes())
        await settled(remote, store, crowd)
        yield Pair(remote, store, programs[0], programs[1], doors[0], doors[1], crowd)


async def test_a_leader_that_is_killed_is_followed_at_once(database: Database, store: Store) -> None:
    async with pair(database, store, QUICK) as two:
        async with two.load():
            assert not any(two.at_second.moments(method) for method in LEADS), "one leads"
            two.first.signal(signal.SIGKILL)
            await two.first.is_killed()
            killed_at = monotonic()
        polled, sent = (min(two.at_second.moments(method)) - killed_at for method in ("getUpdates", "sendMessage"))
        await two.found(f"killed, the other polls after {polled:.2f} s and sends after {sent:.2f} s")
        assert max(two.at_first.moments("sendMessage")) < min(two.at_second.moments("sendMessage"))


async def test_a_leader_that_was_frozen_sends_nothing_when_it_thaws(database: Database, store: Store) -> None:
    async with pair(database, store, FROZEN) as two:
        async with two.load():
            assert not any(two.at_second.moments(method) for method in LEADS), "one leads"
            await _freeze(two, database)
            frozen_at = monotonic()
            await until(lambda: bool(two.at_second.moments("sendMessage")), "the other one sends")
            sent = two.at_second.moments("sendMessage")[0] - frozen_at
            two.first.signal(signal.SIGCONT)
            thawed_at = monotonic()
        late = {method: len(two.at_first.moments(method, thawed_at)) for method in LEADS}
        await two.found(f"frozen, the other sends after {sent:.2f} s; thawed it called {late}")
        # Where it was frozen within the very write of a call, that call goes out when it thaws.
        assert max(late.values()) <= 1


async def _freeze(two: Pair, database: Database) -> None:
    """Freezes the first program while no call is on its way to the platform, which would arrive when it thaws.

    On SQLite that is between two of its transactions: within one it holds the file until it thaws.
    """
    async with asyncio.timeout(DEADLINE_SECONDS):
        two.first.signal(signal.SIGSTOP)
        while not (_is_writable(database) and await _have_arrived(two)):
            two.first.signal(signal.SIGCONT)
            await asyncio.sleep(0.01)
            two.first.signal(signal.SIGSTOP)


async def _have_arrived(two: Pair) -> bool:
    """Whether every call that the first one began is at the platform, once those in the wire have had a moment."""
    is_begun = outbox.c.state.in_((DeliveryState.SENDING, DeliveryState.SENT))
    begun = await two.store.read(lambda connection: len(connection.execute(select(outbox.c.id).where(is_begun)).all()))
    for _ in range(20):
        if len(two.at_first.moments("sendMessage")) == begun:
            return True
        await asyncio.sleep(0.01)
    return False


def _is_writable(database: Database) -> bool:
    """Whether no transaction holds a SQLite file for longer than a moment; PostgreSQL ends one that does nothing."""
    url = parse_url(database.url)
    if url.get_backend_name() != "sqlite":
        return True
    with closing(sqlite3.connect(sqlite_path(url), timeout=0.2, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
    return True
