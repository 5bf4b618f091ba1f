"""Texts of people in danger, and of people who are not; and a bank that can tell them apart."""

import unicodedata
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.lessonbank.load import open_bank, shipped_bank
from bot.model.ids import FactKey
from bot.model.lesson import Catalog, Fact
from bot.model.triage import Triage, Urgency
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


def urgent() -> list[tuple[Urgency, str]]:
    """Texts of people in danger, and which."""
    return _told("urgent.tsv")


def missed() -> list[tuple[Urgency, str]]:
    """Texts of people in danger who are not found, or get another card; they are weighed all the same."""
    return _told("missed.tsv")


def _told(name: str) -> list[tuple[Urgency, str]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [(Urgency(kind), text) for kind, _, text in (line.partition("\t") for line in lines)]


def innocent() -> list[str]:
    """Texts of people who are in no danger, many of which look alike."""
    return (_HERE / "innocent.txt").read_text(encoding="utf-8").splitlines()


def interrupted() -> list[str]:
    """Texts of people in no danger who are interrupted all the same; they are weighed with the others."""
    return (_HERE / "interrupted.txt").read_text(encoding="utf-8").splitlines()


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
