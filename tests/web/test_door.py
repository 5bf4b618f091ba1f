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
