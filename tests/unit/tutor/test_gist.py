"""Which answer is meant by the heart of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.ids import ChoiceId
from bot.model.message import Choice
from bot.tutor.choices import LONGEST_CHOICE
from bot.tutor.gist import meant


def answers(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(ChoiceId(f"l:a:b:1:1:{label}"), label, is_answer=True) for label in labels)


CODES = answers("Chị Hà, đang nuôi con nhỏ: 31 áo", "CN07: 31 áo", "Người thấp nhất tổ 2, ngồi cạnh cửa: 31 áo")
TONES = answers("lời nhắc nộp tiền nước", "dưới 60 chữ", "không nêu tên hộ nào")
ASIDES = answers("Quên mã? Tôi cần làm gì trước", "Không bấm đâu. Chào anh.", "Cứ quay lại đi, không biết thì hỏi")
POLICE = answers("Giữ tin nhắn, không đáp", "Nhắn lại, doạ sẽ báo công an", "Việc này tôi đã nhờ công an")


@pytest.mark.parametrize(
    ("text", "offered", "at"),
    [
        *((text, CODES, 1) for text in ("CN07", "cn07", "dòng CN07", "Em chọn dòng có mã CN07 ạ", "chac la cn07")),
        *((text, CODES, 0) for text in ("nuôi con nhỏ", "chi Ha", "dang nuoi con nho: 31 ao", "tôi đưa chị Hà")),
        *((text, CODES, 2) for text in ("ngồi cạnh cửa", "thấp nhất tổ 2")),
        *((text, TONES, 2) for text in ("không nêu tên", "khong neu ten ho nao")),
        *((text, TONES, 0) for text in ("nhắc nộp tiền", "câu nộp tiền nước", "lời nhắc")),
        *((text, TONES, 1) for text in ("60", "60 chữ")),
        *((text, POLICE, 0) for text in ("không đáp", "giữ tin nhắn")),
        *((text, POLICE, 1) for text in ("doạ sẽ báo", "dọa sẽ báo công an")),
    ],
)
def test_the_heart_of_one_answer_means_it(text: str, offered: tuple[Choice, ...], at: int) -> None:
    assert meant(text, offered) is offered[at]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        *((text, CODES) for text in ("31 áo", "áo", "con", "Hà", "2", "31", "", "...", "em chọn", "ạ")),
        *((text, CODES) for text in ("không phải CN07", "đừng đưa CN07", "chớ chọn CN07", "CN07 sai", "CN07 là gì?")),
        *((text, CODES) for text in ("chị Hạ", "nuôi còn nhỏ", "CN07 hay chị Hà", "CN07 " * LONGEST_CHOICE)),
        *((text, TONES) for text in ("nêu tên hộ", "neu ten", "tôi nêu tên")),
        *((text, ASIDES) for text in ("Tôi cần làm gì trước", "quên mã?", "chào anh", "quay lại đi", "không biết")),
        *((text, POLICE) for text in ("báo công an", "công an", "đáp")),
    ],
)
def test_whatever_may_mean_another_thing_means_none(text: str, offered: tuple[Choice, ...]) -> None:
    assert meant(text, offered) is None


def test_equal_answers_are_told_apart_by_nothing() -> None:
    assert meant("dưới 60 chữ", answers("dưới 60 chữ", "dưới 60 chữ")) is None


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert meant(text, CODES) in {None, *CODES}
