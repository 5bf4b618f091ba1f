"""Everything that is kept about one learner, as plain JSON values."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Table, select

from bot.model.alert import AlertKind
from bot.model.ids import LearnerId
from bot.model.question import WordsKind
from bot.store.erasure import addressed_tables, owned_tables
from bot.store.sessions import ATTENDED
from bot.store.tables import address, alert, attempt, attendance, enrolment, inbox, learner, notebook, outbox, words

Json = dict[str, object]

_WRITTEN = frozenset({learner.c.state, address.c.state, attempt.c.grade, notebook.c.text, outbox.c.body, inbox.c.body})
"""The columns whose text is JSON itself."""
_OF_OTHERS = frozenset({"text", "words"})
"""The columns in which humans wrote."""


def export_learner(connection: Connection, learner_id: LearnerId) -> Json | None:
    """All rows about a learner, by table.

    Every table that has `learner_id` or `address_id` is in it, also those that were added later. What humans wrote to
    each other, and what is held, stands there without its words: no way leads around whoever has to look at it first.

    Returns:
        By table name a list of rows; None where there is no such learner.
    """
    found = [
        _row(learner, row) for row in connection.execute(select(learner).where(learner.c.id == learner_id)).mappings()
    ]
    if not found:
        return None
    places = select(address.c.id).where(address.c.learner_id == learner_id)
    rows: Json = {"learner": found}
    for table in _in_order({*owned_tables(), *addressed_tables()}):
        is_mine = table.c.learner_id == learner_id if "learner_id" in table.c else table.c.address_id.in_(places)
        keys = list(table.primary_key)
        rows[table.name] = [
            _row(table, row) for row in connection.execute(select(table).where(is_mine).order_by(*keys)).mappings()
        ]
    rows[attendance.name] = [
        _row(attendance, row)
        for row in connection.execute(_ATTENDED.where(enrolment.c.learner_id == learner_id)).mappings()
    ]
    return rows


_ATTENDED = select(*attendance.c).select_from(ATTENDED).order_by(attendance.c.session_id)
"""The sessions at which somebody was: found by their number in the class."""


def _in_order(tables: Iterable[Table]) -> list[Table]:
    return sorted(tables, key=lambda table: table.name)


def _row(table: Table, row: RowMapping) -> Json:
    is_kept_back = _is_kept_back(table, row)
    return {
        column.name: None
        if is_kept_back and column.name in _OF_OTHERS
        else _value(table, column.name, row[column.name])
        for column in table.c
    }


def _is_kept_back(table: Table, row: RowMapping) -> bool:
    """Whether a row has words that are not for the learner whom it is about."""
    if table is words:
        return bool(row[words.c.is_held]) or row[words.c.kind] == WordsKind.NOTE.value
    return table is alert and row[alert.c.kind] == AlertKind.HELD.value


def _value(table: Table, name: str, value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and table.c[name] in _WRITTEN:
        try:
            return json.loads(value)
        except ValueError:  # a parked body may have lost its form to the masking
            return value
    return value
