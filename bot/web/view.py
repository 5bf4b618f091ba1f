"""What a page has of a chat: the last messages, or those that are new to it, and the values of its templates."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.model.ids import Address
from bot.model.message import Author
from bot.service.history import History
from bot.service.world import World
from bot.store.outbox import Shown
from bot.web.bubbles import bubbles, wanted

MOST_SHOWN = 60
"""Messages on one page; a whole lesson is about thirty."""
SIZE, LARGE = "chu", "lon"
"""The cookie that says how large the letters are, and what it says for large ones."""


def is_large(request: web.Request) -> bool:
    """Whether this browser wants large letters."""
    return request.cookies.get(SIZE) == LARGE


class View:
    """Reads chats for pages.

    Args:
        history: what was said.
        world: tokens for forms.
        has_letters: whether something that was said to many waits for whoever is at an address.
    """

    def __init__(self, history: History, world: World, has_letters: Callable[[Address], Awaitable[bool]]) -> None:
        self._history = history
        self._world = world
        self.has_letters = has_letters

    async def whole(self, address: Address) -> tuple[Shown, ...]:
        """All that a page shows, oldest first."""
        return await self._history.latest(address, MOST_SHOWN)

    async def last(self, address: Address) -> Shown | None:
        """The last message; None where nothing was said."""
        shown = await self._history.latest(address, 1)
        return shown[0] if shown else None

    async def since(self, address: Address, after: int) -> tuple[Shown, ...] | None:
        """What was said after the last message that a page has; None where only a whole page is right.

        That is so where the message itself is no longer there, because its person has erased everything, or where
        more was said since than one page shows.
        """
        shown = await self._history.since(address, max(after - 1, 0), MOST_SHOWN + 1)
        if after == 0:
            return shown[-MOST_SHOWN:]
        return shown[1:] if shown and shown[0].number == after else None

    async def fresh(self, address: Address, shown: tuple[Shown, ...], request: web.Request) -> dict[str, object]:
        """The same for what is new on a page: with what is added to bubbles that stand there."""
        named = await self._history.named(address, wanted(shown))
        return self.values(shown, request, tuple(each for each in named if each.number < shown[0].number))

    def values(
        self, shown: tuple[Shown, ...], request: web.Request, before: tuple[Shown, ...] = ()
    ) -> dict[str, object]:
        """What the templates are given: the messages, what may be answered to the last, the size of the letters."""
        last = shown[-1] if shown else None
        found = bubbles(shown, before)
        return {
            "shown": found.own,
            "inside": found.inside,
            "below": found.below,
            "choices": last.message.choices if last is not None else (),
            "last": last.number if last is not None else 0,
            "token": self._world.token(),
            "is_large": is_large(request),
        }

    def note_seen(self, address: Address, shown: tuple[Shown, ...]) -> None:
        """Notes that these are on somebody's page now."""
        if any(each.message.author is not Author.LEARNER for each in shown):
            self._history.note_seen(address, shown[-1].number)


def first_unread(shown: tuple[Shown, ...]) -> int:
    """Where reading begins: the first message to a person that they have not seen, else the last one; 0 without any."""
    to_them = [each for each in shown if each.message.author is not Author.LEARNER]
    unread = [each.number for each in to_them if not each.is_seen]
    return unread[0] if unread else to_them[-1].number if to_them else 0


def number_of(text: str) -> int:
    """The number of a message, as a browser tells it; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0  # noqa: PLR2004 - fits a database
