"""The forms of words that ask for an account itself: to lend it, to open it elsewhere, to be seen typing its secret."""

import re

from bot.model.trust import DoubtKind
from bot.tutor.asking import REST, Form
from bot.tutor.giving import MY, OTP, PASSWORD, YOU

_SELF = "(?:chau|em|minh|mik|toi|tui)"
_SECRET = f"(?i:{OTP}|{PASSWORD})"
_ACCOUNT = "(?:tai khoan|tk|nick|acc|account|the (?:ngan hang|atm)|vneid|(?:the )?sim)"
_SEES = "(?:quan sat|xem|nhin|theo doi|coi|thay|ghi|chep|canh)"
LENDING_FORMS = tuple(
    Form(DoubtKind.ASKS_PASSWORD, re.compile(pattern), is_lesson=is_lesson)
    for is_lesson, pattern in (
        # cho cháu mượn tài khoản VNeID; cho em đăng nhập nhờ nick của chị
        (
            False,
            (
                rf"\bcho {MY} (?:muon|thue|xin|(?i:dung)|vao|dang nhap)(?: (?:nho|tam|luon|dum|cai|chung"
                f"|(?i:ho))){{0,3}}"
                rf" {_ACCOUNT}\b"
            ),
        ),
        (
            False,
            (
                rf"\b(?:dua|giao|de)\b {_ACCOUNT}\b{REST}{{0,12}}? cho (?:{MY}|con) (?:(?i:dung)|muon|giu|xai"
                r"|quan ly)\b"
            ),
        ),
        (False, r"\b(?:them|cai|luu) (?:van tay|khuon mat)(?: cua)? (?:em|chau|toi|tui)\b"),
        # đổi mật khẩu thành … để cháu vào
        (
            False,
            (
                rf"\b(?i:doi|dat|de)\b{REST}{{0,12}}? {_SECRET}[^;\n]{{0,40}}? (?:de|roi) (?:chau|em|con|toi)"
                r"(?: (?i:con))? (?:vao|dang nhap|ho tro|quan ly)\b"
            ),
        ),
        # đăng nhập VNeID của bác vào máy cháu
        (
            False,
            (
                rf"\bdang nhap{REST}{{0,25}}? (?:vao|tren|qua|bang) (?:may|dien thoai) (?:cua )?(?:chau|em|toi"
                r"|tui)\b"
            ),
        ),
        # bác để mật khẩu là gì
        (
            False,
            (
                rf"(?<!quen )(?<!nho )(?<!biet )\b(?:{YOU}) (?:(?:dang|hay|da|moi) )?(?:de|dat|xai|cai|(?i:dung))"
                rf"(?: (?:cai|cung))? {_SECRET}{REST}{{0,18}}? (?:la )?(?:gi|bao nhieu|the nao)"
                r"(?= (?:a|vay|the|nhi|ha|day|voi|nhe|ta|de (?:chau|em|con|minh|toi))\b| ?[,;\n]|$)"
            ),
        ),
        # mật khẩu cô đang xài là gì
        (
            False,
            (
                rf"(?<!quen )(?<!nho )(?<!biet )\b{_SECRET} (?:(?:cua )?(?:{YOU}) )?(?:dang )?(?:de|dat|xai|cai|DUNG)"
                r" (?:la )?gi(?= (?:a|vay|the|nhi|ha|day|voi|nhe|ta|de (?:chau|em|con|minh|toi))\b| ?[,;\n]|$)"
            ),
        ),
        # chia sẻ màn hình rồi gõ mã PIN; gõ mã PIN chậm chậm để em quan sát
        (
            True,
            (
                rf"(?<!tat )(?<!ngung )\b(?:chia se|share|chieu|quay) man hinh\b(?:(?!\btat\b)[^;\n]){{0,80}}?"
                rf"\b(?:go|nhap|dien|bam)\b{REST}{{0,15}}? {_SECRET}"
            ),
        ),
        (
            True,
            (
                rf"\b(?:go|nhap|dien|bam)\b{REST}{{0,15}}? {_SECRET}{REST}{{0,25}}? (?:de|cho) {_SELF}(?:"
                rf" [a-z]+){{0,2}}? {_SEES}\b"
            ),
        ),
    )
)
