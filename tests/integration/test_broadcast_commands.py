"""`banhoc broadcast`: kept, looked at, started, stopped and sent again, as a process, on both databases."""

import csv
import io
import json
import os
import pty
import subprocess
import termios
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.model.delivery import DeliveryState
from bot.model.ids import BroadcastId, LearnerId
from bot.store import erasure
from bot.store.engine import Store
from bot.store.tables import broadcast_tally
from tests.databases import Database
from tests.integration.cli import DEADLINE_SECONDS, Ended, Shell
from tests.integration.mailed import AT, MORNING, VILLAGE, Person, sent, settle, time_passes
from tests.unit.lessonbank.written import Written

LETTER = """\
title: Ngày hội
text: |-
  Chào {bạn} {tên}, chiều nay mời {bạn} tới {nơi}.
next: true
answers: [Tôi tới được, Tôi bận rồi]
link: {label: Xem đường, url: "https://dichvucong.gov.vn/hoi"}
audience: {}
"""
ONE = BroadcastId(1)


@pytest.fixture
def shell(tmp_path: Path, database: Database) -> Shell:
    """A shell in an empty folder, on either database."""
    return Shell(tmp_path, {"BANHOC_DATABASE_URL": database.url})


def broadcast(shell: Shell, *words: str) -> Ended:
    """Runs a command whose clock stands at ten in the morning."""
    has_clock = words[0] not in {"list", "report"}
    return shell.run("broadcast", *words, *(AT if has_clock else ()))


def created(shell: Shell, letter: str = LETTER) -> Ended:
    (shell.folder / "tin.yaml").write_text(letter, encoding="utf-8")
    return broadcast(shell, "create", "--file", "tin.yaml")


def acts(shell: Shell) -> list[tuple[str, str | None]]:
    """What the audit log holds, oldest first."""
    log = json.loads(shell.run("audit", "--json").out)
    assert all(each["actor"] is None for each in log)
    return [(each["act"], each["reason"]) for each in reversed(log)]


async def test_a_broadcast_goes_from_a_draft_to_its_end(shell: Shell, store: Store) -> None:
    await settle(store)
    made = created(shell)
    assert (made.code, made.err) == (0, "")
    assert made.out.splitlines() == [
        "Broadcast 1 is kept as a draft: Ngày hội.",
        "It reaches 5 people: 4 on telegram, 1 when they come by (web).",
        "Not reached: 1 want no news, 1 left or stopped the bot.",
        "Sending takes less than a minute: begun on 2026-12-01 10:00, done by 10:00.",
        "`banhoc broadcast preview 1` shows it as people read it; `banhoc broadcast start 1` lets it go out.",
    ]
    assert "It is a draft; of use until 2026-12-08 10:00." in broadcast(shell, "status", "1").out
    started = broadcast(shell, "start", "1")
    assert (started.code, started.err) == (0, "")
    assert "Broadcast 1 is scheduled, to begin at once; it goes to 5 people as things stand." in started.out
    assert "second admin" not in started.out
    await time_passes(store)
    told = broadcast(shell, "status", "1").out
    assert "It is running since 2026-12-01 10:00" in told
    assert "7 recipients: 6 waiting, 1 gone." in told
    assert "1 of them read it when they come by." in told
    assert "Sent at up to 28 a second, less than a minute left, done by 10:00." in told
    paused = broadcast(shell, "pause", "1")
    assert (paused.code, "nobody gets it from now on" in paused.out) == (0, True)
    still = broadcast(shell, "status", "1").out
    assert "It is paused: by hand;" in still
    assert "a second" not in still
    assert "goes on at once, where it stopped" in broadcast(shell, "resume", "1").out
    await sent(store, ONE, *[DeliveryState.SENT] * 2)
    assert broadcast(shell, "list").out == "1  running since 2026-12-01 10:00  2 of 7 sent  Ngày hội\n"
    cancelled = broadcast(shell, "cancel", "1")
    assert (cancelled.code, "whoever has not got it does not get it any more" in cancelled.out) == (0, True)
    status = json.loads(broadcast(shell, "status", "1", "--json").out)
    assert status["state"] == "cancelled"
    assert status["counts"] == {
        **dict.fromkeys(("waiting", "sending", "failed", "unknown"), 0),
        "sent": 2,
        "gone": 1,
        "skipped": 4,
    }
    assert sum(status["counts"].values()) == status["recipients"] == 7
    (listed,) = json.loads(broadcast(shell, "list", "--json").out)
    assert (listed["id"], listed["title"], listed["letter"]["next"]) == (1, "Ngày hội", True)
    assert acts(shell) == [
        ("broadcast.made", "Ngày hội"),
        *((f"broadcast.{act}", None) for act in ("confirm", "start")),
        ("broadcast.pause", "by_hand"),
        *((f"broadcast.{act}", None) for act in ("resume", "cancel")),
    ]
    assert shell.run("db", "check").code == 0


async def test_a_preview_shows_it_as_each_channel_does(shell: Shell, store: Store) -> None:
    await settle(store)
    assert created(shell).code == 0
    told = broadcast(shell, "preview", "1")
    assert (told.code, told.err) == (0, "")
    assert "Broadcast 1: Ngày hội (a draft)\nTo: everybody; of use until 2026-12-08 10:00.\n" in told.out
    assert "By commune:\n  3  Xã B (xa-b)\n  1  =Xã C (xa-c)\n  1  no place told\n" in told.out
    on_telegram, elsewhere = told.out.partition("── telegram ──")[2].split("── web and terminal ──")
    for shown in (on_telegram, elsewhere):
        assert "Chào bác Hoa, chiều nay mời bác tới" in shown
    assert "[Tôi tới được]" in on_telegram
    assert "of 4096 characters)" in on_telegram
    assert "Xem đường (https://dichvucong.gov.vn/hoi)" in elsewhere
    assert "Tôi bận rồi" in elsewhere
    long = broadcast(shell, "preview", "1", "--longest").out
    assert "Chào bác Nguyễn Phúc Hoàng" in long
    as_json = json.loads(broadcast(shell, "preview", "1", "--json").out)
    assert as_json["reach"]["by_account"] == [
        {"channel": "telegram", "account": "default", "people": 4},
        {"channel": "web", "account": "default", "people": 1},
    ]
    assert [each["people"] for each in as_json["reach"]["by_commune"]] == [3, 1, 1]
    assert (as_json["reach"]["opted_out"], as_json["reach"]["gone"]) == (1, 1)
    assert set(as_json["shown"]) == {"telegram", "web and terminal"}


async def test_an_empty_audience_is_told_and_cannot_start(shell: Shell, store: Store) -> None:
    await settle(store)
    made = created(shell, LETTER.replace("{}\n", "{role: mentor}\n"))
    assert made.code == 0
    assert "It would reach nobody as things stand, and cannot be started." in made.out
    assert "broadcast start" not in made.out
    assert "To: role mentor; " in broadcast(shell, "preview", "1").out
    refused = broadcast(shell, "start", "1")
    assert (refused.code, refused.out) == (1, "")
    assert "Broadcast 1 would reach nobody: its audience is empty" in refused.err
    assert json.loads(broadcast(shell, "status", "1", "--json").out)["state"] == "draft"
    as_json = broadcast(shell, "create", "--file", "tin.yaml", "--json")
    assert json.loads(as_json.out)["reach"]["reached"] == 0


async def test_every_fault_of_a_file_is_told_and_nothing_is_kept(shell: Shell, store: Store) -> None:
    await settle(store)
    faulty = LETTER.replace("{tên}", "{họ}").replace("{}\n", "{class: kmn567, channel: zalo, place: xa-x}\n")
    ended = created(shell, f"{faulty}starts_at: 2026-12-01 09:59\nlesson: khong-co\n")
    assert (ended.code, ended.out) == (3, "")
    told, *faults = ended.err.splitlines()
    assert told == "The broadcast tin.yaml has 7 faults; nothing was kept:"
    assert [fault.split(" ")[:2] for fault in faults] == [
        ["tin.yaml:3:14:", "text:"],
        ["tin.yaml:4:1:", "next:"],
        ["tin.yaml:7:12:", "audience.class:"],
        ["tin.yaml:7:27:", "audience.channel:"],
        ["tin.yaml:7:42:", "audience.place:"],
        ["tin.yaml:8:1:", "starts_at:"],
        ["tin.yaml:9:1:", "lesson:"],
    ]
    assert "there are telegram, terminal, web" in faults[3]
    assert "Nothing was written to many so far" in broadcast(shell, "list").out


async def test_what_is_not_allowed_now_gets_a_sentence(shell: Shell, store: Store) -> None:
    await settle(store)
    assert created(shell).code == 0
    for words in (("start", "7"), ("preview", "7"), ("status", "7"), ("report", "7"), ("repeat", "7", "--failed")):
        ended = broadcast(shell, *words)
        assert (ended.code, ended.out) == (1, ""), words
        assert "There is no broadcast 7; `banhoc broadcast list` lists them." in ended.err
    early = broadcast(shell, "pause", "1")
    assert early.code == 1
    assert "Broadcast 1 is a draft, and cannot be paused now." in early.err
    assert "What can be done now: `banhoc broadcast start 1`, `banhoc broadcast cancel 1`." in early.err
    assert broadcast(shell, "start", "1").code == 0
    again = broadcast(shell, "start", "1")
    assert again.code == 1
    assert "Broadcast 1 is scheduled, to begin at once, and cannot be started now." in again.err
    assert broadcast(shell, "cancel", "1").code == 0
    late = broadcast(shell, "resume", "1")
    assert late.code == 1
    assert "cancelled on 2026-12-01 10:00, and cannot be resumed now. Nothing can be done with it any more." in late.err
    assert broadcast(shell, "repeat", "1").code == 2, "to whom?"
    assert [act for act, _ in acts(shell)] == ["broadcast.made", "broadcast.confirm", "broadcast.cancel"]


async def test_a_large_one_needs_no_second_admin_and_the_log_says_so(shell: Shell, store: Store) -> None:
    await settle(store)
    large = Shell(shell.folder, {**shell.settings, "BANHOC_LIMIT_LONE_RECIPIENTS": "3"})
    assert created(large).code == 0
    started = broadcast(large, "start", "1")
    assert "In the chat a second admin is asked for so many; here nobody is" in started.out
    why = "7 recipients, confirmed at the command line without a second admin"
    assert acts(shell)[1:] == [("broadcast.alone", why), ("broadcast.confirm", None)]


def preview_of(shell: Shell) -> str:
    ended = broadcast(shell, "preview", "1")
    assert ended.code == 0, ended.err
    return ended.out


async def test_its_hour_is_kept_and_asked_about_when_it_is_over(shell: Shell, store: Store) -> None:
    await settle(store)
    hours = "starts_at: 2026-12-01 18:30\nvalid_until: 2026-12-02 12:00\n"
    made = created(shell, LETTER + hours)
    assert "begun on 2026-12-01 18:30, done by 18:30." in made.out
    over = shell.run("broadcast", "start", "1", "--at", "2026-12-02T12:00")
    assert (over.code, "is of use until 2026-12-02 12:00 only, which is over" in over.err) == (1, True)
    slow = Shell(shell.folder, {**shell.settings, "BANHOC_TELEGRAM_RATE": "0.0003"})
    assert "about 3 hours 42 minutes: begun on 2026-12-01 18:30, done by 2026-12-02 07:42" in preview_of(slow)
    late = shell.run("broadcast", "start", "1", "--at", "2026-12-01T20:31")
    assert late.code == 1
    assert "should have begun at 2026-12-01 18:30, more than two hours ago." in late.err
    assert "`banhoc broadcast start 1 --now` begins at once" in late.err
    done = shell.run("broadcast", "start", "1", "--now", "--at", "2026-12-01T20:31")
    assert (done.code, "is scheduled, to begin at once" in done.out) == (0, True)
    assert created(shell, LETTER + hours).code == 0
    assert "is scheduled for 2026-12-01 18:30" in broadcast(shell, "start", "2").out
    assert broadcast(shell, "pause", "2").code == 0
    assert "is scheduled for 2026-12-01 18:30" in broadcast(shell, "resume", "2").out


async def test_a_lesson_withdrawn_since_then_keeps_it_from_going_out(shell: Shell, store: Store) -> None:
    await settle(store)
    made = created(shell, LETTER.replace("next: true", "lesson: cau-hoi-dau-tien"))
    assert made.code == 0, made.err
    other = str(Written(shell.folder / "bank").folder)
    fewer = Shell(shell.folder, {**shell.settings, "BANHOC_LESSONS_DIR": other})
    refused = broadcast(fewer, "start", "1")
    assert refused.code == 1
    why = "cannot go out as it is: the lesson 'cau-hoi-dau-tien' is not in the bank, or not open today"
    assert why in refused.err
    assert why in broadcast(fewer, "preview", "1").out
    assert broadcast(shell, "start", "1").code == 0
    assert broadcast(shell, "pause", "1").code == 0
    assert "cannot go out as it is" in broadcast(fewer, "resume", "1").err
    over = shell.run("broadcast", "resume", "1", "--at", "2026-12-09T10:00")
    assert (over.code, "which is over" in over.err) == (1, True)


async def test_it_goes_again_to_exactly_those_who_failed(shell: Shell, store: Store) -> None:
    await settle(store, tuple(each for each in VILLAGE if each.channel == "telegram"))
    assert created(shell).code == 0
    assert broadcast(shell, "start", "1").code == 0
    await time_passes(store)
    early = broadcast(shell, "repeat", "1", "--failed")
    assert (early.code, "and cannot be repeated now" in early.err) == (1, True)
    await sent(store, ONE, DeliveryState.FAILED, DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.SENT)
    await time_passes(store)
    assert "It is finished on 2026-12-01 10:00" in broadcast(shell, "status", "1").out
    again = broadcast(shell, "repeat", "1", "--failed")
    assert (again.code, again.out) == (0, "Broadcast 1 goes again to 1 people, and to nobody else.\n")
    assert "6 recipients: 1 waiting, 2 sent, 1 gone, 1 unknown, 1 skipped." in broadcast(shell, "status", "1").out
    await sent(store, ONE, DeliveryState.SENT)
    await time_passes(store)
    nobody = broadcast(shell, "repeat", "1", "--failed")
    assert (nobody.code, "Nobody of broadcast 1 can be written to again" in nobody.err) == (1, True)
    over = shell.run("broadcast", "repeat", "1", "--unknown", "--at", "2026-12-09T10:00")
    assert (over.code, "which is over" in over.err) == (1, True)
    assert "goes again to 1 people" in broadcast(shell, "repeat", "1", "--failed", "--unknown").out
    assert shell.run("db", "check").code == 0


async def test_whoever_was_erased_stays_in_the_counts_and_is_not_written_to_again(shell: Shell, store: Store) -> None:
    await settle(store, (Person("an"), Person("binh")))
    assert created(shell).code == 0
    assert broadcast(shell, "start", "1").code == 0
    await time_passes(store)
    await sent(store, ONE, DeliveryState.FAILED, DeliveryState.SENT)
    await time_passes(store)
    await store.write(lambda connection: erasure.erase(connection, [LearnerId(1)], MORNING))
    nobody = broadcast(shell, "repeat", "1", "--failed")
    assert (nobody.code, "no recipient ended so, or each was erased" in nobody.err) == (1, True)
    status = json.loads(broadcast(shell, "status", "1", "--json").out)
    assert (status["state"], status["recipients"], status["counts"]["failed"]) == ("finished", 2, 1)
    assert shell.run("db", "check").code == 0


async def test_a_report_tells_by_commune_who_got_it_and_why_others_did_not(shell: Shell, store: Store) -> None:
    await settle(store, tuple(each for each in VILLAGE if each.channel == "telegram"))
    assert created(shell).code == 0
    assert "It is a draft, with no recipients written down so far." in broadcast(shell, "report", "1").out
    assert broadcast(shell, "start", "1").code == 0
    await time_passes(store)
    await sent(store, ONE, DeliveryState.FAILED, DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.SENT)
    told = broadcast(shell, "report", "1").out.splitlines()
    assert (
        told[1]
        == "It is running since 2026-12-01 10:00, with 6 recipients: 2 sent, 1 failed, 1 gone, 1 unknown, 1 skipped."
    )
    assert told[3].split() == ["commune", "people", "sent", "waiting", "failed", "gone", "unknown", "skipped"]
    assert told[4].split() == ["Xã", "B", "4", "1", "0", "1", "1", "0", "1"]
    assert told[5:8] == [
        "    Đã chặn hoặc thôi dùng: 1",
        "    Đã tắt nhận tin: 1",
        "    Telegram không nhận lời nhắn, lỗi ở phía máy: 1",
    ]
    assert told[-2:] == ["0  Tôi tới được", "0  Tôi bận rồi"]
    found = json.loads(broadcast(shell, "report", "1", "--json").out)
    assert [each["code"] for each in found["by_commune"]] == ["xa-b", "xa-c", None]
    assert {"state": "failed", "why": "refused", "people": 1} in found["by_commune"][0]["outcomes"]
    assert found["answers"] == [{"answer": "Tôi tới được", "people": 0}, {"answer": "Tôi bận rồi", "people": 0}]
    assert found == json.loads(broadcast(shell, "report", "1", "--format", "json").out)
    wrote = broadcast(shell, "report", "1", "--format", "csv", "--out", "ket-qua.csv")
    assert wrote.out == "Wrote ket-qua.csv.\n"
    table = list(csv.DictReader(io.StringIO((shell.folder / "ket-qua.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["code"], row["commune"]) for row in table] == [
        ("xa-b", "Xã B"),
        ("xa-c", "'=Xã C"),
        ("", "(no place told)"),
    ]
    assert sum(int(row["people"]) for row in table) == 6
    assert [row["doubtful"] for row in table] == ["0", "1", "0"]
    assert table[1]["reasons"] == "Máy hoặc mạng đứt giữa chừng nên không rõ: 1"


async def test_somebody_who_looks_sees_a_bar_and_a_script_sees_lines(shell: Shell, store: Store) -> None:
    await settle(store)
    assert created(shell).code == 0
    assert broadcast(shell, "status", "1", "--watch").out == "0 %, a draft, 0 of 0 sent\n"
    assert broadcast(shell, "start", "1").code == 0
    await time_passes(store)
    await sent(store, ONE, DeliveryState.SENT, DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SENT)
    (line,) = broadcast(shell, "status", "1", "--watch").out.splitlines()
    assert line == "100 %, 3 of 7 sent, 1 failed, 1 gone, 1 on their next visit"
    (seen,) = broadcast(shell, "status", "1", "--watch", "--json").objects
    assert (seen["state"], seen["waits_for_visit"]) == ("running", 1)
    drawn = at_a_terminal(shell)
    assert drawn.startswith("\r\x1b[K\x1b[32m")
    assert f"{'█' * 10}\x1b[0m 100 %, 3 of 7 sent, 1 failed, 1 gone" in drawn
    assert drawn.endswith("\r\n")


def at_a_terminal(shell: Shell) -> str:
    """What somebody at a terminal of 80 columns sees."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    environment = {key: value for key, value in shell.environment.items() if key != "NO_COLOR"} | {"TERM": "xterm"}
    command = shell.command("broadcast", "status", "1", "--watch", *AT)
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, cwd=shell.folder, env=environment) as child:
        os.close(theirs)
        seen = _to_the_end(ours)
        assert child.wait(timeout=DEADLINE_SECONDS) == 0, seen
    os.close(ours)
    return seen


def _to_the_end(descriptor: int) -> str:
    seen = b""
    while True:
        try:
            more = os.read(descriptor, 4096)
        except OSError:  # the other side is closed
            return seen.decode()
        if not more:
            return seen.decode()
        seen += more


async def test_whoever_watches_sees_it_move_until_it_is_cancelled(shell: Shell, store: Store) -> None:
    await settle(store)
    assert created(shell).code == 0
    assert broadcast(shell, "start", "1").code == 0
    with shell.start("broadcast", "status", "1", "--watch", *AT, errors=subprocess.DEVNULL) as watching:
        assert watching.stdout is not None
        assert b"scheduled, to begin at once" in watching.stdout.readline()
        await time_passes(store)
        assert b"0 %, 0 of 7 sent" in watching.stdout.readline()
        assert broadcast(shell, "cancel", "1").code == 0
        assert b"cancelled on 2026-12-01 10:00" in watching.stdout.readline()
        assert watching.wait(timeout=DEADLINE_SECONDS) == 0


async def test_the_clock_of_a_real_database_is_left_alone(shell: Shell, store: Store) -> None:
    await settle(store, is_demo=False)
    for words in (("status", "1"), ("create", "--file", "tin.yaml")):
        (shell.folder / "tin.yaml").write_text(LETTER, encoding="utf-8")
        ended = broadcast(shell, *words)
        assert ended.code == 2
        told = " ".join(ended.err.split())
        assert "--at moves the clock on a demo database only; BANHOC_DATABASE_URL names none." in told
    assert shell.run("broadcast", "status", "1", "--at", "mai").code == 2
    assert shell.run("broadcast", "status", "0").code == 2


async def test_a_tally_that_is_wrong_is_found(shell: Shell, store: Store) -> None:
    await settle(store)
    assert created(shell).code == 0
    assert broadcast(shell, "start", "1").code == 0
    await time_passes(store)
    assert shell.run("db", "check").code == 0
    wrong = update(broadcast_tally).where(broadcast_tally.c.channel == "web").values(recipients=5)
    await store.write(lambda connection: connection.execute(wrong))
    ended = shell.run("db", "check")
    assert ended.code == 3
    assert "broadcast 1: the tally has 5 recipients waiting at web, and the rows are 1\n1 problems." in ended.out


def test_without_a_database_there_is_none_and_none_is_made(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert "Nothing was written to many so far" in shell.run("broadcast", "list").out
    assert json.loads(shell.run("broadcast", "list", "--json").out) == []
    for command in ("start", "pause", "preview", "status", "report"):
        ended = shell.run("broadcast", command, "1")
        assert (ended.code, "There is no broadcast 1" in ended.err) == (1, True)
    assert not (tmp_path / "data").exists()
