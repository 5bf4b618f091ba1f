"""Which answer is meant by the heart of it, typed instead of pressed: `dòng CN07` for `CN07: 31 áo`."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import dropwhile

from bot.model.message import Choice
from bot.tutor import denial
from bot.tutor.choices import LONGEST_CHOICE, agree, without_hedges
from bot.tutor.courtesy import answer_to, is_unsure, wish_in
from bot.tutor.denial import Standing
from bot.tutor.fold import fold, words

_WORD = re.compile(r"\w+")
_FILLERS = frozenset(
    {"tôi", "tui", "mình", "em", "cháu", "con", "bác", "chọn", "lấy", "đưa", "gửi", "là", "thì", "sẽ", "nên", "câu"}
    | {"dòng", "ý", "mục", "cái", "cho", "phần", "chỗ", "đáp", "phương", "án", "có", "mã", "số", "vào"}
)
"""Words before an answer that say no more than that it is one."""
_BARE_FILLERS = frozenset(map(fold, _FILLERS))
_ENOUGH = 2
"""So many words that no other answer has; a single one says too little, unless it bears a number."""


def meant(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The one answer in whose label all the words stand together, or None.

    Enough of them have to be its alone, so that what several answers have in common decides nothing. What a label
    denies is not meant by it: `nêu tên` is not `không nêu tên ai`.
    """
    if len(text) > LONGEST_CHOICE or _is_aside(text):
        return None
    typed = _WORD.findall(without_hedges(text))
    return _held(typed, choices) or _held(list(dropwhile(_is_filler, typed)), choices)


_ASKING = frozenset({"gì", "gi", "sao"})


def _is_aside(text: str) -> bool:
    """Whether it asks, greets, thanks or wants away, which an answer may do as well: `tôi cần làm gì`, `chào anh`."""
    is_asked = "?" in text or not _ASKING.isdisjoint(_WORD.findall(text.lower()))
    return is_asked or answer_to(text) is not None or wish_in(text) is not None or is_unsure(text)


def _is_filler(word: str) -> bool:
    return word.lower() in _FILLERS or (word.isascii() and word.lower() in _BARE_FILLERS)


def _held(typed: Sequence[str], choices: Sequence[Choice]) -> Choice | None:
    said = " ".join(typed)
    holding = [choice for choice in choices if typed and _holds(choice.label, said)]
    if len(holding) != 1:
        return None
    others = {word for choice in choices if choice is not holding[0] for word in words(choice.label)}
    own = set(words(said)) - others
    return holding[0] if len(own) >= _ENOUGH or any(map(_has_number, own)) else None


def _has_number(word: str) -> bool:
    return len(word) > 1 and any(map(str.isdigit, word))


@lru_cache(maxsize=1_024)
def _places(label: str) -> tuple[tuple[int, int], ...]:
    """Labels come from lessons: few, and each text is held against all of its check."""
    return tuple(found.span() for found in _WORD.finditer(label))


def _holds(label: str, said: str) -> bool:
    """Whether the words stand together in a label, with accents that agree, and are meant there."""
    places, wanted = _places(label), words(said)
    for first, last in zip(places, places[len(wanted) - 1 :], strict=False):
        start, end = first[0], last[1]
        part = label[start:end]
        if words(part) == wanted and agree(said, part):
            before, whole = denial.read(label[:start]).marked, denial.read(label[:end]).marked
            return denial.read(label).standing(len(before), len(whole)) is Standing.MEANT
    return False
