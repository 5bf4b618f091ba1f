"""Weighs the small signs of `lessons/triage.yaml` by the texts of the tests; `python -m tests.signs` writes them.

Logistic regression over words and pairs of words in a row, rounded to whole points: all of it in order and without
chance, so that the same texts always give the same points.
"""

import json
import math
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from bot.lessonbank.files import read_file
from bot.lessonbank.folder import TRIAGE
from bot.lessonbank.load import shipped_bank
from bot.lessonbank.triage import build
from bot.lessonbank.triage_schema import TriageFile
from bot.model.triage import Signs, Triage, Urgency
from bot.tutor.signs import signs_in
from bot.tutor.triage import assess, own_words
from tests.danger import innocent, missed, urgent

POINTS_A_NAT = 5
"""Points for each unit of the logarithm of the odds: coarse enough that most words weigh nothing and are left out."""
FEWEST_TEXTS = 2
"""A word that stands in one text alone tells of that text."""
TAMED = 1.1
"""How much the squares of the weights cost, against one text."""
ROUNDS = 60
PACE = 0.5
FOLDS = 6
INTERRUPTED_SHARE = 0.015
"""Of innocent texts that were not weighed, how many may reach what is asked for: many were written to look alike."""
LONGEST = 400
"""Characters: longer prompts are not what people write in a lesson's talk."""

HEADING = (
    "  # Dấu hiệu nhỏ: mỗi từ (hay hai từ liền nhau), viết không dấu, nặng mấy điểm; số âm là nghiêng về vô can.",
    "  # Không luật nào trúng mà cộng lại đủ least điểm thì máy cũng đưa thẻ; kinds cho biết là thẻ nào.",
    "  # Điểm do máy cân từ các câu trong bài thử, đừng sửa tay: thêm câu vào tests/unit/tutor/urgent.tsv hay",
    "  # innocent.txt rồi chạy “python -m tests.signs”.",
)

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote, its signs, and the danger it shows."""

    text: str
    signs: Words
    kind: Urgency | None
    told: Urgency | None
    """Which danger a rule tells, so that small signs need not, unless they speak against it."""
    is_doubted: bool
    """Whether a phrase casts doubt, so that they have to weigh half as much again."""


def texts(triage: Triage) -> list[Text]:
    """All texts that are weighed: those of the tests of triage, and innocent prompts."""
    bare = replace(triage, signs=Signs())
    prompts = [
        json.loads(line)["text"]
        for name in ("own", "given")
        for line in (Path(__file__).parent / "grading" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    told: list[tuple[Urgency | None, str]] = [*urgent(), *missed()]
    told += [(None, text) for text in innocent()]
    for part in _file().kinds:
        for rule in part.rules:
            told += [(part.kind, text) for text in rule.examples]
            told += [(None, text) for text in rule.innocent]
    told += [(None, text) for text in prompts if len(text) <= LONGEST and assess(text, bare) is None]
    return [
        Text(text, frozenset(signs_in(words)), kind, told.kind if told else None, is_doubted)
        for kind, text in sorted(set(told), key=lambda each: crc32(each[1].encode()))  # wherever it stands in its file
        for words, is_doubted in [own_words(text, triage)]
        for told in [assess(text, bare)]
    ]


def _file() -> TriageFile:
    content = read_file(shipped_bank(), shipped_bank() / TRIAGE, TriageFile).content
    if content is None:
        sys.exit("The rules of triage have faults of their own: run `banhoc lessons check` first.")
    return content


def weights(for_it: Sequence[Words], against: Sequence[Words]) -> dict[str, float]:
    """By how much each sign raises the logarithm of the odds; both sides count the same, be their texts few or many."""
    counts = Counter(sign for signs in (*for_it, *against) for sign in signs)
    rows: list[tuple[list[str], float, float]] = []
    for side, own in ((1.0, for_it), (0.0, against)):
        share = (len(for_it) + len(against)) / 2 / len(own)
        rows += [(sorted(sign for sign in signs if counts[sign] >= FEWEST_TEXTS), side, share) for signs in own]
    rows.sort(key=lambda row: crc32(" ".join(row[0]).encode()))  # mixed, and each time the same
    found: dict[str, float] = defaultdict(float)
    base = 0.0
    for number in range(ROUNDS):
        pace = PACE / (1 + number / 4)
        for signs, side, share in rows:
            odds = base + sum(found[sign] for sign in signs)
            step = pace * share * (side - 1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))))
            step /= 1 + len(signs) ** 0.5
            base += step / 10
            for sign in signs:
                found[sign] += step
        for sign in found:
            found[sign] *= max(0.0, 1 - pace * TAMED / 50)
    return found


def points(weighed: Mapping[str, float]) -> dict[str, int]:
    """Whole points, without those that weigh nothing."""
    rounded = {sign: round(weight * POINTS_A_NAT) for sign, weight in weighed.items()}
    return {sign: each for sign, each in sorted(rounded.items()) if each}


def danger(weighed: Sequence[Text]) -> dict[str, int]:
    """How much each sign speaks for danger of any kind."""
    return points(
        weights([each.signs for each in weighed if each.kind], [each.signs for each in weighed if not each.kind])
    )


def kinds(weighed: Sequence[Text]) -> dict[Urgency, dict[str, int]]:
    """How much each sign speaks for one kind of danger rather than another."""
    grave = [each for each in weighed if each.kind]
    return {
        kind: {
            sign: each
            for sign, each in points(
                weights(
                    [each.signs for each in grave if each.kind is kind],
                    [each.signs for each in grave if each.kind is not kind],
                )
            ).items()
            if each > 1
        }
        for kind in Urgency
    }


def _sum(signs: Words, found: Mapping[str, int]) -> int:
    return sum(found.get(sign, 0) for sign in signs)


def unseen(every: Sequence[Text]) -> list[int]:
    """The points of each text by what was weighed without it, as far as they count."""
    found = [0] * len(every)
    for fold in range(FOLDS):
        own = danger([each for number, each in enumerate(every) if number % FOLDS != fold])
        for number in range(fold, len(every), FOLDS):
            found[number] = _sum(every[number].signs, own) * 2 // (3 if every[number].is_doubted else 2)
    return found


def fewest(every: Sequence[Text], found: Sequence[int]) -> int:
    """The fewest points that interrupt few enough innocent texts."""
    calm = sorted(
        (each for each, text in zip(found, every, strict=True) if not text.kind and not text.told), reverse=True
    )
    return calm[int(INTERRUPTED_SHARE * len(calm))] + 1


def stands(text: Text, found: int) -> bool:
    """Whether a rule tells of danger, and the signs do not speak against it."""
    return text.told is Urgency.SUICIDE or (text.told is not None and found >= 0)


def written(signs: Signs) -> str:
    """The part of the file that holds them."""
    lines = ["signs:", *HEADING, f"  least: {signs.least}", "  words:", *_written(signs.points, "  "), "  kinds:"]
    for kind, found in signs.kinds.items():
        lines += [f"  - kind: {kind.value}", "    words:", *_written(found, "    ")]
    return "\n".join(lines) + "\n"


def _written(found: Mapping[str, int], margin: str) -> list[str]:
    by_points: dict[int, list[str]] = defaultdict(list)
    for sign, each in found.items():
        by_points[each].append(sign)
    lines = []
    for each in sorted(by_points, reverse=True):
        lines += [f"{margin}- points: {each}", f"{margin}  words: >-"]
        lines += textwrap.wrap(
            ", ".join(by_points[each]), 130, initial_indent=f"{margin}    ", subsequent_indent=f"{margin}    "
        )
    return lines


def main() -> None:
    """Weighs, says what the signs are worth on texts that were not weighed, and writes them."""
    every = texts(build(_file()))
    found = unseen(every)
    least = fewest(every, found)
    for kind in (*Urgency, None):
        own = [(each, text) for each, text in zip(found, every, strict=True) if text.kind is kind]
        reached = sum(each >= least for each, _ in own)
        either = sum(each >= least or stands(text, each) for each, text in own)
        sys.stdout.write(f"{kind or 'innocent'}: of {len(own)} signs find {reached}, with the rules {either}\n")
    path = shipped_bank() / "triage.yaml"
    rest = path.read_text(encoding="utf-8").partition("\nsigns:\n")[0].rstrip("\n")
    path.write_text(rest + "\n" + written(Signs(least, danger(every), kinds(every))), encoding="utf-8")


if __name__ == "__main__":
    main()
