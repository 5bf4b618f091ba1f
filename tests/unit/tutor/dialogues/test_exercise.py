"""Prompt exercises: the learner's own prompt is read, judged, and answered with one next step."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.model.attempt import Criterion, Flag, Grade, Level
from bot.model.dialogue import State
from bot.model.effects import KeepEntry, RecordAttempt, Say
from bot.model.learner import EntryKind
from bot.model.lesson import Exercise
from bot.model.message import Kind
from bot.model.text import Preformatted, plain
from bot.tutor.context import Context, Operator
from bot.tutor.dialogues.exercise import CLEAR_FROM, KEPT_FROM, feedback
from bot.tutor.phrases import voice_for
from tests.bank import ALL_STEPS, catalog, lesson
from tests.play import MORNING, Play, at_step, learner, phrases
from tests.scenes import visitor

(EXERCISE,) = (step for step in ALL_STEPS if isinstance(step, Exercise))
GOOD = "Hãy viết bài giải thích AI là gì cho bà con trồng chè lớn tuổi ở xã em, ngắn gọn, dễ hiểu"
VAGUE = "AI là gì"
CONTEXT = Context(MORNING, MORNING.date(), catalog(), phrases(), Operator("Sở", "1022"))
CLEAR = {Criterion.TASK: 2, Criterion.AUDIENCE: 2, Criterion.PRIVACY: 2}


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
    assert play.labels() == ("Tiếp", "Xem câu mẫu")


def test_a_weak_attempt_is_recorded_but_not_put_into_the_notebook() -> None:
    play = at_step("viet")
    play.types(VAGUE)
    grade = recorded(play).grade
    assert grade is not None
    assert grade.overall < KEPT_FROM
    assert not play.rows.notebook
    assert play.tells("exercise.next.audience")
    assert not play.tells("exercise.kept")


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
    assert play.labels() == ("Xem câu mẫu", "Bỏ qua")
    assert [type(effect) for effect in play.effects] == [Say]


def test_beginnings_stand_below_the_sample() -> None:
    begun = replace(EXERCISE, starters=("Hãy giải thích…", "Viết cho…"))
    steps = tuple(begun if step is EXERCISE else step for step in ALL_STEPS)
    play = learner(bank=catalog(lesson("mot-bai", steps, facts=("cong",))))
    play.types("/hoc mot-bai/viet")
    play.presses("Xem câu mẫu")
    assert play.tells("exercise.starters")
    assert "- Hãy giải thích…\n- Viết cho…" in play.words()


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


def said(levels: Mapping[Criterion, Level], overall: float, *flags: Flag) -> str:
    return plain(feedback(EXERCISE, Grade(levels, overall, (), flags), State(), CONTEXT))


def phrase(*keys: str) -> str:
    return "\n\n".join(plain(phrases().say(key, voice_for(State().profile))) for key in keys)


@pytest.mark.parametrize(
    ("levels", "overall", "flags", "keys"),
    [
        (CLEAR, 10.0, (), ("exercise.praise.task", "exercise.clear")),
        ({**CLEAR, Criterion.AUDIENCE: 0}, 6.7, (), ("exercise.praise.task", "exercise.next.audience")),
        (
            {**CLEAR, Criterion.AUDIENCE: 1},
            8.3,
            (),
            ("exercise.praise.task", "exercise.clear", "exercise.next.audience"),
        ),
        ({**CLEAR, Criterion.PRIVACY: 0}, 5.0, (), ("exercise.praise.task", "exercise.next.privacy")),
        ({**CLEAR, Criterion.TASK: 1, Criterion.AUDIENCE: 0}, 3.0, (), ("exercise.begun", "exercise.next.audience")),
        (dict.fromkeys(CLEAR, 0), 0.0, (), ("exercise.next.privacy",)),
        (CLEAR, 1.0, (Flag.OFF_TOPIC,), ("exercise.flag.off_topic",)),
        (CLEAR, 3.0, (Flag.STUFFING,), ("exercise.flag.stuffing",)),
        (CLEAR, 3.0, (Flag.COPIED_SAMPLE,), ("exercise.flag.copied_sample",)),
        (
            {**CLEAR, Criterion.TASK: 0},
            3.0,
            (Flag.INJECTION,),
            ("exercise.flag.injection", "exercise.praise.audience", "exercise.next.task"),
        ),
        (CLEAR, 1.0, (Flag.INJECTION, Flag.OFF_TOPIC), ("exercise.flag.injection", "exercise.flag.off_topic")),
    ],
)
def test_feedback_is_one_praise_and_one_next_step(
    levels: Mapping[Criterion, Level], overall: float, flags: tuple[Flag, ...], keys: tuple[str, ...]
) -> None:
    assert said(levels, overall, *flags) == phrase(*keys)
