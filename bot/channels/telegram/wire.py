"""One bot's way to Telegram's servers: every request of it, each with a deadline, and no error that tells the token."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.channels.telegram.faults import NeverSent

API_URL = "https://api.telegram.org"
CONNECT_SECONDS = 4.0
"""To wait for a connection, a new one or one that is in use."""
CALL_SECONDS = 8.0
"""For a whole call; a sender waits 10 seconds."""
MOST_CONNECTIONS = 64
"""Calls under way at once; the calls of a sender, a long poll, and what is asked for now and then."""

Body = bytes | aiohttp.FormData | None
_MASK = b"***"


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long a request may take: until there is a connection, and in all, in seconds."""

    connect: float = CONNECT_SECONDS
    total: float = CALL_SECONDS


class Wire:
    """Sends requests for one bot.

    Args:
        session: the connections; several bots may share them.
        token: the bot's; it appears in no error and no text of this object.
        api_url: the server, https://api.telegram.org or another that speaks the same.
        proxy: through which, None for none.
    """

    def __init__(
        self, session: aiohttp.ClientSession, token: str, api_url: str = API_URL, proxy: str | None = None
    ) -> None:
        self._session = session
        self._proxy = proxy
        self.token = token
        self.api_url = api_url.rstrip("/")

    async def call(self, method: str, body: bytes, deadline: Deadline) -> tuple[int, bytes]:
        """Calls a method of the Bot API with a JSON body.

        Returns:
            The status of HTTP and the answer.

        Raises:
            NeverSent: nothing was sent.
            TimedOut: no answer in time.
            NetworkError: the connection ended; the call may have been applied.
        """
        return await self.exchange("POST", f"{self.api_url}/bot{self.token}/{method}", body, deadline)

    async def exchange(self, verb: str, url: str, body: Body, deadline: Deadline) -> tuple[int, bytes]:
        """One request to any address of the server; raises as `call` does."""
        data = aiohttp.BytesPayload(body, content_type="application/json") if isinstance(body, bytes) else body
        timeout = aiohttp.ClientTimeout(total=deadline.total, connect=deadline.connect)
        try:
            async with self._session.request(
                verb, url, data=data, timeout=timeout, proxy=self._proxy, allow_redirects=False
            ) as answer:
                status, payload = answer.status, await answer.read()
        except (aiohttp.ClientError, OSError, ValueError, RuntimeError) as error:
            fault = _fault(error)
        else:
            return status, payload if status < HTTPStatus.MULTIPLE_CHOICES else self._masked(payload)
        # Raised here, since what is raised above would hold the library's error, which quotes the address.
        raise fault

    def _masked(self, payload: bytes) -> bytes:
        return payload.replace(self.token.encode(), _MASK)


def _fault(error: Exception) -> TelegramError:
    """The library's error for a fault of the network; its text names the fault's class alone."""
    name = type(error).__name__
    match error:
        case (
            aiohttp.ClientConnectorError()
            | aiohttp.ConnectionTimeoutError()
            | aiohttp.ServerFingerprintMismatch()
            | aiohttp.ClientHttpProxyError()
            | aiohttp.InvalidURL()
        ):
            return NeverSent(f"no connection to Telegram: {name}")
        case TimeoutError():
            return TimedOut("no answer from Telegram in time")
        case RuntimeError():
            return NeverSent("the session is closed")
        case _:
            return NetworkError(f"the connection to Telegram ended: {name}")


@asynccontextmanager
async def open_session() -> AsyncIterator[aiohttp.ClientSession]:
    """Connections to Telegram; on leaving they are closed."""
    connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS)
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), skip_auto_headers=("User-Agent", "Accept-Encoding")
    ) as session:
        yield session
