"""Whether the server is alive, and whether it can teach."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.model.errors import StoreError

Check = Callable[[], Awaitable[object]]
"""Raises `StoreError` where what it looks at cannot be used."""


class Health:
    """The handlers for whoever watches the server.

    Args:
        is_ready: looks whether the database answers.
    """

    def __init__(self, is_ready: Check) -> None:
        self._is_ready = is_ready

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""
        return [web.get("/healthz", self.healthz), web.get("/readyz", self.readyz)]

    async def healthz(self, _: web.Request) -> web.Response:
        """Alive: it answers."""
        return web.json_response({"status": "alive"})

    async def readyz(self, _: web.Request) -> web.Response:
        """Ready: 200, or 503 with the reason."""
        try:
            await self._is_ready()
        except StoreError as error:
            return web.json_response({"status": "away", "reason": str(error)}, status=503)
        return web.json_response({"status": "ready"})
