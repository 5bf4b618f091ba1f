"""Posts: what each allows, and where."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model.ids import LearnerId, PlaceCode, PostId
from bot.model.staff import (
    INVITATION_LENGTH,
    RIGHTS,
    SHIFTS,
    Habits,
    Invitation,
    Post,
    Right,
    Role,
    Shift,
    Staff,
    new_invitation_code,
    read_invitation,
)

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


@pytest.mark.parametrize("draw", [0.0, 0.25, 0.123456789, 1 - 2**-53])
def test_of_an_invitations_code_only_a_hash_is_kept(draw: float) -> None:
    code = new_invitation_code(draw)
    assert len(code) == INVITATION_LENGTH
    key = read_invitation(code)
    assert key is not None
    assert (len(key), code in key) == (64, False)
    assert read_invitation(f" {code.upper()}/ ") == key != read_invitation(new_invitation_code(0.5))


@pytest.mark.parametrize("text", ["", "bghkmn", "b" * 11, "b" * 13, "a" * 12, "../../../../"])
def test_what_can_be_no_invitation_is_none(text: str) -> None:
    assert read_invitation(text) is None


def test_shifts_are_several_periods_and_all_day_is_what_nobody_chose() -> None:
    usual = Habits("Cô Hoa")
    assert usual.shifts == (Shift.ALL_DAY,)
    evening = usual.on(Shift.EVENING, is_chosen=True)
    assert evening.shifts == (Shift.EVENING,)
    both = evening.on(Shift.OFFICE, is_chosen=True)
    assert both.shifts == (Shift.OFFICE, Shift.EVENING)
    assert set(both.periods) == set(SHIFTS[Shift.OFFICE]) | set(SHIFTS[Shift.EVENING])
    assert both.on(Shift.OFFICE, is_chosen=True) == both
    assert both.on(Shift.OFFICE, is_chosen=False) == evening
    assert both.on(Shift.ALL_DAY, is_chosen=True).shifts == (Shift.ALL_DAY,)
    assert evening.on(Shift.EVENING, is_chosen=False) == usual
    assert Habits("Cô Hoa", ((3, 60, 120),)).shifts == ()
