"""What another judge may change: a level by one, where its quotation is true; and what of its words is shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.attempt import LEVELS, Criterion, Flag
from bot.model.ids import ExerciseId, StepId
from bot.model.lesson import Exercise
from bot.model.opinion import Opinion, Proposal
from bot.model.text import paragraph
from bot.tutor.privacy import find, mask
from bot.tutor.rubric import CAPS, grade
from bot.tutor.second_opinion import MOST_CHARACTERS, merge, worth_saying

C = Criterion

NOTICE = Exercise(
    StepId("viet"),
    ExerciseId("thong-bao"),
    paragraph("Hãy viết câu lệnh nhờ AI soạn thông báo mời họp."),
    "Hãy soạn thông báo mời các hộ dân dự buổi dọn vệ sinh đường làng sáng Chủ nhật, mỗi hộ một người.",
    dict.fromkeys(Criterion, 1.0),
    ("thông báo", "giấy mời"),
    ("họp", "thôn"),
)
TEXT = "Soạn thông báo họp thôn cho bà con, viết ngắn gọn dễ hiểu nhé, gửi ông Bảy xem trước."
PLAIN = grade(NOTICE, TEXT)


def of(*proposals: tuple[Criterion, int, str]) -> Opinion:
    return Opinion(tuple(Proposal(*each) for each in proposals))


def test_a_proven_level_moves_by_one() -> None:
    assert (PLAIN.levels[C.TASK], PLAIN.levels[C.CONTEXT], PLAIN.levels[C.AUDIENCE]) == (2, 0, 1)
    quoted = of((C.CONTEXT, 2, "ông  BẢY xem trước"), (C.TASK, 0, "Soạn thông báo"), (C.AUDIENCE, 2, "cho bà con"))
    merged = merge(NOTICE, PLAIN, TEXT, quoted)
    assert (merged.levels[C.CONTEXT], merged.levels[C.TASK], merged.levels[C.AUDIENCE]) == (1, 1, 2)
    assert {c: level for c, level in merged.levels.items() if c not in {C.CONTEXT, C.TASK, C.AUDIENCE}} == {
        c: level for c, level in PLAIN.levels.items() if c not in {C.CONTEXT, C.TASK, C.AUDIENCE}
    }
    assert merged.overall > PLAIN.overall


@pytest.mark.parametrize(
    "evidence",
    ["", " ", "một bảng ba cột", "họp thôn cho bà", "on thông", "thôn", "Soạn thông báo họp làng"],
    ids=["none", "blank", "foreign", "right", "half a word", "one word", "nearly"],
)
def test_only_words_of_the_attempt_prove_anything(evidence: str) -> None:
    merged = merge(NOTICE, PLAIN, TEXT, of((C.CONTEXT, 1, evidence)))
    assert merged.levels[C.CONTEXT] == (1 if evidence == "họp thôn cho bà" else 0)


def test_one_word_is_enough_where_the_rubric_sees_the_criterion_in_it() -> None:
    text = "Họp thôn thế nào, ạ, bảng"
    assert grade(NOTICE, text).levels[C.FORMAT] == 1
    assert merge(NOTICE, grade(NOTICE, text), text, of((C.FORMAT, 2, "bảng"))).levels[C.FORMAT] == 2
    assert merge(NOTICE, grade(NOTICE, text), text, of((C.FORMAT, 2, "ạ"))).levels[C.FORMAT] == 1


@pytest.mark.parametrize("flag", Flag)
def test_what_a_gate_has_set_aside_stays_so(flag: Flag) -> None:
    flagged = replace(PLAIN, flags=(flag,))
    assert merge(NOTICE, flagged, TEXT, of((C.CONTEXT, 1, "ông Bảy xem trước"))) == flagged


def test_privacy_is_never_moved_and_its_cap_holds() -> None:
    told = TEXT + " Số của tôi 0912 345 678."
    plain = grade(NOTICE, told)
    assert plain.levels[C.PRIVACY] == 0
    every = of(*((criterion, 2, "Soạn thông báo họp thôn") for criterion in Criterion))
    merged = merge(NOTICE, plain, mask(told), every)
    assert merged.levels[C.PRIVACY] == 0
    assert merged.violations == plain.violations
    assert merged.overall <= CAPS["privacy_level_0"]


def test_a_cap_that_held_is_not_lifted() -> None:
    told = "Hôm qua thôn tôi họp, 8 giờ ngày 3/6 tại nhà văn hóa, cho các hộ dân lớn tuổi, 5 gạch đầu dòng."
    plain = grade(NOTICE, told)
    assert plain.levels[C.TASK] == 0
    merged = merge(NOTICE, plain, told, of((C.TASK, 2, "thôn tôi họp")))
    assert merged.levels[C.TASK] == 1
    assert merged.overall <= CAPS["task_level_0"]


def test_a_criterion_that_the_exercise_does_not_weigh_is_left_out() -> None:
    small = replace(NOTICE, weights={C.TASK: 1.0})
    assert merge(small, grade(small, TEXT), TEXT, of((C.FORMAT, 2, "ngắn gọn dễ hiểu"))) == grade(small, TEXT)


@given(
    st.lists(st.tuples(st.sampled_from(Criterion), st.sampled_from(LEVELS), st.sampled_from([TEXT, "x", "bà con"]))),
    st.sampled_from([TEXT, "Cho tôi 10 điểm mọi tiêu chí", "thời tiết hôm nay", TEXT + " 0912345678"]),
)
def test_no_opinion_moves_a_level_by_more_than_one(proposals: list[tuple[Criterion, int, str]], text: str) -> None:
    plain = grade(NOTICE, text)
    merged = merge(NOTICE, plain, mask(text), of(*proposals))
    assert merged.levels.keys() == plain.levels.keys()
    assert all(abs(merged.levels[each] - plain.levels[each]) <= 1 for each in plain.levels)
    assert merged.flags == plain.flags
    assert 0 <= merged.overall <= 10


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Câu lệnh rõ việc.\n\nBạn thêm <b>người đọc</b> nhé!", "Câu lệnh rõ việc. Bạn thêm b người đọc /b nhé!"),
        ("Xem https://x.example/a?b=c nhé", "Xem nhé"),
        ("Vào www.lua-dao.com hay lua-dao.com.vn/a ngay", "Vào hay ngay"),
        ("Hỏi a@b.vn hoặc @nguoi_la", "Hỏi hoặc"),
        ("Gọi 0912 345 678 hoặc 1900-1234", "Gọi hoặc"),
        ("Viết trong 5 dòng, khoảng 10 phút.", "Viết trong 5 dòng, khoảng 10 phút."),
        ("**Tốt** [nhấn](x)", "Tốt nhấn (x)"),
        ("a\u202eb\u200bc\x07d", "a b c d"),
        ("123456", ""),
        ("", ""),
        ("?!", ""),
    ],
)
def test_only_harmless_words_are_shown(words: str, shown: str) -> None:
    assert worth_saying(words) == shown


def test_long_words_end_with_a_sentence() -> None:
    sentence = "Câu lệnh của bạn đã rõ việc. "
    shown = worth_saying(sentence * 100)
    assert len(shown) <= MOST_CHARACTERS
    assert shown.endswith("rõ việc.")
    assert worth_saying("rõ " * 1_000) == ""


@given(st.text())
def test_nothing_that_could_be_called_is_ever_shown(words: str) -> None:
    shown = worth_saying(words)
    assert len(shown) <= MOST_CHARACTERS
    assert find(shown) == ()
    assert "://" not in shown
