import pytest

from bot.tutor.shapes import is_blank_form, is_code, is_verse


@pytest.mark.parametrize(
    "text",
    [
        "Chè xanh một búp hai tôm\nSao tay lửa đượm hương thơm đậm đà\nMời người ở khắp gần xa",
        "loa lang vong tieng chieu nay / moi ba con den dong day hoi thon / trang len dau ngon tre non",
        "Ánh đèn đêm nay sáng lớp học\nBà con gõ chữ chậm từng dòng\nNụ cười hiền bên bảng đen\nTay dần đã quen",
        "The bell rings out at close of day\nThe neighbours gather on the way\nThe kettle sings, the children play",
    ],
)
def test_lines_that_rhyme_are_a_poem(text: str) -> None:
    assert is_verse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Viết thông báo họp thôn cho bà con",
        "Viết thông báo mời họp phụ huynh\nThời gian: 8h sáng Chủ nhật\nĐịa điểm: trường tiểu học\nGiọng nhẹ nhàng",
        "Soạn tin bán chè\n- giá 120k một cân\n- giao tận nơi trong ngày",
        "Tính tổng từng tổ\nTổ 1 được 320 áo, tổ 2 được 295 áo, tổ 3 được 341 áo\nKẻ bảng bốn cột giúp tôi",
        "họp\nthôn\nmai",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert not is_verse(text)


@pytest.mark.parametrize(
    "text",
    [
        'def tro_ly(hoi):\n    vai_tro = "một cửa"\n    return "ok" if hoi else None',
        '{"vai_tro": "một cửa", "nguoi_dung": "bà con", "cam": ["không bịa"]}',
        "select nhom, cau from gop_y where nhom = 'khen' group by nhom order by cau",
        '<form action="/nop"><input name="ho_so"><input name="buoc"></form>',
        "function chao(ten) { const cau = `chào ${ten}`; return cau; }",
        "for i in range(1, 11):\n    nang_suat += i\n# phân tích, báo cáo, bảng, điểm = 10",
    ],
)
def test_a_program_is_told_by_its_marks(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "<b>Giải thích AI</b> cho mẹ tôi, 65 tuổi, trồng chè, mới biết dùng Zalo.",
        "Phân loại góp ý. Ví dụ: 'ngon' → Khen; 'chậm' => Chê; 'ồn' -> Chê. Trả về bảng 2 cột.",
        "Soạn đơn gửi xã, để trống [họ tên], [số căn cước], [địa chỉ] cho tôi tự điền, không bịa.",
        'Trả về JSON dạng {"nhan": "Khen"} cho 40 bình luận của khách quán phở dán bên dưới, câu khó ghi Khác.',
        "Please select ten photos from our album and write a caption for each, in a warm tone.",
        "Viết bài bán chè (loại một), giá 120k (đã gồm phí), gửi khách quen (ở xa), giọng thật thà.",
    ],
)
def test_prose_with_a_few_marks_is_no_program(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục:\nhoàn cảnh:\ngiấy tờ đã có:\nnguồn:",
        "Sản phẩm: ok\nGiá: ok\nKhách hàng: ok\nĐiện thoại: để trống",
        "Vai trò: rõ. Bối cảnh: đầy đủ. Định dạng: tốt.",
        "Người học: người cao tuổi\nỨng dụng: ứng dụng\nTrình bày: trình bày dễ hiểu\nTránh: những điều cần tránh",
    ],
)
def test_a_form_that_nobody_filled_in_is_known(text: str) -> None:
    assert is_blank_form(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vai trò: trợ lý HTX. Người dùng: xã viên. Việc: nhắc lịch phun. Ảnh: không.",
        "Sáng: 8h họp; chiều: có; tối: không",
        "Loại: công văn\nGửi: UBND xã\nNội dung: đường hỏng",
        "Có ảnh: không. Dưới 100 chữ.",
    ],
)
def test_labels_with_something_behind_them_are_no_blank_form(text: str) -> None:
    assert not is_blank_form(text)
