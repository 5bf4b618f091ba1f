"""The pages of the project, as the tests of the documentation read them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference.md"
OPERATING = ROOT / "docs" / "operating.md"
DECISIONS = ROOT / "docs" / "decisions"


def pages() -> tuple[Path, ...]:
    """Every Markdown page that is ours."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "lessons").rglob("*.md")]
    return tuple(sorted(found))


def section(page: str, title: str) -> str:
    """The text under the heading that begins with `title`, up to the next heading of the same or a higher rank."""
    heading = re.search(rf"^(#+) {re.escape(title)}.*$", page, re.MULTILINE)
    assert heading is not None, f"no heading {title!r}"
    after = page[heading.end() :]
    following = re.search(rf"^#{{1,{len(heading[1])}}} ", after, re.MULTILINE)
    return after[: following.start()] if following else after


def first_column(text: str) -> tuple[str, ...]:
    """What stands in backquotes in the first column of the tables in `text`, row by row."""
    rows = re.findall(r"^\| (`[^|]*?) \|", text, re.MULTILINE)
    return tuple(name for row in rows for name in re.findall(r"`([^`]+)`", row))
