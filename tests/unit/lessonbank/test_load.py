"""A bank becomes the catalog; whatever stands in its files, nothing but faults comes of it."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.lessonbank.load import INSTALLED_BANK, load_bank, open_bank, shipped_bank
from bot.lessonbank.versions import canonical, hash_of, read_canonical
from bot.model import codec
from bot.model.attempt import Criterion
from bot.model.codec import Misread
from bot.model.errors import LessonError
from bot.model.ids import ExerciseId, FactKey, LessonId, OptionId, StepId, TrackId
from bot.model.lesson import (
    Audience,
    Card,
    Check,
    CheckKind,
    Do,
    Exercise,
    Expected,
    Fact,
    Goal,
    Lesson,
    Option,
    Recap,
    Source,
    Starter,
    Track,
)
from bot.model.markup import parse
from bot.model.message import Image
from tests.unit.lessonbank.written import FACTS, LESSON, STARTERS, TODAY, TRACK, Written

BAI_MOT = LessonId("bai-mot")


def lesson(bank: Written) -> Lesson:
    return bank.load().catalog.lessons[BAI_MOT]


def test_a_lesson_is_built_whole(bank: Written) -> None:
    built = lesson(bank)
    assert replace(built, steps=()) == Lesson(
        id=BAI_MOT,
        track=TrackId("chang-mot"),
        version=1,
        content_hash=built.content_hash,
        titles={"vi": "Bài một"},
        audience=(Audience.CITIZEN,),
        level=1,
        minutes=4,
        objective="Biết kiểm tra lại.",
        prerequisites=(),
        sources=(Source("Tài liệu", date(2026, 11, 22)),),
        steps=(),
        facts=(FactKey("cong"),),
    )
    assert [step.id for step in built.steps] == [
        *("chuyen", "mot", "nhieu", "dung-sai", "ngan", "thu-tu", "viet", "lam-that", "the")
    ]


def test_each_kind_of_step_is_built(bank: Written) -> None:
    card, single, multiple, true_false, short, order, exercise, do, recap = lesson(bank).steps
    assert card == Card(StepId("chuyen"), parse("Máy trả lời nhanh.\n\n{Bạn} xem lại ở {fact:cong}."))
    assert single == Check(
        StepId("mot"),
        CheckKind.SINGLE,
        parse("Máy có luôn đúng không?"),
        parse("Máy có lúc bịa."),
        (parse("Nhớ lại câu vừa đọc."),),
        (
            Option(OptionId("co"), "Luôn đúng", is_right=False, feedback=parse("Máy cũng có lúc nhầm.")),
            Option(OptionId("khong"), "Có lúc sai", is_right=True, feedback=()),
        ),
    )
    assert isinstance(multiple, Check)
    assert (multiple.kind, [option.is_right for option in multiple.options]) == (
        CheckKind.MULTIPLE,
        [True, False, True],
    )
    assert isinstance(true_false, Check)
    assert true_false.options == (
        Option(OptionId("dung"), "Đúng", is_right=False, feedback=parse("Máy chỉ là máy.")),
        Option(OptionId("sai"), "Sai", is_right=True, feedback=()),
    )
    assert isinstance(short, Check)
    assert short.expected == (
        Expected(("kiểm tra lại", "kiểm tra"), is_right=True, feedback=()),
        Expected(("tin luôn",), is_right=False, feedback=parse("Khoan đã.")),
    )
    assert short.otherwise == parse("Chưa phải ý này.")
    assert isinstance(order, Check)
    assert [option.id for option in order.options] == ["doc", "hoi", "kiem"]
    assert (order.order, order.order_feedback) == (("hoi", "doc", "kiem"), parse("Thứ tự chưa khớp."))
    assert exercise == Exercise(
        StepId("viet"),
        ExerciseId("viet-thu"),
        parse("Nhờ máy giải thích một việc."),
        "Hãy giải thích cách giữ mật khẩu cho bà con lớn tuổi, mới biết dùng điện thoại.",
        {Criterion.TASK: 3, Criterion.AUDIENCE: 2, Criterion.PRIVACY: 1},
        ("lời giải thích",),
        ("giải thích", "mật khẩu"),
    )
    assert do == Do(StepId("lam-that"), parse("Mở máy hỏi thử một việc."), parse("Vừa hỏi việc gì?"))
    assert recap == Recap(StepId("the"), "Thẻ kiểm tra lại", parse("Nghe rồi kiểm tra lại."))


def test_what_may_be_left_out_is_taken_where_it_is_there(bank: Written) -> None:
    spoilt = LESSON.replace("minutes: 4", "minutes: 4\nvalid_until: 2027-06-30")
    spoilt = spoilt.replace("{vi: Bài một}", "{vi: Bài một, en: Lesson one}")
    spoilt = spoilt.replace("kind: card\n", "kind: card\n  image: {path: che.png, text_twin: Đồi chè buổi sáng sớm}\n")
    spoilt = spoilt.replace("mật khẩu]", "mật khẩu]\n  caps: {off_topic: 2}\n" + STARTERS)
    spoilt = spoilt.replace("checked: 2026-11-22", "checked: 2026-11-22, url: 'https://a.vn', valid_until: 2027-01-01")
    bank.write("chang-mot/bai-mot.yaml", spoilt)
    bank.write("chang-mot/che.png", b"\x89PNG")
    assert bank.faults() == []
    built = lesson(bank)
    card, exercise = built.steps[0], built.steps[6]
    assert built.titles == {"vi": "Bài một", "en": "Lesson one"}
    assert built.valid_until == date(2027, 6, 30)
    assert built.sources == (Source("Tài liệu", date(2026, 11, 22), "https://a.vn", date(2027, 1, 1)),)
    assert isinstance(card, Card)
    assert card.image == Image("chang-mot/che.png", "Đồi chè buổi sáng sớm")
    assert isinstance(exercise, Exercise)
    assert (exercise.caps, exercise.starters) == (
        {"off_topic": 2},
        (
            Starter("Hãy giải thích cách giữ mật khẩu", ("cho tôi.", "cho mẹ tôi, 65 tuổi, trồng chè.")),
            Starter("Hãy kể cách đổi mật khẩu", ("cho bà con lớn tuổi ở xóm.", "cho nhanh.")),
            Starter("Viết lời giải thích về mật khẩu", ("cho vui.", "cho cháu tôi, học lớp 4.", "cho cháu.")),
        ),
    )


def test_tracks_and_facts_are_built(bank: Written) -> None:
    bank.write("chang-hai/track.yaml", TRACK.replace("id: chang-mot", "id: chang-hai\nposition: 1"))
    bank.write("facts.yaml", FACTS.replace("value: Cổng chung", "value: null, by_place: {nui: Cổng núi, bien: null}"))
    catalog = bank.load().catalog
    assert [track.id for track in catalog.tracks] == ["chang-hai", "chang-mot"]
    assert catalog.tracks[1] == Track(
        TrackId("chang-mot"), {"vi": "Chặng một"}, parse("Mời {bạn} vào học."), (BAI_MOT,)
    )
    assert catalog.facts == {
        "cong": Fact(
            FactKey("cong"),
            None,
            "Báo",
            date(2026, 11, 22),
            "Tổ biên tập",
            date(2027, 6, 30),
            {"nui": "Cổng núi", "bien": None},
        )
    }


def test_a_track_names_the_goals_that_it_serves(bank: Written) -> None:
    bank.write("chang-mot/track.yaml", TRACK.replace("lessons:", "goals: [sell, law]\nlessons:"))
    assert bank.faults() == []
    assert bank.load().catalog.tracks[0].goals == (Goal.SELL, Goal.LAW)


def test_what_can_be_read_is_in_the_catalog_of_a_bank_with_faults(bank: Written) -> None:
    bank.write("chang-mot/bai-hai.yaml", "id: [")
    loaded = bank.load()
    assert loaded.faults
    assert list(loaded.catalog.lessons) == [BAI_MOT]


def test_a_bank_with_a_fatal_fault_is_not_opened_and_all_are_told(bank: Written) -> None:
    bank.spoil("level: 1", "level: 9")
    bank.write("chang-mot/track.yaml", TRACK.replace("Mời {bạn}", "Mời bạn"))
    with pytest.raises(LessonError, match="has 2 faults:") as caught:
        open_bank(bank.folder, today=TODAY)
    assert caught.value.faults == tuple(f"{bank.folder}/{fault}" for fault in bank.faults())


def test_clumsy_words_and_expired_facts_keep_no_bank_closed(bank: Written) -> None:
    bank.spoil("text: Nghe", "text: Bạn nghe")
    later = date(2027, 7, 1)
    assert len(bank.faults(later)) == 3
    catalog = open_bank(bank.folder, today=later)
    assert not catalog.is_open(catalog.lessons[BAI_MOT], None, later), "the lesson is hidden from learners instead"
    assert catalog.is_open(catalog.lessons[BAI_MOT], None, TODAY)


def test_a_lesson_is_hidden_where_one_of_its_facts_does_not_exist(bank: Written) -> None:
    bank.write("facts.yaml", FACTS.replace("owner:", "by_place: {bien: null}, owner:"))
    assert bank.faults() == []
    catalog = bank.load().catalog
    assert catalog.is_open(catalog.lessons[BAI_MOT], "nui", TODAY)
    assert not catalog.is_open(catalog.lessons[BAI_MOT], "bien", TODAY)


@pytest.mark.parametrize(
    ("name", "message"),
    [("nowhere", "there is no such folder"), (".", "there is no lesson in this folder")],
)
def test_a_folder_that_is_no_bank(tmp_path: Path, name: str, message: str) -> None:
    (fault,) = load_bank(tmp_path / name, today=TODAY).faults
    assert str(fault) == f"{tmp_path / name}:1:1: {message}"
    with pytest.raises(LessonError, match="has a fault:"):
        open_bank(tmp_path / name, today=TODAY)


def test_the_bank_that_ships_has_no_fault() -> None:
    directory = shipped_bank()
    assert directory != INSTALLED_BANK
    bank = load_bank(directory, today=date(2026, 11, 29))
    assert bank.faults == ()
    assert bank.catalog.lessons


def test_a_version_is_known_by_its_content(bank: Written) -> None:
    built = lesson(bank)
    body = canonical(built)
    assert hash_of(body) == built.content_hash
    assert read_canonical(body) == built
    assert canonical(read_canonical(body)) == body
    bank.write("chang-mot/bai-mot.yaml", "# lời dặn\n" + LESSON.replace("level: 1", "level:   1"))
    assert lesson(bank).content_hash == built.content_hash, "how it is written does not count"
    head, _, rest = LESSON.partition("version: 1\n")
    bank.write("chang-mot/bai-mot.yaml", f"version: 1\n{head}{rest}")
    assert lesson(bank).content_hash == built.content_hash, "nor in which order"
    bank.spoil("Có lúc sai", "Đôi lúc sai")
    assert lesson(bank).content_hash != built.content_hash


RECORDED = (
    '{"audience":["citizen"],"content_hash":"","id":"bai-mot","level":1,"minutes":4,"objective":"Biết kiểm tra lại.",'
    '"prerequisites":[],"sources":[{"checked":"2026-11-22","title":"Tài liệu"}],"steps":[{"id":"mot","is":"card",'
    '"text":[{"is":"paragraph","spans":[{"is":"plain","text":"Chào "},{"is":"strong","text":"{bạn}"},'
    '{"is":"plain","text":"."}]}]},{"id":"the","is":"recap","text":[{"entries":[[{"is":"plain","text":"Nghe"}],'
    '[{"is":"plain","text":"Hỏi"}]],"is":"items"}],"title":"Thẻ"}],"titles":{"vi":"Bài một"},"track":"chang-mot",'
    '"version":1}'
)


def test_the_hash_of_a_lesson_is_the_same_in_every_release() -> None:
    """A learner is held on a version by its hash; a change here would strand everybody who is in the middle of one."""
    recorded = Lesson(
        id=BAI_MOT,
        track=TrackId("chang-mot"),
        version=1,
        content_hash=hash_of(""),
        titles={"vi": "Bài một"},
        audience=(Audience.CITIZEN,),
        level=1,
        minutes=4,
        objective="Biết kiểm tra lại.",
        prerequisites=(),
        sources=(Source("Tài liệu", date(2026, 11, 22)),),
        steps=(Card(StepId("mot"), parse("Chào **{bạn}**.")), Recap(StepId("the"), "Thẻ", parse("- Nghe\n- Hỏi"))),
    )
    assert canonical(recorded) == RECORDED
    assert hash_of(RECORDED) == "24252ebf71460d8b325dbf220a0278a18658bbe6828ec79b158811ddeef23924"


def test_a_lesson_published_before_beginnings_had_endings_is_read() -> None:
    exercise = (
        '{"exercise":"thu","id":"viet","instruction":[],"intent_lexicon":[],"is":"exercise","products":[],"sample":"Hãy",'
        '"starters":["Hãy giải thích …","Viết cho …"],"weights":{"task":3.0}}'
    )
    body = RECORDED.replace('{"id":"the","is":"recap"', f'{exercise},{{"id":"the","is":"recap"')
    read = read_canonical(body)
    assert read.content_hash == hash_of(body), "whoever stands in it stays there"
    (step,) = (step for step in read.steps if isinstance(step, Exercise))
    assert step.starters == (Starter("Hãy giải thích …"), Starter("Viết cho …"))


@pytest.mark.parametrize("starter", ["7", '{"begin":"Hãy","ending":"x"}', '{"endings":[]}'])
def test_a_beginning_that_is_none_is_not_read(starter: str) -> None:
    with pytest.raises(Misread):
        codec.loads(starter, Starter)


def test_what_is_no_lesson_is_not_read_as_one() -> None:
    with pytest.raises(Misread):
        read_canonical('{"id": "bai-mot"}')


REAL = tuple(path.read_text(encoding="utf-8") for path in sorted(shipped_bank().glob("*/*.yaml")))
FILES = ("facts.yaml", "chang-mot/track.yaml", "chang-mot/bai-mot.yaml")
LINES = (FACTS + TRACK + LESSON).splitlines()
SPOILT = st.builds(
    lambda text, at, length, put: text[: at % len(text)] + put + text[at % len(text) + length :],
    st.sampled_from(REAL),
    st.integers(0, 20_000),
    st.integers(0, 60),
    st.text(alphabet="- :{}[]'\"|#*>\n\t\0đ\u0301", max_size=6),
)
SHUFFLED = st.lists(st.sampled_from(LINES) | st.text(alphabet="- :{}[]'\"|a1\n", max_size=9), max_size=30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), content=st.binary(max_size=200) | SPOILT | SHUFFLED.map("\n".join))
def test_whatever_stands_in_a_file_only_faults_come_of_it(tmp_path: Path, name: str, content: bytes | str) -> None:
    shutil.rmtree(tmp_path / "bank", ignore_errors=True)
    bank = Written(tmp_path / "bank")
    bank.write(name, content)
    loaded = bank.load()
    assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in loaded.faults)
    assert len(set(map(str, loaded.faults))) == len(loaded.faults)
    assert list(loaded.faults) == sorted(loaded.faults)
