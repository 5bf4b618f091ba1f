"""The files of a bank's folder: facts, glossary, holidays, triage, tracks and lessons, each read by itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bot.lessonbank.faults import Fault
from bot.lessonbank.files import BankFile, read_file
from bot.lessonbank.schema import FactsFile, GlossaryFile, HolidaysFile, LessonFile, TrackFile
from bot.lessonbank.triage_schema import TriageFile

FACTS, GLOSSARY, HOLIDAYS = "facts.yaml", "glossary.yaml", "holidays.yaml"
TRACK, TRIAGE = "track.yaml", "triage.yaml"

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a bank as read; `lessons` are by the name of their track's folder and their own."""

    facts: BankFile[FactsFile]
    tracks: dict[str, BankFile[TrackFile]]
    lessons: dict[tuple[str, str], BankFile[LessonFile]]
    strays: tuple[Fault, ...] = ()
    """Files that look like a part of the bank and stand where nobody reads them."""
    triage: BankFile[TriageFile] | None = None
    """The rules of urgent triage; None where the bank has none of its own."""
    glossary: BankFile[GlossaryFile] | None = None
    """Words that lessons explain before they use them; None where the bank names none."""
    holidays: BankFile[HolidaysFile] | None = None
    """The days on which mentors are off; None where the bank has none of its own."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong, sorted by file and line."""
        found = {*self.strays, *self.facts.faults}
        found.update(
            fault for file in (self.triage, self.glossary, self.holidays) if file is not None for fault in file.faults
        )
        found.update(fault for track in self.tracks.values() for fault in track.faults)
        found.update(fault for lesson in self.lessons.values() for fault in lesson.faults)
        return tuple(sorted(found))


def read_files(directory: Path) -> Files:
    """Reads all files of a bank, each with the faults that it has by itself; hidden folders are passed over."""
    tracks: dict[str, BankFile[TrackFile]] = {}
    lessons: dict[tuple[str, str], BankFile[LessonFile]] = {}
    for folder in sorted(path for path in directory.iterdir() if path.is_dir() and not path.name.startswith(".")):
        for path in sorted(folder.glob("*.yaml")):
            if path.name == TRACK:
                tracks[folder.name] = read_file(directory, path, TrackFile)
            else:
                lessons[folder.name, path.stem] = read_file(directory, path, LessonFile)
        if any(track == folder.name for track, _ in lessons) and folder.name not in tracks:
            tracks[folder.name] = read_file(directory, folder / TRACK, TrackFile)
    facts = directory / FACTS
    no_facts = BankFile(FACTS, FactsFile(facts=[]))
    return Files(
        read_file(directory, facts, FactsFile) if facts.exists() else no_facts,
        tracks,
        lessons,
        (*_strays(directory), *(() if lessons else (Fault("", 1, 1, "", "there is no lesson in this folder"),))),
        _if_there(directory, TRIAGE, TriageFile),
        _if_there(directory, GLOSSARY, GlossaryFile),
        _if_there(directory, HOLIDAYS, HolidaysFile),
    )


def _if_there(directory: Path, name: str, model: type[T]) -> BankFile[T] | None:
    return read_file(directory, directory / name, model) if (directory / name).exists() else None


def _strays(directory: Path) -> tuple[Fault, ...]:
    misplaced = [path for path in directory.glob("*.yaml") if path.name not in {FACTS, GLOSSARY, HOLIDAYS, TRIAGE}]
    misnamed = [*directory.glob("*.yml"), *directory.glob("*/*.yml")]
    message = "nobody reads this file: lessons are <track>/<lesson>.yaml"
    return tuple(Fault(path.relative_to(directory).as_posix(), 1, 1, "", message) for path in (*misplaced, *misnamed))
