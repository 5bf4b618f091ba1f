"""What was said on a pull channel, for the one it was said to."""

from collections.abc import Collection, Mapping
from dataclasses import replace

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
        self._seen: dict[Address, int] = {}

    async def unseen(self, address: Address) -> tuple[Shown, ...]:
        """What was said there and has not been seen, oldest first.

        Raises:
            StoreAway: try again later.
        """
        return await self._store.read(lambda connection: outbox.unseen(connection, address))

    async def since(self, address: Address, number: int, most: int) -> tuple[Shown, ...]:
        """The last messages said there after message `number`, at most so many; raises as `unseen` does."""
        noted = self._seen.get(address, 0)
        return self._noted(noted, await self._store.read(lambda at: outbox.since(at, address, number, most)))

    async def latest(self, address: Address, most: int) -> tuple[Shown, ...]:
        """The last messages said there, at most so many, oldest first; raises as `unseen` does."""
        noted = self._seen.get(address, 0)
        return self._noted(noted, await self._store.read(lambda at: outbox.latest(at, address, most)))

    async def named(self, address: Address, keys: Collection[str]) -> tuple[Shown, ...]:
        """What was said there under these keys, oldest first; raises as `unseen` does."""
        return await self._store.read(lambda connection: outbox.named(connection, address, keys)) if keys else ()

    @staticmethod
    def _noted(noted: int, shown: tuple[Shown, ...]) -> tuple[Shown, ...]:
        """With what was noted as seen before they were read: `write_seen` may write it down and drop it meanwhile."""
        return tuple(replace(each, is_seen=True) if each.number <= noted else each for each in shown)

    async def mark_seen(self, address: Address, up_to_number: int) -> None:
        """Notes that everything up to a message was shown; raises as `unseen` does."""
        self._world.reach(CrashPoint.SHOWN)
        await self._write({address: up_to_number})
        self._world.reach(CrashPoint.SEEN)

    def note_seen(self, address: Address, up_to_number: int) -> None:
        """The same, in memory until `write_seen`: a commit for each look at a page would cost more than the page.

        Whoever's note is lost by a kill is shown those messages as new ones once more, and no harm is done.
        """
        self._seen[address] = max(up_to_number, self._seen.get(address, 0))

    async def write_seen(self) -> None:
        """Writes down what `note_seen` was told, for everybody at once; raises as `unseen` does, and keeps it then."""
        noted = dict(self._seen)
        if not noted:
            return
        await self._write(noted)
        for address, number in noted.items():
            # Whoever writes at the same moment, as when the server stops, may have taken it out already.
            if self._seen.get(address) == number:
                del self._seen[address]

    async def _write(self, seen: Mapping[Address, int]) -> None:
        now = self._world.now()
        await self._store.write(lambda connection: outbox.mark_seen(connection, seen, now))
