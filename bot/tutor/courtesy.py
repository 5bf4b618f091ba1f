"""What people say to be polite or curious and not to choose: a greeting, thanks, who is there; and a sigh at a task."""

import re

from bot.tutor.cues import spelt_out
from bot.tutor.fold import words

_END = r"(?: (?:a|nhe|nha|nhieu|lam|ban|chau|em|co|chu|bac|anh|chi|bot|ai|may|moi nguoi|buoi (?:sang|trua|chieu|toi)))*"
_SAID = (
    ("courtesy.hello", re.compile(rf"(?:(?:xin|em|chau|toi) )?chao{_END}|alo{_END}|hello|hi")),
    ("courtesy.thanks", re.compile(rf"(?:(?:xin|toi|em|chau) )?cam on{_END}|thanks?(?: you)?")),
    (
        "courtesy.who",
        re.compile(r"(?:ban|may|day|em|chau|ai day|bot) la (?:ai|gi|may|nguoi|may hay nguoi)(?: vay| the| a)*"),
    ),
)
_UNSURE = re.compile(
    r"(?:(?:toi|em|chau|con|bac) )?"
    r"(?:(?:khong|chua) biet(?: (?:viet|hoi|ghi|go|nho))?(?: (?:gi|sao|the nao))?|chiu|kho qua)"
    r"(?: (?:a|ca|dau|thoi|roi|nua|luon))*"
)


def answer_to(text: str) -> str | None:
    """The phrase that answers a politeness or the question who this is; None for any other text."""
    said = _folded(text)
    return next((key for key, pattern in _SAID if pattern.fullmatch(said)), None)


def is_unsure(text: str) -> bool:
    """Whether somebody only says that they do not know: `em không biết viết gì ạ`."""
    return _UNSURE.fullmatch(_folded(text)) is not None


def _folded(text: str) -> str:
    return spelt_out(" ".join(words(text)))
