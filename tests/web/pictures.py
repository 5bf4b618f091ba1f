"""Makes the pictures of the README out of the real page: `make pictures`. Look at them before they are committed."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.web.browser import Scheme, chromium, telephone
from tests.web.server import running

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SCALE = 2
"""So that letters are sharp on a good screen."""


def make(page: Page, url: str, scheme: Scheme) -> None:
    """The first screen, and the first check of the first lesson."""
    page.goto(url)
    expect(page.get_by_role("button", name="Đồng ý, học luôn")).to_be_visible()
    page.screenshot(path=FOLDER / f"welcome-{scheme}.png")
    for label in ("Đồng ý, học luôn", "Bác", "Chưa biết, cứ học từ đầu", "Tiếp", "Tiếp", "Tiếp"):
        button = page.get_by_role("button", name=label, exact=True)
        said = page.locator("#log article[data-from=machine]").count()
        button.tap()
        expect(page.locator("#log article[data-from=machine]")).to_have_count(said + 1)
    page.screenshot(path=FOLDER / f"check-{scheme}.png")


def main() -> None:
    """All pictures, in light and dark."""
    FOLDER.mkdir(exist_ok=True)
    schemes: tuple[Scheme, ...] = ("light", "dark")
    with running() as server, chromium() as browser:
        for scheme in schemes:
            context = telephone(browser, scheme=scheme, scale=SCALE)
            make(context.new_page(), server.url, scheme)
            context.close()


if __name__ == "__main__":
    main()
