"""What the page weighs for whoever pays for each megabyte."""

from collections import Counter

from playwright.sync_api import Page

from tests.web.conftest import NewTalk
from tests.web.test_lesson import learn

FIRST_LOAD, WHOLE_LESSON = 60 * 1024, 150 * 1024
"""The most bytes over the line, packed, with headers."""


def weigh(page: Page) -> Counter[str]:
    """The bytes of each file and each answer that comes over the line from now on, by the request's id."""
    weights = Counter[str]()
    session = page.context.new_cdp_session(page)
    # A stream does not finish: what it brings is counted as it comes.
    session.on("Network.dataReceived", lambda got: weights.update({got["requestId"]: int(got["encodedDataLength"])}))
    # Whatever finishes has a sum, which holds its headers, too, and takes the place of its parts.
    session.on(
        "Network.loadingFinished",
        lambda loaded: weights.__setitem__(loaded["requestId"], int(loaded["encodedDataLength"])),
    )
    session.send("Network.enable")
    return weights


def test_the_first_load_and_a_whole_lesson_are_light(new_talk: NewTalk) -> None:
    talk = new_talk()
    weights = weigh(talk.page)
    talk.page.goto(talk.url, wait_until="load")
    talk.page.wait_for_timeout(300)
    assert 10_000 < weights.total() <= FIRST_LOAD
    learn(talk)
    assert weights.total() <= WHOLE_LESSON
