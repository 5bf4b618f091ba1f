"""Reads the labelled prompts and their exercises, and grades them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.lessonbank import build
from bot.lessonbank.schema import ExercisePart
from bot.model.attempt import Criterion, Flag, Grade, Level, PrivacyKind, Violation
from bot.model.ids import ExerciseId
from bot.model.lesson import Exercise
from bot.tutor import rubric

FOLDER = Path(__file__).parent
GIVEN, OWN = FOLDER / "given.jsonl", FOLDER / "own.jsonl"


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
    written = yaml.safe_load((FOLDER / "exercises.yaml").read_text(encoding="utf-8"))
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


def grade(rows: Sequence[Labelled]) -> Sequence[Graded]:
    """Grades them as the tutor does."""
    return [Graded(row, rubric.grade(exercises()[row.exercise], row.text)) for row in rows]
