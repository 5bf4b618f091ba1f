"""What nobody has to ask of many at once: a code, a password, or money by transfer.

A mentor may have to speak to one learner of what they type where (`trust`); a message that goes to thousands under the
operator's name need not. So here a sentence that names one of these beside a deed that hands it over is enough, unless
it warns.
"""

import re
from collections.abc import Iterator

from bot.tutor.fold import fold

_SENTENCE = re.compile(r"[^.!?\n]+")
_SECRET = re.compile(
    r"\b(?:otp|ma (?:xac (?:thuc|nhan|minh)|pin|bi mat)|mat khau|mk|password|pin|day so|ma (?:vua|moi) (?:ve|gui"
    r"|nhan))\b"
)
_HANDED = re.compile(
    r"\b(?:gui|doc|nhap|nhan (?:lai|cho|ve|may|tin)|cung cap|chup|dien|bao|tra loi|ghi|send|tell|type|enter|reply)\b"
    r"|\b(?:la (?:gi|bao nhieu|may)|what is)\b"
)
_MONEY = re.compile(
    r"\b(?:chuyen khoan|ck|chuyen tien|nap tien|quet ma)\b(?=.{0,40}\b\d)|\b(?:gui|nop|dong) .{0,20}\b\d[\d.,]*"
    r" ?(?:k|nghin|ngan|trieu|tr|dong|d|vnd)\b.{0,30}\b(?:tai khoan|stk|vi momo|cho (?:can bo|may|em|anh|chi))\b"
)
_WARNS = re.compile(
    r"\b(?:đừng|không|chớ|tuyệt đối|cảnh giác|lừa|kẻ (?:gian|xấu)|cấm|chẳng|chưa (?:vội|nên)|never|don't|do not)\b"
)
_WARNS_BARE = re.compile(r"\b(?:dung|khong|tuyet doi|canh giac|lua dao|ke gian|never|don't|do not)\b")


def begs(text: str) -> Iterator[str]:
    """The sentences of a text that ask many for a code, a password or a transfer, as they were written."""
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        low, folded = sentence.lower(), fold(sentence)
        warns = _WARNS_BARE if low.isascii() else _WARNS
        is_asked = (_SECRET.search(folded) and _HANDED.search(folded)) or _MONEY.search(folded)
        if is_asked and not warns.search(low):
            yield sentence
