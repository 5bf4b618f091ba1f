"""Numbers in classes, given out to many at once: each one once, none again, and no more than there is room for."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Connection, select, update

from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, TrackId
from bot.service.classrooms import open_classroom
from bot.service.world import World
from bot.store.classrooms import close_class
from bot.store.engine import Store
from bot.store.tables import classroom, enrolment
from tests.integration.village import Village, village

WANTED = Classroom(0, ClassCode(""), TrackId("lam-quen-voi-ai"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn 3")


@pytest.fixture
async def people(store: Store) -> AsyncIterator[Village]:
    async with village(store) as opened:
        yield opened


async def taken(store: Store) -> list[int]:
    """The numbers of all who are in a class, in order."""
    query = select(enrolment.c.number).order_by(enrolment.c.number)
    return await store.read(lambda connection: list(connection.execute(query).scalars()))


async def limit(store: Store, capacity: int) -> None:
    def change(connection: Connection) -> None:
        connection.execute(update(classroom).values(capacity=capacity))

    await store.write(change)


async def test_many_who_join_at_once_each_have_a_number(store: Store, people: Village) -> None:
    made = await open_classroom(store, World.system(), WANTED)
    await asyncio.gather(*(people.comes(f"em{n}", made.code) for n in range(40)))
    assert await taken(store) == list(range(1, 41))


async def test_two_processes_give_no_number_twice(store: Store, people: Village) -> None:
    made = await open_classroom(store, World.system(), WANTED)
    async with village(store) as others:
        near, far = [f"gan{n}" for n in range(20)], [f"xa{n}" for n in range(20)]
        await asyncio.gather(
            *(people.comes(who, made.code) for who in near), *(others.comes(who, made.code) for who in far)
        )
    assert await taken(store) == list(range(1, 41))


async def test_the_last_seat_goes_to_one_of_two_who_come_at_once(store: Store, people: Village) -> None:
    made = await open_classroom(store, World.system(), WANTED)
    await limit(store, 3)
    async with village(store) as others:
        await asyncio.gather(
            *(people.comes(f"gan{n}", made.code) for n in range(4)),
            *(others.comes(f"xa{n}", made.code) for n in range(4)),
        )
    assert await taken(store) == [1, 2, 3]


async def test_a_class_that_is_closed_while_people_join_takes_them_whole_or_not_at_all(
    store: Store, people: Village
) -> None:
    made = await open_classroom(store, World.system(), WANTED)

    def close(connection: Connection) -> bool:
        return close_class(connection, made.code, World.system().now())

    *_, is_closed = await asyncio.gather(*(people.comes(f"em{n}", made.code) for n in range(10)), store.write(close))
    assert is_closed
    numbers = await taken(store)
    assert numbers == list(range(1, len(numbers) + 1))
    said = await people.types("em0", f"/start {made.code}")
    assert "lớp ấy đã đóng" in said or "Lớp đã kết thúc" in said or "Lớp này đã đóng" in said


async def test_who_goes_to_another_class_and_returns_has_their_number_again(store: Store, people: Village) -> None:
    first, second = [await open_classroom(store, World.system(), WANTED) for _ in range(2)]
    await people.comes("bac", first.code)
    await people.comes("em", first.code)
    assert "Trong lớp, bác là số 1." in await people.types("bac", f"/start {second.code}")
    assert "Trong lớp, bác là số 1." in await people.types("bac", f"/start {first.code}")
    assert "Trong lớp, bác là số 2." in await people.types("em", f"/start {first.code}")
