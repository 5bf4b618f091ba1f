"""What was said on a pull channel, for the one it was said to."""

from bot.model.ids import Address
from bot.service.world import CrashPoint, World
from bot.store import outbox
from bot.store.engine import Store
from bot.store.outbox import Shown


class History:
    """Reads a chat back, and notes what was seen.

    Args:
        store: the database.
        world: the clock.
    """

    def __init__(self, store: Store, world: World) -> None:
        self._store = store
        self._world = world

    async def unseen(self, address: Address) -> tuple[Shown, ...]:
        """What was said there and has not been seen, oldest first.

        Raises:
            StoreAway: try again later.
        """
        return await self._store.read(lambda connection: outbox.unseen(connection, address))

    async def since(self, address: Address, number: int) -> tuple[Shown, ...]:
        """What was said there after message `number`, seen or not, oldest first; raises as `unseen` does."""
        return await self._store.read(lambda connection: outbox.since(connection, address, number))

    async def latest(self, address: Address, most: int) -> tuple[Shown, ...]:
        """The last messages said there, at most so many, oldest first; raises as `unseen` does."""
        return await self._store.read(lambda connection: outbox.latest(connection, address, most))

    async def mark_seen(self, address: Address, up_to_number: int) -> None:
        """Notes that everything up to a message was shown; raises as `unseen` does."""
        self._world.reach(CrashPoint.SHOWN)
        now = self._world.now()
        await self._store.write(lambda connection: outbox.mark_seen(connection, address, up_to_number, now))
        self._world.reach(CrashPoint.SEEN)
