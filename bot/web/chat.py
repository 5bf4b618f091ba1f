"""The chat's page: what was said, what may be answered, and the way in for an answer; it needs no script."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from aiohttp import web
from aiohttp.hdrs import METH_HEAD
from aiohttp.web_request import FileField

from bot.model.classroom import read_code
from bot.model.events import Arrived, ChoicePressed, Event, Media, MediaReceived, TextReceived
from bot.model.ids import Address, ChoiceId, LessonId
from bot.model.message import Choice, Kind
from bot.model.staff import read_invitation
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.service.world import World
from bot.store.outbox import Shown
from bot.web.bubbles import bubbles
from bot.web.devices import KEPT_SECONDS, Device, device_of, has_erased, remember
from bot.web.forms import name_of, read_form
from bot.web.limits import (
    CLASS_SECONDS,
    DEVICE_BURST,
    DEVICE_PER_SECOND,
    NEW_DEVICES,
    NEW_IN_CLASS,
    NEW_SECONDS,
    Limiter,
    Recent,
    TooFast,
    Window,
)
from bot.web.lines import Lines
from bot.web.origin import Origin
from bot.web.pages import Pages
from bot.web.view import LARGE, SIZE, View, first_unread, number_of

AWAY = timedelta(hours=6)
"""Whoever comes back after so long is greeted."""
WHO_LENGTH = 12
"""How much of a browser's hashed id its own page is told, so that two windows know whether they are one person's."""
_FROM_SCRIPT = "X-Banhoc"
"""The header of our own script, which wants the new messages alone: the number of the last that it has."""
_PAGE = "X-Banhoc-Page"
"""The header that names the showing of the page, whose stream need not bring the same messages again."""
_TYPED_CODE = "[ ]*[A-Za-z0-9_-]{1,64}[ ./]*"
"""A code in an address, typed by hand or copied with what stands around it."""
StepPage = Callable[[tuple[Choice, ...]], str]


class Chat:
    """The handlers of the chat.

    Args:
        inbox: takes what people do.
        view: what a page has of a chat.
        lines: the streams that are open.
        world: the clock, and ids for browsers.
        pages: the templates.
        origin: tells where a request comes from.
        step_page: where the public page of the step is to which choices belong; empty where they belong to none.
        is_open: whether a code leads to a class that is open, or is an invitation that is good.
    """

    def __init__(
        self,
        inbox: Inbox,
        view: View,
        lines: Lines,
        world: World,
        pages: Pages,
        origin: Origin,
        step_page: StepPage,
        is_open: Callable[[str], Awaitable[bool]],
    ) -> None:
        self._inbox = inbox
        self._view = view
        self._lines = lines
        self._world = world
        self._pages = pages
        self._origin = origin
        self._step_page = step_page
        self._is_open = is_open
        self._known = Recent(lambda: None)
        self._devices = Limiter(DEVICE_BURST, DEVICE_PER_SECOND, world.monotonic)
        self._classes = Window(NEW_IN_CLASS, CLASS_SECONDS, world.monotonic)
        self._networks = Window(NEW_DEVICES, NEW_SECONDS, world.monotonic)

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""
        return [
            web.get("/", self.show),
            web.post("/", self.take),
            web.get(f"/j/{{code:{_TYPED_CODE}}}", self.enter),
            web.get("/chat/step", self.ask_family),
            web.post("/chat/size", self.resize),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The page; whoever is new here or was away for long is greeted first, and so is for whom a letter waits."""
        device = device_of(request, self._world.token)
        shown = () if device.is_new else await self._view.whole(device.address)
        if not shown and not self._networks.allows(self._origin.network_of(request)):
            raise TooFast
        shown = await self._greeted(device.address, shown)
        self._known.meet(device.address.peer)
        values = self._view.values(shown, request) | {
            "who": device.address.peer[:WHO_LENGTH],
            "begin": first_unread(bubbles(shown).own),
            "is_erased": has_erased(request) and len(shown) == 1,
        }
        response = self._pages.page("chat.html", values)
        response.headers["Cache-Control"] = "no-store"
        remember(response, device, is_secure=self._origin.is_secure(request))
        self._view.note_seen(device.address, shown)
        return response

    async def enter(self, request: web.Request) -> web.Response:
        """The door of a class, a lesson or an invitation: from a poster or a link, into the chat."""
        if request.method == METH_HEAD:  # a look at the link, which brings nobody
            return self._back(request)
        device = device_of(request, self._world.token)
        last = None if device.is_new else await self._view.last(device.address)
        code = request.match_info["code"].strip("/. ")
        is_free = last is not None or await self._is_in_session(code)
        if not is_free and not self._networks.allows(self._origin.network_of(request)):
            raise TooFast
        # What somebody typed in the place of a code may be a number of their own: its hash alone is kept.
        showing = {"id": str(last.number if last is not None else 0)}
        name = name_of(device.address.peer, showing, f"door\n{code}")
        return await self._let_in(request, device, Arrival(device.address, name, Arrived(code=code)))

    async def _is_in_session(self, text: str) -> bool:
        """Whether a new browser comes by the door of an open class or by an invitation, where many share one network.

        A code stands on a poster for everybody to read: so many an hour, and then the network's own limit counts.
        """
        door = read_code(text) or read_invitation(text)
        return door is not None and await self._is_open(text) and self._classes.allows(door)

    async def _let_in(self, request: web.Request, device: Device, arrival: Arrival) -> web.Response:
        """Into the chat, from elsewhere."""
        await self._inbox.submit(arrival)
        self._lines.ring(device.address.peer)
        response = self._back(request)
        remember(response, device, is_secure=self._origin.is_secure(request))
        return response

    async def _greeted(self, address: Address, shown: tuple[Shown, ...]) -> tuple[Shown, ...]:
        """What was said so far; with a greeting at its end for whoever is new, or was away for long.

        So that a letter is read when the page is opened again, it counts as coming by; behind what waits as well, it is
        read once they go on from that.
        """
        last = shown[-1] if shown else None
        if last is not None and self._world.now() - last.made_at < AWAY:
            is_first = last.message.kind not in {Kind.ANSWER, Kind.SAFETY}
            if not is_first or not await self._view.has_letters(address):
                return shown
        # Two windows that open at once bring the same event.
        name = f"open:{address.peer}:{last.number if last is not None else 0}"
        await self._inbox.submit(Arrival(address, name, Arrived()))
        greeted = await self._view.whole(address)
        if greeted:
            return greeted
        # What was here is gone, by the end of a visit or an erasure, and the name of its first opening is taken.
        await self._inbox.submit(Arrival(address, f"open:{address.peer}:{self._world.token()}", Arrived()))
        return await self._view.whole(address)

    async def take(self, request: web.Request) -> web.Response:
        """Something that a person did; answered by the page, or to our script by what is new on it."""
        is_script = _FROM_SCRIPT in request.headers
        device = device_of(request, self._world.token)
        if not self._devices.allows(device.token):
            raise TooFast
        if device.is_new or not await self._is_known(device.address):
            # Cookies were lost, are refused, or are none that was given here: nothing is taken from nobody.
            return self._back(request) if not is_script else web.Response(status=409)
        form = await read_form(request)
        event = _event(form)
        said: tuple[Shown, ...] = ()
        if event is not None:
            name = name_of(device.address.peer, form, _done(event))
            said = await self._inbox.submit(Arrival(device.address, name, event))
        if not is_script:
            self._lines.ring(device.address.peer)
            return self._back(request)
        after = number_of(request.headers.get(_FROM_SCRIPT, ""))
        is_next = bool(said) and said[0].number == after + 1
        shown = said if is_next else await self._view.since(device.address, after)
        if shown is None:
            return web.Response(status=205)  # "Reset Content": RFC 9110, section 15.3.6
        if shown:
            self._lines.ring(device.address.peer, request.headers.get(_PAGE, ""), shown[-1].number)
            values = await self._view.fresh(device.address, shown, request)
        else:  # done before, and shown by a stream: the same ways to answer once more
            values = {**self._view.values(await self._view.whole(device.address), request), "shown": ()}
        values["after"] = after
        response = self._pages.page("fresh.html", values)
        response.headers["Cache-Control"] = "no-store"
        self._view.note_seen(device.address, shown)
        return response

    async def _is_known(self, address: Address) -> bool:
        """Whether a page was shown there; the database is asked only of whoever was not here lately."""
        if address.peer not in self._known and await self._view.last(address) is not None:
            self._known.meet(address.peer)
        return address.peer in self._known

    async def open_lesson(self, request: web.Request, lesson: LessonId) -> web.Response:
        """Brings whoever stands on a lesson's page into the chat, for this lesson; somebody new is welcomed first."""
        device = device_of(request, self._world.token)
        is_known = not device.is_new and await self._is_known(device.address)
        is_crowded = not is_known and not self._networks.allows(self._origin.network_of(request))
        if is_crowded or not self._devices.allows(device.token):
            raise TooFast
        event = Arrived(lesson=lesson)
        name = name_of(device.address.peer, await read_form(request), _done(event))
        return await self._let_in(request, device, Arrival(device.address, name, event))

    async def ask_family(self, request: web.Request) -> web.Response:
        """To the public page of the step at which this person is, to be read together; outside of lessons it says how.

        A link leads here and not there, so that it is right however long the chat's page has been open.
        """
        device = device_of(request, self._world.token)
        last = None if device.is_new else await self._view.last(device.address)
        path = self._step_page(last.message.choices) if last is not None else ""
        if not path:
            return self._pages.public(request, "family.html", {}, "no-store")
        return web.Response(status=303, headers={"Location": path, "Cache-Control": "no-store"})

    async def resize(self, request: web.Request) -> web.Response:
        """Large letters and short bubbles from now on, or no longer."""
        form = await read_form(request)
        response = self._back(request)
        size, is_secure = LARGE if form.get("size") == LARGE else "", self._origin.is_secure(request)
        response.set_cookie(SIZE, size, max_age=KEPT_SECONDS, path="/", samesite="Lax", secure=is_secure)
        return response

    def _back(self, request: web.Request) -> web.Response:
        """To the page; htmx, where it is there without our script, would put into the page what a redirect leads to."""
        if "HX-Request" in request.headers:
            return web.Response(headers={"HX-Refresh": "true", "Cache-Control": "no-store"})
        return web.Response(status=303, headers={"Location": "/#moi", "Cache-Control": "no-store"})


def _event(form: Mapping[str, object]) -> Event | None:
    """What a form says; None for one that says nothing, or that only a machine fills in like this."""
    if form.get("website"):
        return None
    choice, text, file = form.get("choice"), form.get("text"), form.get("file")
    if isinstance(choice, str) and choice:
        return ChoicePressed(ChoiceId(choice))
    if isinstance(file, FileField) and file.filename:
        is_photo = file.content_type.startswith("image/")
        return MediaReceived(Media.PHOTO if is_photo else Media.FILE)
    return TextReceived(text) if isinstance(text, str) and text.strip() else None


def _done(event: Event) -> str:
    """Tells one thing that was done on a page from another."""
    match event:
        case ChoicePressed(choice):
            what: str = choice
        case TextReceived(text):
            what = text
        case MediaReceived(media=media):
            what = media
        case Arrived(lesson=lesson):
            what = lesson or ""
        case _:
            what = ""
    return f"{type(event).__name__}\n{what}"
