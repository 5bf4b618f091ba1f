"""Recorded answers of an AI to a vague and to a clear prompt, and how often one may try."""

from datetime import date

import pytest

from bot.lessonbank.lint_answers import ANSWER_CHARACTERS
from bot.lessonbank.versions import canonical, read_canonical
from bot.model.ids import LessonId
from bot.model.lesson import Answered, Answers, Exercise
from tests.unit.lessonbank.test_authoring import aloud
from tests.unit.lessonbank.written import LESSON, Written

PLACE = "  intent_lexicon: [giải thích, mật khẩu]\n"
ANSWERS = """\
  tries: 3
  answers:
    recorded: 2026-11-22
    before: {prompt: Giải thích mật khẩu, answer: Là một chuỗi ký tự.}
    after:
      prompt: Hãy giải thích cách giữ mật khẩu cho bà con lớn tuổi ở xóm.
      answer: |-
        Bà con ạ:
        1. Không nói cho ai.
"""


def write(bank: Written, before: str = "", after: str = "") -> None:
    assert before == "" or ANSWERS.count(before) == 1
    answers = ANSWERS.replace(before, after) if before else ANSWERS
    bank.write("chang-mot/bai-mot.yaml", LESSON.replace(PLACE, PLACE + answers))


def test_answers_and_tries_are_read_and_survive_their_json(bank: Written) -> None:
    write(bank)
    loaded = bank.load()
    assert loaded.faults == ()
    built = loaded.catalog.lessons[LessonId("bai-mot")]
    (exercise,) = (step for step in built.steps if isinstance(step, Exercise))
    assert exercise.tries == 3
    assert exercise.answers == Answers(
        date(2026, 11, 22),
        Answered("Giải thích mật khẩu", "Là một chuỗi ký tự."),
        Answered("Hãy giải thích cách giữ mật khẩu cho bà con lớn tuổi ở xóm.", "Bà con ạ:\n1. Không nói cho ai."),
    )
    assert read_canonical(canonical(built)) == built


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("    before: {prompt: Giải thích mật khẩu, answer: Là một chuỗi ký tự.}\n", "", "steps[6].answers.before"),
        ("    recorded: 2026-11-22\n", "", "steps[6].answers.recorded"),
        ("2026-11-22", "hôm qua", "steps[6].answers.recorded: write a day as 2026-11-22"),
        ("Là một chuỗi ký tự.", "''", "steps[6].answers.before.answer"),
        ("tries: 3", "tries: 1", "steps[6].tries"),
        ("tries: 3", "tries: 10", "steps[6].tries"),
    ],
)
def test_answers_have_both_sides_and_a_day(bank: Written, before: str, after: str, fault: str) -> None:
    write(bank, before, after)
    (found,) = bank.faults()
    assert fault in found


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("2026-11-22", "2026-12-01", "steps[6].answers.recorded: 2026-12-01 has not come yet"),
        (
            "Giải thích mật khẩu,",
            "Giải thích mật khẩu cho bà con lớn tuổi,",
            "before.prompt: this prompt is worth 10 of 10; it is to be worth less than 8",
        ),
        (
            " cho bà con lớn tuổi ở xóm.",
            ".",
            "after.prompt: this prompt is worth 6.7 of 10; it is to be worth at least 8",
        ),
        ("Không nói cho ai.", "x" * ANSWER_CHARACTERS, "after.answer: 413 characters; at most 400"),
        ("Không nói cho ai.", "Gọi 0912345678.", "after.answer: this holds personal data"),
    ],
)
def test_answers_that_show_nothing_are_told_and_keep_no_bank_closed(
    bank: Written, before: str, after: str, fault: str
) -> None:
    write(bank, before, after)
    (found,) = bank.load().faults
    assert fault in str(found)
    assert not found.is_fatal


def test_answers_are_read_aloud_to_the_author(bank: Written) -> None:
    write(bank)
    assert "AI trả lời câu “Giải thích mật khẩu”:\nLà một chuỗi ký tự." in aloud(bank.load().catalog)
