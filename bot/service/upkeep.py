"""Keeps the database tidy: forgets visitors whose day is over, and the keys of updates handled long ago."""

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
