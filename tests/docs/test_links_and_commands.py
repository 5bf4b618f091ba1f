"""What a page tells one to type exists, and what it links to is there."""

import re

import click

from bot.cli import main
from tests.docs.pages import ROOT, pages

TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
CODE = re.compile(r"`([^`\n]+)`|^ {4}(\S.*)$", re.MULTILINE)


def typed(word: str) -> list[tuple[str, list[str]]]:
    """Each line of code on our pages that begins with `word`: the page's name, and the words after it."""
    found = []
    for page in pages():
        for match in CODE.finditer(page.read_text(encoding="utf-8")):
            line = (match[1] or match[2]).split("#")[0]
            called = re.match(rf"(?:uv run (?:--[a-z-]+ |test )*)?{word} ([^|]+)", line)
            if called:
                found.append((page.name, called[1].split()))
    return found


def test_make_targets_exist() -> None:
    calls = typed("make")
    assert calls
    assert {words[0] for _, words in calls} >= {"run", "test", "check"}
    for page, words in calls:
        assert words[0] in TARGETS, f"{page}: make {words[0]}"


def test_commands_exist() -> None:
    calls = typed("banhoc")
    assert calls
    for page, words in calls:
        command: click.Command | None = main
        for word in words:
            if not isinstance(command, click.Group) or word.startswith("-"):
                break
            command = command.get_command(click.Context(command), word)
            assert command is not None, f"{page}: banhoc {' '.join(words)}"


def test_links_lead_somewhere() -> None:
    checked = 0
    for page in pages():
        for target in re.findall(r"\]\((?!https?://|tel:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
            checked += 1
    assert checked
