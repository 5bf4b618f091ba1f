"""Buttons on a phone: each can be hit and read, and none says less than it means."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.keyboards import (
    LONGEST_COPY,
    MOST_BUTTONS,
    MOST_IN_ROW,
    WIDEST_HALF,
    WIDEST_LABEL,
    WIDEST_WAY,
    columns,
    keyboard,
    written_out,
)
from bot.channels.telegram.render import to_html, visible
from bot.lessonbank.load import open_bank, shipped_bank
from bot.model.ids import ChoiceId
from bot.model.lesson import Check
from bot.model.message import CHOICE_ID_BYTES, Choice, Kind, Message
from bot.model.text import Preformatted, Text, paragraph
from bot.tutor.screens import TICK
from tests.scenes import SCENES

COPY = "📋 Sao chép"
LONG = "Hỏi lại cán bộ một cửa rồi mới tin và mới làm theo"


def answers(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(ChoiceId(f"a:{number}"), label, is_answer=True) for number, label in enumerate(labels))


def ways(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(ChoiceId(f"w:{number}"), label) for number, label in enumerate(labels))


def rows(message: Message) -> list[list[Mapping[str, object]]]:
    board = keyboard(message, COPY)
    assert board is not None
    found = board["inline_keyboard"]
    assert isinstance(found, list)
    return found


def shown(*choices: Choice, text: Text = ()) -> list[list[object]]:
    return [[button["text"] for button in row] for row in rows(Message(Kind.CHECK, text, choices))]


def test_nothing_to_press_is_no_keyboard() -> None:
    assert keyboard(Message(Kind.CARD, paragraph("x")), COPY) is None


def test_one_answer_a_row_and_two_short_ways() -> None:
    assert shown(*answers("Có", "Không"), *ways("Gợi ý", "Bỏ qua", "Tiếp", "Người thật trả lời", "Tiếp")) == [
        ["Có"],
        ["Không"],
        ["Gợi ý", "Bỏ qua"],
        ["Tiếp"],
        ["Người thật trả lời"],
        ["Tiếp"],
    ]


def test_a_button_carries_its_choice() -> None:
    assert rows(Message(Kind.CHECK, (), answers("Có"))) == [[{"text": "Có", "callback_data": "a:0"}]]


def test_all_answers_are_letters_where_one_is_too_long() -> None:
    choices = (*answers("Tin luôn", LONG, "Hỏi máy"), *ways("Gợi ý"))
    assert shown(*choices) == [["A", "B", "C"], ["Gợi ý"]]
    assert to_html(written_out(choices)) == f"<b>A.</b> Tin luôn\n<b>B.</b> {LONG}\n<b>C.</b> Hỏi máy"


def test_only_the_way_that_is_too_long_is_a_number_and_the_one_that_typed_words_mean() -> None:
    choices = (*answers("Có"), *ways("Tiếp", LONG, LONG, "Các bài"))
    assert shown(*choices) == [["Có"], ["Tiếp"], ["2", "3"], ["Các bài"]]
    assert visible(written_out(choices)) == f"2. {LONG}\n3. {LONG}"


def test_labels_that_fit_are_not_written_out() -> None:
    assert written_out(answers("x" * WIDEST_LABEL)) == ()
    assert written_out(()) == ()


def test_labels_in_great_numbers_stay_on_their_buttons() -> None:
    many = answers(*[f"{number} {LONG}" for number in range(40)])
    assert written_out(many) == ()
    assert shown(*many)[0] == [f"0 {LONG}"]


def test_letters_go_on_in_the_next_row() -> None:
    assert [len(row) for row in shown(*answers(*[LONG] * 10))] == [MOST_IN_ROW, 2]


@pytest.mark.parametrize(("label", "wide"), [("Tiếp", 4), ("Tie\u0302\u0301p", 4), ("👍 Tốt", 6), ("", 0)])
def test_columns(label: str, wide: int) -> None:
    assert columns(label) == wide


def test_a_label_is_one_clean_line_and_never_empty() -> None:
    assert shown(*answers(" Có\n\x00 <b>luôn</b>  ", "\u200b")) == [["Có <b>luôn</b>"], ["…"]]


@pytest.mark.parametrize("length", [1, LONGEST_COPY])
def test_a_prompt_can_be_copied(length: int) -> None:
    message = Message(Kind.CARD, (*paragraph("Câu mẫu:"), Preformatted("x" * length)), ways("Tiếp"))
    assert rows(message) == [
        [{"text": COPY, "copy_text": {"text": "x" * length}}],
        [{"text": "Tiếp", "callback_data": "w:0"}],
    ]


@pytest.mark.parametrize("texts", [("x" * 257,), ("👩" * 129,), ("a", "b"), (" ",), ()])
def test_what_a_button_cannot_copy_or_could_be_either_is_only_in_the_text(texts: tuple[str, ...]) -> None:
    assert keyboard(Message(Kind.CARD, tuple(Preformatted(text) for text in texts)), COPY) is None


def test_there_are_not_more_buttons_than_telegram_takes() -> None:
    text = (Preformatted("x"),)
    assert sum(map(len, shown(*ways(*["Tiếp"] * 150), text=text))) == MOST_BUTTONS


@given(st.lists(st.builds(Choice, st.just(ChoiceId("w:x")), st.text(max_size=45), st.booleans()), max_size=30))
def test_every_choice_is_a_button_in_its_order_and_can_be_read(choices: list[Choice]) -> None:
    message = Message(Kind.CHECK, paragraph("x"), tuple(choices))
    board = keyboard(message, COPY)
    buttons = [button for row in rows(message) for button in row] if board else []
    assert len(buttons) == len(choices)
    lines = visible(written_out(choices))
    for button in buttons:
        label = str(button["text"])
        assert label.strip()
        is_mark = f"{label}. " in lines
        is_answer = any(choice.is_answer for choice in choices if choice.id == button.get("callback_data"))
        is_way = any(not choice.is_answer for choice in choices if choice.id == button.get("callback_data"))
        widest = WIDEST_WAY if is_way else WIDEST_LABEL + columns(TICK) if is_answer else WIDEST_LABEL
        assert is_mark or columns(label) <= widest or not lines
    for row in rows(message) if board else []:
        assert len(row) <= MOST_IN_ROW
        if len(row) > 1:
            assert all(columns(str(button["text"])) <= WIDEST_HALF for button in row)


def test_every_answer_and_vietnamese_title_of_the_lessons_fits() -> None:
    lessons = open_bank(shipped_bank(), today=date(2026, 11, 29)).lessons.values()
    checks = [step for lesson in lessons for step in lesson.steps if isinstance(step, Check)]
    options = [option.label for check in checks for option in check.options]
    titles = [lesson.titles["vi"] for lesson in lessons]
    assert len(options) > 10
    assert titles
    assert written_out(answers(*options)) == ()
    assert written_out(ways(*titles)) == ()


def test_no_label_of_the_tutor_has_to_be_a_mark() -> None:
    said = [message for build in SCENES.values() for message in build().said]
    assert len(said) > 60
    for message in said:
        assert written_out(message.choices) == (), [choice.label for choice in message.choices]
        assert all(len(choice.id.encode()) <= CHOICE_ID_BYTES for choice in message.choices)


def test_the_buttons_stay_as_they_are_when_one_is_ticked() -> None:
    label = "x" * (WIDEST_LABEL - 1)
    assert written_out(answers(label, label + TICK)) == ()


def test_a_way_to_go_on_says_its_first_words_rather_than_a_number() -> None:
    way = Choice(ChoiceId("m:go"), "Học bài: Câu hỏi đầu tiên của tôi")
    assert WIDEST_LABEL < columns(way.label) <= WIDEST_WAY
    assert written_out((way,)) == ()
