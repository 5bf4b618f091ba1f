"""For everybody: axe-core finds nothing at WCAG 2.2 AA on any screen, in light, dark and large letters."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import Scheme, telephone
from tests.web.server import Server
from tests.web.talk import Talk

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js"
LEVEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (level) => {
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)));
    const found = await axe.run(document, { runOnly: level });
    return {
        checked: found.passes.length,
        faults: found.violations.flatMap((fault) =>
            fault.nodes.map((node) => `${fault.id}: ${node.target.join(' ')}: ${node.failureSummary}`)),
    };
}"""
VOICE = """
  const speech = new EventTarget();
  speech.getVoices = () => [{ lang: 'vi-VN' }];
  speech.cancel = () => {};
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
"""


@pytest.mark.parametrize(("scheme", "is_large"), [("light", False), ("dark", False), ("light", True), ("dark", True)])
def test_no_screen_shuts_anybody_out(browser: Browser, server: Server, scheme: Scheme, is_large: bool) -> None:
    context = telephone(browser, scheme=scheme, is_open=True)
    context.add_init_script(VOICE)
    try:
        talk = Talk(context.new_page(), server.url).open()
        if is_large:
            talk.page.locator("summary").tap()
            talk.page.get_by_role("button", name="Chữ to, câu ngắn").tap()
            expect(talk.page.get_by_role("button", name="Chậm hơn")).to_be_visible()
        faults = faults_of(talk, "first screen")
        press(talk, "Đồng ý, học luôn")
        faults += faults_of(talk, "how to be addressed")
        press(talk, "Bác")
        while talk.newest.get_attribute("data-kind") != "card":
            faults += faults_of(talk, "what to learn first")
            press(talk, talk.choices()[0])
        faults += faults_of(talk, "card")
        press(talk, "Tiếp", "Tiếp", "Tiếp", "Máy tính bỏ túi ngoài chợ")
        faults += faults_of(talk, "a wrong answer")
        press(talk, "Ứng dụng viết thư hộ", "Tiếp", "Tiếp", "Sai", "Tiếp")
        faults += faults_of(talk, "exercise")
        talk.say("Giải thích AI là gì cho mẹ tôi")
        faults += faults_of(talk, "feedback")
        talk.page.locator("summary").tap()
        expect(talk.page.get_by_role("button", name="Thoát")).to_be_visible()
        faults += faults_of(talk, "menu")
        talk.page.evaluate("for (const id of ['pill', 'offline']) document.getElementById(id).hidden = false")
        faults += faults_of(talk, "a bad line")
        assert faults == []
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_beside_the_chat_shuts_anybody_out(browser: Browser, server: Server, scheme: Scheme) -> None:
    context = telephone(browser, scheme=scheme, is_open=True)
    try:
        talk = Talk(context.new_page(), server.url).open()
        talk.agree()
        faults: list[str] = []
        for path in ("privacy", "kenh", "dulieu", "the", "chat/leave", "khong-co", "b/an-toan-so", "chat/step"):
            talk.page.goto(server.url + path)
            faults += faults_of(talk, path, fewest=5)
        assert faults == []
    finally:
        context.close()


def press(talk: Talk, *labels: str) -> None:
    """Presses by the label's words, whatever number stands before it."""
    for label in labels:
        before = talk.last()
        talk.page.locator("#answers button").filter(has_text=label).first.tap()
        talk.answered(before)


def faults_of(talk: Talk, screen: str, fewest: int = 10) -> list[str]:
    if not talk.page.evaluate("'axe' in window"):
        talk.page.add_script_tag(path=AXE)
    # Elsewhere a button may happen to lie half behind the bar at the bottom, as anything that is scrolled may.
    talk.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    found = talk.page.evaluate(RUN, LEVEL)
    assert found["checked"] > fewest
    return [f"{screen}: {fault}" for fault in found["faults"]]
