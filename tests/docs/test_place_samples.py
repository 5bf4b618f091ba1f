"""The samples of places are what they say: as many communes, wards and zones as the resolutions name."""

from collections import Counter
from datetime import date

import pytest

from bot.model.ids import PlaceCode
from bot.model.place import PlaceKind, PlaceTree
from bot.papers.place_sheet import read_places
from bot.papers.sheets import read_sheet
from tests.docs.pages import ROOT

FOLDER = ROOT / "docs" / "places"


@pytest.mark.parametrize(
    ("name", "code", "kinds"),
    [
        ("thai-nguyen.csv", "19", {PlaceKind.PROVINCE: 1, PlaceKind.COMMUNE: 77, PlaceKind.WARD: 15}),
        ("lam-dong.csv", "68", {PlaceKind.PROVINCE: 1, PlaceKind.COMMUNE: 103, PlaceKind.WARD: 20, PlaceKind.ZONE: 1}),
    ],
)
def test_a_sample_holds_what_its_resolution_names(name: str, code: str, kinds: dict[PlaceKind, int]) -> None:
    sheet = read_places(read_sheet((FOLDER / name).read_bytes(), name), date(2026, 11, 29))
    assert (sheet.faults, sheet.unknown) == ((), ())
    tree = PlaceTree(tuple(row.place for row in sheet.rows))
    assert Counter(place.kind for place in tree.places) == kinds
    assert all(tree.is_within(place.code, PlaceCode(code)) for place in tree.places)
    assert not any(row.counts for row in sheet.rows), "no number without a source that is named in the table"


def test_the_page_beside_them_names_each_sample() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    samples = sorted(path.name for path in FOLDER.glob("*.csv"))
    assert samples
    assert all(name in page for name in samples)
