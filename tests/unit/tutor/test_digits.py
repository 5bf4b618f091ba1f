"""Numbers as people hide or spell them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tutor.digits import in_digits
from bot.tutor.fold import aligned


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("gọi O9l2 345", "goi 0912 345"),
        ("không chín một hai ba bốn năm sáu bảy tám nhé", "0912345678 nhe"),
        ("0912 ba bốn năm 678", "0912345678"),
        ("0912 345 678", "0912 345 678"),
        ("một hai ba", "mot hai ba"),
        ("gọi O3S7 9l2, chạy 30s", "goi 0357 912, chay 30s"),
        ("stk2151000 bidv, H05123456, la", "stk 2151000 bidv, h05123456, la"),
        ("gọi anh Bảy không tám một hai ba bốn năm sáu bảy tám nhé", "goi anh bay 0812345678 nhe"),
        ("số ko tám một hai ba bốn năm sáu bảy tám không", "so 0812345678 khong"),
        ("mã bảy không năm một chín ba", "ma 705193"),
        ("gọi 097tám-406-21một, làm 2nam, ba", "goi 0978-406-211, lam 2nam, ba"),
        ("ngày mai bốn năm sáu bảy người, mã", "ngay mai bon nam sau bay nguoi, ma"),
        ("ba năm trước, bảy người", "ba nam truoc, bay nguoi"),
        ("o dau, loi noi", "o dau, loi noi"),
    ],
)
def test_letters_and_words_become_digits(text: str, written: str) -> None:
    assert in_digits(*aligned(text))[0] == written


@given(st.text() | st.lists(st.sampled_from(["không", "chín", "12", "hai", "ba", "O9", " ", "\n", "x"])).map(" ".join))
def test_each_character_knows_where_it_began(text: str) -> None:
    folded, offsets = in_digits(*aligned(text))
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)
