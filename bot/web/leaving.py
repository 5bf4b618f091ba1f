"""Leaving a browser that several people share: asked first, since without a return code nobody ever comes back."""

from aiohttp import web

from bot.service.holdings import Holdings
from bot.tutor.returning import written
from bot.web.own import Reception


class Leaving:
    """The handlers of the way out.

    Args:
        holdings: whether there is a return code, and which.
        reception: answers.
    """

    def __init__(self, holdings: Holdings, reception: Reception) -> None:
        self._holdings = holdings
        self._reception = reception

    def routes(self) -> list[web.RouteDef]:
        """Where the handlers stand."""
        return [web.get("/chat/leave", self.ask), web.post("/chat/leave", self.leave)]

    async def ask(self, request: web.Request) -> web.Response:
        """Shows the code by which one comes back; without one offers one, or to erase everything."""
        device = self._reception.device(request)
        kept = None if device.is_new else await self._holdings.about(device.address)
        if kept is None:
            return self._reception.page(request, "leave_visitor.html")
        code = await self._holdings.code(device.address)
        values = {"code": written(code.number, code.digits) if code is not None else ""}
        return self._reception.page(request, "leave.html", values, profile=kept.profile)

    async def leave(self, request: web.Request) -> web.Response:
        """Forgets who used this browser."""
        response = web.Response(status=303, headers={"Location": "/#moi", "Cache-Control": "no-store"})
        self._reception.forget(request, response)
        return response
