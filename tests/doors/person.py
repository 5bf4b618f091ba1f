"""A person at a door: what they can do there, and what they see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.channels.base import Capabilities
from bot.model.events import Media
from bot.model.ids import Address

DEADLINE_SECONDS = 60.0


@dataclass(frozen=True)
class Offered:
    """A choice as somebody sees it: its label, the mark before it, if any, and the id that a press carries, if any."""

    label: str
    mark: str | None = None
    id: str | None = None


@dataclass
class Heard:
    """What somebody sees that they had not seen: the tutor's words, their own, and what they may choose now.

    `pictures` are the files that are shown, `replaced` the words that stood where others stand now.
    """

    words: str = ""
    own: list[str] = field(default_factory=list)
    offered: list[Offered] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


class Door(Protocol):
    """One person at one door. What is shown is harmless, or the driver itself fails."""

    @property
    def capabilities(self) -> Capabilities:
        """What the channel says that it can do."""

    @property
    def address(self) -> Address:
        """Where the person is written to, once they have come."""

    @property
    def media(self) -> Mapping[str, Media]:
        """The kinds of things that can be sent there, and what each counts for."""

    def left_of(self, text: str) -> str:
        """What a text looks like there, where a platform drops some of it."""

    async def comes(self, code: str = "") -> Heard:
        """Opens the chat, for the first time or again; by a link with a code, where the channel takes one."""

    async def types(self, text: str) -> Heard:
        """Sends words."""

    async def presses(self, offered: Offered) -> Heard:
        """Chooses, by pressing where that can be done, else by typing the mark."""

    async def sends(self, kind: str) -> Heard:
        """Sends one of the kinds of `media`."""
