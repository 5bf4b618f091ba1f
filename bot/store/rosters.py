"""Who sits in classes, who leads them, and who is on their list without a telephone."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.model import codec
from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, LearnerId
from bot.model.roster import Member
from bot.store import classrooms, staff
from bot.store.classrooms import given
from bot.store.tables import class_mentor, classroom, enrolment, guest, learner, progress
from bot.store.tables import staff as staff_table
from bot.store.upsert import insert_new

_LED = (
    select(class_mentor.c.learner_id, classroom.c.code)
    .join(classroom, classroom.c.number == class_mentor.c.classroom_number)
    .where(class_mentor.c.learner_id.in_(bindparam("ids", expanding=True)), classroom.c.closed_at.is_(None))
    .order_by(classroom.c.number)
)
_LEADERS = (
    select(class_mentor.c.classroom_number, class_mentor.c.learner_id, staff_table.c.name)
    .join_from(class_mentor, staff_table, staff_table.c.learner_id == class_mentor.c.learner_id, isouter=True)
    .where(class_mentor.c.classroom_number.in_(bindparam("numbers", expanding=True)))
    .order_by(class_mentor.c.since, class_mentor.c.learner_id)
)
_SEATED = (
    select(enrolment.c.classroom_number, func.count().label("many"))
    .where(enrolment.c.classroom_number.in_(bindparam("numbers", expanding=True)))
    .group_by(enrolment.c.classroom_number)
)
_GUESTS = (
    select(guest.c.classroom_number, func.count().label("many"))
    .where(guest.c.classroom_number.in_(bindparam("numbers", expanding=True)))
    .group_by(guest.c.classroom_number)
)
_DONE = (
    select(func.count())
    .where(progress.c.learner_id == enrolment.c.learner_id, progress.c.finished_at.is_not(None))
    .scalar_subquery()
)
_MEMBERS = (
    select(enrolment.c.number, enrolment.c.learner_id, learner.c.state, _DONE.label("lessons"))
    .join(learner, learner.c.id == enrolment.c.learner_id)
    .where(enrolment.c.classroom_number == bindparam("of"))
)
_ON_LIST = select(guest.c.number, guest.c.name).where(guest.c.classroom_number == bindparam("of"))
_SITS = select(enrolment.c.learner_id).where(
    enrolment.c.classroom_number == bindparam("of"), enrolment.c.number == bindparam("seat")
)
_LEAD = insert_new(class_mentor)
_STEP_DOWN = delete(class_mentor).where(
    class_mentor.c.classroom_number == bindparam("of"), class_mentor.c.learner_id == bindparam("who")
)
_ADD = insert(guest)
_DROP = delete(guest).where(guest.c.classroom_number == bindparam("of"), guest.c.number == bindparam("seat"))
_LEAVE = delete(enrolment).where(
    enrolment.c.classroom_number == bindparam("of"), enrolment.c.learner_id == bindparam("who")
)
_APPROVE = (
    update(classroom)
    .where(classroom.c.number == bindparam("of"), classroom.c.approved_at.is_(None), classroom.c.closed_at.is_(None))
    .values(approved_at=bindparam("now"))
)
_LIMIT = update(classroom).where(classroom.c.number == bindparam("of")).values(capacity=bindparam("most"))
_BY_NUMBER = select(classroom.c.code).where(classroom.c.number == bindparam("of"))


def led_by(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, tuple[ClassCode, ...]]:
    """The open classes that people lead, by their numbers, the first one first."""
    found: dict[LearnerId, list[ClassCode]] = defaultdict(list)
    for row in connection.execute(_LED, {"ids": sorted(ids)}):
        found[LearnerId(row.learner_id)].append(ClassCode(row.code))
    return {of: tuple(codes) for of, codes in found.items()}


def leaders(connection: Connection, numbers: Collection[int]) -> dict[int, tuple[tuple[LearnerId, str], ...]]:
    """Who leads classes, by the class's number: each with the name that learners know, the first one first."""
    found: dict[int, list[tuple[LearnerId, str]]] = defaultdict(list)
    for row in connection.execute(_LEADERS, {"numbers": sorted(numbers)}):
        found[row.classroom_number].append((LearnerId(row.learner_id), row.name or ""))
    return {number: tuple(those) for number, those in found.items()}


def seated(connection: Connection, numbers: Collection[int]) -> Mapping[int, int]:
    """How many sit in classes, with those on the list without a telephone."""
    found = dict.fromkeys(numbers, 0)
    for query in (_SEATED, _GUESTS):
        for row in connection.execute(query, {"numbers": sorted(numbers)}):
            found[row.classroom_number] += row.many
    return found


def members(connection: Connection, number: int) -> tuple[Member, ...]:
    """Who sits in the class with this number, in the order of their own."""
    rows = connection.execute(_MEMBERS, {"of": number}).all()
    helpers = staff.people(connection, [LearnerId(row.learner_id) for row in rows]) if rows else {}
    found = [
        Member(
            row.number,
            codec.load_state(row.state).profile.name or "" if row.state else "",
            row.lessons,
            learner=LearnerId(row.learner_id) if row.learner_id not in helpers else None,
        )
        for row in rows
    ]
    found += [Member(row.number, row.name, is_guest=True) for row in connection.execute(_ON_LIST, {"of": number})]
    return tuple(sorted(found, key=lambda each: each.number))


def by_number(connection: Connection, number: int) -> Classroom | None:
    """The class with this number, open or closed."""
    code = connection.execute(_BY_NUMBER, {"of": number}).scalar()
    return classrooms.find(connection, [ClassCode(code)]).get(ClassCode(code)) if code is not None else None


def sits_at(connection: Connection, number: int, seat: int) -> LearnerId | None:
    """The learner with this number in a class; None where there is none, or somebody without a telephone."""
    found = connection.execute(_SITS, {"of": number, "seat": seat}).scalar()
    return LearnerId(found) if found is not None else None


def lead(connection: Connection, number: int, who: LearnerId, now: datetime) -> None:
    """From now on somebody leads a class, too; whoever does already keeps since when."""
    connection.execute(_LEAD.on(connection), {"classroom_number": number, "learner_id": who, "since": now})


def step_down(connection: Connection, number: int, who: LearnerId) -> bool:
    """Somebody leads a class no longer; whether they did."""
    return connection.execute(_STEP_DOWN, {"of": number, "who": who}).rowcount > 0


def add_guests(connection: Connection, number: int, names: Sequence[str], first: int, now: datetime) -> None:
    """Puts people without a telephone on the list of a class; their numbers follow each other."""
    rows = [
        {"classroom_number": number, "number": first + n, "name": name, "added_at": now} for n, name in enumerate(names)
    ]
    connection.execute(_ADD, rows)
    given(connection, {number: first + len(rows) - 1})


def drop_guest(connection: Connection, number: int, seat: int) -> bool:
    """Takes somebody without a telephone off the list; whether they were on it."""
    return connection.execute(_DROP, {"of": number, "seat": seat}).rowcount > 0


def leave(connection: Connection, number: int, who: LearnerId) -> bool:
    """Somebody belongs to a class no longer; whether they did."""
    return connection.execute(_LEAVE, {"of": number, "who": who}).rowcount > 0


def approve(connection: Connection, number: int, now: datetime) -> bool:
    """Opens a class to everybody that waits for it; whether it did."""
    return connection.execute(_APPROVE, {"of": number, "now": now}).rowcount > 0


def limit(connection: Connection, number: int, most: int | None) -> None:
    """How many a class takes from now on; whoever sits in it stays."""
    connection.execute(_LIMIT, {"of": number, "most": most})
