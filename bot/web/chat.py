"""The chat's page: what was said, what may be answered, and the way in for an answer; it needs no script."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from aiohttp import web
from aiohttp.web_request import FileField
from aiohttp_sse import EventSourceResponse

from bot.model.errors import StoreError
from bot.model.events import Arrived, ChoicePressed, Event, Media, MediaReceived, TextReceived
from bot.model.ids import Address, ChoiceId
from bot.model.message import Author
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.service.world import World
from bot.store.outbox import Shown
from bot.web.devices import KEPT_SECONDS, Device, device_of, forget, network_of, remember
from bot.web.limits import (
    DEVICE_BURST,
    DEVICE_PER_SECOND,
    NETWORK_BURST,
    NETWORK_PER_SECOND,
    Limiter,
)
from bot.web.pages import Pages

MOST_SHOWN = 60
"""Messages on one page; a whole lesson is about thirty."""
AWAY = timedelta(hours=6)
"""Whoever comes back after so long is greeted."""
LOOK_SECONDS = 15.0
"""How often an open stream looks for what another process wrote."""
SIZE, LARGE = "chu", "lon"
"""The cookie that says how large the letters are, and what it says for large ones."""
_FROM_SCRIPT = "X-Banhoc"
"""The header of our own script, which wants the new messages alone."""

log = structlog.get_logger()


@dataclass(slots=True)
class Bells:
    """Wakes the streams of one address, within this process."""

    is_over: bool = False
    """Whether the server stops: then nobody waits for a bell any more."""
    _waiting: dict[str, set[asyncio.Event]] = field(default_factory=dict)

    def ring_out(self) -> None:
        """Wakes all, for the last time."""
        self.is_over = True
        for peer in self._waiting:
            self.ring(peer)

    def ring(self, peer: str) -> None:
        """Something was said there."""
        for bell in self._waiting.get(peer, ()):
            bell.set()

    def hang(self, peer: str) -> asyncio.Event:
        """A bell that rings when something is said there; to be taken down."""
        bell = asyncio.Event()
        self._waiting.setdefault(peer, set()).add(bell)
        return bell

    def take_down(self, peer: str, bell: asyncio.Event) -> None:
        """Nobody listens to it any more."""
        bells = self._waiting.get(peer, set())
        bells.discard(bell)
        if not bells:
            self._waiting.pop(peer, None)


class Chat:
    """The handlers of the chat.

    Args:
        inbox: takes what people do.
        history: what was said.
        world: the clock, and ids for browsers.
        pages: the templates.
        is_secure: whether people reach the server by https alone.
    """

    def __init__(self, inbox: Inbox, history: History, world: World, pages: Pages, *, is_secure: bool) -> None:
        self._inbox = inbox
        self._history = history
        self._world = world
        self._pages = pages
        self._is_secure = is_secure
        self._bells = Bells()
        self._devices = Limiter(DEVICE_BURST, DEVICE_PER_SECOND, world.monotonic)
        self._networks = Limiter(NETWORK_BURST, NETWORK_PER_SECOND, world.monotonic)

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""
        return [
            web.get("/", self.show),
            web.post("/", self.take),
            web.get("/chat/stream", self.stream),
            web.post("/chat/leave", self.leave),
            web.post("/chat/size", self.resize),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The page; whoever is new here or was away for long is greeted first."""
        device = device_of(request, self._world.token)
        shown = () if device.is_new else await self._history.latest(device.address, MOST_SHOWN)
        if not shown and not self._networks.allows(network_of(request)):
            return self._busy()
        shown = await self._greeted(device.address, shown)
        response = self._pages.page("chat.html", self._values(shown, request))
        response.headers["Cache-Control"] = "no-store"
        remember(response, device, is_secure=self._is_secure)
        await self._mark_seen(device.address, shown)
        return response

    async def _greeted(self, address: Address, shown: tuple[Shown, ...]) -> tuple[Shown, ...]:
        """What was said so far; with a greeting at its end for whoever is new, or was away for long."""
        last = shown[-1] if shown else None
        if last is not None and self._world.now() - last.made_at < AWAY:
            return shown
        # Two windows that open at once bring the same event.
        name = f"open:{address.peer}:{last.number if last is not None else 0}"
        await self._inbox.submit(Arrival(address, name, Arrived()))
        return await self._history.latest(address, MOST_SHOWN)

    def _values(self, shown: tuple[Shown, ...], request: web.Request) -> dict[str, object]:
        last = shown[-1] if shown else None
        choices = last.message.choices if last is not None else ()
        return {
            "shown": shown,
            "choices": choices,
            "last": last.number if last is not None else 0,
            "token": self._world.token(),
            "is_large": request.cookies.get(SIZE) == LARGE,
        }

    async def take(self, request: web.Request) -> web.Response:
        """Something that a person did; answered by the page, or to our script by what is new on it."""
        is_script = _FROM_SCRIPT in request.headers
        device = device_of(request, self._world.token)
        if not self._devices.allows(device.token):
            return self._busy()
        if device.is_new or not await self._history.latest(device.address, 1):
            # Cookies were lost, are refused, or are none that was given here: nothing is taken from nobody.
            return self._back() if not is_script else web.Response(status=409)
        form = await request.post()
        event = _event(form)
        if event is not None:
            name = _name(device.address.peer, str(form.get("id", "")), event)
            await self._inbox.submit(Arrival(device.address, name, event))
            self._bells.ring(device.address.peer)
        if not is_script:
            return self._back()
        shown = await self._history.latest(device.address, MOST_SHOWN)
        after = _number(request.headers.get(_FROM_SCRIPT, ""))
        fresh = tuple(each for each in shown if each.number > after) if shown and shown[-1].number >= after else shown
        response = self._pages.page("fresh.html", {**self._values(shown, request), "shown": fresh})
        response.headers["Cache-Control"] = "no-store"
        await self._mark_seen(device.address, shown)
        return response

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """What is said from now on, as it is said; a line that broke goes on after the last message that arrived."""
        device = device_of(request, self._world.token)
        if device.is_new:
            return web.Response(status=204)  # tells the browser not to ask again
        after = _number(request.headers.get("Last-Event-ID") or request.query.get("after", ""))
        peer = device.address.peer
        bell = self._bells.hang(peer)
        response = EventSourceResponse()
        await response.prepare(request)
        try:
            async with response:
                while response.is_connected() and not self._bells.is_over:
                    bell.clear()
                    after = await self._send(response, device, after, request)
                    try:
                        async with asyncio.timeout(LOOK_SECONDS):
                            await bell.wait()
                    except TimeoutError:
                        continue
        except (ConnectionError, StoreError) as error:
            log.info("stream.ended", reason=type(error).__name__)
        finally:
            self._bells.take_down(peer, bell)
        return response

    async def close(self, _: web.Application) -> None:
        """Ends the streams, for which a server that stops would wait; each browser asks again by itself."""
        self._bells.ring_out()

    async def _send(self, response: EventSourceResponse, device: Device, after: int, request: web.Request) -> int:
        shown = await self._history.since(device.address, after)
        if not shown:
            return after
        values = {**self._values(shown, request), "shown": shown}
        await response.send(self._pages.text("fresh.html", values), id=str(shown[-1].number), event="said")
        await self._mark_seen(device.address, shown)
        return shown[-1].number

    async def leave(self, _: web.Request) -> web.Response:
        """Forgets who used this browser: for a telephone that several people share."""
        response = self._back()
        forget(response)
        return response

    async def resize(self, request: web.Request) -> web.Response:
        """Large letters and short bubbles from now on, or no longer."""
        form = await request.post()
        response = self._back()
        response.set_cookie(
            SIZE, LARGE if form.get("size") == LARGE else "", max_age=KEPT_SECONDS, path="/", samesite="Lax"
        )
        return response

    async def _mark_seen(self, address: Address, shown: tuple[Shown, ...]) -> None:
        if any(each.message.author is not Author.LEARNER for each in shown):
            await self._history.mark_seen(address, shown[-1].number)

    def _back(self) -> web.Response:
        return web.Response(status=303, headers={"Location": "/#cuoi", "Cache-Control": "no-store"})

    def _busy(self) -> web.Response:
        response = self._pages.sorry("web.too_fast", 429)
        response.headers["Retry-After"] = "10"
        return response


def _event(form: Mapping[str, object]) -> Event | None:
    """What a form says; None for one that says nothing, or that only a machine fills in like this."""
    if form.get("website"):
        return None
    choice, text, file = form.get("choice"), form.get("text"), form.get("file")
    if isinstance(choice, str) and choice:
        return ChoicePressed(ChoiceId(choice))
    if isinstance(file, FileField) and file.filename:
        is_photo = file.content_type.startswith("image/")
        return MediaReceived(Media.PHOTO if is_photo else Media.FILE)
    return TextReceived(text) if isinstance(text, str) and text.strip() else None


def _name(peer: str, page: str, event: Event) -> str:
    """The name of what was done on one showing of the page: a double tap has it twice, another answer another one."""
    match event:
        case ChoicePressed(choice):
            done: str = choice
        case TextReceived(text):
            done = text
        case MediaReceived(media):
            done = media
        case _:
            done = ""
    return hashlib.sha256(f"{peer}\n{page}\n{type(event).__name__}\n{done}".encode(errors="replace")).hexdigest()[:32]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0  # noqa: PLR2004 - fits a database
