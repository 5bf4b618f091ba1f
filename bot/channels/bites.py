"""Breaks a text into bubbles of few words, at the ends of sentences, for whoever reads large letters."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.model.text import Block, Code, Items, Paragraph, Plain, Quote, Span, Text, plain

MOST_WORDS = 25
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?=\s)|(?<=[.!?…][”\"])(?=\s)|(?=\n)")

_EXPLAINED = " (câu mình nhờ AI)"
_PLAIN_WORDS = {_EXPLAINED: "", "câu lệnh": "câu nhờ AI", "Câu lệnh": "Câu nhờ AI"}
"""Lessons explain their term at first use; who reads large letters needs no term at all."""

Unit = tuple[Block, ...]


def bites(text: Text, most_words: int = MOST_WORDS) -> tuple[Text, ...]:
    """The same text in pieces of at most so many words each, and without terms that can be said in plain words.

    A sentence, an entry of a list, a quote or a block to be copied is never broken: one that is longer stands alone.

    Returns:
        The pieces in order; none is empty.
    """
    pieces: list[Text] = []
    room = 0
    for block in map(_in_plain_words, text):
        starts_block = True
        for unit in _units(block):
            size = sum(word != "-" for word in plain((unit,)).split())
            if pieces and size <= room:
                pieces[-1] = (*pieces[-1], unit) if starts_block else (*pieces[-1][:-1], _joined(pieces[-1][-1], unit))
                room -= size
            else:
                pieces.append((unit,))
                room = most_words - size
            starts_block = False
    return tuple(pieces)


def _in_plain_words(block: Block) -> Block:
    match block:
        case Paragraph(spans) | Quote(spans):
            return replace(block, spans=tuple(map(_said_plainly, spans)))
        case Items(entries):
            return replace(block, entries=tuple(tuple(map(_said_plainly, spans)) for spans in entries))
        case _:
            return block


def _said_plainly(span: Span) -> Span:
    if isinstance(span, Code):
        return span
    text = span.text
    for term, words in _PLAIN_WORDS.items():
        text = text.replace(term, words)
    return replace(span, text=text)


def _units(block: Block) -> Iterator[Block]:
    """What may stand in a bubble of its own."""
    match block:
        case Paragraph(spans):
            for sentence in _sentences(spans):
                yield Paragraph(sentence)
        case Items(entries, is_numbered) if not is_numbered:
            for entry in entries:
                yield Items((entry,))
        case _:
            yield block


def _joined(block: Block, more: Block) -> Block:
    """Two units of one block, in one again."""
    match block, more:
        case Paragraph(spans), Paragraph(others):
            return Paragraph(spans + others)
        case Items(entries), Items(others):
            return Items(entries + others)
        case _:
            raise AssertionError("only paragraphs and lists come in several units")


def _sentences(spans: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    sentence: list[Span] = []
    for span in spans:
        parts = _SENTENCE_END.split(span.text) if isinstance(span, Plain) else [span.text]
        if len(parts) == 1:
            sentence.append(span)
            continue
        for number, part in enumerate(parts):
            if number and sentence:
                yield tuple(sentence)
                sentence = []
            if part:
                sentence.append(Plain(part))
    if sentence:
        yield tuple(sentence)
