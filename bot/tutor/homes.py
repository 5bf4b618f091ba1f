"""Where somebody lives, down to the house; or the hamlet of a person who is named, in what people type."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

from bot.tutor.cue import PERSON, Cue
from bot.tutor.houses import find_houses
from bot.tutor.places import capitals_end, is_kind, name_end, places_from
from bot.tutor.spans import Words

_HAMLET = re.compile(
    r"\b(?:thon|xom|ban|ap|bon|buon|soc(?! (?:trang|son)\b)|phum|tdp|to dan pho|tieu khu|to(?= (?:so )?[0-9])"
    r"|lang|hamlet|khom|(?:(?<!\bbo )doi|khu|kp|khu pho)(?= [0-9])|khoi(?: pho)?)(?= [a-z0-9])"
)
_NAMED_HOUSE = Cue(
    r"\bnha (?:ba|ong|chu|co|anh|chi|bac|di|cau|thim|mo|duong|cu|em) (?P<who>[a-z]{1,8}(?: [a-z]{1,8})?),?[ \n]"
    r"(?:(?:o|tai) )?(?P<place>(?:to (?:so )?[0-9]{1,2},? )?(?P<hamlet>ap|thon|xom|ban|khom|buon|lang|bon|soc|phum) "
    r"(?=[a-z0-9]))",
    PERSON,
)
"""`nhà bà Sáu Lành, tổ 4 ấp Chợ`: a nickname is enough where the commune stands behind, too."""
_MOST_NAMES = 2
_COMMUNE = frozenset({"ward", "short", "wider"})
_OTHERS = frozenset({"ban", "to", "bon", "soc", "khoi"})
"""What is a version of a paper, a sheet of it, manure or English, too: capitals, or a number, have to follow."""
_WEAK = frozenset({"to", "doi", "khu", "khoi"})
"""What is a team or a class, too, unless another place or a word for living stands beside it."""
_LIVES = re.compile(
    r"\b(?:thuong (?:tru|chu)|tam tru|cu tru|cu ngu|ngu|tru|nha|hien|dang|song|toi|em|minh|tui|chau|con|ba|ong|me|bo"
    r"|vo|chong"
    r"|dia chi(?: (?:giao|nhan|gui)(?: hang)?)?|d/c|dc|noi o|cho o)(?: (?:o|tai|so)){0,3}:? ?$"
)
_SHORTEST = 3
_LIVING = 40
"""Characters before a hamlet in which a word tells that somebody lives there."""
_NO_HOME = re.compile(
    r"\b(?:(?:truong|pho|bi thu|nha van hoa|loa|dinh|cong|uy vien|chi bo|chi hoi|can bo|do) [a-z]{2,3} ?"
    r"|(?:chi hoi|chi bo|chi doan|clb|cau lac bo|hoi (?:nguoi cao tuoi|phu nu|nong dan|cuu chien binh|khuyen hoc))"
    r"(?: [a-z]{1,6}){0,4} [a-z]{2,3} ?|hang xom)$"
)
"""Before a hamlet, what somebody does for it or what stands in it; or `hàng xóm`."""
_HEADING = re.compile(r" ?[:–\-]")
_BESIDE = 50
_FAR = 160
"""So near a full name a hamlet tells where that person lives; further, where a text says that somebody lives there."""
_SENTENCE_END = re.compile(r"[.;!?\n]")
_DIGIT = re.compile(r"[0-9]")


def find_homes(words: Words, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Addresses, as spans of the folded text; `names` are the full names in it, in its order."""
    if _DIGIT.search(words.folded) is not None:
        yield from find_houses(words)
    yield from _named_houses(words)
    for start, end in _whole(words, _hamlets(words, names)) if names else ():
        if _is_somebodys(words, start, end, names):
            yield start, end


def _named_houses(words: Words) -> Iterator[tuple[int, int]]:
    """Houses that are told by who lives there, with the hamlet and the commune; all in capitals, or nothing."""
    for found in _NAMED_HOUSE.finditer(words.folded):
        first, last = found.span("who")
        name = words.capitals(first, _MOST_NAMES)
        is_small = not name and found["hamlet"] not in _OTHERS
        end = (name_end if is_small else capitals_end)(words, found.end())
        if end is None or not (is_small or (name and name[-1][1] == last)):
            continue
        if is_small and (shown := words.cased()[first:end]) != shown.lower():
            continue
        end, kinds = places_from(words, found.start("place"), end)
        if is_kind(words, found.span("hamlet")) and not _COMMUNE.isdisjoint(kinds):
            yield found.start(), end


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


_PLAIN = frozenset({"thon", "xom", "khom", "tieu khu"})
"""Words for a hamlet that are hardly any other without accents."""
_BARE = 2
_CLOSE = re.compile(r"[ ,(]{1,3}(?:(?:hien )?(?:o|tai|ngu) )?")
"""`Sầm Thị Lưu, tổ 5`: so close behind a name a number alone tells where that person lives."""


def _whole(words: Words, begun: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Hamlets on to the last place that belongs to them.

    What begins within one is a part of it; looked at anew, a long list of places would take its square of time.
    """
    last = 0
    for start, end in begun:
        if start >= last:
            last, _ = places_from(words, start, end)
            yield start, last


def _hamlets(words: Words, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Hamlets with their names; these have capitals in a text where persons have."""
    has_capitals = any(map(words.is_capital, names))
    for found in _HAMLET.finditer(words.folded):
        if not (
            is_kind(words, (found.start(), found.start() + len(found[0].partition(" ")[0])))
            or _is_plain_hamlet(words, found, names)
        ):
            continue
        end = (capitals_end if has_capitals or found[0] in _OTHERS else name_end)(words, found.end() + 1)
        if end is not None:
            yield found.start(), end


def _is_plain_hamlet(words: Words, found: re.Match[str], names: Sequence[tuple[int, int]]) -> bool:
    """Whether a hamlet has no accents where names have them: right behind a full name, and with a capital."""
    start = found.start()
    if found[0] not in _PLAIN or not words.text[words.offsets[start] : words.offsets[found.end()]].isascii():
        return False
    at = bisect(names, (start,))
    is_behind = at > 0 and _CLOSE.fullmatch(words.folded, names[at - 1][1], start) is not None
    return is_behind and words.text[words.offsets[found.end() + 1]].isupper()


def _is_beside(words: Words, start: int, end: int, name: tuple[int, int]) -> bool:
    first, last = (end, name[0]) if name[0] >= end else (name[1], start)
    between = words.folded[first:last]
    return first <= last <= first + _BESIDE and _SENTENCE_END.search(between) is None
