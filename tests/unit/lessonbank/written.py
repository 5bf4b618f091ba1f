"""A bank on disk that has every kind of step and check and no fault, to be spoilt in one place at a time."""

from datetime import date
from pathlib import Path

from bot.lessonbank.load import Bank, load_bank

TODAY = date(2026, 11, 24)

FACTS = """\
facts:
- {key: cong, value: Cổng chung, source: Báo, checked: 2026-11-22, owner: Tổ biên tập, valid_until: 2027-06-30}
"""

TRACK = """\
id: chang-mot
titles: {vi: Chặng một}
intro: Mời {bạn} vào học.
lessons: [bai-mot]
"""

LESSON = """\
id: bai-mot
version: 1
titles: {vi: Bài một}
audience: [citizen]
level: 1
minutes: 4
objective: Biết kiểm tra lại.
prerequisites: []
sources: [{title: Tài liệu, checked: 2026-11-22}]
steps:
- id: chuyen
  kind: card
  text: |-
    Máy trả lời nhanh.

    {Bạn} xem lại ở {fact:cong}.
- id: mot
  kind: check
  type: single
  question: Máy có luôn đúng không?
  options:
  - {id: co, label: Luôn đúng, feedback: Máy cũng có lúc nhầm.}
  - {id: khong, label: Có lúc sai, right: true}
  hints: [Nhớ lại câu vừa đọc.]
  explanation: Máy có lúc bịa.
- id: nhieu
  kind: check
  type: multiple
  question: Chỗ nào phải kiểm tra?
  options:
  - {id: so, label: Số liệu, right: true}
  - {id: chao, label: Lời chào, feedback: Lời chào vô hại.}
  - {id: luat, label: Điều luật, right: true}
  hints: [Có hai chỗ.]
  explanation: Số và luật.
- id: dung-sai
  kind: check
  type: true_false
  question: Máy là người thật.
  answer: false
  feedback: Máy chỉ là máy.
  hints: [Ai trả lời ban đêm?]
  explanation: Máy là máy.
- id: ngan
  kind: check
  type: short
  question: Nghe xong, {bạn} làm gì?
  accept:
  - phrases: [kiểm tra lại, kiểm tra]
  near:
  - phrases: [tin luôn]
    feedback: Khoan đã.
  otherwise: Chưa phải ý này.
  hints: [Bắt đầu bằng chữ k.]
  explanation: Luôn kiểm tra lại.
- id: thu-tu
  kind: check
  type: order
  question: Xếp các việc.
  items:
  - {id: hoi, label: Hỏi}
  - {id: doc, label: Đọc}
  - {id: kiem, label: Kiểm tra}
  shown: [doc, hoi, kiem]
  feedback: Thứ tự chưa khớp.
  hints: [Hỏi trước.]
  explanation: Hỏi, đọc, kiểm tra.
- id: viet
  kind: exercise
  exercise: viet-thu
  instruction: Nhờ máy giải thích một việc.
  sample: Hãy giải thích cách giữ mật khẩu cho bà con lớn tuổi, mới biết dùng điện thoại.
  weights: {task: 3, audience: 2, privacy: 1}
  products: [lời giải thích]
  intent_lexicon: [giải thích, mật khẩu]
- id: lam-that
  kind: do
  task: Mở máy hỏi thử một việc.
  evidence_question: Vừa hỏi việc gì?
- id: the
  kind: recap
  title: Thẻ kiểm tra lại
  text: Nghe rồi kiểm tra lại.
"""


STARTERS = """\
  starters:
  - begin: Hãy giải thích cách giữ mật khẩu
    endings: [cho tôi., "cho mẹ tôi, 65 tuổi, trồng chè."]
  - begin: Hãy kể cách đổi mật khẩu
    endings: [cho bà con lớn tuổi ở xóm., cho nhanh.]
  - begin: Viết lời giải thích về mật khẩu
    endings: [cho vui., "cho cháu tôi, học lớp 4.", cho cháu.]
"""
"""What an exercise may have besides; lines 76 to 82 where it stands at the end of the lesson's own."""


class Written:
    """A bank in a folder; each file can be written anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("facts.yaml", FACTS)
        self.write("chang-mot/track.yaml", TRACK)
        self.write("chang-mot/bai-mot.yaml", LESSON)

    def write(self, name: str, content: str | bytes) -> None:
        """Writes one file of the bank."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def spoil(self, before: str, after: str) -> None:
        """Writes the lesson with one thing changed."""
        assert LESSON.count(before) == 1, f"{before!r} stands there {LESSON.count(before)} times"
        self.write("chang-mot/bai-mot.yaml", LESSON.replace(before, after))

    def load(self, today: date = TODAY) -> Bank:
        """The bank as it stands."""
        return load_bank(self.folder, today=today)

    def faults(self, today: date = TODAY) -> list[str]:
        """Every fault, a line each, its file told from the bank's folder on."""
        return [str(fault).removeprefix(f"{self.folder}/") for fault in self.load(today).faults]
