"""Runs the web application on a port, and takes leave of everybody when it is told to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.model.errors import BotError

LEAVE_SECONDS = 5.0
"""How long an answer under way may take when the server stops; streams end at once."""
IDLE_SECONDS = 75.0
"""How long a connection may stay without a whole request's head, a new one or one that has been answered.

More than the 60 seconds after which nginx gives up an idle connection of its own (`keepalive_timeout` of an upstream):
a proxy must not send a request on one that is being closed here.
"""


@asynccontextmanager
async def served(
    app: web.Application, host: str, port: int, *, idle_seconds: float = IDLE_SECONDS
) -> AsyncIterator[int]:
    """The application, reachable until the context is left.

    Args:
        app: the application.
        host: the address to listen at.
        port: the port; 0 for any that is free.
        idle_seconds: how long a connection may stay without a whole request's head.

    Yields:
        The port.

    Raises:
        BotError: the port is taken, or may not be used.
    """
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=LEAVE_SECONDS,
        keepalive_timeout=idle_seconds,
        auto_decompress=False,  # nobody whose posts are read compresses them, and a small body may unpack to a huge one
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise BotError(
                f"The server cannot listen at {host}, port {port}: {reason}. Choose another --port."
            ) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def stop_signal() -> asyncio.Event:
    """Is set by SIGTERM or Ctrl-C, from now on; to be asked for before anybody is told that the program runs."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
