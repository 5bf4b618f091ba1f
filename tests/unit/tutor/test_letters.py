"""What a broadcast says to one person, and everything that may be wrong with it before."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.model.broadcast import Letter, LinkTo
from bot.model.dialogue import State
from bot.model.ids import BroadcastId, LessonId
from bot.model.learner import FormOfAddress, Profile, Progress
from bot.model.message import Author, Kind
from bot.model.text import Emphasis, Link, Paragraph, Strong, paragraph, plain
from bot.tutor.context import Context, Facts
from bot.tutor.letters import (
    MOST_LABEL,
    MOST_UTF16,
    SPELT,
    Blame,
    LetterFault,
    Placeholder,
    Reader,
    faults,
    filled,
    message,
    names_in,
    read_placeholder,
)
from tests.bank import FIRST, SECOND
from tests.play import MORNING, Play

NAMED = State(profile=Profile(address=FormOfAddress.BAC, name="Hoa"))
UNNAMED = State(profile=Profile(address=FormOfAddress.CO))
AT_HOME = Reader("Xã Tân Cương", "Chiều thứ Bảy", "Cô Lan")
HOSTS = frozenset({"gov.vn"})


def context(*done: LessonId) -> Context:
    progress = tuple(Progress(each, FIRST.content_hash, MORNING, MORNING) for each in done)
    return replace(Play().context(frozenset()), facts=Facts(progress=progress))


def letter(words: str, **changes: object) -> Letter:
    return Letter(paragraph(words), **changes)  # type: ignore[arg-type]  # Letter's own fields, by name


def read(words: str, state: State = NAMED, reader: Reader = AT_HOME) -> str:
    said = message(BroadcastId(5), letter(words), reader, state, context())
    return plain(said.text).split("\n\n")[1]


def test_each_reads_it_with_their_own_words() -> None:
    assert read("Chào {bạn} {tên}, {mình} mời {bạn} học {bài tới}.") == (
        f"Chào bác Hoa, cháu mời bác học {FIRST.titles['vi']}."
    )
    assert read("{nơi} · {lớp} · {hướng dẫn}") == "Xã Tân Cương · Chiều thứ Bảy · Cô Lan"


def test_where_nothing_is_known_the_sentence_stays_whole() -> None:
    assert read("Chào {bạn} {tên}!", UNNAMED) == "Chào cô!"
    assert read("{tên}, chào {bạn}", UNNAMED) == ", chào cô"
    nowhere = read("{nơi} · {lớp} · {hướng dẫn}", UNNAMED, Reader())
    assert nowhere == "địa phương mình · lớp học AI · người hướng dẫn"
    all_done = message(BroadcastId(5), letter("Học {bài tới}"), Reader(), NAMED, context(FIRST.id, SECOND.id))
    assert "Học bài ôn lại" in plain(all_done.text)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Lớp {lớp} ở xã {nơi}", "Lớp Chiều thứ Bảy ở xã Tân Cương"),
        ("Hỏi cô {hướng dẫn}", "Hỏi cô Lan"),
        ("Hỏi anh {hướng dẫn}", "Hỏi anh Cô Lan"),
        ("Ở {nơi}: {nơi}", "Ở Xã Tân Cương: Xã Tân Cương"),
        ("(xã {nơi})", "(xã Tân Cương)"),
        ("xã{nơi}", "xãXã Tân Cương"),
    ],
)
def test_what_stands_before_it_already_is_not_said_again(words: str, wanted: str) -> None:
    assert read(words) == wanted


def test_nor_where_nothing_is_known() -> None:
    assert read("Tới lớp {lớp} hỏi người {hướng dẫn}", UNNAMED, Reader()) == "Tới lớp học AI hỏi người hướng dẫn"


def test_capitals_and_accents_of_a_placeholder_are_free() -> None:
    assert read("{Bạn}, {BẠN}, {ban}, {huong_dan}, { bài tới }") == f"Bác, Bác, bác, Cô Lan, {FIRST.titles['vi']}"
    assert read("{Tên}", UNNAMED) == ""


def test_no_word_is_read_as_markup_or_as_a_placeholder() -> None:
    sly = replace(NAMED, profile=replace(NAMED.profile, name="{nơi} **x**"))
    assert read("Chào {tên}", sly) == "Chào {nơi} **x**"
    assert read("Chào {xyz}") == "Chào {xyz}"
    same = (Paragraph((Strong("không có gì"),)),)
    assert filled(same, {}) == same


def test_it_says_from_whom_it_is_and_how_to_stop() -> None:
    said = message(BroadcastId(5), letter("Lời."), Reader(), NAMED, context())
    assert plain(said.text).startswith("📣 Tin từ Sở KH&CN tỉnh")
    assert isinstance(said.text[-1], Paragraph)
    assert isinstance(said.text[-1].spans[0], Emphasis)
    assert "/dung" in plain(said.text[-1:])
    assert (said.kind, said.author, said.choices) == (Kind.NOTICE, Author.HUMAN, ())


def test_it_opens_a_lesson_leads_on_asks_or_leads_out() -> None:
    def ids(of: Letter) -> list[str]:
        return [each.id for each in message(BroadcastId(5), of, Reader(), NAMED, context()).choices]

    assert ids(letter("Lời.", lesson=FIRST.id)) == [f"m:lesson:{FIRST.id}"]
    assert ids(letter("Lời.", lesson=LessonId("gone"))) == []
    assert ids(letter("Lời.", leads_on=True)) == ["m:continue"]
    assert ids(letter("Lời.", answers=("Có", "Không"))) == ["d:poll:5:0", "d:poll:5:1"]
    out = letter("Lời.", link=LinkTo("Cổng dịch vụ công", "https://dichvucong.gov.vn/x"))
    said = message(BroadcastId(5), out, Reader(), NAMED, context())
    assert Paragraph((Link("Cổng dịch vụ công", "https://dichvucong.gov.vn/x"),)) in said.text


def test_every_placeholder_is_read_as_it_is_spelt() -> None:
    assert {read_placeholder(SPELT[each].strip("{}")) for each in Placeholder} == set(Placeholder)
    assert read_placeholder("xyz") is None
    assert names_in(letter("{bạn} {tên} {xyz}")) == {Placeholder.ADDRESSED, Placeholder.NAME}


def kinds(of: Letter) -> list[LetterFault]:
    return [each.fault for each in faults(of, HOSTS, context())]


def blames(of: Letter) -> Iterable[tuple[str, str]]:
    return [(each.fault.value, each.words) for each in faults(of, HOSTS, context())]


def test_a_good_letter_has_no_fault() -> None:
    good = letter(
        "Chào {bạn}! Xem dichvucong.gov.vn.",
        lesson=FIRST.id,
        answers=("Có", "Không"),
        link=LinkTo("Cổng dịch vụ công", "https://dichvucong.gov.vn"),
    )
    assert faults(good, HOSTS, context()) == ()


@pytest.mark.parametrize(
    ("of", "wanted"),
    [
        (letter("  "), [("empty", "")]),
        (Letter(()), [("empty", "")]),
        (letter("{bạn} {xyz} {abc}"), [("placeholder", "{xyz}"), ("placeholder", "{abc}")]),
        (letter("{bạn"), [("brace", "")]),
        (letter("bạn}"), [("brace", "")]),
        (letter("x" * (MOST_UTF16 + 1)), [("long", str(MOST_UTF16 + 1))]),
        (letter("x" * MOST_UTF16), []),
        (letter("😀" * (MOST_UTF16 // 2 + 1)), [("long", str(MOST_UTF16 + 2))]),
        (letter("{bài tới}" * 16), [("long", "1600")]),
        (letter("Lời.", lesson=LessonId("gone")), [("lesson", "gone")]),
        (letter("Lời.", answers=("Có",)), [("answers", "1")]),
        (letter("Lời.", answers=tuple("abcdef")), [("answers", "6")]),
        (letter("Lời.", answers=("x" * (MOST_LABEL + 1), " ")), [("label", "x" * 41), ("label", " ")]),
        (letter("Lời.", answers=("Sáng", "SANG ")), [("twice", "")]),
        (letter("Xem evil.example.com nhé"), [("link", "evil.example.com")]),
        (letter("Lời.", link=LinkTo("", "https://a.gov.vn")), [("label", "")]),
        (letter("Lời.", link=LinkTo("Xem", "http://a.gov.vn")), [("link", "http://a.gov.vn")]),
        (letter("Lời.", link=LinkTo("Xem", "đâu đó")), [("link", "đâu đó"), ("link", "đâu đó")]),
        (letter("Lời.", link=LinkTo("Xem", "https://evil.com/x")), [("link", "evil.com")]),
    ],
)
def test_each_fault_is_told(of: Letter, wanted: list[tuple[str, str]]) -> None:
    assert blames(of) == wanted


def test_what_reads_like_a_swindle_is_doubted_but_a_link_is_told_once() -> None:
    assert LetterFault.DOUBTFUL in kinds(letter("Bà con đọc mã OTP cho cán bộ."))
    assert kinds(letter("Xem bit.ly/abc")) == [LetterFault.LINK]


@pytest.mark.parametrize(
    "words",
    [
        "Bà con gửi mã OTP cho máy để nhận quà.",
        "Mật khẩu VNeID của {bạn} là gì? Nhắn lại cho máy.",
        "Nhập mật khẩu VNeID vào khung trò chuyện này để máy hỗ trợ cập nhật.",
        "Bác đọc giúp cán bộ dãy số vừa nhắn tới máy nhé.",
        "Bà con chuyển khoản 200 nghìn lệ phí cho cán bộ thôn.",
        "ba con gui ma otp cho may",
        "Send me your password",
    ],
)
def test_nobody_asks_many_for_a_code_a_password_or_a_transfer(words: str) -> None:
    assert LetterFault.DOUBTFUL in kinds(letter(words))
    assert LetterFault.DOUBTFUL in kinds(letter("Lời.", answers=("Có", words[:40])))


@pytest.mark.parametrize(
    "words",
    [
        "Tuyệt đối không gửi mã OTP cho ai.",
        "khong ai duoc hoi ma otp, dung doc cho ho",
        "Bài mới: đặt mật khẩu dễ nhớ. Chừng năm phút thôi.",
        "Kẻ gian gọi bảo đọc mã OTP. Nghe vậy là cúp máy.",
        "Bài mới: chuyển khoản cho an toàn.",
        "Hạn nộp tiền điện là ngày 25.",
    ],
)
def test_many_may_be_warned_and_taught(words: str) -> None:
    assert kinds(letter(words)) == []


def test_a_number_of_somebody_s_own_is_told_as_such_but_for_the_operator_s() -> None:
    assert kinds(letter("Gọi cô Hoa, 0912 345 678")) == [LetterFault.CONTACT]
    assert kinds(letter("Gọi 1022, 0208 3855 123, hoặc ubnd@thainguyen.gov.vn")) == []
    own = replace(context(), operator=replace(context().operator, contact="0912.345.678 (Sở), so@x.com"))
    assert faults(letter("Hỏi ở số 0912.345.678 hoặc SO@x.com"), HOSTS, own) == ()


def test_all_faults_are_told_at_once() -> None:
    bad = letter("{xyz} }", answers=("Có",), lesson=LessonId("gone"), link=LinkTo("", "http://evil.com"))
    assert set(kinds(bad)) == {
        LetterFault.PLACEHOLDER,
        LetterFault.BRACE,
        LetterFault.ANSWERS,
        LetterFault.LESSON,
        LetterFault.LABEL,
        LetterFault.LINK,
    }
    assert Blame(LetterFault.ANSWERS, "1") in faults(bad, HOSTS, context())
