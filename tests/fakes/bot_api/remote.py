"""The server in a process of its own, as a test sees it: it outlives whatever the test kills."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from aiohttp import ClientSession, ClientTimeout

from tests.docs.pages import ROOT
from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.faults import Fault
from tests.fakes.bot_api.server import TOKEN

START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Remote:
    """Asks the server's control pages about one bot; see `control`."""

    url: str
    token: str
    session: ClientSession

    def of(self, token: str) -> "Remote":
        """The same server, as to another bot."""
        return replace(self, token=token)

    async def does(self, person: int, deed: str, **given: object) -> int | None:
        """Lets a person do something; the number of the update that comes of it."""
        return (await self.do([{"person": person, "does": deed, **given}]))[0]

    async def do(self, deeds: list[Json]) -> list[int | None]:
        """Lets people do many things at once; the numbers of the updates that come of them."""
        made = await self._ask("POST", "do", deeds)
        assert isinstance(made, list)
        return made

    async def happen(self, updates: list[Json]) -> None:
        """Lets raw updates arrive, each of `kind` and `payload`."""
        await self._ask("POST", "updates", updates)

    async def fault(self, method: str, fault: Fault) -> None:
        """Lets calls go wrong."""
        told: Json = {"method": method, "kind": fault.kind, "seconds": fault.seconds}
        await self._ask("POST", "faults", [told | {"times": fault.times, "after": fault.after}])

    async def mend(self) -> None:
        """Lets all go well."""
        await self._ask("DELETE", "faults")

    async def set(self, **settings: object) -> None:
        """Sets what `control.SETTINGS` names."""
        await self._ask("POST", "set", settings)

    async def calls(self, *methods: str, start: int = 0) -> list[Json]:
        """The calls in their order, from a number on."""
        return _objects(await self._ask("GET", f"calls?method={','.join(methods)}&from={start}"))

    async def updates(self) -> list[Json]:
        """All updates that ever were, and when they were handed out and confirmed."""
        return _objects(await self._ask("GET", "updates"))

    async def seen(self, person: int) -> list[Json]:
        """The chat of a person as it looks now."""
        chats = await self._ask("GET", "chats")
        assert isinstance(chats, dict)
        return _objects(chats.get(str(person), []))

    async def state(self) -> Json:
        """What is pending, what was called, what the flood control counted."""
        state = await self._ask("GET", "state")
        assert isinstance(state, dict)
        return state

    async def _ask(self, method: str, page: str, body: Mapping[str, object] | list[Json] | None = None) -> object:
        url = f"{self.url}/control/{page}"
        async with self.session.request(method, url, params={"bot": self.token}, json=body) as response:
            assert response.ok, await response.text()
            answer: object = await response.json()
            return answer


def _objects(value: object) -> list[Json]:
    assert isinstance(value, list)
    return value


@asynccontextmanager
async def bot_api_process(*options: str, tokens: tuple[str, ...] = (TOKEN,)) -> AsyncIterator[Remote]:
    """A server process with these options of `python -m tests.fakes.bot_api`, for as long as the block lasts."""
    bots = tuple(f"--token={token}" for token in tokens)
    command = (sys.executable, "-m", "tests.fakes.bot_api", "--with-stdin", *bots, *options)
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, cwd=ROOT)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(START_SECONDS):
            url = (await process.stdout.readline()).decode().strip()
        assert url, "the server did not start"
        async with ClientSession(timeout=ClientTimeout(total=60)) as session:
            yield Remote(url, tokens[0], session)
    finally:
        process.stdin.close()
        async with asyncio.timeout(START_SECONDS):
            await process.wait()
