"""Prompts to copy: those of the lessons and one's own, to be looked for, page by page."""

from dataclasses import replace

import pytest

from bot.model.effects import Say
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId, ExerciseId
from bot.model.lesson import Audience, Exercise, Lesson
from bot.model.message import CHOICE_ID_BYTES, Kind
from bot.model.text import Preformatted
from bot.tutor.dialogues.samples import PAGE
from tests.bank import ALL_STEPS, FACT, catalog, lesson
from tests.play import Play, learner
from tests.scenes import visitor

(EXERCISE,) = (step for step in ALL_STEPS if isinstance(step, Exercise))
OWN = "Hãy viết bài giải thích AI là gì cho bà con trồng chè lớn tuổi ở xã em, ngắn gọn, dễ hiểu"
BACK = "Học tiếp"


def prompts(play: Play) -> list[str]:
    return [block.text for block in play.said[-1].text if isinstance(block, Preformatted)]


def many(count: int, **changes: object) -> Play:
    """A learner in a bank with that many lessons, each with an exercise."""
    lessons = [
        replace(
            lesson(
                f"bai-{number}",
                (
                    replace(EXERCISE, exercise=ExerciseId(f"viet-{number}"), sample=f"Soạn thông báo số {number}"),
                    ALL_STEPS[-1],
                ),
            ),
            audience=(Audience.OFFICIAL,) if number % 2 else (Audience.ELDERLY,),
        )
        for number in range(count)
    ]
    return learner(bank=catalog(*lessons, **changes))  # type: ignore[arg-type]  # catalog's own fields, by name


@pytest.mark.parametrize("text", ["/mau", "/mẫu", "câu mẫu"])
def test_the_samples_of_the_lessons_are_listed(text: str) -> None:
    play = learner()
    play.types(text)
    assert play.said[-1].kind is Kind.MENU
    assert play.tells("samples.title", count=1)
    assert play.labels() == ("Bài mot-bai", BACK)
    assert [type(effect) for effect in play.effects] == [Say]


def test_one_is_shown_alone_to_be_copied_with_the_lesson_that_teaches_it() -> None:
    play = learner()
    play.types("/mau")
    play.presses("Bài mot-bai")
    assert prompts(play) == [EXERCISE.sample]
    assert play.labels() == ("Học bài này", "Xem các câu mẫu", BACK)
    play.presses("Học bài này")
    assert play.state.bookmark is not None
    assert (play.state.bookmark.lesson, play.said[-1].kind) == ("mot-bai", Kind.CARD)


def test_ones_own_come_first() -> None:
    play = learner()
    play.types("/hoc mot-bai/viet")
    play.types(OWN)
    play.types("/mau")
    assert play.labels() == ("Câu của tôi: Bài mot-bai", "Bài mot-bai", BACK)
    play.presses("Câu của tôi")
    assert prompts(play) == [OWN]
    play.presses("Xem các câu mẫu")
    assert play.tells("samples.title", count=2)
    play.types("/mau ngắn gọn")
    assert play.tells("samples.title", count=1)


def test_a_card_in_the_notebook_is_no_prompt() -> None:
    play = learner()
    play.types("/hoc mot-bai/the")
    play.presses("Cất thẻ")
    play.types("/mau")
    assert play.tells("samples.title", count=1)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("thông báo", 4),
        ("THONG BAO", 4),
        ("thông báo số 2", 1),
        ("2 báo", 1),
        ("Bài bai-3", 1),
        ("cán bộ", 2),
        ("cao tuổi", 2),
        ("lời", 4),
        ("…", 4),
        ("x" * 90, 0),
        ("á" * 60 + "\U0001f33e" * 40, 0),
    ],
)
def test_a_thing_a_job_or_a_title_is_looked_for_in_any_writing(query: str, count: int) -> None:
    play = many(4)
    play.types(f"/mau {query}")
    if count:
        assert play.tells("samples.title", count=count)
    else:
        assert play.tells("samples.none", query=query)
        assert play.labels() == ("Xem các câu mẫu", BACK)


def test_what_was_looked_for_is_said_without_personal_data() -> None:
    play = learner()
    play.types("/mau 0912345678")
    assert "0912345678" not in play.words()
    assert play.tells("samples.none", query="[số điện thoại]")


def test_the_list_goes_on_page_by_page_also_of_what_was_looked_for() -> None:
    play = many(2 * PAGE + 1)
    for query in ("", " thông báo " + "số " * 40):
        play.types(f"/mau{query}")
        seen = list(play.labels()[:PAGE])
        for left in (PAGE, 1):
            assert all(len(choice.id.encode()) <= CHOICE_ID_BYTES for choice in play.said[-1].choices)
            play.presses("Xem thêm")
            seen += play.labels()[:left]
        assert len(set(seen)) == 2 * PAGE + 1
        assert play.labels()[1:] == (BACK,)
    play.happen(ChoicePressed(ChoiceId("p:list:99")))
    assert len(play.labels()) == PAGE + 2


def test_those_for_ones_own_job_come_before_the_others() -> None:
    play = many(4)
    play.state = replace(play.state, profile=replace(play.state.profile, audience=Audience.OFFICIAL))
    play.types("/mau")
    assert play.labels()[:4] == ("Bài bai-1", "Bài bai-3", "Bài bai-0", "Bài bai-2")


def test_a_title_with_the_words_comes_before_a_prompt_and_a_prompt_before_a_job() -> None:
    def sample(name: str, title: str, text: str, audience: Audience) -> Lesson:
        step = replace(EXERCISE, exercise=ExerciseId(name), sample=text)
        return replace(lesson(name, (step, ALL_STEPS[-1])), titles={"vi": title}, audience=(audience,))

    bank = catalog(
        sample("a", "Việc giấy tờ", "Soạn thư mời", Audience.OFFICIAL),
        sample("b", "Việc hằng ngày", "Soạn thông báo cho cán bộ", Audience.ELDERLY),
        sample("c", "Thư của cán bộ", "Soạn thư mời", Audience.ELDERLY),
    )
    play = learner(bank=bank)
    play.state = replace(play.state, profile=replace(play.state.profile, audience=Audience.OFFICIAL))
    play.types("/mau CAN BO")
    assert play.labels() == ("Thư của cán bộ", "Việc hằng ngày", "Việc giấy tờ", BACK)
    play.types("/mau THU MOI")
    assert play.labels() == ("Việc giấy tờ", "Thư của cán bộ", BACK)
    play.types("/mau soạn")
    assert play.labels() == ("Việc giấy tờ", "Việc hằng ngày", "Thư của cán bộ", BACK)


@pytest.mark.parametrize("choice", ["p:show:khong-co", "p:show:own:mot-bai:viet"])
def test_one_that_is_gone_is_said_to_be(choice: str) -> None:
    play = learner()
    play.happen(ChoicePressed(ChoiceId(choice)))
    assert play.tells("samples.gone")
    assert play.labels() == ("Xem các câu mẫu", BACK)


def test_ones_own_stays_when_its_lesson_is_closed_or_gone() -> None:
    play = learner()
    play.types("/hoc mot-bai/viet")
    play.types(OWN)
    for bank in (catalog(facts=()), catalog(lesson("khac", (EXERCISE, ALL_STEPS[-1])), facts=(FACT,))):
        play.bank = bank
        play.happen(ChoicePressed(ChoiceId("p:show:own:mot-bai:viet")))
        assert prompts(play) == [OWN]
        assert "Học bài này" not in play.labels()


def test_an_unknown_press_is_an_old_one() -> None:
    play = learner()
    play.happen(ChoicePressed(ChoiceId("p:x")))
    assert play.tells("unclear.old_choice")


def test_a_visitor_sees_the_samples_too_and_before_the_welcome_the_notice_comes_first() -> None:
    play = visitor()
    play.types("/mau")
    assert play.tells("samples.title", count=1)
    newcomer = Play()
    newcomer.opens()
    newcomer.types("/mau")
    assert newcomer.tells("welcome.first")
