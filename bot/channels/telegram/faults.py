"""What Telegram's refusals and a network's faults mean: the library's errors, and our errors from those."""

import json
import os
from datetime import timedelta
from http import HTTPStatus
from typing import TypeGuard

# With it the library's `RetryAfter` holds a `timedelta`; without, each one warns that it will.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.model.errors import ChannelError, Gone, Rejected, Throttled, Unreachable

UNTOLD_PAUSE_SECONDS = 5
"""After a 429 that does not say how long to wait: something in front of Telegram wrote it."""

_NOBODY_THERE = (
    "chat not found",
    "user is deactivated",
    "user not found",
    "peer_id_invalid",
    "input_user_deactivated",
    "group chat was deactivated",
)
"""Source: tdlib/telegram-bot-api and reports of its users, for BadRequest."""


class NeverSent(NetworkError):
    """The call certainly did nothing: it left no connection, or was refused on the way."""


def result_of(status: int, payload: bytes) -> object:
    """What Telegram answered.

    Args:
        status: of HTTP.
        payload: JSON, or whatever came instead.

    Raises:
        TelegramError: it refused, as the library's classes tell, or nobody can read the answer.
    """
    body = _json(payload)
    is_fine = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    if is_fine and _is_object(body) and body.get("ok") is True and "result" in body:
        return body["result"]
    raise error_of(status, payload)


def error_of(status: int, payload: bytes) -> TelegramError:
    """The library's error for an answer that is no result, as its `BaseRequest` makes it.

    An answer that is not Telegram's own is never quoted: a page of a proxy may repeat the address, and so the token.
    """
    body = _json(payload)
    told = body if _is_object(body) else {}
    code = told.get("error_code")
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        if not isinstance(code, int):
            return NetworkError("an answer that is not Telegram's")
        status = code
    description = told.get("description")
    message = description if isinstance(description, str) else _phrase(status)
    parameters = told.get("parameters")
    if _is_object(parameters):
        moved_to, pause = parameters.get("migrate_to_chat_id"), parameters.get("retry_after")
        if isinstance(moved_to, int):
            return ChatMigrated(moved_to)
        if isinstance(pause, int):
            return RetryAfter(pause)
    return _error(status, message)


def _error(status: int, message: str) -> TelegramError:
    match status:
        case HTTPStatus.FORBIDDEN:
            return Forbidden(message)
        case HTTPStatus.NOT_FOUND | HTTPStatus.UNAUTHORIZED:
            return InvalidToken(message)
        case HTTPStatus.BAD_REQUEST | HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return BadRequest(message)
        case HTTPStatus.CONFLICT:
            return Conflict(message)
        case HTTPStatus.TOO_MANY_REQUESTS:
            return RetryAfter(UNTOLD_PAUSE_SECONDS)
        case _ if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return NeverSent(message)
        case _:
            return NetworkError(message)


def to_channel_error(error: TelegramError) -> ChannelError:
    """What an error means for a message: wait, try again, perhaps sent, nobody there, or our fault."""
    match error:
        case RetryAfter():
            return Throttled("Telegram asks for a pause", _seconds(error))
        case Forbidden() | ChatMigrated():
            return Gone(error.message)
        case InvalidToken() | Conflict():
            # The operator's turn; until then nothing that is owed may be given up.
            return Unreachable(error.message, is_in_doubt=False)
        case BadRequest() if any(words in error.message.lower() for words in _NOBODY_THERE):
            return Gone(error.message)
        case BadRequest():
            return Rejected(error.message)
        case NeverSent():
            return Unreachable(error.message, is_in_doubt=False)
        case _:  # no answer, half of one, or 5xx: TimedOut and the other NetworkErrors
            return Unreachable(error.message, is_in_doubt=True)


def _seconds(error: RetryAfter) -> float:
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def _json(payload: bytes) -> object:
    try:
        return json.loads(payload)
    except (ValueError, RecursionError):
        return None


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    """JSON's keys are strings."""
    return isinstance(value, dict)


def _phrase(status: int) -> str:
    try:
        return f"{HTTPStatus(status).phrase} ({status})"
    except ValueError:
        return f"Unknown HTTPError ({status})"
