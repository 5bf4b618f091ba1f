"""Small signs show danger together, and none of them does alone."""

from dataclasses import replace

import pytest

from bot.model.triage import Signs, Triage, TriageRule, Urgency
from bot.tutor.signs import MOST_WORDS, signs_in, weighed
from bot.tutor.triage import SMALL_SIGNS, Urgent, assess, fitting, own_words
from tests.signs import points, weights

SIGNS = Signs(
    10,
    {"so": 3, "chay mau": 6, "tien": 4, "chan": 4, "viet": -5},
    {Urgency.MEDICAL: {"chay mau": 5}, Urgency.SCAM: {"tien": 3, "chan": 3}},
)
TRIAGE = Triage(
    (TriageRule("luat", Urgency.CHILD, (("lạc",),)),),
    sayings=("mất tiền ngu",),
    doubts=("^nếu", "thì sao"),
    signs=SIGNS,
)


def test_words_and_each_two_in_a_row_are_signs() -> None:
    assert signs_in(["so", "qua", "so"]) == {"so", "qua", "so qua", "qua so"}
    assert signs_in([]) == set()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("so chay mau", None),
        ("so chay mau tien", Urgency.MEDICAL),
        ("so tien chan", Urgency.SCAM),
        ("so tien chan viet", None),
        ("so so so so", None),  # a word counts once
        ("", None),
    ],
)
def test_they_have_to_weigh_enough(words: str, kind: Urgency | None) -> None:
    assert weighed(words.split(), SIGNS) is kind


def test_what_speaks_for_no_kind_is_the_most_urgent() -> None:
    assert weighed(["so"], Signs(3, {"so": 3})) is Urgency.SUICIDE


def test_in_doubt_they_have_to_weigh_half_as_much_again() -> None:
    assert weighed(["so", "tien", "chan"], SIGNS, is_doubtful=True) is None
    assert weighed(["so", "tien", "chan", "chay", "mau"], SIGNS, is_doubtful=True) is Urgency.SCAM


def test_what_speaks_against_danger_silences_every_rule_but_the_gravest() -> None:
    every = (TriageRule("tre", Urgency.CHILD, (("lạc",),)), TriageRule("chet", Urgency.SUICIDE, (("muốn chết",),)))
    triage = replace(TRIAGE, rules=every)
    assert fitting("lạc rồi, sợ", triage) == ("tre",)
    assert fitting("viết: lạc rồi, sợ", triage) == ()
    assert fitting("viết: lạc rồi, muốn chết", triage) == ("chet",)


def test_without_any_nothing_is_shown() -> None:
    assert weighed(["so"], Signs()) is None


def test_in_a_long_text_the_beginning_is_weighed() -> None:
    assert weighed([*["a"] * (MOST_WORDS - 3), "so", "tien", "chan"], SIGNS) is not None
    assert weighed([*["a"] * (MOST_WORDS - 2), "so", "tien", "chan"], SIGNS) is None


@pytest.mark.parametrize("text", ["Nếu em sợ, nó chặn em, tiền mất", "Em sợ, nó chặn em, tiền mất thì sao"])
def test_a_phrase_that_casts_doubt_is_as_good_as_an_exercise(text: str) -> None:
    assert own_words(text, TRIAGE)[1]
    assert assess(text, TRIAGE) is None
    assert assess(f"{text}, chảy máu", TRIAGE) is not None


def test_a_rule_comes_before_them() -> None:
    text = "Em sợ, nó chặn em, tiền mất"
    assert assess(text, TRIAGE) == Urgent(Urgency.SCAM, SMALL_SIGNS, 0, len(text))
    lost = f"{text}, lạc"
    assert fitting(lost, TRIAGE) == ("luat", SMALL_SIGNS)


def test_sayings_and_what_others_said_weigh_nothing() -> None:
    assert assess("Em sợ, nó chặn em, mất tiền ngu", TRIAGE) is None
    assert assess("Em sợ, nó “chặn em, tiền mất”", TRIAGE) is None


def test_a_rule_that_counts_comes_behind_those_that_name_the_danger() -> None:
    counting = TriageRule("dem", Urgency.SUICIDE, (("sợ",),), some=(("chặn",),), least=1)
    assert fitting("Em sợ, nó chặn em, em bị lạc", Triage((counting, *TRIAGE.rules))) == ("luat", "dem")


def test_what_stands_on_one_side_weighs_for_it_and_a_word_of_one_text_nothing() -> None:
    hurt, calm = [frozenset({"mau", "em", name}) for name in "abc"], [frozenset({"viet", "em", name}) for name in "xyz"]
    found = points(weights(hurt, calm))
    assert found["mau"] > 0 > found["viet"]
    assert found.keys() == {"mau", "viet"}
    assert found == points(weights(hurt[::-1], calm[::-1]))


def test_a_writers_own_words_are_what_is_weighed() -> None:
    assert own_words("Em sợ, nó “chặn em”, mất tiền ngu", TRIAGE) == (["em", "so", "no"], False)
