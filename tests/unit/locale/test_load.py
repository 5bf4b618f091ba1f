"""Reading catalogs from their files."""

from pathlib import Path

import pytest

from bot.locale.load import load_phrases, read_catalog
from bot.model.errors import BotError
from bot.model.learner import FormOfAddress
from bot.model.markup import parse
from bot.tutor.phrases import Voice

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def written(directory: Path, language: str, entries: str) -> Path:
    file = directory / language / "LC_MESSAGES" / "bot.po"
    file.parent.mkdir(parents=True)
    file.write_text(HEADER + entries, encoding="utf-8")
    return file


def test_entries_are_read_as_rich_text_and_the_untranslated_left_out(tmp_path: Path) -> None:
    file = written(tmp_path, "vi", 'msgid "a"\nmsgstr "**Chào** {bạn}"\n\nmsgid "b"\nmsgstr ""\n')
    assert read_catalog(file) == {"a": parse("**Chào** {bạn}")}


def test_every_language_in_the_directory_is_spoken(tmp_path: Path) -> None:
    written(tmp_path, "vi", 'msgid "a"\nmsgstr "{count} bài"\n')
    written(tmp_path, "en", 'msgid "a"\nmsgstr "{count} lessons"\n')
    phrases = load_phrases(tmp_path)
    assert phrases.languages == ("vi", "en")
    assert phrases.line("a", Voice("en", FormOfAddress.BAN, "vi"), count=1_200) == "1.200 lessons"


def test_a_sentence_that_cannot_be_shown_is_told_with_file_line_and_key(tmp_path: Path) -> None:
    file = written(tmp_path, "vi", 'msgid "a"\nmsgstr "Chào"\n\nmsgid "b"\nmsgstr "# Chào"\n')
    with pytest.raises(BotError, match=rf"{file}:8: b: messages have no heading"):
        load_phrases(tmp_path)
