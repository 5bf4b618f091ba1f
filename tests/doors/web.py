"""The web chat's door: a browser, with our script or without."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from html.parser import HTMLParser

from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.app.site import open_web
from bot.channels import webchat
from bot.model.events import Media
from bot.model.ids import Address
from bot.web.devices import COOKIE, Device
from tests.doors.house import House
from tests.doors.person import Door, Heard, Offered

OURS = {"p", "ul", "ol", "li", "blockquote", "pre", "strong", "em", "code", "a", "br", "article", "span", "time", "div"}
ATTRIBUTES = {"id", "class", "href", "rel", "target", "datetime", "data-number", "data-from", "data-kind", "data-new"}
_LINE_BREAKS = {"br", "p", "li", "blockquote", "pre"}


class Page(HTMLParser):
    """What stands on the chat's page, or on the part of it that a script is given, as a browser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[tuple[int, str, str]] = []
        """Number, author and words."""
        self.offered: list[Offered] = []
        self.token = ""
        self._article: tuple[int, str] | None = None
        self._words = ""
        self._aside = ""
        self._link = ("", 0)
        self._choice: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "article":
            self._article, self._words = (int(values["data-number"]), values["data-from"]), ""
        if self._article is not None:
            assert tag in OURS, f"a tag that is none of ours: {tag}"
            assert values.keys() <= ATTRIBUTES, f"attributes that are none of ours: {values}"
            self._begin(tag, values)
        elif tag == "button" and "data-choice" in values:
            self._choice, self._words = values["value"], ""
        elif values.get("name") == "id":
            self.token = values["value"]

    def _begin(self, tag: str, values: Mapping[str, str]) -> None:
        if tag in {"span", "time"}:
            self._aside = tag
        if tag in _LINE_BREAKS:
            self._words += "\n"
        if tag == "a":
            assert values["href"].startswith(("https://", "http://", "tel:"))
            self._link = (values["href"], len(self._words))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._aside:
            self._aside = ""
        if tag == "a" and self._article is not None and self._words[self._link[1] :] != self._link[0]:
            self._words += f" ({self._link[0]})"
        if tag == "article" and self._article is not None:
            self.said.append((*self._article, self._words.strip()))
            self._article = None
        if tag == "button" and self._choice is not None:
            self.offered.append(Offered(self._words.strip(), id=self._choice))
            self._choice = None

    def handle_data(self, data: str) -> None:
        if not self._aside:
            self._words += data


class Web:
    """A browser at the chat's page; with `is_script` our own script sends for it and is given what is new alone."""

    capabilities = webchat.CAPABILITIES
    media: Mapping[str, Media] = {"image/png": Media.PHOTO, "application/pdf": Media.FILE}

    def __init__(self, client: TestClient[Request, Application], *, is_script: bool) -> None:
        self._client = client
        self._is_script = is_script
        self._token = ""
        self._last = 0

    @property
    def address(self) -> Address:
        """Where its person is."""
        cookies = {cookie.key: cookie.value for cookie in self._client.session.cookie_jar}
        return Device(cookies[COOKIE], is_new=False).address

    def left_of(self, text: str) -> str:
        """All of it."""
        return text

    async def comes(self, code: str = "") -> Heard:
        """Opens the page, or scans a poster that leads to it."""
        answer = await self._client.get(f"/j/{code}" if code else "/")
        assert answer.status == 200
        return self._read(await answer.text())

    async def types(self, text: str) -> Heard:
        """Fills in the form."""
        return await self._posts({"text": text})

    async def presses(self, offered: Offered) -> Heard:
        """Presses the button."""
        assert offered.id is not None
        return await self._posts({"choice": offered.id})

    async def sends(self, kind: str) -> Heard:
        """Sends a small file of a content type."""
        form = FormData({"id": self._token})
        form.add_field("file", b"x" * 100, filename="x", content_type=kind)
        return await self._posts(form)

    async def _posts(self, form: Mapping[str, str] | FormData) -> Heard:
        filled = form if isinstance(form, FormData) else {"id": self._token, **form}
        headers = {"X-Banhoc": str(self._last)} if self._is_script else {}
        answer = await self._client.post("/", data=filled, headers=headers)
        assert answer.status == 200
        return self._read(await answer.text())

    def _read(self, html: str) -> Heard:
        page = Page(html)
        fresh = [each for each in page.said if each[0] > self._last]
        assert [number for number, _, _ in page.said] == sorted({number for number, _, _ in page.said})
        self._token = page.token
        self._last = max([self._last, *(number for number, _, _ in fresh)])
        words = "\n\n".join(said for _, author, said in fresh if author != "learner")
        return Heard(words, [said for _, author, said in fresh if author == "learner"], page.offered)


@asynccontextmanager
async def web_door(house: House, *, is_script: bool = False) -> AsyncIterator[Door]:
    """A browser that fills in forms."""
    async with TestClient(TestServer(open_web(house.app, house.settings, house.store))) as client:
        yield Web(client, is_script=is_script)


def script_door(house: House) -> AbstractAsyncContextManager[Door]:
    """A browser in which our script runs."""
    return web_door(house, is_script=True)
