"""Debian's Chromium as a telephone, fast or on a slow line, with an ear for what it complains about."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WAIT_MS = 60_000
"""How long a page may take for anything, on a machine that does other things, too."""
SCREEN = (360, 640)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Scheme = Literal["light", "dark"]


def require_chromium() -> str:
    """Where Chromium is; skips where there is none, and in CI a skip fails."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium: install it (Debian: apt-get install chromium fonts-dejavu-core)")
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, without a window."""
    path = require_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def telephone(
    browser: Browser, *, scheme: Scheme = "light", has_script: bool = True, scale: int = 1, is_open: bool = False
) -> BrowserContext:
    """A small telephone with a browser of its own: what one has in it, no other knows.

    With `is_open`, a test may put scripts of its own into the page, which our Content-Security-Policy forbids.
    """
    width, height = SCREEN
    context = browser.new_context(
        viewport={"width": width, "height": height},
        screen={"width": width, "height": height},
        device_scale_factor=scale,
        has_touch=True,
        is_mobile=True,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        color_scheme=scheme,
        java_script_enabled=has_script,
        bypass_csp=is_open,
    )
    context.set_default_timeout(WAIT_MS)
    return context


def slow_down(page: Page) -> None:
    """Puts the page on a line as in a valley: 400 kbit/s down, half of it up, and 150 ms there and back."""
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 50_000, "uploadThroughput": 25_000},
    )
