"""Whether words around a phrase turn it round: `không cần kiểm tra`, `kiểm tra thì mất công`, `đừng quên kiểm tra`.

The words stand folded, with a bar for marks between them. Folded, `đừng` is also đúng and dùng, so that what denies is
told by the accents where there are any, and by the word behind it where there are none.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from bot.tutor.fold import fold
from bot.tutor.reading import spelt_out

_WORD_OR_MARK = re.compile(r"[\w\u0300-\u036f]+|[.,;:!?…\n]")
_MARK = "|"
_NOT = "not"
_DENIALS = frozenset({"khong", "not", "khoi", "chang", "chua", "hok", "never"})
_DENIALS_BY_ACCENT = frozenset({"đừng", "chớ", "chả", "hông", "hổng", "đỡ", "quên"})
_DUNG_DENIES = re.compile(r"\bdung(?= (?:tin|voi|quen|ngai|luoi|bo qua|lam theo|nghe)\b)")


_REACH = 30
"""Words on either side that can turn a phrase round; more are another thought, and take time."""


class Standing(Enum):
    """How a phrase stands in an answer."""

    MEANT = auto()
    DENIED = auto()
    ASKED = auto()
    """It is only wondered about: `có cần kiểm tra không?`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered: its words folded, and each word once more, all denials as one and the same."""

    said: str
    marked: tuple[str, ...]

    def find(self, phrase: str) -> tuple[tuple[int, int], ...]:
        """Where folded words stand together in it, whole: from which word to before which."""
        wanted = f" {phrase} "
        found: list[tuple[int, int]] = []
        at = self.said.find(wanted) if phrase else -1
        while at >= 0:
            start = self.said.count(" ", 0, at)
            found.append((start, start + wanted.count(" ") - 1))
            at = self.said.find(wanted, at + 1)
        return tuple(found)

    def standing(self, start: int, end: int) -> Standing:
        """How the words from `start` to before `end` stand there."""
        before = " ".join(self.marked[max(0, start - _REACH) : start])
        after = "".join(f" {word}" for word in self.marked[end : end + _REACH])
        if _ASKED.match(after):
            return Standing.ASKED
        if _PLAYED_DOWN.match(after) or _is_denied(before, after):
            return Standing.DENIED
        return Standing.MEANT


def read(text: str) -> Answer:
    """Reads an answer."""
    words: list[str] = []
    accented: set[int] = set()
    denying: set[int] = set()
    for raw in _WORD_OR_MARK.findall(unicodedata.normalize("NFC", text).lower()):
        folded = spelt_out(fold(raw)).split() if raw[0].isalnum() else [_MARK]
        if raw in _DENIALS_BY_ACCENT or not _DENIALS.isdisjoint(folded):
            denying.add(len(words))
        if not raw.isascii():
            accented.add(len(words))
        words += folded
    said = f" {' '.join(words)} "
    denying |= {said.count(" ", 1, found.start()) for found in _DUNG_DENIES.finditer(said)} - accented
    return Answer(said, tuple(_NOT if at in denying else word for at, word in enumerate(words)))


def words(text: str) -> str:
    """The words of an answer, or of a phrase that is expected in one, without marks."""
    return " ".join(word for word in read(text).said.split() if word != _MARK)


_MODAL = (
    "can|phai|nen|duoc|muon|hay|co|he|the|bao gio|them|chiu|kip|ai|con"
    "|thay can|thoi gian|thi gio|thiet|nhat thiet|dau ma|viec gi"
)
_DENIAL = re.compile(rf"\b{_NOT}(?: (?:{_MODAL})\b)+")
"""A denial with the words that go with it, which by themselves would begin a thought of their own."""
_CANCELLED = re.compile(rf"\b{_NOT} (?:{_NOT}|ngai|luoi|quen|bo qua|chi|nhung)\b(?: (?:mat|ton) (?:cong|thoi gian))?")
"""`đừng quên`, `không thể không`, `không chỉ`: nothing is denied."""
_REFUSAL = re.compile(
    r"\b(?:ngai|luoi|bo qua|hiem khi|it khi|cha (?:can|bao gio)|dau (?:co )?can|can (?:gi|chi)|(?:toi|viec|mac) gi phai"
    r"|sao (?:lai )?phai|lam (?:gi|chi) (?:phai|can|co (?:thoi gian|thi gio))|hoi dau"
    r"|(?:mat|ton) (?:cong|thoi gian|thi gio))\b(?: (?:phai|can|di|ma)\b)*"
)
_NEW_THOUGHT = re.compile(
    r"\||\b(?:ma|roi|nhung|thi|va|de|phai|nen|can|hay|vi|cu|tin|dung|voi|lam|nghe|theo|ngay|luon|lien|xong|truoc|chac|ro"
    r"|biet|hieu|dam|nho|thay|nguon|chu|sai|nham|lua)\b"
)
_UNTIL = re.compile(rf"\b{_NOT} .*\b(?:khi|neu|luc|ma) {_NOT}$")
"""`không tin khi chưa kiểm tra`."""
_HARM = (
    "sai|nham|hong|chet|nguy|bi|mat tien|tai hai|lua|phat|kho|oan|rui ro"
    rf"|{_NOT} (?:tin|dung|lam|on|yen|xong|chac|theo|duoc|nen|the|an tam)|sao (?:ma )?(?:tin|dung|biet|dam|duoc|yen)"
)
_OR_ELSE = re.compile(
    r"(?: (?:lai|ky|gi|truoc|\|))*(?: ma (?:tin|dung|lam theo|nghe theo)(?: (?:luon|ngay|lien))?)?"
    r"(?: (?:la|thi|se|de|co the|co khi|co ngay|nho|lo|coi chung|rat|minh|toi|em|rat de))*"
    rf" (?:{_HARM})\b(?! (?:dau|gi|ai|cong|thoi|thi (?:thoi|sao))\b)"
)
"""`không kiểm tra là sai`, `chưa kiểm tra thì chưa tin`: the harm that follows speaks for it."""
_BURDEN = (
    "mat (?:cong|thoi gian|thi gio)|ton (?:cong|thoi gian|suc)|phien|met|thua|vo ich|ngai|lau|chan|rach viec"
    rf"|(?:de )?lam (?:gi|chi)|(?:gi|chi)(?= \||$)|{_NOT} (?:can|quan trong)(?: (?:thiet|dau|lam|nua|gi|a))*(?= \||$)"
)
_PLAYED_DOWN = re.compile(
    r"(?: (?:lai|thi|la|chi|cho|rat|cung|to|nua|them|nhu the|vay))*"
    rf" (?:(?:{_BURDEN})\b(?!.*\b(?:nhung|van|cung phai)\b)|sau\b(?! (?:khi|do|day)\b)|hay {_NOT}\b)"
)
"""`kiểm tra lại thì mất công`, `kiểm tra làm gì`, `kiểm tra sau`."""
_ASKED = re.compile(rf" {_NOT}(?: (?:a|nhi|ha|vay|day|nhe|em|chau))*(?:$| \|)")


def _is_denied(before: str, after: str) -> bool:
    """Whether what stands before a phrase denies it, and nothing makes up for that."""
    said = _REFUSAL.sub(_NOT, _CANCELLED.sub("", _DENIAL.sub(_NOT, before)))
    if _NOT not in _NEW_THOUGHT.split(said)[-1].split():
        return False
    return _UNTIL.search(said) is None and _OR_ELSE.match(after) is None
