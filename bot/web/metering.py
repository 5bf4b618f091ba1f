"""Counts and times answers, and shows what was measured to those who watch from inside."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.watch.traces import trace
from bot.web.looks import LOOK_SECONDS, Look
from bot.web.origin import Origin

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
"""What every Prometheus reads. The library can choose by the Accept header, but not every header leaves it whole."""
UNMATCHED = "unmatched"
"""The route of what is not there: its path is whatever a stranger wrote."""

log = structlog.get_logger()


class Meter(Protocol):
    """Where it is written down."""

    def answered(self, route: str, method: str, status: int, seconds: float | None) -> None:
        """A request was answered; `seconds` is None where it was a stream."""

    def owed(self, messages: Mapping[str, int] | None) -> None:
        """So many messages are owed, by state; None where they could not be counted."""

    def page(self) -> bytes:
        """Everything so far, in Prometheus' text format."""


class Metering:
    """The middleware that measures, and the page that shows.

    Args:
        meter: where it is written down.
        owed: counts the messages owed, by state; may fail or hang.
        monotonic: seconds that never jump.
        origin: tells who asks from inside.
        seconds: how long the count may take.
    """

    def __init__(
        self,
        meter: Meter,
        owed: Callable[[], Awaitable[Mapping[str, int]]],
        monotonic: Callable[[], float],
        origin: Origin,
        seconds: float = LOOK_SECONDS,
    ) -> None:
        self._meter = meter
        self._owed = Look(owed, seconds)
        self._monotonic = monotonic
        self._origin = origin

    def routes(self) -> list[web.RouteDef]:
        """Where the page stands."""
        return [web.get("/metrics", self.show)]

    def middleware(self) -> Middleware:
        """Measures each request; the outermost, so that it sees what became of it."""

        @web.middleware
        async def measure(request: web.Request, handler: Handler) -> web.StreamResponse:
            began = self._monotonic()
            try:
                response = await handler(request)
            except web.HTTPException as answer:
                self._note(request, answer, began)
                raise
            self._note(request, response, began)
            return response

        return measure

    def _note(self, request: web.Request, response: web.StreamResponse, began: float) -> None:
        resource = request.match_info.route.resource
        route = resource.canonical if resource is not None else UNMATCHED
        is_stream = response.content_type == "text/event-stream"
        self._meter.answered(route, request.method, response.status, None if is_stream else self._monotonic() - began)

    async def show(self, request: web.Request) -> web.Response:
        """Everything measured so far, for whoever asks from inside; nobody else finds it."""
        if not self._origin.is_from_inside(request):
            raise web.HTTPNotFound
        self._meter.owed(await self._counted())
        headers = {"Content-Type": FORMAT, "Cache-Control": "no-store"}
        return web.Response(body=self._meter.page(), headers=headers)

    async def _counted(self) -> Mapping[str, int] | None:
        try:
            return await self._owed.result()
        except Exception as error:  # noqa: BLE001 - whatever failed, what was measured elsewhere is shown
            log.warning("metrics.not_counted", trace=trace(error))
            return None

    async def close(self, _: web.Application) -> None:
        """Ends a count under way."""
        await self._owed.close()
