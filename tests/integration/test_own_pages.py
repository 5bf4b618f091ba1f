"""One's own data and one's card over the real program, by an HTTP client that knows no script."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Connection, func, select

from bot.app import open_app, open_database
from bot.app.site import open_web
from bot.model.ids import LearnerId
from bot.model.staff import Role
from bot.service.world import World
from bot.store import staff
from bot.store.engine import Store
from bot.store.export import export_learner
from bot.store.tables import learner, outbox, return_code
from bot.tutor.dialogues.welcome import NOTICE_VERSION
from bot.web.devices import COOKIE
from bot.web.limits import DEVICE_BURST
from bot.web.stream import LOOK_SECONDS
from tests.forks import DEADLINE_SECONDS
from tests.integration.test_web_chat import Client, bubbles, choice, count, opened, sent, settings_of, to_first_card
from tests.integration.test_web_chat import token as token_of

PAGES = ("/dulieu", "/dulieu/xoa", "/the")


@pytest.fixture
async def store(own_file: Path) -> AsyncIterator[Store]:
    async with open_database(settings_of(own_file.parent)) as found:
        yield found


@pytest.fixture
async def client(store: Store, tmp_path: Path) -> AsyncIterator[Client]:
    settings = settings_of(tmp_path)
    async with (
        open_app(settings, store, World.system()) as app,
        TestClient(TestServer(open_web(app, settings, store))) as found,
    ):
        yield found


def words(page: str) -> str:
    """What one reads on the page."""
    body = page.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


async def read(client: Client, path: str, status: int = 200) -> str:
    answer = await client.get(path)
    assert answer.status == status
    assert answer.headers["Cache-Control"] == "no-store"
    return await answer.text()


async def with_code(client: Client) -> str:
    """A learner who gets a code from the card's page; gives the code."""
    await to_first_card(client)
    page = await read(client, "/the")
    answer = await client.post("/the", data={"id": token_of(page)})
    return code_on(await answer.text())


def code_on(page: str) -> str:
    found = re.search(r"\d+-\d{3} \d{3}", re.sub(r"</?span>", "", page))
    assert found is not None
    return found[0]


async def test_what_is_kept_can_be_read(client: Client) -> None:
    page = await to_first_card(client)
    for label in ("Tiếp", "Tiếp", "Tiếp", "Máy tính bỏ túi ngoài chợ", "Ứng dụng viết thư hộ"):
        page = await sent(client, choice(page, label))
    told = words(await read(client, "/dulieu"))
    for each in (
        "Xưng hô: bác",
        f"theo bản thông báo {NOTICE_VERSION}",
        "Bài đã mở: 1",
        "chưa xong",
        "Lần làm bài: 2",
        "Chưa đúng",
        "Sổ tay: 0 mục",
        "Chưa có mã quay lại",
        "giữ đến khi bác xoá",
        "180 ngày",
        "Bản thử nghiệm",
    ):
        assert each in told, each


async def test_finished_lessons_own_words_and_the_notebook_are_in_it(client: Client) -> None:
    page = await to_first_card(client)
    page = await sent(client, {"id": token_of(page), "text": "/hoc ai-la-gi/thu-viet"})
    page = await sent(client, {"id": token_of(page), "text": "<b>Giải thích AI</b> cho mẹ tôi, số 0912345678"})
    while "Cất thẻ, xong bài" not in page:
        page = await sent(client, choice(page, "Tiếp"))
    await sent(client, choice(page, "Cất thẻ, xong bài"))
    page = await read(client, "/dulieu")
    told = words(page)
    assert "&lt;b&gt;Giải thích AI&lt;/b&gt; cho mẹ tôi" in page
    assert "0912345678" not in page
    assert "Sổ tay: 2 mục" in told
    assert ", xong " in told


async def test_the_file_is_what_the_operator_would_hand_out(client: Client, store: Store) -> None:
    await to_first_card(client)
    answer = await client.get("/dulieu.json")
    assert (answer.status, answer.content_type, answer.charset) == (200, "application/json", "utf-8")
    assert re.fullmatch(r'attachment; filename="[a-z-]+\.json"', answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "no-store"
    own = (await store.read(lambda connection: connection.execute(select(learner.c.id)))).scalar_one()
    async with asyncio.timeout(DEADLINE_SECONDS):  # what was sent is written down a moment after it is seen
        while json.loads(await answer.text()) != await store.read(
            lambda connection: export_learner(connection, LearnerId(own))
        ):
            answer = await client.get("/dulieu.json")
    assert "Đồng ý, học luôn" in await answer.text()


@pytest.mark.parametrize("who", ["nobody", "a visitor", "an unknown cookie"])
async def test_who_is_no_learner_is_told_so_and_shown_the_way(client: Client, who: str) -> None:
    if who == "a visitor":
        await to_first_card(client, "Xem thử, không ghi nhớ")
    if who == "an unknown cookie":
        client.session.cookie_jar.update_cookies({COOKIE: "a" * 32})
    for path in PAGES:
        page = await read(client, path)
        assert 'href="/" role="button"' in page
        assert "<form" not in page
    assert "Máy không ghi nhớ việc học nào" in await read(client, "/dulieu")
    assert "chưa có thẻ" in await read(client, "/the")
    assert "Máy không ghi nhớ việc học nào" in await read(client, "/dulieu.json", 404)
    answer = await client.post("/dulieu/xoa")
    assert "Máy không ghi nhớ việc học nào" in await answer.text()
    answer = await client.post("/the")
    assert "chưa có thẻ" in await answer.text()


async def test_everything_is_erased_after_one_question(client: Client, store: Store) -> None:
    await with_code(client)
    assert 'href="/dulieu/xoa"' in await read(client, "/dulieu")
    page = await read(client, "/dulieu/xoa")
    assert "Không lấy lại được" in page
    assert await count(store, "learner") == 1
    answer = await client.post("/dulieu/xoa", data={"id": token_of(page)})
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cháu đã xoá hết dữ liệu của bác" in await answer.text()
    assert answer.cookies[COOKIE]["max-age"] == "0"
    assert await count(store, "learner") == 0
    left = select(func.count()).select_from(outbox).where(outbox.c.learner_id.is_not(None))
    assert (await store.read(lambda connection: connection.execute(left))).scalar_one() == 0
    assert len(bubbles(await opened(client))) == 1


async def test_whoever_helps_reads_of_their_work_and_that_it_ends_too(client: Client, store: Store) -> None:
    await to_first_card(client)
    assert "Việc hỗ trợ" not in await read(client, "/dulieu/xoa")

    def appoint(connection: Connection) -> None:
        staff.enlist(connection, LearnerId(1), "Cô Hoa", World.system().now())
        staff.grant(connection, LearnerId(1), Role.MENTOR, None, World.system().now())

    await store.write(appoint)
    assert "Việc hỗ trợ: Người hướng dẫn. Người học biết bác là Cô Hoa." in words(await read(client, "/dulieu"))
    assert "Việc hỗ trợ bác đang nhận cũng thôi luôn" in await read(client, "/dulieu/xoa")


async def test_a_double_post_the_back_button_and_another_tab_end_in_a_sentence(client: Client, store: Store) -> None:
    await to_first_card(client)
    form = {"id": token_of(await read(client, "/dulieu/xoa"))}
    cookies = {COOKIE: (await client.get("/")).cookies[COOKIE].value}
    answers = await asyncio.gather(*(client.post("/dulieu/xoa", data=form) for _ in range(3)))
    assert {answer.status for answer in answers} == {200}
    assert await count(store, "learner") == 0
    for kept in ({}, cookies):  # without its cookie, and a tab or a browser that still sends it
        client.session.cookie_jar.clear()
        client.session.cookie_jar.update_cookies(kept)
        assert "Máy không ghi nhớ việc học nào" in await read(client, "/dulieu")
        assert "Máy không ghi nhớ việc học nào" in await read(client, "/dulieu/xoa")
        answer = await client.post("/dulieu/xoa", data=form)
        assert "Máy không ghi nhớ việc học nào" in await answer.text()


async def test_an_open_talk_hears_at_once_of_a_new_code_and_of_the_end(client: Client) -> None:
    page = await to_first_card(client)
    last = re.findall(r'data-last="(\d+)"', page)[0]
    stream = await client.get("/chat/stream", params={"after": last})
    for path, told in (("/the", b"event: said"), ("/dulieu/xoa", b"event: anew")):
        async with asyncio.timeout(LOOK_SECONDS - 1):  # sooner than a stream looks by itself
            await client.post(path, data={"id": token_of(await read(client, path))})
            async for line in stream.content:
                if line.strip() == told:
                    break
    stream.close()


async def test_an_old_form_does_not_erase_what_was_learnt_since(client: Client, store: Store) -> None:
    await to_first_card(client)
    form = {"id": token_of(await read(client, "/dulieu/xoa"))}
    cookies = {COOKIE: (await client.get("/")).cookies[COOKIE].value}
    await client.post("/dulieu/xoa", data=form)
    client.session.cookie_jar.update_cookies(cookies)  # the answer got lost, and with it that the cookie has ended
    page = await sent(client, choice(await opened(client), "Bắt đầu lại"))
    page = await sent(client, choice(page, "Đồng ý, học luôn"))
    answer = await client.post("/dulieu/xoa", data=form)
    assert answer.status == 409
    assert "Chưa xoá được" in await answer.text()
    assert await count(store, "learner") == 1
    answer = await client.post("/dulieu/xoa", data={"id": token_of(await read(client, "/dulieu/xoa"))})
    assert "đã xoá hết" in await answer.text()
    assert await count(store, "learner") == 0


async def test_another_browser_of_an_erased_learner_is_nobodys(client: Client, store: Store) -> None:
    code = await with_code(client)
    first = {COOKIE: (await client.get("/")).cookies[COOKIE].value}
    client.session.cookie_jar.clear()
    page = await sent(client, choice(await opened(client), "Đã học rồi, có mã quay lại"))
    await sent(client, {"id": token_of(page), "text": code})
    assert "(trình duyệt, ứng dụng): 2." in await read(client, "/dulieu")
    await client.post("/dulieu/xoa", data={"id": token_of(await read(client, "/dulieu/xoa"))})
    assert await count(store, "learner") == 0
    client.session.cookie_jar.clear()
    client.session.cookie_jar.update_cookies(first)
    assert "Máy không ghi nhớ việc học nào" in await read(client, "/dulieu")
    assert "Đồng ý, học luôn" in await opened(client)


@pytest.mark.parametrize("path", ["/dulieu/xoa", "/the"])
async def test_another_site_neither_erases_nor_makes_a_code(client: Client, store: Store, path: str) -> None:
    await to_first_card(client)
    answer = await client.post(path, data={"id": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status == 403
    assert await count(store, "learner") == 1
    kept = select(func.count()).select_from(return_code)
    assert (await store.read(lambda connection: connection.execute(kept))).scalar_one() == 0


async def test_the_card_shows_the_code_that_the_talk_showed(client: Client) -> None:
    code = await with_code(client)
    assert code in bubbles(await opened(client))[-1]
    page = await read(client, "/the")
    assert code_on(page) == code
    assert f'<strong class="address">127.0.0.1:{client.port}</strong>' in page
    assert 'src="data:image/svg+xml' in page
    assert "Ai gọi điện hỏi mã này là kẻ gian" in page
    assert "Có mã quay lại" in await read(client, "/dulieu")


async def test_a_code_brings_another_browser_back_with_a_greeting_and_its_card(client: Client) -> None:
    code = await with_code(client)
    client.session.cookie_jar.clear()
    page = await sent(client, choice(await opened(client), "Đã học rồi, có mã quay lại"))
    page = await sent(client, {"id": token_of(page), "text": code})
    assert "Cháu chào bác đã quay lại" in bubbles(page)[-1]
    assert "1/8" in bubbles(page)[-1]
    assert code_on(await read(client, "/the")) == code


async def test_a_new_code_takes_the_place_of_the_old_and_a_double_tap_makes_one(client: Client) -> None:
    old = await with_code(client)
    form = {"id": token_of(await read(client, "/the"))}
    pages = [await (await client.post("/the", data=form)).text() for _ in range(2)]
    assert code_on(pages[0]) == code_on(pages[1]) != old


async def test_the_square_holds_the_public_address_alone(store: Store, tmp_path: Path) -> None:
    settings = settings_of(tmp_path).model_copy(update={"public_url": "http://hoc.example.vn"})
    found: list[tuple[str, str]] = []
    async with (
        open_app(settings, store, World.system()) as app,
        TestClient(TestServer(open_web(app, settings, store))) as client,
    ):
        for _ in range(2):
            client.session.cookie_jar.clear()
            code = await with_code(client)
            page = await read(client, "/the")
            assert '<strong class="address">hoc.example.vn</strong>' in page
            square = re.search(r'src="(data:image[^"]+)"', page)
            assert square is not None
            found.append((code, square[1]))
    (first, one), (second, other) = found
    assert first != second
    assert one == other


async def test_before_the_welcome_is_over_the_talk_says_what_it_wants_first(client: Client) -> None:
    await sent(client, choice(await opened(client), "Đồng ý, học luôn"))
    page = await read(client, "/the")
    answer = await client.post("/the", data={"id": token_of(page)})
    assert answer.url.path == "/"
    assert "xưng hô" in bubbles(await answer.text())[-1]
    answer = await client.post("/dulieu/xoa", data={"id": token_of(await read(client, "/dulieu/xoa"))})
    assert "đã xoá hết" in await answer.text()


async def test_a_host_that_is_none_gets_no_card(client: Client) -> None:
    await with_code(client)
    answer = await client.get("/the", headers={"Host": "xau.example/<script>"})
    assert answer.status == 400


async def test_the_pages_speak_the_learners_language_and_size(client: Client) -> None:
    page = await to_first_card(client)
    for line in ("/caidat", "Ngôn ngữ", "English"):
        page = await sent(client, {"id": token_of(page), "text": line})
    await client.post("/chat/size", data={"size": "lon"})
    page = await read(client, "/dulieu")
    assert '<html lang="en" class="large">' in page
    assert "Erase everything now" in page


async def test_who_asks_too_often_has_to_wait(client: Client) -> None:
    await to_first_card(client)
    answers = [await client.get("/dulieu.json") for _ in range(int(DEVICE_BURST) + 3)]
    assert (answers[0].status, answers[-1].status) == (200, 429)
    assert answers[-1].headers["Retry-After"] == "10"


async def test_the_menu_leads_there(client: Client) -> None:
    page = await opened(client)
    for path in ("/dulieu", "/the"):
        assert f'<form action="{path}"><button>' in page


async def test_leaving_is_asked_first_and_shows_the_way_back(client: Client) -> None:
    await to_first_card(client)
    page = await read(client, "/chat/leave")
    assert "bác chưa có mã quay lại" in words(page)
    answer = await client.post("/the", data={"id": token_of(page), "then": "leave"})
    assert answer.url.path == "/chat/leave"
    code = code_on(await answer.text())
    assert len(bubbles(await (await client.post("/chat/leave")).text())) == 1
    page = await sent(client, choice(await opened(client), "Đã học rồi, có mã quay lại"))
    page = await sent(client, {"id": token_of(page), "text": code})
    assert "Đúng mã rồi" in bubbles(page)[2]


async def test_whoever_is_nobody_here_may_leave_all_the_same(client: Client) -> None:
    assert "Thoát rồi" in words(await read(client, "/chat/leave"))
    await opened(client)
    assert "đang xem thử" in words(await read(client, "/chat/leave"))
