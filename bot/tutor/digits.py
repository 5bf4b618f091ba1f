"""Numbers as people hide or spell them: letters for digits, digits in words, a label glued to its number."""

import re
from collections.abc import Sequence

from bot.tutor.cue import PERSON, Family
from bot.tutor.fold import replaced, with_blanks

_WORDS = {
    "khong": "0", "ko": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5",
    "sau": "6", "bay": "7", "tam": "8", "chin": "9", "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_WORD = "|".join(_WORDS)
_SAID = Family(_WORDS, PERSON)
_FEWEST = 9
"""Digits in a row, some of them in words, that are a number of somebody rather than counting aloud."""
_COUNTED = re.compile("0?1234|.{0,20}345678.{0,20}345678")
"""How counting aloud begins, perhaps from zero; and what it says again: `hai hai ba bốn năm sáu bảy tám, ba hai …`."""
_FEWEST_OF_CODE = 4
"""The same where a text speaks of a code that was sent to somebody, or names a secret right before them."""
_CODES = ("otp", "ma xac")
_SECRETS = ("otp", "doc day", "ma ", "ma,", "code", "mat khau", "mk ", "pass", "pin ")
_SECRET_BEFORE = re.compile(r"\b(?:ma|code|mat khau|mk|pass|passcode|pin|doc day)\b[^.;!?\n]{0,40}$")
_BACK = 60
"""Characters before a row of digits that are looked at."""
_FEWEST_WORDS = 3
"""With fewer words among its digits a row is somebody's only where it is a telephone: `0912345 sáu bảy 8`."""
_MOBILE = re.compile("0[35789][0-9]{8}")
_PHONE = 10
_WHOLE = frozenset({6, _PHONE, 12, 16})
"""Digits of a code, a telephone, a citizen's number and a card: a `không` behind so many only asks."""
_ASKING = frozenset({"khong", "ko"})
_BY_BIRTH = frozenset({"hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin"})
"""What people of the South are called by: a number behind `anh Bảy 0912…` begins after that name."""
_TITLED = re.compile(r"\b(?:anh|chi|co|chu|bac|di|duong|ong|ba|em|cau|thim|mo|a|c) $")
_TEN = "muoi"
"""`Mười` and `mươi`: `ba mươi hai` is 32, `mười tám` is 18."""
_SPELT = re.compile(
    rf"(?<![a-z0-9])(?:{_WORD}|{_TEN}|[0-9]{{1,7}})(?:[ .,\-–/|()\n]{{1,4}}(?:{_WORD}|{_TEN}"
    rf"|[0-9]{{1,7}})(?![a-z0-9])){{1,30}}"
)
_WORD_WITHIN = re.compile(rf"[0-9](?=[a-z])(?:{_WORD})(?![a-z])")
_WITH_WORDS = re.compile(
    rf"[0-9](?<![a-z0-9][0-9])(?:[ .\-]?(?:[0-9]|(?:{_WORD})(?![a-z]))){{{_FEWEST - 1},18}}(?![a-z0-9])"
)
"""A number with words that are glued to its digits: `093tám-407-22một`."""
_EACH = re.compile(_WORD)
_DISGUISED = re.compile(r"(?<![a-z0-9])(?:p@ss(?:word)?|m@t ?kh@u|0tp|s0(?: nh[a@])?|nh@|ng0|kh0ng)(?![a-z0-9@.])")
_AS_LETTERS = str.maketrans("@0", "ao")
_DOTTED = re.compile(
    r"(?<![a-z0-9.])(?:o\.t\.p|s\.t\.k|s\.d\.t|m\.k|b\.h\.x\.h|b\.h\.y\.t|c\.c\.c\.d"
    r"|c\.m\.n\.d)(?:\.(?=[ :]))?(?![a-z])"
)
"""Labels in disguise: `p@ss`, `0TP`, `s.t.k`."""
_POINT = re.compile(r"[ .,]cham[ .,](?=[0-9])(?<=[0-9].cham.)")
"""As points in a number are read out."""
_PICTURED = re.compile("[0-9] ?[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]{1,3}(?= ?[0-9])")
"""A picture between two digits: `0909 🌸 482 🌸 617`."""
_DOUBLE = re.compile(rf"double ({_WORD})\b")
"""As numbers are read out in English."""
_PART = re.compile(rf"[0-9]|\b(?:{_WORD}|{_TEN})\b")
_MIXED = re.compile(
    r"[0-9](?:[oils]| [oil]+ [0-9]|(?<=[a-z][0-9])(?: [0-9]){3}|(?<=[oil][0-9])|(?<=[a-z][0-9])[0-9]{3})"
)
"""In each word of digits and letters like them, and where a label is glued to its number, some of these stand so."""
_LIKE = re.compile(r"[0-9oils](?<=(?<![a-z0-9])(?=[a-z]{0,12}[0-9]).)[0-9oils]{1,19}(?![a-z0-9])")
"""What must stand before is said behind the first character: so a search skips all that no such number begins with."""
_ALONE = re.compile(r"[0-9] [oil]{1,4}(?= [0-9])")
"""Letters in place of digits that stand alone between digits."""
_AS_DIGITS = str.maketrans("oil", "011")
_FIVE = re.compile("(?<=[0-9])s(?=[0-9])")
"""Only between digits: `30s` and `s23` are no numbers of anybody."""
_GLUED = re.compile(r"[0-9](?<=[a-z][0-9])(?:[0-9]{3}|(?: [0-9]){3})")
_BEHIND_NAME = re.compile(
    r"0(?:(?<=[aeiouy]0)|(?<=[aeiouy][cmnpt]0)|(?<=[aeiouy](?:ng|nh|ch)0))[35789]"
    r"(?:[0-9]{8}|[0-9]{2}(?P<mark>[ .\-])[0-9]{3}(?P=mark)[0-9]{3})(?![0-9])"
)
"""A telephone's number glued to any syllable: `Phúc0377.481.920`; a code such as `GHN0356…` ends otherwise."""
_LABEL = re.compile(
    r"(?<![a-z0-9])(?:sdt|dt|dd|tel|phone|zalo|goi|lh|so|la|e|a|c|stk|tk|ck|cccd|cmnd|cmt|otp|ma|pin|bhxh|mst|so tk"
    r"|can cuoc|dinh danh|khoan|hiem|thoai|alo|so the|cong|nha|nhe|em|anh|chi|minh|toi|cho|qua|bang|hoac|oi|nay|ne"
    r"|mb|vcb|acb|bidv|tcb|vtb|msb|vib|shb|ocb|scb|agribank|vietcombank|techcombank|vietinbank|sacombank|tpbank|vpbank"
    r"|mbbank|hdbank|lpbank|momo)$"
)
"""What is written without a blank before its number."""
_LONGEST_LABEL = 12


def in_digits(folded: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Writes numbers with digits alone: `O9l2` as `0912`, and nine or more digits in words as digits.

    A label that is glued to its number (`stk2151…`) is parted from it by a blank.

    Args:
        folded: a folded text.
        offsets: for each character of it, and for the end, where it begins in the text as given.

    Returns:
        The text with digits, and the offsets of its characters.
    """
    if not folded.isascii() and _PICTURED.search(folded) is not None:
        folded, offsets = replaced(folded, offsets, _PICTURED, lambda found: f"{found[0][0]} ")
    if _DISGUISED.search(folded) is not None:
        folded = _DISGUISED.sub(lambda found: found[0].translate(_AS_LETTERS), folded)
    if "." in folded and _DOTTED.search(folded) is not None:
        folded, offsets = replaced(folded, offsets, _DOTTED, lambda found: found[0].replace(".", ""))
    if _BEHIND_NAME.search(folded) is not None:
        cuts = [at for found in _BEHIND_NAME.finditer(folded) for at in found.span() if folded[at : at + 1].isalnum()]
        folded, offsets = with_blanks(folded, offsets, cuts)
    if _MIXED.search(folded) is not None:
        folded, offsets = _parted(_LIKE.sub(_without_letters, folded), offsets)
    if _WORD_WITHIN.search(folded) is not None:
        folded, offsets = _without_words(folded, offsets)
    folded = _ALONE.sub(lambda found: found[0].translate(_AS_DIGITS), folded)
    if "cham" in folded:
        folded, offsets = replaced(folded, offsets, _POINT, lambda _: ".")
    if "double " in folded:
        folded = _DOUBLE.sub(lambda found: f"{found[1]}{' ' * (len(found[0]) - 2 * len(found[1]))}{found[1]}", folded)
    in_words = len(_SAID.places(folded))
    if not in_words:
        return folded, offsets
    fewest = _FEWEST_OF_CODE if any(map(folded.__contains__, _SECRETS)) else _FEWEST
    if in_words + sum(map(folded.count, (_TEN, *"0123456789"))) < fewest:
        return folded, offsets
    return _spelt_out(folded, offsets)


def _without_letters(found: re.Match[str]) -> str:
    digits = _FIVE.sub("5", found[0].translate(_AS_DIGITS))
    return found[0] if "s" in digits else digits


def _without_words(folded: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Writes numbers with digits alone that have words among these."""
    within = {at for found in _WITH_WORDS.finditer(folded) for at in range(*found.span())}
    return replaced(folded, offsets, _EACH, lambda found: _WORDS[found[0]] if found.start() in within else found[0])


def _parted(folded: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Puts a blank between labels and the numbers to which they are glued."""
    cuts = [
        found.start()
        for found in _GLUED.finditer(folded)
        if _LABEL.search(folded, max(0, found.start() - _LONGEST_LABEL), found.start()) is not None
    ]
    return with_blanks(folded, offsets, cuts)


def _spelt_out(folded: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Writes rows of digits in words as digits."""
    parts: list[str] = []
    places: list[int] = []
    rest = 0
    is_of_code = any(map(folded.__contains__, _CODES))
    for found in _SPELT.finditer(folded):
        said = _digits_of(folded, found)
        start = said[0][1]
        in_words = sum("a" <= folded[at] <= "z" for _, at in said)
        number = "".join(digit for digit, _ in said)
        is_long = len(said) >= _FEWEST and _COUNTED.match(number) is None
        is_somebodys = is_long or is_of_code or _SECRET_BEFORE.search(folded, max(0, start - _BACK), start) is not None
        if not (_MOBILE.fullmatch(number) if in_words < _FEWEST_WORDS else is_somebodys):
            continue
        parts += folded[rest:start], *(digit for digit, _ in said)
        places += offsets[rest:start]
        places += (offsets[at] for _, at in said)
        rest = _PART.match(folded, said[-1][1]).end()  # type: ignore[union-attr]  # a part begins there
        if folded.startswith(f" {_TEN}", rest):
            rest += len(_TEN) + 1
    if not rest:
        return folded, offsets
    return "".join(parts) + folded[rest:], [*places, *offsets[rest:]]


def _digits_of(folded: str, found: re.Match[str]) -> Sequence[tuple[str, int]]:
    """The digits of a row, each with where it is said, without the name of somebody before it or a word behind.

    Behind a number that is whole `không` asks, and behind a comma another clause begins: `…, năm năm một, làm cả ngày`.
    """
    said = list(_PART.finditer(folded, *found.span()))
    is_zero = _WORDS.get(said[1][0], said[1][0]) == "0"
    if is_zero and said[0][0] in _BY_BIRTH and _TITLED.search(folded, max(0, found.start() - _BACK), found.start()):
        del said[0]
    digits = _with_tens(folded, said)
    is_apart = len(said) > 1 and "," in folded[said[0].end() : said[1].start()]
    if is_apart and digits[1:] and digits[1][0] == "0" and len(digits) - 1 in _WHOLE:  # `xóm 4, không chín một …`
        del digits[0]
    is_abroad = [digit for digit, _ in digits[:2]] == ["8", "4"]
    is_more = said[-1][0] in _ASKING or (
        len(said) > 1
        and said[-1][0] in _WORDS
        and said[-2][0] in _WORDS
        and "," in folded[said[-2].end() : said[-1].start()]
    )
    if is_more and len(digits) - 1 in _WHOLE and not is_abroad:
        del digits[-1]
    return digits


def _with_tens(folded: str, said: Sequence[re.Match[str]]) -> list[tuple[str, int]]:
    """The digits of numbers in words, of which some are told with their tens: `bảy mươi mốt` as 71, `mười tám` as 18.

    Typed without accents `chín mười tám` is 98 as well as 918; the one that makes a telephone's number is meant.
    """
    digits: list[tuple[str, int]] = []
    doubtful = 0
    for number, part in enumerate(said):
        if part[0] != _TEN:
            digits.append((_WORDS.get(part[0], part[0]), part.start()))
            continue
        before, behind = said[number - 1] if number else None, said[number + 1] if number + 1 < len(said) else None
        has_ones = behind is not None and behind[0] in _WORDS and behind.start() == part.end() + 1
        if before is None or before[0] not in _WORDS or before.end() + 1 != part.start():
            digits += [("1", part.start())] if has_ones else [("1", part.start()), ("0", part.start())]
        elif not has_ones:
            digits.append(("0", part.start()))
        else:
            doubtful = doubtful or len(digits)
    if doubtful and len(digits) == _PHONE - 1 and digits[0][0] == "0":
        digits.insert(doubtful, ("1", digits[doubtful][1]))
    return digits
