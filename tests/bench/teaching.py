"""What one step of the core costs: every step of the transcripts, played again and again."""

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from telegram import Update

from bot.lessonbank.load import open_bank, shipped_bank
from bot.model.dialogue import State
from bot.model.events import ChoicePressed, Event, TextReceived
from bot.model.lesson import Catalog
from bot.model.message import Message
from bot.tutor.context import Context, Facts
from bot.tutor.needs import needs
from bot.tutor.step import step
from tests.bench.figures import line, quantile
from tests.play import Play
from tests.transcripts.known import KNOWN
from tests.transcripts.transcript import CLASSES, CODES, replay

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
TODAY = date(2026, 11, 24)
TIMES = 50
PEER_TIMES = 2_000
TAP = {
    "update_id": 1,
    "callback_query": {
        "id": "1",
        "from": {"id": 5, "is_bot": False, "first_name": "Hoa"},
        "message": {"message_id": 7, "date": 1_760_000_000, "chat": {"id": 5, "type": "private", "first_name": "Hoa"}},
        "chat_instance": "3",
        "data": "l:ai-la-gi:chuyen:1:1:_next",
    },
}
"""A tap as a platform sends it; reading it is the peer, so that figures of two machines can be held together."""


@dataclass
class Recorder(Play):
    """Remembers what each step was given."""

    steps: list[tuple[State, Event, Context]] = field(default_factory=list)

    def happen(self, event: Event) -> Message:
        """Plays one event, and remembers it where it is not graded."""
        given = (self.state, event, self.context(needs(event, self.state), event))
        message = super().happen(event)
        if message.grade is None:
            self.steps.append(given)
        return message


def bench(folder: Path) -> Iterator[str]:
    """Microseconds of a step without a grade; nothing of it touches the disk."""
    del folder
    catalog = open_bank(shipped_bank(), today=TODAY)
    steps = walked(catalog)
    peer = statistics.median(_timed_peer())
    kinds = (("step, all", object), ("  a choice pressed", ChoicePressed), ("  a text typed", TextReceived))
    for name, kind in kinds:
        costs = [statistics.median(_timed(*given)) for given in steps if isinstance(given[1], kind)]
        figures = f"median {statistics.median(costs):.0f} µs, p99 {quantile(costs, 0.99):.0f} µs"
        share = f"{statistics.median(costs) / peer:.2f} of reading a tap"
        yield line(f"{name} ({len(costs)} in the transcripts)", f"{figures}; {share}", "50 µs median")
    yield line("  beside: Update.de_json of a tap", f"median {peer:.0f} µs")


def walked(catalog: Catalog) -> Sequence[tuple[State, Event, Context]]:
    """What each step of the transcripts was given."""
    steps: list[tuple[State, Event, Context]] = []
    for file in sorted(TRANSCRIPTS.glob("*.txt")):
        known = KNOWN.get(file.stem, Facts())
        recorder = Recorder(bank=catalog, codes=CODES, classrooms=CLASSES, known=known, url="https://hoc.example.vn")
        replay(file.read_text(encoding="utf-8"), recorder)
        steps.extend(recorder.steps)
    return steps


def _timed(state: State, event: Event, context: Context) -> Iterator[float]:
    for _ in range(TIMES):
        started = time.perf_counter()
        step(state, event, context)
        yield (time.perf_counter() - started) * 1e6


def _timed_peer() -> Iterator[float]:
    for _ in range(PEER_TIMES):
        tap = {**TAP, "callback_query": {**TAP["callback_query"]}}  # type: ignore[dict-item]  # a dict, as written above
        started = time.perf_counter()
        Update.de_json(tap, None)
        yield (time.perf_counter() - started) * 1e6
