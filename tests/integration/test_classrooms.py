"""Classes are opened with codes that nobody has; a demo has one."""

from dataclasses import replace
from itertools import chain, repeat

import pytest

from bot.app import open_app
from bot.app.demo import demo_class
from bot.model.classroom import Classroom, new_code
from bot.model.errors import Conflict
from bot.model.ids import ClassCode, TrackId
from bot.service.classrooms import TRIES, open_classroom
from bot.service.world import World
from bot.settings import DemoSettings
from bot.store.classrooms import close_class
from bot.store.engine import Store

WANTED = Classroom(0, ClassCode(""), TrackId("lam-quen"), "Lớp", "Cô Hoa", "Thôn 3")


async def test_a_code_that_is_taken_is_drawn_anew(store: Store) -> None:
    draws = chain([0.5, *[0.5] * (TRIES - 1), 0.25], repeat(0.5))  # a conflict is tried again as a whole
    world = replace(World.system(), draw=lambda: next(draws))
    first, second = await open_classroom(store, world, WANTED), await open_classroom(store, world, WANTED)
    assert (first.code, second.code) == (new_code(0.5), new_code(0.25))
    with pytest.raises(Conflict, match="No free code for a class was found"):
        await open_classroom(store, world, WANTED)


async def test_a_demo_opens_another_class_once_its_own_is_closed(store: Store) -> None:
    async with open_app(DemoSettings(_env_file=None), store, World.system()) as app:
        first = await demo_class(app, store)
        await store.write(lambda connection: close_class(connection, first.code, app.world.now()))
        second = await demo_class(app, store)
        assert second.number != first.number
        assert second.track in {track.id for track in app.shelf.catalog.tracks}
