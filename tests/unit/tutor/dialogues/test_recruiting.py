"""Inviting from the chat: within one's own node alone, to a place and as something, by a link for one person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.effects import InviteStaff
from bot.model.events import ChoicePressed
from bot.model.ids import ChoiceId, PlaceCode, PostId
from bot.model.place import Place, PlaceKind, PlaceTree
from bot.model.staff import Invitation, Post, Role, Staff, key_of, new_invitation_code
from tests.play import MORNING, Play, learner
from tests.staffed import COMMUNE, HAMLET, ME, OTHER, PROVINCE, knowing, staff_of


def admin(place: PlaceCode | None = COMMUNE, *, url: str = "https://hoc.example.vn") -> Play:
    play = learner(url=url)
    play.known = knowing(staff_of(Role.ADMIN, place))
    return play


def offered(play: Play) -> Invitation:
    decided = play.decided[-1]
    assert isinstance(decided, InviteStaff)
    return decided.offered


def test_only_an_admin_invites() -> None:
    play = learner()
    play.known = knowing(staff_of(Role.MENTOR))
    play.types("/moi")
    assert play.tells("recruiting.none")
    play.happen(ChoicePressed(ChoiceId(f"v:as:mentor:{COMMUNE}")))
    assert (play.tells("recruiting.none"), play.decided) == (True, [])
    play.known = knowing()
    play.types("/mời")
    assert play.tells("recruiting.none")


def test_an_admin_chooses_a_role_and_gets_a_link_to_forward() -> None:
    play = admin()
    play.types("/mời")
    assert "Mời vào Xã Tân Cương để làm gì?" in play.words()
    play.presses("Người hướng dẫn")
    code = new_invitation_code(play.draw)
    until = MORNING + timedelta(days=7)
    assert play.decided == [InviteStaff(key_of(code), Invitation(Role.MENTOR, COMMUNE, 1, until))]
    assert f"https://hoc.example.vn/j/{code}" in play.words()
    assert "Người hướng dẫn, Xã Tân Cương" in play.words()
    play.presses("Mời người khác")
    assert "Mời vào Xã Tân Cương" in play.words()


def test_where_no_address_is_known_the_words_to_type_are_told() -> None:
    play = admin(url="")
    play.types("/moi")
    play.presses("Người giúp ở lớp")
    assert f"/start {new_invitation_code(play.draw)}" in play.words()


def test_an_admin_of_a_province_invites_to_its_communes() -> None:
    play = admin(PROVINCE)
    play.types("/moi")
    play.presses("Nơi trực thuộc")
    assert play.labels() == ("Xã Tân Cương", "Xã Đại Phúc", "Quay lại")
    play.presses("Quay lại")
    play.presses("Nơi trực thuộc")
    play.presses("Xã Đại Phúc")
    assert "Nơi trực thuộc" not in play.labels()
    play.presses("Người phụ trách")
    assert offered(play) == Invitation(Role.ADMIN, OTHER, 1, MORNING + timedelta(days=7))


def test_many_places_stand_on_pages() -> None:
    play = admin(PROVINCE)
    communes = [Place(PlaceCode(f"xa-{n}"), PlaceKind.COMMUNE, f"Xã {n}", PROVINCE) for n in range(8)]
    tree = PlaceTree((Place(PROVINCE, PlaceKind.PROVINCE, "Tỉnh"), *communes))
    play.known = replace(play.known, office=replace(play.known.office, tree=tree))
    play.types("/moi")
    play.presses("Nơi trực thuộc")
    assert len(play.labels()) == 8
    play.presses("Xem thêm")
    assert play.labels() == ("Xã 6", "Xã 7", "Quay lại")
    play.happen(ChoicePressed(ChoiceId(f"v:below:{PROVINCE}:99")))
    assert play.labels()[0] == "Xã 0"


def test_an_admin_of_all_invites_anywhere() -> None:
    play = admin(None)
    play.types("/moi")
    play.presses("Người giám sát")
    assert offered(play) == Invitation(Role.AUDITOR, None, 1, MORNING + timedelta(days=7))
    play.types(f"/moi {HAMLET.upper()}")
    assert "Thôn Hồng Thái" in play.words()


def test_an_admin_of_several_places_says_which() -> None:
    play = admin()
    posts = tuple(
        Post(PostId(n), role, place)
        for n, (role, place) in enumerate(((Role.ADMIN, COMMUNE), (Role.MENTOR, None), (Role.ADMIN, OTHER)))
    )
    play.known = knowing(Staff(ME, "Chú Tư", posts))
    play.types("/moi")
    assert play.labels() == ("Xã Tân Cương", "Xã Đại Phúc", "Về trang chính")
    play.presses("Xã Đại Phúc")
    assert "Mời vào Xã Đại Phúc" in play.words()


@pytest.mark.parametrize("named", [OTHER, PROVINCE, "la-lung", "xã ấy"])
def test_what_lies_outside_of_ones_node_is_told(named: str) -> None:
    play = admin()
    play.types(f"/moi {named}")
    assert (play.tells("recruiting.elsewhere"), play.decided) == (True, [])


@pytest.mark.parametrize(
    "forged",
    [
        *(f"v:as:mentor:{OTHER}", "v:as:mentor:-", f"v:as:king:{COMMUNE}", "v:as:mentor:la-lung", f"v:at:{PROVINCE}"),
        *(f"v:x:{COMMUNE}", "v:as", f"v:below:{OTHER}"),
    ],
)
def test_what_was_never_offered_counts_for_nothing(forged: str) -> None:
    play = admin()
    play.happen(ChoicePressed(ChoiceId(forged)))
    assert (play.tells("unclear.old_choice"), play.decided) == (True, [])


def test_where_no_places_were_imported_one_invites_to_ones_own() -> None:
    play = admin()
    play.known = knowing(staff_of(Role.ADMIN), tree=PlaceTree())
    play.types("/moi")
    play.presses("Người hướng dẫn")
    assert offered(play).place == COMMUNE
