"""YAML as lessons are written in it: the rules of version 1.2, and nothing that hides or grows."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessonbank.yaml12 import BYTES, DEPTH, Position, YamlFault, read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("~", None),
        ("null", None),
        ("", None),
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22 10:30:00", "2026-11-22 10:30:00"),
        ("10:30", "10:30"),
        ("1_000", "1_000"),
        ("0", 0),
        ("-12", -12),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b1", "0b1"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.", 1.0),
        (".", "."),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("9" * 40, "9" * 40),
        ("<<", "<<"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("'no'", "no"),
        ('"a\\tb"', "a\tb"),
        ("Có, {bạn} ạ", "Có, {bạn} ạ"),
    ],
)
def test_a_scalar_is_what_yaml_1_2_says(written: str, value: object) -> None:
    found = read(f"a: {written}".encode()).value
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("- a\n- [b, {c: d}]\n", ["a", ["b", {"c": "d"}]]),
        ("1: a\ntrue: b\n~: c\n", {"1": "a", "true": "b", "~": "c"}),
        ("a: |-\n  một\n  hai\n\n  ba\n", {"a": "một\nhai\n\nba"}),
        ("a: >-\n  một\n  hai\n", {"a": "một hai"}),
        ("a: một\n  hai\n", {"a": "một hai"}),
        ("%YAML 1.2\n---\na: b\n...\n", {"a": "b"}),
        ("# lời dặn\na: b # cuối dòng\n", {"a": "b"}),
    ],
)
def test_a_document_is_read(written: str, value: object) -> None:
    assert read(written.encode()).value == value


def test_texts_and_keys_come_in_one_unicode_form() -> None:
    written = unicodedata.normalize("NFD", "tiếng: Việt, {bạn}")
    assert read(written.encode()).value == {"tiếng": "Việt, {bạn}"}


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_line_ends_of_windows_and_a_byte_order_mark_are_taken(start: bytes) -> None:
    document = read(start + b"a: |-\r\n  b\r\n  c\r\nd: e\r\n")
    assert document.value == {"a": "b\nc", "d": "e"}
    assert document.position(("d",)) == Position(4, 1, 4)


def test_every_part_knows_where_it_stands() -> None:
    document = read("một: {hai: [ba, bốn]}\n\nnăm: |\n  sáu 😀\n".encode())
    assert document.position(("một",)) == Position(1, 1, 1)
    assert document.position(("một", "hai")) == Position(1, 7, 1)
    assert document.position(("một", "hai", 1)) == Position(1, 17, 1)
    assert document.position(("năm",)) == Position(3, 1, 4)
    assert document.position(("năm", "nothing", 7)) == Position(3, 1, 4), "the nearest part around it"
    assert document.position(("nowhere",)) == Position(1, 1, 1)


def test_a_key_that_stands_twice_is_told_each_time_and_the_first_counts() -> None:
    document = read(b"a: 1\nb: {c: 1, c: 2}\na: [3]\na: 4\n")
    assert document.value == {"a": 1, "b": {"c": 1}}
    assert document.repeated == (
        (("b", "c"), Position(2, 11, 2)),
        (("a",), Position(3, 1, 3)),
        (("a",), Position(4, 1, 4)),
    )


BOMB = b"".join(
    (
        b"a: &a [" + b"x," * 9 + b"x]\n",
        *(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n".encode() for a, b in pairwise("abcdefgh")),
    )
)
"""A few hundred bytes that grow into gigabytes where aliases are followed."""


@pytest.mark.parametrize(
    ("written", "line", "column", "words"),
    [
        (b"", 1, 1, "the file is empty"),
        (b"# nothing but this\n", 1, 1, "the file is empty"),
        (b"a: &x 1\n", 1, 4, "anchors (&) and aliases (*) are not taken"),
        (b"&x a: 1\n", 1, 1, "anchors (&) and aliases (*) are not taken"),
        (b"a: 1\nb: *a\n", 2, 4, "anchors (&) and aliases (*) are not taken"),
        (BOMB, 1, 4, "anchors (&) and aliases (*) are not taken"),
        (b"a: !!python/object:os.system 1\n", 1, 4, "tags (!) are not taken"),
        (b"a: ! b\n", 1, 4, "tags (!) are not taken"),
        (b"a: !!map {b: c}\n", 1, 4, "tags (!) are not taken"),
        (b"? [a]\n: b\n", 1, 3, "a key must be a single word or text"),
        (b"a: 1\n---\nb: 2\n", 2, 1, "a file holds one document"),
        (b"a: [1\n", 2, 1, "this is not YAML"),
        (b"a:\n\t- b\n", 2, 1, "indent by blanks"),
        ("a: {bạn} xem\n".encode(), 1, 10, "needs quotes around all of it"),
        ("a: Lời: nói\n".encode(), 1, 7, "a colon and a blank in it needs quotes"),
        (b"a: `b`\n", 1, 4, "put quotes around a text that begins so"),
        ("a: một\nb: tiếng ".encode() + b"\xff\n", 2, 10, "the file is not UTF-8 text"),
        ("a: một".encode("utf-16"), 1, 1, "the file is not UTF-8 text"),
        (b"a: 1\nb: c\0d\n", 2, 5, "the character U+0000 cannot be seen"),
        ("a: b\u2028c\n".encode(), 1, 5, "the character U+2028 cannot be seen"),
        (b"a: 1\rb: 2\r", 1, 5, "the character U+000D cannot be seen"),
        (b'a: "b\\0c"\n', 1, 4, "a character that cannot be seen is written here"),
        (b'a: "\\ud800"\n', 1, 7, "this is not YAML"),
        (b"a: " + b"x" * BYTES, 1, 1, "the file is larger than 1 MB"),
        (b"[" * (DEPTH + 2), 1, DEPTH + 2, f"nested deeper than {DEPTH} levels"),
        (b"- " * 100_000, 1, 43, f"nested deeper than {DEPTH} levels"),
        (b"{a: " * 5_000, 1, 85, f"nested deeper than {DEPTH} levels"),
        (b"[" * 3_000 + b"]" * 3_000, 1, 1_001, "this is not YAML: exceeded maximum nesting depth"),
        (b"[" * 100_000, 1, 1_001, "this is not YAML"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(written: bytes, line: int, column: int, words: str) -> None:
    with pytest.raises(YamlFault) as caught:
        read(written)
    assert words in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_the_deepest_nesting_is_read() -> None:
    value = read(b"[" * DEPTH + b"1" + b"]" * DEPTH).value
    for _ in range(DEPTH):
        assert isinstance(value, list)
        (value,) = value
    assert value == 1


@given(st.one_of(st.binary(max_size=300), st.text(alphabet="ab:-[]{}#&*!|>'\"%@` \n\t\\0đ\u0301", max_size=120)))
def test_nothing_but_a_fault_is_ever_raised(written: bytes | str) -> None:
    source = written if isinstance(written, bytes) else written.encode()
    try:
        places = [(position.line, position.column) for position in read(source).positions.values()]
    except YamlFault as fault:
        places = [(fault.line, fault.column)]
    assert places
    assert all(line >= 1 and column >= 1 for line, column in places)
