"""The terminal: how a message looks there, and what a line means; no buttons, on purpose.

A typed number, letter or word is a text like any other: the core knows which choice it means.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

import click

from bot.channels.base import Capabilities, Markup, Photos
from bot.channels.wrapping import wrap
from bot.model.events import ChoicePressed, Event, TextReceived
from bot.model.ids import ChoiceId
from bot.model.message import Choice, Message
from bot.model.text import (
    Block,
    Call,
    Code,
    Emphasis,
    Items,
    Link,
    Paragraph,
    Plain,
    Preformatted,
    Quote,
    Span,
    Strong,
    map_strings,
    plain,
)
from bot.tutor.choices import marks

CHANNEL = "terminal"
CAPABILITIES = Capabilities(
    has_buttons=False,
    may_edit=False,
    max_text_utf16=None,
    markup=Markup.TERMINAL,
    takes_start_payload=False,
    photos=Photos.NONE,
    may_write_first=False,
    monthly_messages=None,
    is_pull=True,
)

_RULE = "─" * 40
_COMMANDS_OF_TERMINALS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
"""The control characters C0 and C1 but line break and tab: they could move the cursor or repaint the screen."""


def render(message: Message, *, colour: bool, columns: int | None = None) -> str:
    """A message as a terminal shows it.

    Args:
        message: what to show.
        colour: whether the terminal takes styles.
        columns: how wide it is; None where it is none, and lines need no breaking.

    Returns:
        Its lines, without a line break at the end; choices stand below the text, one a line, with their marks.
    """
    parts = [_block(block, columns, colour=colour) for block in map_strings(message.text, _harmless)]
    if message.image is not None:
        parts.insert(0, wrap(f"[{_harmless(message.image.text_twin)}]", columns))
    if message.choices:
        pairs = zip(marks(message.choices), message.choices, strict=True)
        parts.append("\n".join(_choice(mark, choice, columns, colour=colour) for mark, choice in pairs))
    return "\n\n".join(parts)


def _choice(mark: str, choice: Choice, columns: int | None, *, colour: bool) -> str:
    shown = click.style(f"{mark}.", bold=True) if colour else f"{mark}."
    return wrap(_harmless(choice.label), columns, first=f"{shown} ", rest=" " * len(f"{mark}. "))


def _harmless(text: str) -> str:
    return text.translate(_COMMANDS_OF_TERMINALS)


def _block(block: Block, columns: int | None, *, colour: bool) -> str:
    match block:
        case Paragraph(spans):
            return wrap(_line(spans, colour=colour), columns)
        case Items(entries, is_numbered):
            bullets = [f"  {n}) " if is_numbered else "  • " for n in range(1, len(entries) + 1)]
            return "\n".join(
                wrap(_line(entry, colour=colour), columns, first=bullet, rest=" " * len(bullet))
                for bullet, entry in zip(bullets, entries, strict=True)
            )
        case Quote(spans):
            return wrap(_line(spans, colour=colour), columns, first="│ ", rest="│ ")
        case Preformatted(text):  # is there to be copied: a line break of ours would be copied, too
            return f"{_RULE}\n{text}\n{_RULE}"
        case _:
            assert_never(block)


def _line(spans: tuple[Span, ...], *, colour: bool) -> str:
    return "".join(_span(span, colour=colour) for span in spans)


def _span(span: Span, *, colour: bool) -> str:
    match span:
        case Plain(text):
            return text
        case Strong(text) | Call(text):
            return click.style(text, bold=True) if colour else text
        case Emphasis(text):
            return click.style(text, italic=True) if colour else text
        case Code(text):
            return click.style(text, fg="cyan") if colour else f"`{text}`"
        case Link(text, url):
            shown = click.style(text, underline=True) if colour else text
            return shown if text == url else f"{shown} ({url})"
        case _:
            assert_never(span)


def to_json(message: Message) -> Mapping[str, object]:
    """A message as the object that scripts read, in plain JSON values."""
    said: dict[str, object] = {
        "from": message.author.value,
        "kind": message.kind.value,
        "text": plain(message.text),
        "choices": [{"id": choice.id, "label": choice.label} for choice in message.choices],
    }
    if message.image is not None:
        said["image"] = message.image.text_twin
    if message.grade is not None:
        levels = {criterion.value: level for criterion, level in message.grade.levels.items()}
        said["grade"] = {"levels": levels, "overall": message.grade.overall}
    return said


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line of a script that was meant as an object and is not understood; `why` is a sentence for its author."""

    why: str


def parse_line(line: bytes, *, is_json: bool) -> Event | Malformed:
    """What a line means, without its line break; any bytes mean something.

    Args:
        line: as it came; what is not UTF-8 in it is replaced.
        is_json: whether a line that begins with `{` is an object, `{"press": id}` or `{"say": text}`; all others are
            texts.

    Returns:
        A choice pressed, or a text; or why an object is neither, so that a slip of a script is nobody's answer.
    """
    text = line.decode(errors="replace")
    if not is_json or not text.lstrip().startswith("{"):
        return TextReceived(text)
    try:
        said: object = json.loads(text)
    except json.JSONDecodeError as error:
        return Malformed(f"This line begins like JSON and is none: {error.msg} at character {error.pos + 1}.")
    except (ValueError, RecursionError):
        return Malformed("This line is JSON that is nested too deeply, or holds too long a number.")
    match said:
        case {"press": str(choice), **others} if not others:
            return ChoicePressed(ChoiceId(_whole(choice)))
        case {"say": str(words), **others} if not others:
            return TextReceived(_whole(words))
        case _:
            return Malformed('An object has to be {"press": ID} or {"say": TEXT}, with nothing else in it.')


def _whole(text: str) -> str:
    """JSON can escape half of a character that takes two UTF-16 units; nothing could store that."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
