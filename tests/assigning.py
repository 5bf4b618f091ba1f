"""Assignment as one would write it first, each question against each mentor: slow, and plainly right."""

from collections.abc import Sequence

from bot.model.question import NEAREST_FIRST, QuestionState
from bot.policy.assignment import Mentor, Offer, Waiting


def distance(mentor: Mentor, waiting: Waiting) -> int:
    """How far away a mentor is: in the same class, commune or province, or anywhere."""
    if waiting.question.classroom in mentor.classes:
        return 0
    if mentor.places[-2:] == waiting.places[-2:] and len(mentor.places) > 1:
        return 1
    return 2 if mentor.places[-1:] == waiting.places[-1:] and mentor.places else 3


def assign(waiting: Sequence[Waiting], mentors: Sequence[Mentor]) -> tuple[Offer, ...]:
    """The offers."""
    held = {mentor.id: mentor.open_count for mentor in mentors}
    offers = []
    for each in sorted(
        waiting, key=lambda each: (not each.question.is_urgent, each.question.asked_at, each.question.id)
    ):
        question = each.question
        if question.state is not QuestionState.OPEN:
            continue
        barred, widest = {question.learner, *question.passed}, NEAREST_FIRST.index(question.circle)
        able = [
            (not mentor.is_on_duty, far, question.topic not in mentor.topics, held[mentor.id], mentor.id)
            for mentor in mentors
            if question.language in mentor.languages
            and (mentor.is_on_duty or (question.is_urgent and mentor.takes_urgent))
            and not mentor.is_away
            and held[mentor.id] < mentor.cap
            and mentor.id not in barred
            and (far := distance(mentor, each)) <= widest
        ]
        if able:
            found = min(able)[-1]
            held[found] += 1
            offers.append(Offer(question.id, found))
    return tuple(offers)
