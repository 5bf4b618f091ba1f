"""A class's poster: one page of its size, whose square leads to the class, whatever the class and people are called."""

import unicodedata
from dataclasses import replace

import pytest

from bot.locale.load import load_phrases
from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, TrackId
from bot.model.learner import FormOfAddress, Profile
from bot.papers.poster import Door, Poster, Size, draw
from bot.tutor.context import Operator
from bot.tutor.phrases import Voice, voice_for
from tests.pdf import Page, read_pages

CLASS = Classroom(
    12, ClassCode("bgk7m2"), TrackId("lam-quen-voi-ai"), "Chiều thứ Bảy", "Cô Hoa", "Nhà văn hoá thôn Đồng Tâm"
)
OPERATOR = Operator("Tổ công nghệ số cộng đồng xã A", "0208 3822 222")
SITE = "https://hoc.example.vn"
POSTER = Poster(CLASS, SITE, OPERATOR)
SIZES = {Size.A4: (210, 297), Size.A5: (148, 210)}
VI = voice_for(Profile())

HOSTILE = (
    '#panic("x") $a$ *b* _c_ @d \\ // e "f" \'g\' <h> ```',
    "Công Tằng Tôn Nữ Huyền Trang Phương Thảo Nguyễn Lê Hoàng Anh",
    '"}]; #read("/etc/passwd") \\u{0}',
    "Nguyễn " * 12,
)


def page_of(poster: Poster, size: Size = Size.A4, voice: Voice = VI) -> Page:
    made = draw(poster, size, load_phrases(), voice)
    assert made is not None
    (page,) = read_pages(made)
    return page


def named(words: str) -> Poster:
    return replace(POSTER, classroom=replace(CLASS, title=words, mentor=words, place=words))


@pytest.mark.parametrize("size", Size)
def test_it_is_one_page_whose_square_leads_to_the_class(size: Size) -> None:
    page = page_of(POSTER, size)
    assert page.size == SIZES[size]
    assert page.codes == ("https://hoc.example.vn/j/bgk7m2",)


@pytest.mark.parametrize("size", Size)
def test_it_says_which_class_how_one_comes_and_who_answers_for_it(size: Size) -> None:
    words = page_of(POSTER, size).words
    for said in (
        "MIỄN PHÍ",
        "Lớp 12",
        "Chiều thứ Bảy",
        "Cô Hoa",
        "Nhà văn hoá thôn Đồng Tâm",
        "Quét ô vuông",
        "bấm “Đồng ý, học luôn”",
        "Chọn cách xưng hô",
        "hoc.example.vn/j/bgk7m2",
        "Trang web: hoc.example.vn",
        "Không có trong danh sách này là giả.",
        "Không ai hỏi số căn cước, mật khẩu, mã OTP hay tiền.",
        "Tổ công nghệ số cộng đồng xã A. Liên hệ: 0208 3822 222",
    ):
        assert said in words, said
    assert "Telegram" not in words
    assert "DUYỆT" not in words


def test_other_doors_stand_behind_the_web_in_their_order() -> None:
    doors = (Door("Zalo", "zalo.me/1234"), Door("Telegram", "t.me/a_bot?start=bgk7m2"))
    words = page_of(replace(POSTER, doors=doors)).words
    found = [words.index(said) for said in ("Trang web: ", "Zalo: zalo.me/1234", "Telegram: t.me/a_bot?start=bgk7m2")]
    assert found == sorted(found)


@pytest.mark.parametrize("size", Size)
def test_one_that_waits_for_approval_says_so_and_can_be_tried(size: Size) -> None:
    page = page_of(replace(POSTER, is_pending=True), size)
    assert "CHỜ DUYỆT Chưa mở cho mọi người, xin đừng dán tờ này." in page.words
    assert page.codes == ("https://hoc.example.vn/j/bgk7m2",)


def test_while_nobody_leads_a_class_it_names_the_place_alone() -> None:
    words = page_of(replace(POSTER, classroom=replace(CLASS, mentor=""))).words
    assert ("Cô Hoa" in words, words.count("Nhà văn hoá thôn Đồng Tâm")) == (False, 1)


def test_a_closed_class_has_none() -> None:
    closed = replace(POSTER, classroom=replace(CLASS, is_open=False, mentor=""))
    assert draw(closed, Size.A4, load_phrases(), VI) is None


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_it_and_none_are_carried_out(words: str, size: Size) -> None:
    page = page_of(named(words), size)
    assert page.size == SIZES[size]
    assert page.codes == ("https://hoc.example.vn/j/bgk7m2",)
    assert page.words.replace(" ", "").count(words.replace(" ", "")) == 3, "of class, mentor and place, broken or not"


@pytest.mark.parametrize("size", Size)
def test_a_word_that_no_line_holds_is_cut_and_covers_nothing(size: Size) -> None:
    page = page_of(named("Ẫ" * 60), size)
    assert (page.size, page.codes) == (SIZES[size], ("https://hoc.example.vn/j/bgk7m2",))
    assert "hoc.example.vn/j/bgk7m2" in page.words


def test_the_longest_names_are_whole() -> None:
    words = HOSTILE[1]
    assert len(words) == 60
    assert page_of(named(words)).words.count(words) == 3


@pytest.mark.parametrize("size", Size)
def test_letters_and_marks_apart_are_set_as_one(size: Size) -> None:
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Hường, xã Đồng Hỷ")
    with_marks, whole = named(apart), named("Nguyễn Thị Hường, xã Đồng Hỷ")
    assert draw(with_marks, size, load_phrases(), VI) == draw(whole, size, load_phrases(), VI)


def test_a_long_address_is_whole_and_its_square_is_read() -> None:
    site = "https://hoc-ai-cong-dong.so-khoa-hoc-va-cong-nghe.thainguyen.gov.vn"
    page = page_of(replace(POSTER, site=site), Size.A5)
    assert page.codes == (f"{site}/j/bgk7m2",)
    assert f"{site.removeprefix('https://')}/j/bgk7m2" in page.words


def test_an_address_without_https_is_told_as_it_has_to_be_typed() -> None:
    page = page_of(replace(POSTER, site="http://192.168.1.5:8080"))
    assert page.codes == ("http://192.168.1.5:8080/j/bgk7m2",)
    assert "http://192.168.1.5:8080/j/bgk7m2" in page.words


def test_it_is_also_said_in_english() -> None:
    words = page_of(POSTER, voice=Voice("en", FormOfAddress.BAN, "en")).words
    assert "FREE" in words
    assert "Read, then tap “I agree, start learning”" in words


@pytest.mark.parametrize("title", ["🍵 Chiều thứ Bảy", "Chiều 🍵🌿 thứ Bảy", "Chiều thứ Bảy 👩‍🌾", "Chiều thứ Bảy 🇻🇳"])
def test_little_pictures_that_no_font_has_are_left_out(title: str) -> None:
    page = page_of(replace(POSTER, classroom=replace(CLASS, title=title)))
    assert "Lớp 12 Chiều thứ Bảy Mã lớp" in page.words
