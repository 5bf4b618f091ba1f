"""A lesson as a whole: its first line, its sentences, its cards, its options, and words that are explained in time."""

import re

import pytest

from bot.lessonbank.lint_lesson import MEAN_WORDS, OFFICIALS_FIRST
from tests.unit.lessonbank.written import LESSON, TRACK, Written

FIRST = "    Máy trả lời nhanh.\n"
WHERE = "chang-mot/bai-mot.yaml:"
GLOSSARY = """\
terms:
- term: OTP
  also: [mã OTP]
  means: [mã dùng một lần]
"""


def test_a_lesson_for_officials_begins_with_their_line(bank: Written) -> None:
    bank.spoil("[citizen]", "[official, citizen]")
    assert bank.faults() == [
        f"{WHERE}11:3: steps[0]: a lesson for officials begins with a card that says first: {OFFICIALS_FIRST}"
    ]
    assert bank.load().catalog.lessons, "it is taught all the same"
    for_officials = LESSON.replace("[citizen]", "[official]").replace(FIRST, f"    {OFFICIALS_FIRST}\n")
    bank.write("chang-mot/bai-mot.yaml", for_officials)
    assert bank.faults() == []
    bank.spoil("[citizen]", "[citizen, official]")
    assert bank.faults() == []


def test_sentences_are_short_on_average(bank: Written) -> None:
    long = " ".join(["chữ"] * (MEAN_WORDS + 10)) + "."
    bank.spoil(FIRST, f"    {long} {long}\n")
    assert bank.faults() == [], "two long ones among many are borne"
    lesson = re.sub(r"(hints: \[|explanation: |feedback: |otherwise: )[^\]\n}]+", rf"\g<1>{long}", LESSON)
    bank.write("chang-mot/bai-mot.yaml", lesson)
    (fault,) = bank.faults()
    assert "words on average; at most 12: part the longest ones" in fault


@pytest.mark.parametrize(
    "text",
    ["Một.\n\n    Hai.\n\n    Ba.\n\n    Bốn.\n\n    Năm.", "- Một\n    - Hai\n\n    Rồi.\n\n    1. Ba\n    2. Bốn"],
)
def test_a_card_holds_one_idea(bank: Written, text: str) -> None:
    bank.spoil(FIRST, f"    {text}\n")
    (fault,) = bank.faults()
    assert "steps[0].text: more than one idea" in fault


def test_a_picture_is_told_in_a_sentence(bank: Written) -> None:
    bank.write("chang-mot/anh.png", b"\x89PNG")
    bank.spoil("- id: mot\n", "  image: {path: anh.png, text_twin: Bàn phím}\n- id: mot\n")
    (fault,) = [each for each in bank.faults() if "text_twin" in each]
    assert "say in a sentence what the picture shows" in fault


def single(name: str, *labels: str, right: int) -> str:
    options = [
        f"  - {{id: {'abc'[at]}, label: {label}, " + ("right: true}" if at == right else "feedback: Chưa phải.}")
        for at, label in enumerate(labels)
    ]
    head = f"- id: {name}\n  kind: check\n  type: single\n  question: Chọn gì?\n  options:\n"
    return head + "\n".join(options) + "\n  hints: [Nghĩ xem.]\n  explanation: Thế đấy.\n"


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ([("Đỏ", "Xanh lá", "Vàng cam", 0), ("Nâu", "Hồng nhạt", "Trắng tinh", 0)], "always stands first"),
        ([("Đỏ", "Xanh xanh xanh", "Vàng", 1), ("Nâu", "Hồng", "Trắng tinh trắng", 2)], "always the longest"),
        ([("Đỏ", "Xanh xanh xanh", "Vàng", 1), ("Nâu nâu nâu", "Hồng", "Trắng", 1)], ""),
        ([("Đỏ tươi", "Xanh", "Vàng", 0)], ""),
    ],
)
def test_the_right_option_is_told_by_nothing_but_its_sense(
    bank: Written, checks: list[tuple[str, str, str, int]], said: str
) -> None:
    own = "".join(single(f"k{at}", *labels, right=right) for at, (*labels, right) in enumerate(checks))
    bank.spoil("- id: nhieu\n", f"{own}- id: nhieu\n")
    faults = bank.faults()
    assert len(faults) == bool(said)
    assert all(said in fault for fault in faults)


def test_a_word_is_told_what_it_means_before_it_is_used(bank: Written) -> None:
    bank.write("glossary.yaml", GLOSSARY)
    assert bank.faults() == []
    bank.spoil("Máy có lúc bịa.", "Không gửi mã OTP.")
    assert bank.faults() == [
        (
            f"{WHERE}25:3: steps[1].explanation: 'OTP' comes before it is told what it means: "
            "say “mã dùng một lần” (glossary.yaml)"
        )
    ]
    bank.spoil("Máy có lúc bịa.", "Không gửi OTP, tức mã dùng một lần.")
    assert bank.faults() == []
    bank.write(
        "chang-mot/bai-mot.yaml",
        LESSON.replace("Máy có lúc bịa.", "Giữ kín OTP.").replace("Số và luật.", "OTP là mã dùng một lần."),
    )
    assert len(bank.faults()) == 1, "too late"


def test_what_an_earlier_lesson_has_told_is_known(bank: Written) -> None:
    bank.write("glossary.yaml", GLOSSARY)
    bank.write("chang-mot/track.yaml", TRACK.replace("[bai-mot]", "[bai-mot, bai-hai, bai-ba]"))
    bank.spoil("Máy có lúc bịa.", "OTP là mã dùng một lần.")
    second = LESSON.replace("id: bai-mot", "id: bai-hai").replace("exercise: viet-thu", "exercise: viet-hai")
    bank.write("chang-mot/bai-hai.yaml", second.replace("prerequisites: []", "prerequisites: [bai-mot]"))
    third = LESSON.replace("id: bai-mot", "id: bai-ba").replace("exercise: viet-thu", "exercise: viet-ba")
    third = third.replace("Máy có lúc bịa.", "Giữ kín OTP.")
    bank.write("chang-mot/bai-ba.yaml", third.replace("prerequisites: []", "prerequisites: [bai-hai]"))
    assert bank.faults() == []
    bank.spoil("Máy có lúc bịa.", "{}")
    assert [fault.partition(":")[0] for fault in bank.faults()] == ["chang-mot/bai-mot.yaml"], "one fault, not two"
    bank.spoil("Máy có lúc bịa.", "OTP là mã dùng một lần.")
    bank.write("chang-mot/bai-ba.yaml", third)
    assert len(bank.faults()) == 1


def test_a_glossary_that_cannot_be_read_is_a_fault_of_its_own(bank: Written) -> None:
    bank.write("glossary.yaml", "terms:\n- {term: OTP}\n")
    assert bank.faults() == ["glossary.yaml:2:3: terms[0].means: is missing"]
