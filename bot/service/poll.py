"""Fetches what arrived on an account: stored, committed, and only then confirmed to the platform."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from bot.model.errors import ChannelError, StoreError, Throttled
from bot.service.intake import Intake
from bot.service.posting import Account
from bot.service.tempo import USUAL, Tempo
from bot.service.world import World
from bot.watch.traces import trace

SHORTEST_WAIT_SECONDS = 1.0
"""Until the next try after a fault, doubled each time: the more is wrong, the less the platform is asked."""

STALE_SECONDS = 120.0
"""An account that was not heard of for so long is not watched by anybody; a poll under way ends long before."""

log = structlog.get_logger()


class Mailbox(Protocol):
    """Where a platform keeps what arrived until it is confirmed."""

    async def fetch(self, after: int | None) -> Sequence[object]:
        """Waits for updates, and confirms all up to `after`; None confirms nothing.

        Raises:
            ChannelError: nothing was fetched; its text is a sentence for the operator.
        """

    def number_of(self, update: object) -> int | None:
        """The number by which an update is confirmed; None where it has none."""


class Poll:
    """The loop of one account. What was handled before is known by its key, so no number is kept over a restart.

    Args:
        mailbox: where updates wait.
        intake: takes them.
        account: (channel, account).
        world: the clock.
        may_poll: whether this process is the one that fetches for the account.
        tempo: how often that is asked, and how long it waits after faults.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        intake: Intake,
        account: Account,
        world: World,
        may_poll: Callable[[], bool],
        tempo: Tempo = USUAL,
    ) -> None:
        self._mailbox = mailbox
        self._intake = intake
        self._account = account
        self._world = world
        self._may_poll = may_poll
        self._tempo = tempo
        self._after: int | None = None
        self._wait_seconds = 0.0
        self._fault = ""
        self._heard_at = world.monotonic()
        self._worker: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to fetch."""
        self._worker = asyncio.create_task(self._work(), name=f"poll {'/'.join(self._account)}")

    async def close(self) -> None:
        """Stops. What was fetched and is not committed stays with the platform."""
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)

    @property
    def fault(self) -> str:
        """Why nothing arrives, as a sentence for the operator; empty where all is well, or another process fetches."""
        if self._fault or not self._may_poll():
            return self._fault
        silent = self._world.monotonic() - self._heard_at
        return f"Nothing was heard for {silent:.0f} seconds." if silent > STALE_SECONDS else ""

    async def _work(self) -> None:
        while True:
            try:
                wait_seconds = await self._turn()
            except Exception as error:  # noqa: BLE001 - the top of the loop: the next turn may go well
                log.error("poll.failed", account=self._account, trace=trace(error))  # noqa: TRY400 - may quote somebody
                wait_seconds = self._back_off("A fault of the program; the log tells more.")
            if wait_seconds:
                await self._world.sleep(wait_seconds)

    async def _turn(self) -> float:
        """Fetches once; how long to wait before the next time."""
        if not self._may_poll():
            self._after, self._fault, self._heard_at = None, "", self._world.monotonic()
            return self._tempo.turn_seconds
        try:
            updates = await self._mailbox.fetch(self._after)
        except ChannelError as fault:
            wait_seconds = self._back_off(str(fault))
            return max(wait_seconds, fault.retry_after_seconds) if isinstance(fault, Throttled) else wait_seconds
        self._fault, self._heard_at = "", self._world.monotonic()
        if not updates:
            self._wait_seconds = 0.0
            return 0.0
        return await self._take(updates)

    async def _take(self, updates: Sequence[object]) -> float:
        try:
            await self._intake.take(*updates)
        except StoreError as fault:
            # Not confirmed: the platform brings all of them again, and those that were handled are known.
            return self._back_off(str(fault))
        self._wait_seconds = 0.0
        numbers = [number for number in map(self._mailbox.number_of, updates) if number is not None]
        if not numbers:
            return self._back_off("What arrived has no number, so that it cannot be confirmed.")
        self._after = max(numbers)
        return 0.0

    def _back_off(self, fault: str) -> float:
        if fault != self._fault:
            log.warning("poll.fault", account=self._account, fault=fault)
        self._fault = fault
        wait_seconds = max(self._wait_seconds * 2, SHORTEST_WAIT_SECONDS)
        self._wait_seconds = min(wait_seconds, self._tempo.longest_wait_seconds)
        return self._wait_seconds
