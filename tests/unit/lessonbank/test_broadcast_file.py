"""The file of a broadcast: every mistake that one can make is told, all at once, where it stands."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.lessonbank.broadcast_file import Known, read_broadcast
from bot.lessonbank.letter_faults import describe
from bot.model.broadcast import Audience, Broadcast, LinkTo
from bot.model.errors import LessonError
from bot.model.ids import ClassCode, LessonId, PlaceCode, TrackId
from bot.model.place import PlaceTree
from bot.model.staff import Role
from bot.model.text import Items, plain
from bot.tutor.context import Context, Operator
from bot.tutor.letters import MOST_UTF16, Blame, LetterFault
from tests.bank import catalog
from tests.play import MORNING, ZONE, phrases
from tests.town import PLACES

FULL = """\
title: Ngày hội chuyển đổi số
text: |-
  Chào {bạn} {tên}!

  Chiều thứ Bảy mời {bạn} tới **{nơi}**:

  - học {bài tới};
  - gặp {hướng dẫn} của {lớp}.
lesson: mot-bai
answers:
- Tôi tới được
- Tôi bận mất rồi
link:
  label: Xem đường đi
  url: https://dichvucong.gov.vn/ngay-hoi
audience:
  place: xa-b
  class: bgh234
  track: lam-quen
  done: hai-bai
  not_done: mot-bai
  inactive_days: 14
  channel: telegram
  role: helper
starts_at: 2026-11-28 18:30
valid_until: 2026-11-29T20:00
"""
SHORT = "title: Chào\ntext: Chào cả nhà\naudience: {}\n"

BANK = catalog()
KNOWN = Known(
    Context(MORNING, MORNING.date(), BANK, phrases(), Operator("Sở", "1022"), zone=ZONE),
    frozenset({"gov.vn"}),
    PlaceTree(PLACES),
    {ClassCode("bgh234"): True, ClassCode("kmn567"): False},
    ("telegram", "terminal", "web"),
)


def read(folder: Path, content: str | bytes, known: Known = KNOWN) -> Broadcast:
    path = folder / "tin.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_broadcast(path, known)


def faults(folder: Path, content: str | bytes, known: Known = KNOWN) -> list[str]:
    """Every fault, its file told without the folder."""
    with pytest.raises(LessonError) as caught:
        read(folder, content, known)
    return [each.removeprefix(f"{folder}/") for each in caught.value.faults]


def test_a_whole_file_is_a_draft(tmp_path: Path) -> None:
    draft = read(tmp_path, FULL)
    assert (draft.title, draft.made_at) == ("Ngày hội chuyển đổi số", MORNING)
    assert (draft.starts_at, draft.valid_until) == (
        datetime(2026, 11, 28, 11, 30, tzinfo=UTC),
        datetime(2026, 11, 29, 13, 0, tzinfo=UTC),
    )
    letter = draft.letter
    assert plain(letter.text).startswith("Chào {bạn} {tên}!\n\nChiều thứ Bảy mời {bạn} tới {nơi}:")
    assert isinstance(letter.text[-1], Items)
    assert (letter.lesson, letter.leads_on) == (LessonId("mot-bai"), False)
    assert letter.answers == ("Tôi tới được", "Tôi bận mất rồi")
    assert letter.link == LinkTo("Xem đường đi", "https://dichvucong.gov.vn/ngay-hoi")
    assert draft.audience == Audience(
        PlaceCode("xa-b"),
        ClassCode("bgh234"),
        TrackId("lam-quen"),
        LessonId("hai-bai"),
        LessonId("mot-bai"),
        14,
        "telegram",
        Role.HELPER,
    )


def test_little_is_enough_and_lasts_a_week(tmp_path: Path) -> None:
    draft = read(tmp_path, SHORT + "next: true\n")
    assert (draft.audience, draft.starts_at, draft.letter.leads_on) == (Audience(), None, True)
    assert (draft.valid_until - draft.made_at).days == 7
    later = read(tmp_path, SHORT + "starts_at: 2026-11-28T10:00+09:00\n")
    assert later.starts_at == datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
    assert (later.valid_until - later.starts_at).days == 7


def test_as_long_as_there_are_no_places_any_is_taken(tmp_path: Path) -> None:
    content = SHORT.replace("{}", "{place: xa-nao-do}")
    assert read(tmp_path, content, replace(KNOWN, places=PlaceTree())).audience.place == "xa-nao-do"


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("title: Ngày hội chuyển đổi số\n", "", "1:1: title: is missing"),
        ("title: Ngày hội chuyển đổi số", f"title: {'x' * 81}", "1:1: title: takes at most 80 characters"),
        ("title: Ngày hội chuyển đổi số", "title: ''", "1:1: title: must not be empty"),
        ("title: Ngày hội chuyển đổi số", "title: {a: b}", "1:1: title: must be text; put it into quotes"),
        (
            "title:",
            "tile:",
            "1:1: tile: is no field here; look for a slip of the pen, or for blanks too many before it",
        ),
        ("lesson: mot-bai", "next: 3\nlesson: mot-bai", "9:1: next: must be true or false"),
        (
            "{bạn} {tên}!",
            "{bạn} {họ}!",
            (
                "3:14: text: there is no placeholder {họ}; take one of {bạn}, {mình}, {tên}, {nơi}, {lớp}, "
                "{hướng dẫn}, {bài tới}"
            ),
        ),
        ("Chào {bạn}", "Chào { {bạn}", "2:1: text: a brace without its partner; a placeholder looks like {bạn}"),
        (
            "  Chiều thứ Bảy",
            "  # Thông báo",
            "5:1: text: messages have no heading; take paragraphs, lists, quotes or **bold**",
        ),
        (
            "**{nơi}**",
            "[đây](/ngay-hoi)",
            "5:1: text: a link leads to an address that begins with https:// and holds no placeholder",
        ),
        (
            "**{nơi}**",
            "qua-tang.vip",
            (
                "5:31: text: it leads to 'qua-tang.vip', for which nobody here vouches; link to a host below gov.vn or "
                "in facts.yaml, or tell in words where to look"
            ),
        ),
        (
            "- học {bài tới};",
            "- gửi mã OTP cho chúng tôi;",
            (
                "7:5: text: 'gửi mã OTP cho chúng tôi' is what swindlers write, too: say it in other words, without "
                "numbers or requests"
            ),
        ),
        ("lesson: mot-bai", "lesson: mot-bia", "9:1: lesson: there is no lesson 'mot-bia'; is 'mot-bai' meant?"),
        ("lesson: mot-bai", "lesson: xyz", "9:1: lesson: there is no lesson 'xyz'; there are hai-bai, mot-bai"),
        (
            "lesson: mot-bai",
            "lesson: mot-bai\nnext: true",
            "10:1: next: take lesson or next: a letter opens one lesson, or whichever comes next for each",
        ),
        ("- Tôi bận mất rồi\n", "", "10:1: answers: takes at least 2"),
        ("- Tôi bận", "- a\n- b\n- c\n- d\n- Tôi bận", "10:1: answers: takes at most 5"),
        (
            "answers:\n- Tôi tới được\n- Tôi bận",
            "answers: Tôi bận",
            "10:1: answers: must be a list, each entry on a line",
        ),
        (
            "Tôi bận mất rồi",
            "Toi toi duoc",
            "10:1: answers: two answers are alike but for accents and capitals; nobody could tell them apart",
        ),
        ("Tôi bận mất rồi", "x" * 41, "12:3: answers[1]: a button shows at most 40 characters, and these are 41"),
        ("Tôi bận mất rồi", "Bận {bạn} ạ", "12:3: answers[1]: one line without placeholders or braces"),
        ("Tôi bận mất rồi", "vào qua-tang.vip", "12:3: answers[1]: it leads to 'qua-tang.vip', for which nobody here"),
        ("Xem đường đi", "x" * 41, "14:3: link.label: a button shows at most 40 characters, and these are 41"),
        ("  label: Xem đường đi\n", "", "13:1: link.label: is missing"),
        ("https://dichvucong", "http://dichvucong", "15:3: link.url: write an address that begins with https://"),
        ("https://dichvucong.gov.vn", "https://qua.vip", "15:3: link.url: it leads to 'qua.vip', for which nobody"),
        ("https://dichvucong.gov.vn/ngay-hoi", "zalo", "15:3: link.url: it leads to 'zalo', for which nobody here"),
        ("  place: xa-b", "  place: 05443", "17:3: audience.place: must be text; put it into quotes"),
        (
            "  place: xa-b",
            "  place: xa-x",
            "17:3: audience.place: there is no place with the code 'xa-x'; `banhoc place list` tells the codes",
        ),
        ("  place: xa-b", "  place: Xã B!", "17:3: audience.place: there is no place with the code 'Xã B!';"),
        (
            "class: bgh234",
            "class: bgh23",
            "18:3: audience.class: there is no class with the code 'bgh23'; `banhoc class list` tells the codes",
        ),
        (
            "class: bgh234",
            "class: kmn567",
            "18:3: audience.class: the class 'kmn567' is closed, and a closed class gets no letters; take its track",
        ),
        (
            "track: lam-quen",
            "track: lam-quan",
            "19:3: audience.track: there is no track 'lam-quan'; is 'lam-quen' meant?",
        ),
        ("done: hai-bai", "done: ba-bai", "20:3: audience.done: there is no lesson 'ba-bai'; is 'hai-bai' meant?"),
        ("done: hai-bai", "done: x", "20:3: audience.done: there is no lesson 'x'; there are hai-bai, mot-bai"),
        ("not_done: mot-bai", "not_done: x", "21:3: audience.not_done: there is no lesson 'x'; there are hai-bai"),
        (
            "not_done: mot-bai",
            "not_done: hai-bai",
            "21:3: audience.not_done: nobody has done this lesson and has not; take one of the two out",
        ),
        ("inactive_days: 14", "inactive_days: 0", "22:3: audience.inactive_days: must be 1 or more"),
        ("inactive_days: 14", "inactive_days: lâu", "22:3: audience.inactive_days: must be a whole number"),
        (
            "channel: telegram",
            "channel: zalo",
            "23:3: audience.channel: there is no channel 'zalo'; there are telegram, terminal, web",
        ),
        (
            "role: helper",
            "role: king",
            "24:3: audience.role: take one of 'helper', 'mentor', 'editor', 'admin' or 'auditor'",
        ),
        ("role: helper", "age: 70", "24:3: audience.age: is no field here; look for a slip of the pen,"),
        (
            "starts_at: 2026-11-28 18:30",
            "starts_at: thứ Bảy",
            "25:1: starts_at: write a day and a time as 2026-12-01 18:30",
        ),
        (
            "starts_at: 2026-11-28 18:30",
            "starts_at: 2026-11-28",
            "25:1: starts_at: write a day and a time as 2026-12-01",
        ),
        (
            "starts_at: 2026-11-28 18:30",
            "starts_at: 2026-13-28 18:30",
            "25:1: starts_at: write a day and a time as 2026",
        ),
        (
            "starts_at: 2026-11-28 18:30",
            "starts_at: 2026-11-23 18:30",
            "25:1: starts_at: this time is over; take a later one, or leave starts_at out to begin at once",
        ),
        (
            "starts_at: 2026-11-28",
            "starts_at: 2206-11-28",
            "25:1: starts_at: this is more than a year away; look at the",
        ),
        (
            "starts_at: 2026-11-28 18:30",
            "starts_at: 2026-11-28 22:15",
            "25:1: starts_at: nothing is sent from 21:00 to 6:30; take 2026-11-29 06:30 or later",
        ),
        (
            "valid_until: 2026-11-29T20:00",
            "valid_until: 2026-11-28 18:30",
            "26:1: valid_until: it ends before starts_at, so that nobody would get it; take a later time",
        ),
        (
            "valid_until: 2026",
            "valid_until: 2062",
            "26:1: valid_until: this is more than a year later; look at the year",
        ),
        ("valid_until: 2026-11-29T20:00", "valid_until: 20", "26:1: valid_until: write a day and a time as"),
        ("valid_until: ", "title: ", "26:1: title: this key stands here twice"),
    ],
)
def test_each_mistake_is_told_where_it_stands(tmp_path: Path, before: str, after: str, fault: str) -> None:
    assert FULL.count(before) >= 1
    found = faults(tmp_path, FULL.replace(before, after, 1))
    assert any(each.startswith(f"tin.yaml:{fault}") for each in found), found
    assert len(found) == (2 if after == "tile:" else 1), "and nothing else is blamed for it"


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        """\
titel: Chào
text: >-
  Chào {họ}, mời {bạn} vào
  qua-tang.vip. Chào {họ} lần nữa. Nhà mình gửi
  mã OTP cho tôi nhé.
lesson: x
next: true
answers: [một]
link: {label: Xem}
audience: {track: x, inactive_days: -1, role: vua}
starts_at: hôm qua
valid_until: 2026-11-20 10:00
""",
    )
    assert [each.partition(" ")[0] + each.split(": ")[1] for each in found] == [
        "tin.yaml:1:1:titel",
        "tin.yaml:1:1:title",
        "tin.yaml:3:8:text",
        "tin.yaml:4:3:text",
        "tin.yaml:4:22:text",
        "tin.yaml:4:45:text",
        "tin.yaml:6:1:lesson",
        "tin.yaml:7:1:next",
        "tin.yaml:8:1:answers",
        "tin.yaml:9:1:link.url",
        "tin.yaml:10:12:audience.track",
        "tin.yaml:10:22:audience.inactive_days",
        "tin.yaml:10:41:audience.role",
        "tin.yaml:11:1:starts_at",
        "tin.yaml:12:1:valid_until",
    ]


def test_of_a_link_and_of_answers_each_mistake_is_told(tmp_path: Path) -> None:
    found = faults(tmp_path, SHORT + "answers: [Có, '', co, 7]\nlink: {label: '', url: 'http://qua.vip', to: x}\n")
    where = ["answers", "answers[1]", "answers[3]", "link.label", "link.url", "link.url", "link.to"]
    assert [each.split(": ")[1] for each in found] == where


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "tin.yaml:1:1: the file is empty"),
        ("- a", "tin.yaml:1:1: must have fields of its own"),
        (b"title: \xff", "tin.yaml:1:8: the file is not UTF-8 text; save it as UTF-8"),
        ("title: a\ntext: &a x", "tin.yaml:2:7: anchors (&) and aliases (*) are not taken; write the text out"),
        ("text: {x} y", "tin.yaml:1:11: this is not YAML: did not find expected key; a text that begins with {"),
    ],
)
def test_what_is_no_such_file_at_all_is_told(tmp_path: Path, content: str | bytes, fault: str) -> None:
    (found,) = faults(tmp_path, content)
    assert found.startswith(fault)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LessonError) as caught:
        read_broadcast(tmp_path / "x.yaml", KNOWN)
    assert caught.value.faults == (f"{tmp_path}/x.yaml:1:1: the file cannot be read: No such file or directory",)


def test_a_long_text_counts_with_the_longest_names(tmp_path: Path) -> None:
    long = "Chào {tên} ở {nơi}. " + "Rất vui được gặp. " * 80
    (found,) = faults(tmp_path, SHORT.replace("Chào cả nhà", long))
    assert found.startswith("tin.yaml:2:1: text: with the longest names in its placeholders it takes 15")
    assert f"of {MOST_UTF16} characters; shorten it" in found


def test_an_expired_lesson_is_told_as_such(tmp_path: Path) -> None:
    bank = catalog(replace(BANK.lessons[LessonId("mot-bai")], valid_until=date(2026, 11, 1)))
    known = replace(KNOWN, context=replace(KNOWN.context, catalog=bank))
    (found,) = faults(tmp_path, SHORT + "lesson: mot-bai\n", known)
    assert found == "tin.yaml:4:1: lesson: the lesson 'mot-bai' is not in the bank, or not open today; take another one"


def test_of_many_lessons_some_are_named(tmp_path: Path) -> None:
    bank = replace(BANK, lessons={LessonId(f"bai-{n:02}"): BANK.lessons[LessonId("mot-bai")] for n in range(13)})
    known = replace(KNOWN, context=replace(KNOWN.context, catalog=bank))
    (found,) = faults(tmp_path, SHORT + "lesson: xyz\n", known)
    assert "there are bai-00, bai-01, " in found
    assert found.endswith(", bai-11 and others")


@pytest.mark.parametrize("fault", LetterFault)
def test_every_fault_of_a_letter_has_a_sentence(fault: LetterFault) -> None:
    told = describe(Blame(fault, "3"))
    assert told
    assert told[0].islower() or told[0] == "'"
