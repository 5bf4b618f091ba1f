"""What a platform brings: each update goes through the one door, and only then is the platform told that it is safe."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Protocol

import structlog

from bot.channels.base import Ignored, Incoming
from bot.model.errors import StoreError
from bot.model.events import ChoicePressed, Event, MessageWiped
from bot.model.ids import Address
from bot.service.inbox import Inbox
from bot.service.posting import Account
from bot.service.rounds import Arrival
from bot.tutor.wiping import wiped_mark
from bot.watch.traces import trace

TYPING_AFTER_SECONDS = 1.0
"""Whoever waits longer than this is shown that an answer is on its way."""

log = structlog.get_logger()


class Platform(Protocol):
    """What of a platform has no place in the outbox: small signs, which are never owed."""

    async def answer_tap(self, tap: str) -> None:
        """Tells the person's app that the tap has arrived; never raises."""

    async def type_to(self, address: Address) -> None:
        """Shows that an answer is on its way; never raises."""

    async def wipe(self, address: Address, mark: str) -> bool:
        """Takes back a message that the person sent; whether it is gone. Never raises."""


class Intake:
    """Takes updates of one account, in the order in which it is called.

    Args:
        inbox: the one door.
        platform: where small signs go.
        account: (channel, account).
        read: narrows an update; total.
    """

    def __init__(
        self, inbox: Inbox, platform: Platform, account: Account, read: Callable[[object], Incoming | Ignored]
    ) -> None:
        self._inbox = inbox
        self._platform = platform
        self._account = account
        self._read = read
        self._signs: set[asyncio.Task[None]] = set()

    async def take(self, update: object) -> None:
        """Handles an update; when this returns, everything that it led to is committed.

        Raises:
            StoreError: nothing was applied; bring the update again later.
        """
        try:
            await self._take(update)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - brought again it would fail again, and hold up everybody behind it
            log.error("intake.failed", account=self._account, trace=trace(error))  # noqa: TRY400 - may quote somebody

    async def _take(self, update: object) -> None:
        found = self._read(update)
        match found:
            case Ignored(update_id, reason):
                log.info("intake.ignored", account=self._account, update=update_id, reason=reason)
            case Incoming(update_id, peer, event):
                address = Address(*self._account, peer)
                await self._submit(Arrival(address, str(update_id), await self._resolved(address, event)))
        if found.callback_id is not None:
            self._sign(self._platform.answer_tap(found.callback_id))

    async def _resolved(self, address: Address, event: Event) -> Event:
        """The event; a wish to take a message back is done here first, so that the tutor can say what came of it."""
        mark = wiped_mark(event.choice) if isinstance(event, ChoicePressed) else None
        return event if mark is None else MessageWiped(await self._platform.wipe(address, mark))

    async def _submit(self, arrival: Arrival) -> None:
        """Brings the event, and shows where that takes long that an answer is on its way."""
        typing = asyncio.get_running_loop().call_later(
            TYPING_AFTER_SECONDS, lambda: self._sign(self._platform.type_to(arrival.address))
        )
        try:
            await self._inbox.submit(arrival)
        finally:
            typing.cancel()

    def _sign(self, sign: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(sign, name="sign")
        self._signs.add(task)
        task.add_done_callback(self._signs.discard)

    async def close(self) -> None:
        """Lets the signs under way end."""
        await asyncio.gather(*self._signs, return_exceptions=True)
