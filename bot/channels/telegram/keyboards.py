"""Inline keyboards that fit a phone, and the lines above them that say what does not fit on a button."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.channels.telegram.render import clean, is_blank, units
from bot.model.message import Choice, Message
from bot.model.text import Paragraph, Plain, Preformatted, Span, Strong, Text
from bot.tutor.choices import marks
from bot.tutor.screens import TICK

WIDEST_LABEL = 30
"""Narrow characters that a phone shows on a button as wide as the message; it cuts the rest off."""
WIDEST_WAY = 44
"""The same of a way to go on: its first words say enough where the phone cuts the rest, and more than a mark."""
WIDEST_HALF = 13
"""The same on one of two buttons in a row."""
MOST_IN_ROW = 8
"""Buttons. Reported, not documented: more are refused or too narrow to be hit."""
MOST_BUTTONS = 100
"""Reported, not documented."""
LONGEST_COPY = 256
"""Of what a button copies. Source: Telegram Bot API, CopyTextButton."""
LONGEST_LINES_UTF16 = 1_500
"""Of labels written out above the buttons; labels in such numbers stay on buttons, cut by the phone."""

Button = Mapping[str, object]
Row = list[Button]


def keyboard(message: Message, copy_label: str) -> Mapping[str, object] | None:
    """The keyboard below a message, as JSON; None where there is nothing to press.

    One answer a row; ways to go on may share a row where both are short. What is too long for a button is a mark on
    it, and stands in full in `written_out`.

    Args:
        message: what is said and may be chosen.
        copy_label: what stands on the button that copies a prompt, where the message holds one that it can copy.
    """
    rows: list[Row] = []
    prompt = _prompt(message.text)
    if prompt is not None:
        rows.append([{"text": copy_label, "copy_text": {"text": prompt}}])
    room = MOST_BUTTONS - len(rows)
    rows += _rows(message.choices[:room])
    return {"inline_keyboard": rows} if rows else None


def written_out(choices: Sequence[Choice]) -> Text:
    """The full words of choices whose buttons show a mark alone; empty where each label fits."""
    marked = _marked(choices)
    if not any(marked):
        return ()
    spans: list[Span] = []
    for choice, mark in zip(choices, marked, strict=True):
        if mark is not None:
            spans += [Strong(f"{mark}."), Plain(f" {_label(choice)}\n")]
    return (Paragraph((*spans[:-1], Plain(spans[-1].text.rstrip("\n")))),)


@lru_cache(maxsize=4_096)
def columns(label: str) -> int:
    """How many narrow characters wide a label is: an emoji counts for two, a mark on a letter for none."""
    return sum(
        0
        if unicodedata.category(char) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(char) in {"W", "F"}
        else 1
        for char in label
    )


def _prompt(text: Text) -> str | None:
    """The one block that is there to be copied; with several, nobody could tell which a button means."""
    blocks = [block.text for block in text if isinstance(block, Preformatted)]
    if len(blocks) != 1 or is_blank(blocks[0]):
        return None
    prompt = clean(blocks[0])
    return prompt if units(prompt) <= LONGEST_COPY else None


def _rows(choices: Sequence[Choice]) -> Iterator[Row]:
    row: Row = []
    last: tuple[bool, bool] | None = None
    for choice, mark in zip(choices, _marked(choices), strict=True):
        label = mark or _label(choice)
        # Marks stand beside marks, short ways beside short ways, and an answer of its own words alone.
        kind = (mark is not None, choice.is_answer)
        is_short = mark is not None or (not choice.is_answer and columns(label) <= WIDEST_HALF)
        most = MOST_IN_ROW if mark is not None else 2
        if not (row and is_short and last == kind and len(row) < most):
            if row:
                yield row
            row = []
        row.append({"text": label, "callback_data": choice.id})
        last = kind if is_short else None
    if row:
        yield row


def _marked(choices: Sequence[Choice]) -> tuple[str | None, ...]:
    """The marks of those choices that are shown by one: all answers where one is too long, and each way that is."""
    is_long = [_is_long(choice.label, is_answer=choice.is_answer) for choice in choices]
    if not any(is_long):
        return (None,) * len(choices)
    has_long_answer = any(long for choice, long in zip(choices, is_long, strict=True) if choice.is_answer)
    found = tuple(
        mark if (has_long_answer if choice.is_answer else long) else None
        for choice, mark, long in zip(choices, marks(choices), is_long, strict=True)
    )
    length = sum(units(_label(choice)) for choice, mark in zip(choices, found, strict=True) if mark)
    return found if length <= LONGEST_LINES_UTF16 else (None,) * len(choices)


@lru_cache(maxsize=4_096)
def _is_long(label: str, *, is_answer: bool) -> bool:
    """Whether it is too long for a button; a tick does not count, so that buttons stay as they are when one is pressed.

    Where the phone cuts the tick off, the text above still says what was picked.
    """
    return columns(_shown_label(label.removesuffix(TICK))) > (WIDEST_LABEL if is_answer else WIDEST_WAY)


def _label(choice: Choice) -> str:
    return _shown_label(choice.label)


@lru_cache(maxsize=4_096)
def _shown_label(label: str) -> str:
    """On one line, and never empty: Telegram refuses a whole message for an empty button.

    Labels come from phrases and lessons: few, and shown again and again.
    """
    label = " ".join(clean(label).split())
    return "…" if is_blank(label) else label
