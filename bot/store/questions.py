"""Questions as they are kept: opened, moved by whoever comes first, and what was said about each."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any  # Any: the columns of a row have the types that the table gives them

from sqlalchemy import (
    Boolean,
    Connection,
    Row,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from bot.model.ids import ClassCode, LearnerId, LessonId, PlaceCode, QuestionId, StepId, TrackId
from bot.model.question import Circle, Question, QuestionState, Thread, Words, WordsKind
from bot.store.tables import address, classroom, enrolment, learner, outbox, question, staff, words

SHOWN = timedelta(days=14)
"""How long a closed question is shown to whoever asked it."""
LIVE = (QuestionState.OPEN.value, QuestionState.CLAIMED.value, QuestionState.ANSWERED.value)


@dataclass(frozen=True, slots=True)
class Opening:
    """A question to be opened; its number is given by the database, whatever `question.id` says."""

    question: Question
    text: str
    lesson: LessonId | None = None
    step: StepId | None = None
    kind: WordsKind = WordsKind.LEARNER
    """A note where the machine speaks in the learner's place."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A question as it is to be from now on, if nothing happened to it since its `moves` were counted."""

    question: Question
    moves: int


_OPEN = insert(question).returning(question.c.id)
_SAY = insert(words)
_SEAT = (
    select(enrolment.c.number)
    .where(enrolment.c.learner_id == question.c.learner_id, enrolment.c.classroom_number == question.c.classroom_number)
    .scalar_subquery()
)
_CODE = select(classroom.c.code).where(classroom.c.number == question.c.classroom_number).scalar_subquery()
_HOLDER = select(staff.c.name).where(staff.c.learner_id == question.c.holder).scalar_subquery()
_SEEN = exists().where(
    address.c.learner_id == question.c.learner_id,
    outbox.c.address_id == address.c.id,
    outbox.c.key == literal("question:") + cast(question.c.id, String),
    outbox.c.made_at >= question.c.answered_at,
    or_(outbox.c.seen_at.is_not(None), outbox.c.external_id.is_not(None)),
)
"""Whether the newest answer was looked at, or taken by a platform that does not tell whether it is."""
_ASKER = (
    select(learner.c.place, classroom.c.number, classroom.c.place_code.label("class_place"))
    .join_from(learner, enrolment, enrolment.c.learner_id == learner.c.id, isouter=True)
    .join(
        classroom,
        and_(classroom.c.number == enrolment.c.classroom_number, classroom.c.closed_at.is_(None)),
        isouter=True,
    )
    .where(learner.c.id == bindparam("of"))
)
_VISITED = select(classroom.c.number, classroom.c.place_code).where(
    classroom.c.code == bindparam("code"), classroom.c.closed_at.is_(None)
)
_ALL = select(
    question,
    _SEAT.label("seat"),
    _HOLDER.label("holder_name"),
    _SEEN.label("is_seen"),
    _CODE.label("class_code"),
)
_WORDS = select(words).where(words.c.question_id.in_(bindparam("ids", expanding=True))).order_by(words.c.id)
_BY_ID = _ALL.where(question.c.id.in_(bindparam("ids", expanding=True))).order_by(question.c.id)
_LOCKED = _BY_ID.with_for_update(of=question)
_OWN = _ALL.where(
    question.c.learner_id.in_(bindparam("ids", expanding=True)),
    or_(question.c.state.in_(LIVE), question.c.closed_at > bindparam("since")),
).order_by(question.c.id)
_FOR = _ALL.where(
    or_(
        and_(
            question.c.holder.in_(bindparam("ids", expanding=True)),
            question.c.state.in_([QuestionState.CLAIMED.value, QuestionState.ANSWERED.value]),
        ),
        and_(question.c.offered_to.in_(bindparam("ids", expanding=True)), question.c.state == QuestionState.OPEN.value),
    )
).order_by(question.c.is_urgent.desc(), question.c.asked_at, question.c.id)
_FIRST = (
    select(question.c.id)
    .where(question.c.state == QuestionState.OPEN.value)
    .order_by(question.c.is_urgent.desc(), question.c.asked_at, question.c.id)
    .limit(bindparam("most"))
)
_NEAR = select(question.c.id).where(
    question.c.state == QuestionState.OPEN.value,
    or_(
        question.c.offered_to.in_(bindparam("people", expanding=True)),
        question.c.classroom_number.in_(bindparam("classes", expanding=True)),
    ),
)
_DUE = (
    select(question.c.id)
    .where(question.c.state.in_(LIVE), question.c.due_at <= bindparam("now"))
    .order_by(question.c.due_at, question.c.id)
    .limit(bindparam("most"))
)
_HELD = (
    select(question.c.holder, func.count())
    .where(question.c.state == QuestionState.CLAIMED.value, question.c.holder.is_not(None))
    .group_by(question.c.holder)
)
_RATE = (
    update(words)
    .where(
        words.c.id
        == select(func.max(words.c.id))
        .where(
            words.c.question_id == bindparam("of"),
            words.c.kind == WordsKind.MENTOR.value,
            words.c.is_held.is_(False),
        )
        .scalar_subquery()
    )
    .values(is_understood=bindparam("understood", type_=Boolean))
)
_RELEASE = (
    update(words)
    .where(
        words.c.question_id == bindparam("of"),
        words.c.written_by == bindparam("by"),
        words.c.made_at == bindparam("written"),
        words.c.is_held.is_(True),
    )
    .values(is_held=False)
)
_PUT = (
    update(question)
    .where(question.c.id == bindparam("of"), question.c.moves == bindparam("before"))
    .values(
        state=bindparam("new_state"),
        circle=bindparam("new_circle"),
        is_urgent=bindparam("new_urgent"),
        holder=bindparam("new_holder"),
        offered_to=None,
        passed=bindparam("new_passed"),
        claimed_at=bindparam("new_claimed"),
        # Who answered may be gone since: when it was answered stays.
        answered_at=case(
            (bindparam("is_same_answer", type_=Boolean), question.c.answered_at), else_=bindparam("new_answered")
        ),
        closed_at=bindparam("new_closed"),
        due_at=bindparam("new_due"),
        moves=question.c.moves + 1,
    )
)


def asker(connection: Connection, of: LearnerId, language: str, now: datetime) -> Question:
    """A question that a learner might ask now, with their class and place; its number is none."""
    row = connection.execute(_ASKER, {"of": of}).one()
    where = row.class_place if row.class_place is not None else row.place
    place = PlaceCode(where) if where is not None else None
    return Question(QuestionId(0), of, language, now, now, Circle.CLASS, classroom=row.number, place=place)


def visitor(connection: Connection, code: ClassCode | None, language: str, now: datetime) -> Question:
    """A question that somebody might ask who is no learner yet, by the class at whose door they are; without number."""
    row = connection.execute(_VISITED, {"code": code}).one_or_none()
    asked = Question(QuestionId(0), LearnerId(0), language, now, now, Circle.CLASS)
    if row is None:
        return asked
    place = PlaceCode(row.place_code) if row.place_code is not None else None
    return replace(asked, classroom=row.number, place=place)


def open_all(connection: Connection, openings: Sequence[Opening]) -> list[QuestionId]:
    """Opens questions with the first words about them; gives their numbers in the same order."""
    numbers = []
    for each in openings:  # one at a time: an insert of many gives its numbers in no order that could be relied on
        asked = each.question
        row = {
            "learner_id": asked.learner,
            "state": asked.state.value,
            "circle": asked.circle.value,
            "language": asked.language,
            "classroom_number": asked.classroom,
            "place": asked.place,
            "topic": asked.topic,
            "lesson": each.lesson,
            "step": each.step,
            "is_urgent": asked.is_urgent,
            "passed": "[]",
            "asked_at": asked.asked_at,
            "due_at": asked.due_at,
            "moves": 0,
        }
        numbers.append(QuestionId(connection.execute(_OPEN, row).scalar_one()))
    said = [
        (number, each.question.learner, Words(each.kind, each.text, each.question.asked_at))
        for number, each in zip(numbers, openings, strict=True)
    ]
    say(connection, said)
    return numbers


def say(connection: Connection, said: Sequence[tuple[QuestionId, LearnerId, Words]]) -> None:
    """Keeps words about questions; with each goes whose question it is."""
    connection.execute(
        _SAY,
        [
            {
                "question_id": of,
                "learner_id": owner,
                "kind": each.kind.value,
                "written_by": each.written_by,
                "name": each.name,
                "text": each.text,
                "is_held": each.is_held,
                "made_at": each.made_at,
            }
            for of, owner, each in said
        ],
    )


def release(connection: Connection, of: QuestionId, by: LearnerId, written_at: datetime) -> bool:
    """Lets words go that were held; whether there were such words of that person and moment."""
    return connection.execute(_RELEASE, {"of": of, "by": by, "written": written_at}).rowcount > 0


def find(connection: Connection, ids: Collection[QuestionId], *, is_locked: bool = False) -> dict[QuestionId, Thread]:
    """Threads by their numbers; `is_locked` where nobody else may move them until the transaction ends."""
    if not ids:
        return {}
    rows = connection.execute(_LOCKED if is_locked else _BY_ID, {"ids": sorted(ids)}).all()
    return {thread.question.id: thread for thread in _threads(connection, rows)}


def of_learners(
    connection: Connection, ids: Collection[LearnerId], now: datetime
) -> dict[LearnerId, tuple[Thread, ...]]:
    """What learners asked: all that is under way, and what was closed lately; the oldest first."""
    rows = connection.execute(_OWN, {"ids": sorted(ids), "since": now - SHOWN}).all()
    found: dict[LearnerId, tuple[Thread, ...]] = {}
    for thread in _threads(connection, rows):
        found[thread.question.learner] = (*found.get(thread.question.learner, ()), thread)
    return found


def of_mentors(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, tuple[Thread, ...]]:
    """What mentors hold, have answered, or are offered: urgent ones first, then the oldest."""
    found: dict[LearnerId, tuple[Thread, ...]] = {}
    for thread in _threads(connection, connection.execute(_FOR, {"ids": sorted(ids)}).all()):
        whose = thread.question.holder or thread.offered_to
        if whose is not None:
            found[whose] = (*found.get(whose, ()), thread)
    return found


def waiting(
    connection: Connection, most: int, people: Collection[LearnerId] = (), classes: Collection[int] = ()
) -> tuple[Thread, ...]:
    """Questions that nobody holds: urgent ones first, then the oldest.

    Args:
        connection: the transaction.
        most: so many at most, but for those of these people and classes, which are always among them.
        people: to whom questions are offered.
        classes: in which they were asked.
    """
    ids = set(connection.execute(_FIRST, {"most": most}).scalars())
    if len(ids) == most:
        ids |= set(connection.execute(_NEAR, {"people": sorted(people), "classes": sorted(classes)}).scalars())
    found = find(connection, [QuestionId(each) for each in ids]).values()
    urgent_first = sorted(found, key=lambda thread: (not thread.question.is_urgent, thread.question.asked_at))
    return tuple(urgent_first)


def due(connection: Connection, now: datetime, most: int) -> tuple[QuestionId, ...]:
    """Questions whose timer has run out, the longest first."""
    return tuple(QuestionId(row.id) for row in connection.execute(_DUE, {"now": now, "most": most}))


def held(connection: Connection) -> dict[LearnerId, int]:
    """How many questions each holder holds."""
    return {LearnerId(row[0]): row[1] for row in connection.execute(_HELD)}


def rate(connection: Connection, of: QuestionId, *, is_understood: bool) -> None:
    """Keeps what the learner said to the newest answer."""
    connection.execute(_RATE, {"of": of, "understood": is_understood})


def put(connection: Connection, moved: Moved, now: datetime) -> bool:
    """Writes a question as it is to be; whether nothing else had happened to it meanwhile."""
    new = moved.question
    is_answered = new.state is QuestionState.ANSWERED
    is_over = new.state in {QuestionState.CLOSED, QuestionState.WITHDRAWN}
    row = {
        "of": new.id,
        "before": moved.moves,
        "new_state": new.state.value,
        "new_circle": new.circle.value,
        "new_urgent": new.is_urgent,
        "new_holder": new.holder,
        "new_passed": json.dumps(new.passed),
        "new_claimed": new.claimed_at,
        "new_answered": now if is_answered else None,
        "is_same_answer": is_answered and new.holder is None,
        "new_closed": now if is_over else None,
        "new_due": new.due_at,
    }
    return connection.execute(_PUT, row).rowcount > 0


def _threads(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Thread, ...]:
    said: dict[int, list[Words]] = {row.id: [] for row in rows}
    for row in connection.execute(_WORDS, {"ids": sorted(said)}) if said else ():
        written_by = LearnerId(row.written_by) if row.written_by is not None else None
        kind = WordsKind(row.kind)
        said[row.question_id].append(Words(kind, row.text, row.made_at, row.name, written_by, bool(row.is_held)))
    return tuple(_thread(row, tuple(said[row.id])) for row in rows)


def _thread(row: Row[Any], said: tuple[Words, ...]) -> Thread:
    asked = Question(
        QuestionId(row.id),
        LearnerId(row.learner_id),
        row.language,
        row.asked_at,
        row.due_at,
        Circle(row.circle),
        QuestionState(row.state),
        row.classroom_number,
        PlaceCode(row.place) if row.place is not None else None,
        TrackId(row.topic) if row.topic is not None else None,
        bool(row.is_urgent),
        _person(row.holder),
        tuple(LearnerId(each) for each in json.loads(row.passed)),
        row.claimed_at,
    )
    return Thread(
        asked,
        said,
        LessonId(row.lesson) if row.lesson is not None else None,
        StepId(row.step) if row.step is not None else None,
        row.seat,
        row.holder_name or "",
        _person(row.offered_to),
        bool(row.is_seen),
        row.moves,
        class_code=ClassCode(row.class_code) if row.class_code is not None else None,
    )


def _person(number: int | None) -> LearnerId | None:
    return LearnerId(number) if number is not None else None
