"""What a step may know of classes: those that somebody leads, the one in which they sit, and who could lead, too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.model.classroom import Classroom
from bot.model.ids import ClassCode, LearnerId
from bot.model.place import Place, PlaceTree
from bot.model.roster import Roster
from bot.model.staff import Right, Staff
from bot.service.mentors import lineage
from bot.service.paper_links import PaperLinks
from bot.service.seeing import Wanted
from bot.store import classrooms, rosters, sessions, staff, weeks
from bot.tutor.context import Facts, Need
from bot.tutor.rosters import named
from bot.tutor.weekly import LENGTH as WEEK

OF_CLASSES = frozenset({Need.CLASSES, Need.WEEK, Need.PLACES, Need.COLLEAGUES})
"""The facts that are loaded here."""


@dataclass(slots=True)
class Seen:
    """The classes that steps of one round may know of, by whose step it is."""

    led: dict[LearnerId, tuple[Roster, ...]] = field(default_factory=dict)
    own: dict[LearnerId, Roster] = field(default_factory=dict)
    places: dict[LearnerId, tuple[Place, ...]] = field(default_factory=dict)
    colleagues: tuple[Staff, ...] = ()

    def added_to(self, facts: Facts, asked: Wanted) -> Facts:
        """Somebody's facts with what they may know of classes; a visitor knows nothing."""
        if asked.learner is None:
            return facts
        return replace(
            facts,
            led=self.led.get(asked.learner, ()),
            own_class=self.own.get(asked.learner),
            places=self.places.get(asked.learner, ()),
            colleagues=self.colleagues if Need.COLLEAGUES in asked.needs else (),
        )


def see(connection: Connection, tree: PlaceTree, papers: PaperLinks, wanted: Sequence[Wanted], now: datetime) -> Seen:
    """Loads what steps need to know of classes; of the one that a step names with its members, for who leads it."""
    asking = {each.learner: each for each in wanted if each.learner is not None}  # in a round each has one step
    ids = asking.keys()
    people = staff.people(connection, ids)
    led = rosters.led_by(connection, ids)
    own = classrooms.numbers_of(connection, ids)
    codes = {code for those in led.values() for code in those} | {code for code, _ in own.values()}
    known = _rosters(connection, codes, now)
    seen = Seen()
    for of, each in asking.items():
        mine = [known[code] for code in led.get(of, ())]
        may_lead = [roster for roster in mine if may_tend(roster.classroom, of, people.get(of))]
        meant = named(each.event, each.state) or (may_lead[0].classroom.code if len(may_lead) == 1 else None)
        seen.led[of] = tuple(
            _in_full(connection, roster, papers, now, has_week=Need.WEEK in each.needs)
            if roster.classroom.code == meant
            else roster
            for roster in may_lead
        )
        if of in own:
            seen.own[of] = known[own[of][0]]
        if Need.PLACES in each.needs and of in people:
            seen.places[of] = _places(people[of], tree)
    if any(Need.COLLEAGUES in each.needs for each in wanted):
        everybody = staff.people(connection).values()
        seen.colleagues = tuple(each for each in everybody if each.name and each.may_somewhere(Right.ATTEND))
    return seen


def may_tend(classroom: Classroom, who: LearnerId, person: Staff | None) -> bool:
    """Whether somebody who leads a class may do something about it: as long as they are staff, or it waits."""
    is_asking = not classroom.is_approved and classroom.opened_by == who
    return is_asking or (person is not None and person.may_somewhere(Right.ATTEND))


def _rosters(connection: Connection, codes: set[ClassCode], now: datetime) -> Mapping[ClassCode, Roster]:
    found = classrooms.find(connection, codes) if codes else {}
    numbers = [each.number for each in found.values()]
    leaders = rosters.leaders(connection, numbers) if numbers else {}
    seated = rosters.seated(connection, numbers) if numbers else {}
    newest = sessions.newest(connection, numbers, now) if numbers else {}
    return {
        code: Roster(each, leaders.get(each.number, ()), seated[each.number], session=newest.get(each.number))
        for code, each in found.items()
    }


def _in_full(connection: Connection, roster: Roster, papers: PaperLinks, now: datetime, *, has_week: bool) -> Roster:
    list_url, sheet_url = papers.of(roster.classroom.code, now)
    members = rosters.members(connection, roster.classroom.number)
    week = weeks.of_class(connection, roster.classroom.number, now - WEEK) if has_week else None
    return replace(roster, members=members, list_url=list_url, sheet_url=sheet_url, week=week)


def _places(person: Staff, tree: PlaceTree) -> tuple[Place, ...]:
    """The places at which somebody may open a class, as far as they are in the tree."""
    codes = dict.fromkeys(post.place for post in person.posts if post.place is not None)
    found = (tree.get(code) for code in codes)
    return tuple(
        place for place in found if place is not None and person.may(Right.OPEN_CLASS, lineage(tree, place.code))
    )
