"""Leaving a browser that several people share: never without a word about the way back."""

from playwright.sync_api import Page, expect

from tests.web.conftest import NewTalk
from tests.web.talk import Talk


def ask(talk: Talk) -> Page:
    """Opens the menu and asks to leave."""
    talk.page.locator("summary").tap()
    talk.page.get_by_role("button", name="Thoát khỏi máy này").tap()
    expect(talk.page.get_by_role("heading", name="Thoát khỏi máy này?")).to_be_visible()
    return talk.page


def is_nobody(talk: Talk) -> None:
    expect(talk.articles).to_have_count(1)
    expect(talk.choice("Đồng ý, học luôn")).to_be_visible()


def test_whoever_leaves_takes_a_code_along_and_comes_back_by_it(new_talk: NewTalk) -> None:
    for has_script in (True, False):
        talk = new_talk(has_script=has_script).open()
        talk.agree()
        talk.press("Tiếp")
        page = ask(talk)
        expect(page.locator("main")).to_contain_text("chưa có mã quay lại")
        page.get_by_role("button", name="Lấy mã rồi hãy thoát").tap()
        code = page.locator(".code").inner_text()
        page.get_by_role("button", name="Tôi chép mã rồi, thoát").tap()
        is_nobody(talk)
        talk.press("Đã học rồi, có mã quay lại")
        talk.write.fill(code)
        talk.page.locator("#send").tap()
        expect(talk.log).to_contain_text("2/8")


def test_whoever_stays_is_where_they_were(talk: Talk) -> None:
    talk.agree()
    said = talk.last()
    ask(talk).get_by_role("button", name="Ở lại").tap()
    assert talk.last() == said


def test_whoever_wants_nothing_left_behind_erases_it(talk: Talk) -> None:
    talk.agree()
    page = ask(talk)
    page.get_by_role("button", name="Xoá hết rồi thoát").tap()
    page.get_by_role("button", name="Xoá hết ngay bây giờ").tap()
    expect(page.get_by_role("heading", name="Đã xoá hết")).to_be_visible()
    is_nobody(talk.open())


def test_a_visitor_leaves_nothing_behind(talk: Talk) -> None:
    talk.press("Xem thử, không ghi nhớ", "Bác")
    ask(talk).get_by_role("button", name="Thoát", exact=True).tap()
    is_nobody(talk)
