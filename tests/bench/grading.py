"""How near the rubric comes to a teacher, and how many prompts it reads in a second."""

import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.lessonbank.load import open_bank, shipped_bank
from bot.tutor import rubric
from bot.tutor.triage import assess, prepare
from tests.bench.figures import line
from tests.grading import scores
from tests.grading.labelled import GIVEN, OTHERS, OWN, Graded, Labelled, exercises, grade, read

SHORTEST, LONGEST = 250, 350
"""Characters of the prompts by which the pace is taken: about 300, as they were written."""
TODAY = date(2026, 11, 29)
ROUNDS = 3


def bench(folder: Path) -> Iterator[str]:
    """Figures on the labelled prompts, on their slices and by exercise; nothing of it touches the disk."""
    del folder
    for name, file in (("given", GIVEN), ("own", OWN), ("others", OTHERS)):
        yield from _figures(name, grade(read(file)))
    yield line("triage, worst text of 100 KB", f"{_worst_triage():.0f} ms", "50 ms")
    prompts = [row for file in (GIVEN, OWN, OTHERS) for row in read(file) if SHORTEST <= len(row.text) < LONGEST]
    yield line("rubric, prompts of 300 characters", f"{_a_second(prompts):,.0f} a second on one core", "3,000")


def _worst_triage() -> float:
    """Milliseconds for the slowest of some texts of 100,000 characters, each by the best of some rounds."""
    rules = open_bank(shipped_bank(), today=TODAY).triage
    prepare(rules)
    costs = []
    for piece in (
        "bác vừa chuyển 20 triệu cho công an trên mạng ",
        "bị đánh chết chém giết ",
        "chết. ",
        "“",
        "vừa ",
        "x",
    ):
        text = (piece * 100_000)[:100_000]
        rounds = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            assess(text, rules)
            rounds.append(time.process_time() - begun)
        costs.append(1000 * min(rounds))
    return max(costs)


def _figures(name: str, rows: Sequence[Graded]) -> Iterator[str]:
    figures = f"kappa {scores.kappa(rows):.3f}, error {scores.error(rows):.2f}, presence {scores.presence(rows):.3f}"
    yield line(f"rubric, {name}: {len(rows)} labelled prompts", figures, "0.85, 0.9, 0.88")
    plain = [row for row in rows if row.labelled.lang == "vi"]
    rough = [row for row in rows if row.labelled.lang in {"vi_nodiac", "vi_noisy"}]
    english = [row for row in rows if row.labelled.lang == "en"]
    slices = ", ".join(f"{scores.kappa(part):.3f}" for part in (plain, rough, english))
    yield line("  accented; bare or noisy; English", f"kappa {slices}", "at most 0.10 below accented")
    ids = sorted({row.labelled.exercise for row in rows})
    out = [scores.kappa([row for row in rows if row.labelled.exercise != each]) for each in ids]
    alone = [scores.error([row for row in rows if row.labelled.exercise == each]) for each in ids]
    yield line(
        "  leaving one exercise out", f"kappa {min(out):.3f} to {max(out):.3f}; one alone: error up to {max(alone):.2f}"
    )
    hard, soft = scores.spans(rows), scores.spans(rows, is_hard=False)
    yield line(
        "  personal data, precision and recall",
        f"hard {hard[0]:.3f} {hard[1]:.3f}, soft {soft[0]:.3f} {soft[1]:.3f}",
        "hard 0.95",
    )
    amiss = f"{scores.fooled(rows):.3f}, {scores.accused(rows):.3f}, {scores.belittled(rows):.3f}"
    yield line("  fooled, accused, belittled", amiss, "0.03 each")


def _a_second(rows: Sequence[Labelled]) -> float:
    """Prompts a second; the best of some rounds."""
    known = exercises()
    best = 0.0
    for _ in range(ROUNDS):
        begun = time.process_time()
        for row in rows:
            rubric.grade(known[row.exercise], row.text)
        best = max(best, len(rows) / (time.process_time() - begun))
    return best
