"""When another judge is asked about an attempt, and what becomes of its answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.attempt import Criterion
from bot.model.effects import Effect, Ignore, RecordAttempt, Regrade, RequestGrade, Say
from bot.model.events import AttemptGraded
from bot.model.learner import AI_TOLD
from bot.model.message import Author, Kind, Message
from bot.model.opinion import GradeRequest, Opinion, Proposal
from bot.model.text import plain
from bot.tutor.dialogues.welcome import NOTICE_VERSION
from bot.tutor.grading import LATEST
from bot.tutor.needs import needs
from bot.tutor.step import step
from tests.bank import catalog
from tests.play import Play, at_step, phrases

GOOD = "Hãy viết bài giải thích AI là gì cho bà con, gọi 0912345678"
AI = "Trợ Lý Việt"
WORDS = "Câu này rõ việc rồi. Bác thử nói thêm bà con ở đâu nhé."
PROVEN = Opinion((Proposal(Criterion.AUDIENCE, 2, "cho bà con"),), WORDS)


def judged(**changes: object) -> Play:
    """A learner at an exercise, where there is another judge."""
    play = at_step("viet")
    play.ai, play.may_add = AI, True
    profile = play.state.profile
    assert profile.consent is not None
    told = replace(profile.consent, version=f"{NOTICE_VERSION}{AI_TOLD}")
    play.state = replace(play.state, profile=replace(profile, consent=told))
    for name, value in changes.items():
        setattr(play, name, value)
    return play


def asked(play: Play) -> tuple[GradeRequest, ...]:
    return tuple(effect.request for effect in play.effects if isinstance(effect, RequestGrade))


def requested(play: Play) -> GradeRequest:
    play.types(GOOD)
    (request,) = asked(play)
    return request


def answered(play: Play, request: GradeRequest, opinion: Opinion) -> tuple[Effect, ...]:
    event = AttemptGraded(request, opinion)
    assert needs(event, play.state) == frozenset()
    result = step(play.state, event, play.context(frozenset()))
    assert result.state == play.state, "nobody did anything: nothing has moved"
    return result.effects


def test_an_attempt_is_asked_about_with_masked_text_and_nothing_else() -> None:
    play = judged()
    request = requested(play)
    submission = request.submission
    assert "0912" not in submission.text
    assert submission.text.startswith("Hãy viết bài")
    assert (submission.language, submission.address) == ("vi", "bác")
    assert set(submission.criteria) == set(play.said[-1].grade.levels)  # type: ignore[union-attr]  # a grade is there
    assert "{" not in submission.task
    said = play.effects[-1]
    assert isinstance(said, Say)
    assert (said.key, said.message, request.said) == (request.key, play.said[-1], play.said[-1])
    assert isinstance(play.effects[0], RecordAttempt)


def test_without_another_judge_nothing_is_asked() -> None:
    play = judged(ai="")
    play.types(GOOD)
    assert asked(play) == ()
    said = play.effects[-1]
    assert isinstance(said, Say)
    assert said.key is None


@pytest.mark.parametrize("text", ["/menu", "không biết", "thời tiết hôm nay thế nào ở Hà Nội vậy bạn ơi", "?", "tiếp"])
def test_only_attempts_that_no_gate_has_judged_are_asked_about(text: str) -> None:
    play = judged()
    play.types(text)
    assert asked(play) == ()


def test_nobody_under_16_is_ever_asked_about() -> None:
    play = judged()
    profile = play.state.profile
    assert profile.consent is not None
    for young in (
        replace(profile, consent=replace(profile.consent, by_guardian=True)),
        replace(profile, is_under_16=True),
        replace(profile, consent=None),
    ):
        play.state = replace(play.state, profile=young)
        play.types(GOOD)
        assert asked(play) == ()


def test_nobody_is_asked_about_who_agreed_before_there_was_another_judge() -> None:
    play = judged()
    profile = play.state.profile
    assert profile.consent is not None
    earlier = replace(profile.consent, version=NOTICE_VERSION)
    play.state = replace(play.state, profile=replace(profile, consent=earlier))
    play.types(GOOD)
    assert asked(play) == ()


def test_whoever_has_not_said_how_to_be_addressed_is_asked_about_too() -> None:
    play = judged()
    play.state = replace(play.state, profile=replace(play.state.profile, address=None))
    assert requested(play).submission.address == "bạn"


def test_the_answer_stands_in_the_same_message_marked_as_an_ais() -> None:
    play = judged()
    request = requested(play)
    regrade, said = answered(play, request, PROVEN)
    assert isinstance(said, Say)
    assert (said.key, said.replaces) == (request.key, request.key)
    assert said.message.text[: len(request.said.text)] == request.said.text
    assert plain(said.message.text).endswith(f"AI viết thêm (AI có thể nhầm, bác xem lại nhé):\n\n{WORDS}")
    assert said.message.choices == request.said.choices
    assert isinstance(regrade, Regrade)
    assert request.said.grade is not None
    assert regrade.grade == said.message.grade
    assert regrade.grade.levels[Criterion.AUDIENCE] == request.said.grade.levels[Criterion.AUDIENCE] + 1
    assert (regrade.made_at, regrade.score) == (play.now, regrade.grade.overall / 10)


def test_where_nothing_can_be_replaced_only_the_words_are_added() -> None:
    play = judged(may_add=False)
    request = requested(play)
    said = answered(play, request, replace(PROVEN, proposals=()))[-1]
    assert isinstance(said, Say)
    assert said.replaces is None
    assert said.message == Message(
        Kind.FEEDBACK, said.message.text, request.said.choices, Author.AI, grade=request.said.grade
    )
    assert plain(said.message.text).startswith("AI viết thêm")


def test_words_that_may_not_be_shown_change_nothing_but_the_grade() -> None:
    play = judged()
    request = requested(play)
    (only,) = answered(play, request, replace(PROVEN, words="https://x.example 0912345678"))
    assert isinstance(only, Regrade)


@pytest.mark.parametrize(
    "opinion",
    [Opinion(), Opinion((Proposal(Criterion.AUDIENCE, 2, "một bảng ba cột"),), "  ")],
    ids=["none", "foreign"],
)
def test_an_opinion_without_proof_and_words_changes_nothing(opinion: Opinion) -> None:
    play = judged()
    (only,) = answered(play, requested(play), opinion)
    assert isinstance(only, Ignore)


def test_whoever_has_gone_on_is_left_alone() -> None:
    play = judged()
    request = requested(play)
    before = play.state
    for deed in ("Tiếp", "/menu", "cho tôi một câu khác, viết thông báo họp thôn cho bà con"):
        play.state = before
        play.types(deed) if deed != "Tiếp" else play.presses(deed)
        (only,) = answered(play, request, PROVEN)
        assert isinstance(only, Ignore), deed


def test_a_lesson_that_is_gone_or_a_message_without_a_grade_is_left_alone() -> None:
    play = judged()
    request = requested(play)
    (only,) = answered(play, replace(request, said=replace(request.said, grade=None)), PROVEN)
    assert isinstance(only, Ignore)
    for elsewhere in ("the", "kiem-tra"):
        (only,) = answered(play, replace(request, step=type(request.step)(elsewhere)), PROVEN)
        assert isinstance(only, Ignore)
    play.bank, play.versions = catalog(), {}
    play.bank = replace(play.bank, lessons={})
    (only,) = answered(play, request, PROVEN)
    assert isinstance(only, Ignore)


def test_after_a_minute_nothing_is_changed() -> None:
    play = judged()
    request = requested(play)
    play.now += LATEST + timedelta(seconds=1)
    (only,) = answered(play, request, PROVEN)
    assert only == Ignore("an opinion too late")


def test_a_second_answer_to_a_tap_is_possible_too() -> None:
    play = judged()
    begins = [choice for choice in play.said[-1].choices if choice.is_answer]
    play.presses(begins[0].label)
    play.presses(play.said[-1].choices[0].label)
    assert len(asked(play)) == 1
    assert phrases() is not None
