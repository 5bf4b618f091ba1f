import re

import pytest

from bot.tutor.fold import aligned, replaced
from bot.tutor.hearing import hear


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Đừng dùng, đúng không?", "dont DUNG, DUNG khong?"),
        ("dung dung", "dung dung"),
        ("chớ cho chó chờ", "nix cho CHO CHO"),
        ("Bác \t gửi__mã", "bac gui ma"),
        ("O.T.P và o-t-p", "otp va otp"),
        ("nhaaaa bácccc", "nha bacccc"),
        ("mã\u200b số", "ma so"),
        ("đư\u0300ng", "dont"),
    ],
)
def test_words_that_only_fold_alike_are_told_apart(text: str, said: str) -> None:
    assert hear(text).said == said


def test_a_place_is_known_in_the_text_as_given() -> None:
    heard = hear("Bác  đọc   O.T.P\u200b nhé")
    at = heard.said.index("otp")
    assert heard.written(at, at + 3) == "o.t.p"
    at = heard.said.index("doc")
    assert heard.written(at, at + 3) == "đọc"


def test_sentences_end_with_a_mark_and_a_blank_or_with_a_line() -> None:
    heard = hear("Một. Hai “ba?” bốn\nnăm")
    assert [heard.said[start:end] for start, end in heard.sentences()] == ["mot", " hai “ba?” bon", "nam"]


def test_what_is_put_in_keeps_the_offsets() -> None:
    folded, offsets = replaced(*aligned("Ấm  chấm  vn"), re.compile(" {2}cham {2}"), lambda _: ".")
    assert (folded, list(offsets)) == ("am.vn", [0, 1, 2, 10, 11, 12])
    assert replaced("am", range(3), re.compile("x"), lambda _: ".") == ("am", range(3))
