"""Open streams: who is to be woken when something is said."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(eq=False, slots=True)
class Line:
    """One open stream: of which showing of the page, and the last message that this showing has."""

    page: str
    after: int
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False
    """Whether its page was told to load anew: then nothing more is said on it."""


@dataclass(slots=True)
class Lines:
    """The streams that are open to this process, by address."""

    is_over: bool = False
    """Whether the server stops: then nobody waits for a bell any more."""
    _open: dict[str, set[Line]] = field(default_factory=dict)

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
        """A stream, as long as it is open."""
        line = Line(page, after)
        self._open.setdefault(peer, set()).add(line)
        try:
            yield line
        finally:
            self._open[peer].discard(line)
            if not self._open[peer]:
                del self._open[peer]
