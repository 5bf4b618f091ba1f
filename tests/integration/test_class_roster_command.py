"""`banhoc class roster`, `approve`, and `open` by numbers and codes."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, PlaceCode, TrackId
from bot.service.classrooms import open_classroom
from bot.service.world import World
from bot.store import rosters, staff
from bot.store.classrooms import all_classes
from bot.store.engine import open_store
from tests.databases import sqlite_url
from tests.integration.cli import Shell
from tests.integration.village import village
from tests.pdf import read_pages
from tests.shelf import few_lessons

WANTED = Classroom(0, ClassCode(""), TrackId("lam-quen-voi-ai"), "Chiều thứ Bảy", "Cô Hoa", "Thôn 3")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty folder."""
    return Shell(tmp_path, {"BANHOC_LESSONS_DIR": str(few_lessons())})


def opened(shell: Shell, *words: str) -> str:
    ended = shell.run("class", "open", "--mentor", "Cô Hoa", "--track", "lam-quen-voi-ai", "--place", "Thôn 3", *words)
    found = re.search(r"^Code: (\w{6})$", ended.out, re.MULTILINE)
    assert found is not None, ended
    return found[1]


def table(shell: Shell, *lines: str, name: str = "to.csv", encoding: str = "utf-8") -> str:
    (shell.folder / name).write_bytes("\n".join(lines).encode(encoding))
    return name


def test_people_of_a_table_are_put_on_the_list_and_it_is_written(shell: Shell) -> None:
    code = opened(shell)
    file = table(shell, "DANH SÁCH LỚP", "STT,Họ và tên,Xóm", "1,Cụ Tư,3", "2,,3", "3,=Sáu,4", encoding="utf-16")
    ended = shell.run("class", "roster", code, "--import", file, "--out", "lop.csv")
    assert (ended.code, ended.err) == (0, ""), ended
    assert "Columns that are not read: Xóm." in ended.out
    assert "1  Cụ Tư\n2  =Sáu\nAdded 2 people; 0 were on the list already." in ended.out
    rows = (shell.folder / "lop.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows == ["number,name,has_phone,lessons_done", "1,Cụ Tư,no,", "2,'=Sáu,no,"]
    again = shell.run("class", "roster", code.upper(), "--import", file)
    assert "Added 0 people; 2 were on the list already." in again.out
    for words, said in ((("--out", "lop.pdf"), "Cụ Tư"), (("--attendance", "--out", "to.pdf"), "DANH SÁCH ĐIỂM DANH")):
        assert shell.run("class", "roster", code, *words).code == 0
        (page,) = read_pages((shell.folder / words[-1]).read_bytes())
        assert said.lower() in page.words.lower()


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        (("STT,Họ và tên", "1,0912345678", "2,Cụ Tư", "3,Th¸i"), 3, "to.csv:2: Họ và tên: '0912345678' is no name"),
        (("STT,Họ và tên", "1,Th¸i Nguyªn"), 3, "letters were lost"),
        (("STT,Họ và tên", "1,"), 3, "names nobody"),
        (("STT,Số", "1,2"), 3, "mean the same"),
        (("STT,Xóm", "1,2"), 3, "No row among the first"),
        (("STT,Họ và tên", *(f"{n},Người {'abcdefghij'[n % 10]}" for n in range(2_001))), 3, "takes 2000 at most"),
    ],
)
def test_a_table_with_faults_adds_nobody_and_tells_them(
    shell: Shell, lines: tuple[str, ...], code: int, said: str
) -> None:
    made = opened(shell)
    ended = shell.run("class", "roster", made, "--import", table(shell, *lines))
    assert (ended.code, said in ended.err) == (code, True), ended
    assert shell.run("class", "roster", made, "--out", "lop.csv").code == 0
    assert len((shell.folder / "lop.csv").read_text(encoding="utf-8-sig").splitlines()) == 1


def test_what_cannot_be_done_is_told(shell: Shell) -> None:
    code = opened(shell)
    for words, exit_code, said in (
        ((code,), 2, "Say where the list is written"),
        ((code, "--out", "x.txt"), 2, "ends with .pdf or .csv"),
        (("kkkkkk", "--out", "x.csv"), 1, "There is no class with the code"),
        (("x", "--out", "x.csv"), 1, "There is no class with the code"),
    ):
        ended = shell.run("class", "roster", *words)
        assert (ended.code, said in " ".join(ended.err.split())) == (exit_code, True), ended
    assert shell.run("class", "close", code).code == 0
    ended = shell.run("class", "roster", code, "--import", table(shell, "STT,Họ và tên", "1,Cụ Tư"))
    assert (ended.code, "is closed" in ended.err) == (3, True), ended
    refused = shell.run("class", "open", "--mentor", "99", "--track", "lam-quen-voi-ai", "--place", "Thôn 3")
    assert (refused.code, "no member of the staff with the number 99" in refused.err) == (1, True), refused
    for nothing in (code, "x"):
        ended = shell.run("class", "approve", nothing)
        assert (ended.code, "waits" in ended.err) == (1, True), ended


async def test_a_number_names_a_mentor_and_a_code_a_place(shell: Shell, own_file: Path) -> None:
    shell = replace(shell, settings={"BANHOC_DATABASE_URL": sqlite_url(own_file)})
    places = table(shell, "mã,tên,thuộc", "19,Tỉnh Thái Nguyên,", "05443,Xã Tân Cương,19", name="noi.csv")
    store = await open_store(sqlite_url(own_file))
    async with village(store) as people:
        hoa = await people.appoints("hoa", "Cô Hoa")
    assert (await asyncio.to_thread(shell.run, "place", "import", places)).code == 0
    words = ("--mentor", str(hoa), "--track", "lam-quen-voi-ai", "--place", "05443")
    ended = await asyncio.to_thread(shell.run, "class", "open", *words)
    assert ended.code == 0, ended
    (made,) = [each.classroom for each in await store.read(all_classes)]
    assert (made.mentor, made.place, made.place_code) == ("Cô Hoa", "Xã Tân Cương", PlaceCode("05443"))
    assert await store.read(lambda connection: rosters.led_by(connection, [hoa])) == {hoa: (made.code,)}
    await store.close()


async def test_a_request_is_approved_by_a_command(shell: Shell, own_file: Path) -> None:
    shell = replace(shell, settings={"BANHOC_DATABASE_URL": sqlite_url(own_file)})
    store = await open_store(sqlite_url(own_file))
    async with village(store) as people:
        nam = await people.comes("nam")
        made = await open_classroom(store, World.system(), replace(WANTED, is_approved=False, opened_by=nam))
        assert "  waits  " in (await asyncio.to_thread(shell.run, "class", "list")).out
        ended = await asyncio.to_thread(shell.run, "class", "approve", made.code)
        assert (ended.code, "Class 1 is open to everybody." in ended.out) == (0, True), ended
        await people.inbox.settle()
        assert "đã được duyệt" in await people.hears("nam")
    assert nam in await store.read(lambda connection: staff.people(connection, [nam]))
    await store.close()


async def test_a_class_is_given_to_a_mentor_by_a_command(shell: Shell, own_file: Path) -> None:
    shell = replace(shell, settings={"BANHOC_DATABASE_URL": sqlite_url(own_file)})
    store = await open_store(sqlite_url(own_file))
    async with village(store) as people:
        hoa, nam = await people.appoints("hoa", "Chị Ba"), await people.comes("nam")
        made = await open_classroom(store, World.system(), WANTED)
        for who, code in ((str(nam), made.code), ("99", made.code), (str(hoa), "x"), (str(hoa), "bcdfgh")):
            refused = await asyncio.to_thread(shell.run, "class", "lead", code, "--mentor", who)
            assert (refused.code, "There is no open class" in refused.err) == (1, True), refused
        ended = await asyncio.to_thread(shell.run, "class", "lead", made.code, "--mentor", str(hoa))
        assert (ended.code, "leads class 1" in ended.out) == (0, True), ended
        await people.inbox.settle()
        assert "Chiều thứ Bảy" in await people.hears("hoa")
    (kept,) = [each.classroom for each in await store.read(all_classes)]
    assert kept.mentor == "Chị Ba"
    assert await store.read(lambda connection: rosters.led_by(connection, [hoa])) == {hoa: (made.code,)}
    await store.close()
