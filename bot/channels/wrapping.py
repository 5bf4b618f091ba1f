"""Breaks lines between words: a terminal by itself breaks them in the middle of one."""

import unicodedata

import click


def wrap(text: str, columns: int | None, *, first: str = "", rest: str = "") -> str:
    """Breaks the lines of a text that are too long for the screen.

    Args:
        text: may be styled; its own line breaks stay.
        columns: how many the screen has, or None where nothing has to be broken.
        first: stands before the first line.
        rest: stands before every other line, and is as wide as `first`.

    Returns:
        The lines; a single word that is too long has one to itself.
    """
    lines = []
    for line in text.split("\n"):
        begun, *words = line.split(" ")
        for word in words:
            longer = f"{begun} {word}"
            if columns is None or columns_of(rest + longer) <= columns:
                begun = longer
            else:
                lines.append(begun)
                begun = word
        lines.append(begun)
    return "\n".join((rest if number else first) + line for number, line in enumerate(lines))


def columns_of(text: str) -> int:
    """How many columns a text takes: an emoji takes two, a mark on the letter before it none, and a style none."""
    return sum(_columns(character) for character in click.unstyle(text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
