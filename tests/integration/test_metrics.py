"""What those who watch read over HTTP, of a real program."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from sqlalchemy import Connection, make_url

from bot.app import App, open_app, open_database
from bot.app.site import open_web
from bot.model.errors import StoreAway, StoreError
from bot.service.world import World
from bot.settings import DemoSettings
from bot.store.engine import Store
from bot.store.stats import count_owed
from tests.databases import sqlite_url
from tests.shelf import few_lessons

T = TypeVar("T")
Client = TestClient[Request, Application]


class Hanging:
    """A database that answers nothing; with `error` it answers with that."""

    url = make_url("sqlite+aiosqlite:///hanging.db")

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    async def read(self, work: Callable[[Connection], T]) -> T:
        if self.error is not None:
            raise self.error
        await asyncio.Event().wait()
        raise AssertionError

    write = read

    def fault(self, error: BaseException) -> StoreError | None:
        return None

    async def close(self) -> None:
        """There is nothing to close."""


@pytest.fixture
async def store(own_file: Path) -> AsyncIterator[Store]:
    async with open_database(settings_of(own_file.parent)) as opened:
        yield opened


def settings_of(folder: Path) -> DemoSettings:
    return DemoSettings(database_url=sqlite_url(folder / "banhoc.db"), lessons_dir=few_lessons(), _env_file=None)


@pytest.fixture
async def app(store: Store, tmp_path: Path) -> AsyncIterator[App]:
    async with open_app(settings_of(tmp_path), store, World.system()) as opened:
        yield opened


@asynccontextmanager
async def client_of(app: App, store: Store, tmp_path: Path) -> AsyncIterator[Client]:
    async with TestClient(TestServer(open_web(app, settings_of(tmp_path), store))) as client:
        yield client


async def told(client: Client) -> dict[str, float]:
    answer = await client.get("/metrics")
    assert answer.status == 200
    assert answer.content_type == "text/plain"
    written = [line.rpartition(" ") for line in (await answer.text()).splitlines() if line.startswith("banhoc_")]
    return {name: float(value) for name, _, value in written}


async def test_requests_events_streams_and_the_bank_are_told(app: App, store: Store, tmp_path: Path) -> None:
    async with client_of(app, store, tmp_path) as client:
        page = await (await client.get("/?secret=0912345678")).text()
        await client.post("/", data={"id": "1", "text": "số tôi 0912345678"}, allow_redirects=False)
        await client.get("/bi-mat-cua-bac/0912345678")
        await client.post("/healthz")
        await client.get("/static/none.css")
        stream = await client.get("/chat/stream?after=1")
        metrics = await told(client)
        whole = await (await client.get("/metrics")).text()
        peers = {cookie.value for cookie in client.session.cookie_jar}
        stream.close()
        async with asyncio.timeout(60):
            while (await told(client))["banhoc_streams_open"]:
                await client.get("/healthz")
                await client.post("/", data={"id": "2", "text": "chào"}, allow_redirects=False)
    assert page
    requests = "banhoc_http_requests_total"
    assert metrics[f'{requests}{{method="GET",route="/",status="2xx"}}'] == 1
    assert metrics[f'{requests}{{method="POST",route="/",status="3xx"}}'] == 1
    assert metrics[f'{requests}{{method="GET",route="unmatched",status="4xx"}}'] == 1
    assert metrics[f'{requests}{{method="POST",route="unmatched",status="4xx"}}'] == 1
    assert metrics[f'{requests}{{method="GET",route="/static/{{name}}",status="4xx"}}'] == 1
    assert metrics['banhoc_http_request_seconds_count{route="/"}'] == 2
    assert metrics["banhoc_streams_open"] == 1
    assert metrics['banhoc_inbox_events_total{kind="Arrived"}'] == 1
    assert metrics['banhoc_inbox_events_total{kind="TextReceived"}'] == 1
    assert metrics["banhoc_inbox_commit_seconds_count"] == 2
    assert metrics["banhoc_inbox_parked_total"] == 0
    assert metrics['banhoc_outbox_messages{state="waiting"}'] == 0
    assert metrics["banhoc_lessons"] > 0
    for private in ("0912345678", "bi-mat", *peers):
        assert private not in whole


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_whoever_comes_through_a_proxy_finds_nothing(app: App, store: Store, tmp_path: Path, header: str) -> None:
    async with client_of(app, store, tmp_path) as client:
        answer = await client.get("/metrics", headers={header: "127.0.0.1"})
        assert answer.status == 404
        assert "banhoc_" not in await answer.text()


@pytest.mark.parametrize("error", [StoreAway("away"), RuntimeError("bác Ba"), None])
async def test_a_database_that_is_away_or_hangs_fails_no_scrape(
    app: App, tmp_path: Path, error: Exception | None
) -> None:
    async with client_of(app, Hanging(error), tmp_path) as client, asyncio.timeout(60):
        metrics = await told(client)
    assert metrics["banhoc_lessons"] > 0
    assert not any(name.startswith("banhoc_outbox") for name in metrics)


async def test_what_is_owed_is_counted_by_an_index(store: Store) -> None:
    def plan(connection: Connection) -> str:
        return str(
            connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT state, count(*) FROM outbox "
                "WHERE state IN ('waiting', 'sending') GROUP BY state"
            ).all()
        )

    assert await store.read(count_owed) == {"waiting": 0, "sending": 0}
    assert "ix_outbox_open" in await store.read(plan)
