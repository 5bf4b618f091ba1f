"""Classes: opened, found by their codes, joined, and closed."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, select, update

from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, LearnerId, PlaceCode, TrackId
from bot.store.erasure import WIPES
from bot.store.tables import class_mentor, classroom, enrolment, guest, outbox, staff
from bot.store.upsert import insert_or_change


@dataclass(frozen=True, slots=True)
class Opened:
    """A class with when it was opened and closed, and how many learners belong to it."""

    classroom: Classroom
    opened_at: datetime
    closed_at: datetime | None
    learners: int


@dataclass(frozen=True, slots=True)
class Room:
    """How much room an open class has: the number given last, how many sit in it, and how many it takes, if limited."""

    last_number: int
    seated: int
    capacity: int | None

    def is_full(self, more: int = 0) -> bool:
        """Whether nobody else has room, once so many more have come."""
        return self.capacity is not None and self.seated + more >= self.capacity


@dataclass(frozen=True, slots=True)
class Joining:
    """A learner who belongs to a class from now on, under this number."""

    learner: LearnerId
    classroom: ClassCode
    number: int


_FIND = select(classroom).where(classroom.c.code.in_(bindparam("codes", expanding=True)))
_TAKEN = select(func.count()).select_from(classroom).where(classroom.c.code == bindparam("code"))
_OPEN = insert(classroom).returning(classroom.c.number)
_COUNT = (
    select(func.count())
    .where(enrolment.c.classroom_number == classroom.c.number)
    .correlate(classroom)
    .scalar_subquery()
    .label("learners")
)
_GUESTS = (
    select(func.count()).where(guest.c.classroom_number == classroom.c.number).correlate(classroom).scalar_subquery()
)
_LOCK = (
    select(classroom.c.number)
    .where(classroom.c.code.in_(bindparam("codes", expanding=True)), classroom.c.closed_at.is_(None))
    .order_by(classroom.c.number)
    .with_for_update()
)
_ROOM = select(classroom.c.code, classroom.c.last_number, classroom.c.capacity, _COUNT, _GUESTS.label("guests")).where(
    classroom.c.number.in_(bindparam("numbers", expanding=True))
)
_NUMBERS = (
    select(enrolment.c.learner_id, enrolment.c.number, classroom.c.code)
    .join(classroom, classroom.c.number == enrolment.c.classroom_number)
    .where(enrolment.c.learner_id.in_(bindparam("ids", expanding=True)))
)
_RAISE = (
    update(classroom)
    .where(classroom.c.number == bindparam("of"))
    .values(
        last_number=case(
            (classroom.c.last_number < bindparam("last"), bindparam("last")), else_=classroom.c.last_number
        )
    )
)
_ALL = select(classroom, _COUNT).order_by(classroom.c.number)
_OPEN_ONES = (
    select(classroom)
    .where(classroom.c.closed_at.is_(None), classroom.c.approved_at.is_not(None))
    .order_by(classroom.c.number)
)
_CLOSE = (
    update(classroom)
    .where(classroom.c.code == bindparam("of"), classroom.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), mentor="")
)
_NAME = update(classroom).where(classroom.c.number == bindparam("of")).values(mentor=bindparam("names"))
_BY_NUMBER = select(classroom).where(classroom.c.number == bindparam("of"), classroom.c.closed_at.is_(None))
_CLOSING = select(classroom).where(classroom.c.code == bindparam("of"), classroom.c.closed_at.is_(None))
_LEADERS = (
    select(staff.c.name)
    .join(class_mentor, class_mentor.c.learner_id == staff.c.learner_id)
    .where(class_mentor.c.classroom_number == bindparam("of"))
    .order_by(class_mentor.c.since, class_mentor.c.learner_id)
)
"""In the order of `rosters.leaders`, in which they are told."""
_DROP_GUESTS = delete(guest).where(guest.c.classroom_number == bindparam("of"))
_FORGET = (
    update(outbox)
    .where(func.replace(outbox.c.body, bindparam("named"), "") != outbox.c.body)  # a name may hold LIKE's own signs
    .values(body=func.replace(outbox.c.body, bindparam("named"), bindparam("unnamed")))
)
_LEADING = (
    select(class_mentor.c.classroom_number, class_mentor.c.learner_id)
    .join(classroom, classroom.c.number == class_mentor.c.classroom_number)
    .where(classroom.c.closed_at.is_(None))
)
_ENROL = insert_or_change(enrolment, (enrolment.c.classroom_number, enrolment.c.joined_at, enrolment.c.number))
_OWN = (
    select(classroom)
    .join(enrolment, enrolment.c.classroom_number == classroom.c.number)
    .where(enrolment.c.learner_id == bindparam("of"))
)


def open_class(connection: Connection, wanted: Classroom, now: datetime) -> Classroom | None:
    """Opens a class; the database gives its number, whatever `wanted` says.

    Returns:
        The class; None where its code is taken: try again with another one.
    """
    if connection.execute(_TAKEN, {"code": wanted.code}).scalar_one():
        return None
    values = {
        "code": wanted.code,
        "track": wanted.track,
        "title": wanted.title,
        "mentor": wanted.mentor,
        "place": wanted.place,
        "opened_at": now,
        "opened_by": wanted.opened_by,
        "place_code": wanted.place_code,
        "approved_at": now if wanted.is_approved else None,
        "capacity": wanted.capacity,
    }
    return replace(wanted, number=connection.execute(_OPEN, values).scalar_one())


def find(connection: Connection, codes: Collection[ClassCode]) -> dict[ClassCode, Classroom]:
    """The classes with these codes, open or closed, as far as there are any."""
    found = map(_read, connection.execute(_FIND, {"codes": sorted(codes)}))
    return {each.code: each for each in found}


def is_open_class(connection: Connection, code: ClassCode) -> bool:
    """Whether there is a class with this code that is open to everybody."""
    found = find(connection, {code}).get(code)
    return found is not None and found.is_open_to(None)


def all_classes(connection: Connection) -> list[Opened]:
    """Every class, the first one first."""
    return [Opened(_read(row), row.opened_at, row.closed_at, row.learners) for row in connection.execute(_ALL)]


def all_open(connection: Connection) -> tuple[Classroom, ...]:
    """Every class to which people can come, the first one first."""
    return tuple(map(_read, connection.execute(_OPEN_ONES)))


def close_class(connection: Connection, code: ClassCode, now: datetime) -> bool:
    """Closes a class; its learners stay.

    It forgets its mentors' names, also in what was said to those who came, and the guests on its list.

    The name is told with the place behind it, and is known by that: the same name stays where it means somebody else.

    Returns:
        Whether there was such a class to close.
    """
    row = connection.execute(_CLOSING, {"of": code}).one_or_none()
    if row is None:
        return False
    named = _named(connection, row)
    connection.execute(_CLOSE, {"of": code, "now": now})
    connection.execute(_DROP_GUESTS, {"of": row.number})
    _rename(connection, named, "", row.place)
    return True


def name_mentors(connection: Connection, number: int, names: str) -> None:
    """Names those who lead an open class from now on, also in what was said to those who came before.

    Args:
        connection: its transaction.
        number: the class.
        names: as learners read them; empty where nobody leads it.
    """
    row = connection.execute(_BY_NUMBER, {"of": number}).one_or_none()
    if row is not None and row.mentor != names:
        connection.execute(_NAME, {"of": number, "names": names})
        _rename(connection, {row.mentor} - {""}, names, row.place)


def _named(connection: Connection, row: Row[Any]) -> set[str]:
    """How those who lead a class were named to those who came."""
    led = ", ".join(filter(None, connection.execute(_LEADERS, {"of": row.number}).scalars()))
    return {row.mentor, led} - {""}


def _rename(connection: Connection, before: set[str], names: str, place: str) -> None:
    """Other names, or none, in what was said; a name is told with the place behind it, and is known by that."""
    connection.info[WIPES] = True
    to = ", ".join(filter(None, (names, place)))
    for name in sorted(before):
        connection.execute(_FORGET, {"named": _in_body(f"{name}, {place}"), "unnamed": _in_body(to)})


def _in_body(words: str) -> str:
    """Words as they stand in the JSON of a message."""
    return json.dumps(words, ensure_ascii=False)[1:-1]


def rooms(connection: Connection, codes: Collection[ClassCode]) -> dict[ClassCode, Room]:
    """How much room open classes have; nobody else joins or closes them until the transaction ends."""
    numbers = list(connection.execute(_LOCK, {"codes": sorted(codes)}).scalars())
    rows = connection.execute(_ROOM, {"numbers": numbers}) if numbers else ()
    return {ClassCode(row.code): Room(row.last_number, row.learners + row.guests, row.capacity) for row in rows}


def numbers_of(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, tuple[ClassCode, int]]:
    """To which class learners belong, open or closed, and their number in it."""
    rows = connection.execute(_NUMBERS, {"ids": sorted(ids)})
    return {LearnerId(row.learner_id): (ClassCode(row.code), row.number) for row in rows}


def enrol(connection: Connection, joining: Sequence[Joining], now: datetime) -> None:
    """Notes to which class learners belong, in the place of the one before; their numbers are not given again."""
    found = find(connection, {each.classroom for each in joining})
    rows = [
        {
            "learner_id": each.learner,
            "classroom_number": found[each.classroom].number,
            "joined_at": now,
            "number": each.number,
        }
        for each in joining
        if each.classroom in found
    ]
    if rows:
        connection.execute(_ENROL.on(connection), rows)
        given(
            connection,
            {
                found[each.classroom].number: each.number
                for each in sorted(joining, key=lambda each: each.number)
                if each.classroom in found
            },
        )


def given(connection: Connection, last: Mapping[int, int]) -> None:
    """Notes numbers that were given in classes, by the class's number: whoever comes next gets a larger one."""
    connection.execute(_RAISE, [{"of": of, "last": number} for of, number in sorted(last.items())])


def class_of(connection: Connection, of: LearnerId) -> Classroom | None:
    """The class to which a learner belongs, open or closed; None for whoever learns freely."""
    row = connection.execute(_OWN, {"of": of}).one_or_none()
    return None if row is None else _read(row)


def _read(row: Row[Any]) -> Classroom:
    return Classroom(
        row.number,
        ClassCode(row.code),
        TrackId(row.track),
        row.title,
        row.mentor,
        row.place,
        is_open=row.closed_at is None,
        is_approved=row.approved_at is not None,
        opened_by=LearnerId(row.opened_by) if row.opened_by is not None else None,
        place_code=PlaceCode(row.place_code) if row.place_code is not None else None,
        capacity=row.capacity,
    )


def mentors(connection: Connection) -> list[tuple[int, LearnerId]]:
    """Who leads which open class: (its number, a mentor), one for each of its mentors."""
    return [(row.classroom_number, LearnerId(row.learner_id)) for row in connection.execute(_LEADING)]
