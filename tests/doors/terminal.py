"""The terminal's door: a person who types, or a script that talks JSON."""

import asyncio
import io
import json
import os
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

from bot.channels import terminal
from bot.cli.talk import Talk
from bot.model.events import Media
from bot.model.ids import Address
from bot.service.world import CrashPoint
from tests.doors.house import House
from tests.doors.person import DEADLINE_SECONDS, Door, Heard, Offered


class Terminal:
    """A terminal, or with `is_json` a script that talks to it."""

    media: Mapping[str, Media] = {}

    def __init__(self, house: House, *, is_json: bool) -> None:
        self.address = Address(terminal.CHANNEL, "default", "bac")
        # To a script the choices are given with their ids, and pressed by them.
        self.capabilities = replace(terminal.CAPABILITIES, has_buttons=is_json)
        self._house = house
        self._is_json = is_json
        self._input = -1
        self._output = io.BytesIO()
        self._screen = io.TextIOWrapper(self._output, "utf-8", write_through=True)
        self._talk: asyncio.Task[None] | None = None

    def left_of(self, text: str) -> str:
        """All of it."""
        return text

    async def comes(self, code: str = "") -> Heard:
        """Starts the program, again if it runs."""
        assert not code, "no link leads to a terminal"
        await self.leaves()
        reading, self._input = os.pipe()
        self._output = io.BytesIO()
        self._screen = io.TextIOWrapper(self._output, "utf-8", write_through=True)
        self._stdin = os.fdopen(reading, encoding="utf-8")
        done = self._acknowledged
        talk = Talk(self._house.app, self.address, self._is_json, self._stdin, self._screen)
        self._talk = asyncio.create_task(talk.run())
        return await self._hears(done + 1)

    async def leaves(self) -> None:
        """Ends the input, and with it the program."""
        if self._talk is not None:
            os.close(self._input)
            await asyncio.wait_for(self._talk, DEADLINE_SECONDS)
            self._stdin.close()
            self._talk = None

    async def types(self, text: str) -> Heard:
        """Types a line; a script can say several."""
        assert "\n" not in text or self._is_json
        return await self._writes(json.dumps({"say": text}) if self._is_json else text)

    async def presses(self, offered: Offered) -> Heard:
        """A script presses; a person types the mark."""
        if self._is_json:
            return await self._writes(json.dumps({"press": offered.id}))
        assert offered.mark is not None
        return await self._writes(offered.mark)

    async def sends(self, kind: str) -> Heard:
        """No terminal takes files."""
        raise NotImplementedError(kind)

    async def _writes(self, line: str) -> Heard:
        done = self._acknowledged
        await asyncio.to_thread(os.write, self._input, line.encode() + b"\n")
        return await self._hears(done + 1)

    @property
    def _acknowledged(self) -> int:
        return self._house.acknowledged.count(CrashPoint.ACKNOWLEDGED)

    async def _is_idle(self, acknowledged: int) -> bool:
        if self._is_json:
            return b'{"idle": true}\n' in self._output.getvalue()
        return self._acknowledged >= acknowledged and not await self._house.app.history.unseen(self.address)

    async def _hears(self, acknowledged: int) -> Heard:
        """What was written since, once the event is committed and nothing is left unseen."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not await self._is_idle(acknowledged):  # noqa: ASYNC110 - a program sets no event for its reader
                await asyncio.sleep(0.005)
        written = self._output.getvalue().decode()
        self._output.seek(0)
        self._output.truncate()
        if not self._is_json:
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", written), "a character that commands a terminal"
        return _of_json(written) if self._is_json else _of_screen(written)


def _of_json(written: str) -> Heard:
    messages = [json.loads(line) for line in written.splitlines()]
    said = [message for message in messages if "text" in message]
    words = "\n\n".join(f"{message.get('image', '')}\n{message['text']}" for message in said)
    return Heard(words, [], [Offered(each["label"], id=each["id"]) for each in said[-1]["choices"]] if said else [])


def _of_screen(written: str) -> Heard:
    """The choices are the last lines, each with its mark."""
    lines = written.rstrip("\n").split("\n")
    offered: list[Offered] = []
    while lines and (found := re.fullmatch(r"([0-9]+|[A-Z])\. (.+)", lines[-1])):
        offered.insert(0, Offered(found[2], mark=found[1]))
        lines.pop()
    return Heard("\n".join(lines), [], offered)


@asynccontextmanager
async def terminal_door(house: House, *, is_json: bool = False) -> AsyncIterator[Door]:
    """A person at a terminal."""
    door = Terminal(house, is_json=is_json)
    try:
        yield door
    finally:
        await door.leaves()


def json_door(house: House) -> AbstractAsyncContextManager[Door]:
    """A script at a terminal."""
    return terminal_door(house, is_json=True)
