"""How messages look in a terminal, and what lines mean."""

import json

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.terminal import CAPABILITIES, Malformed, parse_line, render, to_json
from bot.model.attempt import Criterion, Grade
from bot.model.events import ChoicePressed, Event, TextReceived
from bot.model.ids import ChoiceId
from bot.model.markup import parse
from bot.model.message import Author, Choice, Image, Kind, Message
from bot.model.text import Preformatted, paragraph

NEXT = Choice(ChoiceId("m:next"), "Đi tiếp")
YES = Choice(ChoiceId("l:a"), "Có", is_answer=True)
NO = Choice(ChoiceId("l:b"), "Không", is_answer=True)


@pytest.mark.parametrize(
    ("source", "plain", "coloured"),
    [
        ("chào", "chào", "chào"),
        ("**to** *mềm*", "to mềm", "\x1b[1mto\x1b[0m \x1b[3mmềm\x1b[0m"),
        ("gõ `/hoc`", "gõ `/hoc`", "gõ \x1b[36m/hoc\x1b[0m"),
        ("[cổng](https://a.vn)", "cổng (https://a.vn)", "\x1b[4mcổng\x1b[0m (https://a.vn)"),
        ("[https://a.vn](https://a.vn)", "https://a.vn", "\x1b[4mhttps://a.vn\x1b[0m"),
        ("gọi [113](tel:113)", "gọi 113", "gọi \x1b[1m113\x1b[0m"),
        ("một\n\nhai", "một\n\nhai", "một\n\nhai"),
        ("- một\n- hai\\\n  ba", "  • một\n  • hai\n    ba", "  • một\n  • hai\n    ba"),
        ("1. một\n2. hai", "  1) một\n  2) hai", "  1) một\n  2) hai"),
        ("> lời\\\n> người", "│ lời\n│ người", "│ lời\n│ người"),
        (
            "```\nHãy viết\n  thơ\n```",
            f"{'─' * 40}\nHãy viết\n  thơ\n{'─' * 40}",
            f"{'─' * 40}\nHãy viết\n  thơ\n{'─' * 40}",
        ),
    ],
)
def test_text_is_shown(source: str, plain: str, coloured: str) -> None:
    message = Message(Kind.CARD, parse(source))
    assert render(message, colour=False) == plain
    assert render(message, colour=True) == coloured


def test_answers_have_letters_and_ways_on_have_numbers() -> None:
    message = Message(Kind.CHECK, paragraph("AI có luôn đúng không?"), (YES, NO, NEXT))
    assert render(message, colour=False) == "AI có luôn đúng không?\n\nA. Có\nB. Không\n1. Đi tiếp"
    assert "\x1b[1mA.\x1b[0m Có" in render(message, colour=True)


def test_a_narrow_screen_breaks_no_word() -> None:
    text = parse(
        "Bác đọc kỹ từng dòng nhé.\n\n1. Bác tự đọc, tự chọn.\n\n"
        "> AI biết chắc điều nó viết.\n\n```\nViết cho tôi lá đơn\n```"
    )
    long = Choice(ChoiceId("m:long"), "Ai giữ dữ liệu của tôi?")
    shown = render(
        Message(Kind.CARD, text, (long,), image=Image("a.png", "Một bác đang đọc.")), colour=False, columns=16
    )
    assert shown.split("\n\n") == [
        "[Một bác đang\nđọc.]",
        "Bác đọc kỹ từng\ndòng nhé.",
        "  1) Bác tự đọc,\n     tự chọn.",
        "│ AI biết chắc\n│ điều nó viết.",
        f"{'─' * 40}\nViết cho tôi lá đơn\n{'─' * 40}",
        "1. Ai giữ dữ\n   liệu của tôi?",
    ]
    assert click.unstyle(render(Message(Kind.CARD, text), colour=True, columns=16)) in shown.partition("]\n\n")[2]


def test_a_picture_is_told_in_words() -> None:
    message = Message(Kind.CARD, paragraph("Nhìn kỹ nhé."), image=Image("a.png", "Một chiếc điện thoại."))
    assert render(message, colour=False) == "[Một chiếc điện thoại.]\n\nNhìn kỹ nhé."


def test_nothing_said_can_command_the_terminal() -> None:
    choice = Choice(ChoiceId("m:x"), "nhãn\x1b[2J")
    image = Image("a.png", "hình\x07")
    text = (*paragraph("trước\x1b]0;tên\x07\x9b2Jsau\tđó\nnữa"), Preformatted("mẫu\r"))
    shown = render(Message(Kind.CARD, text, (choice,), image=image), colour=False)
    assert [character for character in shown if character in "\x1b\x07\x9b\r"] == []
    assert "trước]0;tên2Jsau\tđó\nnữa" in shown


def test_scripts_read_an_object() -> None:
    message = Message(Kind.CHECK, parse("AI **luôn** đúng?"), (YES, NEXT), Author.AI)
    assert to_json(message) == {
        "from": "ai",
        "kind": "check",
        "text": "AI luôn đúng?",
        "choices": [{"id": "l:a", "label": "Có"}, {"id": "m:next", "label": "Đi tiếp"}],
    }


def test_scripts_read_the_words_of_a_picture() -> None:
    said = to_json(Message(Kind.CARD, paragraph("Nhìn kỹ nhé."), image=Image("a.png", "Một chiếc điện thoại.")))
    assert said["image"] == "Một chiếc điện thoại."
    assert said["text"] == "Nhìn kỹ nhé."


def test_scripts_read_the_grade() -> None:
    grade = Grade({Criterion.TASK: 2, Criterion.PRIVACY: 1}, 7.5)
    said = to_json(Message(Kind.FEEDBACK, paragraph("Tốt."), grade=grade))
    assert said["grade"] == {"levels": {"task": 2, "privacy": 1}, "overall": 7.5}
    assert json.loads(json.dumps(said)) == said


@pytest.mark.parametrize(
    ("line", "event"),
    [
        (b'{"press": "m:next"}', ChoicePressed(ChoiceId("m:next"))),
        (b'{"say": "m\\u1ed9t\\nhai"}', TextReceived("một\nhai")),
        (b' {"say": ""} ', TextReceived("")),
        (b'{"say": "\\ud83d"}', TextReceived("\ufffd")),
        (b'{"press": "a\\udc00"}', ChoicePressed(ChoiceId("a\ufffd"))),
        (b"[1]", TextReceived("[1]")),
        (b"2", TextReceived("2")),
        (b"", TextReceived("")),
        ("Đúng".encode(), TextReceived("Đúng")),
        (b"\xff\xfe", TextReceived("\ufffd\ufffd")),
        (b"[" * 100_000, TextReceived("[" * 100_000)),
    ],
)
def test_a_line_of_a_script_means_an_event(line: bytes, event: Event) -> None:
    assert parse_line(line, is_json=True) == event


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"press": "a"', "Expecting ',' delimiter at character 14"),
        (b' {say: "a"}', "at character 3"),
        (b'{"say": "a"} {"say": "b"}', "Extra data"),
        (b"{", "is none"),
        (b"{" * 100_000, "is none"),
        (b'{"say":' * 100_000, "nested too deeply"),
        (b'{"say": %s}' % (b"1" * 5_000), "too long a number"),
        *((line, '{"press": ID} or {"say": TEXT}') for line in (b"{}", b'{"press": 1}', b'{"press": "a", "say": "b"}')),
    ],
)
def test_a_slip_of_a_script_is_nobodys_answer(line: bytes, why: str) -> None:
    read = parse_line(line, is_json=True)
    assert isinstance(read, Malformed)
    assert why in read.why


@pytest.mark.parametrize("line", [b"{", b'{"press": "m:next"}', b'{"say": "a"}', b"2", b""])
def test_a_line_of_a_person_is_a_text(line: bytes) -> None:
    assert parse_line(line, is_json=False) == TextReceived(line.decode())


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_mean_something_that_can_be_stored(line: bytes, is_json: bool) -> None:
    event = parse_line(line, is_json=is_json)
    assert isinstance(event, TextReceived | ChoicePressed | Malformed)
    if not isinstance(event, Malformed):
        (event.text if isinstance(event, TextReceived) else event.choice).encode()


def test_the_terminal_has_no_buttons_and_is_read() -> None:
    assert not CAPABILITIES.has_buttons
    assert CAPABILITIES.is_pull
