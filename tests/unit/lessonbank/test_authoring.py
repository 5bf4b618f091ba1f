"""What helps an author: the skeleton of a lesson, the schema for editors, and the lesson read aloud."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.lessonbank.json_schema import SCHEMA_FILES, file_schema
from bot.lessonbank.load import INSTALLED_BANK
from bot.lessonbank.reading import read_aloud
from bot.lessonbank.skeleton import new_lesson
from bot.model.errors import LessonError
from bot.model.ids import LessonId
from bot.model.learner import FormOfAddress
from bot.model.lesson import Catalog
from bot.model.triage import Urgency
from bot.tutor.rubric import CAPS
from tests.unit.lessonbank.written import LESSON, STARTERS, TODAY, TRACK, Written

ROOT = Path(__file__).parents[3]


def test_all_that_is_wrong_with_a_skeleton_is_what_its_author_has_to_write(bank: Written) -> None:
    path = new_lesson(bank.folder, "chang-mot", "bai-hai", TODAY)
    assert path == bank.folder / "chang-mot" / "bai-hai.yaml"
    faults = bank.load().faults
    assert faults
    assert {fault.message for fault in faults} == {"still to be written: put your words in the place of ‹…›"}
    assert all(fault.is_fatal for fault in faults), "nobody is taught a lesson that is half written"
    path.write_text(path.read_text(encoding="utf-8").replace("‹", "").replace("›", ""), encoding="utf-8")
    assert bank.faults() == []


def test_a_skeleton_is_read_and_stands_at_the_end_of_its_track(bank: Written) -> None:
    new_lesson(bank.folder, "chang-mot", "bai-hai", TODAY)
    catalog = bank.load().catalog
    assert catalog.tracks[0].lessons == ("bai-mot", "bai-hai")
    assert [type(step).__name__ for step in catalog.lessons[LessonId("bai-hai")].steps] == [
        *("Card", "Check", "Exercise", "Recap")
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lessons: [bai-mot]\n", "lessons: [bai-mot, moi]\n"),
        ("lessons: [ bai-mot, ] # hết\n", "lessons: [ bai-mot, moi] # hết\n"),
        ("lessons: []\n", "lessons: [moi]\n"),
        ("lessons:\n- bai-mot\n", "lessons:\n- bai-mot\n- moi\n"),
        ("lessons: # theo thứ tự\n  - bai-mot # đầu\n", "lessons: # theo thứ tự\n  - bai-mot # đầu\n  - moi\n"),
        ("lessons:\n- bai-mot", "lessons:\n- bai-mot\n- moi\n"),
        ("lessons:\n- bai-mot\n\n# hết\n", "lessons:\n- bai-mot\n- moi\n\n# hết\n"),
        ("lessons:\r\n- bai-mot\r\n", "lessons:\r\n- bai-mot\r\n- moi\r\n"),
    ],
)
def test_a_track_keeps_its_authors_writing(bank: Written, before: str, after: str) -> None:
    head = TRACK.partition("lessons:")[0]
    bank.write("chang-mot/track.yaml", head + before)
    new_lesson(bank.folder, "chang-mot", "moi", TODAY)
    assert (bank.folder / "chang-mot" / "track.yaml").read_bytes().decode() == head + after


@pytest.mark.parametrize(
    ("track", "name", "message"),
    [
        ("chang-mot", "Bài hai", "cannot be an id"),
        ("chang-mot", "../bai", "cannot be an id"),
        ("chang-mot", "a" * 25, "cannot be an id"),
        ("chang-ba", "bai-hai", "There is no track 'chang-ba'"),
        ("chang-mot", "bai-mot", "The id 'bai-mot' is taken"),
    ],
)
def test_a_lesson_that_cannot_be_begun(bank: Written, track: str, name: str, message: str) -> None:
    before = {path: path.read_bytes() for path in bank.folder.rglob("*.yaml")}
    with pytest.raises(LessonError, match=message):
        new_lesson(bank.folder, track, name, TODAY)
    assert {path: path.read_bytes() for path in bank.folder.rglob("*.yaml")} == before


def test_the_bank_of_the_installed_program_is_not_written_to() -> None:
    with pytest.raises(LessonError, match="name a bank of your own: --lessons DIR"):
        new_lesson(INSTALLED_BANK, "chang-mot", "moi", TODAY)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (b"id: chang-mot\n", "has no list"),
        (b"lessons: &a\n- bai-mot\nid: \xff\n", "is not UTF-8"),
        (b"lessons: {a: b}\n", "has no list"),
        (b"lessons:\n  [bai-mot]\n", "has no list"),
    ],
)
def test_a_track_that_no_line_can_be_added_to(bank: Written, written: bytes, message: str) -> None:
    bank.write("chang-mot/track.yaml", written)
    with pytest.raises(LessonError, match=message):
        new_lesson(bank.folder, "chang-mot", "moi", TODAY)
    assert not (bank.folder / "chang-mot" / "moi.yaml").exists()


@pytest.mark.parametrize(("kind", "file"), SCHEMA_FILES.items())
def test_the_schemas_beside_the_lessons_are_this_programs(kind: str, file: str) -> None:
    written = (ROOT / "lessons" / file).read_text(encoding="utf-8")
    assert json.loads(written) == json.loads(file_schema(kind)), f"run: banhoc lessons schema {kind} > lessons/{file}"


def test_every_file_that_ships_names_its_schema() -> None:
    files = sorted((ROOT / "lessons").rglob("*.yaml"))
    assert len(files) >= 6
    for path in files:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        kind = path.stem if path.stem in {"facts", "glossary", "holidays", "track", "triage"} else "lesson"
        assert (path.parent / named).resolve() == (ROOT / "lessons" / SCHEMA_FILES[kind]).resolve()


def test_the_schemas_describe_each_kind_of_file() -> None:
    lesson, track, facts, glossary, triage, holidays = (json.loads(file_schema(kind)) for kind in SCHEMA_FILES)
    assert {"id", "steps", "titles"} <= set(lesson["required"])
    assert {"id", "lessons", "titles"} <= set(track["required"])
    assert facts["required"] == ["facts"]
    assert glossary["required"] == ["terms"]
    assert holidays["required"] == ["years"]
    assert triage["required"] == ["kinds"]
    assert set(triage["$defs"]["Urgency"]["enum"]) == set(Urgency)
    assert {"CardPart", "OrderPart"} <= set(lesson["$defs"])
    assert set(lesson["$defs"]["ExercisePart"]["properties"]["caps"]["propertyNames"]["enum"]) == set(CAPS)


def aloud(catalog: Catalog, address: FormOfAddress = FormOfAddress.BAC, today: date = TODAY) -> str:
    return read_aloud(catalog.lessons[LessonId("bai-mot")], catalog, address, None, today)


def test_a_lesson_is_read_with_every_word_its_key_and_its_replies(bank: Written) -> None:
    text = aloud(bank.load().catalog)
    assert "Bác xem lại ở Cổng chung." in text
    assert "  A. Luôn đúng\n     → Máy cũng có lúc nhầm." in text
    assert "✓ B. Có lúc sai" in text
    assert "✓ B. Sai" in text
    assert "Nghe xong, bác làm gì?" in text
    assert "✓ kiểm tra lại / kiểm tra" in text
    assert "  tin luôn\n     → Khoan đã." in text
    assert "  …\n     → Chưa phải ý này." in text
    assert "✓ Hỏi → Đọc → Kiểm tra" in text
    assert "mẫu: Hãy giải thích cách giữ mật khẩu cho bà con lớn tuổi" in text
    assert "gợi ý: Hỏi trước." in text
    assert "giải thích: Hỏi, đọc, kiểm tra." in text
    assert text.endswith("Thẻ kiểm tra lại\n\nNghe rồi kiểm tra lại.")
    assert "{" not in text


def test_beginnings_are_read_with_what_each_whole_sentence_is_worth(bank: Written) -> None:
    known = "  intent_lexicon: [giải thích, mật khẩu]\n"
    bank.spoil(known, known + STARTERS)
    text = aloud(bank.load().catalog)
    assert (
        "mở đầu: Viết lời giải thích về mật khẩu\n  A. cho vui. (6.7/10)\n  B. cho cháu tôi, học lớp 4. (10/10)" in text
    )


def test_a_lesson_is_read_with_its_pictures_and_without_facts_that_are_gone(bank: Written) -> None:
    bank.spoil("kind: card\n", "kind: card\n  image: {path: che.png, text_twin: Đồi chè buổi sáng sớm}\n")
    text = aloud(bank.load().catalog, FormOfAddress.EM, date(2027, 7, 1))
    assert "[chang-mot/che.png: Đồi chè buổi sáng sớm]" in text
    assert "Em xem lại ở ‹no fact 'cong' here›." in text


def test_the_written_bank_uses_all_that_there_is() -> None:
    for word in ("card", "check", "exercise", "do", "recap", "single", "multiple", "true_false", "short", "order"):
        assert f": {word}\n" in LESSON
