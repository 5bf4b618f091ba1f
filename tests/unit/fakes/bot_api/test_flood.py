"""Flood control counts always, and refuses where it is told to."""

import pytest

from tests.fakes.bot_api.chats import Chat
from tests.fakes.bot_api.flood import Flood
from tests.fakes.bot_api.refusal import Refusal
from tests.fakes.tutor import Clock
from tests.unit.fakes.bot_api.calling import calling, met


def private(number: int) -> Chat:
    return Chat(number, {"type": "private"}, iter(()))


GROUP = Chat(-5, {"type": "group"}, iter(()))


def refused(flood: Flood, chat: Chat) -> int | None:
    """How long a message has to wait, None where it was taken."""
    try:
        flood.take(chat)
    except Refusal as refusal:
        return refusal.parameters["retry_after"]
    return None


def test_a_private_chat_takes_five_at_once_and_then_one_a_second() -> None:
    clock = Clock()
    flood = Flood(clock.world, enforced=True)
    assert [refused(flood, private(7)) for _ in range(6)] == [None] * 5 + [1]
    assert refused(flood, private(8)) is None
    assert flood.violations == {"all": 0, "chat": 1, "group": 0}
    clock.move(seconds=1)
    assert [refused(flood, private(7)) for _ in range(2)] == [None, 1]


def test_a_bot_sends_thirty_within_any_second() -> None:
    clock = Clock()
    flood = Flood(clock.world, enforced=True)
    assert [refused(flood, private(n)) for n in range(31)] == [None] * 30 + [1]
    assert (flood.violations["all"], flood.impatient) == (1, 0)
    clock.move(seconds=0.5)
    assert refused(flood, private(99)) == 1
    assert flood.impatient == 1, "it did not wait as long as it was told"
    clock.move(seconds=0.5)
    assert refused(flood, private(99)) is None
    assert (flood.most_in_a_second, flood.taken) == (30, 31)


def test_a_group_takes_twenty_a_minute() -> None:
    clock = Clock()
    flood = Flood(clock.world, enforced=True)
    assert [refused(flood, GROUP) for _ in range(21)] == [None] * 20 + [60]
    assert flood.violations["group"] == 1
    clock.move(seconds=60)
    assert refused(flood, GROUP) is None


def test_all_of_it_can_be_multiplied() -> None:
    flood = Flood(Clock().world, enforced=True, scale=10)
    assert [refused(flood, private(7)) for _ in range(51)] == [None] * 50 + [1]
    assert [refused(flood, private(n)) for n in range(250)] == [None] * 7 + [1] + [None] * 242
    assert refused(flood, private(999)) is None
    assert refused(flood, private(999)) == 1


def test_a_limit_can_be_lifted_alone() -> None:
    flood = Flood(Clock().world, enforced=True)
    flood.unlimited = frozenset({"chat", "group"})
    assert [refused(flood, chat) for chat in [private(7), GROUP] * 16] == [None] * 30 + [1, 1]
    flood.unlimited |= {"all"}
    free = Flood(Clock().world, enforced=True)
    free.unlimited = flood.unlimited
    assert [refused(free, private(7)) for _ in range(99)] == [None] * 99


def test_where_it_refuses_nothing_it_counts_all_the_same() -> None:
    flood = Flood(Clock().world)
    assert [refused(flood, private(7)) for _ in range(40)] == [None] * 40
    assert (flood.violations["chat"], flood.violations["all"], flood.most_in_a_second) == (35, 10, 40)


async def test_a_call_meets_it_and_nothing_is_sent() -> None:
    async with calling() as bot:
        bac = met(bot)
        bot.api.bot.flood.enforced = True
        for number in range(5):
            await bot.result("sendMessage", chat_id=7, text=str(number))
        answer = await bot("sendMessage", chat_id=7, text="5")
        assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 1})
        assert len(bac.heard) == 5
        edit = await bot.refusal("editMessageText", chat_id=7, message_id=bac.heard[0].id, text="x")
        assert edit == "429 Too Many Requests: retry after 1"
        assert (await bot("sendChatAction", chat_id=7, action="typing"))["ok"] is True


@pytest.mark.parametrize("scale", [1, 10])
async def test_a_bot_that_is_refused_for_another_reason_uses_nothing_up(scale: float) -> None:
    async with calling() as bot:
        met(bot)
        bot.api.bot.flood.scale = scale
        await bot.refusal("sendMessage", chat_id=7, text="<x>", parse_mode="HTML")
        assert bot.api.bot.flood.taken == 0
