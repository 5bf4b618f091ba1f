"""Where somebody lives, down to the house; or the hamlet of a person who is named, in what people type."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.tutor.cue import PERSON, Family
from bot.tutor.spans import Words

_LANES = frozenset(["duong", "pho", "ngo", "ngach", "hem", "kiet", "to", "thon", "xom", "ap", "khu", "tdp"])
_LANE = "|".join(sorted(_LANES))
_ANY_LANE = Family(_LANES, PERSON)
_HOUSE = re.compile(
    rf"\b(?:so nha|nha so|so|sn|nha|no\.?|o(?= )|tai|dia chi|d/c) ?[0-9]{{1,4}}[a-z]?(?:/[0-9]{{1,4}}[a-z]?){{0,3}}"
    rf"(?=,? (?:{_LANE})[ \n][a-z0-9])"
)
"""A house's number, where a lane follows."""
_STREET = re.compile(
    r"\b(?:(?:so nha|nha so)|(?:o(?= )|tai|nha|dia chi|d/c)(?: so)?) ?"
    r"[0-9]{1,4}[a-z]?(?:/[0-9]{1,4}[a-z]?){0,3},? (?=[a-z])"
)
"""A house's number, where the name of a street may follow."""
_ABROAD = re.compile(r"\b(?:no\.? ?)?[0-9]{1,4}[a-z]?(?:/[0-9]{1,4})?,? (?:[a-z]+ ){1,4}(?:street|road|alley|lane)\b")
_STREETS = Family({"street", "road", "alley", "lane"}, PERSON)
_HAMLET = re.compile(r"\b(?:thon|xom|ban|ap|bon|buon|tdp|to dan pho|tieu khu|to|lang|hamlet)(?= [a-z0-9])")
_HILL_HAMLETS = frozenset({"bản", "ban"})
"""`bản` is a hamlet; `bạn`, `bán` and `bàn` fold alike."""
_BESIDE = 40
"""So near a full name a hamlet tells where that person lives; in characters, within a sentence."""
_SENTENCE_END = re.compile(r"[.;!?\n]")
_MOST_WORDS = 5
_DIGIT = re.compile(r"[0-9]")
_MOST_SMALL = 2


def find_homes(words: Words, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Addresses, as spans of the folded text; `names` are the full names in it."""
    has_number = _DIGIT.search(words.folded) is not None
    for found in _HOUSE.finditer(words.folded) if has_number and _ANY_LANE.places(words.folded) else ():
        if _leads_on(words, found.end()):
            yield _without_lead(words, found.start()), _lanes_end(words, found.end())
    for found in _STREET.finditer(words.folded) if has_number else ():
        end = _capitals_end(words, found.end())
        if end is not None:
            yield _without_lead(words, found.start()), end
    for found in _ABROAD.finditer(words.folded) if has_number and _STREETS.places(words.folded) else ():
        yield found.span()
    if names:
        for found in _HAMLET.finditer(words.folded):
            end = _name_end(words, found.end() + 1)
            is_hamlet = not (found[0] == "ban" and words.written(found.span()) not in _HILL_HAMLETS)
            if is_hamlet and end is not None and any(_is_beside(words, found.start(), end, name) for name in names):
                yield found.start(), end


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
    return is_named or words.said(lane) in _PLAIN_LANES


def _lanes_end(words: Words, start: int) -> int:
    """Where lanes, hamlets and their names end that follow one another from there."""
    end = start
    while True:
        has_comma = words.folded[end : end + 1] == ","
        at = end + has_comma + 1
        lane = next(words.following(at), None)
        if lane is None or words.said(lane) not in _LANES:
            return (None if has_comma else _capitals_end(words, at)) or end  # the street of a lane has a capital
        end = _name_end(words, lane[1] + 1) or lane[1]


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
