"""One server and one browser for all tests here; each test has a telephone of its own, which must not complain."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from tests.web.browser import Scheme, chromium, require_chromium, telephone
from tests.web.server import Server, running
from tests.web.talk import Talk


class NewTalk(Protocol):
    """Makes the page of a new telephone, or a second one beside another; not yet opened."""

    def __call__(
        self, *, is_by_keyboard: bool = ..., has_script: bool = ..., scheme: Scheme = ..., beside: Talk | None = ...
    ) -> Talk: ...


# For one module at a time: while the browser is open, no other test could run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    require_chromium()
    with running() as started:
        yield started


@pytest.fixture
def new_talk(browser: Browser, server: Server) -> Iterator[NewTalk]:
    """Opens the chat on new telephones."""
    with talks_with(browser, server) as make:
        yield make


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that the test may stop and start."""
    require_chromium()
    with running() as started:
        yield started


@contextmanager
def talks_with(browser: Browser, server: Server) -> Iterator[NewTalk]:
    """Makes pages of one server, which must not complain."""
    talks: list[Talk] = []

    def make(
        *,
        is_by_keyboard: bool = False,
        has_script: bool = True,
        scheme: Scheme = "light",
        beside: Talk | None = None,
    ) -> Talk:
        context = beside.page.context if beside else telephone(browser, has_script=has_script, scheme=scheme)
        talks.append(Talk(context.new_page(), server.url, is_by_keyboard))
        return talks[-1]

    try:
        yield make
        complaints = [each for talk in talks for each in talk.complaints]
    finally:
        for talk in talks:
            talk.page.context.close()
    assert complaints == []


@pytest.fixture
def talk(new_talk: NewTalk) -> Talk:
    """The chat, open on a new telephone."""
    return new_talk().open()
