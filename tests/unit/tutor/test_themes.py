import pytest

from bot.model.ids import ExerciseId
from bot.tutor import themes
from bot.tutor.reading import spelt_out, told_apart
from bot.tutor.topic import Stance, stance
from tests.grading.labelled import exercises


def is_off(exercise: str, text: str) -> bool:
    return stance(exercises()[ExerciseId(exercise)], text.lower(), spelt_out(told_apart(text))) is Stance.OFF


@pytest.mark.parametrize(
    ("exercise", "text"),
    [
        ("ke-hoach-buoi-hoc", "Lập kế hoạch đám cưới cho con trai, 300 khách, hai ngày, bảng 4 cột, ưu tiên tiết kiệm"),
        (
            "bao-cao-nang-suat",
            "Phân tích giải bóng đá: đội A 9 điểm, đội B 6, đội C 3, tính tỷ lệ, bảng 4 cột, nhận xét",
        ),
        ("huong-dan-nguoi-cao-tuoi", "Viết các bước nấu cháo gà cho ông ngoại 80 tuổi, 5 bước, mỗi bước một câu ngắn"),
        (
            "bai-dang-ban-hang",
            "Viết bài đăng Facebook kể chuyện cổ tích cho các bé, 100 chữ, có tiêu đề, giọng vui tươi",
        ),
        ("bao-cao-nang-suat", "Viết chương trình Python tính tổng các số chẵn từ 1 đến 100, chú thích từng dòng"),
        ("tro-ly-ao", "Plan a five-day honeymoon in Hue for two, budget 9 million, a table of hotels and prices"),
        ("dich-thuc-don", "Dịch lời bài hát sang tiếng Anh cho bạn nước ngoài, giữ vần, trả về bảng 2 cột dễ đọc"),
    ],
)
def test_the_name_of_a_text_does_not_make_its_topic(exercise: str, text: str) -> None:
    assert is_off(exercise, text)


@pytest.mark.parametrize(
    ("exercise", "text"),
    [
        (
            "ke-hoach-buoi-hoc",
            "Lập kế hoạch dạy các cô nấu ăn dùng AI lên thực đơn, 90 phút, bảng 4 cột, làm nhiều nói ít",
        ),
        (
            "bai-dang-ban-hang",
            "Em chụp ảnh cưới, gói giá 3 triệu, tháng 12 giảm giá 10%. Viết bài cho khách là các cặp đôi trẻ",
        ),
        ("tro-ly-ao", "Thiết lập giúp cái loa đầu xóm báo giờ tập thể dục"),
        ("tra-cuu-phap-luat", "Bao nhiêu tuổi thì được lái xe máy điện?"),
        ("tra-cuu-phap-luat", "Mình bán quần áo trên mạng, một năm chừng 150 triệu, có phải nộp thuế không"),
        (
            "phan-loai-phan-anh",
            "Tag each farmer question as Pests, Price or Weather. There are 120 questions. One line per question",
        ),
        (
            "tra-cuu-phap-luat",
            "hàng xóm hát karaoke lúc 11 giờ đêm làm ồn cả xóm thì có bị phạt không, bao nhiêu, ai có quyền phạt",
        ),
        (
            "tra-cuu-phap-luat",
            "cho hoi danh bai an tien nho trong dam ma o que thi bi xu ly ra sao, phat bao nhieu, co di tu khong",
        ),
        (
            "nhan-dien-lua-dao",
            "A buyer sent her a screenshot but no money came and he wants the goods today, is it fake",
        ),
        (
            "bao-cao-nang-suat",
            "Tính điểm thi đua tháng cho 3 tổ: tổ 1 vượt 10%, tổ 2 vượt 4%, tổ 3 hụt 6%, kẻ bảng giúp",
        ),
        (
            "phan-loai-phan-anh",
            "Xếp 60 lời khách viết trong sổ và phiếu khảo sát vào Vị, Giá, Phục vụ; 'canh mặn' → Vị",
        ),
        (
            "nhan-dien-lua-dao",
            "Công ty du lịch gọi bảo trúng tour, bắt chuyển tiền giữ chỗ ngay hôm nay, lừa đảo hay thật vậy",
        ),
        (
            "nhan-dien-lua-dao",
            "Em đi xin việc, họ bắt đóng 350k tiền áo rồi hẹn tới nơi không có ai. Chỉ giúp em chỗ bất thường",
        ),
        ("ke-hoach-buoi-hoc", "lap ke hoach day viet don xin viec bang AI cho 25 thanh nien moi xuat ngu, co 5 laptop"),
    ],
)
def test_an_exercise_hears_what_belongs_to_its_theme(exercise: str, text: str) -> None:
    assert not is_off(exercise, text)


def test_a_theme_that_an_exercise_speaks_of_is_no_other_one() -> None:
    menu = exercises()[ExerciseId("dich-thuc-don")]
    expected = menu.products + menu.intent_lexicon
    assert not themes.heads("soan thuc don cho quan", themes.others(expected, menu.sample))
    assert themes.heads("soan thuc don cho quan", themes.others(("hop",), ""))
    assert not themes.heads("soan giay moi hop", themes.others(("hop",), ""))
    assert not themes.heads("xep vao nhom: 'nau pho ngon' la mon", themes.others(("hop",), ""))
    assert themes.own(("họp",)) == ()
