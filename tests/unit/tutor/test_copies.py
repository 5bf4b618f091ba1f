from dataclasses import replace

import pytest

from bot.model.attempt import Criterion
from bot.model.ids import ExerciseId, StepId
from bot.model.lesson import Exercise
from bot.model.text import paragraph
from bot.tutor.copies import is_copied
from bot.tutor.fold import fold
from tests.grading.labelled import exercises

NOTICE = Exercise(
    StepId("viet"),
    ExerciseId("thong-bao"),
    paragraph("Thôn của bạn sắp họp. Hãy viết câu lệnh nhờ AI soạn thông báo mời họp để gửi vào nhóm Zalo."),
    "Hãy soạn thông báo mời các hộ dân dự buổi dọn vệ sinh đường làng sáng Chủ nhật, mỗi hộ một người.",
    {Criterion.TASK: 3},
    ("thông báo", "giấy mời"),
    ("họp", "thôn", "meeting"),
)
CLEANING = exercises()[ExerciseId("thong-bao-hop-thon")]


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        (NOTICE.sample, True),
        ("HÃY SOẠN thông báo mời các hộ dân dự buổi dọn vệ sinh đường làng sáng Chủ nhật", True),
        ("Hay viet cau lenh nho AI soan thong bao moi hop de gui vao nhom Zalo", True),
        ("Hãy soạn thông báo mời các hộ dân", False),
        ("Hãy soạn thông báo mời các hộ dân họp bàn việc làm cổng thôn tối thứ Bảy tại nhà văn hóa", False),
        ("Một người mỗi hộ, Chủ nhật sáng làng đường vệ sinh dọn buổi dự dân hộ các mời báo thông soạn hãy", False),
        ("mời các hộ dân dự buổi dọn", False),
        ("Đề bài: Thôn của bạn sắp họp. Hãy viết câu lệnh nhờ AI soạn thông báo mời họp. Bài làm: như trên.", True),
        ("Em nộp bài: hãy viết câu lệnh nhờ AI soạn thông báo mời họp để gửi vào nhóm Zalo, em cảm ơn cô ạ", True),
        ("Nhờ AI soạn thông báo mời họp để gửi vào nhóm Zalo, họp lúc 19 giờ thứ Sáu ở đình", False),
        (
            (
                "Nhờ AI soạn thông báo mời họp để gửi vào nhóm Zalo của xóm, bàn việc kéo điện ra đồng, bầu tổ phó, góp"
                " tiền thuê máy gặt, ai vắng thì nhắn lại cho trưởng xóm biết trước buổi chiều"
            ),
            False,
        ),
        ("", False),
    ],
)
def test_the_sample_and_the_instruction_are_known_again(text: str, *, is_copy: bool) -> None:
    assert is_copied(NOTICE, fold(text)) is is_copy


def test_a_copy_with_a_little_put_in_is_still_a_copy() -> None:
    assert is_copied(NOTICE, fold(f"{NOTICE.sample} Nhớ ghi tên trưởng thôn ở cuối."))


@pytest.mark.parametrize(
    ("changed", "is_copy"),
    [
        ({}, True),
        ({"9/3": "16/3", "6 giờ 30": "7 giờ", "cuốc": "dao", "120": "90"}, True),
        ({"thư ký": "trưởng", "Chủ nhật": "thứ Bảy", "làng": "bản", "các hộ dân": "bà con", "từ khó": "chữ khó"}, True),
        ({"dọn vệ sinh đường làng sáng Chủ nhật 9/3": "họp bàn góp tiền làm cổng chào tối thứ Sáu 21/11"}, False),
        (
            {
                "dọn vệ sinh đường làng": "phát quang bờ rào quanh nghĩa trang liệt sĩ",
                "nhà văn hóa thôn": "cổng trường mầm non",
                "cuốc và chổi": "dao phát, găng tay",
            },
            False,
        ),
    ],
)
def test_changed_words_are_no_task_of_ones_own(changed: dict[str, str], *, is_copy: bool) -> None:
    text = CLEANING.sample
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    assert is_copied(CLEANING, fold(text)) is is_copy


def test_the_sample_is_known_with_as_much_around_it_and_in_part() -> None:
    around = "Em thấy câu này hay và đủ ý nên em chép lại gửi cô, mong cô xem giúp em còn thiếu chỗ nào không ạ"
    assert is_copied(CLEANING, fold(f"{around}. {CLEANING.sample}"))
    assert is_copied(CLEANING, fold(CLEANING.sample[: len(CLEANING.sample) // 2]))
    assert not is_copied(replace(CLEANING, sample=""), fold(CLEANING.sample))


def test_a_short_sample_is_made_ones_own_by_a_few_words_and_a_long_one_by_leaving_out() -> None:
    mother = replace(CLEANING, sample="Hãy giải thích AI là gì cho mẹ tôi, 65 tuổi, trồng chè, mới biết dùng Zalo.")
    assert not is_copied(mother, fold("Hãy giải thích AI là gì cho bà con 65 tuổi, trồng chè, ít dùng điện thoại"))
    excerpt = "Hãy soạn thông báo mời các hộ dân dọn đường làng Chủ nhật 9/3, mỗi hộ một người. Dưới 120 chữ"
    assert not is_copied(CLEANING, fold(f"{excerpt}, không dùng từ khó"))
