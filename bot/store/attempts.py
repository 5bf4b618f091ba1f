"""Attempts: every submission, with its grade."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select

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
    by_learner: dict[LearnerId, list[Attempt]] = defaultdict(list)
    for row in connection.execute(_OF, {"ids": sorted(ids)}):
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
