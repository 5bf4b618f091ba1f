"""The world of a command whose clock may be moved: on a demo database, and only there."""

from datetime import datetime

import click

from bot.service.world import World
from bot.store.demo import is_demo
from bot.store.engine import Store


async def world_at(moment: datetime | None, store: Store) -> World:
    """The world as it is, or with its clock at `moment`.

    Raises:
        UsageError: the clock of a database with real learners would be moved.
        StoreAway: the database was not reached.
    """
    world = World.system()
    if moment is None:
        return world
    if not await store.read(is_demo):
        raise click.UsageError("--at moves the clock on a demo database only; say --demo, too.")
    return World.system(moment - world.now())
