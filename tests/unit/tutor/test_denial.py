"""A right idea in an answer, and words that turn it round: as people in villages type it, with and without accents."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.lessonbank.load import load_bank
from bot.model.ids import LessonId, StepId
from bot.model.lesson import Check
from bot.model.text import plain
from bot.tutor.checks import judge_words
from bot.tutor.denial import Standing, read, words
from bot.tutor.fold import fold

LESSONS = Path(__file__).parents[3] / "lessons"

RIGHT = (
    "kiểm tra lại",
    "em sẽ kiểm tra lại ạ",
    "Chưa tin vội. Tìm luật đọc đã",
    "không, kiểm tra lại đã",
    "không được tin ngay, phải kiểm tra lại",
    "không được tin ngay phải kiểm tra lại",
    "không tin ngay kiểm tra lại",
    "không dùng ngay, mở luật ra xem",
    "không nên tin luôn mà phải tra lại",
    "không nên vội vàng cần kiểm tra lại",
    "không vội kiểm tra lại đã",
    "không chủ quan, kiểm tra lại",
    "đừng vội tin, kiểm tra lại đã",
    "đừng có tin mà hãy kiểm tra",
    "kiểm tra lại chứ không tin luôn",
    "AI không phải lúc nào cũng đúng nên kiểm tra lại",
    "không phải cứ AI nói là đúng, phải đối chiếu",
    "tôi không rành nên hỏi cán bộ tư pháp",
    "không chắc thì tra lại luật",
    "không biết thì hỏi cán bộ",
    "không những kiểm tra mà còn hỏi cán bộ",
    "không chỉ hỏi AI mà phải kiểm tra lại",
    "đừng quên kiểm tra lại",
    "không quên kiểm tra",
    "đừng ngại kiểm tra",
    "đừng lười, kiểm tra lại đi",
    "không ngại mất công kiểm tra",
    "không được bỏ qua bước kiểm tra",
    "không thể không kiểm tra lại",
    "không kiểm tra là sai",
    "không kiểm tra lại thì chết",
    "không kiểm tra thì dễ bị lừa",
    "không kiểm tra nhỡ sai thì khổ",
    "nếu không kiểm tra có khi bị phạt",
    "không kiểm tra không yên tâm",
    "không kiểm tra sao dám tin",
    "không kiểm tra mà tin luôn là sai",
    "ko kiểm tra lại ko được",
    "chưa kiểm tra thì chưa tin",
    "chưa kiểm tra lại đừng tin",
    "không tin khi chưa kiểm tra",
    "đừng tin nếu chưa kiểm tra lại",
    "mất công cũng phải kiểm tra lại",
    "việc gì cũng phải kiểm tra",
    "kiểm tra lại tuy mất công nhưng chắc",
    "kiểm tra lại mất thời gian nhưng an toàn",
    "kiểm tra lại không bao giờ thừa",
    "kiểm tra lại sau khi AI trả lời",
    "kiểm tra cho đỡ sai",
    "kiểm tra xem có điều luật đó không",
    "hỏi lại AI rồi kiểm tra lại",
    "chắc là kiểm tra lại",
    "có lẽ nên hỏi cán bộ xã",
    "ktra lại",
)
"""The idea is there, whatever else is said."""

DENIED = (
    "không cần kiểm tra lại, tin luôn",
    "kiểm tra lại thì mất công, dùng luôn",
    "em chẳng bao giờ kiểm tra",
    "không kiểm tra",
    "ko cần ktra lại",
    "khỏi phải hỏi cán bộ",
    "khỏi tra cứu cho nhanh",
    "dùng luôn khỏi kiểm tra",
    "chả cần kiểm tra",
    "chẳng cần xem lại đâu",
    "chẳng việc gì phải tra lại cả",
    "chưa cần kiểm tra lại",
    "không bao giờ kiểm tra lại",
    "không nhất thiết phải kiểm tra lại",
    "không cần mất công xem luật",
    "không có thời gian đâu mà kiểm tra",
    "làm gì có thời gian mà kiểm tra",
    "tôi không muốn kiểm tra lại",
    "không mở luật ra xem",
    "em không có thói quen kiểm tra",
    "ít khi kiểm tra",
    "ngại kiểm tra lắm",
    "lười kiểm tra lại",
    "bỏ qua kiểm tra",
    "mất công kiểm tra lại",
    "cần gì phải tra lại",
    "việc gì phải kiểm tra",
    "sao phải kiểm tra lại",
    "kiểm tra lại làm gì",
    "kiểm tra làm gì cho mệt",
    "kiểm tra lại chi cho mất công",
    "kiểm tra lại thì phiền lắm",
    "kiểm tra lại là thừa",
    "kiểm tra lại không cần đâu",
    "việc kiểm tra là không cần thiết",
    "hỏi cán bộ mất thời gian lắm",
    "kiểm tra hay không cũng thế",
    "dùng trước kiểm tra sau",
    "không kiểm tra cũng được",
    "không cần kiểm tra vì AI không sai",
    "dùng luôn khi chưa kiểm tra",
    "tôi tin nên không kiểm tra",
)
"""The idea is there and turned round."""

DENIED_BY_ACCENTS = ("đừng kiểm tra lại", "em quên kiểm tra")
"""Without their accents these may mean the opposite: đúng, kiểm tra lại; em quen kiểm tra."""

UNSAID = (
    ("tin luôn", "Khoan đã!"),
    ("không nên dùng luôn", "chưa thấy ý chính"),
    ("chưa tin vội", "Chưa vội tin là đúng hướng"),
    ("không hỏi cán bộ mà hỏi google", "Trên mạng có nhiều trang"),
    ("hỏi lại AI cho chắc", "Hỏi AI thêm một câu là tốt"),
    ("có cần kiểm tra lại không", "chưa thấy ý chính"),
    ("kiểm tra lại không ạ", "chưa thấy ý chính"),
    ("trời hôm nay đẹp", "chưa thấy ý chính"),
    ("không biết", "chưa thấy ý chính"),
    ("tra", "chưa thấy ý chính"),
)
"""Something else, or only a question."""


@cache
def first_thing() -> Check:
    """What to do first with an article of law that an AI has named."""
    bank = load_bank(LESSONS, today=date(2026, 11, 24)).catalog
    step = bank.lessons[LessonId("ai-co-sai-khong")].step(StepId("viec-dau"))
    assert isinstance(step, Check)
    return step


def bare(texts: tuple[str, ...]) -> tuple[str, ...]:
    return (*texts, *map(fold, texts))


@pytest.mark.parametrize("text", bare(RIGHT))
def test_a_right_idea_counts_whatever_stands_around_it(text: str) -> None:
    assert judge_words(first_thing(), text).is_right


@pytest.mark.parametrize("text", [*bare(DENIED), *DENIED_BY_ACCENTS])
def test_a_right_idea_turned_round_is_told_to_wait(text: str) -> None:
    verdict = judge_words(first_thing(), text)
    assert not verdict.is_right
    assert plain(verdict.feedback).startswith("Khoan đã!")


@pytest.mark.parametrize(("text", "feedback"), [*UNSAID, *((fold(text), said) for text, said in UNSAID)])
def test_other_answers_are_told_what_is_missing(text: str, feedback: str) -> None:
    verdict = judge_words(first_thing(), text)
    assert not verdict.is_right
    assert feedback in plain(verdict.feedback)


def test_there_are_many_answers() -> None:
    assert len(RIGHT) + len(DENIED) + len(UNSAID) > 100


def test_words_are_found_whole_and_marks_stand_between() -> None:
    answer = read("Đừng (vội) tin – kiểm tra_1! _")
    assert answer.said == " dung voi tin kiem tra_1 | | "
    assert answer.marked[:2] == ("not", "voi")
    assert answer.find("voi tin") == ((1, 3),)
    assert answer.find("tra") == answer.find("") == ()
    assert answer.standing(1, 2) is Standing.DENIED
    assert words("Không, đã!") == "khong da"
