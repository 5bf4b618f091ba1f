"""`banhoc staff invite` and `withdraw`: invites one or a table of people, and takes an invitation back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.tables import as_csv

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from bot.model.ids import InvitationKey, PlaceCode
    from bot.model.staff import Invitation, OpenInvitation
    from bot.service.appointments import NoSuchPlace
    from bot.service.inviting import Invited, Made
    from bot.service.world import World
    from bot.settings import Settings

ROLES = ("helper", "mentor", "editor", "admin", "auditor")
"""As `bot.model.staff.Role` has them, which is imported only once a command runs."""
MOST_USES, MOST_DAYS = 1_000, 90
MOST_DIGITS = 12
"""A number has fewer: a code has as many signs."""
_FIELDS = ("row", "name", "role", "place", "uses", "note", "number", "code", "link", "expires_at")


@click.command()
@click.option("--role", type=click.Choice(ROLES), help="What they are to do; of a table, in rows that do not say.")
@click.option("--place", metavar="CODE", help="Where, with all that belongs to it; without it, everywhere.")
@click.option("--uses", type=click.IntRange(1, MOST_USES), default=1, show_default=True, help="How many may use it.")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=7, show_default=True, help="How long it is good.")
@click.option(
    "--import",
    "table",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Make an invitation for each row of a table (CSV or .xlsx).",
)
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Only tell whom the table would invite.")
@click.option(
    "--out",
    metavar="FILE.csv",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the codes and links of the table's people there, for you alone to read.",
)
@click.option("--json", "is_json", is_flag=True, help="Write one JSON array, for scripts.")
def invite(
    role: str | None,
    place: str | None,
    uses: int,
    days: int,
    table: Path | None,
    out: Path | None,
    *,
    is_dry_run: bool,
    is_json: bool,
) -> None:
    """Make an invitation, or one for each row of a table; tells codes and links, which are kept nowhere.

    Ends with exit code 3 and every fault by its row when a table has any; nobody is invited then.
    """
    import asyncio
    from datetime import timedelta

    from bot.model.place import read_place_code
    from bot.settings import Settings, load_settings

    if role is None and table is None:
        raise click.UsageError("Say what they are to do (--role), or which table is read (--import).")
    if table is None and (is_dry_run or out is not None):
        raise click.UsageError("--dry-run and --out belong to --import.")
    if out is not None and out.suffix.lower() != ".csv":
        raise click.UsageError("--out takes a name that ends with .csv.")
    settings = load_settings(Settings)
    where = read_place_code(place) if place is not None else None
    if place is not None and where is None:
        raise click.UsageError(f"{place!r} cannot be the code of a place; `banhoc place list` lists them.")
    lasts = timedelta(days=days)
    if table is None:
        assert role is not None, "asked above"
        asyncio.run(_one(settings, role, where, uses, lasts, is_json=is_json))
        return
    content = table.read_bytes()
    if out is not None and not is_dry_run:  # what cannot be written is better known before codes are made
        out.touch(mode=0o600)
    done = asyncio.run(_import(settings, content, table.name, (role, where, uses, lasts), is_dry_run=is_dry_run))
    rows = [_as_row(each, _site(settings)) for each in done.made]
    if out is not None and not is_dry_run:
        out.write_bytes(as_csv(_FIELDS, (tuple(row.values()) for row in rows)))
    if is_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for line in _told(done, rows, out, is_dry_run=is_dry_run):
        click.echo(line)


async def _one(
    settings: "Settings", role: str, where: "PlaceCode | None", uses: int, lasts: "timedelta", *, is_json: bool
) -> None:
    from bot.model.staff import Invitation, Role
    from bot.service.world import World

    world = World.system()
    offered = Invitation(Role(role), where, uses, world.now() + lasts)
    code = await _invite(settings, world, offered)
    if not isinstance(code, str):
        raise click.ClickException(f"There is no place with the code {code.place!r}; `banhoc place list` lists them.")
    link = f"{_site(settings)}/j/{code}"
    if is_json:
        made = {"role": role, "place": where, "uses": uses, "code": code, "link": link}
        click.echo(json.dumps([made | {"expires_at": offered.expires_at.isoformat()}], ensure_ascii=False, indent=2))
        return
    click.echo(f"An invitation as {role}, {told_place(where)}, for {uses} {'person' if uses == 1 else 'people'}.")
    click.echo(f"Code: {code}")
    click.echo(f"Link: {link}")
    click.echo(f"On any channel: /start {code}")
    click.echo(
        f"It is good until {offered.expires_at:%Y-%m-%d %H:%M} UTC. Only its hash is kept: it is not shown again."
    )


def _site(settings: "Settings") -> str:
    return settings.public_url or "https://<your address>"


def told_place(place: "PlaceCode | None") -> str:
    """Where a post or an invitation counts."""
    return f"in {place}" if place is not None else "everywhere"


async def _invite(settings: "Settings", world: "World", offered: "Invitation") -> "str | NoSuchPlace":
    from bot.app import open_database
    from bot.service.appointments import invite as make

    async with open_database(settings) as store:
        return await make(store, world, offered)


async def _import(
    settings: "Settings",
    content: bytes,
    file: str,
    otherwise: "tuple[str | None, PlaceCode | None, int, timedelta]",
    *,
    is_dry_run: bool,
) -> "Invited":
    from bot.app import open_database
    from bot.model.staff import Role
    from bot.service.inviting import Offered, import_invitations
    from bot.service.world import World

    world = World.system()
    role, where, uses, lasts = otherwise
    offered = Offered(Role(role) if role is not None else None, where, uses, world.now() + lasts)
    async with open_database(settings) as store:
        return await import_invitations(store, world, content, file, offered, is_dry_run=is_dry_run)


def _as_row(made: "Made", site: str) -> "dict[str, object]":
    told, offered = made.told, made.offered
    link = f"{site}/j/{made.code}" if made.code else None
    values = (
        told.row,
        told.name or None,
        offered.role,
        offered.place,
        offered.uses_left,
        told.note or None,
        made.number or None,
        made.code or None,
        link,
        offered.expires_at.isoformat(),
    )
    return dict(zip(_FIELDS, values, strict=True))


def _told(
    done: "Invited", rows: "Sequence[dict[str, object]]", out: Path | None, *, is_dry_run: bool
) -> "Iterator[str]":
    if done.unknown:
        yield f"Columns that are not read: {', '.join(done.unknown)}."
    for made, row in zip(done.made, rows, strict=True):
        who = f"{made.told.name}: " if made.told.name else ""
        uses = made.offered.uses_left
        what = f"{who}{made.offered.role}, {told_place(made.offered.place)}"
        what += f", for {uses} people" if uses > 1 else ""
        hidden = is_dry_run or out is not None
        yield what if hidden else f"{what}  {row['code']}  {row['link']}"
    if is_dry_run:
        yield f"Would make {len(rows)} invitations."
        return
    yield f"Made {len(rows)} invitations."
    if out is not None:
        yield f"Wrote {out}: whoever reads it can come in someone's place. Send each their own line, then delete it."
    else:
        yield "Only the hashes of the codes are kept: they are not shown again."


async def open_ones(settings: "Settings") -> "tuple[OpenInvitation, ...]":
    """The invitations that are open; none where there is no database so far, which is not made for a look."""
    from bot.service.world import World
    from bot.store.engine import open_store, parse_url, sqlite_path
    from bot.store.staff import open_invitations

    url = parse_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not sqlite_path(url).exists():
        return ()
    now = World.system().now()
    store = await open_store(settings.database_url)
    try:
        return await store.read(lambda connection: open_invitations(connection, now))
    finally:
        await store.close()


def list_open(settings: "Settings", *, is_json: bool) -> None:
    """Tells the invitations that are open, each with the number by which it is withdrawn."""
    import asyncio

    found = asyncio.run(open_ones(settings))
    if is_json:
        click.echo(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=2))
    elif not found:
        click.echo("No invitation is open.")
    for each in () if is_json else found:
        offered = each.offered
        by = f" by {each.made_by_name or f'learner {each.made_by}'}" if each.made_by is not None else ""
        click.echo(
            f"{each.number}  {offered.role}  {told_place(offered.place)}  {offered.uses_left} left  "
            f"until {offered.expires_at:%Y-%m-%d %H:%M} UTC  made {each.made_at:%Y-%m-%d}{by}"
        )


def _as_json(each: "OpenInvitation") -> dict[str, object]:
    offered = each.offered
    return {
        "number": each.number,
        "role": offered.role,
        "place": offered.place,
        "uses_left": offered.uses_left,
        "made_at": each.made_at.isoformat(),
        "expires_at": offered.expires_at.isoformat(),
        "made_by": each.made_by,
    }


@click.command()
@click.argument("code", metavar="CODE")
def withdraw(code: str) -> None:
    """Withdraw the invitation with this CODE, or with its number, as `staff list --invitations` gives it.

    Whoever came by it already keeps their post.
    """
    import asyncio

    from bot.model.staff import read_invitation
    from bot.settings import Settings, load_settings

    is_number = code.isascii() and code.isdigit() and len(code) < MOST_DIGITS
    which = int(code) if is_number else read_invitation(code)
    found = asyncio.run(_withdraw(load_settings(Settings), which)) if which is not None else None
    if found is None:
        raise click.ClickException(
            f"No invitation {code!r} is open; `banhoc staff list --invitations` lists those that are."
        )
    where = told_place(found.offered.place)
    click.echo(f"Invitation {found.number} as {found.offered.role}, {where}, lets nobody in any more.")


async def _withdraw(settings: "Settings", which: "int | InvitationKey") -> "OpenInvitation | None":
    from bot.app import open_database
    from bot.service.inviting import withdraw as take_back
    from bot.service.world import World

    async with open_database(settings) as store:
        return await take_back(store, World.system(), which)
