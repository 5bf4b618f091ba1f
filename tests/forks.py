"""Processes of a test: commands that run to their end, and programs that are killed or frozen while it watches.

They are forked from a server of `multiprocessing` that has imported everything, and has read what each reads at its
start: many are started, and that takes longer than all that one of them does.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from coverage import Coverage

DEADLINE_SECONDS = 60

_forks = multiprocessing.get_context("forkserver")
# pytest is what the main module imports, which each process would do anew.
_forks.set_forkserver_preload(
    ["pytest", "asyncpg", "bot.store.sqlite", "bot.store.postgres", "bot.store.schema"]
    + [f"bot.cli.{module}" for module in ("chat", "config", "db", "learner", "lessons", "talk")]
    + [f"bot.cli.broadcast_{module}" for module in ("preview", "report", "watch")]
    + [
        f"tests.crash.{module}"
        for module in ("announcing", "answering", "child", "judging", "leader", "owing", "serving")
    ]
    + ["tests.integration.cli", "tests.warm"]
)
_FAULT = 70
"""How a process ends that met a fault of its own."""


class Forked:
    """A process, as the test sees it.

    Args:
        work: what it does, a function of a module; what is sent over `wire` reaches it as its first argument. The
            process ends with it, or when it is told to.
        given: what else that function is given.
        is_measured: whether coverage counts which lines it runs, which takes as long again; of one that is to be killed
            nobody would hear.
    """

    def __init__(self, work: Callable[..., None], *given: object, is_measured: bool = False) -> None:
        self.wire, far = _forks.Pipe()
        self._process = _forks.Process(target=_run, args=(work, far, is_measured, *given), daemon=True)
        self._process.start()
        far.close()

    @property
    def code(self) -> int | None:
        """The exit code, negative for the signal that ended it; None while it runs."""
        return self._process.exitcode

    def signal(self, number: signal.Signals) -> None:
        """Kills, freezes or thaws it."""
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def wait(self) -> int:
        """Waits until it has ended, and gives its exit code; a fault that it met is one of the test."""
        self._process.join(DEADLINE_SECONDS)
        assert self.code is not None, "it goes on and on"
        if self.code == _FAULT:
            raise AssertionError(self.wire.recv())
        return self.code

    async def is_killed(self) -> None:
        """Waits until it is gone; it must have been killed, and not have ended by itself."""
        await until(lambda: self.code is not None, "it is killed")
        assert self.wait() == -signal.SIGKILL

    def close(self) -> None:
        """Ends it, however it stands."""
        self._process.kill()
        self._process.join(DEADLINE_SECONDS)
        self._process.close()
        self.wire.close()


def _run(work: Callable[..., None], wire: Connection, is_measured: bool, *given: object) -> None:
    """The process."""
    coverage = Coverage.current()
    if coverage is not None and not is_measured:
        coverage.stop()
    try:
        work(wire, *given)
    except Exception:  # noqa: BLE001 - the top of a process: the test tells of it
        wire.send(traceback.format_exc())
        sys.exit(_FAULT)
    finally:
        if coverage is not None and is_measured:  # a fork ends without what other processes do at their end
            coverage.stop()
            coverage.save()


async def until(is_so: Callable[[], bool], what: str, seconds: float = DEADLINE_SECONDS) -> None:
    """Waits for a condition with a deadline."""
    try:
        async with asyncio.timeout(seconds):
            while not is_so():  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"never so: {what}") from None


def end_without(wire: Connection, hear: Callable[[Any], object]) -> None:
    """Lets a process end when nobody holds the other end of the wire any more; what is sent over it is heard."""

    def listen() -> None:
        try:
            hear(wire.recv())
        except (EOFError, OSError):
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.get_running_loop().add_reader(wire.fileno(), listen)
