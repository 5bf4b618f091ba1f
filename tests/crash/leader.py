"""A process that sends what is owed on one account, to a platform over HTTP, until it is told to end.

    python -m tests.crash.leader DATABASE_URL PLATFORM_URL NAME

It writes a line when it has begun. Its clock is the real one; lease and calls are shorter than a real program's, so
that a frozen leader's lease is over while somebody watches.
"""

import asyncio
import signal
import sys
from dataclasses import dataclass
from datetime import timedelta

import aiohttp

from bot.model.errors import Unreachable
from bot.model.ids import Address
from bot.model.message import Message
from bot.model.text import plain
from bot.policy.pace import Pace
from bot.service import call, leading
from bot.service.outbox import Sender
from bot.service.world import World
from bot.store.engine import open_store

ACCOUNT = ("push", "default")
LEASE_SECONDS = 5.0
CALL_SECONDS = 1.0
LOOK_SECONDS = 0.5
PACE = Pace(per_second=100, chat_per_second=0)


@dataclass(frozen=True)
class OverHttp:
    """Posts messages, and says who does."""

    session: aiohttp.ClientSession
    url: str
    name: str

    def is_group(self, address: Address) -> bool:
        """See `PushChannel.is_group`."""
        return False

    async def send(self, address: Address, message: Message, *, edits: str | None) -> str:
        """See `PushChannel.send`."""
        body = {"by": self.name, "to": address.peer, "text": plain(message.text)}
        try:
            async with self.session.post(self.url, json=body) as answer:
                return await answer.text()
        except aiohttp.ClientError as error:
            raise Unreachable(type(error).__name__, is_in_doubt=True) from error


async def run(database_url: str, platform_url: str, name: str) -> None:
    """Sends until SIGTERM."""
    leading.LEASE = timedelta(seconds=LEASE_SECONDS)
    call.CALL_SECONDS = CALL_SECONDS
    leading.NEEDED_SECONDS = CALL_SECONDS + 0.5
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    store = await open_store(database_url)
    async with aiohttp.ClientSession() as session:
        channel = OverHttp(session, platform_url, name)
        sender = Sender(store, World(), channel, ACCOUNT, PACE, look_seconds=LOOK_SECONDS)
        sender.start()
        print(name, flush=True)  # noqa: T201 - it tells the test
        await ended.wait()
        await sender.close()
    await store.close()


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
