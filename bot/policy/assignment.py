"""Which mentor is offered which waiting question, who may claim one, and the queue that a mentor sees."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace

from bot.model.ids import LearnerId, PlaceCode, QuestionId, TrackId
from bot.model.question import NEAREST_FIRST, Circle, Question, QuestionState, Refusal
from bot.policy.question import CAP, commune, province

Spot = tuple[Circle, int | str | None]
"""Where somebody belongs: a class by its number, a commune or province by its code, or everywhere."""

_Desk = tuple[Spot, str, TrackId | None, bool]
"""The mentors of a spot who speak a language, know a topic or any (None), and are on duty or not."""

_RANK: Mapping[Circle, int] = {circle: rank for rank, circle in enumerate(NEAREST_FIRST)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question and the learner's place with those around it, nearest first: hamlet, commune, province."""

    question: Question
    places: tuple[PlaceCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentor:
    """A mentor at this moment.

    `classes` are the numbers of their classes, `places` their place and those around it, nearest first, `open_count`
    how many questions they hold. `is_away` is true for whoever said that they are not there for a while,
    `takes_urgent` for whoever wants to be asked off duty where it is urgent. `is_admin` goes for the place and all
    within it, or for everywhere where there is no place.
    """

    id: LearnerId
    languages: frozenset[str]
    classes: frozenset[int] = frozenset()
    places: tuple[PlaceCode, ...] = ()
    topics: frozenset[TrackId] = frozenset()
    open_count: int = 0
    cap: int = CAP
    is_on_duty: bool = True
    is_away: bool = False
    takes_urgent: bool = False
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A mentor is to be asked whether they take a question; it binds nobody."""

    question: QuestionId
    mentor: LearnerId


def assign(waiting: Iterable[Waiting], mentors: Iterable[Mentor]) -> tuple[Offer, ...]:
    """Offers each open question to at most one mentor: the urgent first, then the oldest.

    Among those in its circle who speak its language and have room, counting what was offered before in the same run,
    the nearest comes first, then who knows the topic, then who holds fewest. Only those on duty are asked; where an
    urgent one finds nobody, those who take urgent ones off duty. Nobody is offered their own question, nor one that
    they passed on. The same input gives the same offers, in whatever order it comes.

    Args:
        waiting: questions; those that are not open are passed over.
        mentors: everybody who may answer.
    """
    room = _Room(mentors)
    offers = []
    for each in sorted(_open(waiting), key=lambda each: _turn(each.question)):
        found = room.find(each)
        if found is not None:
            offers.append(Offer(each.question.id, found))
    return tuple(offers)


def stranded(waiting: Iterable[Waiting], mentors: Iterable[Mentor]) -> tuple[QuestionId, ...]:
    """The open questions that nobody in their circle could ever take, on duty or not, however full their hands.

    To wait longer there is no use: their circle is widened at once (`Move.OVERDUE`), in the end to the admins, of whose
    questions none is among these.
    """
    there: dict[tuple[Spot, str], list[LearnerId]] = defaultdict(list)
    for mentor in mentors:
        if not mentor.is_away:
            for spot in _spots(mentor.classes, mentor.places):
                for language in mentor.languages:
                    there[spot, language].append(mentor.id)
    return tuple(
        each.question.id
        for each in _open(waiting)
        if each.question.circle is not Circle.ADMINS
        and not any(
            mentor not in _barred(each.question)
            for spot in _reach(each)
            for mentor in there.get((spot, each.question.language), ())
        )
    )


def awaited(waiting: Iterable[Waiting], mentors: Iterable[Mentor]) -> frozenset[LearnerId]:
    """The mentors who could claim at least one open question, had they room."""
    there: dict[tuple[Spot, str], list[Question]] = defaultdict(list)
    within: dict[PlaceCode | None, list[Question]] = defaultdict(list)
    for each in _open(waiting):
        for spot in _reach(each):
            there[spot, each.question.language].append(each.question)
        for place in (*each.places, None):
            within[place].append(each.question)
    return frozenset(
        mentor.id
        for mentor in mentors
        if any(
            mentor.id not in _barred(question)
            for spot in _spots(mentor.classes, mentor.places)
            for language in mentor.languages
            for question in there.get((spot, language), ())
        )
        or (mentor.is_admin and any(mentor.id != each.learner for each in within.get(_node(mentor), ())))
    )


def refusal(mentor: Mentor, waiting: Waiting) -> Refusal | None:
    """Why a mentor may not claim a question by hand, on duty or off; None where they may.

    An admin may claim what anybody asked in their place, whatever its circle and language.
    """
    question = waiting.question
    match question.state:
        case QuestionState.CLAIMED:
            return Refusal.TAKEN
        case QuestionState.OPEN:
            pass
        case _:
            return Refusal.OVER
    if mentor.id == question.learner:
        return Refusal.OWN
    if not _is_admin_of(mentor, waiting.places):
        if mentor.id in question.passed:
            return Refusal.PASSED
        if question.language not in mentor.languages:
            return Refusal.LANGUAGE
        if _RANK[nearness(mentor, waiting)] > _RANK[question.circle]:
            return Refusal.ELSEWHERE
    return Refusal.FULL if mentor.open_count >= mentor.cap else None


def may_claim(mentor: Mentor, waiting: Waiting) -> bool:
    """Whether a mentor may claim a question."""
    return refusal(mentor, waiting) is None


def nearness(mentor: Mentor, waiting: Waiting) -> Circle:
    """The smallest circle around the learner that holds the mentor."""
    own = set(_spots(mentor.classes, mentor.places))
    return next(spot[0] for spot in _spots_around(waiting) if spot in own)


def order_for(mentor: Mentor, waiting: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """The queue that a mentor sees, full hands or not: the urgent first, then the nearest, then the oldest."""
    theirs = (each for each in waiting if refusal(mentor, each) in {None, Refusal.FULL})
    return tuple(
        sorted(
            theirs,
            key=lambda each: (
                not each.question.is_urgent,
                _RANK[nearness(mentor, each)],
                each.question.asked_at,
                each.question.id,
            ),
        )
    )


class _Room:
    """Who has room, while offers are made.

    A mentor lies on a heap for each spot, language and topic of theirs, under the number of questions that they held
    when they were put there. Numbers only grow, so it is enough to put that of a heap's first one right when it is
    looked at: who has filled up leaves it for good.
    """

    def __init__(self, mentors: Iterable[Mentor]) -> None:
        self._held: dict[LearnerId, int] = {}
        self._caps: dict[LearnerId, int] = {}
        self._heaps: dict[_Desk, list[tuple[int, LearnerId]]] = defaultdict(list)
        for mentor in mentors:
            if not mentor.is_away and (mentor.is_on_duty or mentor.takes_urgent):
                self._held[mentor.id], self._caps[mentor.id] = mentor.open_count, mentor.cap
                entry = (mentor.open_count, mentor.id)
                for spot in _spots(mentor.classes, mentor.places):
                    for language in mentor.languages:
                        for topic in (None, *mentor.topics):
                            self._heaps[spot, language, topic, mentor.is_on_duty].append(entry)
        for heap in self._heaps.values():
            heapify(heap)

    def find(self, waiting: Waiting) -> LearnerId | None:
        """Takes room for a question, and says whose."""
        question = waiting.question
        barred = _barred(question)
        topics = (question.topic, None) if question.topic is not None else (None,)
        for is_on_duty in (True, False) if question.is_urgent else (True,):
            for spot in _reach(waiting):
                for topic in topics:
                    heap = self._heaps.get((spot, question.language, topic, is_on_duty))
                    found = self._first(heap, barred) if heap else None
                    if found is not None:
                        self._held[found] += 1
                        return found
        return None

    def _first(self, heap: list[tuple[int, LearnerId]], barred: Collection[LearnerId]) -> LearnerId | None:
        aside = []
        found = None
        while heap and found is None:
            held, mentor = heap[0]
            if self._held[mentor] >= self._caps[mentor]:
                heappop(heap)
            elif self._held[mentor] != held:
                heapreplace(heap, (self._held[mentor], mentor))
            elif mentor in barred:
                aside.append(heappop(heap))
            else:
                found = mentor
        for entry in aside:
            heappush(heap, entry)
        return found


def _open(waiting: Iterable[Waiting]) -> Iterator[Waiting]:
    return (each for each in waiting if each.question.state is QuestionState.OPEN)


def _turn(question: Question) -> tuple[object, ...]:
    return (not question.is_urgent, question.asked_at, question.id)


def _barred(question: Question) -> tuple[LearnerId, ...]:
    return (question.learner, *question.passed)


def _spots(classes: Iterable[int], places: tuple[PlaceCode, ...]) -> Iterator[Spot]:
    """Where somebody belongs, the nearest first."""
    for classroom in classes:
        yield (Circle.CLASS, classroom)
    if (own_commune := commune(places)) is not None:
        yield (Circle.COMMUNE, own_commune)
    if (own_province := province(places)) is not None:
        yield (Circle.PROVINCE, own_province)
    yield (Circle.ALL, None)


def _spots_around(waiting: Waiting) -> Iterator[Spot]:
    classroom = waiting.question.classroom
    return _spots(() if classroom is None else (classroom,), waiting.places)


def _reach(waiting: Waiting) -> Iterator[Spot]:
    """The spots within a question's circle, the nearest first."""
    widest = _RANK[waiting.question.circle]
    return (spot for spot in _spots_around(waiting) if _RANK[spot[0]] <= widest)


def _is_admin_of(mentor: Mentor, places: tuple[PlaceCode, ...]) -> bool:
    return mentor.is_admin and _node(mentor) in (*places, None)


def _node(mentor: Mentor) -> PlaceCode | None:
    """Where an admin answers for all; None for everywhere."""
    return mentor.places[0] if mentor.places else None
