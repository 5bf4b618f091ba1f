"""Choices: what a button carries, how choices are marked without buttons, and which one typed words mean.

A choice of a lesson names its lesson, step, version and turn, so that an old or forged press is known as such. Any
other choice names only where it leads, and may be pressed twice without harm.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.model.dialogue import Bookmark, Menu
from bot.model.ids import ChoiceId, LessonId, StepId
from bot.model.message import CHOICE_ID_BYTES, Choice
from bot.tutor.fold import fold, words
from bot.tutor.sentences import is_consent

_MOST_DIGITS = 6

TURNS = 10_000
"""Turns count round, so that a choice id keeps its length; that many turns later an old choice is long forgotten."""


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A choice at a step of a lesson: `what` is an option's id, or an action, which begins with `_`."""

    lesson: LessonId
    step: StepId
    version: int
    turn: int
    what: str

    def fits(self, bookmark: Bookmark, turn: int) -> bool:
        """Whether it was offered by the newest message at that place."""
        is_there = self.lesson == bookmark.lesson and self.step == bookmark.step and self.version == bookmark.version
        return is_there and self.turn == turn % TURNS


@dataclass(frozen=True, slots=True)
class PlainChoice:
    """A choice outside of lessons: which dialogue, what, and about which thing."""

    dialogue: str
    what: str
    argument: str = ""


def step_choice(bookmark: Bookmark, turn: int, what: str) -> ChoiceId:
    """The id of a choice at the bookmark's step."""
    return _sized(f"l:{bookmark.lesson}:{bookmark.step}:{bookmark.version}:{turn % TURNS}:{what}")


def plain_choice(dialogue: str, what: str, argument: str = "") -> ChoiceId:
    """The id of a choice outside of lessons; `argument` may hold colons."""
    return _sized(f"{dialogue}:{what}:{argument}" if argument else f"{dialogue}:{what}")


def _sized(choice: str) -> ChoiceId:
    if len(choice.encode()) > CHOICE_ID_BYTES:
        raise ValueError(f"a choice id takes at most {CHOICE_ID_BYTES} bytes: {choice!r}")
    return ChoiceId(choice)


def read_choice(choice: ChoiceId) -> StepChoice | PlainChoice | None:
    """What a press means; None for what this program never offered in any version."""
    parts = choice.split(":")
    match parts:
        case ["l", lesson, step, version, turn, what] if _is_number(version) and _is_number(turn):
            return StepChoice(LessonId(lesson), StepId(step), int(version), int(turn), what)
        case ["l", *_]:
            return None
        case [dialogue, what, *argument] if dialogue and what:
            return PlainChoice(dialogue, what, ":".join(argument))
        case _:
            return None


def is_offered(choice: PlainChoice, menu: Menu | None) -> bool:
    """Whether the newest message offers it: a consent counts only then, and so does what cannot be undone."""
    own = plain_choice(choice.dialogue, choice.what, choice.argument)
    return menu is not None and any(offered.id == own for offered in menu.choices)


def is_label(text: str, menu: Menu | None) -> bool:
    """Whether a text is what stands on a button of the newest message, to the letter: our words, not the person's."""
    return menu is not None and any(offered.label == text for offered in menu.choices)


def read_page(argument: str) -> int:
    """The page that a choice names, from 0; the first for whatever is no page."""
    return int(argument) if _is_number(argument) else 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def marks(choices: Sequence[Choice]) -> tuple[str, ...]:
    """How choices are marked where there are no buttons: answers by letters from A, ways to go on by numbers from 1."""
    letter, number, given = ord("A"), 1, []
    for choice in choices:
        if choice.is_answer:
            given.append(chr(letter))
            letter += 1
        else:
            given.append(str(number))
            number += 1
    return tuple(given)


_NUMBER_WORDS = {
    word: str(n) for n, word in enumerate(("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"), start=1)
}
_LEADING = re.compile(r"^(?:(?:toi |minh |em |con |chau )?chon |dap an |phuong an |cau |so |y |muc )+")
_YES = frozenset(
    {"ok", "oke", "okay", "da", "vang", "u", "uh", "duoc", "roi", "tiep", "tiep di", "tiep tuc", "di tiep", "hoc tiep"}
    | {"xong", "next", "yes", "continue"}
)
_WAYS_ON = (":_next", ":_keep", ":continue")
"""How the ids of choices end that a plain yes means."""
_KEEP = "w:keep"
_KEYCAP_PARTS = str.maketrans("", "", "\ufe0f\u20e3")
_SHORTEST_PREFIX = 2
LONGEST_CHOICE = 200
"""Characters; no longer text means a choice."""


def match(text: str, choices: Sequence[Choice], *, in_full: bool = False) -> Choice | None:
    """The one choice that typed words mean, or None.

    Counted, with or without accents: the mark (`2`, `2.`, `số 2`, `hai`, `A)`, `đáp án a`), the label, and, unless
    `in_full`, the beginning of one label alone, or a plain yes (`ok`, `vâng`) where there is one way to go on; and an
    explicit yes (`tôi đồng ý`) where to be remembered is offered, which is asked for again before it counts.
    An answer may be hedged (`chắc là b`); a consent or a way to go on may not.
    A word typed with accents means no label with other accents: `dừng` is not `Đúng`.
    """
    if len(text) > LONGEST_CHOICE:
        return None
    folded = fold(text if text.isascii() else text.translate(_KEYCAP_PARTS)).strip(" .,:;!)(]['\"")
    if not folded:
        return None
    wanted = tuple(_WORD.findall(folded))
    return (
        _by_label(text, wanted, choices)  # before the mark: `bà` is a word, and `ba` a number
        or _by_mark(text, folded, choices)
        or (None if in_full else _by_beginning(text, folded, wanted, choices) or _by_yes(folded, choices))
        or _by_opinion(text, choices, in_full=in_full)
        or _by_consent(text, choices)
    )


def _by_mark(text: str, folded: str, choices: Sequence[Choice]) -> Choice | None:
    mark = _LEADING.sub("", folded) if " " in folded else folded
    mark = _NUMBER_WORDS.get(mark, mark).upper()
    if len(mark) > len(str(len(choices))) or (mark.isalpha() and " " not in folded and _sorted_marks(text)):
        return None  # too long, or a word such as `ạ`
    own_marks = marks(choices)
    return choices[own_marks.index(mark)] if mark in own_marks else None


def _by_label(text: str, wanted: tuple[str, ...], choices: Sequence[Choice]) -> Choice | None:
    same = [choice for choice in choices if _label_words(choice.label) == wanted and agree(text, choice.label)]
    return same[0] if wanted and len(same) == 1 else None


def _by_beginning(text: str, folded: str, wanted: tuple[str, ...], choices: Sequence[Choice]) -> Choice | None:
    if len(folded) < _SHORTEST_PREFIX or not wanted:
        return None
    begun = [choice for choice in choices if _is_begun(choice, wanted)]
    return begun[0] if len(begun) == 1 and agree(text, _beginning(begun[0].label, len(wanted))) else None


def _is_begun(choice: Choice, wanted: tuple[str, ...]) -> bool:
    """Whether a label begins so; of an answer one word is too little, unless it is half of it."""
    own = _label_words(choice.label)
    is_enough = not choice.is_answer or len(wanted) > 1 or len(wanted) * 2 >= len(own)
    return is_enough and own[: len(wanted)] == wanted


@lru_cache(maxsize=4_096)
def _label_words(label: str) -> tuple[str, ...]:
    """Labels come from phrases and lessons: few, and asked for again and again."""
    return words(label)


def _beginning(label: str, count: int) -> str:
    return " ".join(label.split()[:count])


def _by_yes(folded: str, choices: Sequence[Choice]) -> Choice | None:
    ways = [choice for choice in choices if choice.id.endswith(_WAYS_ON)]
    return ways[0] if folded in _YES and len(ways) == 1 else None


def _by_consent(text: str, choices: Sequence[Choice]) -> Choice | None:
    keep = next((choice for choice in choices if choice.id == _KEEP), None)
    return keep if keep is not None and is_consent(text) else None


_ME = "toi|tui|minh|em|chau|con|bac"
_HEDGES = re.compile(
    rf"(?:(?:da|chac(?: chan)?|co le|hinh nhu|theo (?:{_ME})|(?:{_ME}) (?:nghi|doan|thay)|cau (?:nay|do)|la|thi|hay) )+"
)
_SOFT_ENDS = frozenset({"ạ", "nhé", "nhe", "nha", "nhỉ", "nhi", "thôi", "thoi", "rồi", "roi", "đấy", "luôn", "luon"})


def without_hedges(text: str) -> str:
    """An opinion without the words that soften it: `chắc là b ạ` is `b`; text without such words stays as it is."""
    typed = _WORD.findall(unicodedata.normalize("NFC", text))
    hedges = _HEDGES.match(" ".join(map(fold, typed)))
    start, end = hedges[0].count(" ") if hedges else 0, len(typed)
    while end - 1 > start and typed[end - 1].lower() in _SOFT_ENDS:
        end -= 1
    return " ".join(typed[start:end]) if (start, end) != (0, len(typed)) else text


def _by_opinion(text: str, choices: Sequence[Choice], *, in_full: bool) -> Choice | None:
    plain = without_hedges(text)
    answers = [choice for choice in choices if choice.is_answer]
    return match(plain, answers, in_full=in_full) if answers and plain != text else None


def agree(text: str, label: str) -> bool:
    """Whether the accents agree: bare words agree with all, accented ones with the same (old and new tone places)."""
    if text == label:
        return True
    typed, own = _WORD.findall(unicodedata.normalize("NFC", text)), _WORD.findall(unicodedata.normalize("NFC", label))
    return len(typed) == len(own) and all(
        word.isascii() or _sorted_marks(word) == _sorted_marks(same) for word, same in zip(typed, own, strict=True)
    )


_WORD = re.compile(r"\w+")


def _sorted_marks(text: str) -> tuple[str, ...]:
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d\u0335"))
    return tuple(sorted(mark for mark in decomposed if unicodedata.combining(mark)))


_LIST_SEPARATORS = re.compile(r"(?:\s+va\s+|\s+voi\s+|\s+roi\s+|[\s,;.>/+&-])+")


def letters(text: str, count: int) -> tuple[int, ...] | None:
    """Reads several letters (`A C`, `a, c`, `ac`, `b va a`) as positions from 0, in the order typed.

    Returns:
        The positions, each once and below `count`; None where the text is anything else.
    """
    parts = [part for part in _LIST_SEPARATORS.split(_LEADING.sub("", fold(text))) if part]
    if len(parts) == 1:
        parts = list(parts[0])
    positions = tuple(ord(part) - ord("a") for part in parts if len(part) == 1)
    is_list = bool(parts) and len(positions) == len(parts) and len(set(positions)) == len(positions)
    return positions if is_list and all(0 <= position < count for position in positions) else None
