"""What the system owes itself: written with what led to it, taken by a later batch, once, whatever happens between."""

import asyncio

import pytest
from sqlalchemy import select, update

from bot.model.errors import StoreAway
from bot.model.events import TextReceived
from bot.model.ids import Address
from bot.model.text import plain
from bot.service.history import History
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival
from bot.service.upkeep import repeated
from bot.service.world import CrashPoint, World
from bot.store.engine import Store
from bot.store.tables import address, inbox
from tests.fakes.tutor import Clock, NoLessons, tutor

BAC = Address("terminal", "default", "bac")
OTHER = Address("terminal", "default", "may-khac")
PULLS = frozenset({"terminal"})


@pytest.fixture
def clock() -> Clock:
    return Clock()


def inbox_of(store: Store, world: World) -> Inbox:
    return Inbox(store, tutor(), NoLessons(), world, pulls=PULLS)


async def say(box: Inbox, at: Address, *texts: str) -> None:
    for number, text in enumerate(texts):
        await box.submit(Arrival(at, f"{at.peer} {number} {text}", TextReceived(text)))


async def read(store: Store, world: World, at: Address) -> list[str]:
    return [plain(shown.message.text) for shown in await History(store, world).unseen(at)]


async def states(store: Store) -> list[str]:
    own = select(inbox.c.state).where(inbox.c.channel == "self")
    return list((await store.read(lambda connection: connection.execute(own))).scalars())


async def a_learner(store: Store, clock: Clock) -> int:
    """BAC, with two texts said and the code 123456; gives the number."""
    await say(inbox_of(store, clock.world), BAC, "vào", "mã 123456")
    of = select(address.c.learner_id).where(address.c.peer == BAC.peer)
    number = (await store.read(lambda connection: connection.execute(of))).scalar_one()
    assert isinstance(number, int)
    return number


async def test_the_right_code_makes_the_place_the_learners_before_the_line_is_acknowledged(
    store: Store, clock: Clock
) -> None:
    number = await a_learner(store, clock)
    await say(inbox_of(store, clock.world), OTHER, "chào", f"{number}-123456", "học")
    assert await read(store, clock.world, OTHER) == ["1 chào", "right", "3 về rồi", "4 học"]
    await say(inbox_of(store, clock.world), BAC, "đây")
    assert (await read(store, clock.world, BAC))[-1] == "5 đây"
    assert await states(store) == ["handled"]


async def test_a_wrong_code_owes_nothing(store: Store, clock: Clock) -> None:
    number = await a_learner(store, clock)
    box = inbox_of(store, clock.world)
    await say(box, OTHER, f"{number}-000000")
    assert await read(store, clock.world, OTHER) == ["wrong"]
    assert await states(store) == []
    await asyncio.gather(*(box.submit(Arrival(OTHER, f"x{n}", TextReceived(f"{number}-00000{n}"))) for n in range(6)))
    assert (await read(store, clock.world, OTHER))[-1] == "locked"


async def test_what_a_cut_left_waiting_is_handled_after_the_next_start_by_one_alone(store: Store, clock: Clock) -> None:
    number = await a_learner(store, clock)

    def cut(point: CrashPoint) -> None:
        if point is CrashPoint.OWED:
            raise StoreAway("cut off")

    cutting = World(now=clock.world.now, token=clock.world.token, reach=cut)
    await say(inbox_of(store, cutting), OTHER, f"{number}-123456")
    with pytest.raises(StoreAway):
        await inbox_of(store, cutting).settle()
    assert await states(store) == ["waiting"]
    assert await read(store, clock.world, OTHER) == ["right"]
    await asyncio.gather(*(inbox_of(store, clock.world).settle() for _ in range(4)))
    assert await read(store, clock.world, OTHER) == ["right", "3 về rồi"]
    assert await states(store) == ["handled"]


async def test_the_code_brought_twice_is_answered_once(store: Store, clock: Clock) -> None:
    number = await a_learner(store, clock)
    arrival = Arrival(OTHER, "u1", TextReceived(f"{number}-123456"))
    box = inbox_of(store, clock.world)
    await asyncio.gather(box.submit(arrival), box.submit(arrival))
    await box.submit(arrival)
    assert await read(store, clock.world, OTHER) == ["right", "3 về rồi"]


async def test_one_that_cannot_be_read_is_logged_and_the_rest_goes_on(store: Store, clock: Clock) -> None:
    number = await a_learner(store, clock)
    box = inbox_of(store, clock.world)
    await say(box, OTHER, f"{number}-123456")
    broken = update(inbox).where(inbox.c.channel == "self").values(state="waiting", body="{")
    await store.write(lambda connection: connection.execute(broken))
    await box.settle()
    assert await states(store) == ["handled"]
    await box.settle()
    await say(box, BAC, "đây")
    assert (await read(store, clock.world, BAC))[-1].endswith("đây")


async def test_erasing_leaves_nothing_owed(store: Store, clock: Clock) -> None:
    number = await a_learner(store, clock)
    await say(inbox_of(store, clock.world), OTHER, f"{number}-123456")
    waiting_again = update(inbox).where(inbox.c.channel == "self").values(state="waiting", body='{"is":"returned"}')
    await store.write(lambda connection: connection.execute(waiting_again))
    await say(inbox_of(store, clock.world), BAC, "xoá")
    assert await states(store) == []


async def test_looks_while_people_talk_answer_everybody_once(store: Store, clock: Clock) -> None:
    number = await a_learner(store, clock)
    box = inbox_of(store, clock.world)
    places = [Address("terminal", "default", f"máy {n}") for n in range(5)]
    async with repeated(box.settle, 0.001, "settle"):
        await asyncio.gather(*(say(box, at, f"{number}-123456") for at in places))
    said = [await read(store, clock.world, at) for at in places]
    assert [len(words) for words in said] == [2] * len(places)
    assert await states(store) == ["handled"] * len(places)


async def test_work_that_fails_once_is_tried_again() -> None:
    tries: list[int] = []
    done = asyncio.Event()

    async def work() -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise StoreAway("away")
        if len(tries) == 2:
            raise ValueError("a fault of the program")
        done.set()

    async with repeated(work, 0.001, "work"), asyncio.timeout(60):
        await done.wait()
    assert len(tries) >= 3
