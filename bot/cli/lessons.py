"""`banhoc lessons`: check the bank, start a lesson, read one aloud, and hand the bank on."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.model.learner import FormOfAddress

if TYPE_CHECKING:
    from datetime import date

PROBLEMS_FOUND = 3
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

_directory = click.option(
    "--lessons",
    "directory",
    type=FOLDER,
    metavar="DIR",
    help="The bank; else BANHOC_LESSONS_DIR, or the one that ships.",
)


@click.group()
def lessons() -> None:
    """Write lessons and look after the bank."""


def bank_at(directory: Path | None) -> "tuple[Path, date]":
    """The bank's folder, and which day it is where its learners live."""
    from zoneinfo import ZoneInfo

    from bot.lessonbank.load import shipped_bank
    from bot.service.world import World
    from bot.settings import Settings, load_settings

    settings = load_settings(Settings, {"lessons_dir": directory})
    today = World.system().now().astimezone(ZoneInfo(settings.timezone)).date()
    return settings.lessons_dir or shipped_bank(), today


@lessons.command()
@click.argument("directory", metavar="[DIR]", type=FOLDER, required=False)
@click.option("--json", "is_json", is_flag=True, help="One JSON array of faults.")
def check(directory: Path | None, *, is_json: bool) -> None:
    """Tell every fault of the bank at once, as file:line:col: path: message.

    Ends with exit code 3 when there are any.
    """
    from dataclasses import asdict

    from bot.lessonbank.load import load_bank

    folder, today = bank_at(directory)
    bank = load_bank(folder, today=today)
    if is_json:
        click.echo(json.dumps([asdict(fault) for fault in bank.faults], ensure_ascii=False))
    elif bank.faults:
        click.echo("\n".join(map(str, bank.faults)))
    else:
        number = len(bank.catalog.lessons)
        click.echo(f"{number} lesson{'s' if number != 1 else ''}, no faults")
    if bank.faults:
        raise click.exceptions.Exit(PROBLEMS_FOUND)


@lessons.command()
@click.argument(
    "kind",
    type=click.Choice(["lesson", "track", "facts", "glossary", "triage", "holidays", "broadcast"]),
    default="lesson",
)
@click.option("--json", "is_json", is_flag=True, help="Said for the sake of scripts; a schema is always JSON.")
def schema(kind: str, *, is_json: bool) -> None:
    """Print the JSON Schema of a lesson file, or of a track, facts, glossary, triage, holidays or broadcast file."""
    from bot.lessonbank.json_schema import file_schema

    click.echo(file_schema(kind))


@lessons.command()
@click.argument("name", metavar="ID")
@click.option("--track", default="lam-quen-voi-ai", show_default=True, help="The folder of the track that teaches it.")
@_directory
def new(name: str, *, track: str, directory: Path | None) -> None:
    """Start a lesson: a file that explains itself, added to the end of its track."""
    from bot.lessonbank.skeleton import new_lesson

    folder, today = bank_at(directory)
    path = new_lesson(folder, track, name, today)
    click.echo(f"{path}\nNow write it, then: banhoc lessons check, and banhoc chat --demo to try it.")


@lessons.command()
@click.argument("name", metavar="ID")
@click.option(
    "--as",
    "address",
    type=click.Choice([form.value for form in FormOfAddress]),
    default=FormOfAddress.BAN.value,
    show_default=True,
    help="How the learner is addressed.",
)
@click.option("--place", metavar="CODE", help="Where the learner lives, for facts that differ by place.")
@_directory
@click.option("--json", "is_json", is_flag=True, help="The lesson as canonical JSON.")
def show(name: str, *, address: str, place: str | None, directory: Path | None, is_json: bool) -> None:
    """Print a lesson as its learner reads it, with the answers and every feedback."""
    from bot.lessonbank.load import load_bank
    from bot.lessonbank.reading import read_aloud
    from bot.lessonbank.versions import canonical
    from bot.model.ids import LessonId

    folder, today = bank_at(directory)
    catalog = load_bank(folder, today=today).catalog
    lesson = catalog.lessons.get(LessonId(name))
    if lesson is None:
        known = ", ".join(catalog.lessons)
        others = f"There are: {known}." if known else "There is none: see `banhoc lessons check`."
        raise click.ClickException(f"There is no lesson '{name}' that can be read. {others}")
    click.echo(canonical(lesson) if is_json else read_aloud(lesson, catalog, FormOfAddress(address), place, today))
    if not catalog.is_open(lesson, place, today):
        click.echo("Learners do not see this lesson now: it, or a fact in it, has expired or is missing.", err=True)


@lessons.command()
@_directory
@click.option("--json", "is_json", is_flag=True, help="Said for the sake of scripts; the lessons are always JSON.")
def export(*, directory: Path | None, is_json: bool) -> None:
    """Write every lesson as JSON, one on each line, in the order taught, with its content hash."""
    from bot.lessonbank.load import open_bank
    from bot.lessonbank.versions import canonical

    folder, today = bank_at(directory)
    catalog = open_bank(folder, today=today)
    for name in (name for track in catalog.tracks for name in track.lessons):
        lesson = catalog.lessons[name]
        told = {"content_hash": lesson.content_hash, "lesson": json.loads(canonical(lesson))}
        click.echo(json.dumps(told, ensure_ascii=False))


@lessons.command()
@_directory
@click.option("--json", "is_json", is_flag=True, help="Said for the sake of scripts; the tables are always Markdown.")
def coverage(*, directory: Path | None, is_json: bool) -> None:
    """Tell what the bank teaches, by track, audience, criterion and framework, as tables in Markdown."""
    from bot.lessonbank.coverage import report

    folder, _ = bank_at(directory)
    click.echo(report(folder))
