"""The world of a command whose clock may be moved: on a demo database, and only there."""

from datetime import datetime

import click

from bot.service.world import World
from bot.store.demo import is_demo
from bot.store.engine import Store


async def world_at(moment: datetime | None, store: Store, advice: str = "say --demo, too") -> World:
    """The world as it is, or with its clock at `moment`.

    Args:
        moment: where the clock is to stand; None leaves it alone.
        store: the database.
        advice: what to do where it is none of a demo.

    Raises:
        UsageError: the clock of a database with real learners would be moved.
        StoreAway: the database was not reached.
    """
    world = World.system()
    if moment is None:
        return world
    if not await store.read(is_demo):
        raise click.UsageError(f"--at moves the clock on a demo database only; {advice}.")
    return World.system(moment - world.now())
