"""Requests that come too slowly, in pieces or in a way that nobody can read: cut off in time, and told the truth."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import open_app
from bot.app.site import open_web
from bot.service.world import World
from bot.store.engine import Store
from bot.web.devices import COOKIE
from bot.web.forms import READ, read_form
from bot.web.lines import MOST_OPEN
from bot.web.server import served
from tests.integration.test_web_chat import Client, choice, client, opened, sent, settings_of, store

__all__ = ["client", "store"]
"""Fixtures, here too."""

DEADLINE_SECONDS = 60


async def ended(reader: asyncio.StreamReader) -> bytes:
    """What still came on a connection until the server closed it."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        return await reader.read()


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: 127"])
async def test_half_a_request_does_not_hold_a_connection(said: bytes) -> None:
    async with served(web.Application(), "127.0.0.1", 0, idle_seconds=0.2) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)
        assert await ended(reader) == b""
        writer.close()


@pytest.fixture
async def hasty(store: Store, tmp_path: Path) -> AsyncIterator[Client]:
    """The same, with less time to read a form in."""
    settings = settings_of(tmp_path)
    async with open_app(settings, store, World.system()) as app:
        site = open_web(app, settings, store)
        site[READ] = 0.2
        async with TestClient(TestServer(site)) as opened:
            yield opened


async def test_a_form_that_does_not_arrive_in_time_is_cut_off(hasty: Client) -> None:
    await opened(hasty)
    (cookie,) = hasty.session.cookie_jar
    reader, writer = await asyncio.open_connection("127.0.0.1", hasty.port)
    head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {COOKIE}={cookie.value}\r\nConnection: close\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"
    writer.write(f"{head}{kind}text=a".encode())
    async with asyncio.timeout(DEADLINE_SECONDS):
        told = await reader.readuntil("Mạng chậm quá".encode())
    assert told.startswith(b"HTTP/1.1 408")
    writer.close()


async def test_one_browser_does_not_hold_any_number_of_streams(client: Client) -> None:
    page = await opened(client)
    streams = [await client.get("/chat/stream?after=1") for _ in range(MOST_OPEN + 2)]
    for old in streams[:2]:
        async with asyncio.timeout(DEADLINE_SECONDS):
            await old.read()
    await sent(client, choice(page, "Xem thử, không ghi nhớ"))
    async with asyncio.timeout(DEADLINE_SECONDS):
        assert await streams[-1].content.readuntil(b"event: said")
    for each in streams:
        each.close()


async def test_a_cookie_that_somebody_made_up_holds_no_stream(client: Client) -> None:
    client.session.cookie_jar.update_cookies({COOKIE: "c" * 32})
    stream = await client.get("/chat/stream")
    async with asyncio.timeout(DEADLINE_SECONDS):
        assert "anew" in await stream.text()


@pytest.mark.parametrize("body", [b"text=abc", gzip.compress(b"text=" + b"a" * 2_000_000)])
async def test_a_compressed_form_is_not_unpacked(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async def take(request: web.Request) -> web.Response:
        return web.json_response(list(await read_form(request)))

    app = web.Application()
    app.add_routes([web.post("/", take)])
    async with served(app, "127.0.0.1", 0) as port, ClientSession() as session:
        for _ in range(2):  # the connection goes on
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Encoding": "gzip"}
            async with session.post(f"http://127.0.0.1:{port}/", data=body, headers=headers) as answer:
                assert answer.status == 415
    assert caplog.text == ""


async def test_a_compressed_form_is_told_that_it_cannot_be_read(client: Client) -> None:
    await opened(client)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Encoding": "gzip"}
    answer = await client.post("/", data=gzip.compress(b"text=abc"), headers=headers)
    assert answer.status == 415
    assert "không đọc được" in await answer.text()


@pytest.mark.parametrize(("method", "path", "allowed"), [("PUT", "/", "GET,HEAD,POST"), ("GET", "/chat/size", "POST")])
async def test_a_method_that_is_not_for_that_page_is_told_so(
    client: Client, method: str, path: str, allowed: str
) -> None:
    answer = await client.request(method, path)
    assert answer.status == 405
    assert answer.headers["Allow"] == allowed
    told = await answer.text()
    assert "không làm được việc này" in told
    assert "Có lỗi ở phía máy" not in told


async def test_a_broken_form_is_no_fault_of_the_machine(client: Client) -> None:
    await opened(client)
    broken = {"Content-Type": "multipart/form-data; boundary=a"}
    answer = await client.post("/", data=b"garbage", headers=broken)
    assert answer.status == 400
    assert "Có lỗi ở phía máy" not in await answer.text()
