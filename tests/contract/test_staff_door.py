"""An invitation at every door: what it offers on the first screen, and four steps to the work, with the real tutor."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.staff import Invitation, Role, key_of
from bot.service.world import World
from bot.store import staff
from bot.store.engine import Store, open_store
from tests.contract.test_class_door import comes_by, labelled
from tests.databases import sqlite_url
from tests.doors import DOORS
from tests.doors.house import House, house_of
from tests.doors.person import Door
from tests.shelf import few_lessons

CODE = "bghkmnrtvx23"


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


async def offer(store: Store, uses: int = 1) -> None:
    now = World.system().now()
    offered = Invitation(Role.MENTOR, None, uses, now + timedelta(days=7))
    await store.write(lambda connection: staff.invite(connection, key_of(CODE), offered, now))


async def test_somebody_new_takes_up_what_they_are_invited_to(door: Door, store: Store) -> None:
    await offer(store)
    heard = await comes_by(door, CODE)
    assert "được mời nhận việc: Người hướng dẫn" in " ".join(heard.words.split())
    heard = await door.presses(labelled(heard, "Đồng ý, học luôn"))
    heard = await door.presses(labelled(heard, "Cô"))
    heard = await door.presses(labelled(heard, "Nhận việc"))
    heard = await door.types("Cô Hoa")
    assert "Cảm ơn Cô Hoa" in heard.words
    (person,) = (await store.read(staff.people)).values()
    assert (person.name, [post.role for post in person.posts]) == ("Cô Hoa", [Role.MENTOR])


async def test_an_invitation_that_is_used_up_is_told_and_nobody_is_held_up(door: Door, store: Store) -> None:
    await offer(store, uses=0)
    heard = await comes_by(door, CODE)
    assert "đã có người dùng" in " ".join(heard.words.split())
    heard = await door.presses(labelled(heard, "Đồng ý, học luôn"))
    heard = await door.presses(labelled(heard, "Cô"))
    assert "Chưa biết, cứ học từ đầu" in [each.label for each in heard.offered]
