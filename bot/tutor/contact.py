"""The forms of words by which somebody leads out of a talk that others read, to a number of their own."""

import re

from bot.model.trust import DoubtKind
from bot.tutor.asking import Form
from bot.tutor.giving import AUNT, ME, MY, NOT_ANOTHER, NUMBER, TO, YOU, I

_PERSON = rf"(?:(?:chau|em|minh|mk|toi|tui|chi|anh|{AUNT}|thay){NOT_ANOTHER}\b)"
_APP = "(?:zalo|facebook|fb|viber|tele|telegram|messenger|so)"
CONTACT_FORMS = tuple(
    Form(DoubtKind.PRIVATE_CONTACT, re.compile(pattern), is_lesson=True)
    for pattern in (
        # kết bạn Zalo với cháu; add Zalo số này
        (
            rf"\b(?:ket ban|add|them ban|ket noi)(?: (?:{_APP}|voi|cho|qua|rieng|nick|tren|ben)){{0,5}}"
            rf" (?:{_PERSON}|nay|sau|\d{{3}})"
        ),
        # nhắn riêng cho chị; ib riêng nhé; inbox em
        (
            r"\b(?:nhan|noi chuyen|trao (?i:doi)|lien he|goi|ib|inbox|chat|gap|alo)(?: tin| dien)? rieng(?:"
            " (?:cho|voi|qua|zalo))*"
            rf"(?: (?:{I}|{AUNT})\b| nhe| nha| di| so| zalo|$)"
        ),
        rf"\b(?:ib|inbox|pm)(?: (?:cho|rieng|voi|qua))* {MY}(?! (?:la|co)\b)",
        # nhắn Zalo cho cháu; gọi vào số của em
        (
            r"\b(?:nhan|goi|lien he|alo|trao (?i:doi)|noi chuyen|hoi|chat|chuyen)(?: tin| dien| thang| luon|"
            f" video)*(?: (?:cho|voi))?(?: {MY})?"
            rf"(?: (?:qua|vao|sang|theo|bang|tren))? (?:(?:so|nick|ben) )?{_APP}(?: (?:rieng|cua|ca nhan|cho|voi|so))*"
            rf" (?:{MY}|nay|sau|ca nhan|rieng|\d{{3}})"
        ),
        rf"\b(?:nhan|goi|lien he|alo|hoi)(?: tin| dien| thang| video)*(?: cho)? {_PERSON} (?:qua|bang|tren) {_APP}\b",
        (
            r"\b(?:zalo|facebook|fb|so dien thoai|sdt|so) (?:rieng |ca nhan )?(?:cua )?(?:chau|em|minh|mk|toi"
            "|tui|chi|thay)"
            r" (?:la|day|o day|nay|:|\d)"
        ),
        # cho cháu xin số điện thoại; em xin Zalo của bác
        (
            rf"\b(?:cho|gui|nhan|de lai|doc)(?: {TO})?(?: {ME})?(?: (?:xin|biet|lai|xem)){{0,2}} {NUMBER}"
            rf"(?: cua (?:{YOU})\b| (?:cho|de|giup) {MY})"
        ),
        rf"\b(?:(?:cho|gui|nhan) {ME}(?: (?:xin|biet|lai))?|(?:{I}|{AUNT}) xin) {NUMBER}\b",
        # đừng hỏi ở đây nữa
        (
            r"\b(?:dung|dont|khoi|khong nen) (?:hoi|nhan|trao (?i:doi)|noi)(?: [a-z]+){0,3}? (?:o day|tren day"
            r"|trong nay|tren nay)(?: nua)?\b"
        ),
        rf"\b(?:qua|den|ghe|sang|toi|TOI) (?:(?i:nha|tro|phong)|CHO) {_PERSON}",
    )
)
