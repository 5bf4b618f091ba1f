"""Passwords that somebody writes down: what stands soon after the word, or right before it."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from bot.tutor.cue import PERSON, Cue

_LABEL = r"ma?at?t ?kha?au?u|m[./]? ?khau|mat ma|passcode|pass? ?w(?:or)?d|passwork|pass"
"""As people write it: a letter too many, a blank too few, shortened."""
_KEY = Cue(rf"\b(?:{_LABEL}|(?<!giup )(?<!gium )mk|pwd?)\b", PERSON)
_LATER = Cue(rf"\bla (?:{_LABEL}|mk)\b", PERSON)
"""`abc@123 là mk`: the password stands before."""
_NEXT = re.compile(r"\s{0,3}(?P<sign>[:=,]?)\s{0,3}(?P<quote>[\"'“‘(]?)(?P<it>[^\s,;()\[\"'<>\0“”‘’]{1,64}+)")
"""One word more, and what stands between it and the one before."""
_PLAIN = re.compile(r"[a-z]{1,20}+(?:-[a-z]{1,20}+)?")
_MIXED = re.compile(r"(?=[^\s0-9]{1,63}+[0-9])[a-z].{3}")
"""Letters, then digits, in one word."""
_OUTRIGHT = re.compile(
    r"(?=[0-9]{4}|[0-9]\S{0,62}[a-z]|[^\s0-9]{1,62}[0-9]|[a-z]{8}|[a-z0-9.]{1,62}[!#$%^&*_][a-z0-9]).{4}"
)
"""What counts where a text says that this is the password: digits alone, letters too many for a Vietnamese syllable."""
_SIGN = re.compile("[!#$%^&*_@]")
_FEWEST_LETTERS = 8
_ASIDE = re.compile(r"\s?\([^()\n]{1,80}\)(?=\s?(?:la|is|[:=])(?![a-z]))")
"""`mật khẩu wifi (tầng hai) là …`."""
_DIGITS = re.compile(r"[0-9]{6,8}")
_EASY = re.compile("0?12345[0-9]{0,3}|([0-9])\\1{5,7}|1[89]00[0-9]{2,4}|[0-9]{1,4}0{3,6}")
"""Examples of bad passwords, hotlines and round sums."""
_SUM = re.compile(r"\s?(?:d|dong|vnd|k|nghin|ngan|trieu|ty|usd|ky tu|so|nguoi|ho)\b")
_SAYS = frozenset({"la", "is"})
_CALLED = frozenset({"chu", "so", "day"})
"""`là chữ conmeocon` is as good as `là conmeocon`."""
_SETS = frozenset({"la", "dat", "de", "is", "nhap", "bam"})
_CHOOSES = frozenset({"dat", "de", "dung"})
_CHOSEN = re.compile(
    r"(?!(?:office|windows?|win|iphone|nokia|samsung|oppo|vivo|redmi|galaxy|xiaomi|covid|canon|grab|ship|lop|ban|may"
    r"|form|mau|phong|khoa|top|loai)[0-9])[a-z]{4,20}[0-9]{2,8}(?![a-z0-9])"
)
"""`…, tôi đặt conga1957`: in another clause a word and a number in one, but no make, no form and no class."""
_OWNERS = frozenset({"em", "toi", "minh", "nha", "quan", "con", "chau"})
"""`mật khẩu wifi nhà em 12345678`: behind whose it is even an example of a bad password is theirs."""
_MOST_WORDS = 10
_AGAIN = re.compile(
    r"[.!?\"'”’]?,?(?=[a-z\s]{1,40}\b(?:moi|cu|sang|thanh|la)\b)"
    r"(?:\s(?:con|va|roi|mk|mat|khau|pass|cai|doi|lai|nay|gio|thi|cu|moi|sang|thanh|la)\b){1,6}:?\s"
)
"""Between the old password and the new one."""
_ENDS = ".!?:"


_SPELT = re.compile(r"(?<![^\s\"'“‘(:])[a-z0-9](?>(?:[ .\-][a-z0-9@#!$%&*_+=?](?![a-z0-9@])){4,30})")
"""A password one character at a time: `m e o # 2 0 1 0`."""
_MARKED = re.compile(r"(?=.{0,60}[a-z]).{0,60}[0-9@#$%&*_+]")
_CLAUSE = re.compile(r"[.;!?\n0-9]")
_NEAR = 45
"""Characters behind the word in which a password that is spelt out begins."""
_LAST = re.compile(r"(?<![^\s,;(\"'“”‘’])[^\s,;(\"'“”‘’]{6,64}$")
_STRONG = re.compile(
    r"(?<![^\s\"'“‘(:])(?=[^\s@]{0,40}[a-z])(?=\S{0,40}[0-9])(?=\S{0,40}[#$%^&*_!@])[a-z0-9][a-z0-9#$%^&*_!@.\-]{4,40}"
    r"[a-z0-9#$%^&*_!@]"
)
"""Letters, digits and a sign in one word: hardly anything else where a password is spoken of."""
_FAR = 120
"""Characters behind the word in which such a one stands."""
_QUOTES, _SOON = frozenset("\"'“‘"), 60
"""Between quotation marks it may stand so many characters before the word, too."""
_MAIL = re.compile(r"@[a-z0-9\-]{1,63}\.[a-z]")
_LONGEST = 66
"""Characters before `là mk` in which the password has to stand."""


_NOT_NAMED = r"(?!(?:ngay|thang|nam|luc|hom|trong|lan|vao|muc|so|lop|bai|qua|truoc|sau|cach|tu|cap|den|gan|hon|cho)\b)"
_TOLD = (
    # "mk la: hoa hong 1975", "mật khẩu của tôi là con mèo trèo cây": somebody's own, of some words.
    Cue(
        rf"\b(?:{_LABEL}|mk) ?(?:la ?)?: ?(?P<it>(?!(?:it|toi|co|phai|tu|day|so|khoang|gom|khong|dung|do|moi)\b)"
        r"[a-z]{2,10}(?: [a-z]{2,10}){1,3} [0-9]{2,8})(?![0-9])(?! (?:ky tu|chu|so|lan|ngay|thang)\b)",
        PERSON,
    ),
    Cue(
        rf"\b(?:{_LABEL}) (?:(?:wifi|zalo|facebook|may|dien thoai) )?cua (?:toi|em|minh|tui|chau|con|me|bo|nha em"
        rf"|nha toi)"
        r" la:? (?P<it>(?!(?:gi|qua|mat|sai|dung|khong|chua|bi|do|vi|cai|loai|dang|nhu|ngay|sinh|so|may|nao"
        r"|thong|rat|hoi|ten"
        r"|de|yeu|manh|cu|moi|chuoi|mot|tu|co|phai|nhung|cac|thu|bao)\b)[^0-9.,;:!?\n\0]{4,50}?)(?=[.,;!?\n]|$)",
        PERSON,
    ),
    # "mật khẩu là chữ hoa sua viết liền rồi thêm số một chín bảy tám": how it is put together.
    Cue(
        rf"\b(?:{_LABEL}|mk)\b[^0-9.,;!?\n\0]{{0,30}}\b(?:la|is) (?:chu |cum )?"
        r"(?P<it>(?!(?:mat|ten|ngay|gi|chuoi|day|phai|co|cac|nhung|mot|khi|khong|bao|a|the|strong|weak|at|too|not|made)\b)"
        r"[^0-9.,;!?\n\0]{2,50}\b(?:viet (?:lien|hoa)|roi (?:them )?(?:so|nam)|then|exclamation mark)\b"
        r"[^.,;!?\n\0]{0,50})",
        PERSON,
    ),
    # "là ngày sinh con gái 25 12 2014": dates that people remember.
    Cue(
        rf"\b(?:{_LABEL}|mk)\b[^0-9.,;!?\n\0]{{0,30}}(?:\b(?:la|lay|dung|dat|de|theo)|:) (?:luon |bang )?"
        r"(?:(?:ngay|nam) sinh|sinh nhat|ngay cuoi)\b[^0-9.,;!?\n\0]{0,30} "
        r"(?P<it>[0-3]?[0-9](?P<mark>[ ./\-]?)[01]?[0-9](?P=mark)(?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2})(?![0-9])",
        PERSON,
    ),
    # "đọc cả mật khẩu hung 1964 nữa", "mật khẩu là hung 1964 viết liền": a name and a year apart.
    Cue(
        rf"\b(?:doc|dua|gui|noi|khai|tiet lo)(?: (?:ca|luon|lo|cho|no|ho|nham)){{0,3}} (?:{_LABEL}|mk)(?: la)? "
        rf"{_NOT_NAMED}(?P<it>[a-z]{{2,10}} [0-9]{{3,8}}) (?:nua|roi|luon|cho|xong)\b",
        PERSON,
    ),
    Cue(
        rf"\b(?:{_LABEL}|mk)\b[^0-9.,;!?\n\0]{{0,30}}\bla {_NOT_NAMED}(?P<it>[a-z]{{2,10}} [0-9]{{2,8}}),? viet lien\b",
        PERSON,
    ),
)
"""Passwords of more than one word, where a text tells more of them."""


def find_passwords(folded: str) -> Iterator[tuple[int, int]]:
    """Finds passwords, as spans of a folded text."""
    read = end = 0
    spelt: Sequence[tuple[int, int]] = ()
    if _KEY.places(folded):
        spelt = [found.span() for found in _SPELT.finditer(folded) if _MARKED.match(found[0]) is not None]
    keys = {*_KEY.places(folded)}
    for key in _KEY.finditer(folded):
        if key.start() < end or key.end() + 1 in keys:  # the same is found from the next one on
            continue
        apart = spelt[at] if spelt and (at := bisect(spelt, (key.end(),))) < len(spelt) else None
        if apart is not None and apart[0] - key.end() <= _NEAR and _CLAUSE.search(folded, key.end(), apart[0]) is None:
            yield apart
            end = apart[1]
            continue
        at = max(read, key.end())
        found, read = _next(folded, at, key[0], left=_MOST_WORDS - folded.count(" ", key.end(), at))
        while found is not None:
            yield found
            end = found[1]
            again = _AGAIN.match(folded, end)
            found = _said(folded, again.end()) if again is not None else None
    for cue in _TOLD:
        for told in cue.finditer(folded):
            yield told.span("it")
    places = _KEY.places(folded)
    for strong in _STRONG.finditer(folded) if places else ():
        at = bisect(places, strong.start())
        is_behind = at > 0 and strong.start() - places[at - 1] <= _FAR
        is_quoted = strong.start() > 0 and folded[strong.start() - 1] in _QUOTES
        is_before = is_quoted and at < len(places) and places[at] - strong.end() <= _SOON
        if (is_behind or is_before) and _MAIL.search(strong[0]) is None:
            yield strong.span()
    for later in _LATER.finditer(folded):
        before = _LAST.search(folded[max(0, later.start() - _LONGEST) : later.start()].rstrip(" ,\"'”’"))
        if before is not None and _MIXED.match(before[0]) is not None and _MAIL.search(before[0]) is None:
            start = max(0, later.start() - _LONGEST) + before.start()
            yield start, start + len(before[0])


def _said(folded: str, at: int) -> tuple[int, int] | None:
    """The password that stands there, where a text said that one does."""
    word = _NEXT.match(folded, at)
    return _span(word) if word is not None and _OUTRIGHT.match(word["it"].rstrip(_ENDS)) is not None else None


def _next(folded: str, at: int, key: str, left: int) -> tuple[tuple[int, int] | None, int]:
    """The password that follows within so many words, and how far the text was read."""
    before = ""
    is_apart = False
    for _ in range(left):
        word = _NEXT.match(folded, at)
        if word is None:
            break
        it = word["it"].rstrip(":")
        if word["quote"] == "(" and (aside := _ASIDE.match(folded, at)) is not None:
            at = aside.end()
            continue
        is_plain = _PLAIN.fullmatch(it) is not None
        if not (is_plain and len(it) < _FEWEST_LETTERS) and _is_password(word, before or key, is_apart=is_apart):
            return _span(word), word.end()
        if not is_plain:
            break
        is_apart = is_apart or word["sign"] == ","
        before = before if before in _SAYS and it in _CALLED else it
        at = word.start("it") + len(it)
    return None, at


def _is_password(word: re.Match[str], before: str, *, is_apart: bool) -> bool:
    """Whether a word is a password, `before` being the one before it, and `is_apart` whether a comma stood between."""
    it = word["it"].rstrip(_ENDS)
    if _MAIL.search(it) is not None:
        return False
    if word["sign"] in {":", "="} or before in _SAYS:
        return _OUTRIGHT.match(it) is not None
    is_chosen = before in _CHOOSES and _CHOSEN.fullmatch(it) is not None
    is_signed = before in _SETS and _SIGN.search(it) is not None
    if _MIXED.match(it) is not None and (not is_apart or is_signed or is_chosen):
        return True
    is_set = before in _SETS or not (is_apart or word["sign"])
    is_number = _DIGITS.fullmatch(it) is not None and (before in _OWNERS or _EASY.fullmatch(it) is None)
    return is_set and is_number and _SUM.match(word.string, word.end()) is None


def _span(word: re.Match[str]) -> tuple[int, int]:
    return word.start("it"), word.start("it") + len(word["it"].rstrip(_ENDS))
