"""Whether the server is alive, and whether it can teach."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web

from bot.model.errors import BotError
from bot.watch.traces import trace
from bot.web.looks import LOOK_SECONDS, Look
from bot.web.origin import Origin

Check = Callable[[], Awaitable[object]]
"""Raises a `BotError` where what it looks at cannot be used."""

GOOD, BAD = "ok", "failed"

log = structlog.get_logger()


class Health:
    """The handlers for whoever watches the server.

    Args:
        checks: what has to be in order before anybody can be taught, by its name.
        origin: tells who asks from inside; nobody else is told why a check failed.
        seconds: how long a check may take.
    """

    def __init__(self, checks: Mapping[str, Check], origin: Origin, seconds: float = LOOK_SECONDS) -> None:
        self._looks = {name: Look(check, seconds) for name, check in checks.items()}
        self._origin = origin
        self._faults: dict[str, str | None] = {}

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""
        return [web.get("/healthz", self.healthz), web.get("/readyz", self.readyz)]

    async def healthz(self, _: web.Request) -> web.Response:
        """Alive: it answers."""
        return web.json_response({"status": "alive"})

    async def readyz(self, request: web.Request) -> web.Response:
        """Ready: 200; else 503, with each check by its name and, for whoever asks from inside, why it failed."""
        faults = await asyncio.gather(*(self._fault(name, look) for name, look in self._looks.items()))
        is_ready = all(fault is None for fault in faults)
        is_told = self._origin.is_from_inside(request)
        checks = {
            name: GOOD if fault is None else fault if is_told else BAD
            for name, fault in zip(self._looks, faults, strict=True)
        }
        said = {"status": "ready" if is_ready else "not ready", "checks": checks}
        return web.json_response(said, status=200 if is_ready else 503, headers={"Cache-Control": "no-store"})

    async def close(self, _: web.Application) -> None:
        """Ends the looks under way."""
        await asyncio.gather(*(look.close() for look in self._looks.values()))

    async def _fault(self, name: str, look: Look[object]) -> str | None:
        """Why a check failed; None where it did not. Probes come every few seconds, so only news is logged."""
        fault, where = None, None
        try:
            await look.result()
        except (BotError, TimeoutError) as error:
            fault = str(error) or type(error).__name__
        except Exception as error:  # noqa: BLE001 - whatever failed, those who watch are to hear of it
            fault, where = f"{type(error).__name__}; the log tells where", trace(error)
        if fault != self._faults.get(name):
            self._faults[name] = fault
            if fault is None:
                log.info("health.check_passes", check=name)
            else:
                log.warning("health.check_failed", check=name, fault=fault, trace=where)
        return fault
