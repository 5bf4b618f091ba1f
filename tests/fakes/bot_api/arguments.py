"""The arguments of one call, whichever way they came: JSON, a form, or parts with files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.multipart import MultipartReader

Json = dict[str, object]

MOST_BYTES = 50 * 1024 * 1024
"""A file sent by a bot (Bot API, sending files)."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


class Unreadable(Exception):
    """The body is not what its type says."""


class Arguments:
    """Arguments by name, each read as the type that its method wants."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values

    def get(self, name: str) -> object:
        """As it came; None where it did not."""
        return self.values.get(name)

    def text(self, name: str) -> str | None:
        """A string; a number is taken as its digits."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value
        return str(value) if isinstance(value, int | float) else None

    def integer(self, name: str) -> int | None:
        """A whole number, or its digits."""
        return whole(self.values.get(name))

    def number(self, name: str) -> float | None:
        """A number, or what is written of one."""
        try:
            return float(self.text(name) or "")
        except ValueError:
            return None

    def flag(self, name: str) -> bool:
        """Whether something is wanted; not given is no."""
        return str(self.values.get(name)).lower() in {"true", "1", "yes", "t"}

    def structure(self, name: str) -> object:
        """An object or array, also where a form wrote it as a string of JSON; a string that is none stays one."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value

    def upload(self, name: str) -> Upload | None:
        """The file that came under a name, or under the name that the argument points to."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.values.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload) else None

    def attached(self) -> set[str]:
        """Names of files that other arguments point to."""
        pointers = (value for value in self.values.values() if isinstance(value, str))
        return {value.removeprefix("attach://") for value in pointers if value.startswith("attach://")}


def whole(value: object) -> int | None:
    """A whole number, or its digits; anything else is None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return None
    return None


async def read(request: web.BaseRequest) -> Arguments:
    """Reads what a request brought, query first.

    Raises:
        Unreadable: The body is not what its type says.
    """
    values: Json = dict(request.query) if request.query_string else {}
    kind = request.content_type
    if kind == "multipart/form-data":
        values |= await _parts(request.clone(client_max_size=MOST_BYTES))
        return Arguments(values)
    body = await request.read()
    if not body:
        return Arguments(values)
    try:
        if kind == "application/json":
            brought = json.loads(body)
        elif kind == "application/x-www-form-urlencoded":
            brought = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
        else:
            raise Unreadable(kind)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    if not isinstance(brought, dict):
        raise Unreadable("an object expected")
    return Arguments(values | brought)


async def _parts(request: web.BaseRequest) -> Json:
    values: Json = {}
    async for part in await request.multipart():
        if part is None or isinstance(part, MultipartReader):
            raise Unreadable("parts within parts")
        name = part.name or ""
        content = bytes(await part.read(decode=True))
        values[name] = Upload(part.filename, content) if part.filename is not None else content.decode()
    return values
