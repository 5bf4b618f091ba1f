"""The stream of a chat: what is said from now on, as it is said."""

import asyncio

import structlog
from aiohttp import web
from aiohttp_sse import EventSourceResponse

from bot.model.errors import StoreError
from bot.service.world import World
from bot.web.devices import Device, device_of
from bot.web.lines import Line, Lines
from bot.web.pages import Pages
from bot.web.view import View, number_of

LOOK_SECONDS = 15.0
"""How often an open stream looks for what another process wrote."""

log = structlog.get_logger()


class Stream:
    """The handler of the stream.

    Args:
        view: what a page has of a chat.
        lines: the streams that are open.
        world: ids for browsers.
        pages: the templates.
    """

    def __init__(self, view: View, lines: Lines, world: World, pages: Pages) -> None:
        self._view = view
        self._lines = lines
        self._world = world
        self._pages = pages

    def routes(self) -> list[web.RouteDef]:
        """Where the handler stands."""
        return [web.get("/chat/stream", self.listen)]

    async def listen(self, request: web.Request) -> web.StreamResponse:
        """What is said from now on; a line that broke goes on after the last message that arrived."""
        device = device_of(request, self._world.token)
        if device.is_new:
            return web.Response(status=204)  # tells the browser not to ask again
        after = number_of(request.headers.get("Last-Event-ID") or request.query.get("after", ""))
        response = EventSourceResponse()
        await response.prepare(request)
        with self._lines.opened(device.address.peer, request.query.get("page", ""), after) as line:
            try:
                async with response:
                    while response.is_connected() and not self._lines.is_over and not line.is_over:
                        line.bell.clear()
                        await self._send(response, device, line, request)
                        try:
                            async with asyncio.timeout(LOOK_SECONDS):
                                await line.bell.wait()
                        except TimeoutError:
                            continue
            except (ConnectionError, StoreError) as error:
                log.info("stream.ended", reason=type(error).__name__)
        return response

    async def close(self, _: web.Application) -> None:
        """Ends the streams, for which a server that stops would wait; each browser asks again by itself."""
        self._lines.end()

    async def _send(self, response: EventSourceResponse, device: Device, line: Line, request: web.Request) -> None:
        shown = await self._view.since(device.address, line.after)
        if shown is None or (not shown and line.after == 0):  # no page of ours is empty: its cookie was made up
            await response.send("/", event="anew")  # a browser hears of no event without data
            line.is_over = True
            line.bell.set()
            return
        if not shown:
            return
        values = {**await self._view.fresh(device.address, shown, request), "after": line.after}
        await response.send(self._pages.text("fresh.html", values), id=str(shown[-1].number), event="said")
        self._view.note_seen(device.address, shown)
        line.after = shown[-1].number
