"""`banhoc place`: imports the tree of places from a table, lists it, and takes the last import back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.model.place import Headcount, Place, PlaceTree
    from bot.model.place_change import CountKey
    from bot.service.places import Imported, Undoing
    from bot.settings import Settings

MOST_TOLD = 20
"""Places that are told by name of each sort; the others are counted."""


@click.group("place")
def places() -> None:
    """Import the tree of places from a table, list it, or take the last import back."""


@places.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Only tell what would be added, changed and untouched.")
def import_one(file: Path, *, is_dry_run: bool) -> None:
    """Add and renew the places of FILE (CSV or .xlsx); what it does not name stays as it is.

    Ends with exit code 3 and every fault by its row when there are any; nothing is imported then.
    """
    import asyncio

    from bot.settings import Settings, load_settings

    content = file.read_bytes()
    done = asyncio.run(_import(load_settings(Settings), file.name, content, is_dry_run=is_dry_run))
    for line in _told(done, is_dry_run=is_dry_run):
        click.echo(line)


async def _import(settings: "Settings", file: str, content: bytes, *, is_dry_run: bool) -> "Imported":
    from zoneinfo import ZoneInfo

    from bot.app import open_database
    from bot.service.places import import_places
    from bot.service.world import World

    world = World.system()
    today = world.now().astimezone(ZoneInfo(settings.timezone)).date()
    async with open_database(settings) as store:
        return await import_places(store, world, content, file, today, is_dry_run=is_dry_run)


def _told(done: "Imported", *, is_dry_run: bool) -> "Iterator[str]":
    change = done.change
    added, renewed, counts = len(change.added), len(change.renewed), len(change.counts)
    if done.unknown:
        yield f"Columns that are not read: {', '.join(done.unknown)}."
    yield from _some([f"+ {_shown(place)}" for place in change.added])
    yield from _some([f"~ {_shown(each.before)} -> {_shown(each.after)}" for each in change.renewed])
    yield from _some([f"# {_counted(each.after)}" for each in change.counts])
    add, renew = ("Would add", "change") if is_dry_run else ("Added", "changed")
    yield f"{add} {added} places, {renew} {renewed}, and set {counts} numbers; {change.untouched} stay untouched."
    if not is_dry_run and not change.is_empty:
        yield "`banhoc place undo` takes this back."


def _some(lines: "list[str]") -> "Iterator[str]":
    yield from lines[:MOST_TOLD]
    if len(lines) > MOST_TOLD:
        yield f"  and {len(lines) - MOST_TOLD} more"


def _shown(place: "Place") -> str:
    where = f", in {place.parent}" if place.parent else ""
    return f"{place.code} {place.name} ({place.kind}{where})"


def _counted(each: "Headcount") -> str:
    return f"{each.place} {each.what}: {each.count} ({each.source}, {each.as_of:%Y-%m-%d})"


@places.command()
def undo() -> None:
    """Take the last import back, unless something belongs to a place that came with it."""
    import asyncio

    from bot.service.places import AlreadyTakenBack, NothingImported, StillUsed, TakenBack
    from bot.settings import Settings, load_settings

    done = asyncio.run(_undo(load_settings(Settings)))
    match done:
        case TakenBack(last):
            back = f"{len(last.undo.added)} places are gone, {len(last.undo.places)} are as they were"
            click.echo(f"Took back the import of {last.file}, {last.made_at:%Y-%m-%d %H:%M} UTC: {back}.")
        case NothingImported():
            raise click.ClickException("No places were imported so far; there is nothing to take back.")
        case AlreadyTakenBack(last):
            raise click.ClickException(
                f"The last import, of {last.file}, was taken back already; those before it stand. "
                "Import a corrected table to change what they brought."
            )
        case StillUsed(last, used):
            raise click.ClickException(
                f"The import of {last.file} was not taken back: learners or others belong to "
                f"{', '.join(used[:MOST_TOLD])} by now ({len(used)} of its places). Import a corrected table instead."
            )
        case _:
            assert_never(done)


async def _undo(settings: "Settings") -> "Undoing":
    from bot.app import open_database
    from bot.service.places import undo_import
    from bot.service.world import World

    async with open_database(settings) as store:
        return await undo_import(store, World.system())


@places.command("list")
@click.option("--under", metavar="CODE", help="Only this place and what belongs to it.")
@click.option("--json", "is_json", is_flag=True, help="Write one JSON array, for scripts.")
def list_all(*, under: str | None, is_json: bool) -> None:
    """List the places as a tree, with what is counted in each."""
    import asyncio

    from bot.model.place import read_place_code
    from bot.settings import Settings, load_settings

    tree, counts = asyncio.run(_all(load_settings(Settings)))
    node = read_place_code(under) if under is not None else None
    if under is not None and (node is None or tree.get(node) is None):
        raise click.ClickException(f"There is no place with the code {under!r}; `banhoc place list` lists them.")
    walked = tree.walk(node)
    if is_json:
        click.echo(json.dumps([_as_json(place, counts) for _, place in walked], ensure_ascii=False, indent=2))
    elif not walked:
        click.echo("There are no places so far; `banhoc place import FILE` brings them.")
    for depth, place in () if is_json else walked:
        numbers = "; ".join(f"{each.what} {each.count}" for each in _numbers(place, counts))
        click.echo(f"{'  ' * depth}{place.code}  {place.kind}  {place.name}{f' ({numbers})' if numbers else ''}")


async def _all(settings: "Settings") -> "tuple[PlaceTree, Mapping[CountKey, Headcount]]":
    """Every place; none where there is no database so far, which is not made for the sake of a look."""
    from bot.model.place import PlaceTree
    from bot.store.engine import open_store, parse_url, sqlite_path
    from bot.store.places import headcounts, tree

    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not sqlite_path(url).exists():
        return PlaceTree(), {}
    store = await open_store(settings.database_url)
    try:
        return await store.read(lambda connection: (tree(connection), headcounts(connection)))
    finally:
        await store.close()


def _numbers(place: "Place", counts: "Mapping[CountKey, Headcount]") -> "list[Headcount]":
    from bot.model.place import Counted

    return [counts[place.code, what] for what in Counted if (place.code, what) in counts]


def _as_json(place: "Place", counts: "Mapping[CountKey, Headcount]") -> dict[str, object]:
    return {
        "code": place.code,
        "kind": place.kind,
        "name": place.name,
        "parent": place.parent,
        "counts": [
            {"what": each.what, "count": each.count, "source": each.source, "as_of": each.as_of.isoformat()}
            for each in _numbers(place, counts)
        ],
    }
