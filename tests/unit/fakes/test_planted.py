"""What is planted is of every kind, and is found wherever and however it was kept."""

import json
import unicodedata

import pytest

from bot.model.attempt import PrivacyKind
from bot.tutor.fold import normalise
from bot.tutor.privacy import mask
from tests.planted import PLANTED, Planted, found


def test_every_kind_is_planted() -> None:
    assert {each.kind for each in PLANTED} == set(PrivacyKind)


@pytest.mark.parametrize("each", PLANTED, ids=lambda each: f"{each.kind}-{each.way}")
def test_it_is_found_as_it_was_typed_and_in_other_writings(each: Planted) -> None:
    clean = normalise(each.text, 4_000)
    kept = {
        "typed": each.text.encode(),
        "cleaned": clean.encode(),
        "decomposed": unicodedata.normalize("NFD", clean).encode(),
        "escaped": json.dumps({"text": each.text}).encode(),
        "wide": each.text.encode("utf-16-le"),
    }
    for name, place in kept.items():
        (told,) = {line.partition(": ")[0] for line in found([each], {"nothing": b"", name: place})}
        assert told == f"{each.kind}, {each.way}, in {name}"
    assert found([each], {"masked": mask(clean).encode()}) == []


def test_a_number_is_found_by_its_digits_however_they_are_parted() -> None:
    phone = next(each for each in PLANTED if (each.kind, each.way) == (PrivacyKind.PHONE, "words"))
    for kept in ("0918203647", "0918 203 647", "091.820-3647", "0918\n203647", "0918\\n203647", "09182\u200b03647"):
        assert len(found([phone], {"kept": f"gọi {kept} nhé".encode()})) == 1
    assert found([phone], {"kept": b"0918 x 203647"}) == []
