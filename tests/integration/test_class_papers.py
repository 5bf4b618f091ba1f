"""The papers of a class on the web: its poster for everybody, its lists for whoever has their address."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import App, open_app
from bot.app.site import open_web
from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, TrackId
from bot.service.classrooms import open_classroom
from bot.service.paper_links import HOURS, PaperLinks
from bot.service.world import World
from bot.settings import DemoSettings
from bot.store.classrooms import close_class
from bot.store.engine import Store
from bot.store.rosters import add_guests
from tests.databases import sqlite_url
from tests.integration.test_web_chat import Client, store
from tests.pdf import read_pages
from tests.shelf import few_lessons

__all__ = ["store"]  # a fixture: pytest looks for it here

SITE = "https://hoc.example.vn"
KEY = "0123456789abcdef0123456789abcdef"
WANTED = Classroom(0, ClassCode(""), TrackId("lam-quen-voi-ai"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn 3")
LINKS = PaperLinks(SITE, KEY)


class Bot:
    """A platform whose bot is known."""

    name = "telegram"
    link = "https://t.me/hoc_bot"
    hook = None

    async def check(self) -> None:
        """All is well."""


def settings_of(folder: Path) -> DemoSettings:
    return DemoSettings(
        database_url=sqlite_url(folder / "banhoc.db"),
        lessons_dir=few_lessons(),
        public_url=SITE,
        secret_key=KEY,
        _env_file=None,
    )


@pytest.fixture
async def app(store: Store, tmp_path: Path) -> AsyncIterator[App]:
    async with open_app(settings_of(tmp_path), store, World.system()) as found:
        yield found


@pytest.fixture
async def client(app: App, store: Store, tmp_path: Path) -> AsyncIterator[Client]:
    async with TestClient(TestServer(open_web(app, settings_of(tmp_path), store, [Bot()]))) as found:
        yield found


async def got(client: Client, path: str) -> tuple[int, bytes]:
    answer = await client.get(path)
    return answer.status, await answer.read()


def path_of(url: str) -> str:
    return url.removeprefix(SITE)


async def test_everybody_may_have_the_poster_in_both_sizes(client: Client, store: Store) -> None:
    made = await open_classroom(store, World.system(), WANTED)
    for query, size in (("", (210, 297)), ("?size=a5", (148, 210)), ("?size=a4", (210, 297))):
        answer = await client.get(f"/lop/{made.code}/poster.pdf{query}")
        assert (answer.status, answer.content_type, answer.headers["Cache-Control"]) == (
            200,
            "application/pdf",
            "no-store",
        )
        (page,) = read_pages(await answer.read())
        assert (page.size, page.codes) == (size, (f"{SITE}/j/{made.code}",))
        assert f"Telegram: t.me/hoc_bot?start={made.code}" in page.words
        assert "CHỜ DUYỆT" not in page.words


async def test_a_poster_that_waits_is_marked_and_a_closed_class_has_none(client: Client, store: Store) -> None:
    made = await open_classroom(store, World.system(), replace(WANTED, is_approved=False))
    _, body = await got(client, f"/lop/{made.code}/poster.pdf")
    assert "CHỜ DUYỆT" in read_pages(body)[0].words
    await store.write(lambda connection: close_class(connection, made.code, World.system().now()))
    for path in (f"/lop/{made.code}/poster.pdf", "/lop/kkkkkk/poster.pdf", "/lop/x/poster.pdf"):
        status, body = await got(client, path)
        assert (status, "không có tờ giới thiệu" in body.decode()) == (404, True)


async def test_an_unknown_size_is_told(client: Client, store: Store) -> None:
    made = await open_classroom(store, World.system(), WANTED)
    assert (await got(client, f"/lop/{made.code}/poster.pdf?size=a0"))[0] == 404


async def test_a_list_is_read_by_whoever_has_its_address_for_a_day(client: Client, store: Store) -> None:
    made = await open_classroom(store, World.system(), WANTED)
    now = World.system().now()
    await store.write(lambda connection: add_guests(connection, made.number, ["Cụ Tư"], 1, now))
    first, second = LINKS.of(made.code, now)
    for url, heading in ((first, "danh sách lớp"), (second, "danh sách điểm danh")):
        status, body = await got(client, path_of(url))
        assert status == 200
        words = read_pages(body)[0].words
        assert "Cụ Tư" in words
        assert heading in words.lower()
    stale, _ = LINKS.of(made.code, now - timedelta(hours=HOURS + 1))
    other, _ = LINKS.of(ClassCode("kmn567"), now)
    forged = re.sub(r"k=.*", other.rpartition("?")[2], first)
    for url in (stale, forged, first + "0", first.partition("?")[0], f"{SITE}/lop/x/danh-sach.pdf?k=1-1"):
        status, body = await got(client, path_of(url))
        assert (status, "không mở được nữa" in body.decode()) == (404, True), url
    await store.write(lambda connection: close_class(connection, made.code, now))
    assert (await got(client, path_of(first)))[0] == 404


def test_no_address_is_told_without_a_key_or_a_site() -> None:
    now = datetime.fromisoformat("2026-11-29T05:00:00+00:00")
    assert PaperLinks(SITE).of(ClassCode("bgh234"), now) == PaperLinks("", KEY).of(ClassCode("bgh234"), now) == ("", "")
    assert not PaperLinks(SITE).is_good(ClassCode("bgh234"), "1-1", now)
    assert not LINKS.is_good(ClassCode("bgh234"), f"{'9' * 5_000}-x", now)
    assert LINKS.of(ClassCode("bgh234"), now) == LINKS.of(ClassCode("bgh234"), now + timedelta(minutes=59))
