"""The people of an admin's node: listed, taken a post back from, and told kindly."""

from dataclasses import replace

import pytest

from bot.model.delivery import Lane
from bot.model.dialogue import AtMenu, Learning, Mentoring, Scene
from bot.model.effects import EndPosts, Say, WithdrawInvitation
from bot.model.events import ChoicePressed, PostEnded
from bot.model.ids import ChoiceId, LearnerId, PostId, QuestionId
from bot.model.question import Queue
from bot.model.staff import OpenInvitation, Post, Role, Staff
from tests.play import MORNING, Play, learner
from tests.staffed import COMMUNE, HAMLET, OFFERED, knowing, staff_of

HOA = Staff(LearnerId(7), "Cô Hoa", (Post(PostId(3), Role.MENTOR, COMMUNE), Post(PostId(4), Role.HELPER, HAMLET)))


def scene(play: Play) -> Scene:
    """Where they stand now."""
    return play.state.scene


def admin(*people: Staff) -> Play:
    play = learner()
    play.known = knowing(staff_of(), people=people or (HOA,))
    return play


def test_only_an_admin_sees_the_list() -> None:
    play = learner()
    play.known = knowing(staff_of(Role.MENTOR), people=(HOA,))
    play.types("/nhansu")
    assert play.tells("people.none")
    play.happen(ChoicePressed(ChoiceId("y:end:3")))
    assert (play.tells("people.none"), play.decided) == (True, [])


def test_a_post_is_taken_back_after_one_more_question() -> None:
    play = admin()
    play.types("/nhân sự")
    assert "có 2 việc" in play.words()
    assert play.labels()[:2] == ("Cô Hoa · Người hướng dẫn", "Cô Hoa · Người giúp ở lớp")
    play.presses("Cô Hoa · Người hướng dẫn")
    assert "Cô Hoa: Người hướng dẫn, Xã Tân Cương." in play.words()
    play.presses("Danh sách")
    play.presses("Cô Hoa · Người hướng dẫn")
    play.presses("Thu hồi")
    assert play.decided == [EndPosts(LearnerId(7), (PostId(3),))]
    assert "Đã thu hồi việc của Cô Hoa" in play.words()


def test_many_posts_stand_on_pages() -> None:
    people = [Staff(LearnerId(n), f"Cô {n}", (Post(PostId(n), Role.MENTOR, COMMUNE),)) for n in range(20, 28)]
    play = admin(*people)
    play.types("/nhansu")
    play.presses("Xem thêm")
    assert play.labels()[:2] == ("Cô 26 · Người hướng dẫn", "Cô 27 · Người hướng dẫn")
    play.happen(ChoicePressed(ChoiceId("y:list:9")))
    assert play.labels()[0] == "Cô 20 · Người hướng dẫn"


def offered(number: int, *, by: str = "Chú Tư") -> OpenInvitation:
    return OpenInvitation(number, OFFERED, MORNING, LearnerId(7) if by else None, by)


def test_an_invitation_is_withdrawn_after_one_more_question() -> None:
    play = learner()
    play.known = knowing(staff_of(), open_invitations=(offered(3), offered(4, by="")))
    play.types("/nhansu")
    play.presses("Lời mời đang chờ người nhận (2)")
    assert "có 2 lời mời" in play.words()
    play.happen(ChoicePressed(ChoiceId("y:withdraw:3")))
    assert (play.tells("unclear.old_choice"), play.decided) == (True, [])
    play.happen(ChoicePressed(ChoiceId("y:offer:4")))
    assert "Lời mời do máy chủ phát: Người hướng dẫn, Xã Tân Cương. Còn nhận được 1 người" in play.words()
    play.happen(ChoicePressed(ChoiceId("y:offer:3")))
    assert "Lời mời của Chú Tư: Người hướng dẫn, Xã Tân Cương." in play.words()
    play.presses("Rút lời mời")
    assert play.decided == [WithdrawInvitation(3)]
    assert "Đã rút lời mời: Người hướng dẫn, Xã Tân Cương." in play.words()
    play.happen(ChoicePressed(ChoiceId("y:offer:3")))
    assert play.tells("people.uninvited_already")
    play.known = knowing(staff_of())
    play.happen(ChoicePressed(ChoiceId("y:offers")))
    assert play.tells("people.uninvited")


def test_many_invitations_stand_on_pages() -> None:
    play = learner()
    play.known = knowing(staff_of(), open_invitations=tuple(map(offered, range(1, 9))))
    play.happen(ChoicePressed(ChoiceId("y:offers")))
    assert len(play.labels()) == 8
    play.presses("Xem thêm")
    assert len(play.labels()) == 3
    play.happen(ChoicePressed(ChoiceId("y:offers:9")))
    assert len(play.labels()) == 8


def test_whoever_is_alone_is_offered_to_invite() -> None:
    play = learner()
    play.known = knowing(staff_of())
    play.types("/nhansu")
    assert play.tells("people.nobody")
    assert play.labels()[0] == "Mời người"


@pytest.mark.parametrize(
    ("forged", "key"),
    [("y:end:3", "unclear.old_choice"), ("y:x:3", "unclear.old_choice"), ("y:post:99", "people.gone")],
)
def test_what_was_not_offered_ends_nothing(forged: str, key: str) -> None:
    play = admin()
    play.happen(ChoicePressed(ChoiceId(forged)))
    assert (play.tells(key), play.decided) == (True, [])


def test_whose_post_ended_is_thanked_and_goes_on_where_they_were() -> None:
    play = learner()
    play.known = knowing()
    before = play.state.scene
    play.happen(PostEnded(Role.MENTOR, COMMUNE))
    assert "(Người hướng dẫn, Xã Tân Cương)" in play.words()
    assert play.labels() == ("Học tiếp",)
    assert play.state.scene == before == Learning()
    (said,) = play.effects
    assert isinstance(said, Say)
    assert said.lane is Lane.MENTOR


def test_whoever_was_at_a_question_leaves_it_unless_they_may_still_answer() -> None:
    play = learner()
    play.state = replace(play.state, scene=Mentoring(QuestionId(5), "Bác thử lại nhé"), bookmark=None)
    play.happen(PostEnded(Role.MENTOR))
    assert play.state.scene == AtMenu()
    assert play.labels() == ("Về trang chính",)
    play = learner()
    play.known = knowing(staff_of(Role.ADMIN))
    play.known = replace(play.known, queue=Queue())
    play.state = replace(play.state, scene=Mentoring(QuestionId(5), back=Learning()))
    play.happen(PostEnded(Role.MENTOR))
    assert scene(play) == Mentoring(QuestionId(5), back=Learning())
    play.known = knowing()
    play.happen(PostEnded(Role.MENTOR))
    assert scene(play) == Learning()
