"""A look at something that may hang: whoever asks waits so long and no longer, and nobody looks twice at once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

LOOK_SECONDS = 2.0
"""How long somebody who asks waits; those who watch a server give up after five to ten seconds."""

T = TypeVar("T")


class Look(Generic[T]):
    """One look under way at most, whose result all get who ask meanwhile.

    A look that hangs is left to hang: to cancel it may hang as well, and each new one would take a connection more.

    Args:
        work: looks.
        seconds: how long one who asks waits.
    """

    def __init__(self, work: Callable[[], Awaitable[T]], seconds: float = LOOK_SECONDS) -> None:
        self._work = work
        self._seconds = seconds
        self._task: asyncio.Task[T] | None = None

    async def result(self) -> T:
        """What the look found.

        Raises:
            TimeoutError: nothing so far; the look goes on.
            Exception: whatever the work raises.
        """
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="look")
            self._task.add_done_callback(_hear)  # perhaps nobody waits for it any longer
        done, _ = await asyncio.wait({self._task}, timeout=self._seconds)
        if not done:
            raise TimeoutError(f"no answer within {self._seconds:g} seconds")
        return self._task.result()

    async def close(self) -> None:
        """Ends a look under way; one that does not let itself be ended is left behind after a moment."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=self._seconds)

    async def _run(self) -> T:
        return await self._work()


def _hear(task: asyncio.Task[T]) -> None:
    if not task.cancelled():
        task.exception()
