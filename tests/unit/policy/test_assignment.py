"""Who is offered which question, who may claim it, and in which order a mentor sees them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.ids import LearnerId, PlaceCode, QuestionId, TrackId
from bot.model.question import Circle, Question, QuestionState, Refusal
from bot.policy.assignment import (
    Mentor,
    Offer,
    Waiting,
    assign,
    awaited,
    may_claim,
    nearness,
    order_for,
    refusal,
    stranded,
)

NOW = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
SELLING = TrackId("ban-hang")
PLACES = tuple(map(PlaceCode, ("ban-mo", "phu-luong", "thai-nguyen")))
VI = frozenset({"vi"})
LEARNER = LearnerId(1)


def asked(
    number: int = 1,
    *,
    circle: Circle = Circle.ALL,
    minutes_ago: int = 0,
    is_urgent: bool = False,
    passed: tuple[int, ...] = (),
    topic: TrackId | None = None,
    language: str = "vi",
    places: tuple[PlaceCode, ...] = PLACES,
) -> Waiting:
    question = Question(
        QuestionId(number),
        LEARNER,
        language,
        NOW - timedelta(minutes=minutes_ago),
        NOW + timedelta(hours=4),
        circle,
        classroom=12,
        place=places[0] if places else None,
        topic=topic,
        is_urgent=is_urgent,
        passed=tuple(map(LearnerId, passed)),
    )
    return Waiting(question, places)


def in_state(state: QuestionState) -> Waiting:
    return replace(asked(), question=replace(asked().question, state=state))


CLASS = Mentor(LearnerId(40), VI, classes=frozenset({12}))
COMMUNE = Mentor(LearnerId(30), VI, places=PLACES[1:])
NEIGHBOUR = Mentor(LearnerId(35), VI, places=(PlaceCode("ban-khac"), *PLACES[1:]))
PROVINCE = Mentor(LearnerId(20), VI, places=(PlaceCode("dai-tu"), PLACES[2]))
ANYWHERE = Mentor(LearnerId(10), VI)


def taken(*waiting: Waiting, mentors: tuple[Mentor, ...]) -> dict[int, int]:
    return {offer.question: offer.mentor for offer in assign(waiting, mentors)}


def test_the_class_comes_before_the_commune_and_the_commune_before_the_province() -> None:
    everybody = [ANYWHERE, PROVINCE, COMMUNE, CLASS]
    for found in (CLASS, COMMUNE, PROVINCE, ANYWHERE):
        assert assign([asked()], everybody) == (Offer(QuestionId(1), found.id),)
        everybody.remove(found)
    assert assign([asked()], everybody) == ()
    assert [nearness(mentor, asked()) for mentor in (CLASS, COMMUNE, NEIGHBOUR, PROVINCE, ANYWHERE)] == [
        *("class", "commune", "commune", "province", "all")
    ]


def test_a_circle_bounds_who_is_asked() -> None:
    assert taken(asked(circle=Circle.CLASS), mentors=(COMMUNE, PROVINCE)) == {}
    assert taken(asked(circle=Circle.COMMUNE), mentors=(PROVINCE, NEIGHBOUR)) == {1: 35}
    assert taken(asked(circle=Circle.PROVINCE), mentors=(PROVINCE, ANYWHERE)) == {1: 20}
    assert taken(asked(circle=Circle.ADMINS), mentors=(ANYWHERE,)) == {1: 10}
    assert taken(asked(circle=Circle.PROVINCE, places=()), mentors=(PROVINCE, ANYWHERE)) == {}


def test_who_knows_the_topic_comes_before_who_holds_fewer() -> None:
    seller = replace(ANYWHERE, id=LearnerId(11), topics=frozenset({SELLING}), open_count=3)
    assert taken(asked(topic=SELLING), mentors=(ANYWHERE, seller)) == {1: 11}
    assert taken(asked(topic=TrackId("phap-luat")), mentors=(ANYWHERE, seller)) == {1: 10}
    assert taken(asked(), mentors=(ANYWHERE, seller)) == {1: 10}
    assert taken(asked(topic=SELLING), mentors=(ANYWHERE, replace(seller, open_count=5))) == {1: 10}
    assert taken(asked(topic=SELLING), mentors=(PROVINCE, seller)) == {1: 20}, "but not before who is nearer"


def test_who_holds_fewest_is_asked_and_a_tie_goes_by_number() -> None:
    others = tuple(replace(ANYWHERE, id=LearnerId(number), open_count=number % 2) for number in (13, 12, 11))
    six = [asked(number, minutes_ago=-number) for number in range(1, 7)]
    assert taken(*six, mentors=others) == {1: 12, 2: 11, 3: 12, 4: 13, 5: 11, 6: 12}


def test_nobody_gets_more_than_they_can_hold() -> None:
    many = [asked(number) for number in range(1, 20)]
    full, nearly = replace(CLASS, open_count=5), replace(CLASS, id=LearnerId(41), open_count=3)
    assert taken(*many, mentors=(full, nearly)) == {1: 41, 2: 41}
    assert taken(*many, mentors=(replace(ANYWHERE, cap=1),)) == {1: 10}


def test_urgent_ones_come_first_and_then_the_oldest() -> None:
    one = replace(ANYWHERE, cap=1)
    assert taken(asked(1, minutes_ago=5), asked(2, minutes_ago=9), mentors=(one,)) == {2: 10}
    assert taken(asked(1, is_urgent=True), asked(2, minutes_ago=9), mentors=(one,)) == {1: 10}
    assert taken(asked(2), asked(1), mentors=(one,)) == {1: 10}


def test_nobody_is_asked_off_duty_unless_it_is_urgent_and_they_want_to_be() -> None:
    asleep = replace(CLASS, is_on_duty=False)
    awake = replace(asleep, id=LearnerId(42), takes_urgent=True)
    assert taken(asked(), mentors=(asleep, awake)) == {}
    assert taken(asked(is_urgent=True), mentors=(asleep, awake)) == {1: 42}
    assert taken(asked(is_urgent=True), mentors=(awake, ANYWHERE)) == {1: 10}, "who is on duty comes first"
    assert taken(asked(is_urgent=True), mentors=(replace(awake, is_away=True),)) == {}


def test_nobody_is_asked_what_they_asked_or_passed_on() -> None:
    asker = replace(CLASS, id=LEARNER)
    assert taken(asked(passed=(40,)), mentors=(CLASS, asker)) == {}
    both = (CLASS, replace(CLASS, id=LearnerId(41)))
    assert taken(asked(1, passed=(40,)), asked(2), mentors=both) == {1: 41, 2: 40}


def test_a_language_is_needed() -> None:
    both = replace(ANYWHERE, id=LearnerId(11), languages=frozenset({"vi", "en"}))
    assert taken(asked(language="en"), mentors=(CLASS, both)) == {1: 11}
    assert taken(asked(language="tyz"), mentors=(CLASS, both)) == {}


@pytest.mark.parametrize("state", [state for state in QuestionState if state is not QuestionState.OPEN])
def test_only_what_is_open_is_offered(state: QuestionState) -> None:
    assert assign([in_state(state)], [CLASS]) == ()
    assert stranded([in_state(state)], []) == ()
    assert refusal(CLASS, in_state(state)) is (Refusal.TAKEN if state is QuestionState.CLAIMED else Refusal.OVER)


@pytest.mark.parametrize(
    ("waiting", "mentor", "why"),
    [
        (asked(), CLASS, None),
        (asked(), replace(CLASS, is_on_duty=False), None),
        (asked(), replace(CLASS, id=LEARNER), Refusal.OWN),
        (asked(passed=(40,)), CLASS, Refusal.PASSED),
        (asked(language="en"), CLASS, Refusal.LANGUAGE),
        (asked(circle=Circle.CLASS), COMMUNE, Refusal.ELSEWHERE),
        (asked(circle=Circle.PROVINCE), COMMUNE, None),
        (asked(), replace(CLASS, open_count=5), Refusal.FULL),
        (asked(language="en", circle=Circle.CLASS, passed=(10,)), replace(ANYWHERE, is_admin=True), None),
        (asked(language="en", circle=Circle.CLASS), replace(COMMUNE, is_admin=True), None),
        (asked(circle=Circle.CLASS), replace(PROVINCE, is_admin=True), Refusal.ELSEWHERE),
        (asked(), replace(ANYWHERE, is_admin=True, open_count=5), Refusal.FULL),
        (asked(), replace(ANYWHERE, is_admin=True, id=LEARNER), Refusal.OWN),
    ],
)
def test_why_somebody_may_not_claim(waiting: Waiting, mentor: Mentor, why: Refusal | None) -> None:
    assert refusal(mentor, waiting) is why
    assert may_claim(mentor, waiting) is (why is None)


def test_what_nobody_could_ever_take_is_stranded() -> None:
    waiting = [asked(1, circle=Circle.CLASS), asked(2, circle=Circle.COMMUNE), asked(3, language="en")]
    assert stranded(waiting, []) == (1, 2, 3)
    assert stranded(waiting, [replace(CLASS, is_on_duty=False, open_count=5)]) == (3,)
    assert stranded(waiting, [replace(CLASS, is_away=True), COMMUNE]) == (1, 3)
    assert stranded([asked(passed=(40,), circle=Circle.CLASS)], [CLASS]) == (1,)
    assert stranded([asked(circle=Circle.CLASS)], [replace(CLASS, id=LEARNER)]) == (1,)
    assert stranded([asked(circle=Circle.ADMINS)], []) == ()


def test_a_mentor_sees_the_urgent_then_the_near_then_the_old() -> None:
    far = tuple(map(PlaceCode, ("da-lat", "lam-dong")))
    old, new, urgent = asked(1, minutes_ago=9), asked(2), asked(3, is_urgent=True)
    elsewhere = asked(4, minutes_ago=99, places=far)
    not_theirs = asked(5, circle=Circle.CLASS)
    queue = order_for(COMMUNE, [elsewhere, not_theirs, new, old, urgent])
    assert queue == (urgent, old, new, elsewhere)
    assert order_for(replace(COMMUNE, open_count=5), [new]) == (new,)


@pytest.mark.parametrize(
    ("mentor", "is_awaited"),
    [
        (Mentor(LearnerId(2), VI, classes=frozenset({12}), open_count=5), True),
        (Mentor(LearnerId(2), VI, places=PLACES[1:], is_on_duty=False), True),
        (Mentor(LearnerId(2), frozenset({"en"}), classes=frozenset({12})), False),
        (Mentor(LearnerId(2), VI), False),
        (Mentor(LearnerId(3), VI, classes=frozenset({12})), False),
        (Mentor(LEARNER, VI, classes=frozenset({12}), is_admin=True), False),
        (Mentor(LearnerId(3), frozenset(), places=PLACES[2:], is_admin=True), True),
        (Mentor(LearnerId(2), frozenset(), places=(PlaceCode("lam-dong"),), is_admin=True), False),
        (Mentor(LearnerId(2), frozenset(), is_admin=True), True),
    ],
)
def test_who_could_take_anything_is_awaited(mentor: Mentor, is_awaited: bool) -> None:
    waiting = [asked(circle=Circle.COMMUNE, passed=(3,)), in_state(QuestionState.CLAIMED)]
    assert (mentor.id in awaited(waiting, [mentor])) is is_awaited
    room = replace(mentor, open_count=0)
    assert is_awaited is any(may_claim(room, each) for each in waiting), "as one would look it up"
