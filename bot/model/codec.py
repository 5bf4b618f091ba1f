"""Writes nouns as JSON and reads them back: states, events, messages, grades, lessons.

A union's member is told by a field `is` with its class name in snake case, so that no noun carries a type string.
A state is written with its version; older versions are read by `UPCASTERS`, one step each.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar, get_args

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn
from cattrs.strategies import configure_tagged_union

from bot.model.dialogue import Resting, Scene, State
from bot.model.events import Event
from bot.model.lesson import Starter, Step
from bot.model.text import Block, Span

Json = Mapping[str, object]
T = TypeVar("T")

STATE_VERSION = 1
UPCASTERS: Mapping[int, Callable[[Json], Json]] = {}
"""By version: reads a state written then as one of the next version. The tests keep a recorded file per version."""


class Misread(ValueError):
    """JSON that is not what it should be."""


def _tag(member: type) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", member.__name__).lower()


def _written_time(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a time without its zone is not written")
    return value.astimezone(UTC).isoformat()


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, omit_if_default=True)
    converter.register_unstructure_hook(datetime, _written_time)
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value).astimezone(UTC))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    whole = make_dict_structure_fn(Starter, converter, _cattrs_forbid_extra_keys=True)
    converter.register_structure_hook(  # lessons published before beginnings had endings hold them as texts
        Starter, lambda value, _: Starter(value) if isinstance(value, str) else whole(value, Starter)
    )
    for union in (Span, Block, Resting, Scene, Event, Step):
        configure_tagged_union(union, converter, tag_name="is", tag_generator=_tag)
        assert len({_tag(member) for member in get_args(union)}) == len(get_args(union))
    return converter


def dump(value: object, as_type: Any = None) -> Any:  # Any: JSON of any shape, of a type or a union
    """Plain JSON values for a noun; give the union's type where the value is a member of one."""
    return _converter().unstructure(value, as_type)


def load(raw: object, as_type: type[T]) -> T:
    """Reads a noun from plain JSON values.

    Raises:
        Misread: where they are not that noun; the text says where.
    """
    try:
        return _converter().structure(raw, as_type)
    except Exception as error:
        raise Misread(f"not a {getattr(as_type, '__name__', as_type)}: {error!r}") from error


def dumps(value: object, as_type: Any = None) -> str:  # Any: as for dump
    """The same as a compact JSON string, with sorted keys: equal nouns give equal strings."""
    return json.dumps(dump(value, as_type), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def dumps_changed(value: object, change: Callable[[str], str], as_type: Any = None) -> str:  # Any: as for dump
    """The same with each string changed before it is written: within JSON, a line's end is no line's end any more."""
    return dumps(_changed(dump(value, as_type), change))


def _changed(value: object, change: Callable[[str], str]) -> object:
    match value:
        case str():
            return change(value)
        case list():
            return [_changed(each, change) for each in value]
        case dict():
            return {key: _changed(each, change) for key, each in value.items()}
        case _:
            return value


def load_event(raw: str) -> Event:
    """Reads an event from a JSON string; raises as `loads` does."""
    event: Event = loads(raw, Event)  # type: ignore[arg-type]  # a union is no type to mypy; the tag tells its member
    return event


def loads(raw: str, as_type: type[T]) -> T:
    """Reads a noun from a JSON string.

    Raises:
        Misread: where it is not JSON or not that noun.
    """
    try:
        value = json.loads(raw)
    except ValueError as error:
        raise Misread(f"not JSON: {error}") from error
    return load(value, as_type)


def dump_state(state: State) -> str:
    """A state as versioned JSON."""
    return json.dumps({"v": STATE_VERSION, **dump(state)}, ensure_ascii=False, separators=(",", ":"))


def load_state(raw: str) -> State:
    """Reads a state of this or any older version.

    Raises:
        Misread: where it is not a state, or of a newer version than this program knows.
    """
    try:
        written = json.loads(raw)
        version = written.pop("v")
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise Misread(f"not a versioned state: {error!r}") from error
    if not isinstance(version, int) or not 1 <= version <= STATE_VERSION:
        raise Misread(f"a state of version {version!r}; this program reads 1 to {STATE_VERSION}")
    return load(upcast(written, version, STATE_VERSION, UPCASTERS), State)


def upcast(written: Json, version: int, newest: int, upcasters: Mapping[int, Callable[[Json], Json]]) -> Json:
    """Reads what was written in one version as if it had been in the newest, one version after the other."""
    for older in range(version, newest):
        written = upcasters[older](written)
    return written
