"""A class at every door: its lines on the first screen, and two taps to its first card, with the real tutor."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, TrackId
from bot.service.classrooms import open_classroom
from bot.service.world import World
from bot.store.classrooms import all_classes, close_class
from bot.store.engine import Store, open_store
from tests.databases import sqlite_url
from tests.doors import DOORS
from tests.doors.house import House, house_of
from tests.doors.person import Door, Heard, Offered
from tests.shelf import few_lessons

WANTED = Classroom(0, ClassCode(""), TrackId("lam-quen-voi-ai"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn 3")


@pytest.fixture
async def store(own_file: Path) -> AsyncIterator[Store]:
    opened = await open_store(sqlite_url(own_file))
    yield opened
    await opened.close()


@pytest.fixture
async def house(store: Store) -> AsyncIterator[House]:
    async with house_of(store, few_lessons(), is_teaching=True) as opened:
        yield opened


@pytest.fixture(params=DOORS)
async def door(house: House, request: pytest.FixtureRequest) -> AsyncIterator[Door]:
    async with DOORS[str(request.param)](house) as opened:
        yield opened


@pytest.fixture
async def classroom(store: Store) -> Classroom:
    return await open_classroom(store, World.system(), WANTED)


async def comes_by(door: Door, code: str) -> Heard:
    """By the poster's link where one leads there, else by its words."""
    if door.capabilities.takes_start_payload:
        return await door.comes(code)
    await door.comes()
    return await door.types(f"/start {code}")


def labelled(heard: Heard, label: str) -> Offered:
    return next(each for each in heard.offered if each.label == label)


async def test_two_taps_lead_to_the_first_card_of_the_class(door: Door, store: Store, classroom: Classroom) -> None:
    heard = await comes_by(door, classroom.code)
    lines = [line.strip() for line in heard.words.splitlines() if line.strip()]
    said = [line.replace("*", "") for line in lines]
    at = said.index("Lớp 1: Chiều thứ Bảy · do Bản thử nghiệm mở")
    assert said[at + 1].startswith("Xin chào!")
    told = " ".join(said)
    helper = told.index("Lúc bí, có người thật giúp: Cô Hoa, Nhà văn hoá thôn 3.")
    assert told.index("Xin chào!") < helper < told.index("Ở đây không ai hỏi")
    heard = await door.presses(labelled(heard, "Đồng ý, học luôn"))
    heard = await door.presses(labelled(heard, "Bác"))
    assert "Cụ Hoà trồng chè" in heard.words
    assert [each.learners for each in await store.read(all_classes)] == [1]


async def test_a_closed_class_is_told_and_nobody_is_held_up(door: Door, store: Store, classroom: Classroom) -> None:
    await store.write(lambda connection: close_class(connection, classroom.code, World.system().now()))
    heard = await comes_by(door, classroom.code)
    assert "Lớp này đã đóng" in " ".join(heard.words.split())
    assert "Cô Hoa" not in heard.words
    heard = await door.presses(labelled(heard, "Đồng ý, học luôn"))
    assert [each.learners for each in await store.read(all_classes)] == [0]
    heard = await door.presses(labelled(heard, "Bác"))
    assert "Chưa biết, cứ học từ đầu" in [each.label for each in heard.offered]
