"""`banhoc learner`: one learner's data, to be handed to them or erased."""

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.export import Json

LEARNER_ID = click.IntRange(min=1, max=2**63 - 1)
"""A row's number: both databases keep 64 bits of it."""


@click.group()
def learner() -> None:
    """Hand out or erase everything that is kept about one learner."""


def _url() -> str:
    from bot.settings import Settings, load_settings

    return load_settings(Settings).database_url


@learner.command()
@click.argument("learner_id", metavar="ID", type=LEARNER_ID)
@click.option("--json", "is_json", is_flag=True, help="Said for the sake of scripts; the export is always JSON.")
def export(learner_id: int, *, is_json: bool) -> None:
    """Write everything that is kept about learner ID as one JSON object, by table."""
    import asyncio

    found = asyncio.run(_export(_url(), learner_id))
    if found is None:
        raise click.ClickException(_unknown(learner_id))
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


async def _export(database_url: str, learner_id: int) -> "Json | None":
    from bot.model.ids import LearnerId
    from bot.store.engine import open_store
    from bot.store.export import export_learner

    store = await open_store(database_url)
    try:
        return await store.read(lambda connection: export_learner(connection, LearnerId(learner_id)))
    finally:
        await store.close()


@learner.command()
@click.argument("learner_id", metavar="ID", type=LEARNER_ID)
@click.confirmation_option(prompt="Everything about this learner is deleted for good. Go on?")
def erase(learner_id: int) -> None:
    """Delete everything about learner ID at once; only a hash stays, so that a restored backup deletes it again."""
    import asyncio

    if not asyncio.run(_erase(_url(), learner_id)):
        raise click.ClickException(_unknown(learner_id))
    click.echo(f"Learner {learner_id} is erased. Backups still hold them until you delete these.")


async def _erase(database_url: str, learner_id: int) -> int:
    from bot.model.ids import LearnerId
    from bot.service.handing import forget
    from bot.service.questions import Mover
    from bot.service.world import World
    from bot.store.engine import open_store
    from bot.store.erasure import erase as erase_learners
    from bot.store.places import tree

    ids, now = [LearnerId(learner_id)], World.system().now()

    def gone(connection: "Connection") -> int:
        forget(connection, Mover(tree=tree), ids, now)  # others hear what becomes of their questions and classes
        return erase_learners(connection, ids, now)

    store = await open_store(database_url)
    try:
        return await store.write(gone)
    finally:
        await store.close()


def _unknown(learner_id: int) -> str:
    return f"There is no learner {learner_id} in this database."
