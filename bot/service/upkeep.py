"""Keeps the database tidy: forgets visitors whose day is over, and the keys of updates handled long ago."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.model.errors import StoreError
from bot.service.world import World
from bot.store.engine import Store
from bot.store.inbox import prune
from bot.store.visits import sweep_visits


async def tidy(store: Store, world: World) -> None:
    """Deletes what need not be kept any longer; harmless to repeat.

    Raises:
        StoreAway: try again later.
    """
    now = world.now()
    await store.write(lambda connection: sweep_visits(connection, now))
    await store.write(lambda connection: prune(connection, now))


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
    task = asyncio.create_task(_tidy_again(store, world, every_seconds), name="upkeep")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _tidy_again(store: Store, world: World, every_seconds: float) -> None:
    while True:
        await asyncio.sleep(every_seconds)
        try:
            await tidy(store, world)
        except StoreError as fault:
            log.warning("upkeep.put_off", fault=str(fault))
