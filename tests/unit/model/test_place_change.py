"""What an import changes, and how that is taken back."""

from dataclasses import replace
from datetime import date

from bot.model.codec import dumps, loads
from bot.model.ids import PlaceCode
from bot.model.place import Counted, Headcount, Place, PlaceKind, PlaceTree
from bot.model.place_change import PlaceChange, Recounted, Renewed, Undo, grown, plan

PROVINCE = Place(PlaceCode("19"), PlaceKind.PROVINCE, "Tỉnh Thái Nguyên")
WARD = Place(PlaceCode("05443"), PlaceKind.WARD, "Phường Phan Đình Phùng", PROVINCE.code)
COMMUNE = Place(PlaceCode("05503"), PlaceKind.COMMUNE, "Xã Tân Cương", PROVINCE.code)
RENAMED = replace(WARD, name="Phường Khác")
OFFICIALS = Headcount(WARD.code, Counted.OFFICIALS, 60, "Báo cáo 1", date(2026, 6, 30))
NEWER = replace(OFFICIALS, count=62, source="Báo cáo 2")
HAMLETS = replace(OFFICIALS, what=Counted.HAMLETS, count=30)
TREE = PlaceTree((PROVINCE, WARD))
COUNTS = {(OFFICIALS.place, OFFICIALS.what): OFFICIALS}


def test_what_is_there_already_is_untouched() -> None:
    change = plan(TREE, COUNTS, (PROVINCE, WARD), (OFFICIALS,))
    assert change == PlaceChange(untouched=2)
    assert change.is_empty
    assert change.undo() == Undo()


def test_what_is_new_and_what_differs_is_told_apart_and_both_are_kept_for_the_way_back() -> None:
    change = plan(TREE, COUNTS, (PROVINCE, RENAMED, COMMUNE), (NEWER, HAMLETS))
    assert change == PlaceChange(
        (COMMUNE,), (Renewed(WARD, RENAMED),), (Recounted(OFFICIALS, NEWER), Recounted(None, HAMLETS)), 1
    )
    assert not change.is_empty
    undo = Undo((COMMUNE.code,), (WARD,), ((WARD.code, Counted.HAMLETS),), (OFFICIALS,))
    assert change.undo() == undo
    assert loads(dumps(undo), Undo) == undo


def test_a_place_with_a_new_number_is_not_untouched() -> None:
    assert plan(TREE, COUNTS, (PROVINCE, WARD), (NEWER,)) == PlaceChange(
        counts=(Recounted(OFFICIALS, NEWER),), untouched=1
    )


def test_what_a_table_does_not_name_stays() -> None:
    assert plan(TREE, COUNTS, (), ()) == PlaceChange()
    assert set(grown(TREE, (RENAMED, COMMUNE))) == {PROVINCE, RENAMED, COMMUNE}
