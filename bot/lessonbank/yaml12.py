"""Reads YAML 1.2 (core schema) with the place of every value, and refuses what a lesson never needs.

PyYAML alone reads YAML 1.1: `no` is False, `10:30` is 630, a date becomes an object, the second of two equal keys wins
in silence, and a few hundred bytes of aliases grow into gigabytes. Here plain scalars follow YAML 1.2, dates stay
text, and aliases, anchors, tags, equal keys, deep nesting and large files are faults.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from bot.lessonbank.faults import Path

BYTES = 1_000_000
DEPTH = 20

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_CONSTANTS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_LONGEST_NUMBER = 30
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Controls, the line separators of YAML 1.1 which are none in 1.2, and a byte order mark inside the text."""


class YamlFault(ValueError):
    """The file is not YAML that this program reads; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Position:
    """Where a value stands, from 1; `text_line` is the line on which a text's own first line stands."""

    line: int
    column: int
    text_line: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file's value, as plain Python, and where each part of it stands; a mapping's entry stands at its key.

    Of a key that stands twice the first counts, and `repeated` says where it stands again.
    """

    value: object
    positions: Mapping[Path, Position]
    repeated: tuple[tuple[Path, Position], ...] = ()

    def position(self, path: Path) -> Position:
        """Where that part stands, or the nearest part around it that exists."""
        while path not in self.positions and path:
            path = path[:-1]
        return self.positions.get(path, Position(1, 1, 1))


def read(source: bytes) -> Document:
    """Reads one document.

    Args:
        source: the file's bytes, in UTF-8.

    Returns:
        The document, its texts in NFC; columns count NFC's characters.

    Raises:
        YamlFault: the first thing that cannot be read, and where.
    """
    if len(source) > BYTES:
        raise YamlFault(f"the file is larger than {BYTES // 1_000_000} MB; split it")
    text = _decoded(source)
    try:
        return _Reader(yaml.parse(text, Loader=yaml.CSafeLoader)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        problem = error.problem or error.context or ""
        raise YamlFault(f"this is not YAML: {problem}{_ADVICE.get(problem, '')}", line, column) from error


_ADVICE: Mapping[str, str] = {
    "did not find expected key": "; a text that begins with { or with a quote needs quotes around all of it",
    "mapping values are not allowed in this context": "; a text with a colon and a blank in it needs quotes",
    "found character that cannot start any token": "; indent by blanks, and put quotes around a text that begins so",
    "found a tab character that violates indentation": "; indent by blanks",
    "could not find expected ':'": "; a text of several lines stands after `|-`, two blanks further in",
}
"""What to do, for what authors most often run into, by the parser's words."""


def _decoded(source: bytes) -> str:
    try:
        text = unicodedata.normalize("NFC", source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8-sig")
        raise YamlFault("the file is not UTF-8 text; save it as UTF-8", *_end(before)) from error
    unseen = _UNSEEN.search(text.replace("\r\n", " \n"))
    if unseen is not None:
        message = f"the character U+{ord(unseen[0]):04X} cannot be seen; take it out"
        raise YamlFault(message, *_end(text[: unseen.start()]))
    return text


def _end(text: str) -> tuple[int, int]:
    """The line and the column after the text, from 1."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


@dataclass
class _Reader:
    events: Iterator[yaml.Event]
    positions: dict[Path, Position] = field(default_factory=dict)
    repeated: list[tuple[Path, Position]] = field(default_factory=list)

    def document(self) -> Document:
        value: object = None
        is_read = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if is_read:
                    raise _fault("a file holds one document; take out the second '---'", event)
                value = self._value(next(self.events), ())
                is_read = True
        if value is None:
            raise YamlFault("the file is empty")
        return Document(value, self.positions, tuple(self.repeated))

    def _value(self, event: yaml.Event, path: Path) -> object:
        if len(path) > DEPTH:
            raise _fault(f"nested deeper than {DEPTH} levels", event)
        _refuse_references(event)
        self.positions.setdefault(path, _position(event))
        match event:
            case yaml.ScalarEvent():
                is_plain = event.implicit[0]
                self.positions[path] = _with_text(self.positions[path], event)
                if _UNSEEN.search(event.value):
                    raise _fault("a character that cannot be seen is written here; take it out", event)
                return _scalar(event.value) if is_plain else event.value
            case yaml.SequenceStartEvent():
                return self._list(path)
            case yaml.MappingStartEvent():
                return self._mapping(path)
            case _:
                raise _fault("unexpected here", event)

    def _list(self, path: Path) -> list[object]:
        values: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            _refuse_references(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _fault("a key must be a single word or text", event)
            place: Path = (*path, event.value)
            if event.value in values:
                self.repeated.append((place, _position(event)))
                self._value(next(self.events), (*place, "again"))
                continue
            self.positions[place] = _position(event)
            values[event.value] = self._value(next(self.events), place)
        return values


def _refuse_references(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _fault("anchors (&) and aliases (*) are not taken; write the text out, or put it into quotes", event)
    if getattr(event, "tag", None):
        raise _fault("tags (!) are not taken; put the text into quotes", event)


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column, from 1; the parser gives every event a mark."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _position(event: yaml.Event) -> Position:
    line, column = _place(event)
    return Position(line, column, line)


def _with_text(position: Position, event: yaml.ScalarEvent) -> Position:
    """The text of a block (`|`, `>`) begins on the line after its mark."""
    line, _ = _place(event)
    return Position(position.line, position.column, line + 1 if event.style in {"|", ">"} else line)


def _fault(message: str, event: yaml.Event) -> YamlFault:
    return YamlFault(message, *_place(event))


_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (_INTEGER, int),
    (_OCTAL, lambda text: int(text, 0)),
    (_HEXADECIMAL, lambda text: int(text, 0)),
    (_FLOAT, float),
)


def _scalar(text: str) -> object:
    """A plain scalar by YAML 1.2's core schema, but for infinity and the like, which stay text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) <= _LONGEST_NUMBER:
        for pattern, read_number in _NUMBERS:
            if pattern.fullmatch(text):
                return read_number(text)
    return text
