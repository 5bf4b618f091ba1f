"""Hard and foreign words that lessons do without, each with what to say instead."""

from collections.abc import Mapping

PLAIN_WORDS: Mapping[str, str] = {
    "account": "tài khoản",
    "AI tạo sinh": "AI",
    "app": "ứng dụng",
    "chat bot": "máy trả lời",
    "chatbot": "máy trả lời",
    "click": "bấm",
    "cú pháp": "cách viết",
    "deadline": "hạn chót",
    "download": "tải về",
    "email": "thư điện tử",
    "feedback": "góp ý",
    "giao diện": "màn hình",
    "khả dụng": "dùng được",
    "link": "đường dẫn",
    "mô hình ngôn ngữ": "AI",
    "offline": "không cần mạng",
    "online": "trên mạng",
    "password": "mật khẩu",
    "prompt": "câu nhờ AI",
    "rubric": "cách chấm",
    "thuật toán": "cách tính của máy",
    "thực thi": "làm",
    "tối ưu": "làm cho tốt hơn",
    "truy cập": "mở, vào",
    "truy xuất": "tìm, lấy ra",
    "upload": "gửi lên",
    "user": "người dùng",
    "website": "trang mạng",
}
"""Whole words, in any case."""

UNKIND_WORDS: Mapping[str, str] = {
    "ai cũng biết": "whoever does not know feels left out",
    "có thế mà": "it blames",
    "dễ mà": "whoever struggles is hurt",
    "dễ thôi": "whoever struggles is hurt",
    "dễ ợt": "whoever struggles is hurt",
    "đơn giản thôi": "whoever struggles is hurt",
    "hiển nhiên": "whoever does not see it feels left out",
    "quá dễ": "whoever struggles is hurt",
    "sai bét": "it scolds; say what speaks against it",
    "sai rồi": "it scolds; say what speaks against it, and where to look",
    "trả lời sai": "it scolds; say what speaks against it, and where to look",
    "tại sao không chịu": "it blames",
}
"""Words that no teacher says to somebody who is learning, each with why."""
