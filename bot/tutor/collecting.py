"""The forms of words by which money is asked for round about: in advance, as a test, of free will, as a small gift."""

import re

from bot.model.trust import DoubtKind
from bot.tutor.asking import REST, Form
from bot.tutor.giving import AMOUNT, CASH, FEE, MY, PAY, STAFF, YOU
from bot.tutor.money import FEW, SUPPORT, WAY

_CHARITY = re.compile(
    r"\b(?:nguoi ngheo|mat tran|chu thap do|dong bao|bao lu|vung lu|uy ban|ubnd|xa|phuong|thon|chua|dinh|nha tho"
    r"|(?i:hoi) (?:nguoi|phu nu|nong dan|khuyen hoc)|quy (?:khuyen hoc|vi)|kho bac)\b"
)
"""Whose collections are told about, not made: the commune, a charity, a pagoda."""
_WILLING = "(?:tuy (?:tam|long|hy)|(?:co|CO) (?:long|tam)|long hao tam|chut (?:long|dinh)|lay thao)"
_ANY_SUM = rf"(?:{_WILLING}|tuy (?:y|{YOU})|bao nhieu cung (?:duoc|dc|quy)|it nhieu|nhieu it)"
_GIFT = (
    r"(?:(?:chut|it|mon|phan|tui|hop) (?i:qua)\b(?! (?:day|ben|zalo|mang))|phong bi|can che"
    "|(?:ly|coc|chai|lon|bua) (?:nuoc|ca phe|cafe|tra|bia|sang|an|com))"
)
_TO_AN_ACCOUNT = rf"(?:so|tai khoan|tk|stk|vi|ma|qr)(?: (?:so|qr))? (?:cua {MY}|nay|do|sau|duoi|ben duoi|chau|em|\d)"
_VOLUNTARY = tuple(
    Form(DoubtKind.ASKS_MONEY, re.compile(pattern), is_lesson=True, unless=_CHARITY)
    for pattern in (
        # ủng hộ nhóm tuỳ tâm; ai có lòng thì gửi
        rf"\b{SUPPORT}(?:\b[^;\n]{{0,40}}? {_ANY_SUM}\b| duoc (?:bao nhieu|it nao|chung nao))",
        rf"\b{_ANY_SUM}\b[^;\n]{{0,30}}? (?P<ask>{SUPPORT}|chuyen(?! tiep)|ck|bank|bieu|tip|donate)\b",
        rf"\b{_WILLING}\b[^;\n]{{0,15}}? (?P<ask>(?:gui|dong|cho))\b(?: {MY}|[^;\n]{{0,10}}(?:,|$))",
        # gửi em bao nhiêu em cũng nhận; giúp em được ít nào thì quý
        (
            rf"\b(?:{PAY}|giup|cho) (?:cho )?{MY} (?:duoc )?(?:bao nhieu|it nao)\b(?! (?:cau|bai|tam|anh|lan"
            r"|ban|trang|tin)\b)"
        ),
        # gửi cháu chút quà; có chút quà cho cháu
        (
            rf"\b(?:{PAY}|cho|mua|mang|cam|bien)(?: (?:cho|giup|qua|sang|lai))* (?:{MY}|doi|nhom"
            f"|{STAFF})(?: tinh nguyen)?(?: (?:{FEW}|vai"
            f"|may)){{0,6}}? {_GIFT}"
        ),
        (
            rf"\b(?:{PAY}|cho|mua|mang|co|CO)\b{REST}{{0,10}}? {_GIFT}{REST}{{0,12}}? (?:cho|giup|qua|sang|gui)"
            f" (?:{MY}|{STAFF})"
        ),
    )
)
COLLECTING_FORMS = (
    *_VOLUNTARY,
    *(
        Form(DoubtKind.ASKS_MONEY, re.compile(pattern), is_lesson=is_lesson)
        for is_lesson, pattern in (
            # 80 nghìn, cô gửi em trước
            (
                False,
                (
                    rf"\b(?:{CASH}|{FEE})[^;\n]{{0,40}}? (?P<ask>(?:{PAY}){WAY}(?: (?:cho|giup|qua|gium|ve))? {MY})"
                    r"(?= (?:truoc|luon|nhe|nha|nghen|sau|cung|ngay|roi em|roi chau|la (?:duoc|xong)"
                    r"|qua (?:so|stk|momo|vi)|a)\b| ?[,;]|$)"
                ),
            ),
            # ck xong chụp bill gửi em; chuyển khoản cho em trước; chuyển thử vào số này
            (
                True,
                (
                    rf"\b(?:ck|bank|chuyen(?: khoan| tien)?)\b[^;\n]{{0,20}}? chup (?:bill|bien lai|man hinh)"
                    rf"[^;\n]{{0,12}}? (?:gui|cho|qua) {MY}"
                ),
            ),
            (True, rf"\b(?:chuyen (?:khoan|tien)|ck|banking){WAY} (?:cho|qua|sang|ve|vao) {MY}"),
            (
                False,
                (
                    rf"\b(?:chuyen(?: khoan| tien)?|ck|bank|gui) thu\b{REST}{{0,30}}?"
                    rf" (?:cho|vao|sang|qua|toi|TOI|den) (?:{MY}|{_TO_AN_ACCOUNT})"
                ),
            ),
            # phí em làm giúp là 100 nghìn; mua ủng hộ em
            (
                True,
                (
                    rf"\b(?:phi|tien|cong)\b[^;\n]{{0,15}}? (?:em|chau) (?:lam|giup|day"
                    rf"|(?i:ho))\b[^;\n]{{0,15}}? {AMOUNT}"
                ),
            ),
            (False, rf"\bmua (?:ung (?:ho|HO)) {MY}"),
            # em xin 20k tiền gửi xe; mỗi buổi em lấy 50 nghìn; chuyển 1 nghìn sang số này; đóng nốt quỹ cho em
            (
                True,
                (
                    r"\b(?:chau|em|minh|toi) (?:chi )?(?:xin|lay|tinh(?: (?:phi|cong|gia|re|nua gia"
                    f"|{YOU})){{0,2}}) {AMOUNT}"
                ),
            ),
            (
                False,
                rf"\b(?:{PAY}){REST}{{0,15}}? {AMOUNT}{REST}{{0,15}}? (?:vao|sang|qua|toi|TOI|den) {_TO_AN_ACCOUNT}",
            ),
            (
                False,
                (
                    rf"\b(?:dong|nop|gop) not (?:(?:cho|giup|qua) )?{MY}|\bgay quy\b{REST}{{0,20}}? (?:lop|nhom"
                    f"|{MY})"
                ),
            ),
            # em bán gói câu lệnh 49k; chuyển cho em luôn, 20 nghìn thôi
            (True, rf"\b(?:chau|em|minh|toi) (?:dang )?(?i:ban) (?!duoc\b){REST}{{0,25}}?{AMOUNT}"),
            (True, rf"\b(?:chuyen(?! tiep)|ck)(?: luon)? cho {MY}[^;\n]{{0,25}}? {AMOUNT}"),
            # em cần 500k, chị cho em mượn; vào nhóm thì đóng 99 nghìn
            (True, rf"\b(?:chau|em|toi|tui) (?:dang )?(?:can|ket|thieu)(?: gap| tam)? {AMOUNT}"),
            (False, rf"\b{AMOUNT}[^;\n]{{0,40}}? (?P<ask>cho {MY} (?:vay|muon))\b"),
            (
                False,
                (
                    r"\b(?:vao|hoc|tham gia|giu cho|dang ky|len)(?: [a-z]+){0,2}? (?:lop|nhom|khoa)\b"
                    r"(?:(?!\b(?:bat|doi|yeu cau|lua|khong)\b)[^;\n]){0,30}? (?:dong|nop|ck|gui)(?: them| truoc)?"
                    rf" {AMOUNT}"
                ),
            ),
        )
    ),
)
