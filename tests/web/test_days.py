"""Midnight: each day stands once above its first message, however that message arrives."""

from playwright.sync_api import Browser, expect

from tests.web.conftest import talks_with
from tests.web.server import Server
from tests.web.talk import Talk

BEFORE, AFTER = "2026-11-24T23:57", "2026-11-25T00:10"
DAYS = ["24/11/2026", "25/11/2026"]


def days_of(talk: Talk) -> list[str]:
    return talk.page.locator("#log .day").all_inner_texts()


def test_a_new_day_is_told_once_with_script_and_without(browser: Browser, own_server: Server) -> None:
    own_server.stop()
    own_server.start("--at", BEFORE)
    with talks_with(browser, own_server) as new_talk:
        talk = new_talk().open()
        beside = new_talk(beside=talk).open()
        plain = new_talk(has_script=False).open()
        for each in (talk, plain):
            each.agree()
        assert days_of(talk) == days_of(plain) == DAYS[:1]
        own_server.stop()
        own_server.start("--at", AFTER)
        talk.press("Tiếp", "Tiếp")
        plain.press("Tiếp", "Tiếp")
        expect(beside.newest).to_contain_text("3/8")
        for each in (talk, beside, plain):
            assert days_of(each) == DAYS
            expect(each.page.locator("#log > :nth-last-child(5)")).to_have_text(DAYS[1])
        talk.page.reload()
        assert days_of(talk) == DAYS
        talk.forgive("Failed to load resource: net::ERR_")
        beside.forgive("Failed to load resource: net::ERR_")
