"""Weighs the small signs of `lessons/triage.yaml` by the texts of the tests; `python -m tests.signs` writes them.

Logistic regression over words and pairs of words in a row, rounded to whole points: all of it in order and without
chance, so that the same texts always give the same points.
"""

import json
import math
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from bot.lessonbank.files import read_file
from bot.lessonbank.folder import TRIAGE
from bot.lessonbank.load import shipped_bank
from bot.lessonbank.triage import build
from bot.lessonbank.triage_schema import TriageFile
from bot.model.triage import Signs, Triage, Urgency
from bot.tutor.triage import assess, small_signs
from tests.danger import bare, innocent, interrupted, missed, urgent

POINTS_A_NAT = 5
"""Points for each unit of the logarithm of the odds: coarse enough that most words weigh nothing and are left out."""
FEWEST_TEXTS = 6
"""A word that stands in one text or two tells of these; each is weighed twice, with accents and without."""
COPIES = 4
"""A text beside a rule counts as so many: whoever writes a rule has to be able to rely on it."""
TAMED = 2.0
"""How much half the square of a weight costs, against one text."""
ROUNDS = 12
LONGEST_STEP = 2.0
FOLDS = 6
INTERRUPTED_SHARE = 0.0275
"""Of innocent texts that were not weighed, how many may reach what is asked for: many were written to look alike."""
TOLD = 10
"""What a rule is worth: it is right in some twelve of thirteen texts that nobody had seen when it was written."""
LONGEST = 400
"""Characters: longer prompts are not what people write in a lesson's talk."""

HEADING = (
    "  # Dấu hiệu nhỏ: mỗi từ (hay hai từ liền nhau), viết không dấu, nặng mấy điểm; từ có dấu thì nặng thêm chừng này",
    "  # khi người viết gõ đúng dấu ấy. Số âm là nghiêng về vô can. Cộng lại đủ least điểm thì máy đưa thẻ; một luật",
    "  # trúng thì được cộng thêm told điểm. kinds cho biết là thẻ nào.",
    "  # Điểm do máy cân từ các câu trong bài thử, đừng sửa tay: thêm câu vào tests/unit/tutor/urgent.tsv hay",
    "  # innocent.txt rồi chạy “python -m tests.signs”.",
)

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote, its signs, and the danger it shows."""

    text: str
    signs: Words
    bare: Words
    """Its signs where it is typed without accents."""
    kind: Urgency | None
    told: Urgency | None
    """Which danger a rule tells, so that small signs have to weigh less."""
    copies: int
    """As how many it counts."""
    is_doubted: bool
    """Whether a phrase casts doubt, so that they have to weigh a quarter more."""


def texts(triage: Triage) -> list[Text]:
    """All texts that are weighed: those of the tests of triage, and innocent prompts."""
    rules = replace(triage, signs=Signs())
    prompts = [
        json.loads(line)["text"]
        for name in ("own", "given")
        for line in (Path(__file__).parent / "grading" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    told: list[tuple[Urgency | None, str]] = [*urgent(), *missed()]
    told += [(None, text) for text in (*innocent(), *interrupted())]
    told += [(None, text) for text in prompts if len(text) <= LONGEST and assess(text, rules) is None]
    given = [(part.kind, rule) for part in _file().kinds for rule in part.rules]
    beside: set[tuple[Urgency | None, str]] = {(kind, text) for kind, rule in given for text in rule.examples}
    beside |= {(None, text) for _, rule in given for text in rule.innocent}
    mixed = sorted({*told, *beside}, key=lambda each: crc32(each[1].encode()))  # wherever it stands in its file
    return [_text(text, kind, COPIES if (kind, text) in beside else 1, rules) for kind, text in mixed]


def _text(text: str, kind: Urgency | None, copies: int, rules: Triage) -> Text:
    found, is_doubted = small_signs(text, rules)
    urgent = assess(text, rules)
    told = urgent.kind if urgent is not None else None
    return Text(text, frozenset(found), frozenset(small_signs(bare(text), rules)[0]), kind, told, copies, is_doubted)


def _file() -> TriageFile:
    content = read_file(shipped_bank(), shipped_bank() / TRIAGE, TriageFile).content
    if content is None:
        sys.exit("The rules of triage have faults of their own: run `banhoc lessons check` first.")
    return content


def weights(for_it: Sequence[Words], against: Sequence[Words]) -> dict[str, float]:
    """By how much each sign raises the logarithm of the odds; both sides count the same, be their texts few or many.

    Logistic regression with a penalty on squares, one sign after another by Newton's step for it alone.
    """
    texts = [*for_it, *against]
    sides = [1.0] * len(for_it) + [0.0] * len(against)
    shares = [len(texts) / 2 / len(own) for own in (for_it, against) for _ in own]
    rows: dict[str, list[int]] = defaultdict(list)
    for number, signs in enumerate(texts):
        for sign in sorted(signs):
            rows[sign].append(number)
    often = {_BASE: list(range(len(texts)))}
    often |= {sign: own for sign, own in sorted(rows.items()) if len(own) >= FEWEST_TEXTS}
    found = dict.fromkeys(often, 0.0)
    odds = [0.0] * len(texts)
    for _ in range(ROUNDS):
        for sign, own in often.items():
            slope, bend = -TAMED * found[sign], TAMED
            for number in own:
                likely = 1 / (1 + math.exp(-odds[number]))
                slope += shares[number] * (sides[number] - likely)
                bend += shares[number] * likely * (1 - likely)
            step = max(-LONGEST_STEP, min(LONGEST_STEP, slope / bend))
            found[sign] += step
            for number in own:
                odds[number] += step
    del found[_BASE]
    return found


_BASE = ""
"""In place of a sign: what all texts have."""


def points(weighed: Mapping[str, float]) -> dict[str, int]:
    """Whole points, without those that weigh nothing."""
    rounded = {sign: round(weight * POINTS_A_NAT) for sign, weight in weighed.items()}
    return {sign: each for sign, each in sorted(rounded.items()) if each}


def danger(weighed: Sequence[Text]) -> dict[str, int]:
    """How much each sign speaks for danger of any kind."""
    return points(
        weights(_typed(each for each in weighed if each.kind), _typed(each for each in weighed if not each.kind))
    )


def kinds(weighed: Sequence[Text]) -> dict[Urgency, dict[str, int]]:
    """How much each sign speaks for one kind of danger rather than another."""
    grave = [each for each in weighed if each.kind]
    return {
        kind: {
            sign: each
            for sign, each in points(
                weights(
                    _typed(each for each in grave if each.kind is kind),
                    _typed(each for each in grave if each.kind is not kind),
                )
            ).items()
            if abs(each) > 1
        }
        for kind in Urgency
    }


def _typed(texts: Iterable[Text]) -> list[Words]:
    """The signs of each text as it was typed, and once more without accents, for those who type none."""
    return [signs for each in texts for _ in range(each.copies) for signs in (each.signs, each.bare)]


def _sum(signs: Words, found: Mapping[str, int]) -> int:
    return sum(found.get(sign, 0) for sign in signs)


def unseen(every: Sequence[Text]) -> list[int]:
    """The points of each text by what was weighed without it."""
    found = [0] * len(every)
    for fold in range(FOLDS):
        own = danger([each for number, each in enumerate(every) if number % FOLDS != fold])
        for number in range(fold, len(every), FOLDS):
            found[number] = _sum(every[number].signs, own)
    return found


def fewest(every: Sequence[Text], found: Sequence[int]) -> int:
    """The fewest points that interrupt few enough innocent texts which no rule has misread."""
    calm = sorted(
        (
            each * 4 // 5 if text.is_doubted else each
            for each, text in zip(found, every, strict=True)
            if not text.kind and not text.told
        ),
        reverse=True,
    )
    return calm[int(INTERRUPTED_SHARE * len(calm))] + 1


def is_reached(text: Text, found: int, signs: Signs) -> bool:
    """Whether a text interrupts whose signs weigh so much."""
    is_told = text.told is not None
    least = signs.least - signs.told if is_told else signs.least * 5 // 4 if text.is_doubted else signs.least
    return found >= least


def written(signs: Signs) -> str:
    """The part of the file that holds them."""
    lines = ["signs:", *HEADING, f"  least: {signs.least}", f"  told: {signs.told}"]
    lines += ["  words:", *_written(signs.points, "  "), "  kinds:"]
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
    signs = Signs(fewest(every, found), TOLD, danger(every), kinds(every))
    for kind in (*Urgency, None):
        own = [(each, text) for each, text in zip(found, every, strict=True) if text.kind is kind]
        alone = sum(is_reached(replace(text, told=None), each, signs) for each, text in own)
        either = sum(is_reached(text, each, signs) for each, text in own)
        sys.stdout.write(f"{kind or 'innocent'}: of {len(own)} signs find {alone}, with the rules {either}\n")
    path = shipped_bank() / "triage.yaml"
    rest = path.read_text(encoding="utf-8").partition("\nsigns:\n")[0].rstrip("\n")
    path.write_text(rest + "\n" + written(signs), encoding="utf-8")


if __name__ == "__main__":
    main()
