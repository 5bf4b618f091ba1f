"""Pictures that take a moment to draw: each drawn once, in a thread, and the newest ones kept."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.papers.preview import Preview

MOST_KEPT = 64
"""Pictures of some 60 KB."""
CACHE = "public, max-age=86400"


@dataclass(frozen=True, slots=True)
class _Drawn:
    body: bytes
    etag: str


class Pictures:
    """Draws previews, one at a time: whoever asks for many of them keeps one thread busy, and no more.

    Args:
        draw: makes the PNG; it is called in a thread.
    """

    def __init__(self, draw: Callable[[Preview], bytes]) -> None:
        self._draw = draw
        self._drawn: OrderedDict[Preview, _Drawn] = OrderedDict()
        self._one = asyncio.Lock()

    async def answer(self, request: web.Request, preview: Preview) -> web.Response:
        """The picture, or word that the one which the browser has is still the same."""
        drawn = await self._get(preview)
        known = request.if_none_match or ()
        is_known = any(each.value in {drawn.etag, "*"} for each in known)
        response = web.Response(status=304) if is_known else web.Response(body=drawn.body, content_type="image/png")
        response.etag = drawn.etag
        response.headers["Cache-Control"] = CACHE
        return response

    async def _get(self, preview: Preview) -> _Drawn:
        async with self._one:
            drawn = self._drawn.get(preview)
            if drawn is None:
                body = await asyncio.to_thread(self._draw, preview)
                drawn = self._drawn[preview] = _Drawn(body, hashlib.sha256(body).hexdigest()[:16])
            self._drawn.move_to_end(preview)
            if len(self._drawn) > MOST_KEPT:
                self._drawn.popitem(last=False)
            return drawn
