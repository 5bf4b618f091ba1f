"""`banhoc staff` and `banhoc audit`: invited, listed, taken back, and read in the log."""

import json
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.integration.cli import Ended, Shell

PLACES = "mã,tên,loại,thuộc\n19,Tỉnh Thái Nguyên,tỉnh,\n05443,Xã Tân Cương,xã,19\n"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty folder."""
    return Shell(tmp_path, {"BANHOC_PUBLIC_URL": "https://hoc.example.vn"})


def code_of(ended: Ended) -> str:
    found = re.search(r"^Code: (\w{12})$", ended.out, re.MULTILINE)
    assert found is not None, ended
    return found[1]


def joined(shell: Shell, code: str) -> Ended:
    """Somebody new who takes up what a code offers, in a terminal."""
    lines = ("", f"/start {code}", "Đồng ý, học luôn", "Cô", "Nhận việc", "Cô Hoa")
    return shell.run("chat", "--demo", "--as", "hoa", "--json", lines="\n".join(lines).encode() + b"\n")


def test_somebody_is_invited_takes_it_up_is_listed_and_taken_back(shell: Shell) -> None:
    table = shell.folder / "places.csv"
    table.write_text(PLACES, encoding="utf-8")
    demo = Shell(shell.folder, {**shell.settings, "BANHOC_DATABASE_URL": "sqlite+aiosqlite:///data/demo.db"})
    assert shell.run("chat", "--demo", "--json").code == 0
    assert demo.run("place", "import", str(table)).code == 0
    made = demo.run("staff", "invite", "--role", "mentor", "--place", " 05443 ")
    assert made.code == 0, made.err
    code = code_of(made)
    assert f"Link: https://hoc.example.vn/j/{code}" in made.out
    assert "An invitation as mentor, in 05443, for 1 person." in made.out
    ended = joined(shell, code)
    assert ended.code == 0, ended.err
    assert "Cảm ơn Cô Hoa" in ended.out
    assert demo.run("staff", "list").out == "1  mentor  in 05443  Cô Hoa (learner 1)\n"
    (listed,) = json.loads(demo.run("staff", "list", "--json").out)
    assert listed == {"post": 1, "role": "mentor", "place": "05443", "learner": 1, "name": "Cô Hoa"}
    back = demo.run("staff", "revoke", "1")
    assert (back.code, "Cô Hoa is mentor in 05443 no longer." in back.out) == (0, True), back.err
    again = demo.run("staff", "revoke", "1")
    assert (again.code, "There is no post 1 that could end" in again.err) == (1, True)
    log = json.loads(demo.run("audit", "--json").out)
    assert [(each["act"], each["actor"]) for each in log] == [
        ("post.revoked", None),
        ("post.taken", 1),
        ("staff.invited", None),
    ]
    told = demo.run("audit", "--last", "1").out
    assert "post.revoked  post:1 in 05443 by the program or the command line about learner 1: mentor" in told
    here = datetime.fromisoformat(log[0]["at"]).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    assert told.startswith(f"{here:%Y-%m-%d %H:%M:%S}  "), "in the time of those who did it"
    assert code not in told
    heard = shell.run("chat", "--demo", "--as", "hoa", "--json", lines=b"/truc\n")
    assert "đã nhận việc hỗ trợ" in heard.out


def test_a_place_that_was_not_imported_is_refused_once_there_are_any(shell: Shell) -> None:
    first = shell.run("staff", "invite", "--role", "admin", "--place", "xa-nao-do", "--uses", "30", "--days", "14")
    assert (first.code, "in xa-nao-do, for 30 people" in first.out) == (0, True), first.err
    table = shell.folder / "places.csv"
    table.write_text(PLACES, encoding="utf-8")
    assert shell.run("place", "import", str(table)).code == 0
    refused = shell.run("staff", "invite", "--role", "admin", "--place", "xa-nao-do")
    assert (refused.code, "There is no place with the code 'xa-nao-do'" in refused.err) == (1, True)
    everywhere = shell.run("staff", "invite", "--role", "admin")
    assert "An invitation as admin, everywhere" in everywhere.out


@pytest.mark.parametrize(
    "options",
    [("--role", "king"), ("--role", "mentor", "--uses", "0"), ("--role", "mentor", "--days", "91"), ()],
)
def test_what_cannot_be_offered_is_refused(shell: Shell, options: tuple[str, ...]) -> None:
    ended = shell.run("staff", "invite", *options)
    assert (ended.code, ended.out) == (2, "")
    assert not (shell.folder / "data").exists()


def test_what_can_be_no_place_is_refused(shell: Shell) -> None:
    ended = shell.run("staff", "invite", "--role", "mentor", "--place", "xã ấy")
    assert (ended.code, "cannot be the code of a place" in " ".join(ended.err.split())) == (2, True)


def test_before_there_is_a_database_there_is_nobody_and_none_is_made(shell: Shell) -> None:
    assert "invites the first one" in shell.run("staff", "list").out
    assert json.loads(shell.run("staff", "list", "--json").out) == []
    assert "Nothing was done so far" in shell.run("audit").out
    assert json.loads(shell.run("audit", "--json").out) == []
    assert not (shell.folder / "data").exists()


def test_the_address_is_asked_for_where_it_is_not_known(tmp_path: Path) -> None:
    ended = Shell(tmp_path).run("staff", "invite", "--role", "helper")
    assert f"https://<your address>/j/{code_of(ended)}" in ended.out


def test_the_people_of_a_table_are_invited_and_one_invitation_is_withdrawn(shell: Shell) -> None:
    table = shell.folder / "moi.csv"
    table.write_text(
        "Họ và tên,Vai trò,Nơi,Ghi chú,STT\nCô Hoa,mentor,05443,=1+1,1\n,admin,05443,,2\n", encoding="utf-8"
    )
    trial = shell.run("staff", "invite", "--import", "moi.csv", "--dry-run")
    assert trial.out == (
        "Columns that are not read: STT.\nCô Hoa: mentor, in 05443\nadmin, in 05443\nWould make 2 invitations.\n"
    ), trial.err
    assert json.loads(shell.run("staff", "list", "--invitations", "--json").out) == []
    made = shell.run("staff", "invite", "--import", "moi.csv", "--out", "ma.csv", "--uses", "2")
    assert "Cô Hoa: mentor, in 05443, for 2 people\n" in made.out, made.err
    assert "Made 2 invitations.\nWrote ma.csv: " in made.out
    written = shell.folder / "ma.csv"
    assert written.stat().st_mode & 0o077 == 0
    heads, hoa, tu = (line.split(",") for line in written.read_text(encoding="utf-8-sig").splitlines())
    assert heads[:9] == ["row", "name", "role", "place", "uses", "note", "number", "code", "link"]
    assert hoa[:7] == ["2", "Cô Hoa", "mentor", "05443", "2", "'=1+1", "1"]
    assert hoa[8] == f"https://hoc.example.vn/j/{hoa[7]}"
    listed = shell.run("staff", "list", "--invitations").out
    assert "1  mentor  in 05443  2 left  until " in listed
    assert hoa[7] not in listed
    gone = shell.run("staff", "withdraw", hoa[7].upper())
    assert gone.out == "Invitation 1 as mentor, in 05443, lets nobody in any more.\n", gone.err
    again = shell.run("staff", "withdraw", "1")
    assert (again.code, "No invitation '1' is open" in again.err) == (1, True)
    assert shell.run("staff", "withdraw", tu[6]).code == 0
    assert shell.run("staff", "withdraw", "gì đó").code == 1
    assert shell.run("staff", "list", "--invitations").out == "No invitation is open.\n"
    log = json.loads(shell.run("audit", "--json").out)
    assert [(each["act"], each["thing"], each["reason"]) for each in log][:2] == [
        ("staff.withdrawn", "invitation:2", "admin"),
        ("staff.withdrawn", "invitation:1", "mentor"),
    ]


def test_codes_of_a_table_are_told_where_no_file_is_named(shell: Shell) -> None:
    (shell.folder / "moi.csv").write_text("tên,nơi\nCô Hoa,05443\n", encoding="utf-8")
    made = shell.run("staff", "invite", "--import", "moi.csv", "--role", "helper")
    told = r"^Cô Hoa: helper, in 05443  (\w{12})  https://hoc.example.vn/j/(\w{12})$"
    found = re.search(told, made.out, re.MULTILINE)
    assert found is not None, made
    assert found[1] == found[2]
    (row,) = json.loads(shell.run("staff", "invite", "--import", "moi.csv", "--role", "mentor", "--json").out)
    assert (row["name"], row["role"], row["link"]) == (
        "Cô Hoa",
        "mentor",
        f"https://hoc.example.vn/j/{row['code']}",
    )
    (one,) = json.loads(shell.run("staff", "invite", "--role", "admin", "--json").out)
    assert (one["role"], one["place"], len(one["code"])) == ("admin", None, 12)
    bad = shell.run("staff", "invite", "--import", "moi.csv")
    assert (bad.code, "No column is headed 'vai trò'" in bad.err) == (3, True)


@pytest.mark.parametrize(
    "options",
    [
        ("--role", "mentor", "--dry-run"),
        ("--role", "mentor", "--out", "ma.csv"),
        ("--import", "moi.csv", "--out", "ma.xlsx"),
    ],
)
def test_what_belongs_to_a_table_is_refused_without_one(shell: Shell, options: tuple[str, ...]) -> None:
    (shell.folder / "moi.csv").write_text("tên,nơi\nCô Hoa,05443\n", encoding="utf-8")
    assert shell.run("staff", "invite", *options).code == 2
    assert not (shell.folder / "data").exists()
