"""The way through the lessons: which are open, which comes next, and where a learner stands in one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.model.dialogue import Adjusting, AtMenu, Bookmark, Learning, Scene, State
from bot.model.effects import BeginLesson
from bot.model.ids import ContentHash, LessonId, StepId, TrackId
from bot.model.learner import Consent, FormOfAddress, Profile, Progress
from bot.model.lesson import Audience, Catalog, Fact, Goal, Lesson, Track
from bot.model.markup import parse
from bot.model.text import plain
from bot.tutor import course
from bot.tutor.context import Context, Facts, Operator
from tests.bank import ALL_STEPS, FACT, FIRST, SECOND, catalog, lesson
from tests.play import MORNING, phrases

CONSENT = Consent("1", MORNING)
THIRD = lesson("ba-bai", needs=("hai-bai",))
NEWER = lesson("mot-bai", ALL_STEPS, version=2, facts=("cong",))
SHORTER = lesson("mot-bai", version=2)


def context(bank: Catalog | None = None, *done: str, bookmarked: Lesson | None = None) -> Context:
    progress = tuple(Progress(LessonId(name), ContentHash("x"), MORNING, MORNING) for name in done)
    facts = Facts(progress=progress, bookmarked=bookmarked)
    return Context(MORNING, MORNING.date(), bank or catalog(), phrases(), Operator("Sở", "1022"), facts=facts)


def learning(at: Lesson = FIRST, step: str = "mot", scene: Scene | None = None, place: str | None = None) -> State:
    bookmark = replace(course.opened(at), step=StepId(step), tries=2)
    return State(scene or Learning(), Profile(CONSENT, place=place), bookmark, turn=5)


def test_a_bookmark_that_leads_somewhere_stays() -> None:
    assert course.settled(learning(), context()) == learning()


def test_a_learner_stays_on_the_version_that_they_started() -> None:
    assert course.settled(learning(), context(catalog(NEWER), bookmarked=FIRST)) == learning()
    assert course.lesson_at(course.opened(FIRST), context(catalog(NEWER), bookmarked=FIRST)) is FIRST


@pytest.mark.parametrize(("current", "step"), [(NEWER, "mot"), (SHORTER, "mo-dau")])
def test_a_version_that_is_gone_gives_way_to_the_current_one(current: Lesson, step: str) -> None:
    settled = course.settled(learning(), context(catalog(current)))
    fresh = Bookmark(current.id, current.version, current.content_hash, StepId(step))
    assert settled == replace(learning(), bookmark=fresh, turn=6)


def test_a_version_that_is_not_the_bookmarked_one_is_no_help() -> None:
    at = course.opened(FIRST)
    assert course.lesson_at(at, context(catalog(SECOND), bookmarked=NEWER)) is None
    assert course.step_at(at, context(catalog(SECOND))) is None


def test_a_version_whose_fact_is_gone_gives_way_to_a_current_one_without_it() -> None:
    settled = course.settled(learning(), context(catalog(SHORTER, facts=()), bookmarked=FIRST))
    assert settled.bookmark == course.opened(SHORTER)
    assert settled.scene == Learning()


@pytest.mark.parametrize(
    "bank",
    [
        catalog(SECOND),
        catalog(FIRST, facts=()),
        catalog(NEWER, facts=()),
        catalog(FIRST, facts=(replace(FACT, valid_until=MORNING.date() - timedelta(days=1)),)),
        catalog(replace(FIRST, valid_until=MORNING.date() - timedelta(days=1))),
    ],
)
@pytest.mark.parametrize(("scene", "after"), [(Learning(), AtMenu()), (AtMenu(), AtMenu()), (Adjusting(), Adjusting())])
def test_without_an_open_lesson_the_bookmark_goes(bank: Catalog, scene: Scene, after: Scene) -> None:
    state = learning(scene=scene)
    assert course.settled(state, context(bank)) == replace(state, bookmark=None, scene=after)


def test_a_step_that_its_own_version_does_not_have_leads_to_the_menu() -> None:
    settled = course.settled(learning(step="khong-co"), context())
    assert (settled.bookmark, settled.scene) == (None, AtMenu())


def test_nobody_is_in_a_lesson_without_a_bookmark() -> None:
    assert course.settled(State(Learning()), context()) == State(AtMenu())
    assert course.settled(State(Adjusting()), context()) == State(Adjusting())


def test_a_lesson_lasts_through_its_last_day() -> None:
    today = replace(FIRST, valid_until=MORNING.date())
    assert course.is_open(today, learning(), context(catalog(today)))


def test_a_fact_differs_by_place() -> None:
    assert course.is_open(FIRST, learning(), context())
    assert course.is_open(FIRST, learning(place="khac"), context())
    assert not course.is_open(FIRST, learning(place="dao"), context())


def test_a_text_is_said_with_address_and_facts_of_the_place() -> None:
    facts = (replace(FACT, by_place={"hue": "dichvucong.hue"}), Fact(FACT.key, None, "", date(2026, 1, 1), ""))
    text = parse("{Bạn} xem [cổng](https://{fact:cong}) và {fact:khac}.")
    state = State(profile=Profile(address=FormOfAddress.BAC, place="hue"))
    bank = catalog(facts=facts[:1])
    assert plain(course.said(text, state, context(bank))) == "Bác xem cổng (https://dichvucong.hue) và {fact:khac}."
    assert plain(course.said(parse("“{fact:cong}”"), state, context(catalog(facts=facts[1:])))) == "“”"
    assert plain(course.said(parse("{Mình} đây"), State(), context())) == "Mình đây"


def test_lessons_open_in_the_order_of_the_track() -> None:
    bank = catalog(FIRST, SECOND, replace(THIRD, valid_until=date(2020, 1, 1)))
    gone = replace(bank, lessons={name: each for name, each in bank.lessons.items() if each is not SECOND})
    assert course.all_open(State(), context(bank)) == (FIRST, SECOND)
    assert course.all_open(State(), context(gone)) == (FIRST,)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), FIRST),
        (("mot-bai",), SECOND),
        (("mot-bai", "hai-bai"), THIRD),
        (("mot-bai", "ba-bai"), SECOND),
        (("mot-bai", "hai-bai", "ba-bai"), None),
    ],
)
def test_the_next_lesson_is_the_first_whose_prerequisites_are_done(
    done: tuple[str, ...], expected: Lesson | None
) -> None:
    assert course.next_lesson(State(), context(catalog(FIRST, SECOND, THIRD), *done)) is expected


def test_of_the_lessons_that_are_ready_those_for_people_like_the_learner_come_first() -> None:
    for_officials = replace(THIRD, audience=(Audience.OFFICIAL,), prerequisites=())
    bank = catalog(FIRST, for_officials)
    assert course.next_lesson(State(), context(bank)) is FIRST
    official = State(profile=Profile(audience=Audience.OFFICIAL))
    assert course.next_lesson(official, context(bank)) is for_officials
    assert course.next_lesson(official, context(bank, for_officials.id)) is FIRST


def test_a_lesson_behind_a_closed_prerequisite_is_better_than_none() -> None:
    assert course.next_lesson(State(), context(catalog(SECOND, THIRD))) is SECOND
    assert course.next_lesson(State(), context(catalog(THIRD, SECOND), "mot-bai")) is SECOND


@pytest.mark.parametrize(("name", "expected"), [("mot-bai", SECOND), ("hai-bai", THIRD), ("ba-bai", None), ("x", None)])
def test_a_visitor_is_led_on_to_the_lesson_after(name: str, expected: Lesson | None) -> None:
    assert course.following(LessonId(name), State(), context(catalog(FIRST, SECOND, THIRD))) is expected


SAFETY = lesson("an-toan", track="an-toan", needs=("hai-bai",))
SAFE_TOO = lesson("an-toan-hai", track="an-toan", needs=("an-toan",))
GOALWARD = (FIRST, THIRD, SECOND, SAFETY, SAFE_TOO)


def with_goal(*lessons: Lesson) -> Catalog:
    """A bank whose second track serves a goal."""
    basics = tuple(each.id for each in lessons if each.track == "lam-quen")
    rest = tuple(each.id for each in lessons if each.track == "an-toan")
    bank = catalog(*lessons)
    track = Track(TrackId("an-toan"), {"vi": "An toàn"}, (), rest, (Goal.SAFETY,))
    return replace(bank, tracks=(replace(bank.tracks[0], lessons=basics), track))


def aiming(goal: Goal | None, audience: Audience | None = None) -> State:
    return State(profile=Profile(CONSENT, goal=goal, audience=audience))


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), FIRST),
        (("mot-bai",), SECOND),
        (("mot-bai", "hai-bai"), SAFETY),
        (("mot-bai", "hai-bai", "an-toan"), SAFE_TOO),
        (("mot-bai", "hai-bai", "an-toan", "an-toan-hai"), THIRD),
    ],
)
def test_the_goal_comes_first_and_what_it_needs_before_it(done: tuple[str, ...], expected: Lesson) -> None:
    assert course.next_lesson(aiming(Goal.SAFETY), context(with_goal(*GOALWARD), *done)) is expected


@pytest.mark.parametrize(
    ("done", "count"),
    [((), 2), (("mot-bai",), 1), (("mot-bai", "hai-bai"), 0), (tuple(each.id for each in GOALWARD), 0)],
)
def test_the_lessons_before_a_track_are_counted(done: tuple[str, ...], count: int) -> None:
    bank = with_goal(*GOALWARD)
    assert course.lessons_before(bank.tracks[1], aiming(Goal.SAFETY), context(bank, *done)) == count


def test_on_the_way_to_the_goal_lessons_for_people_like_the_learner_come_first() -> None:
    for_officials = replace(SAFE_TOO, audience=(Audience.OFFICIAL,), prerequisites=())
    other = replace(THIRD, audience=(Audience.OFFICIAL,), prerequisites=())
    bank = context(with_goal(FIRST, other, SECOND, SAFETY, for_officials))
    assert course.next_lesson(aiming(Goal.SAFETY, Audience.OFFICIAL), bank) is for_officials
    assert course.next_lesson(aiming(None, Audience.OFFICIAL), bank) is other


@pytest.mark.parametrize("goal", [None, Goal.SELL])
def test_a_goal_that_no_track_serves_changes_nothing(goal: Goal | None) -> None:
    bank = context(with_goal(*GOALWARD), "mot-bai", "hai-bai")
    assert course.next_lesson(aiming(goal), bank) is THIRD
    assert course.goal_track(aiming(goal), bank) is None


def test_a_goal_whose_lessons_are_all_closed_is_served_by_no_track() -> None:
    closed = replace(SAFETY, valid_until=date(2020, 1, 1))
    bank = context(with_goal(FIRST, SECOND, closed), "mot-bai")
    assert course.goal_track(aiming(Goal.SAFETY), bank) is None
    assert course.next_lesson(aiming(Goal.SAFETY), bank) is SECOND


def test_a_goal_behind_a_lesson_that_is_gone_or_needed_twice_is_no_trap() -> None:
    twice = replace(SAFE_TOO, prerequisites=(LessonId("hai-bai"), LessonId("khong-co"), LessonId("an-toan")))
    bank = with_goal(FIRST, SECOND, SAFETY, twice)
    assert course.next_lesson(aiming(Goal.SAFETY), context(bank, "mot-bai", "hai-bai", "an-toan")) is twice


def test_a_visitor_with_a_goal_is_led_towards_it() -> None:
    bank = context(with_goal(*GOALWARD))
    looking = State(profile=Profile(goal=Goal.SAFETY))
    ways = [course.following(each.id, looking, bank) for each in (FIRST, SECOND, SAFETY, SAFE_TOO, THIRD)]
    assert ways == [SECOND, SAFETY, SAFE_TOO, THIRD, None]


def test_beginning_is_noted_for_a_learner_alone() -> None:
    begun, effects = course.begin(FIRST, State(profile=Profile(CONSENT)), StepId("viet"))
    assert begun.scene == Learning()
    assert begun.turn == 1
    assert begun.bookmark == replace(course.opened(FIRST), step=StepId("viet"))
    assert effects == (BeginLesson(FIRST.id, FIRST.content_hash),)
    assert course.begin(FIRST, State())[1] == ()


def test_an_unknown_step_opens_the_lesson_at_its_beginning() -> None:
    assert course.opened(FIRST, StepId("khong-co")) == course.opened(FIRST)


def test_the_next_step_starts_afresh_and_the_last_one_stays() -> None:
    state = learning()
    assert course.advanced(FIRST, FIRST.steps[1], state).bookmark == course.opened(FIRST, StepId("nhieu"))
    assert course.advanced(FIRST, FIRST.steps[-1], state) == state


def test_a_title_is_vietnamese_where_the_language_has_none() -> None:
    english = State(profile=Profile(language="en"))
    assert course.title_of(FIRST, english) == "Lesson mot-bai"
    assert course.title_of(catalog().tracks[0], english) == "Làm quen với AI"
