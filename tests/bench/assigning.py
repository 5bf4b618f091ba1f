"""How long it takes to offer 10,000 questions to 900 mentors, beside a look at each mentor for each question."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model.ids import LearnerId, PlaceCode, QuestionId, TrackId
from bot.model.question import Circle, Question
from bot.policy import assignment
from bot.policy.assignment import Mentor, Offer, Waiting
from tests import assigning
from tests.bench.figures import line

WAITING, MENTORS = 10_000, 900
PROVINCES, COMMUNES, CLASSES, TOPICS = 2, 100, 2_000, 11
ROUNDS = 5
NOW = datetime(2026, 11, 30, 19, 30, tzinfo=UTC)

Assign = Callable[[Sequence[Waiting], Sequence[Mentor]], tuple[Offer, ...]]


def bench(folder: Path) -> Iterator[str]:
    """The better of some rounds, by processor time, with mentors who soon are full and with such as never are."""
    del folder
    drawn = random.Random(7)
    waiting = [_waiting(drawn, number) for number in range(WAITING)]
    for name, cap in (("cap 5", 5), ("no cap", WAITING)):
        mentors = [_mentor(drawn, number, cap) for number in range(MENTORS)]
        quick, offers = min((_timed(assignment.assign, waiting, mentors) for _ in range(ROUNDS)), key=_seconds)
        slow, same = _timed(assigning.assign, waiting, mentors)
        assert offers == same
        figures = f"{1000 * quick:.0f} ms, {len(offers):,} offers; each by each {slow:.1f} s, {slow / quick:.0f} times"
        yield line(f"assignment, {WAITING:,} x {MENTORS}, {name}", figures, "1 s")


def _seconds(measured: tuple[float, tuple[Offer, ...]]) -> float:
    return measured[0]


def _timed(assign: Assign, waiting: Sequence[Waiting], mentors: Sequence[Mentor]) -> tuple[float, tuple[Offer, ...]]:
    begun = time.process_time()
    offers = assign(waiting, mentors)
    return time.process_time() - begun, offers


def _places(drawn: random.Random) -> tuple[PlaceCode, ...]:
    commune = drawn.randrange(COMMUNES)
    return (PlaceCode(f"xa-{commune}"), PlaceCode(f"tinh-{commune % PROVINCES}"))


def _waiting(drawn: random.Random, number: int) -> Waiting:
    question = Question(
        QuestionId(number),
        LearnerId(MENTORS + drawn.randrange(100_000)),
        drawn.choices(("vi", "en"), (98, 2))[0],
        NOW - timedelta(minutes=drawn.randrange(3_000)),
        NOW,
        drawn.choice(tuple(Circle)),
        classroom=drawn.randrange(CLASSES),
        topic=TrackId(f"chang-{drawn.randrange(TOPICS)}"),
        is_urgent=drawn.random() < 0.02,
        passed=tuple(LearnerId(drawn.randrange(MENTORS)) for _ in range(drawn.randrange(3))),
    )
    return Waiting(question, _places(drawn))


def _mentor(drawn: random.Random, number: int, cap: int) -> Mentor:
    return Mentor(
        LearnerId(number),
        frozenset({"vi"} if drawn.random() < 0.8 else {"vi", "en"}),
        frozenset(drawn.sample(range(CLASSES), 3)),
        _places(drawn),
        frozenset(TrackId(f"chang-{topic}") for topic in drawn.sample(range(TOPICS), 4)),
        open_count=drawn.randrange(4),
        cap=cap,
        is_on_duty=drawn.random() < 0.7,
        takes_urgent=drawn.random() < 0.3,
    )
