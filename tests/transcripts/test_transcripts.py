"""Every transcript beside this file, and those of all lessons, still happen, word for word.

`BANHOC_UPDATE_TRANSCRIPTS=1` writes them anew, and fails that run all the same: a person must look at what changed.
"""

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.lessonbank.load import load_bank
from bot.model.ids import LessonId
from bot.model.lesson import Catalog
from bot.tutor.context import Facts
from tests.bench.teaching import walked
from tests.play import Play
from tests.transcripts.known import KNOWN
from tests.transcripts.lesson import played
from tests.transcripts.transcript import CLASSES, CODES, replay

HERE = Path(__file__).parent
TRANSCRIPTS = sorted(HERE.glob("*.txt"))
LESSONS = HERE.parents[1] / "lessons"
TODAY = date(2026, 11, 29)


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 8


@cache
def bank() -> Catalog:
    """The lessons that ship."""
    loaded = load_bank(LESSONS, today=TODAY)
    assert not loaded.faults
    return loaded.catalog


def compare(file: Path, happens: str) -> None:
    """What happens is what is written; or it is written anew, where that is wished."""
    written = file.read_text(encoding="utf-8") if file.exists() else ""
    if os.environ.get("BANHOC_UPDATE_TRANSCRIPTS") and happens != written:
        file.write_text(happens, encoding="utf-8")
        pytest.fail(f"{file.name} was written anew; read it, then run again without the flag")
    assert happens == written


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_transcript(file: Path) -> None:
    known = KNOWN.get(file.stem, Facts())
    play = Play(bank=bank(), codes=CODES, classrooms=CLASSES, known=known, url="https://hoc.example.vn")
    compare(file, replay(file.read_text(encoding="utf-8"), play))


def test_the_bench_walks_every_transcript() -> None:
    assert len(walked(bank())) > 300


@pytest.mark.parametrize("lesson", sorted(path.stem for path in LESSONS.glob("*/*.yaml") if path.stem != "track"))
def test_a_lesson_is_walked_straight_and_with_mistakes(lesson: str) -> None:
    walks = (played(LessonId(lesson), bank(), errs=errs) for errs in (False, True))
    compare(HERE / "lessons" / f"{lesson}.txt", "\n".join(walks))


def test_no_lesson_that_is_gone_has_a_transcript() -> None:
    assert {file.stem for file in (HERE / "lessons").glob("*.txt")} == set(bank().lessons)
