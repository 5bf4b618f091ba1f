"""Telephones that show by the words before them: those of a house, and numbers whose digits stand far apart."""

from bot.tutor.numerals import APART, END, after

WIDE_APART = r"[ .\-–_\n]{0,5}"
"""As `0912 . 604 . . 378` is written."""
_TITLE = "(?:co|chu|bac|anh|chi|ong|ba|di|cau|thay|me|bo|ma)"
_OF_SOMEBODY = (
    rf"(?:sdt|dien thoai|dt|goi|lien he|lh|alo)(?: (?:cho|la|cua))? (?:em|e|toi|tui|minh|nha (?:em|toi|minh)"
    rf"|{_TITLE} [a-z]{{2,7}})|(?:nguoi|ai|ke) (?:la )?goi(?: (?:bang|tu|den|toi))? so"
)
"""What makes a telephone in a house that of a person; those of offices are everybody's."""
AT_HOME = after(
    _OF_SOMEBODY,
    rf"(?P<it>(?:0(?<![a-z0-9]0)|\+84{APART}|84(?<![0-9+]84){APART}){APART}2(?:{WIDE_APART}[0-9]){{8,9}}){END}",
    gap=8,
)
FAR_APART = after(
    "sdt|so dien thoai|dien thoai|dt|zalo",
    rf"(?P<it>0(?<![a-z0-9]0){WIDE_APART}[35789](?:{WIDE_APART}[0-9]){{8}})(?!{APART}[0-9])",
    gap=10,
)
"""`sdt 0 9 4 7 . . 22 . . 815 . 3`."""
