"""One's own data and card in a browser: erased without a script, and a card that is printed alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser import SCREEN, Scheme
from tests.web.conftest import NewTalk
from tests.web.talk import Talk


def go(talk: Talk, path: str) -> Page:
    """Opens one of the pages by its address."""
    talk.page.goto(talk.url + path)
    return talk.page


def fits(page: Page) -> bool:
    """Whether nothing has to be pushed sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth")) <= SCREEN[0]


def test_by_the_menu_to_the_end_without_a_script(new_talk: NewTalk) -> None:
    talk = new_talk(has_script=False).open()
    talk.agree()
    page = talk.page
    page.locator("summary").tap()
    page.get_by_role("button", name="Dữ liệu của tôi").tap()
    expect(page.locator("main")).to_contain_text("Bài đã mở: 1")
    page.get_by_role("button", name="Xoá hết ngay").tap()
    expect(page.get_by_role("heading", name="Chắc chắn xoá?")).to_be_visible()
    page.get_by_role("button", name="Không, giữ lại").tap()
    expect(page.locator("main")).to_contain_text("Bài đã mở: 1")
    page.get_by_role("button", name="Xoá hết ngay").tap()
    page.get_by_role("button", name="Xoá hết ngay bây giờ").tap()
    expect(page.locator("main")).to_contain_text("Cháu đã xoá hết dữ liệu của bác")
    page.go_back()
    expect(page.locator("main")).to_contain_text("không ghi nhớ việc học nào")
    talk.open()
    expect(talk.articles).to_have_count(1)
    expect(talk.choice("Đồng ý, học luôn")).to_be_visible()


def test_an_open_talk_of_the_erased_begins_anew(new_talk: NewTalk) -> None:
    talk = new_talk().open()
    talk.agree()
    other = new_talk(beside=talk)
    page = go(other, "dulieu/xoa")
    page.get_by_role("button", name="Xoá hết ngay bây giờ").tap()
    expect(page.get_by_role("heading", name="Đã xoá hết")).to_be_visible()
    expect(talk.articles).to_have_count(1)
    expect(talk.page.get_by_role("status").filter(has_text="Mọi thứ đã được xoá theo ý bạn.")).to_be_visible()
    expect(talk.choice("Đồng ý, học luôn")).to_be_visible()


def test_the_file_is_saved(talk: Talk) -> None:
    talk.agree()
    page = go(talk, "dulieu")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tải về (JSON)").tap()
    assert saved.value.suggested_filename == "ban-hoc-ai-du-lieu-cua-toi.json"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_is_printed_alone_and_black_on_white(new_talk: NewTalk, scheme: Scheme) -> None:
    talk = new_talk(scheme=scheme).open()
    talk.agree()
    page = talk.page
    page.locator("summary").tap()
    page.get_by_role("button", name="Thẻ của tôi").tap()
    page.get_by_role("button", name="Lấy mã quay lại").tap()
    card = page.locator("#card")
    expect(card.locator(".code")).to_contain_text("-")
    expect(page.get_by_role("button", name="In thẻ")).to_be_visible()
    page.emulate_media(media="print")
    expect(card.locator("img")).to_be_visible()
    assert page.locator("body *:visible").evaluate_all(
        "all => all.every(each => each.closest('#card') || each.querySelector('#card'))"
    )
    look = "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    assert card.evaluate(look) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    box = card.bounding_box()
    assert box is not None
    assert 105 <= round(box["width"] / 96 * 25.4) <= 106
    assert 74 <= round(box["height"] / 96 * 25.4) <= 80
    assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("is_large", [False, True])
def test_the_pages_fit_a_small_telephone(new_talk: NewTalk, is_large: bool) -> None:
    talk = new_talk().open()
    talk.agree()
    if is_large:
        talk.page.locator("summary").tap()
        talk.page.get_by_role("button", name="Chữ to, câu ngắn").tap()
        expect(talk.page.locator("html")).to_have_class("large")
    go(talk, "the").get_by_role("button", name="Lấy mã quay lại").tap()
    expect(talk.page.locator("#card")).to_be_visible()
    for path in ("the", "dulieu", "dulieu/xoa", "chat/leave"):
        assert fits(go(talk, path)), path
