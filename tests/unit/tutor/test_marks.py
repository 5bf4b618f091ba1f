"""Marks typed back from paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tutor.marks import MOST_NUMBER, Marks, read_marks

READ = {
    "1-5, 9": Marks((1, 2, 3, 4, 5, 9)),
    "1 - 3; 7": Marks((1, 2, 3, 7)),
    "1 đến 3 có mặt\n7 vắng": Marks((1, 2, 3), (7,)),
    "12 14 15 vắng": Marks((), (12, 14, 15)),
    "12 14 15 VANG A": Marks((), (12, 14, 15)),
    "vắng: 12, 14": Marks((), (12, 14)),
    "số 4 và số 6 nghỉ ạ": Marks((), (4, 6)),
    "có mặt 1 2 3; vắng 4": Marks((1, 2, 3), (4,)),
    "1 2 3 có, 4 5 vắng": Marks((1, 2, 3), (4, 5)),
    "cả lớp": Marks(is_everybody=True),
    "tất cả đều có mặt": Marks(is_everybody=True),
    "cả lớp trừ 7, 9": Marks((), (7, 9), is_everybody=True),
    "5": Marks((5,)),
    "\n 5 \n\n 6": Marks((5, 6)),
}
UNREAD = (
    *("", " ", "xin chào", "đủ", "vắng", "1 2 vắng 3", "3 có 3 vắng", "5-1", "0", "1-600", "12345", "123456", "1 😀"),
    *("1\nxin chào", "học 5 bài"),
)


@pytest.mark.parametrize("text", READ)
def test_marks_are_read_as_people_write_them(text: str) -> None:
    assert read_marks(text) == READ[text]


@pytest.mark.parametrize("text", UNREAD)
def test_what_leaves_a_doubt_is_not_read(text: str) -> None:
    assert read_marks(text) is None


@given(st.text(alphabet="0123456789 ,-\nvăngcóđủ", max_size=60))
def test_whatever_is_read_is_in_order_and_says_one_thing_of_each(text: str) -> None:
    marks = read_marks(text)
    if marks is not None:
        for group in (marks.present, marks.absent):
            assert list(group) == sorted(set(group))
            assert all(0 < number <= MOST_NUMBER for number in group)
        assert not set(marks.present) & set(marks.absent)
        assert marks.present or marks.absent or marks.is_everybody
