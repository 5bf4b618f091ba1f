"""Which offers stand, and which are made anew."""

from dataclasses import replace

import pytest

from bot.model.ids import LearnerId, QuestionId
from bot.model.question import Circle
from bot.policy.assignment import Mentor, Offer, Waiting
from bot.policy.offers import renewed
from tests.unit.policy.test_assignment import VI, asked

FIRST, SECOND = (Mentor(LearnerId(number), VI, cap=1) for number in (40, 41))


def offers(
    waiting: list[Waiting],
    mentors: list[Mentor],
    offered: dict[int, int],
    asked_before: tuple[tuple[int, int], ...] = (),
) -> dict[int, int]:
    before = {QuestionId(question): LearnerId(of) for question, of in offered.items()}
    silent = [(QuestionId(question), LearnerId(of)) for question, of in asked_before]
    made: tuple[Offer, ...] = renewed(waiting, mentors, before, silent)
    return {offer.question: offer.mentor for offer in made}


def test_a_question_stays_with_whom_it_was_offered_to() -> None:
    waiting = [asked(1, minutes_ago=9), asked(2)]
    assert offers(waiting, [FIRST, SECOND], {}) == {1: 40, 2: 41}
    assert offers(waiting, [FIRST, SECOND], {2: 40}) == {1: 41, 2: 40}


def test_an_urgent_one_finds_room_where_others_are_only_offered() -> None:
    urgent = asked(3, is_urgent=True)
    assert offers([asked(1), urgent], [FIRST], {1: 40}) == {3: 40}
    assert offers([asked(1), urgent, asked(4, is_urgent=True)], [FIRST], {3: 40}) == {3: 40}


@pytest.mark.parametrize(
    "changed",
    [
        replace(FIRST, is_away=True),
        replace(FIRST, is_on_duty=False),
        replace(FIRST, open_count=1),
        replace(FIRST, languages=frozenset({"en"})),
    ],
)
def test_who_could_not_take_it_any_more_is_not_offered_it(changed: Mentor) -> None:
    assert offers([asked(1)], [changed, SECOND], {1: 40}) == {1: 41}
    assert offers([asked(1)], [SECOND], {1: 40}) == {1: 41}, "who has gone neither"


def test_at_night_an_urgent_one_stays_with_whoever_takes_such() -> None:
    asleep = replace(FIRST, is_on_duty=False, takes_urgent=True)
    assert offers([asked(1, is_urgent=True)], [asleep, SECOND], {1: 40}) == {1: 40}
    assert offers([asked(1)], [asleep, SECOND], {1: 40}) == {1: 41}


def test_who_let_it_pass_is_not_asked_again_but_may_keep_it() -> None:
    urgent = asked(1, is_urgent=True, circle=Circle.ALL)
    assert offers([urgent], [FIRST, SECOND], {}, ((1, 40),)) == {1: 41}
    assert offers([urgent], [FIRST, SECOND], {1: 40}, ((1, 40), (2, 41))) == {1: 40}
    assert offers([urgent], [FIRST], {}, ((1, 40),)) == {}
