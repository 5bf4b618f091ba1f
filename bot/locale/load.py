"""Reads the gettext catalogs that ship with the program into phrases."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from bot.locale.formats import BabelFormats
from bot.model.errors import BotError
from bot.model.markup import MarkupError, parse
from bot.model.text import Text
from bot.tutor.phrases import Phrases

CATALOGS = Path(__file__).parent
"""Holds `<language>/LC_MESSAGES/bot.po`."""


@cache
def load_phrases(directory: Path = CATALOGS) -> Phrases:
    """All catalogs as phrases, read once: every channel speaks by them, and they do not change while a program runs.

    Raises:
        BotError: where a sentence is no Markdown that a message can show; the text names the file and the key.
    """
    files = sorted(directory.glob("*/LC_MESSAGES/bot.po"))
    return Phrases({file.parent.parent.name: read_catalog(file) for file in files}, BabelFormats())


def read_catalog(file: Path) -> dict[str, Text]:
    """One catalog: rich text by key, without entries that are not translated yet.

    Raises:
        BotError: as for `load_phrases`.
    """
    with file.open("rb") as source:
        catalog = read_po(source)
    phrases: dict[str, Text] = {}
    for message in catalog:
        if message.id and isinstance(message.id, str) and isinstance(message.string, str) and message.string:
            try:
                phrases[message.id] = parse(message.string)
            except MarkupError as error:
                raise BotError(f"{file}:{message.lineno}: {message.id}: {error}") from error
    return phrases
