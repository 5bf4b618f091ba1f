import re

import pytest

from bot.tutor.reading import spelt_out, told_apart
from bot.tutor.wish import asks, asks_in_verse, begins, is_polite, names_first

PRODUCT = re.compile(r"(?<!\w)(?:thong bao|giay moi|bai dang|tro ly|notice)s?(?!\w)")


def told(text: str) -> str:
    return spelt_out(told_apart(text))


@pytest.mark.parametrize(
    "text",
    [
        "Soạn thông báo họp thôn, 100 chữ",
        "Mai 7h họp tổ. Hãy viết tin báo cho bà con",
        "Công văn trả lời, cần bạn soạn dự thảo. Gửi: trạm khuyến nông",
        "Hãy tự giới thiệu là máy hay là người",
        "mai họp ở đình bàn chuyện rác, viết thông báo ngắn",
        "chiều nay sân đình có hội viết thông báo gửi bà con",
        "Nhà tôi có 30 cân chè, bán cho khách Hà Nội. Tôi cần một bài hay",
        "em mún đky tạm trú cho em gái",
        "Nhờ AI viết thông báo họp xóm",
        "Có người gọi bảo tôi trúng thưởng, vậy có lừa không",
        "Nuôi chó thả rông bị phạt thế nào, theo nghị định nào",
        "Có phải nộp thêm giấy tờ gì không, nộp ở đâu",
        "cưới người Lào cần giấy tờ chi, nộp ở mô",
        "Sắp các đề nghị vào ba rổ Vốn, Giống, Đầu ra",
        "lò 3 thấp là do răng, viết cho giám đốc dùm mần",
        "Ba muốn lập cái máy nó nhắc lịch tập",
        "Việc nhà bận lắm. Hỏi: lúc nào họp, họp ở đình nào",
        "Tôi là người Dao, phải nộp gì, chỉ từng bước",
        "Thông báo về buổi họp tối mai cho bà con trong xóm Đồng",
        "Thông báo họp ấp tối mai mỗi nhà đóng tiền, ông A thu, soạn đi",
        "Thư ký hội thi nhờ AI làm thông báo mời giám khảo, 8h sáng mai",
        "Quán em mới mở. Đăng giúp bài giới thiệu, 70 chữ",
        "Giúp bà con tổ 4 viết thông báo tập thể",
        "Cô ơi, bạn giúp em viết bài này với",
        "Could you prepare a notice for our hamlet",
        "Which permits are needed to open a homestay",
        "A stranger offered me 8% profit a week. Break down the red flags in two lists",
        "tôi bị mất bằng lái, hồ sơ gốc cũng mất luôn, xin cấp lại cần giấy tờ gì, kẻ gạch đầu dòng",
        "Bạn là trợ lý của hợp tác xã, trả lời khách",
        "Chuyển đoạn này sang tiếng Anh",
        "Hàng xóm hỏi có ai bắt con phải nuôi cha không, dựa vào điều nào",
        "Ngày 1 820 trứng, ngày 2 640, hôm nào hụt, kẻ bảng",
        "Một bản tin tốt phải rõ giờ, soạn đi nhé",
        "Thông báo họp xóm tới các hộ, hãy soạn với bố cục hai phần",
        "Thông báo họp tính giờ thế nào",
        "Mẹ bảo nên làm cho xong, viết cho tôi bản nội quy",
        "Tôi cho thuê phòng nên bận, muốn AI ghi ra các điều",
        "Tin này là thật hay giả",
        "Ai đó plan hộ chuyến đi biển cho cả nhóm",
        "Ngắt báo cáo ra thành 10 trang, mỗi trang một ý",
        "Biến tấm ảnh này thành lời chú thích",
        "Đặt 5 câu đố cho bé lớp một",
        "Phân công 3 tổ vắt sữa, mỗi tổ 4 người",
        "thầy nhờ soạn trò đố cho lớp",
        "Tiệm thuốc, khách già. Việc: nhắc uống thuốc",
        "Viết câu lệnh nhờ AI soạn thông báo họp lúc 19 giờ ngày 5 tháng 6",
        "Tính tỷ lệ, lập bảng, so sánh, nhận xét, gửi cho quản đốc một bản thật gọn, viết cho tôi 3 dòng",
        "Bà nhận tin lạ. Cháu phân tích giúp: bảng hai cột",
        "Quán em ở chợ, mong AI dựng cho bảng so sánh năm mặt hàng",
        "Heo đẻ xong không đứng dậy, chừ phải làm chi trước",
        "Dự trù kinh phí chuyến đi thăm Trường Sơn của chi hội",
        "Phân ra 3 nhóm: chờ lâu, thái độ, thuốc men",
        "Estimate the cost of a tank of five cubic metres",
        "Log each debt on one line",
        "Thông báo lớp AI 4 buổi thứ Bảy tháng 12 cho 30 hội viên, phòng có 10 máy. Không dạy quá 2 thao tác",
        "co so la goi bao con toi bi tai nan, doi chuyen 20 trieu, gio toi run qua, co phai lua khong, lam gi truoc",
        "Số định danh là [số căn cước], mật khẩu là [mật khẩu], chỉ tôi cách nộp hồ sơ đổi đăng ký kinh doanh",
    ],
)
def test_whoever_asks_is_heard(text: str) -> None:
    assert asks(told(text), PRODUCT)
    assert asks(told_apart(text).replace("_", ""), PRODUCT), "without accents, too"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Một thông báo tốt cần nêu rõ giờ giấc, viết ngắn gọn, tránh từ khó.",
        "Viết thông báo là cả một nghệ thuật.",
        "Báo cáo năng suất là tấm gương của xưởng, tính đúng, lập bảng rõ.",
        "Làm thủ tục trên mạng thì tiện lắm, không phải xếp hàng.",
        "Người viết giỏi luôn nhớ nêu độ dài, giọng văn.",
        "Người bán phải hiểu khách là ai, giá bao nhiêu, tiêu đề có hút mắt không.",
        "Nhờ AI mà việc soạn thảo nhanh hơn.",
        "Kẻ gian nào cũng giục nộp tiền.",
        "Hãy luôn nhớ rằng câu chữ nuôi người.",
        "Dịch vụ công đã đổi thay đời sống.",
        "Dạ máy ơi tuần này xưởng tăng ca, em viết không nổi.",
        "AI giúp bà con bớt nhọc.",
        "Khi nhờ AI soạn thông báo, người viết cần nêu rõ nơi nhận.",
        "Nhà nước ủng hộ người nghèo.",
        "Tổ may hôm nay ba trăm chiếc áo đã hoàn thành tốt đẹp.",
        "Cái loa đầu xóm từng là thông báo của làng.",
        "Chữ to, câu ngắn là ba bước sau. Máy nào đâu có gì khác.",
        "Đây là bài học lớn của tôi.",
        "Trợ lý ảo của tôi tên Na, hiền lành, trả lời ba câu.",
        "Hôm qua mẹ em ngồi thẫn thờ cả buổi.",
        "Việc soạn thông báo đã có cán bộ lo.",
        "Hãy viết câu lệnh nhờ AI soạn thông báo mời họp. Nói rõ viết cho ai đọc.",
        "Câu lệnh cần có vai trò, bối cảnh.",
        "Em nộp bài ạ, mong cô nhận.",
        "Chuẩn bị hồ sơ, nộp hồ sơ, tra hồ sơ, kiểm tra lại, một cửa, nguồn",
        "A good notice is about clarity. It must name the place.",
        "Nhà nào có chó thì nhớ xích lại, tối nay cả xóm họp ở sân đình",
        "Bà con mới nghe thông báo họp thôn xong đã về hết",
        "Đa số hài lòng với lớp học tối nay",
        "Làm được như vậy thì định mức nào cũng vượt.",
        "Mỗi tổ trưởng cần gần gũi anh em, lắng nghe ý kiến.",
        "Nay chỉ cần chiếc điện thoại, người già đều đọc được.",
        "Ôi giời làm cái thủ tục mà mệt hết cả người.",
        "Keeping a record of each debt is a habit",
        "Ở lớp học, nó giúp thầy cô soạn bài",
        "Câu hỏi này đủ ba điều: an toàn, rõ ràng, kiểm chứng được",
        "Bà con họp hoặc gửi ý kiến về tổ. Nhờ AI viết thông báo ngắn gọn",
        "mỗi hộ tới dự họp đúng giờ",
        "Dạy người lớn khác dạy trẻ con",
        "xóm tôi có người mất tiền, nghĩ mà buồn",
        "Nó gọi video, nói đang ở đồn, mặt giống con tôi",
    ],
)
def test_whoever_only_tells_is_not(text: str) -> None:
    assert not asks(told(text), PRODUCT)


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("Viết thông báo họp thôn", True),
        ("Please write a notice", True),
        ("Họp lúc mấy giờ?", True),
        ("Thông báo về buổi họp cho bà con", False),
        ("Em cần đủ bài để qua", False),
        ("giúp em với", False),
        ("em bận lắm, thông báo họp thôn", False),
        ("mong máy thương em giúp em", False),
    ],
)
def test_courtesy_is_no_request_of_one_who_has_begged(text: str, *, is_heard: bool) -> None:
    assert asks(told(text), PRODUCT, is_strict=True) is is_heard


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Thông báo họp thôn. Dưới 100 chữ, giọng vui.", True),
        ("Họp thôn tối mai. Thông báo ngắn.", False),
        ("Thông báo là tiếng gọi của làng. Ai cũng nghe.", False),
        ("Thông báo thì rất hay. Ai cũng nghe.", False),
        ("Thông báo mời họp bàn chuyện làm đường của xóm ta năm nay. Ngắn.", False),
    ],
)
def test_the_bare_name_of_a_thing_comes_first(text: str, *, is_named: bool) -> None:
    assert names_first(told(text), PRODUCT) is is_named


def test_a_list_may_begin_with_the_name_of_a_thing() -> None:
    text = "Trợ lý vườn bơ, cho xã viên ít chữ, nhắc lịch phun, báo giá thu mua, mỗi câu ba dòng"
    assert names_first(told(text), PRODUCT, is_listed=True)
    assert names_first(told(f"{text}. Giọng thân mật."), PRODUCT, is_listed=True)
    assert not names_first(told("Trợ lý của tôi tên Na, hiền lành, phục vụ bà con"), PRODUCT, is_listed=True)
    assert not names_first(told("Để lập trợ lý, bác làm theo các bước sau"), PRODUCT, is_listed=True)
    assert not names_first(told(text), PRODUCT)


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Trăng lên\nViết thông báo giúp làng\nCho vui", True),
        ("Viết câu ca / gửi thông báo / cho làng", False),
        ("Dịch vụ thông báo khắp làng / nghe vang", False),
        ("Viết bài cho làng nước ta nghe thông báo", False),
    ],
)
def test_a_poem_may_ask_in_a_line(text: str, *, is_asked: bool) -> None:
    assert asks_in_verse(text, PRODUCT) is is_asked


def test_pieces_of_lists_may_ask() -> None:
    assert begins("cho toi bang 2 cot")
    assert not begins("bang 2 cot")
    assert is_polite("lam giup toi")
    assert not is_polite("lam bang")


def test_a_long_text_is_read_in_time() -> None:
    for piece in ("chua ", "co the ", "da, ", "viet. ", "la ", "??", "cau lenh "):
        asks(piece * (5_000 // len(piece)), PRODUCT)
