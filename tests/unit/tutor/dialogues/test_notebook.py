"""The notebook: cards, prompts and uses, newest first."""

from datetime import timedelta

import pytest

from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId, LessonId, StepId
from bot.model.learner import EntryKind, NotebookEntry
from bot.model.message import Kind
from bot.model.text import Preformatted
from tests.play import MORNING, Play, at_step, learner
from tests.scenes import CHOICES, visitor

PROMPT = "Hãy viết bài giải thích AI là gì cho bà con trồng chè lớn tuổi ở xã em, gọi em là {bạn}, ngắn gọn"


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def writer() -> Play:
    """A learner with a prompt, a use and a card."""
    play = at_step("viet")
    for line in (PROMPT, "ok", "Tôi làm rồi", "hỏi giá chè", "ok", "ok"):
        play.waits(minutes=1)
        play.types(line)
    play.types("/sotay")
    return play


def test_the_notebook_lists_the_newest_first() -> None:
    play = writer()
    assert play.tells("notebook.title", count=3)
    assert play.labels() == (
        "Thẻ: Thẻ: kiểm tra lại",
        "Tôi đã dùng: Bài mot-bai",
        "Câu của tôi: Bài mot-bai",
        "Xem các câu mẫu",
        "Về trang chính",
    )


def test_an_entry_is_shown_in_the_learners_own_words() -> None:
    play = writer()
    play.presses("Câu của tôi")
    assert PROMPT in play.words()
    assert play.said[-1].kind is Kind.RECAP
    assert play.labels() == ("Sổ tay của tôi", "Về trang chính")
    play.presses("Sổ tay")
    play.presses("Tôi đã dùng")
    assert "hỏi giá chè" in play.words()


def test_the_card_kept_last_is_shown() -> None:
    play = writer()
    press(play, "n:last")
    assert "- Hỏi rõ\n- Kiểm tra ở phapluat.gov.vn" in play.words()


@pytest.mark.parametrize("choice", ["n:entry:c:khong:co", "n:entry", "n:entry:"])
def test_what_is_not_there_is_told(choice: str) -> None:
    play = learner()
    press(play, choice)
    assert play.tells("notebook.gone")
    assert play.labels() == ("Sổ tay của tôi", "Học tiếp")


def test_without_a_card_the_notebook_is_opened_instead() -> None:
    play = learner()
    press(play, "n:last")
    assert play.tells("notebook.empty")
    play.types("/hoc mot-bai/viet")
    play.types(PROMPT)
    press(play, "n:last")
    assert play.labels() == ("Câu của tôi: Bài mot-bai", "Xem các câu mẫu", "Học tiếp")


def test_an_empty_notebook_says_what_will_be_in_it() -> None:
    play = learner()
    play.types("sổ tay")
    assert play.tells("notebook.empty")
    assert play.labels() == ("Xem các câu mẫu", "Học tiếp")
    play.presses("Xem các câu mẫu")
    assert play.tells("samples.title", count=1)
    play = visitor()
    play.types("/sotay")
    assert play.tells("notebook.visitor")


def test_a_newer_prompt_takes_the_place_of_the_older() -> None:
    play = at_step("viet")
    play.types(PROMPT)
    play.types(PROMPT + ", có ví dụ")
    assert [entry.text for entry in play.rows.notebook.values()] == [(Preformatted(PROMPT + ", có ví dụ"),)]


def test_the_list_has_pages() -> None:
    play = CHOICES["menu"]()
    for number in range(8):
        step = StepId(f"b{number}")
        entry = NotebookEntry(
            EntryKind.CARD, LessonId("x"), step, f"số {number}", (), MORNING + timedelta(minutes=number)
        )
        play.rows.notebook["card", "x", step] = entry
    play.types("/sotay")
    assert play.labels() == (
        *(f"Thẻ: số {number}" for number in range(7, 1, -1)),
        "Xem thêm",
        "Xem các câu mẫu",
        "Học tiếp",
    )
    play.presses("Xem thêm")
    assert play.labels() == ("Thẻ: số 1", "Thẻ: số 0", "Xem các câu mẫu", "Học tiếp")
    press(play, "n:list:7")
    assert play.labels()[0] == "Thẻ: số 7"
