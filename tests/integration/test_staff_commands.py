"""`banhoc staff` and `banhoc audit`: invited, listed, taken back, and read in the log."""

import json
import re
from pathlib import Path

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
