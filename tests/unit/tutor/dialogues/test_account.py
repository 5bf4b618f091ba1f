"""One's own account: address, language, name, news, one's data and its end."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.model.dialogue import AccountStage, Adjusting, AtMenu, Learning, State
from bot.model.effects import EraseLearner, Say
from bot.model.events import ChoicePressed, ErasureConfirmed
from bot.model.ids import ChoiceId
from bot.model.learner import FormOfAddress, Revealed
from bot.model.message import Kind
from bot.model.staff import Role
from bot.tutor.dialogues.welcome import NOTICE_VERSION
from tests.bank import SECOND, catalog
from tests.play import Play, Rows, at_step, learner
from tests.questions import thread
from tests.scenes import CHOICES, NAMES, introduced, newcomer, visitor
from tests.staffed import staff_of


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def test_each_time_that_a_name_was_told_is_told() -> None:
    when = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    told = (Revealed("Cô Lan", when, "để gọi ở lớp"), Revealed("", when, "nhầm người"))
    for asks in ("/dulieu", "Xem tất cả"):
        play = CHOICES["account: data"]()
        play.known = replace(play.known, revealed=told)
        play.types(asks)
        assert play.tells("account.revealed", day=date(2026, 11, 24), name="Cô Lan", reason="để gọi ở lớp")
        assert play.tells("account.revealed_to_somebody", day=date(2026, 11, 24), reason="nhầm người")


@pytest.mark.parametrize("form", FormOfAddress)
def test_the_form_of_address_can_be_changed(form: FormOfAddress) -> None:
    play = CHOICES["account: address"]()
    play.presses(form.value.capitalize())
    assert play.state.profile.address is form
    assert play.state.scene == Adjusting()
    assert play.tells("account.done")


def test_the_form_of_address_can_be_changed_in_a_sentence() -> None:
    play = CHOICES["account: address"]()
    play.types("gọi tôi là anh hay chú")
    assert play.tells("unclear.text")
    play.types("từ nay cứ gọi tôi là chú nhé")
    assert play.state.profile.address is FormOfAddress.CHU
    assert play.tells("account.done")


def test_the_language_can_be_changed_and_changed_back() -> None:
    play = CHOICES["account: language"]()
    assert play.labels() == ("Tiếng Việt", "English", "Quay lại")
    play.presses("English")
    assert (play.state.profile.language, play.state.profile.format_locale) == ("en", "en")
    assert play.tells("account.settings")
    play.presses("Language")
    play.presses("Tiếng Việt")
    assert play.state.profile.language == "vi"


def test_the_name_can_be_changed() -> None:
    play = NAMES["account: name"]()
    assert play.tells("account.which_name")
    play.types("Hoa 1960")
    assert play.tells("introduction.no_name")
    play.types("Hoa")
    assert play.state.profile.name == "Hoa"
    assert play.tells("introduction.hello", name="Hoa")
    assert play.state.scene == Adjusting()


def test_news_can_be_stopped_and_taken_again() -> None:
    play = CHOICES["account: settings"]()
    play.presses("Ngừng nhận lời nhắc")
    assert play.tells("account.stopped")
    assert not play.state.profile.wants_news
    play.presses("Nhận lại lời nhắc")
    assert play.tells("account.resumed")
    assert play.state.profile.wants_news


@pytest.mark.parametrize("label", ["Cách xưng hô", "Ngôn ngữ", "Tên gọi", "Dữ liệu của tôi"])
def test_from_every_screen_one_gets_back_into_the_lesson(label: str) -> None:
    play = at_step("mot")
    before = play.state.bookmark
    play.types("/caidat")
    play.presses(label)
    play.presses("Quay lại")
    assert (play.state.scene, play.state.bookmark) == (Learning(), before)


def test_without_a_lesson_under_way_one_gets_back_to_the_menu() -> None:
    play = introduced()
    play.types("/caidat")
    play.presses("Quay lại")
    assert play.state.scene == AtMenu()


@pytest.mark.parametrize("choice", ["a:address:vua", "a:language:fr", "a:settings:x", "a:x"])
def test_what_is_not_offered_is_refused(choice: str) -> None:
    play = CHOICES["account: settings"]()
    before = play.place
    press(play, choice)
    assert play.tells("unclear.old_choice")
    assert play.place == before


def test_ones_data_are_counted() -> None:
    play = at_step("viet")
    play.types("viết lời giải thích AI cho bà con lớn tuổi")
    play.types("/hoc mot-bai/the")
    play.presses("Cất thẻ")
    play.types("/dulieu")
    assert play.tells("account.privacy", operator="Sở KH&CN tỉnh", contact="1022")
    assert play.tells("account.record", since=play.now.date())
    counts = [line for line in play.words().splitlines() if line.startswith("- ")]
    assert counts == [
        "- Bài đã xong: 1",
        "- Lần làm bài: 1",
        "- Mục trong sổ tay: 2",
        "- Tin nhắn trong cuộc trò chuyện: 8",
    ]
    assert play.labels() == ("Xem tất cả", "Xoá hết", "Quay lại")


def test_what_was_asked_of_humans_is_counted_too() -> None:
    play = at_step("viet")
    play.known = replace(play.known, questions=(thread(), thread()))
    for line in ("/dulieu", "Xem tất cả"):
        play.types(line)
        assert play.tells("account.record.questions", count=2)


def test_whoever_helps_reads_which_work_is_theirs_and_that_it_ends_with_their_data() -> None:
    play = at_step("viet")
    play.types("/xoa")
    assert not play.tells("account.erase_work")
    play.known = replace(play.known, staff=staff_of(Role.ADMIN, name="Chú Tư"))
    play.types("/xoa")
    assert play.tells("account.erase_work")
    play.types("/dulieu")
    play.presses("Xem tất cả")
    assert play.tells("account.data.work", roles="Người phụ trách", name="Chú Tư")


def test_to_which_ai_something_may_be_sent_stands_beside_who_keeps_the_data() -> None:
    play = at_step("viet")
    play.ai = "Trợ Lý Việt"
    play.types("/dulieu")
    assert play.tells("privacy.ai", ai="Trợ Lý Việt")


def test_ones_data_can_be_read() -> None:
    play = introduced()
    for line in ("Hoa", "Làm nông", "Đôi lần", "Làm dịch vụ công"):
        play.types(line)
    play.types("/hoc mot-bai/ngan")
    play.types("kiểm tra")
    play.types("/hoc mot-bai/mot")
    play.types("b")
    play.types("/hoc hai-bai")
    play.bank = catalog(SECOND)
    play.types("/dulieu")
    play.presses("Xem tất cả")
    lines = play.words().splitlines()
    for told in (
        "- Tên gọi: Hoa",
        "- Xưng hô: bác",
        "- Ngôn ngữ: Tiếng Việt",
        "- Công việc: Làm nông, lao động, việc nhà",
        "- Đã dùng AI: Đôi lần",
        "- Muốn AI giúp: Làm dịch vụ công",
        "- mot-bai",
        "- Bài hai-bai",
        "- 24/11/2026 · mot-bai: kiểm tra",
        "- 24/11/2026 · mot-bai",
        "Thẻ: kiểm tra lại",
        "- Hỏi rõ",
        f"- Đồng ý ngày 24/11/2026, theo bản thông báo {NOTICE_VERSION}.",
        "- Nơi đang mở (trình duyệt, ứng dụng): 1.",
    ):
        assert told in lines, told
    assert play.labels() == ("Xoá hết", "Quay lại")
    assert play.said[-1].kind is Kind.NOTICE


def test_days_are_told_in_the_learners_zone() -> None:
    play = Play(now=datetime(2026, 11, 23, 22, 0, tzinfo=UTC))
    play.opens()
    for line in ("Đồng ý", "Bác", "Chưa biết", "/hoc mot-bai/mot", "b", "/dulieu"):
        play.types(line)
    assert play.tells("account.record", since=date(2026, 11, 24))
    assert "- Lần làm bài: 1" in play.words()
    assert ": 0" not in play.words(), "of what there is none nothing is said"
    play.presses("Xem tất cả")
    assert "24/11/2026" in play.words()


def test_of_a_visitor_there_is_nothing_to_read_or_erase() -> None:
    play = visitor()
    play.types("dữ liệu")
    assert play.tells("account.visitor", operator="Sở KH&CN tỉnh", contact="1022")
    assert "không giữ" not in play.words(), "the talk is kept, for a day"
    assert play.labels() == ("Quay lại",)
    press(play, "a:export")
    assert play.words().splitlines()[-2:] == ["- Xưng hô: bác", "- Ngôn ngữ: Tiếng Việt"]
    press(play, "a:erase")
    play.presses("Xoá hết ngay bây giờ")
    assert "chỉ tạm giữ cuộc trò chuyện này" in play.words()
    assert [type(effect) for effect in play.effects] == [Say]
    assert play.state.profile == State().profile


def test_erasing_is_asked_for_once_more_and_then_done_at_once() -> None:
    play = introduced()
    play.types("/dulieu")
    play.presses("Xoá hết")
    assert play.tells("account.erase_sure")
    assert "mot-bai" in play.rows.progress
    play.presses("Xoá hết ngay bây giờ")
    assert play.effects == (EraseLearner(), Say(play.said[-1]))
    assert play.rows == Rows()
    assert play.state.profile == State().profile
    assert play.state.bookmark is None
    assert "Cháu đã xoá hết" in play.words()
    play.presses("Bắt đầu lại")
    assert play.tells("welcome.notice", operator="Sở KH&CN tỉnh")


def test_erasing_can_be_thought_over() -> None:
    play = CHOICES["account: erase"]()
    play.presses("Quay lại")
    assert play.state.scene == Learning()
    assert play.rows.is_learner


@pytest.mark.parametrize("between", ["/help", "/menu", "/tiendo"])
def test_an_old_press_does_not_erase(between: str) -> None:
    play = CHOICES["account: erase"]()
    erase = play.choice("Xoá hết ngay bây giờ").id
    play.types(between)
    press(play, erase)
    assert play.tells("unclear.old_choice")
    assert play.rows.is_learner


def test_an_old_press_after_erasing_brings_nothing_back() -> None:
    play = learner()
    old = [choice.id for message in play.said for choice in message.choices]
    play.types("/dulieu")
    play.presses("Xoá hết")
    play.presses("Xoá hết ngay")
    for choice in old:
        press(play, choice)
        if play.state.scene == State().scene:
            assert [type(effect) for effect in play.effects] == [Say]
            assert not play.rows.is_learner
            play.opens()


def test_the_stage_asked_for_is_shown() -> None:
    play = learner()
    for stage in AccountStage:
        press(play, f"a:{stage}")
        assert play.state.scene == Adjusting(stage)


@pytest.mark.parametrize("where", ["in a lesson", "at the menu", "asked how to be addressed"])
def test_an_erasure_confirmed_apart_from_the_talk_counts_wherever_it_stands(where: str) -> None:
    builders = {"in a lesson": lambda: at_step("mot"), "at the menu": introduced, "asked how to be addressed": agreed}
    play = builders[where]()
    play.happen(ErasureConfirmed())
    assert play.effects[:-1] == (EraseLearner(),)
    assert "đã xoá hết dữ liệu" in play.words()
    assert play.state.profile.consent is None
    play.happen(ErasureConfirmed())
    assert len(play.effects) == 1
    assert "chỉ tạm giữ cuộc trò chuyện này" in play.words()


def agreed() -> Play:
    """Somebody who has consented a moment ago, and is not yet past the welcome."""
    play = newcomer()
    play.presses("Đồng ý")
    return play


def test_a_return_code_is_among_what_is_kept() -> None:
    play = learner()
    press(play, "a:export")
    assert "mã quay lại" not in play.words()
    press(play, "a:code")
    press(play, "a:export")
    assert play.tells("own.code", day=play.now.date())


@pytest.mark.parametrize("is_kept_elsewhere", [False, True])
def test_after_erasing_it_is_said_what_the_platform_still_shows(*, is_kept_elsewhere: bool) -> None:
    play = learner()
    play.is_kept_elsewhere = is_kept_elsewhere
    play.happen(ErasureConfirmed())
    assert "Cháu đã xoá hết" in play.words()
    assert ("nhấn giữ cuộc trò chuyện" in play.words()) is is_kept_elsewhere
