"""What people do with a page: tap twice, reload, go back, lose their cookies, and type whatever they like."""

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.web.browser import slow_down
from tests.web.conftest import NewTalk
from tests.web.server import Server
from tests.web.talk import Talk


def test_a_double_tap_sends_once(new_talk: NewTalk) -> None:
    talk = new_talk().open()
    talk.agree()
    own = talk.own.count()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    talk.page.route(talk.url, hold)
    before = talk.last()
    box = talk.choice("Tiếp").bounding_box()
    assert box is not None
    for _ in range(2):
        talk.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(talk.page.locator("#log .waits")).to_have_text("Tiếp")
    for each in held:
        each.continue_()
    talk.answered(before)
    expect(talk.own).to_have_count(own + 1)
    expect(talk.newest).to_contain_text("2/8")
    talk.page.reload()
    expect(talk.own).to_have_count(own + 1)


def test_a_double_tap_without_a_script_sends_once(new_talk: NewTalk) -> None:
    talk = new_talk(has_script=False).open()
    talk.agree()
    own = talk.own.count()
    slow_down(talk.page)
    before = talk.last()
    talk.choice("Tiếp").dblclick()
    talk.answered(before)
    talk.page.reload()
    expect(talk.own).to_have_count(own + 1)
    expect(talk.newest).to_contain_text("2/8")


def test_a_reload_in_the_middle_shows_the_same(talk: Talk) -> None:
    talk.agree()
    talk.press("Tiếp", "Tiếp", "Tiếp", "Đèn pin trong điện thoại")
    shown, offered = talk.articles.all_inner_texts(), talk.choices()
    talk.page.reload()
    assert talk.articles.all_inner_texts() == shown
    assert talk.choices() == offered
    talk.press("Ứng dụng viết thư hộ")
    expect(talk.newest).to_contain_text("Đúng rồi!")


def test_back_from_elsewhere_leads_to_the_same_step(talk: Talk) -> None:
    talk.agree()
    talk.page.goto(talk.url + "healthz")
    talk.page.go_back()
    expect(talk.newest).to_contain_text("Cụ Hoà trồng chè")
    talk.press("Tiếp")
    expect(talk.newest).to_contain_text("2/8")


def test_back_without_a_script_shows_the_present_step(new_talk: NewTalk) -> None:
    talk = new_talk(has_script=False).open()
    talk.agree()
    talk.press("Tiếp", "Tiếp")
    talk.page.go_back()
    expect(talk.newest).to_contain_text("3/8")
    talk.press("Tiếp")
    expect(talk.newest).to_contain_text("4/8")


@pytest.mark.parametrize("missing", ["htmx", "chat"])
def test_a_page_that_lacks_one_of_its_scripts_works_as_one_without(new_talk: NewTalk, missing: str) -> None:
    talk = new_talk()
    talk.page.route(f"**/static/{missing}*.js", lambda route: route.abort())
    talk.open()
    talk.agree()
    talk.press("Tiếp")
    expect(talk.newest).to_contain_text("2/8")
    talk.say("Cháu chào bác")
    expect(talk.own.last).to_contain_text("Cháu chào bác")
    talk.forgive("Failed to load resource: net::ERR_FAILED")


def test_an_old_form_moves_nothing(new_talk: NewTalk) -> None:
    old = new_talk(has_script=False).open()
    old.agree()
    new = new_talk(beside=old).open()
    new.press("Tiếp", "Tiếp")
    old.press("Tiếp")
    expect(old.newest).to_contain_text("3/8")
    old.press("Tiếp")
    expect(old.newest).to_contain_text("4/8")


def test_what_is_said_in_one_window_shows_in_the_other(new_talk: NewTalk) -> None:
    one = new_talk().open()
    other = new_talk(beside=one).open()
    one.agree()
    expect(other.newest).to_contain_text("Cụ Hoà trồng chè")
    other.press("Tiếp")
    expect(one.newest).to_contain_text("2/8")
    one.press("Tiếp")
    expect(other.newest).to_contain_text("3/8")
    expect(other.choice("Tiếp")).to_be_visible()
    assert other.articles.all_inner_texts() == one.articles.all_inner_texts()


def test_a_return_code_leads_back_after_all_cookies_are_lost(talk: Talk) -> None:
    talk.agree()
    talk.press("Tiếp")
    talk.page.locator("summary").tap()
    before = talk.last()
    talk.page.get_by_role("button", name="Cài đặt").tap()
    talk.answered(before)
    talk.press("Mã quay lại")
    found = re.search(r"\d+-\d{3} \d{3}", talk.newest.inner_text())
    assert found is not None
    talk.press("Quay lại")
    talk.page.context.clear_cookies()
    talk.open()
    expect(talk.articles).to_have_count(1)
    talk.press("Đã học rồi, có mã quay lại")
    talk.say(found[0])
    expect(talk.newest).to_contain_text("2/8")
    expect(talk.own.last).to_contain_text("••••••")
    talk.press("Tiếp")
    expect(talk.newest).to_contain_text("3/8")


def test_tags_are_shown_as_text(talk: Talk) -> None:
    words = (
        """<script>document.title = "hỏng"</script> <img src=x onerror=alert(1)> <b>đậm</b> & "nháy" 'đơn' {{ 7 }}"""
    )
    talk.agree()
    talk.say(words)
    for _ in range(2):
        expect(talk.own.last.locator("p")).to_have_text(words)
        expect(talk.page.locator("#log :is(script, img, b)")).to_have_count(0)
        expect(talk.page).to_have_title("Bạn Học AI")
        talk.page.reload()


def test_a_letter_that_is_not_finished_is_not_sent(browser: Browser, server: Server) -> None:
    """Telex on a computer: Enter ends the word that is being composed, and only the next Enter sends."""
    context = browser.new_context(locale="vi-VN")
    try:
        talk = Talk(context.new_page(), server.url).open()
        before = talk.last()
        talk.write.focus()
        context.new_cdp_session(talk.page).send(
            "Input.imeSetComposition", {"text": "vie", "selectionStart": 3, "selectionEnd": 3}
        )
        for told in ({"isComposing": True}, {"keyCode": 229}):
            is_let_through = talk.page.evaluate(
                """(told) => document.getElementById('text').dispatchEvent(
                    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...told }))""",
                told,
            )
            assert is_let_through
        expect(talk.page.locator("#log .waits")).to_have_count(0)
        assert talk.last() == before
        context.new_cdp_session(talk.page).send("Input.insertText", {"text": "việc"})
        talk.page.keyboard.press("Shift+Enter")
        talk.page.keyboard.insert_text("nhà")
        assert talk.last() == before
        talk.page.keyboard.press("Enter")
        talk.answered(before)
        expect(talk.own.last).to_contain_text("việc")
        expect(talk.own.last).to_contain_text("nhà")
        assert talk.complaints == []
    finally:
        context.close()


def test_a_keyboard_that_lies_over_the_page_does_not_hide_the_box(talk: Talk) -> None:
    talk.agree()
    page = talk.page
    page.evaluate("""() => {
        Object.defineProperty(visualViewport, 'height', { get: () => 380, configurable: true });
        visualViewport.dispatchEvent(new Event('resize'));
    }""")
    box = page.locator("#write").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 380
    page.evaluate("delete visualViewport.height; visualViewport.dispatchEvent(new Event('resize'))")
    box = page.locator("#write").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] > 600
