"""Logs: where they go, how they look, and that nothing secret gets out."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.watch.logs import MASK, Mask, set_up_logs

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_1234567"
SECRET = 'k"ey/42 tối mật'


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Logging as it was, afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot***/getMe"),
        ("gọi 0912345678 nhé", "gọi *** nhé"),
        ("gọi 0912 345 678, +84 912.345.678", "gọi ***, ***"),
        ("cccd 001099012345", "cccd ***"),
        ("1234-5678-9012-3456", "***"),
        ("2026-11-24T14:26:50.123456Z", "2026-11-24T14:26:50.123456Z"),
        ("until 2026-11-24 15:00", "until 2026-11-24 15:00"),
        ("12345678 rows, 113, 10.5 s", "12345678 rows, 113, 10.5 s"),
        ("abc", "abc"),
    ],
)
def test_long_numbers_and_tokens_are_masked(text: str, masked: str) -> None:
    assert Mask()(text) == masked


def test_secrets_are_masked_in_every_form() -> None:
    mask = Mask((SECRET, "", "abc"))
    for form in (SECRET, json.dumps({"k": SECRET}), "?k=k%22ey%2F42%20t%E1%BB%91i%20m%E1%BA%ADt"):
        assert MASK in mask(form)
        assert "42" not in mask(form)
    assert mask("abc") == "abc", "too short to be told from a word"


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_nothing_planted_gets_out(log_format: str) -> None:
    stream = io.StringIO()
    set_up_logs(log_format, "debug", (SECRET,), stream)
    log = structlog.get_logger("test")
    log.info("call", url=f"https://x/{TOKEN}", key=SECRET, phone="0912345678", number=912345678901)
    logging.getLogger("library").error("secret %s in %s", SECRET, TOKEN)
    try:
        int(f"{TOKEN} and {SECRET} and 0912345678")
    except ValueError:
        log.exception("failed")
        logging.getLogger("library").exception("failed")
    written = stream.getvalue()
    assert written.count("Traceback") == 2
    for planted in (TOKEN, SECRET, json.dumps(SECRET)[1:-1], "0912345678", "912345678901"):
        assert planted not in written


def test_json_lines_can_be_read() -> None:
    stream = io.StringIO()
    set_up_logs("json", "info", (), stream)
    structlog.get_logger("test").info("batch", events=3, mark=912345678901, share=0.25, who="xã")
    line = json.loads(stream.getvalue())
    assert (line["event"], line["level"], line["logger"]) == ("batch", "info", "test")
    assert (line["events"], line["mark"], line["share"], line["who"]) == (3, MASK, 0.25, "xã")


def test_a_terminal_gets_lines_for_people_and_a_file_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, file = Terminal(), io.StringIO()
    set_up_logs(stream=terminal)
    structlog.get_logger("test").warning("look")
    set_up_logs(stream=file)
    structlog.get_logger("test").warning("look")
    assert "\x1b[" in terminal.getvalue()
    assert json.loads(file.getvalue())["event"] == "look"


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    set_up_logs(stream=terminal)
    structlog.get_logger("test").warning("look")
    assert "look" in terminal.getvalue()
    assert "\x1b[" not in terminal.getvalue()


def test_what_is_below_the_level_is_not_written() -> None:
    stream = io.StringIO()
    set_up_logs("console", "warning", (), stream)
    structlog.get_logger("test").info("quiet")
    logging.getLogger("library").info("quiet")
    structlog.get_logger("test").warning("loud")
    assert "quiet" not in stream.getvalue()
    assert "loud" in stream.getvalue()


def test_talkative_libraries_are_quiet() -> None:
    stream = io.StringIO()
    set_up_logs("console", "debug", (), stream)
    logging.getLogger("httpx").info("HTTP Request: POST https://…")
    logging.getLogger("httpx").warning("pool is full")
    assert "HTTP Request" not in stream.getvalue()
    assert "pool is full" in stream.getvalue()
