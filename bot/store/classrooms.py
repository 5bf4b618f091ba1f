"""Classes: opened, found by their codes, joined, and closed."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, LearnerId, TrackId
from bot.store.erasure import WIPES
from bot.store.tables import class_mentor, classroom, enrolment, outbox
from bot.store.upsert import insert_or_change


@dataclass(frozen=True, slots=True)
class Opened:
    """A class with when it was opened and closed, and how many learners belong to it."""

    classroom: Classroom
    opened_at: datetime
    closed_at: datetime | None
    learners: int


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
_ALL = select(classroom, _COUNT).order_by(classroom.c.number)
_CLOSE = (
    update(classroom)
    .where(classroom.c.code == bindparam("of"), classroom.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), mentor="")
)
_CLOSING = select(classroom).where(classroom.c.code == bindparam("of"), classroom.c.closed_at.is_(None))
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
_ENROL = insert_or_change(enrolment, (enrolment.c.classroom_number, enrolment.c.joined_at))
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
    }
    number = connection.execute(_OPEN, values).scalar_one()
    return Classroom(number, wanted.code, wanted.track, wanted.title, wanted.mentor, wanted.place)


def find(connection: Connection, codes: Collection[ClassCode]) -> dict[ClassCode, Classroom]:
    """The classes with these codes, open or closed, as far as there are any."""
    found = map(_read, connection.execute(_FIND, {"codes": sorted(codes)}))
    return {each.code: each for each in found}


def is_open_class(connection: Connection, code: ClassCode) -> bool:
    """Whether there is a class with this code, and it was not closed."""
    found = find(connection, {code}).get(code)
    return found is not None and found.is_open


def all_classes(connection: Connection) -> list[Opened]:
    """Every class, the first one first."""
    return [Opened(_read(row), row.opened_at, row.closed_at, row.learners) for row in connection.execute(_ALL)]


def close_class(connection: Connection, code: ClassCode, now: datetime) -> bool:
    """Closes a class and forgets its mentor's name, also in what was said to those who came; its learners stay.

    The name is told with the place behind it, and is known by that: the same name stays where it means somebody else.

    Returns:
        Whether there was such a class to close.
    """
    row = connection.execute(_CLOSING, {"of": code}).one_or_none()
    if row is None:
        return False
    connection.execute(_CLOSE, {"of": code, "now": now})
    if row.mentor:
        names = {"named": _in_body(f"{row.mentor}, {row.place}"), "unnamed": _in_body(row.place)}
        connection.execute(_FORGET, names)
        connection.info[WIPES] = True
    return True


def _in_body(words: str) -> str:
    """Words as they stand in the JSON of a message."""
    return json.dumps(words, ensure_ascii=False)[1:-1]


def enrol(connection: Connection, pairs: Sequence[tuple[LearnerId, ClassCode]], now: datetime) -> None:
    """Notes to which class learners belong, in the place of the one before."""
    found = find(connection, {code for _, code in pairs})
    rows = [
        {"learner_id": of, "classroom_number": found[code].number, "joined_at": now}
        for of, code in pairs
        if code in found
    ]
    if rows:
        connection.execute(_ENROL.on(connection), rows)


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
    )


def mentors(connection: Connection) -> list[tuple[int, LearnerId]]:
    """Who leads which open class: (its number, a mentor), one for each of its mentors."""
    return [(row.classroom_number, LearnerId(row.learner_id)) for row in connection.execute(_LEADING)]
