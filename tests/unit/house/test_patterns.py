"""Patterns mean the same to each Python that the program runs on."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bot

_POSSESSIVE = re.compile(r"\)(?:[*+?]|\{+[^{}]*(?:\{[^{}]*\}[^{}]*)*\}+)\+")


def strings() -> Iterator[tuple[Path, str]]:
    """The literal strings of the program, those of one literal together, with what is put in as `{…}`."""
    for file in sorted(Path(bot.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield file, "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield file, node.value


def test_no_group_is_repeated_possessively() -> None:
    """Up to Python 3.11.2, that of Debian 12, such a repetition loses its place: `4(?:[.][0-9]+){0,4}+` eats `4.`."""
    found = [f"{file.name}: {text}" for file, text in strings() if _POSSESSIVE.search(text)]
    assert not found


def test_the_check_can_fail() -> None:
    assert _POSSESSIVE.search(r"(?:[.][0-9]){0,4}+")
    assert _POSSESSIVE.search(r"(?:ab)*+")
    assert _POSSESSIVE.search("(?:[.][0-9]){…,…}+")
    assert not _POSSESSIVE.search(r"(?>(?:[.][0-9]){0,4}) [a-z]{1,3}+ (?:a)+")
