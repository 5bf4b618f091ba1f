"""Webhooks over real HTTP: nothing is read before its secret fits, and nothing is acknowledged before it is stored."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.app.site import open_web
from bot.model.errors import StoreAway
from bot.store.engine import Store
from bot.web.webhooks import Hook
from tests.doors.house import house_of

Client = TestClient[Request, Application]
NAME, HEADER, SECRET = "k3j4h5", "X-Test-Secret", "geheim-123"
PATH, SIGNED = f"/webhooks/test/{NAME}", {HEADER: SECRET}


class Taking:
    """Takes everything, or nothing while it is away."""

    def __init__(self) -> None:
        self.taken: list[object] = []
        self.is_away = False

    async def take(self, update: object) -> None:
        if self.is_away:
            raise StoreAway("away")
        self.taken.append(update)


class Account:
    """An account whose updates are brought."""

    name = "test"
    link = ""

    def __init__(self, taking: Taking) -> None:
        self.hook = Hook("test", NAME, HEADER, SECRET, taking)

    async def check(self) -> None:
        return


@pytest.fixture
def taking() -> Taking:
    return Taking()


@pytest.fixture
async def client(store: Store, taking: Taking, tmp_path: Path) -> AsyncIterator[Client]:
    async with house_of(store, tmp_path) as house:
        site = open_web(house.app, house.settings, house.store, [Account(taking)])
        async with TestClient(TestServer(site)) as opened:
            yield opened


async def test_an_update_is_acknowledged_once_it_is_stored(client: Client, taking: Taking) -> None:
    answer = await client.post(PATH, json={"update_id": 1}, headers=SIGNED)
    assert (answer.status, await answer.text()) == (200, "")
    taking.is_away = True
    put_off = await client.post(PATH, json={"update_id": 2}, headers=SIGNED)
    assert put_off.status == 503
    assert int(put_off.headers["Retry-After"]) > 0
    assert taking.taken == [{"update_id": 1}]


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        ("/webhooks/test/other", SIGNED, b"{}", 404),
        (f"/webhooks/zalo/{NAME}", SIGNED, b"{}", 404),
        ("/webhooks/test/k\u1ef3", SIGNED, b"{}", 404),
        (PATH, {}, b"{}", 403),
        (PATH, {HEADER: SECRET[:-1]}, b"{}", 403),
        (PATH, {HEADER: "sai-b\u00e9t"}, b"not even read", 403),
        (PATH, SIGNED, b"", 400),
        (PATH, SIGNED, b"{", 400),
        (PATH, SIGNED, b"[]", 400),
        (PATH, SIGNED, b"\xff\xfe\x00", 400),
        (PATH, SIGNED, b"[" * 100_000, 400),
        (PATH, SIGNED, b'{"a": ' + b"9" * 10_000 + b"}", 400),
        (PATH, SIGNED, b'{"a": "' + b"x" * 1024 * 1024 + b'"}', 413),
    ],
)
async def test_garbage_is_refused_without_a_trace(
    client: Client, taking: Taking, path: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    answer = await client.post(path, data=BytesIO(body), headers=headers)
    assert answer.status == status
    assert "Traceback" not in await answer.text()
    assert taking.taken == []


async def test_nothing_is_shown_to_whoever_looks(client: Client) -> None:
    answer = await client.get(PATH)
    assert answer.status == 405
    assert SECRET not in await answer.text()
