"""Hard words to a human: they stay here, what was asked goes on, and nobody's humble word is taken for one."""

import pytest

from bot.model.effects import MoveQuestion, OpenQuestion
from bot.model.events import TextReceived
from bot.model.ids import QuestionId
from bot.model.question import Move
from bot.tutor.manners import clean
from tests.play import Play
from tests.questions import asker, decided, thread, with_threads


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("đồ ngu, làm sao gửi ảnh cho con tôi?", "[lời nặng], làm sao gửi ảnh cho con tôi?"),
        ("máy ngu quá, chỉ tôi cách gửi ảnh với", "máy [lời nặng], chỉ tôi cách gửi ảnh với"),
        ("tại sao đm máy này lại treo, số 0912345678", "tại sao [lời nặng] máy này lại treo, số [số điện thoại]"),
        ("đụ má làm sao đổi mật khẩu zalo", "[lời nặng] làm sao đổi mật khẩu zalo"),
        ("Tôi dốt quá. Đồ chó!", "Tôi dốt quá. [lời nặng]!"),
    ],
)
def test_a_hard_word_is_masked_and_what_is_asked_goes_on(text: str, read: str) -> None:
    assert clean(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "Tôi dốt quá, chỉ tôi với",
        "dốt quá không biết bấm đâu",
        "em ngu quá",
        "bà già lẩm cẩm rồi, bày cho bà cách gọi video",
        "con tôi bảo tôi là đồ ngu",
        "bọn lừa đảo khốn nạn lấy mất tiền của tôi",
        "tôi đi ngủ quá muộn",
        "Làm sao gửi ảnh?",
    ],
)
def test_what_people_say_of_themselves_or_of_others_is_left_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("text", ["đồ ngu", "đm chúng mày", "mày ngu thế", "cút đi đồ khốn nạn", "ngu quá"])
def test_hard_words_alone_burn_nobody_and_get_a_kind_word(text: str) -> None:
    def turned(play: Play) -> bool:
        return play.tells("question.rude") and not decided(play) and play.state.unsent is None

    play = asker("mot")
    play.types(f"? {text}")
    assert turned(play)
    play.types("?")
    play.types(text)
    assert turned(play)
    play.types("Làm sao gửi ảnh cho con?")
    assert isinstance(decided(play)[0], OpenQuestion), "the way to ask is open as before"
    new = Play()
    new.opens()
    new.types(f"? {text}")
    assert turned(new)
    live = with_threads(asker("mot"), thread())
    live.happen(TextReceived(text, replies_to="question:5"))
    assert turned(live)


def test_a_question_in_anger_reaches_a_human_without_the_hard_word() -> None:
    play = with_threads(asker("mot"), thread())
    play.happen(TextReceived("đồ ngu, nút gửi ảnh ở đâu", replies_to="question:5"))
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.ASK_ON, "[lời nặng], nút gửi ảnh ở đâu"),)
