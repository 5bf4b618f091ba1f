import pytest

from bot.tutor.reading import spelt_out, told_apart
from bot.tutor.works import is_work

NOTICES = (
    "THÔNG BÁO\nĐúng 19 giờ 30 tối thứ Sáu, bản Nà Tăm họp ở nhà sàn bàn chuyện nạo mương, ai cũng mang đèn pin.",
    "Kính gửi bà con. Tối mai 20 giờ khu phố họp ở sân nhà bác tổ trưởng, đi đúng giờ và mang theo ghế ngồi.",
    "Tối mai 20 giờ khu phố họp bàn việc lắp camera ở sân đình. Rất mong bà con đến đông đủ. Xin cảm ơn bà con.",
    "Căn cứ Nghị định 30/2020, xã yêu cầu các thôn rà soát hộ nghèo, lập danh sách gửi về văn phòng trước 10/9.",
    "Mật ong rừng chai 1 lít giá 350k, quay tại vườn, bao đổi trả. Nhanh tay inbox cho shop để được giữ hàng nhé!",
    "Dear neighbours, our hamlet will meet on Saturday at 7 pm in the hall about the new pipe. Thank you.",
)
ANSWERS = (
    "Đây chắc chắn là lừa đảo. Dấu hiệu: đòi chuyển tiền trước, số lạ. Việc nên làm: chặn số rồi báo công an xã.",
    "Hỏi: Vượt đèn đỏ bị phạt bao nhiêu? Đáp: Tùy loại xe, theo nghị định. Hỏi: Chở ba có sao không? Đáp: Có.",
    "Hỏi – đáp về rừng. Phát rừng làm nương có bị phạt không? Có, phạt theo diện tích. Bà con nên hỏi kiểm lâm xã.",
    "Xin chào bà con, cháu là trợ lý ảo của hợp tác xã. Cháu giúp được gì cho bác hôm nay ạ?",
    "Bà thấy hình màu xanh thì chạm vào. 1. Bà bấm vào tên cháu ở trên cùng. 2. Đợi cháu nghe máy.",
    "Tổ 1: 106,7%. Tổ 2: 98,3%. Tổ 3: 113,7%. Tổ 4: 86,7%. Vậy tổ 2 và tổ 4 chưa đạt, cần kiểm tra máy móc.",
    "Mất nước 3 ngày – Nước. Đèn đường hư – Điện. Chó thả rông – An ninh. Tổng cộng 3 phản ánh, xếp xong hết rồi.",
    "Mẹ ơi, mẹ lấy điện thoại ra, mẹ nhìn hình cái loa, bà nên vuốt lên. Bác hỏi thêm cháu Na nhé.",
    "Kính gửi: Các trường. Ủy ban xã đề nghị các trường báo cáo trước 20/8. Nơi nhận: Như trên; Lưu: VT.",
    "Bạn đọc: Cháu mượn 4 cuốn được không? Trợ lý: Dạ tối đa 3 cuốn. Bạn đọc: Bao lâu? Trợ lý: Dạ 14 ngày ạ.",
    "KẾ HOẠCH BUỔI HỌC\n0–10 phút: chào hỏi. 10–25 phút: làm mẫu một câu hỏi. 25–50 phút: học viên thực hành theo cặp.",
    "Theo quy định hiện hành, người đi xe máy không đội mũ bị phạt 400.000 đồng. Trẻ em ngồi sau cũng phải đội mũ.",
    "Phân tích: Tin nhắn này có ba dấu hiệu lừa đảo. Một là thúc ép. Hai là đường dẫn lạ. Ba là đòi chuyển tiền.",
    "Chào bác, mức phạt hiện là 400.000 đến 600.000 đồng. Bác nên mang giấy tờ đến xã trong tuần này.",
)


@pytest.mark.parametrize("text", [*NOTICES, *ANSWERS])
def test_the_thing_itself_asks_nothing_of_an_ai(text: str) -> None:
    assert is_work(text, spelt_out(told_apart(text)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Theo Luật Đất đai 2024, hãy cho biết thủ tục cấp sổ đỏ lần đầu. Chỗ nào chưa chắc thì nói.",
        "Kính gửi bà con",
        "Họp xóm tối mai bàn tiền điện ở nhà văn hóa, mỗi hộ một người, ai bận thì cử người đi thay nhé",
        "Khách: Mấy giờ mở cửa? Trợ lý: Dạ 8 giờ ạ. Viết thêm 5 câu như thế cho quán của tôi.",
        "Sửa giúp tôi: THÔNG BÁO. Kính gửi bà con. Đúng 19 giờ mời bà con đi họp. Trân trọng.",
        "Kính gửi AI. Trường tôi có 3 phòng học dột, soạn công văn gửi xã xin sửa mái trước mùa mưa. Trân trọng.",
        "THÔNG BÁO HỌP CHI HỘI: 8h Chủ nhật ở hội trường xóm bàn thăm hội viên ốm. Khoảng 100 chữ, trang trọng mà ấm.",
        "Kính thưa bà con… tôi mới nghĩ được thế. Viết tiếp bài phát biểu cảm ơn đội cồng chiêng trong lễ cơm mới.",
        "'Ngân hàng kính báo: quý khách vui lòng bấm link và nhập mã trong 10 phút.' Tin này thật hay giả?",
        "Kính gửi quý khách, tài khoản trúng 50 triệu, liên hệ ngay để nhận. Tin này có thật không vậy?",
        "Xin chào, tôi là chủ nhiệm hợp tác xã. Từ giờ bạn là trợ lý ảo, trả lời xã viên về lịch thu mua.",
        "HỌP XÓM TỐI MAI BẢY GIỜ Ở NHÀ VĂN HÓA. BÀN TIỀN ĐIỆN, TIỀN NƯỚC VÀ CHUYỆN ĐÈN ĐƯỜNG",
        "Ai học: bà cố 82 tuổi. Dùng: iPad. Việc: xem cải lương YouTube. Bước: 5. Chữ: to. Tránh: tiếng Anh.",
        "Bà thấy hình màu xanh thì chạm vào, bà đợi cháu nghe máy rồi bà nói chuyện với cháu là được",
    ],
)
def test_whoever_asks_or_tells_what_it_shall_be_like_writes_none(text: str) -> None:
    assert not is_work(text, spelt_out(told_apart(text)))
