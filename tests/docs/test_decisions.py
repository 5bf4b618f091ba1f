"""Each decision page has its number, its question, what was weighed, the choice, and what would change it."""

import re

import pytest

from tests.docs.pages import DECISIONS, section

FILES = sorted(DECISIONS.glob("*.md"))
PARTS = ("Question", "Weighed", "Choice", "What would change it")


def test_they_are_numbered_without_a_gap() -> None:
    assert FILES
    assert [file.name[:4] for file in FILES] == [f"{number:04d}" for number in range(1, len(FILES) + 1)]


@pytest.mark.parametrize("name", [file.name for file in FILES])
def test_each_has_its_parts_on_one_page(name: str) -> None:
    page = (DECISIONS / name).read_text(encoding="utf-8")
    assert re.match(rf"# {name[:4]}: \S", page)
    for part in PARTS:
        assert len(section(page, part).split()) >= 10, f"{name}: {part} is too short to say something"
    assert len(page.splitlines()) <= 60
