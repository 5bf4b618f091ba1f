"""The doors by which people reach the tutor, each driven as people or their browsers and scripts drive it.

A channel that is added plugs in here: a builder in `DOORS`, and `tests/contract/test_channels.py` asks of it what it
asks of every other.
"""

import asyncio
import io
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from bot.app import App
from bot.app.site import open_web
from bot.channels import terminal, webchat
from bot.channels.base import Capabilities
from bot.cli.talk import Talk
from bot.locale.load import load_phrases
from bot.model.events import Media
from bot.model.ids import Address
from bot.service.bank import Shelf
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.world import CrashPoint, World
from bot.settings import DemoSettings
from bot.store.engine import Store
from bot.store.outbox import Shown
from bot.watch.metrics import Metrics
from bot.web.devices import COOKIE, Device
from tests.fakes.script import Script
from tests.fakes.tutor import NoLessons

DEADLINE_SECONDS = 10.0


@dataclass(frozen=True)
class Offered:
    """A choice as somebody sees it: its label, the mark before it, if any, and the id that a press carries, if any."""

    label: str
    mark: str | None = None
    id: str | None = None


@dataclass
class Heard:
    """What somebody sees that they had not seen: the tutor's words, their own, and what they may choose now."""

    words: str = ""
    own: list[str] = field(default_factory=list)
    offered: list[Offered] = field(default_factory=list)


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
        """The kinds of files, by content type, that can be sent there, and what each counts for."""

    async def comes(self) -> Heard:
        """Opens the chat, for the first time or again."""

    async def types(self, text: str) -> Heard:
        """Sends words."""

    async def presses(self, offered: Offered) -> Heard:
        """Chooses, by pressing where that can be done, else by typing the mark."""

    async def sends(self, content_type: str) -> Heard:
        """Sends a file."""


@dataclass
class House:
    """The real program around a scripted tutor."""

    app: App
    store: Store
    script: Script
    settings: DemoSettings
    acknowledged: list[CrashPoint]

    async def unseen(self, address: Address) -> tuple[Shown, ...]:
        """What nobody has seen there, once what was seen is written down, as a program that runs does every while."""
        await self.app.history.write_seen()
        return await self.app.history.unseen(address)


@asynccontextmanager
async def house_of(store: Store, folder: Path) -> AsyncIterator[House]:
    """A program that runs, with a tutor that says what a test tells it to."""
    script = Script()
    reached: list[CrashPoint] = []
    world = replace(World.system(), reach=reached.append)
    pulls = frozenset({terminal.CHANNEL, webchat.CHANNEL})
    echoes = frozenset({webchat.CHANNEL})
    inbox = Inbox(store, script.tutor, NoLessons(), world, pulls=pulls, echoes=echoes)
    metrics = Metrics(CollectorRegistry())
    shelf = Shelf(folder, store, world)
    app = App(world, shelf, inbox, History(store, world), load_phrases(), metrics)
    settings = DemoSettings(_env_file=None)
    with capture_logs():  # on the screen they would stand between what is said
        try:
            yield House(app, store, script, settings, reached)
        finally:
            await inbox.close()


OURS = {"p", "ul", "ol", "li", "blockquote", "pre", "strong", "em", "code", "a", "br", "article", "span", "time"}
ATTRIBUTES = {"id", "class", "href", "rel", "target", "datetime", "data-number", "data-from", "data-kind", "data-new"}
_LINE_BREAKS = {"br", "p", "li", "blockquote", "pre"}


class Page(HTMLParser):
    """What stands on the chat's page, or on the part of it that a script is given, as a browser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[tuple[int, str, str]] = []
        """Number, author and words."""
        self.offered: list[Offered] = []
        self.token = ""
        self._article: tuple[int, str] | None = None
        self._words = ""
        self._aside = ""
        self._link = ("", 0)
        self._choice: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "article":
            self._article, self._words = (int(values["data-number"]), values["data-from"]), ""
        if self._article is not None:
            assert tag in OURS, f"a tag that is none of ours: {tag}"
            assert values.keys() <= ATTRIBUTES, f"attributes that are none of ours: {values}"
            self._begin(tag, values)
        elif tag == "button" and "data-choice" in values:
            self._choice, self._words = values["value"], ""
        elif values.get("name") == "id":
            self.token = values["value"]
        self.token = values.get("data-token", self.token)

    def _begin(self, tag: str, values: Mapping[str, str]) -> None:
        if tag in {"span", "time"}:
            self._aside = tag
        if tag in _LINE_BREAKS:
            self._words += "\n"
        if tag == "a":
            assert values["href"].startswith(("https://", "http://"))
            self._link = (values["href"], len(self._words))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._aside:
            self._aside = ""
        if tag == "a" and self._article is not None and self._words[self._link[1] :] != self._link[0]:
            self._words += f" ({self._link[0]})"
        if tag == "article" and self._article is not None:
            self.said.append((*self._article, self._words.strip()))
            self._article = None
        if tag == "button" and self._choice is not None:
            self.offered.append(Offered(self._words.strip(), id=self._choice))
            self._choice = None

    def handle_data(self, data: str) -> None:
        if not self._aside:
            self._words += data


class Web:
    """A browser at the chat's page; with `is_script` our own script sends for it and is given what is new alone."""

    capabilities = webchat.CAPABILITIES
    media: Mapping[str, Media] = {"image/png": Media.PHOTO, "application/pdf": Media.FILE}

    def __init__(self, client: TestClient[Request, Application], *, is_script: bool) -> None:
        self._client = client
        self._is_script = is_script
        self._token = ""
        self._last = 0

    @property
    def address(self) -> Address:
        """Where its person is."""
        cookies = {cookie.key: cookie.value for cookie in self._client.session.cookie_jar}
        return Device(cookies[COOKIE], is_new=False).address

    async def comes(self) -> Heard:
        """Opens the page."""
        answer = await self._client.get("/")
        assert answer.status == 200
        return self._read(await answer.text())

    async def types(self, text: str) -> Heard:
        """Fills in the form."""
        return await self._posts({"text": text})

    async def presses(self, offered: Offered) -> Heard:
        """Presses the button."""
        assert offered.id is not None
        return await self._posts({"choice": offered.id})

    async def sends(self, content_type: str) -> Heard:
        """Sends a small file."""
        form = FormData({"id": self._token})
        form.add_field("file", b"x" * 100, filename="x", content_type=content_type)
        return await self._posts(form)

    async def _posts(self, form: Mapping[str, str] | FormData) -> Heard:
        filled = form if isinstance(form, FormData) else {"id": self._token, **form}
        headers = {"X-Banhoc": str(self._last)} if self._is_script else {}
        answer = await self._client.post("/", data=filled, headers=headers)
        assert answer.status == 200
        return self._read(await answer.text())

    def _read(self, html: str) -> Heard:
        page = Page(html)
        fresh = [each for each in page.said if each[0] > self._last]
        assert [number for number, _, _ in page.said] == sorted({number for number, _, _ in page.said})
        self._token = page.token
        self._last = max([self._last, *(number for number, _, _ in fresh)])
        words = "\n\n".join(said for _, author, said in fresh if author != "learner")
        return Heard(words, [said for _, author, said in fresh if author == "learner"], page.offered)


@asynccontextmanager
async def web_door(house: House, _: pytest.MonkeyPatch, *, is_script: bool = False) -> AsyncIterator[Door]:
    """A browser that fills in forms."""
    async with TestClient(TestServer(open_web(house.app, house.settings, house.store))) as client:
        yield Web(client, is_script=is_script)


def script_door(house: House, patch: pytest.MonkeyPatch) -> AbstractAsyncContextManager[Door]:
    """A browser in which our script runs."""
    return web_door(house, patch, is_script=True)


class Terminal:
    """A terminal, or with `is_json` a script that talks to it."""

    media: Mapping[str, Media] = {}

    def __init__(self, house: House, patch: pytest.MonkeyPatch, *, is_json: bool) -> None:
        self.address = Address(terminal.CHANNEL, "default", "bac")
        # To a script the choices are given with their ids, and pressed by them.
        self.capabilities = replace(terminal.CAPABILITIES, has_buttons=is_json)
        self._house = house
        self._patch = patch
        self._is_json = is_json
        self._input = -1
        self._output = io.BytesIO()
        self._screen = io.TextIOWrapper(self._output, "utf-8", write_through=True)
        self._talk: asyncio.Task[None] | None = None

    async def comes(self) -> Heard:
        """Starts the program, again if it runs."""
        await self.leaves()
        reading, self._input = os.pipe()
        self._output = io.BytesIO()
        self._screen = io.TextIOWrapper(self._output, "utf-8", write_through=True)
        self._stdin = os.fdopen(reading, "rb")
        self._patch.setattr(sys, "stdin", self._stdin)
        self._patch.setattr(sys, "stdout", self._screen)
        done = self._acknowledged
        self._talk = asyncio.create_task(Talk(self._house.app, self.address, self._is_json).run())
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

    async def sends(self, content_type: str) -> Heard:
        """No terminal takes files."""
        raise NotImplementedError(content_type)

    async def _writes(self, line: str) -> Heard:
        done = self._acknowledged
        self._patch.setattr(sys, "stdout", self._screen)  # pytest sets its own when a test begins
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
async def terminal_door(house: House, patch: pytest.MonkeyPatch, *, is_json: bool = False) -> AsyncIterator[Door]:
    """A person at a terminal."""
    door = Terminal(house, patch, is_json=is_json)
    try:
        yield door
    finally:
        await door.leaves()


def json_door(house: House, patch: pytest.MonkeyPatch) -> AbstractAsyncContextManager[Door]:
    """A script at a terminal."""
    return terminal_door(house, patch, is_json=True)


Builder = Callable[[House, pytest.MonkeyPatch], AbstractAsyncContextManager[Door]]

DOORS: Mapping[str, Builder] = {
    "web": web_door,
    "web-script": script_door,
    "terminal": terminal_door,
    "terminal-json": json_door,
}
TAKING_FILES = ("web", "web-script")
"""The doors by which files can be sent."""
