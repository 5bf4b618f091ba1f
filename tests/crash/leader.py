"""A process that sends what is owed on one account, to a platform over HTTP, until it is told to end.

Over its wire it says its name when it has begun. Its clock is the real one; how long its lease and its calls last, the
test says.
"""

import asyncio
import signal
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

import aiohttp

from bot.model.errors import Unreachable
from bot.model.ids import Address
from bot.model.message import Message
from bot.model.text import plain
from bot.policy.pace import Pace
from bot.service.outbox import Sender
from bot.service.tempo import Tempo
from bot.service.world import World
from bot.store.engine import open_store
from tests.forks import end_without

ACCOUNT = ("push", "default")
FROZEN = Tempo(look_seconds=0.5, lease_seconds=5.0, call_seconds=3.0, margin_seconds=0.5)
"""A frozen leader's lease is over while somebody watches; a busy machine answers within the time of a call."""
KILLED = replace(FROZEN, lease_seconds=40.0)
"""Whoever waited for the end of a killed leader's lease would wait for long."""
PACE = Pace(per_second=80, chat_per_second=0)
"""A rate at which no more than the usual calls are under way."""


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


def leader(wire: Connection, database_url: str, platform_url: str, name: str, tempo: Tempo) -> None:
    """The process."""
    asyncio.run(_run(wire, database_url, platform_url, name, tempo))


async def _run(wire: Connection, database_url: str, platform_url: str, name: str, tempo: Tempo) -> None:
    """Sends until SIGTERM."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    end_without(wire, lambda _: None)
    store = await open_store(database_url)
    async with aiohttp.ClientSession() as session:
        channel = OverHttp(session, platform_url, name)
        sender = Sender(store, World(), channel, ACCOUNT, PACE, tempo=tempo)
        sender.start()
        wire.send(name)
        await ended.wait()
        await sender.close()
    await store.close()
