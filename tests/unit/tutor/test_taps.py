"""Whoever cannot or would rather not type: the lessons that ship, from the door to the last card, by taps alone."""

from datetime import date

from bot.lessonbank.load import open_bank, shipped_bank
from bot.model.effects import RecordAttempt
from bot.model.lesson import Exercise, Lesson
from bot.model.message import Choice
from bot.tutor import beginnings
from bot.tutor.beginnings import Chosen
from bot.tutor.rubric import CLEAR_FROM, grade
from tests.play import Play
from tests.scenes import newcomer

BANK = open_bank(shipped_bank(), today=date(2026, 11, 24))
ONWARDS = ("Tiếp", "Cất thẻ", "Xong, trả lời", "Đồng ý", "Chưa biết", "Cho tôi xem đáp án")
"""What leads on; elsewhere somebody in a hurry takes whatever stands first and is not ticked."""
MOST_TAPS = 60 * len(BANK.lessons)


def way_on(choices: tuple[Choice, ...]) -> Choice:
    onwards = [choice for start in ONWARDS for choice in choices if choice.label.startswith(start)]
    return (onwards or [choice for choice in choices if not choice.label.endswith("✓")])[0]


def finished(play: Play) -> set[str]:
    return {name for name, progress in play.rows.progress.items() if progress.finished_at is not None}


def test_the_whole_track_is_finished_by_taps_alone() -> None:
    play = newcomer()
    play.bank = BANK
    taps = 0
    while finished(play) != set(BANK.lessons):
        play.presses(way_on(play.said[-1].choices).label)
        taps += 1
        assert taps < MOST_TAPS, f"{play.labels()} led nowhere: {play.words()}"
    exercises = {
        step.exercise for lesson in BANK.lessons.values() for step in lesson.steps if isinstance(step, Exercise)
    }
    assert exercises
    assert {attempt.exercise for attempt in play.rows.attempts} - {None} == exercises


def exercises_of(lesson: Lesson) -> list[Exercise]:
    return [step for step in lesson.steps if isinstance(step, Exercise)]


def test_every_sentence_that_can_be_put_together_is_judged_as_if_it_were_typed() -> None:
    told = 0
    for lesson in BANK.lessons.values():
        for exercise in exercises_of(lesson):
            assert len(exercise.starters) == 3
            for starter in exercise.starters:
                for ending in starter.endings:
                    play = newcomer()
                    play.bank = BANK
                    for label in ("Đồng ý", "Bác", "Chưa biết"):
                        play.presses(label)
                    play.types(f"/hoc {lesson.id}/{exercise.id}")
                    play.presses(starter.begin)
                    play.presses(ending)
                    (attempt,) = (effect for effect in play.effects if isinstance(effect, RecordAttempt))
                    assert attempt.grade == grade(exercise, f"{starter.begin} {ending}")
                    told += 1
    assert told > 20


def test_of_each_beginning_one_ending_is_clear_and_not_always_the_last() -> None:
    places = set()
    for lesson in BANK.lessons.values():
        for exercise in exercises_of(lesson):
            for number, starter in enumerate(exercise.starters):
                graded = [grade(exercise, Chosen(number, starter, each).sentence).overall for each in starter.endings]
                assert max(graded) >= CLEAR_FROM
                assert min(graded) < CLEAR_FROM, "the feedback has something to teach"
                places.add(graded.index(max(graded)))
                assert beginnings.read(f"_b{number}", exercise) is not None
    assert places == {0, 1, 2}
