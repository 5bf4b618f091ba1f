"""Pieces of patterns for numbers as people write them: in groups, with blanks, beside a word that names them.

Every repetition is bounded or possessive, so that a search takes time in proportion to the text; that of a group is
atomic instead (`(?>(?:…)*)`), since Python up to 3.11.2 loses its place in a possessive one. What must not stand
before a number is said behind its first character: so a search goes from one digit to the next.
"""

import re

from bot.tutor.cue import PERSON, Cue

OPAQUE = "\0"
"""In place of each character of a placeholder: nothing is looked for there, or across it."""
APART = r"[ .\-–_\n]{0,2}"
"""What may stand between two digits."""
START = r"(?<![0-9])"
END = r"(?![0-9])"
_PAID = (
    r"dong(?! (?:a\b|tu (?:nam|thang|[0-9])|bao hiem|bhxh|may (?:nam|thang)|bao (?:lau|nhieu)|[0-9]{1,2} (?:nam|thang)"
    r"|(?:duoc|dc|du|lien tuc) (?:[0-9]|may|bao|hon|gan|du)))"
)
_THOUSAND = (
    "k(?! (?:thay|biet|bit|duoc|dc|co|phai|the|nhan|vao|vo|ai|lam|len|goi|hieu|ra|tra|chiu|con|lien|nghe|bat|dung)\\b)"
)
NOT_MONEY = rf"(?!\s?(?:d|{_PAID}|vnd|{_THOUSAND}|nghin|ngan(?! hang)|trieu|ty|usd)\b)"
"""`đóng từ 2014`, `đóng được mấy năm` and `Đông Á` are no sums of `đồng`, nor is `k thấy` one of thousands."""
_NOT_GROUPED = rf"(?![0-9]{{1,3}}(?>(?:\.[0-9]{{3}}){{1,6}}){END})"

_UP_TO_DIGIT = re.compile(r".*[0-9]", re.DOTALL)


def since_digit(text: str, start: int, most: int) -> int:
    """Where the words right before a number begin: behind the digit before them, or so many characters back."""
    first = max(0, start - most)
    digit = _UP_TO_DIGIT.match(text, first, start)
    return digit.end() if digit is not None else first


def digits(least: int, most: int) -> str:
    """A number of that many digits, perhaps written in groups, which is no price and no grouped thousands."""
    return rf"{START}{_NOT_GROUPED}(?P<it>[0-9](?>(?:{APART}[0-9]){{{least - 1},{most - 1}}})){END}{NOT_MONEY}"


def after(keywords: str, number: str, gap: int = 25) -> Cue:
    """A number near after one of the keywords, in the same clause, with no other number between."""
    return Cue(rf"\b(?:{keywords})\b[^0-9.,;!?{OPAQUE}]{{0,{gap}}}{number}", PERSON)
