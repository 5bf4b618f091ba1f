"""Urgent triage finds whoever is in danger, by rules that anybody can read, and leaves everybody else in peace."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.triage import NO_TRIAGE, Signs, Triage, TriageRule, Urgency
from bot.tutor.fold import fold
from bot.tutor.route import SLASH, WORDS
from bot.tutor.triage import MOST_CHARACTERS, SMALL_SIGNS, Urgent, assess, fitting
from tests.danger import bare, forms, innocent, interrupted, missed, rules, urgent


def test_there_are_texts_of_every_kind() -> None:
    kinds = [kind for kind, _ in urgent()]
    assert all(kinds.count(kind) >= 12 for kind in Urgency)
    assert len(set(urgent())) >= 60
    assert len(set(innocent())) >= 100


# There are more than ten thousand texts: one test looks at all, and tells each that is judged wrongly. Traced line by
# line they take minutes, and lead nowhere that the tests below do not lead.


def none_of(wrong: Iterable[str]) -> None:
    """Fails with all of these, one a line."""
    told = "\n".join(wrong)
    assert not told, told


def test_few_texts_stand_where_they_are_judged_wrongly() -> None:
    assert len(missed()) < 0.03 * len(urgent())
    assert len(interrupted()) < 0.005 * len(innocent())


@pytest.mark.no_cover
def test_whoever_is_in_danger_is_found() -> None:
    def is_found(kind: Urgency, text: str) -> bool:
        found = assess(text, rules())
        if found is None or found.kind is not kind:
            return False
        return 0 <= found.start < found.end <= len(text) and found.rule in fitting(text, rules())

    none_of(f"{kind}: {text}: {assess(text, rules())}" for kind, text in urgent() if not is_found(kind, text))


@pytest.mark.no_cover
def test_everybody_else_is_left_in_peace() -> None:
    none_of(f"{text}: {found}" for text in innocent() if (found := assess(text, rules())) is not None)


@pytest.mark.no_cover
def test_no_command_is_a_cry_for_help() -> None:
    none_of(text for name in SLASH for text in (name, f"/{name}", f"/{name}@banhoc_bot") if assess(text, rules()))
    none_of(word for word in WORDS if assess(word, rules()))


@pytest.mark.no_cover
def test_the_unicode_form_and_the_case_do_not_count() -> None:
    def rules_of(text: str) -> list[str | None]:
        return [found.rule if found else None for found in (assess(form, rules()) for form in forms(text))]

    texts = (*(text for _, text in urgent()), *innocent())[::5]
    none_of(f"{text}: {found}" for text in texts if len(set(found := rules_of(text))) > 1)


@pytest.mark.no_cover
def test_whoever_types_no_accents_is_found_too() -> None:
    none_of(text for _, text in urgent() if assess(bare(text), rules()) is None)


def test_where_no_rule_fits_small_signs_bring_the_card() -> None:
    found = assess(text := "Chào em. Giờ em đang ngồi trên lan can tầng 12", rules())
    assert found is not None
    assert (found.kind, found.rule) == (Urgency.SUICIDE, SMALL_SIGNS)
    assert "lan can" in text[found.start : found.end]
    assert list(fitting(text, rules())) == [SMALL_SIGNS]


@given(st.text(max_size=300))
def test_any_text_is_looked_at(text: str) -> None:
    found = assess(text, rules())
    assert found is None or 0 <= found.start < found.end <= len(text)


@given(st.lists(st.sampled_from([word for _, text in urgent() for word in text.split()]), max_size=60).map(" ".join))
def test_a_span_lies_within_the_text(text: str) -> None:
    found = assess(text, rules())
    assert found is None or text[found.start : found.end].strip() == text[found.start : found.end] != ""


LONG = {
    "danger": "bác vừa chuyển 20 triệu cho công an trên mạng ",
    "one sentence": "bị đánh chết chém giết ",
    "many sentences": "chết. ",
    "opened quotes": "“",
    "quotes": "'a' \"b\" ",
    "one word": "x",
    "the same word": "vừa ",
    "accents": "a\u0301",
}


@pytest.mark.parametrize("name", LONG)
def test_of_a_hundred_thousand_characters_the_beginning_is_read(name: str) -> None:
    text = (LONG[name] * 100_000)[:100_000]
    assert assess(text, rules()) == assess(text[:MOST_CHARACTERS], rules())


def test_what_stands_far_behind_is_not_read() -> None:
    text = "Em mệt lắm rồi, em không muốn sống nữa, em đang đứng trên cầu, em nhảy xuống đây, vĩnh biệt mọi người"
    assert assess("a " * (MOST_CHARACTERS // 2 - 100) + text, rules()) is not None
    assert assess("a " * (MOST_CHARACTERS // 2) + text, rules()) is None


def test_without_rules_nothing_is_urgent() -> None:
    assert assess("cứu tôi với, nó đang đánh tôi", NO_TRIAGE) is None


def rule(*every: tuple[str, ...], **more: object) -> TriageRule:
    return TriageRule("luat", Urgency.SCAM, every, **more)  # type: ignore[arg-type]  # the rule's own fields, by name


def fits(text: str, *every: tuple[str, ...], sayings: tuple[str, ...] = (), **more: object) -> bool:
    return bool(fitting(text, Triage((rule(*every, **more),), sayings)))


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("chuyển tiền", "Tôi CHUYỂN   TIỀN rồi", True),
        ("chuyển tiền", "toi chuyen tien roi", True),
        ("chuyển tiền", "tôi chuyện tiền", False),
        ("chuyển tiền", "tôi chuyễn tiền", True),  # hỏi and ngã
        ("chuyển tiền", "tôi chuyển\ntiền", False),
        ("chuyển tiền", "chuyển", False),
        ("chuyển/gửi tiền", "gửi tiền", True),
        ("chuyển … tiền", "chuyển cho nó ít tiền", True),
        ("chuyển … tiền", "chuyển tiền", True),
        ("chuyển … tiền", "chuyển cho thằng đó rất nhiều tiền", False),
        ("chuyển … tiền", "chuyển nhà", False),
        ("# triệu", "20 triệu", True),
        ("# triệu", "5.000 triệu", True),
        ("# triệu", "mấy triệu", False),
        ("^viết", "viết giúp em", True),
        ("^viết", "Chào bạn, viết giúp em", True),
        ("^viết", "em viết xong", False),
        ("đánh em$", "bố đánh em", True),
        ("đánh em$", "Bố đánh em, em đau", True),
        ("đánh em$", "bố đánh em. Em đau", True),
        ("đánh em$", "mẹ đánh em bé dậy", False),
        ("tự tử", "t.ự t.ử", True),
        ("muốn chết", "muốn c*h*ế*t", True),
        ("tự tử", "t. ự t. ử", False),
        ("đập", "máy dập", False),
        ("đập", "may dap", True),
        ("không được", "k đc", True),  # short forms
        ("=chó", "con chó", True),
        ("=chó", "con cho", False),
        ("cứu", "cứuuuuu", True),
        ("cứu", "x" * 20, False),
        ("# tuổi", "con 9 tuổi", True),
        ("# tuổi", "con 1,5 tuổi", True),
        ("# tuổi", "bà 79 tuổi", False),  # no child
        ("# tuổi+", "bà 79 tuổi", True),
        ("cao tuổi", "người cao tuổi", True),
        ("haha", "vui quá kkk", True),  # however one laughs
        ("haha", "vui quá :))", True),
        ("haha", "vui quá Hihi", True),
        ("haha", "vui quá =))))", True),
        ("haha", "vui quá 🤣", True),
        ("haha", "buồn quá :((", False),
        ("haha", "gửi lúc 8:30)", False),
        ("quá$", "vui quá kkk em", True),
    ],
)
def test_where_a_phrase_stands(phrase: str, text: str, is_there: bool) -> None:
    assert fits(text, (phrase,)) is is_there


def test_each_family_stands_in_one_sentence_or_anywhere_in_the_text() -> None:
    every = (("vừa chuyển",), ("công an",))
    assert fits("vừa chuyển cho công an", *every)
    assert not fits("vừa chuyển. Công an gọi", *every)
    assert fits("vừa chuyển. Công an gọi", *every, is_whole=True)
    assert not fits("vừa chuyển", *every, is_whole=True)


def test_of_some_families_a_few_are_enough() -> None:
    some = (("vừa chuyển",), ("số lạ",), ("sợ quá",))
    assert fits("tôi vừa chuyển, sợ quá", ("tôi",), some=some, least=2)
    assert not fits("tôi sợ quá", ("tôi",), some=some, least=2)
    assert not fits("vừa chuyển, sợ quá", ("tôi",), some=some, least=2)
    assert not fits("tôi vừa chuyển. Sợ quá", ("tôi",), some=some, least=2)
    text = "À, số lạ gọi tôi. Sợ quá đi"
    found = assess(text, Triage((rule(("tôi",), some=some, least=2, is_whole=True),)))
    assert found is not None
    assert text[found.start : found.end] == "số lạ gọi tôi. Sợ quá"


def test_a_cry_is_a_text_of_a_few_words_and_enough_by_itself() -> None:
    for text, is_there in (
        ("bình ga nổ", True),
        ("nhà em bình ga nổ", True),
        ("nhà em bình ga nổ cô ơi", False),
        ("nhà em “có mùi lạ lắm” bình ga nổ", True),
    ):
        assert fits(text, ("ga nổ",), most=6) is is_there
    against = Signs(least=10, told=5, points={"ga": -20})
    cry, other = rule(("ga nổ",), most=6), rule(("ga nổ",))
    assert assess("nhà em bình ga nổ", Triage((cry,), signs=against)) is not None
    assert assess("nhà em bình ga nổ", Triage((other,), signs=against)) is None


def test_what_speaks_against_danger_counts_in_its_sentence_or_everywhere() -> None:
    every = (("bị lừa",),)
    assert not fits("năm ngoái bị lừa", *every, none=("năm ngoái",))
    assert fits("bị lừa. Khác với năm ngoái", *every, none=("năm ngoái",))
    assert not fits("bị lừa. Khác với năm ngoái", *every, none=("năm ngoái",), is_whole=True)
    assert not fits("bị lừa. Hãy viết đơn", *every, nowhere=("hãy viết",))


def test_what_speaks_against_danger_must_be_beyond_doubt() -> None:
    every = (("bóp cổ",),)
    assert fits("nó bóp cổ em ngay trước mặt con", *every, none=("ngày trước",))
    assert not fits("nó bóp cổ em hồi ngày trước ấy ạ", *every, none=("ngày trước",))
    assert not fits("ngay truoc no bop co em", *every, none=("ngày trước",))
    assert not fits("nó từng bóp cổ em, ko sao nữa rồi", *every, none=("không sao",))
    assert fits("nó bóp cổ em hồi 6, chú ơi", *every, none=("# chú",))


def test_sayings_mean_nothing_by_their_words() -> None:
    assert not fits("buồn cười muốn chết", ("muốn chết",), sayings=("cười muốn chết",))
    assert fits("buồn cười muốn chết, nhưng em muốn chết thật", ("muốn chết",), sayings=("cười muốn chết",))


QUOTING = Triage((rule(("muốn chết",)),), frames=("tin nhắn này",), tellers=("con tôi nhắn",))


@pytest.mark.parametrize(
    "text",
    [
        "Câu “tôi muốn chết” có nghĩa là gì",
        'Câu "tôi muốn chết" có nghĩa là gì',
        "Câu 'tôi muốn chết' có nghĩa là gì",
        "Câu ‘tôi muốn chết’ có nghĩa là gì",
        "Câu «tôi muốn chết» có nghĩa là gì",
        "Xem giúp tin nhắn này: tôi muốn chết",
    ],
)
def test_quoted_words_are_somebody_elses(text: str) -> None:
    assert assess(text, QUOTING) is None
    told = f"con tôi nhắn. {text}"
    assert assess(told, QUOTING) == Urgent(
        Urgency.SCAM, "luat", told.index("muốn chết"), told.index("muốn chết") + len("muốn chết")
    )
    assert assess(told, QUOTING, is_exercise=True) is None


def test_what_stands_around_a_quotation_is_ones_own() -> None:
    assert assess('tôi muốn chết, nó bảo "ừ"', QUOTING) is not None
    assert assess("tin nhắn này làm tôi muốn chết", QUOTING) is not None


def test_the_most_urgent_kind_is_told() -> None:
    kinds = [Urgency.SCAM, Urgency.MEDICAL, Urgency.RESCUE, Urgency.VIOLENCE, Urgency.CHILD, Urgency.SUICIDE]
    all_of_them = Triage(tuple(TriageRule(kind.value, kind, (("cứu",),)) for kind in kinds))
    assert fitting("cứu", all_of_them) == tuple(kind.value for kind in reversed(kinds))
    assert fitting("cứu", all_of_them) == tuple(Urgency)
    assert fold("Cứu") == "cuu"
