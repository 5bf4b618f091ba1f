"""Where the name of a place, and a row of such names, ends in what people type."""

import re
from itertools import islice

from bot.tutor.spans import Words, vocabulary

LANES = frozenset(["duong", "pho", "ngo", "ngach", "hem", "kiet", "to", "thon", "xom", "ap", "khu", "tdp", "khoi"])
_WIDER = frozenset(
    ["xa", "phuong", "huyen", "quan", "tinh", "tp", "tx", "ban", "buon", "lang", "bon", "kdc", "kdt", "ktt"]
)
_WIDER_PAIRS = frozenset(["thi tran", "thi xa", "thanh pho", "tieu khu", "to dan", "khu pho", "khu dan", "khu do"])
"""What an address goes on with, each before its name."""
_BEHIND_PAIRS = (" pho", " cu", " thi")
"""What makes of `tổ dân`, `khu dân` and `khu đô` a kind of place."""
_GOES_ON = (",", " ", "\n")
_STRETCH = (" keo dai", " noi dai")
_SHORT = re.compile(r",? (?:p|q|f|h|x|tt|tp|tx|kp)(?:\. ?| ?(?=[0-9])| )(?=[a-z0-9])")
"""A ward or a district as it is shortened: `P5, Q11`, `f3`, `p. Hoa Lư`."""
_TOWN = re.compile(
    r"(?:, (?P<within>[a-z]{1,7}(?: [a-z]{1,7}){0,2}))?,? (?P<town>ha noi|hn|hai phong|hue|da nang|can tho|tp ?hcm"
    r"|hcm|sai gon|ho chi minh|tuyen quang|lao cai|thai nguyen|phu tho|bac ninh|hung yen|ninh binh|quang tri|quang ngai"
    r"|gia lai|khanh hoa|lam dong|dak lak|dong nai|tay ninh|vinh long|dong thap|ca mau|an giang|lai chau|dien bien"
    r"|son la|lang son|quang ninh|thanh hoa|nghe an|ha tinh|cao bang)\b"
)
"""A province, as an address ends with it (Resolution 202/2025/QH15), or a city."""
_KINDS = vocabulary(
    "đường phố ngõ ngách hẻm kiệt tổ thôn xóm ấp khu tdp kdc kdt ktt khối đội bản bon bôn buôn làng tiểu xã phường"
    " huyện quận tỉnh tp tx thị thành hamlet"
)
"""Kinds of places as they are written: `bạn`, `tố` and `xa` in a text with accents are none."""
_MOST_WORDS = 5
_MOST_SMALL = 2


def is_kind(words: Words, word: tuple[int, int]) -> bool:
    """Whether a word names a kind of place; without accents only in a text that has none."""
    said = words.written(word)
    return words.is_among(word, _KINDS) and (not said.isascii() or said in _KINDS[said] or words.text.isascii())


def lanes_end(words: Words, start: int) -> int:
    """Where lanes, hamlets, wards and their names end that follow one another from there."""
    end = start
    while (further := _next_end(words, end)) is not None:
        end = further
    town = _TOWN.match(words.folded, end)
    if town is None or not all(words.is_capital(town.span(part)) for part in ("within", "town") if town[part]):
        return end
    return town.end()


def _next_end(words: Words, end: int) -> int | None:
    """Where the one place ends that follows there, None where none does."""
    if words.folded[end : end + 1] not in _GOES_ON:
        return None
    short = _SHORT.match(words.folded, end)
    if short is not None:
        return capitals_end(words, short.end())
    if words.folded.startswith(_STRETCH, end):
        return end + len(_STRETCH[0])
    has_comma = words.folded[end : end + 1] == ","
    at = end + has_comma + 1
    lane, named = (*islice(words.following(at), 2), None, None)[:2]
    if lane is None or not is_kind(words, lane):
        return None if has_comma else capitals_end(words, at)  # the street of a lane has a capital
    pair = paired(words, lane, named)
    if pair is not None:
        return name_end(words, pair + 1) or pair
    if words.said(lane) in LANES:
        return name_end(words, lane[1] + 1) or lane[1]
    if words.said(lane) in _WIDER:
        return capitals_end(words, lane[1] + 1) or (_small_end(words, lane[1] + 1) if has_comma else None)
    return None if has_comma else capitals_end(words, at)


def paired(words: Words, first: tuple[int, int] | None, second: tuple[int, int] | None) -> int | None:
    """Where two words end that are one kind of place, with `phố` behind `tổ dân`; None where they are none."""
    if first is None or second is None or f"{words.said(first)} {words.said(second)}" not in _WIDER_PAIRS:
        return None
    behind = next((each for each in _BEHIND_PAIRS if words.folded.startswith(each, second[1])), "")
    return second[1] + len(behind)


def name_end(words: Words, start: int) -> int | None:
    """Where the name of a place ends: words with capitals, or numbers, or two small ones."""
    return capitals_end(words, start) or _small_end(words, start)


def capitals_end(words: Words, start: int) -> int | None:
    """Where some words with capitals end, or a number; None where neither stands there."""
    end = None
    for at, word in enumerate(words.following(start)):
        is_number = words.folded[word[0]].isdigit()
        if at == _MOST_WORDS or not (words.is_capital(word) or (is_number and end is None)):
            break
        end = word[1]
        if is_number:
            break
    return end


def _small_end(words: Words, start: int) -> int | None:
    end = None
    for at, word in enumerate(words.following(start)):
        if at == _MOST_SMALL or words.said(word) in LANES:
            break
        end = word[1]
    return end
