"""What is told about a prompt: praise in the learner's own words, the parts, one next step, and the text bettered."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.model.attempt import Criterion, Flag, Grade, Level, PrivacyKind, Violation
from bot.model.dialogue import State
from bot.model.ids import ExerciseId, FactKey, StepId
from bot.model.lesson import Exercise, Fact
from bot.model.text import Items, Preformatted, Text, paragraph, plain
from bot.tutor import privacy
from bot.tutor.context import Context, Operator
from bot.tutor.feedback import BLANK, LONGEST_VERSION, TOOLS, feedback, improved
from bot.tutor.phrases import voice_for
from bot.tutor.rubric import grade
from tests.bank import FACT, catalog
from tests.play import MORNING, phrases

C = Criterion
EXERCISE = Exercise(
    StepId("viet"),
    ExerciseId("thong-bao"),
    paragraph("Viết câu nhờ AI soạn thông báo mời họp."),
    "Hãy soạn thông báo mời các hộ dân dự buổi dọn vệ sinh sáng Chủ nhật.",
    {C.TASK: 3.0, C.AUDIENCE: 2.0, C.PRIVACY: 1.0},
    ("thông báo", "notice"),
    ("họp", "meeting"),
)
ALL = replace(EXERCISE, weights=dict.fromkeys(Criterion, 1.0))
TOOL = Fact(TOOLS, "ChatGPT hoặc Gemini", "nguồn", MORNING.date(), "tổ biên tập")
CONTEXT = Context(MORNING, MORNING.date(), catalog(facts=(FACT, TOOL)), phrases(), Operator("Sở", "1022"))
VOICE = voice_for(State().profile)
CLEAR = {C.TASK: 2, C.AUDIENCE: 2, C.PRIVACY: 2}
OPAQUE = "xyz…"
"""A text with letters, and nothing in it to be quoted."""


def told(exercise: Exercise, text: str, context: Context = CONTEXT) -> Text:
    masked = privacy.mask(text)
    return feedback(exercise, grade(exercise, text), masked, State(), context)


def blocks(words: Text, kind: type[Items] | type[Preformatted]) -> list[str]:
    return [plain((block,)) for block in words if isinstance(block, kind)]


def lines(levels: Mapping[Criterion, Level], overall: float, *flags: Flag) -> list[str]:
    violations = (Violation(PrivacyKind.PHONE, 0, 1),) if levels.get(C.PRIVACY) == 0 else ()
    words = feedback(EXERCISE, Grade(levels, overall, violations, flags), OPAQUE, State(), CONTEXT)
    return [plain((block,)) for block in words if not isinstance(block, Items | Preformatted)]


def phrase(*keys: str) -> list[str]:
    values = {"tools": "ChatGPT hoặc Gemini", "placeholders": "[số điện thoại]"}
    return [phrases().line(key, VOICE, **values) for key in keys]


@pytest.mark.parametrize(
    ("levels", "overall", "flags", "keys"),
    [
        (CLEAR, 10.0, (), ("praise.task", "clear", "own_is", "tools")),
        ({**CLEAR, C.AUDIENCE: 0}, 6.7, (), ("praise.task", "next.audience", "better_is", "tools_fill")),
        (
            {**CLEAR, C.AUDIENCE: 1},
            8.3,
            (),
            ("praise.task", "nearly", "more.audience", "better_is", "tools_fill"),
        ),
        ({**CLEAR, C.TASK: 1, C.AUDIENCE: 1}, 5.8, (), ("begun", "next.task", "better_is", "tools_fill")),
        ({C.TASK: 2, C.AUDIENCE: 1}, 7.0, (), ("praise.task", "more.audience", "better_is", "tools_fill")),
        ({**CLEAR, C.PRIVACY: 0}, 5.0, (), ("praise.task", "next.privacy", "masked_is", "tools")),
        ({**CLEAR, C.TASK: 1, C.AUDIENCE: 0}, 3.0, (), ("begun", "next.audience", "better_is", "tools_fill")),
        (dict.fromkeys(CLEAR, 0), 0.0, (), ("next.privacy", "masked_is", "tools")),
        (CLEAR, 1.0, (Flag.OFF_TOPIC,), ("flag.off_topic",)),
        (CLEAR, 3.0, (Flag.STUFFING,), ("flag.words",)),
        (CLEAR, 3.0, (Flag.COPIED_SAMPLE,), ("flag.copied_sample",)),
        ({**CLEAR, C.TASK: 0}, 3.0, (Flag.INJECTION,), ("flag.injection", "praise.audience", "next.task")),
        ({**CLEAR, C.AUDIENCE: 1}, 8.3, (Flag.INJECTION,), ("flag.injection", "praise.task", "more.audience")),
        (CLEAR, 1.0, (Flag.INJECTION, Flag.OFF_TOPIC), ("flag.injection", "flag.off_topic")),
    ],
)
def test_feedback_is_one_praise_and_one_next_step(
    levels: Mapping[Criterion, Level], overall: float, flags: tuple[Flag, ...], keys: tuple[str, ...]
) -> None:
    assert lines(levels, overall, *flags) == phrase(*(f"exercise.{key}" for key in keys))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("vai trò, bối cảnh, định dạng, ràng buộc, ví dụ, kiểm chứng, nguồn, bảng", "exercise.flag.stuffing"),
        ("chè " * 50, "exercise.flag.words"),
        ("👍 👍 10", "exercise.flag.wordless"),
        ("", "exercise.flag.wordless"),
    ],
)
def test_only_who_names_the_parts_has_remembered_them(text: str, key: str) -> None:
    assert [plain((block,)) for block in told(EXERCISE, text)] == phrase(key)


@pytest.mark.parametrize(
    ("text", "is_elsewhere"),
    [
        ("Xem giúp cái tủ này chở được không", True),
        ("Soạn bài phát biểu khai mạc buổi họp thôn, 2 phút, gửi bà con lớn tuổi", True),
        ("Hôm qua thôn tôi họp", False),
        ("Kính gửi bà con. Tối mai 20 giờ thôn ta họp ở sân đình, rất mong bà con đến đông đủ. Trân trọng.", False),
    ],
)
def test_whoever_asks_for_something_else_is_shown_the_way_back(text: str, *, is_elsewhere: bool) -> None:
    words = told(EXERCISE, text)
    next_step = phrase("exercise.topic" if is_elsewhere else "exercise.next.task")
    assert next_step[0] in [plain((block,)) for block in words]
    assert bool(blocks(words, Preformatted)) is not is_elsewhere


def test_each_part_stands_in_words_and_stars_without_a_number() -> None:
    words = told(EXERCISE, "Viết thông báo họp cho bà con, gọi 0912345678")
    (parts,) = blocks(words, Items)
    assert parts.splitlines() == [
        "- ★★ Việc cần làm: rõ rồi",
        "- ★☆ Ai sẽ đọc: có rồi, nói rõ thêm",
        "- ☆☆ Thông tin riêng: đã che giúp",
    ]
    assert not any(char.isdigit() for char in plain(words))
    assert "☆☆ Ai sẽ đọc: chưa có" in plain(told(EXERCISE, "Viết thông báo họp"))
    assert "★★ Thông tin riêng: giữ kín rồi" in plain(told(EXERCISE, "Viết thông báo họp"))
    assert "★☆ Thông tin riêng: đã che giúp" in plain(told(EXERCISE, "Viết thông báo họp cho cụ, sinh ngày 2/3/1950"))


@pytest.mark.parametrize(
    ("text", "praised"),
    [
        ("Hãy viết thông báo họp thôn, sáng mai", "việc cần làm: “viết thông báo họp thôn”"),
        ("VIẾT thông báo họp", "“VIẾT thông báo họp”"),
        ("vt tb họp thôn cho bà con 65 tuổi", "nói rõ việc cần làm, rất tốt"),
        (
            "Viết giúp tôi một thông báo họp thôn thật là ngắn gọn và dễ hiểu",
            "“Viết giúp tôi một thông báo họp thôn thật là…”",
        ),
        ("cần họp thôn", "bắt đầu đúng hướng rồi, ở chỗ “cần họp thôn”"),
        ("thông báo họp", "bắt đầu đúng hướng rồi."),
        ("Viết thông báo họp thôn cho cụ Nông Văn Tơ", "nói rõ việc cần làm, rất tốt"),
    ],
)
def test_praise_quotes_the_learners_own_words(text: str, praised: str) -> None:
    assert praised in plain(told(EXERCISE, text))


def test_what_has_no_part_of_a_prompt_is_not_bettered() -> None:
    graded = Grade(dict.fromkeys(CLEAR, 0) | {C.PRIVACY: 2}, 0.8, (), ())
    exercise = replace(EXERCISE, weights={C.TASK: 1, C.AUDIENCE: 3, C.PRIVACY: 1})
    assert not blocks(feedback(exercise, graded, "đồ ngu", State(), CONTEXT), Preformatted)


def test_the_version_is_the_own_text_masked_with_one_clause_more_and_stands_alone() -> None:
    words = told(EXERCISE, "Viết thông báo họp thôn")
    assert blocks(words, Preformatted) == [
        "Viết thông báo họp thôn. Người đọc là […], khoảng […] tuổi, mới biết dùng […]."
    ]
    assert plain(words[-1:]) == ("Bạn điền vào chỗ […], rồi chép câu này sang ChatGPT hoặc Gemini để thử nhé.")
    leaked = "Viết thông báo họp thôn, ai bận gọi 0912345678"
    assert blocks(told(EXERCISE, leaked), Preformatted) == ["Viết thông báo họp thôn, ai bận gọi [số điện thoại]"]


@pytest.mark.parametrize(
    ("text", "placeholders"),
    [
        ("Viết thông báo họp, ai bận gọi 0912345678 hay 0987654321", "[số điện thoại]"),
        ("Viết thông báo họp, ai bận viết về hoa@example.vn hay gọi 0912345678", "[email], [số điện thoại]"),
    ],
)
def test_the_advice_names_the_placeholder_of_what_was_found(text: str, placeholders: str) -> None:
    assert f"thay bằng chỗ trống như {placeholders}, AI" in plain(told(EXERCISE, text))


@pytest.mark.parametrize("secret", ["mật khẩu là Hoa@1234", "mã OTP 482913"])
def test_a_secret_is_to_be_left_out_and_the_masked_text_is_not_offered(secret: str) -> None:
    words = told(EXERCISE, f"Viết thông báo họp, gọi 0912345678, {secret}")
    assert "không viết ở đâu cả, che đi cũng không" in plain(words)
    assert "Chỗ ấy bạn viết [số điện thoại] là đủ" in plain(words), "only what is no secret gets a placeholder"
    assert "thông tin riêng khác" not in plain(told(EXERCISE, f"Viết thông báo họp, {secret}"))
    assert not blocks(words, Preformatted)
    unweighed = replace(EXERCISE, weights={C.TASK: 3.0, C.AUDIENCE: 2.0})
    assert blocks(told(unweighed, f"Viết thông báo họp, {secret}"), Preformatted), "no advice on it takes its place"


@pytest.mark.parametrize("criterion", [None, *Criterion])
def test_nothing_is_made_out_of_nothing(criterion: Criterion | None) -> None:
    assert improved(criterion, " \n", phrases(), VOICE) == ""


def test_a_clear_text_is_given_as_it_is() -> None:
    text = "Hãy viết thông báo họp thôn cho các cụ trên 70 tuổi, mắt kém."
    assert blocks(told(EXERCISE, text), Preformatted) == [text]


def test_a_very_long_text_is_not_shown_again() -> None:
    people, doings = (
        ("Bà con", "Các cụ", "Cả nhà", "Thanh niên"),
        ("nhớ đến sớm để", "và tổ dân phố sẽ", "được nhờ cùng nhau"),
    )
    tasks = ("nghe việc sửa đường", "bàn chuyện nước sạch", "góp ý cho nhà văn hoá", "chọn người coi sân bóng")
    text = "Viết thông báo họp thôn. " + " ".join(
        f"{who} {does} {what}." for what in tasks for who in people for does in doings
    )
    assert len(text) > LONGEST_VERSION
    assert not grade(EXERCISE, text).flags, "otherwise no text of any length is shown again"
    assert not blocks(told(EXERCISE, text), Preformatted)


@pytest.mark.parametrize("value", [None, "expired", "gone"])
def test_without_the_fact_the_tools_are_not_named(value: str | None) -> None:
    fact = replace(TOOL, value=None) if value is None else replace(TOOL, valid_until=MORNING.date().replace(day=1))
    facts = (FACT, replace(TOOL, key=FactKey("khac")) if value == "gone" else fact)
    words = told(EXERCISE, "Viết thông báo họp thôn", replace(CONTEXT, catalog=catalog(facts=facts)))
    assert isinstance(words[-1], Preformatted)
    assert "ChatGPT" not in plain(words)


FILLED = {"vi": ("8", "3/6", "nhà văn hóa", "40"), "en": ("8", "June 3", "the market", "40")}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("criterion", [each for each in Criterion if each is not C.PRIVACY])
def test_a_clause_filled_in_makes_its_part_clear_and_no_other_worse(criterion: Criterion, language: str) -> None:
    text = {"vi": "thông báo họp thôn", "en": "notice of a meeting"}[language]
    before = grade(ALL, text)
    better = improved(criterion, text, phrases(), replace(VOICE, language=language))
    filled = better
    for words in FILLED[language]:
        filled = filled.replace(BLANK, words, 1)
    after = grade(ALL, filled)
    assert after.levels[criterion] == 2
    assert all(after.levels[other] >= level for other, level in before.levels.items())
    assert (after.flags, after.violations) == ((), ())
    assert better.count(text) == 1
