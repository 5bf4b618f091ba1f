"""Judging closed questions."""

from dataclasses import replace

import pytest

from bot.model.ids import ChoiceId, OptionId
from bot.model.lesson import Check, Expected
from bot.model.markup import parse
from bot.model.message import Choice
from bot.model.text import Text
from bot.tutor.checks import is_expected, judge, judge_words, read_picks
from tests.bank import FIRST, option


def check(step: str) -> Check:
    return next(each for each in FIRST.steps if each.id == step and isinstance(each, Check))


def picks(*options: str) -> tuple[OptionId, ...]:
    return tuple(OptionId(option) for option in options)


def offered(asked: Check) -> tuple[Choice, ...]:
    return tuple(Choice(ChoiceId(f"l:a:b:1:1:{each.id}"), each.label, is_answer=True) for each in asked.options)


def about(label: str) -> Text:
    return parse(f"Về câu “{label}”.")


@pytest.mark.parametrize(
    ("step", "picked", "is_right", "feedback"),
    [
        ("mot", picks("khong"), True, about("Không")),
        ("mot", picks("co"), False, about("Có")),
        ("dung-sai", picks("sai"), True, about("Sai")),
        ("dung-sai", picks("dung"), False, parse("AI là máy đấy.")),
        ("nhieu", picks("so", "luat"), True, ()),
        ("nhieu", picks("luat", "so"), True, ()),
        ("nhieu", picks("so"), False, ()),
        ("nhieu", picks("so", "chao", "luat"), False, about("Lời chào")),
        ("nhieu", (), False, ()),
        ("thu-tu", picks("hoi", "doc", "kiem"), True, ()),
        ("thu-tu", picks("doc", "hoi", "kiem"), False, parse("Thứ tự chưa phải.")),
        ("thu-tu", picks("hoi", "doc"), False, parse("Thứ tự chưa phải.")),
    ],
)
def test_options_are_judged(step: str, picked: tuple[OptionId, ...], feedback: Text, *, is_right: bool) -> None:
    verdict = judge(check(step), picked)
    assert (verdict.is_right, verdict.feedback) == (is_right, feedback)


@pytest.mark.parametrize(
    ("text", "is_right", "feedback"),
    [
        ("kiểm tra lại", True, "Chuẩn."),
        ("KIEM   TRA", True, "Chuẩn."),
        ("Dạ em sẽ kiểm tra lại ạ!", True, "Chuẩn."),
        ("không tin luôn mà kiểm tra lại", True, "Chuẩn."),
        ("tin luôn", False, "Tin luôn thì dễ lầm."),
        ("tin luônn", False, "Chưa phải ý này."),
        ("kiểm-tra", True, "Chuẩn."),
        ("không, kiểm tra lại đã", True, "Chuẩn."),
        ("không kiểm tra", False, "Chưa phải ý này."),
        ("khỏi cần kiểm tra", False, "Chưa phải ý này."),
        ("không tin luôn", False, "Chưa phải ý này."),
        ("không kiểm tra, tin luôn", False, "Tin luôn thì dễ lầm."),
        ("kiểm trắng", False, "Chưa phải ý này."),
        ("😀", False, "Chưa phải ý này."),
    ],
)
def test_words_are_judged(text: str, feedback: str, *, is_right: bool) -> None:
    verdict = judge_words(check("ngan"), text)
    assert (verdict.is_right, verdict.feedback) == (is_right, parse(feedback))


def test_a_right_family_wins_wherever_it_stands() -> None:
    asked = check("ngan")
    turned = replace(asked, expected=asked.expected[::-1])
    assert judge_words(turned, "không tin luôn mà kiểm tra").is_right


def test_the_opposite_of_right_is_for_the_family_of_bare_denials() -> None:
    asked = check("ngan")
    denied = Expected(("không cần",), is_right=False, feedback=parse("Khoan đã."))
    assert judge_words(replace(asked, expected=(*asked.expected, denied)), "chẳng kiểm tra").feedback == denied.feedback


@pytest.mark.parametrize(
    ("text", "is_whole"), [("Giúp!", True), ("tin luon", True), ("giúp tôi", False), ("", False), ("menu", False)]
)
def test_a_whole_text_may_be_expected(text: str, *, is_whole: bool) -> None:
    assert is_expected(check("ngan"), text) is is_whole


@pytest.mark.parametrize(
    ("step", "text", "picked"),
    [
        ("mot", "b", picks("khong")),
        ("mot", "Không", picks("khong")),
        ("mot", "ab", None),
        ("mot", "có thể", None),
        ("nhieu", "a c", picks("so", "luat")),
        ("nhieu", "CA", picks("luat", "so")),
        ("nhieu", "điều", picks("luat")),
        ("nhieu", "chắc là A với C ạ", picks("so", "luat")),
        ("nhieu", "em nghĩ là a và c ạ", picks("so", "luat")),
        ("mot", "chắc là b", picks("khong")),
        ("mot", "Dạ, theo em là B ạ.", picks("khong")),
        ("mot", "chac la khong", picks("khong")),
        ("mot", "không đúng", None),
        ("dung-sai", "không đúng", picks("sai")),
        ("dung-sai", "ko dung", picks("sai")),
        ("dung-sai", "Câu này không đúng ạ", picks("sai")),
        ("dung-sai", "chắc chưa đúng", picks("sai")),
        ("dung-sai", "không phải là sai", picks("dung")),
        ("dung-sai", "sai rồi", picks("sai")),
        ("dung-sai", "không dùng", None),
        ("dung-sai", "không biết", None),
        ("dung-sai", "đúng không", None),
        ("dung-sai", "không", None),
        ("thu-tu", "b, a, c", picks("hoi", "doc", "kiem")),
        ("thu-tu", "b c a", picks("hoi", "kiem", "doc")),
        ("thu-tu", "a d", None),
    ],
)
def test_typed_options_are_read(step: str, text: str, picked: tuple[OptionId, ...] | None) -> None:
    assert read_picks(check(step), text, offered(check(step))) == picked


def test_the_heart_of_an_option_is_read_as_the_option() -> None:
    codes = (option("ten", "Chị Hà, đang nuôi con nhỏ: 31 áo"), option("ma", "CN07: 31 áo", right=True))
    asked = replace(check("mot"), options=codes)
    assert read_picks(asked, "dòng CN07 ạ", offered(asked)) == picks("ma")
    assert read_picks(asked, "31 áo", offered(asked)) is None
