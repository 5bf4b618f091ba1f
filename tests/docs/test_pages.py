"""The pages read as they should."""

from tests.docs.pages import first_column, pages, section

PAGE = """# Title

## One: more

| word | means |
|---|---|
| `a`, also `b` | see `z` |
| `c [D]` | nothing |

### Below

below

## Two

two
"""


def test_all_pages_are_found() -> None:
    names = {page.name for page in pages()}
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "architecture.md", "operating.md", "reference.md"} <= names


def test_a_section_ends_at_the_next_of_its_rank() -> None:
    assert "below" in section(PAGE, "One")
    assert "two" not in section(PAGE, "One")
    assert section(PAGE, "Two").strip() == "two"


def test_the_first_column_is_read() -> None:
    assert first_column(section(PAGE, "One")) == ("a", "b", "c [D]")
