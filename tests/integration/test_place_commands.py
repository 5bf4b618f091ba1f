"""`banhoc place`: imported, listed, taken back, and refused by row, as a process."""

import json
import sqlite3
from pathlib import Path

import pytest
from xlsxwriter.worksheet import Worksheet

from tests.docs.pages import ROOT
from tests.integration.cli import Ended, Shell
from tests.workbooks import rows, workbook

HEAD = ["mã", "tên", "loại", "thuộc", "cán bộ", "người 15-60", "số thôn", "số tổ", "nguồn", "ngày"]
PROVINCE = ["19", "Tỉnh Thái Nguyên", "tỉnh", ""]
COMMUNE = ["05503", "Xã Tân Cương", "xã", "19", "60", "12.500", "30", "28", "Báo cáo 12", "30/6/2026"]
HAMLET = ["", "Xóm Đồng Tiến", "xóm", "05503"]
DOUBLE = "delete one of the rows, or give the other place a code of its own."
THAI_NGUYEN = ROOT / "docs" / "places" / "thai-nguyen.csv"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty folder."""
    return Shell(tmp_path)


def table(*lines: list[str], delimiter: str = ";") -> bytes:
    return "\n".join(delimiter.join(line) for line in (HEAD, *lines)).encode()


def bring(shell: Shell, content: bytes, *options: str, name: str = "noi.csv") -> Ended:
    (shell.folder / name).write_bytes(content)
    return shell.run("place", "import", name, *options)


def codes(shell: Shell, *options: str) -> list[str]:
    ended = shell.run("place", "list", "--json", *options)
    assert ended.code == 0, ended.err
    return [each["code"] for each in json.loads(ended.out)]


def test_places_are_tried_imported_listed_and_taken_back(shell: Shell) -> None:
    tried = bring(shell, table(PROVINCE, COMMUNE, HAMLET), "--dry-run")
    assert (tried.code, tried.err) == (0, "")
    assert "+ 05503-xom-dong-tien Xóm Đồng Tiến (hamlet, in 05503)" in tried.out
    assert "# 05503 workers: 12500 (Báo cáo 12, 2026-06-30)" in tried.out
    assert "Would add 3 places, change 0, and set 4 numbers; 0 stay untouched." in tried.out
    assert "undo" not in tried.out
    assert codes(shell) == [], "nothing was imported"

    done = bring(shell, table(PROVINCE, COMMUNE, HAMLET))
    assert "Added 3 places, changed 0, and set 4 numbers; 0 stay untouched." in done.out
    assert "`banhoc place undo` takes this back." in done.out
    listed = shell.run("place", "list")
    assert listed.out.splitlines() == [
        "19  province  Tỉnh Thái Nguyên",
        "  05503  commune  Xã Tân Cương (officials 60; workers 12500; hamlets 30; groups 28)",
        "    05503-xom-dong-tien  hamlet  Xóm Đồng Tiến",
    ]
    again = bring(shell, table(PROVINCE, COMMUNE, HAMLET))
    assert again.out == "Added 0 places, changed 0, and set 0 numbers; 3 stay untouched.\n"

    renamed = bring(shell, table(["5503", "Xã Tân Cương Mới", "xã", "19"]), "--dry-run")
    assert "~ 05503 Xã Tân Cương (commune, in 19) -> 05503 Xã Tân Cương Mới (commune, in 19)" in renamed.out
    assert codes(shell, "--under", "05503") == ["05503", "05503-xom-dong-tien"]

    back = shell.run("place", "undo")
    assert (back.code, "Took back the import of noi.csv" in back.out) == (0, True)
    assert "3 places are gone, 0 are as they were" in back.out
    refused = shell.run("place", "undo")
    assert (refused.code, "was taken back already" in refused.err) == (1, True)
    assert "There are no places so far; `banhoc place import FILE` brings them." in shell.run("place", "list").out


def test_a_list_tells_numbers_with_their_source_for_scripts(shell: Shell) -> None:
    bring(shell, table(PROVINCE, COMMUNE))
    (_, commune) = json.loads(shell.run("place", "list", "--json").out)
    assert (commune["code"], commune["kind"], commune["parent"]) == ("05503", "commune", "19")
    assert commune["counts"][0] == {"what": "officials", "count": 60, "source": "Báo cáo 12", "as_of": "2026-06-30"}


def test_before_there_is_a_database_the_list_is_empty_and_makes_none(shell: Shell) -> None:
    ended = shell.run("place", "list")
    assert (ended.code, "`banhoc place import FILE` brings them" in ended.out) == (0, True)
    assert not (shell.folder / "data").exists()
    unknown = shell.run("place", "list", "--under", "19")
    assert (unknown.code, "There is no place with the code '19'" in unknown.err) == (1, True)
    assert shell.run("place", "list", "--under", "Xã").code == 1
    nothing = shell.run("place", "undo")
    assert (nothing.code, "No places were imported so far" in nothing.err) == (1, True)


def test_places_that_are_used_are_not_taken_back(shell: Shell) -> None:
    bring(shell, table(PROVINCE, COMMUNE))
    with sqlite3.connect(shell.folder / "data" / "banhoc.db") as database:
        database.execute(
            "INSERT INTO learner (mark, state, place, created_at, last_seen_at) VALUES ('m', '{}', '05503', ?, ?)",
            ("2026-11-24 01:30:00", "2026-11-24 01:30:00"),
        )
    database.close()
    refused = shell.run("place", "undo")
    assert refused.code == 1
    assert "belong to 05503 by now (1 of its places). Import a corrected table instead." in refused.err
    assert codes(shell) == ["19", "05503"]


def test_every_fault_is_told_by_its_row_and_nothing_is_imported(shell: Shell) -> None:
    ended = bring(
        shell,
        table(
            PROVINCE,
            ["05503", "Xã Tân Cương", "xã", "19", "sáu mươi", "", "", "", "", ""],
            ["164", "Huyện Đồng Hỷ", "huyện", "19"],
            PROVINCE,
        ),
    )
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.splitlines() == [
        "Nothing was imported: noi.csv has 5 faults.",
        "noi.csv:3: nguồn: a number needs its source; name the paper that says it.",
        "noi.csv:3: ngày: a number needs the day for which it was counted; write it as 31/12/2025.",
        "noi.csv:3: cán bộ: 'sáu mươi' is no whole number; write digits alone.",
        "noi.csv:4: loại: there has been no district since 1 July 2025; write the communes and wards alone.",
        f"noi.csv:5: mã: '19' stands in row 2 already, for 'Tỉnh Thái Nguyên'; {DOUBLE}",
    ]
    assert codes(shell) == []


def test_what_is_no_tree_is_told_at_the_row_that_makes_it_none(shell: Shell) -> None:
    bring(shell, table(PROVINCE, COMMUNE, HAMLET))
    ended = bring(
        shell,
        table(
            ["05443", "Phường Phan Đình Phùng", "phường", "20"],
            ["a", "Công ty A", "", "05503-xom-dong-tien"],
            ["b", "Xóm B", "xóm", "c"],
            ["c", "Xóm C", "xóm", "b"],
            ["05503", "Công ty Tân Cương", "doanh nghiệp", "19"],
        ),
    )
    assert ended.code == 3
    orphan, wrong, *loop, changed = ended.err.splitlines()[1:]
    assert orphan == (
        "noi.csv:2: thuộc: there is no place '20', neither in this table nor before; add it, or correct the code: "
        "phường belongs to tỉnh."
    )
    assert wrong == (
        "noi.csv:3: thuộc: 'Công ty A' cannot belong to '05503-xom-dong-tien': "
        "doanh nghiệp belongs to tỉnh or xã or phường or đặc khu."
    )
    assert loop == [
        "noi.csv:4: thuộc: 'Xóm B' would belong to itself, by way of 'c'; correct one of the codes.",
        "noi.csv:5: thuộc: 'Xóm C' would belong to itself, by way of 'b'; correct one of the codes.",
    ]
    assert changed == (
        "noi.csv:6: loại: 'Công ty Tân Cương' cannot become that: 'Xóm Đồng Tiến' (05503-xom-dong-tien) belongs to it, "
        "and thôn belongs to xã or phường or đặc khu. Import a new row for 05503-xom-dong-tien, too, or leave this one "
        "as it was."
    )


def test_a_loop_by_way_of_what_was_there_is_told_once(shell: Shell) -> None:
    there = [["tn", "Thái Nguyên", "tỉnh", ""], ["tc", "Tân Cương", "xã", "tn"], ["x", "Đồng Tiến", "xóm", "tc"]]
    assert bring(shell, table(*there)).code == 0
    ended = bring(shell, table(["tn", "Thái Nguyên", "xã", "x"]))
    assert ended.code == 3
    assert sorted(line[:16] for line in ended.err.splitlines()[1:]) == ["noi.csv:2: loại:", "noi.csv:2: thuộc"]


def merged(sheet: Worksheet) -> None:
    sheet.merge_range("A1:J1", "DANH SÁCH THÔN, TỔ, năm 2026")
    sheet.write_row("A3", HEAD)
    sheet.write_row("A4", [19, "Tỉnh Thái Nguyên", "tỉnh"])
    sheet.write_row("A5", [5503, "Xã Tân Cương", "xã", 19])
    sheet.merge_range("D6:D7", "05503")
    sheet.write_row("B6", ["Xóm Đồng Tiến", "xóm"])
    sheet.write_row("B7", ["Xóm Nam Đồng", "xóm"])
    sheet.write_formula("G5", "=COUNTA(B6:B7)", None, 2)
    sheet.write_row("I5", ["Đếm trong bảng", "30/6/2026"])


def test_a_workbook_with_merged_cells_formulas_and_lost_zeros_is_read(shell: Shell) -> None:
    ended = bring(shell, workbook(merged), name="noi.xlsx")
    assert (ended.code, ended.err) == (0, "")
    assert "# 05503 hamlets: 2 (Đếm trong bảng, 2026-06-30)" in ended.out
    assert codes(shell) == ["19", "05503", "05503-xom-dong-tien", "05503-xom-nam-dong"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(shell: Shell, encoding: str) -> None:
    content = table(PROVINCE, COMMUNE, delimiter="\t").decode().encode(encoding)
    assert bring(shell, content).code == 0
    assert "Xã Tân Cương" in shell.run("place", "list").out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("mã,tên\n19,Th¸i Nguyªn".encode("cp1252"), "noi.csv: The letters of this file cannot be read"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "noi.csv: This is no workbook that can be read"),
        (b"PK\x03\x04", "noi.csv: This is no workbook that can be read"),
        (b"", "noi.csv: No row among the first 20 has the headings."),
        ("xóm,tổ\n1,2".encode(), "noi.csv: No row among the first 20 has the headings."),
        ("mã,tên\n19,Tỉnh".encode(), "noi.csv: No column is headed 'thuộc'."),
        ('mã,tên,thuộc\n19,"Tỉnh,\n'.encode(), 'noi.csv: Row 2: a quote (") is never closed'),
    ],
    ids=["old font", "old Excel", "broken", "empty", "no headings", "a heading missing", "quote"],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(shell: Shell, content: bytes, sentence: str) -> None:
    ended = bring(shell, content)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith(sentence)
    assert codes(shell) == []


def test_fifty_thousand_rows_are_imported_told_in_short_and_taken_back(shell: Shell) -> None:
    hamlets = [[f"xom-{number}", f"Xóm {number}", "xóm", "05503"] for number in range(50_000)]
    ended = bring(shell, workbook(rows([HEAD, PROVINCE, COMMUNE, *hamlets])), name="noi.xlsx")
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.out.splitlines()) < 40
    assert "  and 49982 more" in ended.out
    assert "Added 50002 places" in ended.out
    assert "50002 places are gone" in shell.run("place", "undo").out


def test_the_samples_are_imported(shell: Shell) -> None:
    ended = shell.run("place", "import", str(THAI_NGUYEN))
    assert (ended.code, "Added 93 places" in ended.out) == (0, True)
    assert shell.run("place", "import", "no-such.csv").code == 2
