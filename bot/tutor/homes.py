"""Where somebody lives, down to the house; or the hamlet of a person who is named, in what people type."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.tutor.cue import PERSON, Cue, Family
from bot.tutor.places import LANES, capitals_end, is_kind, lanes_end, name_end, paired
from bot.tutor.spans import Words

_LANE = "|".join(sorted(LANES))
_ANY_LANE = Family(LANES | {"tieu", "ban", "buon", "lang", "kdc", "kdt", "ktt"}, PERSON)
_NUMBERED = Cue(
    r"\b[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,4} (?:(?:duong|pho) (?=[0-9])|(?:duong |pho )?(?=[a-z]))", PERSON
)
"""A house's number, where a street may follow that nothing calls one: `84/6 Nguyễn Trung Trực, phường 8`."""
_WARD = re.compile(r", ?(?:phuong|xa|quan|huyen|tp|thanh pho|thi (?:xa|tran))\b|,? (?:p|q|f)(?:\. ?[a-z0-9]| ?[0-9])")
_IN_LANE = Cue(r"\b(?:ngo|ngach|hem|kiet) [0-9]{1,4}(?:/[0-9]{1,4}){0,3},? (?:so )?nha [0-9]{1,4}\b", PERSON)
"""A house within a lane, told the other way round."""
_WITHIN = Cue(
    r"\b(?:[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,4},? (?:ngo|ngach|hem|kiet)|(?:ngo|ngach|hem|kiet) [0-9]{1,4}[a-z]?"
    r"(?:/[0-9]{1,4}[a-z]?){1,4})(?= [a-z0-9])",
    PERSON,
)
"""A house within a lane, with nothing said before: `14B kiệt 9`, `hẻm 21/7/3 Bùi Minh`."""
_PLOT = re.compile(
    r"\b(?:(?:lo|o|can|nha|so)(?: so)? )?[a-z]{1,2}[0-9]{1,3}(?:[-./][a-z]?[0-9]{1,4}[a-z]?){1,2}"
    r"(?=,? (?:duong|pho|khu (?:dan cu|do thi|tai dinh cu|tap the)|kdc|kdt|ktt)\b)"
)
"""A house's number of new quarters: `B2-08 đường số 3`, `lô D4-11 khu dân cư An Bình`."""
_KIET = re.compile(r"\bk[0-9]{1,4}(?:/[0-9]{1,4}[a-z]?){1,3}(?= [a-z])")
"""A house within a lane as it is written in Đà Nẵng: `K45/12 Hà Huy Tập`."""
_LETTERED = re.compile(r"[0-9](?<=[a-z][0-9])[0-9]{0,2}[-./]")
_FLAT = Cue(
    r"\b(?:phong|can ho|can|ch|p)\b\.? ?(?:so )?[a-z]{0,2}[0-9]{2,4}[a-z0-9.\-]{0,6},? (?:tang [0-9]{1,2},? )?"
    r"(?:toa nha|toa|block|chung cu|cc|thap|tower|ktt|khu (?:tap the|do thi|chung cu|can ho)"
    r"|nha(?= [a-z]{1,3}[0-9]{1,2},? (?:khu|kdt|ktt|chung cu)\b))\b"
    r"(?: [a-z]{0,4}[0-9][a-z0-9.\-]{0,8}(?![a-z0-9]))?(?: [a-z](?![a-z0-9]))?"
    r"(?:,? (?:chung cu|cc|ktt|kdt|khu (?:tap the|do thi|chung cu|can ho))(?= [a-z]))?",
    PERSON,
)
"""A flat within its building."""
_BESIDE_BUILDING = re.compile(r",? (?=[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}){0,3} [a-z])")
_OFFICE = re.compile(
    r"\b(?:ubnd|uy ban|buu (?:dien|cuc)|truong(?! (?:hop|thon|ban|xom|phong|to)\b)|benh vien|tram y te|cong an|bhxh"
    r"|toa an|kho bac|trung tam|nha van hoa"
    r"|museum|library|bao tang"
    r"|thu vien|ngan hang|chi nhanh|tru so|so y te|so giao duc|post office|hospital|school)\b"
)
_OFFICE_THERE = re.compile(
    r"(?:^|[.;!?:\n] ?)(?:tru so |dia chi )?(?:ubnd|uy ban|buu dien|benh vien|tram y te|cong an|bhxh|ngan hang)\b"
    r"[^,.;:!?\n]{0,25}, ?(?:tai |o |dia chi:? )?(?:so )?$"
)
"""What begins a sentence with an office, as `UBND phường 7, số 45 đường Lê Lợi`, tells where that is."""
_BEFORE = 50
"""So near before an address an office makes it everybody's; in characters, within a clause."""
_HOUSE = Cue(
    r"\b(?:so nha|nha so|so|sn|nha|no|o(?= )|tai|dia chi|d/c)(?:[.:] ?| )[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,3}"
    rf"(?=,? (?:{_LANE})[ \n][a-z0-9]|, (?:tieu khu|ban|buon|lang)[ \n][a-z0-9])",
    PERSON,
)
"""A house's number, where a lane follows."""
_STREET = Cue(
    r"\b(?:(?:so nha|nha so)|(?:o(?= )|tai|nha(?: (?:em|minh|toi|tui|chau|con|bac|ong|ba|anh|chi))?|dia chi|d/c)"
    r"(?: so)?)(?:: ?| )"
    r"[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,3},? (?=[a-z])",
    PERSON,
)
"""A house's number, where the name of a street may follow."""
_ABROAD = re.compile(r"\b(?:no\.? ?)?[0-9]{1,4}[a-z]?(?:/[0-9]{1,4})?,? (?:[a-z]+ ){1,4}(?:street|road|alley|lane)\b")
_STREETS = Family({"street", "road", "alley", "lane"}, PERSON)
_HAMLET = re.compile(
    r"\b(?:thon|xom|ban|ap|bon|buon|soc|phum|tdp|to dan pho|tieu khu|to(?! (?:chuc|quoc|ve|khai|trinh)\b)|lang|hamlet"
    r"|(?:doi|khu|khoi)(?= [0-9])|khoi pho)(?= [a-z0-9])"
)
_OTHERS = frozenset({"ban", "to", "bon", "soc"})
"""What is a version of a paper, a sheet of it, manure or English, too: capitals, or a number, have to follow."""
_WEAK = frozenset({"to", "doi", "khu", "khoi"})
"""What is a team or a class, too, unless another place or a word for living stands beside it."""
_LIVES = re.compile(
    r"\b(?:thuong tru|tam tru|cu tru|cu ngu|ngu|tru|nha|hien|dang|song|toi|em|minh|tui|chau|con|ba|ong|me|bo|vo|chong"
    r"|dia chi|d/c|dc|noi o|cho o)(?: (?:o|tai|so)){0,3}:? ?$"
)
_SHORTEST = 3
_LIVING = 40
"""Characters before a hamlet in which a word tells that somebody lives there."""
_NO_HOME = re.compile(
    r"\b(?:(?:truong|pho|bi thu|nha van hoa|loa|dinh|cong|uy vien|chi bo|chi hoi|can bo) [a-z]{2,3} ?|hang xom)$"
)
"""Before a hamlet, what somebody does for it or what stands in it; or `hàng xóm`."""
_HEADING = re.compile(r" ?[:–\-]")
_BESIDE = 40
_FAR = 160
"""So near a full name a hamlet tells where that person lives; further, where a text says that somebody lives there."""
_SENTENCE_END = re.compile(r"[.;!?\n]")
_CLAUSE_END = re.compile(r"[,.;!?\n]|\bnha\b")
"""A house of somebody's own is no office, whatever stands before it."""
_DIGIT = re.compile(r"[0-9]")


def find_homes(words: Words, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Addresses, as spans of the folded text; `names` are the full names in it, in its order."""
    if _DIGIT.search(words.folded) is not None:
        begun = [*_numbered(words), *_flats(words), *_plots(words)]
        if _ANY_LANE.places(words.folded):
            begun += (found.span() for found in _IN_LANE.finditer(words.folded))
            begun += (*_houses(words), *_within(words))
        begun.sort()
        for start, end in _followed(words, begun, may_be_office=True):
            yield _without_lead(words, start), end
        yield from _streets(words)
        for found in _ABROAD.finditer(words.folded) if _STREETS.places(words.folded) else ():
            if not _is_office(words, found.start()):
                yield found.span()
    for start, end in _followed(words, _hamlets(words, names)) if names else ():
        if _is_somebodys(words, start, end, names):
            yield start, end


def _is_somebodys(words: Words, start: int, end: int, names: Sequence[tuple[int, int]]) -> bool:
    """Whether a hamlet is told as that of somebody who is named, right before or behind it."""
    at = bisect(names, (start, start))
    near = names[max(0, at - 1) : at + 1]
    if _LIVES.search(words.folded[max(0, start - _LIVING) : start]) is not None:
        return any(abs(name[0] - end) <= _FAR for name in near)
    if _NO_HOME.search(words.folded[max(0, start - _LIVING) : start + _SHORTEST]) is not None:
        return False
    place = words.folded[start:end].split()
    is_bare = len(place) == _BARE and place[-1].isdigit()
    is_behind = any(_CLOSE.fullmatch(words.folded, name[1], start) is not None for name in near)
    if is_bare and not is_behind and (place[0] in _WEAK or _HEADING.match(words.folded, end) is not None):
        return False
    return any(_is_beside(words, start, end, name) for name in near)


_BARE = 2
_CLOSE = re.compile(r"[ ,(]{1,3}(?:(?:hien )?(?:o|tai|ngu) )?")
"""`Sầm Thị Lưu, tổ 5`: so close behind a name a number alone tells where that person lives."""


def _followed(
    words: Words, begun: Iterable[tuple[int, int]], *, may_be_office: bool = False
) -> Iterator[tuple[int, int]]:
    """Addresses on to the last place that belongs to them, but those of offices where there `may_be` some.

    What begins within one is a part of it; looked at anew, a long list of places would take its square of time.
    """
    last = 0
    for start, end in begun:
        if start >= last and not (may_be_office and _is_office(words, start)):
            last = lanes_end(words, end)
            yield start, last


def _houses(words: Words) -> Iterator[tuple[int, int]]:
    for found in _HOUSE.finditer(words.folded):
        if _leads_on(words, found.end()):
            yield found.span()


def _within(words: Words) -> Iterator[tuple[int, int]]:
    for found in _WITHIN.finditer(words.folded):
        following = next(words.following(found.end() + 1))
        if words.is_capital(following) or words.folded[following[0]].isdigit():
            yield found.span()


def _plots(words: Words) -> Iterator[tuple[int, int]]:
    if _LETTERED.search(words.folded) is not None:
        for found in _PLOT.finditer(words.folded):
            yield found.span()
        for found in _KIET.finditer(words.folded):
            if words.is_capital((found.end() + 1, found.end() + 2)):
                yield found.span()


def _flats(words: Words) -> Iterator[tuple[int, int]]:
    for found in _FLAT.finditer(words.folded):
        end = capitals_end(words, found.end() + 1) or found.end()
        street = _BESIDE_BUILDING.match(words.folded, end)
        number = next(words.following(street.end())) if street is not None else None
        end = (capitals_end(words, number[1] + 1) or end) if number is not None else end
        if _OFFICE.search(words.folded, found.start(), end) is None:
            yield found.start(), end


def _streets(words: Words) -> Iterator[tuple[int, int]]:
    last = 0
    for found in _STREET.finditer(words.folded):
        end = capitals_end(words, found.end())
        if end is not None and found.start() >= last and not _is_office(words, found.start()):
            last = lanes_end(words, end) if words.folded[end : end + 1] == "," else end
            yield _without_lead(words, found.start()), last


def _numbered(words: Words) -> Iterator[tuple[int, int]]:
    for found in _NUMBERED.finditer(words.folded):
        first = words.text[words.offsets[found.end()]]
        end = capitals_end(words, found.end()) if first.isupper() or first.isdigit() else None
        if end is not None and _WARD.match(words.folded, end):
            yield found.start(), end


def _hamlets(words: Words, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Hamlets with their names; these have capitals in a text where persons have."""
    has_capitals = any(map(words.is_capital, names))
    for found in _HAMLET.finditer(words.folded):
        end = (capitals_end if has_capitals or found[0] in _OTHERS else name_end)(words, found.end() + 1)
        if end is not None and is_kind(words, (found.start(), found.start() + len(found[0].split(" ")[0]))):
            yield found.start(), end


def _is_office(words: Words, start: int) -> bool:
    """Whether the words right before an address, in its clause, are an office's."""
    before = words.folded[max(0, start - _BEFORE) : start]
    ends = [found.end() for found in _OFFICE.finditer(before)]
    if not ends:
        return False
    return _CLAUSE_END.search(before, ends[-1]) is None or _OFFICE_THERE.search(before) is not None


_LEAD = re.compile(r"(?:o|tai|dia chi|d/c)(?: so)?:? ?(?=[0-9])")


def _without_lead(words: Words, start: int) -> int:
    """Where an address begins behind a word that only says that one follows."""
    found = _LEAD.match(words.folded, start)
    return found.end() if found is not None else start


def _is_beside(words: Words, start: int, end: int, name: tuple[int, int]) -> bool:
    first, last = (end, name[0]) if name[0] >= end else (name[1], start)
    between = words.folded[first:last]
    return first <= last <= first + _BESIDE and _SENTENCE_END.search(between) is None


_PLAINLANES = frozenset({"ngo", "ngach", "hem", "kiet", "thon", "xom"})
"""Words that are hardly anything else; `tổ chức`, `khu vực` and `đường dây` are no lanes."""


def _leads_on(words: Words, start: int) -> bool:
    """Whether a lane follows a house's number there: one with a number or a name."""
    lane, name = islice(words.following(start + (words.folded[start] == ",") + 1), 2)
    is_named = words.is_capital(name) or words.folded[name[0]].isdigit()
    return is_named or words.said(lane) in _PLAINLANES or paired(words, lane, name) is not None
