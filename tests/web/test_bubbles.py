"""What a script adds to the bubbles: reading aloud, copying, and a word about pictures."""

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import Scheme, telephone
from tests.web.conftest import NewTalk
from tests.web.server import Server
from tests.web.talk import Talk

VOICES = """
  window.heard = [];
  window.silenced = 0;
  class Utterance extends EventTarget { constructor(text) { super(); this.text = text; } }
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
  const speech = new EventTarget();
  speech.voices = VOICES;
  speech.getVoices = () => speech.voices;
  speech.speak = (spoken) => { window.heard.push(spoken); };
  speech.cancel = () => { window.silenced += 1; };
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
"""
QUOTE = """document.querySelector("#log article").insertAdjacentHTML(
    "beforeend", "<blockquote>Hãy viết thư cho tổ trưởng.</blockquote>")"""
CONTRAST = """(quote) => {
    const light = (colour) => {
        const parts = colour.match(/[0-9.]+/g).map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05;
    };
    const bar = light(getComputedStyle(quote).borderLeftColor);
    const ground = light(getComputedStyle(quote.parentElement).backgroundColor);
    return Math.max(bar, ground) / Math.min(bar, ground);
}"""
VIETNAMESE, ENGLISH = "[{ lang: 'en-US' }, { lang: 'vi-VN' }]", "[{ lang: 'en-US' }]"


def with_voices(talk: Talk, voices: str) -> Talk:
    talk.page.add_init_script(VOICES.replace("VOICES", voices, 1))
    return talk


def heard(talk: Talk) -> list[str]:
    """What has been said aloud, and forgets it."""
    said: list[str] = talk.page.evaluate("window.heard.splice(0).map((each) => each.text)")
    return said


def test_each_bubble_of_the_machine_has_a_loudspeaker_that_starts_and_stops(new_talk: NewTalk) -> None:
    talk = with_voices(new_talk(), VIETNAMESE).open()
    talk.agree()
    assert talk.page.locator("article:not([data-from=learner]) > .aloud").count() == (
        talk.articles.count() - talk.own.count()
    )
    assert talk.page.locator("[data-from=learner] .aloud").count() == 0
    speaker = talk.newest.locator(".aloud")
    box = speaker.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) >= (44, 44)
    assert box["x"] + box["width"] <= 360
    expect(speaker).to_have_attribute("aria-label", "Đọc to tin này")
    speaker.tap()
    expect(speaker).to_have_attribute("aria-label", "Dừng đọc")
    assert talk.page.evaluate("window.heard[0].voice.lang + window.heard[0].lang") == "vi-VNvi-VN"
    said = heard(talk)
    assert said == talk.newest.locator("p").all_inner_texts()
    assert "Máy trả lời:" not in " ".join(said)
    before = talk.page.evaluate("window.silenced")
    speaker.tap()
    expect(speaker).to_have_attribute("aria-label", "Đọc to tin này")
    assert heard(talk) == []
    assert talk.page.evaluate("window.silenced") > before


def test_what_has_been_read_to_its_end_may_be_read_again(new_talk: NewTalk) -> None:
    talk = with_voices(new_talk(), VIETNAMESE).open()
    speaker = talk.newest.locator(".aloud")
    for _ in range(2):
        speaker.tap()
        expect(speaker).to_have_attribute("aria-label", "Dừng đọc")
        talk.page.evaluate("window.heard.splice(0).at(-1).dispatchEvent(new Event('end'))")
        expect(speaker).to_have_attribute("aria-label", "Đọc to tin này")


def test_where_no_voice_speaks_vietnamese_there_is_no_loudspeaker_until_one_comes(new_talk: NewTalk) -> None:
    talk = with_voices(new_talk(), ENGLISH).open()
    expect(talk.articles).to_have_count(1)
    expect(talk.page.locator(".aloud")).to_have_count(0)
    talk.page.evaluate(
        f"speechSynthesis.voices = {VIETNAMESE}; speechSynthesis.dispatchEvent(new Event('voiceschanged'))"
    )
    expect(talk.page.locator(".aloud")).to_have_count(1)


def test_large_letters_read_the_newest_message_again_and_slower(new_talk: NewTalk) -> None:
    talk = with_voices(new_talk(), VIETNAMESE).open()
    expect(talk.page.locator("#voice")).to_have_count(0)
    talk.agree()
    enlarge(talk)
    number = talk.newest.get_attribute("data-number")
    talk.page.get_by_role("button", name="Đọc lại").tap()
    pieces = talk.page.locator(f"article[data-number='{number}']")
    assert pieces.count() > 1
    assert heard(talk) == [*pieces.locator("p").all_inner_texts(), "1. Tiếp"]
    slower = talk.page.get_by_role("button", name="Chậm hơn")
    slower.tap()
    assert talk.page.evaluate("window.heard[0].rate") < 1
    heard(talk)
    slower.tap()
    assert heard(talk) == []


def test_large_letters_are_answered_by_the_number_that_is_shown(new_talk: NewTalk) -> None:
    talk = new_talk().open()
    talk.agree()
    enlarge(talk)
    assert [words.split(".")[0] for words in talk.choices()] == [str(n + 1) for n in range(len(talk.choices()))]
    talk.say("1")
    expect(talk.log).to_contain_text("2/8")
    for words in talk.articles.locator("> p").all_inner_texts():
        assert len(words.split()) <= 25, words


def enlarge(talk: Talk) -> None:
    talk.page.locator("summary").tap()
    talk.page.get_by_role("button", name="Chữ to, câu ngắn").tap()
    expect(talk.page.locator("html.large")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_quote_has_a_bar_that_is_seen(new_talk: NewTalk, scheme: Scheme) -> None:
    talk = new_talk(scheme=scheme).open()
    talk.page.evaluate(QUOTE)
    assert talk.page.locator("#log blockquote").evaluate(CONTRAST) >= 3, "WCAG 2.2, 1.4.11"


def test_a_text_to_keep_is_copied_by_one_tap(browser: Browser, server: Server) -> None:
    context = telephone(browser)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    try:
        talk = Talk(context.new_page(), server.url).open()
        talk.page.evaluate(SAMPLE)
        copy(talk)
        assert talk.page.evaluate("navigator.clipboard.readText()") == "Hãy viết thư\ncho tổ trưởng."
        assert talk.complaints == []
    finally:
        context.close()


def test_a_text_is_copied_where_the_browser_has_no_clipboard_for_pages(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });")
    talk.page.add_init_script("document.addEventListener('copy', () => { window.copied = String(getSelection()); });")
    talk.open()
    talk.page.evaluate(SAMPLE)
    copy(talk)
    assert talk.page.evaluate("window.copied") == "Hãy viết thư\ncho tổ trưởng."


SAMPLE = """() => {
    const article = document.createElement('article');
    const pre = document.createElement('pre');
    pre.textContent = 'Hãy viết thư\\ncho tổ trưởng.';
    article.append(pre);
    document.getElementById('log').append(article);
}"""


def copy(talk: Talk) -> None:
    button = talk.page.get_by_role("button", name="Chép")
    box = button.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) >= (44, 44)
    button.tap()
    expect(talk.page.get_by_role("status").filter(has_text="Đã chép")).to_have_count(1)
    expect(talk.page.get_by_role("button", name="✓ Đã chép")).to_be_visible()


GIVE = """([kind, type, hasText]) => {
    const given = new DataTransfer();
    given.items.add(new File(['secret'], 'can-cuoc.jpg', { type }));
    if (hasText) given.setData('text/plain', 'bảng');
    const place = document.getElementById(kind === 'paste' ? 'text' : 'log');
    const event = kind === 'paste'
        ? new ClipboardEvent('paste', { clipboardData: given, bubbles: true, cancelable: true })
        : new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true });
    place.dispatchEvent(event);
    return event.defaultPrevented;
}"""


def test_a_picture_or_a_file_that_is_pasted_or_dropped_gets_an_answer_and_stays_at_home(new_talk: NewTalk) -> None:
    talk = new_talk().open()
    talk.agree()
    posted: list[str] = []
    talk.page.on("request", lambda request: posted.append(request.post_data or ""))
    for kind, content_type, said in (
        ("paste", "image/jpeg", "chưa xem được ảnh"),
        ("drop", "image/png", "chưa xem được ảnh"),
        ("drop", "application/pdf", "không mở được tệp"),
        ("drop", "", "không mở được tệp"),
    ):
        before = talk.last()
        assert talk.page.evaluate(GIVE, [kind, content_type, False])
        talk.answered(before)
        expect(talk.newest).to_contain_text(said)
        expect(talk.choice("Tiếp")).to_be_enabled()
    assert posted
    assert "secret" not in "".join(posted)
    assert "can-cuoc" not in "".join(posted)
    assert not talk.page.evaluate(GIVE, ["paste", "image/png", True])
    talk.press("Tiếp")
    expect(talk.newest).to_contain_text("2/8")
