"""From an attempt to another judge and back, in the real program on both databases: what it adds, what it cannot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.app import App, open_app
from bot.model import codec
from bot.model.attempt import Criterion, Grade
from bot.model.delivery import DeliveryState
from bot.model.events import Arrived, ChoicePressed, TextReceived
from bot.model.ids import Address, ChoiceId
from bot.model.message import Author
from bot.model.text import plain
from bot.service.rounds import Arrival
from bot.service.world import World
from bot.settings import DemoSettings
from bot.store.engine import Store
from bot.store.erasure import erase
from bot.store.outbox import Shown
from bot.store.tables import address, attempt, outbox
from bot.store.visits import sweep_visits
from bot.watch.metrics import Metrics
from tests.fakes.llm import FakeLLM, Fault, fake_llm
from tests.play import MORNING
from tests.shelf import few_lessons

BAC = Address("terminal", "default", "bac-7788")
TRY = "Hãy viết lời giải thích AI là gì cho bà con trồng chè"
ADDED = "AI viết thêm"
DEADLINE_SECONDS = 45.0


@dataclass
class House:
    """The program with another judge, and one person in a terminal."""

    app: App
    store: Store
    llm: FakeLLM
    said: int = 0

    async def say(self, *texts: str, at: Address = BAC) -> None:
        for text in texts:
            self.said += 1
            await self.app.inbox.submit(Arrival(at, f"{at.peer}{self.said}", TextReceived(text)))

    async def learner(self, at: Address = BAC, *, consent: str = "Đồng ý") -> None:
        """Somebody at the exercise of the first lesson."""
        await self.app.inbox.submit(Arrival(at, f"{at.peer}0", Arrived()))
        await self.say(consent, "Bác", "Chưa biết", "/hoc ai-la-gi/thu-viet", at=at)

    async def shown(self, at: Address = BAC) -> tuple[Shown, ...]:
        return await self.app.history.latest(at, 100)

    async def added(self, at: Address = BAC) -> list[Shown]:
        return [each for each in await self.shown(at) if ADDED in plain(each.message.text)]

    async def grade(self) -> Grade:
        rows = await self.store.read(
            lambda to: to.execute(select(attempt.c.grade).order_by(attempt.c.id)).scalars().all()
        )
        return codec.loads(rows[-1], Grade)

    async def requests(self) -> list[str]:
        """The states of all that was asked."""
        of = select(outbox.c.state).join(address).where(address.c.channel == "grader").order_by(outbox.c.id)
        return list(await self.store.read(lambda to: to.execute(of).scalars().all()))

    async def until_done(self, count: int = 1) -> list[str]:
        async with asyncio.timeout(DEADLINE_SECONDS):
            while True:
                states = await self.requests()
                if len(states) == count and not {DeliveryState.WAITING, DeliveryState.SENDING} & set(states):
                    return states
                await asyncio.sleep(0.05)


@asynccontextmanager
async def house_of(store: Store, llm: FakeLLM, world: World | None = None, **settings: object) -> AsyncIterator[House]:
    given: dict[str, object] = {
        "llm_base_url": llm.url,
        "llm_model": llm.model,
        "llm_api_key": llm.key,
        "llm_allow_private": True,
        "llm_timeout_seconds": 30,
        "lessons_dir": few_lessons(),
    }
    loaded = DemoSettings(_env_file=None, **{**given, **settings})  # type: ignore[arg-type] # pydantic narrows them
    with capture_logs():
        metrics = Metrics(CollectorRegistry())
        async with open_app(loaded, store, world or World.system(), metrics=metrics) as app:
            yield House(app, store, llm)


@pytest.fixture
async def llm() -> AsyncIterator[FakeLLM]:
    async with fake_llm() as opened:
        opened.opinion = [("audience", 2, "bà con trồng chè"), ("task", 2, "viết lời giải thích")]
        yield opened


async def test_a_moment_later_an_ai_adds_its_words(store: Store, llm: FakeLLM) -> None:
    async with house_of(store, llm) as house:
        heard: list[Address] = []
        house.app.inbox.listeners.append(heard.append)
        await house.learner()
        await house.say(f"{TRY}, gọi 0912 345 678")
        before = await house.shown()
        assert await house.until_done() == [DeliveryState.SENT]
        (added,) = await house.added()
        assert added.message.author is Author.AI
        assert llm.feedback in plain(added.message.text)
        assert added.message.choices == before[-1].message.choices
        assert heard == [BAC]
        (call,) = llm.calls
        assert "0912" not in call.attempt
        assert "7788" not in call.system + call.attempt
        grade = await house.grade()
        assert grade == added.message.grade
        assert grade.levels[Criterion.PRIVACY] == 0
        assert b'banhoc_grades_total{outcome="answered"} 1.0' in house.app.metrics.page()
        await house.say("1")
        assert (await house.shown())[-1].message != added.message, "the choices go on from where they were"


@pytest.mark.parametrize(
    "fault",
    [
        Fault.NONSENSE,
        Fault.HTML,
        Fault.SCORE_11,
        Fault.SLOW,
        Fault.BUSY_FOR_LONG,
        Fault.REDIRECT,
        Fault.WRONG_TYPE,
        Fault.HUGE,
    ],
)
async def test_whatever_a_judge_does_wrong_the_first_answer_stands(store: Store, llm: FakeLLM, fault: Fault) -> None:
    llm.queue(fault)
    async with house_of(store, llm, llm_timeout_seconds=0.5) as house:
        await house.learner()
        await house.say(TRY)
        before, grade = await house.shown(), await house.grade()
        assert await house.until_done() == [DeliveryState.FAILED]
        assert await house.shown() == before
        assert await house.grade() == grade


async def test_someone_elses_evidence_changes_no_grade(store: Store, llm: FakeLLM) -> None:
    llm.queue(Fault.FOREIGN_EVIDENCE)
    async with house_of(store, llm) as house:
        await house.learner()
        await house.say(TRY)
        grade = await house.grade()
        await house.until_done()
        assert await house.grade() == grade


async def test_an_answer_after_a_minute_is_not_asked_for(store: Store, llm: FakeLLM) -> None:
    ahead = timedelta(0)
    system = World.system()
    world = replace(system, now=lambda: system.now() + ahead)
    async with house_of(store, llm, world) as house:
        await house.learner()
        await house.say(TRY)
        ahead = timedelta(seconds=61)
        assert await house.until_done() == [DeliveryState.FAILED]
        assert llm.calls == []
        assert await house.added() == []


async def test_nobody_is_asked_about_who_is_under_16_or_only_looks_around(store: Store, llm: FakeLLM) -> None:
    young, visitor = (Address("terminal", "default", peer) for peer in ("em", "khach"))
    async with house_of(store, llm) as house:
        await house.app.inbox.submit(Arrival(young, "y0", Arrived()))
        for number, what in enumerate(("w:under16", "w:guardian")):
            await house.app.inbox.submit(Arrival(young, f"c{number}", ChoicePressed(ChoiceId(what))))
        await house.say("Em", "Chưa biết", "/hoc ai-la-gi/thu-viet", TRY, at=young)
        assert (await house.grade()).flags == (), "the attempt is kept, with the grade that it has here"
        await house.learner(visitor, consent="Xem thử")
        await house.say(TRY, at=visitor)
        assert await house.requests() == []


async def test_without_a_judge_nothing_is_asked(store: Store, llm: FakeLLM) -> None:
    async with house_of(store, llm, llm_base_url="") as house:
        await house.learner()
        await house.say(TRY)
        assert await house.requests() == []


async def test_budgets_hold_for_a_learner_and_for_the_day(store: Store, llm: FakeLLM) -> None:
    em = Address("terminal", "default", "em")
    system = World.system()
    began = system.monotonic()
    in_the_morning = replace(system, now=lambda: MORNING + timedelta(seconds=system.monotonic() - began))
    async with house_of(store, llm, in_the_morning, llm_learner_budget=2, llm_daily_budget=3) as house:
        await house.learner()
        await house.say(*(f"{TRY}, {n} gạch đầu dòng" for n in range(3, 6)))
        assert len(await house.until_done(2)) == 2
        await house.learner(em)
        await house.say(TRY, f"{TRY} ở xã", at=em)
        await house.until_done(3)
    assert len(llm.calls) == 3


async def test_what_was_asked_is_forgotten_after_a_day(store: Store, llm: FakeLLM) -> None:
    async with house_of(store, llm) as house:
        await house.learner()
        await house.say(TRY)
        await house.until_done()
        await store.write(lambda to: sweep_visits(to, house.app.world.now() + timedelta(hours=23)))
        assert len(await house.requests()) == 1
        await store.write(lambda to: sweep_visits(to, house.app.world.now() + timedelta(hours=25)))
        assert await house.requests() == []
        assert len(await house.added()) == 1


async def test_whoever_is_erased_meanwhile_is_told_nothing(store: Store, llm: FakeLLM) -> None:
    llm.queue(Fault.SLOW)
    llm.slow_seconds = 1.0
    async with house_of(store, llm) as house:
        await house.learner()
        await house.say(TRY)
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not llm.calls:  # noqa: ASYNC110 - what is awaited happens at another server
                await asyncio.sleep(0.02)
        of = select(address.c.learner_id).where(address.c.peer == BAC.peer)
        number = await store.read(lambda to: to.execute(of).scalar_one())
        await store.write(lambda to: erase(to, [number], house.app.world.now()))
        await asyncio.sleep(1.5)
        assert await house.requests() == []
        assert await house.shown() == ()
        left = await store.read(lambda to: to.execute(select(func.count()).select_from(attempt)).scalar_one())
        assert left == 0


async def test_a_program_that_ends_does_not_wait_and_the_next_one_asks(store: Store, llm: FakeLLM) -> None:
    llm.queue(Fault.SLOW)
    llm.slow_seconds = 120.0
    async with asyncio.timeout(DEADLINE_SECONDS):
        async with house_of(store, llm, llm_timeout_seconds=60) as house:
            await house.learner()
            await house.say(TRY)
            while not llm.calls:  # noqa: ASYNC110 - what is awaited happens at another server
                await asyncio.sleep(0.02)
        assert await house.requests() == [DeliveryState.WAITING]
        async with house_of(store, llm) as house:
            assert await house.until_done() == [DeliveryState.SENT]
            assert len(await house.added()) == 1


async def test_of_two_programs_the_one_that_leads_asks_and_no_other(store: Store, llm: FakeLLM) -> None:
    em = Address("terminal", "default", "em")
    async with fake_llm() as others, house_of(store, llm) as first:
        await first.learner()
        await first.say(TRY)
        await first.until_done()
        async with house_of(store, others) as second:
            await second.learner(em)
            await second.say(TRY, f"{TRY}, 3 gạch đầu dòng", at=em)
            assert await second.until_done(3) == [DeliveryState.SENT] * 3
        assert others.calls == []
    assert [call.attempt for call in llm.calls] == [TRY, f"{TRY}, 3 gạch đầu dòng"], "the same is asked about once"
