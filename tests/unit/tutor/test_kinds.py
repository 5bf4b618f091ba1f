import pytest

from bot.lessonbank.load import open_bank, shipped_bank
from bot.model.ids import ExerciseId
from bot.tutor.kinds import Kind
from bot.tutor.reading import spelt_out, told_apart
from bot.tutor.topic import Stance, other_kind, stance
from tests.grading.labelled import TODAY, exercises


def test_where_any_topic_will_do_no_kind_is_another_one() -> None:
    daily = open_bank(shipped_bank(), today=TODAY).exercise(ExerciseId("hoi-viec-hang-ngay"))
    assert daily is not None
    for text in ("Hãy viết lời chúc mừng sinh nhật vợ tôi 45 tuổi", "Xe máy của tôi khó nổ buổi sáng, gợi ý 3 chỗ xem"):
        told = spelt_out(told_apart(text))
        assert other_kind(daily, told) is None
        assert stance(daily, text.lower(), told) is Stance.ON


def kind(exercise: str, text: str) -> Kind | None:
    return other_kind(exercises()[ExerciseId(exercise)], spelt_out(told_apart(text)))


@pytest.mark.parametrize(
    ("exercise", "text", "expected"),
    [
        ("bao-cao-nang-suat", "Sáng tác bài thơ tặng vợ nhân ngày 20/10.", Kind.STRANGE),
        ("ke-hoach-buoi-hoc", "Viết bản kiểm điểm cho học sinh lớp 9 đi trễ, 15 dòng", Kind.STRANGE),
        ("ke-hoach-buoi-hoc", "Soạn giúp em một đề kiểm tra toán lớp 5, 10 câu", Kind.STRANGE),
        ("thong-bao-hop-thon", "Viết đơn xin nghỉ học cho con, gửi cô giáo ở xóm", Kind.STRANGE),
        ("bao-cao-nang-suat", "Hãy lập kế hoạch chi tiêu gia đình, lương 12 triệu", Kind.STRANGE),
        ("tro-ly-ao", "Write a cover letter for a job at a bank", Kind.STRANGE),
        ("thong-bao-hop-thon", "Soạn bài phát biểu cho bác trưởng thôn", Kind.NEAR),
        ("loi-cam-on-le-hoi", "Lập danh sách chi phí lễ hội", Kind.NEAR),
        ("loi-cam-on-le-hoi", "Soạn bài phát biểu cảm ơn bà con", None),
        ("dich-thuc-don", "Viết thực đơn quán phở bằng tiếng Anh", None),
        ("don-kien-nghi-tien-nuoc", "Viết đơn kiến nghị về tiền nước", None),
        ("bai-dang-ban-hang", "Viết bài thơ quảng cáo cho quán chè", None),
        ("bai-dang-ban-hang", "Viết lời rao bán hoa Tết", None),
        ("bao-cao-nang-suat", "Lắp ráp 310 chi tiết. Hãy tìm điểm nghẽn, báo cáo nửa trang", None),
        ("bao-cao-nang-suat", "Viết đoạn rap về tổ chuyền", Kind.STRANGE),
        ("ke-hoach-buoi-hoc", "Soạn giáo án dạy các chị dùng AI viết đơn xin vay vốn", None),
        ("ke-hoach-buoi-hoc", "Dạy các chị nhờ AI viết đơn xin vay vốn, lập kế hoạch giúp", None),
        ("ke-hoach-buoi-hoc", "Các bác muốn học cách viết thư chúc Tết", None),
        ("tra-cuu-phap-luat", "Tra cứu mức phạt vượt đèn đỏ", None),
        ("cong-van-nd30", "Tôi 41 tuổi, làm văn thư xã. Hãy soạn thực đơn 7 ngày", Kind.NEAR),
        ("cong-van-nd30", "Hãy viết một bài đăng Facebook giới thiệu miến dong", Kind.NEAR),
        ("thong-bao-hop-thon", "Viết bài đăng Zalo mời bà con họp thôn tối mai 19h", Kind.NEAR),
        ("thong-bao-hop-thon", "Viết bài đăng lên nhóm Zalo thôn về buổi họp", None),
        ("bai-dang-ban-hang", "Hãy viết một bài đăng Facebook giới thiệu miến dong", None),
    ],
)
def test_the_first_text_that_is_asked_for_tells_the_kind(exercise: str, text: str, expected: Kind | None) -> None:
    assert kind(exercise, text) is expected
