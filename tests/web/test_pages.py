"""The public pages on a telephone: they fit it, can be pressed with a thumb, and lead into the chat and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from bot.web.view import LARGE, SIZE
from tests.web.browser import SCREEN, Scheme
from tests.web.conftest import NewTalk
from tests.web.talk import Talk

LESSON = "b/lam-quen-voi-ai/ai-co-sai-khong"
TRACK = "b/lam-quen-voi-ai"
PAGES = ("privacy", "kenh", "chat/step", TRACK, LESSON, f"{LESSON}/chuyen", f"{LESSON}/nhan-ra", f"{LESSON}/thu-viet")
SHARED = (
    "navigator.share = facts => { window.shared = facts; return Promise.reject(new DOMException('no', 'AbortError')); }"
)


def too_small(page: Page) -> list[str]:
    """What can be pressed and is lower than a thumb is wide."""
    found = page.evaluate(
        """[...document.querySelectorAll("a, button, textarea, summary")]
            .filter(each => each.offsetHeight > 0 && each.offsetHeight < 44).map(each => each.outerHTML)"""
    )
    return [str(each) for each in found]


@pytest.mark.parametrize(("scheme", "is_large"), [("light", False), ("dark", False), ("light", True)])
def test_they_fit_a_small_telephone(new_talk: NewTalk, scheme: Scheme, *, is_large: bool) -> None:
    talk = new_talk(scheme=scheme)
    if is_large:
        talk.page.context.add_cookies([{"name": SIZE, "value": LARGE, "url": talk.url}])
    for path in PAGES:
        talk.page.goto(talk.url + path)
        expect(talk.page.locator("main h1")).to_have_count(1)
        expect(talk.page.locator("html.large")).to_have_count(int(is_large))
        assert talk.page.evaluate("document.documentElement.scrollWidth") == SCREEN[0], path
        assert too_small(talk.page) == [], path


@pytest.mark.parametrize("has_script", [True, False])
def test_somebody_new_comes_into_the_chat_by_a_lesson(new_talk: NewTalk, has_script: bool) -> None:
    talk = new_talk(has_script=has_script)
    talk.page.goto(talk.url + LESSON)
    talk.page.get_by_role("button", name="Học bài này").tap()
    expect(talk.newest).to_contain_text("mở ngay bài “AI có sai không?”")
    talk.press("Đồng ý, học luôn", "Bác")
    expect(talk.newest).to_contain_text("Thảo làm ở bộ phận một cửa")


def test_one_can_look_through_a_lesson_without_being_known(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.page.goto(talk.url + LESSON)
    talk.page.get_by_role("button", name="Xem thử").tap()
    for position in range(1, 9):
        expect(talk.page.locator("main")).to_contain_text(f"Màn hình {position} trong 9")
        talk.page.get_by_role("button", name="Màn sau").tap()
    expect(talk.page.locator("main")).to_contain_text("Màn hình 9 trong 9")
    assert talk.page.context.cookies() == []


def test_the_options_of_a_question_do_not_look_like_buttons(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.page.goto(talk.url + f"{LESSON}/nhan-ra")
    option = talk.page.locator(".options li").first
    expect(option).to_have_css("border-top-width", "0px")
    expect(option).to_have_css("list-style-type", "disc")


def test_family_is_asked_with_the_step_at_hand(talk: Talk) -> None:
    menu = talk.page.locator("summary")
    link = talk.page.get_by_role("link", name="Nhờ người nhà giúp")
    menu.tap()
    expect(talk.page.get_by_role("link", name="Kênh chính thức")).to_be_visible()
    expect(link).to_be_hidden()
    menu.tap()
    talk.agree()
    talk.press("Tiếp")
    menu.tap()
    expect(link).to_be_visible()
    words = talk.newest.locator("p").nth(1).inner_text()
    link.tap()
    expect(talk.page).to_have_url(re.compile(r"/b/[a-z-]+/[a-z-]+/[a-z-]+$"))
    expect(talk.page.locator("main article")).to_contain_text(words)
    expect(talk.page.locator("#address")).to_have_value(talk.page.url)


def test_a_telephone_sends_the_address_in_its_own_way(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.page.add_init_script(SHARED)
    talk.page.goto(talk.url + f"{LESSON}/nhan-ra#x")
    talk.page.get_by_role("button", name="Gửi cho người nhà").tap()
    shared = talk.page.evaluate("window.shared")
    assert shared["url"] == talk.url + f"{LESSON}/nhan-ra"
    assert "AI có sai không?" in shared["title"]


def test_without_a_script_the_address_is_there_to_be_copied(new_talk: NewTalk) -> None:
    talk = new_talk(has_script=False)
    talk.page.goto(talk.url + f"{LESSON}/nhan-ra")
    expect(talk.page.locator("#address")).to_have_value(talk.url + f"{LESSON}/nhan-ra")
    expect(talk.page.locator("#share")).to_be_hidden()
