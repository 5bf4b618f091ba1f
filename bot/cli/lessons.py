"""`banhoc lessons`: check the bank, start a lesson, read one aloud, and hand the bank on."""

import json
from pathlib import Path

import click

from bot.model.learner import FormOfAddress

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
@click.option(
    "--lessons", "directory", type=FOLDER, envvar="BANHOC_LESSONS_DIR", help="The lesson bank; else the one that ships."
)
@click.pass_context
def lessons(context: click.Context, directory: Path | None) -> None:
    """Write lessons and look after the bank."""
    context.obj = directory


def _bank(context: click.Context) -> Path:
    from bot.lessonbank.load import shipped_bank

    directory = context.obj
    return directory if isinstance(directory, Path) else shipped_bank()


@lessons.command()
@click.argument("directory", type=FOLDER, required=False)
@click.option("--json", "is_json", is_flag=True, help="One JSON array of faults.")
@click.pass_context
def check(context: click.Context, directory: Path | None, *, is_json: bool) -> None:
    """Tell every fault of the bank at once, as file:line:col: path: message.

    Ends with exit code 3 when there are any.
    """
    from dataclasses import asdict

    from bot.cli import PROBLEMS_FOUND
    from bot.lessonbank.load import load_bank
    from bot.service.world import World

    bank = load_bank(directory or _bank(context), today=World.system().now().date())
    if is_json:
        click.echo(json.dumps([asdict(fault) for fault in bank.faults], ensure_ascii=False))
    elif bank.faults:
        click.echo("\n".join(map(str, bank.faults)))
    else:
        click.echo(f"{len(bank.catalog.lessons)} lessons, no faults")
    if bank.faults:
        context.exit(PROBLEMS_FOUND)


@lessons.command()
def schema() -> None:
    """Print the JSON Schema of a lesson file."""
    from bot.lessonbank.json_schema import lessons_schema

    click.echo(lessons_schema())


@lessons.command()
@click.argument("name", metavar="ID")
@click.option("--track", default="lam-quen-voi-ai", show_default=True, help="The folder of the track that teaches it.")
@click.pass_context
def new(context: click.Context, name: str, track: str) -> None:
    """Start a lesson: a file that explains itself, added to the end of its track."""
    from bot.lessonbank.skeleton import new_lesson
    from bot.service.world import World

    path = new_lesson(_bank(context), track, name, World.system().now().date())
    click.echo(f"{path}\nNow write it, then: banhoc lessons check, and banhoc chat --demo to try it.")


@lessons.command()
@click.argument("name", metavar="ID")
@click.option(
    "--as",
    "address",
    type=click.Choice([form.value for form in FormOfAddress]),
    default="bạn",
    help="How the learner is addressed.",
)
@click.option("--place", metavar="CODE", help="Where the learner lives, for facts that differ by place.")
@click.option("--json", "is_json", is_flag=True, help="The lesson as canonical JSON.")
@click.pass_context
def show(context: click.Context, name: str, address: str, place: str | None, *, is_json: bool) -> None:
    """Print a lesson as its learner reads it, with the answers and every feedback."""
    from bot.lessonbank.load import load_bank
    from bot.lessonbank.reading import read_aloud
    from bot.lessonbank.versions import canonical
    from bot.model.errors import BotError
    from bot.model.ids import LessonId
    from bot.service.world import World

    today = World.system().now().date()
    catalog = load_bank(_bank(context), today=today).catalog
    lesson = catalog.lessons.get(LessonId(name))
    if lesson is None:
        known = ", ".join(catalog.lessons)
        raise BotError(f"There is no lesson '{name}' that can be read. There are: {known}.")
    text = canonical(lesson) if is_json else read_aloud(lesson, catalog, FormOfAddress(address), place, today)
    click.echo(text)


@lessons.command()
@click.pass_context
def export(context: click.Context) -> None:
    """Write every lesson as canonical JSON, one on each line, in the order taught."""
    from bot.lessonbank.load import open_bank
    from bot.lessonbank.versions import canonical
    from bot.service.world import World

    catalog = open_bank(_bank(context), today=World.system().now().date())
    for track in catalog.tracks:
        for name in track.lessons:
            lesson = catalog.lessons[name]
            click.echo(
                json.dumps(
                    {"content_hash": lesson.content_hash, "lesson": json.loads(canonical(lesson))}, ensure_ascii=False
                )
            )
