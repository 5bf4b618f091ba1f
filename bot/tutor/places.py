"""How places follow one another in an address, from the lane to the province, in what people type.

The patterns read the folded text with its capitals (`Words.cased`), since names of places have them. A
label counts with its own accents: `bạn`, `tố` and `xa` are no `bản`, `tổ` and `xã` in a text that has accents.
"""

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from bot.tutor.spans import Words, vocabulary

NUMBER = r"[0-9]{1,4}[A-Ga-g]?(?>(?:[/.\-][0-9]{1,4}[A-Za-z]?){0,4})(?![A-Za-z0-9/])"
_CODE = r"[A-Z]{1,4}[0-9]{1,4}[A-Z]?(?:[.\-][0-9]{1,4})?(?![A-Za-z0-9])"
_CAPITAL = r"[A-Z](?:[A-Za-z]{0,11}+(?:['’`][A-Za-z]{1,8}+)?|\.)(?![A-Za-z0-9])"
NAME = rf"{_CAPITAL}(?>(?: {_CAPITAL}){{0,4}})(?:(?<=hang) [0-9]{{1,2}}| [0-9]{{1,2}}(?=,))?(?![A-Za-z0-9])"
_IN_ENGLISH = "(?: (?:village|hamlet|commune|ward|district|province)(?![A-Za-z]))?"
"""What stands behind a name in English, in small letters too: `Ta Van village`."""
_DAY = r"[0-9]{1,2} [Tt]hang [0-9]{1,2}"
"""Streets are called after days: `đường 3 Tháng 2`."""
_STOP = (
    "nha|nhe|nhen|nghen|giup|gium|dum|ho|cho|ghi|gap|thi|la|de|luc|shop|oi|duoc|bi|va|o|tai|ve|den|toi|voi|vien|nao|nay"
    "|chuc|quoc|trinh|khai|day|ngo|ngach|hem|kiet|duong|pho|to|thon|xom|ap|khu|tdp|kp|khom|khoi|phuong|xa|quan|huyen|tp"
    "|tx|tt|tinh|p|q|so|sn|muon|can|xin|hoi|ten|co|em|minh|chi|anh|ong|ba|co|chu|bac|ban|nhan|a|ak|e|please|is|vuc|vui"
)
_SMALL = (
    rf"(?!(?:{_STOP})(?![a-z]))[a-z]{{1,7}}+(?![A-Za-z0-9])(?: (?!(?:{_STOP})(?![a-z]))[a-z]{{1,7}}+(?![A-Za-z0-9]))?"
)
"""One or two small words, as those name places who write no capitals."""
NO_STREET = (
    "[Dd]uong (?:huyet|ruot|kinh(?! duong)|mau|day|truyen|dan|link|ho hap|tieu hoa|tiet nieu|bay|chan troi)(?![A-Za-z])"
)
"""What `đường` is, too, in small letters: sugar in the blood, a diameter, a line."""
_WATERSIDE = "(?:ven|bo|quanh|canh|doc|men) (?:ho|song|bien|suoi|kenh|de|ke|ao|dam|rung|nui)(?![A-Za-z0-9])"
"""How streets are called that have no name."""
_ANY = rf"(?:{_DAY}|(?:[Ss]o )?{NUMBER}|{_CODE}|{NAME})"
_APART = r"(?:,[ \n]{0,2}+|[ \n]{1,2}+(?>(?:[-–] )?))"
_PLAIN = "ngo|ngach|hem|kiet"
_HAMLET = (
    "to dan pho|to dan|to|thon|xom|ap|khu pho|khoi pho|khu|kp|tdp|khoi|khom|tieu khu|buon|bon|ban|lang|soc|phum|doi"
    "|hamlet|group(?= [0-9])"
)
_SURE_HAMLET = "to dan pho|thon|xom|ap|khu pho|khoi pho|tdp|khom|tieu khu|buon"
_BUILDING = (
    "chung cu|cc|toa nha|toa|block|thap|tower|khu (?:tap the|do thi|dan cu|tai dinh cu|chung cu|can ho)|ktt|kdt|kdc"
    "|ktx|ky tuc xa|day tro|lo|can"
)
_SHORT, _SHORT_NUMBERED = "p|q|f|h|x|tt|tp|tx|kp|dg|d", "p|q|f|x|tt|tp|tx|kp|ng"
_ESTATE = "khu (?:tap the|do thi|dan cu|chung cu)|chung cu mini|ktx|ktt|day tro"
_WARD = "phuong|xa|thi tran|ward|commune"
_WIDER = "quan|huyen|thi xa|thanh pho|tinh|district"
_TOWN = (
    "ha noi|hanoi|hn|hai phong|hue|da nang|danang|can tho|tp\\.? ?hcm|hcm|sai gon|saigon"
    "|tp\\.? ho chi minh(?: city)?|ho chi minh(?: city)?"
    "|tuyen quang|lao cai|thai nguyen|phu tho|bac ninh|hung yen|ninh binh|quang tri|quang ngai"
    "|gia lai|khanh hoa|lam dong|dak lak|dong nai|tay ninh|vinh long|dong thap|ca mau|an giang|lai chau|dien bien"
    "|son la|lang son|quang ninh|thanh hoa|nghe an|ha tinh|cao bang|buon ma thuot|da lat|binh duong|nam dinh"
)
"""Provinces, as an address ends with them (Resolution 202/2025/QH15), and cities."""
_HOUSE = rf"(?:[Ss](?i:o nha|o|n)|[Nn](?i:ha so|ha))\.? (?:{NUMBER})(?: (?:mot|hai|ba|bon|nam|sau|bay|tam|chin)(?=,))?"


_ALTERNATIVE = re.compile(r"(?:\([^()]*\)|[^|()])+")


def _any_case(labels: str) -> str:
    """Labels in small letters or capitals, by their first letters: that of the text rules nearly all of them out."""
    by_letter: dict[str, list[str]] = {}
    for label in _ALTERNATIVE.findall(labels):
        by_letter.setdefault(label[0], []).append(label[1:])
    either = (f"[{first.upper()}{first}](?i:{'|'.join(rest)})" for first, rest in by_letter.items())
    return f"(?:{'|'.join(either)})"


def _beginning() -> str:
    """How what has a label, or a number behind a comma, begins: with two letters of a label, or one that is cut short.

    Most of what stands behind an address does not, and so is ruled out at once.
    """
    seconds: dict[str, set[str]] = {}
    for label in _ALTERNATIVE.findall(
        f"{_PLAIN}|alley|lane|duong|pho|dai lo|so|sn|nha|tang|{_BUILDING}|{_ESTATE}|{_WARD}|{_WIDER}|{_HAMLET}|{_TOWN}"
    ):
        seconds.setdefault(label[0], set()).update({label[1], label[1].upper()})
    labels = "|".join(f"[{first.upper()}{first}][{''.join(sorted(rest))}]" for first, rest in seconds.items())
    return rf"{labels}|[A-Za-z]{{1,2}}[0-9. ]|(?<=, )(?:[0-9]|[A-Z]{{1,4}}[0-9])"


def _following(*, is_small: bool) -> re.Pattern[str]:
    """What an address may go on with; `is_small` where all around it is written without capitals."""
    any_name = rf"(?:{_ANY}|{_SMALL})" if is_small else _ANY
    short = "[a-z0-9]" if is_small else "[A-Z0-9]"
    ward, wider, street = _any_case(_WARD), _any_case(_WIDER), _any_case("duong|pho|dai lo")
    lane, small = _any_case(f"{_PLAIN}|alley|lane"), _any_case(f"duong|pho|{_HAMLET}")
    return re.compile(
        rf"(?: (?:keo|noi) dai\b(?P<stretch>)|{_APART}(?:(?={_beginning()})(?:"
        rf"(?P<house>{_HOUSE}|(?<=, ){NUMBER}(?= {_CAPITAL} [A-Z]| (?i:duong|pho|{_PLAIN})\b))"
        rf"|(?P<lane>{lane} (?:{_ANY}|{_SMALL})|{street} (?:{_ANY}|{_WATERSIDE}))"
        rf"|(?P<building>{_any_case(_BUILDING)} (?:{NUMBER}|{_CODE}|{NAME}|[A-Z0-9]{{1,4}}(?![A-Za-z0-9]))"
        rf"|{_any_case(_ESTATE)}(?![A-Za-z0-9])"
        rf"|(?<=, ){_CODE}|[Nn](?i:ha) (?=[A-Z]){_CODE})"
        rf"|(?P<floor>[Tt](?i:ang) [0-9]{{1,2}}(?![A-Za-z0-9]))"
        rf"|(?P<ward>{ward} {any_name}|(?<=,[ \n]){ward} {_SMALL})"
        rf"|(?P<wider>{wider} {any_name}|(?<=,[ \n]){wider} {_SMALL})"
        rf"|(?P<hamlet>{_any_case(_HAMLET)} {_ANY}|{_any_case(_SURE_HAMLET)} {_SMALL})"
        rf"|(?P<small>(?!{NO_STREET}){small} {_SMALL})"
        rf"|(?P<short>(?:[Dd][Gg]?|[PHQFXphqfx]|[Tt][PTXptx])\. ?(?:(?i:so )?{any_name})"
        rf"|{_any_case(_SHORT_NUMBERED)} ?{NUMBER}"
        rf"|{_any_case(_SHORT)} (?={short}){any_name})"
        rf"|(?P<town>{_any_case(_TOWN)}(?![A-Za-z0-9])))"
        rf"|(?P<bare>(?<=,.){NAME}{_IN_ENGLISH}|(?<=,){NAME}{_IN_ENGLISH}))"
        rf"|[ \n](?P<street>{NAME}))"
    )


_NAMED = re.compile(rf",[ \n]?(?P<bare>{NAME}{_IN_ENGLISH})|[ \n](?P<street>{NAME})")
_DASHED = re.compile(rf" [-–] (?P<street>{NAME})")
_DASHES = ("-", "–")
"""Behind a place that a dash joins to the one before, one may join a street, too; else a person is told behind it."""
_UNLABELLED = frozenset({"stretch", "short", "street", "bare"})
_NEXT = _following(is_small=False)
_NEXT_SMALL = _following(is_small=True)
_LABEL = re.compile("[A-Za-z]+")
_ENGLISH = re.compile("to (?!so |dan )[a-z]")
"""Where names have capitals a `tổ` without accents has a number or a capital behind it; `to take` is English."""
_KINDS = vocabulary(
    "đường phố ngõ ngách hẻm kiệt tổ thôn xóm ấp khu tdp kdc kdt ktt khối đội bản bon bôn buôn làng tiểu xã phường"
    " huyện quận tỉnh tp tx thị thành hamlet khóm sóc phum kđt kđc tòa toà tầng lô căn số nhà tháp"
)
"""Kinds of places as they are written."""
_ROADS = (" street", " road", " alley", " lane", " avenue")
_VILLAGES = (" village", " hamlet")
_WARDS = (" ward", " commune", " district", " city", " province")
_NO_PLACES = vocabulary(
    "anh chị em ông bà cô chú bác cậu dì cụ bé gặp gọi giao gửi xin nhờ cảm tôi mình con cháu tên sđt đt email zalo"
    " nhé liên kính viết số mr mrs ms dear please"
)
"""What begins another clause with a capital, but no name of a place."""
MOST_PLACES = 10
"""More of them in a row are a list, and nobody's address."""
_STREETS_OF = frozenset({"ong", "ba"})
"""How streets of old heroes begin: `Bà Triệu`."""
_MOST_BARE = 2
_MOST_WORDS = 5
_MOST_SMALL = 2
_UNITS = ("kg", "km", "cm", "ml", "m2", "tr")
"""A number with one of these is an amount: `bán lợn bản 60kg`."""
LANES = frozenset(["duong", "pho", "ngo", "ngach", "hem", "kiet", "to", "thon", "xom", "ap", "khu", "tdp", "khoi"])
_HAS_CAPITAL = re.compile(r"[^A-Z]*+[A-Z]").match
_AROUND = 60
"""Characters from the beginning of an address in which a capital shows that its names have them."""


def is_kind(words: Words, word: tuple[int, int]) -> bool:
    """Whether a word names a kind of place; without accents only in a text that has none."""
    ways = _KINDS.get(words.said(word), frozenset())
    written = words.written(word)
    return written in ways or (bool(ways) and written.isascii() and words.text.isascii())


def is_another(words: Words, word: tuple[int, int]) -> bool:
    """Whether a word that might name a kind of place has the accents of another one: `Dương`, `tố`."""
    written = words.written(word)
    return not written.isascii() and written not in _KINDS.get(words.said(word), ())


def places_from(words: Words, start: int, end: int) -> tuple[int, Sequence[str]]:
    """The places that follow one another from `end` on, in an address that begins at `start`.

    Returns:
        Where the last one ends, and the kind of each: `house`, `lane`, `hamlet`, `village`, `building`, `street`,
        `road`, `ward`, `wider`, `short`, `town` or `bare`.
    """
    kinds: list[str] = []
    shown = words.cased()
    is_small = not _HAS_CAPITAL(shown, start, start + _AROUND)
    pattern = _NEXT_SMALL if is_small else _NEXT
    is_dashed = False
    while len(kinds) < MOST_PLACES:
        found = pattern.match(shown, end) or (_DASHED.match(shown, end) if is_dashed else None)
        if found is None:
            break
        is_dashed = shown[end + 1 : end + 2] in _DASHES
        kind = found.lastgroup or ""
        if kind not in _UNLABELLED and not _is_meant(words, shown, found, start, is_small=is_small):
            found = _NAMED.match(shown, end)
            kind = (found.lastgroup or "") if found is not None else ""
        if found is not None and kind in {"street", "bare"}:
            kind = _kind_of_name(words, found, kind, kinds)
        if found is None or not kind:
            break
        kinds.append(kind)
        end = found.end()
    return end, kinds


def _is_meant(words: Words, shown: str, found: re.Match[str], first: int, *, is_small: bool) -> bool:
    """Whether a label has the accents of one, and a town a capital; without accents in an address that has none."""
    start = found.start(found.lastgroup or 0)
    if found.lastgroup == "town":
        return is_small or shown[start].isupper()
    label = _LABEL.match(shown, start)
    if label is not None and not is_small and _is_english(words, label):
        return False
    if label is None or label[0].lower() not in _KINDS or is_kind(words, label.span()):
        return True
    return words.text[words.offsets[first] : words.offsets[found.end()]].isascii()


def _is_english(words: Words, label: re.Match[str]) -> bool:
    """Whether a label is the English word `to`."""
    return _ENGLISH.match(label.string, label.start()) is not None and words.written(label.span()).isascii()


def _kind_of_name(words: Words, found: re.Match[str], kind: str, before: Sequence[str]) -> str:
    """The kind of a place that has no label; nothing where what stands there is none."""
    name = found[kind].lower()
    if name.endswith(_ROADS):
        return "road"
    if name.endswith(_VILLAGES):
        return "village"
    if name.endswith(_WARDS):
        return "ward"
    first = name.split(" ")[0]
    is_after = kind == "street" and first in _STREETS_OF
    if not is_after and words.is_among((found.start(kind), found.start(kind) + len(first)), _NO_PLACES):
        return ""
    if kind == "street":
        return kind if not before or before[-1] in {"lane", "building", "house", "hamlet"} else "bare"
    is_place = name.count(" ") == 1 or (name.count(" ") > 1 and (name[-2] == " " or before[-1:] == ["building"]))
    return kind if is_place and before.count(kind) < _MOST_BARE else ""


def name_end(words: Words, start: int) -> int | None:
    """Where the name of a place ends: words with capitals, or numbers, or two small ones."""
    return capitals_end(words, start) or _small_end(words, start)


def capitals_end(words: Words, start: int) -> int | None:
    """Where some words with capitals end, perhaps with a number before a comma; or a number; None where neither is."""
    end = None
    for at, word in enumerate(words.following(start)):
        is_number = words.folded[word[0]].isdigit() and not words.said(word).endswith(_UNITS)
        if at == _MOST_WORDS or not (
            words.is_capital(word) or (is_number and (end is None or words.folded[word[1] : word[1] + 1] == ","))
        ):
            break
        end = word[1]
        if is_number:
            break
    return end


def _small_end(words: Words, start: int) -> int | None:
    name = [*takewhile(lambda word: words.said(word) not in LANES, islice(words.following(start), _MOST_SMALL))]
    return name[-1][1] if name else None
