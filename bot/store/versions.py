"""Lesson versions by content hash: a learner stays on the one that they started, on every machine."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.model.errors import LessonError
from bot.model.ids import ContentHash, LessonId
from bot.store.tables import lesson_version
from bot.store.upsert import insert_new


@dataclass(frozen=True, slots=True)
class LessonVersion:
    """One lesson in one version: its canonical JSON, and the hash of that."""

    lesson: LessonId
    version: int
    content_hash: ContentHash
    body: str


_STORE = insert_new(lesson_version)
_STORED = select(lesson_version.c.lesson, lesson_version.c.version, lesson_version.c.content_hash).where(
    lesson_version.c.lesson.in_(bindparam("lessons", expanding=True))
)
_BODIES = select(lesson_version.c.content_hash, lesson_version.c.body).where(
    lesson_version.c.content_hash.in_(bindparam("hashes", expanding=True))
)


def store_versions(connection: Connection, versions: Sequence[LessonVersion], now: datetime) -> None:
    """Keeps lesson versions; one that is kept already costs nothing.

    Raises:
        LessonError: a version number is kept with other content; each such lesson is a fault.
    """
    if not versions:
        return
    wanted = {(v.lesson, v.version): v for v in versions}
    known = _stored(connection, versions)
    new = [v for key, v in sorted(wanted.items()) if key not in known]
    if new:
        connection.execute(
            _STORE.on(connection),
            [
                {
                    "content_hash": v.content_hash,
                    "lesson": v.lesson,
                    "version": v.version,
                    "body": v.body,
                    "stored_at": now,
                }
                for v in new
            ],
        )
        known = _stored(connection, versions)
    faults = tuple(
        f"{lesson}: version: version {number} is kept in the database with other content; "
        f"raise `version` above {max(v for of, v in known if of == lesson)}"
        for (lesson, number), v in sorted(wanted.items())
        if known.get((lesson, number)) != v.content_hash
    )
    if faults:
        raise LessonError("Lessons were changed without a new version number.", faults)


def _stored(connection: Connection, versions: Sequence[LessonVersion]) -> dict[tuple[LessonId, int], ContentHash]:
    rows = connection.execute(_STORED, {"lessons": sorted({v.lesson for v in versions})})
    return {(LessonId(row.lesson), row.version): ContentHash(row.content_hash) for row in rows}


def bodies_of(connection: Connection, hashes: Collection[ContentHash]) -> dict[ContentHash, str]:
    """The canonical JSON of lesson versions; a hash that is not kept is left out."""
    rows = connection.execute(_BODIES, {"hashes": sorted(hashes)})
    return {ContentHash(row.content_hash): row.body for row in rows}
