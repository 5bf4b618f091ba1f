"""What one step of the core costs, on the lessons that ship: a tireless learner presses whatever is offered."""

import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.lessonbank.load import open_bank, shipped_bank
from bot.locale.load import load_phrases
from bot.model.dialogue import State
from bot.model.effects import RecordAttempt
from bot.model.events import Arrived, ChoicePressed, Event, TextReceived
from bot.tutor.context import Context, Operator
from bot.tutor.step import step
from tests.bench.figures import line, quantile

STEPS = 20_000
SEED = 7
TYPED_SHARE = 0.2
TYPED = ("1", "A", "menu", "/hoc", "/tiendo", "máy có thể nói sai không?", "đúng rồi")
START = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


def bench(folder: Path) -> Iterator[str]:
    """Microseconds of a step without a grade; nothing of it touches the disk."""
    del folder
    microseconds = list(_walk())
    figures = f"median {statistics.median(microseconds):.0f} µs, p99 {quantile(microseconds, 0.99):.0f} µs"
    yield line("step, without grading", figures, "50 µs median")


def _walk() -> Iterator[float]:
    context = Context(
        now=START,
        today=START.date(),
        catalog=open_bank(shipped_bank(), today=START.date()),
        phrases=load_phrases(),
        operator=Operator("Bản thử nghiệm", "0"),
    )
    state, draw = State(), random.Random(SEED)
    event: Event = Arrived()
    for number in range(STEPS):
        context = replace(context, now=START + timedelta(seconds=number))
        started = time.perf_counter()
        done = step(state, event, context)
        seconds = time.perf_counter() - started
        is_graded = any(isinstance(effect, RecordAttempt) and effect.grade for effect in done.effects)
        if number > STEPS // 10 and not is_graded:  # the first tenth fills the caches
            yield seconds * 1e6
        state = done.state
        event = _next_event(state, draw)


def _next_event(state: State, draw: random.Random) -> Event:
    """Presses or types whatever comes, so that lessons, menu and settings are all walked through."""
    if state.menu is None or draw.random() < TYPED_SHARE:
        return TextReceived(draw.choice(TYPED))
    return ChoicePressed(draw.choice(state.menu.choices).id)
