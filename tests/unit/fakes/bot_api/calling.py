"""A bot of a few lines, which calls the imitation of Telegram as the cases say."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession, ClientTimeout

from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.server import BotApi, bot_api


@dataclass(frozen=True, slots=True)
class Bot:
    """Calls methods with JSON, and gives back what came."""

    api: BotApi
    session: ClientSession

    async def __call__(self, method: str, **parameters: object) -> Json:
        """One call; the whole answer."""
        url = f"{self.api.url}/bot{self.api.token}/{method}"
        async with self.session.post(url, json=parameters) as response:
            answer = await response.json()
        assert isinstance(answer, dict)
        return answer

    async def result(self, method: str, **parameters: object) -> Json:
        """One call that goes well; its result, an object."""
        answer = await self(method, **parameters)
        assert answer["ok"] is True, answer
        result = answer["result"]
        assert isinstance(result, dict)
        return result

    async def refusal(self, method: str, **parameters: object) -> str:
        """One call that is refused: code and sentence."""
        answer = await self(method, **parameters)
        assert answer["ok"] is False, answer
        return f"{answer['error_code']} {answer['description']}"

    async def updates(self, **parameters: object) -> list[Json]:
        """What getUpdates gives."""
        answer = await self("getUpdates", **parameters)
        assert isinstance(answer["result"], list), answer
        return answer["result"]


@asynccontextmanager
async def calling() -> AsyncIterator[Bot]:
    """A server and a bot that calls it."""
    async with bot_api() as api, ClientSession(timeout=ClientTimeout(total=60)) as session:
        yield Bot(api, session)


async def until(is_so: Callable[[], bool]) -> None:
    """Waits until something holds that another task brings about."""
    async with asyncio.timeout(60):
        while not is_so():  # noqa: ASYNC110 - what is awaited happens in many places, none of which sets an event
            await asyncio.sleep(0.005)


def met(bot: Bot, number: int = 7) -> Person:
    """A person who has started the bot, whose update was taken."""
    person = bot.api.person(number)
    person.starts()
    bot.api.bot.updates.clear()
    return person
