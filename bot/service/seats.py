"""Numbers in classes: what each person of a round gets who may join one, told before the steps in their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.model.dialogue import State
from bot.model.events import Event
from bot.model.ids import ClassCode
from bot.store import classrooms
from bot.store.batch import Seat
from bot.store.classrooms import Room
from bot.tutor import classes
from bot.tutor.classes import Taking
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
    wishes = [
        classes.taking(event, state) if Need.CLASSROOM in needs else None
        for (_, event), state, needs in zip(events, states, wanted, strict=True)
    ]
    people = {
        seat.person.learner_id
        for (seat, _), needs in zip(events, wanted, strict=True)
        if Need.CLASSROOM in needs and seat.person.learner_id is not None
    }
    taking = {wish.code for wish in wishes if wish is not None}
    left = {code: _Left(room) for code, room in classrooms.rooms(connection, taking).items()} if taking else {}
    own = classrooms.numbers_of(connection, people) if people else {}
    found: list[Numbers] = []
    for (seat, _), state, wish in zip(events, states, wishes, strict=True):
        mine = own.get(seat.person.learner_id) if seat.person.learner_id is not None else None
        known: Numbers = (mine,) if mine is not None else ()
        room = left.get(wish.code) if wish is not None else None
        is_there = wish is not None and not wish.guests and mine is not None and mine[0] == wish.code
        if wish is not None and room is not None and not is_there:
            number = room.take(wish, None if wish.guests else classes.number_before(wish.code, state))
            known = (*known, (wish.code, number)) if number is not None else known
        found.append(known)
    return found


@dataclass(slots=True)
class _Left:
    """What is left of a class's room and numbers while a round gives them out."""

    room: Room
    given: int = 0
    came: int = 0

    def take(self, wish: Taking, before: int | None) -> int | None:
        """The first number for who comes; theirs again where they had one before. None where there is no room."""
        many = wish.guests or 1
        if self.room.is_full(self.came + many - 1):
            return None
        self.came += many
        if before is not None:
            return before
        first = self.room.last_number + self.given + 1
        self.given += many
        return first
