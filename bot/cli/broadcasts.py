"""`banhoc broadcast`: writes to many; keeps a draft, starts, pauses or ends it, and sends it again."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.broadcast_looks import preview, report, status
from bot.cli.broadcast_options import BROADCAST_ID, at_option, moment_at

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.model.broadcast import BroadcastMove
    from bot.model.delivery import DeliveryState

MOST_LISTED = 1_000


@click.group("broadcast")
def broadcasts() -> None:
    """Write to many at once: nobody is lost, and nobody is told twice."""


broadcasts.add_command(preview)
broadcasts.add_command(status)
broadcasts.add_command(report)


@broadcasts.command()
@click.option(
    "--file",
    "file",
    required=True,
    metavar="FILE.yaml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What is said, to whom, and when; `banhoc lessons schema broadcast` tells how it looks.",
)
@click.option("--json", "is_json", is_flag=True, help="Write one JSON object, for scripts.")
@at_option
def create(file: Path, at: str | None, *, is_json: bool) -> None:
    """Keep a broadcast as a draft; prints its number, and whom it reaches. Nothing is sent.

    Ends with exit code 3 and every fault as file:line:col: path: message when there are any; nothing is kept then.
    """
    import asyncio

    for line in asyncio.run(_create(file, at, is_json=is_json)):
        click.echo(line)


async def _create(file: Path, at: str | None, *, is_json: bool) -> "Sequence[str]":
    from bot.cli.broadcast_desk import open_desk
    from bot.cli.broadcast_json import as_plan
    from bot.cli.broadcast_words import reached
    from bot.lessonbank.broadcast_file import read_broadcast

    settings, moment = moment_at(at)
    async with open_desk(settings, moment) as desk:
        plan = await desk.dispatch.create(read_broadcast(file, await desk.known()))
        if is_json:
            return [json.dumps(as_plan(plan), ensure_ascii=False, indent=2)]
        of, can_start = plan.broadcast.id, plan.reach.reached > 0
        return [
            f"Broadcast {of} is kept as a draft: {plan.broadcast.title}.",
            *reached(plan.reach, plan.broadcast, desk),
            f"`banhoc broadcast preview {of}` shows it as people read it"
            + (f"; `banhoc broadcast start {of}` lets it go out." if can_start else "."),
        ]


@broadcasts.command("list")
@click.option(
    "--last", type=click.IntRange(1, MOST_LISTED), default=50, show_default=True, help="How many, the newest first."
)
@click.option("--json", "is_json", is_flag=True, help="Write one JSON array, for scripts.")
def list_all(last: int, *, is_json: bool) -> None:
    """List the broadcasts, where each stands, and how many got it."""
    import asyncio

    for line in asyncio.run(_list(last, is_json=is_json)):
        click.echo(line)


async def _list(last: int, *, is_json: bool) -> "Sequence[str]":
    from bot.cli.broadcast_desk import is_there, open_desk
    from bot.cli.broadcast_json import as_view
    from bot.cli.broadcast_words import standing
    from bot.model.delivery import DeliveryState

    settings, _ = moment_at(None)
    if not is_there(settings):
        return ["[]" if is_json else _NONE]
    async with open_desk(settings, has_bank=False) as desk:
        found = await desk.dispatch.newest(last)
        if is_json:
            return [json.dumps([as_view(each) for each in found], ensure_ascii=False, indent=2)]
        lines = [
            f"{each.broadcast.id}  {standing(each.broadcast, desk)}  "
            f"{each.tally.of(DeliveryState.SENT)} of {each.tally.of()} sent  {each.broadcast.title}"
            for each in found
        ]
        return lines or [_NONE]


_NONE = "Nothing was written to many so far; `banhoc broadcast create --file FILE.yaml` keeps a draft."


@broadcasts.command()
@click.argument("of", metavar="ID", type=BROADCAST_ID)
@click.option("--now", "is_at_once", is_flag=True, help="Begin at once, whatever hour its file told.")
@at_option
def start(of: int, at: str | None, *, is_at_once: bool) -> None:
    """Let the draft with this ID go out at its hour, or at once where it has none.

    Here nobody asks a second admin, however many get it; the audit log has it.
    """
    from bot.model.broadcast import BroadcastMove

    _move(of, BroadcastMove.CONFIRM, at, is_at_once=is_at_once)


@broadcasts.command()
@click.argument("of", metavar="ID", type=BROADCAST_ID)
@at_option
def pause(of: int, at: str | None) -> None:
    """Have nobody get it until it is resumed, but those to whom it is on its way."""
    from bot.model.broadcast import BroadcastMove

    _move(of, BroadcastMove.PAUSE, at)


@broadcasts.command()
@click.argument("of", metavar="ID", type=BROADCAST_ID)
@at_option
def resume(of: int, at: str | None) -> None:
    """Go on where it was paused, or wait for its hour where that is still to come: nobody gets it twice."""
    from bot.model.broadcast import BroadcastMove

    _move(of, BroadcastMove.RESUME, at)


@broadcasts.command()
@click.argument("of", metavar="ID", type=BROADCAST_ID)
@at_option
def cancel(of: int, at: str | None) -> None:
    """End it for good: whoever has not got it does not get it any more."""
    from bot.model.broadcast import BroadcastMove

    _move(of, BroadcastMove.CANCEL, at)


@broadcasts.command()
@click.argument("of", metavar="ID", type=BROADCAST_ID)
@click.option("--failed", "has_failed", is_flag=True, help="To those whom it did not reach.")
@click.option("--unknown", "has_unknown", is_flag=True, help="To those of whom nobody can say: some get it twice.")
@at_option
def repeat(of: int, at: str | None, *, has_failed: bool, has_unknown: bool) -> None:
    """Send a finished one again to exactly those who failed, or are in doubt, and to nobody else."""
    from bot.model.broadcast import BroadcastMove
    from bot.model.delivery import DeliveryState

    states = [DeliveryState.FAILED] * has_failed + [DeliveryState.UNKNOWN] * has_unknown
    if not states:
        raise click.UsageError("Say to whom: --failed, --unknown, or both.")
    _move(of, BroadcastMove.REPEAT, at, states=states)


def _move(
    of: int,
    move: "BroadcastMove",
    at: str | None,
    *,
    is_at_once: bool = False,
    states: "Collection[DeliveryState]" = (),
) -> None:
    import asyncio

    for line in asyncio.run(_moved(of, move, at, states, is_at_once=is_at_once)):
        click.echo(line)


async def _moved(
    number: int, move: "BroadcastMove", at: str | None, states: "Collection[DeliveryState]", *, is_at_once: bool
) -> "Sequence[str]":
    from bot.cli.broadcast_desk import is_there, open_desk
    from bot.cli.broadcast_words import missing, moved, refusal
    from bot.model.broadcast import BroadcastMove
    from bot.model.ids import BroadcastId
    from bot.service.dispatch import Done

    of = BroadcastId(number)
    settings, moment = moment_at(at)
    if not is_there(settings):
        raise click.ClickException(missing(of))
    has_bank = move not in {BroadcastMove.PAUSE, BroadcastMove.CANCEL}  # what is wrong with a bank stops no stop
    async with open_desk(settings, moment, has_bank=has_bank) as desk:
        match move:
            case BroadcastMove.CONFIRM:
                answer = await desk.dispatch.start(of, is_at_once=is_at_once)
            case BroadcastMove.REPEAT:
                answer = await desk.dispatch.repeat(of, states)
            case _:
                answer = await desk.dispatch.move(of, move)
        if not isinstance(answer, Done):
            raise click.ClickException(refusal(answer, of, move, desk))
        return tuple(moved(answer, move, desk))
