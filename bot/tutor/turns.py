"""What turns a request round: it is forbidden, told of somebody else, done by a machine, a button's label, or a lesson.

Only the same sentence counts, and of it what stands near: nothing that is added before or behind makes a request a
warning.
"""

import re
from dataclasses import dataclass

from bot.tutor.giving import AUNT, ELDER, GIVE, OTP, PASSWORD, PAY, YOU, I

REACH = 110
"""Characters on either side of a request in which something can turn it round."""


@dataclass(frozen=True, slots=True)
class Place:
    """A request in its sentence, of which `REACH` characters are known on either side."""

    said: str
    start: int
    end: int

    @property
    def before(self) -> str:
        """What stands before it."""
        return self.said[: self.start]

    @property
    def after(self) -> str:
        """What stands behind it."""
        return self.said[self.end :]


_DUNG = (  # `đừng`, typed without its accents, is told from `đúng` and `dùng` by what follows
    "(?<!noi )(?<!su )(?<!ap )(?<!xay )dung(?= (?:bao gio|co|nen|ai|de|cho|dai|voi|tin|nghe|vi|bam|mo|cai"
    "|quet|dua|doc|gui|chuyen|nhan|nop|nap|tra|dong"
    r"|cung|chup|noi|ket|add|khai|tiet|nhap|go|ghi|chia|send|share|ib|inbox|goi|lien|mua|ung|gop|bao)\b)"
)
_FORBIDS = rf"dont|nix|cam|CAM|tranh|thay vi|ngung|never|{_DUNG}"
_DENIES = r"khong|ko|hok|khg|kh|kg|chang|CHANG|chua|khoi|tuyet doi|(?<!\d )k"
_NOT = re.compile(rf"\b(?:{_DENIES}|{_FORBIDS})\b")
_NO_DENIAL = re.compile(
    "(?: (?:phai|can|co|CO|he|thay|nen|de))* (?:(?:co|CO) (?:ma|otp|mat khau)|sao|lo|ngai|so|quen|chan"
    " chu|lan tan|biet|hieu|ro|nho|kip|ban khoan"
    r"|the khong|chi|nhung|vao duoc|lam duoc|duoc|thay|xong|nhan duoc|ranh|phien|lau|kho|mat|ton)\b"
)
"""`không sao`, `đừng ngại`, `chưa biết`: nothing that follows is denied."""
_BREAK = re.compile(
    r"[:(]|\b(?:thi|nhung|MA|con|CON|hay|cu|chi can|nen|xong|neu|vi|roi|de (?:chau|em)|mau|ma (?=bac|phai"
    r"|hay|cu|chi))\b"
)
"""Another thought begins."""
_LIST = re.compile(
    rf"(?:[ ,]|\b(?:{GIVE}|{PAY}|{OTP}|{PASSWORD}|hay|hoac|va|cung|ai|bat (?:cu|ky)|nao|bao gio|duoc|nen"
    "|can|phai|so the"
    r"|thong tin|tien|ke ca)\b)*"
)
"""`không đọc, gửi hay đưa`: commas that part no thoughts."""
_OR_ELSE = re.compile(
    "[^,]{0,12}? (?:la|thi|coi chung|keo)(?: [a-z]+){0,5}? (?<!khong )(?:bi|mat|phat|huy|khoa|cat|khong"
    r"|bat|ngung|cham)\b"
)
"""`không đọc mã cho cháu thì bị khóa tài khoản`: whoever threatens asks."""
_ASKED = re.compile(rf"(?: ?,| (?:{YOU})\b)")
"""Behind a denial that only asks: `có mã chưa, đọc cho cháu`, `có thấy không bác`."""
_DENIED_BEHIND = re.compile(
    r"[^,;\n]{0,12}? (?:la|thi|se|nhu vay la)(?: (?:rat|co (?:the|ngay|khi)|CO the|de|coi nhu))* "
    r"(?:khong (?:nen|duoc|an toan|dung)|sai|nguy|lua|mat (?:tien|tai khoan|het)|bi lua|toi|hong|dai)\b"
    r"|[^,;\n]{0,12}? (?:dau|bao gio) ?(?=[,;\n]|$)"
)

_OTHERS = (
    "ai|ke [a-z]+|nguoi (?:la|nao|ta|xau|goi)|so la|tu xung|gia (?:danh|mao|lam|vo|cong an|can bo)|mao danh|lua dao"
    "|doi tuong|bon (?:chung|lua|no|xau)|bon|chung(?! (?:ta|minh|chau|em|toi))|ho|tin nhan|cuoc goi|toi"
    " pham|hacker|no"
    "|(?:ban be|nguoi than|ban) bi hack"
)
_ASK = "bao|yeu cau|doi|hoi|xin|noi|giuc|ep|du|bat|keu|nho|de nghi|nhan|goi|gui tin|hua|doa|viet|ghi|vay|ru"
_OF_OTHERS = re.compile(
    rf"\b(?:{_OTHERS})\b(?:[ ,]+(?!(?:{I}|thi|nhung)\b)[\w/]+){{0,9}}?[ ,]+(?:{_ASK})\b(?! gi\b)"
    r"(?![^\n]*\b(?:thi|nhung|con (?:chau|em|chi)|CON|rieng|nen)\b)"
)
"""`ai gọi bảo bác …`: what follows is what they ask."""
_BEWARE = re.compile(r"\b(?:lua|gia mao|mao danh|canh giac|tat may|cup may|ke gian|nguoi la|bi mat)\b")
_WARNING = re.compile(
    rf"\b(?:{_OTHERS}|lua|gia mao|canh giac|tat may|cup may|dont (?:tin|nghe|tra loi|lam)|chan (?:so|ngay)"
    r"|bao cong an)\b"
)
_FRAME = re.compile(
    r"\b(?:kieu|cau|tin|dang|loi|chieu|doan|vi du|nhu|go|viet|(?:may|he thong|app|man hinh|ung dung)"
    " (?:hoi|hien|bao|ghi))(?: [a-z]+){0,3}[ :,]*$"
)
_CITED = re.compile(
    r"\b(?:hoi|thac mac|ban khoan|phan van)(?: [a-z]+){0,2}? (?:co|CO) (?:can|phai|nen|duoc|the)(?:"
    " (?:[a-z]+|CHO)){0,3} $"
)
_CITED_ENDS = re.compile(r"[^;\n]{0,20}?\b(?:khong|ko|k)\b(?![^;\n]{0,20}?\b(?:cu|hay)\b)")
"""`bác hỏi có cần … không thì`: what they asked is told again."""
_GONE = re.compile(
    f"(?: mat)? roi(?: a)?(?: thi|,)(?: (?:{ELDER}|{AUNT}|anh|chi|ban))?(?: (?:nho|hay|nen|mau))? (?i:thu"
    r" hoi|xoa|go)\b"
)
"""`gửi mật khẩu lên nhóm rồi thì bác xoá đi`: it has happened, and is mended."""
_QUOTES = {"“": "”", '"': '"', "«": "»", "‘": "’", "'": "'"}

_MACHINES = (
    "he thong|ai do|nguoi la|co nguoi|bo me|ngan hang|app|ung dung|zalo|vneid|cong|tong dai|nha mang|may"
    "|facebook|google|momo|trang|web"
    "|website|vssid"
    "|khach|khach hang|nguoi mua|nha nuoc|bao hiem|benh vien|truong|con (?:gai|trai|dau|re)|co quan|san"
    "|shop|buu dien|ben do|cong dich vu cong|ho|no|chung|chung no|ke gian|nguoi ta"
)
_DONE = "duoc|tu dong|da|vua|vua moi|lo|tung|da lo|truoc khi|sau khi|cam on|le ra|nham|DOI|CHO"
_BY_ITSELF = re.compile(
    "".join(rf"(?<!{by} )" for by in ("vao", "qua", "mo", "tren", "bang", "lay", "trong", "ra", "den", "len", "CAM"))
    + (
        rf"\b(?:{_MACHINES}|{_DONE})(?: (?:{YOU})(?= da))?(?: (?:se|da|moi|cung|dang|lai|tu dong|hay|khong"
        f"|bi|lo)){{0,3}} $"
    )
)
"""`ngân hàng sẽ gửi …`, `bác vừa gửi …`; but `bác vào Zalo gửi …` asks."""
_BY_CUSTOMERS = re.compile(r"\b(?:khach|nguoi mua|nguoi nha|hang xom)\b[^,;]{0,25}$")
_LABEL = re.compile(
    r"\b(?:bam|nut|chon|an|NHAN|nhan|cham|muc|phim|chu|lenh|o|dong chu|tinh nang|phan|de)\b(?: (?:vao|nut"
    "|chu|muc|o|dong))*"
    r"[ \"“'«:(\[]{1,3}$"
)
"""`bấm Gửi mã OTP`."""
_LESSON = re.compile(
    r"\b(?:muon|khi|luc|cach|truoc khi|vi du|gia su|viec|thu(?! (?:hoc|phi|tien|quy)\b)|chang han|hang thang"
    r"|nut|chon|muc|lenh|hoc(?! phi))\b(?! (?:khac|nao))"
    r"[^,:;]*$"
)
_LESSON_ENDS = re.compile(r"\b(?:thi|la|xong|roi|nho)\b")


def is_turned_round(place: Place, *, is_imperative: bool, is_lesson: bool) -> bool:
    """Whether something around a request says that it is none.

    Args:
        place: where it stands.
        is_imperative: whether it may as well be what a button says.
        is_lesson: whether the same words teach how it is done.
    """
    before = place.before
    if (
        _OF_OTHERS.search(before) is not None
        or _is_quoted(place)
        or _BY_ITSELF.search(before) is not None
        or (_CITED.search(before) is not None and _CITED_ENDS.match(place.after) is not None)
        or _GONE.match(place.after) is not None
        or _BY_CUSTOMERS.search(before) is not None
        or (is_imperative and _LABEL.search(before) is not None)
        or (is_lesson and _teaches(before))
    ):
        return True
    denial = _denial(place)
    if denial and re.fullmatch(_DENIES, denial) is not None and _OR_ELSE.match(place.after) is not None:
        return False
    return bool(denial) or _is_denied_inside(place) or _DENIED_BEHIND.match(place.after) is not None


def is_warning(sentence: str) -> bool:
    """Whether a sentence forbids something or tells of people to beware of."""
    denials = re.finditer(rf"\b(?:{_FORBIDS})\b", sentence)
    return _BEWARE.search(sentence) is not None or any(_NO_DENIAL.match(sentence, no.end()) is None for no in denials)


def _denial(place: Place) -> str:
    """The last word before a request that denies or forbids, where it reaches to the request; empty where none does."""
    found = [denial for denial in _NOT.finditer(place.said, 0, place.end) if denial.end() <= place.start]
    for denial in reversed(found):
        between = place.said[denial.end() : place.start]
        if _NO_DENIAL.match(between) is not None or between.startswith((",", " ,")):
            continue
        reaches = _LIST.fullmatch(between) if "," in between else not _BREAK.search(between)
        return denial[0] if reaches else ""
    return ""


def _is_denied_inside(place: Place) -> bool:
    inside = _NOT.finditer(place.said, place.start, place.end)
    return any(_ASKED.match(place.said, denial.end()) is None for denial in inside)


def _is_quoted(place: Place) -> bool:
    """Whether a request is told between quotation marks, with a warning outside of them."""
    for opening, closing in _QUOTES.items():
        told, mark, _ = place.before.rpartition(opening)
        _, end, rest = place.after.partition(closing)
        if mark and end and (_WARNING.search(f"{told} | {rest}") is not None or _FRAME.search(told) is not None):
            return True
    return False


def _teaches(before: str) -> bool:
    found = _LESSON.search(before)
    return found is not None and _LESSON_ENDS.search(before, found.start()) is None
