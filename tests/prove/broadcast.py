"""Sends a broadcast while its program is killed again and again, and counts who was lost and who was told twice.

python -m tests.prove.broadcast [--full] [sqlite] [postgresql]

The imitated Telegram checks every call and enforces its limits, here ten times as high as they are, so that a minute
shows what would take ten; people go on learning meanwhile. The program is `banhoc serve`, ended by SIGKILL at moments
drawn by lot. Ends with 1 where anybody was lost or told twice.
"""

import argparse
import asyncio
import os
import random  # noqa: TID251 - the moments of the kills, drawn from a seed
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, insert, select

from bot.model.broadcast import Audience, Broadcast, BroadcastMove, BroadcastState, Letter
from bot.model.delivery import OPEN_STATES, DeliveryState
from bot.model.ids import BroadcastId
from bot.model.text import paragraph
from bot.service.broadcasts import Announcer
from bot.service.world import World
from bot.store import broadcasts
from bot.store.demo import mark_demo
from bot.store.engine import Store, open_store
from bot.store.schema import upgrade
from bot.store.tables import address, delivery, learner
from tests.bench.figures import quantile
from tests.bench.peers import stage
from tests.bench.start import BANHOC, environment_of
from tests.databases import postgres_database
from tests.docs.pages import ROOT

FIRST = 1_000_000
"""The chat of the first recipient; the people who learn have lower ones."""
SCALE = 10
A_SECOND = 28 * SCALE
PEOPLE, DEEDS_A_SECOND = 60, 20.0
KILLS = 20
TOKEN = "7000000003:AAFakeFakeFakeFakeFakeFakeFakeFake0"
TEXT = "Tuần này có bài mới: “AI có sai không?”. Chừng năm phút thôi, mình học lúc nào cũng được."
MOST_SECONDS = 600.0
WORLD = World.system()


@dataclass(frozen=True, slots=True)
class Life:
    """From the start of one program to its end, in seconds of the machine's clock, and the rows that it left."""

    began: float
    ended: float
    doubtful: tuple[int, ...]


def prove(database: str, recipients: int, folder: Path) -> bool:
    """One run; prints what came of it, and gives whether nobody was lost or told twice."""
    with _url(database, folder) as url, stage.telegram((TOKEN,), f"--flood={SCALE}", f"--people={PEOPLE}") as server:
        server.order(TOKEN, "know", first=FIRST, people=recipients)
        which = asyncio.run(_prepared(url, recipients))
        draw = random.Random(20_261_129)  # noqa: S311 - no secret
        seconds = recipients / A_SECOND / KILLS
        with _program(folder, url, server.url):
            server.order(TOKEN, "start")
        asyncio.run(_begun(url, which))
        server.order(TOKEN, "talk", per_second=DEEDS_A_SECOND)
        lives = [_life(folder, url, server.url, draw.uniform(0.5, 1.4) * seconds) for _ in range(KILLS)]
        with _program(folder, url, server.url):
            began = WORLD.monotonic()
            ends = asyncio.run(_finished(url, which))
            lives.append(Life(began, WORLD.monotonic(), ()))
            heard = server.order(TOKEN, "hush")
            written = server.order(TOKEN, "written")
    return _told(database, recipients, lives, ends, heard, written)


@contextmanager
def _url(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite+aiosqlite:///{folder}/prove.db"
        return
    with postgres_database("prove") as url:
        yield url


async def _prepared(url: str, recipients: int) -> BroadcastId:
    """A database with so many learners on Telegram, and a broadcast to them that nobody has confirmed yet."""
    await upgrade(url)
    store = await open_store(url)
    await store.write(mark_demo)
    now = WORLD.now()

    def write(connection: Connection) -> BroadcastId:
        numbers = range(1, recipients + 1)
        people = [{"mark": f"{each:032}", "state": "", "created_at": now, "last_seen_at": now} for each in numbers]
        connection.execute(insert(learner), people)
        ids = connection.execute(select(learner.c.id).order_by(learner.c.id)).scalars().all()
        at = {"channel": "telegram", "account": "default", "last_number": 1, "made_at": now}
        rows = [at | {"peer": str(FIRST + number), "learner_id": of} for number, of in enumerate(ids)]
        connection.execute(insert(address), rows)
        draft = Broadcast(BroadcastId(0), "Bài mới", Letter(paragraph(TEXT)), Audience(), now + timedelta(days=7), now)
        return broadcasts.add(connection, draft)

    try:
        return await store.write(write)
    finally:
        await store.close()


async def _begun(url: str, which: BroadcastId) -> None:
    store = await open_store(url)
    try:
        now = WORLD.now()
        await store.write(lambda connection: Announcer().move(connection, which, BroadcastMove.CONFIRM, now))
    finally:
        await store.close()


def _life(folder: Path, url: str, server: str, seconds: float) -> Life:
    """The program sends for so long, and is killed; what it had in hand then is in doubt."""
    with _program(folder, url, server) as process:
        began = WORLD.monotonic()
        asyncio.run(_passed(seconds))
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        ended = WORLD.monotonic()
    return Life(began, ended, asyncio.run(_under_way(url)))


async def _passed(seconds: float) -> None:
    await WORLD.sleep(seconds)


@contextmanager
def _program(folder: Path, url: str, server: str) -> Iterator["subprocess.Popen[str]"]:
    """`banhoc serve`, from when it serves until it is told to stop, where it was not killed before."""
    environment = (
        environment_of(folder)
        | {"PYTHONPATH": str(ROOT), "BANHOC_DATABASE_URL": url, "BANHOC_TIMEZONE": _zone_of_noon()}
        | {"BANHOC_TELEGRAM_TOKEN": TOKEN, "BANHOC_TELEGRAM_API_URL": server}
        | {"BANHOC_TELEGRAM_RATE": str(A_SECOND), "BANHOC_TELEGRAM_CHAT_RATE": str(SCALE)}
        | {"BANHOC_TELEGRAM_CHAT_BURST": str(3 * SCALE)}
    )
    command = [*BANHOC, "serve", "--demo", "--port", "0"]
    with (
        (folder / "log").open("a", encoding="utf-8") as log,
        stage.on_core(stage.BOTS),
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, env=environment, cwd=folder, text=True
        ) as process,
    ):
        os.sched_setaffinity(0, stage.CORES)
        assert process.stdout is not None
        assert process.stdout.readline(), (folder / "log").read_text(encoding="utf-8")
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _zone_of_noon() -> str:
    """A zone where it is about noon, so that the night is somewhere else, whenever this runs."""
    hours = 12 - WORLD.now().hour
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


async def _rows(store: Store, *states: DeliveryState) -> Sequence[tuple[int, str, str]]:
    wanted = (
        select(delivery.c.id, address.c.peer, delivery.c.state)
        .join(address, address.c.learner_id == delivery.c.learner_id)
        .where(delivery.c.state.in_([state.value for state in states]))
        .order_by(delivery.c.id)
    )
    found = await store.read(lambda connection: connection.execute(wanted).all())
    return [(row, peer, state) for row, peer, state in found if int(peer) >= FIRST]  # the others are the learners


async def _under_way(url: str) -> tuple[int, ...]:
    store = await open_store(url)
    try:
        return tuple(row for row, _, _ in await _rows(store, DeliveryState.SENDING))
    finally:
        await store.close()


async def _finished(url: str, which: BroadcastId) -> Sequence[tuple[int, str, str]]:
    """Every row with its chat and state, once the broadcast is over."""
    store = await open_store(url)
    try:
        async with asyncio.timeout(MOST_SECONDS):
            while True:
                found = (await store.read(lambda connection: broadcasts.find(connection, [which])))[which]
                if found.state is BroadcastState.FINISHED:
                    return await _rows(store, *DeliveryState)
                assert found.state is not BroadcastState.PAUSED, f"it paused: {found.pause}"
                await asyncio.sleep(0.5)
    finally:
        await store.close()


def _told(
    database: str,
    recipients: int,
    lives: Sequence[Life],
    ends: Sequence[tuple[int, str, str]],
    heard: dict[str, object],
    written: dict[str, object],
) -> bool:
    """Says what came of it."""
    chats, moments, said = written["chats"], written["at"], written["said"]
    replies, refused, unanswered = heard["replies"], heard["refused"], heard["unanswered"]
    assert isinstance(chats, dict)
    assert isinstance(moments, list)
    assert isinstance(said, list)
    assert isinstance(replies, list)
    times = {peer: int(chats.get(peer, 0)) for _, peer, _ in ends}
    lost = [peer for _, peer, state in ends if state in OPEN_STATES or (state == "sent" and not times[peer])]
    doubled = [peer for peer, count in times.items() if count > 1]
    unknown = [(row, peer) for row, peer, state in ends if state == "unknown"]
    missing = recipients - len(ends)
    ups = [_up(life, moments, said) for life in lives]
    up_seconds, up_sent = sum(end - start for start, end, _ in ups), sum(count for _, _, count in ups)
    waits = [
        1_000 * wait for asked_at, wait in replies if any(s <= asked_at and asked_at + wait <= e for s, e, _ in ups)
    ]
    say = sys.stdout.write
    say(f"{database}: {recipients} recipients, {len(lives) - 1} kills, {sum(times.values())} messages arrived\n")
    say(f"  lost {len(lost) + missing}, told twice {len(doubled)}\n")
    for number, life in enumerate(lives[:-1], start=1):
        arrived = {row: times[peer] for row, peer in unknown}
        marks = ", ".join(f"{row} {'arrived' if arrived.get(row) else 'did not'}" for row in life.doubtful)
        say(f"  kill {number}: {len(life.doubtful)} in doubt{': ' if marks else ''}{marks}\n")
    say(f"  in doubt in all {len(unknown)}, of whom {sum(times[peer] > 0 for _, peer in unknown)} got it\n")
    say(f"  while up: {up_sent / up_seconds:.1f}/s with replies, {100 * up_sent / up_seconds / A_SECOND:.1f} %")
    say(f" of {A_SECOND}/s\n")
    say(f"  429s: {refused.get('429', 0) if isinstance(refused, dict) else refused}\n")
    say(f"  replies while up: {len(waits)}, p50 {quantile(waits, 0.5):.0f} ms, p95 {quantile(waits, 0.95):.0f} ms;")
    say(f" never answered {unanswered}\n")
    return not lost and not doubled and not missing


def _up(life: Life, moments: Sequence[float], said: Sequence[float]) -> tuple[float, float, int]:
    """From the first recipient of a life to the last, and how much was said meanwhile: replies take from that rate."""
    own = [moment for moment in moments if life.began <= moment <= life.ended]
    if not own:
        return life.began, life.began, 0
    return own[0], own[-1], sum(own[0] < moment <= own[-1] for moment in said)


def main() -> int:
    """Reads the command line and runs what it names."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove.broadcast", description=__doc__)
    parser.add_argument("--full", action="store_true", help="12,000 recipients instead of 6,000")
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    options = parser.parse_args()
    recipients = 12_000 if options.full else 6_000
    is_proved = True
    for database in options.databases:
        with tempfile.TemporaryDirectory(prefix="banhoc-prove-") as folder:
            is_proved &= prove(database, recipients, Path(folder))
    return 0 if is_proved else 1


if __name__ == "__main__":
    sys.exit(main())
