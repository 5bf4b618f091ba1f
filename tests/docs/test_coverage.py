"""The page on what the lessons cover tells of the lessons that ship, and the report of any bank."""

from pathlib import Path

from bot.lessonbank.coverage import report
from tests.docs.pages import ROOT
from tests.unit.lessonbank.written import LESSON, TRACK, Written


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    told = page.partition("<!-- tables -->\n\n")[2]
    assert told == report(ROOT / "lessons") + "\n", "run: banhoc lessons coverage, and put it into docs/coverage.md"


def test_a_report_counts_by_track_audience_criterion_and_framework(tmp_path: Path) -> None:
    bank = Written(tmp_path / "bank")
    bank.write("chang-mot/track.yaml", TRACK.replace("lessons:", "frameworks: [digcomp-safety]\nlessons:"))
    told = report(bank.folder).splitlines()
    assert told[0] == "1 lessons of 1 tracks, 4 minutes."
    assert "| `bai-mot` | Bài một | 1 | 4 | citizen | task 3, audience 2, privacy 1 |" in told
    assert "| citizen | 1 | 4 | `chang-mot` |" in told
    assert "| youth | 0 | 0 |  |" in told
    assert "| task | 1 | `bai-mot` |" in told
    assert "| privacy | 1 |  |" in told
    assert "| DigComp 3.0 (EC, 2025) | safety, wellbeing and responsible use | 1 | `chang-mot` |" in told


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    bank = Written(tmp_path / "bank")
    bank.write("chang-mot/track.yaml", TRACK.replace("[bai-mot]", "[bai-mot, bai-hai, bai-ba]"))
    bank.write("chang-mot/bai-hai.yaml", "id: bai-hai\n")
    without = LESSON[: LESSON.index("- id: viet\n")] + LESSON[LESSON.index("- id: lam-that\n") :]
    bank.write("chang-mot/bai-mot.yaml", without)
    told = report(bank.folder)
    assert told.startswith("1 lessons")
    assert "| citizen | a real task |" in told


def test_an_unknown_framework_is_a_fault(tmp_path: Path) -> None:
    bank = Written(tmp_path / "bank")
    bank.write("chang-mot/track.yaml", TRACK.replace("lessons:", "frameworks: [pisa]\nlessons:"))
    (fault,) = bank.faults()
    assert fault.startswith("chang-mot/track.yaml:4:14: frameworks[0]: take one of ailit-engaging, ")
