"""Alerts as they are kept: raised, and settled by whoever looked first."""

from collections.abc import Collection
from datetime import datetime
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.model.alert import Alert, AlertKind
from bot.model.ids import AlertId, LearnerId, PlaceCode
from bot.store.tables import alert, staff

_RAISE = insert(alert).returning(alert.c.id)
_SETTLER = select(staff.c.name).where(staff.c.learner_id == alert.c.settled_by).scalar_subquery()
_ALL = select(alert, _SETTLER.label("settler")).order_by(alert.c.id)
_FIND = _ALL.where(alert.c.id.in_(bindparam("ids", expanding=True)))
_LOCKED = _FIND.with_for_update(of=alert)
_OPEN = _ALL.where(alert.c.settled_at.is_(None))
_ABOUT = (
    select(alert.c.id)
    .where(alert.c.thing == bindparam("of_thing"), alert.c.kind == bindparam("of_kind"), alert.c.settled_at.is_(None))
    .order_by(alert.c.id.desc())
    .limit(1)
)
_SETTLE = (
    update(alert)
    .where(alert.c.id == bindparam("of"), alert.c.settled_at.is_(None))
    .values(settled_at=bindparam("now"), settled_by=bindparam("by"))
)


def raise_alert(connection: Connection, raised: Alert) -> AlertId:
    """Keeps an alert; its number is given here, whatever `raised.id` says."""
    row = {
        "learner_id": raised.learner,
        "kind": raised.kind.value,
        "thing": raised.thing,
        "about": raised.about,
        "place": raised.place,
        "words": raised.words,
        "raised_at": raised.raised_at,
    }
    return AlertId(connection.execute(_RAISE, row).scalar_one())


def find(connection: Connection, ids: Collection[AlertId], *, is_locked: bool = False) -> dict[AlertId, Alert]:
    """Alerts by their numbers; `is_locked` where nobody else may settle them until the transaction ends."""
    rows = connection.execute(_LOCKED if is_locked else _FIND, {"ids": sorted(ids)})
    return {AlertId(row.id): _read(row) for row in rows}


def unsettled(connection: Connection) -> tuple[Alert, ...]:
    """What nobody has settled, the oldest first."""
    return tuple(_read(row) for row in connection.execute(_OPEN))


def unsettled_about(connection: Connection, thing: str, kind: AlertKind) -> AlertId | None:
    """The newest alert of a kind about something that nobody has settled."""
    found = connection.execute(_ABOUT, {"of_thing": thing, "of_kind": kind.value}).scalar()
    return AlertId(found) if found is not None else None


def settle(connection: Connection, which: AlertId, by: LearnerId | None, now: datetime) -> bool:
    """Notes that somebody has looked; whether they were the first."""
    return connection.execute(_SETTLE, {"of": which, "by": by, "now": now}).rowcount > 0


def _read(row: Row[Any]) -> Alert:
    return Alert(
        AlertId(row.id),
        AlertKind(row.kind),
        row.thing,
        row.words,
        row.raised_at,
        PlaceCode(row.place) if row.place is not None else None,
        LearnerId(row.learner_id) if row.learner_id is not None else None,
        LearnerId(row.about) if row.about is not None else None,
        is_settled=row.settled_at is not None,
        settled_by=row.settler or "",
    )
