"""What one look at questions costs with 10,000 that wait and 900 mentors, from the rows to the plan; and the first."""

import asyncio
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.model.ids import ClassCode, LearnerId, PlaceCode, TrackId
from bot.model.place import Place, PlaceKind
from bot.model.place_change import PlaceChange
from bot.model.question import Circle
from bot.model.staff import Habits, Role
from bot.service.gazetteer import Gazetteer
from bot.service.mentors import Calendar
from bot.service.questions import Mover
from bot.service.timers import Timers
from bot.service.world import World
from bot.store import places, staff
from bot.store.engine import open_store
from bot.store.schema import upgrade
from bot.store.tables import address, class_mentor, classroom, learner, question, words
from tests.bench.assigning import CLASSES, COMMUNES, MENTORS, PROVINCES, TOPICS, WAITING
from tests.bench.figures import line

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)


def bench(folder: Path) -> Iterator[str]:
    """Processor time of the first look, which offers what there is room for, and of the next, which changes nothing."""
    url = f"sqlite+aiosqlite:///{folder}/town.db"
    first, later = asyncio.run(_measure(url))
    yield line(f"first look, {WAITING:,} x {MENTORS}, SQLite", f"{first:.2f} s", "1 s")
    yield line(f"each later look, {WAITING:,} x {MENTORS}, SQLite", f"{later:.2f} s", "1 s")


async def _measure(url: str) -> tuple[float, float]:
    await upgrade(url)
    store = await open_store(url)
    await store.write(_fill)
    mover = Mover(Calendar, Gazetteer().tree)
    timers = Timers(store, World(now=lambda: NOW), mover, _nothing)
    try:
        return await _timed(timers), min([await _timed(timers) for _ in range(3)])
    finally:
        await store.close()


async def _timed(timers: Timers) -> float:
    begun = time.process_time()
    await timers.look()
    return time.process_time() - begun


async def _nothing() -> None:
    """Nobody is to hear of anything."""


def _fill(connection: Connection) -> None:
    drawn = random.Random(7)
    provinces = [Place(PlaceCode(f"tinh-{n}"), PlaceKind.PROVINCE, f"Tỉnh {n}", None) for n in range(PROVINCES)]
    communes = [
        Place(PlaceCode(f"xa-{n}"), PlaceKind.COMMUNE, f"Xã {n}", PlaceCode(f"tinh-{n % PROVINCES}"))
        for n in range(COMMUNES)
    ]
    places.apply(connection, PlaceChange(added=(*provinces, *communes)), "bench.csv", NOW)
    people = range(1, MENTORS + WAITING + 1)
    row = {"state": "", "created_at": NOW, "last_seen_at": NOW}
    connection.execute(learner.insert(), [{**row, "mark": str(n)} for n in people])
    at = {"channel": "web", "account": "default", "last_number": 0, "made_at": NOW}
    connection.execute(address.insert(), [{**at, "peer": str(n), "learner_id": n} for n in people])
    opened = {"track": "t", "title": "", "mentor": "", "place": "", "opened_at": NOW}
    connection.execute(classroom.insert(), [{**opened, "code": ClassCode(f"k{n}")} for n in range(CLASSES)])
    for number in range(1, MENTORS + 1):
        topics = frozenset(TrackId(f"chang-{topic}") for topic in drawn.sample(range(TOPICS), 4))
        staff.keep_habits(connection, LearnerId(number), Habits(f"Cô {number}", topics=topics), NOW)
        staff.grant(connection, LearnerId(number), Role.MENTOR, PlaceCode(f"xa-{drawn.randrange(COMMUNES)}"), NOW)
    leads = [(of, number) for of in range(1, MENTORS + 1) for number in drawn.sample(range(1, CLASSES + 1), 3)]
    connection.execute(
        class_mentor.insert(), [{"learner_id": of, "classroom_number": number, "since": NOW} for of, number in leads]
    )
    connection.execute(question.insert(), [_question(drawn, number) for number in range(1, WAITING + 1)])
    said = {"kind": "learner", "name": "", "text": "AI có sai không ạ?", "is_held": False, "made_at": NOW}
    connection.execute(
        words.insert(), [{**said, "question_id": n, "learner_id": MENTORS + n} for n in range(1, WAITING + 1)]
    )


def _question(drawn: random.Random, number: int) -> dict[str, object]:
    return {
        "learner_id": MENTORS + number,
        "state": "open",
        "circle": drawn.choice((Circle.COMMUNE, Circle.PROVINCE, Circle.ALL, Circle.ADMINS)).value,
        "language": "vi",
        "classroom_number": 1 + drawn.randrange(CLASSES),
        "place": f"xa-{drawn.randrange(COMMUNES)}",
        "topic": f"chang-{drawn.randrange(TOPICS)}",
        "is_urgent": False,
        "passed": "[]",
        "asked_at": NOW - timedelta(minutes=drawn.randrange(3_000)),
        "due_at": NOW + timedelta(hours=3),
        "moves": 0,
    }
