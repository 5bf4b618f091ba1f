"""`banhoc broadcast preview`, `status` and `report`: what one says to whom, how far it is, and what became of it."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.broadcast_options import BROADCAST_ID, at_option, json_option, moment_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model.ids import BroadcastId


@click.command()
@click.argument("of", metavar="ID", type=BROADCAST_ID)
@click.option("--longest", "is_longest", is_flag=True, help="As somebody reads it whose names are the longest.")
@json_option
@at_option
def preview(of: int, at: str | None, *, is_longest: bool, is_json: bool) -> None:
    """Show a broadcast as each channel shows it, whom it reaches in which commune, and how long it takes."""
    import asyncio

    for line in asyncio.run(_preview(_id(of), at, is_longest=is_longest, is_json=is_json)):
        click.echo(line)


async def _preview(of: "BroadcastId", at: str | None, *, is_longest: bool, is_json: bool) -> "Sequence[str]":
    from bot.cli.broadcast_desk import is_there, open_desk
    from bot.cli.broadcast_json import as_plan
    from bot.cli.broadcast_preview import communes, reader, shown
    from bot.cli.broadcast_words import chosen, missing, reached, standing
    from bot.lessonbank.letter_faults import describe
    from bot.service.dispatch import NoSuchBroadcast

    settings, moment = moment_at(at)
    if not is_there(settings):
        raise click.ClickException(missing(of))
    async with open_desk(settings, moment) as desk:
        plan = await desk.dispatch.plan(of)
        if isinstance(plan, NoSuchBroadcast):
            raise click.ClickException(missing(of))
        who = reader(plan, is_longest=is_longest)
        looks = shown(plan.broadcast, who, desk)
        if is_json:
            told = {**as_plan(plan), "shown": looks, "reader": {"name": who.name, "place": who.words.place}}
            return [json.dumps(told, ensure_ascii=False, indent=2)]
        found = plan.broadcast
        return [
            f"Broadcast {of}: {found.title} ({standing(found, desk)})",
            f"To: {chosen(found.audience)}; of use until {desk.local(found.valid_until)}.",
            *(f"It cannot go out as it is: {describe(blame)}." for blame in desk.dispatch.blames(found.letter)),
            *reached(plan.reach, found, desk),
            *communes(plan),
            f"As {who.name} reads it, {f'in {who.words.place}' if who.words.place else 'who told no place'}:",
            *(line for channel, text in looks.items() for line in ("", f"── {channel} ──", text)),
        ]


@click.command()
@click.argument("of", metavar="ID", type=BROADCAST_ID)
@click.option("--watch", "is_watched", is_flag=True, help="Look again and again until there is nothing to wait for.")
@json_option
@at_option
def status(of: int, at: str | None, *, is_watched: bool, is_json: bool) -> None:
    """Tell where a broadcast stands, how many got it, at which rate, and how long it still takes.

    With --watch a terminal shows a bar, and anything else a line, or with --json an object, whenever something has
    changed. It ends when everybody who is written to has it, and where only a person can go on.
    """
    import asyncio

    asyncio.run(_status(_id(of), at, is_watched=is_watched, is_json=is_json))


async def _status(of: "BroadcastId", at: str | None, *, is_watched: bool, is_json: bool) -> None:
    from bot.cli.bars import Screen
    from bot.cli.broadcast_desk import is_there, open_desk
    from bot.cli.broadcast_json import as_view
    from bot.cli.broadcast_watch import told, watch
    from bot.cli.broadcast_words import missing
    from bot.service.dispatch import NoSuchBroadcast

    settings, moment = moment_at(at)
    if not is_there(settings):
        raise click.ClickException(missing(of))
    async with open_desk(settings, moment, has_bank=False) as desk:
        view = await desk.dispatch.look(of)
        if isinstance(view, NoSuchBroadcast):
            raise click.ClickException(missing(of))
        if is_watched:
            await watch(view, desk, Screen(sys.stdout), is_json=is_json)
        elif is_json:
            click.echo(json.dumps(as_view(view), ensure_ascii=False, indent=2))
        else:
            for line in told(view, desk):
                click.echo(line)


@click.command()
@click.argument("of", metavar="ID", type=BROADCAST_ID)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="A table to read, an object for scripts, or a table for programs for tables.",
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where it is written, in place of standard output; a file that is there is written over.",
)
@click.option("--json", "is_json", is_flag=True, help="The same as --format json.")
def report(of: int, form: str, out: Path | None, *, is_json: bool) -> None:
    """Tell by commune who got a broadcast and who did not, with the reason of each in Vietnamese."""
    import asyncio

    content = asyncio.run(_report(_id(of), "json" if is_json else form))
    if out is None:
        click.echo(content, nl=False)
    else:
        out.write_bytes(content)
        click.echo(f"Wrote {out}.")


async def _report(of: "BroadcastId", form: str) -> bytes:
    from bot.cli.broadcast_desk import is_there, open_desk
    from bot.cli.broadcast_json import as_report
    from bot.cli.broadcast_report import rows, text
    from bot.cli.broadcast_words import missing
    from bot.cli.tables import as_csv
    from bot.service.dispatch import NoSuchBroadcast

    settings, _ = moment_at(None)
    if not is_there(settings):
        raise click.ClickException(missing(of))
    async with open_desk(settings, has_bank=False) as desk:
        found = await desk.dispatch.report(of)
        if isinstance(found, NoSuchBroadcast):
            raise click.ClickException(missing(of))
        match form:
            case "json":
                return f"{json.dumps(as_report(found), ensure_ascii=False, indent=2)}\n".encode()
            case "csv":
                headings, *body = rows(found, desk)
                return as_csv([str(each) for each in headings], body)
            case _:
                return "".join(f"{line}\n" for line in text(found, desk)).encode()


def _id(number: int) -> "BroadcastId":
    from bot.model.ids import BroadcastId

    return BroadcastId(number)
