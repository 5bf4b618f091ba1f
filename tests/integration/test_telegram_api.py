"""The hot methods and the library's bot over real HTTP: what is sent, what comes back, and what goes wrong."""

import asyncio
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.api import Api, Standing
from bot.channels.telegram.faults import NeverSent
from bot.channels.telegram.request import AiohttpRequest, open_bot
from bot.channels.telegram.wire import API_URL, Deadline, Wire, open_session
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.server import TOKEN, BotApi, bot_api
from tests.ports import free_port

SOON = Deadline(connect=2.0, total=0.3)


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with bot_api() as opened:
        yield opened


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session() as opened:
        yield opened


@pytest.fixture
def wire(server: BotApi, session: aiohttp.ClientSession) -> Wire:
    return Wire(session, server.token, server.url + "/")


@pytest.fixture
def api(wire: Wire) -> Api:
    return Api(wire)


def standing(api: Api) -> Standing:
    """As it is now: to the type checker it could not have changed."""
    return api.standing


KEYBOARD = {"inline_keyboard": [[{"text": "Tiếp", "callback_data": "menu:on"}]]}


async def test_a_message_is_sent_edited_and_answered(server: BotApi, api: Api) -> None:
    bac = server.person(7)
    bac.starts()
    sent = await api.send_message(7, "Chào <b>bác</b> &amp; nhà", keyboard=KEYBOARD)
    assert bac.texts == ["Chào bác & nhà"]
    assert [list(row) for row in bac.heard[0].labels] == [["Tiếp"]]
    press = bac.presses("Tiếp")
    await api.answer_callback_query(press.id)
    assert press.answer is not None
    assert await api.edit_message_text(7, sent, "Xong <i>rồi</i>") == sent
    assert bac.texts == ["Xong rồi"]
    assert list(bac.heard[0].labels) == []
    await api.send_chat_action(7)
    assert [call.method for call in server.calls()] == [
        "sendMessage",
        "answerCallbackQuery",
        "editMessageText",
        "sendChatAction",
    ]
    assert standing(api) is Standing.OK


async def test_what_is_plain_is_read_as_it_is(server: BotApi, api: Api) -> None:
    bac = server.person(7)
    bac.starts()
    await api.send_message(7, "1 < 2 <b>", is_html=False, has_preview=True)
    assert bac.texts == ["1 < 2 <b>"]
    assert "link_preview_options" not in server.calls("sendMessage")[0].parameters


async def test_a_notice_stands_above_the_chat(server: BotApi, api: Api) -> None:
    bac = server.person(7)
    bac.starts()
    await api.send_message(7, "x", keyboard=KEYBOARD)
    press = bac.presses("Tiếp")
    await api.answer_callback_query(press.id, "Cũ rồi")
    assert server.calls("answerCallbackQuery")[0].parameters["text"] == "Cũ rồi"
    with pytest.raises(BadRequest):
        await api.answer_callback_query(press.id)


async def test_updates_come_as_they_are_until_they_are_confirmed(server: BotApi, api: Api) -> None:
    server.person(7).starts("L12")
    (update,) = await api.get_updates(None, wait_seconds=0, allowed=("message",))
    assert isinstance(update, dict)
    assert update["message"]["text"] == "/start L12"
    again = await api.get_updates(update["update_id"], wait_seconds=0, allowed=("message",), most=1)
    assert again == (update,)
    assert await api.get_updates(update["update_id"] + 1, wait_seconds=0, allowed=("message",)) == ()


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.DROP_BEFORE, NetworkError),
        (Kind.DROP_AFTER, NetworkError),
        (Kind.HANG_AFTER, TimedOut),
        (Kind.SERVER_ERROR, NetworkError),
        (Kind.BAD_GATEWAY, NetworkError),
        (Kind.GARBAGE, NetworkError),
        (Kind.TOO_MANY, RetryAfter),
    ],
)
async def test_a_fault_on_the_way_is_the_librarys_error(
    server: BotApi, wire: Wire, kind: Kind, error: type[TelegramError]
) -> None:
    server.person(7).starts()
    api = Api(wire, SOON if error is TimedOut else Deadline())
    server.bot.faults.add("sendMessage", Fault(kind))
    with pytest.raises(TelegramError) as raised:
        await api.send_message(7, "x")
    assert type(raised.value) is error
    assert standing(api) is (Standing.OK if kind is Kind.TOO_MANY else Standing.UNREACHABLE)
    await Api(wire).send_message(7, "x")


async def test_a_bot_that_was_blocked_still_stands_well(server: BotApi, api: Api) -> None:
    bac = server.person(7)
    bac.starts()
    bac.blocks()
    with pytest.raises(Forbidden):
        await api.send_message(7, "x")
    assert standing(api) is Standing.OK


async def test_a_token_that_is_revoked_is_a_state_and_is_mended(server: BotApi, api: Api) -> None:
    server.person(7).starts()
    server.bot.is_revoked = True
    with pytest.raises(InvalidToken):
        await api.send_message(7, "x")
    assert standing(api) is Standing.TOKEN_REFUSED
    server.bot.is_revoked = False
    await api.send_message(7, "x")
    assert standing(api) is Standing.OK


async def test_a_rival_is_a_state_until_a_poll_goes_well(server: BotApi, api: Api, wire: Wire) -> None:
    other = Api(wire)
    waiting = asyncio.create_task(api.get_updates(None, wait_seconds=20, allowed=("poll",)))
    async with asyncio.timeout(60):
        while not waiting.done():
            await other.get_updates(None, wait_seconds=0, allowed=("poll",))
            await asyncio.sleep(0.01)
    with pytest.raises(Conflict):
        await waiting
    assert standing(api) is Standing.CONFLICT
    server.person(7).starts()
    await api.send_message(7, "x")
    assert standing(api) is Standing.CONFLICT
    await api.get_updates(None, wait_seconds=0, allowed=("poll",))
    assert standing(api) is Standing.OK


def test_every_state_has_a_sentence_for_the_operator() -> None:
    assert len({standing.sentence for standing in Standing}) == len(Standing)


class NoNames(AbstractResolver):
    """A network without names."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        raise OSError(f"no name for {host}")

    async def close(self) -> None:
        """Nothing."""


@asynccontextmanager
async def nameless() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(resolver=NoNames())) as opened:
        yield opened


async def test_what_finds_no_connection_was_never_sent(server: BotApi, session: aiohttp.ClientSession) -> None:
    refused = f"http://127.0.0.1:{free_port()}"
    wires = [
        Wire(session, TOKEN, refused),
        Wire(session, TOKEN, server.url.replace("http://", "https://")),
        Wire(session, TOKEN, "no address"),
        Wire(session, TOKEN, API_URL, proxy=refused),
        Wire(session, TOKEN, API_URL, proxy=server.url),
    ]
    async with nameless() as without_names:
        for wire in (*wires, Wire(without_names, TOKEN)):
            with pytest.raises(NeverSent):
                await Api(wire).send_message(7, "x")
    assert server.calls() == []


async def test_what_waits_too_long_for_a_connection_was_never_sent(server: BotApi) -> None:
    server.person(7).starts()
    server.bot.faults.add("sendMessage", Fault(Kind.HANG_BEFORE))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as narrow:
        wire = Wire(narrow, TOKEN, server.url)
        first = asyncio.create_task(Api(wire, Deadline(total=3.0)).send_message(7, "x"))
        async with asyncio.timeout(60):
            while not server.calls("sendMessage"):  # noqa: ASYNC110 - a server sets no event
                await asyncio.sleep(0.01)
        with pytest.raises(NeverSent):
            await Api(wire, Deadline(connect=0.05, total=60.0)).send_message(7, "y")
        with pytest.raises(TimedOut):
            await first


async def test_a_session_that_is_closed_sends_nothing(server: BotApi) -> None:
    async with open_session() as session:
        wire = Wire(session, TOKEN, server.url)
    with pytest.raises(NeverSent):
        await Api(wire).send_message(7, "x")


async def test_a_proxy_is_used(server: BotApi, session: aiohttp.ClientSession) -> None:
    server.person(7).starts()
    api = Api(Wire(session, TOKEN, "http://telegram.invalid", proxy=server.url))
    await api.send_message(7, "qua proxy")
    assert server.person(7).texts == ["qua proxy"]


async def test_the_librarys_bot_sends_on_the_same_wire(server: BotApi, wire: Wire) -> None:
    server.person(7).starts()
    bot = open_bot(wire)
    async with bot:
        assert bot.username == "banhoc_thu_bot"
        sent = await bot.send_photo(7, b"\x89PNG\r\n\x1a\nxx", caption="một <b>hai</b>", parse_mode="HTML")
        assert sent.photo[-1].file_id
        assert await bot.delete_message(7, sent.message_id)
        with pytest.raises(BadRequest):
            await bot.edit_message_text("y", 7, sent.message_id)


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.DROP_BEFORE, NetworkError),
        (Kind.HANG_AFTER, TimedOut),
        (Kind.BAD_GATEWAY, NetworkError),
        (Kind.GARBAGE, NetworkError),
        (Kind.TOO_MANY, RetryAfter),
    ],
)
async def test_its_faults_are_the_same(server: BotApi, wire: Wire, kind: Kind, error: type[TelegramError]) -> None:
    bot = open_bot(wire)
    server.bot.faults.add("getMe", Fault(kind))
    patience = 0.3 if error is TimedOut else 30.0
    with pytest.raises(TelegramError) as raised:
        await bot.get_me(read_timeout=patience, connect_timeout=patience, write_timeout=None, pool_timeout=None)
    assert type(raised.value) is error


async def test_a_request_without_a_limit_has_one(wire: Wire) -> None:
    assert AiohttpRequest(wire).read_timeout > 0


PLANTED = "7123456789:AAPlantedPlantedPlantedPlantedPlanted"


@pytest.mark.parametrize("how", ["refused", "nameless", "tls", "bad address", "unknown", "page", "hang", "drop"])
async def test_no_error_and_no_log_ever_tells_the_token(
    server: BotApi, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, "telegram")  # as `set_up_logs` does
    account = server.add_bot(PLANTED, "kin_bot")
    urls = {
        "refused": f"http://127.0.0.1:{free_port()}",
        "nameless": "http://a.invalid",
        "tls": server.url.replace("http://", "https://"),
        "bad address": "http://[",
    }
    faults = {"page": Kind.BAD_GATEWAY, "hang": Kind.HANG_BEFORE, "drop": Kind.DROP_BEFORE}
    if how in faults:
        account.faults.add("*", Fault(faults[how], times=None))
    if how == "unknown":
        account.is_revoked = True
    async with nameless() as without_names:
        wire = Wire(without_names if how == "nameless" else session, PLANTED, urls.get(how, server.url))
        api, bot = Api(wire, SOON), open_bot(wire)
        calls: list[Callable[[], Awaitable[object]]] = [
            lambda: api.send_message(7, "x"),
            lambda: bot.get_me(read_timeout=0.2, connect_timeout=0.2),
            lambda: bot.send_photo(7, b"x", read_timeout=0.2, connect_timeout=0.2, write_timeout=0.1),
        ]
        if how != "hang":  # these wait longer
            calls += [lambda: api.get_updates(None, wait_seconds=0, allowed=()), bot.initialize]
        for call in calls:
            with pytest.raises(TelegramError) as raised:
                async with asyncio.timeout(60):
                    await call()
            assert_untold(raised.value)
        assert_untold_text(f"{wire!r} {api!r} {bot!r} {bot} {AiohttpRequest(wire)!r}")
    assert_untold_text(caplog.text)


def assert_untold(error: BaseException | None) -> None:
    """Neither an error nor any that led to it holds the secret part of the token."""
    while error is not None:
        assert_untold_text(f"{error!r} {error} {error.args}")
        assert_untold_text("".join(traceback.format_exception(error)))
        error = error.__cause__ or error.__context__


def assert_untold_text(text: str) -> None:
    assert "Planted" not in text.replace("PLANTED", "").replace("_Planted", "")


async def test_a_page_that_quotes_the_address_is_masked(session: aiohttp.ClientSession) -> None:
    async def quote(request: aiohttp.web.BaseRequest) -> aiohttp.web.Response:
        told = {"ok": False, "error_code": 400, "description": f"Bad Request: {request.path}"}
        return aiohttp.web.json_response(told, status=400)

    runner = aiohttp.web.ServerRunner(aiohttp.web.Server(quote))
    await runner.setup()
    site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        wire = Wire(session, PLANTED, f"http://127.0.0.1:{runner.addresses[0][1]}")
        with pytest.raises(BadRequest) as raised:
            await Api(wire).send_message(7, "x")
        assert "***/sendmessage" in str(raised.value)
        with pytest.raises(BadRequest) as again:
            await open_bot(wire).get_me()
        assert_untold(raised.value)
        assert_untold(again.value)
    finally:
        await runner.cleanup()


async def test_an_answer_of_another_shape_is_an_error(session: aiohttp.ClientSession) -> None:
    async def answer(request: aiohttp.web.BaseRequest) -> aiohttp.web.Response:
        return aiohttp.web.json_response({"ok": True, "result": {"message_id": "7"}})

    runner = aiohttp.web.ServerRunner(aiohttp.web.Server(answer))
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        api = Api(Wire(session, TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}"))
        with pytest.raises(NetworkError):
            await api.send_message(7, "x")
        with pytest.raises(NetworkError):
            await api.get_updates(None, wait_seconds=0, allowed=())
    finally:
        await runner.cleanup()


def test_the_librarys_bot_is_its_bot(wire: Wire) -> None:
    assert isinstance(open_bot(wire), Bot)
