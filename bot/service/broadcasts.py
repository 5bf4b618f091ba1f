"""Broadcasts on their way: what admins and time do to them, who hears of it, and what a look at one shows."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.model.broadcast import (
    Audience,
    Broadcast,
    BroadcastMove,
    BroadcastState,
    Pause,
    Progressing,
    Reach,
    Tally,
    Waiting,
    Why,
)
from bot.model.broadcast_effects import (
    AnswerPoll,
    MakeBroadcast,
    MoveBroadcast,
    OfBroadcasts,
    ReadLetter,
    RepeatBroadcast,
)
from bot.model.delivery import OPEN_STATES, DeliveryState
from bot.model.events import BroadcastAsked, BroadcastMoved
from bot.model.ids import Address, BroadcastId, LearnerId, LessonId, PlaceCode, TrackId
from bot.model.place import PlaceTree
from bot.model.staff import Right
from bot.policy.broadcast import WEEK, Limits, is_small, longest, moved
from bot.service.facts import Lessons
from bot.service.mentors import Calendar, lineage
from bot.service.questions import tell
from bot.store import audience, audit, broadcasts, inbox, outcomes, recipients, released, staff
from bot.store.audience import Routes
from bot.store.kept import learner_at
from bot.store.outcomes import Outcome
from bot.store.recipients import Fate

CHUNK = 5_000
"""Rows that one transaction lets go of, or has wait again."""
SHOWN = 6
"""Broadcasts on one screen."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody's step decided about broadcasts."""

    by: LearnerId
    effect: OfBroadcasts


@dataclass(frozen=True, slots=True)
class Announcer:
    """Makes and moves broadcasts within a transaction.

    `pushed` are the channels on which people are written to first, `rates` how many messages a second each account
    may send; `lessons` the bank, None where nobody needs its tracks. `speeds` are how many a second get what is sent
    now, as far as somebody measures it.
    """

    lessons: Lessons | None = None
    limits: Limits = field(default_factory=Limits)
    calendar: Callable[[], Calendar] = Calendar
    tree: Callable[[Connection], PlaceTree] = lambda _: PlaceTree()
    pushed: tuple[str, ...] = ()
    rates: Callable[[tuple[str, str]], float] = lambda _: 28.0
    speeds: dict[BroadcastId, float] = field(default_factory=dict)

    def write(self, connection: Connection, acts: Sequence[Act], now: datetime) -> bool:
        """Does what the steps of one round decided; gives whether somebody is to hear of it."""
        news: list[inbox.Own] = []
        for act in acts:
            match act.effect:
                case MakeBroadcast():
                    news += self._make(connection, act.by, act.effect, now)
                case MoveBroadcast(of, move, moves):
                    news += self.move(connection, of, move, now, by=act.by, moves=moves)
                case RepeatBroadcast(of, states, moves):
                    news += self.repeat(connection, of, states, now, by=act.by, moves=moves)
                case ReadLetter(of):
                    self._read(connection, act.by, of, now)
                case AnswerPoll(of, answer):
                    self._answer(connection, act.by, of, answer, now)
                case _:
                    assert_never(act.effect)
        if news:
            inbox.put(connection, news, now)
        return bool(news)

    def _make(self, connection: Connection, by: LearnerId, wanted: MakeBroadcast, now: datetime) -> list[inbox.Own]:
        if not self.may(connection, by, wanted.place):
            return []
        draft = Broadcast(
            BroadcastId(0),
            wanted.title,
            wanted.letter,
            wanted.audience,
            wanted.valid_until,
            now,
            place=wanted.place,
            made_by=by,
            starts_at=wanted.starts_at,
        )
        of = self.keep(connection, draft, now)
        if self._is_small(connection, draft, now):
            return self.move(connection, of, BroadcastMove.CONFIRM, now, by=by, moves=0)
        return self.ask(connection, of, now)

    def keep(self, connection: Connection, draft: Broadcast, now: datetime) -> BroadcastId:
        """Keeps a draft, and notes who wrote it."""
        of = broadcasts.add(connection, draft)
        act = audit.Entry("broadcast.made", f"broadcast:{of}", draft.made_by, None, draft.place, draft.title)
        audit.note(connection, [act], now)
        return of

    def ask(self, connection: Connection, of: BroadcastId, now: datetime) -> list[inbox.Own]:
        """Has the other admins of its place asked whether a draft may go out; its author hears for whom it waits."""
        draft = broadcasts.find(connection, [of], is_locked=True).get(of)
        if draft is None or draft.state is not BroadcastState.DRAFT or draft.is_asked:
            return []
        broadcasts.put(connection, replace(draft, is_asked=True))
        author = [draft.made_by] if draft.made_by is not None else []
        concerned = sorted({*self.admins(connection, draft.place), *author})
        return tell(connection, concerned, BroadcastAsked(of), f"broadcast-asked:{of}")

    def move(
        self,
        connection: Connection,
        of: BroadcastId,
        move: BroadcastMove,
        now: datetime,
        *,
        by: LearnerId | None = None,
        moves: int | None = None,
        pause: Pause | None = None,
    ) -> list[inbox.Own]:
        """Moves a broadcast, where that is allowed.

        Args:
            connection: the transaction.
            of: which.
            move: what happens to it.
            now: when.
            by: who says so; None for the program, and for the command line, which needs no leave.
            moves: how often it was moved when they saw it; None where that does not matter.
            pause: why it is paused.

        Returns:
            What whoever made or confirmed it is to hear; nothing where it was not moved.
        """
        before = broadcasts.find(connection, [of], is_locked=True).get(of)
        if before is None or (moves is not None and moves != before.moves):
            return []
        if by is not None and move is BroadcastMove.RESUME and not self.is_answered(connection, before):
            before = replace(before, pause=Pause.UNANSWERED)  # whoever goes on answers for it from now on
        if by is not None and not self._may_move(connection, before, move, by, now):
            return []
        after = moved(before, move, now, by, pause)
        if after is None or not broadcasts.put(connection, after):
            return []
        if move is BroadcastMove.CANCEL:
            released.close(connection, of, Why.CANCELLED, now, CHUNK)
        if move is BroadcastMove.RESUME:
            broadcasts.judge(connection, of, broadcasts.ended(broadcasts.tallies(connection, [of])[of]))
        reason = after.pause.value if after.pause is not None else None
        audit.note(
            connection, [audit.Entry(f"broadcast.{move}", f"broadcast:{of}", by, None, after.place, reason)], now
        )
        concerned = {each for each in (before.made_by, after.confirmed_by) if each is not None}
        if pause is Pause.UNANSWERED:  # somebody else is to answer for it
            concerned |= {*self.admins(connection, before.place)}
        return tell(connection, sorted(concerned), BroadcastMoved(of, move, by), f"broadcast:{of}:{after.moves + 1}")

    def repeat(
        self,
        connection: Connection,
        of: BroadcastId,
        states: Collection[DeliveryState],
        now: datetime,
        *,
        by: LearnerId | None = None,
        moves: int | None = None,
    ) -> list[inbox.Own]:
        """Has exactly those recipients of a finished broadcast wait again whose rows ended in these states."""
        before = broadcasts.find(connection, [of], is_locked=True).get(of)
        news = self.move(connection, of, BroadcastMove.REPEAT, now, by=by, moves=moves)
        if before is None or broadcasts.find(connection, [of])[of].moves == before.moves:
            return news  # it was not moved; that nobody is to hear of it says nothing
        after, size = 0, CHUNK
        while size == CHUNK:
            after, size = released.wait_again(connection, of, states, after, CHUNK)
        broadcasts.judge(connection, of, broadcasts.ended(broadcasts.tallies(connection, [of])[of]))
        return news

    def _may_move(
        self, connection: Connection, before: Broadcast, move: BroadcastMove, by: LearnerId, now: datetime
    ) -> bool:
        """Whether an admin may do that: somebody else than its author answers for a large one."""
        if not self.may(connection, by, before.place):
            return False
        is_unanswered = move is BroadcastMove.RESUME and before.pause is Pause.UNANSWERED
        if not (move is BroadcastMove.CONFIRM or is_unanswered) or by != before.made_by:
            return True
        return self._is_small(connection, before, now)

    def _is_small(self, connection: Connection, of: Broadcast, now: datetime) -> bool:
        """Whether its author alone may send it out, by whom it would reach now."""
        found = audience.reach(connection, of.audience, of.place, self.routes(), now)
        return is_small(found.recipients, self.limits)

    def is_answered(self, connection: Connection, of: Broadcast) -> bool:
        """Whether whoever confirmed it may still write there; where the command line did, nobody needs to."""
        return of.confirmed_by is None or self.may(connection, of.confirmed_by, of.place)

    def _read(self, connection: Connection, by: LearnerId, of: BroadcastId, now: datetime) -> None:
        for row, which in recipients.waiting_for(connection, [by], now).get(by, ()):
            if which == of:
                recipients.mark(connection, [Fate(row, DeliveryState.SENT)], now)

    def _answer(self, connection: Connection, by: LearnerId, of: BroadcastId, answer: int, now: datetime) -> None:
        """Keeps an answer to a poll that there is; what was never offered changes nothing."""
        found = broadcasts.find(connection, [of]).get(of)
        if found is not None and answer < len(found.letter.answers):
            broadcasts.keep_answer(connection, of, by, answer, now)

    def may(self, connection: Connection, who: LearnerId, place: PlaceCode | None) -> bool:
        """Whether somebody may write to many at a place; None for the whole installation."""
        person = staff.people(connection, [who]).get(who)
        return person is not None and person.may(Right.BROADCAST, lineage(self.tree(connection), place))

    def admins(self, connection: Connection, place: PlaceCode | None) -> list[LearnerId]:
        """Who may write to many there."""
        where = lineage(self.tree(connection), place)
        return [of for of, person in staff.people(connection).items() if person.may(Right.BROADCAST, where)]

    def routes(self) -> Routes:
        """How people are reached, and what the bank's tracks hold."""
        lessons: dict[TrackId, tuple[LessonId, ...]] = {}
        for track in self.lessons.catalog.tracks if self.lessons is not None else ():
            lessons[track.id] = tuple(track.lessons)
        return Routes(self.pushed, lessons)

    def reach(self, connection: Connection, who: Audience, place: PlaceCode | None, now: datetime) -> Reach:
        """Whom an audience has at this moment, and how long it would take to write to them."""
        routes = self.routes()
        found = audience.reach(connection, who, place, routes, now)
        enough = audience.had_enough(connection, who, place, routes, now, now - WEEK, self.limits.a_week)
        needs_second = not is_small(found.recipients, self.limits)
        ends_at = self._ends_at(found.by_account, now)
        return replace(found, enough=enough, ends_at=ends_at, needs_second=needs_second)

    def _ends_at(self, lefts: Mapping[tuple[str, str], int], now: datetime) -> datetime:
        """When the last of those who are written to first will have it, at the rate that their accounts may send."""
        pushed = [(left, self.rates(at)) for at, left in lefts.items() if at[0] in self.pushed]
        return longest(pushed, now, self.calendar().zone)

    def view(
        self, connection: Connection, found: Sequence[Broadcast], now: datetime, *, is_full: bool = False
    ) -> tuple[Progressing, ...]:
        """Broadcasts with how many recipients stand where; `is_full` with why, where, and whom a draft would reach.

        All but what is in full costs the same however many recipients there are.
        """
        tallies = broadcasts.tallies(connection, [each.id for each in found])
        people = {of for each in found for of in (each.made_by, each.confirmed_by) if of is not None}
        names = {of: person.name for of, person in staff.people(connection, people).items()} if people else {}
        return tuple(self._view(connection, each, tallies[each.id], names, now, is_full=is_full) for each in found)

    def _view(
        self,
        connection: Connection,
        found: Broadcast,
        tally: Tally,
        names: Mapping[LearnerId, str],
        now: datetime,
        *,
        is_full: bool,
    ) -> Progressing:
        waiting = {
            at: sum(count for state, count in by.items() if state in OPEN_STATES) for at, by in tally.counts.items()
        }
        is_left = any(count for at, count in waiting.items() if at[0] in self.pushed)
        is_draft = found.state in {BroadcastState.DRAFT, BroadcastState.SCHEDULED}
        view = Progressing(
            found,
            tally,
            self.reach(connection, found.audience, found.place, now) if is_full and is_draft else None,
            names.get(found.made_by, "") if found.made_by is not None else "",
            names.get(found.confirmed_by, "") if found.confirmed_by is not None else "",
            per_second=self.speeds.get(found.id, 0.0),
            ends_at=self._ends_at(waiting, now) if found.state is BroadcastState.RUNNING and is_left else None,
            waits_for_visit=sum(count for at, count in waiting.items() if at[0] not in self.pushed),
        )
        if not is_full:
            return view
        ended = outcomes.outcomes(connection, found.id)
        whys: Counter[Why] = Counter()
        for each in ended:
            if each.why is not None:
                whys[each.why] += each.people
        named = _by_commune(self.tree(connection), ended)
        others = [each for each in self.admins(connection, found.place) if each != found.made_by] if is_draft else []
        answers = broadcasts.answers(connection, found.id)
        return replace(view, whys=dict(whys), by_place=named, answers=answers, others=len(others))

    def letters(
        self, connection: Connection, ids: Collection[LearnerId], now: datetime
    ) -> dict[LearnerId, tuple[Waiting, ...]]:
        """What waits for some people who have just come by, each as far as they may have it."""
        rows = recipients.waiting_for(connection, ids, now)
        if not rows:
            return {}
        recent = recipients.recent(connection, rows, now - WEEK)
        found = broadcasts.find(connection, {of for those in rows.values() for _, of in those})
        tree = self.tree(connection)
        letters: dict[LearnerId, tuple[Waiting, ...]] = {}
        for who, seat in recipients.seats(connection, rows).items():
            place = tree.get(seat.place) if seat.place is not None else None
            room = max(0, self.limits.a_week - recent.get(who, 0))
            letters[who] = tuple(
                Waiting(of, found[of].letter, place.name if place is not None else "", seat.title, seat.mentor)
                for _, of in rows[who][:room]
                if seat.wants_news
            )
        return letters

    def has_letters(self, connection: Connection, at: Address, now: datetime) -> bool:
        """Whether something waits for whoever is at an address, which they may have."""
        who = learner_at(connection, at)
        return who is not None and bool(self.letters(connection, [who], now).get(who))


def _by_commune(tree: PlaceTree, ended: Sequence[Outcome]) -> dict[str, Mapping[DeliveryState, int]]:
    """How many ended where, by the name of the commune; two of one name are told apart by their codes."""
    counts: dict[tuple[str, str], Counter[DeliveryState]] = {}
    for each in ended:
        counts.setdefault(commune_of(tree, each.place), Counter())[each.state] += each.people
    names = Counter(name for _, name in counts)
    return {name if names[name] == 1 else f"{name} ({code})": dict(by) for (code, name), by in counts.items()}


def commune_of(tree: PlaceTree, code: PlaceCode | None) -> tuple[str, str]:
    """The code and the name of the commune in which a place is; of the place itself where it is in none."""
    if code is None:
        return ("", "")
    place = tree.commune_of(code) or tree.get(code)
    return (place.code, place.name) if place is not None else (code, code)
