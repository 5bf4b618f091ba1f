"""The pages that anybody may open, over the real program, and the way from them into the chat."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from html import unescape
from pathlib import Path

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from yarl import URL

from bot.app import open_app, open_database
from bot.app.site import open_web
from bot.lessonbank.load import open_bank, shipped_bank
from bot.model.ids import ChoiceId, LessonId
from bot.model.lesson import Check
from bot.model.message import Choice
from bot.model.text import plain
from bot.service.upkeep import EVERY_SECONDS
from bot.service.world import World
from bot.settings import DemoSettings
from bot.store.batch import VISIT
from bot.store.inbox import KEEP_KEYS, KEEP_PARKED
from bot.tutor.context import Operator
from bot.web.devices import COOKIE, KEPT_SECONDS
from bot.web.lessons import Teaching, present
from tests.databases import sqlite_url
from tests.play import MORNING, ZONE, phrases
from tests.shelf import shipped_lessons

Client = TestClient[Request, Application]
Serve = Callable[..., AbstractAsyncContextManager[Client]]
LESSON = "/b/lam-quen-voi-ai/ai-co-sai-khong"
TRACK = "/b/lam-quen-voi-ai"
OTHER = "/b/lam-quen-voi-ai/ai-la-gi"
BANK = open_bank(shipped_bank(), today=MORNING.date())
PUBLIC = "https://hocai.example.vn"


@pytest.fixture
def serve(own_file: Path) -> Serve:
    """Opens the program with settings of one's own."""

    @asynccontextmanager
    async def opened(**changes: str) -> AsyncIterator[Client]:
        given = {"database_url": sqlite_url(own_file), "lessons_dir": shipped_lessons(), **changes}
        settings = DemoSettings(_env_file=None, **given)  # type: ignore[arg-type]  # pydantic narrows them
        async with (
            open_database(settings) as store,
            open_app(settings, store, World.system()) as app,
            TestClient(TestServer(open_web(app, settings, store))) as client,
        ):
            yield client

    return opened


@pytest.fixture
async def client(serve: Serve) -> AsyncIterator[Client]:
    async with serve() as opened:
        yield opened


async def page(client: Client, path: str, status: int = 200) -> str:
    answer = await client.get(path)
    assert answer.status == status
    return await answer.text()


def words(html: str) -> str:
    """What a page says, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def meta(html: str) -> dict[str, str]:
    """What a page tells to whoever makes a preview of it."""
    return {name: unescape(said) for name, said in re.findall(r'<meta property="([^"]+)" content="([^"]*)">', html)}


def token(html: str) -> str:
    found = re.search(r'name="id" value="([0-9a-f]{32})"', html)
    assert found is not None
    return found[1]


async def learn(client: Client, path: str = LESSON) -> ClientResponse:
    """The button on the lesson's page, followed to the chat."""
    return await client.post(path, data={"id": token(await page(client, path))})


async def press(client: Client, html: str, label: str) -> str:
    found = re.search(rf'name="choice" value="([^"]+)"[^>]*>{re.escape(label)}', html)
    assert found is not None, f"no button {label}"
    answer = await client.post("/", data={"id": token(html), "choice": found[1]})
    return await answer.text()


async def test_a_track_tells_what_it_is_and_leads_to_its_lessons(client: Client) -> None:
    answer = await client.get(TRACK)
    html = await answer.text()
    said = words(html)
    own = next(track for track in BANK.tracks if TRACK.endswith(track.id))
    assert re.findall(rf'href="({TRACK}/[^"]+)"', html) == [f"{TRACK}/{lesson}" for lesson in own.lessons]
    for told in ("Làm quen với AI", f"{len(own.lessons)} bài", "Bạn nghỉ giữa chừng", "AI có sai không?", "5 phút"):
        assert told in said
    assert html.count("<h1>") == html.count("<main") == 1
    assert "og:image" not in html
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert f'href="{TRACK}"' in await page(client, LESSON)


async def test_a_track_names_its_public_address(serve: Serve) -> None:
    async with serve(public_url=PUBLIC) as client:
        assert meta(await page(client, TRACK))["og:url"] == f"{PUBLIC}{TRACK}"


async def test_a_track_that_is_not_there_is_said_to_be_none(client: Client) -> None:
    for path in ("/b/khong-co", "/b/ai-la-gi", "/b/%00", "/b/%3Cscript%3E"):
        assert "Không có chặng này" in await page(client, path, 404)


async def test_a_lesson_tells_what_it_is_and_how_it_begins(client: Client) -> None:
    answer = await client.get(LESSON)
    html = await answer.text()
    said = words(html)
    for told in ("AI có sai không?", "5 phút", "Nhận ra ba dấu hiệu", "Thảo làm ở bộ phận một cửa", "AI đoán chữ nào"):
        assert told in said
    assert "Chỗ nào phải kiểm tra trước nhất" not in said
    assert html.count("<h1>") == html.count("<main") == 1
    assert answer.headers["Cache-Control"] == "no-store"


async def test_a_preview_names_no_address_that_the_operator_did_not(client: Client) -> None:
    told = meta(await (await client.get(LESSON, headers={"Host": "xau.example"})).text())
    assert told["og:title"] == "AI có sai không?"
    assert told["og:description"].startswith("Nhận ra ba dấu hiệu")
    assert told["og:locale"] == "vi_VN"
    assert not {"og:url", "og:image"} & set(told)


async def test_a_preview_has_the_public_address_and_the_picture(serve: Serve) -> None:
    async with serve(public_url=PUBLIC) as client:
        for path in (LESSON, f"{LESSON}/chuyen"):
            html = await page(client, path)
            told = meta(html)
            assert told["og:url"] == PUBLIC + path
            assert f'<link rel="canonical" href="{PUBLIC}{path}">' in html
            assert told["og:image"] == f"{PUBLIC}{LESSON}.png"
            assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
            assert told["og:image:alt"] == "AI có sai không?"


async def test_the_picture_is_drawn_and_known_again(client: Client) -> None:
    answers = await asyncio.gather(*(client.get(f"{LESSON}.png") for _ in range(3)))
    assert {answer.status for answer in answers} == {200}
    first = answers[0]
    assert first.content_type == "image/png"
    assert (await first.read()).startswith(b"\x89PNG")
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    for known in (first.headers["ETag"], "*", f'"x", W/{first.headers["ETag"]}'):
        again = await client.get(f"{LESSON}.png", headers={"If-None-Match": known})
        assert again.status == 304, known
        assert await again.read() == b""
    assert (await client.get(f"{LESSON}.png", headers={"If-None-Match": '"x"'})).status == 200


async def test_every_step_of_every_lesson_has_its_page(client: Client) -> None:
    checks = 0
    for lesson in BANK.lessons.values():
        for step in lesson.steps:
            html = await page(client, f"/b/{lesson.track}/{lesson.id}/{step.id}")
            assert "{" not in words(html)
            assert "đừng làm hộ" in words(html)
            assert "<script>" not in html
            if isinstance(step, Check):
                checks += 1
                before, _, rest = html.partition('class="options"')
                offered, _, rest = rest.partition("</ul>")
                options = re.findall(r"<li>(.*?)</li>", offered)
                assert [unescape(option) for option in options] == [option.label for option in step.options]
                assert plain(step.explanation)[:20] not in words(before) + words(rest)
    assert checks


async def test_a_step_can_be_sent_and_turned(client: Client) -> None:
    answer = await client.get(f"{LESSON}/vi-sao")
    html = await answer.text()
    port = client.port
    assert f"http://127.0.0.1:{port}{LESSON}/vi-sao</textarea>" in html
    assert f'href="{LESSON}/chuyen"' in html
    assert f'href="{LESSON}/cho-nao"' in html
    assert answer.headers["Cache-Control"] == "no-store"
    first, last = await page(client, f"{LESSON}/chuyen"), await page(client, f"{LESSON}/the")
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last


async def test_with_a_public_address_a_step_may_be_kept_by_others(serve: Serve) -> None:
    async with serve(public_url=PUBLIC) as client:
        answer = await client.get(f"{LESSON}/vi-sao", headers={"Host": "xau.example"})
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        html = await answer.text()
        assert f"{PUBLIC}{LESSON}/vi-sao</textarea>" in html
        assert "xau.example" not in html


@pytest.mark.parametrize("path", ["/kenh", f"{LESSON}/vi-sao", LESSON, "/privacy"])
async def test_a_strange_host_is_never_shown(client: Client, path: str) -> None:
    for host in ('"><script>alert(1)</script>', "q q", "x/../y", "javascript:alert(1)", "a@b", "ă.vn"):
        reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = (await asyncio.wait_for(reader.read(), 60)).decode(errors="replace")
        writer.close()
        assert answer.startswith("HTTP/1.1 "), host
        assert host not in answer
        assert "alert(1)" not in answer, host


@pytest.mark.parametrize("path", ["/kenh", f"{LESSON}/vi-sao", LESSON, TRACK, "/privacy"])
async def test_large_letters_reach_every_page_and_no_other_browser(client: Client, path: str) -> None:
    assert 'class="large"' not in (await page(client, path)).partition("<head>")[0]
    await client.post("/chat/size", data={"size": "lon"})
    answer = await client.get(path)
    assert '<html lang="vi" class="large">' in await answer.text()
    assert answer.headers["Vary"] == "Cookie"


@pytest.mark.parametrize("path", ["/khong-co", "/b/lam-quen-voi-ai/khong-co"])
async def test_large_letters_reach_what_is_said_of_a_fault(client: Client, path: str) -> None:
    assert 'class="large"' not in await page(client, path, 404)
    await client.post("/chat/size", data={"size": "lon"})
    for answer, status in (
        (await client.get(path), 404),
        (await client.post("/kenh"), 405),
        (await client.post("/chat/size", headers={"Sec-Fetch-Site": "cross-site"}), 403),
    ):
        assert answer.status == status
        assert '<html lang="vi" class="large">' in await answer.text()
        assert answer.headers["Vary"] == "Cookie"


async def test_what_is_not_there_gets_a_kind_sentence(client: Client) -> None:
    for path in (
        *("/b/khac/ai-co-sai-khong", "/b/lam-quen-voi-ai/khong-co", "/b/lam-quen-voi-ai/khong-co.png"),
        *(f"{LESSON}/buoc-cu", f"{LESSON}/x.png", "/b/khac/ai-co-sai-khong/chuyen", "/b/khac/ai-co-sai-khong.png"),
        *("/b/%00/%ff", "/b/%F0%9F%98%80/%3Cscript%3E", f"{LESSON}/%3Cscript%3Ealert(1)", "/b/..%2f..%2fetc/passwd"),
        *("/b/" + "x" * 4_000 + "/y", f"{LESSON}/{{bạn}}"),
    ):
        answer = await client.get(URL(path, encoded=True) if "%" in path else path)
        assert answer.status == 404, path
        html = await answer.text()
        assert re.search(r"Không có (bài|trang) này", words(html)), path
        assert "<script>" not in html, path


async def test_posting_to_a_lesson_that_is_not_there_takes_nothing(client: Client) -> None:
    answer = await client.post("/b/lam-quen-voi-ai/khong-co", data={"id": "x"})
    assert answer.status == 404
    assert COOKIE not in answer.cookies


async def test_another_site_sends_nobody_into_a_lesson(client: Client) -> None:
    answer = await client.post(LESSON, data={"id": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status == 403


async def test_somebody_new_is_welcomed_and_led_to_the_lesson(client: Client) -> None:
    html = await (await learn(client)).text()
    assert html.count("<article") == 1
    assert "mở ngay bài “AI có sai không?”" in words(html)
    html = await press(client, html, "Xem thử")
    html = await press(client, html, "Bác")
    assert "Thảo làm ở bộ phận một cửa" in words(html)


async def test_a_learner_is_in_the_lesson_at_once_and_keeps_their_place(client: Client) -> None:
    html = await press(client, await (await learn(client)).text(), "Đồng ý, học luôn")
    html = await press(client, html, "Bác")
    await press(client, html, "Tiếp")
    html = await (await learn(client)).text()
    assert words(html).count("AI có sai không? · 2/9") == 2
    html = await (await learn(client, OTHER)).text()
    assert f"{BANK.lessons[LessonId('ai-la-gi')].titles['vi']} · 1/" in words(html)


async def test_a_double_tap_on_the_button_counts_once(client: Client) -> None:
    await page(client, "/")
    form = {"id": token(await page(client, LESSON))}
    for _ in range(3):
        await client.post(LESSON, data=form)
    assert (await page(client, "/")).count("<article") == 2


async def test_too_many_taps_on_the_button_have_to_wait(client: Client) -> None:
    await page(client, "/")
    statuses = [(await client.post(LESSON, data={"id": f"{n}"}, allow_redirects=False)).status for n in range(25)]
    assert statuses[0] == 303
    assert statuses[-1] == 429


async def test_family_is_led_to_the_very_step(client: Client) -> None:
    for _ in range(2):  # without a cookie, and before any lesson
        answer = await client.get("/chat/step", allow_redirects=False)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        assert "Bạn vào một bài, rồi bấm lại “Nhờ người nhà giúp”" in words(await answer.text())
        await page(client, "/")
    html = await press(client, await (await learn(client)).text(), "Đồng ý, học luôn")
    html = await press(client, html, "Bác")
    await press(client, html, "Tiếp")
    answer = await client.get("/chat/step", allow_redirects=False)
    assert answer.headers["Location"] == f"{LESSON}/vi-sao"
    assert answer.headers["Cache-Control"] == "no-store"
    assert (await client.get("/chat/step")).status == 200


@pytest.mark.parametrize(
    ("choices", "path"),
    [
        (("l:ai-co-sai-khong:vi-sao:1:3:_next",), f"{LESSON}/vi-sao"),
        (("m:menu", "l:ai-co-sai-khong:vi-sao:9:3:a"), f"{LESSON}/vi-sao"),
        (("l:ai-co-sai-khong:buoc-cu:1:3:a",), LESSON),
        (("l:khong-co:vi-sao:1:3:a",), ""),
        (("m:menu", "l:x", ""), ""),
        ((), ""),
    ],
)
def test_the_present_step_is_told_by_the_choices(choices: tuple[str, ...], path: str) -> None:
    teaching = Teaching(lambda: BANK, phrases(), Operator("Xã", "1022"), World(now=lambda: MORNING), ZONE)
    offered = tuple(Choice(ChoiceId(choice), "Tiếp") for choice in choices)
    assert present(offered, teaching.context()) == path


LLM = {"llm_base_url": "https://llm.example.vn/v1", "llm_model": "qwen3:8b"}


async def test_privacy_says_that_nothing_is_sent_only_where_that_is_so(serve: Serve) -> None:
    async with serve() as client:
        said = words(await page(client, "/privacy"))
    assert "không nối với dịch vụ AI nào bên ngoài" in said
    assert "Gửi cho ai?" not in said
    for changes, name in (({}, "qwen3:8b (llm.example.vn)"), ({"llm_name": "Trợ Lý Việt"}, "Trợ Lý Việt")):
        async with serve(**LLM, **changes) as client:
            said = words(await page(client, "/privacy"))
            first = words(await page(client, "/"))
        assert "không nối với dịch vụ AI nào" not in said
        assert f"có thể được gửi sang dịch vụ AI {name} để góp ý kỹ hơn" in said
        assert "Không bao giờ gửi bài của người dưới 16 tuổi" in said
        assert f"dịch vụ AI {name}" in first


async def test_privacy_tells_what_the_program_goes_by(serve: Serve) -> None:
    async with serve(operator_name="UBND xã Đồng Văn", operator_contact="0219 <b>1</b>") as client:
        answer = await client.get("/privacy")
        html = await answer.text()
        said = words(html)
        assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "UBND xã Đồng Văn giữ và chịu trách nhiệm" in said
    assert "0219 &lt;b&gt;1&lt;/b&gt;" in html
    assert EVERY_SECONDS <= 3_600
    for told in (
        f"Máy quên tất cả {int(VISIT.total_seconds()) // 3600} giờ sau lần cuối",
        "chậm nhất thêm 1 giờ nữa",
        f"nhiều nhất {KEEP_PARKED.days} ngày",
        f"giữ {KEEP_KEYS.days} ngày để không ghi hai lần",
        f"tự hết hạn sau {KEPT_SECONDS // 86_400} ngày",
        "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15",
        "Nghị định 356/2025/NĐ-CP",
        "không nối với dịch vụ AI nào bên ngoài",
        "dưới 16 tuổi",
        "/dulieu",
    ):
        assert told in said
    assert "{" not in said
    assert html.count("<h1>") == 1


async def test_channels_name_the_public_address_alone(serve: Serve) -> None:
    async with serve(public_url=PUBLIC) as client:
        answer = await client.get("/kenh", headers={"Host": "xau.example"})
        html = await answer.text()
        assert "Không có trong danh sách này là giả" in words(html)
        assert f'<a href="{PUBLIC}">' in html
        assert "xau.example" not in html
        assert "chưa khai" not in html
        assert answer.headers["Cache-Control"] == "public, max-age=300"


async def test_without_a_public_address_channels_say_so_and_are_not_kept(client: Client) -> None:
    answer = await client.get("/kenh", headers={"Host": "[::1]:8080"})
    assert "chưa khai địa chỉ chính thức" in words(await answer.text())
    assert "http://[::1]:8080" in await answer.text()
    assert answer.headers["Cache-Control"] == "no-store"


async def test_the_chat_leads_to_the_pages(client: Client) -> None:
    html = await page(client, "/")
    for path in ("/chat/step", "/kenh", "/privacy"):
        assert f'href="{path}"' in html
