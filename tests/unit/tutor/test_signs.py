"""Small signs show danger together, and none of them does alone."""

from dataclasses import replace

import pytest

from bot.model.triage import Signs, Triage, TriageRule, Urgency
from bot.tutor.signs import WINDOW, are_enough, doublings, heaviest, kind_of, signs_in
from bot.tutor.triage import SMALL_SIGNS, Urgent, assess, fitting, own_words
from tests.danger import bare
from tests.signs import FEWEST_TEXTS, Text, Words, beside_others, danger, points, weights

SIGNS = Signs(
    10,
    2,
    6,
    {"so": 3, "chay mau": 6, "tien": 4, "chan": 4, "viet": -5, "sợ": 2, "sò": -9},
    {Urgency.MEDICAL: {"chay mau": 5}, Urgency.SCAM: {"tien": 3, "chan": 3}},
)
TRIAGE = Triage(
    (TriageRule("luat", Urgency.CHILD, (("lạc",),)),),
    sayings=("mất tiền ngu",),
    doubts=("^nếu", "thì sao"),
    signs=SIGNS,
)


def kind_in(text: str, triage: Triage = TRIAGE) -> Urgency | None:
    found = assess(text, triage)
    return found.kind if found is not None else None


def test_words_each_two_in_a_row_and_words_with_accents_are_signs() -> None:
    assert signs_in(["so", "qua", "so"], ["sợ", "", "so"]) == {"so", "qua", "so qua", "qua so", "sợ"}
    assert signs_in([], []) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("so chay mau", None),
        ("so chay mau tien", Urgency.MEDICAL),
        ("so tien chan", Urgency.SCAM),
        ("so tien chan viet", None),
        ("so so so so", None),  # a word counts once
        ("sợ chảy máu", Urgency.MEDICAL),  # the accents weigh, too
        ("Sợ chảy máu", Urgency.MEDICAL),
        ("SO\u0323\u031b chay mau", Urgency.MEDICAL),
        ("sò tien chan", None),
        ("", None),
    ],
)
def test_they_have_to_weigh_enough(text: str, kind: Urgency | None) -> None:
    assert kind_in(text) is kind


def test_what_speaks_for_no_kind_is_the_most_urgent() -> None:
    assert kind_of({"so"}, SIGNS, frozenset()) is Urgency.SUICIDE


def test_in_doubt_they_have_to_weigh_a_quarter_more() -> None:
    assert not are_enough({"so", "tien", "chan"}, SIGNS, is_told=False, is_doubtful=True)
    assert are_enough({"so", "tien", "chan", "chay mau"}, SIGNS, is_told=False, is_doubtful=True)
    assert are_enough({"tien"}, SIGNS, is_told=True, is_doubtful=True)


def test_a_rule_needs_fewer_of_them_and_speaks_for_its_kind() -> None:
    assert kind_in("lạc rồi") is None
    assert fitting("lạc rồi, tien", TRIAGE) == ("luat",)
    assert kind_in("lạc rồi, tien") is Urgency.CHILD
    assert fitting("lạc rồi, viet, tien", TRIAGE) == ()
    assert kind_in("lạc rồi, chay mau") is Urgency.CHILD
    strong = replace(TRIAGE, signs=replace(SIGNS, kinds={Urgency.MEDICAL: {"chay mau": 7}}))
    found = assess("lạc rồi, chay mau", strong)
    assert found is not None
    assert (found.kind, found.rule) == (Urgency.MEDICAL, "luat"), "it was a rule that told of danger"
    assert fitting("lạc rồi, chay mau", strong) == ("luat",)


def test_without_any_a_rule_alone_tells() -> None:
    alone = replace(TRIAGE, signs=Signs())
    assert kind_in("lạc rồi", alone) is Urgency.CHILD
    assert kind_in("so chay mau tien", alone) is None


def test_of_a_longer_text_the_words_in_a_row_that_weigh_most_are_read() -> None:
    words = ["a"] * WINDOW + ["so", "tien", "chan"] + ["viet"] * WINDOW
    part = heaviest(words, [""] * len(words), SIGNS.points)
    assert part == slice(3, 3 + WINDOW), "without what speaks against it"
    assert heaviest(words[:WINDOW], [""] * WINDOW, SIGNS.points) == slice(0, WINDOW)
    assert heaviest(["a"] * 2 * WINDOW, [""] * WINDOW + ["sợ"] + [""] * (WINDOW - 1), SIGNS.points).start == 1
    assert heaviest([], [], SIGNS.points) == slice(0, 0)


def test_a_pair_counts_where_both_its_words_are_read() -> None:
    words = ["chay", "mau"] + ["a"] * (WINDOW - 2) + ["tien"]
    assert heaviest(words, [""] * len(words), SIGNS.points) == slice(0, WINDOW)


@pytest.mark.parametrize("before", [0, 1, 2])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_cry_for_help_is_heard_beside_other_talk(before: int, after: int) -> None:
    other = ["viet", *["a"] * WINDOW]
    text = " ".join([*other * before, "tien, sợ, chay mau", *["a"] * WINDOW, *other * after])
    found = assess(text, TRIAGE)
    assert found is not None
    assert found.kind is Urgency.MEDICAL
    assert "chay mau" in text[found.start : found.end]
    assert len(text[found.start : found.end].split()) == WINDOW


def test_the_longer_a_text_is_the_more_is_asked_of_a_part_of_it() -> None:
    signs = "so tien chan"  # 11 points, of 10
    assert kind_in(f"{signs} {'a ' * (WINDOW - 3)}") is Urgency.SCAM
    assert kind_in(f"{signs} {'a ' * (2 * WINDOW - 3)}") is None
    assert kind_in(f"lạc, {signs} {'a ' * (2 * WINDOW - 3)}") is Urgency.CHILD, "a rule is worth six"
    assert [doublings(count) for count in (0, WINDOW, 2 * WINDOW, 8 * WINDOW)] == [0, 0, 1, 3]


@pytest.mark.parametrize("text", ["Nếu em so, nó chan em, tien mất", "Em so, nó chan em, tien mất thì sao"])
def test_a_phrase_that_casts_doubt_is_as_good_as_an_exercise(text: str) -> None:
    assert own_words(text, TRIAGE)[2]
    assert assess(text, TRIAGE) is None
    assert assess(f"{text}, chay mau", TRIAGE) is not None


def test_the_whole_text_shows_them() -> None:
    text = "Em so, nó chặn em, tien mất"
    assert assess(text, TRIAGE) == Urgent(Urgency.SCAM, SMALL_SIGNS, 0, len(text))


def test_sayings_and_what_others_said_weigh_nothing() -> None:
    assert assess("Em so, nó chan em, mất tiền ngu", TRIAGE) is None
    assert assess("Em so, nó “chan em, tien mất”", TRIAGE) is None


def test_a_rule_that_counts_comes_behind_those_that_name_the_danger() -> None:
    counting = TriageRule("dem", Urgency.SUICIDE, (("sợ",),), some=(("chặn",),), least=1)
    rules = Triage((counting, *TRIAGE.rules))
    assert fitting("Em sợ, nó chặn em, em bị lạc", rules) == ("luat", "dem")
    assert fitting("Em sợ, nó chặn em", rules) == ("dem",)


def test_what_stands_on_one_side_weighs_for_it_and_a_word_of_few_texts_nothing() -> None:
    hurt = [frozenset({"mau", "em", str(at // (FEWEST_TEXTS - 1))}) for at in range(8)]
    calm = [frozenset({"viet", "em", str(9 + at // (FEWEST_TEXTS - 1))}) for at in range(8)]
    found = points(weights(hurt, calm))
    assert found["mau"] > 0 > found["viet"]
    assert found.keys() == {"mau", "viet"}
    assert found == points(weights(hurt[::-1], calm[::-1]))


def test_a_writers_own_words_are_what_is_weighed() -> None:
    text = "Em sợ, nó “chặn em”, mất tiền ngu"
    assert own_words(text, TRIAGE) == (["em", "so", "no"], ["", "sợ", "nó"], False)


def words(text: str) -> Words:
    return Words(text.split(), [""] * len(text.split()))


def told(number: int, *, is_calm: bool) -> Text:
    text = words(f"hom {number} bai hoc" if is_calm else f"bi {number} chay mau")
    return Text(text, text, None if is_calm else Urgency.MEDICAL, None, 1, is_doubted=False)


TOLD = [told(number, is_calm=number % 2 == 0) for number in range(40)]


def test_texts_are_put_beside_each_other_and_tell_of_the_same_danger() -> None:
    beside = beside_others(TOLD)
    assert {kind for _, kind in beside} == {None, Urgency.MEDICAL}
    assert all(("mau" in text.folded) is (kind is Urgency.MEDICAL) for text, kind in beside)
    assert {len(text.folded) for text, _ in beside} == {8, 12}
    assert beside == beside_others(TOLD[::-1]), "in whatever order they stand in their file"


def test_what_tells_of_danger_is_weighed_beside_other_talk() -> None:
    found = danger(TOLD)
    assert found["chay mau"] > 0 > found["bai"]
    assert found == danger(TOLD)


def test_without_accents_a_text_keeps_its_letters() -> None:
    assert bare("Đừng sợ “nó” 🙂") == "Dung so “no” 🙂"
