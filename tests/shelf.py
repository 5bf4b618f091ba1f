"""The bank that ships, for tests that start the program again and again."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.lessonbank.folder import TRIAGE
from bot.lessonbank.load import shipped_bank

_folder = TemporaryDirectory(prefix="banhoc-lessons-")


@cache
def shipped_lessons() -> Path:
    """A copy without its rules of triage.

    To a bank without any those that ship are given, which are read once in a process; a bank's own are tried out with
    each of their examples whenever it is loaded, which takes longer than all else that a start does.
    """
    return shutil.copytree(shipped_bank(), Path(_folder.name) / "lessons", ignore=shutil.ignore_patterns(TRIAGE))
