"""Questions that learners ask humans, and what was said about each."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Identity, Index, Integer, String, Table, Text

from bot.store.columns import BigKey, UtcDateTime
from bot.store.tables.base import learner_column, metadata


def _person(name: str) -> Column[int]:
    """A member of staff; where they are erased, the question or the words stay, of nobody."""
    return Column(name, BigKey, ForeignKey("learner.id", ondelete="SET NULL"))


question = Table(
    "question",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    learner_column(),
    Column("state", String, nullable=False),
    Column("circle", String, nullable=False),
    Column("language", String, nullable=False),
    Column("classroom_number", BigKey),
    Column("place", String),
    Column("topic", String),
    Column("lesson", String),
    Column("step", String),
    Column("is_urgent", Boolean, nullable=False),
    _person("holder"),
    _person("offered_to"),
    Column("passed", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("due_at", UtcDateTime),
    Column("moves", Integer, nullable=False),
    CheckConstraint("state IN ('open', 'claimed', 'answered', 'closed', 'withdrawn')", name="state"),
    CheckConstraint("(holder IS NULL) OR state IN ('claimed', 'answered', 'closed')", name="holder"),
    Index(None, "learner_id"),
    Index(None, "state", "due_at"),
    Index(None, "holder"),
    Index(None, "offered_to"),
    sqlite_autoincrement=True,
)
"""`passed` is a JSON array of learners' numbers; `moves` counts what happened to it, which names what it leads to."""

words = Table(
    "words",
    metadata,
    Column("id", BigKey, Identity(always=True), primary_key=True),
    Column("question_id", BigKey, ForeignKey("question.id", ondelete="CASCADE"), nullable=False),
    learner_column(),
    Column("kind", String, nullable=False),
    _person("written_by"),
    Column("name", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("is_held", Boolean, nullable=False),
    Column("is_understood", Boolean),
    Column("made_at", UtcDateTime, nullable=False),
    CheckConstraint("kind IN ('learner', 'mentor', 'note')", name="kind"),
    Index(None, "question_id", "id"),
    Index(None, "learner_id"),
    Index(None, "written_by"),
    sqlite_autoincrement=True,
)
"""`learner_id` is whose question it is; `name` how a mentor was called who wrote; `is_held` until it may leave;
`is_understood` what the learner said to an answer, which reports count."""
