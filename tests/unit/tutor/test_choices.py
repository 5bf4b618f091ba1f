"""What a button carries, and which choice typed words mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.dialogue import Bookmark, Menu
from bot.model.ids import ChoiceId, ContentHash, LessonId, StepId
from bot.model.message import CHOICE_ID_BYTES, Choice
from bot.tutor.choices import (
    LONGEST_CHOICE,
    TURNS,
    PlainChoice,
    StepChoice,
    is_offered,
    letters,
    marks,
    match,
    plain_choice,
    read_choice,
    read_page,
    step_choice,
)
from tests.play import MORNING

MARK = Bookmark(LessonId("ai-co-sai-khong"), 3, ContentHash("hash"), StepId("kiem-tra"))


def ways(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(ChoiceId(f"m:{number}"), label) for number, label in enumerate(labels))


def answers(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(ChoiceId(f"l:a:b:1:1:{label}"), label, is_answer=True) for label in labels)


def test_a_choice_of_a_lesson_names_lesson_step_version_and_turn() -> None:
    choice = read_choice(step_choice(MARK, 7, "khong"))
    assert choice == StepChoice(MARK.lesson, MARK.step, 3, 7, "khong")
    assert choice.fits(MARK, 7)


@pytest.mark.parametrize(
    ("bookmark", "turn"),
    [
        (MARK, 8),
        (Bookmark(LessonId("khac"), 3, MARK.content_hash, MARK.step), 7),
        (Bookmark(MARK.lesson, 4, MARK.content_hash, MARK.step), 7),
        (Bookmark(MARK.lesson, 3, MARK.content_hash, StepId("khac")), 7),
    ],
)
def test_a_choice_of_another_place_or_turn_is_known_as_old(bookmark: Bookmark, turn: int) -> None:
    choice = read_choice(step_choice(MARK, 7, "khong"))
    assert isinstance(choice, StepChoice)
    assert not choice.fits(bookmark, turn)


def test_turns_count_round() -> None:
    choice = read_choice(step_choice(MARK, TURNS + 7, "khong"))
    assert isinstance(choice, StepChoice)
    assert choice.turn == 7
    assert choice.fits(MARK, TURNS + 7)


@given(*[st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)] * 2, st.from_regex(r"[a-z0-9:-]{0,20}", fullmatch=True))
def test_a_plain_choice_is_read_as_it_was_written(dialogue: str, what: str, argument: str) -> None:
    expected = None if dialogue == "l" else PlainChoice(dialogue, what, argument)
    if expected is not None:
        assert read_choice(plain_choice(dialogue, what, argument)) == expected


@pytest.mark.parametrize("choice", ["", "x", ":", "m:", ":x", "l", "l:a", "l:a:b:1:2", "l:a:b:c:d:e", "l:a:b:1:2:e:f"])
def test_a_forged_choice_means_nothing(choice: str) -> None:
    assert read_choice(ChoiceId(choice)) is None


@pytest.mark.parametrize("number", ["-1", "1.5", "²", "٣", "1234567", ""])
def test_a_forged_number_means_nothing(number: str) -> None:
    assert read_choice(ChoiceId(f"l:a:b:{number}:1:c")) is None
    assert read_choice(ChoiceId(f"l:a:b:1:{number}:c")) is None
    assert read_page(number) == 0


def test_a_page_is_read() -> None:
    assert read_page("2") == 2


@given(st.text())
def test_any_choice_is_read_without_an_error(choice: str) -> None:
    read = read_choice(ChoiceId(choice))
    assert read is None or choice.startswith("l:") is isinstance(read, StepChoice)


def test_a_choice_id_takes_no_more_bytes_than_a_platform_does() -> None:
    longest = "x" * (CHOICE_ID_BYTES - 2)
    assert len(plain_choice("m", longest)) == CHOICE_ID_BYTES
    with pytest.raises(ValueError, match="64 bytes"):
        plain_choice("m", longest + "x")
    with pytest.raises(ValueError, match="64 bytes"):
        plain_choice("m", "đ" * 32)


def test_only_a_choice_of_the_newest_message_is_offered() -> None:
    menu = Menu((Choice(ChoiceId("w:agree"), "Đồng ý"), Choice(ChoiceId("n:list:1"), "Xem thêm")), MORNING)
    assert is_offered(PlainChoice("w", "agree"), menu)
    assert is_offered(PlainChoice("n", "list", "1"), menu)
    assert not is_offered(PlainChoice("n", "list"), menu)
    assert not is_offered(PlainChoice("w", "guardian"), menu)
    assert not is_offered(PlainChoice("w", "agree"), None)


def test_answers_have_letters_and_ways_on_have_numbers() -> None:
    assert marks(answers("Có", "Không") + ways("Gợi ý", "Bỏ qua")) == ("A", "B", "1", "2")
    assert marks(()) == ()


CHECK = answers("Tin luôn", "Kiểm tra lại", "Không biết") + ways("Gợi ý")
LIST = ways("Học tiếp: Bài một", "Chọn bài khác", "Sổ tay của tôi", "Cài đặt", "Học bài: Bài hai")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2",
            "2.",
            "2)",
            "(2)",
            "[2]",
            " 2 ",
            "số 2",
            "So 2",
            "câu 2",
            "chọn 2",
            "tôi chọn số 2",
            "mục 2",
            "hai",
            "Hai.",
        ),
        *("２", "2️⃣", "Chọn bài khác", "chon bai khac", "CHON BÀI KHÁC", "chọn", "chon bai", "Chọn bài khác!"),
    ],
)
def test_a_way_on_is_meant(text: str) -> None:
    assert match(text, LIST) is LIST[1]


@pytest.mark.parametrize(
    "text",
    [
        *("b", "B", "B.", "b)", "đáp án b", "dap an B", "câu b", "phương án b", "ý b", "em chọn b", "Ｂ"),
        *("Kiểm tra lại", "kiem tra lai", "kiem tra", "kiểm tra", "Kiem tra lại"),
    ],
)
def test_an_answer_is_meant(text: str) -> None:
    assert match(text, CHECK) is CHECK[1]


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "...", "0", "6", "2 3", "-2", "D", "Học", "hoc", "học bài tiếp", "x", "bài", "mười"),
        *("Chơn bài khác", "chọn bai khàc", "kiểm trả lại", "2" * LONGEST_CHOICE, "!" * LONGEST_CHOICE + "2", "😀"),
    ],
)
def test_nothing_is_meant(text: str) -> None:
    assert match(text, LIST) is None


LETTERS = answers("Máy tính bỏ túi", "Ứng dụng viết thư hộ", "Đèn pin")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "chắc là b",
            "chac la b",
            "Chắc chắn là B ạ",
            "hình như b",
            "theo tôi là B",
            "em nghĩ là b nhỉ",
            "dạ b ạ",
            "là b",
        ),
        *("chac la ung dung viet thu ho", "Chắc là ứng dụng viết thư hộ ạ", "có lẽ ứng dụng viết thư", "ứng dụng"),
    ],
)
def test_an_opinion_is_an_answer(text: str) -> None:
    assert match(text, LETTERS) is LETTERS[1]


@pytest.mark.parametrize(
    "text", ["ung", "ứng", "Máy", "chắc là ứng", "chắc là", "chắc", "là", "dạ", "ạ", "b hay c", "hay"]
)
def test_a_scrap_of_an_answer_is_none(text: str) -> None:
    assert match(text, LETTERS) is None


@pytest.mark.parametrize("text", ["chắc là 2", "em nghĩ là chọn bài khác", "chắc là chọn"])
def test_a_way_on_is_not_a_matter_of_opinion(text: str) -> None:
    assert match(text, LIST) is None


def test_a_mark_belongs_to_its_own_kind_of_choice() -> None:
    assert match("1", CHECK) is CHECK[3]
    assert match("2", CHECK) is None
    assert match("D", CHECK) is None


@pytest.mark.parametrize("text", ["dừng", "dùng", "đừng", "dũng", "đung"])
def test_other_accents_mean_no_label(text: str) -> None:
    assert match(text, answers("Đúng", "Sai")) is None


@pytest.mark.parametrize("text", ["dung", "Đúng", "đúng", "DUNG"])
def test_bare_or_own_accents_mean_the_label(text: str) -> None:
    offered = answers("Đúng", "Sai")
    assert match(text, offered) is offered[0]


def test_old_and_new_places_of_a_tone_are_the_same() -> None:
    offered = ways("Hủy bỏ", "Hoà giải")
    assert match("huỷ bỏ", offered) is offered[0]
    assert match("hòa giải", offered) is offered[1]


def test_equal_labels_mean_none_of_them_by_words() -> None:
    assert match("Xem", ways("Xem", "Xem")) is None


def test_a_beginning_counts_alone_and_not_where_only_all_of_a_label_does() -> None:
    assert match("so tay", LIST) is LIST[2]
    assert match("so tay", LIST, in_full=True) is None
    assert match("Sổ tay của tôi", LIST, in_full=True) is LIST[2]
    assert match("s", LIST) is None
    assert match("so ta", LIST) is None


@pytest.mark.parametrize("action", ["_next", "_keep"])
@pytest.mark.parametrize("text", ["ok", "vâng", "dạ", "tiep tuc", "Tiếp đi!", "được", "yes"])
def test_a_plain_yes_means_the_one_way_on(text: str, action: str) -> None:
    way = Choice(ChoiceId(f"l:a:b:1:1:{action}"), "Sang trang")
    assert match(text, (*ways("Gợi ý"), way)) is way
    assert match(text, (way,), in_full=True) is None
    assert match(text, (way, way)) is None
    assert match(text, ways("Gợi ý")) is None


def test_a_plain_yes_means_going_on() -> None:
    way = Choice(ChoiceId("m:continue"), "Học lại từ chỗ cũ")
    assert match("vâng", (way, *ways("Về trang chính"))) is way


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("A C", (0, 2)),
        ("a, c", (0, 2)),
        ("ac", (0, 2)),
        ("C-A", (2, 0)),
        ("b va a", (1, 0)),
        ("b rồi a", (1, 0)),
        ("đáp án a và b", (0, 1)),
        ("B → A → C", None),
        ("B > A > C", (1, 0, 2)),
        ("b", (1,)),
        ("a a", None),
        ("a d", None),
        ("a 1", None),
        ("không", None),
        ("", None),
        (" , ", None),
    ],
)
def test_letters_are_read_in_the_order_typed(text: str, positions: tuple[int, ...] | None) -> None:
    assert letters(text, 3) == positions
