"""Playing a lesson, step by step."""

from dataclasses import replace

import pytest

from bot.model.dialogue import AtMenu, Introducing, Learning
from bot.model.effects import FinishLesson, KeepEntry, RecordAttempt, Say
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId
from bot.model.learner import EntryKind
from bot.model.lesson import Check
from bot.model.message import Kind
from bot.model.text import paragraph, plain
from bot.tutor.choices import step_choice
from tests.bank import ALL_STEPS, FIRST, catalog, lesson
from tests.play import Play, at_step, learner

TELLING = {"mot": ("a", "b"), "dung-sai": ("Đúng", "sai"), "nhieu": ("a b", "a c"), "thu-tu": ("abc", "b, a, c")}
"""A wrong and a right answer to each closed check."""


def attempts(play: Play) -> list[RecordAttempt]:
    return [effect for effect in play.effects if isinstance(effect, RecordAttempt)]


def press(play: Play, what: str) -> None:
    assert play.state.bookmark is not None
    play.happen(ChoicePressed(step_choice(play.state.bookmark, play.state.turn, what)))


@pytest.mark.parametrize("step", TELLING)
def test_a_right_answer_is_praised_explained_and_kept(step: str) -> None:
    play = at_step(step)
    play.types(TELLING[step][1])
    (attempt,) = attempts(play)
    assert (attempt.lesson, attempt.version, attempt.step) == ("mot-bai", 1, step)
    assert (attempt.score, attempt.text, attempt.grade) == (1.0, None, None)
    asked = FIRST.step(attempt.step)
    assert isinstance(asked, Check)
    assert play.tells("check.right")
    assert play.words().endswith(plain(asked.explanation))
    assert play.said[-1].kind is Kind.FEEDBACK
    assert play.labels() == ("Tiếp",)


@pytest.mark.parametrize("step", TELLING)
def test_a_wrong_answer_is_explained_and_asked_again(step: str) -> None:
    play = at_step(step)
    play.types(TELLING[step][0])
    assert [attempt.score for attempt in attempts(play)] == [0.0]
    assert play.tells("check.again")
    assert not play.tells("check.right")
    assert len(play.labels()) > 1
    play.types(TELLING[step][1])
    assert [attempt.score for attempt in attempts(play)] == [0.5]


@pytest.mark.parametrize(
    ("step", "answer"),
    [("mot", "Không"), ("dung-sai", "Sai"), ("nhieu", "Số liệu; Điều luật"), ("thu-tu", "Hỏi → Đọc → Kiểm tra")],
)
def test_after_three_tries_the_answer_is_told(step: str, answer: str) -> None:
    play = at_step(step)
    for _ in range(3):
        play.types(TELLING[step][0])
    assert play.tells("check.given", answer=answer)
    assert play.labels() == ("Tiếp",)
    assert [attempt.score for attempt in play.rows.attempts] == [0.0] * 3
    play.types(TELLING[step][1])
    assert play.tells("check.answered")
    assert not play.tells("unclear.text")
    assert len(play.rows.attempts) == 3


def test_a_short_answer_is_judged_and_kept_with_personal_data_masked() -> None:
    play = at_step("ngan")
    play.types("hỏi số 0912345678")
    assert [(each.score, each.text) for each in attempts(play)] == [(0.0, "hỏi số [số điện thoại]")]
    assert "Chưa phải ý này." in play.words()
    play.types("tin luôn")
    assert "Tin luôn thì dễ lầm." in play.words()
    play.types("gì nữa")
    assert play.tells("check.given", answer="kiểm tra lại")
    play.types("kiểm tra")
    assert len(play.rows.attempts) == 3


@pytest.mark.parametrize("text", ["Cho tôi xem đáp án", "cho toi xem dap an", "1"])
def test_whoever_cannot_type_a_short_answer_is_shown_it_after_the_hints(text: str) -> None:
    play = at_step("ngan")
    assert play.labels() == ("Gợi ý",)
    play.presses("Gợi ý")
    assert play.labels() == ("Cho tôi xem đáp án",)
    play.types(text)
    assert play.tells("check.given", answer="kiểm tra lại")
    assert "Luôn kiểm tra lại." in play.words()
    assert not play.rows.attempts, "nothing was tried"
    assert play.labels() == ("Tiếp",)


def test_a_forged_wish_for_the_answer_is_an_old_choice() -> None:
    for step in ("ngan", "mot", "nhieu"):
        play = at_step(step)
        before = play.place
        play.happen(ChoicePressed(ChoiceId(f"l:mot-bai:{step}:1:{play.state.turn}:_give")))
        assert play.place == before
        assert play.tells("unclear.old_choice")


def test_a_short_answer_that_is_right_goes_on() -> None:
    play = at_step("ngan")
    play.types("dạ kiểm tra lại ạ")
    assert play.tells("check.right")
    assert play.words().endswith("Chuẩn.\n\nLuôn kiểm tra lại.")
    play.types("ok")
    assert play.state.bookmark is not None
    assert play.state.bookmark.step == "thu-tu"


def test_options_of_a_multiple_check_are_gathered_until_done() -> None:
    play = at_step("nhieu")
    play.presses("Số liệu")
    assert play.tells("check.picked", picked="Số liệu")
    play.types("b")
    assert play.tells("check.picked", picked="Số liệu, Lời chào")
    play.presses("Lời chào")
    assert play.tells("check.picked", picked="Số liệu")
    assert not play.rows.attempts
    play.presses("Xong, trả lời")
    assert play.tells("check.incomplete")
    play.types("Điều luật")
    play.types("so lieu")
    play.types("xong")
    assert play.rows.attempts[-1].score == 0.5


def test_an_order_is_complete_with_its_last_option_and_may_be_begun_anew() -> None:
    play = at_step("thu-tu")
    play.types("A")
    play.presses("Xếp lại từ đầu")
    assert not play.tells("check.picked")
    for label in ("Hỏi", "Đọc", "Kiểm tra"):
        assert not play.rows.attempts
        play.presses(label)
    assert play.rows.attempts[-1].score == 1.0


def test_hints_come_rung_by_rung() -> None:
    play = at_step("mot")
    play.presses("Gợi ý")
    assert play.tells("check.hint_is")
    assert "Nhớ lại câu chuyện." in play.words()
    assert "AI có luôn đúng không?" in play.words()
    play.types("gợi ý")
    assert "Máy cũng nhầm." in play.words()
    assert "Gợi ý" not in play.labels()
    press(play, "_hint")
    assert play.tells("unclear.old_choice")
    assert not play.rows.attempts


@pytest.mark.parametrize(
    ("step", "what"),
    [
        ("mo-dau", "_keep"),
        ("mo-dau", "khong"),
        ("mot", "_next"),
        ("mot", "_done"),
        ("mot", "la"),
        ("nhieu", "_done"),
        ("thu-tu", "_clear"),
        ("lam", "_next"),
        ("the", "_next"),
        ("viet", "_next"),
        ("viet", "_keep"),
    ],
)
def test_what_a_step_does_not_offer_is_refused(step: str, what: str) -> None:
    play = at_step(step)
    before = play.place
    press(play, what)
    assert play.tells("unclear.old_choice")
    assert [type(effect) for effect in play.effects] == [Say]
    assert play.place == before


def test_a_press_while_elsewhere_leads_back_into_the_lesson() -> None:
    play = at_step("mot")
    answer = play.choice("Không").id
    play.types("/caidat")
    play.happen(ChoicePressed(answer))
    assert play.state.scene == Learning()
    assert play.rows.attempts[-1].score == 1.0


def test_a_press_without_a_lesson_under_way_is_old() -> None:
    play = at_step("the")
    play.presses("Cất thẻ")
    play.waits(minutes=1)
    play.happen(ChoicePressed(ChoiceId("l:mot-bai:the:1:2:_keep")))
    assert play.tells("unclear.old_choice")


def test_a_real_task_is_followed_by_what_it_was_for() -> None:
    play = at_step("lam")
    play.types("bác chưa rõ")
    assert play.tells("unclear.text")
    play.presses("Tôi làm rồi")
    assert play.words().endswith("Bác đã hỏi việc gì?")
    play.types("Hỏi giá chè, gọi 0912345678")
    (attempt, entry) = play.effects[:-1]
    assert isinstance(attempt, RecordAttempt)
    assert (attempt.score, attempt.text) == (1.0, "Hỏi giá chè, gọi [số điện thoại]")
    assert isinstance(entry, KeepEntry)
    assert (entry.kind, entry.title) == (EntryKind.EVIDENCE, "Bài mot-bai")
    assert entry.text == paragraph("Hỏi giá chè, gọi [số điện thoại]")
    assert play.tells("do.thanks")
    play.presses("Tiếp")
    assert play.said[-1].kind is Kind.RECAP


@pytest.mark.parametrize(("start", "skip"), [((), "Để sau"), (("Tôi làm rồi",), "Bỏ qua")])
def test_a_real_task_may_be_left(start: tuple[str, ...], skip: str) -> None:
    play = at_step("lam")
    for label in start:
        play.presses(label)
    play.presses(skip)
    assert play.said[-1].kind is Kind.RECAP
    assert not play.rows.attempts


@pytest.mark.parametrize("text", ["ok", "1", "cất thẻ", "Cất thẻ, xong bài"])
def test_the_card_is_kept_and_the_lesson_done(text: str) -> None:
    play = at_step("the")
    play.types(text)
    finish, entry = play.effects[:-1]
    assert finish == FinishLesson(FIRST.id, FIRST.content_hash)
    assert isinstance(entry, KeepEntry)
    assert (entry.kind, entry.title) == (EntryKind.CARD, "Thẻ: kiểm tra lại")
    assert plain(entry.text) == "- Hỏi rõ\n- Kiểm tra ở phapluat.gov.vn"
    assert play.tells("lesson.finished", lesson="Bài mot-bai")
    assert (play.state.bookmark, play.state.scene) == (None, Introducing())


def test_after_a_later_lesson_the_menu_follows() -> None:
    play = at_step("the")
    play.presses("Cất thẻ")
    play.types("/hoc hai-bai/the")
    play.presses("Cất thẻ")
    assert play.state.scene == AtMenu()
    assert play.tells("menu.main", count=2)
    assert play.labels() == ("Chọn bài khác", "Sổ tay của tôi", "Nhờ người thật giúp", "Cài đặt")


def test_a_lesson_just_finished_is_not_offered_again_right_below() -> None:
    play = at_step("the")
    play.state = replace(play.state, profile=replace(play.state.profile, name="Hoa"))
    play.presses("Cất thẻ")
    assert play.tells("menu.main", count=1)
    assert play.labels()[0] == "Học bài: Bài hai-bai"
    play.types("/hoc mot-bai/the")
    play.presses("Cất thẻ")
    assert play.tells("menu.main", count=1)


def test_whoever_is_known_is_not_asked_again() -> None:
    play = at_step("the")
    play.state = replace(play.state, profile=replace(play.state.profile, name="Hoa"))
    play.presses("Cất thẻ")
    assert play.state.scene == AtMenu()


def test_every_step_leads_on_to_the_card() -> None:
    play = learner()
    lines = ["Tiếp", "B", "ok", "A C", "tiếp", "Sai", "vâng", "kiểm tra", "tiep", "B A C", "Tiếp", "Bỏ qua", "Để sau"]
    steps = [play.state.bookmark.step if play.state.bookmark else None]
    for line in lines:
        play.types(line)
        if play.state.bookmark and play.state.bookmark.step != steps[-1]:
            steps.append(play.state.bookmark.step)
    assert steps == [step.id for step in ALL_STEPS]


def test_a_lesson_that_ends_without_a_card_to_keep_can_still_be_left() -> None:
    play = learner(bank=catalog(lesson("mot-bai", ALL_STEPS[:1], facts=("cong",))))
    play.presses("Tiếp")
    assert play.said[-1].kind is Kind.CARD
    play.types("menu")
    assert play.state.scene == AtMenu()


def placed(play: Play) -> tuple[str | None, str | None]:
    """The key of the newest message, and of the one in whose place it stands."""
    said = play.effects[-1]
    assert isinstance(said, Say)
    return said.key, said.replaces


def test_a_wrong_tap_is_answered_in_the_place_of_the_question_with_the_question_below() -> None:
    play = at_step("mot")
    assert placed(play) == ("check:mot-bai:mot", None)
    play.presses("Có")
    assert placed(play) == ("check:mot-bai:mot", "check:mot-bai:mot")
    assert play.said[-1].kind is Kind.FEEDBACK
    assert play.words().startswith("Về câu “Có”.")
    assert play.words().endswith("AI có luôn đúng không?")
    assert play.labels() == ("Có", "Không", "Tuỳ hôm", "Gợi ý")


@pytest.mark.parametrize("label", ["Không", "Gợi ý"])
def test_what_leads_on_and_a_hint_are_messages_of_their_own(label: str) -> None:
    play = at_step("mot")
    play.presses("Có")
    play.presses(label)
    assert placed(play) == ("check:mot-bai:mot" if label == "Gợi ý" else None, None)


def test_the_last_wrong_tap_leads_on_and_is_a_message_of_its_own() -> None:
    play = at_step("mot")
    for label in ("Có", "Tuỳ hôm", "Có"):
        play.presses(label)
    assert play.tells("check.given", answer="Không")
    assert placed(play) == (None, None)


@pytest.mark.parametrize(("step", "text"), [("mot", "Có"), ("mot", "A"), ("nhieu", "a"), ("nhieu", "a b")])
def test_what_is_typed_is_answered_below_it(step: str, text: str) -> None:
    play = at_step(step)
    play.types(text)
    assert placed(play) == (f"check:mot-bai:{step}", None)
    assert "?" in play.words(), "its buttons are the newest, so the question is"
    assert play.said[-1].choices


def test_options_are_gathered_and_put_back_in_place() -> None:
    play = at_step("thu-tu")
    for label in ("Hỏi", "Hỏi", "Hỏi", "Xếp lại từ đầu"):
        play.presses(label)
        assert placed(play) == ("check:mot-bai:thu-tu", "check:mot-bai:thu-tu")
        play.waits(minutes=1)


@pytest.mark.parametrize("text", ["/tiendo", "/hoc mot-bai/viet", "/hoc mot-bai/ngan", "/hoc mot-bai/mo-dau"])
def test_only_a_message_with_answers_can_be_replaced(text: str) -> None:
    play = at_step("mot")
    play.types(text)
    assert placed(play) == (None, None)
