"""One file of a bank, read and held against its schema; every fault knows where it stands."""

import json
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.lessonbank.faults import Fault, Path, written
from bot.lessonbank.schema import PATTERNS
from bot.lessonbank.yaml12 import BYTES, Document, YamlFault, read

T = TypeVar("T", bound=BaseModel)

_SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is no field here; look for a slip of the pen, or for blanks too many before it",
    "string_type": "must be text; put it into quotes",
    "string_too_short": "must not be empty",
    "string_too_long": "takes at most {max_length} characters",
    "string_pattern_mismatch": "{wanted}",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than_equal": "must be {le:g} or less",
    "list_type": "must be a list, each entry on a line of its own after '- '",
    "too_short": "takes at least {min_length}",
    "too_long": "takes at most {max_length}",
    "dict_type": "must have fields of its own",
    "model_type": "must have fields of its own",
    "model_attributes_type": "must have fields of its own",
    "enum": "take one of {expected}",
    "literal_error": "take one of {expected}",
    "union_tag_invalid": "there is no such {discriminator} as '{tag}'; take one of {expected_tags}",
    "union_tag_not_found": "{discriminator} is missing: it says what is to come",
}
"""By pydantic's type of fault; the others keep pydantic's own words. What stands in braces is pydantic's context."""


@dataclass
class BankFile(Generic[T]):
    """A file: its content where it fits the schema, and what is wrong with it."""

    name: str
    content: T | None = None
    document: Document = field(default_factory=lambda: Document(None, {}))
    faults: list[Fault] = field(default_factory=list)

    def blame(self, path: Path, message: str, line: int = 0, *, is_fatal: bool = True) -> None:
        """Notes a fault at a part of the file; `line` counts from 0 within a text, the part's first line."""
        at = self.document.position(path)
        is_text_line = line > 0
        column = 1 if is_text_line else at.column
        self.faults.append(
            Fault(self.name, at.text_line + line if is_text_line else at.line, column, written(path), message, is_fatal)
        )


def read_file(directory: FilePath, path: FilePath, model: type[T]) -> BankFile[T]:
    """Reads one file.

    Args:
        directory: the bank, from which faults name the file.
        path: the file.
        model: what it must look like.
    """
    file: BankFile[T] = BankFile(path.relative_to(directory).as_posix())
    try:
        with path.open("rb") as opened:
            file.document = read(opened.read(BYTES + 1))
        for key, at in file.document.repeated:
            file.faults.append(Fault(file.name, at.line, at.column, written(key), "this key stands here twice"))
        # By way of JSON, where a strict reading still takes a text for a day or one of a set of words.
        file.content = model.model_validate_json(json.dumps(file.document.value))
    except OSError as error:
        file.faults.append(Fault(file.name, 1, 1, "", f"the file cannot be read: {error.strerror}"))
    except YamlFault as fault:
        file.faults.append(Fault(file.name, fault.line, fault.column, "", str(fault)))
    except ValidationError as error:
        for each in error.errors(include_url=False):
            _blame_schema(file, each)
    return file


def _blame_schema(file: BankFile[T], error: ErrorDetails) -> None:
    context = dict(error.get("ctx", {}))
    if "pattern" in context:
        context["wanted"] = PATTERNS.get(context["pattern"], error["msg"])
    sentence = _SENTENCES.get(error["type"])
    message = sentence.format_map(context) if sentence is not None else error["msg"][:1].lower() + error["msg"][1:]
    line = context.get("text_line", 0)
    file.blame(_path(error["loc"]), message, line if isinstance(line, int) else 0)


def _path(place: Path) -> Path:
    """Pydantic's place without what is in no file: the kind of a step, the type of a check, the mark of a key."""
    match place:
        case ("steps", int(position), "check", _, *rest) | ("steps", int(position), _, *rest):
            place = ("steps", position, *rest)
    return tuple(part for part in place if part != "[key]")
