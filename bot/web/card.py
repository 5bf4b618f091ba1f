"""The card to print or to copy onto paper: the return code, where to type it, and how."""

import re

import segno
from aiohttp import web

from bot.model.events import ChoicePressed
from bot.service.holdings import Holdings
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.tutor.choices import plain_choice
from bot.tutor.dialogues.account import DIALOGUE
from bot.tutor.returning import written
from bot.web.forms import name_of, read_form
from bot.web.lines import Lines
from bot.web.own import Reception
from bot.web.reach import Reach


class Card:
    """The handlers of the card.

    Args:
        inbox: takes the wish for a code, as if its button in the talk had been pressed.
        lines: the streams, whose pages are to show the code.
        holdings: the code that was shown and still opens.
        reception: answers.
        reach: where people reach the server.
    """

    def __init__(self, inbox: Inbox, lines: Lines, holdings: Holdings, reception: Reception, reach: Reach) -> None:
        self._inbox = inbox
        self._lines = lines
        self._holdings = holdings
        self._reception = reception
        self._reach = reach

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""
        return [web.get("/the", self.show), web.post("/the", self.make)]

    async def show(self, request: web.Request) -> web.Response:
        """The card; without a code that opens, a button that makes one; for a visitor the way to become a learner."""
        device = self._reception.device(request)
        kept = None if device.is_new else await self._holdings.about(device.address)
        if kept is None:
            return self._reception.page(request, "card_visitor.html")
        code = await self._holdings.code(device.address)
        if code is None:
            return self._reception.page(request, "card_none.html", profile=kept.profile)
        url = self._reach.shown(request)
        if not url:
            raise web.HTTPBadRequest
        number, first, last = re.split(r"[- ]", written(code.number, code.digits))
        values = {
            "classroom": kept.classroom,
            "seat": kept.seat,
            "number": number,
            "first": first,
            "last": last,
            "address": url.partition("://")[2],
            "square": segno.make(url, error="m", micro=False).svg_data_uri(border=2, dark="#000", light="#fff"),
        }
        return self._reception.page(request, "card.html", values, profile=kept.profile)

    async def make(self, request: web.Request) -> web.Response:
        """Asks for a code, in the place of the one before; a double tap asks once."""
        device = self._reception.device(request)
        if not device.is_new and await self._holdings.is_learner(device.address):
            form = await read_form(request)
            name = name_of(device.address.peer, form, "code")
            wish = ChoicePressed(plain_choice(DIALOGUE, "code", name))
            await self._inbox.submit(Arrival(device.address, name, wish))
            self._lines.ring(device.address.peer)
            if await self._holdings.code(device.address) is None:
                # The talk wants something else first (how to be addressed): it says so itself.
                return web.Response(status=303, headers={"Location": "/#moi", "Cache-Control": "no-store"})
            if form.get("then") == "leave":  # asked for on the way out: back to the question, which now has the code
                return web.Response(status=303, headers={"Location": "/chat/leave", "Cache-Control": "no-store"})
        return web.Response(status=303, headers={"Location": "/the", "Cache-Control": "no-store"})
