"""The tutor's sentences: look-up, address, values."""

from datetime import date

import pytest

from bot.model.learner import FormOfAddress, Profile
from bot.model.markup import parse
from bot.model.text import plain
from bot.tutor.phrases import MACHINE_SELF, Phrases, Voice, addressed, voice_for

VI = {
    "hello": parse("{Bạn} ơi, {mình} chào {bạn}. {Mình} là máy."),
    "count": parse("**{name}** có {count} bài, ngày {day}."),
    "only": parse("Chỉ tiếng Việt."),
}
EN = {"hello": parse("Hello.")}


class Marked:
    """Formats that show which locale they were asked for."""

    def number(self, value: float, locale: str) -> str:
        return f"{locale}:{value}"

    def day(self, value: date, locale: str) -> str:
        return f"{locale}:{value.isoformat()}"


PHRASES = Phrases({"en": EN, "vi": VI, "hmn": {}}, Marked())
BAC = Voice("vi", FormOfAddress.BAC, "vi")


def test_the_default_language_comes_first() -> None:
    assert PHRASES.languages == ("vi", "en", "hmn")


def test_a_person_is_addressed_as_they_chose() -> None:
    assert PHRASES.line("hello", BAC) == "Bác ơi, cháu chào bác. Cháu là máy."
    assert PHRASES.line("hello", voice_for(Profile())) == "Bạn ơi, mình chào bạn. Mình là máy."
    assert plain(PHRASES.say("hello", BAC)) == PHRASES.line("hello", BAC)


@pytest.mark.parametrize("address", FormOfAddress)
def test_every_form_of_address_fills_all_four_placeholders(address: FormOfAddress) -> None:
    line = PHRASES.line("hello", Voice("vi", address, "vi"))
    assert line.startswith(f"{address.value.capitalize()} ơi, {MACHINE_SELF[address]} chào {address.value}.")
    assert "{" not in line


def test_a_key_missing_in_a_language_is_said_in_vietnamese() -> None:
    english = Voice("en", FormOfAddress.BAN, "en")
    assert PHRASES.line("hello", english) == "Hello."
    assert PHRASES.line("only", english) == PHRASES.line("only", Voice("xx", FormOfAddress.BAN, "vi"))
    with pytest.raises(KeyError):
        PHRASES.line("none", english)


def test_values_are_written_in_the_format_locale() -> None:
    voice = Voice("vi", FormOfAddress.BAC, "tyz")
    assert PHRASES.line("count", voice, name="Hoa", count=2, day=date(2026, 11, 24)) == (
        "Hoa có tyz:2 bài, ngày tyz:2026-11-24."
    )
    assert PHRASES.line("count", voice, name="Hoa", count=1.5, day="nay") == "Hoa có tyz:1.5 bài, ngày nay."


@pytest.mark.parametrize("name", ["**đậm**", "{count}", "{bạn}", "{", "}{", "<b>"])
def test_a_value_is_never_read_as_markup_or_placeholder(name: str) -> None:
    said = PHRASES.say("count", BAC, name=name, count=2, day="nay")
    assert plain(said) == f"{name} có vi:2 bài, ngày nay."


def test_a_brace_that_is_no_placeholder_stays() -> None:
    odd = Phrases({"vi": {"odd": parse("a {b c} d { e"), "bare": parse("không")}}, Marked())
    assert odd.line("odd", BAC, x="y") == "a {b c} d { e"
    assert odd.line("bare", BAC, x="y") == "không"
    assert plain(odd.say("bare", BAC, x="y")) == "không"


def test_text_without_placeholders_is_left_alone() -> None:
    assert addressed("Máy đây.", FormOfAddress.BA) == "Máy đây."
