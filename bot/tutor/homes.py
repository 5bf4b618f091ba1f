"""Where somebody lives, down to the house; or the hamlet of a person who is named, in what people type."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.tutor.cue import PERSON, Family
from bot.tutor.spans import Words, vocabulary

_LANES = frozenset(["duong", "pho", "ngo", "ngach", "hem", "kiet", "to", "thon", "xom", "ap", "khu", "tdp"])
_LANE = "|".join(sorted(_LANES))
_ANY_LANE = Family(_LANES | {"tieu", "ban", "buon", "lang"}, PERSON)
_WIDER = frozenset(["xa", "phuong", "huyen", "quan", "tinh", "tp", "tx", "ban", "buon", "lang", "bon"])
_WIDER_PAIRS = frozenset(["thi tran", "thi xa", "thanh pho", "tieu khu", "to dan", "khu pho"])
"""What an address goes on with, each before its name."""
_BLOCK = " pho"
_NUMBERED = re.compile(r"\b[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,3} (?=[a-z])")
"""A house's number, where a street may follow that nothing calls one: `84/6 Nguyễn Trung Trực, phường 8`."""
_WARD = re.compile(r", ?(?:phuong|xa|quan|huyen|tp|thanh pho|thi (?:xa|tran))\b")
_IN_LANE = re.compile(r"\b(?:ngo|ngach|hem|kiet) [0-9]{1,4}(?:/[0-9]{1,4}){0,3},? (?:so )?nha [0-9]{1,4}\b")
"""A house within a lane, told the other way round."""
_OFFICE = re.compile(
    r"\b(?:ubnd|uy ban|buu (?:dien|cuc)|truong|benh vien|tram y te|cong an|toa an|kho bac|trung tam|nha van hoa"
    r"|museum|library|bao tang"
    r"|thu vien|ngan hang|chi nhanh|tru so|so y te|so giao duc|post office|hospital|school)\b"
)
_BEFORE = 50
"""So near before an address an office makes it everybody's; in characters, within a clause."""
_HOUSE = re.compile(
    rf"\b(?:so nha|nha so|so|sn|nha|no\.?|o(?= )|tai|dia chi|d/c) ?[0-9]{{1,4}}[a-z]?(?:/[0-9]{{1,4}}[a-z]?){{0,3}}"
    rf"(?=,? (?:{_LANE})[ \n][a-z0-9]|, (?:tieu khu|ban|buon|lang)[ \n][a-z0-9])"
)
"""A house's number, where a lane follows."""
_STREET = re.compile(
    r"\b(?:(?:so nha|nha so)|(?:o(?= )|tai|nha|dia chi|d/c)(?: so)?) ?"
    r"[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,3},? (?=[a-z])"
)
"""A house's number, where the name of a street may follow."""
_ABROAD = re.compile(r"\b(?:no\.? ?)?[0-9]{1,4}[a-z]?(?:/[0-9]{1,4})?,? (?:[a-z]+ ){1,4}(?:street|road|alley|lane)\b")
_STREETS = Family({"street", "road", "alley", "lane"}, PERSON)
_HAMLET = re.compile(
    r"\b(?:thon|xom|ban|ap|bon|buon|tdp|to dan pho|tieu khu|to(?! (?:chuc|quoc|ve|khai|trinh)\b)|lang|hamlet)"
    r"(?= [a-z0-9])"
)
_KINDS = vocabulary(
    "đường phố ngõ ngách hẻm kiệt tổ thôn xóm ấp khu tdp bản bon bôn buôn làng tiểu xã phường huyện quận tỉnh tp tx thị"
    " thành hamlet"
)
"""Kinds of places as they are written: `bạn`, `tố` and `xa` in a text with accents are none."""
_OTHERS = frozenset({"ban", "to"})
"""What is a version of a paper, a sheet of it or English, too: a name with capitals, or a number, has to follow."""
_BESIDE = 40
"""So near a full name a hamlet tells where that person lives; in characters, within a sentence."""
_SENTENCE_END = re.compile(r"[.;!?\n]")
_CLAUSE_END = re.compile(r"[,.;!?\n]|\bnha\b")
"""A house of somebody's own is no office, whatever stands before it."""
_MOST_WORDS = 5
_DIGIT = re.compile(r"[0-9]")
_MOST_SMALL = 2


def find_homes(words: Words, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Addresses, as spans of the folded text; `names` are the full names in it."""
    if _DIGIT.search(words.folded) is not None:
        if _ANY_LANE.places(words.folded):
            yield from _followed(words, (found.span() for found in _IN_LANE.finditer(words.folded)))
            yield from _followed(words, _houses(words))
        yield from _streets(words)
        yield from _followed(words, _numbered(words))
        for found in _ABROAD.finditer(words.folded) if _STREETS.places(words.folded) else ():
            if not _is_office(words, found.start()):
                yield found.span()
    for start, end in _followed(words, _hamlets(words)) if names else ():
        if any(_is_beside(words, start, end, name) for name in names):
            yield start, end


def _followed(words: Words, begun: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Addresses on to the last place that belongs to them.

    What begins within one is a part of it; looked at anew, a long list of places would take its square of time.
    """
    last = 0
    for start, end in begun:
        if start >= last:
            last = _lanes_end(words, end)
            yield start, last


def _houses(words: Words) -> Iterator[tuple[int, int]]:
    for found in _HOUSE.finditer(words.folded):
        if _leads_on(words, found.end()) and not _is_office(words, found.start()):
            yield _without_lead(words, found.start()), found.end()


def _streets(words: Words) -> Iterator[tuple[int, int]]:
    last = 0
    for found in _STREET.finditer(words.folded):
        end = _capitals_end(words, found.end())
        if end is not None and found.start() >= last and not _is_office(words, found.start()):
            last = _lanes_end(words, end) if words.folded[end : end + 1] == "," else end
            yield _without_lead(words, found.start()), last


def _numbered(words: Words) -> Iterator[tuple[int, int]]:
    for found in _NUMBERED.finditer(words.folded):
        end = _capitals_end(words, found.end())
        if end is not None and _WARD.match(words.folded, end) and not _is_office(words, found.start()):
            yield found.start(), end


def _hamlets(words: Words) -> Iterator[tuple[int, int]]:
    for found in _HAMLET.finditer(words.folded):
        end = (_capitals_end if found[0] in _OTHERS else _name_end)(words, found.end() + 1)
        if end is not None and _is_kind(words, (found.start(), found.start() + len(found[0].split(" ")[0]))):
            yield found.start(), end


def _is_kind(words: Words, word: tuple[int, int]) -> bool:
    """Whether a word names a kind of place; without accents only in a text that has none."""
    said = words.written(word)
    return words.is_among(word, _KINDS) and (not said.isascii() or said in _KINDS[said] or words.text.isascii())


def _is_office(words: Words, start: int) -> bool:
    """Whether the words right before an address, in its clause, are an office's."""
    before = words.folded[max(0, start - _BEFORE) : start]
    return any(_CLAUSE_END.search(before, found.end()) is None for found in _OFFICE.finditer(before))


_LEAD = re.compile(r"(?:o|tai|dia chi|d/c)(?: so)?:? ?(?=[0-9])")


def _without_lead(words: Words, start: int) -> int:
    """Where an address begins behind a word that only says that one follows."""
    found = _LEAD.match(words.folded, start)
    return found.end() if found is not None else start


def _is_beside(words: Words, start: int, end: int, name: tuple[int, int]) -> bool:
    first, last = (end, name[0]) if name[0] >= end else (name[1], start)
    between = words.folded[first:last]
    return first <= last <= first + _BESIDE and _SENTENCE_END.search(between) is None


_PLAIN_LANES = frozenset({"ngo", "ngach", "hem", "kiet", "thon", "xom"})
"""Words that are hardly anything else; `tổ chức`, `khu vực` and `đường dây` are no lanes."""


def _leads_on(words: Words, start: int) -> bool:
    """Whether a lane follows a house's number there: one with a number or a name."""
    lane, name = islice(words.following(start + (words.folded[start] == ",") + 1), 2)
    is_named = words.is_capital(name) or words.folded[name[0]].isdigit()
    return is_named or words.said(lane) in _PLAIN_LANES or _paired(words, lane, name) is not None


def _lanes_end(words: Words, start: int) -> int:
    """Where lanes, hamlets and their names end that follow one another from there."""
    end = start
    while True:
        has_comma = words.folded[end : end + 1] == ","
        at = end + has_comma + 1
        lane, named = (*islice(words.following(at), 2), None, None)[:2]
        if lane is not None and not _is_kind(words, lane):
            lane = None
        pair = _paired(words, lane, named)
        if pair is not None:
            end = _name_end(words, pair + 1) or pair
        elif lane is not None and words.said(lane) in _LANES:
            end = _name_end(words, lane[1] + 1) or lane[1]
        elif lane is not None and words.said(lane) in _WIDER:
            wider = _capitals_end(words, lane[1] + 1) or (_small_end(words, lane[1] + 1) if has_comma else None)
            if wider is None:
                return end
            end = wider
        else:
            street = None if has_comma else _capitals_end(words, at)  # the street of a lane has a capital
            if street is None:
                return end
            end = street


def _paired(words: Words, first: tuple[int, int] | None, second: tuple[int, int] | None) -> int | None:
    """Where two words end that are one kind of place, `phố` behind `tổ dân` among them; None where they are none."""
    if first is None or second is None or f"{words.said(first)} {words.said(second)}" not in _WIDER_PAIRS:
        return None
    return second[1] + len(_BLOCK) if words.folded.startswith(_BLOCK, second[1]) else second[1]


def _name_end(words: Words, start: int) -> int | None:
    """Where the name of a place ends: words with capitals, or numbers, or two small ones."""
    return _capitals_end(words, start) or _small_end(words, start)


def _capitals_end(words: Words, start: int) -> int | None:
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
        if at == _MOST_SMALL or words.said(word) in _LANES:
            break
        end = word[1]
    return end
