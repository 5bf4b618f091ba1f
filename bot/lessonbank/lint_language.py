"""Language that a village reader would stumble over: bare pronouns, long sentences, hard words, shouting."""

import re
from collections.abc import Mapping

from bot.lessonbank.faults import Path
from bot.lessonbank.files import BankFile
from bot.lessonbank.schema import LessonFile, RecapPart
from bot.lessonbank.walk import texts

SENTENCE_WORDS = 25
"""Longer sentences lose readers with six years of school."""

PLAIN_WORDS: Mapping[str, str] = {
    "prompt": "câu nhờ AI",
    "chatbot": "máy trả lời",
    "rubric": "cách chấm",
    "chat bot": "máy trả lời",
    "click": "bấm",
    "user": "người dùng",
    "account": "tài khoản",
    "password": "mật khẩu",
    "feedback": "góp ý",
    "link": "đường dẫn",
    "app": "ứng dụng",
    "online": "trên mạng",
    "website": "trang mạng",
    "email": "thư điện tử",
    "AI tạo sinh": "AI",
    "mô hình ngôn ngữ": "AI",
    "thuật toán": "cách tính của máy",
    "truy cập": "mở, vào",
    "thực thi": "làm",
    "tối ưu": "làm cho tốt hơn",
}
"""Hard or foreign words, with what to say instead."""

_COMPOUNDS = (
    *("bạn bè", "bạn đọc", "bạn học", "người bạn", "kết bạn", "các bạn", "phụ nữ", "đàn ông", "đàn bà"),
    *("ông bà", "ông cha", "ông chủ", "ông trời", "ông nội", "ông ngoại", "bà con", "bà nội", "bà ngoại"),
    *("bác sĩ", "bác sỹ", "bác bỏ", "phản bác", "cô giáo", "cô dâu", "cô đơn", "cô chú", "cô bác", "chú bác"),
    *("chú ý", "chú thích", "ghi chú", "chăm chú", "anh em", "anh chị", "anh hùng", "tiếng anh", "nước anh"),
    *("chị em", "em bé", "trẻ em", "các em", "cháu bé", "con cháu", "các cháu"),
    *("chúng mình", "một mình", "tự mình", "của mình", "bản thân mình"),
)
"""Words in which a pronoun is no pronoun, or speaks of nobody in particular."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|`[^`]*`|^>.*$|\*[^*]+\*", re.MULTILINE)
_PRONOUN = re.compile(r"(?<!\w)(bạn|mình|cháu|bác|ông|bà|cô|chú|anh|chị|em|tôi)(?!\w)", re.IGNORECASE)
_THIRD_PERSON = re.compile(
    r"(?<!\w)(?:một|người|hai|ba|các|những|mấy|nhiều|vợ|chồng|mẹ|bố|con|hỏi|gặp|nhờ|gọi|thưa|chào|của|cho|với)?\s*"
    r"(?:ông|bà|bác|cô|chú|anh|chị|em|cháu)\s+(?:[A-ZĐÂÊÔƠƯÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ]\w*)",
)
_SENTENCE_END = re.compile(r"(?<=[.!?…:;])\s+|\n\s*\n|\n\s*(?:[-*>]|\d+[.)])\s*")
_SHOUTING = re.compile(r"!\s*!")


def lint(file: BankFile[LessonFile], lesson: LessonFile) -> None:
    """Notes what reads badly in the lesson's texts; quoted words are somebody else's and pass."""
    for path, text in texts(lesson):
        is_card = path[-1] == "text" and isinstance(path[1], int) and isinstance(lesson.steps[path[1]], RecapPart)
        own = _QUOTED.sub(lambda quoted: re.sub(r"[^\n]", " ", quoted[0]), text)
        if not is_card:
            _lint_pronouns(file, path, own)
        _lint_sentences(file, path, text)
        _lint_words(file, path, own)
        shouting = _SHOUTING.search(own)
        if shouting:
            file.blame(path, "one exclamation mark is enough", own.count("\n", 0, shouting.start()))


def _lint_pronouns(file: BankFile[LessonFile], path: Path, text: str) -> None:
    blanked = _THIRD_PERSON.sub(lambda found: " " * len(found[0]), text)
    folded = blanked.casefold()
    for compound in _COMPOUNDS:
        folded = re.sub(rf"(?<!\w){compound}(?!\w)", " " * len(compound), folded)
    folded = re.sub(r"\{[^{}]*\}", lambda found: " " * len(found[0]), folded)
    found = _PRONOUN.search(folded)
    if found:
        message = (
            f"bare pronoun '{found[1]}': write {{bạn}} for the learner, {{mình}} for the machine, or name the person"
        )
        file.blame(path, message, folded.count("\n", 0, found.start()))


def _lint_sentences(file: BankFile[LessonFile], path: Path, text: str) -> None:
    position = 0
    for sentence in _SENTENCE_END.split(text):
        at = text.find(sentence, position)
        position = at + len(sentence)
        count = len(sentence.split())
        if count > SENTENCE_WORDS:
            line = text.count("\n", 0, at)
            file.blame(path, f"a sentence of {count} words; at most {SENTENCE_WORDS}: make two of it", line)


def _lint_words(file: BankFile[LessonFile], path: Path, text: str) -> None:
    for hard, plain in PLAIN_WORDS.items():
        found = re.search(rf"(?<!\w){re.escape(hard)}(?!\w)", text, re.IGNORECASE)
        if found:
            file.blame(path, f"'{found[0]}' is a hard word; say '{plain}'", text.count("\n", 0, found.start()))
