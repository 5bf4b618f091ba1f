"""The screen of each step, and the choices that lead on."""

from dataclasses import replace

import pytest

from bot.model.dialogue import Learning, State
from bot.model.ids import OptionId, StepId
from bot.model.learner import FormOfAddress, Profile
from bot.model.lesson import Card
from bot.model.message import Image, Kind
from bot.model.text import Emphasis, Paragraph, Strong, plain
from bot.tutor import course, screens
from bot.tutor.choices import read_choice
from bot.tutor.context import Context, Operator
from tests.bank import FIRST, catalog
from tests.play import MORNING, phrases

BEGINS = ("Hãy giải thích AI là gì", "Kể AI làm được việc gì", "Viết về máy biết viết")
CONTEXT = Context(MORNING, MORNING.date(), catalog(), phrases(), Operator("Sở", "1022"))


def shown(step_id: str, **at: object) -> tuple[Kind, str, tuple[str, ...]]:
    """Kind, text without its head, and labels."""
    bookmark = replace(course.opened(FIRST), step=StepId(step_id), **at)  # type: ignore[arg-type]  # Bookmark's fields
    state = State(Learning(), Profile(address=FormOfAddress.BAC), bookmark)
    step = FIRST.step(bookmark.step)
    assert step is not None
    message = screens.screen(FIRST, step, bookmark, state, CONTEXT)
    head, *body = message.text
    position = FIRST.steps.index(step) + 1
    long = " · chừng 4 phút" if position == 1 else ""
    assert head == Paragraph((Emphasis(f"Bài mot-bai · {position}/{len(FIRST.steps)}{long}"),))
    assert all(read_choice(choice.id) for choice in message.choices)
    return message.kind, plain(tuple(body)), tuple(choice.label for choice in message.choices)


@pytest.mark.parametrize(
    ("step", "at", "kind", "says", "labels"),
    [
        ("mo-dau", {}, Kind.CARD, "Chào bác. Cháu kể một chuyện. Tra cứu ở phapluat.gov.vn.", ("Tiếp",)),
        ("mot", {}, Kind.CHECK, "AI có luôn đúng không?", ("Có", "Không", "Tuỳ hôm", "Gợi ý")),
        ("mot", {"hints": 1}, Kind.CHECK, "AI có luôn đúng không?", ("Có", "Không", "Tuỳ hôm", "Gợi ý")),
        ("mot", {"hints": 2}, Kind.CHECK, "AI có luôn đúng không?", ("Có", "Không", "Tuỳ hôm")),
        ("mot", {"is_answered": True}, Kind.CHECK, "Bác trả lời câu này rồi, mời bác chọn Tiếp.", ("Tiếp",)),
        ("nhieu", {}, Kind.CHECK, "ví dụ: A C.", ("Số liệu", "Lời chào", "Điều luật", "Gợi ý")),
        ("nhieu", {"is_answered": True}, Kind.CHECK, "Bác trả lời câu này rồi, mời bác chọn Tiếp.", ("Tiếp",)),
        ("ngan", {}, Kind.CHECK, "Bác gõ câu trả lời ngắn.", ("Gợi ý",)),
        ("thu-tu", {}, Kind.CHECK, "ví dụ: B A C.", ("Đọc", "Hỏi", "Kiểm tra", "Gợi ý")),
        ("viet", {}, Kind.EXERCISE, "Ngại gõ thì bác chọn một câu mở đầu ở dưới.", (*BEGINS, "Xem câu mẫu", "Bỏ qua")),
        (
            "viet",
            {"is_answered": True},
            Kind.EXERCISE,
            "Bác gõ câu của mình rồi gửi.",
            ("Tiếp", "Chọn câu mở đầu khác", "Xem câu mẫu"),
        ),
        ("lam", {}, Kind.CARD, "Bác thử hỏi AI một việc.", ("Tôi làm rồi", "Để sau")),
        ("lam", {"is_evidence_asked": True}, Kind.EXERCISE, "Bác đã hỏi việc gì?", ("Bỏ qua",)),
        (
            "lam",
            {"is_evidence_asked": True, "is_answered": True},
            Kind.EXERCISE,
            "Bác đã hỏi việc gì?",
            ("Tiếp",),
        ),
        ("the", {}, Kind.RECAP, "- Hỏi rõ\n- Kiểm tra ở phapluat.gov.vn", ("Cất thẻ, xong bài",)),
    ],
)
def test_a_step_is_shown_as_far_as_it_has_come(
    step: str, at: dict[str, object], kind: Kind, says: str, labels: tuple[str, ...]
) -> None:
    shown_kind, text, shown_labels = shown(step, **at)
    assert (shown_kind, shown_labels) == (kind, labels)
    assert text.endswith(says)


def test_what_is_picked_so_far_is_marked_and_told() -> None:
    _, text, labels = shown("nhieu", picked=(OptionId("luat"), OptionId("khong-co")))
    assert text.endswith("Đang chọn: Điều luật")
    assert labels == ("Số liệu", "Lời chào", "Điều luật ✓", "Xong, trả lời", "Gợi ý")
    _, text, labels = shown("thu-tu", picked=(OptionId("hoi"), OptionId("doc")))
    assert text.endswith("Đang chọn: Hỏi, Đọc")
    assert labels == ("Đọc ✓", "Hỏi ✓", "Kiểm tra", "Xếp lại từ đầu", "Gợi ý")


def test_the_card_to_keep_has_its_title_in_bold() -> None:
    recap = FIRST.steps[-1]
    message = screens.screen(FIRST, recap, course.opened(FIRST, recap.id), State(), CONTEXT)
    assert message.text[1] == Paragraph((Strong("Thẻ: kiểm tra lại"),))


def test_a_card_shows_its_picture() -> None:
    card = FIRST.steps[0]
    assert isinstance(card, Card)
    image = Image("anh.png", "Một chiếc máy")
    message = screens.screen(FIRST, replace(card, image=image), course.opened(FIRST), State(), CONTEXT)
    assert message.image == image


def test_answers_are_told_from_ways_on() -> None:
    step = FIRST.steps[1]
    message = screens.screen(FIRST, step, course.opened(FIRST, step.id), State(), CONTEXT)
    assert [choice.is_answer for choice in message.choices] == [True, True, True, False]
