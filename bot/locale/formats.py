"""How people in a locale read numbers and dates; a locale that Babel does not know reads them as Vietnamese do."""

from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

FALLBACK = "vi"
_PLAIN_BELOW = 1_000
"""Whole numbers below this are written alike everywhere: there is nothing to group."""


@cache
def known_locale(name: str) -> Locale:
    """Babel's locale of that name, else the fallback: Babel has none for Tày, Nùng, Mông or Dao."""
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)


class BabelFormats:
    """Writes numbers and dates by Babel's data."""

    def number(self, value: float, locale: str) -> str:
        """`12345.6` becomes `12.345,6` in Vietnamese."""
        if isinstance(value, int) and 0 <= value < _PLAIN_BELOW:
            return str(int(value))
        return str(format_decimal(value, locale=known_locale(locale)))

    def day(self, value: date, locale: str) -> str:
        """A day without its weekday: as people write it in Vietnam (30/11/2026), else in the locale's long form.

        The long form of Vietnamese in CLDR is "30 tháng 11, 2026", which nobody says.
        """
        known = known_locale(locale)
        return str(format_date(value, "d/M/y" if known.language == FALLBACK else "long", locale=known))
