"""Help noted and confirmed through the real inbox: two at once, twice, too late, by a wrong code, by the helper."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.app import tutor_of
from bot.locale.load import load_phrases
from bot.model.events import Arrived, ChoicePressed, Event, TextReceived
from bot.model.helps import OnTopic, Tally
from bot.model.ids import Address, ChoiceId, LearnerId
from bot.model.staff import Role
from bot.model.text import plain
from bot.service.bank import Shelf
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.service.upkeep import tidy
from bot.settings import DemoSettings
from bot.store import erasure, staff
from bot.store.engine import Store
from bot.store.kept import learner_at
from bot.store.stats import count_rows
from bot.store.work import tallies
from tests.fakes.tutor import Clock
from tests.shelf import few_lessons

NAM = "nam"
NEIGHBOURS = ("bac-ba", "co-tu", "chu-sau")


@dataclass
class Hamlet:
    """The real tutor in two processes, of which the first is mostly used; their clock moves by hand."""

    store: Store
    inbox: Inbox
    other: Inbox
    history: History
    clock: Clock
    brought: int = 0

    def arrival(self, who: str, event: Event) -> Arrival:
        self.brought += 1
        return Arrival(at(who), f"{who} {self.brought}", event)

    async def happens(self, who: str, *events: Event) -> str:
        """What somebody does, one after the other; gives what they read last."""
        for event in events:
            await self.inbox.submit(self.arrival(who, event))
        return await self.reads(who)

    async def reads(self, who: str) -> str:
        return plain((await self.history.latest(at(who), 1))[0].message.text)

    async def types(self, who: str, *lines: str) -> str:
        return await self.happens(who, *map(TextReceived, lines))

    async def admits(self, who: str) -> LearnerId:
        await self.happens(who, Arrived())
        await self.types(who, "Đồng ý, học luôn", "bác", "chưa biết")
        found = await self.store.read(lambda connection: learner_at(connection, at(who)))
        assert found is not None
        return found

    async def helper(self) -> LearnerId:
        """Nam, who sits beside people."""
        of = await self.admits(NAM)

        def appoint(connection: Connection) -> None:
            staff.enlist(connection, of, "Anh Nam", self.clock.world.now())
            staff.grant(connection, of, Role.HELPER, None, self.clock.world.now())

        await self.store.write(appoint)
        return of

    async def helps(self, people: str = "1 người", beside: str = "Có, lấy mã xác nhận") -> str:
        """Nam has helped; gives the code."""
        said = await self.types(NAM, "tôi vừa giúp một người", "Việc khác", "15 phút", people, beside)
        found = re.search(r"xác nhận (\w{6})", said)
        return found[1] if found is not None else ""

    async def done(self, of: LearnerId) -> Tally:
        return (await self.store.read(lambda connection: tallies(connection, [of])))[of]


def at(who: str) -> Address:
    return Address("terminal", "default", who)


def yes(code: str) -> ChoicePressed:
    return ChoicePressed(ChoiceId(f"z:yes:{code}"))


def confirmed(people: int, *, others: int = 0, minutes: int = 15, unconfirmed: int = 0) -> Tally:
    return Tally((OnTopic(None, minutes, people, unconfirmed, others),))


@pytest.fixture
async def hamlet(store: Store) -> AsyncIterator[Hamlet]:
    clock = Clock()
    draws = iter(n / 1_000 for n in range(1, 1_000))
    world = replace(clock.world, draw=lambda: next(draws))
    shelf = Shelf(few_lessons(), store, world)
    await shelf.start()
    tutor = tutor_of(DemoSettings(_env_file=None, public_url="https://hoc.example.vn"), load_phrases())
    inbox, other = (Inbox(store, tutor, shelf, world, pulls=frozenset({"terminal"})) for _ in range(2))
    yield Hamlet(store, inbox, other, History(store, world), clock)
    await inbox.close()
    await other.close()


async def test_a_neighbour_confirms_by_one_tap_and_stays_nobody(hamlet: Hamlet) -> None:
    of = await hamlet.helper()
    code = await hamlet.helps()
    assert await hamlet.done(of) == confirmed(0, others=1, minutes=0, unconfirmed=15)
    asked = await hamlet.happens("bac-ba", Arrived(code=code))
    assert "Anh Nam vừa giúp bạn, đúng không?" in asked
    thanks = await hamlet.types("bac-ba", "đúng vậy")
    assert "Cảm ơn bạn đã xác nhận" in thanks
    assert await hamlet.done(of) == confirmed(1)
    assert (await hamlet.store.read(count_rows))["learner"] == 1, "the helper alone"
    record = await hamlet.types(NAM, "/dagiup")
    assert "Việc khác: 15 phút, 1 người\n" in record


async def test_of_two_who_confirm_one_help_at_once_one_counts(hamlet: Hamlet) -> None:
    of = await hamlet.helper()
    code = await hamlet.helps()
    for who in NEIGHBOURS:
        await hamlet.types(who, f"xác nhận {code}")
    await asyncio.gather(*(hamlet.inbox.submit(hamlet.arrival(who, yes(code))) for who in NEIGHBOURS))
    said = [await hamlet.reads(who) for who in NEIGHBOURS]
    assert sorted("đã đủ người xác nhận" in each for each in said) == [False, True, True]
    assert await hamlet.done(of) == confirmed(1)


async def test_two_processes_count_no_more_than_were_helped(hamlet: Hamlet) -> None:
    of = await hamlet.helper()
    code = await hamlet.helps("2 người")
    brought = [hamlet.arrival(f"người {n}", yes(code)) for n in range(8)]
    await asyncio.gather(*((hamlet.inbox, hamlet.other)[n % 2].submit(each) for n, each in enumerate(brought)))
    assert await hamlet.done(of) == confirmed(2)


async def test_of_a_group_each_counts_once(hamlet: Hamlet) -> None:
    of = await hamlet.helper()
    code, said = await hamlet.helps("12 người"), ""
    for who in (*NEIGHBOURS, *NEIGHBOURS):
        said = await hamlet.happens(who, TextReceived(f"xác nhận {code}"), yes(code))
        hamlet.clock.move(minutes=1)
    assert "đã xác nhận lần giúp này rồi" in said
    assert await hamlet.done(of) == confirmed(3, others=9)


async def test_whoever_becomes_a_learner_or_comes_from_elsewhere_is_the_same_person(hamlet: Hamlet) -> None:
    of = await hamlet.helper()
    code = await hamlet.helps("12 người")
    await hamlet.happens("bac-ba", TextReceived(f"xác nhận {code}"), yes(code))
    await hamlet.admits("bac-ba")
    assert "đã xác nhận" in await hamlet.types("bac-ba", f"xác nhận {code}")
    assert await hamlet.done(of) == confirmed(1, others=11)


async def test_nobody_confirms_their_own_help(hamlet: Hamlet) -> None:
    of = await hamlet.helper()
    code = await hamlet.helps()
    assert "do chính bác lấy" in await hamlet.types(NAM, f"xác nhận {code}")
    assert "do chính bác lấy" in await hamlet.happens(NAM, yes(code))
    assert await hamlet.done(of) == confirmed(0, others=1, minutes=0, unconfirmed=15)


async def test_a_code_that_is_wrong_or_over_confirms_nothing(hamlet: Hamlet) -> None:
    of = await hamlet.helper()
    code = await hamlet.helps()
    assert "không thấy mã nào như vậy" in await hamlet.types("bac-ba", "xác nhận kkkkkk")
    assert "mã chưa đúng" in await hamlet.happens("bac-ba", Arrived(code="kkkkkk"))
    await hamlet.types("bac-ba", f"xác nhận {code}")
    hamlet.clock.move(hours=12)
    assert "Mã này đã hết giờ" in await hamlet.happens("bac-ba", yes(code))
    hamlet.clock.move(days=3)
    await tidy(hamlet.store, hamlet.clock.world)
    assert "không thấy mã nào như vậy" in await hamlet.types("bac-ba", f"xác nhận {code}")
    assert await hamlet.done(of) == confirmed(0, others=1, minutes=0, unconfirmed=15)


async def test_one_neighbour_a_day_is_one_person_and_counts_for_three_times_at_most(hamlet: Hamlet) -> None:
    of, said = await hamlet.helper(), ""
    for _ in range(4):
        code = await hamlet.helps()
        said = await hamlet.happens("bac-ba", TextReceived(f"xác nhận {code}"), yes(code))
        hamlet.clock.move(minutes=20)
    assert "Hôm nay bạn đã xác nhận cho Anh Nam 3 lần rồi" in said
    assert await hamlet.done(of) == confirmed(1, minutes=45, unconfirmed=15, others=1)
    hamlet.clock.move(days=1)
    code = await hamlet.helps()
    assert "Cảm ơn bạn" in await hamlet.happens("bac-ba", TextReceived(f"xác nhận {code}"), yes(code))
    assert await hamlet.done(of) == confirmed(2, minutes=60, unconfirmed=15, others=1)


async def test_a_code_of_an_erased_helper_is_nobodys(hamlet: Hamlet) -> None:
    of = await hamlet.helper()
    code = await hamlet.helps()
    await hamlet.types("bac-ba", f"xác nhận {code}")
    now = hamlet.clock.at + timedelta(minutes=1)
    await hamlet.store.write(lambda connection: erasure.erase(connection, [of], now))
    assert "không thấy mã nào như vậy" in await hamlet.happens("bac-ba", yes(code))
    assert (await hamlet.store.read(count_rows))["help_given"] == 0


async def test_a_help_without_a_telephone_has_no_code(hamlet: Hamlet) -> None:
    of = await hamlet.helper()
    assert await hamlet.helps("50", "Không, cứ ghi lại") == ""
    assert await hamlet.done(of) == confirmed(0, others=50, minutes=0, unconfirmed=15)
