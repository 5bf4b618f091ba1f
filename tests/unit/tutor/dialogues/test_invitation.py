"""Invitations: what they offer, who takes them up and by what name, and why they may lead nowhere."""

from dataclasses import replace

import pytest

from bot.model.dialogue import Accepting, AcceptingStage, Adjusting, AtMenu, Learning, Scene, WelcomeStage, Welcoming
from bot.model.effects import Admit, Rejoin, TakePost
from bot.model.events import Arrived, ChoicePressed, Returned
from bot.model.ids import ChoiceId, LearnerId, QuestionId
from bot.model.question import Circle, Question, QuestionState, Thread, Words, WordsKind
from bot.model.staff import RIGHTS, Right, Role
from tests.play import MORNING, NUMBER, Play, learner
from tests.staffed import CODE, KEY, OFFERED, PROVINCE, knowing, staff_of

UNKNOWN = "kkkkkkkkkkkk"


def scene(play: Play) -> Scene:
    """Where they stand now."""
    return play.state.scene


def invited(play: Play, **changed: object) -> Play:
    """Somebody who comes by the code of an invitation."""
    offered = replace(OFFERED, **changed)  # type: ignore[arg-type]  # an invitation's own fields, by name
    play.known = replace(play.known, office=knowing(invitation=offered).office)
    play.types(f"/start {CODE}")
    return play


def offered() -> Play:
    return invited(learner())


def asked_for_a_name() -> Play:
    play = offered()
    play.presses("Nhận việc")
    return play


def test_a_learner_reads_what_it_is_and_takes_it_up_by_the_name_that_others_will_know() -> None:
    play = offered()
    assert "Bác được mời nhận việc: Người hướng dẫn, Xã Tân Cương." in play.words()
    assert play.tells("role.means.mentor")
    assert play.tells("invitation.rules", operator="Sở KH&CN tỉnh")
    assert play.labels() == ("Nhận việc", "Không")
    play.presses("Nhận việc")
    assert play.tells("invitation.name")
    play.types("dạ tôi tên là Hoa ạ")
    assert play.decided == [TakePost(KEY, "Hoa")]
    assert play.tells("role.next.mentor")
    assert play.labels() == ("Danh sách câu hỏi", "Giờ trực của tôi", "Học tiếp")
    assert (play.state.scene, play.state.invited) == (Learning(), None)


def test_the_name_that_the_profile_has_is_offered() -> None:
    play = learner()
    play.state = replace(play.state, profile=replace(play.state.profile, name="Hoa"))
    invited(play).presses("Nhận việc")
    play.presses("Hoa")
    assert play.decided == [TakePost(KEY, "Hoa")]


def test_who_has_a_post_already_keeps_their_name_if_they_wish() -> None:
    play = learner()
    play.known = replace(knowing(staff_of(Role.HELPER, name="Cô Hoa")))
    play.state = replace(play.state, profile=replace(play.state.profile, name="Hoa"))
    invited(play).presses("Nhận việc")
    assert play.labels() == ("Cô Hoa", "Xem lại lời mời")
    play.presses("Xem lại lời mời")
    assert play.state.scene == Accepting()


@pytest.mark.parametrize("typed", ["0912345678", "Tổ 3", "x" * 41, "\u3164\u3164", "Hoa\u1160"])
def test_what_is_no_name_to_be_shown_is_asked_again(typed: str) -> None:
    play = asked_for_a_name()
    play.types(typed)
    assert play.decided == []
    assert play.tells("introduction.no_name")
    assert play.state.scene == Accepting(AcceptingStage.NAME)


def test_an_invitation_that_is_declined_is_over_and_one_goes_on_where_one_was() -> None:
    play = offered()
    play.presses("Không")
    assert play.tells("invitation.declined")
    assert (play.state.scene, play.state.invited, play.decided) == (Learning(), None, [])


def test_words_at_the_offer_mean_its_choices_or_nothing() -> None:
    play = offered()
    play.types("tôi chưa rõ lắm")
    assert play.state.scene == Accepting()
    play.types("nhận việc")
    assert play.state.scene == Accepting(AcceptingStage.NAME)


def test_old_choices_of_an_invitation_count_for_nothing() -> None:
    play = learner()
    before = play.state.scene
    play.happen(ChoicePressed(ChoiceId("j:take")))
    assert (play.state.scene, play.tells("unclear.old_choice")) == (before, True)
    play = offered()
    play.happen(ChoicePressed(ChoiceId("j:name")))
    assert play.tells("unclear.old_choice")
    play.presses("Nhận việc")
    play.happen(ChoicePressed(ChoiceId("j:name")))
    assert play.tells("unclear.old_choice"), "where no name is known none can be pressed"


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"uses_left": 0}, "invitation.used"),
        ({"expires_at": MORNING}, "invitation.expired"),
    ],
)
def test_an_invitation_that_is_over_is_told_kindly(changed: dict[str, object], key: str) -> None:
    play = invited(learner(), **changed)
    assert play.tells(key)
    assert (play.state.scene, play.state.invited) == (Learning(), None)


def test_a_code_that_nobody_made_is_told_kindly() -> None:
    play = learner()
    play.types(f"/start {UNKNOWN}")
    assert play.tells("invitation.unknown")
    new = Play()
    new.happen(Arrived(code=UNKNOWN))
    assert new.tells("invitation.unknown")
    assert new.tells("welcome.notice", operator="Sở KH&CN tỉnh")


def test_who_has_that_post_is_told_so() -> None:
    play = learner()
    play.known = knowing(staff_of(Role.MENTOR))
    assert invited(play).tells("invitation.already")
    play.known = knowing(staff_of(Role.MENTOR, PROVINCE))
    assert invited(play).state.scene == Accepting(), "of another place it is another post"


def test_one_that_is_used_up_meanwhile_is_told_on_every_screen() -> None:
    play = offered()
    play.known = knowing(invitation=replace(OFFERED, uses_left=0))
    play.types("nhận việc")
    assert play.tells("invitation.used")
    play.presses("Đi tiếp")
    assert (play.state.scene, play.state.invited, play.decided) == (Learning(), None, [])
    play = asked_for_a_name()
    play.known = knowing(invitation=replace(OFFERED, uses_left=0))
    play.types("Hoa")
    assert (play.decided, play.tells("invitation.used")) == ([], True)
    play = offered()
    play.known = knowing()
    play.opens()
    assert play.tells("invitation.unknown")


def test_somebody_under_16_learns_first() -> None:
    play = learner()
    consent = play.state.profile.consent
    assert consent is not None
    play.state = replace(play.state, profile=replace(play.state.profile, consent=replace(consent, by_guardian=True)))
    assert invited(play).tells("invitation.young")


def newcomer(code: str = CODE) -> Play:
    play = Play(known=knowing(invitation=OFFERED))
    play.happen(Arrived(code=code))
    return play


def test_somebody_new_is_welcomed_first_and_then_reads_what_they_are_invited_to() -> None:
    play = newcomer()
    assert "Bạn được mời nhận việc: Người hướng dẫn, Xã Tân Cương." in play.words()
    assert play.tells("invitation.first")
    assert play.state.invited == KEY
    play.presses("Đồng ý")
    play.presses("Cô")
    assert play.tells("role.means.mentor")
    assert scene(play) == Accepting()
    play.presses("Nhận việc")
    play.types("Cô Hoa")
    assert play.decided == [TakePost(KEY, "Cô Hoa")]
    assert scene(play) == AtMenu()
    assert play.labels()[-1] == "Về trang chính"


def test_an_invitation_that_is_over_by_the_end_of_the_welcome_leads_to_learning() -> None:
    play = newcomer()
    play.presses("Đồng ý")
    play.known = knowing(invitation=replace(OFFERED, uses_left=0))
    play.presses("Cô")
    assert play.tells("invitation.used")
    assert (play.state.scene, play.state.invited) == (Welcoming(WelcomeStage.GOAL), None)


def test_who_is_under_16_goes_on_to_learn_after_the_welcome() -> None:
    play = newcomer()
    play.presses("Tôi dưới 16 tuổi")
    play.presses("Bố mẹ")
    play.presses("Em")
    assert play.tells("invitation.young")
    assert play.state.invited is None


def test_who_looks_around_has_to_be_remembered_first() -> None:
    play = newcomer()
    play.presses("Xem thử")
    play.presses("Cô")
    play.presses("Chưa biết")
    assert play.state.invited == KEY
    play.types(f"/start {CODE}")
    assert play.tells("invitation.keep")
    play.presses("Từ nay")
    play.presses("Đồng ý")
    assert isinstance(play.effects[0], Admit)
    assert play.state.scene == Accepting()
    assert play.tells("role.means.mentor")


def test_who_looks_around_at_the_menu_can_go_back_there() -> None:
    play = newcomer("x")
    play.presses("Xem thử")
    play.presses("Cô")
    play.presses("Chưa biết")
    play.state = replace(play.state, bookmark=None, scene=AtMenu())
    play.types(f"/start {CODE}")
    assert play.labels()[-1] == "Về trang chính"


def test_an_invitation_in_the_middle_of_the_welcome_is_kept() -> None:
    play = newcomer("x")
    play.presses("Đồng ý")
    play.types(f"/start {CODE}")
    assert (play.state.scene, play.state.invited) == (Welcoming(WelcomeStage.ADDRESS), KEY)
    assert play.tells("invitation.later")
    play.state = replace(play.state, scene=Welcoming(WelcomeStage.GOAL), invited=None)
    play.types(f"/start {CODE}")
    assert (play.state.scene, play.state.invited) == (Accepting(), KEY)
    visitor = newcomer("x")
    visitor.presses("Xem thử")
    visitor.types(f"/start {CODE}")
    assert visitor.state.scene == Welcoming(WelcomeStage.ADDRESS)
    assert visitor.tells("invitation.keep")


def test_by_a_return_code_the_invitation_comes_along() -> None:
    play = newcomer()
    play.codes = {7: "123456"}
    play.presses("Đã học rồi")
    play.types("7-123 456")
    assert play.effects[0] == Rejoin(7, "", KEY)
    back = learner()
    back.known = knowing(invitation=OFFERED)
    back.happen(Returned("", KEY))
    assert back.state.scene == Accepting()
    half = newcomer("x")
    half.presses("Đồng ý")
    half.happen(Returned("", KEY))
    assert half.state.invited == KEY


def test_an_answer_that_waits_comes_first_and_the_invitation_is_kept() -> None:
    play = learner()
    asked = Question(
        QuestionId(5),
        LearnerId(NUMBER),
        "vi",
        MORNING,
        MORNING,
        Circle.ALL,
        QuestionState.ANSWERED,
        holder=LearnerId(7),
    )
    said = (
        Words(WordsKind.LEARNER, "Mở máy kiểu gì?", MORNING),
        Words(WordsKind.MENTOR, "Bấm nút.", MORNING, "Cô Hoa"),
    )
    play.state = replace(play.state, unread=QuestionId(5))
    play.known = replace(knowing(invitation=OFFERED), thread=Thread(asked, said, holder_name="Cô Hoa"))
    play.happen(Arrived(code=CODE))
    assert "Bấm nút." in play.words()
    assert (play.state.scene, play.state.invited) == (Accepting(), KEY)


def test_a_walk_through_the_settings_keeps_the_invitation() -> None:
    play = offered()
    play.types("/caidat")
    assert (play.state.scene, play.state.invited) == (Adjusting(), KEY)


@pytest.mark.parametrize("role", Role)
def test_every_role_hears_what_comes_next(role: Role) -> None:
    play = invited(learner(), role=role, place=None)
    assert "Toàn hệ thống" in play.words()
    play.presses("Nhận việc")
    play.types("Cô Hoa")
    assert play.tells(f"role.next.{role}")
    assert ("Danh sách câu hỏi" in play.labels()) is (Right.ANSWER in RIGHTS[role])
    assert ("Mời người" in play.labels()) is (Right.INVITE in RIGHTS[role])


def test_a_place_that_the_tree_has_not_is_told_by_its_code() -> None:
    play = invited(learner(), place="la-lung")
    assert "la-lung" in play.words()
