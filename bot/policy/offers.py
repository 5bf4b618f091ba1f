"""Which offers stand, and which are made anew."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.model.ids import LearnerId, QuestionId
from bot.policy.assignment import Mentor, Offer, Waiting, assign, may_claim


def renewed(
    waiting: Sequence[Waiting],
    mentors: Sequence[Mentor],
    offered: Mapping[QuestionId, LearnerId],
    asked: Collection[tuple[QuestionId, LearnerId]] = (),
) -> tuple[Offer, ...]:
    """The offers of this moment: a question stays with whom it was offered to as long as they could still take it.

    So nobody is asked for the same thing because somebody else took another one. Urgent questions are seen to first,
    and find room wherever there is any.

    Args:
        waiting: open questions.
        mentors: everybody who may answer.
        offered: to whom questions are offered.
        asked: who was asked for which question before and let it pass; it is offered to somebody else.
    """
    offers: list[Offer] = []
    room = {mentor.id: mentor for mentor in mentors}
    silent: dict[QuestionId, list[LearnerId]] = defaultdict(list)
    for question_id, of in asked:
        silent[question_id].append(of)
    for is_urgent in (True, False):
        rest = []
        for each in waiting:
            question = each.question
            if question.is_urgent is is_urgent:
                mentor = room.get(offered.get(question.id, LearnerId(0)))
                if mentor is not None and _may_stay(mentor, each):
                    room[mentor.id] = _busier(mentor, 1)
                    offers.append(Offer(question.id, mentor.id))
                else:
                    rest.append(_without(each, silent[question.id]) if question.id in silent else each)
        made = assign(rest, room.values()) if rest else ()
        for of, count in Counter(offer.mentor for offer in made).items():
            room[of] = _busier(room[of], count)
        offers += made
    return tuple(offers)


def _without(waiting: Waiting, silent: Sequence[LearnerId]) -> Waiting:
    """The same question, as if those had passed it on."""
    passed = (*waiting.question.passed, *silent)
    return replace(waiting, question=replace(waiting.question, passed=passed))


def _may_stay(mentor: Mentor, waiting: Waiting) -> bool:
    is_there = mentor.is_on_duty or (waiting.question.is_urgent and mentor.takes_urgent)
    return is_there and not mentor.is_away and may_claim(mentor, waiting)


def _busier(mentor: Mentor, by: int) -> Mentor:
    return replace(mentor, open_count=mentor.open_count + by)
