"""What errors mean: alike to the library's own, and told apart by what may have been sent."""

import json

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.faults import UNTOLD_PAUSE_SECONDS, NeverSent, error_of, result_of, to_channel_error
from bot.model.errors import Gone, Rejected, Throttled, Unreachable


class Answers(BaseRequest):
    """The library's own reading of an answer."""

    __slots__ = ("_payload", "_status")

    def __init__(self, status: int, payload: bytes) -> None:
        self._status, self._payload = status, payload

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Nothing."""

    async def shutdown(self) -> None:
        """Nothing."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        return self._status, self._payload


def refusal(code: int, description: str | None = None, **parameters: object) -> bytes:
    told: dict[str, object] = {"ok": False, "error_code": code}
    if description is not None:
        told["description"] = description
    return json.dumps(told | ({"parameters": parameters} if parameters else {})).encode()


@pytest.mark.parametrize(
    ("status", "payload"),
    [
        (400, refusal(400, "Bad Request: chat not found")),
        (400, refusal(400)),
        (400, refusal(400, "moved", migrate_to_chat_id=-100123)),
        (401, refusal(401, "Unauthorized")),
        (403, refusal(403, "Forbidden: bot was blocked by the user")),
        (404, refusal(404, "Not Found")),
        (409, refusal(409, "Conflict: terminated by other getUpdates request")),
        (429, refusal(429, "Too Many Requests: retry after 7", retry_after=7)),
        (500, refusal(500, "Internal Server Error")),
        (502, refusal(502)),
        (503, refusal(503, "Service Unavailable")),
        (599, refusal(599)),
    ],
)
async def test_an_answer_is_the_error_that_the_library_makes_of_it(status: int, payload: bytes) -> None:
    with pytest.raises(TelegramError) as library:
        await Answers(status, payload).post("http://a.example")
    ours = error_of(status, payload)
    assert type(ours) is type(library.value)
    assert str(ours) == str(library.value)


@pytest.mark.parametrize(
    ("status", "payload", "kind"),
    [
        (429, b"<html>slow down</html>", RetryAfter),
        (413, b"<html>too large</html>", BadRequest),
        (302, b"", NeverSent),
        (407, b"who are you?", NeverSent),
        (451, b"{}", NeverSent),
        (502, b"<h1>Bad Gateway</h1>", NetworkError),
        (500, b"\xff\xfe", NetworkError),
        (504, b"[" * 100_000, NetworkError),
        (400, b"[1]", BadRequest),
        (401, b'{"description": 3, "parameters": []}', InvalidToken),
        (200, b"<html>hotel</html>", NetworkError),
        (200, b'{"ok": true}', NetworkError),
        (200, b'{"ok": false, "error_code": 403, "description": "Forbidden: x"}', Forbidden),
    ],
)
def test_what_is_no_answer_of_telegrams_is_an_error_all_the_same_and_is_not_quoted(
    status: int, payload: bytes, kind: type[TelegramError]
) -> None:
    with pytest.raises(TelegramError) as raised:
        result_of(status, payload)
    assert type(raised.value) is kind
    assert "html" not in str(raised.value)
    assert "<h1>" not in str(raised.value)


def test_a_result_is_read() -> None:
    assert result_of(200, b'{"ok": true, "result": {"message_id": 7}}') == {"message_id": 7}
    assert result_of(200, b'{"ok": true, "result": null}') is None


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Gone),
        (Forbidden("Forbidden: user is deactivated"), Gone),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Gone),
        (BadRequest("Bad Request: chat not found"), Gone),
        (BadRequest("Bad Request: user is deactivated"), Gone),
        (BadRequest("PEER_ID_INVALID"), Gone),
        (ChatMigrated(-100123), Gone),
        (BadRequest("Bad Request: can't parse entities"), Rejected),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Rejected),
    ],
)
def test_who_is_gone_and_what_is_our_fault(error: TelegramError, kind: type[Exception]) -> None:
    fault = to_channel_error(error)
    assert type(fault) is kind
    assert str(fault) == error.message


@pytest.mark.parametrize("error", [RetryAfter(7), error_of(429, refusal(429, "x", retry_after=7))])
def test_a_pause_is_as_long_as_telegram_asks(error: TelegramError) -> None:
    fault = to_channel_error(error)
    assert isinstance(fault, Throttled)
    assert fault.retry_after_seconds == 7


def test_a_pause_that_is_not_told_is_a_short_one() -> None:
    fault = to_channel_error(error_of(429, b"slow down"))
    assert isinstance(fault, Throttled)
    assert fault.retry_after_seconds == UNTOLD_PAUSE_SECONDS


@pytest.mark.parametrize(
    ("error", "is_in_doubt"),
    [
        (NeverSent("no connection"), False),
        (InvalidToken("Unauthorized"), False),
        (Conflict("Conflict: another one polls"), False),
        (error_of(451, b""), False),
        (TimedOut(), True),
        (NetworkError("the connection ended"), True),
        (error_of(500, b""), True),
        (error_of(502, b""), True),
        (error_of(200, b"<html>"), True),
        (TelegramError("whatever else"), True),
    ],
)
def test_what_certainly_was_not_sent_is_told_from_what_perhaps_was(error: TelegramError, is_in_doubt: bool) -> None:
    fault = to_channel_error(error)
    assert isinstance(fault, Unreachable)
    assert fault.is_in_doubt is is_in_doubt
