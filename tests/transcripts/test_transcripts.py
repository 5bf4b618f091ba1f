"""Every transcript beside this file still happens, word for word.

`BANHOC_UPDATE_TRANSCRIPTS=1` writes them anew, and fails that run all the same: a person must look at what changed.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from bot.lessonbank.load import load_bank
from tests.play import Play
from tests.transcripts.transcript import CLASSES, CODES, replay

HERE = Path(__file__).parent
TRANSCRIPTS = sorted(HERE.glob("*.txt"))
LESSONS = HERE.parents[1] / "lessons"


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 8


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_transcript(file: Path) -> None:
    bank = load_bank(LESSONS, today=date(2026, 11, 29))
    assert not bank.faults
    written = file.read_text(encoding="utf-8")
    happens = replay(written, Play(bank=bank.catalog, codes=CODES, classrooms=CLASSES))
    if os.environ.get("BANHOC_UPDATE_TRANSCRIPTS") and happens != written:
        file.write_text(happens, encoding="utf-8")
        pytest.fail(f"{file.name} was written anew; read it, then run again without the flag")
    assert happens == written
