"""Two learners who are one person: what the second one did, and where they talk, belongs to the first from now on."""

from datetime import datetime
from typing import Any  # Any: the columns of a table have all sorts of types

from sqlalchemy import Column, Connection, Table, and_, bindparam, delete, exists, func, select, update

from bot.model.ids import LearnerId
from bot.store.erasure import owned_tables
from bot.store.released import unite as unite_recipients
from bot.store.tables import (
    address,
    attendance,
    class_session,
    consent,
    enrolment,
    learner,
    notebook,
    poll_answer,
    progress,
    return_code,
)

_LOCK_ADDRESSES = (
    select(address.c.id)
    .where(address.c.learner_id.in_(bindparam("ids", expanding=True)))
    .order_by(address.c.id)
    .with_for_update()
)
_LOCK_LEARNERS = (
    select(learner.c.id)
    .where(learner.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(learner.c.id)
    .with_for_update()
)
_OF_ONE = frozenset({enrolment, return_code})
"""One row a learner: the first one's counts."""
_KEPT_ONCE = (progress, notebook, consent, poll_answer)
"""One row a learner and a thing."""


def unite(connection: Connection, kept: LearnerId, joined: LearnerId, now: datetime) -> tuple[int, ...]:
    """Makes two learners one, who is the first; of what both have the first one's stays, but for what came later.

    A lesson that either has finished is finished; of two entries of a notebook for the same step the newer one stays.
    Their numbers in a class are one, too, and so is who was there. No tombstone is left: nobody was erased.

    Returns:
        The addresses at which this person talks now, by row id.
    """
    pair = {"ids": sorted({kept, joined})}
    places = tuple(connection.execute(_LOCK_ADDRESSES, pair).scalars())
    if len(connection.execute(_LOCK_LEARNERS, pair).all()) < len(pair["ids"]) or kept == joined:
        return ()
    _unite_attendance(connection, kept, joined)
    _finish(connection, kept, joined)
    _freshen(connection, kept, joined)
    unite_recipients(connection, kept, joined, now)
    for table in _KEPT_ONCE:
        _move_new(connection, table, kept, joined)
    for table in owned_tables():
        if table not in _OF_ONE and table not in _KEPT_ONCE:
            connection.execute(update(table).where(table.c.learner_id == joined).values(learner_id=kept))
    connection.execute(delete(learner).where(learner.c.id == joined))
    return places


def _others(table: Table, joined: LearnerId) -> tuple[Any, Any]:  # Any: an alias of a table, and a condition on it
    """The second one's row of the same thing, and that it is."""
    other = table.alias("other")
    keys = [column for column in table.primary_key if column.name != "learner_id"]
    return other, and_(other.c.learner_id == joined, *(other.c[column.name] == column for column in keys))


def _finish(connection: Connection, kept: LearnerId, joined: LearnerId) -> None:
    other, is_same = _others(progress, joined)
    finished = select(other.c.finished_at).where(is_same).scalar_subquery()
    connection.execute(
        update(progress)
        .where(progress.c.learner_id == kept, exists().where(is_same))
        .values(finished_at=func.coalesce(progress.c.finished_at, finished))
    )


def _freshen(connection: Connection, kept: LearnerId, joined: LearnerId) -> None:
    """Takes older entries out of the notebook, in whose place newer ones come."""
    other, is_same = _others(notebook, joined)
    is_older = exists().where(is_same, other.c.kept_at > notebook.c.kept_at)
    connection.execute(delete(notebook).where(notebook.c.learner_id == kept, is_older))


def _move_new(connection: Connection, table: Table, kept: LearnerId, joined: LearnerId) -> None:
    """Gives the first one what they do not have of a thing; what else the second one has goes with them."""
    other, is_same = _others(table, kept)
    moving = update(table).where(table.c.learner_id == joined, ~exists().where(is_same).select_from(other))
    connection.execute(moving.values(learner_id=kept))


def _unite_attendance(connection: Connection, kept: LearnerId, joined: LearnerId) -> None:
    """Whoever came under either number was there under the first one's, where both sit in one class."""
    seats: dict[int, Any] = {
        row.learner_id: row
        for row in connection.execute(select(enrolment).where(enrolment.c.learner_id.in_([kept, joined])))
    }
    first, second = seats.get(kept), seats.get(joined)
    if first is None or second is None or first.classroom_number != second.classroom_number:
        return
    sessions = select(class_session.c.id).where(class_session.c.classroom_number == first.classroom_number)
    number: Column[int] = attendance.c.number
    was_there = select(attendance.c.session_id).where(number == first.number)
    mine = attendance.c.session_id.in_(sessions) & (number == second.number)
    connection.execute(
        update(attendance).where(mine, attendance.c.session_id.not_in(was_there)).values(number=first.number)
    )
    connection.execute(delete(attendance).where(mine))
