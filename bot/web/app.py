"""The web application: routes, the headers that every answer carries, and what somebody sees where something fails."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

import structlog
from aiohttp import web

from bot.model.errors import StoreError
from bot.watch.traces import trace
from bot.web.assets import Assets
from bot.web.health import Health
from bot.web.metering import Metering
from bot.web.pages import Pages
from bot.web.stream import Stream

MOST_BYTES = 1024 * 1024
"""The largest body that is read."""
WAIT_SECONDS = "10"
"""After so long whoever asked too often may ask again."""
SENTENCES = {
    400: "web.unreadable",
    404: "web.not_found",
    405: "web.not_this_way",
    408: "web.too_slow",
    413: "web.too_large",
    415: "web.unreadable",
    429: "web.too_fast",
}
"""What is said to whoever asked for what there is not, or in a way that cannot be read."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

log = structlog.get_logger()
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Routed(Protocol):
    """Handlers that know where they stand."""

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""


def make_web(
    assets: Assets, pages: Pages, stream: Stream, health: Health, metering: Metering, others: Iterable[Routed]
) -> web.Application:
    """The application out of its parts: those that have to be closed by name, `others` with nothing but routes."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuses what another site posts, and turns errors into sentences."""
        if request.method == "POST" and not is_same_site(request):
            return pages.sorry(request, "web.other_site", 403)
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < 400:  # noqa: PLR2004 - HTTP: below are no errors
                raise
            sorry = pages.sorry(request, SENTENCES.get(error.status, "web.sorry"), error.status)
            if "Allow" in error.headers:  # RFC 9110, section 15.5.6: what may be done instead
                sorry.headers["Allow"] = error.headers["Allow"]
            if error.status == 429:  # noqa: PLR2004 - HTTP: too many requests
                sorry.headers["Retry-After"] = WAIT_SECONDS
            return sorry
        except StoreError as error:
            log.warning("web.store_away", fault=str(error))
            return pages.sorry(request, "web.away", 503)
        except Exception as error:  # noqa: BLE001 - the top of a request: whoever asked gets a sentence
            log.error("web.failed", path=request.path, trace=trace(error))  # noqa: TRY400 - a text may quote somebody
            return pages.sorry(request, "web.sorry", 500)

    async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)

    app = web.Application(middlewares=[metering.middleware(), guard], client_max_size=MOST_BYTES)
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(stream.close)
    app.on_cleanup.extend((health.close, metering.close))
    app.add_routes(
        [
            *stream.routes(),
            *health.routes(),
            *metering.routes(),
            *(route for other in others for route in other.routes()),
            web.get("/static/{name}", assets.serve),
            web.get("/favicon.ico", assets.icon),
        ]
    )
    return app


def is_same_site(request: web.Request) -> bool:
    """Whether a post comes from our own page: told by the browser, which no page can make say otherwise."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host
