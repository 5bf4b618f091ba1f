"""A broadcast on Telegram while people learn: 30,000 messages owed, and flood control that means it.

All limits are ten times Telegram's, so that half a minute shows what would take five.
"""

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, select

from bot.model.delivery import DeliveryState, Lane
from bot.model.ids import Address, ChoiceId
from bot.model.message import Choice, Kind, Message
from bot.model.text import paragraph
from bot.store import batch, outbox
from bot.store.engine import open_store
from bot.store.schema import upgrade
from bot.store.tables import address
from tests.bench.figures import line, quantile
from tests.bench.peers import stage

RECIPIENTS = 30_000
FIRST = 1_000_000
"""The number of the first recipient's chat; the people who learn have lower ones."""
SCALE = 10
A_SECOND = 28 * SCALE
LEARNERS, REPLIES_A_SECOND = 400, 80.0
WARM_SECONDS, SECONDS = 4.0, 20.0
TOKEN = "7000000003:AAFakeFakeFakeFakeFakeFakeFakeFake0"
SAID = Message(
    Kind.NOTICE,
    paragraph("Tuần này có bài mới: “AI có sai không?”. Chừng năm phút thôi, mình học lúc nào cũng được."),
    (Choice(ChoiceId("l:ai-co-sai-khong:mo:1:1:_next"), "Học luôn"),),
)


def bench(folder: Path) -> Iterator[str]:
    """One run; how much of the allowed rate is used, and how long people wait for replies meanwhile."""
    place = folder / "mailing"
    place.mkdir()
    asyncio.run(_owe(f"sqlite+aiosqlite:///{place}/telegram.db"))
    pace = {"rate": str(A_SECOND), "chat_rate": str(SCALE), "chat_burst": str(3 * SCALE)}
    with stage.telegram((TOKEN,), f"--flood={SCALE}", f"--people={LEARNERS}") as server:
        server.order(TOKEN, "know", first=FIRST, people=RECIPIENTS)
        with stage.banhoc(place, TOKEN, server.url, **pace) as pid:
            seen = server.measure(
                TOKEN, "open", per_second=REPLIES_A_SECOND, seconds=SECONDS, pid=pid, warm_seconds=WARM_SECONDS
            )
    rate, waits = seen.taken / seen.seconds, [1000 * wait for wait in seen.waits]
    yield line("broadcast, 80 replies/s beside: sent", f"{rate:.1f}/s")
    yield line("  share of the rate that is set", f"{100 * rate / A_SECOND:.1f} %", "98 %")
    yield line("  429s", f"{seen.refused.get('429', 0)}", "0")
    yield line("  replies", f"{len(waits) / seen.seconds:.1f}/s, {seen.unanswered} people got none")
    yield line("  reply after", f"p50 {quantile(waits, 0.5):.0f} ms, p95 {quantile(waits, 0.95):.0f} ms", "p95 300 ms")
    yield line("  CPU a message", f"{1000 * seen.cpu_seconds / seen.taken:.2f} ms")


async def _owe(url: str) -> None:
    await upgrade(url)
    store = await open_store(url)
    try:
        await store.write(_write_down)
    finally:
        await store.close()


def _write_down(connection: Connection) -> None:
    now = datetime.now(UTC)
    people = [Address("telegram", "default", str(FIRST + number)) for number in range(RECIPIENTS)]
    batch.make_addresses(connection, people, now, last_number=1)
    ids = connection.execute(select(address.c.id)).scalars().all()
    owed = [outbox.Owed(at, None, 1, SAID, Lane.BROADCAST, DeliveryState.WAITING) for at in ids]
    outbox.add_all(connection, owed, {}, now)


if __name__ == "__main__":
    for each in bench(Path(sys.argv[1])):
        sys.stdout.write(f"{each}\n")
