"""Telephones that show by the words before them: those of a house, and numbers whose digits stand far apart."""

import re

from bot.tutor.numerals import APART, END, START, after, digits

WIDE_APART = r"[ .\-–_\n]{0,5}"
"""As `0912 . 604 . . 378` is written."""
_TITLE = "(?:co|chu|bac|anh|chi|ong|ba|di|cau|thay|me|bo|ma)"
_OF_SOMEBODY = (
    rf"(?:sdt|dien thoai|dt|goi|lien he|lh|alo)(?: (?:cho|la|cua))? (?:em|e|toi|tui|minh|nha (?:em|toi|minh)"
    rf"|{_TITLE} [a-z]{{2,7}})|(?:nguoi|ai|ke) (?:la )?goi(?: (?:bang|tu|den|toi))? so"
)
"""What makes a telephone in a house that of a person; those of offices are everybody's."""
_IN_HOUSE = rf"(?P<it>(?:0(?<![a-z0-9]0)|\+84{APART}|84(?<![0-9+]84){APART}){APART}2(?:{WIDE_APART}[0-9]){{8,9}}){END}"
AT_HOME = after(_OF_SOMEBODY, _IN_HOUSE, gap=8)
BEHIND_NAME = re.compile(
    rf"[,(]? ?[,(\-–]? ?(?:(?:so )?(?:sdt|dien thoai|dt|tel|lien he|lh)(?: so| ban)?:? )?{_IN_HOUSE}"
)
"""A telephone in a house right behind a full name."""
FAR_APART = after(
    "sdt|so dien thoai|dien thoai|dt|zalo",
    rf"(?P<it>0(?<![a-z0-9]0){WIDE_APART}[35789](?:{WIDE_APART}[0-9]){{8}})(?!{APART}[0-9])",
    gap=10,
)
"""`sdt 0 9 4 7 . . 22 . . 815 . 3`."""
BRACKETED = re.compile(rf"(?P<it>\+84(?<![0-9]\+84){APART}\([35789][0-9]\)(?:{APART}[0-9]){{7}}){END}")
"""The network's number in brackets behind the country's: `+84 (91) 234-56-78`."""
_DESK = "(?:so|may|dien thoai|dt) ban"
ON_DESK = (
    after(_DESK, digits(10, 11)),
    after(_DESK, rf"{START}(?P<it>0{APART}2(?:{WIDE_APART}[0-9]){{8,9}}){END}"),
)
"""Numbers that a text calls a telephone on a desk: `is_of_no_office` decides."""
_OFFICE = re.compile(
    r"\b(?:ubnd|uy ban|hdnd|van phong|cong ty|cty|truong(?= (?:mam non|tieu hoc|thcs|thpt|hoc|dai hoc))|benh vien"
    r"|tram y te|cong an (?:xa|phuong|huyen|tinh)|buu dien|chi nhanh|hop tac xa|htx"
    r"|so (?:y te|noi vu|tu phap|cong thuong)|bo phan mot cua|trung tam)\b[^.;!?\n]{0,60}$"
)
_BACK = 80


def is_of_no_office(found: re.Match[str]) -> bool:
    """Whether no office is named right before a number, in its sentence."""
    return _OFFICE.search(found.string, max(0, found.start() - _BACK), found.start()) is None
