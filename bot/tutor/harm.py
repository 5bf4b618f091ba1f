"""Whether a text asks for help to deceive or rob somebody, where an exercise means to see through those who do.

It asks for a trick to be made or taught, and says what it is to do to others, or it asks how to take what is not one's
own. Who wants to know a trick, to warn of it or to practise against it, says so, and asks for no harm.
"""

import re

from bot.tutor.cue import Family
from bot.tutor.fold import words
from bot.tutor.reading import unmarked

_TRICK = (
    r"gia (?:danh|mao|lam|giong|dang|vo)|mao danh|lam gia|lua(?: dao| gat| tien)?|hack|danh cap|lay cap|an cap"
    r"|chiem doat|giong het|(?:tin nhan|cuoc goi|trang|web) gia|gia (?=ma|de|khen|che)"
    r"|(?:binh luan|danh gia|tai khoan|giay to|bang cap|don hang) gia"
    r"|doa|phishing|fake|scam|trick|steal|pretend"
)
_MADE = re.compile(
    rf"\b(?:soan|viet|tao|lam|nghi|dung|thiet ke|kich ban|write|make|create|draft|build|compose)\b(?: \S+){{0,9}}? "
    rf"(?:{_TRICK})\b"
)
"""A trick that is to be made."""
_PLAYED = re.compile(r"\bdong vai (?:ke|ten|nguoi|thang|dua)? ?(?:lua|gia danh|xau)")
_TAUGHT = re.compile(
    r"\b(?:(?:huong dan|day|bay|chi)(?: (?:cho )?(?:toi|em|minh|tui|tao|t))?"
    r"|cach(?! (?:ke|bon|chung|no|may|nhung|ho|thu|doi)\b)|lam sao(?: de)?"
    r"|how (?:to|can i|do i)|help me|teach me) (?:\S+ ){0,3}?"
    r"(?:lua (?!dao la|khong|hay)|du (?:ba|ong|me|bo|co|chu|bac|anh|chi|no|ho|khach|nguoi|may)\b|lam gia"
    r"|hack|danh cap|lay (?:cap|trom|ma|mat khau|otp)|gia (?:giong|danh|mao|lam)"
    r"|steal|trick|scam|fake|get (?:the|his|her|their) (?:otp|password))"
)
"""A trick that is to be taught."""
_UPON = re.compile(
    r"\b(?:"
    r"(?:de|cho|ma|sao cho|lam sao cho|khien) (?:\w+ )?(?:nguoi (?:ta|khac|nhan|dung)|ho|nan nhan|khach|may ba|may ong"
    r"|ai|ba_? cu|ong cu|dan|no|me no|can_? bo) (?:\w+ ){0,2}?(?:tin|bam|chuyen|nhap|so|gui|cai|nop|dua|khong biet"
    r"|tuong|mac lua|sap bay)"
    r"|ho (?:khong biet|so|tin)|(?:choc|troll) (?:thang|con|me|bo|ban|nguoi|dua|tui|chung|no)"
    r"|de (?:lay|kiem|chiem|rut) (?:\w+ )?(?:tien|ma|mat khau|tai khoan)|(?:lay|rut) (?:\w+ )?"
    r"tien (?:trong|cua|tu|mo|me|ba|ong|ho|nguoi)|khong (?:bi|de) (?:\w+ ){0,3}?(?:phat hien|bat|biet)"
    r"|(?:cho|sao cho|that) (?:that )?(?:giong that|de tin)|cho (?:no )?that giong|giong het|lua (?:may|ba_?|ong|nguoi"
    r"|ho|dan|khach|con|chau)|doa (?:nguoi|ba_?|ong|ho)|vao tai khoan (?:cua )?(?:toi|em|minh)|xin tien|muon"
    r" (?:tien|\d+)|can_? bo (?:khong|ko) biet|nhap (?:mat khau|ma|otp)|chac (?:chan )?khoi"
    r"|(?:de|sao(?: cho)?) (?:cho )?(?:ba|ong|me|bo|co|chu|bac|anh|chi|no|ho) (?:\w+ ){0,2}?(?:tin|chuyen|bam|so|nhap)"
    r"|people into|(?:their|his|her) (?:otp|password|money|account)|my (?:link|account)"
    r"|without (?:them|him|her) knowing"
    r"|(?:looks?|sounds?) (?:real|urgent)|sound urgent|so that (?:they|people|he|she)"
    r")(?!\w)"
)
"""What the trick is to do to others."""
_AGAINST = re.compile(
    r"\b(?:"
    r"(?:nhan (?:biet|ra|dien)|phan biet|canh bao|canh giac|phong (?:tranh|ngua|chong|lua)|de phong|tranh bi|tu choi"
    r"|tuyen truyen|tap huan|dau_? hieu|bi lua|co phai|that hay|hay gia|thi lam sao|nen lam gi|nen lam|bao cong an"
    r"|trinh bao|suyt|phan tich|lat tay|vach|to giac|khong bi lua|khoi bi|kenh chinh thuc|luyen tap|dien tap|de day"
    r"|dang_? ngo|nghi ngo|phap luat|dieu luat|muc phat|bi phat|xu phat|hinh su|toi danh)"
    r"|recogni[sz]e|spot|warn(?:ing)?|avoid|protect|red flags?|signs?|is (?:it|this)|report|analy[sz]e|practi[sc]e|real"
    r" or"
    r")(?!\w)"
)
"""Shows that somebody wants to see through a trick."""


_RICE = re.compile(r"\b(?:ruong|cay|trong|gao|hat|vu|giong) lua\b|\blua (?:nep|te|gao|he|xuan|nuoc|mua)\b")
_WORDS = Family(words("lua gia du mao danh lay cap otp hack doa fake trick tricks scam steal phishing pretend het"))
"""Without any of these words, and then without any of those phrases, there is no trick; most texts have none."""
_HINTS = (
    "lua", "gia danh", "gia mao", "mao danh", "gia lam", "lam gia", "gia giong", "gia vo", "gia khen", "gia che",
    "danh gia gia", "binh luan gia", "gia ma", "gia de", "giong het", " cap", "lay ma", "lay otp", "lay trom",
    "chiem doat", "nhan gia", "goi gia", "trang gia", "web gia", "du ",
    "doa", "hack", "fake", "trick", "scam", "steal", "phish", "pretend", "otp",
)  # fmt: skip


def is_harm(text: str, told: str) -> bool:
    """Whether a text asks to deceive or to rob somebody.

    Args:
        text: in small letters.
        told: the same, told apart.
    """
    if not _WORDS.places(told):
        return False
    plain = unmarked(told)
    if "lua" in plain:  # rice folds like deceit
        plain = _RICE.sub("", plain) if text.isascii() or "lừa" in text else plain.replace("lua", "")
    if not text.isascii() and "dụ " not in text:  # `dù`, `dư` and `đủ` fold like it
        plain = plain.replace("du ", "")
    if not any(map(plain.__contains__, _HINTS)):
        return False
    is_made = _MADE.search(plain) is not None or _PLAYED.search(plain) is not None
    if not (_TAUGHT.search(plain) is not None or (is_made and _UPON.search(plain) is not None)):
        return False
    return _AGAINST.search(plain) is None
