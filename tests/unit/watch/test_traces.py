"""Where a program failed, without what it was told."""

import re

import pytest

from bot.model.errors import Conflict
from bot.watch.traces import DEEPEST, LONGEST_CHAIN, trace

PRIVATE = "nhà tôi ở số 5, bị bệnh tim"


def fail(error: BaseException) -> None:
    raise error


def caught(error: BaseException) -> BaseException:
    with pytest.raises(type(error)) as raised:
        fail(error)
    return raised.value


def recurse(depth: int) -> None:
    if depth == 0:
        raise LookupError(PRIVATE)
    recurse(depth - 1)


def test_the_type_and_the_frames_are_told_and_the_text_is_not() -> None:
    lines = trace(caught(LookupError(PRIVATE))).splitlines()
    assert lines[0] == "builtins.LookupError"
    assert len(lines) == 3
    assert all(re.fullmatch(r"  \S.*\.py:\d+ \w+", line) for line in lines[1:])
    assert lines[-1].endswith(" fail")
    assert "test_traces.py" in lines[-1]
    assert not any("raise error" in line for line in lines), "a line of code may hold a text, too"


def test_the_text_of_an_error_of_ours_is_told() -> None:
    assert trace(caught(Conflict("Somebody was first."))).startswith("bot.model.errors.Conflict: Somebody was first.\n")


def test_an_error_that_was_never_raised_has_no_frames() -> None:
    assert trace(ValueError(PRIVATE)) == "builtins.ValueError"


def kinds(error: BaseException) -> list[str]:
    assert PRIVATE not in trace(error)
    return [line for line in trace(error).splitlines() if line[0] != " "]


def test_what_led_to_an_error_is_told_and_what_is_hidden_is_not() -> None:
    chained, followed, hidden = (caught(ValueError(PRIVATE)) for _ in range(3))
    chained.__cause__ = followed.__context__ = hidden.__context__ = caught(LookupError(PRIVATE))
    hidden.__suppress_context__ = True
    assert kinds(chained) == kinds(followed) == ["builtins.ValueError", "builtins.LookupError"]
    assert kinds(hidden) == ["builtins.ValueError"]


def test_neither_a_deep_recursion_nor_a_ring_of_errors_makes_it_endless() -> None:
    with pytest.raises(LookupError) as deep:
        recurse(200)
    assert len(trace(deep.value).splitlines()) == 1 + DEEPEST
    one, other = LookupError("một"), ValueError("hai")
    one.__cause__, other.__cause__ = other, one
    assert len(trace(one).splitlines()) == LONGEST_CHAIN
