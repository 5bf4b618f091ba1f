"""Secrets that learners are made to type in tests, in every way in which people write them, and a search for them.

for each in PLANTED:
    person.types(f"Soạn thông báo, {each.text}")
assert found(PLANTED, {"the database": path.read_bytes()}) == []
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from bot.model.attempt import PrivacyKind
from bot.tutor.fold import fold

_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_LEAST_DIGITS = 8
"""A shorter run of digits stands by chance in a database that holds times of day."""
_AROUND = 40
"""So many bytes around a find are told."""
_APART = re.compile(rb'["<>]')
"""Stands in no secret, and around most of what is kept."""
_BETWEEN = re.compile(rb"(?<=[0-9])(?:[ .\-\n]|\\n|\xe2\x80\x8b){1,3}(?=[0-9])")
"""What may part the digits of a number that was kept as it was typed."""


@dataclass(frozen=True)
class Planted:
    """One secret as somebody types it; `before` are the words that tell what it is, `value` its digits, if any."""

    kind: PrivacyKind
    way: str
    typed: str
    before: str = ""
    value: str = ""

    @property
    def text(self) -> str:
        """What is typed."""
        return f"{self.before}{self.typed} nhé"

    @property
    def traces(self) -> frozenset[bytes]:
        """All the forms in which it could be kept."""
        shown = _UNSEEN.sub("", self.typed)
        one_line = " ".join(shown.split())
        forms = {self.typed, shown, one_line, one_line.casefold(), fold(shown)}
        forms |= {unicodedata.normalize(form, each) for form in ("NFC", "NFD") for each in tuple(forms)}
        forms |= {json.dumps(each, ensure_ascii=is_ascii)[1:-1] for each in forms for is_ascii in (True, False)}
        forms |= {quote(shown), quote(one_line), *({self.value} if len(self.value) >= _LEAST_DIGITS else ())}
        return frozenset(each.encode() for each in forms) | {each.encode("utf-16-le") for each in (self.typed, shown)}


_SAID = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _by(size: int, between: str) -> Callable[[str], str]:
    return lambda digits: between.join(digits[at : at + size] for at in range(0, len(digits), size))


def _in_letters(digits: str) -> str:
    return digits.translate(str.maketrans("01", "Ol"))


def _in_words(digits: str) -> str:
    return " ".join(_SAID[int(digit)] for digit in digits)


def _wide(digits: str) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in digits)


_NUMBER_WAYS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "spaced": _by(3, " "),
    "dotted": _by(4, "."),
    "letters": _in_letters,
    "words": _in_words,
    "some words": lambda digits: f"{digits[:4]} {_in_words(digits[4:8])} {_by(4, ' ')(digits[8:])}",
    "zero-width": _by(2, "\u200b"),
    "two lines": _by(6, "\n"),
    "full width": _wide,
}
_NUMBERS: tuple[tuple[PrivacyKind, str, str], ...] = (
    (PrivacyKind.CCCD, "căn cước của tôi là ", "004186903317"),
    (PrivacyKind.PHONE, "gọi số ", "0918203647"),
    (PrivacyKind.BANK_ACCOUNT, "chuyển vào stk ", "190366770812"),
    (PrivacyKind.BHXH, "mã BHXH ", "0116028893"),
    (PrivacyKind.CARD, "số thẻ của tôi là ", "4221009876543210"),
)


def _numbers() -> Iterator[Planted]:
    for kind, before, digits in _NUMBERS:
        for way, write in _NUMBER_WAYS.items():
            yield Planted(kind, way, write(digits), before, digits)


def _hidden(kind: PrivacyKind, before: str, typed: str, *lines: str) -> Iterator[Planted]:
    """A secret in letters: as it is, in another form of Unicode, with what nobody sees in it, and over two lines."""
    yield Planted(kind, "plain", typed, before)
    if not typed.isascii():
        yield Planted(kind, "decomposed", unicodedata.normalize("NFD", typed), before)
    yield Planted(kind, "zero-width", "\u200b".join(typed), before)
    if lines:
        yield Planted(kind, "two lines", "\n".join(lines), before)


PLANTED: tuple[Planted, ...] = (
    *_numbers(),
    Planted(PrivacyKind.CARD, "by fours", "9704 3688 1122 3344", "thẻ ", "9704368811223344"),
    Planted(PrivacyKind.OTP, "plain", "83920571", "mã OTP là ", "83920571"),
    Planted(PrivacyKind.OTP, "spaced", "839 571", "OTP "),
    Planted(PrivacyKind.OTP, "letters", "83O57l", "OTP "),
    Planted(PrivacyKind.OTP, "zero-width", "83\u200b92\u200b0571", "mã xác thực ", "83920571"),
    *_hidden(PrivacyKind.EMAIL, "email ", "tuoi.chechat90@hopthu.example"),
    Planted(PrivacyKind.EMAIL, "words", "tuoichechat a còng hopthu chấm com", "thư của tôi "),
    *_hidden(PrivacyKind.PASSWORD, "mật khẩu Zalo là ", "ChèXanh#7391"),
    Planted(PrivacyKind.PASSWORD, "next line", "choDuoi7391", "mật khẩu:\n"),
    *_hidden(
        PrivacyKind.ADDRESS, "nhà ở ", "số 17 ngõ 5 đường Lương Hữu Khánh", "số 17 ngõ 5", "đường Lương Hữu Khánh"
    ),
    *_hidden(PrivacyKind.NAME, "hồ sơ của ", "Sầm Thị Hoài Lưu", "Sầm Thị", "Hoài Lưu"),
    Planted(PrivacyKind.NAME, "no accents", "nong van thuat", "cho ong "),
    *_hidden(PrivacyKind.DOB, "sinh ngày ", "27/11/1957"),
    Planted(PrivacyKind.DOB, "words", "27 tháng 11 năm 1957", "sinh ngày "),
)
"""Every kind, each in every way in which it can be written."""


def found(planted: Iterable[Planted], places: Mapping[str, bytes]) -> list[str]:
    """Where a secret stands, and between what; a number also with its digits parted.

    The same words stand in many places, as in a message and in the log of the database: they are looked through once.
    """
    pieces: dict[bytes, str] = {}
    for name, kept in places.items():
        for piece in _APART.split(kept):
            pieces.setdefault(piece, name)
    whole = b'"'.join(pieces)
    haystacks = (whole, _joined(whole))
    told: list[str] = []
    for each in planted:
        for trace in sorted(each.traces):
            haystack = haystacks[trace.isdigit()]
            at = haystack.find(trace)
            if at >= 0:
                where = next(name for piece, name in pieces.items() if trace in piece or trace in _joined(piece))
                around = haystack[max(0, at - _AROUND) : at + len(trace) + _AROUND]
                told.append(f"{each.kind}, {each.way}, in {where}: {around!r}")
    return told


def _joined(kept: bytes) -> bytes:
    return _BETWEEN.sub(b"", kept)
