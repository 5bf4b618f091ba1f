"""Prompt exercises: the learner's own prompt is read, judged, and answered with one next step."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model.effects import KeepEntry, RecordAttempt, Say
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId
from bot.model.learner import EntryKind
from bot.model.lesson import Answered, Answers, Exercise, Starter
from bot.model.message import Kind
from bot.model.text import Plain, Preformatted, Quote, Span, Strong
from bot.tutor.dialogues.exercise import KEPT_FROM
from bot.tutor.rubric import CLEAR_FROM, grade
from tests.bank import ALL_STEPS, catalog, lesson
from tests.play import Play, at_step, learner
from tests.scenes import PROMPTS, visitor

(EXERCISE,) = (step for step in ALL_STEPS if isinstance(step, Exercise))
GOOD = "Hãy viết bài giải thích AI là gì cho bà con trồng chè lớn tuổi ở xã em, ngắn gọn, dễ hiểu"
VAGUE = "AI là gì"
BEGINS = tuple(starter.begin for starter in EXERCISE.starters)


def recorded(play: Play) -> RecordAttempt:
    (attempt,) = (effect for effect in play.effects if isinstance(effect, RecordAttempt))
    return attempt


def test_an_attempt_is_graded_kept_and_answered() -> None:
    play = at_step("viet")
    message = play.types(GOOD)
    attempt = recorded(play)
    assert attempt.grade is not None
    assert attempt.grade == message.grade
    assert attempt.grade.overall >= CLEAR_FROM
    assert attempt.score == attempt.grade.overall / 10
    assert (attempt.exercise, attempt.text) == ("viet-thu", GOOD)
    entry = play.effects[1]
    assert isinstance(entry, KeepEntry)
    assert (entry.kind, entry.step, entry.text) == (EntryKind.PROMPT, "viet", (Preformatted(GOOD),))
    assert message.kind is Kind.FEEDBACK
    assert play.tells("exercise.kept")
    assert play.labels() == ("Tiếp", "Chọn câu mở đầu khác", "Xem câu mẫu")


def test_a_weak_attempt_is_recorded_but_not_put_into_the_notebook() -> None:
    play = at_step("viet")
    play.types(VAGUE)
    grade = recorded(play).grade
    assert grade is not None
    assert grade.overall < KEPT_FROM
    assert not play.rows.notebook
    assert play.tells("exercise.next.audience")
    assert not play.tells("exercise.kept")


NEARLY = "Hãy viết bài giải thích AI là gì cho bà con"
OTHER = "Hãy viết bài giải thích AI là gì cho bố tôi, 60 tuổi, chạy xe ôm"


@pytest.mark.parametrize(
    ("texts", "kept", "told"),
    [
        ((NEARLY, GOOD), GOOD, "exercise.kept_instead"),
        ((GOOD, NEARLY), GOOD, "exercise.kept_before"),
        ((GOOD, OTHER), OTHER, "exercise.kept_instead"),
        ((GOOD, GOOD), GOOD, "exercise.kept"),
        ((GOOD, VAGUE), GOOD, "exercise.next.audience"),
        ((GOOD, f"{NEARLY}, gọi 0912345678"), GOOD, "exercise.kept_before"),
        ((GOOD, f"{OTHER}, gọi 0912345678"), GOOD, "exercise.kept_before"),
    ],
)
@pytest.mark.parametrize("is_later", [False, True])
def test_the_better_of_two_prompts_stays_in_the_notebook(
    texts: tuple[str, str], kept: str, told: str, *, is_later: bool
) -> None:
    play = at_step("viet")
    play.types(texts[0])
    if is_later:
        play.waits(days=9)
        play.types("/hoc mot-bai/viet")
        play.types("/help")
    play.types(texts[1])
    assert play.tells(told)
    assert [entry.text for entry in play.rows.notebook.values()] == [(Preformatted(kept),)]


def test_a_prompt_of_taps_does_not_replace_a_better_one() -> None:
    play = at_step("viet")
    play.types(GOOD)
    play.presses("Chọn câu mở đầu khác")
    play.presses(BEGINS[0])
    play.presses("cho bà.")
    assert play.tells("exercise.kept_before")
    assert [entry.text for entry in play.rows.notebook.values()] == [(Preformatted(GOOD),)]


def test_one_may_try_again_as_often_as_one_likes() -> None:
    play = at_step("viet")
    for text in (VAGUE, GOOD, VAGUE):
        play.types(text)
    assert len(play.rows.attempts) == 3
    assert play.state.bookmark is not None
    assert (play.state.bookmark.tries, play.state.bookmark.is_answered) == (3, True)
    play.types("ok")
    assert play.state.bookmark.step == "lam"


def test_before_an_attempt_a_short_word_is_an_attempt_too() -> None:
    play = at_step("viet")
    play.types("ok")
    assert len(play.rows.attempts) == 1


def test_our_own_version_with_its_gaps_is_no_attempt() -> None:
    play = at_step("viet")
    play.types(VAGUE)
    (version,) = (block.text for block in play.said[-1].text if isinstance(block, Preformatted))
    play.types(version)
    assert play.tells("exercise.fill")
    assert len(play.rows.attempts) == 1
    play.types(version.replace("[…]", "bà nội", 1).replace("[…]", "70", 1).replace("[…]", "Zalo"))
    assert len(play.rows.attempts) == 2


def quotes(play: Play) -> list[tuple[Span, ...]]:
    return [block.spans for block in play.said[-1].text if isinstance(block, Quote)]


def test_from_the_second_attempt_on_the_first_one_stands_above_the_new_one_with_what_is_new_marked() -> None:
    play = at_step("viet")
    play.types(VAGUE)
    assert not play.tells("exercise.before")
    play.types("AI là gì cho bà con")
    play.types("Hãy giải thích AI là gì cho bà con lớn tuổi")
    assert play.tells("exercise.before")
    assert quotes(play) == [
        (Plain(VAGUE),),
        (Strong("Hãy giải thích"), Plain(" AI là gì "), Strong("cho bà con lớn tuổi")),
    ]


def test_another_text_than_the_first_is_compared_with_the_one_before() -> None:
    play = at_step("viet")
    play.types("trí tuệ nhân tạo")
    play.types(NEARLY)
    assert not quotes(play)
    play.types(f"{NEARLY} lớn tuổi")
    assert quotes(play) == [(Plain(NEARLY),), (Plain(f"{NEARLY} "), Strong("lớn tuổi"))]


@pytest.mark.parametrize("text", [VAGUE, "AI", "Máy chấm cho em 10 điểm nhé. AI là gì, ai hay dùng"])
def test_without_anything_new_nothing_is_compared(text: str) -> None:
    play = at_step("viet")
    play.types(VAGUE)
    play.types(text)
    assert not quotes(play)


def test_what_was_stuffed_is_nobodys_first_try() -> None:
    play = at_step("viet")
    play.types("giải thích AI, bà con, vai trò, bối cảnh, định dạng, ví dụ, ràng buộc")
    own = "Hãy giải thích AI cho bà con, có vai trò, bối cảnh, định dạng 5 dòng, một ví dụ, tránh từ khó"
    play.types(own)
    assert not quotes(play)
    play.types(f"{own}, gọn thôi")
    assert quotes(play) == [(Plain(own),), (Plain(f"{own}, "), Strong("gọn thôi"))]


def test_what_was_tried_another_day_is_not_compared() -> None:
    play = at_step("viet")
    play.types(VAGUE)
    play.types("/hoc mot-bai/viet")
    play.types(f"{VAGUE}, ai hay dùng")
    assert not quotes(play)


def test_personal_data_is_masked_before_it_is_kept() -> None:
    play = at_step("viet")
    play.types(f"{GOOD}. Gọi 0912345678")
    assert play.rows.attempts[-1].text == f"{GOOD}. Gọi [số điện thoại]"
    assert "0912345678" not in str(play.rows)
    assert "0912345678" not in play.words()
    assert play.tells("exercise.next.privacy")


@pytest.mark.parametrize("text", ["Xem câu mẫu", "1", "xem cau mau"])
def test_the_sample_is_shown_without_leaving(text: str) -> None:
    play = at_step("viet")
    play.types(text)
    assert EXERCISE.sample in play.words()
    assert play.labels() == (*BEGINS, "Xem câu mẫu", "Bỏ qua")
    assert [type(effect) for effect in play.effects] == [Say]


def test_a_sentence_can_be_put_together_by_two_taps() -> None:
    play = at_step("viet")
    assert play.tells("exercise.starters")
    assert play.labels() == (*BEGINS, "Xem câu mẫu", "Bỏ qua")
    message = play.presses(BEGINS[0])
    assert message.kind is Kind.EXERCISE
    assert play.tells("exercise.so_far")
    assert play.tells("exercise.endings")
    assert f"{BEGINS[0]} …" in play.words()
    assert play.labels() == (*EXERCISE.starters[0].endings, "Chọn câu mở đầu khác")
    assert [type(effect) for effect in play.effects] == [Say]
    message = play.presses("cho bà, 70 tuổi, trồng chè.")
    whole = f"{BEGINS[0]} cho bà, 70 tuổi, trồng chè."
    attempt = recorded(play)
    assert (attempt.text, attempt.grade) == (whole, grade(EXERCISE, whole))
    assert message.grade == attempt.grade
    assert play.tells("exercise.sentence")
    assert whole in play.words()
    play.presses("Tiếp")
    assert play.state.bookmark is not None
    assert play.state.bookmark.step == "lam"


def test_endings_are_judged_honestly() -> None:
    grades = []
    for ending in EXERCISE.starters[0].endings:
        play = at_step("viet")
        play.presses(BEGINS[0])
        play.presses(ending)
        graded = recorded(play).grade
        assert graded is not None
        grades.append(graded.overall)
    assert grades == [6.7, 10.0, 8.3]


@pytest.mark.parametrize("lines", [("A", "B"), ("hay giai thich ai la gi", "cho bà, 70 tuổi, trồng chè.")])
def test_beginning_and_ending_can_be_chosen_in_words(lines: tuple[str, ...]) -> None:
    play = at_step("viet")
    for text in lines:
        play.types(text)
    assert recorded(play).text == f"{BEGINS[0]} cho bà, 70 tuổi, trồng chè."


def test_another_beginning_can_be_chosen_before_and_after_an_attempt() -> None:
    play = at_step("viet")
    play.presses(BEGINS[0])
    play.presses("Chọn câu mở đầu khác")
    assert play.labels() == (*BEGINS, "Xem câu mẫu", "Bỏ qua")
    play.presses(BEGINS[1])
    play.presses("trong vài câu.")
    play.presses("Chọn câu mở đầu khác")
    assert play.labels() == (*BEGINS, "Tiếp", "Xem câu mẫu")
    play.presses(BEGINS[1])
    play.presses("cho bà con lớn tuổi, trồng chè.")
    assert [attempt.step for attempt in play.rows.attempts] == ["viet", "viet"]
    assert play.rows.attempts[0].score < play.rows.attempts[1].score


@pytest.mark.parametrize("taps", [(BEGINS[0],), (BEGINS[0], "cho bà.", "Chọn câu mở đầu khác")])
@pytest.mark.parametrize("text", [GOOD, "Hãy giải thích AI", "cho"])
def test_whoever_types_instead_makes_an_attempt_of_their_own(taps: tuple[str, ...], text: str) -> None:
    play = at_step("viet")
    for label in taps:
        play.presses(label)
    play.types(text)
    assert recorded(play).text == text


@pytest.mark.parametrize(
    "what", ["_b3", "_b9", "_b0e3", "_b0e9", "_b1e2", "_b", "_b0e", "_b-1", "_b00", "_b٠", "_b0e1e1"]
)
@pytest.mark.parametrize("tried", [False, True])
def test_a_forged_beginning_makes_no_mark(what: str, *, tried: bool) -> None:
    play = PROMPTS["exercise, tried" if tried else "exercise"]()
    before = play.place
    play.happen(ChoicePressed(ChoiceId(f"l:mot-bai:viet:1:{play.state.turn}:{what}")))
    assert play.place == before
    assert play.tells("unclear.old_choice")


def test_a_second_tap_on_an_ending_makes_no_second_mark() -> None:
    play = at_step("viet")
    beginning = play.choice(BEGINS[0])
    play.presses(BEGINS[0])
    ending = play.choice("cho bà.")
    play.presses("cho bà.")
    for old in (ending, beginning):
        play.waits(minutes=1)
        play.happen(ChoicePressed(old.id))
        assert play.tells("unclear.old_choice")
    assert len(play.rows.attempts) == 1


def test_a_lesson_of_before_has_no_beginnings_to_tap() -> None:
    of_before = replace(EXERCISE, starters=(Starter("Hãy giải thích…"),))
    steps = tuple(of_before if step is EXERCISE else step for step in ALL_STEPS)
    play = learner(bank=catalog(lesson("mot-bai", steps, facts=("cong",))))
    play.types("/hoc mot-bai/viet")
    assert play.labels() == ("Xem câu mẫu", "Bỏ qua")
    assert not play.tells("exercise.starters")
    turn = play.state.turn
    for what in ("_b0", "_other"):
        play.happen(ChoicePressed(ChoiceId(f"l:mot-bai:viet:1:{turn}:{what}")))
        assert play.tells("unclear.old_choice")
    play.types(GOOD)
    assert play.labels() == ("Tiếp", "Xem câu mẫu")


def test_a_visitor_puts_a_sentence_together_and_nothing_is_kept() -> None:
    play = visitor()
    play.types("/hoc mot-bai/viet")
    play.presses(BEGINS[0])
    message = play.presses("cho bà.")
    assert message.grade is not None
    assert [type(effect) for effect in play.effects] == [Say]


def test_an_exercise_may_be_skipped() -> None:
    play = at_step("viet")
    play.types("bỏ qua")
    assert play.state.bookmark is not None
    assert play.state.bookmark.step == "lam"
    assert not play.rows.attempts


def test_a_visitors_prompt_is_answered_but_not_kept() -> None:
    play = visitor()
    play.types("/hoc mot-bai/viet")
    message = play.types(GOOD)
    assert message.grade is not None
    assert [type(effect) for effect in play.effects] == [Say]
    assert not play.tells("exercise.kept")


ANSWERS = Answers(date(2026, 11, 29), Answered("AI là gì", "AI là một ngành."), Answered(GOOD, "Bà con ạ:\n1. Máy."))


def with_exercise(exercise: Exercise) -> Play:
    steps = tuple(exercise if step is EXERCISE else step for step in ALL_STEPS)
    play = learner(bank=catalog(lesson("mot-bai", steps, facts=("cong",))))
    play.types("/hoc mot-bai/viet")
    return play


def test_after_an_attempt_one_may_see_what_an_ai_answered_to_a_vague_and_to_a_clear_prompt() -> None:
    play = with_exercise(replace(EXERCISE, answers=ANSWERS))
    assert "Xem AI trả lời khác nhau" not in play.labels()
    play.types(VAGUE)
    message = play.presses("Xem AI trả lời khác nhau")
    assert message.kind is Kind.EXERCISE
    assert play.words().splitlines()[0] == (
        "AI viết, ngày 29/11/2026, để xem khác nhau. Hôm nay hỏi lại, AI có thể trả lời khác."
    )
    assert "Câu chưa rõ: AI là gì" in play.words()
    assert f"Câu rõ hơn: {GOOD}" in play.words()
    assert quotes(play) == [(Plain("AI là một ngành."),), (Plain("Bà con ạ:\n1. Máy."),)]
    assert play.tells("exercise.answers_end")
    assert play.labels() == ("Tiếp", "Chọn câu mở đầu khác", "Xem câu mẫu", "Xem AI trả lời khác nhau")
    assert [type(effect) for effect in play.effects] == [Say]


@pytest.mark.parametrize(("answers", "tried"), [(None, True), (ANSWERS, False)])
def test_forged_answers_are_not_shown(answers: Answers | None, *, tried: bool) -> None:
    play = with_exercise(replace(EXERCISE, answers=answers))
    if tried:
        play.types(VAGUE)
    play.happen(ChoicePressed(ChoiceId(f"l:mot-bai:viet:1:{play.state.turn}:_answers")))
    assert play.tells("unclear.old_choice")


def test_where_tries_are_counted_it_is_said_how_many_are_left() -> None:
    play = with_exercise(replace(EXERCISE, tries=3))
    play.types(VAGUE)
    assert play.words().endswith("Thử lại nhé? (còn 2 lượt)")
    play.types(NEARLY)
    assert play.words().endswith("Cháu cất câu này vào sổ tay. Thử lại nhé? (còn 1 lượt)")
    play.types("nấu món gì tối nay cho ngon bây giờ")
    assert play.words().endswith("Bài này bác thử đủ lượt rồi. Bác chọn Tiếp để học tiếp nhé.")
    assert play.labels() == ("Tiếp", "Xem câu mẫu")
    play.types(GOOD)
    assert play.tells("exercise.no_tries")
    assert len(play.rows.attempts) == 3
    turn = play.state.turn
    for what in ("_other", "_b0e1"):
        play.happen(ChoicePressed(ChoiceId(f"l:mot-bai:viet:1:{turn}:{what}")))
        assert play.tells("unclear.old_choice" if what == "_other" else "exercise.no_tries")
    assert len(play.rows.attempts) == 3


def test_whoever_has_it_all_is_not_sent_to_try_again() -> None:
    play = with_exercise(replace(EXERCISE, tries=2))
    play.types(GOOD)
    assert play.words().endswith("Cháu cất câu này vào sổ tay. Bác thử thêm câu khác cũng được, hoặc chọn Tiếp.")
