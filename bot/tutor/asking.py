"""The forms of words by which a thing is asked for: `đọc` + `mã OTP` + `cho cháu`, in some order, within one breath."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.model.trust import DoubtKind
from bot.tutor.giving import AUNT, ELDER, GIVE, HAND, ME, STAFF, TO, YOU, I

REST = r"[^,:;\n\"“”'‘’()]"
"""Within one breath."""
AGAIN = "(?: (?:lai|luon|ngay|nhanh|cai|no|so do|sang|qua))"
_SHOW = (
    "(?:doc|ho (?:len|to)|(?i:ban)(?= (?:qua|sang))|chup|quay|gui|nt|dua|(?<!tin )nhan|chuyen(?: tiep)?"
    "|inbox|ib|dan|copy|cung cap"
    "|forward|send|noi|chia se|ghi|viet|(?i:bao))"
)
_HERE = r"(?:ngay |luon |thang )?(?:(?:vao|len|o|xuong|duoi) )?(?:duoi )?(?:day|khung chat)\b(?! so\b)"
_ASK = (
    f"(?:{_SHOW}(?: (?:tung|so|mot|to|noi dung|day|ma|len|ro|nguyen|cai|the|tin|ay|do)|{AGAIN}){{0,3}} (?:{HAND}"
    rf"|{ME})(?! (?:hay|khi|neu|xem|coi)\b)(?! biet (?!voi|nhe|nha|di|a\b))"
    rf"|(?:thi|cu) (?:dua |gui )?cho {ME}(?= ?[,;\n]|$| (?:voi|nhe|di)\b)"
    rf"|cho {ME} xin(?: luon| cai)?(?= (?:nhe|nha|voi|di|a)|[,;\n]|$))"
)
"""`gửi cho cháu`, `cho em xin nhé`: what was named before."""
_ELSE = r" (?:vuong|loi|neu|co gi|cho nao|thac mac|kho|xong|thanh cong|ket qua|khong duoc|chua duoc|bam|man hinh)\b"
"""Between a thing and what is to be done: it is not that thing that is to be shown."""
_ITEM = (
    "ho (?:va )?ten|ten|so dien thoai|sdt|so dt|so (?:cccd|can cuoc|cmnd|dinh danh|the|tai khoan)|cccd"
    "|ngay sinh|nam sinh"
    "|email|gmail|tai khoan|dia chi|ten dang nhap|so zalo"
)
_LIST = "gui|nhan|nt|ghi|dien|khai|cung cap|bao|cho|inbox|ib|viet|de lai|nop"
_HIDE = "(?:che|xoa|giau|boi|bo|dont|khong|tru|dung)"
_LISTED = rf"[^;\n]{{0,70}}?\b(?:{_ITEM})\b(?:(?!\b{_HIDE}\b)[^;\n]){{0,70}}?[ ,:]"
"""Several things that are asked for together, one after the other."""
SOFT = (
    "le|them|(?:lan )?nua|nghen|nghe|nhe|nha|nhen|di|nao|voi|gap|ngay|luon|nhanh|lai|a|dum|giup|ho|coi"
    "|xem|lien|mau|cai|thoi"
)
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
    unless: re.Pattern[str] | None = None
    """What shows in a sentence that it asks for nothing."""


@cache
def forms(kind: DoubtKind, named: str) -> Sequence[Form]:
    """The ways to ask for what is told or shown; they are made when somebody first names it, for that takes a while."""
    return tuple(_forms(kind, named))


def _forms(kind: DoubtKind, named: str) -> Iterator[Form]:
    thing = f"(?i:{named})"
    yours = rf"(?:cua|ben) (?:{YOU}|a|c)\b"
    for pattern in (
        # đọc cái mã OTP vừa về cho cháu; gửi mật khẩu qua đây
        rf"\b(?:{GIVE})\b{REST}{{0,25}}?\b{thing}{REST}{{0,30}}? {HAND}",
        # gửi cháu mã OTP; cho em xin mật khẩu; đọc giúp cháu dãy số vừa về
        rf"\b(?:{GIVE})\b (?:(?:nho|khe|rieng|tam) )?(?:{TO} ){{0,2}}{ME}{REST}{{0,23}}? {thing}",
        rf"\b(?:gui|nhan|nt|ghi|dien|viet|dan)\b (?:vao|len|xuong) (?:day|nhom|khung chat){REST}{{0,18}}? {thing}",
        rf"\b(?i:chi) can (?:gui|nhan|nt|doc|noi|bao|dua){REST}{{0,15}}? {thing}",
        # trả lời tin này bằng mã; giơ màn hình có mã cho cháu chụp
        rf"\b(?:tra loi|phan hoi|hoi am|reply|rep){REST}{{0,25}}? (?:bang|kem) {REST}{{0,10}}?{thing}",
        # cháu đọc mã OTP cho bác nhé
        rf"\b(?:chau|em|con) (?:{GIVE})\b{REST}{{0,12}}? {thing}{REST}{{0,15}}? (?:cho|qua) (?:{ELDER})\b",
        # cháu xin mã OTP; em cần mật khẩu của bác; cho xin mã
        (
            rf"\b(?<!con )(?<!ban )(?:(?:{I}|{AUNT}) (?:xin|lay|hoi)|cho xin)(?: (?:lai|cai|luon|them"
            rf"|{YOU}))? {thing}(?! (?:la|gi)\b)"
        ),
        (
            rf"\b(?:{I}|{AUNT}) (?:can|phai (?:co|CO)|(?:muon|can) (?:biet|co|CO)|thieu)(?: (?:cai"
            f"|them))? {thing} {yours}"
        ),
        rf"\b(?:chi )?can {thing}{REST}{{0,12}}?,? (?:{I}) (?i:nhan|co|lam|vao)\b",
        # mã OTP của bác là gì; mật khẩu là bao nhiêu ạ
        (
            rf"\b{thing}(?:[^,;]{{0,25}} la (?:bao nhieu|may|so may)| (?:bao nhieu|may)(?= (?:vay|the|a|nhi|ha"
            rf"|day|roi)\b)|(?: {yours} la gi|(?: (?:{YOU}))? la gi(?= (?:de|cho) (?:{I})\b)))\b"
            r"(?! (?:so|ky tu|chu)\b)"
        ),
        # em cần: họ tên, số điện thoại và mật khẩu; điền vào đây tên, số điện thoại, mật khẩu
        (
            r"\b(?:chau|em|minh|mik|toi|tui) (?P<ask>can|xin)(?: (?:biet|co|CO|them|lay|cac|nhung|du|thong tin"
            rf"|[a-z0-9]+ thu)){{0,4}}(?: la)?[ :]{{1,3}}(?:{_ITEM})\b{_LISTED}{thing}"
        ),
        rf"\b(?:{_LIST})\b(?:{REST}{{0,25}}? {HAND}| {ME}){_LISTED}{thing}",
        rf"\b(?:{_LIST})\b{_LISTED}{thing}{REST}{{0,15}}? (?:de|cho) (?:{STAFF}|{ME})",
        # chụp tin nhắn có mã rồi gửi ảnh cho cháu; gửi cháu tờ giấy ghi mật khẩu
        (
            rf"\b(?:chup|quay)\b(?:(?!\b{_HIDE}\b){REST}){{0,30}}?\b{thing}[^;\n]{{0,25}}? (?:gui|chuyen)"
            rf"(?: (?:clip|video|hinh|(?i:anh)|no|lai))* (?:{HAND}|{ME})"
        ),
        (
            rf"\b(?:{GIVE})\b (?:{TO} ){{0,2}}{ME}{REST}{{0,12}}? (?:giay|so|vo)(?: (?:co|CO))? (?:ghi|chep"
            f"|luu){REST}{{0,25}}? {thing}"
        ),
        # mã của ví là gì anh nhỉ; mã nó gửi về bao nhiêu vậy
        (
            rf"\b{thing}(?:[^,;]{{0,12}}\b(?:vua|moi|cua|tren|trong)\b[^,;]{{0,15}} la gi"
            rf"|(?:(?!\b(?:dai|gom|co|CO|can|khoang)\b)[^,;]){{0,12}} bao nhieu)(?= (?:vay|the|a|nhi|ha|{YOU})\b)"
            rf"|\b{thing} (?:no |dang ){{0,2}}(?:hien |ra )?may(?= (?:vay|the|a|nhi|ha)\b)"
        ),
        # em cần mã trong tin nhắn để hoàn tất; có mã thì cứ gửi, em điền
        (
            rf"\b(?:chau|em|minh|toi) (?P<ask>can|xin) (?:cai |them )?{thing}{REST}{{0,30}}?"
            rf" (?:de|cho) (?:hoan|xac|kich|dang|nhap|vao|lam|mo)\b"
        ),
        (
            rf"\b{thing}[^;\n]{{0,70}}? (?P<ask>cu (?:gui|doc|nhan|bao|dua)(?: (?:len|qua|sang))?)(?= ?,|"
            f" (?:{I}|di|nhe) ?)"
        ),
        (
            rf"\b{thing}[^;\n]{{0,40}}?, (?:(?:{YOU}) )?(?P<ask>(?:gui|doc|bao|dua|chup)(?:"
            rf" (?:{SOFT})){{1,3}})(?: (?:{YOU}))? ?(?=[,;\n]|$)"
        ),
        # có mã OTP thì bác đọc cho cháu; có mã OTP thì bác gõ vào đây
        rf"\b{thing}(?:(?!{_ELSE})[^;\n\d\"“”()]){{0,45}}?\b(?P<ask>(?:go|nhap|dien|danh) {_HERE})",
        rf"\b{thing}(?:(?!{_ELSE})[^;\n\d\"“”()]){{0,45}}?\b(?P<ask>{_ASK})",
    ):
        yield Form(kind, re.compile(pattern))
    # bác gửi mã OTP nhé; đọc mật khẩu để cháu vào giúp
    wish = rf"(?:{SOFT})(?: (?:{SOFT}|{YOU})){{0,3}} ?(?=[,;\n]|$)|de (?:{I}|{AUNT}) (?!ban\b)[a-z]+"
    ask = rf"\b(?:doc|gui|chup|dua|cung cap|inbox|ib|send){AGAIN}{{0,2}} {thing}{REST}{{0,16}}? (?:{wish})"
    yield Form(kind, re.compile(ask), is_imperative=True)
