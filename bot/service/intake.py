"""What a platform brings: each update goes through the one door, and only then is the platform told that it is safe."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Protocol

import structlog

from bot.channels.base import Ignored, Incoming
from bot.model.errors import StoreError
from bot.model.events import ChoicePressed, MessageWiped
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


_Begun = tuple[Address, int, "asyncio.Future[object]"]
"""Whose update is on its way, its number, and when it is handled."""


class Intake:
    """Takes updates of one account, in the order in which it is called.

    Args:
        inbox: the one door.
        platform: where small signs go.
        account: (channel, account).
        read: narrows an update; total.
        typing_after_seconds: whoever waits longer is shown that an answer is on its way.
    """

    def __init__(
        self,
        inbox: Inbox,
        platform: Platform,
        account: Account,
        read: Callable[[object], Incoming | Ignored],
        *,
        typing_after_seconds: float = TYPING_AFTER_SECONDS,
    ) -> None:
        self._inbox = inbox
        self._platform = platform
        self._account = account
        self._read = read
        self._typing_after_seconds = typing_after_seconds
        self._signs: set[asyncio.Task[None]] = set()

    async def take(self, *updates: object) -> None:
        """Handles updates; when this returns, everything that they led to is committed.

        Raises:
            StoreError: some may not have been applied; bring all of them again later.
        """
        begun = [each for each in map(self._begun, updates) if each is not None]
        if not begun:
            return
        typing = asyncio.get_running_loop().call_later(self._typing_after_seconds, self._show_typing, begun)
        try:
            await asyncio.wait([done for _, _, done in begun])
        finally:
            typing.cancel()
        faults = [fault for _, update_id, done in begun if (fault := self._fault(update_id, done)) is not None]
        if faults:
            raise faults[0]

    def _begun(self, update: object) -> _Begun | None:
        """Brings what an update means; None where it means nothing."""
        try:
            found = self._read(update)
        except Exception as error:  # noqa: BLE001 - brought again it would fail again, and hold up everybody behind it
            log.error("intake.failed", account=self._account, trace=trace(error))  # noqa: TRY400 - may quote somebody
            return None
        match found:
            case Ignored(update_id, reason, tap):
                log.info("intake.ignored", account=self._account, update=update_id, reason=reason)
                if tap is not None:
                    self._sign(self._platform.answer_tap(tap))
                return None
            case Incoming(update_id, peer, event, tap):
                address = Address(*self._account, peer)
                done = self._brought(Arrival(address, str(update_id), event))
                if tap is not None:
                    done.add_done_callback(lambda over: self._answer(tap, over))
                return address, update_id, done

    def _brought(self, arrival: Arrival) -> "asyncio.Future[object]":
        """The event on its way; to take a message back is done first, so that the tutor can say what came of it."""
        mark = wiped_mark(arrival.event.choice) if isinstance(arrival.event, ChoicePressed) else None
        return asyncio.ensure_future(self._inbox.bring(arrival) if mark is None else self._wiped(arrival, mark))

    async def _wiped(self, arrival: Arrival, mark: str) -> None:
        is_done = await self._platform.wipe(arrival.address, mark)
        await self._inbox.bring(replace(arrival, event=MessageWiped(is_done)))

    def _answer(self, tap: str, done: "asyncio.Future[object]") -> None:
        """After the commit, and only then: a tap that comes again is answered then."""
        if not done.cancelled() and done.exception() is None:
            self._sign(self._platform.answer_tap(tap))

    def _fault(self, update_id: int, done: "asyncio.Future[object]") -> StoreError | None:
        error = done.exception()
        if error is not None and not isinstance(error, StoreError):
            log.error("intake.failed", account=self._account, update=update_id, trace=trace(error))
            return None
        return error

    def _show_typing(self, begun: Sequence[_Begun]) -> None:
        """Shows those who wait for long that an answer is on its way."""
        for address in {address for address, _, done in begun if not done.done()}:
            self._sign(self._platform.type_to(address))

    def _sign(self, sign: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(sign, name="sign")
        self._signs.add(task)
        task.add_done_callback(self._signs.discard)

    async def close(self) -> None:
        """Lets the signs under way end."""
        await asyncio.gather(*self._signs, return_exceptions=True)
