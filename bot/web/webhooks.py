"""Webhooks: a platform brings updates here, each to an address that nobody can guess, and with a secret."""

import asyncio
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog
from aiohttp import web

from bot.model.errors import StoreError

READ_SECONDS = 10.0
"""How long a body may take to arrive."""
RETRY_SECONDS = "2"
"""After so long the platform may bring again what could not be stored."""

log = structlog.get_logger()


class Intake(Protocol):
    """Takes updates of one account."""

    async def take(self, update: object) -> None:
        """Handles an update; when it returns, all is committed. Raises `StoreError` where nothing was applied."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where updates of one account are brought: to `/webhooks/<channel>/<name>`, with `secret` in the `header`."""

    channel: str
    name: str
    header: str
    secret: str
    intake: Intake

    @property
    def path(self) -> str:
        """Its path."""
        return f"/webhooks/{self.channel}/{self.name}"


class Webhooks:
    """The handler for all accounts whose updates are brought.

    Args:
        hooks: the accounts.
    """

    def __init__(self, hooks: Sequence[Hook]) -> None:
        self._hooks = hooks

    def routes(self) -> list[web.RouteDef]:
        """Where the handler stands."""
        return [web.post("/webhooks/{channel}/{name}", self.take)]

    async def take(self, request: web.Request) -> web.Response:
        """200 once everything is committed; 503 where it could not be: the platform brings it again."""
        hook = self._hook(request)
        if hook is None:
            return _answer(404)
        if not _same(request.headers.get(hook.header, ""), hook.secret):
            log.warning("webhook.refused", channel=hook.channel)
            return _answer(403)
        update = await _read(request)
        if update is None:
            return _answer(400)
        try:
            await hook.intake.take(update)
        except StoreError as fault:
            log.warning("webhook.put_off", channel=hook.channel, fault=str(fault))
            return _answer(503, {"Retry-After": RETRY_SECONDS})
        return _answer(200)

    def _hook(self, request: web.Request) -> Hook | None:
        """Whose address it is; all names are compared, so that the time tells nothing about any."""
        channel, name = request.match_info["channel"], request.match_info["name"]
        found = [hook for hook in self._hooks if _same(name, hook.name) and hook.channel == channel]
        return found[0] if found else None


async def _read(request: web.Request) -> dict[str, object] | None:
    """The JSON object in the body, or None; one that is too large is refused by the server with 413."""
    try:
        async with asyncio.timeout(READ_SECONDS):
            found: object = json.loads(await request.read())
    except (ValueError, RecursionError, TimeoutError):
        return None
    return found if isinstance(found, dict) else None


def _same(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), known.encode())


def _answer(status: int, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=status, headers=headers)
