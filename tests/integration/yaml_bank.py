"""A small bank on disk: one track with one lesson that has every kind of step."""

from pathlib import Path

FACTS = """\
facts: []
"""

TRACK = """\
id: lam-quen
titles: {vi: Làm quen}
intro: Mời {bạn} vào học.
lessons: [bai-mot]
"""

LESSON = """\
id: bai-mot
version: 1
titles: {vi: Bài một}
audience: [citizen]
level: 1
minutes: 3
objective: Biết kiểm tra lại.
prerequisites: []
sources: [{title: Tài liệu của lớp, checked: 2026-11-22}]
steps:
- id: mo-dau
  kind: card
  text: Máy trả lời nhanh, có lúc sai. {Bạn} nên kiểm tra lại.
- id: kiem-tra
  kind: check
  type: single
  question: Máy có luôn đúng không?
  options:
  - {id: co, label: Luôn đúng, right: false, feedback: Máy cũng có lúc nhầm.}
  - {id: khong, label: Có lúc sai, right: true, feedback: Chính xác.}
  hints: [Nhớ lại câu vừa đọc.]
  explanation: Máy có lúc bịa.
- id: viet
  kind: exercise
  exercise: viet-thu
  instruction: Nhờ máy giải thích một việc cho bà con.
  sample: Hãy giải thích cách giữ mật khẩu cho người lớn tuổi, trong năm gạch đầu dòng.
  weights: {task: 3, audience: 2, privacy: 1}
  products: [lời giải thích]
  intent_lexicon: [giải thích, mật khẩu, bà con]
- id: lam-that
  kind: do
  task: Mở một ứng dụng hỏi đáp và hỏi thử một việc.
  evidence_question: Vừa hỏi việc gì?
- id: the
  kind: recap
  title: Thẻ kiểm tra lại
  text: Nghe rồi kiểm tra lại.
"""


def write_bank(folder: Path) -> Path:
    """Writes the bank into a folder, and gives the lesson's file."""
    track = folder / "lam-quen"
    track.mkdir(parents=True)
    (folder / "facts.yaml").write_text(FACTS, encoding="utf-8")
    (track / "track.yaml").write_text(TRACK, encoding="utf-8")
    lesson = track / "bai-mot.yaml"
    lesson.write_text(LESSON, encoding="utf-8")
    return lesson
