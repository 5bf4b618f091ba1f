"""The welcome: it is a machine, consent and its proof, a look without being kept, and how to be addressed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.dialogue import AtMenu, Learning, State, WelcomeStage, Welcoming
from bot.model.effects import Admit, BeginLesson, Say
from bot.model.events import Arrived, ChoicePressed, Event, TextReceived
from bot.model.ids import ChoiceId, LessonId, TrackId
from bot.model.learner import Consent, FormOfAddress
from bot.model.lesson import Catalog, Goal, Lesson, Track
from bot.model.message import Author, Kind
from bot.tutor import course
from bot.tutor.dialogues.welcome import NOTICE_VERSION
from tests.bank import FIRST, SECOND, catalog, lesson
from tests.play import MORNING, Play, learner
from tests.scenes import CHOICES, WELCOMES, newcomer, visitor

CONSENT = Consent(NOTICE_VERSION, MORNING)
PROMISES = ("exercise.kept", "do.thanks", "lesson.finished")
LINES = ["giải thích AI cho bà con trồng chè lớn tuổi, 5 gạch đầu dòng", "hỏi giá chè"]


def test_the_first_words_say_that_it_is_a_machine_and_who_answers_for_it() -> None:
    play = newcomer()
    message = play.said[-1]
    assert (message.kind, message.author) == (Kind.NOTICE, Author.MACHINE)
    assert "máy trả lời tự động" in play.words()
    assert play.tells("welcome.notice", operator="Sở KH&CN tỉnh")
    assert play.effects == (Say(message),)


@pytest.mark.parametrize("scene", ["notice", "privacy"])
def test_consent_is_kept_with_its_version_and_time(scene: str) -> None:
    play = WELCOMES[scene]()
    play.presses("Đồng ý")
    assert play.effects[:-1] == (Admit(CONSENT),)
    assert play.state.profile.consent == CONSENT
    assert play.state.scene == Welcoming(WelcomeStage.ADDRESS)


@pytest.mark.parametrize("scene", ["notice", "privacy"])
def test_whoever_agrees_has_read_to_which_ai_something_may_be_sent(scene: str) -> None:
    play = WELCOMES[scene]()
    assert "dịch vụ AI" not in play.words()
    play.ai = "Trợ Lý Việt"
    play.happen(Arrived())
    assert play.tells("privacy.ai", ai="Trợ Lý Việt")
    assert play.tells("welcome.privacy_text" if scene == "privacy" else "welcome.notice", operator="Sở KH&CN tỉnh")
    play.presses("Đồng ý")
    consent = play.state.profile.consent
    assert consent == Consent(f"{NOTICE_VERSION}+ai", MORNING)
    assert consent.is_told_of_ai
    assert not CONSENT.is_told_of_ai


def test_so_has_whoever_agrees_after_a_look_around() -> None:
    play = visitor()
    play.ai = "Trợ Lý Việt"
    play.types("menu")
    play.presses("Từ nay ghi nhớ")
    assert play.tells("privacy.ai", ai="Trợ Lý Việt")


def test_a_guardian_consents_for_somebody_under_16() -> None:
    play = WELCOMES["under 16"]()
    assert play.labels() == ("Bố mẹ (người giám hộ) đồng ý", "Xem thử, không ghi nhớ", "Quay lại")
    play.presses("Bố mẹ")
    assert play.effects[:-1] == (Admit(Consent(NOTICE_VERSION, MORNING, by_guardian=True)),)


@pytest.mark.parametrize("way_in", ["Bố mẹ", "Xem thử"])
def test_somebody_under_16_is_offered_what_a_child_is_called(way_in: str) -> None:
    play = WELCOMES["under 16"]()
    play.presses(way_in)
    assert play.labels() == ("Em", "Bạn")
    play.types("gọi cháu là anh")
    assert play.state.profile.address is FormOfAddress.ANH
    play.presses("Chưa biết")
    play.happen(ChoicePressed(ChoiceId("a:address")))
    assert play.labels() == ("Em", "Bạn", "Quay lại")


def test_after_a_look_around_only_a_guardian_consents_for_somebody_under_16() -> None:
    play = WELCOMES["under 16"]()
    play.presses("Xem thử")
    play.presses("Em")
    play.presses("Chưa biết")
    play.types("menu")
    play.presses("Từ nay ghi nhớ")
    assert play.tells("welcome.keep_young")
    assert play.labels() == ("Bố mẹ (người giám hộ) đồng ý", "Chưa, cứ xem thử")
    play.happen(ChoicePressed(ChoiceId("w:agree")))
    assert play.state.profile.consent is None
    play.presses("Từ nay ghi nhớ")
    play.presses("Bố mẹ")
    assert play.effects[0] == Admit(Consent(NOTICE_VERSION, MORNING, by_guardian=True))


@pytest.mark.parametrize("text", ["ok", "vâng", "ừ", "được", "xin chào", "tôi đồng ý hết"])
def test_a_vague_word_is_no_consent(text: str) -> None:
    play = newcomer()
    play.types(text)
    assert len(play.effects) == 1
    assert play.state.profile.consent is None


@pytest.mark.parametrize("text", ["Đồng ý", "dong y, hoc luon", "1"])
def test_naming_the_choice_is_consent(text: str) -> None:
    play = newcomer()
    play.types(text)
    assert play.state.profile.consent == CONSENT


@pytest.mark.parametrize("scene", ["notice", "privacy"])
@pytest.mark.parametrize("text", ["vâng, tôi đồng ý", "đồng ý nhé", "toi dong y"])
def test_a_whole_sentence_of_agreement_is_consent(text: str, scene: str) -> None:
    play = WELCOMES[scene]()
    play.types(text)
    assert play.effects[:-1] == (Admit(CONSENT),)
    assert play.state.scene == Welcoming(WelcomeStage.ADDRESS)


@pytest.mark.parametrize("text", ["tôi không đồng ý", "chưa đồng ý", "khong dong y", "đừng đồng ý", "đồng ý không?"])
def test_a_denial_or_a_doubt_is_no_consent(text: str) -> None:
    play = newcomer()
    play.types(text)
    assert play.state.profile.consent is None
    assert play.tells("unclear.text")


@pytest.mark.parametrize("text", ["tôi đồng ý", "em đồng ý ạ"])
def test_somebody_under_16_cannot_consent_in_a_sentence(text: str) -> None:
    play = WELCOMES["under 16"]()
    play.types(text)
    assert play.state.profile.consent is None
    assert play.tells("unclear.text")


def test_a_sentence_of_agreement_days_later_is_no_consent() -> None:
    play = newcomer()
    play.now += timedelta(days=2)
    play.types("tôi đồng ý")
    assert play.state.profile.consent is None
    play.types("tôi đồng ý")
    assert play.state.profile.consent is not None


@pytest.mark.parametrize("choice", ["w:agree", "w:guardian"])
@pytest.mark.parametrize("build", [visitor, WELCOMES["address of a visitor"], Play, learner])
def test_consent_counts_only_where_it_is_asked_for_now(build: Callable[[], Play], choice: str) -> None:
    play = build()
    before = play.state.profile.consent
    play.happen(ChoicePressed(ChoiceId(choice)))
    assert len(play.effects) == 1
    assert play.state.profile.consent == before


@pytest.mark.parametrize("scene", ["privacy", "under 16"])
def test_one_can_go_back_to_the_notice(scene: str) -> None:
    play = WELCOMES[scene]()
    play.presses("Quay lại")
    assert play.state.scene == Welcoming()
    assert play.labels() == newcomer().labels()


@pytest.mark.parametrize("form", FormOfAddress)
def test_every_form_of_address_can_be_chosen(form: FormOfAddress) -> None:
    play = WELCOMES["address"]()
    play.types(form.value)
    assert play.state.profile.address is form
    assert play.state.scene == Welcoming(WelcomeStage.GOAL)
    assert play.effects == (Say(play.said[-1]),)
    assert play.tells("welcome.greeting")
    assert f"chào {form.value}. " in play.words()


@pytest.mark.parametrize("scene", ["address", "address of a visitor"])
@pytest.mark.parametrize("text", ["gọi tôi là bác", "goi bac nhe"])
def test_the_address_can_be_said_in_a_sentence(text: str, scene: str) -> None:
    play = WELCOMES[scene]()
    play.types(text)
    assert play.state.profile.address is FormOfAddress.BAC
    assert play.tells("welcome.greeting")


@pytest.mark.parametrize("text", ["bác hay chị", "bác không thích", "tôi đồng ý"])
def test_a_sentence_that_names_no_one_address_asks_again(text: str) -> None:
    play = WELCOMES["address"]()
    play.types(text)
    assert play.state.profile.address is None
    assert play.tells("unclear.text")


@pytest.mark.parametrize("choice", ["w:back", "w:try", "w:under16", "w:privacy", "w:agree", "w:address:vua", "w:x"])
@pytest.mark.parametrize("scene", ["address", "address of a visitor"])
def test_while_the_address_is_asked_only_an_address_counts(scene: str, choice: str) -> None:
    play = WELCOMES[scene]()
    play.happen(ChoicePressed(ChoiceId(choice)))
    assert play.state.scene == Welcoming(WelcomeStage.ADDRESS)
    assert len(play.effects) == 1


@pytest.mark.parametrize("goal", ["Chưa biết", "Bán hàng"])
def test_without_an_open_lesson_the_menu_follows(goal: str) -> None:
    play = newcomer()
    play.bank = catalog(FIRST, facts=())
    play.presses("Đồng ý")
    play.presses("Bác")
    assert play.tells("welcome.greeting")
    play.presses(goal)
    assert play.state.scene == AtMenu()
    assert play.labels() == ("Chọn bài khác", "Sổ tay của tôi", "Nhờ người thật giúp", "Cài đặt")


SELLING = lesson("ban-hang", track="ban-hang")
AFTER_BASICS = lesson("ban-hang", track="ban-hang", needs=("hai-bai",))
SHOP = Track(TrackId("ban-hang"), {"vi": "Bán hàng qua mạng"}, (), (SELLING.id,), (Goal.SELL,))


def teaching(goal_lesson: Lesson) -> Catalog:
    """The standard bank, and behind it a track that serves a goal."""
    bank = catalog()
    return replace(bank, tracks=(*bank.tracks, SHOP), lessons={**bank.lessons, goal_lesson.id: goal_lesson})


def asked(start: str, bank: Catalog | None = None) -> Play:
    play = WELCOMES[start]()
    play.bank = bank or play.bank
    return play


@pytest.mark.parametrize("start", ["goal", "goal of a visitor"])
@pytest.mark.parametrize("text", ["Chưa biết, cứ học từ đầu", "7", "chua biet"])
def test_the_goal_may_be_left_open(start: str, text: str) -> None:
    play = asked(start)
    play.types(text)
    assert play.state.scene == Learning()
    assert play.state.profile.goal is None
    begun = (BeginLesson(FIRST.id, FIRST.content_hash),) if play.rows.is_learner else ()
    assert play.effects[:-1] == begun


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("start", ["goal", "goal of a visitor"])
def test_every_goal_is_kept_in_the_profile(start: str, goal: Goal) -> None:
    play = asked(start)
    play.happen(ChoicePressed(ChoiceId(f"w:goal:{goal}")))
    assert play.state.profile.goal is goal
    assert play.state.scene == Learning()
    assert play.tells("welcome.goal_later"), "no track of this bank teaches it"


@pytest.mark.parametrize("text", ["Bán hàng, nông sản", "ban hang", "4", "số 4"])
def test_the_goal_decides_what_comes_first(text: str) -> None:
    play = asked("goal", teaching(SELLING))
    play.types(text)
    assert play.state.bookmark == course.opened(SELLING)
    assert play.tells("welcome.goal_here", track="Bán hàng qua mạng")


def test_what_a_goal_needs_comes_before_it() -> None:
    play = asked("goal", teaching(AFTER_BASICS))
    play.presses("Bán hàng")
    assert play.state.bookmark == course.opened(FIRST)
    assert play.tells("welcome.goal_after_basics", track="Bán hàng qua mạng", count=2)
    assert "học 2 bài cơ bản trước" in play.words()
    assert "Bán hàng qua mạng" in play.words()


@pytest.mark.parametrize("start", ["goal", "goal of a visitor"])
@pytest.mark.parametrize("text", ["tôi muốn khoẻ", "ok", "😀", "/hoc", "menu", "x" * 5_000])
def test_other_words_get_the_goals_again(start: str, text: str) -> None:
    play = asked(start)
    labels = play.labels()
    play.types(text)
    assert play.state.scene == Welcoming(WelcomeStage.GOAL)
    assert play.labels() == labels
    assert play.tells("introduction.goal") or "giúp việc gì?" in play.words()


@pytest.mark.parametrize("choice", ["w:back", "w:try", "w:agree", "w:goal", "w:goal:x", "w:address:vua", "i:goal:sell"])
@pytest.mark.parametrize("start", ["goal", "goal of a visitor"])
def test_while_the_goal_is_asked_only_a_goal_counts(start: str, choice: str) -> None:
    play = asked(start)
    before = play.place
    play.happen(ChoicePressed(ChoiceId(choice)))
    assert play.place == before
    assert play.tells("unclear.old_choice")


def test_whoever_slipped_may_still_choose_another_address() -> None:
    play = asked("goal")
    play.happen(ChoicePressed(ChoiceId("w:address:ba")))
    assert play.state.profile.address is FormOfAddress.BA
    assert play.state.scene == Welcoming(WelcomeStage.GOAL)


@pytest.mark.parametrize("choice", ["w:goal:sell", "w:any_goal"])
@pytest.mark.parametrize("start", ["notice", "address", "under 16"])
def test_a_goal_counts_only_when_it_is_asked_for(start: str, choice: str) -> None:
    play = WELCOMES[start]()
    before = play.state.scene
    play.happen(ChoicePressed(ChoiceId(choice)))
    assert play.state.scene == before
    assert play.state.profile.goal is None


def test_a_second_tap_on_a_goal_moves_nothing() -> None:
    play = asked("goal", teaching(SELLING))
    play.presses("Bán hàng")
    before = play.state.scene, play.state.bookmark, play.state.turn
    for choice in ("w:goal:sell", "w:goal:law", "w:any_goal"):
        play.waits(minutes=1)
        play.happen(ChoicePressed(ChoiceId(choice)))
        assert (play.state.scene, play.state.bookmark, play.state.turn) == before
        assert play.tells("unclear.old_choice")


@pytest.mark.parametrize(
    "event", [Arrived(SECOND.id), *map(TextReceived, (f"/hoc {SECOND.id}/the", "/hoc Hai bài"))], ids=str
)
@pytest.mark.parametrize("way", ["Đồng ý", "Xem thử"])
def test_whoever_came_for_a_lesson_is_led_to_it_by_the_welcome(event: Event, way: str) -> None:
    play = Play()
    play.happen(event)
    assert play.tells("welcome.wanted", lesson=SECOND.titles["vi"])
    assert play.labels() == newcomer().labels()
    for label in ("Ai giữ dữ liệu", "Quay lại", way):
        play.presses(label)
        assert play.state.wanted == SECOND.id
    play.presses("Bác")
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == SECOND.id
    assert play.state.wanted is None
    assert play.tells("welcome.greeting")


@pytest.mark.parametrize("event", [Arrived(LessonId("x")), *map(TextReceived, ("/hoc x", "/hoc lam-quen"))], ids=str)
def test_whoever_came_for_a_lesson_that_is_not_there_is_welcomed(event: Event) -> None:
    play = Play()
    play.happen(event)
    assert play.state.wanted is None
    assert play.tells("welcome.first")


def test_a_lesson_that_was_withdrawn_during_the_welcome_gives_way_to_the_first() -> None:
    play = Play()
    play.happen(Arrived(SECOND.id))
    play.presses("Xem thử")
    play.bank = catalog(FIRST)
    play.presses("Bác")
    assert play.state.scene == Welcoming(WelcomeStage.GOAL)
    play.presses("Chưa biết")
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == FIRST.id


@pytest.mark.parametrize("choice", ["Bán hàng", "Chưa biết"])
def test_a_lesson_that_is_wished_for_while_the_goal_is_asked_comes_first(choice: str) -> None:
    play = asked("goal")
    play.types(f"/hoc {SECOND.id}")
    assert play.tells("welcome.wanted", lesson=SECOND.titles["vi"])
    play.presses(choice)
    assert play.state.bookmark is not None
    assert play.state.bookmark.lesson == SECOND.id
    assert play.state.wanted is None


def test_the_newest_wish_counts() -> None:
    play = Play()
    for wish in (SECOND.id, FIRST.id, LessonId("x")):
        play.happen(Arrived(wish))
    assert play.state.wanted == FIRST.id


def test_of_a_visitor_nothing_is_kept() -> None:
    play = visitor()
    lines = ["Tiếp", "B", "Tiếp", "A C", "Tiếp", "B", "Tiếp", "kiểm tra", "Tiếp", "b a c", "Tiếp"]
    lines += [LINES[0], "Tiếp", "Tôi làm rồi", LINES[1], "Tiếp", "Cất thẻ", "menu", "/tiendo", "/sotay", "/dulieu"]
    for line in lines:
        play.types(line)
        assert [type(effect) for effect in play.effects] == [Say], line
        assert not any(play.tells(key, lesson="Bài mot-bai") for key in PROMISES), line
    assert not play.rows.is_learner


def test_a_visitor_is_led_on_to_the_next_lesson() -> None:
    play = visitor()
    play.types("/hoc mot-bai/the")
    play.presses("Cất thẻ")
    assert play.tells("lesson.finished_visitor", lesson="Bài mot-bai")
    assert play.labels()[0] == "Học tiếp: Bài hai-bai"
    play.presses("Học tiếp")
    assert play.said[-1].kind is Kind.CARD
    play.types("/hoc hai-bai/the")
    play.presses("Cất thẻ")
    assert play.state.bookmark is None
    assert play.labels()[0] == "Học bài: Bài mot-bai"


def test_a_visitor_may_become_a_learner_in_the_middle_of_a_lesson() -> None:
    play = CHOICES["visitor at the menu"]()
    play.presses("Từ nay ghi nhớ")
    play.presses("Đồng ý, ghi nhớ từ nay")
    assert play.effects[:-1] == (Admit(CONSENT), BeginLesson(FIRST.id, FIRST.content_hash))
    assert play.tells("welcome.kept")
    assert play.state.scene == AtMenu()
    assert play.labels()[0] == "Học tiếp: Bài mot-bai"


def test_a_visitor_without_a_lesson_under_way_becomes_a_learner_too() -> None:
    play = visitor()
    play.types("menu")
    play.bank = catalog(SECOND, facts=())
    play.presses("Từ nay ghi nhớ")
    play.presses("Đồng ý, ghi nhớ từ nay")
    assert play.effects[:-1] == (Admit(CONSENT),)


def test_a_visitor_reads_what_a_consent_means_before_it_is_given() -> None:
    play = CHOICES["visitor at the menu"]()
    play.presses("Từ nay ghi nhớ")
    assert [type(effect) for effect in play.effects] == [Say]
    assert play.tells("welcome.keep_text", operator="Sở KH&CN tỉnh", contact="1022")
    assert play.labels() == ("Đồng ý, ghi nhớ từ nay", "Chưa, cứ xem thử")
    play.presses("Chưa, cứ xem thử")
    assert play.tells("menu.visitor")
    assert play.state.profile.consent is None


def test_whoever_has_agreed_is_not_asked_again() -> None:
    play = learner()
    play.happen(ChoicePressed(ChoiceId("w:keep")))
    assert play.tells("unclear.old_choice")


def test_the_notice_is_said_to_whoever_the_state_knows_nothing_about() -> None:
    assert State().scene == Welcoming(WelcomeStage.NOTICE)
