"""What comes next is found without looking at everything that waits; on both databases."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, event, insert, select

from bot.model import codec
from bot.model.delivery import DeliveryState, Lane
from bot.model.message import Message
from bot.store import delivery, tables
from bot.store.engine import Store
from tests.fakes.tutor import message

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
ACCOUNT = ("push", "default")
PEOPLE = 5_000
CLAIM = delivery.Claim(epoch=1, most=4, most_bulk=4)


def owe_everybody(connection: Connection) -> None:
    """A broadcast that waits, each message for somebody else."""
    people = [
        {"channel": channel, "account": account, "peer": f"{number}", "last_number": 1, "made_at": NOW}
        for channel, account in [ACCOUNT]
        for number in range(PEOPLE)
    ]
    connection.execute(insert(tables.address), people)
    body = codec.dumps(message("tin"), Message)
    waiting = {"number": 1, "lane": Lane.BROADCAST, "state": DeliveryState.WAITING, "tries": 0, "body": body}
    ids = connection.execute(select(tables.address.c.id)).scalars().all()
    connection.execute(insert(tables.outbox), [{**waiting, "address_id": each, "made_at": NOW} for each in ids])


def plan(connection: Connection) -> str:
    """How the database would find what comes next; no statistics have been gathered about the new rows."""
    asked: list[tuple[str, Sequence[object]]] = []

    @event.listens_for(connection, "before_cursor_execute")
    def hear(_: object, __: object, statement: str, parameters: Sequence[object], ___: object, ____: object) -> None:
        asked.append((statement, parameters))

    claim(connection)
    statement, parameters = next(each for each in asked if each[0].startswith("SELECT"))
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    cursor = connection.connection.cursor()
    cursor.execute(f"{explain} {statement}", parameters)
    return "\n".join(str(row) for row in cursor.fetchall())


def claim(connection: Connection) -> int:
    """Takes what comes next."""
    return len(delivery.claim_next(connection, ACCOUNT, CLAIM, NOW))


async def test_a_long_queue_is_read_from_its_head(store: Store) -> None:
    await store.write(owe_everybody)
    assert await store.write(claim) == 4
    found = await store.write(plan)
    head = found.splitlines()[:3] if store.url.get_backend_name() == "sqlite" else found.splitlines()
    assert any("ix_outbox_waiting" in line for line in head), found
    assert not any("Sort" in line or "Hash" in line or "Seq Scan" in line for line in head), found
    inner = found[: found.index("SCAN next")] if "SCAN next" in found else ""
    assert "TEMP B-TREE" not in inner, found
