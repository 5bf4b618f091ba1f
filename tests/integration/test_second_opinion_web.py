"""Another judge's words on the page of the web chat: in the bubble of the answer to which they belong."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.app import open_app, open_database
from bot.app.site import open_web
from bot.service.world import World
from bot.settings import DemoSettings
from tests.databases import sqlite_url
from tests.fakes.llm import FakeLLM, Fault, fake_llm
from tests.integration.test_web_chat import Client, bubbles, opened, token

TRY = "Hãy viết lời giải thích AI là gì cho bà con trồng chè"
ADDED = "AI viết thêm"
DEADLINE_SECONDS = 15.0


@pytest.fixture
async def llm() -> AsyncIterator[FakeLLM]:
    async with fake_llm() as opened_llm:
        yield opened_llm


@pytest.fixture
async def client(llm: FakeLLM, tmp_path: Path) -> AsyncIterator[Client]:
    settings = DemoSettings(
        database_url=sqlite_url(tmp_path / "web.db"),
        llm_base_url=llm.url,
        llm_model=llm.model,
        llm_api_key=llm.key,
        llm_allow_private=True,
        _env_file=None,
    )
    async with (
        open_database(settings) as store,
        open_app(settings, store, World.system()) as app,
        TestClient(TestServer(open_web(app, settings, store))) as client,
    ):
        page = await opened(client)
        for number, words in enumerate(("Đồng ý", "Bác", "Chưa biết", "/hoc ai-la-gi/thu-viet")):
            await client.post("/", data={"id": f"{number}", "text": words})
        assert token(page)
        yield client


async def tried(client: Client) -> str:
    """The page right after an attempt, on which the judge's words do not stand yet."""
    answer = await client.post("/", data={"id": "try", "text": TRY})
    return await answer.text()


async def read_event(stream: ClientResponse) -> str:
    """The next event of a stream."""
    told = b""
    async with asyncio.timeout(DEADLINE_SECONDS):
        async for line in stream.content:
            told += line
            if b"id:" in told and not line.strip():
                return told.decode()
    raise AssertionError("the stream ended")


async def until_added(client: Client) -> None:
    """Waits until the judge's words stand on the page."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while ADDED not in await opened(client):  # noqa: ASYNC110 - what is awaited happens at another server
            await asyncio.sleep(0.05)


def last(page: str) -> int:
    """The number of the last message that a page has."""
    found = re.search(r'data-last="(\d+)"', page)
    assert found is not None
    return int(found[1])


async def test_they_join_the_bubble_of_an_open_page_and_stand_in_it_ever_after(client: Client, llm: FakeLLM) -> None:
    llm.queue(Fault.SLOW)
    llm.slow_seconds = 0.5
    before = await tried(client)
    stream = await client.get("/chat/stream", params={"after": str(last(before))})
    told = await read_event(stream)
    stream.close()
    bubble = last(before)
    assert f"hx-target=\"article[data-number='{bubble}'] > time\"" in told
    assert f'<div id="m{bubble + 1}" class="added">' in told
    assert (ADDED in told, llm.feedback in told, "<article" in told) == (True, True, False)
    assert f"id: {bubble + 1}" in told

    page = await opened(client)
    assert len(bubbles(page)) == len(bubbles(before))
    assert bubbles(page)[-1].split()[: len(bubbles(before)[-1].split()) - 1] == bubbles(before)[-1].split()[:-1]
    assert (bubbles(page)[-1].count(ADDED), bubbles(page)[-1].count(llm.feedback)) == (1, 1)
    assert last(page) == bubble + 1
    assert re.findall(r'data-choice="[^"]+"', page) == re.findall(r'data-choice="[^"]+"', before)
    assert bubbles(page)[:-1] == bubbles(before)[:-1]


async def test_ones_data_say_to_whom_something_may_be_sent(client: Client, llm: FakeLLM) -> None:
    answer = await client.get("/dulieu")
    told = await answer.text()
    assert f"dịch vụ AI {llm.model} (127.0.0.1)" in told
    assert "Bài của người dưới 16 tuổi thì không gửi" in told
    assert re.search(r"theo bản thông báo \S+\+ai", told)


async def test_a_page_that_missed_both_gets_one_bubble(client: Client, llm: FakeLLM) -> None:
    after = last(await opened(client))
    await tried(client)
    await until_added(client)
    stream = await client.get("/chat/stream", params={"after": str(after)})
    told = await read_event(stream)
    stream.close()
    assert (told.count(ADDED), told.count("<hx-partial"), told.count('class="added"')) == (1, 1, 1)
    assert len(bubbles(told)) == 1


async def test_what_is_said_next_finds_them_on_the_page(client: Client, llm: FakeLLM) -> None:
    llm.queue(Fault.SLOW)
    llm.slow_seconds = 0.5
    before = await tried(client)
    await until_added(client)
    script = {"X-Banhoc": str(last(before)), "X-Banhoc-Page": "trang"}
    answer = await client.post("/", data={"id": "next", "text": "/help"}, headers=script)
    told = await answer.text()
    assert f"hx-target=\"article[data-number='{last(before)}'] > time\"" in told
    assert told.count(ADDED) == 1
