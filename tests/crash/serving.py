"""A process that serves a Telegram bot and is killed: the real poll or webhook, inbox, sender and channel.

It is forked from a server of `multiprocessing` that has imported everything: many are started, and an import takes
longer than all that one of them does. Over a pipe it is told where to kill itself, so that what the one before left on
its way can go out first: were that met by a second kill, it would by design not be sent a third time.
"""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection
from unittest.mock import patch

from aiohttp import web
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from bot.app.telegram import Telegram, open_telegram
from bot.model.dialogue import State
from bot.model.effects import Effect, Say
from bot.model.events import ChoicePressed, Event
from bot.model.ids import ChoiceId
from bot.model.message import Choice
from bot.service.inbox import Inbox
from bot.service.poll import Poll
from bot.service.world import CrashPoint, World
from bot.settings import DemoSettings
from bot.store.engine import open_store
from bot.tutor.context import Context, Step
from bot.watch.logs import set_up_logs
from bot.watch.metrics import Metrics
from bot.web.server import served
from bot.web.webhooks import Webhooks
from tests.crash.child import clock, killer
from tests.fakes.tutor import NoLessons, step, tutor

BUTTON = "Tiếp"
DEADLINE_SECONDS = 60
LOOK_SECONDS = 0.02
"""How often a process looks whether it leads; a real one has time."""

_forks = multiprocessing.get_context("forkserver")
# pytest is what the main module imports, which each process would do anew.
_forks.set_forkserver_preload(["pytest", "asyncpg", "bot.store.sqlite", "bot.store.postgres", __name__])


@dataclass(frozen=True)
class Order:
    """What a process serves.

    `start` counts the starts, each an hour later, so that a killed leader's lease has run out; None is for the real
    clock. `port` is where a webhook listens; None is for polling. With a `lease_seconds` of its own, a frozen leader's
    lease is over while somebody watches; a call may then take half as long.
    """

    database_url: str
    api_url: str
    token: str
    start: int | None = None
    port: int | None = None
    lease_seconds: float | None = None


class Served:
    """A process that serves, as the test sees it."""

    def __init__(self, order: Order) -> None:
        self._wire, far = _forks.Pipe()
        self._process = _forks.Process(target=_run, args=(order, far), daemon=True)
        self._process.start()
        far.close()

    async def arm(self, point: CrashPoint, count: int) -> None:
        """Lets it kill itself the `count`-th time, from now on, that it reaches a point."""
        self._wire.send((point.name, count))
        await until(self._wire.poll, "it is armed")
        self._wire.recv()

    def signal(self, number: signal.Signals) -> None:
        """Kills, freezes or thaws it."""
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    async def is_killed(self) -> None:
        """Waits until it is gone; it must have been killed, and not have ended by itself."""
        await until(lambda: self._process.exitcode is not None, "it is killed")
        assert self._process.exitcode == -signal.SIGKILL

    def close(self) -> None:
        """Ends it, however it stands."""
        self._process.kill()
        self._process.join(DEADLINE_SECONDS)
        self._process.close()
        self._wire.close()


async def until(is_so: Callable[[], bool], what: str) -> None:
    """Waits for a condition with a deadline."""
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not is_so():  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"never so: {what}") from None


def _run(order: Order, wire: Connection) -> None:
    """The process."""
    set_up_logs("console", "error", ())
    with ExitStack() as stack:
        stack.enter_context(patch("bot.app.telegram.Poll", partial(Poll, look_seconds=LOOK_SECONDS)))
        if order.lease_seconds is not None:
            stack.enter_context(patch("bot.service.leading.LEASE", timedelta(seconds=order.lease_seconds)))
            stack.enter_context(patch("bot.service.leading.NEEDED_SECONDS", order.lease_seconds / 2 + 0.5))
            stack.enter_context(patch("bot.service.call.CALL_SECONDS", order.lease_seconds / 2))
        asyncio.run(_serve(order, wire))


async def _serve(order: Order, wire: Connection) -> None:
    """Serves until it is killed; where nobody holds the other end of the wire any more, by itself."""
    armed: list[Callable[[CrashPoint], None]] = []
    loop = asyncio.get_running_loop()

    def listen() -> None:
        try:
            armed[:] = [killer(*wire.recv())]
            wire.send(None)
        except (EOFError, OSError):
            os.kill(os.getpid(), signal.SIGKILL)

    def reach(point: CrashPoint) -> None:
        for kill in armed:
            kill(point)

    loop.add_reader(wire.fileno(), listen)
    world = World(reach=reach) if order.start is None else World(now=clock(order.start), reach=reach)
    store = await open_store(order.database_url)
    async with open_telegram(settings(order), store, world, Metrics(CollectorRegistry())) as bot:
        talk = replace(tutor(), step=_step)
        inbox = Inbox(store, talk, NoLessons(), world, pulls=frozenset(), desks={bot.account: bot.sender})
        await inbox.settle()
        async with bot.serving(inbox), _web(bot, order.port):
            await asyncio.Event().wait()


def settings(order: Order) -> DemoSettings:
    """What the operator set: no limit a chat, and a rate at which no more than the usual calls are under way."""
    set_by_hand = DemoSettings(
        database_url=order.database_url,
        telegram_token=SecretStr(order.token),
        telegram_api_url=order.api_url,
        telegram_rate=80,
        telegram_chat_rate=0,
        _env_file=None,
    )
    if order.port is None:
        return set_by_hand
    # An operator has to give an address with https; the imitated platform is next door.
    return set_by_hand.model_copy(
        update={"telegram_mode": "webhook", "public_url": f"http://127.0.0.1:{order.port}"},
    )


@asynccontextmanager
async def _web(bot: Telegram, port: int | None) -> AsyncIterator[None]:
    """The webhook, where there is one."""
    if port is None or bot.hook is None:
        yield
        return
    site = web.Application()
    site.add_routes(Webhooks([bot.hook]).routes())
    async with served(site, "127.0.0.1", port):
        yield


def _step(state: State, event: Event, context: Context) -> Step:
    """The fake tutor; below each of its words stands a button, and what a press leads to takes the place of that."""
    done = step(state, event, context)
    replaces = f"k{done.state.turn - 1}" if isinstance(event, ChoicePressed) else None
    return Step(done.state, tuple(_with_button(effect, replaces) for effect in done.effects))


def _with_button(effect: Effect, replaces: str | None) -> Effect:
    if not isinstance(effect, Say):
        return effect
    message = replace(effect.message, choices=(Choice(ChoiceId("tiep"), BUTTON),))
    return replace(effect, message=message, replaces=replaces)
