"""One call to a platform: it ends within its deadline, and always with an outcome."""

import asyncio
from typing import Protocol

import structlog

from bot.model.errors import ChannelError, Unreachable
from bot.model.ids import Address
from bot.model.message import Message
from bot.service.world import CrashPoint, World
from bot.store.outbox import Sending
from bot.watch.traces import trace

REASON_LENGTH = 200
"""More of a platform's words is not worth a line."""

log = structlog.get_logger()


class PushChannel(Protocol):
    """A platform that messages are pushed to."""

    def is_group(self, address: Address) -> bool:
        """Whether several people are at the address; platforms take less there."""

    async def send(self, address: Address, message: Message, *, edits: str | None) -> str:
        """Sends a message, or puts it in the place of one that was sent.

        Args:
            address: to whom.
            message: what.
            edits: the platform's id of the message that it replaces; where that cannot be, a new one is sent.

        Returns:
            The platform's id of the message.

        Raises:
            ChannelError: it was not sent, or nobody can say; the class tells.
        """


async def make_call(
    channel: PushChannel, row: Sending, world: World, call_seconds: float
) -> tuple[str | None, ChannelError | None]:
    """Sends one message.

    Args:
        channel: the platform.
        row: the message, and to whom.
        world: hears of the crash points.
        call_seconds: the deadline.

    Returns:
        The platform's id of the message, or the error; what our own faults did to it is in doubt, like a timeout.
    """
    world.reach(CrashPoint.BEFORE_CALL)
    # Runs as soon as the call waits for the platform's answer.
    asyncio.get_running_loop().call_soon(world.reach, CrashPoint.DURING_CALL)
    try:
        async with asyncio.timeout(call_seconds):
            return await channel.send(row.address, row.message, edits=row.edits), None
    except ChannelError as error:
        # The platform's own words, which tell an operator what to mend; a channel keeps texts and tokens out of them.
        log.warning("sender.not_sent", row=row.id, fault=type(error).__name__, reason=str(error)[:REASON_LENGTH])
        return None, error
    except TimeoutError:
        log.warning("sender.timed_out", row=row.id)
        return None, Unreachable("no answer in time", is_in_doubt=True)
    except Exception as error:  # noqa: BLE001 - the top of a call: whatever our fault was, the message may have gone
        log.error("sender.failed", row=row.id, trace=trace(error))  # noqa: TRY400 - a text may quote somebody
        return None, Unreachable("a fault of the program", is_in_doubt=True)
