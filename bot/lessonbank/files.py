"""One file of a bank, read and held against its schema; every fault knows where it stands."""

import json
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.lessonbank.faults import Fault, Path, written
from bot.lessonbank.yaml12 import Document, YamlFault, read

T = TypeVar("T", bound=BaseModel)

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no field here; look for a slip of the pen",
    "string_type": "must be text; put it into quotes",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "list_type": "must be a list, each entry on a line of its own after '- '",
    "dict_type": "must have fields of its own",
    "model_type": "must have fields of its own",
    "model_attributes_type": "must have fields of its own",
    "string_too_short": "must not be empty",
}
"""Sentences for the commonest faults, by pydantic's type; the others keep pydantic's own words."""


@dataclass
class BankFile(Generic[T]):
    """A file: its content where it fits the schema, and what is wrong with it."""

    name: str
    content: T | None = None
    document: Document = field(default_factory=lambda: Document(None, {}))
    faults: list[Fault] = field(default_factory=list)

    def blame(self, path: Path, message: str, line: int = 0) -> None:
        """Notes a fault at a part of the file; `line` counts from 0 within a text, the part's first line."""
        at = self.document.position(path)
        is_text_line = line > 0
        column = 1 if is_text_line else at.column
        self.faults.append(
            Fault(self.name, at.text_line + line if is_text_line else at.line, column, written(path), message)
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
        file.document = read(path.read_bytes())
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
    path = _path(file.document, error)
    context = error.get("ctx", {})
    message = _WORDS.get(error["type"]) or error["msg"][:1].lower() + error["msg"][1:]
    line = context.get("text_line", 0)
    file.blame(path, message, line if isinstance(line, int) else 0)


def _path(document: Document, error: ErrorDetails) -> Path:
    """Pydantic's place without the union members that it names on the way; a missing field is named under its owner."""
    path: Path = ()
    for part in error["loc"]:
        if (*path, part) in document.positions:
            path = (*path, part)
    return (*path, error["loc"][-1]) if error["type"] == "missing" else path
