"""The lesson bank in use: loaded at start, loaded anew when its files change, never replaced by a broken one."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from enum import Enum, auto
from pathlib import Path

import structlog
from sqlalchemy import Connection

from bot.lessonbank.load import open_bank
from bot.lessonbank.versions import canonical, read_canonical
from bot.model.codec import Misread
from bot.model.errors import LessonError, StoreAway
from bot.model.ids import ContentHash
from bot.model.lesson import Catalog, Lesson
from bot.service.world import World
from bot.store.engine import Store
from bot.store.versions import LessonVersion, bodies_of, store_versions
from bot.tutor.triage import prepare

log = structlog.get_logger()

Stamps = Mapping[Path, tuple[int, int]]
"""Each file's time of change in nanoseconds, and its size in bytes."""


class Outcome(Enum):
    """What a look at the bank's files led to."""

    UNCHANGED = auto()
    TAKEN = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a look at the files led to; `faults` says, one a line, why a changed bank was refused."""

    outcome: Outcome
    faults: tuple[str, ...] = ()


class Shelf:
    """Holds the catalog in use.

    Args:
        directory: the bank's files.
        store: keeps each lesson version, so that a learner stays on the one that they started.
        world: the clock: what has expired depends on the day.
        timezone: where that day is told.
    """

    def __init__(self, directory: Path, store: Store, world: World, timezone: tzinfo = UTC) -> None:
        self._directory = directory
        self._store = store
        self._world = world
        self._timezone = timezone
        self._stamps: Stamps = {}
        self._catalog = Catalog((), {}, {})
        # Never emptied: there are only as many versions as authors ever published.
        self._versions: dict[ContentHash, Lesson] = {}

    @property
    def catalog(self) -> Catalog:
        """The bank that learners see now."""
        return self._catalog

    def versions(self, connection: Connection, hashes: Collection[ContentHash]) -> Mapping[ContentHash, Lesson]:
        """The lesson versions with these hashes, of today or older; what nobody can read is left out."""
        missing = {content_hash for content_hash in hashes if content_hash not in self._versions}
        if missing:
            for content_hash, body in bodies_of(connection, missing).items():
                try:
                    self._versions[content_hash] = read_canonical(body)
                except Misread:  # whoever stood in it is led to the lesson of today
                    log.warning("bank.version_unreadable", content_hash=content_hash)
        return {content_hash: self._versions[content_hash] for content_hash in hashes if content_hash in self._versions}

    async def start(self) -> None:
        """Loads the bank for the first time.

        Raises:
            LessonError: it has faults, all of them told; nothing can be taught.
            StoreAway: the lesson versions could not be kept.
        """
        stamps = await asyncio.to_thread(_stamps, self._directory)
        await self._take(stamps)

    async def refresh(self) -> Refresh:
        """Takes the bank anew if its files changed; keeps the one in use where the new one is broken or refused."""
        stamps = await asyncio.to_thread(_stamps, self._directory)
        if stamps == self._stamps:
            return Refresh(Outcome.UNCHANGED)
        try:
            await self._take(stamps)
        except LessonError as error:
            self._stamps = stamps  # the same broken files are not told of again
            faults = error.faults or (str(error),)
            log.warning("bank.refused", faults=faults)
            return Refresh(Outcome.REFUSED, faults)
        except StoreAway as error:
            log.warning("bank.refused", faults=(str(error),))
            return Refresh(Outcome.REFUSED, (str(error),))
        log.info("bank.taken", lessons=len(self._catalog.lessons))
        return Refresh(Outcome.TAKEN)

    async def _take(self, stamps: Stamps) -> None:
        now = self._world.now()
        today = now.astimezone(self._timezone).date()
        catalog = await asyncio.to_thread(open_bank, self._directory, today=today)
        await asyncio.to_thread(prepare, catalog.triage)
        versions = [
            LessonVersion(lesson.id, lesson.version, lesson.content_hash, canonical(lesson))
            for lesson in catalog.lessons.values()
        ]
        await self._store.write(lambda connection: store_versions(connection, versions, now))
        self._versions.update({lesson.content_hash: lesson for lesson in catalog.lessons.values()})
        self._catalog, self._stamps = catalog, stamps


def _stamps(directory: Path) -> Stamps:
    stamps: dict[Path, tuple[int, int]] = {}
    for path in sorted(directory.rglob("*.yaml")):
        try:
            found = path.stat()
        except FileNotFoundError:  # an editor replaced it at this very moment: the next look sees the new one
            continue
        stamps[path] = (found.st_mtime_ns, found.st_size)
    return stamps
