"""The sheets of a class: as many pages as it takes, each name whole, room to write, and nothing carried out."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from bot.locale.load import load_phrases
from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, TrackId
from bot.model.learner import FormOfAddress, Profile
from bot.papers.rosters import Named, attendance, roster
from bot.tutor.phrases import Voice, voice_for
from tests.pdf import Page, read_pages

CLASS = Classroom(12, ClassCode("bgk7m2"), TrackId("lam-quen-voi-ai"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn 3")
DAY = date(2027, 3, 7)
VI = voice_for(Profile())
LONG = "Công Tằng Tôn Nữ Huyền Trang Phương Thảo Nguyễn Lê Hoàng Anh"
HOSTILE = ('#panic("x") $a$ *b* _c_ @d \\ // e', '"}] #read("/etc/passwd")', LONG)


def roster_of(*learners: Named, classroom: Classroom = CLASS) -> list[Page]:
    return read_pages(roster(classroom, learners, load_phrases(), VI))


def attendance_of(*learners: Named) -> list[Page]:
    return read_pages(attendance(CLASS, DAY, learners, load_phrases(), VI))


def test_a_roster_has_numbers_names_and_three_empty_columns() -> None:
    (page,) = roster_of((1, "Nguyễn Thị Hồng"), (7, "Trần Văn Ẩn"))
    assert page.size == (210, 297)
    assert "Danh sách lớp Lớp 12: Chiều thứ Bảy Cô Hoa, Nhà văn hoá thôn 3" in page.words
    assert "Số Họ và tên 1 2 3 1 Nguyễn Thị Hồng 7 Trần Văn Ẩn Ba cột bên phải" in page.words
    assert "Trang 1/1" in page.words


def test_a_long_roster_has_its_heading_on_every_page() -> None:
    names = [(number, f"Người học {number}") for number in range(1, 61)]
    pages = roster_of(*names)
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert page.size == (210, 297)
        assert "Họ và tên" in page.words
        assert f"Trang {number}/3" in page.words
    words = " ".join(page.words for page in pages)
    assert all(f" {name} " in words for _, name in names)


def test_an_attendance_sheet_has_the_day_and_room_to_sign() -> None:
    (page,) = attendance_of((3, "Lê Thị Bưởi"))
    assert page.size == (210, 297)
    assert "Danh sách điểm danh Lớp 12: Chiều thứ Bảy" in page.words
    assert "Buổi học ngày 7/3/2027 Số Họ và tên Ký tên 3 Lê Thị Bưởi" in page.words


def test_without_names_it_is_one_page_of_empty_rows() -> None:
    (page,) = attendance_of()
    assert "Ký tên Có mặt: " in page.words


def test_a_full_one_still_has_rows_for_whoever_comes_unexpected() -> None:
    names = [(number, "Trần Văn Ẩn") for number in range(1, 31)]
    alone, with_names = attendance_of(), attendance_of(*names)
    assert (len(alone), len(with_names)) == (1, 2)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_name_breaks_it_and_none_is_carried_out(words: str) -> None:
    titled = replace(CLASS, title=words, mentor=words, place=words)
    pages = roster_of((1, words), classroom=titled)
    assert len(pages) == 1
    assert pages[0].words.count(words) >= 4
    assert attendance_of((1, words))[0].words.count(words) == 1


def test_a_name_without_a_blank_stays_in_its_column() -> None:
    (page,) = roster_of((1, "W" * 60))
    assert page.words.count("W") == 60
    assert "W" * 60 not in page.words, "it stands in several lines"


def test_letters_and_marks_apart_are_set_as_one() -> None:
    apart = unicodedata.normalize("NFD", LONG)
    assert roster(CLASS, [(1, apart)], load_phrases(), VI) == roster(CLASS, [(1, LONG)], load_phrases(), VI)


def test_a_closed_class_keeps_its_lists_and_its_mentors_name_is_gone() -> None:
    (page,) = roster_of((1, "Lê Thị Bưởi"), classroom=replace(CLASS, is_open=False, mentor=""))
    assert "Chiều thứ Bảy Nhà văn hoá thôn 3" in page.words


def test_they_are_also_said_in_english() -> None:
    (page,) = read_pages(attendance(CLASS, DAY, [], load_phrases(), Voice("en", FormOfAddress.BAN, "en")))
    assert "Session on March 7, 2027" in page.words
