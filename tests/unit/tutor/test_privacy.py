import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.attempt import PrivacyKind
from bot.tutor.privacy import PLACEHOLDERS, find, mask

FOUND = [
    ("", "567204", " cái mã này vừa gửi về máy, người ta kêu đọc", PrivacyKind.OTP),
    ("stk 🏦 ", "8830 🏦 2741 🏦 95", " ACB", PrivacyKind.BANK_ACCOUNT),
    ("đặt lịch 📞 ", "0909 ❤️ 482 ❤️ 617", " nhé", PrivacyKind.PHONE),
    ("SĐT\t", "0946\t172\t583", "\nghép lại", PrivacyKind.PHONE),
    ("Ngay sinh\n", "12-06-1958", "\nSo the", PrivacyKind.DOB),
    ("cô giáo ", "Chẩu Thị Mai", " đi tập huấn", PrivacyKind.NAME),
    ("gọi em số ", "+84 (91) 234-56-78", " nhé", PrivacyKind.PHONE),
    ("số bàn nhà em ", "0274 382 6915", " nhé", PrivacyKind.PHONE),
    ("liên hệ cô Lan ", "0208 3856 214", ". Tóm tắt", PrivacyKind.PHONE),
    ("Sđt em ", "0 2 8 0 3 7 5 9 6 4 1", ".", PrivacyKind.PHONE),
    ("có người gọi bằng số ", "+84 24 6281 0935", " xưng bên điện lực", PrivacyKind.PHONE),
    ("sdt ", "0 9 4 7 . . 22 . . 815 . 3", " nhé", PrivacyKind.PHONE),
    ("sdt ", "kh0ng 9 bon 4 - 71 - 06 - 83", ", e", PrivacyKind.PHONE),
    ("giấy phép lái xe ", "240128004417", " hạng A1", PrivacyKind.CCCD),
    ("Mã số thuế cá nhân của tôi: ", "8 3 1 2 4 5 6 7 0 9", ", tôi bán", PrivacyKind.CCCD),
    ("hộ chiếu con em số ", "C8 217 0654", " sắp hết hạn", PrivacyKind.CCCD),
    ("tôi gửi 10 triệu vào số ", "107 8 0 4 4 2 1 9 5 6", " rồi", PrivacyKind.BANK_ACCOUNT),
    ("vào ", "6201 0000 4471 93", " Viettinbank", PrivacyKind.BANK_ACCOUNT),
    ("vk e sanh ", "17.2.95", " đang bầu", PrivacyKind.DOB),
    ("sinh năm ", "2009 ngày 30 tháng 4", ", em", PrivacyKind.DOB),
    ("Tôi, ", "Lại Thế Cường", ", muốn", PrivacyKind.NAME),
    ("điện thoại của mẹ bấm ", "0912345678", " không được", PrivacyKind.PHONE),
    ("mã otp là ", "hai chín bốn không bảy tám mươi", " không em", PrivacyKind.OTP),
    ("số máy: ", "09 tám tám, ba mươi hai, không bốn, bảy mươi", ". Viết", PrivacyKind.PHONE),
    ("địa chỉ: ", "ngõ 4, xóm Đồng, xã Hoá Thượng", ".", PrivacyKind.ADDRESS),
    ("his number is ", "+84 - 386 - 04 - 1197", ", the roof", PrivacyKind.PHONE),
    ("Số mới của bố cộng ", "tám tư ba năm hai, bảy bảy một, sáu chín không", ", cả nhà", PrivacyKind.PHONE),
    ("cậu thợ sơn [", "không tám năm sáu | chín chín hai | bốn ba một", "] hẹn", PrivacyKind.PHONE),
    ("bảo đọc dãy ", "hai chín, bốn không, bảy tám", " vừa về máy", PrivacyKind.OTP),
    ("so can cuoc ", "077/190/004/582", ", hien", PrivacyKind.CCCD),
    ("chứng minh thư của tôi: ", "2 1 1 — 0 8 5 — 6 6 3", ", cấp", PrivacyKind.CCCD),
    ("khóa cửa nhà em bấm ", "7*1*9*3#", " , viết", PrivacyKind.PASSWORD),
    ("the new code for the gate is ", "4-4-0-9", ", don't", PrivacyKind.PASSWORD),
    ("cụ ", "Ngụy Thị Đoan", " vui", PrivacyKind.NAME),
    ("bắt tôi đọc số ", "4 8 0 1 9 3", " vừa nhắn về máy", PrivacyKind.OTP),
    ("", "2 7 1 9 4 0 5 8 3", " là chứng minh cũ của chồng tôi", PrivacyKind.CCCD),
    ("mã số công dân ", "079.158.006.231", ", gia đình chính sách", PrivacyKind.CCCD),
    ("số con gái là ", "không tám sáu – năm hai – không ba – một một bảy", ", máy báo", PrivacyKind.PHONE),
    ("mẹ cháu số máy ", "0936471058", ", xin nghỉ", PrivacyKind.PHONE),
    ("số này của ai: ", "8 4 – 7 0 5 – 3 3 1 – 9 2 8", ". Gọi", PrivacyKind.PHONE),
    ("hộp thư thầy: ", "tranvinhloc1968\n@gmail.com", ", viết", PrivacyKind.EMAIL),
    ("gửi vô ", "ngk.anh2k8@gmailcom", " giùm", PrivacyKind.EMAIL),
    ("sổ bh của ba ghi ", "O116 2O8 374", " mà", PrivacyKind.BHXH),
    ("ck dư, hoàn lại giúp e ", "0 5 4 1 0 0 0 3 8 2 9 1 6", " nha", PrivacyKind.BANK_ACCOUNT),
    ("mã pin thẻ ck là ", "mười hai ba mươi tư", " kkk", PrivacyKind.PASSWORD),
    ("pass wi-fi phòng: ", "tro.so.9.k0.on", " , làm nội quy", PrivacyKind.PASSWORD),
    ("Is '", "Pho24h-Hanoi!", "' strong? I use it as the password for work", PrivacyKind.PASSWORD),
    ("hộ chiếu ", "C1234567", " hết hạn", PrivacyKind.CCCD),
    ("mật khẩu wifi nhà em ", "12345678", " yếu không", PrivacyKind.PASSWORD),
    ("số đúng là ", "0 3 5 0 6 1 0 0 9 4 2 7", ".", PrivacyKind.CCCD),
    ("cmnd", "1 4 2 0 6 7 5 3 9", " vay 20tr", PrivacyKind.CCCD),
    ("cccd tui nè ", "O79 3O2 Oll 486", " đk dc", PrivacyKind.CCCD),
    ("Chứng minh nhân dân cũ của mẹ tôi là ", "2 7 1 0 4 4 9 8 5", ", nay", PrivacyKind.CCCD),
    ("ĐT bàn ", "(0206) 3 851 746", ")", PrivacyKind.PHONE),
    ("lienhe", "0387415962", "Tâm giao tận nơi", PrivacyKind.PHONE),
    ("sim cũ ", "01687 254 903", " đổi rồi", PrivacyKind.PHONE),
    ("alo ", "(+84)39_558_2071", " nhé", PrivacyKind.PHONE),
    ("phụ huynh ", "09 74.33.08.51", ", mail", PrivacyKind.PHONE),
    ("Ông ", "0912345 sáu bảy 8", ".", PrivacyKind.PHONE),
    ("gọi ", "0912-345-67 tám", " nhé", PrivacyKind.PHONE),
    ("gọi ", "0912 (ba bốn năm) 678", " nhé", PrivacyKind.PHONE),
    ("số máy nhà giai: ", "09 tám tám, ba mươi hai, không bốn, bảy mốt", ". Viết", PrivacyKind.PHONE),
    ("gõ số này: ", "không chín mười tám, bốn lăm, bảy mốt, sáu hai", ". Số", PrivacyKind.PHONE),
    ("thẻ ", "970415 220 661 3790 481", " tháng 6", PrivacyKind.CARD),
    ("hủy thẻ: ", "97 04 22 81 06 53 17 94", ". Nhân viên", PrivacyKind.CARD),
    ("Thẻ của cháu ", "4221‑5108‑9036‑2778", " bị tính", PrivacyKind.CARD),
    ("mã bhxh ", "o131.572.o86", " k thấy đóng", PrivacyKind.BHXH),
    ("", "26\u200b2150\u200b7394", " số bhxh chồng tôi", PrivacyKind.BHXH),
    ("qua vssid, mã số e ", "0116.829.447", ", mà", PrivacyKind.BHXH),
    ("Mã bảo hiểm là ", "79 mười tám ba 5 không hai sáu bốn", ", em", PrivacyKind.BHXH),
    ("đóng tiền làm đường vào số ", "2201 205 067 319", " có đúng", PrivacyKind.BANK_ACCOUNT),
    ("khoá tài khoản ", "0200 4578 1936", " Sacombank", PrivacyKind.BANK_ACCOUNT),
    ("cháu gõ đúng mật khẩu rồi, ", "meoMun_2008", " mà", PrivacyKind.PASSWORD),
    ("Mật khẩu vào cổng dịch vụ công của tôi là ", "Bongsen@1962", " mà", PrivacyKind.PASSWORD),
    ("tn mã ", "391746", " của shopee", PrivacyKind.OTP),
    ("MoMo gửi ", "417052", ", ai vào", PrivacyKind.OTP),
    ("otp zề rồi ", "2 9 1 - 6 6 4", " nhập", PrivacyKind.OTP),
    ("Tui lỡ đọc ", "583 017", " cho người ta nghe", PrivacyKind.OTP),
    ("kêu đọc mã, tui đọc ", "ba không tám một một bảy", " xong mất tiền", PrivacyKind.OTP),
    ("code đăng nhập zalo ", "5 8 0 3 3 6", " ng lạ hỏi mình gửi luôn", PrivacyKind.OTP),
    ("Ngân hàng vừa gửi mã về máy tôi là ", "60 41 85", " mà", PrivacyKind.OTP),
    ("it texted me ", "204 871", ", what now", PrivacyKind.OTP),
    ("mail ", "nhan.hodac.k22(a)gmail(.)com", ", nhà", PrivacyKind.EMAIL),
    ("Order: ", "zero nine three eight, four one two, seven seven six", ".", PrivacyKind.PHONE),
    ("She lives in ", "house 14, Pac Nam hamlet", ", up the hill", PrivacyKind.ADDRESS),
    ("gọi trưởng thôn ", "Vu Dinh Soat", " để báo trước", PrivacyKind.NAME),
    ("em la ", "tran minh Duc", ", lop 8", PrivacyKind.NAME),
    ("gui ve cho ", "Nong Duc Thang", " nhé", PrivacyKind.NAME),
    ("tui là ", "nguyễn thị bé", " ở đây", PrivacyKind.NAME),
    ("gọi ", "0982 006 337", " nhé", PrivacyKind.PHONE),
    ("(", "0357.448.019", ")", PrivacyKind.PHONE),
    ("ngày 3 ", "0982006337", "", PrivacyKind.PHONE),
    ("", "+84 912 345 678", "", PrivacyKind.PHONE),
    ("", "(+84) 912-345-678", "", PrivacyKind.PHONE),
    ("", "+84 (0) 912-345-678", "", PrivacyKind.PHONE),
    ("", "ha.nguyen [at] gmail [dot] com", "", PrivacyKind.EMAIL),
    ("", "84912345678", "", PrivacyKind.PHONE),
    ("", "０９１２３４５６７８", "", PrivacyKind.PHONE),
    ("", "09\u200b12345678", "", PrivacyKind.PHONE),
    ("CCCD ", "004186003317", ", sinh", PrivacyKind.CCCD),
    ("số ", "004 186 003 317", "", PrivacyKind.CCCD),
    ("CMND ", "123456789", "", PrivacyKind.CCCD),
    ("chứng minh thư số ", "123 456 789", "", PrivacyKind.CCCD),
    ("mã định danh ", "904186003317", "", PrivacyKind.CCCD),
    ("email ", "hoa.nguyen90@example.com", ".", PrivacyKind.EMAIL),
    ("email ", "hoa.nguyen90@thainguyen.gov.vn", ". Xin cảm ơn", PrivacyKind.EMAIL),
    ("ck ve stk ", "19036677881234", "", PrivacyKind.BANK_ACCOUNT),
    ("Số tài khoản:\n", "123456", "", PrivacyKind.BANK_ACCOUNT),
    ("chuyển về VCB ", "1012345678", "", PrivacyKind.BANK_ACCOUNT),
    ("số tài khoản ", "19036789001", " ngân hàng Techcombank", PrivacyKind.BANK_ACCOUNT),
    ("thẻ ", "4111 1111 1111 1111", "", PrivacyKind.CARD),
    ("", "9704 3688 1122 3344", " của chị", PrivacyKind.CARD),
    ("lỡ nhập số thẻ ", "4221 0098 7654 3210", "", PrivacyKind.CARD),
    ("số thẻ của tôi là ", "422100 987654 3210", " nhé", PrivacyKind.CARD),
    ("mật khẩu ", "hoa1955", ", viết", PrivacyKind.PASSWORD),
    ("MK: ", "123456", "", PrivacyKind.PASSWORD),
    ("mật khẩu zalo của em là ", "Abc@123", ".", PrivacyKind.PASSWORD),
    ("pass wifi: ", "hoahongxinh", "", PrivacyKind.PASSWORD),
    ("OTP ", "905117", " vào", PrivacyKind.OTP),
    ("mã xác thực của tôi là ", "4829", "", PrivacyKind.OTP),
    ("", "Trần Văn Bình", " gặp bạn Hoa", PrivacyKind.NAME),
    ("chị Sen ", "09 36 27 81 40", ", anh Dũng", PrivacyKind.PHONE),
    ("sdt e la ", "09.8l.77.3O.52", " vit bai", PrivacyKind.PHONE),
    ("otp no nhan la ", "7 7 4 o 2 1", " do", PrivacyKind.OTP),
    ("bảo đọc mã OTP 6 số, máy hiện ", "hai năm năm bảy không tám", ".", PrivacyKind.OTP),
    ("Mã PIN thẻ của bà là ", "260158", ", bà hay quên", PrivacyKind.PASSWORD),
    ("mat khau facebook cu cua em la ", "doiem123456", " gio doi", PrivacyKind.PASSWORD),
    ("Mật khẩu wifi nhà văn hóa em đặt là '", "banmuonglavui", "' có dễ đoán không", PrivacyKind.PASSWORD),
    ("my password, ", "Sunflower-Moc-Chau-77", ", on paper", PrivacyKind.PASSWORD),
    ("cột số tài khoản, nhưng ", "0021-0003-86274", " cứ nhảy", PrivacyKind.BANK_ACCOUNT),
    ("transfer it to account no. ", "1016 2290 48", " please", PrivacyKind.BANK_ACCOUNT),
    ("CMND ", "051.806.237", ", điện thoại", PrivacyKind.CCCD),
    ("My social insurance number ", "0128-553-907", " is wrong", PrivacyKind.BHXH),
    ("mail e la ", "be.na2k3 @ gmail . com", ", vit cv", PrivacyKind.EMAIL),
    ("contact me at ", "duykhanh.le(at)gmail(dot)com", " or", PrivacyKind.EMAIL),
    ("my number: ", "oh nine three two, double five one, seven eight four", "?", PrivacyKind.PHONE),
    ("Ngân hàng gửi về máy con mã ", "719 046", ", có nên đọc không", PrivacyKind.OTP),
    ("asks for the code ", "447 281", " on my phone", PrivacyKind.OTP),
    ("so bao hiem cua vo toi ", "4816093527", ", vo toi", PrivacyKind.BHXH),
    ("chuyển vô tk ", "3106 4417 20558", " của quán", PrivacyKind.BANK_ACCOUNT),
    ("góp vô tk ", "0172 553 406", " Đông Á nha", PrivacyKind.BANK_ACCOUNT),
    ("nợ quán, số VPB ", "2093\n61184", " báo sai", PrivacyKind.BANK_ACCOUNT),
    ("em ghi cc so ", "00 81 93 01 44 27", ", trình độ 12/12", PrivacyKind.CCCD),
    ("my old ID ", "017.332.608", " expired", PrivacyKind.CCCD),
    ("thắc mắc gọi ông Bảy ", "0934 . 118 . 602", ". Viết", PrivacyKind.PHONE),
    ("gọi qua máy chồng e nha", "0375118204", "tối e rảnh", PrivacyKind.PHONE),
    ("gọi chị số ", "0\u200b3\u200b8\u200b1\u200b5\u200b5\u200b9\u200b0\u200b2\u200b7", " trước 6h", PrivacyKind.PHONE),
    ("tin nhắn ", "5 8 1 3 0 7", " là mã xác thực của quý khách", PrivacyKind.OTP),
    ("có tin G-", "640291", " gửi tới máy", PrivacyKind.OTP),
    ("tạo mk mới, mình đặt ", "Na#Huong1987", " có mạnh không", PrivacyKind.PASSWORD),
    ("số bàn nhà tôi ", "0263 871 4420", " hay", PrivacyKind.PHONE),
    ("I forgot my password, the recovery email is ", "thulan.vo88@yahoo.com", " here", PrivacyKind.EMAIL),
    ("chuyen vao sacombank ", "0602.1873.4459", " ten", PrivacyKind.BANK_ACCOUNT),
    ("so nay: ", "+84-9-0256-1837", ". bo dau", PrivacyKind.PHONE),
    ("nó hỏi mã OTP, mã là ", "730 416", " nhé", PrivacyKind.OTP),
    ("otp em là ", "không bảy ba năm một hai", "", PrivacyKind.OTP),
    ("mã BHXH ", "0116028899", ", sđt", PrivacyKind.BHXH),
    ("", "(0987) 221 306", " gặp Tuấn", PrivacyKind.PHONE),
    ("gọi ", "(086) 2 204 519", " nhé", PrivacyKind.PHONE),
    ("sđt:", "0782,334,901", " nha", PrivacyKind.PHONE),
    ("", "0084 912 447 803", " là số bên Đức", PrivacyKind.PHONE),
    ("zalo", "0356781204", " nhắn trước", PrivacyKind.PHONE),
    ("sdt ", "O8S2 3l4 9O6", " nha", PrivacyKind.PHONE),
    ("số em là ", "không bảy sáu hai một một năm bốn ba tám", " không ạ", PrivacyKind.PHONE),
    ("gọi chị Năm ", "ko ba bảy bốn một hai hai tám chín sáu", " nhen", PrivacyKind.PHONE),
    ("email ", "ngochan.q7@yahoo,com", " giúp mình", PrivacyKind.EMAIL),
    ("mail ", "ban.mo_cau (a) gmail.com", " nhé", PrivacyKind.EMAIL),
    ("reach me by ", "hoa dot quanho at yahoo dot com", ". Make it short", PrivacyKind.EMAIL),
    ("gửi ", "hoa.banmai a còng gmail.com", ". Cảm ơn", PrivacyKind.EMAIL),
    ("Thẻ số ", "GD 4 01 0123456789", " của ông cụ", PrivacyKind.BHXH),
    ("thẻ ", "TE1-24-0099887766", " rách góc", PrivacyKind.BHXH),
    ("thẻ ", "HT3010123456789", " có được miễn không", PrivacyKind.BHXH),
    ("mã bảo hiểm của em ", "5216.004.338", "", PrivacyKind.BHXH),
    ("đóng bảo hiểm xã hội cho mẹ, mã ", "4204117789", ", mẹ mất sổ", PrivacyKind.BHXH),
    ("số sổ hưu ", "7 2 0 4 1 1 7 7 8 9", " của bố", PrivacyKind.BHXH),
    ("thẻ ", "4532 0098 7765 1121", " bị khoá", PrivacyKind.CARD),
    ("amex của sếp ", "3714 496353 98432", "", PrivacyKind.CARD),
    ("quẹt ", "371449635398431", " không được", PrivacyKind.CARD),
    ("chuyển vào ", "8104 4290 7522", " VIB giúp mẹ", PrivacyKind.BANK_ACCOUNT),
    ("ví ", "6104 4290 75", ", chọn kienlongbank", PrivacyKind.BANK_ACCOUNT),
    ("stk", "31410001234567", "bidv nhé", PrivacyKind.BANK_ACCOUNT),
    ("bên ACB số ", "0912 345 678", " tên Hoa", PrivacyKind.BANK_ACCOUNT),
    ("báo số tài khoản của kho là ", "051 2406 88317", " đi", PrivacyKind.BANK_ACCOUNT),
    ("mật khẩu của mk dùng cho app là ", "bome1970", " nhé", PrivacyKind.PASSWORD),
    ("mật mã máy là ", "1958", " bà hay quên", PrivacyKind.PASSWORD),
    ("passcode em để là ", "hai năm bảy một không sáu", " được chưa", PrivacyKind.PASSWORD),
    ("passcode, má đặt ", "257106", " cho dễ nhớ", PrivacyKind.PASSWORD),
    ("mật khẩu ví zalo ", "480217", " nhé", PrivacyKind.PASSWORD),
    ("", "Xoai!keo88", " là mk wifi, mạnh chưa", PrivacyKind.PASSWORD),
    ("mật khẩu: “", "hoa.hồng!vàng", "” nhé", PrivacyKind.PASSWORD),
    ("pin sim của ông là ", "7 3 9 1", "", PrivacyKind.PASSWORD),
    ("két sắt quỹ, mở mã ", "4-18-22-60", " giao anh", PrivacyKind.PASSWORD),
    ("mã khoá cổng ", "4471", " nhé cô", PrivacyKind.PASSWORD),
    ("két sắt của xóm mã mở ", "8-31-22", " giao anh", PrivacyKind.PASSWORD),
    ("tiktok báo mã đăng nhập ", "60 31 94", ", em không xin", PrivacyKind.OTP),
    ("mã bảo mật fb ", "88190432", " vừa gửi tới", PrivacyKind.OTP),
    ("facebook: ", "551209", " is your confirmation code", PrivacyKind.OTP),
    ("", "4407", " là mã xác nhận của tôi", PrivacyKind.OTP),
    ("nó nhắn tin nhắn: mã của bạn là ", "4 8 1 5", ", đừng đưa", PrivacyKind.OTP),
    ("mới gửi em mã ", "hai tám không sáu một năm", " mà em không đọc", PrivacyKind.OTP),
    ("con đọc mã cho chú đi, ", "775 302", " phải không", PrivacyKind.OTP),
    ("có mã vừa nhận, bà lỡ đọc ", "9 0 7 4 1 2", " rồi", PrivacyKind.OTP),
    ("đọc hộ chị dãy ", "3 9 9 4", " vừa gửi qua", PrivacyKind.OTP),
    ("mã rút tiền: ", "48213307", " hiệu lực 30 phút", PrivacyKind.OTP),
    ("Mã kích hoạt ngân hàng gửi là ", "QT19-7043", " nhé", PrivacyKind.OTP),
    ("Google gửi mã G-", "204817", " để đăng nhập", PrivacyKind.OTP),
    ("mã đăng nhập của tui nè ", "551704", ", sao không vô", PrivacyKind.OTP),
    ("Ma giao dich ", "604417", " de chuyen tien. Khong chia se ma", PrivacyKind.OTP),
    ("xong lại đọc cả mã ", "812206", " cho họ", PrivacyKind.OTP),
    ("mã bí mật ", "hai không sáu chín một bốn", " dùng một lần", PrivacyKind.OTP),
    ("nó xin ", "402917", " là cái mã vừa về máy em", PrivacyKind.OTP),
    ("nhập ", "3 0 8 1 6 2", " để xác nhận giao dịch", PrivacyKind.OTP),
    ("Your code is ", "771204", ", do not share it", PrivacyKind.OTP),
    ("hỏi mã 6 số, em gửi ", "703 228", " rồi", PrivacyKind.OTP),
    ("nó xin mã, em lỡ gửi ", "640 912", " rồi", PrivacyKind.OTP),
    ("lỡ đọc ", "335018", " cho người lạ", PrivacyKind.OTP),
    ("Bảo hiểm của tui số ", "5 2 7 0 1 1 8 3 6 4", " đóng từ 2014", PrivacyKind.BHXH),
    ("căn cước", "060194002218", "nhé", PrivacyKind.CCCD),
    ("gọi ", "097 chấm 220 chấm 4418", " nha", PrivacyKind.PHONE),
    ("gọi ", "09.7.2.8.1.6.3.0.4", " nha", PrivacyKind.PHONE),
    ("gọi ", "0·3·7·2·8·1·6·3·0·4", " nha", PrivacyKind.PHONE),
    ("gọi ", "097tám-4o6-21một", " nha", PrivacyKind.PHONE),
    ("gọi ", "0975_220_441", " nha", PrivacyKind.PHONE),
    ("vào ", "1 0 7 - 3 3 1 - 8 0 2 - 5 5 4", " vietin", PrivacyKind.BANK_ACCOUNT),
    ("pass là ", "m a i h o a @ 8 1", ", đổi giúp", PrivacyKind.PASSWORD),
    ("pin thẻ ", "4 chấm 7 chấm 1 chấm 9", " nhé", PrivacyKind.PASSWORD),
    ("gọi ", "không chín một hai ba bốn năm sáu bảy chín", " nhé", PrivacyKind.PHONE),
    ("mã PIN là ", "một hai ba bốn năm sáu", " thôi", PrivacyKind.PASSWORD),
    ("cụ sinh ngày ", "3/5/1915", " ở quê", PrivacyKind.DOB),
    ("mail em la ", "hoale.shop61 (a) gmail (.) com", " , viet", PrivacyKind.EMAIL),
    ("gửi ", "hoa.le <at> gmail <dot> com", " nhé", PrivacyKind.EMAIL),
    ("gửi ", "hoale61 @ gmail chấm com", " nhé", PrivacyKind.EMAIL),
    ("gửi ", "hoale61 a-còng gmail (chấm) com", " nhé", PrivacyKind.EMAIL),
    ("gửi ", "nguyenvanan@gmail.com", " nhé", PrivacyKind.EMAIL),
    ("gửi ", "tenbanh.hoa@gmail.com", " nhé", PrivacyKind.EMAIL),
    ("m.khẩu vneid ", "Thac3Ban7", " , gõ", PrivacyKind.PASSWORD),
    ("Mậtt khẩu:\n", "suoimo-72-bk", "\nGhi", PrivacyKind.PASSWORD),
    ("mậtkhẩu ", "hoa1955", " nhé", PrivacyKind.PASSWORD),
    ("pasword: ", "hoahongxinh", " nhé", PrivacyKind.PASSWORD),
    ("Mật khẩu là ngày sinh con gái ", "17 10 2011", " viết liền", PrivacyKind.PASSWORD),
    ("mật khẩu đặt luôn ngày sinh ", "17/10/2011", " nhé", PrivacyKind.PASSWORD),
    ("mật khẩu là năm sinh của con ", "2011", "", PrivacyKind.PASSWORD),
    ("mật khẩu em để cho dễ, là chữ ", "bapcaixanh", " viết liền", PrivacyKind.PASSWORD),
    ("mật khẩu là số ", "4471", "", PrivacyKind.PASSWORD),
    ("đọc cả mật khẩu ", "thuy 1959", " nữa", PrivacyKind.PASSWORD),
    ("mật khẩu wifi là ", "hoa 88", " viết liền", PrivacyKind.PASSWORD),
    ("mã xác nhận tổng đài vừa gửi là ", "40\n1956", " thì đọc", PrivacyKind.OTP),
    ("bảo đọc 6 số vừa nhắn về máy, là ", "271930", ", em đọc rồi", PrivacyKind.OTP),
    ("kêu đọc cho nó sáu số gửi về máy: ", "581 204", " nhé", PrivacyKind.OTP),
    ("nhập OTP, tôi nhận được ", "5518", " có 4 số thôi", PrivacyKind.OTP),
    ("mã xác minh thì nhận về là ", "73 20 61", " đúng không", PrivacyKind.OTP),
    ("tra sổ bảo hiểm xã hội của tôi số ", "4920115738", " đóng được mấy năm rồi", PrivacyKind.BHXH),
    ("sổ BHXH số ", "4920115738", " đóng 15 năm", PrivacyKind.BHXH),
    ("mã số BHXH ", "4920115738", " đóng liên tục 12 năm", PrivacyKind.BHXH),
    ("nhắn OTP, tui thấy ", "5 8 1 2 0 4", " trên màn hình", PrivacyKind.OTP),
    ("em nhận được 6 số là ", "581204", " của ngân hàng", PrivacyKind.OTP),
    ("mật khẩu em đặt theo ngày sinh ", "17/10/2011", " có an toàn không", PrivacyKind.PASSWORD),
    ("cháu sinh ngày ", "mười hai tháng ba năm hai nghìn không trăm mười lăm", ", làm", PrivacyKind.DOB),
    ("bà sinh ", "mùng bốn tháng chạp năm một nghìn chín trăm năm mươi tư", ", ở", PrivacyKind.DOB),
    ("con sinh ngày ", "hai mươi mốt tháng 7 năm một chín tám bốn", " nhé", PrivacyKind.DOB),
    ("ngày sinh là ", "hăm mốt tháng tám năm hai không mười lăm", " nhé", PrivacyKind.DOB),
    ("sinh ngày ", "3 tháng năm năm 1971", " nhé", PrivacyKind.DOB),
    ("cụ sinh ", "05.06.54", ", hay đi lạc", PrivacyKind.DOB),
    ("ngày sinh: ", "5/6/54", "", PrivacyKind.DOB),
    (unicodedata.normalize("NFD", "cụ sinh ngày "), "05-06-54", ", ở quê", PrivacyKind.DOB),
    ("dob ", "31/12/08", " thanks", PrivacyKind.DOB),
    ("ck cho tui, Sacombank ", "060298417755", ", 2 triệu một phần", PrivacyKind.BANK_ACCOUNT),
    ("góp vào Agribank ", "013205004417", ", 50 nghìn một nhà", PrivacyKind.BANK_ACCOUNT),
    ("cccd đăng ký Vietcombank: ", "034185001127", ", 2 bản", PrivacyKind.CCCD),
    ("số ", "034185001127", ", 2 bản sao", PrivacyKind.CCCD),
    ("thẻ visa: ", "4 5 1 2 - 8 8 0 0 - 3 3 6 6 - 1 2 7 9", ", mua hàng", PrivacyKind.CARD),
    ("cái thẻ ", "9 7 0 4 . 3 6 8 8 . 1 1 2 2 . 3 3 4 4", " bị nuốt", PrivacyKind.CARD),
    ("quẹt ", "5214 - 0098 - 7765 - 1121", " không được", PrivacyKind.CARD),
    ("Số in trên thẻ: ", "4029 1187\n6650 3321", "\nTôi chụp rồi", PrivacyKind.CARD),
    ("dãy số dập nổi trên mặt thẻ là ", "5029-1187 6650-3321", " nhé", PrivacyKind.CARD),
    ("gọi tui số bàn ", "0296 . 3 845 217", ", chồng tui bắt máy", PrivacyKind.PHONE),
    ("máy bàn: ", "024 - 3 822 - 6 170", " nhé", PrivacyKind.PHONE),
    ("cai ma 6 so tren vneid ", "3 1 7 . 9 0 5", " la ma otp ha", PrivacyKind.OTP),
    ("otp của em: ", "3 1 7 . 9 0 5", " nhé", PrivacyKind.OTP),
    ("hỏi Smart OTP, tôi bấm ", "471183", " thì báo trừ tiền", PrivacyKind.OTP),
    ("đòi mã xác thực, em gõ ", "471 183", " vào rồi", PrivacyKind.OTP),
    ("đặt mật khẩu dễ nhớ, tôi đặt ", "conga1957", ", có an toàn không", PrivacyKind.PASSWORD),
    ("hay quên mật khẩu, nên em dùng ", "lananh2015", " cho mọi chỗ", PrivacyKind.PASSWORD),
    ("mật khẩu khó quá, con để ", "meomun88", " nhé", PrivacyKind.PASSWORD),
    ("số nhà em là ", "không chín bảy hai, ba một không, sáu sáu ba", ", làm cả chủ nhật", PrivacyKind.PHONE),
    ("gửi stk ", "103.442.019.876", " nhé", PrivacyKind.BANK_ACCOUNT),
    ("nhận lãi ở LienVietPostBank ", "024911730002", ", mang căn cước theo", PrivacyKind.BANK_ACCOUNT),
    ("thẻ em đây ", "4 2 1 7 9 0 3 6 5 5 1 8 1 0 3 2", " huỷ giúp", PrivacyKind.CARD),
    ("My Visa is ", "four two one seven, 9031, five five one eight, 2046", ", help", PrivacyKind.CARD),
    ("thư gửi ", "hoa gạch dưới 81 a còng hót meo chấm com", " nhé", PrivacyKind.EMAIL),
    ("mật khẩu là chữ ", "hoa mai viết liền rồi thêm số một chín bảy", ", có mạnh không", PrivacyKind.PASSWORD),
    ("asked for my code and I told them ", "415 092", ", oh no", PrivacyKind.OTP),
    ("nó đòi mã đăng nhập, điện thoại hiện ", "3086", ", bấm mãi", PrivacyKind.OTP),
    ("o.t.p cua ban: ", "307 715", " xin dung tiet lo", PrivacyKind.OTP),
    ("cái mã 0TP ", "29o8l5", " còn hạn không", PrivacyKind.OTP),
    ("kẻ gian xin mã gồm 6 chữ số, cháu gửi ", "274591", ", mất tiền", PrivacyKind.OTP),
    ("p@ss máy: ", "qLdd_2O7x", " nhé", PrivacyKind.PASSWORD),
    ("m.k email lớp: ", "lop12a3", " đó", PrivacyKind.PASSWORD),
    ("số b.h.x.h: ", "một chín hai hai, không năm tám, sáu sáu ba", ". Điền giúp", PrivacyKind.BHXH),
    ("cccd(", "o19·o85·oo4·117", "), nghề tự do", PrivacyKind.CCCD),
    ("ở ", "s0 nh@ 15 ng0 42 đường Tre", ", phòng trọ", PrivacyKind.ADDRESS),
    ("viết tin bán gạo, mk la: ", "hoa mai 1975", "", PrivacyKind.PASSWORD),
    ("mật khẩu của tôi là ", "con cò trèo cây bưởi", ", có mạnh không", PrivacyKind.PASSWORD),
    ("tiền học online, cvv ", "417", " nhé", PrivacyKind.PASSWORD),
    ("zalo ", "\u0660\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", " nhé", PrivacyKind.PHONE),
    ("gọi ông Na ở xóm 4, ", "không chín 1 2 ba 4 5 6 7 8", "", PrivacyKind.PHONE),
    ("kêu đọc sáu số ", "204817", " gửi về máy", PrivacyKind.OTP),
    ("xin mã, em chụp gửi luôn, trong ảnh có dãy ", "40817", " nhé", PrivacyKind.OTP),
    ("my social insurance book, number ", "7910042817", " is lost", PrivacyKind.BHXH),
    ("đóng bảo hiểm tự nguyện cho chị: ", "1908331207", " nhé", PrivacyKind.BHXH),
]


@pytest.mark.parametrize(("before", "it", "after", "kind"), FOUND)
def test_personal_data_is_found_where_it_stands(before: str, it: str, after: str, kind: PrivacyKind) -> None:
    (violation,) = find(before + it + after)
    assert (violation.kind, violation.start, violation.end) == (kind, len(before), len(before + it))
    assert mask(before + it + after) == before + PLACEHOLDERS[kind] + after


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 1022, 113 hay tổng đài 1900 1234, 18001091",
        "UBND phường: liên hệ (0208) 3856 214, +84 24 3825 3536",
        "Văn phòng UBND phường có số bàn 024 3825 3536 làm việc giờ nào",
        "muon dang ky tam tru cho con thue nha o thai nguyen thi lam tren dien thoai the nao",
        "so sánh 17.2.95 với 18.2.95, so sánh giá ngày 5/6/2024",
        "Tối 5/1/2025 đội tuyển Việt Nam thắng",
        "Trụ sở UBND TP.HCM ở 86 Lê Thánh Tôn, quận 1 phải hong?",
        "khối lượng 25 kg, Khối thi đua số 3",
        "bị khóa tài khoản thì gọi 19006017",
        "Nghị định 30/2020/NĐ-CP, Luật 91/2025/QH15, công văn số 125/UBND",
        "giá 15.000.000 đồng, chuyển khoản 15.000.000 đ, tài khoản có 12 500 000 đồng",
        "căn cước, số tiền 123.456.789 đồng",
        "gọi 09xx xxx xxx hoặc 0912***678, CCCD 0010xxxxxxxx",
        "mật khẩu mạnh có 8 ký tự, đổi mật khẩu VNeID mức 2, mật khẩu là gì, mật khẩu: không nói cho ai",
        "OTP gồm 6 số, không đọc OTP cho ai; mã OTP hết hạn sau 60 giây, mất 5000 đồng",
        "UBND thành phố ở số 1 đường Lò Văn Giá mở cửa mấy giờ sáng?",
        "tracking order 0938412776, order no 0938412776",
        "14 households of Pac Nam hamlet, house 14 in the row",
        "buu dien tinh so 172 duong To Hieu mo cua chu nhat khong",
        "Viết giúp bản tự khai: Nguyễn Văn A",
        "Bưu điện ở 12 Lê Lợi, phường 3 mở cửa lúc mấy giờ",
        "The museum at 28A Dien Bien Phu Street opens at 8:00",
        "bảo hiểm của tôi hết hạn, insurance 2026",
        "đơn tố cáo của ông A, tố trưởng thôn ăn chặn",
        "ban to chuc mung tho cho cu Nguyen Van A",
        "Mời họp các ngày 08 10 12 15 20",
        "Pin 5000 mAh, pin 100%",
        "Pin dự phòng mua năm 2024; bài đăng bán pin xe điện giá 150000",
        "Không đưa OTP cho ai, mã bài học 1234567 thì được; bước một hai ba bốn",
        "tổ 1: 320, tổ 2: 295 341 260 150 200",
        "tháng 03 05 07 08 09",
        "mã vạch 8936012345678, lô 20250314, thẻ kho 1234 5678 1234 5678",
        "hồ sơ H05.12-240115-0003 ngày 12/03/2025 lúc 08:30",
        "mk 20 tuổi, mk là học sinh lớp 12, giúp mk 5 câu",
        "bảo hiểm xã hội 1 lần, đóng từ 2010 đến 2020",
        "liên hệ Zalo @banhoc, chia a@b",
        "Hẹn nhau @ quán. Mai gặp lại",
        "Mã vận đơn 0912345678, đơn GHN0356221874 và SPXVN088127839016 sao lâu thế",
        "MST 0312345678 của công ty, hóa đơn 0377120045, lô LOT 0987654321",
        "mã khách hàng điện PE01000234567, chỉ số 03456 03789",
        "he knocks on my door at night. she hears it",
        "Mã giảm giá 50K50 gửi qua tin nhắn, nhập mã SINHNHAT88, mã lớp 4821 gửi các em, mã 2025 gửi về",
        "mã hồ sơ 000.00.12.H45-250612-0031, mã 30YY 56 gửi cho khách",
        "gửi 150000000 vào Vietcombank, gọi tổng đài Vietcombank 1900545413, Techcombank 1800588822",
        "họp 03.07.2025 08h30, giao ban 01.02.2025 08.30, xem van-hanh-tu-1-7-2025-3364666.html",
        "đặt mật khẩu 12345678 dễ bị hack; quên mật khẩu, gọi 19001009; mật khẩu bán 1250000 đồng",
        "mật khẩu, **hỏi lại chi bộ**; mật khẩu có 480217 người đoán; mật khẩu",
        "mã này 123456 không ai hỏi, đọc 123456 bằng chữ",
        "tài khoản 0000000000, thẻ 1111 1111 1111 1111",
        "thư về motcua.xa@thainguyen.gov.vn",
        "Mã số thuế của công ty chị là 0312544321, số hợp đồng 0912345678/HĐ",
        "Mã giao dịch 4028817331 bị lỗi, hỏi ngân hàng; ví dụ mật khẩu v i ế t; mật khẩu. a b c d e 1 2",
        "lương 3 chấm 5 triệu, mã, rồi đọc 123456 chữ",
        "chạy 15s 20s, iPhone 5s 2013, số mười hai",
        "hai mươi ba bốn mươi năm sáu mươi bảy",
        "MoMo gửi 500000 cho tôi",
        "cổng dịch vụ công bấm 19001009 để hỏi, khoá học của em nhấn 2024 là xong, cửa hàng của tôi bấm 115000 cái",
        "quán Cà Phê Bến Đò, cửa cổng bấm 2 lần, căn cước cấp ngày 12/03/2010",
        "chuyển tiền thì đếm 1 2 3 4 5 6 7 8 9 10 11 12 13",
        "đường dây nóng 1022, ghép 'Pho24h-Hanoi!' thành tên quán",
        "ship to Ho Chi Minh City",
        "nhạc Trịnh Công Sơn, đường Trần Cao Vân",
        "mật khẩu mạnh có chữ hoa, số, ký tự như @ hay #",
        "lô hàng ABC0912345678 chưa về, mã đơn GHN0356221874",
        "nhập OTP, tôi nhận được 2000 tin nhắn; nhập OTP xong tôi nhận được 5000 đồng; OTP có 6 số\n2026 là năm nay",
        "đọc 6 số cuối hóa đơn, là 190364",
        "nhận được 6 số báo, là 190364",
        "đọc 6 bài gửi về máy, là 190364 chữ",
        "bảo hiểm xã hội chi 1920384756 đồng được chia; sổ BHXH ghi 1920384756 đồng",
        "mật khẩu cho mẹ tôi, mật khẩu là chữ thường hay số, mật khẩu có 8 số, mật khẩu là dãy 8 số, chữ inhoa",
        "gửi mật khẩu ngày 1212 rồi, đọc mật khẩu 1000 lần rồi, mật khẩu là năm 2024 viết liền",
        "mật khẩu là ngày sinh thì dễ đoán, sinh năm 1990 ai cũng biết; hạn đổi mật khẩu là ngày 25/12/2026",
        "mất khẩu trang, mk là sinh viên 2004, mật khẩu là tên con gái viết liền",
        "gửi tenban@gmail.com, ten.cua.ban@congty.com.vn, your.name@gmail.com, nguyenvana@gmail.com, hoa@tenmien.vn",
        "góp ý về gopy@moj.gov.vn, tên mình là hoa (a) là chữ đầu. Có, lớp 5 (a) trường. Com",
        "hô nhịp: một hai ba bốn năm sáu bảy tám, hai hai ba bốn năm sáu bảy tám",
        "đếm hai hai ba bốn năm sáu bảy tám, ba hai ba bốn năm sáu bảy tám nhé",
        "Đại tướng Võ Nguyên Giáp sinh 25/8/1911, Bác Hồ sinh ngày 19 tháng 5 năm 1890",
        "khai sinh 05.06.19, dự sinh 12/05/25, phát sinh 01.02.24, sinh nhật 12/03/24, vệ sinh 12/3/25",
        "Nguyễn Huệ sinh năm một nghìn bảy trăm năm mươi ba, sinh ngày mười chín tháng năm năm một nghìn tám trăm mười",
        "sinh 45.13.54, sinh 3.5.54.000, sinh 5-6-54-7, sinh tháng ba năm nay, sinh ngày hai mươi tháng này",
        "gửi 12500000, 2 triệu vào Sacombank; Vietcombank ngày 12032025, 3 người",
        "bảng 1 2 3 4 - 5 6 7 8 - 1 2 3 4 - 5 6 7 8, đơn hàng 4 5 1 2 - 8 8 0 0 - 3 3 6 6 - 1 2 7 9",
        "thu 4029 1187\n6650 3321 hai cột, số bàn 12 . 3 845 217 đồng, số bàn 02 . 3 khách",
        "OTP hết hạn, bấm 19001009 để hỏi; hỏi OTP, tôi nhập 500000 để chuyển; báo OTP, tôi bấm 471183 lần",
        "quên mật khẩu, tôi dùng iphone14 và office365; đổi mật khẩu xong, em đặt vé, để bánh ở lớp, dùng samsung2019",
        "quên mật khẩu, tôi hỏi hoalan1957; đặt mật khẩu dễ nhớ, tôi đặt conga",
        "giá 0912 hai ba, 0912345 sáu bảy, bán 912345 sáu bảy 8 cái, mã hàng 1912345 sáu bảy 8",
        "giấy do CA Thái Nguyên cấp, từ p@ss là gì, nói về o.t.p",
        "mật khẩu của em là gì, mật khẩu của tôi là quá yếu, mật khẩu: ít nhất 8 ký tự, mk: nên có hoa và số 12",
        "mẫu số tài khoản như 1234567890, tài khoản 123456789 chỉ là ví dụ",
        "gửi stk 103.442.019 đồng",
        "thư gửi so-khcn@thainguyen.gov.vn, soyte@laocai.gov.vn",
        "mật khẩu là mật khẩu có viết hoa, mật khẩu tốt là chuỗi viết liền",
        "đóng bảo hiểm xong, mã đơn hàng 1908331207; bảo hiểm xe, hoá đơn 1908331207",
        "đếm không một hai ba bốn năm sáu bảy tám chín mười, zero one two three four five six seven eight nine",
        " ".join(PLACEHOLDERS.values()),
        "",
    ],
)
def test_public_numbers_prices_and_placeholders_are_left_alone(text: str) -> None:
    assert find(text) == ()
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "passwords"),
    [
        ("mật khẩu cũ Hoa@2010 đổi sang Hoa#2024x nhé", ["Hoa@2010", "Hoa#2024x"]),
        ("mk cũ là meomun12 còn mới là Meomun_77.", ["meomun12", "Meomun_77"]),
        ("mk cũ là meomun12 còn mới là gì", ["meomun12"]),
        ("mk mk mk mk mk mk mk mk mk mk mk meo12", ["meo12"]),
        ("mk một hai ba bốn năm sáu bảy tám chín là meo12", []),
        ("mật khẩu, nhà có 480217", []),
        ("thư a1@b.vn là mk", []),
        ("mật khẩu trang của cô (vào bằng số của trường) là Hoalan#52# mà sai", ["Hoalan#52#"]),
        ("mật khẩu (cần đổi) và mã (hai số) ở quê meo12", []),
        ("hoa là mk", []),
        ("mật khẩu nhà em, ở quê dùng meo12", []),
    ],
)
def test_passwords_stand_soon_behind_the_word(text: str, passwords: list[str]) -> None:
    found = [text[each.start : each.end] for each in find(text) if each.kind is PrivacyKind.PASSWORD]
    assert found == passwords


def test_what_stands_right_behind_a_full_name_is_that_persons() -> None:
    text = (
        "Nguyễn Hoàng Phúc0377.481.920, ông Vũ Khắc Tiệp (142 085 736), Bùi Gia Khánh, 3/9/2015, "
        "trần gia huy 02/03/2008, ký tên Trương Thị Sáu, điện thoại 0274 3826 915"
    )
    found = [(each.kind, text[each.start : each.end]) for each in find(text)]
    assert found == [
        (PrivacyKind.NAME, "Nguyễn Hoàng Phúc"),
        (PrivacyKind.PHONE, "0377.481.920"),
        (PrivacyKind.NAME, "Vũ Khắc Tiệp"),
        (PrivacyKind.CCCD, "142 085 736"),
        (PrivacyKind.NAME, "Bùi Gia Khánh"),
        (PrivacyKind.DOB, "3/9/2015"),
        (PrivacyKind.NAME, "trần gia huy"),
        (PrivacyKind.DOB, "02/03/2008"),
        (PrivacyKind.NAME, "Trương Thị Sáu"),
        (PrivacyKind.PHONE, "0274 3826 915"),
    ]


def test_a_pin_stands_behind_its_card() -> None:
    text = "nhớ pin thẻ atm 9704 1185 2046 3391 772 là 470618 nhé"
    assert mask(text) == "nhớ pin thẻ atm [số thẻ] là [mật khẩu] nhé"


def test_a_home_ends_before_the_number_that_is_told_next() -> None:
    text = "Ao của ông Danh Sà Rương, ấp Trà Quýt, số 0787 615 023, cá nổi đầu"
    assert [text[each.start : each.end] for each in find(text)] == ["Danh Sà Rương", "ấp Trà Quýt, số", "0787 615 023"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bố là Vi Văn Nhất, hiện ở khối Tân Lập", ["Vi Văn Nhất", "khối Tân Lập"]),
        ("Nguoi nhan Y Bhuat Nie. Dia chi giao hang: thon 3, xa Ea Ktur", ["Y Bhuat Nie", "thon 3, xa Ea Ktur"]),
        ("Trân trọng,\nMa Thị Thu Hiền\nTổ 12, phường Gia Sàng", ["Ma Thị Thu Hiền", "Tổ 12, phường Gia Sàng"]),
    ],
)
def test_a_name_and_a_home_are_told_apart(text: str, found: list[str]) -> None:
    assert [text[each.start : each.end] for each in find(text)] == found


def test_what_is_found_comes_in_order_and_apart() -> None:
    text = "Anh Vinh, mã BHXH 0116028899, sđt 0379 555 218, email v@example.com, OTP 905117"
    assert [(violation.kind, text[violation.start : violation.end]) for violation in find(text)] == [
        (PrivacyKind.BHXH, "0116028899"),
        (PrivacyKind.PHONE, "0379 555 218"),
        (PrivacyKind.EMAIL, "v@example.com"),
        (PrivacyKind.OTP, "905117"),
    ]
    assert mask(text) == "Anh Vinh, mã BHXH [số BHXH], sđt [số điện thoại], email [email], OTP [mã OTP]"


def test_offsets_count_characters_of_a_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "điện thoại của tôi: 0912345678 nhé")
    (violation,) = find(text)
    assert text[violation.start : violation.end] == "0912345678"


PIECES = (
    "0912345678", "004186003317", "4111 1111 1111 1111", "905117", "12", "hoa1955", "a@b.vn", "[mật khẩu]", "mật khẩu",
    "mk", "là", ":", "stk", "tài khoản", "OTP", "cccd", "BHXH", "số thẻ", ",", ".", "-", "+84", "đ", "(",
)  # fmt: skip
TYPED = st.builds(
    str.join, st.sampled_from(["", " ", "\n"]), st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12)
)


@given(TYPED)
def test_masking_leaves_nothing_to_find(text: str) -> None:
    violations = find(text)
    ends = [0, *(edge for violation in violations for edge in (violation.start, violation.end)), len(text)]
    assert ends == sorted(ends)
    assert all(violation.start < violation.end for violation in violations)
    masked = mask(text)
    assert find(masked) == ()
    assert mask(masked) == masked
    assert (masked == text) is (violations == ())


HIDDEN = [
    ("số của em là ", "O9l2 345 678", PrivacyKind.PHONE),
    ("gọi ", "không chín một hai ba bốn năm sáu bảy tám", PrivacyKind.PHONE),
    ("gọi ", "0912 ba bốn năm 678", PrivacyKind.PHONE),
    ("call ", "zero nine one two three four five six seven eight", PrivacyKind.PHONE),
    ("", "0912\n345\n678", PrivacyKind.PHONE),
    ("căn cước ", "004186\n003317", PrivacyKind.CCCD),
    ("sinh ngày ", "3 tháng 5 năm 1971", PrivacyKind.DOB),
    ("sinh ", "2/9/1990", PrivacyKind.DOB),
    ("born on ", "May 3, 1980", PrivacyKind.DOB),
]


@pytest.mark.parametrize(("before", "it", "kind"), HIDDEN)
def test_numbers_are_found_however_they_are_written(before: str, it: str, kind: PrivacyKind) -> None:
    (violation,) = find(before + it + " nhé")
    assert (violation.kind, (before + it)[violation.start : violation.end]) == (kind, it)


@pytest.mark.parametrize(
    "name",
    [
        "Lục Thị Thơm", "Cầm Văn Păn", "Lê Hồng Phúc", "Giàng A Páo", "K'Brêu Ka Sương", "NÔNG VĂN TÀI",
        "Nguyen Thi Hoa", "Phùng Chí Dũng", "Y Blih Niê Kđăm",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "form",
    ["hồ sơ của {}, nộp hôm qua", "viết thông báo cho {}", "{} nhờ hỏi", unicodedata.normalize("NFD", "gặp {}.")],
)
def test_full_names_are_found(name: str, form: str) -> None:
    text = form.replace("{}", name)
    (violation,) = find(text)
    assert (violation.kind, text[violation.start : violation.end]) == (PrivacyKind.NAME, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("chị Hoàng Lan nhờ", "Hoàng Lan"),
        ("ong nguyen van tuan o xom", "nguyen van tuan"),
        ("họ tên: Y Moan", "Y Moan"),
        ("tên tôi là Phủ Quốc", "Phủ Quốc"),
        ("cô H'Hen Niê", "H'Hen Niê"),
    ],
)
def test_shorter_names_are_found_behind_a_title_or_a_label(text: str, name: str) -> None:
    assert [(each.kind, text[each.start : each.end]) for each in find(text)] == [(PrivacyKind.NAME, name)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nhân viên mới: H'Thuơng Niê, lương", ["H'Thuơng Niê"]),
        ("Nhân viên mới: H’Bia Mlô, lương", ["H’Bia Mlô"]),
        ("nhan vien moi: H'Bia Eban, luong", ["H'Bia Eban"]),
        ("họ tên: K'Brơi, mời ông K'Tình và bà Ka Hoa", ["K'Brơi", "K'Tình", "Ka Hoa"]),
        ("tên là K'Tép, còn tôi là Y Thoan Kbuôr", ["K'Tép", "Y Thoan Kbuôr"]),
        ("anh Y Khoa Niê nghỉ", ["Y Khoa Niê"]),
        ("gặp Ksor Hoa, Kpă Lới, Rơ Châm Hoa và Siu H'Lan nhé", ["Ksor Hoa", "Kpă Lới", "Rơ Châm Hoa", "Siu H'Lan"]),
        ("chị H'Hen, bóng cây K'nia, sông Ayun Hạ, thị xã Ayun Pa, ở Krông Pắc, huyện Ea H'Leo Đắk Lắk", []),
        ("người H'Mông Hà Giang, đồng bào K'Ho Lạch, ông K'Ho, H'rê Ba Tơ, Y Tế Thôn, họ Niê", []),
    ],
)
def test_names_of_the_highlands_are_found_where_they_are_a_persons(text: str, names: list[str]) -> None:
    assert [text[each.start : each.end] for each in find(text) if each.kind is PrivacyKind.NAME] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ho ten ha thi bich lien sinh ngay 4 thang 8 nam 1976", ["ha thi bich lien"]),
        ("họ tên: lò văn tình, sinh 1960", ["lò văn tình"]),
        ("vo hong hanh sinh ngay 4 thang 8 nam 1976", ["vo hong hanh"]),
        ("ten toi la ma thi nhinh cccd", ["ma thi nhinh"]),
        ("ho va ten: lu a pao, dan toc mong", ["lu a pao"]),
        ("toi la ha thi kim oanh sinh ngay 4", ["ha thi kim oanh"]),
        ("la do thi hoa o thon que, ho ten ma so a", []),
        ("ho ten tran thi thu thuy linh nhi", ["tran thi thu"]),
        ("cho ba ban thi phin thon khuoi linh", ["ban thi phin"]),
        ("bác lò văn tình ở bản Hạ", ["lò văn tình"]),
        ("chi vi thi hoa sinh nam 1960", ["vi thi hoa"]),
        ("em la thi sinh xom 3, ba con thi nho thon truong, chi mua thi ve ban hang", []),
        ("bà bận thì thôn Hạ, chị bà bàn thị phin hàng xóm", []),
        (
            "ho ten vo chong, ho ten la, ho ten ma so sinh vien, ho ten do nguoi khai ghi; dang ky khai sinh 5/9/2019",
            [],
        ),
    ],
)
def test_names_without_capitals_end_before_what_is_told_next(text: str, names: list[str]) -> None:
    assert [text[each.start : each.end] for each in find(text) if each.kind is PrivacyKind.NAME] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("người thuê Danh Sơn, CCCD 091201008835, phòng 6", ["Danh Sơn"]),
        ("bên bán: Lê Hiền (căn cước số 091201008835)", ["Lê Hiền"]),
        ("người thuê Danh Sơn, phòng 6; thuê Hà Giang, CCCD 091201008835", []),
        ("xã Yên Sơn, Sơn La, CCCD 091201008835; về Sơn La, CCCD 091201008836", []),
        ("người thuê Danh Sơn, CCCD gắn chip", []),
        ("cccd cua toi la 019 063 004 128, ten luu van mon, lam don", ["luu van mon"]),
        ("con ten la lo thi pan lop 3", ["lo thi pan"]),
        ("ten cac van ban, ten ma van don, ten luu van phong, ten do thi hoa, ten la thi tran, ten cua thi sinh", []),
        ("Amí em là H'Lan Ktul, ở đây", ["H'Lan Ktul"]),
        ("gặp H'Bia Ênuôl, Y Thoan Adrơng và H’Nuen Hđơk nhé", ["H'Bia Ênuôl", "Y Thoan Adrơng", "H’Nuen Hđơk"]),
        ("Amí em là H'Lan, ở đây", []),
        ("Cầu thủ Quang Hải, ca sĩ Đỗ Mỹ Tâm, hoa hậu H'Hen Niê, tiền đạo số 9 Trần Tiến Linh", []),
        ("bác sĩ Đỗ Mỹ Tâm khám cho bé", ["Đỗ Mỹ Tâm"]),
        ("Đội tuyển Việt Nam thắng 3-1, Nguyễn Xuân Son ghi bàn", []),
        ("Tuyển U23 vào chung kết nhờ Phạm Tuấn Hải", []),
        ("đội tuyển Việt Nam đá hay, em Nguyễn Xuân Sơn lớp 5 mê lắm", ["Nguyễn Xuân Sơn"]),
        ("đội tuyển toán lớp 9: Nguyễn Xuân Sơn", ["Nguyễn Xuân Sơn"]),
        ("Đội tuyển Việt Nam thắng. Nguyễn Xuân Sơn nộp đơn", ["Nguyễn Xuân Sơn"]),
        ("Hoàng Thị Loan với Nguyễn Sinh Sắc là ai hả cô", ["Hoàng Thị Loan", "Nguyễn Sinh Sắc"]),
        ("Nguyễn Xuân Sơn là ai mà nhắn cho cháu", ["Nguyễn Xuân Sơn"]),
        ("Nguyễn Xuân Sơn là ai, cứ gọi đòi tiền cháu", ["Nguyễn Xuân Sơn"]),
        ("anh Nguyễn Xuân Sơn là ai vậy", ["Nguyễn Xuân Sơn"]),
        ("Nguyễn Xuân Sơn là thầy cháu, còn kia là ai", ["Nguyễn Xuân Sơn"]),
    ],
)
def test_what_stands_around_a_name_tells_whether_it_is_somebodys(text: str, names: list[str]) -> None:
    assert [text[each.start : each.end] for each in find(text) if each.kind is PrivacyKind.NAME] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KÍNH MỜI ÔNG NGUYỄN VĂN HÙNG ĐẾN HỌP", "NGUYỄN VĂN HÙNG"),
        ("DANH SÁCH HỘ NGHÈO: TRẦN THỊ MÙI", "TRẦN THỊ MÙI"),
        ("MỜI ÔNG TRẦN QUỐC TOẢN LÊN XÃ", "TRẦN QUỐC TOẢN"),
        ("GẶP\nTRẦN QUỐC TOẢN", "TRẦN QUỐC TOẢN"),
        ("gặp TRẦN QUỐC TOẢN nhé", "TRẦN QUỐC TOẢN"),
        ("MỜI BÀ CON HỌP BÀN SỬA ĐƯỜNG\n- Họp lúc 7 giờ", ""),
        ("MẬT ONG NHÀ NUÔI – GIỌT VÀNG TỪ NÚI RỪNG!", ""),
        ("LỊCH TIÊM PHÒNG CHO TRÂU BÒ XÃ TÂN LẬP", ""),
        ("Nhà H Ba Tầng, khu K Bốn Năm", ""),
        ("gặp chị H'Hen Niê nhé", "H'Hen Niê"),
    ],
)
def test_in_a_line_of_capitals_these_tell_of_no_name(text: str, name: str) -> None:
    assert [text[found.start : found.end] for found in find(text)] == [name] * bool(name)


@pytest.mark.parametrize(
    "text",
    [
        "ông Nguyễn Văn A và bà Trần Thị B, chị Hoa, cụ B, anh Ba",
        "đường Lương Ngọc Quyến, Trường THCS Nguyễn Du, phố Trần Quang Khải, chợ Đồng Xuân",
        "Chủ tịch Hồ Chí Minh, TP Hồ Chí Minh, Hồ Núi Cốc, Mai Châu Hòa Bình, Hà Giang và Cao Bằng",
        "Vì sao Bà Con, Là Công Dân Tốt, Đào Tạo Cán Bộ, Hà Nội",
        "cách nhận lương hưu qua tài khoản, cho anh lý do",
        "sinh năm 1990, khai sinh ngày 3/5, họp ngày 2/9/2026",
        "Công văn số 12 tổ chức lễ, nghị định số 30 khu vực, số 5 đường dây nóng, họp tổ 5 thôn Đồng lúc 8h",
        "một hai ba bốn năm sáu bảy tám chín mười, không có ai hai ba người",
        "thôn Bản Chang có 54 hộ. Chị Hoa gọi bạn Nam",
    ],
)
def test_what_is_public_made_up_or_a_name_alone_is_left(text: str) -> None:
    assert [text[each.start : each.end] for each in find(text)] == []


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("gửi về số 12 ngõ 5 đường Lương Ngọc Quyến để nhận", "số 12 ngõ 5 đường Lương Ngọc Quyến"),
        ("nhà số 7, tổ 3, phường Trưng Vương", "nhà số 7, tổ 3, phường Trưng Vương"),
        ("nhà số 7, tổ 3 xã viên mới vào", "nhà số 7, tổ 3"),
        ("nhà số 7, tổ 3 tố cáo", "nhà số 7, tổ 3"),
        (
            "ghé 84/6 Nguyễn Trung Trực, phường 8, thành phố Cà Mau.",
            "84/6 Nguyễn Trung Trực, phường 8, thành phố Cà Mau",
        ),
        ("nhà ở 27B hẻm 142 Mậu Thân, phường An Hòa; bên B", "27B hẻm 142 Mậu Thân, phường An Hòa"),
        ("nhà em số 5 đường Lê Lợi, phường Hòa Bình nhé", "số 5 đường Lê Lợi, phường Hòa Bình"),
        ("chuyển cho công an trên mạng, nhà ở số 17 ngõ 5 đường Lê Lợi", "số 17 ngõ 5 đường Lê Lợi"),
        ("trú tại số 88, tiểu khu 12, thị trấn Mộc Châu. Bên B", "số 88, tiểu khu 12, thị trấn Mộc Châu"),
        ("hoa don gui ve ngo 6 nha 12 khu tap the, tien nuoc", "ngo 6 nha 12 khu tap the"),
        ("số nhà 27, ngõ 4, tổ dân phố 6, thị trấn Mộc Châu, 19h", "số nhà 27, ngõ 4, tổ dân phố 6, thị trấn Mộc Châu"),
        ("địa chỉ: số 4/12 hẻm 7 Nguyễn Trãi", "số 4/12 hẻm 7 Nguyễn Trãi"),
        ("em ở 24 Trần Phú nhé", "24 Trần Phú"),
        ("so nha 15 xom doi gan cho", "so nha 15 xom doi gan"),
        ("at No. 12 Le Loi Street", "No. 12 Le Loi Street"),
        ("gửi số 5 ngõ 3", "số 5 ngõ 3"),
        ("gửi số 5 thôn chùa nhỏ", "số 5 thôn chùa nhỏ"),
        ("em ở 24 Trần Phú 5 tầng", "24 Trần Phú"),
        (
            "về căn hộ 15B08 chung cư Sao Mai, 23 Nguyễn Hữu Thọ, nhé",
            "căn hộ 15B08 chung cư Sao Mai, 23 Nguyễn Hữu Thọ",
        ),
        ("ở phòng 603 nhà CT3 khu đô thị Mỹ Đình nhé", "phòng 603 nhà CT3 khu đô thị Mỹ Đình"),
        ("ở P.1105 toà S1.06 Vườn Xanh nhé", "P.1105 toà S1.06 Vườn Xanh"),
        ("giao 45/12/8 Lạc Long Quân, P.10, Q.Tân Bình giúp", "45/12/8 Lạc Long Quân, P.10, Q.Tân Bình"),
        ("giao 19B đường 2/9, phường Hoà Thuận, Đà Nẵng giúp", "19B đường 2/9, phường Hoà Thuận, Đà Nẵng"),
        ("về lô B12-07 KDC Nam Long, đường số 4 nhé", "lô B12-07 KDC Nam Long, đường số 4"),
        ("gửi C3-15 đường số 9, khu đô thị Hoa Sen nhé", "C3-15 đường số 9, khu đô thị Hoa Sen"),
        ("gửi 14B kiệt 9 Lê Duẩn, Huế nhé", "14B kiệt 9 Lê Duẩn, Huế"),
        ("ra hẻm 37/6 Lạc Long Quân, P5, Q11 đừng", "hẻm 37/6 Lạc Long Quân, P5, Q11"),
        ("ở sn 8 đường Hai Bà nối dài, xã Yên Lập, nhé", "sn 8 đường Hai Bà nối dài, xã Yên Lập"),
        ("số 4 ngõ 6 phố Huế, Thanh Xuân, Hà Nội nhé", "số 4 ngõ 6 phố Huế, Thanh Xuân, Hà Nội"),
        ("số 4 ngõ 6 phố Huế, gặp em ở Hà Nội", "số 4 ngõ 6 phố Huế"),
        ("dia chi: 12 ngo 7 pho Hoa, gap em", "12 ngo 7 pho Hoa"),
        ("căn 1208 toà A chung cư Hoàng Huy bị dột", "căn 1208 toà A chung cư Hoàng Huy"),
        ("về K45/12 Hà Huy Tập nhé", "K45/12 Hà Huy Tập"),
        ("nhà em 56 Phan Đăng Lưu mất điện", "56 Phan Đăng Lưu"),
        ("gửi số 4 ngõ 9 Thành Công, nhé", "số 4 ngõ 9 Thành Công"),
        ("ở số nhà 12, khối 3, phường Hoa Lư", "số nhà 12, khối 3, phường Hoa Lư"),
        (
            "qua 58/3 đường Hoa Mai, khu phố 6, phường Bình An, Bình Dương giúp",
            "58/3 đường Hoa Mai, khu phố 6, phường Bình An, Bình Dương",
        ),
        (
            "ở: P1503 chung cư CT5, đường Hoa Sen, phường Đông Ngạc, Hà Nội. Ghi",
            "P1503 chung cư CT5, đường Hoa Sen, phường Đông Ngạc, Hà Nội",
        ),
        (
            "gửi quà về sn 12 ng 8 duong hoa lan, to 2, p. hoa binh nha, em",
            "sn 12 ng 8 duong hoa lan, to 2, p. hoa binh",
        ),
        ("at 14/2 Hoa Lan Street, Tan An Ward, Da Lat plays", "14/2 Hoa Lan Street, Tan An Ward, Da Lat"),
        ("home, 21 Alley 35 Hoa Binh, Tay Ho Ward, Hanoi. Time", "21 Alley 35 Hoa Binh, Tay Ho Ward, Hanoi"),
        (
            "hàng: nhà số mười lăm, ngõ hai mươi mốt, phố Hàng Tre, tổ dân phố 4. Viết",
            "nhà số mười lăm, ngõ hai mươi mốt, phố Hàng Tre, tổ dân phố 4",
        ),
        ("ở ngõ chín, số nhà mười, phường Láng thì", "ngõ chín, số nhà mười, phường Láng"),
        ("giao sn21/4kp3đường Bùi Hoa,p.Bửu Long,Biên Hòa,lấy", "sn21/4kp3đường Bùi Hoa,p.Bửu Long,Biên Hòa"),
        (
            "về ngo 6, nha so 4 tam, duong Hoa Mai, phuong Tan Son, Thanh Hoa nhé",
            "ngo 6, nha so 4 tam, duong Hoa Mai, phuong Tan Son, Thanh Hoa",
        ),
        ("K18/6 Ông Ích Khiêm, Hải Châu, Đà Nẵng là chỗ", "K18/6 Ông Ích Khiêm, Hải Châu, Đà Nẵng"),
        ("ở ấp Mỹ Hoa, xã Tân Hòa, số nhà 91 muốn", "ấp Mỹ Hoa, xã Tân Hòa, số nhà 91"),
        (
            "Đường Hoa Mai, số 54, phường Tân Lập, Buôn Ma Thuột là",
            "Đường Hoa Mai, số 54, phường Tân Lập, Buôn Ma Thuột",
        ),
        ("ở hẻm 51 – nhà 8/3B – phường Hoa Lư là", "hẻm 51 – nhà 8/3B – phường Hoa Lư"),
        ("ở hẻm 51 – nhà 8/3B – Lê Hoa Lan là", "hẻm 51 – nhà 8/3B – Lê Hoa Lan"),
        (
            "Gửi em\ncăn 207 lô C, chung cư Hoa Sen\nPhường 9, Tân Lập\nViết",
            "căn 207 lô C, chung cư Hoa Sen\nPhường 9, Tân Lập",
        ),
        ("ghé nhà ông Sáu Lộc, ấp Kinh Mới, xã Hoa Lư, viết", "nhà ông Sáu Lộc, ấp Kinh Mới, xã Hoa Lư"),
        ("về nhà bà Út Hiền, tổ 4 ấp Kinh Mới, xã Hoa Lư nhé", "nhà bà Út Hiền, tổ 4 ấp Kinh Mới, xã Hoa Lư"),
        ("nha chu bay loc, ap kinh moi, xa hoa lu, viet", "nha chu bay loc, ap kinh moi, xa hoa lu"),
        ("tới P706, CT2B, KĐT Hoa Sen, Hà Đông", "P706, CT2B, KĐT Hoa Sen, Hà Đông"),
        (
            "về Apartment 1206, Block C, Hoa Sen Central Park, 19 Hoa Mai Street, Ho Chi Minh City last",
            "Apartment 1206, Block C, Hoa Sen Central Park, 19 Hoa Mai Street, Ho Chi Minh City",
        ),
        ("giao: 42 Đ. Số 3, P. Linh Tây, TP. Thủ Đức sđt", "42 Đ. Số 3, P. Linh Tây, TP. Thủ Đức"),
        ("nhận nhà 15/7 Tô Hiến Thành,Linh Tây,Thủ Đức 50 triệu", "nhà 15/7 Tô Hiến Thành,Linh Tây,Thủ Đức"),
        ("ở lô C9, KDC Hòa Lợi 2, phường Hòa Phú, muốn", "lô C9, KDC Hòa Lợi 2, phường Hòa Phú"),
        ("Họp xong về phòng 215 nhà B3 khu tập thể", "phòng 215 nhà B3 khu tập thể"),
        ("lên phòng 407 KTX khu A, tầng 4, nhé", "phòng 407 KTX khu A, tầng 4"),
        ("đc: 51 ngõ 8 phố Tre, Vinhomes Hoa Sen Xanh nhé", "51 ngõ 8 phố Tre"),
        ("số 7 ngõ 5 phố Tre, Hải Yến, Lan Anh, Minh Tú nhé", "số 7 ngõ 5 phố Tre, Hải Yến, Lan Anh"),
        ("số 7 ngõ 5 phố Tre, Chị Hoa nhé", "số 7 ngõ 5 phố Tre"),
        ("số 7 ngõ 5 phó bạn Hoa", "số 7 ngõ 5"),
        ("đến nhà mình: số 61 đường ven sông, xóm Cây Me, cách bến", "số 61 đường ven sông, xóm Cây Me"),
        ("em ở 12 đường bờ kè, phường Hoa Lư nhé", "12 đường bờ kè, phường Hoa Lư"),
        ("em ở 24 đường Kinh Dương Vương, phường 12 nhé", "24 đường Kinh Dương Vương, phường 12"),
        ("so 24 duong kinh duong vuong, phuong 12 nhe", "so 24 duong kinh duong vuong, phuong 12"),
        ("Nhà tôi số ba mươi mốt, ngõ mười hai, đường Hoa Mai nhé", "số ba mươi mốt, ngõ mười hai, đường Hoa Mai"),
        ("ở số mười lăm đường Hoa Mai nhé", "số mười lăm đường Hoa Mai"),
        ("em ở Nhà 17 \nthôn Pắc Hoa, xã Hoa Lư nhé", "Nhà 17 \nthôn Pắc Hoa, xã Hoa Lư"),
        ("ra xóm\u200b Mây, nhà số 61, xã Hoa Lư đón bà", "xóm\u200b Mây, nhà số 61, xã Hoa Lư"),
        ("she lives at House 6, Group 3, Ta Van village, trekking", "House 6, Group 3, Ta Van village"),
        ("ship to house 14, group 2, Hoa Lu commune please", "house 14, group 2, Hoa Lu commune"),
        ("at 14/2 Hoa Lan Street, Tan An ward, Da Lat plays", "14/2 Hoa Lan Street, Tan An ward, Da Lat"),
        ("we live at 14 Hoa Lan Street, to be near the school", "14 Hoa Lan Street"),
        ("gửi so 17 to 20 phuong Hoa Lu nhe", "so 17 to 20 phuong Hoa Lu"),
        ("gui so nha 17, to tan lap, phuong hoa lu", "so nha 17, to tan lap, phuong hoa lu"),
        ("ở nhà số một trăm linh hai, ngõ hai mươi, phố Tre", "nhà số một trăm linh hai, ngõ hai mươi, phố Tre"),
    ],
)
def test_an_address_down_to_the_house_is_found(text: str, home: str) -> None:
    assert [(each.kind, text[each.start : each.end]) for each in find(text)] == [(PrivacyKind.ADDRESS, home)]


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        ("Tôi là Hà Thị Nguyệt. Sinh năm 1971, làm ruộng, hiện trú tại xóm 4, xã Phú Lương", ["xóm 4, xã Phú Lương"]),
        ("bà Hà Thị Nguyệt, nhà tại khối 5, thị trấn Hoa Sen, dột", ["khối 5, thị trấn Hoa Sen"]),
        ("bà Hà Thị Nguyệt ở tổ 3 bị ngã", ["tổ 3"]),
        ("bà Hà Thị Nguyệt, tổ 3 xóm Chùa, bị ngã", ["tổ 3 xóm Chùa"]),
        ("Danh sách tổ 3: Hà Thị Nguyệt", []),
        ("Xóm 5 - Hà Thị Nguyệt - trưởng xóm", []),
        ("ông Hà Văn Nguyệt, trưởng thôn 3, báo họp", []),
        ("bà Hà Thị Nguyệt họp ở nhà văn hoá thôn 4", []),
        ("Tổ 4 gồm bà Hà Thị Nguyệt", []),
        ("cô Hà Thị Nguyệt dạy khối 5, trường Kim Đồng", []),
        ("bà Hà Thị Nguyệt hàng xóm mình nuôi gà", []),
        ("Cả thôn có 3 máy cày, có bà Hà Thị Nguyệt", []),
        ("bà Hà Thị Nguyệt mua phân bón loại 1", []),
        ("chi nguyen thi hoa o xom doi", ["xom doi"]),
        ("bà Hà Thị Nguyệt ở ấp Hòa Bình 2, xã Trường Xuân", ["ấp Hòa Bình 2, xã Trường Xuân"]),
        ("anh Hà Văn Nguyệt từng đi bộ đội 2 năm", []),
        ("Mừng thọ cụ Hà Thị Nguyệt, do chi hội người cao tuổi thôn Hạ đọc", []),
        ("Hà Thị Nguyệt dự hội thi, do thôn Hạ tổ chức", []),
        ("bà Hà Thị Nguyệt ở sóc Trà Hoa, xã Hoa Lư", ["sóc Trà Hoa, xã Hoa Lư"]),
        ("bà Hà Thị Nguyệt ở Sóc Trăng", []),
        ("I met Ha Thi Nguyet, translate to Vietnamese", []),
        ("nha Đinh Văn Rớt, thon Lang Rao xa Ba To, 10h trua", ["thon Lang Rao xa Ba To"]),
        ("bà Hà Thị Nguyệt ở xom Doi nhé", ["xom Doi"]),
        ("bà Hà Thị Nguyệt thon thả, bà Hà Thị Nguyệt, thon dep; mai họp thon Lang Rao", []),
        ("xóm Chùa, thôn Hạ, xã Hoa Lư, nhà ông Khuất Duy Hoa", ["xóm Chùa, thôn Hạ, xã Hoa Lư"]),
    ],
)
def test_a_hamlet_is_somebodys_where_a_text_says_so(text: str, homes: list[str]) -> None:
    assert [text[each.start : each.end] for each in find(text) if each.kind is PrivacyKind.ADDRESS] == homes


@pytest.mark.parametrize(
    "text",
    [
        "UBND phường 7, số 45 đường Lê Lợi, phường 7",
        "họp ở phòng 302 toà nhà UBND tỉnh lúc 8h",
        "trường ở lô B2-08 đường số 3",
        "Huyết áp 152/90, đường huyết 8,1, 120/80 đường huyết 6, số 5 đường ruột, ống 40/60 đường kính to",
        "lớp có số hai mươi ba, đường đua dài; số mười, phố phường đông vui; cầu thủ số mười to khỏe; đường ven hồ đẹp",
        "Dương Văn Hoa, số 5 ngõ",
        "Sắp lịch 2 cuộc họp 7h15, 9h30 ngày 6/10 ở phòng 215 nhà B3, không trùng nhau",
        "Mời họp ở phòng 215 toà B3",
        "I need leave from 17 to 20 November, to take my mother to Hanoi; open from 8 to 10 am, Hoa Lu ward",
        "House 4, Group 2 won the cup; group 3, Ta Van village has 5 people; house 6, group of friends",
        "Ngõ 5 đông người, 20 ngõ nhỏ, k123/14 là gì, hẻm 37/6 bị ngập, cấm đường 30/4",
        "bệnh viện 14B kiệt 9 Lê Duẩn",
        "Công ty Hoa Mai, số 15 đường Hoa Sen, quận 7, tuyển người; hiệu thuốc số 7, phố Hoa hết hàng",
        "xe buýt số 9 phố Huế, tuyến 8 Long Biên, Đông Mỹ, ngày 3/2 tổ 3, phường Hoa Lư họp",
        "phòng 302 toà nhà UBND, phòng 12 tầng 2, số 5 đường dây",
        "ngõ 5 phố Tre, phường Hoa Lư, thôn mình, số 5 có, 7 xã Hoa Lư, huyện Hoa",
        "ngõ 1 ngõ 2 ngõ 3 ngõ 4 ngõ 5 ngõ 6 ngõ 7 ngõ 8 ngõ 9 ngõ 10 ngõ 11 ngõ 12 ngõ 13",
        "tổ 3: 5 bạn tố cáo",
        "bán lợn bản 60kg hơi",
        "Bảo tàng Hoa Lư, số 1 Đội Cấn, mở 8h; toà nhà hành chính ở 17 Đội Cấn; our clinic (address: 45 Hoa Street)",
        "chỉ đường tới UBND phường Hoa Lư, số 10 đường Tre; cửa hàng số 3 đường Hoa Mai bán miến",
        "nhà ông Lộc, ấp Kinh Mới, có ba con bò; nhà cô giáo, thôn Hạ, xã Hoa Lư; nhà anh Ba, bạn thân, xã giao",
        "nhà chị tôi, thôn Hạ, xã Hoa Lư; nhà bà Lan, bạn Hoa, xã Hoa Lư; nhà anh Lộc ở làng, xã Hoa",
    ],
)
def test_offices_and_streets_are_nobodys_home(text: str) -> None:
    assert [text[each.start : each.end] for each in find(text) if each.kind is PrivacyKind.ADDRESS] == []


def test_a_surname_is_no_street() -> None:
    text = "người gửi Dương Thị Hoa, số 29 tổ 16, nhờ"
    assert [(each.kind, text[each.start : each.end]) for each in find(text)] == [
        (PrivacyKind.NAME, "Dương Thị Hoa"),
        (PrivacyKind.ADDRESS, "số 29 tổ 16"),
    ]


def test_a_hamlet_is_an_address_beside_a_full_name_alone() -> None:
    text = "chị Sầm Thị Lưu, thôn Bản Chang, nhờ hỏi. Họp ở thôn Bản Chang"
    assert [(each.kind, text[each.start : each.end]) for each in find(text)] == [
        (PrivacyKind.NAME, "Sầm Thị Lưu"),
        (PrivacyKind.ADDRESS, "thôn Bản Chang"),
    ]
    assert mask(text) == "chị [họ tên], [địa chỉ], nhờ hỏi. Họp ở thôn Bản Chang"


def test_a_name_ends_before_the_word_for_birth() -> None:
    name, day = find(text := "vo hong hanh sinh ngay 2/3/1990 o day")
    assert (text[name.start : name.end], text[day.start : day.end]) == ("vo hong hanh", "2/3/1990")
