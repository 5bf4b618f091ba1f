"""What becomes of a request is noted, however it ends."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web.metering import Metering
from bot.web.origin import Origin


class Notes:
    """A meter that remembers."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, str, int, float | None]] = []

    def answered(self, route: str, method: str, status: int, seconds: float | None) -> None:
        self.answers.append((route, method, status, seconds))

    def owed(self, messages: Mapping[str, int] | None) -> None:
        """Not asked for here."""

    def page(self) -> bytes:
        return b""


async def nothing_owed() -> Mapping[str, int]:
    return {}


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def client_of(metering: Metering, *handlers: Handler) -> TestClient[web.Request, web.Application]:
    application = web.Application(middlewares=[metering.middleware()])
    application.add_routes([web.get(f"/{handler.__name__}", handler) for handler in handlers])
    return TestClient(TestServer(application))


async def test_what_is_answered_and_what_is_raised_are_noted_with_the_time_that_they_took() -> None:
    notes, now = Notes(), [10.0]
    metering = Metering(notes, nothing_owed, lambda: now[0], Origin())

    async def answer(_: web.Request) -> web.StreamResponse:
        now[0] += 0.25
        return web.Response()

    async def lead_away(_: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("/")

    async def stream(_: web.Request) -> web.StreamResponse:
        return web.Response(content_type="text/event-stream")

    async with client_of(metering, answer, lead_away, stream) as client:
        for path in ("/answer", "/lead_away", "/stream", "/khong-co"):
            await client.get(path, allow_redirects=False)
    assert notes.answers == [
        ("/answer", "GET", 200, 0.25),
        ("/lead_away", "GET", 302, 0.0),
        ("/stream", "GET", 200, None),
        ("unmatched", "GET", 404, 0.0),
    ]
