"""The place tree, and what is none."""

from dataclasses import replace

import pytest

from bot.model.ids import PlaceCode
from bot.model.place import MOST_CODE, Misplaced, Place, PlaceFault, PlaceKind, PlaceTree, faults_in, read_place_code


def at(code: str, kind: PlaceKind, parent: str | None = None) -> Place:
    return Place(PlaceCode(code), kind, f"Nơi {code}", None if parent is None else PlaceCode(parent))


PROVINCE = at("19", PlaceKind.PROVINCE)
OTHER = at("68", PlaceKind.PROVINCE)
WARD = at("05443", PlaceKind.WARD, "19")
COMMUNE = at("05503", PlaceKind.COMMUNE, "19")
ZONE = at("23272", PlaceKind.ZONE, "68")
HAMLET = at("05503-xom-1", PlaceKind.HAMLET, "05503")
GROUP = at("05503-xom-1-to", PlaceKind.GROUP, "05503-xom-1")
FACTORY = at("4600100000", PlaceKind.ENTERPRISE, "19")
ALL = (GROUP, HAMLET, COMMUNE, WARD, PROVINCE, ZONE, OTHER, FACTORY)
TREE = PlaceTree(ALL)


def test_the_order_in_which_places_come_is_of_no_account() -> None:
    assert PlaceTree(ALL[::-1]) == TREE
    assert TREE.places == tuple(sorted(ALL, key=lambda place: place.code))


def test_a_place_is_found_by_its_code() -> None:
    assert TREE.get(WARD.code) is WARD
    assert TREE.get(PlaceCode("x")) is None


def test_what_is_below_and_above_is_told() -> None:
    assert TREE.children(None) == (PROVINCE, OTHER)
    assert TREE.children(PROVINCE.code) == (WARD, COMMUNE, FACTORY)
    assert TREE.children(GROUP.code) == ()
    assert TREE.ancestors(GROUP.code) == (HAMLET, COMMUNE, PROVINCE)
    assert TREE.ancestors(PROVINCE.code) == TREE.ancestors(PlaceCode("x")) == ()
    assert [TREE.province_of(place.code) for place in (GROUP, WARD, PROVINCE, ZONE)] == [PROVINCE] * 3 + [OTHER]
    assert TREE.province_of(PlaceCode("x")) is None
    assert [TREE.commune_of(place.code) for place in (GROUP, HAMLET, WARD, ZONE)] == [COMMUNE, COMMUNE, WARD, ZONE]
    assert TREE.commune_of(PROVINCE.code) is TREE.commune_of(PlaceCode("x")) is None


@pytest.mark.parametrize(
    ("code", "node", "is_within"),
    [
        (GROUP.code, GROUP.code, True),
        (GROUP.code, COMMUNE.code, True),
        (GROUP.code, PROVINCE.code, True),
        (GROUP.code, WARD.code, False),
        (PROVINCE.code, COMMUNE.code, False),
        (ZONE.code, PROVINCE.code, False),
        (ZONE.code, None, True),
        (PlaceCode("x"), None, True),
        (PlaceCode("x"), PlaceCode("x"), False),
        (WARD.code, PlaceCode("x"), False),
    ],
)
def test_a_place_is_within_itself_and_whatever_is_above_it(
    code: PlaceCode, node: PlaceCode | None, is_within: bool
) -> None:
    assert TREE.is_within(code, node) is is_within


def test_a_walk_goes_down_each_branch_before_the_next() -> None:
    below = [(0, PROVINCE), (1, WARD), (1, COMMUNE), (2, HAMLET), (3, GROUP), (1, FACTORY)]
    assert TREE.walk(PROVINCE.code) == tuple(below)
    assert TREE.walk() == (*below, (0, OTHER), (1, ZONE))
    assert TREE.walk(HAMLET.code) == ((0, HAMLET), (1, GROUP))
    assert TREE.walk(PlaceCode("x")) == ()
    assert PlaceTree().walk() == ()


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (replace(WARD, parent=None), Misplaced.ROOTLESS),
        (replace(WARD, parent=PlaceCode("20")), Misplaced.ORPHAN),
        (replace(WARD, parent=WARD.code), Misplaced.LOOP),
        (replace(WARD, parent=COMMUNE.code), Misplaced.WRONG_PARENT),
        (replace(OTHER, code=WARD.code, parent=PROVINCE.code), Misplaced.WRONG_PARENT),
        (at("05443", PlaceKind.HAMLET, "19"), Misplaced.WRONG_PARENT),
        (at("05443", PlaceKind.HAMLET, "05503-xom-1"), Misplaced.WRONG_PARENT),
        (at("05443", PlaceKind.GROUP, "4600100000"), Misplaced.WRONG_PARENT),
        (at("05443", PlaceKind.ENTERPRISE, "05503-xom-1"), Misplaced.WRONG_PARENT),
    ],
)
def test_a_place_that_cannot_stand_there_is_told(place: Place, why: Misplaced) -> None:
    places = tuple(place if each is WARD else each for each in ALL)
    assert faults_in(places) == (PlaceFault(place, why),)
    with pytest.raises(ValueError, match=f"1 places are no part of a tree, such as 05443: {why}"):
        PlaceTree(places)


def test_a_code_stands_there_once() -> None:
    twin = replace(WARD, name="Khác")
    assert faults_in((*ALL, twin)) == (PlaceFault(twin, Misplaced.DOUBLE),)


def test_all_of_a_loop_are_told_and_what_hangs_on_it_is_not() -> None:
    below = at("d", PlaceKind.GROUP, "c")
    loop = [at("a", PlaceKind.COMMUNE, "c"), at("b", PlaceKind.HAMLET, "a"), at("c", PlaceKind.HAMLET, "b")]
    assert faults_in([below, *loop]) == tuple(PlaceFault(each, Misplaced.LOOP) for each in loop)


@pytest.mark.parametrize("text", ["19", " 05443 ", "05503-Xom-1", "x" * MOST_CODE])
def test_a_code_is_read_as_it_is_typed(text: str) -> None:
    assert read_place_code(text) == text.strip().lower()


@pytest.mark.parametrize("text", ["", "xóm-1", "a b", "-a", "a--b", "a_b", "../a", "x" * (MOST_CODE + 1)])
def test_what_can_be_no_code_is_none(text: str) -> None:
    assert read_place_code(text) is None
