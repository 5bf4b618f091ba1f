"""What `lessons new` writes: a lesson that teaches its author, and its line in the track."""

import re
from datetime import date, timedelta
from pathlib import Path

from bot.lessonbank.folder import TRACK
from bot.lessonbank.load import INSTALLED_BANK
from bot.lessonbank.schema import LESSON_ID
from bot.model.errors import LessonError

YEAR = timedelta(days=365)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_SKELETON = """\
# yaml-language-server: $schema=../schema.json
# Bài mới. Chỗ nào có dấu ‹ › là chỗ cần viết: thay bằng lời của bài, bỏ luôn dấu ấy. Còn chỗ nào chưa viết,
# `banhoc lessons check` còn nhắc, và máy chưa nhận bài. Đọc thử: `banhoc lessons show LESSON`.
# Gọi người học bằng {bạn} hoặc {Bạn}, máy tự xưng bằng {mình} hoặc {Mình}. Hướng dẫn đầy đủ: lessons/README.md.
id: LESSON
version: 1 # sửa nội dung đã phát hành thì tăng số này
titles:
  vi: ‹Tên bài, ngắn gọn›
audience: [citizen] # citizen, elderly, official, business, youth, mentor
level: 1 # 1 dễ, 3 khó
minutes: 4
objective: ‹Học xong làm được việc gì›
prerequisites: [] # mã những bài phải học trước
sources: # lấy từ đâu, ai xem lại ngày nào
- title: ‹Tên tài liệu hoặc trang›
  checked: TODAY
  valid_until: NEXT_YEAR
steps:
# Một thẻ chỉ nói một ý, nhiều nhất 60 chữ, câu ngắn như nói chuyện.
- id: chuyen
  kind: card
  text: |-
    ‹Một chuyện ở làng, ở xã, có người, có việc.›

# Câu hỏi kiểm tra: mỗi câu chưa đúng có lời giải thích riêng, có ít nhất một gợi ý.
- id: kiem-tra
  kind: check
  type: single # single, multiple, true_false, short, order
  question: ‹Hỏi đúng một ý vừa học?›
  options:
  - id: a
    label: ‹Một câu hay nhầm›
    feedback: ‹Vì sao chưa phải câu này.›
  - id: b
    label: ‹Câu đúng›
    right: true
  hints:
  - ‹Gợi ý nhẹ nhàng.›
  explanation: ‹Vì sao câu này đúng.›

# Bài viết câu nhờ AI. Chấm theo weights: việc gì quan trọng thì số lớn hơn.
- id: thu-viet
  kind: exercise
  exercise: LESSON # mã riêng, không trùng bài nào khác
  instruction: |-
    {Bạn} viết một **câu nhờ AI** ‹làm việc gì›. Không ghi họ tên, số giấy tờ.
  sample: ‹Viết thông báo họp thôn lúc 8 giờ sáng Chủ nhật 9/3 tại nhà văn hoá thôn.› # đầy đủ: đáng ít nhất 9 điểm
  weights: {task: 3, context: 2, privacy: 1}
  products: # những thứ có thể nhờ AI làm ra, 5 đến 12 cụm từ
  - ‹thông báo›
  intent_lexicon: # những từ cho thấy câu viết đúng chủ đề, 20 đến 40 từ; thêm … nếu chủ đề nào cũng được
  - ‹họp thôn›
  # Thêm starters để người ngại gõ chạm là xong: ba câu mở đầu, mỗi câu vài phần kết. Xem lessons/README.md.

# Thẻ để cất vào sổ tay: bước cuối cùng của mọi bài.
- id: the
  kind: recap
  title: ‹Điều cần nhớ›
  text: |-
    - ‹Ý thứ nhất›
    - ‹Ý thứ hai›
"""


def new_lesson(directory: Path, track: str, name: str, today: date) -> Path:
    """Writes the skeleton of a lesson, and adds it to the end of its track.

    Args:
        directory: the bank.
        track: the folder of an existing track.
        name: the lesson's id.
        today: stands in the skeleton as the day when its source was looked at.

    Returns:
        The new file.

    Raises:
        LessonError: the id cannot be taken, there is no such track, or the bank is the installed program's own; nothing
            was written.
    """
    if directory == INSTALLED_BANK:
        raise LessonError(f"{directory} belongs to the installed program; name a bank of your own: --lessons DIR.")
    path = directory / track / f"{name}.yaml"
    track_file = directory / track / TRACK
    if not _NAME.fullmatch(name) or len(name) > LESSON_ID:
        raise LessonError(f"'{name}' cannot be an id: small letters, digits and hyphens, at most {LESSON_ID} of them.")
    if not track_file.is_file():
        raise LessonError(f"There is no track '{track}': {track_file} does not exist.")
    taken = next(directory.glob(f"*/{name}.yaml"), None)
    if taken is not None:
        raise LessonError(f"The id '{name}' is taken: see {taken}.")
    try:
        listed = _listed(track_file.read_bytes().decode(), name)
    except UnicodeDecodeError as error:
        raise LessonError(f"{track_file} is not UTF-8 text; save it as UTF-8.") from error
    if listed is None:
        raise LessonError(f"{track_file} has no list 'lessons:' that a line can be added to.")
    skeleton = _SKELETON.replace("LESSON", name).replace("NEXT_YEAR", f"{today + YEAR}").replace("TODAY", f"{today}")
    path.write_text(skeleton, encoding="utf-8", newline="\n")
    track_file.write_bytes(listed.encode())
    return path


def _listed(track: str, name: str) -> str | None:
    """The track's text with one lesson more, all else as its author wrote it; None where there is no such list."""
    inline = re.search(r"^lessons: *\[(.*?)\]", track, re.MULTILINE | re.DOTALL)
    if inline is not None:
        items = inline[1].rstrip().rstrip(",")
        return f"{track[: inline.start(1)]}{items}{', ' if items else ''}{name}{track[inline.end(1) :]}"
    block = re.search(r"^lessons:[^\n]*\n((?:[ ]*-[^\n]*\n?|[ ]*#[^\n]*\n?)+)", track, re.MULTILINE)
    if block is None:
        return None
    indent = re.match(r" *", block[1])
    blanks = indent[0] if indent is not None else ""
    end = block.end(1)
    line_end = "\r\n" if "\r\n" in track else "\n"
    before = track[:end] if track[:end].endswith("\n") else track[:end] + line_end
    return f"{before}{blanks}- {name}{line_end}{track[end:]}"
