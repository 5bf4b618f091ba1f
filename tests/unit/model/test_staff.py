"""Posts: what each allows, and where."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model.ids import LearnerId, PlaceCode, PostId
from bot.model.staff import RIGHTS, Invitation, Post, Right, Role, Staff

NOW = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
HAMLET, COMMUNE, PROVINCE = PlaceCode("thon-3"), PlaceCode("05443"), PlaceCode("19")
LINEAGE = (HAMLET, COMMUNE, PROVINCE)


def test_every_role_has_rights_and_no_more_than_its_work_needs() -> None:
    assert set(RIGHTS) == set(Role)
    assert all(RIGHTS.values())
    assert RIGHTS[Role.AUDITOR] == {Right.READ_AUDIT}
    assert RIGHTS[Role.HELPER] < RIGHTS[Role.MENTOR] < RIGHTS[Role.ADMIN]
    assert Right.ANSWER not in RIGHTS[Role.EDITOR]


@pytest.mark.parametrize(
    ("place", "lineage", "is_allowed"),
    [
        (COMMUNE, LINEAGE, True),
        (HAMLET, LINEAGE, True),
        (PROVINCE, LINEAGE, True),
        (HAMLET, (COMMUNE, PROVINCE), False),
        (PlaceCode("05446"), LINEAGE, False),
        (None, LINEAGE, True),
        (None, (), True),
        (COMMUNE, (), False),
    ],
)
def test_a_post_counts_within_its_node_of_the_tree(
    place: PlaceCode | None, lineage: tuple[PlaceCode, ...], is_allowed: bool
) -> None:
    assert Post(PostId(1), Role.MENTOR, place).allows(Right.ANSWER, lineage) is is_allowed


def test_a_person_may_what_any_of_their_posts_allows() -> None:
    posts = (Post(PostId(1), Role.HELPER, PROVINCE), Post(PostId(2), Role.MENTOR, COMMUNE))
    hoa = Staff(LearnerId(7), "Cô Hoa", posts)
    assert hoa.may(Right.ANSWER, LINEAGE)
    assert not hoa.may(Right.ANSWER, (PROVINCE,))
    assert hoa.may(Right.COUNT_HELP, (PROVINCE,))
    assert hoa.may_somewhere(Right.ANSWER)
    assert not hoa.may_somewhere(Right.INVITE)


def test_an_invitation_ends_by_use_and_by_time() -> None:
    good = Invitation(Role.MENTOR, COMMUNE, 1, NOW + timedelta(days=7))
    assert good.is_good(NOW)
    assert not good.is_good(NOW + timedelta(days=7))
    assert not Invitation(Role.MENTOR, COMMUNE, 0, NOW + timedelta(days=7)).is_good(NOW)
