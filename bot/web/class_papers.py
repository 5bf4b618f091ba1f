"""The papers of a class: its poster for everybody, and its lists for whoever was given their address."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, tzinfo

from aiohttp import web

from bot.model.classroom import Classroom, read_code
from bot.model.ids import ClassCode
from bot.model.roster import Member
from bot.papers.poster import Door, Poster, Size, draw
from bot.papers.rosters import Named, attendance, roster
from bot.service.paper_links import LIST, SHEET, PaperLinks
from bot.service.world import World
from bot.tutor.context import Operator
from bot.web.pages import VOICE, Pages
from bot.web.reach import Reach

MOST_KEPT = 32
"""Posters of some 40 KB."""


@dataclass(frozen=True, slots=True)
class Files:
    """Where the classes come from: by their code, and with who sits in them."""

    find: Callable[[ClassCode], Awaitable[Classroom | None]]
    members: Callable[[Classroom], Awaitable[tuple[Member, ...]]]


class ClassPapers:
    """The handlers of these papers; one is drawn at a time, so that whoever asks for many keeps one thread busy.

    Args:
        files: the classes.
        pages: the words around them, and what is said where there is no such paper.
        operator: who answers for them.
        reach: where people reach this server.
        doors: the other ways into a class.
        links: which addresses of lists are ours.
        world: tells when.
        zone: in which a day is told.
    """

    def __init__(
        self,
        files: Files,
        pages: Pages,
        operator: Operator,
        reach: Reach,
        doors: Callable[[Classroom], tuple[Door, ...]],
        links: PaperLinks,
        world: World,
        zone: tzinfo,
    ) -> None:
        self._files = files
        self._phrases = pages.phrases
        self._pages = pages
        self._operator = operator
        self._reach = reach
        self._doors = doors
        self._links = links
        self._world = world
        self._zone = zone
        self._drawn: OrderedDict[tuple[Poster, Size], bytes] = OrderedDict()
        self._one = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""
        return [
            web.get("/lop/{code}/poster.pdf", self.poster),
            web.get(f"/lop/{{code}}/{LIST}.pdf", self.list),
            web.get(f"/lop/{{code}}/{SHEET}.pdf", self.sheet),
        ]

    async def poster(self, request: web.Request) -> web.Response:
        """The poster of a class that is open; one that waits to be approved says so on it."""
        found = await self._found(request)
        url = self._reach.shown(request)
        size = request.query.get("size", Size.A4)
        if found is None or not found.is_open or size not in tuple(Size):
            return self._pages.sorry(request, "web.class.no_poster", 404)
        if not url:
            raise web.HTTPBadRequest
        wanted = Poster(found, url, self._operator, self._doors(found), is_pending=not found.is_approved)
        return _pdf(await self._poster(wanted, Size(size)), f"lop-{found.number}-{size}")

    async def _poster(self, wanted: Poster, size: Size) -> bytes:
        async with self._one:
            drawn = self._drawn.get((wanted, size))
            if drawn is None:
                drawn = await asyncio.to_thread(draw, wanted, size, self._phrases, VOICE) or b""
                self._drawn[wanted, size] = drawn
            self._drawn.move_to_end((wanted, size))
            if len(self._drawn) > MOST_KEPT:
                self._drawn.popitem(last=False)
            return drawn

    async def list(self, request: web.Request) -> web.Response:
        """Who sits in a class, to be marked by hand."""
        return await self._named(request, "danh-sach-lop", lambda found, _, named: self._roster(found, named))

    async def sheet(self, request: web.Request) -> web.Response:
        """The sheet that people sign in a session of today."""
        return await self._named(request, "diem-danh-lop", self._attendance)

    def _roster(self, found: Classroom, named: tuple[Named, ...]) -> bytes:
        return roster(found, named, self._phrases, VOICE)

    def _attendance(self, found: Classroom, day: date, named: tuple[Named, ...]) -> bytes:
        return attendance(found, day, named, self._phrases, VOICE)

    async def _named(
        self, request: web.Request, name: str, make: Callable[[Classroom, date, tuple[Named, ...]], bytes]
    ) -> web.Response:
        """A paper with people's names, for whoever has its address, which ends after a day and with the class."""
        now = self._world.now()
        code = read_code(request.match_info["code"])
        is_ours = code is not None and self._links.is_good(code, request.query.get("k", ""), now)
        found = await self._found(request) if is_ours else None
        if found is None or not found.is_open:
            return self._pages.sorry(request, "web.class.no_list", 404)
        members = await self._files.members(found)
        named = tuple((each.number, each.name) for each in members)
        async with self._one:
            drawn = await asyncio.to_thread(make, found, now.astimezone(self._zone).date(), named)
        return _pdf(drawn, f"{name}-{found.number}")

    async def _found(self, request: web.Request) -> Classroom | None:
        code = read_code(request.match_info["code"])
        return await self._files.find(code) if code is not None else None


def _pdf(body: bytes, name: str) -> web.Response:
    """A file that no cache keeps: a class may be closed at any moment."""
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="{name}.pdf"'}
    return web.Response(body=body, content_type="application/pdf", headers=headers)
