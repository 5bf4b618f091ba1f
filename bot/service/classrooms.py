"""Opens classes: each with a code that nobody has, drawn anew where one is taken."""

from dataclasses import replace

from sqlalchemy import Connection

from bot.model.classroom import Classroom, new_code
from bot.model.errors import Conflict
from bot.service.world import World
from bot.store.classrooms import open_class
from bot.store.engine import Store

TRIES = 5
"""Codes that are drawn before it is given up: of 34 million hardly one is taken."""


async def open_classroom(store: Store, world: World, wanted: Classroom) -> Classroom:
    """Opens a class; its number and code are given here, whatever `wanted` says.

    Raises:
        Conflict: no free code was found; try again.
        StoreAway: the database cannot be used.
    """
    for _ in range(TRIES):
        drawn = replace(wanted, code=new_code(world.draw()))

        def put(connection: Connection, drawn: Classroom = drawn) -> Classroom | None:
            return open_class(connection, drawn, world.now())

        made = await store.write(put)
        if made is not None:
            return made
    raise Conflict("No free code for a class was found; run it again.")
