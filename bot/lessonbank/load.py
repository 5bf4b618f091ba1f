"""Loads a bank: every file, every fault at once, and the catalog of what is whole."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.lessonbank import build, holidays, triage
from bot.lessonbank.faults import Fault
from bot.lessonbank.files import read_file
from bot.lessonbank.folder import FACTS, HOLIDAYS, TRIAGE, Files, read_files
from bot.lessonbank.lint import lint, lint_wording, try_out
from bot.lessonbank.schema import HolidaysFile
from bot.lessonbank.triage_schema import TriageFile
from bot.lessonbank.versions import hashed
from bot.model.errors import LessonError
from bot.model.ids import FactKey, LessonId, TrackId
from bot.model.lesson import Catalog, Fact, Lesson, Track
from bot.model.triage import NO_TRIAGE, Triage

_PACKAGE = Path(__file__).parents[1]
INSTALLED_BANK = _PACKAGE / "_lessons"
"""The bank inside the installed package; it is no place to write to."""


@dataclass(frozen=True, slots=True)
class Bank:
    """What a directory holds; the catalog is of use only where no fault is fatal."""

    catalog: Catalog
    faults: tuple[Fault, ...]


def shipped_bank() -> Path:
    """The bank that ships: the repository's `lessons/`, or its copy inside the installed package."""
    repository = _PACKAGE.parent / "lessons"
    return repository if (repository / FACTS).is_file() else INSTALLED_BANK


def load_bank(directory: Path, *, today: date, is_for_authors: bool = True) -> Bank:
    """Reads and checks a bank.

    Args:
        directory: the bank's folder; faults name their files beginning with it.
        today: what has expired before is a fault.
        is_for_authors: whether its wording is looked at, too, and its prompts are judged; neither closes a bank.

    Returns:
        The catalog of all that could be read, and every fault, sorted by file and line.
    """
    if not directory.is_dir():
        return Bank(Catalog((), {}, {}), (Fault(str(directory), 1, 1, "", "there is no such folder"),))
    files = read_files(directory)
    rules = _triage(files)
    lint(files, directory, today, rules)
    if is_for_authors:
        lint_wording(files)
        try_out(files, today)
    return Bank(
        _catalog(files, rules), tuple(replace(fault, file=str(directory / fault.file)) for fault in files.faults)
    )


def open_bank(directory: Path, *, today: date) -> Catalog:
    """The catalog of a bank that can be taught from.

    A lesson that has expired, or a fact of which has, is in the catalog all the same and hidden from learners there;
    clumsy language, and a prompt that is judged otherwise than it should be, are for the author to mend. None of it
    keeps a bank closed.

    Raises:
        LessonError: with all faults, where one of them is fatal.
    """
    bank = load_bank(directory, today=today, is_for_authors=False)
    if any(fault.is_fatal for fault in bank.faults):
        bank = load_bank(directory, today=today)
        count = f"{len(bank.faults)} faults" if len(bank.faults) > 1 else "a fault"
        raise LessonError(f"The lesson bank {directory} has {count}:", tuple(map(str, bank.faults)))
    return bank.catalog


def _catalog(files: Files, rules: Triage) -> Catalog:
    contents = sorted(
        (file.content for file in files.tracks.values() if file.content is not None),
        key=lambda content: (content.position, content.id),
    )
    tracks: tuple[Track, ...] = tuple(build.track(content) for content in contents)
    lessons: dict[LessonId, Lesson] = {}
    for (folder, _), lesson_file in files.lessons.items():
        if lesson_file.content is not None:
            lesson = hashed(build.lesson(lesson_file.content, TrackId(folder)))
            lessons[lesson.id] = lesson
    parts = files.facts.content.facts if files.facts.content is not None else []
    facts: dict[FactKey, Fact] = {FactKey(part.key): build.fact(part) for part in parts}
    return Catalog(tracks, lessons, facts, rules, _holidays(files))


def _triage(files: Files) -> Triage:
    """The bank's own rules; a bank without any gets those that ship, for nobody in danger is to be taught on."""
    if files.triage is None:
        return shipped_triage()
    return triage.build(files.triage.content) if files.triage.content is not None else NO_TRIAGE


def _holidays(files: Files) -> frozenset[date]:
    """The bank's own holidays; a bank without any gets those that ship."""
    if files.holidays is None:
        return shipped_holidays()
    return holidays.days(files.holidays.content) if files.holidays.content is not None else frozenset()


@cache
def shipped_holidays() -> frozenset[date]:
    """The public holidays that ship."""
    content = read_file(shipped_bank(), shipped_bank() / HOLIDAYS, HolidaysFile).content
    return holidays.days(content) if content is not None else frozenset()


@cache
def shipped_triage() -> Triage:
    """The rules of urgent triage that ship."""
    content = read_file(shipped_bank(), shipped_bank() / TRIAGE, TriageFile).content
    return triage.build(content) if content is not None else NO_TRIAGE
