"""Calls go wrong as they are told to, and then well again."""

import asyncio

import pytest
from aiohttp import ClientError

from tests.fakes.bot_api.faults import Fault, Kind
from tests.unit.fakes.bot_api.calling import Bot, calling, met, until


async def sends(bot: Bot) -> int | None:
    """Sends a message; the status that came, None where none did."""
    url = f"{bot.api.url}/bot{bot.api.token}/sendMessage"
    try:
        async with bot.session.post(url, json={"chat_id": 7, "text": "một"}) as response:
            await response.read()
            return response.status
    except ClientError:
        return None


@pytest.mark.parametrize(
    ("kind", "status", "is_applied"),
    [
        (Kind.DROP_BEFORE, None, False),
        (Kind.DROP_AFTER, None, True),
        (Kind.SLOW, 200, True),
        (Kind.SLOW_ANSWER, 200, True),
        (Kind.SERVER_ERROR, 500, False),
        (Kind.BAD_GATEWAY, 502, False),
        (Kind.BAD_GATEWAY_AFTER, 502, True),
        (Kind.GARBAGE, 200, False),
        (Kind.UNREADABLE, 400, False),
        (Kind.TOO_MANY, 429, False),
    ],
)
async def test_a_call_goes_wrong_once(kind: Kind, status: int | None, is_applied: bool) -> None:
    async with calling() as bot:
        bac = met(bot)
        bot.api.bot.faults.add("sendMessage", Fault(kind, seconds=0.01))
        assert await sends(bot) == status
        assert bac.texts == (["một"] if is_applied else [])
        assert await sends(bot) == 200
        first, second = bot.api.calls("sendMessage")
        assert (first.fault, second.fault) == (kind.value, None)
        assert (first.status == 200) is is_applied


@pytest.mark.parametrize(("kind", "is_applied"), [(Kind.HANG_BEFORE, False), (Kind.HANG_AFTER, True)])
async def test_a_call_can_hang(kind: Kind, is_applied: bool) -> None:
    async with calling() as bot:
        bac = met(bot)
        bot.api.bot.faults.add("*", Fault(kind))
        call = asyncio.create_task(sends(bot))
        await until(lambda: bool(bot.api.calls("sendMessage")))
        assert not call.done()
        assert bac.texts == (["một"] if is_applied else [])
        await bot.api.close()
        assert await call is None


async def test_faults_wait_for_their_turn() -> None:
    async with calling() as bot:
        met(bot)
        faults = bot.api.bot.faults
        faults.add("sendMessage", Fault(Kind.SERVER_ERROR, times=2, after=1))
        faults.add("*", Fault(Kind.BAD_GATEWAY, times=None))
        assert [await sends(bot) for _ in range(4)] == [502, 500, 500, 502]
        faults.clear()
        assert await sends(bot) == 200
