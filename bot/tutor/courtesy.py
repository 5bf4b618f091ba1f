"""What people say and do not choose: a greeting, thanks, who is there; a wish to go on or to get out; a sigh."""

import re
from enum import Enum, auto

from bot.tutor.fold import words
from bot.tutor.reading import spelt_out

_END = r"(?: (?:a|nhe|nha|nhieu|lam|ban|chau|em|co|chu|bac|anh|chi|bot|ai|may|moi nguoi|buoi (?:sang|trua|chieu|toi)))*"
_SAID = (
    ("courtesy.hello", re.compile(rf"(?:(?:xin|em|chau|toi) )?chao{_END}|alo{_END}|hello|hi")),
    ("courtesy.thanks", re.compile(rf"(?:(?:xin|toi|em|chau) )?cam on{_END}|thanks?(?: you)?")),
    (
        "courtesy.who",
        re.compile(r"(?:ban|may|day|em|chau|ai day|bot) la (?:ai|gi|may|nguoi|may hay nguoi)(?: vay| the| a)*"),
    ),
)
_SOFTLY = r"(?: (?:di|thoi|a|nhe|nha|ban|chau|em))*"
_GO_ON = re.compile(rf"(?:(?:toi|em|chau|bac) )?(?:(?:muon|cho toi) )?(?:tiep(?: tuc)?|hoc tiep|hoc|bat dau){_SOFTLY}")
_GET_OUT = re.compile(
    rf"(?:(?:toi|em|chau|bac) )?(?:(?:muon|cho toi) )?(?:quay lai|tro lai|bo qua|thoat(?: ra)?|ve trang chinh){_SOFTLY}"
)
_ME = "toi|em|chau|con|bac|minh"
_SIGH = (
    rf"(?:(?:{_ME}) )?(?:(?:chiu )?(?:khong|chua|chang|hong|hok|no) biet(?: (?:viet|vik|hoi|ghi|go|nho|lam))?"
    r"(?: (?:gi|chi|sao|the nao|kieu gi))?|chiu|kho qua|kho lam|bi qua"
    r"|(?:khong|chua|chang|hong|hok) hieu(?: (?:de|bai|de bai|gi|cau hoi|yeu cau))?"
    r"|(?:lam|viet) (?:sao|the nao)(?: (?:day|bay gio|gio|vay))?"
    rf"|giup (?:voi|(?:{_ME})(?: voi)?)|chi (?:{_ME})(?: cach)? (?:viet|lam)(?: voi)?"
    rf"|viet mau(?: cho (?:{_ME}) xem)?)(?: (?:a|ca|dau|thoi|roi|nua|luon|di|voi|nhe|ban oi))*"
)
_UNSURE = re.compile(rf"{_SIGH}(?: {_SIGH}){{0,3}}")


def answer_to(text: str) -> str | None:
    """The phrase that answers a politeness or the question who this is; None for any other text."""
    said = _folded(text)
    return next((key for key, pattern in _SAID if pattern.fullmatch(said)), None)


_LONGEST_WISH = 60


class Wish(Enum):
    """Where somebody wants to go who says so in plain words."""

    GO_ON = auto()
    GET_OUT = auto()


def wish_in(text: str) -> Wish | None:
    """What a whole text wishes: `tiếp tục`, `cho tôi quay lại`; None for any other text."""
    said = _folded(text) if len(text) <= _LONGEST_WISH else ""
    if _GO_ON.fullmatch(said):
        return Wish.GO_ON
    return Wish.GET_OUT if _GET_OUT.fullmatch(said) else None


def is_unsure(text: str) -> bool:
    """Whether somebody only says that they do not know: `em không biết viết gì ạ`."""
    return _UNSURE.fullmatch(_folded(text)) is not None


def _folded(text: str) -> str:
    return spelt_out(" ".join(words(text)))
