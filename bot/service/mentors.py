"""Mentors as questions need them: where they belong, when they are there, and how much they hold."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from sqlalchemy import Connection

from bot.model.ids import LearnerId, PlaceCode
from bot.model.place import PlaceTree
from bot.model.staff import RIGHTS, Habits, Post, Right
from bot.policy import question as rules
from bot.policy.assignment import Mentor
from bot.policy.duty import DAYTIME, Duty, Period, is_on_duty
from bot.store import classrooms, questions, staff, whereabouts


@dataclass(frozen=True, slots=True)
class Calendar:
    """By what clocks questions wait: how long, in which zone, and on which days nobody is on duty."""

    limits: rules.Limits = field(default_factory=rules.Limits)
    zone: tzinfo = UTC
    holidays: frozenset[date] = frozenset()

    @property
    def daytime(self) -> Duty:
        """The hours by which a question waits that nobody holds."""
        return Duty(DAYTIME, self.holidays, self.zone)

    def duty(self, habits: Habits) -> Duty:
        """Somebody's week."""
        periods = tuple(Period(*each) for each in habits.periods) or DAYTIME
        return Duty(periods, self.holidays, self.zone)


@dataclass(frozen=True, slots=True)
class Roll:
    """The mentors of this moment, with their habits, by number."""

    mentors: Mapping[LearnerId, Mentor]
    habits: Mapping[LearnerId, Habits]


def roll(
    connection: Connection,
    tree: PlaceTree,
    calendar: Calendar,
    now: datetime,
    ids: Collection[LearnerId] | None = None,
) -> Roll:
    """Everybody with a post that allows to answer; only those with these numbers, where any are given.

    Whoever cannot be reached anywhere counts as away.
    """
    answering = {
        of: (person.name, posts)
        for of, person in staff.people(connection, ids).items()
        if (posts := [post for post in person.posts if Right.ANSWER in RIGHTS[post.role]])
    }
    if not answering:
        return Roll({}, {})
    kept = staff.habits(connection, answering)
    habits = {of: kept.get(of, Habits(name)) for of, (name, _) in answering.items()}
    there = whereabouts.reachable(connection, answering)
    held = questions.held(connection)
    classes: dict[LearnerId, set[int]] = defaultdict(set)
    for number, of in classrooms.mentors(connection):
        classes[of].add(number)
    mentors = {}
    for of, (_, posts) in answering.items():
        own = habits[of]
        mentors[of] = Mentor(
            of,
            own.languages,
            frozenset(classes[of]),
            _lineage(tree, posts),
            own.topics,
            held.get(of, 0),
            own.most_open,
            is_on_duty(calendar.duty(own), now),
            own.is_away or of not in there,
            own.takes_urgent,
            is_admin=any(Right.APPROVE in RIGHTS[post.role] for post in posts),
        )
    return Roll(mentors, habits)


def able(connection: Connection, ids: Collection[LearnerId]) -> frozenset[LearnerId]:
    """Those of some people who may answer still, and can be reached."""
    people = staff.people(connection, ids)
    mentors = {of for of, person in people.items() if person.may_somewhere(Right.ANSWER)}
    return whereabouts.reachable(connection, mentors)


def admins(
    connection: Connection, tree: PlaceTree, place: PlaceCode | None, but: LearnerId | None = None
) -> list[LearnerId]:
    """Who answers for a place, but the one whom it is about."""
    where = lineage(tree, place)
    return [of for of, person in staff.people(connection).items() if of != but and person.may(Right.APPROVE, where)]


def lineage(tree: PlaceTree, place: PlaceCode | None) -> tuple[PlaceCode, ...]:
    """A place and those around it, nearest first; nothing for no place, and a place alone that the tree has not."""
    return () if place is None else (place, *(each.code for each in tree.ancestors(place)))


def _lineage(tree: PlaceTree, posts: Collection[Post]) -> tuple[PlaceCode, ...]:
    """Where somebody belongs: the place of the post that lies nearest to the ground."""
    return max((lineage(tree, post.place) for post in posts), key=len)
