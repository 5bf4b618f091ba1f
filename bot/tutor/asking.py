"""The forms of words by which a thing is asked for: `đọc` + `mã OTP` + `cho cháu`, in some order, within one breath."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model.trust import DoubtKind
from bot.tutor.giving import AUNT, ELDER, GIVE, HAND, ME, TO, YOU, I

REST = r"[^,:;\n\"“”'‘’()]"
"""Within one breath."""
AGAIN = "(?: (?:lai|luon|ngay|nhanh|cai|no|so do|sang|qua))"
_SHOW = (
    "(?:doc|chup|gui|dua|nhan|chuyen(?: tiep)?|inbox|ib|dan|copy|cung cap|forward|send|noi|chia se|ghi|viet|(?i:bao))"
)
_ASK = (
    f"(?:{_SHOW}(?: (?:tung|so|mot|to|noi dung|day|ma|len|ro|nguyen|cai|the)|{AGAIN}){{0,3}} (?:{HAND}"
    rf"|{ME})(?! (?:hay|khi|neu|xem|coi)\b)(?! biet (?!voi|nhe|nha|di|a\b))"
    rf"|cho {ME} xin(?: luon| cai)?(?= (?:nhe|nha|voi|di|a)|[,;\n]|$))"
)
"""`gửi cho cháu`, `cho em xin nhé`: what was named before."""
_ELSE = r" (?:vuong|loi|neu|co gi|cho nao|thac mac|kho|xong|thanh cong|ket qua|khong duoc|chua duoc|bam|man hinh)\b"
"""Between a thing and what is to be done: it is not that thing that is to be shown."""
SOFT = "nghen|nghe|nhe|nha|nhen|di|nao|voi|gap|ngay|luon|nhanh|lai|a|dum|giup|ho|coi|xem|lien|mau|cai"
"""By which a sentence becomes a wish."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of words that asks for something."""

    kind: DoubtKind
    pattern: re.Pattern[str]
    is_imperative: bool = False
    """Whether it names no hand: then it may as well be what a button says."""
    is_lesson: bool = False
    """Whether the same words teach how it is done: `muốn chuyển tiền cho cháu thì`."""


def forms(kind: DoubtKind, named: str) -> Iterator[Form]:
    """The ways to ask for what is told or shown."""
    thing = f"(?i:{named})"
    yours = rf"(?:cua|ben) (?:{YOU})\b"
    for pattern in (
        # đọc cái mã OTP vừa về cho cháu; gửi mật khẩu qua đây
        rf"\b(?:{GIVE})\b{REST}{{0,25}}?\b{thing}{REST}{{0,30}}? {HAND}",
        # gửi cháu mã OTP; cho em xin mật khẩu; đọc giúp cháu dãy số vừa về
        rf"\b(?:{GIVE})\b (?:{TO} ){{0,2}}{ME}{REST}{{0,18}}? {thing}",
        # cháu đọc mã OTP cho bác nhé
        rf"\b(?:chau|em|con) (?:{GIVE})\b{REST}{{0,12}}? {thing}{REST}{{0,15}}? (?:cho|qua) (?:{ELDER})\b",
        # cháu xin mã OTP; em cần mật khẩu của bác; cho xin mã
        rf"\b(?:(?:{I}|{AUNT}) (?:xin|lay|hoi)|cho xin)(?: (?:lai|cai|luon|them|{YOU}))? {thing}(?! (?:la|gi)\b)",
        (
            rf"\b(?:{I}|{AUNT}) (?:can|phai (?:co|CO)|(?:muon|can) (?:biet|co|CO)|thieu)(?: (?:cai"
            f"|them))? {thing} {yours}"
        ),
        rf"\b(?:chi )?can {thing}{REST}{{0,12}}?,? (?:{I}) (?i:nhan|co|lam|vao)\b",
        # mã OTP của bác là gì; mật khẩu là bao nhiêu ạ
        (
            rf"\b{thing}(?:[^,;]{{0,25}} la (?:bao nhieu|may|so may)| (?:bao nhieu|may)(?= (?:vay|the|a|nhi|ha"
            rf"|day|roi)\b)|(?: {yours} la gi| la gi(?= (?:de|cho) (?:{I})\b)))\b"
            r"(?! (?:so|ky tu|chu)\b)"
        ),
        # có mã OTP thì bác đọc cho cháu
        rf"\b{thing}(?:(?!{_ELSE})[^;\n\d\"“”()]){{0,45}}?\b(?P<ask>{_ASK})",
    ):
        yield Form(kind, re.compile(pattern))
    # bác gửi mã OTP nhé; đọc mật khẩu để cháu vào giúp
    wish = rf"(?:{SOFT})(?: (?:{SOFT}|{YOU})){{0,3}} ?(?=[,;\n]|$)|de (?:{I}|{AUNT}) (?!ban\b)[a-z]+"
    ask = rf"\b(?:doc|gui|chup|dua|cung cap|inbox|ib|send){AGAIN}{{0,2}} {thing}{REST}{{0,12}}? (?:{wish})"
    yield Form(kind, re.compile(ask), is_imperative=True)
