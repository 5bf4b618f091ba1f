"""Whether this process is the one that sends for an account, and how long that is certain."""

from datetime import datetime

import structlog
from sqlalchemy import Connection

from bot.service.posting import Account
from bot.service.tempo import Tempo
from bot.service.world import World
from bot.store.lease import Lease, release_lease, take_lease
from bot.store.sole import Sole

log = structlog.get_logger()


class Leading:
    """Keeps the lease and the lock of an account.

    The lease is the guard; the lock, which a process holds only as long as it lives, tells the others that they need
    not wait for the end of a dead one's lease.

    Args:
        world: the clock.
        sole: the account's lock.
        account: (channel, account).
        tempo: how long the lease holds, and how often the lock is asked for, or whether it is still ours.
    """

    def __init__(self, world: World, sole: Sole, account: Account, tempo: Tempo) -> None:
        self._world = world
        self._sole = sole
        self._account = account
        self._tempo = tempo
        self._owner = world.token()
        self._lease: Lease | None = None
        self._until = 0.0
        self._asks_at = 0.0

    @property
    def epoch(self) -> int | None:
        """The number of our lease; None where somebody else sends."""
        return self._lease.epoch if self._lease is not None else None

    @property
    def is_locked(self) -> bool:
        """Whether our lease was taken with the lock."""
        return self._lease is not None and self._lease.is_locked

    def may_call(self, now: float) -> bool:
        """Whether a call that begins at this moment of the monotonic clock surely ends while the lease is ours.

        Where it was taken with the lock, it is ours only as long as the lock is: who has that may take the lease.
        """
        if self._lease is None or (self._lease.is_locked and not self._sole.is_held):
            return False
        return now + self._tempo.needed_seconds <= self._until

    async def ask(self) -> None:
        """Takes the lock where it is free; to be called before `take`."""
        now = self._world.monotonic()
        if now >= self._asks_at:
            self._asks_at = now + self._tempo.look_seconds / 2
            await self._sole.take()

    def take(self, connection: Connection, now: datetime, *, is_fresh: bool) -> Lease | None:
        """Takes or keeps the lease within a transaction; see `take_lease`."""
        is_locked, lease = self._sole.is_held, self._tempo.lease
        return take_lease(connection, self._account, self._owner, now, lease, is_fresh=is_fresh, is_locked=is_locked)

    async def note(self, lease: Lease | None, now: datetime, started: float) -> None:
        """Notes what a committed transaction told of the lease, and leaves the lock to whoever leads.

        Args:
            lease: what `take` gave.
            now: when, as it was told.
            started: the monotonic clock as it was before the transaction began, which tells the lease's end.
        """
        if self.epoch != (lease.epoch if lease is not None else None):
            told = {"epoch": lease.epoch, "is_locked": lease.is_locked} if lease is not None else {"epoch": None}
            log.info("sender.lease", account=self._account, **told)
        self._lease = lease
        self._until = started + (lease.until - now).total_seconds() if lease is not None else 0.0
        if lease is None:
            await self._sole.release()

    def leave(self, connection: Connection, now: datetime) -> None:
        """Gives the lease back within a transaction."""
        if self._lease is not None:
            release_lease(connection, self._account, self._lease.epoch, now)

    async def close(self) -> None:
        """Gives the lock back, once the lease was."""
        self._lease = None
        await self._sole.close()
