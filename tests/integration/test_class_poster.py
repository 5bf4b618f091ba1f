"""`banhoc class poster`: a file to print, and a sentence where there can be none."""

import asyncio
import re
from pathlib import Path

import pytest

from bot.service.world import World
from tests.fakes.bot_api.server import TOKEN, bot_api
from tests.integration.cli import TEACHING, Shell
from tests.pdf import Page, read_pages

WORDS = ("--mentor", "Cô Hoa", "--track", "lam-quen-voi-ai", "--place", "Nhà văn hoá thôn 3", "--title", "#Chiều $Bảy$")
SITE = "https://hoc.example.vn"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty folder."""
    return Shell(tmp_path, {**TEACHING, "BANHOC_PUBLIC_URL": SITE})


def opened(shell: Shell) -> str:
    """The code of a class that was just opened."""
    ended = shell.run("class", "open", *WORDS)
    found = re.search(r"^Code: (\w{6})$", ended.out, re.MULTILINE)
    assert found is not None, ended
    assert f"`banhoc class poster {found[1]} --out poster.pdf` makes its poster" in ended.out
    return found[1]


def written(shell: Shell, *words: str) -> Page:
    """The page of the poster that a command writes."""
    out = shell.folder / "to.pdf"
    ended = shell.run("class", "poster", *words, "--out", "to.pdf")
    assert (ended.code, "Wrote to.pdf." in ended.out) == (0, True), ended.err
    (page,) = read_pages(out.read_bytes())
    return page


def test_it_is_written_in_both_sizes_and_leads_to_the_class(shell: Shell) -> None:
    code = opened(shell)
    large, small = written(shell, code.upper()), written(shell, code, "--size", "a5")
    assert (large.size, small.size) == ((210, 297), (148, 210))
    assert large.codes == small.codes == (f"{SITE}/j/{code}",)
    assert "CHỜ DUYỆT" not in large.words + small.words
    for said in ("#Chiều $Bảy$", "Cô Hoa", TEACHING["BANHOC_OPERATOR_NAME"], TEACHING["BANHOC_OPERATOR_CONTACT"]):
        assert said in large.words
    assert "Telegram" not in large.words


async def test_a_bot_is_named_behind_the_web_and_its_page_where_telegram_is_away(tmp_path: Path) -> None:
    settings = {**TEACHING, "BANHOC_PUBLIC_URL": SITE, "BANHOC_TELEGRAM_TOKEN": TOKEN}
    async with bot_api(World.system()) as api:
        shell = Shell(tmp_path, {**settings, "BANHOC_TELEGRAM_API_URL": api.url})
        code = await asyncio.to_thread(opened, shell)
        page = await asyncio.to_thread(written, shell, code)
        assert f"Telegram: t.me/{api.bot.username}?start={code}" in page.words
    ended = shell.run("class", "poster", code, "--out", "away.pdf")
    assert (ended.code, "The poster names the page /kenh" in ended.err) == (0, True), ended
    (page,) = read_pages((tmp_path / "away.pdf").read_bytes())
    assert "Telegram: hoc.example.vn/kenh" in page.words


def test_a_closed_class_has_none_and_an_unknown_code_is_told(shell: Shell) -> None:
    code = opened(shell)
    assert shell.run("class", "close", code).code == 0
    refused = shell.run("class", "poster", code, "--out", "to.pdf")
    assert (refused.code, "Class 1 is closed: nobody joins it any more" in refused.err) == (1, True), refused
    for unknown in ("kkkkkk", "x"):
        refused = shell.run("class", "poster", unknown, "--out", "to.pdf")
        assert (refused.code, "There is no class with the code" in refused.err) == (1, True), refused
    assert not (shell.folder / "to.pdf").exists()


def test_without_an_address_or_a_name_to_answer_for_it_nothing_is_written(tmp_path: Path) -> None:
    for settings, said in ((TEACHING, "BANHOC_PUBLIC_URL is not set"), ({}, "BANHOC_OPERATOR_NAME: is required")):
        refused = Shell(tmp_path, settings).run("class", "poster", "kkkkkk", "--out", "to.pdf")
        assert (refused.code, said in refused.err) == (4, True), refused
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_told(shell: Shell) -> None:
    code = opened(shell)
    refused = shell.run("class", "poster", code, "--out", "nowhere/to.pdf")
    assert (refused.code, "nowhere/to.pdf: No such file or directory." in refused.err) == (1, True), refused
