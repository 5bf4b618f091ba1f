"""Where a house is told by its number, its lane or its flat, with the places it belongs to, in what people type.

A number alone is nobody's: what stands before it, and each place behind it, tells more or less that it is a house's.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.tutor.cue import PERSON, Cue
from bot.tutor.places import MOST_PLACES, NO_STREET, is_another, places_from
from bot.tutor.spans import Words

_FLAT = (
    r"(?:phong|can ho|can|ch|p|lo|apartment|apt|flat|room)\b\.? ?(?:so )?[a-z]{0,2}[0-9]{1,4}[a-z0-9.\-]{0,6}"
    r"(?![a-z0-9/])(?=,?[ \n])"
)
"""A flat, a room or a plot: `căn hộ A12.05`, `P1204`, `lô C7`."""
_PLOT = (
    r"[a-z]{1,2}[0-9]{1,3}(?:[-./][a-z]?[0-9]{1,4}[a-z]?){1,2}"
    r"(?=,? (?:duong|pho|khu|kdc|kdt|ktt|chung cu|cc|toa|block|thap)\b)"
)
"""A house's number of new quarters: `B2-08 đường số 3`."""
_KIET = r"k[0-9]{1,4}(?:/h?[0-9]{1,4}[a-z]?){1,3}(?= [a-z])"
"""A house within a lane as it is written in Đà Nẵng: `K45/12 Hà Huy Tập`."""
_LANE = (
    r"(?:ngo|ngach|hem|kiet) [0-9]{1,4}[a-z]?(?>(?:/[0-9]{1,4}[a-z]?){0,4})(?![a-z0-9])"
    r"|(?:kp|khu pho) [0-9]{1,2}(?=,)"
    rf"|(?!{NO_STREET})"
    r"(?:duong|thon|xom|ap|khom) (?:[a-z]{1,7} ){0,3}[a-z0-9/]{1,7}(?=,[^.;:!?\n]{1,40}\b(?:so|nha) [0-9])"
)
"""A lane or a street, within which a house may follow."""
_NUMBER = (
    r"(?<![/\-.])(?:(?:so nha|nha so|sn|so|nha|no|house)(?:[.:] ?| ))?"
    r"(?![0-3]?[0-9]/[01]?[0-9]/(?:19|20)[0-9]{2}(?![0-9]))"
    r"[0-9]{1,4}[a-g]?(?>(?:/[0-9]{1,4}[a-z]?){0,4})(?![a-z0-9/\-]|\.[0-9])(?=,?[ \n]{0,2}[a-z])"
)
"""A house's number, where a street may follow."""
_BEGIN = Cue(rf"\b(?:{_FLAT}|{_LANE}|{_NUMBER})", PERSON)
_BEGUN = re.compile(rf"(?P<flat>{_FLAT})|(?P<lane>{_LANE})|(?P<house>{_NUMBER})")
_LABELS = re.compile(
    r"(?:[ \n][-–] |,?[ \n]{0,2})(?:(?:duong|pho|ngo|ngach|hem|kiet|ng|dg?|dai lo|alley|lane|to|group|thon|xom|ap|khu"
    r"|kp|tdp|khoi|khom|tieu khu|buon|bon|ban|lang|soc|phum|doi|hamlet|chung cu|cc|toa|block|thap|tower|ktt|kd[ct]|ktx"
    r"|ky tuc xa|day tro|lo|tang|nha|so|sn|phuong|xa|thi tran|tt)\b|(?=(?P<first>[a-z0-9])))"
)
"""Right behind a house's number; else a capital has to stand there."""
_LETTERED = re.compile(r"[0-9](?<=[a-z][0-9])")
_GLUED = re.compile(rf"\b(?:(?P<flat>p[0-9]{{2,4}}[a-z]?(?![a-z0-9/])(?=,?[ \n])|{_PLOT})|(?P<kiet>{_KIET}))")
_POINTS = {
    "house": 2, "lane": 2, "hamlet": 2, "village": 3, "building": 2, "ward": 2, "short": 2, "road": 4, "street": 1,
    "wider": 1, "town": 1, "bare": 1, "small": 1, "floor": 1, "stretch": 0,
}  # fmt: skip
"""How much each kind of place behind a number tells that it is a house's."""
_LABELLED = {"so nha": 3, "nha so": 3, "sn": 3, "so": 2, "no": 2, "nha": 2, "house": 1}
_LABEL = re.compile("|".join(_LABELLED))
_OF_FLAT, _OF_LANE, _OF_STREET, _WITHIN = 2, 2, 1, 1
_ENOUGH = 4
_CLOSEST = frozenset({"lane", "hamlet", "village", "building", "short", "road", "street", "small"})
"""What stands next to a house's number: a ward or a town never does."""
_LEAD = re.compile(
    r"\b(?:(?P<lives>o|tai|dia chi|d/c|dc|noi o|cho o|tru|nha|tro|lives? at|house is|live in)|giao|ship|gui|chuyen|qua"
    r"|ve|toi|den|ghe)(?: (?:o|em|e|minh|toi|tui|chau|con|bac|ong|ba|anh|chi|me|bo|la|so|hang|nhan|giao|moi|nay|cua"
    r"|dia|ve|tai"
    r"|nguoi)){0,4}:? ?$"
)
"""What leads to somebody's address."""
_LIVES_THERE, _SENT_THERE = 3, 2
_DATED = re.compile(
    r"\b(?:ngay|hom|sang|chieu|trua|dem|mung|dip|le|lop|ty le|ti le|ty so|ti so|thang|luc|tuyen|xe|buyt|bus|chuong"
    r"|bai|nam|co|gom|mua|them|duoc|den so|ngo|ngach|hem|kiet|to|thon|xom|ap|khu|kp|khoi|doi|phuong|quan|p|q|lo|tang"
    r"|duong|pho) (?:so )?$"
)
"""Before a number that counts something, is a date, a class or a line of buses."""
_RANGE = re.compile(
    r" to [0-9]{1,4}(?:st|nd|rd|th)?,? (?:(?:of )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)|[ap]\.?m|o['’]clock|years?|days?|weeks?"
    r"|months?|hours?|minutes?|people|students?|points?|percent|dollars?|km|kg)\b"
)
"""English `17 to 20 November` is no `tổ 20`."""
_LONGEST_DATED = 12
"""Characters in which such a word stands."""
_TO = 40
"""Characters before an address in which a word leads to it."""
_OFFICE = re.compile(
    r"\b(?:ubnd|uy ban|buu (?:dien|cuc)|truong(?! (?:hop|thon|ban|xom|phong|to)\b)|benh vien|tram y te|cong an|bhxh"
    r"|toa (?:an|soan)|kho bac|trung tam|nha (?:van hoa|thi dau|thuoc|hang|tho)|hieu (?:thuoc|sach)|sieu thi|khach san"
    r"|museum|library|clinic|office|toa nha hanh chinh|bao tang|cong ty|cty|buyt|rap|quan (?:pho|an|com|ca phe"
    r"|cafe|bun|nhau)"
    r"|thu vien|cua hang|htx|ngan hang|chi nhanh|tru so|so y te|so giao duc|post office|hospital|school)\b"
)
_MEETING = re.compile(
    r"\b(?:(?:cuoc|buoi|lich|moi|giay moi) hop|hoi nghi|hoi thao|tap huan|phong thi|lich (?:thi|hoc))\b[^.;!?\n]{0,60}$"
)
"""What makes of a room one in which people meet."""
_OFFICE_THERE = re.compile(
    r"(?:^|[.;!?:\n] ?|\bduong (?:toi|den) )(?:tru so |dia chi )?(?:ubnd|uy ban|buu dien|benh vien|tram y te"
    r"|cong an|bhxh|ngan hang|cong ty"
    r"|truong|sieu thi|khach san|trung tam|cty|bao tang|thu vien)\b[^,.;:!?\n]{0,35}, ?(?:tai |o |dia chi:? )?(?:so )?$"
)
"""What begins a sentence with an office, as `UBND phường 7, số 45 đường Lê Lợi`, tells where that is."""
_MEETING_BEFORE = 80
"""Characters before a room in which such a word stands."""
_BEFORE = 60
"""So near before an address an office makes it everybody's; in characters, within a clause."""
_CLAUSE_END = re.compile(r"[,;!?\n]|\.(?![a-z])|\bnha\b(?! (?:van hoa|thi dau|thuoc|hang|tho)\b)")
"""A house of somebody's own is no office, whatever stands before it."""


def find_houses(words: Words) -> Iterator[tuple[int, int]]:
    """Addresses that have a house's number, as spans of the folded text, in its order."""
    last = read = end = 0
    kinds: Sequence[str] = ()
    has_letters = _LETTERED.search(words.folded) is not None
    glued = {found.start(): found for found in _GLUED.finditer(words.folded)} if has_letters else {}
    for at in sorted({*_BEGIN.places(words.folded), *glued}):
        if at < last:
            continue
        found = _BEGUN.match(words.folded, at) or glued.get(at)
        if found is None or not _may_go_on(words, found.end()) or _counts(found) or _is_other(words, found):
            continue
        if found.end() != read:  # of `lô 5, khu A` the places are behind `5` alone, too
            read = found.end()
            end, kinds = places_from(words, at, read)
        is_list = len(kinds) == MOST_PLACES
        if kinds and _is_home(words, found, end, kinds):
            last = end
            yield at, end
        elif is_list:
            last = end


def _may_go_on(words: Words, end: int) -> bool:
    """Whether a kind of place, or a capital, stands behind a number; most numbers of a text are no house's."""
    following = _LABELS.match(words.folded, end)
    if following is None:
        return False
    return following["first"] is None or words.text[words.offsets[following.end()]].isupper()


def _is_other(words: Words, found: re.Match[str]) -> bool:
    """Whether the first word of a lane has the accents of another one: `Dương Thị Yến, số 48` is no `đường`."""
    return found.lastgroup == "lane" and is_another(words, (found.start(), found.start() + found[0].index(" ")))


def _counts(found: re.Match[str]) -> bool:
    """Whether the word before a bare number, or a range in English, tells that it counts something."""
    start = found.start()
    is_bare = "0" <= found.string[start] <= "9"
    return is_bare and (
        _DATED.search(found.string, max(0, start - _LONGEST_DATED), start) is not None
        or _RANGE.match(found.string, found.end()) is not None
    )


def _is_home(words: Words, found: re.Match[str], end: int, kinds: Sequence[str]) -> bool:
    """Whether the places behind a number, and the words before it, tell that somebody lives there."""
    points = sum(map(_POINTS.__getitem__, {*kinds})) + _WITHIN * ("/" in found[0])
    match found.lastgroup:
        case "flat":
            points += _OF_FLAT
            is_close = (
                "building" in kinds
                and _office_before(words.folded, end)[0] < found.start()
                and _MEETING.search(words.folded, max(0, found.start() - _MEETING_BEFORE), found.start()) is None
            )
        case "lane":
            points += _OF_LANE if found[0][-1].isdigit() else _OF_STREET
            is_close = (
                "house" in kinds
                or "/" in found[0]
                or ("hamlet" in kinds and _leads(words.folded, found.start()) == _LIVES_THERE)
            )
        case "kiet":
            points += _OF_LANE
            is_close = kinds[0] in _CLOSEST
        case _:
            is_close = kinds[0] in _CLOSEST
            label = _LABEL.match(found[0])
            points += _LABELLED[label[0]] if label is not None else 0
    if not is_close or points + _LIVES_THERE < _ENOUGH:
        return False
    start = found.start()
    return (points >= _ENOUGH or points + _leads(words.folded, start) >= _ENOUGH) and not _is_office(words, start)


def _leads(folded: str, start: int) -> int:
    """How much the words right before an address tell that somebody lives there, or gets something there."""
    lead = _LEAD.search(folded, max(0, start - _TO), start)
    if lead is None:
        return 0
    return _LIVES_THERE if lead["lives"] else _SENT_THERE


@lru_cache(maxsize=2)
def _offices(folded: str) -> Sequence[tuple[int, int]]:
    """Where a text tells of offices; looked for once, when an address is weighed."""
    return [found.span() for found in _OFFICE.finditer(folded)]


def _office_before(folded: str, end: int) -> tuple[int, int]:
    """The last office that a text tells of before an offset; a span before all text where there is none."""
    offices = _offices(folded)
    at = bisect(offices, (end,))
    return offices[at - 1] if at else (-_BEFORE - 1, 0)


def _is_office(words: Words, start: int) -> bool:
    """Whether the words right before an address, in its clause, are an office's."""
    first, last = _office_before(words.folded, start)
    if first < start - _BEFORE or last > start:
        return False
    return (
        _CLAUSE_END.search(words.folded, last, start) is None
        or _OFFICE_THERE.search(words.folded, max(0, start - _BEFORE), start) is not None
    )
