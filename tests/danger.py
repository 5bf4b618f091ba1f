"""Texts of people in danger, and of people who are not; and a bank that can tell them apart."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.lessonbank.load import open_bank, shipped_bank
from bot.model.ids import FactKey
from bot.model.lesson import Catalog, Fact
from bot.model.triage import Triage, Urgency
from bot.tutor.triage import assess
from tests.bank import catalog

_HERE = Path(__file__).parent / "unit" / "tutor"
NUMBERS = {"so-cong-an": "113", "so-cuu-hoa": "114", "so-cap-cuu": "115", "so-bao-ve-tre-em": "111"}


@cache
def shipped() -> Catalog:
    """The bank that ships."""
    return open_bank(shipped_bank(), today=date(2026, 11, 29))


def rules() -> Triage:
    """The rules that ship."""
    return shipped().triage


def is_well_judged(kind: Urgency | None, text: str, triage: Triage) -> bool:
    """Whether a text brings the card that it should, or none, whatever its Unicode form; a cry without accents, too."""
    found = [assess(form, triage) for form in forms(text)]
    if kind is None:
        return not any(found)
    told = {(each.kind, each.rule) if each is not None else None for each in found}
    return len(told) == 1 and found[0] is not None and found[0].kind is kind and assess(bare(text), triage) is not None


def forms(text: str) -> tuple[str, str, str]:
    """A text in three forms that mean the same."""
    return unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text), text.upper()


def urgent() -> list[tuple[Urgency, str]]:
    """Texts of people in danger, and which."""
    return _told("urgent.tsv")


def missed() -> list[tuple[Urgency, str]]:
    """Texts of people in danger who are not found, or get another card; they are weighed all the same."""
    return _told("missed.tsv")


def _told(name: str) -> list[tuple[Urgency, str]]:
    return [(Urgency(kind), text) for kind, _, text in (line.partition("\t") for line in _lines(name))]


def _lines(name: str) -> list[str]:
    return (_HERE / name).read_text(encoding="utf-8").splitlines()


def innocent() -> list[str]:
    """Texts of people who are in no danger, many of which look alike."""
    return _lines("innocent.txt")


def interrupted() -> list[str]:
    """Texts of people in no danger who are interrupted all the same; they are weighed with the others."""
    return _lines("interrupted.txt")


def sort(triage: Triage) -> None:
    """Puts each text into the file where it belongs, by how it is judged now."""
    grave = [(kind, text, is_well_judged(kind, text, triage)) for kind, text in dict.fromkeys((*urgent(), *missed()))]
    calm = [(text, is_well_judged(None, text, triage)) for text in dict.fromkeys((*innocent(), *interrupted()))]
    for is_well, name in ((True, "urgent.tsv"), (False, "missed.tsv")):
        _write(name, (f"{kind}\t{text}" for kind, text, is_so in grave if is_so is is_well))
    for is_well, name in ((True, "innocent.txt"), (False, "interrupted.txt")):
        _write(name, (text for text, is_so in calm if is_so is is_well))


def _write(name: str, lines: Iterable[str]) -> None:
    (_HERE / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def bare(text: str) -> str:
    """A text as it is typed without accents."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in parts if not unicodedata.combining(char))


def watchful(numbers: dict[str, str] | None = None, valid_until: date | None = None) -> Catalog:
    """The tests' small bank with the rules that ship, and numbers to call."""
    facts = [
        Fact(FactKey(key), value, "Báo", date(2026, 11, 22), "Tổ biên tập", valid_until)
        for key, value in (NUMBERS if numbers is None else numbers).items()
    ]
    small = catalog()
    return replace(small, facts={**small.facts, **{fact.key: fact for fact in facts}}, triage=rules())
