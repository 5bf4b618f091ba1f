"""Faults in a bank: where each is, and what to do."""

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys and list positions from the top of a file, such as `("steps", 2, "options", 0, "label")`."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault; `line` and `column` count from 1.

    With a fatal one the bank cannot be taught from. The others, language and what has expired, are the author's to
    mend, and no reason to leave learners without lessons.
    """

    file: str
    line: int
    column: int
    path: str
    message: str
    is_fatal: bool = True

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


def written(path: Path) -> str:
    """A path as an author reads it: `steps[2].options[0].label`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
