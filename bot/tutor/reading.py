"""Text as cues are looked for in it: folded, short forms written out, and words that fold alike told apart by accents.

Where a text has accents, a word that folds like a cue and is another word carries an underscore: `nội dung` gives
`noi_ dung_`, `đừng` gives `dung`, and `dùng`, which is a cue of its own, `dung__`. In a text without accents nothing
can be told apart, and nothing is.
"""

import re
import unicodedata
from collections.abc import Mapping

from bot.tutor.cue import Family
from bot.tutor.fold import fold

_OTHERS = (
    "đúng", "dừng", "đựng", "đụng", "dụng", "cảm", "cầm", "cám", "đồng", "đông", "động", "đống", "buộc", "bằng",
    "băng", "phản", "phấn", "phán", "mức", "mực", "cốt", "cầu", "cậu", "cấu", "chủ", "chú", "tự", "tư", "tủ", "tứ",
    "đoàn", "đoán", "máu", "màu", "mầu", "giống", "ngân", "ngàn", "ngăn", "về", "vé", "vẻ", "nếu", "tỉnh", "tình",
    "tĩnh", "lắm", "lâm", "gần", "gân", "gắn", "sữa", "trà", "nơi", "nội", "nối", "nổi", "cô", "cơ", "cổ", "cỏ",
    "cờ", "cố", "não", "náo", "vị", "đo", "đó", "đỏ", "độ", "đồ", "đổ", "đỡ", "dạ", "đá", "bí", "bì", "đăng",
    "đảng", "đáng", "dáng", "dạng", "vựa", "cân", "căn", "cạn", "cán", "nhỏ", "nhớ", "bà", "bá", "bả", "sâu",
    "bây", "bẫy", "tấm", "tâm", "tầm", "tạm", "tắm", "nấm", "hại", "hải", "hái", "mốt", "mọt", "kế", "chị", "bán",
    "bản", "bàn", "bắn", "lá", "lạ", "hội", "hơi", "hời", "tráng", "trắng", "trăng", "quên", "chăm", "trọng", "đêm",
    "đứng", "mưa", "mua", "lo", "việt", "tới",
)  # fmt: skip
_BARE = frozenset({"dung", "tranh", "chi", "ban", "sau", "nam", "bay", "y", "chu", "tinh", "vua", "da"})
"""Words without a mark that are others where the text has accents."""
_WRITTEN: Mapping[str, str] = {**{word: f"{fold(word)}_" for word in _OTHERS}, "dùng": "dung__"}
"""Words that fold like a cue, as they are marked."""
_ACCENTED: Mapping[str, str] = {**_WRITTEN, **{word: f"{word}_" for word in _BARE}}
"""The same in a text with accents."""
QUOTED = re.compile(r"['\"“‘][^'\"”’]{3,400}['\"”’]")
"""Words between quotation marks: somebody else's, or what is to be worked on."""
_WORD = re.compile(r"\w+")
_LETTERS_AN_ACCENT = 25
"""A text with a marked letter among so many has accents."""
_FEWEST_ACCENTS = 3

_SHORT_FORMS = {
    "k": "khong", "ko": "khong", "hok": "khong", "hong": "khong", "hem": "khong", "hk": "khong",
    "dc": "duoc", "vs": "voi", "trc": "truoc", "ng": "nguoi", "ngta": "nguoi ta", "tb": "thong bao",
    "tbao": "thong bao", "cv": "cong van", "vt": "viet", "vik": "viet", "lm": "lam", "hd": "huong dan",
    "hdan": "huong dan", "bit": "biet", "bik": "biet", "bc": "buoc", "bn": "bao nhieu", "bnhieu": "bao nhieu",
    "vd": "vi du", "ktra": "kiem tra", "trl": "tra loi", "tl": "tra loi", "cn": "chu nhat", "mn": "moi nguoi",
    "nhiu": "nhieu", "tp": "thanh pho", "hs": "hoc sinh", "sv": "sinh vien", "gv": "giao vien", "dv": "doan vien",
    "hv": "hoc vien", "nv": "nhan vien", "sdt": "so dien thoai", "dt": "dien thoai", "tk": "tai khoan",
    "sp": "san pham",
    "sl": "so luong", "nc": "noi chuyen", "vc": "viec", "cty": "cong ty", "mk": "minh", "mik": "minh", "mun": "muon",
    "j": "gi", "ntn": "nhu the nao", "tn": "tin nhan", "ubnd": "uy ban", "gd": "gia dinh", "mxh": "mang xa hoi",
    "pl": "phap luat", "bt": "biet", "dvc": "dich vu cong", "cccd": "can cuoc", "onl": "online", "cf": "ca phe",
    "dvtn": "doan vien", "nd": "nghi dinh",
    "r": "roi", "thui": "thoi", "xog": "xong", "vn": "viet nam",
    "cmt": "binh luan", "fb": "facebook", "gr": "nhom", "dky": "dang ky", "thg": "thang", "ny": "nay", "wa": "qua",
    "og": "ong", "pt": "phan tich", "cb": "can bo",
}  # fmt: skip
"""How people shorten words in chats."""
_SHORTENED = Family(_SHORT_FORMS)
_SHORT_FORM = re.compile(rf"\b(?<![\d.,])(?<!luu: )(?<!luu )(?:{'|'.join(_SHORT_FORMS)})\b")
_REPORT = re.compile(r"\bbc(?= (?:tuan|thang|ngay|quy|nam|cong viec|ket qua|tong))")
"""`bc tuần` is a report, `5 bc` are steps."""
_ENDS = ".,:;!?"
_CACHED_WORDS = 4_096
_LONGEST_WORD = 16
"""Characters; what is longer is hardly a word, nor worth a place in memory."""


def spelt_out(folded: str) -> str:
    """The folded text with the short forms of chats written out."""
    folded = _REPORT.sub("bao cao", folded) if "bc " in folded else folded
    parts: list[str] = []
    rest = 0
    for at in _SHORTENED.places(folded):
        short = _SHORT_FORM.match(folded, at)
        if short is not None:
            parts += folded[rest:at], _SHORT_FORMS[short[0]]
            rest = short.end()
    return "".join(parts) + folded[rest:] if rest else folded


def told_apart(text: str) -> str:
    """Folds a text, and marks the words that only fold like a cue."""
    if text.isascii():
        return fold(text.replace("_", " "))
    written = unicodedata.normalize("NFC", text.lower()).replace("_", " ")
    accents = len(written) - len(written.encode("ascii", "ignore"))
    is_accented = accents >= max(_FEWEST_ACCENTS, len(written) / _LETTERS_AN_ACCENT)
    told = map((_IN_ACCENTED if is_accented else _IN_BARE).__getitem__, written.split())
    return " ".join(filter(None, told))


class _Told(dict[str, str]):
    """What stands between two blanks, told apart; plain words are kept, for a table is read faster than they are told.

    Whatever has a digit or a mark within may be a number of somebody, and is not kept.
    """

    def __init__(self, marks: Mapping[str, str]) -> None:
        super().__init__()
        self._marks = marks

    def __missing__(self, piece: str) -> str:
        word, end = (piece[:-1], piece[-1]) if piece[-1] in _ENDS else (piece, "")
        if not word.isalpha():
            is_plain = word.isascii() and word.isalnum()
            return piece if is_plain else fold(_WORD.sub(lambda found: self._marks.get(found[0], found[0]), piece))
        told = (self._marks.get(word) or fold(word)) + end
        if len(word) <= _LONGEST_WORD:
            if len(self) == _CACHED_WORDS:
                self.clear()
            self[piece] = told
        return told


_IN_ACCENTED, _IN_BARE = _Told(_ACCENTED), _Told(_WRITTEN)


def unmarked(told: str) -> str:
    """The same text as folding alone gives it."""
    return told.replace("_", "")
