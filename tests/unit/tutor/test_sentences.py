"""Whole sentences that say no more than one word would, and those that say something else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.learner import FormOfAddress
from bot.tutor.fold import fold
from bot.tutor.sentences import is_consent, read_address


@pytest.mark.parametrize("form", FormOfAddress)
@pytest.mark.parametrize(
    "sentence",
    [
        *("gọi tôi là {}", "gọi {} nhé", "cứ gọi {}", "Gọi {}.", "gọi là {}", "cứ gọi mình là {} thôi", "{} nhé!"),
        *("vâng, bạn cứ gọi tôi là {} ạ", "dạ gọi con là {} ạ", "gọi {} là {}", "kêu tui là {} nha", "là {}"),
        *("xưng hô là {} cũng được", "gọi {} là được rồi", "Từ nay cứ gọi tôi là {}", "cháu cứ gọi {} nhé", "{} đi"),
        *("tôi muốn được gọi là {}", "em thích gọi là {} ạ", "xin gọi tôi\nlà {}, nhé"),
    ],
)
def test_a_sentence_says_how_to_be_addressed(sentence: str, form: FormOfAddress) -> None:
    text = sentence.replace("{}", form.value)
    for typed in (text, text.upper(), unicodedata.normalize("NFD", text), fold(text)):
        assert read_address(typed) is form, typed


@pytest.mark.parametrize(
    "text",
    [
        *("", "gọi", "cứ gọi", "gọi tôi là", "gọi thế nào cũng được", "tôi đồng ý", "xin chào", "ạ", "nhé"),
        *("bác hay chị", "gọi bác hay chị", "bác, chị", "gọi tôi là bác hoặc cô", "gọi ông bà", "em gọi chị nhé"),
        *("gọi em là chị", "goi em la chi", "bác không thích", "không gọi là bác", "đừng gọi bác", "dung goi bac"),
        *("thôi đừng gọi tôi là bác", "tôi không muốn được gọi là bác", "khong goi bac", "chưa gọi bác nhé"),
        *("gọi bác sĩ", "gọi cô giáo", "gọi bác Hai nhé", "gọi chị Hoa", "gọi bác được không", "gọi bác nhé?"),
        *("cháu gọi bác nhé", "con gọi là cô", "chào bác", "bác ơi", "gọi bác rồi", "gọi bác " + "nhé " * 40),
    ],
)
def test_a_sentence_that_says_anything_else_is_left_unread(text: str) -> None:
    assert read_address(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("gọi tôi là ba", "cứ gọi chi", "gọi tôi là co", "gọi tôi là cổ", "gọi tôi là cờ", "gội tôi là bác"),
        *("gọi tôi là chữ", "gọi bạc nhé", "gọi bán", "gọi lả bác", "cú gọi bác"),
    ],
)
def test_among_accents_another_word_is_another_word(text: str) -> None:
    assert read_address(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("đồng ý", "tôi đồng ý", "vâng, tôi đồng ý", "đồng ý nhé", "ừ đồng ý", "Dạ vâng ạ, em đồng ý ạ.", "ok đồng ý"),
        *("có, tôi đồng ý", "tôi xin đồng ý", "tôi hoàn toàn đồng ý", "bác cũng đồng ý", "được rồi, tôi đồng ý luôn"),
        *("tôi đồng ý rồi", "chị đồng ý nha", "vâng, tôi đồng ý, học luôn nhé", "VÂNG\nTÔI ĐỒNG Ý!"),
    ],
)
def test_a_sentence_says_yes(text: str) -> None:
    for typed in (text, unicodedata.normalize("NFD", text), fold(text)):
        assert is_consent(typed), typed


@pytest.mark.parametrize("text", ["đúng, tôi đồng ý", "bà đồng ý", "dạ, bà đồng ý nhé"])
def test_a_word_that_is_another_one_without_accents_counts_with_them_alone(text: str) -> None:
    assert is_consent(text)
    assert not is_consent(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        *("", "vâng", "ok", "ừ", "được", "có", "tôi", "rồi", "nhé", "1", "đồng", "ý", "xin chào", "gọi tôi là bác"),
        *("không đồng ý", "khong dong y", "tôi không đồng ý", "chưa đồng ý", "chua dong y", "vâng, không đồng ý"),
        *("đừng đồng ý", "dung dong y", "dừng, tôi đồng ý", "tôi đồng ý đâu", "đồng ý hay không", "đồng ý không"),
        *("đồng ý?", "tôi có nên đồng ý không", "nếu tôi đồng ý", "tôi đồng ý một phần", "tôi đồng ý hết"),
        *(
            "mẹ đồng ý",
            "ba đồng ý",
            "bố mẹ đồng ý",
            "bạn đồng ý",
            "đông y",
            "động ý",
            "tôi đông y",
            "đồng ý không đồng ý",
        ),
        "đồng ý " + "nhé " * 40,
    ],
)
def test_a_denial_a_doubt_or_a_vague_word_is_no_yes(text: str) -> None:
    assert not is_consent(text)


@given(st.text(max_size=100))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert not is_consent(text) or "y" in fold(text)
    assert read_address(text) in {None, *FormOfAddress}


@pytest.mark.parametrize(
    "denial", ["không", "khong", "chưa", "chua", "đừng", "dung", "chẳng", "chả", "ko", "k", "hong"]
)
@given(st.data())
def test_no_word_of_denial_hides_in_a_sentence(denial: str, data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(["vâng, tôi đồng ý nhé", "cứ gọi tôi là bác nhé", "đồng ý", "bác"])).split()
    words.insert(data.draw(st.integers(0, len(words))), denial)
    assert not is_consent(" ".join(words))
    assert read_address(" ".join(words)) is None
