"""Needs name no fewer facts than the step reads, and none for what happens most."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.model.alert import Alert, AlertKind
from bot.model.attempt import Attempt
from bot.model.classroom import Classroom
from bot.model.dialogue import Attending
from bot.model.events import (
    AlertRaised,
    Arrived,
    Blocked,
    CalledInGroup,
    ChoicePressed,
    Event,
    Media,
    MediaReceived,
    MessageWiped,
    PostEnded,
    Returned,
    TextReceived,
)
from bot.model.helps import Tally, Work
from bot.model.ids import AlertId, ChoiceId, ClassCode, ExerciseId, LearnerId, LessonId, PostId, StepId
from bot.model.learner import EntryKind, NotebookEntry, Progress
from bot.model.lesson import Catalog
from bot.model.markup import parse
from bot.model.staff import Habits, Post, Role, Shift, Staff
from bot.model.text import Preformatted
from bot.tutor.context import Need
from bot.tutor.needs import needs
from bot.tutor.step import step
from tests.bank import ALL_STEPS, FIRST, SECOND, catalog, lesson
from tests.play import MORNING, Play, at_step, learner
from tests.scenes import AFTER_WELCOME, GIVEN, SCENES
from tests.staffed import CODE, COMMUNE, KEY, OFFERED, knowing, staff_of

P, S, N, R, A, C, G = (
    Need.PROGRESS,
    Need.STAFF,
    Need.NOTEBOOK,
    Need.RECORD,
    Need.ATTEMPTS,
    Need.CLASSROOM,
    Need.GIVEN,
)
CLASS = Classroom(3, ClassCode("bgh234"), SECOND.track, "Lớp", "Cô Hoa", "Thôn 3")
CHOICES = (
    *("m:continue", "m:restart", "m:menu", "m:lessons", "m:track:lam-quen", "m:lesson:hai-bai", "m:progress", "m:x"),
    *(
        "n:list",
        "n:entry:c:mot-bai:the",
        "n:last",
        "n:x",
        "p:list",
        "p:list:0:ai",
        "p:show:viet-thu",
        "p:show:own:mot-bai:viet",
        "p:x",
        "i:skip:goal",
        "i:goal:write",
        "w:agree",
        "w:back",
        "x:y",
        "?",
    ),
    *("a:settings", "a:address", "a:language", "a:name", "a:data", "a:erase", "a:export", "a:erase_now", "a:back"),
    *("g:start", "g:work", "g:x", "g:code", "g:leave", "g:people:3", "z:yes:bgh234", "z:no:bgh234", "z:x", "z:yes:x"),
    *("a:stop", "a:resume", "a:x", "l:mot-bai:the:1:0:_keep"),
)
GOOD = "Hãy viết bài giải thích AI là gì cho bà con trồng chè lớn tuổi"
TEXTS = (
    *(GOOD, "viết bài giải thích AI cho bà con"),
    *(
        "/start",
        "/hoc",
        "/hoc hai-bai",
        "/menu",
        "/hoi",
        "/tiendo",
        "/sotay",
        "/mau",
        "/mau giải thích",
        "/caidat",
        "/dung",
        "/dulieu",
        "/help",
    ),
    *(f"/start {CLASS.code}", "/start x", f"xin /start {CLASS.code}"),
    *("/giupmotnguoi", "tôi vừa giúp một người", "/dagiup", "/xacnhan", "xác nhận bgh234", "20 phút", "12"),
    *("/huy", "/xyz", "menu", "học", "1", "2", "3", "4", "5", "A", "A C", "ok", "xin chào", "", "bỏ qua", "quay lại"),
    *("/sotay " + "x" * 300, "\u200b" * 300 + "/sotay", "menu" + " " * 5_000 + "x", "x" * 500, "!" * 300 + "quay lại"),
)
BANKS = {
    "the same bank": catalog(),
    "a newer version, the old one unknown": catalog(lesson("mot-bai", ALL_STEPS, version=2, facts=("cong",)), SECOND),
    "its fact gone": catalog(facts=()),
}


def events(play: Play) -> list[Event]:
    offered = play.said[-1].choices
    pressed = [ChoicePressed(choice) for choice in (*(each.id for each in offered), *map(ChoiceId, CHOICES))]
    return [
        Arrived(),
        Arrived(SECOND.id),
        Arrived(LessonId("x")),
        MediaReceived(Media.VOICE),
        MessageWiped(is_done=True),
        CalledInGroup(),
        Arrived(code=CLASS.code),
        Returned(),
        Returned(CLASS.code),
        Blocked(),
        *map(TextReceived, TEXTS),
        *(TextReceived(each.label) for each in offered),
        *pressed,
    ]


def keep_rows(play: Play) -> None:
    """Rows of every kind, so that a fact that is missing shows."""
    play.rows.progress.setdefault(SECOND.id, Progress(SECOND.id, SECOND.content_hash, MORNING, MORNING))
    entry = NotebookEntry(EntryKind.CARD, FIRST.id, FIRST.steps[-1].id, "Thẻ", parse("Nhớ."), MORNING)
    play.rows.notebook["card", FIRST.id, entry.step] = entry
    prompt = NotebookEntry(EntryKind.PROMPT, FIRST.id, StepId("viet"), "Câu", (Preformatted(GOOD),), MORNING)
    play.rows.notebook["prompt", FIRST.id, prompt.step] = prompt
    play.rows.attempts.append(Attempt(FIRST.id, 1, FIRST.steps[1].id, 1.0, MORNING))
    exercise = ExerciseId("viet-thu")
    play.rows.attempts.append(Attempt(FIRST.id, 1, StepId("viet"), 0.5, MORNING, "viết bài về AI", exercise))


@pytest.mark.no_cover  # traced line by line, each takes half a second
@pytest.mark.parametrize("bank", BANKS.values(), ids=BANKS.keys())
@pytest.mark.parametrize("scene", SCENES)
def test_the_facts_named_decide_as_much_as_all_of_them(scene: str, bank: Catalog) -> None:
    play = SCENES[scene]()
    if play.state.profile.consent is not None:
        keep_rows(play)
    play.bank = bank if scene not in {"lessons", "tracks", "track"} else play.bank
    play.versions.clear()
    play.classrooms = (CLASS,)
    play.known = replace(play.known, given=GIVEN, work=Work(Tally(), Tally()))
    for hours in (0, 25, 24 * 31):
        play.now = MORNING
        play.waits(hours=hours)
        if hours:
            play.state = replace(play.state, attending=Attending(CLASS.code, CLASS.track))
        for event in events(play):
            wanted = needs(event, play.state)
            given = step(play.state, event, play.context(wanted, event))
            assert given == step(play.state, event, play.context(frozenset(Need), event)), (hours, event, wanted)


@pytest.mark.parametrize("at", ["mo-dau", "mot", "nhieu", "dung-sai", "ngan", "thu-tu", "viet", "lam"])
def test_in_a_lesson_little_is_needed(at: str) -> None:
    play = at_step(at)
    for text in ("kiểm tra lại", "giải thích AI cho bà con", "x" * 5_000):
        assert needs(TextReceived(text), play.state) == {N}, "it may be a prompt, and one may be kept already"
    for choice in play.said[-1].choices:
        assert needs(ChoicePressed(choice.id), play.state) == frozenset()
        typed = needs(TextReceived(choice.label), play.state)
        assert typed <= {P, S, Need.QUESTIONS, Need.OUTLOOK}, "a button typed is no prompt"
    assert needs(Arrived(), play.state) == {P, S, Need.LETTERS}, "what was said to many comes first"
    assert needs(MediaReceived(Media.PHOTO), play.state) == frozenset()


def tried() -> Play:
    play = at_step("viet")
    play.types(GOOD)
    return play


@pytest.mark.parametrize(
    ("build", "event", "wanted"),
    [
        (lambda: at_step("mot"), TextReceived("b"), set()),
        (lambda: at_step("viet"), TextReceived("b"), {N}),
        (lambda: at_step("viet"), ChoicePressed(ChoiceId("l:mot-bai:viet:1:1:_b0e1")), {N}),
        (tried, TextReceived("b"), {N, Need.PROMPTS}),
        (tried, ChoicePressed(ChoiceId("l:mot-bai:viet:1:1:_b0e1")), {N, Need.PROMPTS}),
        (lambda: at_step("the"), TextReceived("ok"), {P, S, N}),
        (learner, TextReceived("/sotay"), {P, S, N}),
        (learner, TextReceived("/mau giải thích"), {P, S, N}),
        (learner, ChoicePressed(ChoiceId("p:show:viet-thu")), {P, S, N}),
        (learner, TextReceived("/dulieu"), {P, S, R, C, Need.REVEALED}),
        (learner, ChoicePressed(ChoiceId("a:export")), {P, S, N, R, A, C, Need.REVEALED}),
        (AFTER_WELCOME["account: data"], TextReceived("xem tất cả"), {P, S, N, R, A, C, Need.REVEALED}),
        (lambda: at_step("mot"), Arrived(code=CLASS.code), {P, S, C, G, Need.LETTERS}),
        (lambda: at_step("mot"), TextReceived(f"/start {CLASS.code}"), {P, S, C, G}),
        (Play, Arrived(code=CLASS.code), {C, G}),
        (Play, Arrived(code="x"), set()),
        (AFTER_WELCOME["menu"], TextReceived("x"), {P, S}),
    ],
)
def test_what_is_shown_from_rows_is_needed(build: Callable[[], Play], event: Event, wanted: set[Need]) -> None:
    assert needs(event, build().state) == wanted


@pytest.mark.parametrize("text", ["/dulieu", "/sotay", "menu", "A"])
def test_of_a_visitor_nothing_is_known(text: str) -> None:
    assert needs(TextReceived(text), AFTER_WELCOME["visitor at the menu"]().state) == frozenset()


STAFFED = knowing(
    staff_of(),
    invitation=OFFERED,
    habits=Habits("Chú Tư", is_away=True),
    shifts=((Shift.ALL_DAY, None),),
    people=(Staff(LearnerId(7), "Cô Hoa", (Post(PostId(3), Role.MENTOR, COMMUNE),)),),
    alert=Alert(AlertId(2), AlertKind.REPORTED, "question:5", "lời", MORNING, COMMUNE, None, LearnerId(7)),
    alerts=(Alert(AlertId(2), AlertKind.CLASS, "class:1", "lời", MORNING, COMMUNE),),
)
STAFF_CHOICES = (
    *("t:show", "t:shifts", "t:digests", "t:counts", "t:topics", "t:leave", "t:back"),
    *("v:nodes", "v:at:05443", "v:below:05443:0", "v:as:mentor:05443", "v:at:19"),
    *("y:list", "y:post:3", "y:end:3", "y:post:9"),
    *("e:list", "e:see:2", "e:seen:2", "e:revoke:2", "e:revoked:2", "e:release:2"),
    *("j:take", "j:no", "j:name", "j:back", "j:leave"),
)
OF_STAFF: tuple[Event, ...] = (
    *(TextReceived(text) for text in ("/truc", "/moi", "/moi 05443", "/moi x", "/nhansu", "/viec", f"/start {CODE}")),
    *(ChoicePressed(ChoiceId(choice)) for choice in STAFF_CHOICES),
    *(Arrived(code=CODE), Returned("", KEY), AlertRaised(AlertId(2)), PostEnded(Role.MENTOR, COMMUNE)),
)


@pytest.mark.parametrize("staff", [None, staff_of(), staff_of(Role.HELPER)])
@pytest.mark.parametrize("start", [learner, *(SCENES[name] for name in ("invitation: offer", "invitation: name"))])
def test_staff_are_given_all_that_their_steps_read(start: Callable[[], Play], staff: Staff | None) -> None:
    for event in OF_STAFF:
        play = start()
        play.known = replace(STAFFED, staff=staff)
        given = play.context(needs(event, play.state), event)
        assert step(play.state, event, given) == step(play.state, event, play.context(frozenset(Need), event)), event
