"""The real program at a strict imitation of Telegram: people scan, tap, write, stop the bot and come back."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.app import App, open_app, open_database
from bot.app.bots import open_bots, serving
from bot.app.site import open_web
from bot.app.telegram import Telegram
from bot.model.errors import ChannelError
from bot.service.tempo import Tempo
from bot.service.world import World
from bot.settings import DemoSettings
from bot.store.engine import Store
from bot.store.tables import address, attempt, inbox, learner, outbox
from bot.watch.metrics import Metrics
from tests.databases import sqlite_url
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.server import BotApi, bot_api
from tests.fakes.llm import fake_llm
from tests.ports import free_port
from tests.shelf import few_lessons

DEADLINE_SECONDS = 60.0
IMPATIENT = Tempo(longest_wait_seconds=1.0, retry_seconds=0.5)
"""Waits that are meant for hours of trouble are short here."""


@dataclass
class House:
    """The program, and the platform that it serves."""

    api: BotApi
    app: App
    store: Store
    bot: Telegram
    settings: DemoSettings

    async def fault(self) -> str:
        """Why people are not served; empty where they are."""
        try:
            await self.bot.check()
        except ChannelError as error:
            return str(error)
        return ""


@asynccontextmanager
async def house_of(api: BotApi, folder: Path, url: str = "", **settings: object) -> AsyncIterator[House]:
    """The program over a database in a folder; what is there stays. It says of itself that it is reached at `url`."""
    given: dict[str, object] = {
        "telegram_token": api.token,
        "telegram_api_url": api.url,
        "telegram_chat_rate": 0,
        "lessons_dir": few_lessons(),
    }
    loaded = DemoSettings(
        database_url=sqlite_url(folder / "telegram.db"),
        _env_file=None,
        public_url="https://hocai.example.vn",
        **{**given, **settings},  # type: ignore[arg-type] # pydantic narrows them
    ).model_copy(update={"public_url": url})
    world, metrics = World.system(), Metrics(CollectorRegistry())
    async with (
        open_database(loaded) as store,
        open_bots(loaded, store, world, metrics, IMPATIENT) as bots,
        open_app(loaded, store, world, {bot.account: bot.sender for bot in bots}, metrics) as app,
        serving(bots, app.inbox),
    ):
        yield House(api, app, store, bots[0], loaded)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with bot_api() as started:
        yield started


@pytest.fixture
async def house(api: BotApi, tmp_path: Path) -> AsyncIterator[House]:
    async with house_of(api, tmp_path) as opened:
        yield opened


async def until(is_so: Callable[[], object], what: str = "") -> None:
    """Waits for a condition with a deadline."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not is_so():  # noqa: ASYNC110 - what is awaited happens at another server
            await asyncio.sleep(0.01)


async def until_said(ask: Callable[[], Awaitable[str]], words: str) -> None:
    """Waits until what is asked for holds the words; empty ones wait for nothing being said."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while words not in (said := await ask()) or (said and not words):  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.05)


async def heard(person: Person, deed: Callable[[], object]) -> str:
    """What the bot says to something that a person does; an edit counts."""
    before = [(message.id, message.text) for message in person.heard]
    deed()
    await until(lambda: [(message.id, message.text) for message in person.heard] != before)
    return person.texts[-1]


async def taps(person: Person, *labels: str) -> str:
    """Presses one button after the other, each below the newest message, and waits each time."""
    for label in labels:
        await heard(person, partial(person.presses, label))
    return person.texts[-1]


@pytest.fixture
def bac(api: BotApi) -> Person:
    return api.person(7, "Bác Tư")


async def test_from_a_poster_to_the_first_card_by_taps(house: House, bac: Person) -> None:
    first = await heard(bac, lambda: bac.starts("L12_abc"))
    assert "máy trả lời tự động" in first
    assert "không ai hỏi số căn cước" in first
    assert "mã chưa đúng" in first, "an unknown code is told, and one starts all the same"
    await taps(bac, "Đồng ý, học luôn", "Bác")
    assert "1/8" in await taps(bac, "Chưa biết, cứ học từ đầu")
    assert "2/8" in await taps(bac, "Tiếp")
    await until(lambda: all(press.answer is not None for press in bac.presses_made))
    assert len(bac.presses_made) == 4
    assert await house.fault() == ""
    await until(lambda: 'banhoc_deliveries_total{lane="reply",state="sent"} 5.0' in house.app.metrics.page().decode())
    measured = house.app.metrics.page().decode()
    assert 'banhoc_sending_rate{account="default",channel="telegram"} 28.0' in measured
    learners = await house.store.read(lambda connection: connection.execute(select(learner.c.id)).all())
    assert len(learners) == 1


async def test_an_ai_adds_its_words_to_the_same_message(api: BotApi, tmp_path: Path, bac: Person) -> None:
    async with fake_llm() as llm:
        given: dict[str, object] = {
            "llm_base_url": llm.url,
            "llm_model": llm.model,
            "llm_api_key": llm.key,
            "llm_allow_private": True,
        }
        async with house_of(api, tmp_path, "", **given):
            await heard(bac, bac.starts)
            await taps(bac, "Đồng ý, học luôn", "Bác", "Chưa biết, cứ học từ đầu")
            await heard(bac, lambda: bac.types("/hoc ai-la-gi/thu-viet"))
            first = await heard(bac, lambda: bac.types("Hãy viết lời giải thích AI là gì cho bà con trồng chè"))
            assert "AI viết thêm" not in first
            count = len(bac.heard)
            await until(lambda: "AI viết thêm" in bac.texts[-1])
            assert bac.texts[-1].startswith(first)
            assert llm.feedback in bac.texts[-1]
            assert len(bac.heard) == count, "it is the same message"
            assert "4/8" not in await taps(bac, "Tiếp")


async def test_a_hundred_taps_on_one_button_count_once(house: House, bac: Person) -> None:
    await heard(bac, bac.starts)
    await taps(bac, "Đồng ý, học luôn", "Bác", "Chưa biết, cứ học từ đầu", "Tiếp", "Tiếp", "Tiếp")
    assert "4/8" in bac.texts[-1]
    check = bac.heard[-1]
    for _ in range(100):
        bac.presses("Ứng dụng viết thư hộ", on=check)
    await until(lambda: sum(press.answer is not None for press in bac.presses_made) >= 106)

    async def attempts() -> int:
        return len(await house.store.read(lambda connection: connection.execute(select(attempt.c.id)).all()))

    async with asyncio.timeout(DEADLINE_SECONDS):
        while not await attempts():  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)  # whatever would be said too often has been said by then
    assert await attempts() == 1
    said_since = [message for message in bac.heard if message.id > check.id]
    assert len(said_since) <= 1, [message.text for message in said_since]


async def test_whoever_stops_the_bot_is_left_alone_and_comes_back(house: House, bac: Person, api: BotApi) -> None:
    await heard(bac, bac.starts)
    await taps(bac, "Đồng ý, học luôn", "Bác")

    async def gone_at() -> object:
        return await house.store.read(lambda connection: connection.execute(select(address.c.gone_at)).scalar())

    bac.blocks()
    async with asyncio.timeout(DEADLINE_SECONDS):
        while await gone_at() is None:  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.02)
    bac.unblocks()
    assert "Bạn" not in await heard(bac, lambda: bac.types("/menu"))
    assert await gone_at() is None
    assert not [call for call in api.calls("sendMessage") if call.status != 200]


async def test_a_message_with_a_secret_is_taken_back_by_a_tap(house: House, bac: Person) -> None:
    await heard(bac, bac.starts)
    await taps(bac, "Đồng ý, học luôn", "Bác", "Chưa biết, cứ học từ đầu")
    secret = "số của tôi là 0912 345 678"
    await heard(bac, lambda: bac.types(secret))
    (label,) = [each for row in bac.heard[-1].labels for each in row if "Xoá" in each]
    assert any(message.text == secret for message in bac.sees)
    said = await taps(bac, label)
    assert not any(message.text == secret for message in bac.sees), "it is gone from the chat"
    assert "xoá" in said.lower()
    rows = await house.store.read(lambda connection: connection.execute(select(outbox.c.body)).scalars().all())
    assert not any("345" in body for body in rows)


async def test_a_voice_note_is_answered_with_a_picture_and_a_way_to_a_person(
    house: House, bac: Person, api: BotApi
) -> None:
    await heard(bac, bac.starts)
    await taps(bac, "Đồng ý, học luôn", "Bác", "Chưa biết, cứ học từ đầu")
    for _ in range(2):
        assert await heard(bac, bac.sends_voice)
        assert any("Nhờ người thật giúp" in row for row in bac.heard[-1].labels)
        await heard(bac, lambda: bac.types("/menu"))
    first, again = api.calls("sendPhoto")
    assert isinstance(again.parameters["photo"], str), "what Telegram holds already is not uploaded again"
    assert first.parameters["photo"] != again.parameters["photo"]


async def test_in_a_group_it_says_one_line_and_teaches_nobody(house: House, bac: Person, api: BotApi) -> None:
    group = api.group(-100, "Lớp học AI xã Sơn Cẩm")
    group.adds_bot(bac)
    await until(lambda: group.texts)
    assert len(group.texts) == 1
    assert "riêng" in group.texts[0]
    rows = await house.store.read(lambda connection: connection.execute(select(learner.c.id)).all())
    assert rows == []


async def test_it_says_who_it_is_and_sets_nothing_twice(api: BotApi, tmp_path: Path) -> None:
    for _ in range(2):
        async with house_of(api, tmp_path) as house:
            await until(lambda: len(api.calls("getChatMenuButton")) > 0)
            await until(lambda: api.calls()[-1].method in {"getUpdates", "setChatMenuButton"})
            assert await house.fault() == ""
    changed = {call.method for call in api.calls() if call.method.startswith("set")}
    assert changed >= {"setMyCommands", "setMyDescription", "setMyShortDescription"}
    for method in changed:
        calls = [json.dumps(call.parameters, sort_keys=True) for call in api.calls(method)]
        assert len(calls) == len(set(calls)), f"{method} was called again with what was so already"


async def test_a_revoked_token_and_a_rival_are_told_without_a_storm(house: House, api: BotApi, bac: Person) -> None:
    await heard(bac, bac.starts)
    api.bot.is_revoked = True
    bac.types("/help")  # ends the poll under way
    await until_said(house.fault, "refuses the token")
    seen = len(api.calls())
    await asyncio.sleep(1.5)
    assert len(api.calls()) - seen <= 6
    assert api.token not in await house.fault()
    api.bot.is_revoked = False
    bac.types("/menu")
    await until(lambda: "Cháu" in bac.texts[-1] or len(bac.texts) > 1)
    await until_said(house.fault, "")


async def test_a_webhook_is_set_once_and_brings_what_people_say(api: BotApi, tmp_path: Path, bac: Person) -> None:
    port = free_port()
    here = f"http://127.0.0.1:{port}"  # an operator has to give one with https; the imitated platform is next door
    for number in range(2):
        async with house_of(api, tmp_path, here, telegram_mode="webhook") as house:
            site = open_web(house.app, house.settings, house.store, [house.bot])
            async with TestServer(site, host="127.0.0.1", port=port):
                await until(lambda: api.calls("getChatMenuButton"))
                assert await heard(bac, lambda: bac.types("/start"))
                await until_said(house.fault, "")
                assert len(bac.texts) == number + 1
                async with ClientSession() as session, session.get(f"{here}/kenh") as page:
                    assert f"https://t.me/{api.bot.username}" in await page.text()
    assert len(api.calls("setWebhook")) == 1
    assert not api.calls("getUpdates")
    assert api.bot.hook.settings is not None
    assert len(api.bot.hook.settings.secret or "") == 64
    async with house_of(api, tmp_path):
        await until(lambda: api.calls("deleteWebhook"))
        assert await heard(bac, lambda: bac.types("/menu"))


async def test_a_bot_whose_name_is_not_known_is_not_denied(api: BotApi, tmp_path: Path) -> None:
    api.bot.is_revoked = True
    async with house_of(api, tmp_path) as house:
        await until_said(house.fault, "refuses the token")
        async with TestClient(TestServer(open_web(house.app, house.settings, house.store, [house.bot]))) as client:
            page = await (await client.get("/kenh")).text()
            assert "chưa đọc được tên" in page
            assert "ở Zalo, Telegram" not in page
            ready = await client.get("/readyz")
            assert ready.status == 503
            assert "refuses the token" in (await ready.json())["checks"]["telegram"]


async def test_nothing_that_is_logged_or_kept_holds_the_token(api: BotApi, tmp_path: Path, bac: Person) -> None:
    with capture_logs() as logs:
        async with house_of(api, tmp_path) as house:
            await heard(bac, bac.starts)
            for kind in (Kind.DROP_AFTER, Kind.SERVER_ERROR, Kind.GARBAGE):
                api.bot.faults.add("*", Fault(kind, times=2))
                await heard(bac, lambda: bac.types("/menu"))
            body = await house.store.read(lambda connection: connection.execute(select(outbox.c.body)).scalars().all())
    secret = api.token.partition(":")[2]
    assert body
    assert not any(secret in str(each) for each in (*logs, *body))


async def test_what_arrived_while_it_was_away_is_answered_in_order(api: BotApi, tmp_path: Path, bac: Person) -> None:
    async with house_of(api, tmp_path):
        await heard(bac, bac.starts)
    for words in ("/menu", "/tiendo", "/help"):
        bac.types(words)
    before = len(bac.texts)
    async with house_of(api, tmp_path) as house:
        await until(lambda: len(bac.texts) == before + 3)
        keys = await house.store.read(lambda connection: connection.execute(select(inbox.c.update_id)).scalars().all())
    assert len(keys) == len(set(keys)) == 4
