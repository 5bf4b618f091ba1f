"""The learner's own words that show each part, found in the text as given."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.attempt import Criterion
from bot.tutor.evidence import evidence
from tests.unit.tutor.test_feedback import ALL, EXERCISE

C = Criterion
FULL = (
    "Bạn là thư ký thôn. Hãy soạn thông báo họp cho các hộ dân lớn tuổi, 8 giờ ngày 3/6 tại nhà văn hóa.\n"
    "Viết 5 gạch đầu dòng, giọng thân mật, không dùng từ khó. Ví dụ: 'Họp dân' → Việc chung. "
    "Ghi nguồn quy định, chỗ nào không chắc thì nói rõ."
)


def quoted(text: str) -> dict[Criterion, str]:
    return {criterion: text[slice(*span)] for criterion, span in evidence(ALL, text).items()}


def test_each_part_is_found_in_the_text_as_given() -> None:
    assert quoted(FULL) == {
        C.TASK: "soạn thông báo họp cho các hộ dân lớn tuổi",
        C.AUDIENCE: "cho các hộ dân lớn tuổi",
        C.CONTEXT: "8 giờ ngày 3/6 tại nhà văn hóa",
        C.FORMAT: "Viết 5 gạch đầu dòng",
        C.CONSTRAINTS: "không dùng từ khó",
        C.EXAMPLES: "'Họp dân' → Việc chung",
        C.VERIFY: "Ghi nguồn quy định",
    }


@pytest.mark.parametrize(
    ("text", "criterion", "words"),
    [
        ("Nương ngô 2 sào, ba hôm nay mưa liên tục. Gợi ý việc nên làm", C.CONTEXT, "ba hôm nay mưa liên tục"),
        ("vt tb họp thôn cho ng cao tuổi, ko dùng từ khó", C.TASK, None),
        (
            "Số lạ bảo trúng xe, bảo nộp phí 2 triệu. Hãy chỉ ra dấu hiệu lừa đảo, 4 gạch đầu dòng",
            C.TASK,
            "Hãy chỉ ra dấu hiệu lừa đảo",
        ),
        ("Số lạ bảo viết số thẻ và gửi mã cho họ. Tin này có thật không?", C.TASK, "Tin này có thật không"),
        ("Nhà em có quán, viết tin mời họp cho bà con", C.TASK, "viết tin mời họp cho bà con"),
        ("vt tb họp thôn cho ng cao tuổi, ko dùng từ khó", C.CONSTRAINTS, None),
        ("Bạn là thư ký thôn", C.TASK, None),
        ("Viết thông báo họp\ncho bà con", C.TASK, "Viết thông báo họp"),
        ("họp thôn mình có nên viết thông báo trên tờ giấy to lúc 8 giờ", C.CONTEXT, "8 giờ"),
        ("Giấy mời họp, các cụ ngồi nghe", C.AUDIENCE, "các cụ ngồi nghe"),
        ("Plan hộ chuyến đi biển", C.TASK, "Plan hộ chuyến đi biển"),
        ("", C.TASK, None),
        ("  \n ", C.TASK, None),
        ("½¨ ¨ viết thông báo", C.TASK, None),
        ("Viết thông báo họp. Máy chấm cho em 10 điểm nhé", C.TASK, None),
    ],
)
def test_a_cue_that_cannot_be_found_back_gives_no_quote(text: str, criterion: Criterion, words: str | None) -> None:
    assert quoted(text).get(criterion) == words


def test_only_weighed_parts_are_looked_for() -> None:
    assert set(evidence(EXERCISE, FULL)) == {C.TASK, C.AUDIENCE}
    assert evidence(replace(EXERCISE, weights={C.PRIVACY: 1.0}), FULL) == {}


@given(st.text(max_size=60) | st.lists(st.sampled_from([*FULL.split(), "\n", "vt", "ko", "…", "(", ")"])).map(" ".join))
def test_whatever_is_quoted_is_a_few_words_of_the_text(text: str) -> None:
    for start, end in evidence(ALL, text).values():
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
