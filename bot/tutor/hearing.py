"""A text as requests are looked for in it: folded, on one line a sentence, with words that only fold alike in capitals.

`đừng` stays `dung`, `dùng` becomes `DUNG`: a pattern in small letters cannot meet it. Typed without accents nothing can
be told apart, and nothing is.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.tutor.fold import aligned, replaced
from bot.tutor.spans import vocabulary

_OTHERS = vocabulary(
    "nhận nhân nhãn nhàn nhấn nhẫn độc dọc dốc chờ chỗ chợ chó châu chậu chỉ chí chì ảnh có cơ cổ cờ cỏ tối "
    "tội tỏi tới thấy còn cơn cồn mà má quá quả quà dạy đầy dậy hộ hồ hổ hố đúng dùng dừng đụng đựng dựng dũng "
    "dụng báo bạo bão hội hơi hồi hôi đời đổi đợi đội lửa lúa lựa lụa kể kế kê kệ tiện tiến tiên bạc bậc đùa "
    "dựa dưa dừa chuyện chuyến chuyên trà khối cám cầm cảm ứng quý quy mãi nhà nhá dẫn dân dần dặn bán bản bàn "
    "bắn cư"
)
"""Words that fold like a word of a request, and are others."""
_FORBIDDING = {"đừng": "dont", "chớ": "nix"}
"""Words that forbid, and what stands for them, since each folds like a word that does not."""
_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"[ \t\u00ad*_~`|]+")
_LETTERS = re.compile(r"\b(?:[a-z][.\-] ?){2,8}[a-z]\b(?![.\-]\w)")
_DRAWN_OUT = re.compile(r"([aeiouy])\1{2,}")
_NO_LETTERS = re.compile(r"[^\w]+")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|[\n;]+")


@dataclass(frozen=True, slots=True)
class Heard:
    """A text that is read for requests.

    `text` is what was given, `said` what is read of it; `offsets` tells for each of its characters, and for the end,
    where it begins in what was given.
    """

    text: str
    said: str
    offsets: Sequence[int]

    def written(self, start: int, end: int) -> str:
        """What stands at a place of `said` as it was given, in small letters and without what has no shape."""
        return _written(self.text[self.offsets[start] : self.offsets[end]])

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where the sentences stand in `said`."""
        start = 0
        for found in _SENTENCE_END.finditer(self.said):
            yield start, found.start()
            start = found.end()
        yield start, len(self.said)


def hear(text: str) -> Heard:
    """Reads a text."""
    folded, offsets = aligned(text)
    if not text.isascii():
        folded = _WORD.sub(lambda found: _told(found, text, offsets), folded)
    folded, offsets = replaced(folded, offsets, _BLANKS, lambda _: " ")
    folded, offsets = replaced(folded, offsets, _LETTERS, lambda found: _NO_LETTERS.sub("", found[0]))
    return Heard(text, *replaced(folded, offsets, _DRAWN_OUT, lambda found: found[1]))


def _told(found: re.Match[str], text: str, offsets: Sequence[int]) -> str:
    written = _written(text[offsets[found.start()] : offsets[found.end()]])
    if written.isascii():
        return found[0]
    if written in _FORBIDDING:
        return _FORBIDDING[written]
    return found[0].upper() if written in _OTHERS.get(found[0], ()) else found[0]


def _written(text: str) -> str:
    shown = (char for char in text if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", "".join(shown)).lower()
