"""The chat's page over the real program, by an HTTP client that knows no script."""

import asyncio
import io
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import TypeVar

import pytest
from aiohttp import ClientResponse, FormData
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from sqlalchemy import Connection, func, make_url, select, text

from bot.app import open_app, open_database
from bot.app.site import open_web
from bot.model.errors import StoreAway, StoreError
from bot.service.bank import Shelf
from bot.service.history import History
from bot.service.world import World
from bot.settings import DemoSettings
from bot.store.engine import Store
from bot.store.tables import address, inbox, learner, outbox
from bot.web.devices import COOKIE
from bot.web.limits import DEVICE_BURST
from tests.databases import sqlite_url
from tests.shelf import few_lessons

T = TypeVar("T")
Client = TestClient[Request, Application]


@pytest.fixture
async def store(own_file: Path) -> AsyncIterator[Store]:
    async with open_database(settings_of(own_file.parent)) as opened:
        yield opened


def settings_of(folder: Path) -> DemoSettings:
    return DemoSettings(database_url=sqlite_url(folder / "banhoc.db"), lessons_dir=few_lessons(), _env_file=None)


@pytest.fixture
async def client(store: Store, tmp_path: Path) -> AsyncIterator[Client]:
    settings = settings_of(tmp_path)
    async with (
        open_app(settings, store, World.system()) as app,
        TestClient(TestServer(open_web(app, settings, store))) as opened,
    ):
        yield opened


def bubbles(page: str, author: str = "machine") -> list[str]:
    """What one side said, as plain words, without the time of day: it is another a minute later."""
    found = re.findall(rf'<article[^>]*data-from="{author}"[^>]*>(.*?)</article>', page, re.DOTALL)
    return [unescape(re.sub(r"<time.*?</time>|<[^>]+>", " ", each)) for each in found]


def choice(page: str, label: str) -> dict[str, str]:
    """The form that the button with this label posts."""
    found = re.search(rf'name="choice" value="([^"]+)"[^>]*>{re.escape(label)}', page)
    assert found is not None, f"no button {label}"
    return {"id": token(page), "choice": found[1]}


def token(page: str) -> str:
    found = re.search(r'name="id" value="([0-9a-f]{32})"', page)
    assert found is not None
    return found[1]


async def opened(client: Client) -> str:
    answer = await client.get("/")
    assert answer.status == 200
    return await answer.text()


async def sent(client: Client, form: Mapping[str, str]) -> str:
    """Posts a form as a browser does, and follows it to the page."""
    answer = await client.post("/", data=dict(form))
    assert answer.status == 200
    return await answer.text()


async def count(store: Store, table: str) -> int:
    tables = {"learner": learner, "inbox": inbox, "outbox": outbox, "address": address}
    query = select(func.count()).select_from(tables[table])

    def read(connection: Connection) -> int:
        return connection.execute(query).scalar_one()

    return await store.read(read)


async def to_first_card(client: Client, way: str = "Đồng ý, học luôn") -> str:
    page = await sent(client, choice(await opened(client), way))
    page = await sent(client, choice(page, "Bác"))
    assert "Cháu chào bác" in bubbles(page)[-1]
    return await sent(client, choice(page, "Chưa biết, cứ học từ đầu"))


async def test_the_first_screen_says_what_this_is_before_it_asks_anything(client: Client) -> None:
    page = await opened(client)
    (words,) = bubbles(page)
    for promise in (
        "máy trả lời tự động",
        "không mất tiền",
        "không ai hỏi số căn cước",
        "Xem hay xoá lúc nào cũng được",
    ):
        assert promise in words
    for other in ("prompt", "rubric", "chatbot"):
        assert other not in page.lower()


async def test_three_taps_later_the_first_lesson_runs(client: Client, store: Store) -> None:
    page = await to_first_card(client)
    assert "1/8" in bubbles(page)[-1]
    assert len(bubbles(page, "learner")) == 3
    assert "Bác" in bubbles(page, "learner")[1]
    assert await count(store, "learner") == 1


async def test_looking_around_keeps_no_learner(client: Client, store: Store) -> None:
    page = await to_first_card(client, "Xem thử, không ghi nhớ")
    assert "1/8" in bubbles(page)[-1]
    assert await count(store, "learner") == 0


async def test_the_cookie_is_a_secret_and_the_database_does_not_hold_it(client: Client, store: Store) -> None:
    answer = await client.get("/")
    cookie = answer.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    peers = select(address.c.peer)
    assert cookie.value not in list((await store.read(lambda connection: connection.execute(peers))).scalars())


async def test_every_cookie_is_secure_but_at_a_bare_private_address(store: Store, tmp_path: Path) -> None:
    settings = settings_of(tmp_path).model_copy(update={"public_url": "https://hocai.example.vn"})
    async with (
        open_app(settings, store, World.system()) as app,
        TestClient(TestServer(open_web(app, settings, store))) as client,
    ):
        for headers, is_secure in (
            ({"Host": "192.168.1.5:8080"}, False),
            ({"Host": "hocai.example.vn"}, True),
            ({"Host": "192.168.1.5:8080", "X-Forwarded-Proto": "https"}, True),
        ):
            for method, path in (("GET", "/"), ("POST", "/chat/size"), ("POST", "/chat/leave")):
                answer = await client.request(method, path, headers=headers, allow_redirects=False)
                (cookie,) = answer.cookies.values()
                assert bool(cookie["secure"]) is is_secure, (headers, path)


async def test_a_double_tap_and_an_old_form_do_it_once(client: Client, store: Store) -> None:
    form = choice(await opened(client), "Đồng ý, học luôn")
    answers = await asyncio.gather(*(client.post("/", data=form, allow_redirects=False) for _ in range(3)))
    assert {answer.status for answer in answers} == {303}
    page = await sent(client, form)
    assert len(bubbles(page)) == 2
    assert await count(store, "learner") == 1


async def test_the_same_button_on_a_page_just_loaded_anew_says_nothing_twice(client: Client) -> None:
    page = await to_first_card(client)
    pressed = choice(page, "Tiếp")["choice"]
    page = await sent(client, {"id": token(page), "choice": pressed})
    again = await sent(client, {"id": token(page), "choice": pressed})
    assert bubbles(again) == bubbles(page)
    assert bubbles(again, "learner") == bubbles(page, "learner")
    last = re.findall(r'data-number="(\d+)"', page)[-1]
    for form in ({"id": "1" * 32, "choice": pressed}, {"id": "2" * 32, "choice": pressed}):
        answer = await client.post("/", data=form, headers={"X-Banhoc": last})
        fresh = await answer.text()
        assert (answer.status, bubbles(fresh)) == (200, [])
        assert choice(fresh, "Tiếp")["choice"] == choice(page, "Tiếp")["choice"]


async def test_another_answer_on_an_old_page_gets_a_kind_word(client: Client) -> None:
    first = await opened(client)
    await sent(client, choice(first, "Xem thử, không ghi nhớ"))
    page = await sent(client, choice(first, "Tôi dưới 16 tuổi"))
    assert len(bubbles(page)) == 3
    assert "xưng hô" in bubbles(page)[-1]


async def test_reloading_says_nothing_again(client: Client) -> None:
    page = await to_first_card(client)
    assert len(bubbles(await opened(client))) == len(bubbles(page))


async def test_two_windows_that_open_at_once_are_greeted_once(client: Client) -> None:
    await opened(client)
    client.session.cookie_jar.clear()
    client.session.cookie_jar.update_cookies({COOKIE: "a" * 32})
    await asyncio.gather(*(opened(client) for _ in range(3)))
    assert len(bubbles(await opened(client))) == 1


async def test_markup_and_numbers_in_what_is_typed_stay_harmless(client: Client) -> None:
    page = await to_first_card(client)
    page = await sent(client, {"id": token(page), "text": "<script>alert(1)</script> số tôi 0912345678"})
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "0912345678" not in page


async def test_a_return_code_is_not_told_by_the_history(client: Client) -> None:
    page = await sent(client, choice(await opened(client), "Đã học rồi, có mã quay lại"))
    page = await sent(client, {"id": token(page), "text": "7-123 456"})
    assert "123 456" not in " ".join(bubbles(page, "learner"))
    assert "Mã này chưa đúng" in bubbles(page)[-1]


async def test_a_code_brings_another_browser_to_the_same_step(client: Client) -> None:
    page = await to_first_card(client)
    page = await sent(client, choice(page, "Tiếp"))
    second_card = bubbles(page)[-1].split("·")[1]
    page = await sent(client, {"id": token(page), "text": "/caidat"})
    page = await sent(client, choice(page, "Mã quay lại"))
    code = re.search(r"\d+-\d{3} \d{3}", bubbles(page)[-1])
    assert code is not None
    client.session.cookie_jar.clear()
    page = await sent(client, choice(await opened(client), "Đã học rồi, có mã quay lại"))
    page = await sent(client, {"id": token(page), "text": code[0]})
    page = await sent(client, {"id": token(page), "text": "/hoc"})
    assert second_card in bubbles(page)[-1]


async def test_a_door_of_a_class_that_is_closed_leads_to_the_same_screen(client: Client) -> None:
    answer = await client.get("/j/lop-cu")
    assert answer.url.path == "/"
    page = await answer.text()
    (said,) = bubbles(page)
    assert "Lớp này đã đóng" in said
    assert "máy trả lời tự động" in said
    choice(page, "Đồng ý, học luôn")


async def test_a_door_brings_whoever_is_learning_back_to_their_place(client: Client) -> None:
    page = await to_first_card(client)
    said = bubbles(await (await client.get("/j/lop-cu")).text())[-1]
    assert "Lớp này đã đóng" in said
    assert "Tiếp" in re.findall(r'name="choice"[^>]*>(.*?)</button>', page)
    assert said.split()[-10:] == bubbles(page)[-1].split()[-10:]


async def test_what_is_no_code_opens_no_door(client: Client) -> None:
    for path in ("/j/", "/j/a b", "/j/%20", "/j/a/b", "/j/" + "x" * 65, "/j/%3Cscript%3E"):
        assert (await client.get(path)).status == 404


UNREADABLE = (
    ("multipart/form-data; boundary=", b"x"),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=a", b'--a\r\nContent-Disposition: form-data; name="text"\r\n\r\nx'),
    ("multipart/form-data; boundary=a", b"--a\r\nContent-Type: text/plain; charset=utf-99\r\n\r\nx\r\n--a--\r\n"),
    ("multipart/form-data; boundary=a", b"garbage"),
    ("application/x-www-form-urlencoded; charset=utf-99", b"text=x"),
    ("application/x-www-form-urlencoded", b"text=\xff\xfe"),
)


@pytest.mark.parametrize("path", ["/", "/the", "/dulieu/xoa", "/chat/size", "/b/lam-quen-voi-ai/ai-la-gi"])
async def test_a_form_that_nobody_can_read_ends_in_a_sentence(client: Client, path: str) -> None:
    for content_type, body in UNREADABLE:
        client.session.cookie_jar.clear()
        await to_first_card(client)
        answer = await client.post(path, data=body, headers={"Content-Type": content_type})
        assert answer.status < 500, (content_type, body)
        assert "<h1>" in await answer.text(), (content_type, body)
        assert (await client.get("/")).status == 200, (content_type, body)


async def test_leaving_the_device_makes_the_next_person_somebody_new(client: Client) -> None:
    await to_first_card(client)
    answer = await client.post("/chat/leave")
    assert len(bubbles(await answer.text())) == 1


async def test_a_script_is_given_what_is_new_alone(client: Client) -> None:
    page = await opened(client)
    answer = await client.post("/", data=choice(page, "Xem thử, không ghi nhớ"), headers={"X-Banhoc": "1"})
    fresh = await answer.text()
    assert re.findall(r'id="m(\d+)"', fresh) == ["2", "3"]
    assert "Bác" in fresh
    assert "<html" not in fresh


async def test_htmx_without_our_script_is_told_to_load_the_page(client: Client) -> None:
    form = choice(await opened(client), "Xem thử, không ghi nhớ")
    answer = await client.post("/", data=form, headers={"HX-Request": "true"}, allow_redirects=False)
    assert (answer.status, answer.headers["HX-Refresh"], await answer.text()) == (200, "true", "")
    assert "Máy nên xưng hô thế nào" in await opened(client), "what was done is done"


async def test_a_stream_tells_what_another_window_does_and_goes_on_after_the_last(client: Client) -> None:
    page = await opened(client)
    stream = await client.get("/chat/stream?after=1")
    assert stream.content_type == "text/event-stream"
    await sent(client, choice(page, "Xem thử, không ghi nhớ"))
    assert await read_id(stream) == "3"
    stream.close()
    again = await client.get("/chat/stream", headers={"Last-Event-ID": "2"})
    assert await read_id(again) == "3"
    again.close()


async def read_id(stream: ClientResponse) -> str:
    """The id of the next event of a stream."""
    async with asyncio.timeout(60):
        async for line in stream.content:
            if line.startswith(b"id:"):
                return line.partition(b":")[2].strip().decode()
    raise AssertionError("the stream ended")


async def test_a_page_is_not_told_by_its_stream_what_its_tap_has_brought(client: Client) -> None:
    page = await opened(client)
    stream = await client.get("/chat/stream", params={"after": "1", "page": token(page)})
    await sent(client, {"id": token(page), "text": "/help"})
    assert await read_numbers(stream) == ["2", "3"], "another page's is told"
    tapped = {"X-Banhoc": "3", "X-Banhoc-Page": token(page)}
    await client.post("/", data=choice(page, "Xem thử, không ghi nhớ"), headers=tapped)
    await sent(client, {"id": token(page), "text": "Bác"})
    assert await read_numbers(stream) == ["6", "7"]
    stream.close()


async def read_numbers(stream: ClientResponse) -> list[str]:
    """The numbers of the messages that the next event of a stream brings."""
    told = b""
    async with asyncio.timeout(60):
        async for line in stream.content:
            told += line
            if b"id:" in told and not line.strip():
                return re.findall(r'id="m(\d+)"', told.decode())
    raise AssertionError("the stream ended")


async def test_what_a_page_showed_is_written_down_as_seen(store: Store, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    async with (
        open_app(settings, store, World.system()) as app,
        TestClient(TestServer(open_web(app, settings, store))) as client,
    ):
        page = await opened(client)
        await sent(client, choice(page, "Xem thử, không ghi nhớ"))
    unseen = await store.read(lambda c: c.scalar(select(func.count()).where(outbox.c.seen_at.is_(None))))
    assert unseen == 0


async def test_nobody_streams_without_a_cookie(client: Client) -> None:
    assert (await client.get("/chat/stream")).status == 204


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://xau.example"},
        {"Origin": "null"},
    ],
)
async def test_another_site_posts_nothing(client: Client, store: Store, headers: dict[str, str]) -> None:
    form = choice(await opened(client), "Đồng ý, học luôn")
    answer = await client.post("/", data=form, headers=headers)
    assert answer.status == 403
    assert await count(store, "learner") == 0


async def test_whoever_sends_no_cookie_is_shown_the_page_and_nothing_is_taken(client: Client, store: Store) -> None:
    form = choice(await opened(client), "Đồng ý, học luôn")
    client.session.cookie_jar.clear()
    answer = await client.post("/", data=form, allow_redirects=False)
    assert answer.status == 303
    assert await count(store, "learner") == 0
    client.session.cookie_jar.clear()
    assert (await client.post("/", data=form, headers={"X-Banhoc": "1"})).status == 409


async def test_a_cookie_that_was_not_given_here_counts_for_nothing(client: Client, store: Store) -> None:
    form = choice(await opened(client), "Đồng ý, học luôn")
    client.session.cookie_jar.clear()
    client.session.cookie_jar.update_cookies({COOKIE: "b" * 32})
    answer = await client.post("/", data=form, allow_redirects=False)
    assert answer.status == 303
    assert await count(store, "address") == 1


async def test_two_people_who_send_the_same_are_both_answered(client: Client) -> None:
    for cookie in ("first", "second"):
        client.session.cookie_jar.clear()
        await opened(client)
        assert len(bubbles(await sent(client, {"id": "", "text": "/help"}))) == 2, cookie


async def test_a_form_that_only_a_machine_fills_in_says_nothing(client: Client) -> None:
    page = await opened(client)
    page = await sent(client, {"id": token(page), "text": "mua ngay", "website": "https://xau.example"})
    assert len(bubbles(page)) == 1
    page = await sent(client, {"id": token(page), "text": "   "})
    assert len(bubbles(page)) == 1


async def test_a_picture_and_a_file_are_answered(client: Client) -> None:
    page = await to_first_card(client)
    for content_type in ("image/png", "application/pdf"):
        form = FormData()
        form.add_field("id", token(page))
        form.add_field("file", b"x" * 100, filename="x", content_type=content_type)
        answer = await client.post("/", data=form)
        assert answer.status == 200
    said = bubbles(await opened(client))
    assert len(said) == 6
    assert said[-1] != said[-2]


async def test_what_is_too_large_gets_a_sentence(client: Client) -> None:
    page = await opened(client)
    body = io.BytesIO(f"id={token(page)}&text=".encode() + b"a" * 1_200_000)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await client.post("/", data=body, headers=kind)
    assert answer.status == 413
    assert "lớn quá" in await answer.text()
    page = await sent(client, {"id": token(page), "text": "ă" * 100_000})
    assert len(bubbles(page)) == 2


async def test_too_many_taps_have_to_wait(client: Client) -> None:
    page = await opened(client)
    statuses = [
        (await client.post("/", data={"id": f"{n}", "text": f"{n}"}, allow_redirects=False)).status
        for n in range(int(DEVICE_BURST) + 5)
    ]
    assert 429 in statuses
    assert statuses[0] == 303
    assert token(page)


async def test_what_is_not_there_gets_a_sentence_and_every_answer_the_headers(client: Client) -> None:
    answer = await client.get("/khong-co")
    assert answer.status == 404
    assert "Không có trang này" in await answer.text()
    for path in ("/", "/khong-co", "/healthz", "/chat/stream"):
        headers = (await client.get(path)).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"


async def test_files_are_packed_and_kept_for_ever(client: Client) -> None:
    page = await opened(client)
    paths = re.findall(r'"(/static/[^"]+)"', page)
    assert len(paths) == 6
    size = 0
    for path in paths:
        answer = await client.get(path)
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "gzip"
        size += int(answer.headers["Content-Length"])
    assert size < 36_000, "of 60 kB that a first load may weigh; htmx is 13 of them (decision 0012)"
    assert (await client.get("/static/chat.js")).status == 404
    assert (await client.get("/favicon.ico")).content_type == "image/svg+xml"


async def test_large_letters_come_in_short_bubbles_with_marks_to_type(client: Client) -> None:
    page = await to_first_card(client)
    assert "<b>1.</b>" not in page
    answer = await client.post("/chat/size", data={"size": "lon"})
    large = await answer.text()
    assert 'class="large"' in large
    assert "<b>1.</b>" in large
    assert len(bubbles(large)) > len(bubbles(page))
    assert all(len(words.split()) <= 25 + 7 for words in bubbles(large)), "25, and who says it"
    answer = await client.post("/chat/size", data={"size": "vua"})
    assert len(bubbles(await answer.text())) == len(bubbles(page))


async def test_ready_while_the_database_answers_is_current_and_there_are_lessons(client: Client, store: Store) -> None:
    assert (await client.get("/healthz")).status == 200
    answer = await client.get("/readyz")
    assert answer.status == 200
    checks = {"database": "ok", "schema": "ok", "lessons": "ok"}
    assert await answer.json() == {"status": "ready", "checks": checks}
    await store.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '0001'")))
    answer = await client.get("/readyz")
    assert answer.status == 503
    said = await answer.json()
    assert "banhoc db upgrade" in said["checks"].pop("schema")
    assert said["checks"] == {"database": "ok", "lessons": "ok"}


async def test_not_ready_without_lessons(store: Store, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    async with open_app(settings, store, World.system()) as app:
        empty = replace(app, shelf=Shelf(tmp_path, store, app.world))
        async with TestClient(TestServer(open_web(empty, settings, store))) as client:
            answer = await client.get("/readyz")
            assert answer.status == 503
            assert (await answer.json())["checks"]["lessons"] == "No lesson is loaded."


class Away:
    """A database that is never reached."""

    url = make_url("sqlite+aiosqlite:///away.db")

    async def read(self, work: Callable[[Connection], T]) -> T:
        raise StoreAway("the database is away")

    write = read

    def fault(self, error: BaseException) -> StoreError | None:
        return error if isinstance(error, StoreError) else None

    async def close(self) -> None:
        """There is nothing to close."""


async def test_a_database_that_is_away_is_told_kindly(store: Store, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    async with open_app(settings, store, World.system()) as app:
        away = replace(app, history=History(Away(), app.world))
        async with TestClient(TestServer(open_web(away, settings, Away()))) as client:
            assert (await client.get("/healthz")).status == 200
            assert (await client.get("/readyz")).status == 503
            answer = await client.get("/")
            assert answer.status == 503
            assert "bài đã học vẫn còn nguyên" in await answer.text()


async def test_an_erased_learners_cookie_is_somebody_new(client: Client, store: Store) -> None:
    page = await to_first_card(client)
    page = await sent(client, {"id": token(page), "text": "/dulieu"})
    page = await sent(client, choice(page, "Xoá hết"))
    page = await sent(client, choice(page, "Xoá"))
    assert await count(store, "learner") == 0
    assert len(bubbles(page)) == 1
    assert bubbles(page, "learner") == []


async def test_a_visitor_who_comes_back_days_later_is_greeted_as_somebody_new(store: Store, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    cookies: dict[str, str] = {}
    for days in (0, 2):
        world = World.system(timedelta(days=days))
        async with (
            open_app(settings, store, world) as app,
            TestClient(TestServer(open_web(app, settings, store)), cookies=cookies) as client,
        ):
            answer = await client.get("/")
            assert len(bubbles(await answer.text())) == 1
            cookies = {COOKIE: answer.cookies[COOKIE].value}


async def test_a_page_whose_last_message_is_gone_is_loaded_anew(client: Client) -> None:
    page = await to_first_card(client)
    last = int(re.findall(r'id="m(\d+)"', page)[-1])
    page = await sent(client, {"id": token(page), "text": "/dulieu"})
    page = await sent(client, choice(page, "Xoá hết"))
    await sent(client, choice(page, "Xoá"))
    for after in (last, last + 900):
        answer = await client.post("/", data={"id": "", "text": "/help"}, headers={"X-Banhoc": str(after)})
        assert answer.status == 205
        stream = await client.get("/chat/stream", params={"after": str(after)})
        async with asyncio.timeout(60):
            told = (await stream.content.read()).decode()
        assert re.findall(r"event: (\w+)\r\ndata: (.+)\r", told) == [("anew", "/")]


async def test_a_script_is_told_after_which_message_the_new_ones_come(client: Client) -> None:
    page = await opened(client)
    answer = await client.post("/", data=choice(page, "Xem thử, không ghi nhớ"), headers={"X-Banhoc": "1"})
    assert re.findall(r'data-after="(\d+)" data-last="(\d+)"', await answer.text()) == [("1", "3")]


async def test_letters_that_are_not_on_the_page_are_not_spoken_of(client: Client) -> None:
    page = await to_first_card(client)
    page = await sent(client, {"id": token(page), "text": "/help"})
    assert "bấm nút" in bubbles(page)[-1]
    assert "chữ cái" not in bubbles(page)[-1]
