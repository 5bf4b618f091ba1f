"""Writing to many: for which place, what it is, its words and its answers, each kept until it is changed."""

from dataclasses import replace

import pytest

from bot.model.broadcast import Letter
from bot.model.dialogue import AtMenu, Learning
from bot.model.draft import Broadcasting, BroadcastStage, Draft
from bot.model.events import ChoicePressed, Media, MediaReceived
from bot.model.ids import ChoiceId, PostId
from bot.model.staff import Post, Role
from bot.model.text import Preformatted, plain
from tests.announced import WORDS, admin, choosing, looking, writing
from tests.bank import FIRST, shelves
from tests.danger import watchful
from tests.play import Play, learner
from tests.staffed import COMMUNE, OTHER, knowing, staff_of


def draft_of(play: Play) -> Draft:
    assert play.state.draft is not None
    return play.state.draft


def stage_of(play: Play) -> BroadcastStage:
    assert isinstance(play.state.scene, Broadcasting)
    return play.state.scene.stage


def press(play: Play, choice: str) -> None:
    play.happen(ChoicePressed(ChoiceId(choice)))


def test_whoever_is_no_admin_hears_so() -> None:
    play = learner()
    play.known = knowing(staff_of(Role.MENTOR))
    play.types("/phatsong")
    assert play.tells("broadcast.none")
    press(play, "x:new")
    assert play.tells("broadcast.none")
    assert play.state.draft is None


def test_a_message_needs_its_words_alone() -> None:
    play = writing()
    assert stage_of(play) is BroadcastStage.WORDS
    assert play.tells("drafting.words")
    assert "{bạn}: cách gọi người ấy" in play.words()
    assert "Chào {bạn}! Chiều thứ Bảy này {nơi} có buổi học" in play.words()
    play.types("Chào {bạn}!\n\n{Bạn} nhớ đến nhé.")
    assert stage_of(play) is BroadcastStage.WHOM
    assert plain(draft_of(play).letter.text) == "Chào {bạn}!\n\n{Bạn} nhớ đến nhé."
    assert len(draft_of(play).letter.text) == 2


def test_a_lesson_is_chosen_or_typed() -> None:
    play = writing("Mời mở một bài học")
    play.presses(FIRST.titles["vi"])
    assert (draft_of(play).letter.lesson, stage_of(play)) == (FIRST.id, BroadcastStage.WORDS)
    play = writing("Mời mở một bài học", admin(bank=shelves()))
    play.types("không có bài nào như vậy")
    assert play.tells("unclear.text")
    play.types("viết câu lệnh")
    assert play.tells("drafting.lesson")
    assert "Bài viet-1" in play.labels()
    press(play, "x:lesson:gone")
    assert play.tells("unclear.old_choice")
    play.types("bài viet-3")
    assert play.labels() == ("Bài viet-3", "Để sau")
    play.presses("Bài viet-3")
    assert draft_of(play).letter.lesson == "viet-3"


def test_each_ones_next_lesson_is_opened() -> None:
    play = writing("Mời học bài tiếp theo")
    play.types("Chào {bạn}, mời học {bài tới}.")
    assert draft_of(play).letter.leads_on
    assert stage_of(play) is BroadcastStage.WHOM


def test_everything_that_is_wrong_is_told_at_once_and_the_words_are_kept() -> None:
    play = writing()
    words = "Chào {bac}! Xem https://evil.example nhé }"
    play.types(words)
    assert play.tells("drafting.faults")
    assert "{bac}: cháu không biết điền gì vào đây" in play.words()
    assert "Đường dẫn evil.example không phải trang của Nhà nước" in play.words()
    assert "Có dấu ngoặc nhọn mở mà chưa đóng" in play.words()
    assert "Giữ nguyên" not in play.labels()
    assert Preformatted(words) in play.said[-1].text
    press(play, "x:keep")
    assert play.tells("drafting.faults")
    play.types("Chào {bac}!")
    assert play.tells("drafting.fault")
    assert stage_of(play) is BroadcastStage.WORDS
    play.types(WORDS)
    assert stage_of(play) is BroadcastStage.WHOM


def test_words_may_be_anything_but_a_command() -> None:
    play = writing()
    play.types("? Ai muốn học buổi tối")
    assert plain(draft_of(play).letter.text) == "? Ai muốn học buổi tối"
    play = writing()
    play.types("học")
    assert plain(draft_of(play).letter.text) == "học"
    play = writing()
    play.types("/menu")
    assert isinstance(play.state.scene, AtMenu)


def test_what_can_be_filled_in_is_told_again() -> None:
    play = looking()
    play.presses("Sửa lời")
    assert Preformatted(WORDS) in play.said[-1].text
    play.presses("Những chỗ điền riêng")
    assert "{hướng dẫn}: tên người hướng dẫn của lớp" in play.words()
    play.presses("Giữ nguyên")
    assert stage_of(play) is BroadcastStage.LAST
    play.presses("Sửa lời")
    play.types("Lời khác.")
    assert stage_of(play) is BroadcastStage.LAST
    assert "Lời khác." in play.words()


def test_a_poll_has_two_to_five_answers() -> None:
    play = writing("Hỏi ý kiến")
    play.types("{Bạn} thích học lúc nào?")
    assert stage_of(play) is BroadcastStage.ANSWERS
    press(play, "x:keep")
    assert play.tells("unclear.old_choice")
    play.types("Buổi sáng")
    assert "đang có 1" in play.words()
    play.types("1. Sáng\n2. sang\n3.")
    assert "Có hai câu trả lời giống nhau" in play.words()
    assert "để trống hoặc dài quá 40" in play.words()
    assert Preformatted("Sáng\nsang\n") in play.said[-1].text
    play.types("\n".join("abcdef"))
    assert "đang có 6" in play.words()
    play.types("- Sáng\n- Chiều\nC. Tối")
    assert draft_of(play).letter.answers == ("Sáng", "Chiều", "Tối")
    assert stage_of(play) is BroadcastStage.WHOM
    press(play, "x:to:answers")
    assert "Sáng\nChiều\nTối" in play.words()
    play.presses("Giữ nguyên")
    assert stage_of(play) is BroadcastStage.WHOM
    press(play, "x:to:words")
    play.types("Lời hỏi khác?")
    assert stage_of(play) is BroadcastStage.WHOM, "the answers are there already"


def test_another_kind_keeps_the_words_and_drops_what_it_has_no_use_for() -> None:
    play = writing("Hỏi ý kiến")
    play.types(WORDS)
    play.types("Có\nKhông")
    press(play, "x:to:what")
    play.presses("Một lời nhắn")
    assert draft_of(play).letter == Letter(draft_of(play).letter.text)
    assert plain(draft_of(play).letter.text) == WORDS
    press(play, "x:to:what")
    play.presses("Hỏi ý kiến")
    play.presses("Giữ nguyên")
    assert stage_of(play) is BroadcastStage.ANSWERS


def test_whoever_answers_for_several_places_says_for_which() -> None:
    play = admin()
    posts = (Post(PostId(1), Role.ADMIN, COMMUNE), Post(PostId(2), Role.ADMIN, OTHER))
    play.known = replace(play.known, staff=replace(staff_of(), posts=posts))
    play.types("/phatsong")
    play.presses("Soạn tin mới")
    assert stage_of(play) is BroadcastStage.NODE
    press(play, "x:node:19")
    assert play.tells("unclear.old_choice")
    press(play, "x:node:-")
    assert play.tells("unclear.old_choice")
    play.presses("Xã Đại Phúc")
    assert (draft_of(play).place, stage_of(play)) == (OTHER, BroadcastStage.WHAT)
    play = admin()
    everywhere = Post(PostId(3), Role.ADMIN, None)
    play.known = replace(play.known, staff=replace(staff_of(), posts=(posts[0], everywhere)))
    play.types("/phatsong")
    play.presses("Soạn tin mới")
    press(play, "x:node:-")
    assert (draft_of(play).place, stage_of(play)) == (None, BroadcastStage.WHAT)


@pytest.mark.parametrize(
    "choice", ["x:kind:song", "x:shelf:mot", "x:explain", "x:x", "x:to:x", "x:set:king:1", "x:page:1"]
)
def test_what_was_never_offered_changes_nothing(choice: str) -> None:
    play = admin()
    play.types("/phatsong")
    play.presses("Soạn tin mới")
    before = play.state.draft
    press(play, choice)
    assert play.tells("unclear.old_choice")
    assert play.state.draft == before
    play.types("mưa")
    assert play.tells("unclear.text")


def test_a_draft_is_kept_until_it_is_sent_or_dropped() -> None:
    play = choosing()
    play.presses("Để sau")
    assert play.tells("drafting.kept")
    assert isinstance(play.state.scene, Learning)
    play.types("/phatsong")
    assert "Bản đang soạn, chưa gửi: “Chào bạn! Chiều thứ Bảy có buổi học.”" in play.words()
    play.presses("Viết tiếp")
    assert stage_of(play) is BroadcastStage.WHOM
    play.types("/huy")
    assert play.tells("drafting.kept")
    play.types("/phatsong")
    play.presses("Bỏ bản đang soạn")
    assert play.tells("drafting.dropped")
    assert play.state.draft is None
    press(play, "x:resume")
    assert play.tells("unclear.old_choice")


def test_whoever_goes_on_stands_at_the_first_open_question() -> None:
    def resumed(play: Play) -> BroadcastStage:
        play.types("/phatsong")
        play.presses("Viết tiếp")
        return stage_of(play)

    play = admin()
    play.types("/phatsong")
    play.presses("Soạn tin mới")
    play.types("/phatsong")
    assert "(chưa có lời)" in play.words()
    assert resumed(play) is BroadcastStage.WHAT
    play.presses("Hỏi ý kiến")
    play.types("{xyz}")
    assert resumed(play) is BroadcastStage.WORDS
    play.types(WORDS)
    assert resumed(play) is BroadcastStage.ANSWERS
    play.types("Có\nKhông")
    assert resumed(play) is BroadcastStage.WHOM
    play.presses("Tiếp tục")
    play.presses("Ngay bây giờ")
    assert resumed(play) is BroadcastStage.LAST


def test_who_is_an_admin_no_more_hears_so_and_keeps_the_draft() -> None:
    play = choosing()
    before = play.state.draft
    play.known = knowing(staff_of(Role.MENTOR))
    play.presses("Tiếp tục")
    assert play.tells("broadcast.none")
    assert isinstance(play.state.scene, Learning)
    assert play.state.draft == before


def test_what_is_written_of_danger_is_for_others() -> None:
    play = writing(play=admin(bank=watchful()))
    words = "Có người vừa chuyển 20 triệu cho công an trên mạng. Bà con đừng làm theo."
    play.types(words)
    assert plain(draft_of(play).letter.text) == words
    assert play.tells("safety.beside")


def test_a_picture_cannot_be_sent() -> None:
    play = writing()
    play.happen(MediaReceived(Media.PHOTO))
    assert play.tells("drafting.media")
    assert stage_of(play) is BroadcastStage.WORDS
    play.types(WORDS)
    play.happen(MediaReceived(Media.PHOTO))
    assert not play.tells("drafting.media")
