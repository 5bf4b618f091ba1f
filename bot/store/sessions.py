"""Sessions of classes: their codes, and who came."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from bot.model.ids import SessionId
from bot.model.roster import Session
from bot.store.tables import attendance, class_session, enrolment
from bot.store.upsert import insert_new

CODE_COUNTS = timedelta(hours=3)
SHOWN = timedelta(hours=24)
"""How long marks can be added from paper."""

ATTENDED = attendance.join(class_session, class_session.c.id == attendance.c.session_id).join(
    enrolment,
    (enrolment.c.classroom_number == class_session.c.classroom_number) & (enrolment.c.number == attendance.c.number),
)
"""Who was there, as learners: attendance itself knows their number in the class alone."""

_OPEN = insert(class_session)
_NEWEST = (
    select(class_session)
    .where(
        class_session.c.classroom_number.in_(bindparam("numbers", expanding=True)),
        class_session.c.opened_at > bindparam("since"),
    )
    .order_by(class_session.c.id)
)
_CAME = (
    select(attendance.c.session_id, attendance.c.number)
    .where(attendance.c.session_id.in_(bindparam("ids", expanding=True)))
    .order_by(attendance.c.number)
)
_OF = select(class_session.c.classroom_number).where(class_session.c.id == bindparam("of"))
_NOTE = insert_new(attendance)
_TAKE_BACK = delete(attendance).where(
    attendance.c.session_id == bindparam("of"), attendance.c.number.in_(bindparam("numbers", expanding=True))
)


def open_session(connection: Connection, number: int, code: str, now: datetime) -> None:
    """Begins a session of the class with this number."""
    row = {"classroom_number": number, "code": code, "opened_at": now, "until": now + CODE_COUNTS}
    connection.execute(_OPEN, row)


def newest(connection: Connection, numbers: Collection[int], now: datetime) -> dict[int, Session]:
    """The newest session of the last day of each class, by the class's number, with who came."""
    rows = connection.execute(_NEWEST, {"numbers": sorted(numbers), "since": now - SHOWN}).all()
    latest = {row.classroom_number: row for row in rows}
    came: dict[int, list[int]] = defaultdict(list)
    ids = sorted(row.id for row in latest.values())
    for each in connection.execute(_CAME, {"ids": ids}) if ids else ():
        came[each.session_id].append(each.number)
    return {
        number: Session(SessionId(row.id), row.code, row.opened_at, row.until, tuple(came[row.id]))
        for number, row in latest.items()
    }


def classroom_of(connection: Connection, session: SessionId) -> int | None:
    """The number of the class of a session."""
    return connection.execute(_OF, {"of": session}).scalar()


def note(connection: Connection, session: SessionId, came: Sequence[int], now: datetime, *, is_by_list: bool) -> None:
    """Notes who was there; whoever is noted already stays as they are."""
    rows = [{"session_id": session, "number": each, "by_list": is_by_list, "noted_at": now} for each in came]
    if rows:
        connection.execute(_NOTE.on(connection), rows)


def take_back(connection: Connection, session: SessionId, absent: Sequence[int]) -> None:
    """Notes that people were not there after all."""
    if absent:
        connection.execute(_TAKE_BACK, {"of": session, "numbers": sorted(absent)})
