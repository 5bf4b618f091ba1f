"""The library's `Bot` for the rare methods, on the same connections as the hot ones."""

import json
from http import HTTPStatus

import aiohttp
from telegram import Bot
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.faults import error_of
from bot.channels.telegram.wire import CALL_SECONDS, CONNECT_SECONDS, Body, Deadline, Wire


class AiohttpRequest(BaseRequest):
    """Requests of the library's `Bot`, sent over a `Wire`; errors never tell the token, nor quote a stranger's page."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    @property
    def read_timeout(self) -> float:
        """How long a call may take where its caller does not say, in seconds."""
        return CALL_SECONDS

    async def initialize(self) -> None:
        """Nothing: whoever made the wire opened its session."""

    async def shutdown(self) -> None:
        """Nothing: whoever opened the session closes it."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request; see `BaseRequest.do_request`. No value of a timeout makes it wait for ever.

        Raises:
            TelegramError: for every answer but a good one, and as `Wire.call` does.
        """
        connect = _seconds(connect_timeout, CONNECT_SECONDS)
        total = connect + _seconds(pool_timeout, 0.0) + _seconds(write_timeout, 0.0)
        total += _seconds(read_timeout, CALL_SECONDS - CONNECT_SECONDS)
        deadline = Deadline(connect, total)
        status, payload = await self._wire.exchange(method, url, _body(request_data), deadline)
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise error_of(status, payload)
        if method == "POST" and not payload.lstrip().startswith(b"{"):
            raise NetworkError("an answer that is not Telegram's")
        return status, payload


def _seconds(given: object, default: float) -> float:
    return float(given) if isinstance(given, int | float) else default


def _body(asked: RequestData | None) -> Body:
    if asked is None:
        return None
    if not asked.contains_files:
        return json.dumps(asked.parameters, ensure_ascii=False).encode()
    form = aiohttp.FormData()
    for name, value in asked.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in asked.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form


class _QuietBot(Bot):
    """The library's bot, which would tell its token whenever it is written out, or refused."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Bot[token=***]"

    async def initialize(self) -> None:
        """Asks who the bot is."""
        await self.get_me()

    async def shutdown(self) -> None:
        """Nothing is open."""


def open_bot(wire: Wire) -> Bot:
    """The library's bot over a wire; nothing has to be closed."""
    request = AiohttpRequest(wire)
    return _QuietBot(
        wire.token,
        base_url=f"{wire.api_url}/bot",
        base_file_url=f"{wire.api_url}/file/bot",
        request=request,
        get_updates_request=request,
    )
