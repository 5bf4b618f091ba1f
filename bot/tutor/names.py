"""Reading a name as somebody types it."""

import re

from bot.model.attempt import PrivacyKind
from bot.tutor import privacy

_LEAD = re.compile(
    r"^(?:(?:dạ|vâng|ạ|xin chào|chào)[ ,]+)*"
    r"(?:(?:tên )?(?:tôi|tui|mình|em|con|cháu|anh|chị|cô|chú|bác|ông|bà)(?: tên)? là"
    r"|(?:(?:tôi|em|cháu) )?tên(?: là)?)\s+",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[\s,]*(?:ạ|nhé|nha)?[\s.!,]*$", re.IGNORECASE)


def read_name(text: str, longest: int) -> str | None:
    """The name in an answer such as `dạ em tên là Hoa ạ`.

    Returns:
        At most `longest` characters on one line; None where there is no letter in it, or where it holds personal data
        that no name has, such as a number or an address.
    """
    name = _TRAIL.sub("", _LEAD.sub("", " ".join(text.split())))
    has_letter = any(char.isalpha() for char in name)
    has_digit = any(char.isdigit() for char in name)
    is_told = all(violation.kind is PrivacyKind.NAME for violation in privacy.find(name))
    if not has_letter or has_digit or len(name) > longest or not is_told:
        return None
    return name
