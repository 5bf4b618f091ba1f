"""The HTTP server: finds the bot and the method of a call, lets it go well or wrong, and writes it down."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from inspect import iscoroutine

from aiohttp import web

from bot.service.world import World
from tests.fakes.bot_api import arguments, control, methods
from tests.fakes.bot_api.account import Account
from tests.fakes.bot_api.arguments import MOST_BYTES, Arguments, whole
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.flood import too_many
from tests.fakes.bot_api.groups import Group
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.record import Call
from tests.fakes.bot_api.refusal import Refusal, bad_request

TOKEN = "7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake0"  # shaped like one, and valid nowhere


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    result: object
    kind: str = "application/json"


class BotApi:
    """The server and its bots. The properties are those of the first bot, which most tests have alone."""

    def __init__(self, world: World, *, is_strict: bool = True, tokens: tuple[str, ...] = ()) -> None:
        self.world = world
        self.is_strict = is_strict
        self.url = ""
        self.accounts: dict[str, Account] = {}
        for number, token in enumerate(tokens or (TOKEN,)):
            self.add_bot(token, f"banhoc_thu{number or ''}_bot")
        self._closing = asyncio.Event()

    def add_bot(self, token: str, username: str) -> Account:
        """Lets there be one more bot."""
        account = self.accounts[token] = Account(token, username, self.world, is_strict=self.is_strict)
        return account

    @property
    def bot(self) -> Account:
        """The first bot."""
        return next(iter(self.accounts.values()))

    @property
    def token(self) -> str:
        """Its token."""
        return self.bot.token

    def person(self, number: int, name: str = "Tư") -> Person:
        """A person as the first bot meets them."""
        return Person(self.bot, number, name)

    def group(self, number: int, title: str = "Tổ công nghệ số") -> Group:
        """A group as the first bot meets it."""
        return Group(self.bot, number, title)

    def calls(self, *names: str) -> list[Call]:
        """What the first bot called: these methods, or all."""
        return self.bot.record.of(*names)

    # Over HTTP

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answers one request."""
        path = request.path
        if path.startswith("/file/bot"):
            token, _, name = path.removeprefix("/file/bot").partition("/")
            return self._file(token, name)
        if path.startswith("/bot"):
            token, _, name = path.removeprefix("/bot").partition("/")
            return await self._call(request, token, name)
        if path.startswith("/control/"):
            return await self._control(request, path.removeprefix("/control/"))
        return _response(_refused(Refusal(404, "Not Found")))

    async def close(self) -> None:
        """Ends what would wait for ever."""
        self._closing.set()
        for account in self.accounts.values():
            account.updates.interrupt("the end of this server")
            await account.hook.join()

    def _file(self, token: str, path: str) -> web.Response:
        account = self.accounts.get(token)
        if account is None or account.is_revoked:
            return _response(_refused(Refusal(401, "Unauthorized")))
        file = account.files.by_path.get(path)
        if file is None:
            return _response(_refused(Refusal(404, "Not Found")))
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def _control(self, request: web.BaseRequest, page: str) -> web.Response:
        query = Arguments(dict(request.query))
        account = self.accounts.get(query.text("bot") or self.token)
        if account is None:
            return web.Response(status=400, text="no such bot")
        try:
            told = control.answer(
                account, request.method, page, query, await request.clone(client_max_size=MOST_BYTES).read()
            )
        except (control.Misuse, AssertionError, ValueError) as error:
            return web.Response(status=400, text=f"{type(error).__name__}: {error}")
        return web.json_response(told)

    async def _call(self, request: web.BaseRequest, token: str, name: str) -> web.StreamResponse:
        account = self.accounts.get(token)
        if account is None or account.is_revoked:
            return _response(_refused(Refusal(401, "Unauthorized")))
        at = self.world.monotonic()
        try:
            call = await arguments.read(request)
        except (arguments.Unreadable, ValueError):
            return _response(_refused(bad_request("can't parse the request's body")))
        fault = account.faults.meet(name)
        if fault is not None:
            answer = await self._faulty(account, name, call, fault)
        else:
            answer = await self._answer(account, name, call)
        account.record.add(
            Call(
                len(account.record.calls),
                at,
                self.world.monotonic(),
                name,
                dict(call.values),
                whole(call.get("chat_id")),
                answer.status if answer is not None else 0,
                answer.result if answer is not None else None,
                fault.kind.value if fault is not None else None,
            )
        )
        if fault is not None:
            return await self._spoilt(request, fault, answer)
        assert answer is not None
        return _response(answer)

    async def _answer(self, account: Account, name: str, call: Arguments) -> _Answer:
        try:
            proper, method = methods.named(name)
            if account.is_strict:
                methods.check(proper, method, call)
            result = method.apply(account, call)
            if iscoroutine(result):
                result = await result
        except Refusal as refusal:
            return _refused(refusal)
        return _Answer(200, json.dumps({"ok": True, "result": result}).encode(), result)

    async def _faulty(self, account: Account, name: str, call: Arguments, fault: Fault) -> _Answer | None:
        """What is applied of a call that meets a fault; None where nothing is."""
        match fault.kind:
            case Kind.DROP_BEFORE | Kind.HANG_BEFORE | Kind.BAD_GATEWAY | Kind.GARBAGE:
                return None
            case Kind.SERVER_ERROR:
                return _refused(Refusal(500, "Internal Server Error"))
            case Kind.UNREADABLE:
                return _refused(bad_request("can't parse entities"))
            case Kind.TOO_MANY:
                return _refused(too_many(fault.seconds))
            case Kind.SLOW:
                await self._wait(fault.seconds)
            case Kind.DROP_AFTER | Kind.HANG_AFTER | Kind.BAD_GATEWAY_AFTER | Kind.SLOW_ANSWER:
                pass
        return await self._answer(account, name, call)

    async def _spoilt(self, request: web.BaseRequest, fault: Fault, answer: _Answer | None) -> web.StreamResponse:
        """What arrives of the answer."""
        match fault.kind:
            case Kind.DROP_BEFORE | Kind.DROP_AFTER:
                return _drop(request)
            case Kind.HANG_BEFORE | Kind.HANG_AFTER:
                await self._closing.wait()
                return _drop(request)
            case Kind.BAD_GATEWAY | Kind.BAD_GATEWAY_AFTER:
                return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
            case Kind.GARBAGE:
                return web.Response(text="<html>Chào mừng đến khách sạn</html>", content_type="text/html")
            case Kind.SLOW_ANSWER:
                await self._wait(fault.seconds)
            case Kind.SLOW | Kind.SERVER_ERROR | Kind.UNREADABLE | Kind.TOO_MANY:
                pass
        assert answer is not None
        return _response(answer)

    async def _wait(self, seconds: float) -> None:
        """Waits so long, and no longer than the server lives."""
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return


def _refused(refusal: Refusal) -> _Answer:
    return _Answer(refusal.code, json.dumps(refusal.body()).encode(), refusal.description)


def _response(answer: _Answer) -> web.Response:
    return web.Response(status=answer.status, body=answer.body, content_type=answer.kind)


def _drop(request: web.BaseRequest) -> web.Response:
    """Ends the connection; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


@asynccontextmanager
async def bot_api(
    world: World | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    is_strict: bool = True,
    tokens: tuple[str, ...] = (),
) -> AsyncIterator[BotApi]:
    """A server at `api.url` for as long as the block lasts, with these bots or one that has `TOKEN`.

    Where it is not strict, it leaves out the checks that cost time; a bench wants to measure the bot.
    """
    api = BotApi(world or World.system(), is_strict=is_strict, tokens=tokens)
    runner = web.ServerRunner(web.Server(api.handle, access_log=None), shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        api.url = f"http://{host}:{runner.addresses[0][1]}"
        yield api
    finally:
        await api.close()
        await runner.cleanup()
