"""The audit log: who did what, when, to whom; only added to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import Connection, Row, bindparam, insert, select

from bot.model.ids import LearnerId, PlaceCode
from bot.store.tables import audit

REVEAL = "reveal"
"""The act of being told a learner's name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act.

    `actor` is None for the command line and the program itself; `thing` names what it was done to (`class:12`),
    `subject` the person whom it concerns; `reason` is what the actor gave, personal data masked.
    """

    act: str
    thing: str
    actor: LearnerId | None = None
    subject: LearnerId | None = None
    place: PlaceCode | None = None
    reason: str | None = None


_NOTE = insert(audit)
_NEWEST = select(audit).order_by(audit.c.id.desc()).limit(bindparam("most"))
_ABOUT = select(audit).where(audit.c.subject == bindparam("of"), audit.c.act == bindparam("done")).order_by(audit.c.id)


def note(connection: Connection, entries: Sequence[Entry], now: datetime) -> None:
    """Adds acts to the log, in the transaction that does them."""
    connection.execute(
        _NOTE,
        [
            {
                "at": now,
                "actor": each.actor,
                "act": each.act,
                "thing": each.thing,
                "subject": each.subject,
                "place": each.place,
                "reason": each.reason,
            }
            for each in entries
        ],
    )


def newest(connection: Connection, most: int) -> list[tuple[datetime, Entry]]:
    """The last acts, the newest first."""
    return [(row.at, _read(row)) for row in connection.execute(_NEWEST, {"most": most})]


def about(connection: Connection, of: LearnerId, act: str) -> list[tuple[datetime, Entry]]:
    """What was done of one kind that concerns a person, oldest first: they have a right to know."""
    return [(row.at, _read(row)) for row in connection.execute(_ABOUT, {"of": of, "done": act})]


def _read(row: Row[Any]) -> Entry:
    return Entry(
        row.act,
        row.thing,
        LearnerId(row.actor) if row.actor is not None else None,
        LearnerId(row.subject) if row.subject is not None else None,
        PlaceCode(row.place) if row.place is not None else None,
        row.reason,
    )
