"""Numbers of accounts that show by a bank's name beside them, in front or behind, however their digits stand apart."""

import re
from collections.abc import Iterator

from bot.tutor.digits import in_digits
from bot.tutor.fold import aligned
from bot.tutor.numerals import since_digit

BANK = (
    "(?:vietcom(?: ?bank)?|vcb|agri(?: ?bank)?|vbard|techcom(?: ?bank)?|tcb|viett?in(?: ?bank)?|vtb|ctg|bidv|mb ?bank"
    "|mb|sacom(?: ?bank)?|stb|vp ?bank|vpb|tp ?bank|tpb|lp ?bank|lpb|lien ?viet(?: ?post ?bank)?|hd ?bank|hdb|acb|shb"
    "|ocb|msb|vib|sea ?bank|exim(?: ?bank)?|eib|scb|(?:nam|bac|dong|viet) a ?bank"
    "|(?:ngan hang|nh) (?:nam|bac|dong|viet) a|pvcom ?bank|ab ?bank|abb|viet ?bank|kien ?long(?: ?bank)?|klb|bv ?bank"
    "|ban viet|bao ?viet ?bank|sai ?gon ?bank|sgb|pg ?bank|gp ?bank|cb ?bank|ocean ?bank|mbv|ncb|vrb|public ?bank"
    "|shinhan(?: ?bank)?|woori(?: ?bank)?|hsbc|uob|citi ?bank|co-?op ?bank|vbsp|nhcsxh|lio ?bank|timo|cake|tnex"
    "|vikki(?: ?bank)?|umee|momo|zalo ?pay|zlp|viettel ?(?:money|pay)|vnpt ?(?:money|pay)|vn ?pay|shopee ?pay"
    "|smart ?pay)"
)
"""Banks of Vietnam and purses, with the short names by which people and exchanges call them."""
_NAMED = rf"(?:{BANK}|(?:chu|so) (?:tai khoan|tk)|ctk|stk|ngan hang)\b"
_APART = r"[ .\-–,\n]{0,3}"
NUMBER = re.compile(
    rf"(?P<it>[0-9](?<![a-z0-9][0-9])(?:[0-9]{{7,18}}(?=,[ \n])|(?>(?:{_APART}[0-9]){{7,18}})))(?![0-9])"
    r"(?! ?(?:d|dong|vnd|k|nghin|ngan(?! hang)|trieu|ty|usd)\b)"
)
"""What may be an account: `is_account` decides. A sum behind a comma (`…, 2 triệu`) is no part of it."""
_NO_ACCOUNT = re.compile(
    rf"[0-9]{{1,3}}(?:[.,][0-9]{{3}}){{2,6}}|02(?:{_APART}[0-9]){{8,9}}|1[89]{_APART}0{_APART}0(?:{_APART}[0-9]){{4,6}}"
    rf"|[0-9]{{1,2}}{_APART}[0-9]{{1,2}}{_APART}(?:19|20)[0-9]{{2}}|(?:19|20)[0-9]{{2}}{_APART}(?:19|20)[0-9]{{2}}"
    r"|[1-9][0-9]{0,5}0{4,8}"
)
"""Grouped thousands, the telephone of a house, a hotline, a date, two years, a round sum."""
_OF_ANOTHER = re.compile(
    r"\b(?:tong dai|hotline|goi|dien thoai|sdt|dt|ho so|hoa don|khach hang|mst|ma so thue|van don|don hang"
    r"|ma (?:giao dich|gd)|cccd|can cuoc|bhxh)\b[^0-9\n;.!?]{0,25}$"
)
_BEFORE = re.compile(rf"\b{_NAMED}[^0-9\n!?;]{{0,40}}$")
_BEHIND = re.compile(rf"[^0-9\n!?;]{{0,20}}?\b{_NAMED}")
_BACK = 60
"""Characters before a number that are looked at."""


def find_accounts(text: str) -> Iterator[tuple[int, int]]:
    """Finds the numbers, as places in the text as given."""
    folded, offsets = in_digits(*aligned(text))
    for found in NUMBER.finditer(folded):
        if is_account(found):
            yield offsets[found.start()], offsets[found.end()]


def is_account(found: re.Match[str]) -> bool:
    """Whether a `NUMBER` of a folded text stands beside a bank's name, and is no sum, no date and of no other kind."""
    first, start = since_digit(found.string, found.start(), _BACK), found.start()
    if _NO_ACCOUNT.fullmatch(found[0]) is not None or _OF_ANOTHER.search(found.string, first, start) is not None:
        return False
    return (
        _BEFORE.search(found.string, first, start) is not None or _BEHIND.match(found.string, found.end()) is not None
    )
