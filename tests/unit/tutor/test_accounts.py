import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tutor.accounts import find_accounts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("nhập 6868 2299 0101, chọn MB Bank", "6868 2299 0101"),
        ("8 8 6 6 1 2 0 0 4 5 ở VPBank", "8 8 6 6 1 2 0 0 4 5"),
        ("Agribank của tổ: 3 4 0 0 2 0 5 1 2 3 4 5.", "3 4 0 0 2 0 5 1 2 3 4 5"),
        ("Agribank ba một không không hai không năm bảy tám", "ba một không không hai không năm bảy tám"),
        ("stk quỹ: 060-2233-44556", "060-2233-44556"),
        ("1903 6789 0012 ngân hàng Techcombank", "1903 6789 0012"),
        ("19001234567890, Techcombank", "19001234567890"),
        ("31410001234567 (ACB)", "31410001234567"),
        ("liobank 90124478123", "90124478123"),
        ("12345678, bac a bank", "12345678"),
    ],
)
def test_a_number_beside_a_bank_is_an_account(text: str, number: str) -> None:
    assert [text[start:end] for start, end in find_accounts(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng đài BIDV là 19009247", "Vietcombank có số 1900545413", "Agribank 024 3205 3205",
        "Chuyển 15.000.000 đồng thì ngân hàng hỏi", "Ngân hàng báo 15000000 đồng", "Từ 01-07-2025 ngân hàng đổi",
        "Giai đoạn 2025-2026 Agribank mở", "Hồ sơ số 12345678, mang ra ngân hàng", "mã vạch 8934567890123",
        "MB 1234", "gửi 150000000 vào VPBank", "LOT20250713 ngân hàng", "đơn hàng 8812345678, momo",
        "Ngân hàng mở cửa 7 giờ",
    ],
)  # fmt: skip
def test_other_numbers_are_none(text: str) -> None:
    assert list(find_accounts(text)) == []


@given(st.text(alphabet="0123456789 .-–,\nMBstk ngâhà", max_size=120))
def test_any_text_is_read(text: str) -> None:
    for start, end in find_accounts(text):
        assert 0 <= start < end <= len(text)
