"""Numbers of accounts that show by a bank's name beside them, in front or behind, however their digits stand apart."""

import re
from collections.abc import Iterator

from bot.tutor.digits import in_digits
from bot.tutor.fold import aligned

_BANK = (
    "(?:vietcom ?bank|vcb|agri ?bank|techcom ?bank|tcb|vietin ?bank|bidv|mb ?bank|mb|sacom ?bank|vp ?bank"
    "|tp ?bank|lp ?bank"
    "|lien ?viet(?: post ?bank)?|hd ?bank|acb|shb|ocb|msb|vib|sea ?bank|exim ?bank|scb|(?:nam|bac) a ?bank"
    "|pvcom ?bank|ab ?bank|viet ?bank|kien ?long(?: bank)?|timo|cake|momo|zalo ?pay|viettel ?(?:money"
    "|pay)|vnpt ?money)"
)
_NAMED = rf"(?:{_BANK}|(?:chu|so) (?:tai khoan|tk)|ctk|stk|ngan hang)\b"
_APART = r"[ .\-–,]{0,2}"
_NUMBER = re.compile(
    rf"[0-9](?<![0-9][0-9])(?:{_APART}[0-9]){{7,18}}+(?![0-9])(?! ?(?:d|dong|vnd|k|nghin|ngan(?! hang)|trieu|ty|usd)\b)"
)
_NO_ACCOUNT = re.compile(
    rf"[0-9]{{1,3}}(?:[.,][0-9]{{3}}){{2,6}}|02.*|1[89]{_APART}0{_APART}0(?:{_APART}[0-9]){{4,6}}"
    rf"|[0-9]{{1,2}}{_APART}[0-9]{{1,2}}{_APART}(?:19|20)[0-9]{{2}}|(?:19|20)[0-9]{{2}}{_APART}(?:19|20)[0-9]{{2}}"
)
"""Grouped thousands, the telephone of a house, a hotline, a date, two years."""
_OF_ANOTHER = re.compile(
    r"\b(?:tong dai|hotline|goi|dien thoai|sdt|dt|ho so|hoa don|khach hang|cccd|can cuoc|bhxh)\b[^0-9\n;.!?]{0,25}$"
)
_BEFORE = re.compile(rf"\b{_NAMED}[^0-9\n!?;]{{0,40}}$")
_BEHIND = re.compile(rf"[^0-9\n!?;]{{0,20}}?\b{_NAMED}")
_BACK = 60
"""Characters before a number that are looked at."""


def find_accounts(text: str) -> Iterator[tuple[int, int]]:
    """Finds the numbers, as places in the text as given."""
    folded, offsets = in_digits(*aligned(text))
    for found in _NUMBER.finditer(folded):
        before = folded[max(0, found.start() - _BACK) : found.start()]
        if _NO_ACCOUNT.fullmatch(found[0]) is not None or _OF_ANOTHER.search(before) is not None:
            continue
        if _BEFORE.search(before) is not None or _BEHIND.match(folded, found.end()) is not None:
            yield offsets[found.start()], offsets[found.end()]
