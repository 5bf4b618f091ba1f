"""Words that insult whoever reads them; few, since most rude words are something else in another sentence."""

import re
from collections.abc import Iterator, Mapping

from bot.tutor.fold import fold
from bot.tutor.hearing import Heard

_PHRASES = (
    "đồ ngu", "đồ dốt", "đồ khùng", "đồ điên", "đồ hâm", "đồ nhà quê", "đồ rác rưởi", "đồ chó", "đồ vô dụng",
    "đồ khốn", "đồ lẩm cẩm", "chậm tiêu", "ngu như bò", "ngu như chó", "ngu như lợn", "ngu như heo", "ngu thế",
    "ngu vậy", "ngu quá", "ngu lắm", "ngu vừa thôi", "quá ngu", "dốt thế", "dốt vậy", "dốt quá", "dốt như bò",
    "ngu dốt", "ngu si", "dốt nát", "đần độn", "đần thế", "óc chó", "óc lợn", "óc heo", "đầu đất", "thiểu năng",
    "già lẩm cẩm", "lẩm cẩm rồi", "lẩm cẩm vừa thôi", "lẩm cẩm thế", "chậm hiểu thế", "già mà ngu", "thằng già",
    "con mụ", "mụ già", "lão già", "cút đi", "cút ngay", "xéo đi", "câm mồm", "câm miệng", "im mồm", "ngậm mồm",
    "mất dạy", "vô tích sự", "thằng chó", "thằng ngu", "con ngu", "địt mẹ", "địt", "đụ má", "đù má", "vcl", "vkl",
    "đm", "đkm", "đcm", "clgt", "khốn nạn", "đồ khốn nạn", "ăn hại",
)  # fmt: skip
_WRITTEN: Mapping[str, tuple[tuple[str, ...], ...]] = {
    fold(phrase): tuple(tuple(each.split()) for each in _PHRASES if fold(each) == fold(phrase)) for phrase in _PHRASES
}
"""By what is read, how it may be written: `đụ má` and `đù má` fold alike."""
_STRICT = frozenset(
    map(fold, ("ngu quá", "ngu lắm", "quá ngu", "con ngu", "thằng chó", "đồ chó", "đồ ngu", "lão già", "địt"))
)
"""Without any accent these are too easily something else: `ngủ quá`, `thẳng cho`."""
_ANY = re.compile(rf"\b(?:{'|'.join(sorted(_WRITTEN, key=len, reverse=True))})\b")
_OF_OTHERS = re.compile(
    r"\b(?:khong|ko|k|dont|chang|chua|dung|ai|bon|chung|ke|may|no|cung|nghi|so|che|mang la|bao la|noi|bi|nhieu khi"
    r"|nguoi ta|lo|tuong)\b(?: (?!thi\b|ma\b|sao\b)[^ ]+){0,5} $"
)
"""Whoever stands so before such a word does not say it of the reader: `đừng nghĩ mình dốt quá`, `bọn khốn nạn`."""
_BACK = 40
"""Characters before a word in which it is told of whom it is said."""


def find_insults(heard: Heard) -> Iterator[tuple[int, int]]:
    """Finds insults of the reader, as places in what was heard."""
    return ((start, end) for start, end, before in find_rude(heard) if not is_of_others(before))


def find_rude(heard: Heard) -> Iterator[tuple[int, int, str]]:
    """Finds rude words, of whomever they are said: their places in what was heard, and what stands before each."""
    said = heard.said.lower()
    for start, end in heard.sentences():
        for found in _ANY.finditer(said, start, end):
            if _is_written(heard, found):
                yield *found.span(), said[max(start, found.start() - _BACK) : found.start()]


def is_of_others(before: str) -> bool:
    """Whether what stands before a rude word tells that it is said of somebody else, or by them."""
    return _OF_OTHERS.search(before) is not None


def _is_written(heard: Heard, found: re.Match[str]) -> bool:
    """Whether each word bears its accents or none: `ngủ quá` is no insult."""
    written = heard.written(*found.span()).split()
    if all(map(str.isascii, written)):
        return found[0] not in _STRICT
    return any(
        all(word == phrase for word, phrase in zip(written, expected, strict=False)) for expected in _WRITTEN[found[0]]
    )
