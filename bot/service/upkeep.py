"""Keeps the database tidy: forgets visitors whose day is over, old keys of updates, and who confirmed a help."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from bot.model.errors import StoreError
from bot.service.world import World
from bot.store.engine import Store
from bot.store.helps import forget
from bot.store.inbox import prune
from bot.store.visits import sweep_visits
from bot.watch.traces import trace


async def tidy(store: Store, world: World) -> None:
    """Deletes what need not be kept any longer; harmless to repeat.

    Raises:
        StoreAway: try again later.
    """
    now = world.now()
    await store.write(lambda connection: sweep_visits(connection, now))
    await store.write(lambda connection: prune(connection, now))
    await store.write(lambda connection: forget(connection, now))


EVERY_SECONDS = 3_600
"""How often a running program tidies."""

log = structlog.get_logger()


@asynccontextmanager
async def kept_tidy(store: Store, world: World, every_seconds: float = EVERY_SECONDS) -> AsyncIterator[None]:
    """Tidies at once, and again and again until the context is left.

    Raises:
        StoreAway: the first time failed; later ones are tried again.
    """
    await tidy(store, world)
    async with repeated(lambda: tidy(store, world), every_seconds, "tidy"):
        yield


@asynccontextmanager
async def repeated(
    work: Callable[[], Awaitable[object]], every_seconds: float, name: str, bell: asyncio.Event | None = None
) -> AsyncIterator[None]:
    """Does some work again and again until the context is left; what fails is logged, and tried again.

    Args:
        work: what is done.
        every_seconds: how long it rests in between.
        name: what the log calls it.
        bell: wakes it before that.
    """
    task = asyncio.create_task(_again(work, every_seconds, name, bell or asyncio.Event()), name=name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _again(work: Callable[[], Awaitable[object]], every_seconds: float, name: str, bell: asyncio.Event) -> None:
    while True:
        with suppress(TimeoutError):
            async with asyncio.timeout(every_seconds):
                await bell.wait()
        bell.clear()
        try:
            await work()
        except StoreError as fault:
            log.warning("upkeep.put_off", work=name, fault=str(fault))
        except Exception as error:  # noqa: BLE001 - the top of a loop, which goes on whatever failed once
            log.error("upkeep.failed", work=name, trace=trace(error))  # noqa: TRY400 - a text may quote somebody
