"""Whatever places there are: they are a tree or their faults are told, and a tree keeps its word."""

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.model.ids import PlaceCode
from bot.model.place import ABOVE, Misplaced, Place, PlaceKind, PlaceTree, faults_in
from bot.model.place_change import grown, plan

CODES = st.sampled_from([PlaceCode(code) for code in "abcdefghij"])
PLACES = st.lists(st.builds(Place, CODES, st.sampled_from(PlaceKind), st.just("Nơi"), st.none() | CODES), max_size=12)


@st.composite
def trees(draw: st.DrawFn) -> PlaceTree:
    """A tree that grows place by place, each below one that may stand above it."""
    places: list[Place] = []
    for number in range(draw(st.integers(0, 15))):
        kind = draw(st.sampled_from(PlaceKind))
        above = [each.code for each in places if each.kind in ABOVE[kind]]
        if kind is PlaceKind.PROVINCE or above:
            parent = draw(st.sampled_from(above)) if above else None
            places.append(Place(PlaceCode(f"n{number}"), kind, f"Nơi {number}", parent))
    return PlaceTree(tuple(draw(st.permutations(places))))


@given(PLACES)
def test_places_without_a_fault_are_a_tree_and_each_fault_names_one_of_them(places: list[Place]) -> None:
    faults = faults_in(places)
    assert {fault.place for fault in faults} <= set(places)
    if not faults:
        tree = PlaceTree(tuple(places))
        assert all(tree.ancestors(place.code)[-1:] in ((), (tree.province_of(place.code),)) for place in places)


@given(PLACES)
def test_whoever_goes_up_without_an_end_is_told_of_a_loop(places: list[Place]) -> None:
    by_code = {place.code: place for place in reversed(places)}
    looped = set()
    for place in by_code.values():
        at, steps = place.parent, 0
        while at in by_code and at != place.code and steps <= len(places):
            at, steps = by_code[at].parent, steps + 1
        if at == place.code:
            looped.add(place)
    assert {fault.place for fault in faults_in(by_code.values()) if fault.why is Misplaced.LOOP} == looped


@given(trees())
def test_each_place_is_walked_once_and_below_whatever_is_above_it(tree: PlaceTree) -> None:
    walked = tree.walk()
    assert sorted(place.code for _, place in walked) == [place.code for place in tree.places]
    for depth, place in walked:
        above = tree.ancestors(place.code)
        assert len(above) == depth
        assert [each.kind for each in (place, *above)][-1:] == [PlaceKind.PROVINCE]
        within = {each.code for each in tree.places if tree.is_within(place.code, each.code)}
        assert within == {place.code, *(each.code for each in above)}
        assert place in tree.children(place.parent)


@given(trees(), st.data())
def test_a_planned_change_makes_the_tree_that_was_wanted_and_its_undo_the_one_before(
    tree: PlaceTree, data: st.DataObject
) -> None:
    wanted = data.draw(trees())
    places = grown(tree, wanted.places)
    assume(not faults_in(places))
    change = plan(tree, {}, wanted.places, ())
    by_code = {place.code: place for place in tree.places}
    by_code |= {place.code: place for place in (*change.added, *(each.after for each in change.renewed))}
    assert PlaceTree(tuple(by_code.values())) == PlaceTree(places)
    assert plan(PlaceTree(places), {}, wanted.places, ()).is_empty, "twice is once"
    undo = change.undo()
    for code in undo.added:
        del by_code[code]
    by_code |= {place.code: place for place in undo.places}
    assert PlaceTree(tuple(by_code.values())) == tree
