"""Open streams: who is to be woken when something is said."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MOST_OPEN = 6
"""Streams of one browser, which makes no more connections to one site at once over HTTP/1.1.

Source: Chromium, net/socket/client_socket_pool_manager.cc, `g_max_sockets_per_group`.
"""


@dataclass(eq=False, slots=True)
class Line:
    """One open stream: of which showing of the page, and the last message that this showing has."""

    page: str
    after: int
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False
    """Whether it ends: its page was told to load anew, or newer ones stand in its place."""


@dataclass(slots=True)
class Lines:
    """The streams that are open to this process, by address."""

    is_over: bool = False
    """Whether the server stops: then nobody waits for a bell any more."""
    _open: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many streams are open."""
        return sum(map(len, self._open.values()))

    def end(self) -> None:
        """Wakes all, for the last time."""
        self.is_over = True
        for peer in self._open:
            self.ring(peer)

    def ring(self, peer: str, page: str = "", last: int = 0) -> None:
        """Something was said there; `page` has it already, up to message `last`."""
        for line in self._open.get(peer, ()):
            if page and line.page == page:
                line.after = max(line.after, last)
            else:
                line.bell.set()

    @contextmanager
    def opened(self, peer: str, page: str, after: int) -> Iterator[Line]:
        """A stream, as long as it is open; where an address has too many the oldest ends, most likely a dead one."""
        line = Line(page, after)
        own = self._open.setdefault(peer, [])
        own.append(line)
        for old in own[:-MOST_OPEN]:
            old.is_over = True
            old.bell.set()
        try:
            yield line
        finally:
            self._open[peer].remove(line)
            if not self._open[peer]:
                del self._open[peer]
