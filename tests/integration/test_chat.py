"""The chat from end to end: a child on a real database, talked to over its input."""

import getpass
import json
import os
import pty
import signal
import sqlite3
import subprocess
import termios
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.channels.wrapping import columns_of
from tests.databases import Database
from tests.integration.cli import DEADLINE_SECONDS, TEACHING, Shell
from tests.integration.yaml_bank import LESSON, write_bank

BEGIN = ["1", "Bạn", "chưa biết"]
"""Agrees to the notice, and says how to be addressed: the first card stands there."""

PROMPT = "Hãy viết lời giải thích cách đặt mật khẩu cho bà con lớn tuổi, trong năm gạch đầu dòng."


def typed(*lines: str | bytes) -> bytes:
    return b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)


def texts(said: list[dict[str, object]]) -> list[str]:
    return [str(message["text"]) for message in said]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell for demos, with the small bank, on a SQLite file."""
    write_bank(tmp_path / "bank")
    return Shell(tmp_path, {"BANHOC_LESSONS_DIR": str(tmp_path / "bank")})


def chat(shell: Shell, *lines: str | bytes, name: str = "an") -> list[dict[str, object]]:
    """What a demo says to these lines; it must end well."""
    ended = shell.run("chat", "--demo", "--json", "--as", name, lines=typed(*lines))
    assert ended.code == 0, ended.err
    assert ended.err == ""
    assert sum("idle" in each for each in ended.objects) == len(lines) + 1
    return ended.said


class Talking:
    """A chat that goes on: what it says is read line by line."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self.child = child

    def hears(self) -> list[dict[str, object]]:
        """All that is said until it is idle."""
        said: list[dict[str, object]] = []
        assert self.child.stdout is not None
        for line in self.child.stdout:
            message: dict[str, object] = json.loads(line)
            if message == {"idle": True}:
                return said
            said.append(message)
        raise AssertionError(f"it ended: {self.child.communicate()[1].decode()}")

    def answers(self, *lines: str) -> list[dict[str, object]]:
        """What is said to the last of these lines, each typed when the one before was answered."""
        said: list[dict[str, object]] = []
        for line in lines:
            self.types(line)
            said = self.hears()
        return said

    def types(self, line: str) -> None:
        """One line in."""
        assert self.child.stdin is not None
        self.child.stdin.write(typed(line))
        self.child.stdin.flush()

    def ends(self) -> tuple[int, str]:
        """Closes its input; its exit code and its stderr."""
        _, err = self.child.communicate(timeout=DEADLINE_SECONDS)
        return self.child.returncode, err.decode()


@pytest.fixture
def talking(shell: Shell) -> Iterator[Talking]:
    """A demo chat, at its start screen."""
    child = shell.start("chat", "--demo", "--json", "--as", "an")
    with child:
        talk = Talking(child)
        talk.hears()
        yield talk
        child.kill()


def test_a_whole_lesson(database: Database, tmp_path: Path) -> None:
    write_bank(tmp_path / "bank")
    settings = {**TEACHING, "BANHOC_LESSONS_DIR": str(tmp_path / "bank"), "BANHOC_DATABASE_URL": database.url}
    lines = [*BEGIN, "tiếp", "A", "co luc sai", "1", '{"say": "' + PROMPT + '"}', "tiếp", "1", "hỏi giá chè", "1", "1"]
    lines += ["/tiendo", "/sotay", '{"press": "n:entry:e:bai-mot:lam-that"}']
    ended = Shell(tmp_path, settings).run("chat", "--json", "--as", "an", lines=typed(*lines))
    assert ended.code == 0, ended.err
    assert ended.err == ""
    said = ended.said
    assert {message["from"] for message in said} == {"machine"}
    assert [message["kind"] for message in said[:6]] == ["notice", "menu", "menu", "card", "check", "feedback"]
    assert TEACHING["BANHOC_OPERATOR_NAME"] in texts(said)[0]
    assert "Bạn nên kiểm tra lại." in texts(said)[3]
    assert "Máy cũng có lúc nhầm." in texts(said)[5]
    assert "Máy có lúc bịa." in texts(said)[6]
    grades = [message["grade"] for message in said if "grade" in message]
    assert [set(grade) for grade in grades if isinstance(grade, dict)] == [{"levels", "overall"}]
    assert "Thẻ kiểm tra lại" in "".join(
        text for text, message in zip(texts(said), said, strict=True) if message["kind"] == "recap"
    )
    assert "hỏi giá chè" in texts(said)[-1], "the notebook holds it"


def test_the_next_start_goes_on_where_it_stood(shell: Shell) -> None:
    before = chat(shell, *BEGIN, "tiếp")
    after = chat(shell)
    assert texts(after) == [texts(before)[-1]]


def test_two_people_do_not_meet(shell: Shell) -> None:
    chat(shell, *BEGIN, name="an")
    assert [message["kind"] for message in chat(shell, name="bình")] == ["notice"]


def test_a_kill_changes_nothing(shell: Shell, talking: Talking) -> None:
    before = talking.answers(*BEGIN)
    talking.child.kill()
    talking.child.wait(timeout=DEADLINE_SECONDS)
    after = chat(shell)
    assert texts(after)[-1] in texts(before)[-1], "the card, without the greeting"


def test_what_nobody_could_read_is_said_at_the_next_start(shell: Shell, talking: Talking) -> None:
    talking.answers(*BEGIN)
    assert talking.child.stdout is not None
    talking.child.stdout.close()
    talking.types("/help")
    assert talking.child.wait(timeout=DEADLINE_SECONDS) == 1
    first, *_ = chat(shell)
    assert "/menu" in str(first["text"])


def test_ctrl_c_ends_it_with_everything_kept(shell: Shell, talking: Talking) -> None:
    before = talking.answers(*BEGIN)
    talking.child.send_signal(signal.SIGINT)
    code, err = talking.ends()
    assert code == 130
    assert "Traceback" not in err
    assert texts(chat(shell))[-1] in texts(before)[-1]


def test_twins_at_one_chat_lose_nothing(shell: Shell) -> None:
    chat(shell, *BEGIN)
    children = [shell.start("chat", "--demo", "--json", "--as", "an") for _ in range(2)]
    outputs = [child.communicate(typed(*["/help"] * 10), timeout=DEADLINE_SECONDS) for child in children]
    assert [child.returncode for child in children] == [0, 0]
    assert [err for _, err in outputs] == [b"", b""]
    with closing(sqlite3.connect(shell.folder / "data" / "demo.db")) as database:
        counts = database.execute("SELECT count(*), count(seen_at) FROM outbox").fetchone()
    at_first, at_each_start, to_lines = 4, 2, 20
    assert counts == (at_first + at_each_start + to_lines,) * 2


def test_three_days_later(shell: Shell) -> None:
    chat(shell, *BEGIN)
    words = ("chat", "--demo", "--json", "--as", "an")
    now = shell.run(*words).said
    later = shell.run(*words, "--at", "2031-01-02T08:30").said
    assert len(now) == len(later) == 1
    assert texts(later) != texts(now)


def test_the_clock_of_real_learners_stays(tmp_path: Path) -> None:
    write_bank(tmp_path / "bank")
    shell = Shell(tmp_path, {**TEACHING, "BANHOC_LESSONS_DIR": str(tmp_path / "bank")})
    ended = shell.run("chat", "--json", "--at", "2031-01-02")
    assert ended.code == 2
    assert "on a demo database only" in ended.err
    assert ended.out == ""


def test_a_demo_stays_away_from_real_learners(tmp_path: Path) -> None:
    write_bank(tmp_path / "bank")
    url = f"sqlite+aiosqlite:///{tmp_path}/real.db"
    shell = Shell(tmp_path, {**TEACHING, "BANHOC_LESSONS_DIR": str(tmp_path / "bank"), "BANHOC_DATABASE_URL": url})
    assert shell.run("chat", "--json", lines=typed(*BEGIN)).code == 0
    ended = shell.run("chat", "--json", "--demo")
    assert ended.code == 4
    assert "has or had learners and was not made for a demo" in ended.err
    assert ended.out == ""
    assert shell.run("chat", "--json", "--at", "2031-01-02").code == 2


ODD_LINES = (
    b"\xff\xfe\x00\x01\x1b[2J",
    b"\x00" * 1000,
    b"a" * 100_000,
    "ắ".encode() * 1_000_000,
    b"[" * 100_000,
    b'{"press": "l:bai-mot:kiem-tra:1:9999:khong"}',
    b'{"press": "\\u0000\\ud800"}',
    b'{"say": "\\u0000\\ud800\\n"}',
    "\u200b\u202e\ufeff".encode(),
    "👍🏽".encode(),
    b"",
    b"\r",
)
"""Bytes that are no text, too long, too deep, forged, hidden, or nothing at all."""


def test_whatever_is_typed_is_answered_and_changes_nothing(shell: Shell) -> None:
    said = chat(shell, *BEGIN, "tiếp", *ODD_LINES)
    question = said[len(BEGIN) + 1]
    assert question["kind"] == "check"
    answers = said[len(BEGIN) + 2 :]
    assert len(answers) == len(ODD_LINES)
    for answer in answers:
        assert str(answer["text"]).endswith(str(question["text"]))
        assert answer["choices"] == question["choices"]
    assert texts(chat(shell)) == texts([question])


def test_without_a_name_it_says_who_is_taken_up(shell: Shell) -> None:
    first, again = (shell.run("chat", "--demo", "--json") for _ in range(2))
    assert (first.code, first.err, again.code) == (0, "", 0)
    assert f"học tiếp ở chỗ của “{getpass.getuser()}”" in again.err
    assert len(again.err.splitlines()) == 1
    assert [shell.run("chat", "--demo", "--as", getpass.getuser()).err for _ in range(2)] == ["", ""]


def test_a_slip_of_a_script_is_no_answer(talking: Talking) -> None:
    question = talking.answers(*BEGIN, "tiếp")[-1]
    assert question["kind"] == "check"
    for slip in ('{"press": "l:bai-mot', '{"pres": "x"}'):
        answer = talking.answers(slip)
        assert [tuple(each) for each in answer] == [("error",)]
    right = talking.answers(json.dumps({"say": "Có lúc sai"}))
    assert "Chính xác" in texts(right)[0]
    assert talking.ends() == (0, "")


def test_a_broken_bank_is_refused_with_every_fault(shell: Shell) -> None:
    lesson = shell.folder / "bank" / "lam-quen" / "bai-mot.yaml"
    lesson.write_text(LESSON.replace("level: 1", "level: 9").replace("right: true", "right: maybe"), encoding="utf-8")
    ended = shell.run("chat", "--demo", "--json")
    assert ended.code == 3
    assert ended.out == ""
    faults = [line for line in ended.err.splitlines() if "bai-mot.yaml:" in line]
    assert any("level" in fault for fault in faults)
    assert any("right" in fault for fault in faults)


def test_an_edit_is_seen_at_the_next_line_and_a_broken_one_is_refused(shell: Shell, talking: Talking) -> None:
    lesson = shell.folder / "bank" / "lam-quen" / "bai-mot.yaml"
    lesson.write_text(LESSON.replace("nhanh", "rất nhanh").replace("version: 1", "version: 2"), encoding="utf-8")
    assert "rất nhanh" in texts(talking.answers(*BEGIN))[-1]
    lesson.write_text("id: [", encoding="utf-8")
    assert [message["kind"] for message in talking.answers("tiếp")] == ["check"]
    code, err = talking.ends()
    assert code == 0
    assert "bai-mot.yaml" in err


def test_a_locked_database_is_told_and_loses_nothing(shell: Shell, talking: Talking) -> None:
    before = talking.answers(*BEGIN)
    with closing(sqlite3.connect(shell.folder / "data" / "demo.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        talking.types("tiếp")
        code, err = talking.ends()
    assert code == 1
    assert "locked" in err
    assert len(err.splitlines()) == 1, "one sentence, and no log beside it"
    assert texts(chat(shell))[-1] in texts(before)[-1]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite+aiosqlite:////proc/banhoc/a.db", "its folder cannot be written"),
        ("sqlite+aiosqlite:////proc/version", "cannot be used"),
        ("postgresql+asyncpg://postgres@127.0.0.1:9/none", "cannot be used"),
    ],
)
def test_a_database_that_cannot_be_used_is_told(shell: Shell, url: str, sentence: str) -> None:
    ended = Shell(shell.folder, {**shell.settings, "BANHOC_DATABASE_URL": url}).run("chat", "--demo")
    assert ended.code == 1
    assert sentence in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""


def test_a_newer_database_is_told(shell: Shell) -> None:
    chat(shell, *BEGIN)
    with closing(sqlite3.connect(shell.folder / "data" / "demo.db", isolation_level=None)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    ended = shell.run("chat", "--demo")
    assert ended.code == 1
    assert "upgrade the program" in ended.err


def test_without_an_input_it_greets_and_ends(shell: Shell) -> None:
    command = ["sh", "-c", 'exec "$@" <&-', "sh", *shell.command("chat", "--demo", "--json")]
    ended = subprocess.run(
        command, cwd=shell.folder, env=shell.environment, capture_output=True, timeout=DEADLINE_SECONDS, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert json.loads(ended.stdout.splitlines()[-1]) == {"idle": True}


def test_a_person_at_a_terminal_sees_how_it_works(shell: Shell) -> None:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 40))
    child = subprocess.Popen(
        shell.command("chat", "--demo", "--as", "an"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=shell.folder,
        env=shell.environment | {"NO_COLOR": "1"},
    )
    with child:
        os.close(theirs)
        seen = _until(ours, "\r\n> ")
        os.write(ours, b"1\n")
        seen += _until(ours, "\r\n> ")
        os.write(ours, b"\x04")
        _until(ours, "\r\n")
        assert child.wait(timeout=DEADLINE_SECONDS) == 0
    os.close(ours)
    assert "Ctrl-D" in seen
    assert "1. Đồng ý" in seen
    assert "\x1b[" not in seen
    assert max(columns_of(line) for line in seen.splitlines()) <= 40, "the terminal would break words"


def _until(descriptor: int, mark: str) -> str:
    seen = b""
    while mark.encode() not in seen:
        seen += os.read(descriptor, 4096)
    return seen.decode()


def test_secrets_stay_out_of_what_is_written(tmp_path: Path) -> None:
    write_bank(tmp_path / "bank")
    url = make_url("postgresql+asyncpg://me@127.0.0.1:9/none").set(password="geheimnis")
    settings = {
        **TEACHING,
        "BANHOC_LESSONS_DIR": str(tmp_path / "bank"),
        "BANHOC_DATABASE_URL": url.render_as_string(hide_password=False),
        "BANHOC_LOG_LEVEL": "debug",
    }
    ended = Shell(tmp_path, settings).run("chat")
    assert ended.code == 1
    assert "geheimnis" not in ended.err
    assert TEACHING["BANHOC_SECRET_KEY"] not in ended.err
