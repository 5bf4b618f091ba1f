"""What a page posts: read, whoever wrote it, and named, so that the same thing done twice is one."""

import asyncio
import hashlib
from collections.abc import Mapping

from aiohttp import web

READ_SECONDS = 30.0
"""How long a form may take to arrive: the longest text that our page takes, over the slowest line."""
READ = web.AppKey("READ", float)
"""Where an application says otherwise."""


async def read_form(request: web.Request) -> Mapping[str, object]:
    """The fields of a form.

    Raises:
        HTTPBadRequest: it is none that anybody could read; no page of ours sends such a one.
        HTTPUnsupportedMediaType: it is compressed, as no browser sends a form.
        HTTPRequestTimeout: it did not arrive in time.
    """
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(request.app.get(READ, READ_SECONDS)):
            return await request.post()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    except (ValueError, LookupError) as error:  # a broken boundary, letters that are none, a charset nobody knows
        raise web.HTTPBadRequest from error


def name_of(peer: str, form: Mapping[str, object], done: str) -> str:
    """The name of what was done on one showing of a page: a double tap has it twice, something else another one."""
    named = f"{peer}\n{form.get('id', '')}\n{done}"
    return hashlib.sha256(named.encode(errors="replace")).hexdigest()[:32]
