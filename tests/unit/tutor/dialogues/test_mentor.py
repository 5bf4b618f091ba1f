"""Helping: the list, a claim, an answer read once more before it leaves; nothing gets lost, nobody is blamed."""

from dataclasses import replace

import pytest

from bot.model.delivery import Lane
from bot.model.dialogue import AtMenu, Learning, Mentoring, Writing
from bot.model.effects import AddNote, Ignore, MoveQuestion, Reveal, Say, SendAnswer
from bot.model.events import ChoicePressed, Media, MediaReceived, QuestionMoved, QueueDue, TextReceived
from bot.model.ids import ChoiceId, LearnerId, LessonId, QuestionId
from bot.model.message import Kind
from bot.model.question import Move, QuestionState, Queue, Refusal, Thread, WordsKind
from bot.model.text import Preformatted, plain
from bot.model.trust import DoubtKind
from bot.tutor.triage import SMALL_SIGNS, assess
from tests.danger import rules, urgent
from tests.play import MORNING, NUMBER, Play
from tests.questions import (
    ANSWERED,
    ASKED,
    NOTE,
    OTHER,
    asked,
    asker,
    decided,
    kinds,
    mentor,
    news,
    said,
    scene,
    theirs,
    thread,
    writing,
)

NINE = QuestionId(9)
HELD = theirs(QuestionState.CLAIMED)
DANGER = "bác vừa chuyển 20 triệu cho công an trên mạng"


def draft(play: Play) -> str | None:
    """What the mentor is writing; None for whoever writes nothing."""
    scene = play.state.scene
    return scene.draft if isinstance(scene, Mentoring) else None


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def test_whoever_is_no_mentor_hears_so() -> None:
    play = asker("mot")
    before = play.place.scene
    play.types("/cauhoi")
    assert play.tells("mentor.none")
    assert scene(play) == before
    press(play, "h:see:9")
    assert play.tells("unclear.old_choice")


def test_the_list_tells_what_is_held_what_waits_and_what_was_seen() -> None:
    urgent = theirs(is_urgent=True)
    done = replace(theirs(QuestionState.ANSWERED), is_seen=True)
    play = mentor(urgent, theirs(), held=(HELD,), done=(done, replace(done, is_seen=False)))
    play.types("/cauhoi")
    assert play.tells("mentor.holding", count=1)
    assert play.tells("mentor.waiting_urgent", count=2, urgent=1)
    beginnings = [label.partition(":")[0] for label in play.labels()]
    assert beginnings[:1] + beginnings[1:2] == ["Đang giữ", "GẤP"]
    assert beginnings[3:5] == ["Đã xem", "Chưa xem"]
    play = mentor()
    play.types("/cauhoi")
    assert play.tells("mentor.queue_empty")


def test_a_long_list_shows_the_first_and_full_hands_are_told() -> None:
    waiting = tuple(theirs(number=number) for number in range(20, 30))
    play = mentor(*waiting)
    play.types("/cauhoi")
    assert play.tells("mentor.first_ones", count=6)
    play.known = replace(play.known, queue=Queue((HELD,), (), waiting, 1))
    play.types("/cauhoi")
    assert play.tells("mentor.full", most=1)


def test_a_question_is_claimed_answered_read_once_more_and_sent() -> None:
    play = mentor(theirs(), step="mot")
    before = play.place
    play.types("/cauhoi")
    play.presses("Tôi bấm")
    assert play.tells("mentor.from_class", seat=12, number="3", time="08:30", day=MORNING.date())
    assert "chọn được gọi là" not in play.words()
    assert ASKED in play.words()
    play.presses("Nhận trả lời câu này")
    assert decided(play) == (MoveQuestion(NINE, Move.CLAIM),)
    assert play.tells("mentor.claimed")
    play.known = replace(play.known, thread=HELD)
    play.types("Bác bấm vào hình cái kẹp giấy.")
    assert play.tells("mentor.preview_class", seat=12, number="3")
    assert "Bác bấm vào hình cái kẹp giấy." in play.words()
    play.types("Rồi chọn ảnh nhé.")
    assert "cái kẹp giấy.\nRồi chọn ảnh nhé." in play.words()
    play.presses("Gửi")
    assert decided(play) == (SendAnswer(NINE, "Bác bấm vào hình cái kẹp giấy.\nRồi chọn ảnh nhé."),)
    assert play.tells("mentor.sent")
    assert (play.place.scene, play.place.bookmark) == (before.scene, before.bookmark)
    assert play.labels() == ("Danh sách câu hỏi", "Học tiếp")


@pytest.mark.parametrize("words", ["gửi", "Gửi đi", "ok", "được.", "1", "GỬI!"])
def test_a_preview_is_sent_by_a_word_too(words: str) -> None:
    play = writing()
    play.types(ANSWERED)
    play.types(words)
    assert decided(play) == (SendAnswer(NINE, ANSWERED),)


@pytest.mark.parametrize(
    "words",
    ["menu", "học", "giúp", "huỷ", "? bác thử hỏi lại máy xem", "ok", "Gửi em nhé", "B", "/on là lệnh ấy", "xoá"],
)
@pytest.mark.parametrize("step", ["mot", "viet", "nhieu", "the"])
def test_what_looks_like_something_else_is_the_answer(words: str, step: str) -> None:
    play = writing(step=step)
    play.types(words)
    assert draft(play) == words
    assert not decided(play)


def test_the_same_behind_a_step_that_is_done() -> None:
    play = mentor(held=(HELD,), step="mot")
    play.types("B")
    press(play, "h:write:9")
    play.types("Gửi")
    assert draft(play) == "Gửi"


def test_words_of_danger_are_the_answer_with_the_numbers_beside_it() -> None:
    play = writing()
    shown = play.types(DANGER)
    assert shown.kind is Kind.NOTICE
    assert play.tells("safety.beside")
    assert "113" in play.words()
    assert draft(play) == DANGER
    play.known = replace(play.known, thread=theirs(number=8))
    play.happen(TextReceived(DANGER, replies_to="mentor:8"))
    assert play.tells("mentor.one_at_a_time") or DANGER not in play.words()
    assert play.tells("safety.beside"), "a message of its own has the numbers, too"
    assert not decided(play)


def test_where_to_touch_a_screen_is_no_danger() -> None:
    small = next(
        text for _, text in urgent() if (found := assess(text, rules())) is not None and found.rule == SMALL_SIGNS
    )
    play = writing()
    play.types(small)
    assert draft(play) == small
    assert not play.tells("safety.beside"), "small signs alone are no word of danger from whoever helps"


def test_what_is_no_text_is_told_kindly() -> None:
    play = writing()
    for media in (Media.VOICE, Media.PHOTO):
        play.happen(MediaReceived(media))
        assert play.tells("mentor.media")
        assert "Nhờ người thật giúp" not in play.labels()
    play.types("👍")
    assert play.tells("unclear.blank")
    assert draft(play) is not None


def test_an_answer_is_written_anew_and_has_an_end() -> None:
    play = writing()
    play.types(ANSWERED)
    play.presses("Viết lại từ đầu")
    assert scene(play) == Mentoring(NINE, back=Learning())
    play.types("x" * 3_990)
    play.types("y" * 20)
    assert play.tells("mentor.too_long", count=4_000)
    assert draft(play) == "x" * 3_990


def test_it_is_looked_at_in_the_middle_and_goes_on() -> None:
    play = writing()
    play.types(ANSWERED)
    play.presses("Xem cả câu hỏi")
    assert play.tells("mentor.said.learner")
    play.types("Thêm một câu.")
    assert draft(play) == f"{ANSWERED}\nThêm một câu."
    play.types("/cauhoi")
    assert draft(play) is not None


def test_a_draft_stays_whatever_is_looked_at_or_noted_meanwhile() -> None:
    play = writing()
    play.types(ANSWERED)
    play.presses("Xem cả câu hỏi")
    assert "Viết câu trả lời" not in play.labels(), "that would begin anew"
    play.presses("Viết tiếp câu đang dở")
    assert play.tells("mentor.preview_more")
    play.presses("Xem cả câu hỏi")
    play.presses("Xem tên người học")
    assert play.tells("mentor.write_reason")
    play.types("gọi loa ở lớp")
    assert play.tells("mentor.preview_more")
    play.presses("Xem cả câu hỏi")
    play.presses("Ghi chú cho người hỗ trợ khác")
    assert play.tells("mentor.write_note")
    play.types("/cauhoi")
    press(play, "h:note:9")
    play.types("bác nói nhỏ")
    assert decided(play) == (AddNote(NINE, "bác nói nhỏ"),)
    assert play.tells("mentor.noted")
    assert play.tells("mentor.preview_more")
    press(play, "h:note:9")
    play.types("/cauhoi")
    play.types("Thêm một câu.")
    assert draft(play) == f"{ANSWERED}\nThêm một câu.", "away from the note, what is typed is the answer again"


def test_it_is_left_for_later_or_for_others_without_blame() -> None:
    play = writing(step="mot")
    play.presses("Để lúc khác")
    assert scene(play) == Learning()
    assert not decided(play)
    play = writing(step="mot")
    play.presses("Trả lại để người khác giúp")
    assert decided(play) == (MoveQuestion(NINE, Move.HAND_BACK),)
    assert play.tells("mentor.handed_back")
    assert scene(play) == Learning()
    play = writing(step="mot")
    play.types("/huy")
    assert scene(play) == Learning()


def test_a_joke_or_abuse_is_closed_after_a_second_thought() -> None:
    play = mentor(held=(HELD,))
    press(play, "h:see:9")
    play.presses("Đóng câu này")
    assert not decided(play)
    assert play.tells("mentor.close_sure")
    play.presses("Đóng, không trả lời")
    assert decided(play) == (MoveQuestion(NINE, Move.CLOSE),)
    assert play.tells("mentor.closed")
    play = mentor(held=(theirs(QuestionState.CLAIMED, is_urgent=True),))
    press(play, "h:see:9")
    assert "Đóng câu này" not in play.labels(), "what is urgent is answered"


def test_a_note_is_kept_for_others_with_personal_data_masked() -> None:
    play = mentor(held=(HELD,), step="mot")
    press(play, "h:see:9")
    play.presses("Ghi chú cho người hỗ trợ khác")
    assert play.tells("mentor.write_note")
    play.types("gọi bác ở 0912345678")
    assert decided(play) == (AddNote(NINE, "gọi bác ở [số điện thoại]"),)
    assert play.tells("mentor.noted")
    assert scene(play) == Learning()


def test_a_name_is_told_for_a_reason_that_is_noted() -> None:
    for name in ("Hoa", None):
        play = mentor(held=(HELD,))
        play.known = replace(play.known, asker=name)
        press(play, "h:see:9")
        assert "Hoa" not in play.words()
        play.presses("Xem tên người học")
        assert scene(play) == Mentoring(NINE, writes=Writing.REASON, back=Learning())
        assert "Hoa" not in play.words()
        play.types("gọi loa ở lớp, số tôi 0912345678")
        assert decided(play) == (Reveal(NINE, "gọi loa ở lớp, số tôi [số điện thoại]"),)
        assert play.tells("mentor.revealed" if name else "mentor.revealed_none", name="Hoa")
        assert scene(play) == Mentoring(NINE, back=Learning())


def test_what_may_harm_a_learner_is_held_and_its_writer_told_why() -> None:
    play = writing()
    play.types("Bác đọc mã OTP cho cháu, cháu làm giúp")
    play.presses("Gửi")
    (sent,) = decided(play)
    assert isinstance(sent, SendAnswer)
    assert sent.doubts == (DoubtKind.ASKS_OTP,)
    assert play.tells("trust.held")
    assert play.tells("trust.asks_otp")
    assert Preformatted("Bác đọc mã OTP cho cháu, cháu làm giúp") in play.said[-1].text
    assert draft(play) == "", "what comes now is written anew"
    play.types("Mã OTP bác tự gõ, đừng đọc cho ai nhé")
    play.presses("Gửi")
    assert decided(play) == (SendAnswer(NINE, "Mã OTP bác tự gõ, đừng đọc cho ai nhé"),)


@pytest.mark.parametrize("refusal", Refusal)
def test_whoever_may_not_take_it_hears_why(refusal: Refusal) -> None:
    taken = replace(theirs(QuestionState.CLAIMED, holder=LearnerId(3)), holder_name="Anh Nam")
    play = mentor(taken, refusal=refusal)
    for choice in ("h:see:9", "h:claim:9"):
        press(play, choice)
        assert play.tells(f"mentor.refused.{refusal}", name="Anh Nam")
    for choice in ("h:write:9", "h:send:9", "h:back:9", "h:end:9", "h:name:9"):
        press(play, choice)
        assert not decided(play), choice
        assert play.tells(f"mentor.refused.{refusal}", name="Anh Nam")
    press(play, "h:x:9")
    assert play.tells("unclear.old_choice")
    play.happen(TextReceived("trả lời đây", replies_to="mentor:9"))
    assert play.tells(f"mentor.refused.{refusal}", name="Anh Nam")


def test_a_mentor_never_reads_what_others_noted_about_their_own_question() -> None:
    play = mentor(thread(asked(9), said(WordsKind.NOTE, NOTE)))
    for choice in ("h:see:9", "h:claim:9", "h:write:9", "h:send:9"):
        press(play, choice)
        assert play.tells("mentor.refused.own")
        assert NOTE not in play.words()
    reply(play, ANSWERED)
    assert play.tells("mentor.refused.own")
    assert not decided(play)


def test_a_question_that_is_gone_is_told_kindly() -> None:
    play = writing(step="mot")
    play.types(ANSWERED)
    play.known = replace(play.known, thread=None)
    play.types("thêm")
    assert play.tells("mentor.gone")
    assert scene(play) == Learning()
    for choice in ("h:send:9", "h:see:9", "h:claim:9"):
        press(play, choice)
        assert play.tells("mentor.gone")
        assert not decided(play)
    play = writing(step="mot")
    play.known = replace(play.known, thread=None)
    press(play, "h:see:9")
    assert scene(play) == Learning()
    play = writing(step="mot")
    play.known = replace(play.known, thread=None)
    play.happen(MediaReceived(Media.PHOTO))
    assert play.tells("mentor.gone")
    play.happen(TextReceived("x", replies_to="mentor:9"))
    assert play.tells("mentor.gone")


def test_old_and_forged_presses_do_no_harm() -> None:
    play = mentor(held=(HELD,))
    for choice in ("h:send:9", "h:x:9", "h:see", "h:see:x"):
        press(play, choice)
        assert not decided(play)
        assert play.tells("unclear.old_choice"), choice
    press(play, "h:leave")
    assert scene(play) == Learning()
    press(play, "h:list")
    assert play.tells("mentor.holding", count=1)


def test_what_was_answered_is_seen_with_whether_it_was_read_and_may_be_added_to() -> None:
    done = theirs(QuestionState.ANSWERED)
    play = mentor(done=(replace(done, is_seen=True),))
    press(play, "h:see:9")
    assert play.tells("mentor.is_seen")
    assert play.labels()[:2] == ("Viết thêm cho người học", "Ghi chú cho người hỗ trợ khác")
    for choice in ("h:back:9", "h:close:9", "h:end:9"):
        press(play, choice)
        assert not decided(play)
    press(play, "h:write:9")
    assert "Trả lại để người khác giúp" not in play.labels()
    play.types("Nhớ bật mạng nhé")
    play.presses("Gửi")
    assert decided(play) == (SendAnswer(NINE, "Nhớ bật mạng nhé"),)


def test_an_answer_that_nobody_has_seen_comes_with_a_text_to_paste() -> None:
    play = mentor(done=(theirs(QuestionState.ANSWERED),))
    press(play, "h:see:9")
    assert play.tells("mentor.is_unseen")
    (block,) = [each for each in play.said[-1].text if isinstance(each, Preformatted)]
    assert block.text.startswith("Gửi người học số 12, lớp 3.")
    assert ANSWERED in block.text
    assert "/j/" not in block.text, "nobody said where people reach us"
    play.url = "https://hocai.example.vn"
    play.waits(seconds=30)
    press(play, "h:see:9")
    assert "https://hocai.example.vn/j/bgh234" in play.words()
    free = replace(theirs(QuestionState.ANSWERED, classroom=None), seat=None, class_code=None)
    play.known = replace(play.known, thread=free)
    play.waits(seconds=30)
    press(play, "h:see:9")
    assert play.tells("mentor.paste_free")
    assert play.words().endswith("https://hocai.example.vn")
    silent = replace(free, words=free.words[:1])
    play.known = replace(play.known, thread=silent)
    play.waits(seconds=30)
    press(play, "h:see:9")
    assert not play.tells("mentor.is_unseen")


def test_where_it_came_up_and_what_was_said_is_told() -> None:
    held = said(WordsKind.MENTOR, "câu bị giữ", is_held=True)
    full = thread(HELD.question, said(WordsKind.NOTE, NOTE), held, lesson=LessonId("mot-bai"))
    play = mentor(held=(full,))
    press(play, "h:see:9")
    assert play.tells("mentor.at_lesson", lesson="Bài mot-bai")
    assert NOTE in play.words()
    assert play.tells("mentor.said.held", name="Cô Lan")
    free = replace(HELD, seat=None)
    play = writing(free)
    assert play.tells("mentor.from_free", time="08:30", day=MORNING.date())
    play.types(ANSWERED)
    assert play.tells("mentor.preview")


def reply(play: Play, text: str, to: int = 9) -> None:
    play.happen(TextReceived(text, replies_to=f"mentor:{to}"))


def test_a_reply_to_a_question_claims_it_and_is_its_answer() -> None:
    play = mentor(theirs(), step="viet")
    reply(play, ANSWERED)
    assert decided(play) == (MoveQuestion(NINE, Move.CLAIM),)
    assert play.tells("mentor.preview_class", seat=12, number="3")
    play.known = replace(play.known, thread=HELD)
    reply(play, "Thêm nữa.")
    assert not decided(play)
    play.presses("Gửi")
    assert decided(play) == (SendAnswer(NINE, f"{ANSWERED}\nThêm nữa."),)
    assert scene(play) == Learning()
    said_last = play.effects[-1]
    assert isinstance(said_last, Say)
    reply(play, "/menu")
    assert scene(play) == AtMenu(), "a command stays one"


def test_messages_about_a_question_can_be_replied_to() -> None:
    play = mentor(theirs())
    for choice in ("h:see:9", "h:claim:9"):
        press(play, choice)
        last = play.effects[-1]
        assert isinstance(last, Say)
        assert last.key == "mentor:9"


def test_one_answer_at_a_time() -> None:
    play = writing()
    play.types(ANSWERED)
    other = theirs(number=8)
    play.known = replace(play.known, thread=other)
    reply(play, "cho câu kia", to=8)
    assert play.tells("mentor.one_at_a_time")
    press(play, "h:see:8")
    assert ASKED in play.words()
    press(play, "h:claim:8")
    assert decided(play) == (MoveQuestion(QuestionId(8), Move.CLAIM),)
    assert play.tells("mentor.claimed_later")
    press(play, "h:x:8")
    assert play.tells("mentor.unfinished")
    play.known = replace(play.known, thread=theirs(QuestionState.CLAIMED, number=8))
    press(play, "h:back:8")
    assert decided(play) == (MoveQuestion(QuestionId(8), Move.HAND_BACK),)
    play.known = replace(play.known, thread=HELD)
    press(play, "h:claim:9")
    assert not decided(play)
    assert ANSWERED in play.words()
    play.presses("Gửi")
    assert decided(play) == (SendAnswer(NINE, ANSWERED),)


@pytest.mark.parametrize("word", ["Gửi", "Còn một ý nữa."])
def test_whoever_lost_the_post_a_moment_ago_hears_what_became_of_the_question(word: str) -> None:
    play = writing(step="mot")
    play.types(ANSWERED)
    play.known = replace(play.known, queue=None, thread=None, staff=None)
    play.types(word)
    assert play.tells("mentor.moved.revoke")
    assert not play.tells("mentor.gone")
    assert not decided(play)
    assert scene(play) == Learning()


def test_whoever_lost_the_post_sees_so_on_coming_back() -> None:
    play = writing(step="mot")
    play.types(ANSWERED)
    play.known = replace(play.known, queue=None, thread=None, staff=None)
    play.happen(MediaReceived(Media.PHOTO))
    assert play.tells("mentor.moved.revoke")
    assert play.labels() == ("Học tiếp",), "there is no list any more"


def test_whoever_is_no_mentor_replies_to_nobody() -> None:
    play = asker("mo-dau")
    reply(play, "xin chào")
    assert not decided(play)
    assert not play.tells("mentor.gone")


@pytest.mark.parametrize(
    "move", [Move.ASK_ON, Move.UNDERSTAND, Move.NOT_UNDERSTAND, Move.OVERDUE, Move.REVOKE, Move.WITHDRAW, Move.CLOSE]
)
def test_news_of_a_question_leave_a_mentor_where_they_are(move: Move) -> None:
    play = mentor(held=(HELD,), step="mot")
    before = play.place
    shown = news(play, QuestionMoved(NINE, move))
    assert shown is not None
    assert play.tells(f"mentor.moved.{move}")
    assert (play.place.scene, play.place.bookmark) == (before.scene, before.bookmark)
    assert play.labels() == ("Xem cả câu hỏi", *[each.label for each in play.said[-2].choices if each.is_answer])[:1]
    play.types("B")
    assert play.tells("check.right") or play.said[-1].kind is Kind.FEEDBACK


def test_what_the_learner_adds_is_told_and_the_draft_stays() -> None:
    more = said(WordsKind.LEARNER, "máy của tôi là Samsung")
    play = writing()
    play.types(ANSWERED)
    play.known = replace(play.known, thread=thread(HELD.question, more))
    play.happen(QuestionMoved(NINE, Move.ASK_ON))
    (shown,) = play.effects
    assert isinstance(shown, Say)
    assert (shown.lane, shown.key) == (Lane.MENTOR, "mentor:9")
    assert "Samsung" in play.words()
    assert not play.tells("mentor.pressing")
    assert draft(play) == ANSWERED
    urgent = replace(HELD.question, is_urgent=True)
    play.known = replace(play.known, thread=thread(urgent, more))
    play.happen(QuestionMoved(NINE, Move.ASK_ON))
    assert play.tells("mentor.pressing")


def test_a_question_that_went_elsewhere_is_left() -> None:
    play = writing(step="mot")
    play.types(ANSWERED)
    play.happen(QuestionMoved(QuestionId(8), Move.UNDERSTAND))
    assert draft(play) is not None
    play.happen(QuestionMoved(NINE, Move.OVERDUE))
    assert scene(play) == Learning()
    play = writing(step="mot")
    play.known = replace(play.known, thread=theirs(number=8))
    play.happen(QuestionMoved(QuestionId(8), Move.OVERDUE))
    assert draft(play) is not None


@pytest.mark.parametrize(("number", "is_kept"), [(NINE, False), (QuestionId(8), True)])
def test_a_question_that_is_gone_leaves_nobody_writing_to_it(number: QuestionId, *, is_kept: bool) -> None:
    play = writing(step="mot")
    play.types(ANSWERED)
    play.known = replace(play.known, thread=None)
    assert news(play, QuestionMoved(number, Move.WITHDRAW)) is not None
    assert play.tells("mentor.gone")
    assert isinstance(play.state.scene, Mentoring) is is_kept


def test_one_digest_at_an_hour_and_never_at_night() -> None:
    play = mentor(theirs(is_urgent=True), theirs(), held=(HELD,), step="mot")
    play.known = replace(play.known, thread=None)
    before = play.place.scene
    play.now = MORNING.replace(hour=12)
    assert news(play, QueueDue()) is not None
    assert play.tells("mentor.digest_urgent", time="19:30", count=3, urgent=1)
    assert play.tells("mentor.waiting_urgent", count=2, urgent=1)
    play.known = replace(play.known, queue=Queue((), (), (theirs(), theirs()), 5))
    assert news(play, QueueDue()) is not None
    assert play.tells("mentor.digest", time="19:30", count=2)
    assert not play.tells("mentor.waiting", count=2), "who holds nothing is told once how many wait"
    assert scene(play) == before
    play.known = replace(play.known, queue=Queue((), (), (theirs(),), 5))
    assert news(play, QueueDue()) is not None
    assert play.tells("mentor.digest", time="19:30", count=1)
    play.now = MORNING.replace(hour=15)
    assert news(play, QueueDue()) is None
    play.now = MORNING
    play.known = replace(play.known, queue=Queue())
    assert news(play, QueueDue()) is None
    play.known = replace(play.known, queue=None)
    assert news(play, QueueDue()) is None
    assert isinstance(play.effects[0], Ignore)


def test_what_is_urgent_pings_at_once_and_is_claimed_by_one_tap() -> None:
    play = mentor(theirs(is_urgent=True), step="mot")
    play.now = MORNING.replace(hour=18)
    shown = news(play, QueueDue(NINE))
    assert shown is not None
    assert not shown.is_silent
    assert play.tells("mentor.urgent")
    play.presses("Nhận trả lời câu này")
    assert decided(play) == (MoveQuestion(NINE, Move.CLAIM),)
    assert scene(play) == Mentoring(NINE, back=Learning())
    play.known = replace(play.known, thread=HELD)
    assert news(play, QueueDue(NINE)) is None, "somebody has it by now"


def test_a_mentor_who_asks_leaves_the_answer_and_comes_back_to_the_lesson() -> None:
    play = writing(step="mot")
    play.types("/hoi")
    play.types("tôi cũng muốn hỏi")
    assert kinds(play.effects) == ["OpenQuestion", "Say"]
    assert scene(play) == Learning()


def test_a_mentors_own_answer_waits_in_the_middle_of_another() -> None:
    play = writing(step="mot")
    own: Thread = thread(asked(5, QuestionState.ANSWERED))
    play.state = replace(play.state, unread=QuestionId(5))
    play.known = replace(play.known, thread=own, questions=(own,))
    play.opens()
    assert play.said[-1].kind is Kind.ANSWER
    assert draft(play) is not None
    assert plain(play.said[-1].text).startswith("Cô Lan (người thật) trả lời")
    assert own.question.learner == NUMBER != OTHER
