"""Bad lines: out of reach in the middle of a send, a server that dies, and a page that nobody looks at."""

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Request, Route, expect
from playwright.sync_api import Error as PlaywrightError

from bot.web.server import LEAVE_SECONDS
from tests.web.conftest import NewTalk, talks_with
from tests.web.server import Server
from tests.web.talk import Talk

NO_NETWORK = "Failed to load resource: net::ERR_"
"""What the browser itself says to the console of a line that is down."""


def test_out_of_reach_and_back_sends_once(talk: Talk) -> None:
    talk.agree()
    own = talk.own.count()
    before = talk.last()
    talk.page.context.set_offline(True)
    talk.choice("Tiếp").tap()
    expect(talk.page.locator("#offline")).to_be_visible()
    expect(talk.page.locator("#log .waits")).to_have_text("Tiếp")
    talk.page.context.set_offline(False)
    talk.answered(before)
    expect(talk.page.locator("#offline")).to_be_hidden()
    expect(talk.newest).to_contain_text("2/8")
    talk.page.reload()
    expect(talk.own).to_have_count(own + 1)
    talk.forgive(NO_NETWORK)


def test_a_reload_while_out_of_reach_sends_once_when_the_line_is_back(talk: Talk) -> None:
    talk.agree()
    own = talk.own.count()
    talk.page.context.set_offline(True)
    talk.write.fill("Tôi đang ở trên nương, mạng chập chờn")
    talk.page.locator("#send").tap()
    expect(talk.page.locator("#offline")).to_be_visible()
    with pytest.raises(PlaywrightError, match="ERR_INTERNET_DISCONNECTED"):
        talk.page.reload()
    talk.page.context.set_offline(False)
    talk.open()
    expect(talk.own).to_have_count(own + 1)
    expect(talk.own.last).to_contain_text("mạng chập chờn")
    expect(talk.page.locator("#log .waits")).to_have_count(0)
    expect(talk.write).to_have_value("")
    talk.page.reload()
    expect(talk.own).to_have_count(own + 1)
    talk.press("Tiếp")
    expect(talk.newest).to_contain_text("2/8")
    talk.forgive(NO_NETWORK)


def test_what_could_not_be_sent_is_sent_by_the_next_window(new_talk: NewTalk) -> None:
    talk = new_talk().open()
    talk.agree()
    own = talk.own.count()
    talk.page.context.set_offline(True)
    talk.write.fill("Tôi đang ở trên nương")
    talk.page.locator("#send").tap()
    expect(talk.page.locator("#offline")).to_be_visible()
    other = new_talk(beside=talk)
    talk.page.close()
    talk.forgive(NO_NETWORK)
    other.page.context.set_offline(False)
    other.open()
    expect(other.own).to_have_count(own + 1)
    expect(other.own.last).to_contain_text("Tôi đang ở trên nương")
    other.page.reload()
    expect(other.own).to_have_count(own + 1)
    assert other.page.evaluate("localStorage.length") == 0


def test_what_is_done_while_something_waits_is_sent_after_it(talk: Talk) -> None:
    talk.agree()
    own = talk.own.count()
    talk.page.context.set_offline(True)
    talk.choice("Tiếp").tap()
    expect(talk.page.locator("#offline")).to_be_visible()
    for words in ("Câu thứ nhất", "Câu thứ hai"):
        talk.write.fill(words)
        talk.page.locator("#send").tap()
        expect(talk.write).to_have_value("")
    expect(talk.page.locator("#log .waits")).to_have_text(["Tiếp", "Câu thứ nhất", "Câu thứ hai"])
    talk.page.context.set_offline(False)
    expect(talk.own).to_have_count(own + 3)
    expect(talk.page.locator("#log .waits")).to_have_count(0)
    said = [each.strip() for each in talk.own.locator("p").all_inner_texts()]
    assert said[-3:] == ["Tiếp", "Câu thứ nhất", "Câu thứ hai"]
    talk.forgive(NO_NETWORK)


def test_what_somebody_left_unsent_is_no_concern_of_the_next_person(talk: Talk) -> None:
    talk.agree()
    talk.page.evaluate("localStorage.setItem('banhoc-nguoi-khac:1', '{}')")
    talk.page.reload()
    expect(talk.log).to_contain_text("1/8")
    assert talk.page.evaluate("localStorage.length") == 0


def test_a_reload_in_the_middle_of_a_send_posts_once(talk: Talk) -> None:
    talk.agree()
    own = talk.own.count()
    lost: list[Route] = []
    arrived: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route)
            arrived.append(route.fetch().status)  # it is done, and the page goes before it hears so
        else:
            route.continue_()

    talk.page.route(talk.url, lose)
    talk.choice("Tiếp").tap()
    expect(talk.page.locator("#log .waits")).to_have_text("Tiếp")
    for _ in range(500):
        if arrived:
            break
        talk.page.wait_for_timeout(20)
    with talk.page.expect_response(lambda answer: answer.request.method == "POST"):
        talk.page.reload()
    assert arrived == [200]
    expect(talk.page.locator("#log .waits")).to_have_count(0)
    expect(talk.own).to_have_count(own + 1)
    expect(talk.choice("Tiếp")).to_be_enabled()
    talk.press("Tiếp")
    expect(talk.newest).to_contain_text("3/8")
    expect(talk.own).to_have_count(own + 2)


def test_a_stream_that_broke_goes_on_with_all_that_it_missed(new_talk: NewTalk) -> None:
    talk = new_talk()
    talk.page.context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });")
    with talk.page.expect_response(lambda answer: is_stream(answer.request)):
        talk.open()
    other = new_talk(beside=talk).open()
    session = talk.page.context.new_cdp_session(talk.page)
    session.send("Network.enable")
    line = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", {**line, "offline": True})
    other.agree()
    other.press("Tiếp", "Tiếp")
    session.send("Network.emulateNetworkConditions", {**line, "offline": False})
    expect(talk.newest).to_contain_text("3/8")
    assert talk.articles.all_inner_texts() == other.articles.all_inner_texts()
    talk.forgive(NO_NETWORK)


def test_an_answer_that_gets_lost_is_fetched_again(talk: Talk) -> None:
    talk.agree()
    own = talk.own.count()
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    talk.page.route(talk.url, lose_first)
    talk.press("Tiếp")
    assert lost == [200]
    talk.page.reload()
    expect(talk.own).to_have_count(own + 1)
    expect(talk.newest).to_contain_text("2/8")
    talk.forgive(NO_NETWORK)


def test_what_was_written_waits_where_the_server_has_enough(talk: Talk) -> None:
    talk.agree()
    own = talk.own.count()
    answered: list[int] = []

    def refuse_first(route: Route) -> None:
        if route.request.method == "POST" and len(answered) < 2:
            if answered:
                expect(talk.page.locator("#offline")).to_contain_text("Nhiều lượt bấm quá nhanh")
            answered.append((429, 503)[len(answered)])
            route.fulfill(status=answered[-1], body="<p>Chờ một chút.</p>", content_type="text/html")
        else:
            route.continue_()

    talk.page.route(talk.url, refuse_first)
    talk.say("Tôi viết mãi mới xong câu này")
    assert answered == [429, 503]
    expect(talk.own.last).to_contain_text("Tôi viết mãi mới xong câu này")
    expect(talk.own).to_have_count(own + 1)
    talk.forgive("Failed to load resource: the server responded with a status of")


def test_what_the_stream_brings_during_a_send_is_shown(new_talk: NewTalk) -> None:
    # The window that was opened first has the stream, and passes on what it hears.
    other = new_talk().open()
    talk = new_talk(beside=other).open()
    talk.agree()
    expect(other.newest).to_contain_text("Cụ Hoà trồng chè")
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        held.append((route, route.fetch()))

    talk.page.route(talk.url, hold)
    talk.choice("Tiếp").tap()
    expect(other.newest).to_contain_text("2/8")
    other.press("Tiếp")
    route, answer = held[0]
    route.fulfill(response=answer)
    expect(talk.newest).to_contain_text("3/8")


def test_a_server_that_dies_and_comes_back_goes_on(browser: Browser, own_server: Server) -> None:
    with talks_with(browser, own_server) as new_talk:
        talk = new_talk().open()
        talk.agree()
        own = talk.own.count()
        talk.press("Tiếp")
        before = talk.last()
        own_server.kill()
        talk.choice("Tiếp").tap()
        expect(talk.page.locator("#offline")).to_be_visible()
        own_server.start()
        talk.answered(before)
        expect(talk.newest).to_contain_text("3/8")
        talk.page.reload()
        expect(talk.own).to_have_count(own + 2)
        talk.press("Tiếp")
        expect(talk.newest).to_contain_text("4/8")
        talk.forgive(NO_NETWORK)


def test_an_open_page_does_not_keep_a_server_that_stops(browser: Browser, own_server: Server) -> None:
    with talks_with(browser, own_server) as new_talk:
        talk = new_talk()
        with talk.page.expect_response(lambda answer: "/chat/stream" in answer.url):
            talk.open()
        assert own_server.stop(within_seconds=LEAVE_SECONDS) == 0, "before it would be left to itself"
        own_server.start()
        talk.agree()
        expect(talk.newest).to_contain_text("Cụ Hoà trồng chè")
        talk.forgive(NO_NETWORK)


def test_a_hidden_page_has_no_stream(new_talk: NewTalk) -> None:
    talk = new_talk()
    can_hide(talk.page)
    with talk.page.expect_request(is_stream):
        talk.open()
    with talk.page.expect_event("requestfailed", is_stream) as ended:
        hide(talk.page, is_hidden=True)
    assert ended.value.failure == "net::ERR_ABORTED"
    other = new_talk(beside=talk).open()
    other.agree()
    asked: list[str] = []
    talk.page.on("request", lambda request: asked.append(request.url))
    talk.page.wait_for_timeout(500)
    assert asked == []
    expect(talk.articles).to_have_count(1)
    other.page.close()
    with talk.page.expect_request(is_stream) as begun:
        hide(talk.page, is_hidden=False)
    assert "after=1&" in begun.value.url
    expect(talk.newest).to_contain_text("Cụ Hoà trồng chè")


def is_stream(request: Request) -> bool:
    return "/chat/stream" in request.url


def can_hide(page: Page) -> None:
    """Lets the page be told that it is hidden: Playwright itself keeps every page in view."""
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.isOutOfSight === true });")


def hide(page: Page, *, is_hidden: bool) -> None:
    page.evaluate(
        "hidden => { window.isOutOfSight = hidden; document.dispatchEvent(new Event('visibilitychange')); }", is_hidden
    )
