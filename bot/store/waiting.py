"""Questions that wait or are held, as whoever hands them out needs them: without their words."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select, update

from bot.model.ids import LearnerId, PlaceCode, QuestionId, TrackId
from bot.model.question import Circle, Question, QuestionState
from bot.store.tables import question


@dataclass(frozen=True, slots=True)
class Standing:
    """An open question at one moment: to whom it is offered, and how often it was moved by then."""

    question: Question
    offered_to: LearnerId | None
    moves: int


@dataclass(frozen=True, slots=True)
class Change:
    """An open question is offered to somebody else from now on, if it stands as it was seen."""

    seen: Standing
    to: LearnerId


_NEEDED = (
    question.c.id,
    question.c.learner_id,
    question.c.language,
    question.c.asked_at,
    question.c.due_at,
    question.c.circle,
    question.c.classroom_number,
    question.c.place,
    question.c.topic,
    question.c.is_urgent,
    question.c.passed,
    question.c.offered_to,
    question.c.moves,
)
_OPEN = select(*_NEEDED).where(question.c.state == QuestionState.OPEN.value).order_by(question.c.id)
_CLAIMED = (
    select(question.c.id, question.c.holder)
    .where(question.c.state == QuestionState.CLAIMED.value)
    .order_by(question.c.id)
)
_OFFERED = select(question.c.id, question.c.offered_to).where(
    question.c.id.in_(bindparam("ids", expanding=True)), question.c.state == QuestionState.OPEN.value
)


def _offer(was: ColumnElement[bool]) -> Any:  # Any: an update of a table, whose type names no columns
    return (
        update(question)
        .where(
            question.c.id == bindparam("of"),
            question.c.state == QuestionState.OPEN.value,
            question.c.moves == bindparam("moved"),
            was,
        )
        .values(offered_to=bindparam("to"))
    )


_OFFER_FIRST = _offer(question.c.offered_to.is_(None))
_OFFER_ANEW = _offer(question.c.offered_to == bindparam("was"))


def standing(connection: Connection) -> tuple[Standing, ...]:
    """Every open question."""
    return tuple(_standing(row) for row in connection.execute(_OPEN))


def claims(connection: Connection) -> tuple[tuple[QuestionId, LearnerId | None], ...]:
    """Every claimed question with its holder; None where they were erased."""
    return tuple((QuestionId(row.id), _person(row.holder)) for row in connection.execute(_CLAIMED))


def offer(connection: Connection, changes: Sequence[Change]) -> None:
    """Notes to whom open questions are offered; what was moved or offered to others meanwhile stays as it is."""
    first: list[dict[str, object]] = []
    anew: list[dict[str, object]] = []
    for each in sorted(changes, key=lambda change: change.seen.question.id):
        row: dict[str, object] = {"of": each.seen.question.id, "moved": each.seen.moves, "to": each.to}
        if each.seen.offered_to is None:
            first.append(row)
        else:
            anew.append({**row, "was": each.seen.offered_to})
    if first:
        connection.execute(_OFFER_FIRST, first)
    if anew:
        connection.execute(_OFFER_ANEW, anew)


def offered(connection: Connection, ids: Collection[QuestionId]) -> dict[QuestionId, LearnerId | None]:
    """To whom those of some questions are offered that are open."""
    rows = connection.execute(_OFFERED, {"ids": sorted(ids)}) if ids else ()
    return {QuestionId(row.id): _person(row.offered_to) for row in rows}


def _standing(row: Row[*tuple[Any, ...]]) -> Standing:
    asked_at: datetime = row.asked_at
    seen = Question(
        QuestionId(row.id),
        LearnerId(row.learner_id),
        row.language,
        asked_at,
        row.due_at,
        Circle(row.circle),
        classroom=row.classroom_number,
        place=PlaceCode(row.place) if row.place is not None else None,
        topic=TrackId(row.topic) if row.topic is not None else None,
        is_urgent=bool(row.is_urgent),
        passed=tuple(map(LearnerId, json.loads(row.passed))) if row.passed != "[]" else (),
    )
    return Standing(seen, _person(row.offered_to), row.moves)


def _person(number: int | None) -> LearnerId | None:
    return LearnerId(number) if number is not None else None
