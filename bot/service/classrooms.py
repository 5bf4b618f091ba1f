"""Opens classes, and does what steps decide about them: only for who leads them, or answers for their place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import Connection

from bot.model import codec
from bot.model.alert import Alert, AlertKind
from bot.model.class_effects import (
    AddGuests,
    AddLeader,
    ApproveClass,
    CloseClass,
    DropGuest,
    GiveBack,
    HandOver,
    LeaveClass,
    LimitClass,
    NoteAttendance,
    OfClasses,
    OpenClass,
    OpenSession,
    RefuseClass,
    ReportFull,
    StepDown,
    UniteMembers,
)
from bot.model.classroom import Classroom, new_code
from bot.model.errors import Conflict
from bot.model.events import AlertRaised, ClassChange, ClassChanged, Event
from bot.model.ids import AlertId, ClassCode, LearnerId, PlaceCode
from bot.model.place import PlaceTree
from bot.model.staff import Right, Role
from bot.service import handing
from bot.service.class_facts import may_tend
from bot.service.mentors import admins, lineage
from bot.service.paper_links import PaperLinks
from bot.service.questions import tell
from bot.service.world import World
from bot.store import alerts, audit, classrooms, codes, inbox, rosters, sessions, staff, united
from bot.store.classrooms import open_class
from bot.store.engine import Store
from bot.tutor.dialogues.member import MINUTES
from bot.tutor.fold import fold

TRIES = 5
"""Codes that are drawn before it is given up: of 34 million hardly one is taken."""


async def open_classroom(store: Store, world: World, wanted: Classroom) -> Classroom:
    """Opens a class; its number and code are given here, whatever `wanted` says; who opened it leads it.

    Raises:
        Conflict: no free code was found; try again.
        StoreAway: the database cannot be used.
    """
    return await store.write(lambda connection: opened(connection, wanted, world.draw, world.now()))


def opened(connection: Connection, wanted: Classroom, draw: Callable[[], float], now: datetime) -> Classroom:
    """The same within a transaction."""
    for _ in range(TRIES):
        made = open_class(connection, replace(wanted, code=new_code(draw())), now)
        if made is not None:
            if made.opened_by is not None:
                rosters.lead(connection, made.number, made.opened_by, now)
            return made
    raise Conflict("No free code for a class was found; run it again.")


@dataclass(frozen=True, slots=True)
class ClassAct:
    """What somebody's step decided about classes; `by` is None for the command line."""

    by: LearnerId | None
    effect: OfClasses


@dataclass(frozen=True, slots=True)
class Clerk:
    """Keeps the classes of one installation; `papers` tells where their lists are to be printed."""

    papers: PaperLinks = field(default_factory=PaperLinks)

    def write(
        self,
        connection: Connection,
        tree: PlaceTree,
        acts: Sequence[ClassAct],
        draw: Callable[[], float],
        now: datetime,
    ) -> bool:
        """Does what steps decided, in their order; whether somebody is to hear of it."""
        news: list[inbox.Own] = []
        for act in acts:
            news += _Desk(connection, tree, act.by, draw, now).do(act.effect)
        if news:
            inbox.put(connection, news, now)
        return bool(news)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One act of one person."""

    connection: Connection
    tree: PlaceTree
    by: LearnerId | None
    draw: Callable[[], float]
    now: datetime

    def do(self, effect: OfClasses) -> list[inbox.Own]:
        """Does it, where it is theirs to do; gives the news that others hear of it."""
        match effect:
            case OpenClass():
                return self._open(effect)
            case ApproveClass(number) | RefuseClass(number):
                return self._decide(number, is_approved=isinstance(effect, ApproveClass))
            case HandOver(number, leader):
                return self._hand_over(number, leader)
            case LeaveClass(code) | ReportFull(code):
                return self._of_learner(effect, code)
            case NoteAttendance():
                return self._note_attendance(effect)
            case _:
                led = self._led(effect.classroom)
                return self._lead(effect, led) if led is not None else []

    def _lead(
        self,
        effect: CloseClass
        | LimitClass
        | AddGuests
        | DropGuest
        | AddLeader
        | StepDown
        | GiveBack
        | UniteMembers
        | OpenSession,
        led: Classroom,
    ) -> list[inbox.Own]:
        match effect:
            case CloseClass(code):
                classrooms.close_class(self.connection, code, self.now)
                self._note("class.closed", led)
            case LimitClass(_, most):
                rosters.limit(self.connection, led.number, most)
            case AddGuests(_, names, first):
                rosters.add_guests(self.connection, led.number, names, first, self.now)
            case DropGuest(_, number):
                rosters.drop_guest(self.connection, led.number, number)
            case OpenSession(_, code):
                sessions.open_session(self.connection, led.number, code, self.now)
            case AddLeader(_, who):
                return self._add_leader(who, led)
            case StepDown():
                self._step_down(led)
            case GiveBack(_, number, digits):
                return self._give_back(number, digits, led)
            case UniteMembers(_, kept, joined):
                return self._unite(kept, joined, led)
            case _:
                assert_never(effect)
        return []

    def _led(self, code: ClassCode) -> Classroom | None:
        """The open class with this code, where the person leads it and may do something about it."""
        found = classrooms.find(self.connection, [code]).get(code)
        if found is None or not found.is_open or self.by is None:
            return None
        leads = {who for who, _ in rosters.leaders(self.connection, [found.number]).get(found.number, ())}
        person = staff.people(self.connection, [self.by]).get(self.by)
        return found if self.by in leads and may_tend(found, self.by, person) else None

    def _note(self, act: str, of: Classroom, subject: LearnerId | None = None) -> None:
        entry = audit.Entry(act, f"class:{of.number}", self.by, subject, of.place_code)
        audit.note(self.connection, [entry], self.now)

    def _tell(self, who: Sequence[LearnerId], of: Classroom, change: ClassChange, key: str = "") -> list[inbox.Own]:
        name = f"class:{of.number}:{change}:{key}" if key else f"class:{of.number}:{change}"
        return tell(self.connection, who, ClassChanged(of.code, change, self._name()), name)

    def _name(self) -> str:
        person = staff.people(self.connection, [self.by]).get(self.by) if self.by is not None else None
        return person.name if person is not None else ""

    def _open(self, effect: OpenClass) -> list[inbox.Own]:
        if self.by is None:
            return []
        person = staff.people(self.connection, [self.by]).get(self.by)
        place = effect.place_code or self._place_named(effect.place)
        if place is None and person is not None:
            posts = [each for each in person.posts if each.allows(Right.OPEN_CLASS, lineage(self.tree, each.place))]
            place = next((each.place for each in posts), None)
        is_approved = person is not None and person.may(Right.OPEN_CLASS, lineage(self.tree, place))
        wanted = Classroom(
            0,
            ClassCode(""),
            effect.track,
            effect.title,
            effect.mentor,
            effect.place,
            is_approved=is_approved,
            opened_by=self.by,
            place_code=place,
        )
        made = opened(self.connection, wanted, self.draw, self.now)
        self._note("class.opened" if is_approved else "class.asked", made, self.by)
        news = self._tell([self.by], made, ClassChange.OPENED)
        return news if is_approved else news + self._ask(made)

    def _place_named(self, words: str) -> PlaceCode | None:
        """The one place of the tree that is called so, or whose code it is; None where several are, or none."""
        wanted = fold(words)
        found = [each.code for each in self.tree.places if wanted in (fold(each.name), each.code)]
        return found[0] if len(found) == 1 else None

    def _ask(self, made: Classroom) -> list[inbox.Own]:
        """Has the admins of its place look at a class that somebody wants to open."""
        words = f"{made.mentor}, {made.place}: {made.title}"
        asked = Alert(AlertId(0), AlertKind.CLASS, f"class:{made.number}", words, self.now, made.place_code, self.by)
        number = alerts.raise_alert(self.connection, asked)
        told = admins(self.connection, self.tree, made.place_code, self.by)
        return tell(self.connection, told, AlertRaised(number), f"alert:{number}")

    def _decide(self, number: int, *, is_approved: bool) -> list[inbox.Own]:
        """Approves a class that waits, or refuses it; by an admin of its place, who is not the one that asked."""
        found = rosters.by_number(self.connection, number)
        if found is None or found.is_approved or not found.is_open or not self._may_approve(found):
            return []
        if is_approved:
            rosters.approve(self.connection, number, self.now)
        else:
            classrooms.close_class(self.connection, found.code, self.now)
        self._note("class.approved" if is_approved else "class.refused", found, found.opened_by)
        for alert in alerts.unsettled(self.connection):
            if alert.kind is AlertKind.CLASS and alert.thing == f"class:{number}":
                alerts.settle(self.connection, alert.id, self.by, self.now)
        if found.opened_by is None:
            return []
        if is_approved:
            self._let_help(found, found.opened_by)
        change = ClassChange.APPROVED if is_approved else ClassChange.REFUSED
        return self._tell([found.opened_by], found, change)

    def _may_approve(self, found: Classroom) -> bool:
        return self.by is None or (self.by != found.opened_by and self._answers_for(found, self.by))

    def _answers_for(self, found: Classroom, who: LearnerId) -> bool:
        """Whether somebody is an admin of the place of a class."""
        person = staff.people(self.connection, [who]).get(who)
        return person is not None and person.may(Right.APPROVE, lineage(self.tree, found.place_code))

    def _hand_over(self, number: int, who: LearnerId) -> list[inbox.Own]:
        """To somebody of the staff, by an admin of its place or by the command line."""
        found = rosters.by_number(self.connection, number)
        person = staff.people(self.connection, [who]).get(who)
        if found is None or not found.is_open or person is None or not person.may_somewhere(Right.ATTEND):
            return []
        if self.by is not None and not self._answers_for(found, self.by):
            return []
        rosters.lead(self.connection, number, who, self.now)
        leaders = rosters.leaders(self.connection, [number])[number]
        classrooms.name_mentors(self.connection, number, ", ".join(name for _, name in leaders if name))
        handing.settle(self.connection, number, self.by, self.now)
        self._note("class.handed_over", found, who)
        return self._tell([who], found, ClassChange.LED, self.now.isoformat()) if who != self.by else []

    def _let_help(self, found: Classroom, who: LearnerId) -> None:
        """Whoever leads a class is staff: with the least of posts, where they have none, so that it can be revoked."""
        person = staff.people(self.connection, [who]).get(who)
        if person is not None and person.may_somewhere(Right.ATTEND):
            return
        staff.enlist(self.connection, who, found.mentor, self.now)
        staff.grant(self.connection, who, Role.HELPER, found.place_code, self.now)
        self._note("post.granted", found, who)

    def _of_learner(self, effect: LeaveClass | ReportFull, code: ClassCode) -> list[inbox.Own]:
        found = classrooms.find(self.connection, [code]).get(code)
        if found is None or self.by is None:
            return []
        if isinstance(effect, LeaveClass):
            rosters.leave(self.connection, found.number, self.by)
            return []
        leaders = [who for who, _ in rosters.leaders(self.connection, [found.number]).get(found.number, ())]
        return self._tell(leaders, found, ClassChange.FULL, str(found.capacity))

    def _note_attendance(self, effect: NoteAttendance) -> list[inbox.Own]:
        """Their own by the code of a session, anybody's where they lead the class."""
        number = sessions.classroom_of(self.connection, effect.session)
        found = rosters.by_number(self.connection, number) if number is not None else None
        if found is None or self.by is None:
            return []
        own = classrooms.numbers_of(self.connection, [self.by]).get(self.by)
        is_theirs = not effect.is_by_list and own == (found.code, *effect.came) and not effect.absent
        if is_theirs or self._led(found.code) is not None:
            kind = effect.is_by_list
            sessions.note(self.connection, effect.session, effect.came, self.now, is_by_list=kind)
            sessions.take_back(self.connection, effect.session, effect.absent)
        return []

    def _add_leader(self, who: LearnerId, led: Classroom) -> list[inbox.Own]:
        person = staff.people(self.connection, [who]).get(who)
        if person is None or not person.may_somewhere(Right.ATTEND):
            return []
        rosters.lead(self.connection, led.number, who, self.now)
        self._note("class.led", led, who)
        return self._tell([who], led, ClassChange.LED, self.now.isoformat())

    def _step_down(self, led: Classroom) -> None:
        """Somebody has to lead a class that is open."""
        others = rosters.leaders(self.connection, [led.number])[led.number]
        if len(others) > 1 and self.by is not None:
            rosters.step_down(self.connection, led.number, self.by)
            self._note("class.left", led, self.by)

    def _helped(self, number: int, led: Classroom) -> LearnerId | None:
        """Whom a mentor may help back: a learner of their class who is no member of the staff."""
        who = rosters.sits_at(self.connection, led.number, number)
        return who if who is not None and who not in staff.people(self.connection, [who]) else None

    def _give_back(self, number: int, digits: str, led: Classroom) -> list[inbox.Own]:
        who = self._helped(number, led)
        if who is None:
            return []
        codes.keep_codes(self.connection, [(who, digits)], self.now, timedelta(minutes=MINUTES))
        self._note("class.code_given", led, who)
        return self._tell([who], led, ClassChange.CODE_GIVEN, self.now.isoformat())

    def _unite(self, kept: int, joined: int, led: Classroom) -> list[inbox.Own]:
        """Both places of one person hear of it, since both are theirs from now on."""
        first, second = self._helped(kept, led), self._helped(joined, led)
        if first is None or second is None or first == second:
            return []
        places = united.unite(self.connection, first, second, self.now)
        entry = audit.Entry(
            "class.united", f"class:{led.number}", self.by, first, led.place_code, f"{joined} -> {kept}"
        )
        audit.note(self.connection, [entry], self.now)
        told = codec.dumps(ClassChanged(led.code, ClassChange.UNITED, self._name()), Event)
        return [inbox.Own(f"class:{led.number}:united:{joined}:{place}", place, told) for place in places]
