"""`banhoc doctor`: everything that could be wrong, with the mend; what is sent where."""

import asyncio
import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.app.doctor import Finding
    from bot.settings import Settings

PROBLEMS_FOUND = 3
SIGNS = {"ok": "✓", "note": "!", "problem": "✗"}


@click.command()
@click.option("--egress", "is_egress", is_flag=True, help="Tell instead what is sent to whom, with which data.")
@click.option("--json", "is_json", is_flag=True, help="One JSON object a line.")
def doctor(*, is_egress: bool, is_json: bool) -> None:
    """Look at the settings, the database, the lessons, the platforms and the server; say how each thing is mended.

    Ends with exit code 3 when something has to be mended.
    """
    from bot.settings import Settings, load_settings

    settings = load_settings(Settings)
    if is_egress:
        _tell_egress(settings, is_json=is_json)
        return
    if not asyncio.run(_is_well(settings, is_json=is_json)):
        raise click.exceptions.Exit(PROBLEMS_FOUND)


async def _is_well(settings: "Settings", *, is_json: bool) -> bool:
    from bot.app.doctor import Verdict, examine
    from bot.service.world import World

    is_well = True
    async for finding in examine(settings, World.system()):
        _tell(finding, is_json=is_json)
        is_well = is_well and finding.verdict is not Verdict.PROBLEM
    return is_well


def _tell(finding: "Finding", *, is_json: bool) -> None:
    if is_json:
        from dataclasses import asdict

        click.echo(json.dumps(asdict(finding), ensure_ascii=False))
        return
    click.echo(f"{SIGNS[finding.verdict]} {finding.name}: {finding.seen}")
    if finding.mend:
        click.echo(f"  {finding.mend}")


def _tell_egress(settings: "Settings", *, is_json: bool) -> None:
    from dataclasses import asdict

    from bot.app.egress import egress

    flows = egress(settings)
    for flow in flows:
        if is_json:
            click.echo(json.dumps(asdict(flow), ensure_ascii=False))
        else:
            click.echo(f"{flow.to}\n  what: {flow.what}\n  when: {flow.when}")
    if not flows and not is_json:
        click.echo("Nothing leaves this machine but the pages that people open.")
