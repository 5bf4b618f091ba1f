"""How people read numbers and dates."""

from datetime import date

import pytest

from bot.locale.formats import BabelFormats, known_locale

FORMATS = BabelFormats()


@pytest.mark.parametrize(
    ("value", "locale", "written"),
    [
        (7, "vi", "7"),
        (999, "en", "999"),
        (1_000, "vi", "1.000"),
        (-5, "vi", "-5"),
        (12_345.6, "vi", "12.345,6"),
        (12_345.6, "en", "12,345.6"),
        (0.5, "vi", "0,5"),
        (12_345, "tyz", "12.345"),
    ],
)
def test_numbers(value: float, locale: str, written: str) -> None:
    assert FORMATS.number(value, locale) == written


@pytest.mark.parametrize(
    ("locale", "written"),
    [("vi", "4/11/2026"), ("en", "November 4, 2026"), ("hmn", "4/11/2026")],
)
def test_days(locale: str, written: str) -> None:
    assert FORMATS.day(date(2026, 11, 4), locale) == written


@pytest.mark.parametrize("name", ["tyz", "nut", "xx", "", "tiếng Tày", "vi_XX_YY_ZZ"])
def test_an_unknown_locale_is_read_as_vietnamese(name: str) -> None:
    assert known_locale(name).language == "vi"
