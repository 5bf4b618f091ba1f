"""The door of a class in a browser, as somebody comes to it from its poster."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import NewTalk
from tests.web.server import Server


@pytest.mark.parametrize("has_script", [True, False])
def test_two_taps_lead_from_a_poster_to_the_first_card(new_talk: NewTalk, server: Server, has_script: bool) -> None:
    talk = new_talk(has_script=has_script)
    talk.page.goto(server.door)
    expect(talk.newest).to_contain_text("Lớp 1: Làm quen với AI")
    expect(talk.newest).to_contain_text("Lúc bí, có người thật giúp: Cô Hoa")
    talk.press("Đồng ý, học luôn")
    talk.press("Bác")
    expect(talk.newest).to_contain_text("Cụ Hoà trồng chè")
    talk.press("Tiếp")
    talk.page.goto(server.door)
    expect(talk.newest).to_contain_text("Bác đang ở lớp 1")
    expect(talk.newest).to_contain_text("2/8")


@pytest.mark.parametrize("speaks", [False, True])
def test_on_a_small_screen_the_first_button_shows_below_the_words(
    new_talk: NewTalk, server: Server, speaks: bool
) -> None:
    talk = new_talk()
    talk.page.goto(server.door)
    first = talk.page.locator("#answers button").first
    expect(first).to_have_text("Đồng ý, học luôn")
    if speaks:  # as where the telephone has a Vietnamese voice, and a button beside each bubble
        talk.page.evaluate("document.documentElement.classList.add('speaking')")
    button, foot = first.bounding_box(), talk.page.locator("#foot").bounding_box()
    assert button is not None
    assert foot is not None
    assert talk.page.evaluate("scrollY") == 0, "whoever is new begins at the top"
    assert button["y"] + 12 < foot["y"], "enough of it to be seen"
