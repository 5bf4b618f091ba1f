"""Numbers that open something: one-time codes, PINs and the numbers of a safe.

A code shows by the word `OTP`; where it is only called `mã`, by what is said of it: that it came, or is asked for.
"""

import re

from bot.tutor.cue import PERSON, Cue
from bot.tutor.numerals import END, NOT_MONEY, OPAQUE, START, after

_WHOLE_WORD = r"(?![ .\-/]?[0-9]|[a-z/\-])"
_MARK = r"(?:[ .\-]| [.\-–] )"
_CODE = rf"{START}(?P<it>[0-9]{{4,8}}+|[0-9](?:[ .\n-]?[0-9]){{5}}|[0-9](?:{_MARK}[0-9]){{3,7}}){END}{NOT_MONEY}"
_ALONE = rf"(?<![a-z0-9/.\-]){_CODE}{_WHOLE_WORD}"
"""A code that is no part of another word: `SALE0707` and `47/KH` are none."""

_LENGTH = "(?:[468]|bon|sau|tam)"
"""How many digits a code has."""
_READ_OUT = rf"(?:doc|nhan)(?: [a-z]{{1,6}}){{0,4}} {_LENGTH} (?:chu )?so\b"
_SENDER = (
    "shopee|momo|zalo|facebook|fb|google|tiktok|lazada|vneid|ngan hang|vcb|bidv"
    "|(?:vietcom|agri|vietin|techcom|sacom|tp|vp|mb)bank"
)
"""Who sends codes."""

ONE_TIME = (
    Cue(rf"\bg-(?P<it>[0-9]{{6}}){END}", PERSON),  # Google's
    after("otp|ma xac (?:thuc|nhan|minh)|verification code", _CODE),
    # "nó hỏi mã OTP, mã là 5521", "OTP 6 số, máy hiện 552100": another clause, which says that it is the code.
    Cue(
        rf"\b(?:otp|ma xac (?:thuc|nhan|minh)|ma dang nhap)\b[^.;!?{OPAQUE}]{{0,25}}\b(?:ma|hien|la|bao|doc|ve)"
        rf"(?: (?:la|so|ay|do|ve|may|gui|nhan|bao|hien|moi|nay)){{0,4}}:? {_CODE}",
        PERSON,
    ),
    # "nhập OTP, tôi nhận được 6671".
    Cue(
        rf"\b(?:otp|ma xac (?:thuc|nhan|minh))\b[^.;!?{OPAQUE}]{{0,25}}\b(?:nhan (?:duoc|dc|ve)|thay)"
        rf"(?: (?:la|so|ma|day)){{0,2}}:? {_CODE}(?! ?(?:tin|cuoc|lan|nguoi|cai|diem|thong bao)\b)",
        PERSON,
    ),
    # "hỏi Smart OTP, tôi bấm 471183".
    Cue(
        rf"\b(?:otp|ma xac (?:thuc|nhan|minh))\b[^.;!?{OPAQUE}]{{0,25}}\b(?:bam|nhap|go|dien)"
        rf"(?: (?:la|so|ma|day|vao|vo|luon)){{0,2}}:? {START}(?P<it>(?!1[89]00|[1-9][0-9]{{0,2}}0{{3,5}})"
        rf"[0-9](?:[ .\-]?[0-9]){{5}}){_WHOLE_WORD}(?! ?(?:lan|cai|dong|diem)\b){NOT_MONEY}",
        PERSON,
    ),
    # "it texted me 204 871".
    Cue(
        rf"\b(?:texted|sent|messaged) me (?:a |the |this )?(?:code )?(?P<it>[0-9]{{3}}[ -]?[0-9]{{3}}){_WHOLE_WORD}",
        PERSON,
    ),
    # "asked for my code and I told them 660938".
    Cue(
        rf"\bcode\b[^0-9.;!?\n{OPAQUE}]{{0,40}}\b(?:told|gave|read|sent) (?:it |them |him |her |to |out ){{1,3}}"
        rf"{START}(?P<it>[0-9]{{3}}[ -]?[0-9]{{3}}){END}",
        PERSON,
    ),
    # "tin nhắn mã 391746 của Shopee".
    Cue(rf"\bma (?P<it>[0-9]{{4,8}}){_WHOLE_WORD}(?= cua (?:{_SENDER})\b)", PERSON),
    # "MoMo gửi 417052".
    Cue(
        rf"\b(?:{_SENDER}) (?:gui|nhan"
        rf"|bao)(?: ve)? (?P<it>(?![1-9][0-9]{{0,2}}0{{3,5}})[0-9]{{6}}){_WHOLE_WORD}{NOT_MONEY}",
        PERSON,
    ),
    # "ngân hàng gửi về máy mã 719 046", "asks for the code 447 281".
    Cue(
        rf"\b(?:gui (?:ve|toi|den)|ve may|vua nhan|asks?|sent|came)\b[^.;!?{OPAQUE}]{{0,30}}\b(?:ma|code)"
        rf"(?: so| la)? {START}(?P<it>[0-9]{{3}}[ .-]?[0-9]{{3}}){END}{NOT_MONEY}",
        PERSON,
    ),
)
"""Codes that a text names."""
SECRET = (
    # "Ma giao dich 305518 de chuyen 2,000,000 VND. Khong chia se ma nay".
    Cue(rf"\bma (?:giao dich|gd)(?P<about>(?: (?:la|so|cua ban|cua quy khach|la so)){{0,2}}:?) {_ALONE}", PERSON),
    # "trót đọc 772915 cho người lạ".
    Cue(rf"\b(?:lo|trot|lo mieng) doc(?P<about>(?: (?:so|day|ma|ca|luon)){{0,2}}) {_ALONE}(?= cho| roi)", PERSON),
)
"""Numbers that are codes where a text tells that nobody else may know them, or to whom they were read."""
_KEPT = re.compile(
    r"\b(?:khong|ko|k|dung|cam|tuyet doi khong) (?:duoc )?(?:chia se|cung cap|tiet lo|dua|doc|cho ai)"
    r"|do not share|never share|otp|dung (?:1|mot) lan|nguoi (?:la|ta)|(?:bon|chung|dua) (?:no|do|kia)|gio sao|co sao"
    r"|lua dao|cong an|nhan vien|tong dai|hieu luc"
)
NAMED_BEHIND = re.compile(
    # "551209 is your confirmation code", "551209 là mã xác nhận", "551209 cái mã này vừa gửi về".
    r"(?P<it>[0-9](?<![a-z0-9][0-9])(?:(?:[ .\-]| [.\-–] )?[0-9]){3,7}) (?:is your\b[^.;!?\n]{0,40}\bcode"
    r"|la (?:cai |so )?ma (?:otp|xac (?:thuc|nhan|minh)|dang nhap|kich hoat|khoi phuc|bao mat|vua|moi|(?:no|ho) gui)"
    r"|(?:cai |so )?ma (?:nay )?(?:vua|moi) (?:gui|nhan|ve|den|toi|nhay|bao))\b"
)
"""Codes whose names stand behind."""

SENT = (
    # "mã 31 58 64", "mã hôm qua là 240719", "mã rút tiền: 48213307".
    Cue(
        rf"\b(?:ma|code|passcode)\b(?P<about>[^0-9.,;!?\n{OPAQUE}]{{0,45}}+)"
        rf"(?:(?<=\bla )|(?<=:)|(?<=: )|(?<=\bma )|(?<=\bcode )|(?<=\bma so )|(?<=\bis )){_ALONE}",
        PERSON,
    ),
    Cue(
        rf"\b(?:ma|code) (?:dang nhap|kich hoat|khoi phuc|bao mat"
        rf"|bi mat)(?P<about>(?: [a-z]{{1,10}}){{0,4}}:?) {_ALONE}",
        PERSON,
    ),
    # "đọc mã cho chú đi, 775 302".
    Cue(rf"\bdoc (?P<about>)(?:ma|code)\b[^0-9.;!?\n{OPAQUE}]{{0,25}}, {_ALONE}", PERSON),
    # "tôi đọc 8 1 7 3 0 5", "đọc giúp dãy 6 2 0 8".
    Cue(
        rf"\bdoc(?P<about>(?: (?:so|day|ma|cho|giup|ho|dum|luon|no|la|ra|lai|anh|chi|em|con|ba|me)){{0,4}}:?) {_ALONE}",
        PERSON,
    ),
    # "đọc cho người ta 6 số 40.92.17", "kêu đọc sáu số 185730".
    Cue(rf"\bdoc(?P<about>(?: [a-z]{{1,6}}){{0,4}}) {_LENGTH} (?:chu )?so {_ALONE}", PERSON),
    # "nó đòi mã, điện thoại hiện 2085", "mã gửi về máy bà gồm 624190", "xin mã, trong ảnh có dãy 91827".
    Cue(
        rf"\bma\b(?P<about>)[^0-9.;!?\n{OPAQUE}]{{0,70}}\b(?:hien|gom|tra loi|co day|day so)"
        rf"(?: (?:ra|len|la|so|co|chu|vay|rang)){{0,2}}:? {_ALONE}",
        PERSON,
    ),
    # "đọc 6 số vừa nhắn về máy, là 190364".
    Cue(
        rf"\b{_READ_OUT}(?! (?:bao|dien thoai|tai khoan|cuoi|dau|nha|xe)\b)(?P<about>)[^0-9.;!?\n{OPAQUE}]{{0,35}}"
        rf"(?:\bla|[,:]) {_ALONE}",
        PERSON,
    ),
    # "hỏi mã 6 số, em gửi 904 411", "trót đọc 772915 cho người lạ".
    Cue(
        rf"\bma (?:otp|(?:gom |co )?[468] (?:chu )?so|(?:gom "
        rf"|co )?sau (?:chu )?so)(?P<about>)[^0-9.;!?\n{OPAQUE}]{{0,30}}\b"
        rf"(?:gui|doc|dua|nhap|bao)(?: [a-z]{{1,7}}){{0,3}} {_ALONE}",
        PERSON,
    ),
    Cue(
        rf"\bma\b(?P<about>)[^0-9.;!?\n{OPAQUE}]{{0,30}}\b(?:lo|trot|da) (?:gui|doc|dua|nhap)(?: [a-z]{{1,7}}){{0,3}}"
        rf" {_ALONE}",
        PERSON,
    ),
    # "nhập 4 0 9 2 7 1 để xác nhận giao dịch".
    Cue(
        rf"\bnhap(?P<about>(?: (?:ma|so|day|so nay))?) {_ALONE} (?=de (?:xac|dang nhap|kich hoat|hoan tat|nhan))",
        PERSON,
    ),
    # "mã kích hoạt gửi về là QT19-7043": letters and digits.
    Cue(
        rf"\bma (?:kich hoat|khoi phuc|xac (?:thuc|nhan|minh)|dang nhap|otp)\b"
        rf"(?P<about>[^.;!?\n{OPAQUE}]{{0,40}}?(?:\bla|:)) ?"
        r"(?P<it>(?=[a-z\-]{1,8}[0-9]|[0-9\-]{1,8}[a-z])(?=[a-z\-]{0,8}[0-9][a-z\-]{0,8}[0-9])[a-z0-9]{2,8}"
        r"(?:-[a-z0-9]{2,8}){0,3})(?![a-z0-9])",
        PERSON,
    ),
)
"""Numbers that are codes where a text tells of a message: `is_sent` decides."""
_MESSAGE = re.compile(
    r"\b(?:gui (?:ve|toi|tui|den|lai|qua|cho|em|minh|me|ma|ba|bo)|(?:moi|vua) (?:gui|nhan)|nhan (?:ve|duoc|ma)|bao ve"
    r"|nhay ve|ve (?:may|dien thoai)|tin nhan|sms|doc (?:(?:ca|luon|het|lai) )?(?:ma|cho|giup|dum|ho)"
    r"|(?:bat|keu|bao|doi|nho|trot|lo) doc|dang nhap|xac (?:thuc|nhan|minh)|kich hoat|khoi phuc|rut tien|hieu luc"
    r"|verification|log ?in|sent|sends|otp|(?:chua|khong|ko|dung) (?:dua|doc)|nhap (?:vo|vao|ma)|google|gmail"
    r"|dung (?:1|mot) lan|do not share|hoi ma|(?:xin|doi|lay) (?:cai )?ma"
    r"|(?:khong|ko|dung|cam) (?:duoc )?(?:chia se|cung cap|tiet lo))\b"
)
_CODE_WORD = re.compile(rf"\b(?:ma|code|otp|day so)\b|\b(?:day|nhap|doc so) [0-9]|\b{_READ_OUT}")
_THING = re.compile(
    r" (?:so )?(?:van|buu|don|hang|vach|ho so|giam|khuyen|uu dai|nv|nhan vien|sp|san pham|thue|lop|bai|mon|lo|vung|tinh"
    r"|mau|sach|truong|nganh|chung khoan|khach|kh|giao dich|gd|hoc|du an|de|phong|may|loi|hoa don|bien|cu tri|dinh danh"
    r"|bao hiem|bhxh|bhyt|the|qr|zip|dat|ve(?! (?:may|dien|sim))|tour|voucher|pin|nguon|vat tu|kho|ket|mo)\b"
)
"""What has a code that anybody may know: a parcel, a lesson, a student's number."""
_BEFORE, _BEHIND = 120, 60
"""Characters in which a text tells of the message."""
_YEAR = re.compile("19[0-9]{2}|20[0-4][0-9]")

_CARD = r"[0-9]{4}(?:[ .\-]?[0-9]{4}){3}(?:[ .\-]?[0-9]{3})?"
"""A card that stands between the word and its PIN."""
PIN = Cue(
    rf"\bpin\b[^0-9.;!?{OPAQUE}]{{0,30}}(?:{_CARD} la )?(?<!nam )(?<!gia )"
    rf"{START}(?P<it>[0-9]{{4,6}}|[0-9](?:[ .\-][0-9]){{3,5}}"
    rf"|[0-9]{{2,3}}(?:[ .\-][0-9]{{2,3}}){{1,2}}){END}(?![ .\-][0-9]{{3}})(?! ?(?:%|mah|phan tram)){NOT_MONEY}",
    PERSON,
)
CARD_CODE = Cue(
    rf"\b(?:cvv2?|cvc2?"
    rf"|ma bao mat(?: the)?)\b[^0-9.;!?{OPAQUE}]{{0,15}}(?<![a-z0-9])(?P<it>[0-9]{{3,4}}){END}{NOT_MONEY}",
    PERSON,
)
"""The code on the back of a card."""
SAFE = Cue(
    rf"\b(?:ket sat\b[^0-9.;!?{OPAQUE}]{{0,30}}\bma(?: so)?(?: (?:mo|khoa))?"
    r"|ma(?: so)?(?: (?:mo|khoa|mo khoa))? (?:ket|khoa|cong(?! dan)|vali|cua (?:nha|cong|phong|kho"
    r"|cuon))(?: [a-z]{1,8}){0,4}?)"
    rf"(?: la|:)?:? (?P<it>[0-9]{{1,4}}(?:[ .\-][0-9]{{1,4}}){{1,5}}|[0-9]{{4,10}}){END}{NOT_MONEY}",
    PERSON,
)
"""What opens a safe, a door or a lock."""
KEYPAD = (
    # "khóa cửa bấm 7*1*9*3#", "mở khóa điện thoại bấm 2580#7".
    Cue(
        rf"\b(?:(?:mo )?khoa (?:cua|cong|nha|phong|may|dien thoai|dt|man hinh|vali|ket)|cua (?:nha|cong|phong|cuon|kinh"
        rf"|sat)|cong (?:nha|sau|truoc|xom|chung cu))\b[^0-9.;!?\n{OPAQUE}]{{0,30}}\b(?:bam|nhan|an|go)"
        rf"(?: (?:so|ma|la))? (?P<it>(?!1[89]00)[0-9](?:[ .\-*#]?[0-9]){{3,7}}#?){_WHOLE_WORD}"
        rf"(?! ?(?:lan|cai)\b){NOT_MONEY}",
        PERSON,
    ),
    # "the code for the gate is 4-4-0-9".
    Cue(
        rf"\bcode (?:for|to|of) (?:the|my|our) (?:[a-z]{{1,10}} )?(?:gate|door|safe|lock|house|room|alarm)"
        rf"(?: is| now is|:)? (?P<it>[0-9](?:[ .\-]?[0-9]){{3,9}}){END}",
        PERSON,
    ),
)
"""The same where somebody tells which keys to press."""


def is_sent(found: re.Match[str]) -> bool:
    """Whether a match of `SENT` is a code that was sent to somebody."""
    text, start, end = found.string, found.start(), found.end("it")
    if _THING.match(found["about"]) is not None:
        return False
    if _YEAR.fullmatch(found["it"]) is not None and not found["about"].rstrip().endswith(("la", ":")):
        return False
    return (
        _MESSAGE.search(text, max(0, start - _BEFORE), end + _BEHIND) is not None
        and _CODE_WORD.search(text, max(0, start - _BEFORE), end + _BEHIND) is not None
    )


def is_kept(found: re.Match[str]) -> bool:
    """Whether a text tells near a match of `SECRET` that nobody may know it."""
    return _KEPT.search(found.string, max(0, found.start() - _BEFORE), found.end("it") + _BEFORE) is not None
