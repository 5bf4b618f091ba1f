"""What an update costs in the store: claimed, applied and committed on SQLite with a flush at every commit."""

import asyncio
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.locale.load import load_phrases
from bot.model.dialogue import AtMenu, State
from bot.model.effects import Admit, RecordAttempt, Say
from bot.model.events import Event, TextReceived
from bot.model.ids import Address, ChoiceId, ContentHash, LessonId, StepId
from bot.model.learner import Consent, Profile
from bot.model.lesson import Catalog, Lesson
from bot.model.message import Choice, Kind, Message
from bot.model.text import paragraph
from bot.service.inbox import Inbox
from bot.service.rounds import Arrival, Tutor
from bot.service.world import World
from bot.store.engine import open_store
from bot.store.schema import upgrade
from bot.tutor.context import Context, Need, Operator, Step
from bot.tutor.phrases import Phrases
from tests.bench.figures import line

PEOPLE = 1_000
UPDATES: Mapping[int, int] = {1: 1_000, 100: 20_000}
"""By the size of a batch: how many updates are measured."""
GOALS: Mapping[int, str] = {1: "3 ms", 100: "0.4 ms"}
CHANNEL = "terminal"
SAID = Message(
    Kind.FEEDBACK,
    paragraph("Đúng rồi! Máy nói trôi chảy chưa chắc đã nói đúng. Mình luôn kiểm tra lại những điều quan trọng nhé."),
    (Choice(ChoiceId("s:ai-co-sai-khong:1:kiem-tra:tiep:7"), "Học tiếp"), Choice(ChoiceId("m:menu"), "Bảng chọn")),
)


class NoLessons:
    """An empty bank: the store is what is measured."""

    catalog = Catalog((), {}, {})

    def versions(self, connection: Connection, hashes: Collection[ContentHash]) -> Mapping[ContentHash, Lesson]:
        """Nothing is known."""
        return {}


def _needs(event: Event, state: State) -> frozenset[Need]:
    return frozenset()


def _step(state: State, event: Event, context: Context) -> Step:
    """The least that a step decides: somebody new is admitted, everybody else made an attempt; both are answered."""
    if state.profile.consent is None:
        consent = Consent("1", context.now)
        return Step(State(AtMenu(), Profile(consent), last_seen_at=context.now), (Admit(consent), Say(SAID)))
    attempt = RecordAttempt(LessonId("ai-co-sai-khong"), 1, StepId("kiem-tra"), 1.0)
    return Step(replace(state, turn=state.turn + 1, last_seen_at=context.now), (attempt, Say(SAID)))


def bench(folder: Path) -> Iterator[str]:
    """CPU of the process, all threads, for each update; a thousand learners are there already."""
    phrases = load_phrases()
    for batch, updates in UPDATES.items():
        cpu, wall = asyncio.run(_run(folder / f"store-{batch}.db", phrases, batch, updates))
        figures = f"CPU {1000 * cpu / updates:.2f} ms an update, {updates / wall:,.0f} updates/s"
        yield line(f"store, SQLite FULL, batch {batch}", figures, GOALS[batch])


async def _run(file: Path, phrases: Phrases, batch: int, updates: int) -> tuple[float, float]:
    """CPU seconds and wall seconds of all updates."""
    url = f"sqlite+aiosqlite:///{file}"
    await upgrade(url)
    store = await open_store(url)
    tutor = Tutor(
        step=_step,
        needs=_needs,
        echo=lambda _event, _state: None,
        sorry=lambda _: SAID,
        mask=str,
        phrases=phrases,
        operator=Operator("Bản thử nghiệm", "0"),
        timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
    )
    inbox = Inbox(store, tutor, NoLessons(), World.system(), pulls=frozenset({CHANNEL}))
    try:
        await _submit(inbox, "first", PEOPLE, 100)
        await _submit(inbox, "warm", PEOPLE, batch if batch > 1 else 10)
        wall, cpu = time.perf_counter(), time.process_time()
        await _submit(inbox, "measured", updates, batch)
        return time.process_time() - cpu, time.perf_counter() - wall
    finally:
        await inbox.close()
        await store.close()


async def _submit(inbox: Inbox, name: str, updates: int, batch: int) -> None:
    """Submits updates of all people in turn, `batch` at a time."""
    for start in range(0, updates, batch):
        arrivals = [
            Arrival(Address(CHANNEL, "default", str(n % PEOPLE)), f"{name}-{n}", TextReceived("A"))
            for n in range(start, start + batch)
        ]
        await asyncio.gather(*(inbox.submit(arrival) for arrival in arrivals))
