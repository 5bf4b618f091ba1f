"""The rules of triage: mistakes are told where they stand, and each rule is tried on what stands beside it."""

import shutil
from datetime import date

import pytest

from bot.lessonbank.load import open_bank, shipped_bank, shipped_triage
from bot.model.errors import LessonError
from bot.model.triage import Urgency
from bot.tutor.triage import assess
from tests.unit.lessonbank.written import TODAY, Written

TRIAGE = """\
words:
  me: [tôi, bác]
sayings: [cười muốn chết]
families:
  past: [năm ngoái, <number> năm trước]
kinds:
- kind: scam
  rules:
  - id: da-chuyen
    all:
    - [<me> vừa chuyển, lỡ/trót chuyển]
    - [công an]
    none: [<past>]
    examples:
    - Bác vừa chuyển tiền cho công an
    innocent:
    - Năm ngoái bác vừa chuyển tiền cho công an
- kind: suicide
  rules:
  - id: muon-chet
    scope: text
    all: [[muốn chết]]
    nowhere: [<past>]
    examples: [Tôi muốn chết]
    innocent: [Cười muốn chết, Tôi muốn chết. 3 năm trước]
"""


def spoilt(bank: Written, before: str, after: str) -> list[str]:
    assert TRIAGE.count(before) == 1, before
    bank.write("triage.yaml", TRIAGE.replace(before, after))
    return bank.faults()


def test_rules_that_keep_their_word_are_taken(bank: Written) -> None:
    bank.write("triage.yaml", TRIAGE)
    assert bank.faults() == []
    triage = bank.load().catalog.triage
    found = assess("toi lo chuyen cho cong an", triage)
    assert found is not None
    assert (found.kind, found.rule) == (Urgency.SCAM, "da-chuyen")


def test_an_example_that_signs_take_for_another_danger_is_told(bank: Written) -> None:
    kinds = "[{kind: medical, words: [{points: 90, words: muon}]}]"
    bank.write(
        "triage.yaml",
        f"{TRIAGE}signs: {{least: 5, doubled: 2, told: 5, words: [{{points: 1, words: tien}}], kinds: {kinds}}}\n",
    )
    assert any("caught as medical first, by 'muon-chet'" in fault for fault in bank.faults())


def test_small_signs_are_weighed_where_no_rule_fits(bank: Written) -> None:
    signs = """\
signs:
  least: 5
  doubled: 2
  told: 5
  words:
  - {points: 3, words: "mau, chay mau"}
  - {points: -2, words: viet}
  kinds:
  - kind: medical
    words:
    - {points: 4, words: chay mau}
"""
    bank.write("triage.yaml", TRIAGE + signs)
    assert bank.faults() == []
    triage = bank.load().catalog.triage
    found = assess("Tay em chảy máu", triage)
    assert found is not None
    assert found.kind is Urgency.MEDICAL
    assert assess("Viết: tay em chảy máu", triage) is None


def test_a_bank_without_rules_gets_those_that_ship(bank: Written) -> None:
    assert bank.faults() == []
    assert bank.load().catalog.triage is shipped_triage()
    assert len(shipped_triage().rules) >= 15


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (
            "    - Bác vừa chuyển tiền cho công an\n    innocent",
            "    - Bác chuyển tiền\n    innocent",
            "triage.yaml:15:7: kinds[0].rules[0].examples[0]: the rule 'da-chuyen' does not catch this",
        ),
        (
            "    none: [<past>]\n",
            "    none: []\n",
            (
                "triage.yaml:17:7: kinds[0].rules[0].innocent[0]: caught all the same, by 'da-chuyen', "
                "for 'bác vừa chuyển tiền cho công an'"
            ),
        ),
        (
            "    - Bác vừa chuyển tiền cho công an\n    innocent",
            "    - Bác vừa chuyển tiền cho công an, muốn chết\n    innocent",
            "triage.yaml:15:7: kinds[0].rules[0].examples[0]: caught as suicide first, by 'muon-chet'",
        ),
        (
            "<me> vừa",
            "<they> vừa",
            "triage.yaml:11:8: kinds[0].rules[0].all[0][0]: there is no list 'they' among words or families",
        ),
        (
            "<me> vừa",
            "<past> vừa",
            (
                "triage.yaml:11:8: kinds[0].rules[0].all[0][0]: a family such as 'past' stands alone: "
                "a list within a phrase is one of words"
            ),
        ),
        ("  me: [tôi, bác]\n", "  me: [tôi, bác]\n  xa: [xa]\n", "triage.yaml:3:3: words.xa: nobody uses this list"),
        (
            "families:\n",
            "families:\n  xa: [xa]\n",
            "triage.yaml:5:3: families.xa: nobody uses this list",
        ),
        (
            "    none: [<past>]\n",
            "    none: [<past>]\n    some: [[sợ]]\n    least: 2\n",
            "triage.yaml:15:5: kinds[0].rules[0].least: only 1 families stand in 'some'",
        ),
        ("- id: muon-chet", "- id: da-chuyen", "triage.yaml:20:5: kinds[1].rules[0].id: the rule 'da-chuyen' stands"),
        ("tôi, bác", "tôi, bác ấy", "triage.yaml:2:13: words.me[1]: write one word, without blanks or digits"),
        ("cười muốn chết]\nf", "… muốn chết]\nf", "triage.yaml:3:11: sayings[0]: a gap … stands between two words"),
        ("cười muốn chết]\nf", "cười … … chết]\nf", "triage.yaml:3:11: sayings[0]: a gap … stands between two words"),
        ("cười muốn chết]\nf", "^]\nf", "triage.yaml:3:11: sayings[0]: a gap … stands between two words"),
        ("cười muốn chết]\nf", "cười 2 lần]\nf", "triage.yaml:3:11: sayings[0]: '2' is no place of a phrase"),
        ("cười muốn chết]\nf", "cười/ chết]\nf", "triage.yaml:3:11: sayings[0]: 'cười/' is no place of a phrase"),
        ("- kind: scam", "- kind: fire", "triage.yaml:7:3: kinds[0].kind: take one of"),
        ("    innocent: [Cười muốn chết, Tôi muốn chết. 3 năm trước]\n", "", "kinds[1].rules[0].innocent: is missing"),
    ],
)
def test_a_mistake_is_told_where_it_stands(bank: Written, before: str, after: str, fault: str) -> None:
    faults = spoilt(bank, before, after)
    assert any(fault in each for each in faults), faults


def test_rules_that_cannot_be_read_keep_a_bank_closed(bank: Written) -> None:
    bank.write("triage.yaml", "kinds: [")
    assert len(bank.faults()) == 1
    assert not bank.load().catalog.triage.rules
    with pytest.raises(LessonError):
        open_bank(bank.folder, today=TODAY)


def test_the_rules_that_ship_are_beside_the_lessons(bank: Written) -> None:
    shutil.copy(shipped_bank() / "triage.yaml", bank.folder / "triage.yaml")
    assert bank.faults() == []
    assert bank.load(date(2026, 11, 29)).catalog.triage.rules == shipped_triage().rules
