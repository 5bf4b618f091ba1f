"""Every setting is documented with its default, and none that does not exist."""

import re

from bot.settings import CONFIG_KEY, PREFIX, Settings, key_of
from tests.docs.pages import OPERATING, first_column, pages, section


def rows() -> dict[str, str]:
    """The row of each setting in the table, by its name."""
    text = section(OPERATING.read_text(encoding="utf-8"), "Settings")
    found = {name: row for row in text.splitlines() for name in first_column(row)[:1]}
    assert found
    return found


def test_the_settings_are_documented() -> None:
    assert sorted(rows()) == sorted(key_of(field) for field in Settings.model_fields)


def test_their_defaults_are_those_of_the_program() -> None:
    checked = 0
    for field, told in Settings.model_fields.items():
        if isinstance(told.default, str | int) and told.default != "":
            assert f"`{told.default}`" in rows()[key_of(field)], field
            checked += 1
    assert checked


def test_pages_name_no_setting_that_does_not_exist() -> None:
    known = {key_of(field) for field in Settings.model_fields} | {CONFIG_KEY, PREFIX, f"{PREFIX}TEST_POSTGRES_URL"}
    named = {name for page in pages() for name in re.findall(rf"{PREFIX}\w*", page.read_text(encoding="utf-8"))}
    assert len(named) > 1
    assert named <= known
