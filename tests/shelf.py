"""The bank that ships, for tests that start the program again and again."""

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.lessonbank.folder import FACTS, TRACK, TRIAGE
from bot.lessonbank.load import shipped_bank

FEW = ("ai-la-gi", "cau-hoi-dau-tien", "ai-co-sai-khong")
_FIRST_TRACK = "lam-quen-voi-ai"
_folder = TemporaryDirectory(prefix="banhoc-lessons-")


@cache
def shipped_lessons() -> Path:
    """A copy without its rules of triage.

    To a bank without any those that ship are given, which are read once in a process; a bank's own are tried out with
    each of their examples whenever it is loaded, which takes longer than all else that a start does.
    """
    return shutil.copytree(shipped_bank(), Path(_folder.name) / "lessons", ignore=shutil.ignore_patterns(TRIAGE))


@cache
def few_lessons() -> Path:
    """The first lessons that ship, and nothing else: reading all of them takes a second at each start."""
    folder = Path(_folder.name) / "few"
    track = folder / _FIRST_TRACK
    track.mkdir(parents=True)
    shutil.copy(shipped_bank() / FACTS, folder)
    for name in FEW:
        shutil.copy(shipped_bank() / _FIRST_TRACK / f"{name}.yaml", track)
    written = (shipped_bank() / _FIRST_TRACK / TRACK).read_text(encoding="utf-8")
    own = re.sub(r"^lessons:.*", f"lessons: [{', '.join(FEW)}]\n", written, flags=re.MULTILINE | re.DOTALL)
    (track / TRACK).write_text(own, encoding="utf-8")
    return folder
