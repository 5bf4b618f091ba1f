"""The pages that say who this is: who keeps which data and how long, and which addresses are the real ones."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from aiohttp import web

from bot.service.upkeep import EVERY_SECONDS
from bot.store.batch import VISIT
from bot.store.inbox import KEEP_KEYS, KEEP_PARKED
from bot.tutor.context import Operator
from bot.tutor.phrases import Value
from bot.web.devices import ERASED_SECONDS, KEPT_SECONDS
from bot.web.pages import Pages
from bot.web.reach import Reach

CACHE = "public, max-age=300"
TERMS: dict[str, int] = {
    "visit_hours": VISIT // timedelta(hours=1),
    "tidy_hours": -(-EVERY_SECONDS // 3600),
    "parked_days": KEEP_PARKED.days,
    "key_days": KEEP_KEYS.days,
    "cookie_days": KEPT_SECONDS // 86_400,
    "gone_minutes": ERASED_SECONDS // 60,
}
"""How long what is kept, as the page tells it: made of what the program goes by, so that both are always the same."""


class About:
    """The handlers of these pages.

    Args:
        pages: the templates.
        operator: who answers for the data.
        reach: where people reach this server.
        bots: by platform, where the bot there is found; empty while that is not known.
    """

    def __init__(
        self, pages: Pages, operator: Operator, reach: Reach, bots: Callable[[], Mapping[str, str]] = dict
    ) -> None:
        self._pages = pages
        self._operator = operator
        self._reach = reach
        self._bots = bots

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""
        return [web.get("/privacy", self.privacy), web.get("/kenh", self.channels)]

    async def privacy(self, request: web.Request) -> web.Response:
        """Who keeps what, of whom, what for, how long, and what people may ask for."""
        values: dict[str, Value] = {**TERMS, "operator": self._operator.name, "contact": self._operator.contact}
        return self._pages.public(request, "privacy.html", {"values": values, "ai": self._operator.ai}, CACHE)

    async def channels(self, request: web.Request) -> web.Response:
        """The addresses that are real, and what nobody here asks for."""
        values = {
            "operator": self._operator,
            "public": self._reach.public,
            "here": self._reach.shown(request),
            "telegram": self._bots().get("telegram"),
        }
        return self._pages.public(request, "channels.html", values, self._reach.cache())
