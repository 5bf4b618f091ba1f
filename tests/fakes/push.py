"""A platform that messages are pushed to, which does as it is told and remembers what it was given."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass

from bot.model.errors import ChannelError
from bot.model.ids import Address
from bot.model.message import Message
from bot.model.text import plain


@dataclass(frozen=True)
class Call:
    """One call: to whom, what, and in whose place."""

    peer: str
    text: str
    edits: str | None = None


class FakePush:
    """Takes messages at once, or answers with the errors given for a peer, one a call.

    Calls to a peer in `held` wait until `let_go` is set. `most_at_once` is the most calls ever under way, `overlapping`
    the peers that were ever called while a call to them was under way.
    """

    def __init__(self) -> None:
        self.taken: list[Call] = []
        self.errors: defaultdict[str, list[ChannelError | Exception]] = defaultdict(list)
        self.held: set[str] = set()
        self.let_go = asyncio.Event()
        self.most_at_once = 0
        self.overlapping: set[str] = set()
        self._under_way: list[str] = []

    def is_group(self, address: Address) -> bool:
        """See `PushChannel.is_group`; as on Telegram, the name of a group begins with a minus."""
        return address.peer.startswith("-")

    async def send(self, address: Address, message: Message, *, edits: str | None) -> str:
        """See `PushChannel.send`."""
        if address.peer in self._under_way:
            self.overlapping.add(address.peer)
        self._under_way.append(address.peer)
        self.most_at_once = max(self.most_at_once, len(self._under_way))
        try:
            await asyncio.sleep(0)
            if address.peer in self.held:
                await self.let_go.wait()
            if self.errors[address.peer]:
                raise self.errors[address.peer].pop(0)
            self.taken.append(Call(address.peer, plain(message.text), edits))
            return f"m{len(self.taken)}"
        finally:
            self._under_way.remove(address.peer)

    def texts(self, peer: str) -> list[str]:
        """What a peer was sent, in order."""
        return [call.text for call in self.taken if call.peer == peer]
