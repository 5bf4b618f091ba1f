"""The tutor's own sentences, by key, said in the learner's language and form of address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol, assert_never

from bot.model.learner import FormOfAddress, Profile
from bot.model.text import Text, map_strings, plain

DEFAULT_LANGUAGE = "vi"

MACHINE_SELF: Mapping[FormOfAddress, str] = {
    FormOfAddress.ONG: "cháu",
    FormOfAddress.BA: "cháu",
    FormOfAddress.BAC: "cháu",
    FormOfAddress.CO: "cháu",
    FormOfAddress.CHU: "cháu",
    FormOfAddress.ANH: "em",
    FormOfAddress.CHI: "em",
    FormOfAddress.BAN: "mình",
    FormOfAddress.EM: "mình",
}
"""How the machine calls itself, by how it calls the person."""


class Formats(Protocol):
    """Writes numbers and dates as people in a locale read them."""

    def number(self, value: float, locale: str) -> str:
        """A number with the locale's marks."""

    def day(self, value: date, locale: str) -> str:
        """A day, written out."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How to speak to one person."""

    language: str
    address: FormOfAddress
    format_locale: str


def voice_for(profile: Profile) -> Voice:
    """The voice for a person; before they chose how to be addressed, they are `bạn`."""
    return _voice(profile.language, profile.address or FormOfAddress.BAN, profile.format_locale)


@cache
def _voice(language: str, address: FormOfAddress, format_locale: str) -> Voice:
    """Few voices, asked for at every phrase."""
    return Voice(language, address, format_locale)


def address_words(address: FormOfAddress) -> Mapping[str, str]:
    """The words for `{bạn}`, `{mình}` and their capital forms."""
    person, machine = address.value, MACHINE_SELF[address]
    return {
        "{bạn}": person,
        "{Bạn}": person.capitalize(),
        "{mình}": machine,
        "{Mình}": machine.capitalize(),
    }


_WORDS = {address: address_words(address) for address in FormOfAddress}


def addressed(source: str, address: FormOfAddress) -> str:
    """The string with the placeholders of address filled."""
    if "{" not in source:
        return source
    for placeholder, word in _WORDS[address].items():
        source = source.replace(placeholder, word)
    return source


Value = str | int | float | date
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Phrases:
    """All catalogs, parsed once; saying is a look-up and a replacement.

    Args:
        catalogs: by language, then by key, the sentence as rich text with named placeholders in braces.
        formats: writes numbers and dates.

    A key missing in a language is said in Vietnamese; a key missing there is a fault of the program, found by the
    tests, and raises KeyError.
    """

    def __init__(self, catalogs: Mapping[str, Mapping[str, Text]], formats: Formats) -> None:
        self._catalogs = catalogs
        self._formats = formats
        self._said: dict[tuple[str, str, FormOfAddress], Text] = {}
        self._lines: dict[tuple[str, str, FormOfAddress], str] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that can be spoken, the default first."""
        return (DEFAULT_LANGUAGE, *sorted(set(self._catalogs) - {DEFAULT_LANGUAGE}))

    def say(self, key: str, voice: Voice, **values: Value) -> Text:
        """The sentence as rich text, its placeholders filled; a value is never read as markup."""
        text = self._addressed(key, voice)
        if not values:
            return text
        return map_strings(text, self._filler(voice, values))

    def line(self, key: str, voice: Voice, **values: Value) -> str:
        """The sentence as one plain string, for labels and titles."""
        known = (voice.language, key, voice.address)
        line = self._lines.get(known)
        if line is None:
            line = self._lines[known] = plain(self._addressed(key, voice))
        return self._filler(voice, values)(line) if values else line

    def _addressed(self, key: str, voice: Voice) -> Text:
        known = (voice.language, key, voice.address)
        text = self._said.get(known)
        if text is None:
            catalog = self._catalogs.get(voice.language, {})
            source = catalog[key] if key in catalog else self._catalogs[DEFAULT_LANGUAGE][key]
            text = map_strings(source, lambda words: addressed(words, voice.address))
            self._said[known] = text
        return text

    def _filler(self, voice: Voice, values: Mapping[str, Value]) -> Callable[[str], str]:
        def written(found: re.Match[str]) -> str:
            value = values.get(found[1])
            return found[0] if value is None else self._written(value, voice)

        # One pass: a value that looks like a placeholder stays what it is.
        return lambda source: _PLACEHOLDER.sub(written, source) if "{" in source else source

    def _written(self, value: Value, voice: Voice) -> str:
        match value:
            case str():
                return value
            case bool() | int() | float():
                return self._formats.number(value, voice.format_locale)
            case date():
                return self._formats.day(value, voice.format_locale)
            case _:
                assert_never(value)
