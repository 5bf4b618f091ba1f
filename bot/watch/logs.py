"""Logs on stderr, as lines for people or as JSON; the last step before writing masks secrets and personal numbers."""

import json
import logging
import os
import re
import sys
from collections.abc import Iterable
from typing import TextIO
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

MASK = "***"

_BOT_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
"""Source: Telegram Bot API, "Authorizing your bot"; addresses of its methods hold the token."""

_LONG_NUMBER = re.compile(r"(?<!\d)(?!\d{4}-\d\d-\d\d)\+?\d(?:[ .\-]?\d){8,}")
"""Nine digits or more, also grouped: telephone, citizen and bank numbers. A date is none."""

_SHORTEST_SECRET = 4
"""Shorter ones cannot be told from ordinary words."""

_TALKATIVE = ("aiosqlite", "alembic", "asyncio", "httpx", "markdown_it", "sqlalchemy", "telegram")
"""Libraries whose INFO or DEBUG tells how they work inside, or holds addresses with tokens and people's words."""


class Mask:
    """Replaces what must never be read in a log.

    Args:
        secrets: values to hide wherever they stand, also in a URL or in JSON.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        written = {
            form
            for secret in secrets
            if len(secret) >= _SHORTEST_SECRET
            for form in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1])
        }
        self._secrets = sorted(written, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """The text with secrets, bot tokens and long numbers masked."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return _LONG_NUMBER.sub(MASK, _BOT_TOKEN.sub(MASK, text))


class _MaskingFormatter(structlog.stdlib.ProcessorFormatter):
    """Masks the finished line, so that nothing gets past: neither other libraries' words nor tracebacks."""

    def __init__(self, mask: Mask, processors: list[Processor], before: list[Processor]) -> None:
        super().__init__(processors=processors, foreign_pre_chain=before)
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """The line to write."""
        return self._mask(super().format(record))


def set_up_logs(
    log_format: str | None = None,
    level: str = "info",
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Sends all logs, ours and the libraries', to one stream; calling it again changes them.

    Args:
        log_format: `console` or `json`; None takes console where the stream is a terminal, else json.
        level: the least that is written: debug, info, warning or error.
        secrets: values that must never appear.
        stream: where to, stderr by default.
    """
    stream = stream or sys.stderr
    is_terminal = stream.isatty()
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if (log_format or ("console" if is_terminal else "json")) == "console":
        has_colours = is_terminal and not os.environ.get("NO_COLOR")
        plainly = structlog.dev.plain_traceback  # the rich one prints local variables, and with them people's words
        last.append(structlog.dev.ConsoleRenderer(colors=has_colours, exception_formatter=plainly))
    else:
        json_line = structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False)
        last += [structlog.processors.format_exc_info, _spell_long_numbers, json_line]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_MaskingFormatter(Mask(secrets), last, before))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _spell_long_numbers(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Writes a number that will be masked as a string: a bare mask in its place would be no JSON."""
    return {
        key: str(value) if isinstance(value, int | float) and _LONG_NUMBER.search(str(value)) else value
        for key, value in event.items()
    }
