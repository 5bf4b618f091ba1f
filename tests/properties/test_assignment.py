"""Whoever waits and whoever is there: the quick assignment offers what the plain one does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TID251 - shuffles as hypothesis says

from hypothesis import given
from hypothesis import strategies as st

from bot.model.ids import LearnerId, PlaceCode, QuestionId, TrackId
from bot.model.question import NEAREST_FIRST, Circle, Question, QuestionState
from bot.policy.assignment import Mentor, Waiting, assign, may_claim, nearness, order_for, stranded
from tests import assigning

NOW = datetime(2026, 11, 30, tzinfo=UTC)
PATHS = tuple(
    tuple(map(PlaceCode, path))
    for path in ((), ("p",), ("q",), ("c", "p"), ("d", "p"), ("e", "q"), ("g", "c", "p"), ("h", "c", "p"))
)
LEARNERS = st.integers(1, 8).map(LearnerId)
TOPICS = st.sampled_from("xyz").map(TrackId)
LANGUAGES = st.sampled_from(("vi", "en"))
QUESTIONS = st.builds(
    Question,
    st.just(QuestionId(0)),
    LEARNERS,
    LANGUAGES,
    st.integers(0, 3).map(lambda hours: NOW + timedelta(hours=hours)),
    st.none(),
    st.sampled_from(Circle),
    state=st.sampled_from((*[QuestionState.OPEN] * 4, QuestionState.CLAIMED)),
    classroom=st.none() | st.integers(1, 3),
    topic=st.none() | TOPICS,
    is_urgent=st.booleans(),
    passed=st.lists(LEARNERS, max_size=3).map(tuple),
)
Drawn = list[tuple[Question, tuple[PlaceCode, ...]]]
WAITING = st.lists(st.tuples(QUESTIONS, st.sampled_from(PATHS)), max_size=14)
MENTORS = st.lists(
    st.builds(
        Mentor,
        LEARNERS,
        st.frozensets(LANGUAGES, min_size=1),
        st.frozensets(st.integers(1, 3), max_size=2),
        st.sampled_from(PATHS),
        st.frozensets(TOPICS, max_size=2),
        open_count=st.integers(0, 3),
        cap=st.integers(1, 3),
        is_on_duty=st.booleans(),
        is_away=st.booleans(),
        takes_urgent=st.booleans(),
    ),
    unique_by=lambda mentor: mentor.id,
    max_size=8,
)


def numbered(drawn: Drawn) -> list[Waiting]:
    return [
        Waiting(replace(question, id=QuestionId(number)), places) for number, (question, places) in enumerate(drawn)
    ]


@given(WAITING, MENTORS, st.randoms())
def test_it_offers_what_a_look_at_everybody_would(drawn: Drawn, mentors: list[Mentor], random: Random) -> None:
    waiting = numbered(drawn)
    offers = assign(waiting, mentors)
    assert offers == assigning.assign(waiting, mentors)
    held = {mentor.id: mentor.open_count for mentor in mentors}
    for offer in offers:
        held[offer.mentor] += 1
    assert all(held[mentor.id] <= max(mentor.cap, mentor.open_count) for mentor in mentors)
    random.shuffle(waiting)
    random.shuffle(mentors)
    assert assign(waiting, mentors) == offers


@given(WAITING, MENTORS)
def test_who_is_offered_one_may_claim_it_and_sees_it(drawn: Drawn, mentors: list[Mentor]) -> None:
    waiting = numbered(drawn)
    people, questions = {mentor.id: mentor for mentor in mentors}, {each.question.id: each for each in waiting}
    offers = assign(waiting, mentors)
    for offer in offers:
        mentor, offered = people[offer.mentor], questions[offer.question]
        assert may_claim(mentor, offered)
        assert offered in order_for(mentor, waiting)
        assert NEAREST_FIRST.index(nearness(mentor, offered)) == assigning.distance(mentor, offered)
    assert not {offer.question for offer in offers} & set(stranded(waiting, mentors))


@given(WAITING, MENTORS)
def test_what_is_not_stranded_somebody_could_claim(drawn: Drawn, mentors: list[Mentor]) -> None:
    waiting = numbered(drawn)
    there = [Mentor(each.id, each.languages, each.classes, each.places) for each in mentors if not each.is_away]
    lost = set(stranded(waiting, mentors))
    for each in waiting:
        if each.question.state is QuestionState.OPEN and each.question.circle is not Circle.ADMINS:
            assert (each.question.id in lost) is not any(may_claim(mentor, each) for mentor in there)
