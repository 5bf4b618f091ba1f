import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.learner import FormOfAddress
from bot.model.text import plain
from bot.model.trust import Doubt, DoubtKind
from bot.tutor.fold import fold
from bot.tutor.trust import doubts, why
from tests.play import Play

HOSTS = frozenset({
    "gov.vn", "chatgpt.com", "gemini.google.com", "myaccount.google.com", "tinnhiemmang.vn", "hocai.example.vn",
})  # fmt: skip
FOLDER = Path(__file__).parent
HELD = [
    (frozenset(kinds.split()), text)
    for kinds, _, text in (line.partition("\t") for line in (FOLDER / "held.tsv").read_text("utf-8").splitlines())
]
HONEST = (FOLDER / "honest.txt").read_text("utf-8").splitlines()
"""What mentors who mean well write: most of it about codes, passwords and money."""
TOLD_BY_ACCENTS = ("Mở dịchvụcông.gov.vn giúp cháu", "Nói thế mà không hiểu thì ngu quá rồi")
"""Held for nothing but their accents: a host that is another one with them, and what may be `ngủ quá` without."""


def kinds_of(text: str) -> set[str]:
    return {doubt.kind.value for doubt in doubts(text, HOSTS)}


def as_marked(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def with_zero_width(text: str) -> str:
    return re.sub(r"(?<=[^\W\d_])(?=[^\W\d_])", "\u200b", text)


def test_the_tables_are_long_enough_and_hold_every_kind() -> None:
    assert len(HELD) >= 60
    assert len(HONEST) >= 120
    assert frozenset[str]().union(*(kinds for kinds, _ in HELD)) == {kind.value for kind in DoubtKind}
    assert len({text for _, text in HELD} | set(HONEST)) == len(HELD) + len(HONEST)


@pytest.mark.parametrize(("kinds", "text"), HELD)
def test_what_may_harm_is_held(kinds: frozenset[str], text: str) -> None:
    assert kinds_of(text) == kinds
    assert kinds_of(text.upper()) == kinds
    assert kinds_of(as_marked(text)) == kinds
    assert kinds_of(with_zero_width(text)) == kinds
    if text not in TOLD_BY_ACCENTS:
        assert kinds_of(fold(text)) == kinds


@pytest.mark.parametrize("text", HONEST)
def test_honest_advice_leaves(text: str) -> None:
    assert doubts(text, HOSTS) == ()
    assert doubts(text.upper(), HOSTS) == ()
    assert doubts(as_marked(text), HOSTS) == ()
    assert doubts(with_zero_width(text), HOSTS) == ()
    assert doubts(fold(text), HOSTS) == ()


@pytest.mark.parametrize(
    ("text", "kind", "evidence"),
    [
        ("Dạ, bác đọc mã OTP cho cháu, cháu gõ.", "asks_otp", "đọc mã OTP cho cháu"),
        ("Có mã OTP chưa bác? Đọc cho cháu nhé.", "asks_otp", "Đọc cho cháu nhé"),
        ("Bác gửi cháu 200k nhé", "asks_money", "gửi cháu 200k"),
        ("Vào abc.xyz/dk nhé", "foreign_link", "abc.xyz"),
        ("STK 19036677881234 nhé", "account_number", "19036677881234"),
        ("Gọi 0982 006 337 nhé", "private_contact", "0982 006 337"),
        ("Sao mà ngu thế", "abuse", "ngu thế"),
    ],
)
def test_a_doubt_tells_what_shows_it(text: str, kind: str, evidence: str) -> None:
    (doubt,) = doubts(text, HOSTS)
    assert doubt.kind == kind
    assert text[doubt.start : doubt.end].strip() == evidence


def test_doubts_of_one_kind_stand_apart_and_in_order() -> None:
    text = "Bác đọc mã OTP cho cháu. Bác vào abc.xyz và abd.xyz. Rồi đọc mã OTP cho cháu nữa."
    found = doubts(text, HOSTS)
    assert [doubt.kind for doubt in found] == [
        DoubtKind.ASKS_OTP, DoubtKind.FOREIGN_LINK, DoubtKind.FOREIGN_LINK, DoubtKind.ASKS_OTP,
    ]  # fmt: skip


def test_a_mailbox_at_an_allowed_host_is_public() -> None:
    assert doubts("Bác viết thư tới hotro@dichvucong.gov.vn nhé", HOSTS) == ()
    assert kinds_of("Bác viết thư tới hotro@dichvucong-gov.vn nhé") == {"private_contact"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Đúng, bác đọc mã OTP cho cháu", {"asks_otp"}),
        ("Dùng mã OTP đọc cho cháu", {"asks_otp"}),
        ("Chớ đọc mã OTP cho cháu hay ai khác", set()),
        ("Thay vì đọc mã OTP cho cháu, bác tự gõ", set()),
        ("Đừng gửi, đọc, đưa mã OTP cho cháu", set()),
        ("Đừng lo, đọc mã OTP cho cháu", {"asks_otp"}),
        ("Chưa hiểu thì đọc mã OTP cho cháu", {"asks_otp"}),
        ("Đọc mã OTP cho cháu là mất tiền đấy", set()),
        ("Bác tự gõ, đọc mã OTP cho cháu thì không nên", set()),
        ("Bác đọc mã OTP không cho cháu biết", set()),
        ("Gửi nốt mã OTP cho cháu", {"asks_otp"}),
        ("Bác hỏi có cần đọc mã OTP cho cháu không thì đừng đọc", set()),
        ("Bác hỏi có cần đọc mã OTP cho cháu không thì cứ đọc", {"asks_otp"}),
        ("Bác gửi mã OTP vào nhóm rồi thì xoá đi", set()),
        ("Bác gửi mã OTP vào nhóm rồi cháu xoá cho", {"asks_otp"}),
        ("Mã OTP về rồi bác. Bác gửi cháu, cháu nhập.", {"asks_otp"}),
        ("Mã OTP thì đừng đưa người lạ. Bác gửi cháu, cháu xem.", set()),
        ("Nhập mã đi bác. Bác chụp tin nhắn đó gửi cháu.", {"asks_otp"}),
        ("Có tin nhắn lạ. Bác chụp tin nhắn đó gửi cháu.", set()),
        ("Lớp mình ủng hộ tuỳ tâm nhé", {"asks_money"}),
        ("Hội người cao tuổi vận động, bác ủng hộ tuỳ tâm nhé", set()),
        ("Kẻ gian gọi bảo bác đọc mã OTP cho cháu", set()),
        ("Ai hỏi thì bác cứ đọc mã OTP cho cháu", {"asks_otp"}),
        ("Câu “đọc mã OTP cho cháu” nghe là biết", set()),
        ("“Đọc mã OTP cho cháu” thì bác cúp máy, lừa đấy", set()),
        ("“Đọc mã OTP cho cháu”", {"asks_otp"}),
        ("Ngân hàng vừa gửi mã OTP cho cháu", set()),
        ("Bác vào Zalo gửi mã OTP cho cháu", {"asks_otp"}),
        ("Khách quen trả 50k cho em", set()),
        ("Bác bấm Gửi mã OTP nhé", set()),
        ("Bác gửi mã OTP nhé", {"asks_otp"}),
        ("Cách chuyển tiền cho cháu: mở ứng dụng", set()),
        ("Muốn xong thì chuyển tiền cho cháu", {"asks_money"}),
        ("Bác không đọc mã OTP cho cháu thì mất tài khoản", {"asks_otp"}),
        ("Đừng đọc mã OTP cho cháu kẻo mất tài khoản", set()),
    ],
)
def test_what_stands_around_a_request_tells_what_it_is(text: str, kinds: set[str]) -> None:
    assert kinds_of(text) == kinds


def test_whoever_is_insulted_has_to_be_the_reader() -> None:
    assert kinds_of("Ngủ quá giờ rồi bác ơi") == set()
    assert kinds_of("Bác đừng nghĩ mình dốt quá") == set()
    assert kinds_of("Bác dốt quá") == {"abuse"}
    assert kinds_of("do ngu do bac") == set()


def test_a_writer_is_told_why_once_for_each_kind() -> None:
    play = Play()
    found = doubts("Bác đọc mã OTP cho cháu. Đọc mã OTP cho cháu đi. Vào abc.xyz nhé.", HOSTS)
    told = plain(why(found, play.state, play.context(frozenset())))
    assert told.count("OTP") == 1
    assert "đường dẫn" in told
    assert "mật khẩu" not in told


@pytest.mark.parametrize("kind", DoubtKind)
def test_each_kind_is_told(kind: DoubtKind) -> None:
    play = Play()
    none = plain(why((), play.state, play.context(frozenset())))
    told = plain(why((Doubt(kind, 0, 1),), play.state, play.context(frozenset())))
    assert len(told) > len(none) + 40
    assert FormOfAddress.BAN.value in told.lower()


PIECES = st.sampled_from([
    *(word for _, text in HELD for word in text.split()),
    *("“", "”", ".", ",", "?", "!", ":", ";", "\n", "\u0301", "\u200b", "@", "/", "0912", "345", "678", "ß", "İ", "ﬁ"),
])  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_what_shows_a_doubt_stands_in_the_text(text: str) -> None:
    for doubt in doubts(text, HOSTS):
        assert 0 <= doubt.start < doubt.end <= len(text)


@given(st.sampled_from(HELD), st.sampled_from(HONEST), st.sampled_from([". ", "! ", "\n"]))
def test_what_is_added_takes_no_doubt_away(held: tuple[frozenset[str], str], honest: str, mark: str) -> None:
    kinds, text = held
    assert kinds_of(honest + mark + text) >= kinds
    assert kinds_of(text + mark + honest) >= kinds
