"""Attempts: every submission, with its grade."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from bot.model import codec
from bot.model.attempt import Attempt, Grade
from bot.model.ids import ExerciseId, LearnerId, LessonId, StepId
from bot.store.tables import attempt


@dataclass(frozen=True, slots=True)
class Graded:
    """An attempt, whose it is, and its grade where it was an exercise."""

    learner_id: LearnerId
    attempt: Attempt
    grade: Grade | None


_ADD = insert(attempt)
_OF = (
    select(attempt)
    .where(attempt.c.learner_id.in_(bindparam("ids", expanding=True)))
    .order_by(attempt.c.learner_id, attempt.c.id)
)
_PROMPTS_OF = _OF.where(attempt.c.exercise.is_not(None))


def add_attempts(connection: Connection, graded: Sequence[Graded]) -> None:
    """Keeps attempts."""
    connection.execute(
        _ADD,
        [
            {
                "learner_id": item.learner_id,
                "lesson": item.attempt.lesson,
                "version": item.attempt.version,
                "step": item.attempt.step,
                "exercise": item.attempt.exercise,
                "score": item.attempt.score,
                "text": item.attempt.text,
                "grade": None if item.grade is None else codec.dumps(item.grade),
                "made_at": item.attempt.made_at,
            }
            for item in graded
        ],
    )


def attempts_of(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, tuple[Attempt, ...]]:
    """Everybody's attempts, the oldest first."""
    return _by_learner(connection.execute(_OF, {"ids": sorted(ids)}))


def prompts_of(connection: Connection, ids: Collection[LearnerId]) -> dict[LearnerId, tuple[Attempt, ...]]:
    """Everybody's attempts at exercises, the oldest first."""
    return _by_learner(connection.execute(_PROMPTS_OF, {"ids": sorted(ids)}))


def _by_learner(rows: Iterable[Row[Any]]) -> dict[LearnerId, tuple[Attempt, ...]]:
    by_learner: dict[LearnerId, list[Attempt]] = defaultdict(list)
    for row in rows:
        by_learner[LearnerId(row.learner_id)].append(
            Attempt(
                LessonId(row.lesson),
                row.version,
                StepId(row.step),
                row.score,
                row.made_at,
                row.text,
                None if row.exercise is None else ExerciseId(row.exercise),
            )
        )
    return {of: tuple(found) for of, found in by_learner.items()}
