"""The five methods of the Bot API that every update and every reply needs, as JSON of our own.

The library's types for them cost more than all else that a message costs; its errors tell what went wrong.
"""

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum

from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError

from bot.channels.telegram.faults import result_of
from bot.channels.telegram.wire import CONNECT_SECONDS, Deadline, Wire

MOST_UPDATES = 100
"""In one answer. Source: Telegram Bot API, getUpdates."""
POLL_MARGIN_SECONDS = 10.0
"""That an answer to a long poll may take longer than the poll."""

Keyboard = Mapping[str, object]


class Standing(StrEnum):
    """How a bot stands with Telegram, as its last calls tell."""

    OK = "ok"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - the name of a state
    CONFLICT = "conflict"
    UNREACHABLE = "unreachable"

    @property
    def sentence(self) -> str:
        """For the operator: what it means, and the mend."""
        return _SENTENCES[self]


_SENTENCES: Mapping[Standing, str] = {
    Standing.OK: "Telegram answers.",
    Standing.TOKEN_REFUSED: (
        "Telegram refuses the token: it was revoked or mistyped. Set the valid one from @BotFather and restart;"
        " what is owed to people is kept until then."
    ),
    Standing.CONFLICT: (
        "Somebody else fetches this bot's updates: another process polls with the same token, or a webhook is set."
        " Stop the other one, or give it a bot of its own."
    ),
    Standing.UNREACHABLE: (
        "Telegram was not reached or did not answer: look at the network, the proxy and BANHOC_TELEGRAM_API_URL."
        " It is tried again, and nothing is lost meanwhile."
    ),
}


class Api:
    """Calls the hot methods for one bot.

    All of them raise the library's errors: `RetryAfter`, `Forbidden`, `BadRequest`, `InvalidToken`, `Conflict`,
    `ChatMigrated`, `TimedOut`, `NetworkError`, and of ours `NeverSent`, where certainly nothing was done.

    Args:
        wire: the bot's way to Telegram.
        deadline: of every call but a long poll.
    """

    def __init__(self, wire: Wire, deadline: Deadline | None = None) -> None:
        self._wire = wire
        self._deadline = deadline or Deadline()
        self._last = Standing.OK
        self._has_rival = False

    @property
    def standing(self) -> Standing:
        """How the bot stands; a rival is forgotten once a poll goes well, all else once any call does."""
        return Standing.CONFLICT if self._last is Standing.OK and self._has_rival else self._last

    async def get_updates(
        self, offset: int | None, *, wait_seconds: int, allowed: Sequence[str], most: int = MOST_UPDATES
    ) -> tuple[object, ...]:
        """What has arrived, as JSON values; asking with an offset confirms all that came before it.

        Args:
            offset: the first update wanted; None for all that are not confirmed.
            wait_seconds: how long to wait for one, 0 to 50.
            allowed: the kinds of updates that are wanted.
            most: at most so many.
        """
        asked: dict[str, object] = {"limit": most, "timeout": wait_seconds, "allowed_updates": list(allowed)}
        if offset is not None:
            asked["offset"] = offset
        deadline = Deadline(self._deadline.connect, wait_seconds + max(POLL_MARGIN_SECONDS, CONNECT_SECONDS))
        result = await self._call("getUpdates", asked, deadline)
        self._has_rival = False
        if not isinstance(result, list):
            raise NetworkError("an answer that is not Telegram's")
        return tuple(result)

    async def send_message(
        self,
        chat: int,
        text: str,
        *,
        is_html: bool = True,
        keyboard: Keyboard | None = None,
        has_preview: bool = False,
        is_silent: bool = False,
    ) -> str:
        """Sends a text, without a sound where it is to be silent; returns the message's id."""
        said = _said(chat, text, keyboard, is_html=is_html, has_preview=has_preview)
        if is_silent:
            said["disable_notification"] = True
        return _message_id(await self._call("sendMessage", said, self._deadline))

    async def edit_message_text(
        self,
        chat: int,
        message_id: str,
        text: str,
        *,
        is_html: bool = True,
        keyboard: Keyboard | None = None,
        has_preview: bool = False,
    ) -> str:
        """Puts a text in the place of another; without a keyboard the old one goes. Returns the message's id."""
        said = _said(chat, text, keyboard, is_html=is_html, has_preview=has_preview)
        return _message_id(await self._call("editMessageText", {**said, "message_id": int(message_id)}, self._deadline))

    async def answer_callback_query(self, callback_id: str, text: str | None = None) -> None:
        """Ends the waiting of a pressed button, with a short notice above the chat where there is a text."""
        asked = {"callback_query_id": callback_id} | ({"text": text} if text else {})
        await self._call("answerCallbackQuery", asked, self._deadline)

    async def send_chat_action(self, chat: int, action: str = "typing") -> None:
        """Shows for five seconds, or until the next message, that the bot is doing something."""
        await self._call("sendChatAction", {"chat_id": chat, "action": action}, self._deadline)

    async def _call(self, method: str, parameters: Mapping[str, object], deadline: Deadline) -> object:
        body = json.dumps(parameters, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            status, payload = await self._wire.call(method, body, deadline)
            result = result_of(status, payload)
        except TelegramError as error:
            self._note(error)
            raise
        self._last = Standing.OK
        return result

    def _note(self, error: TelegramError) -> None:
        match error:
            case InvalidToken():
                self._last = Standing.TOKEN_REFUSED
            case Conflict():
                self._last, self._has_rival = Standing.OK, True
            case BadRequest():
                self._last = Standing.OK
            case NetworkError():
                self._last = Standing.UNREACHABLE
            case _:
                self._last = Standing.OK


def _said(chat: int, text: str, keyboard: Keyboard | None, *, is_html: bool, has_preview: bool) -> dict[str, object]:
    said: dict[str, object] = {"chat_id": chat, "text": text}
    if is_html:
        said["parse_mode"] = "HTML"
    if not has_preview:
        said["link_preview_options"] = {"is_disabled": True}
    if keyboard is not None:
        said["reply_markup"] = keyboard
    return said


def _message_id(result: object) -> str:
    match result:
        case {"message_id": int(number)}:
            return str(number)
        case _:
            raise NetworkError("an answer that is not Telegram's")
