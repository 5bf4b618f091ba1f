"""How far something has come: a bar that is drawn again in its place on a terminal, and plain lines elsewhere."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

import click

from bot.channels.wrapping import columns_of

_FULL, _EMPTY = "█", "░"
_WIDEST, _NARROWEST, _USUAL = 40, 10, 80
_AGAIN = "\r\x1b[K"
"""To the beginning of the line, and clear it. Source: ECMA-48, EL."""


def bar(share: float, columns: int) -> str:
    """A bar of so many columns, full up to a share from 0 to 1; it is full only at the very end."""
    full = columns if share >= 1 else min(columns - 1, int(share * columns))
    return _FULL * full + _EMPTY * (columns - full)


@dataclass
class Screen:
    """Shows one line after the other: in each other's place where somebody looks, else each new one below the last."""

    out: TextIO
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    _last: str = ""

    @property
    def is_live(self) -> bool:
        """Whether a line can be drawn again in its place."""
        return self.out.isatty() and self.environment.get("TERM") != "dumb"

    def show(self, share: float, facts: Sequence[str], passing: Sequence[str] = ()) -> None:
        """Shows how far it is.

        Args:
            share: 0-1, how full the bar is.
            facts: what is told, the most important first; a new line is worth what is new in them.
            passing: what changes all the time, and is worth none; on a terminal it comes after the first two facts.
        """
        line = self._drawn(share, (*facts[:2], *passing, *facts[2:])) if self.is_live else ", ".join(facts)
        if line == self._last:
            return
        self._last = line
        shown = f"{_AGAIN}{line}" if self.is_live else ", ".join((*facts, *passing))
        click.echo(shown, file=self.out, nl=not self.is_live, color=True)
        self.out.flush()

    def end(self) -> None:
        """Leaves the last line where it is."""
        if self.is_live and self._last:
            click.echo(file=self.out)

    def _drawn(self, share: float, facts: Sequence[str]) -> str:
        """A bar with as many facts beside it as there is room for: a line that breaks could not be drawn again."""
        columns = self._columns - 1
        words = f" {facts[0]}"
        for fact in facts[1:]:
            longer = f"{words}, {fact}"
            if columns_of(longer) > columns - _NARROWEST:
                break
            words = longer
        drawn = bar(share, max(1, min(_WIDEST, columns - columns_of(words))))
        return f"{drawn if self.environment.get('NO_COLOR') else click.style(drawn, fg='green')}{words}"

    @property
    def _columns(self) -> int:
        """How wide the window is at this moment; it may be resized."""
        return os.get_terminal_size(self.out.fileno()).columns or _USUAL
