"""`banhoc grade`: prompts in, grades out, one JSON object a line, with no network and no database."""

import json
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.model.attempt import Grade
    from bot.model.lesson import Catalog, Exercise
    from bot.tutor.phrases import Phrases

PROBLEMS_FOUND = 3
_LONGEST_NUMBER = 300
"""Digits; no id has more."""


class Unread(ValueError):
    """A line that is no prompt to grade; the text says why."""


class UnknownExercise(Unread):
    """A line for an exercise that the bank does not have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the input."""

    id: object
    exercise: str
    text: str


@click.command()
@click.option(
    "--lessons",
    "directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The bank with the exercises; else BANHOC_LESSONS_DIR, or the one that ships.",
)
def grade(directory: Path | None) -> None:
    """Grade prompts offline: {"id", "exercise", "text"} a line in, a grade a line out.

    An exercise is named by its id, as its lesson gives it under `exercise:`, such as thong-bao-hop-thon. A line that
    cannot be graded is told on stderr and left out; then the exit code is 3.
    """
    from bot.cli.lessons import bank_at
    from bot.lessonbank.load import open_bank
    from bot.locale.load import load_phrases

    folder, today = bank_at(directory)
    catalog, phrases = open_bank(folder, today=today), load_phrases()
    has_problems = is_lost = False
    for number, read in enumerate(sys.stdin, start=1):
        line = read.removeprefix("\ufeff") if number == 1 else read  # as files from Windows begin
        if not line.strip():
            continue
        try:
            graded = grade_line(line, catalog, phrases)
        except Unread as why:
            click.echo(f"line {number}: {why}", err=True)
            has_problems = True
            is_lost = is_lost or isinstance(why, UnknownExercise)
        else:
            click.echo(graded)
    if is_lost:
        click.echo(
            f"exercises in this bank: {', '.join(sorted(each.exercise for each in catalog.exercises()))}", err=True
        )
    if has_problems:
        sys.exit(PROBLEMS_FOUND)


def grade_line(line: str, catalog: "Catalog", phrases: "Phrases") -> str:
    """One answer for one line of the input.

    Raises:
        Unread: the line is not what it should be, or its exercise is not in the bank.
    """
    from bot.model.ids import ExerciseId
    from bot.tutor import rubric

    asked = _read(line)
    exercise = catalog.exercise(ExerciseId(asked.exercise))
    if exercise is None:
        raise UnknownExercise(f"no exercise {asked.exercise!r} in this bank")
    others = tuple(catalog.exercises())
    graded = rubric.grade(exercise, asked.text, others)
    answer = {
        "id": asked.id,
        "levels": dict(graded.levels),
        "overall": graded.overall,
        "violations": [{"kind": each.kind, "start": each.start, "end": each.end} for each in graded.violations],
        "flags": list(graded.flags),
        "feedback": _feedback(exercise, graded, asked.text, phrases, others),
    }
    return json.dumps(answer, ensure_ascii=False)


def _feedback(
    exercise: "Exercise", graded: "Grade", text: str, phrases: "Phrases", others: Sequence["Exercise"]
) -> dict[str, str]:
    """The same words as in the chat, to whoever it may be; what is quoted of the text is cleaned as a message is."""
    from bot.model.learner import FormOfAddress
    from bot.model.text import plain
    from bot.tutor import feedback, privacy, rubric
    from bot.tutor.fold import normalise
    from bot.tutor.phrases import DEFAULT_LANGUAGE, Voice

    voice, masked = (
        Voice(DEFAULT_LANGUAGE, FormOfAddress.BAN, DEFAULT_LANGUAGE),
        privacy.mask(normalise(text, len(text))),
    )
    if feedback.is_flagged_only(graded):
        return {"praise": "", "next_step": plain(feedback.flagged(graded, masked, phrases, voice)), "improved": ""}
    return {
        "praise": plain(feedback.praise(exercise, graded, masked, phrases, voice)),
        "next_step": plain(feedback.next_words(exercise, graded, masked, phrases, voice, others)),
        # Words to the judge are not handed back, nor is what was written for something else.
        "improved": ""
        if graded.flags or feedback.is_elsewhere(exercise, graded, masked, others)
        else feedback.improved(rubric.next_step(graded, exercise.weights), masked, phrases, voice),
    }


def _read(line: str) -> Asked:
    try:
        row = json.loads(line, parse_constant=_refuse, parse_float=_finite, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise Unread(f"not JSON: {error}") from error
    except RecursionError as error:
        raise Unread("more brackets within each other than a prompt has") from error
    if not isinstance(row, dict):
        raise Unread("not a JSON object")
    missing = [name for name in ("id", "exercise", "text") if name not in row]
    if missing:
        raise Unread(f"{_list(missing)} missing")
    if not isinstance(row["exercise"], str) or not isinstance(row["text"], str):
        raise Unread("exercise and text are to be strings")
    return Asked(row["id"], row["exercise"], row["text"])


def _refuse(name: str) -> float:
    raise Unread(f"not JSON: {name} is no number there")


def _finite(number: str) -> float:
    read = float(number)
    return read if math.isfinite(read) else _refuse(number)


def _whole(number: str) -> int:
    if len(number) > _LONGEST_NUMBER:
        raise Unread(f"a number of {len(number):,} digits")
    return int(number)


def _list(names: Iterable[str]) -> str:
    return " and ".join(names)
