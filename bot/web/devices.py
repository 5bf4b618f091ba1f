"""Devices: a browser is known by a random id in a cookie, of which the database holds only the hash."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.channels.webchat import CHANNEL
from bot.model.ids import Address

COOKIE = "banhoc"
KEPT_SECONDS = 180 * 24 * 3600
"""How long a browser that stays away is known; each visit begins it anew."""
ERASED, ERASED_SECONDS = "banhoc-xoa", 600
"""The note that everything was erased in this browser, and how long it stays: long enough for its other windows."""
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Device:
    """One browser: its secret id, and whether it has just been given."""

    token: str
    is_new: bool

    @property
    def address(self) -> Address:
        """Where its person is written to."""
        return Address(CHANNEL, "default", hashlib.sha256(self.token.encode()).hexdigest())


def device_of(request: web.Request, new_token: Callable[[], str]) -> Device:
    """The browser that asks; one without a cookie of ours is given an id."""
    token = request.cookies.get(COOKIE, "")
    return Device(token, is_new=False) if _TOKEN.fullmatch(token) else Device(new_token(), is_new=True)


def remember(response: web.StreamResponse, device: Device, *, is_secure: bool) -> None:
    """Gives the browser its id, or lengthens how long it is kept; no script can read it."""
    response.set_cookie(
        COOKIE, device.token, max_age=KEPT_SECONDS, path="/", httponly=True, samesite="Lax", secure=is_secure
    )


def forget(response: web.StreamResponse, *, is_secure: bool) -> None:
    """Takes the id back: whoever uses this browser next is somebody new."""
    response.del_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=is_secure)


def note_erased(response: web.StreamResponse, *, is_secure: bool) -> None:
    """Leaves a note in the browser that everything was erased there, and not whose it was."""
    response.set_cookie(ERASED, "1", max_age=ERASED_SECONDS, path="/", httponly=True, samesite="Lax", secure=is_secure)


def has_erased(request: web.Request) -> bool:
    """Whether everything was erased in this browser just now."""
    return ERASED in request.cookies
