"""Every event, effect, word and command is documented, and nothing is that does not exist."""

import re
from typing import get_args

import click
import pytest

from bot.cli import main
from bot.model.effects import Effect
from bot.model.events import Event
from bot.tutor.route import SLASH
from tests.docs.pages import REFERENCE, first_column, section


def documented(title: str) -> tuple[str, ...]:
    names = first_column(section(REFERENCE.read_text(encoding="utf-8"), title))
    assert names
    return names


def commands(group: click.Command, path: str = "banhoc") -> dict[str, click.Command]:
    """Every command that can be called, by the words that call it."""
    if not isinstance(group, click.Group):
        return {path: group}
    context = click.Context(group)
    found: dict[str, click.Command] = {}
    for name in group.list_commands(context):
        member = group.get_command(context, name)
        assert member is not None, f"{path} {name} is listed but not there"
        found |= commands(member, f"{path} {name}")
    return found


@pytest.mark.parametrize(("title", "union"), [("Events", Event), ("Effects", Effect)])
def test_the_members_of_a_union_are_documented(title: str, union: object) -> None:
    members = [member.__name__ for member in get_args(union)]
    assert members
    assert list(documented(title)) == members


def test_the_words_are_documented() -> None:
    words = [word for cell in documented("Words that a learner") for word in re.findall(r"^/(\w+)", cell)]
    assert sorted(words) == sorted(SLASH)


def test_the_commands_are_documented() -> None:
    written = documented("Commands")
    found = commands(main)
    assert found
    names = {re.split(r" \[| [A-Z]| --", line)[0]: line for line in written}
    assert sorted(names) == sorted(found)


def test_the_options_are_documented() -> None:
    found = commands(main)
    checked = 0
    for line in documented("Commands"):
        command = found[re.split(r" \[| [A-Z]| --", line)[0]]
        options = {parameter.opts[0] for parameter in command.params if isinstance(parameter, click.Option)}
        # What reads has --json: the page says so once, for all; the chat's is told where it is.
        assert set(re.findall(r"--[a-z-]+", line)) | {"--json"} == options | {"--json"}, line
        checked += len(options)
    assert checked
