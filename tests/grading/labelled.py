"""Reads the labelled prompts and their exercises, and grades them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from bot.lessonbank import build
from bot.lessonbank.load import open_bank, shipped_bank
from bot.lessonbank.schema import ExercisePart
from bot.model.attempt import Criterion, Flag, Grade, Level, PrivacyKind, Violation
from bot.model.ids import ExerciseId
from bot.model.lesson import Exercise
from bot.tutor import rubric

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 29)
GIVEN, OWN, TRICKS = FOLDER / "given.jsonl", FOLDER / "own.jsonl", FOLDER / "tricks.jsonl"
OTHERS = FOLDER / "others.jsonl"
"""Prompts for exercises that came when the rubric was there, with lexicons that have no accents."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A prompt, and what a teacher says of it; `lang` is `vi`, `vi_nodiac`, `vi_noisy` or `en`."""

    id: str
    exercise: ExerciseId
    lang: str
    text: str
    gold: Grade


@dataclass(frozen=True, slots=True)
class Graded:
    """A labelled prompt with what the rubric says of it."""

    labelled: Labelled
    grade: Grade


@cache
def exercises() -> Mapping[ExerciseId, Exercise]:
    """The exercises of the labelled prompts, by id."""
    files = (FOLDER / name for name in ("exercises.yaml", "others.yaml"))
    written = [each for file in files for each in yaml.safe_load(file.read_text(encoding="utf-8"))]
    parts = (
        ExercisePart.model_validate_json(json.dumps({"id": "viet", "kind": "exercise", **each})) for each in written
    )
    return {exercise.exercise: exercise for exercise in map(build.exercise, parts)}


def read(file: Path) -> Sequence[Labelled]:
    """The labelled prompts of a file."""
    return [_labelled(json.loads(row)) for row in file.read_text(encoding="utf-8").splitlines()]


def _labelled(row: dict[str, object]) -> Labelled:
    levels, flags, violations = row["levels"], row["flags"], row["violations"]
    assert isinstance(levels, dict)
    assert isinstance(flags, list)
    assert isinstance(violations, list)
    marks: dict[Criterion, Level] = {Criterion(name): level for name, level in levels.items()}
    found = tuple(Violation(PrivacyKind(each["kind"]), each["start"], each["end"]) for each in violations)
    gold = Grade(marks, float(str(row["overall"])), found, tuple(map(Flag, flags)))
    return Labelled(str(row["id"]), ExerciseId(str(row["exercise"])), str(row["lang"]), str(row["text"]), gold)


class Kind(StrEnum):
    """What somebody meant by a text that was written to try the gates."""

    TRICK = "trick"
    HONEST = "honest"
    GOOD = "good"
    """Honest, and no teacher would let it fail."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Such a text, with what the rubric says of it."""

    id: str
    kind: Kind
    grade: Grade


@cache
def tried(*, in_bank: bool) -> Sequence[Tried]:
    """The texts that were written to try the gates, graded by the exercises of the bank or by those of the prompts.

    Some are about exercises that the bank does not have; those are always graded by the latter.
    """
    bank = open_bank(shipped_bank(), today=TODAY)
    graded: list[Tried] = []
    for row in map(json.loads, TRICKS.read_text(encoding="utf-8").splitlines()):
        name = ExerciseId(row["exercise"])
        exercise = (bank.exercise(name) if in_bank else None) or exercises()[name]
        graded.append(Tried(row["id"], Kind(row["kind"]), rubric.grade(exercise, row["text"])))
    return graded


def grade(rows: Sequence[Labelled]) -> Sequence[Graded]:
    """Grades them as the tutor does."""
    return [Graded(row, rubric.grade(exercises()[row.exercise], row.text)) for row in rows]
