"""Weighs the small signs of `lessons/triage.yaml` by the texts of the tests.

`python -m tests.signs` writes them, and sorts the texts by what is found of them now.

Logistic regression over words and pairs of words in a row, rounded to whole points. Of a longer text its heaviest part
is weighed, as it is when somebody writes it: so each turn weighs anew what the turn before has found heavy, also in
texts put beside each other, since people tell of danger between other talk. All of it goes in order and without
chance: the same texts always give the same points.
"""

import json
import math
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from zlib import crc32

from bot.lessonbank.files import read_file
from bot.lessonbank.folder import TRIAGE
from bot.lessonbank.load import shipped_bank
from bot.lessonbank.triage import build
from bot.lessonbank.triage_schema import TriageFile
from bot.model.triage import Signs, Triage, Urgency
from bot.tutor.signs import WINDOW, OwnWords, asked_of, heaviest, signs_in
from bot.tutor.triage import assess, own_words
from tests.danger import bare, innocent, interrupted, missed, sort, urgent

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
FOLDS = 3
TURNS = 3
BESIDE = 4
"""How often texts are put beside each other, in another order each time."""
INTERRUPTED_SHARE = 0.021
"""Of innocent texts that were not weighed, how many may reach what is asked for: many were written to look alike."""
INTERRUPTED_SHARE_IN_PARTS = 0.02
"""The same of longer ones: most of them are three of these beside each other."""
TOLD = 10
"""What a rule is worth: it is right in some twelve of thirteen texts that nobody had seen when it was written."""

HEADING = (
    "  # Dấu hiệu nhỏ: mỗi từ (hay hai từ liền nhau), viết không dấu, nặng mấy điểm; từ có dấu thì nặng thêm chừng này",
    "  # khi người viết gõ đúng dấu ấy. Số âm là nghiêng về vô can. Đủ least điểm thì máy đưa thẻ; tin dài thì cân",
    "  # đoạn nặng nhất, cứ dài gấp đôi lại phải thêm doubled điểm; một luật trúng thì được cộng thêm told điểm.",
    "  # kinds cho biết là thẻ nào.",
    "  # Điểm do máy cân từ các câu trong bài thử, đừng sửa tay: thêm câu vào tests/unit/tutor/urgent.tsv hay",
    "  # innocent.txt rồi chạy “python -m tests.signs”.",
)

Found = frozenset[str]
"""The signs of a text."""


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote, and the danger it shows."""

    typed: OwnWords
    bare: OwnWords
    """Its words where it is typed without accents."""
    kind: Urgency | None
    is_told: bool
    """Whether a rule tells of danger, so that small signs have to weigh less."""
    copies: int
    """As how many it counts."""
    is_doubted: bool
    """Whether a phrase casts doubt, so that they have to weigh a quarter more."""


def texts(triage: Triage) -> list[Text]:
    """All texts that are weighed: those of the tests of triage, and innocent prompts."""
    rules = replace(triage, signs=Signs())
    prompts = [
        json.loads(line)["text"]
        for name in ("own", "given", "others")
        for line in (Path(__file__).parent / "grading" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    told: list[tuple[Urgency | None, str]] = [*urgent(), *missed()]
    told += [(None, text) for text in (*innocent(), *interrupted())]
    told += [(None, text) for text in prompts if assess(text, rules) is None]
    given = [(part.kind, rule) for part in _file().kinds for rule in part.rules]
    beside: set[tuple[Urgency | None, str]] = {(kind, text) for kind, rule in given for text in rule.examples}
    beside |= {(None, text) for _, rule in given for text in rule.innocent}
    mixed = sorted({*told, *beside}, key=lambda each: crc32(each[1].encode()))  # wherever it stands in its file
    return [_text(text, kind, COPIES if (kind, text) in beside else 1, rules) for kind, text in mixed]


def _text(text: str, kind: Urgency | None, copies: int, rules: Triage) -> Text:
    typed, is_doubted = own_words(text, rules)
    plain, _ = own_words(bare(text), rules)
    return Text(typed, plain, kind, assess(text, rules) is not None, copies, is_doubted)


def _file() -> TriageFile:
    content = read_file(shipped_bank(), shipped_bank() / TRIAGE, TriageFile).content
    if content is None:
        sys.exit("The rules of triage have faults of their own: run `banhoc lessons check` first.")
    return content


def weights(
    for_it: Sequence[Found], against: Sequence[Found], begun: Mapping[str, float] | None = None
) -> dict[str, float]:
    """By how much each sign raises the logarithm of the odds; both sides count the same, be their texts few or many.

    Logistic regression with a penalty on squares, one sign after another by Newton's step for it alone.

    Args:
        for_it: the signs of each text on one side.
        against: the signs of each text on the other.
        begun: weights that are near already.
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
    found = {sign: (begun or {}).get(sign, 0.0) for sign in often}
    odds = [0.0] * len(texts)
    for sign, own in often.items():
        for number in own:
            odds[number] += found[sign]
    for _ in range(ROUNDS if begun is None else ROUNDS // 3):
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
    return found


_BASE = ""
"""In place of a sign: what all texts have."""


def points(weighed: Mapping[str, float]) -> dict[str, int]:
    """Whole points, without those that weigh nothing."""
    rounded = {sign: round(weight * POINTS_A_NAT) for sign, weight in weighed.items() if sign != _BASE}
    return {sign: each for sign, each in sorted(rounded.items()) if each}


def danger(weighed: Sequence[Text]) -> dict[str, int]:
    """How much each sign speaks for danger of any kind."""
    calm = [(words, each.copies) for each in weighed if not each.kind for words in (each.typed, each.bare)]
    grave = [(words, each.copies) for each in weighed if each.kind for words in (each.typed, each.bare)]
    found: dict[str, float] | None = None
    seen: dict[Found, int] = {}
    for _ in range(TURNS):
        heavy = points(found or {})
        beside = beside_others(weighed) if found else []
        for_it = [part for words, copies in grave for part in [heaviest_signs(words, heavy)] * copies]
        for_it += [heaviest_signs(each.typed, heavy) for each in beside if each.kind]
        for words, copies in (*calm, *((each.typed, 1) for each in beside if not each.kind)):
            part = heaviest_signs(words, heavy)
            seen[part] = max(copies, seen.get(part, 0))
        found = weights(for_it, [part for part, copies in seen.items() for _ in range(copies)], found)
    return points(found or {})


def beside_others(weighed: Sequence[Text]) -> list[Text]:
    """Half the texts of danger, each before or behind a harmless one, and harmless ones by threes, in some orders."""
    beside: list[Text] = []
    for turn in range(BESIDE):
        mixed = sorted(weighed, key=lambda each: crc32(f"{turn} {each.typed.folded}".encode()))
        calm, grave = [each for each in mixed if not each.kind], [each for each in mixed if each.kind]
        beside += [_joined(turn, *three) for three in zip(calm[::3], calm[1::3], calm[2::3], strict=False)]
        beside += [_joined(turn, *two) for two in zip(grave[::4], calm, strict=False)]
        beside += [_joined(turn, *two) for two in zip(calm[::-1], grave[1::4], strict=False)]
    return beside


def _joined(turn: int, *texts: Text) -> Text:
    """Texts behind each other; with each of them something else begins in a sentence of its own."""
    folded: list[str] = []
    accented: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for text in texts:
        words = text.bare if (len(text.typed.folded) + turn) % 5 < 2 else text.typed  # two of five type no accents
        begins += [len(folded), *(len(folded) + begin for begin in words.begins)]
        ends += [*(len(folded) + end for end in words.ends), len(folded) + len(words.folded)]
        folded += words.folded
        accented += words.accented
    joined = OwnWords(folded, accented, begins, ends[:-1])
    kind = next((text.kind for text in texts if text.kind), None)
    return Text(joined, joined, kind, any(each.is_told for each in texts), 1, any(each.is_doubted for each in texts))


def heaviest_signs(words: OwnWords, heavy: Mapping[str, int]) -> Found:
    """The signs of that part of a text which weighs most."""
    return frozenset(signs_in(words, heaviest(words, heavy)))


def kinds(weighed: Sequence[Text], heavy: Mapping[str, int]) -> dict[Urgency, dict[str, int]]:
    """How much each sign speaks for one kind of danger rather than another."""
    found: dict[Urgency, dict[str, int]] = {}
    for kind in Urgency:
        sides: tuple[list[Found], list[Found]] = ([], [])
        for each in weighed:
            if each.kind:
                for words in (each.typed, each.bare):
                    sides[each.kind is not kind].extend([heaviest_signs(words, heavy)] * each.copies)
        found[kind] = {sign: each for sign, each in points(weights(*sides)).items() if abs(each) > 1}
    return found


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a text weighs by points that were found without it."""

    text: Text
    points: int
    is_beside: bool
    """Whether it was put beside others."""

    def is_found(self, signs: Signs, *, is_told: bool) -> bool:
        """Whether it interrupts."""
        count = len(self.text.typed.folded)
        return self.points >= asked_of(signs, count, is_told=is_told, is_doubtful=self.text.is_doubted)


def unseen(every: Sequence[Text]) -> list[Unseen]:
    """Each text, and some beside each other, by what was weighed without them."""
    found: list[Unseen] = []
    for fold in range(FOLDS):
        heavy = danger([each for number, each in enumerate(every) if number % FOLDS != fold])
        own = every[fold::FOLDS]
        found += [Unseen(each, _weight(each.typed, heavy), is_beside=False) for each in own]
        found += [Unseen(each, _weight(each.typed, heavy), is_beside=True) for each in beside_others(own)]
    return found


def asked(found: Iterable[Unseen]) -> Signs:
    """The fewest points that interrupt few enough innocent texts which no rule has misread.

    Returns:
        Signs that weigh nothing: `least` by the texts that are read whole, `doubled` by the longer ones.
    """
    calm = [each for each in found if not each.text.kind and not each.text.is_told]
    long = [each for each in calm if len(each.text.typed.folded) > WINDOW]
    short = [each for each in calm if len(each.text.typed.folded) <= WINDOW]
    least = next(each for each in map(Signs, count(1)) if _share(short, each) <= INTERRUPTED_SHARE)
    tried = (replace(least, doubled=doubled) for doubled in count())
    return next(each for each in tried if _share(long, each) <= INTERRUPTED_SHARE_IN_PARTS)


def _share(calm: Sequence[Unseen], signs: Signs) -> float:
    return sum(each.is_found(signs, is_told=False) for each in calm) / max(len(calm), 1)


def _weight(words: OwnWords, heavy: Mapping[str, int]) -> int:
    return sum(heavy.get(sign, 0) for sign in heaviest_signs(words, heavy))


def written(signs: Signs) -> str:
    """The part of the file that holds them."""
    lines = ["signs:", *HEADING, f"  least: {signs.least}"]
    lines += [f"  doubled: {signs.doubled}", f"  told: {signs.told}"]
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
    """Weighs, says what the signs are worth on texts that were not weighed, writes them and sorts the texts."""
    every = texts(build(_file()))
    found = unseen(every)
    heavy = danger(every)
    signs = replace(asked(found), told=TOLD, points=heavy, kinds=kinds(every, heavy))
    for is_beside in (False, True):
        for kind in (*Urgency, None):
            own = [each for each in found if each.text.kind is kind and each.is_beside is is_beside]
            alone = sum(each.is_found(signs, is_told=False) for each in own)
            either = sum(each.is_found(signs, is_told=each.text.is_told) for each in own)
            where = ", beside others" if is_beside else ""
            sys.stdout.write(
                f"{kind or 'innocent'}{where}: of {len(own)} signs find {alone}, with the rules {either}\n"
            )
    path = shipped_bank() / "triage.yaml"
    rest = path.read_text(encoding="utf-8").partition("\nsigns:\n")[0].rstrip("\n")
    path.write_text(rest + "\n" + written(signs), encoding="utf-8")
    sort(build(_file()))


if __name__ == "__main__":
    main()
