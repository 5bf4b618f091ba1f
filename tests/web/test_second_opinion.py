"""A language model adds its words to the answer to a prompt: in the same bubble, on every window, once."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.fakes.llm import FakeLLM, Fault, fake_llm
from tests.web.browser import require_chromium
from tests.web.conftest import NewTalk, talks_with
from tests.web.server import running
from tests.web.talk import Talk

TRY = "Hãy viết lời giải thích AI là gì cho bà con trồng chè"
ADDED = "AI viết thêm"


@contextmanager
def llm_beside() -> Iterator[FakeLLM]:
    """The endpoint, on a thread of its own: while the browser is open, this one runs no event loop."""
    is_over, served, loop = asyncio.Event(), threading.Event(), asyncio.new_event_loop()
    opened: list[FakeLLM] = []

    async def serve() -> None:
        async with fake_llm() as llm:
            opened.append(llm)
            served.set()
            await is_over.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert served.wait(timeout=10)
        yield opened[0]
    finally:
        loop.call_soon_threadsafe(is_over.set)
        thread.join()
        loop.close()


@pytest.fixture(scope="module")
def llm() -> Iterator[FakeLLM]:
    with llm_beside() as opened:
        yield opened


@pytest.fixture(scope="module")
def new_talk(browser: Browser, llm: FakeLLM) -> Iterator[NewTalk]:
    require_chromium()
    settings = {
        "BANHOC_LLM_BASE_URL": llm.url,
        "BANHOC_LLM_MODEL": llm.model,
        "BANHOC_LLM_API_KEY": llm.key,
        "BANHOC_LLM_ALLOW_PRIVATE": "true",
    }
    with running(settings=settings) as server, talks_with(browser, server) as make:
        yield make


def at_the_exercise(talk: Talk) -> Talk:
    """Somebody at the first lesson's prompt."""
    talk.open().agree()
    talk.say("/hoc ai-la-gi/thu-viet")
    return talk


def answer(talk: Talk) -> Locator:
    """The bubble that answers the last prompt."""
    return talk.page.locator("article[data-kind=feedback]").last


def test_they_come_into_the_bubble_while_one_reads_it(new_talk: NewTalk, llm: FakeLLM) -> None:
    llm.slow_seconds = 1.0
    llm.queue(Fault.SLOW)
    talk = at_the_exercise(new_talk())
    beside = new_talk(beside=talk).open()
    talk.say(TRY)
    expect(answer(talk)).not_to_contain_text(ADDED)
    count, labels = talk.articles.count(), talk.choices()
    expect(answer(talk)).to_contain_text(ADDED)
    for each in (talk, beside):
        expect(answer(each).locator(".added")).to_have_count(1)
        expect(answer(each).locator(".added")).to_contain_text(llm.feedback)
        expect(each.articles).to_have_count(count)
    assert talk.choices() == labels
    assert talk.last() == int(answer(talk).get_attribute("data-number") or 0) + 1
    talk.say("/help")
    expect(answer(talk).locator(".added")).to_have_count(1)
    talk.page.reload()
    expect(answer(talk).locator(".added")).to_have_count(1)
    expect(answer(talk)).to_contain_text(llm.feedback)


def test_a_window_that_had_no_stream_meanwhile_gets_them_with_the_next_one(new_talk: NewTalk, llm: FakeLLM) -> None:
    llm.slow_seconds = 4.0  # so long that the window has been left before
    llm.queue(Fault.SLOW)
    talk = new_talk()
    talk.page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.isAway === true });")
    at_the_exercise(talk)
    talk.say(TRY)
    talk.page.evaluate("window.isAway = true; document.dispatchEvent(new Event('visibilitychange'))")
    beside = new_talk(beside=talk).open()
    expect(answer(beside).locator(".added")).to_have_count(1)
    expect(answer(talk).locator(".added")).to_have_count(0)
    talk.page.evaluate("window.isAway = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(answer(talk).locator(".added")).to_have_count(1)
    assert talk.articles.all_inner_texts() == beside.articles.all_inner_texts()


def test_without_a_script_they_stand_there_when_the_page_is_loaded_anew(new_talk: NewTalk, llm: FakeLLM) -> None:
    talk = new_talk(has_script=False).open()
    for label in ("Đồng ý, học luôn", "Bác", "Chưa biết, cứ học từ đầu"):
        talk.choice(label).tap()
    for words in ("/hoc ai-la-gi/thu-viet", TRY):
        talk.write.fill(words)
        talk.page.locator("#send").tap()
    expect(answer(talk)).to_have_count(1)
    while answer(talk).locator(".added").count() == 0:
        talk.page.reload()
    expect(answer(talk)).to_contain_text(llm.feedback)


def test_with_large_letters_they_stand_in_the_last_of_its_bubbles(new_talk: NewTalk, llm: FakeLLM) -> None:
    talk = at_the_exercise(new_talk())
    talk.page.locator("summary").tap()
    talk.page.get_by_role("button", name="Chữ to, câu ngắn").tap()
    expect(talk.page.locator("html.large")).to_have_count(1)
    llm.slow_seconds = 1.0
    llm.queue(Fault.SLOW)
    talk.say(TRY)
    count = talk.articles.count()
    expect(talk.newest.locator(".added")).to_have_count(1)
    expect(talk.articles).to_have_count(count)
