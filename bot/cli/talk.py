"""A talk in a terminal: each line is an event, and what was said is marked as seen once it was written out."""

import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

import click

from bot.app import App, open_app, open_database
from bot.channels.terminal import CHANNEL, Malformed, parse_line, render, to_json
from bot.channels.wrapping import wrap
from bot.cli.clock import world_at
from bot.cli.lines import read_lines
from bot.model.events import Arrived, Event
from bot.model.ids import Address
from bot.model.learner import Profile
from bot.service.rounds import Arrival
from bot.settings import Settings
from bot.tutor.phrases import voice_for

ACCOUNT = "default"

WIDEST_COLUMNS = 80
"""Longer lines are hard to read, however wide the window is."""


async def talk(settings: Settings, peer: str, moment: datetime | None, *, is_json: bool, is_named: bool) -> None:
    """Talks until the input ends.

    Args:
        settings: what is opened.
        peer: who is learning.
        moment: where the clock stands at the start, on a demo database alone; None leaves it alone.
        is_json: whether a script is talking.
        is_named: whether it was said who is learning; else whoever is taken up is named on standard error.

    Raises:
        UsageError: the clock of a database with real learners would be moved.
        BotError: the database, the bank or a setting is not as it should be; the last line before it is kept or,
            where the error says so, was not applied.
    """
    async with open_database(settings) as store:
        world = await world_at(moment, store)
        async with open_app(settings, store, world) as app:
            talking = Talk(app, Address(CHANNEL, ACCOUNT, peer), is_json, sys.stdin, sys.stdout)
            if not is_named:
                await talking.tell_who()
            await talking.run()


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk, over a program that runs; ends when the input does. Without an input it only greets."""

    app: App
    address: Address
    is_json: bool
    stdin: TextIO | None
    stdout: TextIO

    async def tell_who(self) -> None:
        """Says whose talk goes on here, if anybody's does, and how to begin as somebody new."""
        if await self.app.history.latest(self.address, 1):
            told = self.app.phrases.line("terminal.again", voice_for(Profile()), name=self.address.peer)
            click.echo(wrap(told, self._columns), err=True)

    async def run(self) -> None:
        """Greets, answers each line, and shows whatever was not seen."""
        if self._has_person:
            how = wrap(self.app.phrases.line("terminal.how", voice_for(Profile())), self._columns)
            self._echo(click.style(how, dim=True) if self._has_colour else how)
        await self._show()
        await self._happen(Arrived())
        if self.stdin is None:  # the program was started without one
            return
        async for line in read_lines(self.stdin.fileno()):
            await self.app.shelf.refresh()
            await self._take(line)
        if self._has_person:  # what comes next in the terminal has a line of its own
            self._echo()

    @property
    def _has_person(self) -> bool:
        return not self.is_json and self.stdin is not None and self.stdin.isatty() and self.stdout.isatty()

    async def _take(self, line: bytes) -> None:
        """Brings what a line means; a script whose object cannot be read hears why, and the tutor hears nothing."""
        match parse_line(line, is_json=self.is_json):
            case Malformed(why):
                self._echo(json.dumps({"error": why}, ensure_ascii=False))
                self._rest()
            case event:
                await self._happen(event)

    async def _happen(self, event: Event) -> None:
        """Brings one event, and writes out all that it led to."""
        await self.app.inbox.submit(Arrival(self.address, self.app.world.token(), event))
        await self._show()
        self._rest()

    def _rest(self) -> None:
        """Tells whoever talks that it is their turn."""
        if self.is_json:
            self._echo(json.dumps({"idle": True}))
        elif self._has_person:
            self._echo("\n> ", nl=False)
        self.stdout.flush()

    async def _show(self) -> None:
        """Writes what was not seen, and notes only then that it was: a kill in between says it again."""
        has_colour = self._has_colour
        unseen = await self.app.history.unseen(self.address)
        for shown in unseen:
            if self.is_json:
                self._echo(json.dumps(to_json(shown.message), ensure_ascii=False))
            else:
                shown_text = render(shown.message, colour=has_colour, columns=self._columns)
                self._echo(f"\n{shown_text}", colour=has_colour)
        self.stdout.flush()
        if unseen:
            await self.app.history.mark_seen(self.address, unseen[-1].number)

    def _echo(self, text: str = "", *, nl: bool = True, colour: bool | None = None) -> None:
        click.echo(text, file=self.stdout, nl=nl, color=colour)

    @property
    def _columns(self) -> int | None:
        """How wide a message may be; asked anew for each, since a window may be resized.

        The window itself is asked: COLUMNS, where it is set, tells how wide some window was when a program was started.
        """
        if not self.stdout.isatty():
            return None
        return min(os.get_terminal_size(self.stdout.fileno()).columns or WIDEST_COLUMNS, WIDEST_COLUMNS)

    @property
    def _has_colour(self) -> bool:
        return self.stdout.isatty() and not os.environ.get("NO_COLOR")
