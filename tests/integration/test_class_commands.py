"""`banhoc class`: opened, listed, closed, and refused with a sentence."""

import json
import re
from pathlib import Path

import pytest

from tests.integration.cli import Ended, Shell
from tests.shelf import few_lessons

WORDS = {"--mentor": "Cô Hoa", "--track": "lam-quen-voi-ai", "--place": "Nhà văn hoá thôn 3"}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty folder."""
    lessons = str(few_lessons())
    return Shell(tmp_path, {"BANHOC_PUBLIC_URL": "https://hoc.example.vn", "BANHOC_LESSONS_DIR": lessons})


def opened(shell: Shell, **changed: str) -> Ended:
    words = WORDS | {f"--{name}": value for name, value in changed.items()}
    return shell.run("class", "open", *(word for pair in words.items() for word in pair))


def code_of(ended: Ended) -> str:
    found = re.search(r"^Code: (\w{6})$", ended.out, re.MULTILINE)
    assert found is not None, ended
    return found[1]


def test_a_class_is_opened_listed_and_closed(shell: Shell) -> None:
    first, second = opened(shell), opened(shell, title="  Chiều  thứ Bảy ")
    assert (first.code, second.code) == (0, 0), second.err
    code = code_of(first)
    assert f"Link: https://hoc.example.vn/j/{code}" in first.out
    assert "Class 2 is open: Chiều thứ Bảy." in second.out
    assert "t.me" not in first.out
    listed = shell.run("class", "list")
    assert f"1  {code}  open  0 learners  lam-quen-voi-ai  Làm quen với AI (Cô Hoa, Nhà văn hoá thôn 3)" in listed.out
    closed = shell.run("class", "close", code.upper())
    assert (closed.code, closed.out.startswith("Class 1 is closed.")) == (0, True)
    assert "also from what was said to those who came" in closed.out
    one, other = json.loads(shell.run("class", "list", "--json").out)
    assert (one["code"], one["mentor"], one["closed_at"] is None) == (code, None, False)
    assert (other["number"], other["mentor"], other["closed_at"], other["learners"]) == (2, "Cô Hoa", None, 0)
    assert "closed 2" in shell.run("class", "list").out
    for again in (code, "kkkkkk", "x"):
        refused = shell.run("class", "close", again)
        assert (refused.code, "There is no open class with the code" in refused.err) == (1, True)


def test_the_link_of_a_bot_is_told_where_there_is_one(tmp_path: Path) -> None:
    shell = Shell(tmp_path, {"BANHOC_TELEGRAM_TOKEN": "7000000003:AAFakeFakeFakeFakeFakeFakeFakeFake0"})
    ended = opened(shell)
    assert f"https://t.me/<your bot>?start={code_of(ended)}" in ended.out
    assert f"https://<your address>/j/{code_of(ended)}" in ended.out
    assert "BANHOC_PUBLIC_URL" in ended.out


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"track": "x"}, "There is no track 'x'. The tracks are: lam-quen-voi-ai."),
        ({"mentor": "x" * 41}, "--mentor takes at most 40 characters"),
        ({"place": "x" * 61}, "--place takes at most 60 characters"),
        ({"title": "x" * 61}, "--title takes at most 60 characters"),
        ({"title": " "}, "--title takes words that can be printed"),
        ({"mentor": "Hoa\x1b[2J"}, "--mentor takes words that can be printed"),
        ({"mentor": "\u3164"}, "--mentor takes words that can be printed"),
        ({"place": "Xã\u1160A"}, "--place takes words that can be printed"),
        ({"title": "Lớp" + "\u0300\u0301\u0302\u0303"}, "--title takes words that can be printed"),
    ],
)
def test_what_cannot_be_shown_is_refused(shell: Shell, changed: dict[str, str], sentence: str) -> None:
    ended = opened(shell, **changed)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in " ".join(ended.err.split())
    assert not (shell.folder / "data").exists(), "and nothing is made"


def test_a_name_is_asked_for_and_whoever_types_it_is_told_to_ask(shell: Shell) -> None:
    assert shell.run("class", "open").code == 2
    told = " ".join(shell.run("class", "open", "--help").out.split())
    assert "ask them first whether they agree" in told


def test_before_there_is_a_database_the_list_is_empty_and_makes_none(shell: Shell) -> None:
    ended = shell.run("class", "list")
    assert (ended.code, "`banhoc class open` opens one" in ended.out) == (0, True), ended.err
    assert json.loads(shell.run("class", "list", "--json").out) == []
    assert not (shell.folder / "data").exists()


def test_a_code_is_closed_with_blanks_around_it_and_marks_are_kept_on_letters(shell: Shell) -> None:
    ended = opened(shell, title="Ngữ văn ở Huế\u0302")
    assert ended.code == 0, ended.err
    closed = shell.run("class", "close", f" {code_of(ended)} ")
    assert (closed.code, closed.err) == (0, "")


def test_without_a_class_the_list_says_how_to_open_one(shell: Shell) -> None:
    assert shell.run("db", "upgrade").code == 0
    ended = shell.run("class", "list")
    assert (ended.code, "`banhoc class open` opens one" in ended.out) == (0, True)
    assert json.loads(shell.run("class", "list", "--json").out) == []
