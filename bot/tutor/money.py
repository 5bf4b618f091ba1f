"""The forms of words by which somebody asks for money: for themselves, for the class, or for what they sell."""

import re

from bot.model.trust import DoubtKind
from bot.tutor.asking import REST, SOFT, Form
from bot.tutor.giving import AMOUNT, AUNT, CARD, CASH, FEE, MY, NOT_ANOTHER, PAY, YOU, I

FEW = (
    "it|chut|luon|ngay|truoc|them|khoan|so|tien|cong|xang|phi|hoc|la|vay|muon|xin|du|moi nguoi|thang|tam"
    "|(?i:ung)|giup|phan|khoang"
    "|co|CO|hon|cho|voi|dum|lai|mot|nong|gap|ho"
)
_ACCOUNT = "(?:stk|tai khoan|tk|momo|zalopay|vi|qr|vietcombank|vcb|agribank|bidv|techcombank|mb)"
_PAID = rf"(?:{MY}|to\b(?! (?:tien|giay))|ban to chuc|giao vien|thay co|lop truong|nhom truong|to truong)"
WAY = "(?: (?:thu|truoc|tam|luon|dum|gium|giup|(?i:ho)|voi|giai do|them|lai|ngay|do|mot it)){0,4}"
SUPPORT = r"(?:ung (?:ho|HO)|quyen gop|(?:dong )?gop(?! y\b)|tai tro)"
MONEY_FORMS = tuple(
    Form(DoubtKind.ASKS_MONEY, re.compile(pattern), is_lesson=is_lesson)
    for is_lesson, pattern in (
        # chuyển 200k cho cháu; gửi tiền cho em
        (
            True,
            (
                rf"\b(?:{PAY}){REST}{{0,20}}?\b{CASH}{REST}{{0,18}}? (?:cho|sang|qua|ve|giup|vao)(?: (?:quy"
                f"|phia))? {MY}"
            ),
        ),
        # gửi cháu 200k; trả em tiền công; cho chị vay hai triệu
        (
            False,
            (
                rf"\b(?:{PAY}|cho|giup|(?i:ho) tro|{SUPPORT}){WAY}(?: (?:cho|qua|sang|giup|quy))? {MY}"
                rf"(?: (?:{FEW})){{0,5}} {CASH}"
            ),
        ),
        (False, rf"\bcho {MY} (?:vay|muon|xin)(?: (?:{FEW})){{0,3}}(?: {CASH}| (?:it|chut|tam|nong)\b)"),
        (False, rf"\b(?:{I}|{AUNT}) (?:xin |chi )?thu(?: truoc| tam| (?i:ho))?(?: moi nguoi| cua [a-z]+)? {AMOUNT}"),
        (
            False,
            (
                rf"\b(?:{PAY}|vay|muon|gop von){REST}{{0,25}}? {AMOUNT}{REST}{{0,25}}? (?:cho|voi|qua|giup"
                f"|cung|chung) {_PAID}"
            ),
        ),
        (False, rf"\b(?:{PAY})(?: cho)? {_PAID}{REST}{{0,25}}? {AMOUNT}"),
        (False, rf"\b(?:ck|bank|chuyen|gui|ban)(?: cho)? {MY} \d{{2,9}} ?(?=(?:{SOFT})\b|[,;\n]|$)"),
        (True, rf"\b(?:{PAY})(?: (?:truoc|luon|lai))? tien {MY}"),
        (
            False,
            (
                rf"\b{CASH}[^;\n]{{0,30}}? (?P<ask>(?:{PAY})(?: lai| ngay| truoc| luon)? (?:cho|giup|qua"
                f"|gium) {MY})"
            ),
        ),
        (True, rf"\bcho {MY} (?:vay|muon|xin){REST}{{0,10}}? {AMOUNT}"),
        # mỗi người góp 20 nghìn; lớp mình cần ít kinh phí; cần gấp 5 triệu; donate cho mình
        (
            False,
            (
                rf"\bmoi (?:{YOU}|nguoi|nha|ho|gia dinh|hoc vien|dua) (?:gop|dong|nop|ung ho|chuyen|gui"
                f"|ck) {REST}{{0,15}}?{AMOUNT}"
            ),
        ),
        (
            False,
            (
                r"\b(?:lop|nhom|to) (?:minh |ta |chau |em )?(?:dang )?(?:can|thieu|xin|keu goi|thu|quyen"
                f" gop){REST}{{0,15}}? (?:{CASH}|quy)"
            ),
        ),
        (
            True,
            (
                rf"\bcan gap{REST}{{0,12}}? {CASH}|\bdat coc {REST}{{0,8}}?{AMOUNT}|\b(?:donate|li xi|tip)"
                f" (?:cho )?{MY}"
            ),
        ),
        (False, rf"\bboi duong (?:them )?(?:cho )?(?:{I}|{AUNT}|tui)\b"),
        # đóng quỹ lớp; học phí 50k một buổi; 200k tiền công
        (
            True,
            (
                rf"\b(?:{PAY}|thu|xin|nho) (?:[a-z0-9]+ ){{0,3}}?{FEE}(?: (?:cua|cho|khoa|{MY}|nay|thang|dot|la"
                f"|ca)){{0,3}}"
                rf" ?(?:{AMOUNT}|lop|nhom|khoa nay|{MY}|nhe|nha|a|di|vao|qua|truoc|gap)\b"
            ),
        ),
        (True, rf"\b{FEE}(?! cho (?:con|chau|cac))(?: [a-z0-9]+){{0,5}}? {AMOUNT}"),
        (True, rf"\b{AMOUNT} (?:la )?(?:tien )?{FEE}(?! cho (?:con|chau|cac))"),
        # chuyển khoản vào số tài khoản của cháu; ck vào stk sau; quét mã này để ủng hộ
        (
            True,
            (
                rf"\b(?:{PAY}|{SUPPORT}){REST}{{0,25}}? (?:vao|qua|ve|toi|TOI|den|sang|theo)(?: (?:so|ma|cai)){{0,2}}"
                rf" {_ACCOUNT}\b{REST}{{0,12}}? ?(?:(?:cua )?{MY}|nay|sau|duoi day|ben duoi|o duoi|\d{{6}})"
            ),
        ),
        (
            False,
            (
                rf"\bquet (?:ma|qr|ma qr)(?: qr)? (?:nay|cua {MY}|duoi day|ben duoi|chau gui|em gui){REST}{{0,20}}?"
                rf" (?:{PAY}|{SUPPORT})\b"
            ),
        ),
        # mua giúp cháu cái thẻ cào; nạp thẻ cho em
        (False, rf"\b(?:mua|nap|gui|cao)\b{REST}{{0,15}}? {CARD}{REST}{{0,20}}? (?:cho|giup|ho|gui|qua) {MY}"),
        (
            False,
            (
                rf"\b(?:mua|nap|gui|cao)(?: (?:giup|(?i:ho)|cho|dum|gium)){{1,2}} {MY}{REST}{{0,15}}?"
                f" (?:{CARD}|tien dien thoai|the {AMOUNT})"
            ),
        ),
        # ủng hộ lớp; góp quỹ lớp
        (
            False,
            (
                rf"\b{SUPPORT}(?! y)(?: (?:it|chut|them|mot|tien|kinh phi|cho|vao|{AMOUNT})){{0,4}}"
                rf" (?:(?:quy )?lop|nhom (?:minh|chau|em)|quy nhom|(?:chau|em|ben em|ad){NOT_ANOTHER})\b"
            ),
        ),
        # cháu đang kẹt tiền; đầu tư cùng chị; mua hàng của em
        (
            True,
            (
                rf"\b(?:{I}) (?:[a-z]+ ){{0,3}}?(?:ket|can|thieu|het|tung) (?:it |chut |mot it )?tien\b(?!"
                " (?:dien|nuoc))"
            ),
        ),
        (
            False,
            (
                rf"\b(?:dau tu|gop von|hun von|choi hui|kiem tien|lam an|gop(?! y))(?: [a-z]+){{0,4}}? (?:cung"
                f"|voi|chung|ben|cho) {MY}"
            ),
        ),
        (True, rf"\b(?:mua|dat|dang ky|lay)(?: [a-z0-9]+){{0,5}}? (?:cua|ben|o cho|tu|ung ho) {MY}"),
    )
)
