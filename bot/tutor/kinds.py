"""Kinds of texts that other prompts ask for: who asks for one of these first asks for no other thing.

An exercise that names a kind itself, in its lexicon, its instruction or its sample, is asked for it. Nor is a kind
another one where the exercise's own product stands right behind it, as in `bài thơ quảng cáo`.
"""

import re
from enum import Enum, auto

from bot.tutor import cues
from bot.tutor.reading import unmarked


class Kind(Enum):
    """How far a kind of text is from what most exercises ask for."""

    NEAR = auto()
    """Its like is asked for, too: a speech instead of an invitation."""
    STRANGE = auto()
    """Personal, legal, literary: nobody means the exercise by it."""


_STRANGE = (
    r"don (?:xin|ly hon|xac nhan|khoi kien|to cao|tu nguyen|thoi viec)|hop dong|(?:giay|ban) (?:vay|uy quyen|cam ket"
    r"|cam doan|tuong trinh|thu hoach)|di chuc|(?:ban )?(?:tu )?kiem diem|(?:so yeu )?ly lich"
    r"|(?:ho so|thu|cong van) (?:xin viec|ung tuyen)"
    r"|(?:bai )?tham luan|bai (?:van|luan|cam nghi|thuyet trinh|tap lam van|thu hoach|cung|khan|hat|tho|ca|ve)"
    r"|tap lam van|cam (?:nghi|tuong|nhan)|(?:nhan xet )?hoc ba|tieu luan|kich ban (?:hai|phim|kich|tieu pham|cau vong)"
    r"|(?:ke hoach|bang) (?:chi tieu|thu chi|giam can|on thi|on tap|tap|du lich|cuoi|kinh doanh)"
    r"|thoi khoa bieu|email xin"
    r"|van khan|(?:khuc|loi) hat|bai hat ru|tieu (?:pham|thuyet|su)|truyen|cau (?:chuyen|doi|do)"
    r"|de (?:kiem tra|thi|on)|(?:cau hoi )?trac nghiem|(?:buc |la )?thu (?:tinh|chuc|xin loi|chia tay|tay|cho (?:nguoi"
    r" yeu|ban gai|ban trai))|(?:loi |thiep |cau |tin nhan )(?:chuc|to tinh|chia buon|xin loi)|thiep|nhat ky"
    r"|bai dang (?:tuyen|tim)|tin tuyen|(?:cong thuc|cach|mon) nau|(?:bai|doan|nhac|kich ban) rap"
    r"|(?:cover|love) letter|resume|poem|song|(?:short |bedtime )?story|essay|contract|lease|recipe|quiz|exam|birthday"
    r" \w+|wedding \w+|novel|lyrics"
)
_NEAR = (
    r"(?:bai )?phat bieu|dien van|bien ban|thu (?:tra loi|cam on)|loi (?:cam on|dan)|(?:cau )?(?:slogan|khau hieu)"
    r"|bai (?:bao|dang|quang cao)(?! len)|(?:bai |bai viet |doan )?gioi thieu|danh sach|thuc don|speech|menu|slogan"
    r"|minutes"
)
_MAKING = re.compile(r"\b(?:soan|viet|thao|lap|lam|tao|nghi|dat|sang tac|write|draft|compose|make|create)\b")
"""Verbs by which a text is asked for."""
_FILLED = (
    r"(?: (?:giup|ho|gium|dum|cho|toi|em|minh|chau|con|tui|mot|1|2|3|hai|ba|may|vai|cai|ban|bai|buc|la|doan|ra|lai|luon"
    r"|nhap|mau|ngan|that|hay|\d+|a|an|the|me|us|my|short|long|nice|funny|please))*?"
)
"""What may stand between the verb and the kind."""
_ASKED = re.compile(rf"{_FILLED} (?:(?P<strange>{_STRANGE})|(?P<near>{_NEAR}))(?!\w)")
_BEHIND = 3
"""Words behind a kind in which the product stands that it belongs to."""
_NEARBY, _BEFORE = 80, 24
"""Characters behind a verb in which its object stands, and before it in which a word stands that governs it."""
_GOVERNED = re.compile(
    r"(?:\b(?:de|biet|day|cach|bang|nguoi|hoc|duoc|to|viec|khong)|\b(?:dung_*|xai|bang|\w+ nho_?) ai) $"
)
"""Behind these a verb names what somebody else does."""


def other(told: str, given: str, product: re.Pattern[str]) -> Kind | None:
    """The kind of text, none that the exercise speaks of, for which the first request of a text asks.

    Args:
        told: the text, told apart.
        given: all that the exercise's author wrote, folded, between blanks.
        product: finds a thing that the exercise asks for in folded text.
    """
    for verb in cues.verbs(told):
        making = _MAKING.search(verb[0])
        if making is None:
            continue
        at, begun = verb.start() + making.start(), verb.start() + making.end()
        if _GOVERNED.search(told[max(0, at - _BEFORE) : at]):
            continue
        rest = unmarked(told[begun : begun + _NEARBY])
        asked = _ASKED.match(rest)
        if asked is None:
            if making[0] == "lam":  # as well what somebody does for a living
                continue
            return None
        name = asked["strange"] or asked["near"]
        behind = " ".join(rest[asked.end() :].split()[:_BEHIND])
        its_own = product.search(behind)
        if f" {name} " in given or (its_own is not None and (its_own.start() == 0 or " " in its_own[0])):
            return None
        return Kind.STRANGE if asked["strange"] else Kind.NEAR
    return None
