"""Learners: admitted with their consent, and their progress, notebook and counts."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.model import codec
from bot.model.ids import ContentHash, LearnerId, LessonId, StepId
from bot.model.learner import Consent, EntryKind, NotebookEntry, Progress, Record
from bot.model.text import Text
from bot.store.sessions import ATTENDED
from bot.store.tables import (
    address,
    attempt,
    consent,
    enrolment,
    learner,
    notebook,
    outbox,
    progress,
    question,
    return_code,
)
from bot.store.upsert import insert_new, insert_or_change


@dataclass(frozen=True, slots=True)
class Admission:
    """A visitor who becomes a learner: the random mark that outlives them as a hash, where they wrote from, and why."""

    mark: str
    address_id: int
    consent: Consent


@dataclass(frozen=True, slots=True)
class Kept:
    """A notebook entry and whose it is."""

    learner_id: LearnerId
    entry: NotebookEntry


_ADMIT = insert(learner).returning(learner.c.mark, learner.c.id)
_OWN_SAID = (
    update(outbox)
    .where(outbox.c.address_id == bindparam("at"), outbox.c.learner_id.is_(None))
    .values(learner_id=bindparam("of"))
)
_CONSENT = insert_new(consent)
_BEGIN = insert_or_change(progress, (progress.c.content_hash,))
_FINISH = insert_or_change(progress, changed=(), kept=(progress.c.finished_at,))
_KEEP = insert_or_change(notebook, (notebook.c.title, notebook.c.text, notebook.c.kept_at))
_PROGRESS = (
    select(progress)
    .where(progress.c.learner_id.in_(bindparam("ids", expanding=True)))
    .order_by(progress.c.started_at, progress.c.lesson)
)
_NOTEBOOK = (
    select(notebook)
    .where(notebook.c.learner_id.in_(bindparam("ids", expanding=True)))
    .order_by(notebook.c.kept_at, notebook.c.lesson, notebook.c.step, notebook.c.kind)
)
_RECORD = select(
    learner.c.id,
    select(func.count()).where(attempt.c.learner_id == learner.c.id).scalar_subquery().label("attempts"),
    select(func.count()).where(progress.c.learner_id == learner.c.id).scalar_subquery().label("lessons_started"),
    select(func.count())
    .where(progress.c.learner_id == learner.c.id, progress.c.finished_at.is_not(None))
    .scalar_subquery()
    .label("lessons_finished"),
    select(func.count()).where(notebook.c.learner_id == learner.c.id).scalar_subquery().label("notebook_entries"),
    select(func.count()).where(outbox.c.learner_id == learner.c.id).scalar_subquery().label("messages"),
    select(func.count()).where(address.c.learner_id == learner.c.id).scalar_subquery().label("places"),
    select(return_code.c.made_at).where(return_code.c.learner_id == learner.c.id).scalar_subquery().label("code"),
    select(func.count()).where(question.c.learner_id == learner.c.id).scalar_subquery().label("questions"),
    select(func.count())
    .select_from(ATTENDED)
    .where(enrolment.c.learner_id == learner.c.id)
    .scalar_subquery()
    .label("sessions"),
).where(learner.c.id.in_(bindparam("ids", expanding=True)))


def admit(connection: Connection, admissions: Sequence[Admission], now: datetime) -> dict[str, LearnerId]:
    """Makes learners of visitors, who from now on own what was said to them.

    Their dialogue is written with everybody's, by `save_seats`.

    Returns:
        The new learners by mark.
    """
    rows = connection.execute(
        _ADMIT, [{"mark": a.mark, "state": "", "created_at": now, "last_seen_at": now} for a in admissions]
    )
    ids = {row.mark: LearnerId(row.id) for row in rows}
    connection.execute(_OWN_SAID, [{"at": a.address_id, "of": ids[a.mark]} for a in admissions])
    add_consents(connection, [(ids[a.mark], a.consent) for a in admissions])
    return ids


def add_consents(connection: Connection, consents: Sequence[tuple[LearnerId, Consent]]) -> None:
    """Keeps proofs of consent."""
    connection.execute(
        _CONSENT.on(connection),
        [
            {"learner_id": of, "version": given.version, "given_at": given.given_at, "by_guardian": given.by_guardian}
            for of, given in consents
        ],
    )


def begin_lessons(
    connection: Connection, begun: Sequence[tuple[LearnerId, LessonId, ContentHash]], now: datetime
) -> None:
    """Notes lessons begun; one begun again keeps when it was first begun and finished."""
    connection.execute(
        _BEGIN.on(connection),
        [
            {"learner_id": of, "lesson": lesson, "content_hash": content_hash, "started_at": now}
            for of, lesson, content_hash in begun
        ],
    )


def finish_lessons(
    connection: Connection, finished: Sequence[tuple[LearnerId, LessonId, ContentHash]], now: datetime
) -> None:
    """Notes lessons finished; one finished again keeps when it was first finished."""
    connection.execute(
        _FINISH.on(connection),
        [
            {
                "learner_id": of,
                "lesson": lesson,
                "content_hash": content_hash,
                "started_at": now,
                "finished_at": now,
            }
            for of, lesson, content_hash in finished
        ],
    )


def keep_entries(connection: Connection, kept: Sequence[Kept]) -> None:
    """Puts entries into notebooks, each in the place of the one of the same kind, lesson and step."""
    connection.execute(
        _KEEP.on(connection),
        [
            {
                "learner_id": item.learner_id,
                "kind": item.entry.kind.value,
                "lesson": item.entry.lesson,
                "step": item.entry.step,
                "title": item.entry.title,
                "text": codec.dumps(item.entry.text, Text),
                "kept_at": item.entry.kept_at,
            }
            for item in kept
        ],
    )


def progress_of(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, tuple[Progress, ...]]:
    """Everybody's lessons, in the order begun."""
    by_learner: dict[LearnerId, list[Progress]] = defaultdict(list)
    for row in connection.execute(_PROGRESS, {"ids": sorted(ids)}):
        by_learner[LearnerId(row.learner_id)].append(
            Progress(LessonId(row.lesson), ContentHash(row.content_hash), row.started_at, row.finished_at)
        )
    return {of: tuple(found) for of, found in by_learner.items()}


def notebooks_of(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, tuple[NotebookEntry, ...]]:
    """Everybody's notebook, the oldest entry first."""
    by_learner: dict[LearnerId, list[NotebookEntry]] = defaultdict(list)
    for row in connection.execute(_NOTEBOOK, {"ids": sorted(ids)}):
        by_learner[LearnerId(row.learner_id)].append(
            NotebookEntry(
                EntryKind(row.kind),
                LessonId(row.lesson),
                StepId(row.step),
                row.title,
                codec.loads(row.text, Text),
                row.kept_at,
            )
        )
    return {of: tuple(found) for of, found in by_learner.items()}


def records_of(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, Record]:
    """Counts of what is kept about everybody."""
    return {
        LearnerId(row.id): Record(
            row.attempts,
            row.lessons_started,
            row.lessons_finished,
            row.notebook_entries,
            row.messages,
            row.places,
            row.code,
            row.questions,
            row.sessions,
        )
        for row in connection.execute(_RECORD, {"ids": sorted(ids)})
    }
