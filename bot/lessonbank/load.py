"""Loads a bank: every file, every fault at once, and the catalog of what is whole."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.lessonbank import build
from bot.lessonbank.faults import Fault
from bot.lessonbank.files import BankFile, read_file
from bot.lessonbank.lint import lint
from bot.lessonbank.schema import FactsFile, LessonFile, TrackFile
from bot.lessonbank.versions import hashed
from bot.model.errors import LessonError
from bot.model.ids import FactKey, LessonId, TrackId
from bot.model.lesson import Catalog, Fact, Lesson, Track

FACTS, TRACK = "facts.yaml", "track.yaml"


@dataclass(frozen=True, slots=True)
class Bank:
    """What a directory holds; the catalog is of use only where there are no faults."""

    catalog: Catalog
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a bank as read; `lessons` are by the name of their track's folder and their own."""

    facts: BankFile[FactsFile]
    tracks: dict[str, BankFile[TrackFile]]
    lessons: dict[tuple[str, str], BankFile[LessonFile]]


def shipped_bank() -> Path:
    """The bank that ships: the repository's `lessons/`, or its copy inside the installed package."""
    package = Path(__file__).parents[1]
    repository = package.parent / "lessons"
    return repository if (repository / FACTS).is_file() else package / "_lessons"


def load_bank(directory: Path, *, today: date) -> Bank:
    """Reads and checks a bank.

    Args:
        directory: the bank's folder.
        today: what has expired before is a fault.

    Returns:
        The catalog of all that could be read, and every fault, sorted by file and line.
    """
    if not directory.is_dir():
        return Bank(Catalog((), {}, {}), (Fault(str(directory), 1, 1, "", "there is no such folder"),))
    files = read_files(directory)
    lint(files.facts, files.tracks, files.lessons, directory, today)
    faults = {
        *files.facts.faults,
        *(fault for track in files.tracks.values() for fault in track.faults),
        *(fault for lesson in files.lessons.values() for fault in lesson.faults),
    }
    return Bank(_catalog(files), tuple(sorted(faults)))


def read_files(directory: Path) -> Files:
    """Reads all files of a bank, each with the faults that it has by itself."""
    tracks: dict[str, BankFile[TrackFile]] = {}
    lessons: dict[tuple[str, str], BankFile[LessonFile]] = {}
    for folder in sorted(path for path in directory.iterdir() if path.is_dir()):
        for path in sorted(folder.glob("*.yaml")):
            if path.name == TRACK:
                tracks[folder.name] = read_file(directory, path, TrackFile)
            else:
                lessons[folder.name, path.stem] = read_file(directory, path, LessonFile)
        if any(track == folder.name for track, _ in lessons) and folder.name not in tracks:
            tracks[folder.name] = read_file(directory, folder / TRACK, TrackFile)
    return Files(read_file(directory, directory / FACTS, FactsFile), tracks, lessons)


def open_bank(directory: Path, *, today: date) -> Catalog:
    """The catalog of a bank without faults.

    Raises:
        LessonError: with all faults, where there are any.
    """
    bank = load_bank(directory, today=today)
    if bank.faults:
        count = f"{len(bank.faults)} faults" if len(bank.faults) > 1 else "a fault"
        raise LessonError(f"The lesson bank {directory} has {count}:", tuple(map(str, bank.faults)))
    return bank.catalog


def _catalog(files: Files) -> Catalog:
    tracks: list[Track] = [
        build.track(content)
        for content in sorted(
            (file.content for file in files.tracks.values() if file.content is not None),
            key=lambda content: (content.position, content.id),
        )
    ]
    lessons: dict[LessonId, Lesson] = {}
    for (folder, _), lesson_file in files.lessons.items():
        if lesson_file.content is not None:
            lesson = hashed(build.lesson(lesson_file.content, TrackId(folder)))
            lessons[lesson.id] = lesson
    parts = files.facts.content.facts if files.facts.content is not None else []
    facts: dict[FactKey, Fact] = {FactKey(part.key): build.fact(part) for part in parts}
    return Catalog(tuple(tracks), lessons, facts)
