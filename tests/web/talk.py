"""A page as somebody who talks on it sees it: what was said, what may be pressed, and where to write."""

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.web.browser import WAIT_MS

expect.set_options(timeout=WAIT_MS)
MOST_TABS = 40
"""More places to stop at no page has."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One open page of the chat."""

    page: Page
    url: str
    is_by_keyboard: bool = False
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        def hear(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.complaints.append(message.text)

        self.page.on("console", hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def forgive(self, words: str) -> None:
        """Takes back complaints about what the test did itself."""
        self.complaints[:] = [each for each in self.complaints if words not in each]

    def open(self) -> "Talk":
        """Opens the page."""
        self.page.goto(self.url)
        return self

    @property
    def log(self) -> Locator:
        """All that was said."""
        return self.page.locator("#log")

    @property
    def articles(self) -> Locator:
        """The messages, without what is still on its way."""
        return self.page.locator("#log article:not(.waits)")

    @property
    def own(self) -> Locator:
        """The messages of the person alone."""
        return self.page.locator("#log article[data-from=learner]:not(.waits)")

    @property
    def newest(self) -> Locator:
        """The last message."""
        return self.articles.last

    @property
    def write(self) -> Locator:
        """Where one writes."""
        return self.page.locator("#text")

    def choice(self, label: str) -> Locator:
        """The button with that label."""
        return self.page.locator("#answers").get_by_role("button", name=label, exact=True)

    def choices(self) -> list[str]:
        """The labels of all buttons."""
        return self.page.locator("#answers button").all_inner_texts()

    def last(self) -> int:
        """The number of the last message."""
        return int(self.log.get_attribute("data-last") or 0)

    def answered(self, after: int) -> None:
        """Waits until something newer than that message was said."""
        expect(self.log).not_to_have_attribute("data-last", str(after))
        expect(self.page.locator("#log .waits")).to_have_count(0)

    def use(self, button: Locator) -> None:
        """Touches a button; by keyboard, tabs to it and strikes Enter."""
        if self.is_by_keyboard:
            self.tab_to(button)
            self.page.keyboard.press("Enter")
        else:
            button.tap()

    def tab_to(self, place: Locator) -> int:
        """Strikes Tab until it is there, and tells how often."""
        expect(place).to_be_enabled()
        for strokes in range(MOST_TABS):
            if place.evaluate("each => each === document.activeElement"):
                return strokes
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} times Tab did not lead to {place}")

    def press(self, *labels: str) -> None:
        """Answers with one button after the other, and waits each time for what is said to it."""
        for label in labels:
            before = self.last()
            self.use(self.choice(label))
            self.answered(before)

    def say(self, words: str) -> None:
        """Writes, sends it, and waits for the answer."""
        before = self.last()
        if self.is_by_keyboard:
            self.tab_to(self.write)
            self.page.keyboard.insert_text(words)
        else:
            self.write.fill(words)
        self.use(self.page.locator("#send"))
        self.answered(before)

    def agree(self) -> None:
        """From the first screen to the first card of the first lesson, by the first answer to whatever is asked."""
        self.press("Đồng ý, học luôn", "Bác")
        while self.newest.get_attribute("data-kind") != "card":
            self.press(self.choices()[0])
