"""A small bank for tests of the core: one track with every kind of step and check."""

from dataclasses import replace
from datetime import date

from bot.model.attempt import Criterion
from bot.model.ids import ContentHash, ExerciseId, FactKey, LessonId, OptionId, StepId, TrackId
from bot.model.lesson import (
    Audience,
    Card,
    Catalog,
    Check,
    CheckKind,
    Do,
    Exercise,
    Expected,
    Fact,
    Lesson,
    Option,
    Recap,
    Starter,
    Step,
    Track,
)
from bot.model.markup import parse


def option(name: str, label: str, *, right: bool = False, feedback: str = "") -> Option:
    """An option of a check."""
    return Option(OptionId(name), label, right, parse(feedback or f"Về câu “{label}”."))


ALL_STEPS: tuple[Step, ...] = (
    Card(StepId("mo-dau"), parse("Chào {bạn}. {Mình} kể một chuyện. Tra cứu ở {fact:cong}.")),
    Check(
        StepId("mot"),
        CheckKind.SINGLE,
        parse("AI có luôn đúng không?"),
        parse("AI có lúc bịa."),
        (parse("Nhớ lại câu chuyện."), parse("Máy cũng nhầm.")),
        (option("co", "Có"), option("khong", "Không", right=True), option("tuy", "Tuỳ hôm")),
    ),
    Check(
        StepId("nhieu"),
        CheckKind.MULTIPLE,
        parse("Việc nào phải kiểm tra lại?"),
        parse("Số và luật phải kiểm tra."),
        (parse("Có hai việc."),),
        (option("so", "Số liệu", right=True), option("chao", "Lời chào"), option("luat", "Điều luật", right=True)),
    ),
    Check(
        StepId("dung-sai"),
        CheckKind.TRUE_FALSE,
        parse("AI là người thật."),
        parse("AI là máy."),
        (parse("Ai trả lời ban đêm?"),),
        (option("dung", "Đúng", feedback="AI là máy đấy."), option("sai", "Sai", right=True)),
    ),
    Check(
        StepId("ngan"),
        CheckKind.SHORT,
        parse("Nghe AI nói số điều luật, việc đầu tiên là gì?"),
        parse("Luôn kiểm tra lại."),
        (parse("Bắt đầu bằng chữ k."),),
        expected=(
            Expected(("kiểm tra lại", "kiểm tra", "giúp"), True, parse("Chuẩn.")),
            Expected(("tin luôn",), False, parse("Tin luôn thì dễ lầm.")),
        ),
        otherwise=parse("Chưa phải ý này."),
    ),
    Check(
        StepId("thu-tu"),
        CheckKind.ORDER,
        parse("Xếp các việc."),
        parse("Hỏi, đọc, rồi kiểm tra."),
        (parse("Hỏi trước."),),
        (option("doc", "Đọc"), option("hoi", "Hỏi"), option("kiem", "Kiểm tra")),
        order=(OptionId("hoi"), OptionId("doc"), OptionId("kiem")),
        order_feedback=parse("Thứ tự chưa phải."),
    ),
    Exercise(
        StepId("viet"),
        ExerciseId("viet-thu"),
        parse("{Bạn} viết câu nhờ AI giải thích AI cho người trồng chè."),
        "Hãy giải thích AI là gì cho bà con trồng chè lớn tuổi, trong 5 gạch đầu dòng, lời lẽ giản dị.",
        {Criterion.TASK: 3, Criterion.AUDIENCE: 2, Criterion.PRIVACY: 1},
        ("lời giải thích", "bài giải thích"),
        ("AI", "giải thích", "trí tuệ nhân tạo", "chè", "máy", "bà con"),
        starters=(
            Starter("Hãy giải thích AI là gì", ("cho thật hay.", "cho bà, 70 tuổi, trồng chè.", "cho bà.")),
            Starter("Kể AI làm được việc gì", ("cho bà con lớn tuổi, trồng chè.", "trong vài câu.")),
            Starter("Viết về máy biết viết", ("cho vui.", "cho cháu, học lớp 4.")),
        ),
    ),
    Do(StepId("lam"), parse("{Bạn} thử hỏi AI một việc."), parse("{Bạn} đã hỏi việc gì?")),
    Recap(StepId("the"), "Thẻ: kiểm tra lại", parse("- Hỏi rõ\n- Kiểm tra ở {fact:cong}")),
)

SHORT_STEPS: tuple[Step, ...] = (
    Card(StepId("mo-dau"), parse("Bài ngắn cho {bạn}.")),
    Recap(StepId("the"), "Thẻ ngắn", parse("Nhớ hỏi lại.")),
)


def lesson(
    name: str,
    steps: tuple[Step, ...] = SHORT_STEPS,
    *,
    version: int = 1,
    content: str = "",
    track: str = "lam-quen",
    needs: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
) -> Lesson:
    """A lesson; its content hash is made up of its name, version and `content`."""
    return Lesson(
        LessonId(name),
        TrackId(track),
        version,
        ContentHash(f"{name}@{version}{content}"),
        {"vi": f"Bài {name}", "en": f"Lesson {name}"},
        (Audience.CITIZEN,),
        1,
        4,
        "Biết kiểm tra lại.",
        tuple(LessonId(each) for each in needs),
        (),
        steps,
        tuple(FactKey(key) for key in facts),
    )


FIRST = lesson("mot-bai", ALL_STEPS, facts=("cong",))
SECOND = lesson("hai-bai", needs=("mot-bai",))
FACT = Fact(
    FactKey("cong"), "phapluat.gov.vn", "Cổng Pháp luật quốc gia", date(2026, 11, 22), "Tổ biên tập",
    by_place={"dao": None},
)  # fmt: skip


def catalog(*lessons: Lesson, facts: tuple[Fact, ...] = (FACT,)) -> Catalog:
    """A catalog of one track with these lessons, or with the two standard ones."""
    chosen = lessons or (FIRST, SECOND)
    track = Track(
        TrackId("lam-quen"), {"vi": "Làm quen với AI"}, parse("Mời {bạn}."), tuple(each.id for each in chosen)
    )
    return Catalog((track,), {each.id: each for each in chosen}, {fact.key: fact for fact in facts})


def shelves() -> Catalog:
    """A catalog of eight tracks: the standard one, one with more lessons than a page holds, and six with one each."""
    writing = [lesson(f"viet-{n}", track="viet") for n in range(1, 8)]
    others = [lesson(f"chang-{n}-bai", track=f"chang-{n}") for n in range(1, 7)]
    every = catalog(FIRST, SECOND, *writing, *others)
    tracks = [
        replace(every.tracks[0], lessons=(FIRST.id, SECOND.id)),
        Track(
            TrackId("viet"),
            {"vi": "Viết câu lệnh"},
            parse("Chặng này {bạn} tập viết."),
            tuple(each.id for each in writing),
        ),
        *(Track(each.track, {"vi": f"Chặng số {n}"}, (), (each.id,)) for n, each in enumerate(others, start=1)),
    ]
    return replace(every, tracks=tuple(tracks))
