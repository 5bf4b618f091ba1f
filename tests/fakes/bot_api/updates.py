"""The updates that wait for one bot: kept until they are confirmed, handed to one poller at a time."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from itertools import count, islice

from bot.service.world import World
from tests.fakes.bot_api.arguments import Json, whole
from tests.fakes.bot_api.refusal import Refusal, stricter

MOST_AT_ONCE = 100
"""getUpdates, limit (Bot API)."""
LONGEST_POLL_SECONDS = 50.0
"""Above it Telegram waits no longer (its server's source)."""

KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
        "subscription",
        "stopped_message_generation",
    ]
)
"""All kinds of Bot API 10.3."""
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True, eq=False)
class Update:
    """One update, and what became of it (times by the monotonic clock)."""

    id: int
    kind: str
    payload: Json
    made_at: float
    handed_at: list[float] = field(default_factory=list)
    confirmed_at: float | None = None

    @property
    def chat(self) -> int | None:
        """Where it happened."""
        message = self.payload.get("message", self.payload)
        chat = message.get("chat") if isinstance(message, dict) else None
        return whole(chat["id"]) if isinstance(chat, dict) else None

    def as_json(self) -> Json:
        """The update as the API tells it."""
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """The queue of one bot.

    `replays` says how many of the next confirmed updates are handed out once more, `reversals` how many of the next
    batches come in the wrong order. `all` are all that were ever made; `arrived` is set by each.
    """

    def __init__(self, world: World, first: int) -> None:
        self.all: list[Update] = []
        self.pending: deque[Update] = deque()
        self.allowed: frozenset[str] = KINDS - _NOT_BY_DEFAULT
        self.allowed_told: list[str] | None = None
        self.replays = 0
        self.reversals = 0
        self.arrived = asyncio.Event()
        self._world = world
        self._numbers = count(first)
        self._poll: asyncio.Future[None] | None = None

    @property
    def is_polled(self) -> bool:
        """Whether a poll waits for something to happen."""
        return self._poll is not None and not self._poll.done()

    def put(self, kind: str, payload: Json, number: int | None = None) -> Update | None:
        """Lets something happen; None where the bot did not ask for its kind."""
        update = Update(next(self._numbers) if number is None else number, kind, payload, self._world.monotonic())
        if kind not in self.allowed and kind in KINDS:
            return None
        self.all.append(update)
        self.pending.append(update)
        self.arrived.set()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        return update

    def allow(self, kinds: object, *, is_strict: bool = True) -> None:
        """Keeps which kinds the bot wants from now on; None leaves it as it was, an empty list is the default."""
        if kinds is None:
            return
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise Refusal(400, "Bad Request: can't parse allowed updates: expected an Array of String")
        if is_strict and (unknown := set(kinds) - KINDS):
            raise stricter(f"allowed_updates with {sorted(unknown)}")
        self.allowed = frozenset(kinds) or KINDS - _NOT_BY_DEFAULT
        self.allowed_told = kinds or None

    def interrupt(self, by: str) -> None:
        """Ends a poll that waits, as another poll or a webhook does."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refusal(409, f"Conflict: terminated by {by}"))

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """One getUpdates.

        Raises:
            Refusal: Another poll came while this one waited.
        """
        self.interrupt("other getUpdates request; make sure that only one bot instance is running")
        self.confirm(offset)
        limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
        if not self.pending and seconds > 0:
            mine = self._poll = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(min(seconds, LONGEST_POLL_SECONDS)):
                    await mine
            except TimeoutError:
                return []
            finally:
                if self._poll is mine:
                    self._poll = None
        return [update.as_json() for update in self.take(limit)]

    def take(self, limit: int) -> list[Update]:
        """Hands out the oldest ones; they stay until they are confirmed."""
        batch = list(islice(self.pending, limit))
        if self.reversals and len(batch) > 1:
            self.reversals -= 1
            batch.reverse()
        now = self._world.monotonic()
        for update in batch:
            update.handed_at.append(now)
        return batch

    def confirm(self, offset: int) -> None:
        """Forgets all before `offset`; a negative one keeps that many of the newest."""
        if offset < 0:
            while len(self.pending) > -offset:
                self._forget()
            return
        again: list[Update] = []
        while self.pending and self.pending[0].id < offset:
            update = self._forget()
            if self.replays and len(update.handed_at) == 1:
                self.replays -= 1
                again.append(update)
        self.pending.extendleft(reversed(again))

    def settle(self, update: Update) -> bool:
        """Forgets one that a webhook took; False where it is to be delivered once more."""
        if self.replays and len(update.handed_at) == 1:
            self.replays -= 1
            return False
        if update in self.pending:
            self.pending.remove(update)
        update.confirmed_at = self._world.monotonic()
        return True

    def clear(self) -> None:
        """Forgets all."""
        while self.pending:
            self._forget()

    def _forget(self) -> Update:
        update = self.pending.popleft()
        update.confirmed_at = self._world.monotonic()
        return update
