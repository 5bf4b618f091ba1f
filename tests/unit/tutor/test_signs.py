"""Small signs show danger together, and none of them does alone."""

from dataclasses import replace

import pytest

from bot.model.triage import Signs, Triage, TriageRule, Urgency
from bot.tutor.signs import CRY, FEWEST, WINDOW, OwnWords, are_enough, doublings, heaviest, kind_of, signs_in
from bot.tutor.triage import SMALL_SIGNS, Urgent, assess, fitting, own_words
from tests.danger import bare
from tests.signs import FEWEST_TEXTS, INTERRUPTED_SHARE, Text, Unseen, asked, beside_others, danger, points, weights

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
    turns=("mà", "với lại"),
    signs=SIGNS,
)


def kind_in(text: str, triage: Triage = TRIAGE) -> Urgency | None:
    found = assess(text, triage)
    return found.kind if found is not None else None


def words(text: str, *begins: int, ends: tuple[int, ...] = ()) -> OwnWords:
    """Without accents."""
    return OwnWords(text.split(), [""] * len(text.split()), begins, ends)


def test_words_each_two_in_a_row_and_words_with_accents_are_signs() -> None:
    said = OwnWords(["so", "qua", "so", "viet"], ["sợ", "", "so", ""], (), ())
    assert signs_in(said, slice(0, 3)) == {"so", "qua", "so qua", "qua so", "sợ"}
    assert signs_in(said, slice(0, 0)) == set()


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
    assert not are_enough({"so", "tien", "chan"}, SIGNS, is_told=False, count=WINDOW, is_doubtful=True)
    assert are_enough({"so", "tien", "chan", "chay mau"}, SIGNS, is_told=False, count=WINDOW, is_doubtful=True)
    assert are_enough({"tien"}, SIGNS, is_told=True, count=WINDOW, is_doubtful=True)
    assert are_enough(set(), SIGNS, is_told=True, count=CRY), "a cry"
    assert not are_enough(set(), SIGNS, is_told=True, count=CRY + 1)
    assert not are_enough(set(), SIGNS, is_told=False, count=CRY)


def test_fewer_words_than_a_sentence_has_are_no_danger_without_a_rule() -> None:
    heavy = {"so", "tien", "chan", "chay mau"}
    assert are_enough(heavy, SIGNS, is_told=False, count=FEWEST)
    assert not are_enough(heavy, SIGNS, is_told=False, count=FEWEST - 1)


def test_a_rule_needs_fewer_of_them_and_speaks_for_its_kind() -> None:
    assert kind_in("lạc rồi ạ nha") is None
    assert kind_in("lạc rồi") is Urgency.CHILD, "a cry"
    assert fitting("lạc rồi ạ, tien", TRIAGE) == ("luat",)
    assert kind_in("lạc rồi ạ, tien") is Urgency.CHILD
    assert fitting("lạc rồi ạ, viet, tien", TRIAGE) == ()
    assert kind_in("lạc rồi ạ, chay mau") is Urgency.CHILD
    strong = replace(TRIAGE, signs=replace(SIGNS, kinds={Urgency.MEDICAL: {"chay mau": 7}}))
    found = assess("lạc rồi ạ, chay mau", strong)
    assert found is not None
    assert (found.kind, found.rule) == (Urgency.MEDICAL, "luat"), "it was a rule that told of danger"
    assert fitting("lạc rồi ạ, chay mau", strong) == ("luat",)


def test_without_any_a_rule_alone_tells() -> None:
    alone = replace(TRIAGE, signs=Signs())
    assert kind_in("lạc rồi", alone) is Urgency.CHILD
    assert kind_in("so chay mau tien", alone) is None


def test_of_a_longer_text_the_words_in_a_row_that_weigh_most_are_read() -> None:
    many = "a " * WINDOW + "so tien chan " + "viet " * WINDOW
    assert heaviest(words(many), SIGNS.points) == slice(3, 3 + WINDOW), "without what speaks against it"
    assert heaviest(words("viet so"), SIGNS.points) == slice(0, 2)
    accented = OwnWords(["a"] * 2 * WINDOW, [""] * WINDOW + ["sợ"] + [""] * (WINDOW - 1), (), ())
    assert heaviest(accented, SIGNS.points).start == 1
    assert heaviest(words(""), SIGNS.points) == slice(0, 0)


def test_a_pair_counts_where_both_its_words_are_read() -> None:
    assert heaviest(words("chay mau " + "a " * (WINDOW - 2) + "tien"), SIGNS.points) == slice(0, WINDOW)


@pytest.mark.parametrize("before", [2, WINDOW, 3 * WINDOW])
def test_the_end_of_a_text_is_read_by_itself_where_something_else_begins(before: int) -> None:
    text = "viet " * before + "so tien chan"
    assert heaviest(words(text, before), SIGNS.points) == slice(before, before + 3)
    assert heaviest(words(text), SIGNS.points) == slice(max(before + 3 - WINDOW, 0), before + 3)
    fewer = before + 3 - (FEWEST - 1)
    assert heaviest(words(text, fewer), SIGNS.points).start != fewer, "too few words tell nothing"


def test_a_sentence_is_read_by_itself() -> None:
    assert heaviest(words("so tien chan viet viet", ends=(3,)), SIGNS.points) == slice(0, 3), "the first one"
    text = words("viet viet so tien chan viet viet", 2, 5, ends=(2, 5))
    assert heaviest(text, SIGNS.points) == slice(2, 5), "one in the middle"
    assert heaviest(words("viet so tien chan viet", 1, ends=(1,)), SIGNS.points) == slice(1, 5), "up to the end alone"
    assert heaviest(words("viet so tien viet", 1, 3, ends=(1, 3)), SIGNS.points) != slice(1, 3), "too few words"


@pytest.mark.parametrize("turn", [". ", ", ", " mà ", " MA ", " với lại ", "! ", " – "])
def test_behind_a_mark_or_a_turn_to_something_else_a_cry_is_heard(turn: str) -> None:
    assert kind_in(f"em viet bai{turn}so tien chan") is Urgency.SCAM
    assert kind_in("em viet bai so tien chan") is None
    assert kind_in("em viet bai: so tien chan") is None, "what is asked for"
    assert kind_in("so tien chan. Em viet bai") is Urgency.SCAM
    assert kind_in("so tien chan, em viet bai") is None, "tales begin like that"
    assert kind_in("Em viết về con ma tien chặn sợ") is None, "a ghost turns to nothing"


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
    assert kind_in(f"lạc tien {'a ' * (WINDOW - 2)}") is Urgency.CHILD, "a rule is worth six"
    assert kind_in(f"lạc tien {'a ' * (2 * WINDOW - 2)}") is None
    assert kind_in(f"lạc so tien {'a ' * (2 * WINDOW - 3)}") is Urgency.CHILD
    assert [doublings(count) for count in (0, WINDOW, 2 * WINDOW, 8 * WINDOW)] == [0, 0, 1, 3]


@pytest.mark.parametrize("text", ["Nếu em so, nó chan em, tien mất", "Em so, nó chan em, tien mất thì sao"])
def test_a_phrase_that_casts_doubt_is_as_good_as_an_exercise(text: str) -> None:
    assert own_words(text, TRIAGE)[1]
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
    assert own_words(text, TRIAGE) == (OwnWords(["em", "so", "no"], ["", "sợ", "nó"], [0, 2], []), False)


def told(number: int, *, is_calm: bool) -> Text:
    """Two of three are longer than what is weighed of a text, and tell at the end; each has words of its own."""
    before = [f"{letter}{number}" for letter in "abcdefghijklmnopqrstuvwx" * (number % 3 > 0)]
    said = (
        ["hom", str(number), "bai", "hoc"] if is_calm else ["mai"] * bool(before) + ["bi", str(number), "chay", "mau"]
    )
    text = words(" ".join(before + said))
    kind = None if is_calm else Urgency.MEDICAL
    return Text(text, text, kind, is_told=number == 1, copies=1, is_doubted=number == 2)


TOLD = [told(number, is_calm=number % 2 == 0) for number in range(40)]


def test_texts_are_put_beside_each_other_and_tell_of_the_same_danger() -> None:
    beside = beside_others(TOLD)
    assert {each.kind for each in beside} == {None, Urgency.MEDICAL}
    for each in beside:
        numbers = [int(word) for word in each.typed.folded if word.isdigit()]
        assert ("mau" in each.typed.folded) is (each.kind is Urgency.MEDICAL)
        assert len(numbers) == (2 if each.kind else 3)
        assert (each.is_told, each.is_doubted) == (1 in numbers, 2 in numbers)
        assert len(each.typed.begins) == len(each.typed.ends) + 1 == len(numbers)
    ends = {each.typed.folded[-1] for each in beside if each.kind}
    assert ends == {"mau", "hoc"}, "before and behind it"
    assert beside == beside_others(TOLD[::-1]), "in whatever order they stand in their file"


def test_what_tells_of_danger_is_weighed_beside_other_talk() -> None:
    found = danger(TOLD)
    assert found["chay mau"] > 0 > found["bai hoc"]
    assert found["mai"] > 0, "it stands at the end of long texts alone"
    assert found == danger(TOLD)


def test_so_many_points_are_asked_that_few_harmless_texts_interrupt() -> None:
    calm = [Unseen(told(2 * number, is_calm=True), number, is_beside=False) for number in range(0, 300, 3)]
    signs = asked(calm)
    short = [each.points for each in calm if len(each.text.typed.folded) <= WINDOW]
    assert sum(each >= signs.least for each in short) <= INTERRUPTED_SHARE * len(short)
    assert sum(each >= signs.least - 9 for each in short) > INTERRUPTED_SHARE * len(short)
    grave = Unseen(told(3, is_calm=False), signs.least, is_beside=False)
    assert grave.is_found(signs, is_told=False)
    assert not replace(grave, points=signs.least - 1).is_found(signs, is_told=False)
    assert replace(grave, points=signs.least - 1).is_found(replace(signs, told=1), is_told=True)
    assert not replace(grave, text=replace(grave.text, is_doubted=True)).is_found(signs, is_told=False)


def test_without_accents_a_text_keeps_its_letters() -> None:
    assert bare("Đừng sợ “nó” 🙂") == "Dung so “no” 🙂"
