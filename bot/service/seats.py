"""Numbers in classes: what each person of a round gets who may join one, told before the steps in their order."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.model.dialogue import State
from bot.model.events import Event
from bot.model.ids import ClassCode
from bot.store import classrooms
from bot.store.batch import Seat
from bot.tutor import classes
from bot.tutor.context import Need

Numbers = tuple[tuple[ClassCode, int], ...]


def numbers(
    connection: Connection,
    events: Sequence[tuple[Seat, Event]],
    states: Sequence[State],
    wanted: Sequence[frozenset[Need]],
) -> list[Numbers]:
    """For each person the number in their class, and the one that they get if they join another one now.

    Whoever is in a class keeps theirs, whoever left it gets the old one back, and everybody else the next one; none is
    told where the class is full. Classes that somebody may join now are locked until the transaction ends.
    """
    doors = [
        classes.taking(event, state) if Need.CLASSROOM in needs else None
        for (_, event), state, needs in zip(events, states, wanted, strict=True)
    ]
    people = {
        seat.person.learner_id
        for (seat, _), needs in zip(events, wanted, strict=True)
        if Need.CLASSROOM in needs and seat.person.learner_id is not None
    }
    taking = {code for code in doors if code is not None}
    rooms = classrooms.rooms(connection, taking) if taking else {}
    own = classrooms.numbers_of(connection, people) if people else {}
    given = dict.fromkeys(rooms, 0)
    came = dict.fromkeys(rooms, 0)
    found: list[Numbers] = []
    for (seat, _), state, door in zip(events, states, doors, strict=True):
        mine = own.get(seat.person.learner_id) if seat.person.learner_id is not None else None
        known: Numbers = (mine,) if mine is not None else ()
        is_there = mine is not None and mine[0] == door
        if door is not None and door in rooms and not is_there and not rooms[door].is_full(came[door]):
            before = classes.number_before(door, state)
            given[door] += before is None
            came[door] += 1
            known = (*known, (door, before or rooms[door].last_number + given[door]))
        found.append(known)
    return found
