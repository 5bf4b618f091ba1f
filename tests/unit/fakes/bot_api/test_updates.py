"""Updates wait until they are confirmed, for one poller."""

import asyncio

import pytest

from tests.fakes.bot_api.arguments import Json
from tests.unit.fakes.bot_api.calling import calling, met, until


def numbers(updates: list[Json]) -> list[int]:
    found = [update["update_id"] for update in updates]
    return [number for number in found if isinstance(number, int)]


async def test_an_update_stays_until_it_is_confirmed() -> None:
    async with calling() as bot:
        bac = bot.api.person(7)
        for text in ("một", "hai", "ba"):
            bac.types(text)
        all_three = numbers(await bot.updates())
        assert numbers(await bot.updates()) == all_three
        assert numbers(await bot.updates(limit=2)) == all_three[:2]
        assert numbers(await bot.updates(offset=all_three[1])) == all_three[1:]
        assert numbers(await bot.updates()) == all_three[1:]
        assert numbers(await bot.updates(offset=-1)) == all_three[2:]
        assert numbers(await bot.updates(offset=all_three[2] + 1)) == []
        assert [len(update.handed_at) for update in bot.api.bot.updates.all] == [3, 5, 5]


async def test_a_batch_is_a_hundred_at_most() -> None:
    async with calling() as bot:
        for text in map(str, range(102)):
            bot.api.person(7).types(text)
        assert len(await bot.updates(limit=1000)) == 100


async def test_a_poll_waits_for_what_comes() -> None:
    async with calling() as bot:
        poll = asyncio.create_task(bot.updates(timeout=30))
        await until(lambda: bot.api.bot.updates.is_polled)
        bot.api.person(7).types("chào")
        assert len(await poll) == 1
        assert await bot.updates(offset=bot.api.bot.updates.all[0].id + 1, timeout=0.01) == []


async def test_a_second_poller_ends_the_first() -> None:
    async with calling() as bot:
        first = asyncio.create_task(bot.refusal("getUpdates", timeout=30))
        await until(lambda: bot.api.bot.updates.is_polled)
        second = asyncio.create_task(bot.updates(timeout=30))
        assert await first == (
            "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        await until(lambda: bot.api.bot.updates.is_polled)
        bot.api.person(7).types("chào")
        assert len(await second) == 1


async def test_the_bot_gets_the_kinds_that_it_asked_for() -> None:
    async with calling() as bot:
        bac = bot.api.person(7)
        await bot.updates(allowed_updates=["callback_query"])
        bac.types("một")
        await bot.updates()
        bac.types("hai")
        assert await bot.updates(allowed_updates=[]) == []
        bac.types("ba")
        assert len(await bot.updates()) == 1
        assert "allowed_updates with ['tap']" in await bot.refusal("getUpdates", allowed_updates=["tap"])
        assert "expected an Array of String" in await bot.refusal("getUpdates", allowed_updates="tap")


@pytest.mark.parametrize("kind", ["message_reaction", "chat_member"])
async def test_some_kinds_come_only_when_asked_for(kind: str) -> None:
    async with calling() as bot:
        assert bot.api.bot.updates.put(kind, {}) is None
        await bot.updates(allowed_updates=[kind])
        assert bot.api.bot.updates.put(kind, {}) is not None


async def test_updates_can_come_twice_and_in_the_wrong_order() -> None:
    async with calling() as bot:
        queue = bot.api.bot.updates
        met(bot)
        queue.reversals = queue.replays = 1
        for text in ("một", "hai"):
            bot.api.person(7).types(text)
        first, second = (update.id for update in queue.all[-2:])
        assert numbers(await bot.updates()) == [second, first]
        assert numbers(await bot.updates(offset=second + 1)) == [first], "once more, though it was confirmed"
        assert numbers(await bot.updates(offset=second + 1)) == []
