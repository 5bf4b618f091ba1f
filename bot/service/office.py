"""What a step may know of staff: invitations, habits, the people of a node, and what an admin has to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.model.alert import Alert
from bot.model.ids import AlertId, InvitationKey, LearnerId, QuestionId
from bot.model.place import PlaceTree
from bot.model.question import Thread
from bot.model.staff import SHIFTS, Habits, Invitation, OpenInvitation, Right, Shift, Staff
from bot.policy.duty import Duty, Period, next_duty
from bot.service.mentors import lineage
from bot.service.questions import Mover
from bot.service.seeing import Wanted
from bot.store import alerts, questions, staff
from bot.tutor import alerting, invitations
from bot.tutor.context import Need, Office

OF_STAFF = frozenset({Need.INVITATION, Need.HABITS, Need.PEOPLE, Need.INVITATIONS, Need.ALERT, Need.ALERTS, Need.TREE})
"""The facts that are loaded here."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What was loaded for a round; empty where nobody asked."""

    tree: PlaceTree
    invitations: Mapping[InvitationKey, Invitation]
    habits: Mapping[LearnerId, Habits]
    shifts: tuple[tuple[Shift, datetime | None], ...]
    everybody: Mapping[LearnerId, Staff]
    open_invitations: tuple[OpenInvitation, ...]
    alerts: Mapping[AlertId, Alert]
    threads: Mapping[QuestionId, Thread]
    unsettled: tuple[Alert, ...]

    def of(self, each: Wanted) -> Office:
        """What one step may know; of a visitor's own there is nothing but the invitation by which they came."""
        key = invitations.named(each.event, each.state) if Need.INVITATION in each.needs else None
        invitation = self.invitations.get(key) if key is not None else None
        tree = self.tree if Need.TREE in each.needs else PlaceTree()
        me = self.everybody.get(each.learner) if each.learner is not None else None
        if each.learner is None:
            return Office(invitation, tree=tree)
        number = alerting.named(each.event) if Need.ALERT in each.needs else None
        alert = self._theirs(me, self.alerts.get(number)) if number is not None else None
        return Office(
            invitation,
            self.habits.get(each.learner) if Need.HABITS in each.needs else None,
            self.shifts if Need.HABITS in each.needs else (),
            self._people(me) if me is not None and Need.PEOPLE in each.needs else (),
            self._invitations(me) if me is not None and Need.INVITATIONS in each.needs else (),
            alert,
            self.threads.get(alert.question) if alert is not None and alert.question is not None else None,
            tuple(one for one in self.unsettled if self._theirs(me, one)) if Need.ALERTS in each.needs else (),
            tree,
        )

    def _theirs(self, me: Staff | None, alert: Alert | None) -> Alert | None:
        """An alert as far as somebody may see it: within their node, and never one about themselves."""
        if me is None or alert is None or alert.about == me.learner:
            return None
        return alert if me.may(Right.APPROVE, lineage(self.tree, alert.place)) else None

    def _invitations(self, me: Staff) -> tuple[OpenInvitation, ...]:
        """The invitations to a place within somebody's node, whoever made them."""
        return tuple(
            each for each in self.open_invitations if me.may(Right.INVITE, lineage(self.tree, each.offered.place))
        )

    def _people(self, me: Staff) -> tuple[Staff, ...]:
        """Everybody else with the posts that somebody may take back, by their names."""
        found = []
        for person in self.everybody.values():
            posts = tuple(post for post in person.posts if me.may(Right.INVITE, lineage(self.tree, post.place)))
            if posts and person.learner != me.learner:
                found.append(replace(person, posts=posts))
        return tuple(sorted(found, key=lambda person: (person.name, person.learner)))


def offices(connection: Connection, wanted: Sequence[Wanted], mover: Mover, now: datetime) -> list[Office]:
    """Loads what steps need of staff; an invitation or alert that a step names is locked until the transaction ends."""
    needs = frozenset[Need]().union(*(each.needs for each in wanted))
    keys = {
        key
        for each in wanted
        if Need.INVITATION in each.needs and (key := invitations.named(each.event, each.state)) is not None
    }
    numbers = {
        number for each in wanted if Need.ALERT in each.needs and (number := alerting.named(each.event)) is not None
    }
    own = {each.learner for each in wanted if Need.HABITS in each.needs and each.learner is not None}
    found = alerts.find(connection, numbers, is_locked=True) if numbers else {}
    about = {question for each in found.values() if (question := each.question) is not None}
    known = _Known(
        mover.tree(connection),
        staff.invitations(connection, keys, is_locked=True) if keys else {},
        staff.habits(connection, own) if own else {},
        _shifts(mover, now) if own else (),
        staff.people(connection) if needs & {Need.PEOPLE, Need.ALERT, Need.ALERTS} else {},
        staff.open_invitations(connection, now) if Need.INVITATIONS in needs else (),
        found,
        questions.find(connection, about, is_locked=True) if about else {},
        alerts.unsettled(connection) if Need.ALERTS in needs else (),
    )
    return [known.of(each) for each in wanted]


def _shifts(mover: Mover, now: datetime) -> tuple[tuple[Shift, datetime | None], ...]:
    """When each shift is on next, by the clocks of this installation."""
    calendar = mover.calendar()
    duties = {
        shift: Duty(tuple(Period(*each) for each in periods), calendar.holidays, calendar.zone)
        for shift, periods in SHIFTS.items()
    }
    return tuple((shift, next_duty(duty, now)) for shift, duty in duties.items())
