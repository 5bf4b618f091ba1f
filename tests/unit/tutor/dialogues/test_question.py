"""Asking a human, wherever one stands: who gets it, what is added, how many at once, and what a visitor is told."""

from dataclasses import replace

import pytest

from bot.model.dialogue import Asking, AtMenu, Learning
from bot.model.effects import Admit, BeginLesson, MoveQuestion, OpenQuestion, Say
from bot.model.events import (
    ChoicePressed,
    Media,
    MediaReceived,
    QuestionMoved,
    QuestionOverdue,
    TextReceived,
)
from bot.model.ids import ChoiceId, LessonId, QuestionId
from bot.model.message import Kind
from bot.model.question import Move, Outlook, QuestionState, WordsKind
from tests.danger import watchful
from tests.play import MORNING, Play
from tests.questions import ASKED, SOON, answered, asked, asker, decided, kinds, news, said, thread, with_threads
from tests.scenes import AFTER_WELCOME, SCENES, WELCOMES

REMEMBERED = [name for name in AFTER_WELCOME if "visitor" not in name]
DANGER = "bác vừa chuyển 20 triệu cho công an trên mạng"


def at(scene: str, outlook: Outlook | None = SOON) -> Play:
    play = SCENES[scene]()
    play.known = replace(play.known, outlook=outlook)
    return play


@pytest.mark.parametrize("scene", REMEMBERED)
@pytest.mark.parametrize("asks", ["?", "/hoi"])
def test_a_question_is_asked_anywhere_and_leads_back_to_the_same_place(scene: str, asks: str) -> None:
    play = at(scene)
    before = play.place
    play.types(asks)
    assert isinstance(play.state.scene, Asking)
    assert play.tells("question.write")
    assert play.tells("question.who", names="Cô Lan")
    play.types(ASKED)
    assert kinds(play.effects) == ["OpenQuestion", "Say"]
    assert play.tells("question.sent")
    assert play.tells("question.may_close")
    kept = ("scene", "bookmark", "profile", "turn")
    assert [getattr(play.place, name) for name in kept] == [getattr(before, name) for name in kept]


@pytest.mark.parametrize("scene", REMEMBERED)
def test_a_line_that_begins_with_a_question_mark_is_a_question_at_once(scene: str) -> None:
    play = at(scene)
    before = play.place.scene
    play.types(f"? {ASKED}, gọi 0912345678")
    (opened,) = decided(play)
    assert isinstance(opened, OpenQuestion)
    assert opened.text == f"{ASKED}, gọi [số điện thoại]"
    assert play.place.scene == before


def test_it_says_where_it_came_up() -> None:
    play = asker("mot")
    play.types(f"? {ASKED}")
    (opened,) = decided(play)
    assert opened == OpenQuestion(ASKED, "vi", play.bank.lessons[LessonId("mot-bai")].track, "mot-bai", "mot")  # type: ignore[arg-type]  # ids are strings
    play = asker()
    play.types("/menu")
    play.state = replace(play.state, bookmark=None)
    play.types(f"? {ASKED}")
    assert decided(play) == (OpenQuestion(ASKED, "vi"),)


def test_the_way_back_leads_to_the_very_step() -> None:
    play = asker("nhieu")
    play.types("A")
    before = play.place
    shown = play.said[-1]
    play.types("/hoi")
    play.presses("Quay lại")
    assert play.place == replace(before, menu=play.state.menu)
    assert play.said[-1].choices == shown.choices
    for out in ("/huy", "thoát"):
        play.types("?")
        play.types(out)
        assert play.place.scene == Learning()


def test_a_lesson_that_was_withdrawn_meanwhile_leads_to_the_menu() -> None:
    play = asker("mot")
    play.types("?")
    play.bank = replace(play.bank, lessons={})
    play.versions.clear()
    play.presses("Quay lại")
    assert play.state.scene == AtMenu()


def test_where_no_human_answers_one_hears_so_at_once() -> None:
    for scene in REMEMBERED:
        play = at(scene, None)
        play.types(f"? {ASKED}")
        assert play.tells("ask.nobody", contact="1022")
        assert kinds(play.effects) == ["Say"]
    play = asker()
    play.types("?")
    play.known = replace(play.known, outlook=None)
    play.types(ASKED)
    assert play.tells("ask.nobody", contact="1022")
    assert play.state.scene == Learning()


@pytest.mark.parametrize(
    ("outlook", "key", "values"),
    [
        (replace(SOON, looks_at=MORNING), "question.looks_now", {}),
        (SOON, "question.looks_today", {"time": "19:30"}),
        (replace(SOON, looks_at=MORNING.replace(day=26)), "question.looks_on", {"time": "08:30"}),
    ],
)
def test_one_is_told_honestly_when_somebody_looks(outlook: Outlook, key: str, values: dict[str, str]) -> None:
    play = asker()
    play.known = replace(play.known, outlook=outlook)
    play.types("?")
    assert play.tells(key, **values)


@pytest.mark.parametrize("words", ["dữ liệu", "sổ tay", "xoá", "học", "hỏi"])
def test_a_word_that_is_a_command_elsewhere_is_a_question(words: str) -> None:
    play = asker("mot")
    play.types("?")
    play.types(words)
    assert isinstance(decided(play)[0], OpenQuestion)


def test_several_mentors_are_named_or_none() -> None:
    play = asker()
    play.known = replace(play.known, outlook=Outlook(("Cô Lan", "Anh Nam"), None))
    play.types("?")
    assert "Cô Lan hoặc Anh Nam (người thật)" in play.words()
    assert "trực" not in play.words()
    play.known = replace(play.known, outlook=Outlook((), None))
    play.types(f"? {ASKED}")
    assert play.tells("question.who_near")


def test_what_is_no_text_is_told_kindly_and_waited_for() -> None:
    play = asker()
    play.types("?")
    for event in (MediaReceived(Media.VOICE), MediaReceived(Media.PHOTO), TextReceived("👍"), TextReceived("")):
        play.happen(event)
        assert kinds(play.effects) == ["Say"]
        assert isinstance(play.state.scene, Asking)
        assert "Nhờ người thật giúp" not in play.labels()
    play.happen(MediaReceived(Media.PHOTO))
    assert play.tells("media.photo")
    assert play.tells("question.media")
    play.types("x " * 5_000)
    assert play.tells("unclear.cut_short", count=4_000)
    (opened,) = decided(play)
    assert isinstance(opened, OpenQuestion)
    assert len(opened.text) <= 4_000


def test_three_questions_in_one_message_are_one_question() -> None:
    play = asker()
    play.types("?")
    play.types("Gửi ảnh thế nào?\nAI có nghe lén không?\nHọc xong có được giấy không?")
    assert kinds(play.effects) == ["OpenQuestion", "Say"]


def test_more_on_it_joins_it_while_one_is_in_the_same_lesson() -> None:
    play = with_threads(asker("mot"), thread(lesson=LessonId("mot-bai")))
    play.types("? máy của tôi là Samsung")
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.ASK_ON, "máy của tôi là Samsung"),)
    assert play.tells("question.added_open", question=ASKED)
    play = with_threads(asker("mot"), thread(asked(5, QuestionState.CLAIMED), lesson=LessonId("mot-bai")))
    play.types("?")
    assert play.tells("question.claimed", name="Cô Lan")
    play.types("máy của tôi là Samsung")
    assert play.tells("question.added", name="Cô Lan")
    assert play.labels()[-1] == "Hỏi việc khác"
    play.presses("Hỏi việc khác")
    play.types("học xong có giấy không")
    (opened,) = decided(play)
    assert isinstance(opened, OpenQuestion)
    assert opened.text == "học xong có giấy không"


def test_elsewhere_one_is_asked_whether_it_is_more_on_it() -> None:
    play = with_threads(asker("mot"), thread())
    play.types("? học xong có giấy không")
    assert kinds(play.effects) == ["Say"]
    assert play.tells("question.which", question="học xong có giấy không")
    assert play.labels() == (f"Nói thêm: {ASKED}", "Hỏi việc khác", "Quay lại")
    play.presses("Hỏi việc khác")
    assert isinstance(decided(play)[0], OpenQuestion)
    assert play.state.unsent is None
    play.types("? học xong có giấy không")
    play.presses("Nói thêm")
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.ASK_ON, "học xong có giấy không"),)
    play.types("? học xong có giấy không")
    play.presses("Quay lại")
    assert play.state.unsent is None
    assert play.state.scene == Learning()


def test_of_several_the_newest_is_added_to_unless_another_is_chosen() -> None:
    first, second = thread(text="việc một"), thread(asked(6), text="việc hai")
    play = with_threads(asker(), first, second)
    play.types("/hoi")
    assert play.tells("question.add_to", question="việc hai")
    assert play.labels() == ("Nói thêm: việc một", "Hỏi việc khác", "Rút câu hỏi", "Quay lại")
    play.presses("Nói thêm: việc một")
    assert play.tells("question.add_to", question="việc một")
    play.types("thêm lời")
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.ASK_ON, "thêm lời"),)
    play.types("? thêm nữa")
    assert play.labels()[:2] == ("Nói thêm: việc hai", "Nói thêm: việc một")


def test_how_each_stands_is_told_even_where_nobody_answers_any_more() -> None:
    play = with_threads(asker(), answered())
    play.known = replace(play.known, outlook=None)
    play.types("/hoi")
    assert play.tells("question.answered", name="Cô Lan")
    play.happen(ChoicePressed(ChoiceId("u:human:scam")))
    assert play.tells("ask.nobody", contact="1022")
    assert "113" in play.words()
    with_threads(play, thread(asked(is_urgent=True)))
    play.happen(ChoicePressed(ChoiceId("u:human:medical")))
    assert play.tells("question.urgent_sent")
    assert not decided(play)


def test_before_the_welcome_one_hears_where_no_human_answers() -> None:
    play = at("notice", None)
    play.types(f"? {ASKED}")
    assert play.tells("ask.nobody", contact="1022")
    assert play.state.unsent is None


def test_no_more_than_so_many_are_under_way() -> None:
    threads = tuple(thread(asked(number), text=f"việc {number}") for number in (5, 6, 7))
    play = with_threads(asker(), *threads)
    play.types("/hoi")
    assert "Hỏi việc khác" not in play.labels()
    play.happen(ChoicePressed(ChoiceId("q:other")))
    assert play.tells("question.full", count=3)
    assert kinds(play.effects) == ["Say"]
    play.presses("Rút câu hỏi")
    assert decided(play) == (MoveQuestion(QuestionId(7), Move.WITHDRAW),)
    assert play.tells("question.withdrawn", question="việc 7")


def test_what_is_over_is_told_kindly() -> None:
    play = with_threads(asker(), thread(asked(5, QuestionState.CLOSED)))
    for choice in ("q:withdraw:5", "q:more:5", "q:withdraw", "q:more:x"):
        play.happen(ChoicePressed(ChoiceId(choice)))
        assert play.tells("question.over"), choice
        assert kinds(play.effects) == ["Say"]
    play.known = replace(play.known, outlook=None)
    play.happen(ChoicePressed(ChoiceId("q:other")))
    assert play.tells("ask.nobody", contact="1022")
    play.happen(ChoicePressed(ChoiceId("q:x")))
    assert play.tells("unclear.old_choice")


def test_a_question_mark_while_one_asks_is_no_new_beginning() -> None:
    play = asker()
    play.types("?")
    play.types("? gửi ảnh thế nào")
    assert isinstance(decided(play)[0], OpenQuestion)


def test_a_reply_to_the_answer_is_more_on_that_question() -> None:
    play = with_threads(asker("viet"), thread(text="một"), thread(asked(6), text="hai"))
    play.happen(TextReceived("viết hộ tôi một bài cho bà con", replies_to="question:5"))
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.ASK_ON, "viết hộ tôi một bài cho bà con"),)
    for key in ("question:99", "question:x", "check:a:b"):
        play.happen(TextReceived("menu", replies_to=key))
        assert not decided(play)
    play.happen(TextReceived("/huy", replies_to="question:5"))
    assert not decided(play)


def test_words_in_danger_reach_a_human_besides_the_card() -> None:
    for begin in ("", "?"):
        play = asker("viet")
        if not begin:
            play.types("?")
        card = play.types(f"{begin} {DANGER}, số 0912345678")
        assert card.kind is Kind.SAFETY
        assert play.tells("question.urgent_sent")
        (opened,) = decided(play)
        assert isinstance(opened, OpenQuestion)
        assert opened.is_urgent
        assert "0912345678" not in opened.text
    play = with_threads(asker(), thread())
    play.types("?")
    play.types(DANGER)
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.ASK_ON, DANGER, is_urgent=True),)
    play = asker()
    play.types(DANGER)
    assert not decided(play), "what was said to the machine is not passed on"
    play.known = replace(play.known, outlook=None)
    play.types(f"? {DANGER}")
    assert play.said[-1].kind is Kind.SAFETY
    assert not decided(play)
    play = with_threads(asker("viet"), thread())
    play.happen(TextReceived(DANGER, replies_to="question:5"))
    assert isinstance(decided(play)[0], OpenQuestion), "and where nobody knows to which it belongs it is a new one"


def test_from_a_card_a_human_is_asked_without_repeating_a_word() -> None:
    play = asker("mot")
    play.types(DANGER)
    play.presses("Nhắn người thật")
    (opened,) = decided(play)
    assert isinstance(opened, OpenQuestion)
    assert opened.is_urgent
    assert "20 triệu" not in opened.text
    assert "lừa đảo" in opened.text
    assert play.tells("question.urgent_sent")
    assert "113" in play.words()
    assert play.labels() == ("Quay lại",), "nobody is asked to learn on"
    assert opened.is_noted
    noted = said(WordsKind.NOTE, opened.text)
    with_threads(play, thread(asked(is_urgent=True), words=(noted,)))
    play.types("?")
    assert "Cần gặp người thật gấp" in play.words()
    assert opened.text not in play.words(), "what the machine tells those who help stays with them"
    play.types("họ vẫn đang gọi cho tôi")
    assert isinstance(decided(play)[0], MoveQuestion)
    play.happen(ChoicePressed(ChoiceId("u:human:scam")))
    assert not decided(play), "and one such question is enough"
    play.presses("Quay lại")
    assert play.state.scene == Learning()


def test_of_a_danger_that_there_is_not_nothing_is_asked() -> None:
    play = asker()
    for choice in ("u:human:x", "u:human", "u:x:scam"):
        play.happen(ChoicePressed(ChoiceId(choice)))
        assert not decided(play)


VISITORS = [name for name in AFTER_WELCOME if "visitor" in name]


@pytest.mark.parametrize("scene", VISITORS)
@pytest.mark.parametrize("is_written_first", [True, False])
def test_a_visitors_words_wait_until_they_agree(scene: str, *, is_written_first: bool) -> None:
    play = at(scene)
    before = play.place.scene
    if is_written_first:
        play.types(f"? {ASKED} 0912345678")
    else:
        play.types("?")
        assert play.tells("question.first_write")
        play.types(f"{ASKED} 0912345678")
    assert kinds(play.effects) == ["Say"]
    assert play.tells("question.visitor", question=f"{ASKED} [số điện thoại]", contact="1022")
    play.presses("Từ nay ghi nhớ việc học")
    play.presses("Đồng ý")
    admitted, *rest, opened, shown = play.effects
    assert isinstance(admitted, Admit)
    assert all(isinstance(each, BeginLesson) for each in rest)
    assert isinstance(opened, OpenQuestion)
    assert opened.text == f"{ASKED} [số điện thoại]"
    assert isinstance(shown, Say)
    assert play.tells("question.sent")
    assert (play.place.scene, play.state.unsent) == (before, None)


@pytest.mark.parametrize("scene", [name for name in WELCOMES if name not in {"address", "goal"}])
def test_before_the_welcome_is_over_words_wait_too(scene: str) -> None:
    play = at(scene)
    before = play.place.scene
    play.types("?")
    assert play.tells("question.early_how")
    play.types(f"? {ASKED}")
    assert play.tells("question.early")
    play.types("/hoi")
    assert play.tells("question.early")
    assert play.place.scene == before


def test_who_agrees_in_the_welcome_has_asked() -> None:
    play = at("notice")
    play.types(f"? {ASKED}")
    play.types("tôi đồng ý")
    assert kinds(play.effects) == ["Admit", "OpenQuestion", "Say"]
    assert play.tells("question.sent")
    play.presses("Bác")
    assert not decided(play)


def test_who_agreed_and_is_being_welcomed_asks_at_once() -> None:
    for scene in ("address", "goal"):
        play = at(scene)
        play.types("?")
        assert play.tells("question.how")
        before = play.place.scene
        play.types(f"? {ASKED}")
        assert kinds(play.effects) == ["OpenQuestion", "Say"]
        assert play.place.scene == before
        play.bank = watchful()
        play.types(DANGER)
        play.presses("Nhắn người thật")
        assert kinds(play.effects) == ["OpenQuestion", "Say"]


def test_where_nobody_answers_any_more_whoever_agrees_hears_so() -> None:
    play = at("visitor at a card")
    play.types(f"? {ASKED}")
    play.presses("Từ nay ghi nhớ việc học")
    play.known = replace(play.known, outlook=None)
    play.presses("Đồng ý")
    assert play.tells("ask.nobody", contact="1022")
    assert not decided(play)
    assert play.state.unsent is None


@pytest.mark.parametrize("scene", ["visitor at a card", "notice"])
def test_a_visitor_in_danger_gets_the_numbers_first(scene: str) -> None:
    play = at(scene)
    play.bank = watchful()
    play.types(f"? {DANGER}")
    assert play.said[-1].kind is Kind.SAFETY
    play.presses("Nhắn người thật")
    assert play.words().startswith("Có người gặp nguy thì gọi công an: 113.")
    assert play.tells("question.urgent_visitor", contact="1022")
    play.presses("Đồng ý" if scene == "notice" else "Từ nay ghi nhớ việc học")
    if scene != "notice":
        play.presses("Đồng ý")
    (opened,) = decided(play)
    assert isinstance(opened, OpenQuestion)
    assert (opened.text, opened.is_urgent) == (DANGER, True)


def test_a_visitor_in_danger_who_has_not_written_to_a_human_repeats_nothing() -> None:
    play = at("visitor at a card")
    play.bank = watchful()
    play.types(DANGER)
    play.presses("Nhắn người thật")
    assert play.state.unsent is not None
    assert "20 triệu" not in play.state.unsent.words
    play.presses("Từ nay ghi nhớ")
    play.presses("Đồng ý")
    (opened,) = [each for each in play.asked if isinstance(each, OpenQuestion)]
    assert (opened.is_urgent, opened.is_noted) == (True, True)


def test_somebody_under_16_is_told_what_nobody_may_ask_of_them() -> None:
    play = at("address")
    play.types("em")
    consent = play.state.profile.consent
    assert consent is not None
    young = replace(play.state.profile, consent=replace(consent, by_guardian=True))
    play.state = replace(play.state, profile=young)
    play.types("chưa biết")
    play.types("?")
    assert play.tells("question.young")


def test_nobody_took_it_so_far() -> None:
    play = with_threads(asker("mot"), thread())
    before = play.place
    shown = news(play, QuestionOverdue(QuestionId(5)))
    assert shown is not None
    assert play.tells("question.wider", question=ASKED)
    assert (play.place.scene, play.place.bookmark) == (before.scene, before.bookmark)
    assert play.labels() == ("Học tiếp", "Rút câu hỏi")
    with_threads(play, answered())
    assert news(play, QuestionOverdue(QuestionId(5))) is None
    play.known = replace(play.known, thread=None)
    assert news(play, QuestionOverdue(QuestionId(5))) is None


def test_a_question_that_was_closed_is_told_kindly() -> None:
    play = with_threads(asker("mot"), thread(asked(5, QuestionState.CLOSED)))
    play.state = replace(play.state, unread=QuestionId(5))
    assert news(play, QuestionMoved(QuestionId(5), Move.CLOSE)) is not None
    assert play.tells("question.closed", question=ASKED)
    assert play.labels() == ("Học tiếp",)
    assert play.state.unread is None
    assert news(play, QuestionMoved(QuestionId(5), Move.WITHDRAW)) is None


@pytest.mark.parametrize(("hour", "is_silent"), [(13, False), (14, True), (22, True), (23, False)])
def test_at_night_news_wake_nobody(hour: int, *, is_silent: bool) -> None:
    """The hours are of UTC: it is seven later in Vietnam."""
    play = with_threads(asker(), thread())
    play.now = MORNING.replace(hour=hour)
    shown = news(play, QuestionOverdue(QuestionId(5)))
    assert shown is not None
    assert shown.is_silent is is_silent


def test_a_long_question_is_quoted_in_part() -> None:
    play = with_threads(asker(), thread(text="chữ  nghĩa " * 40))
    play.types("/hoi")
    assert "chữ nghĩa chữ" in play.words()
    assert "…”" in play.words()


def test_the_place_to_go_back_to_is_named_as_it_is() -> None:
    play = asker("mot")
    play.types(f"? {ASKED}")
    assert play.labels() == ("Học tiếp",)
    play.types("/menu")
    play.types(f"? {ASKED}")
    assert play.said[-1].choices[0].id == "m:menu"
    play.types("/caidat")
    play.types(f"? {ASKED}")
    assert play.labels() == ("Quay lại",)
    play.presses("Quay lại")
    assert play.tells("account.settings")


def test_in_the_welcome_more_words_are_added_to_what_was_asked() -> None:
    play = at("address")
    play.types("? Gửi ảnh kiểu gì?")
    assert isinstance(decided(play)[0], OpenQuestion)
    with_threads(play, thread())
    play.types("? Máy tôi màu đen")
    assert decided(play) == (MoveQuestion(QuestionId(5), Move.ASK_ON, "Máy tôi màu đen"),)
    assert play.tells("question.added_open", question="Tôi bấm vào đâu để gửi ảnh?")
