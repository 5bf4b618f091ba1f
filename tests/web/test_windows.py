"""Several windows of one browser: one stream for all of them, and none that shows somebody else's chat."""

from playwright.sync_api import Page, Request, Route, expect

from tests.web.conftest import NewTalk
from tests.web.talk import Talk

WINDOWS = 7
"""One more than the connections that a browser opens to one site over HTTP/1.1."""
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });"


def is_stream(request: Request) -> bool:
    return "/chat/stream" in request.url


def streams_of(page: Page) -> list[Request]:
    """Notes the streams that a page asks for from now on."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if is_stream(request) else None)
    return asked


def test_seven_windows_share_one_stream_and_all_of_them_work(new_talk: NewTalk) -> None:
    first = new_talk()
    with first.page.expect_request(is_stream):
        first.open()
    rest = [new_talk(beside=first) for _ in range(WINDOWS - 1)]
    asked = [streams_of(each.page) for each in rest]
    for each in rest:
        each.open()
    rest[-1].agree()
    for each in (first, *rest):
        expect(each.newest).to_contain_text("Cụ Hoà trồng chè")
    first.press("Tiếp")
    for each in rest:
        expect(each.newest).to_contain_text("2/8")
        assert each.articles.all_inner_texts() == first.articles.all_inner_texts()
    assert sum(map(len, asked)) == 0


def test_a_window_that_closes_leaves_its_stream_to_another(new_talk: NewTalk) -> None:
    first = new_talk()
    with first.page.expect_request(is_stream):
        first.open()
    second = new_talk(beside=first).open()
    with second.page.expect_request(is_stream):
        first.page.close()
    third = new_talk(beside=second).open()
    third.agree()
    expect(second.newest).to_contain_text("Cụ Hoà trồng chè")


def test_a_window_that_missed_something_gets_it_from_the_stream_of_another(new_talk: NewTalk) -> None:
    first = new_talk()
    with first.page.expect_request(is_stream):
        first.open()
    second = new_talk(beside=first)
    second.page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.isAway === true });")
    second.open()
    second.page.evaluate("window.isAway = true; document.dispatchEvent(new Event('visibilitychange'))")
    first.agree()
    first.press("Tiếp")
    expect(second.articles).to_have_count(1)
    with first.page.expect_request(is_stream) as asked:
        second.page.evaluate("window.isAway = false; document.dispatchEvent(new Event('visibilitychange'))")
    assert "after=1&" in asked.value.url
    expect(second.newest).to_contain_text("2/8")
    assert second.articles.all_inner_texts() == first.articles.all_inner_texts()


def test_a_browser_without_locks_has_a_stream_a_window(new_talk: NewTalk) -> None:
    first = new_talk()
    first.page.context.add_init_script(NO_LOCKS)
    first.open()
    second = new_talk(beside=first)
    with second.page.expect_request(is_stream):
        second.open()
    first.agree()
    expect(second.newest).to_contain_text("Cụ Hoà trồng chè")
    second.press("Tiếp")
    expect(first.newest).to_contain_text("2/8")


def test_a_stream_that_is_refused_is_asked_for_again(new_talk: NewTalk) -> None:
    talk = new_talk()
    refused: list[str] = []

    def refuse_first(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=502, body="", content_type="text/html")

    talk.page.route("**/chat/stream*", refuse_first)
    with talk.page.expect_response(lambda answer: is_stream(answer.request) and answer.ok):
        talk.open()
    assert len(refused) == 1
    other = new_talk(beside=talk).open()
    other.agree()
    expect(talk.newest).to_contain_text("Cụ Hoà trồng chè")
    talk.forgive("Failed to load resource: the server responded with a status of 502")


def test_whoever_leaves_in_one_window_is_gone_from_the_others(new_talk: NewTalk) -> None:
    first = new_talk().open()
    second = new_talk(beside=first).open()
    first.agree()
    expect(second.newest).to_contain_text("Cụ Hoà trồng chè")
    leave(first)
    for each in (first, second):
        expect(each.articles).to_have_count(1)
        expect(each.choice("Đồng ý, học luôn")).to_be_visible()
    second.agree()
    expect(first.newest).to_contain_text("Cụ Hoà trồng chè")


def leave(talk: Talk) -> None:
    talk.page.locator("summary").tap()
    talk.page.get_by_role("button", name="Thoát khỏi máy này").tap()
    talk.page.get_by_role("button", name="Thoát, không cần mã").tap()
    expect(talk.articles).to_have_count(1)


def test_what_is_erased_in_one_window_is_gone_from_the_others(new_talk: NewTalk) -> None:
    first = new_talk().open()
    second = new_talk(beside=first).open()
    first.agree()
    expect(second.newest).to_contain_text("Cụ Hoà trồng chè")
    first.say("/dulieu")
    first.press("Xoá hết")
    first.choice("Xoá hết ngay bây giờ").tap()
    for each in (first, second):
        expect(each.articles).to_have_count(1)
        expect(each.newest).to_contain_text("đã xoá hết dữ liệu")
