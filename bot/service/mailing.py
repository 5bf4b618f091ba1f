"""Broadcasts on their way to a push channel: whose turn it is, whether they may have it, and in what words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.model.broadcast import Broadcast, Why
from bot.model.codec import Misread
from bot.model.delivery import DeliveryState, Lane, Mail
from bot.model.dialogue import State
from bot.model.ids import Address, LearnerId
from bot.model.learner import Progress
from bot.model.place import PlaceTree
from bot.model.quiet import is_night
from bot.policy.broadcast import WEEK, Limits, refused
from bot.service.dialogues import Dialogues
from bot.service.facts import Lessons
from bot.service.rounds import Tutor
from bot.store import broadcasts, delivery, learners, recipients
from bot.store.outbox import Sending
from bot.store.recipients import Candidate, Fate
from bot.tutor.context import Context, Facts
from bot.tutor.letters import Placeholder, Reader, message, names_in

LOOKED_AT = 200
"""The most recipients that one transaction looks at: most want no news, it may be, and others wait for it."""
MORE = 4
"""So many more than can be sent to are looked at, for those who are not to have it."""
OF_CLASS = frozenset({Placeholder.CLASSROOM, Placeholder.MENTOR})


@dataclass(frozen=True, slots=True)
class Mailing:
    """Gives a sender the recipients whose turn it is.

    Args:
        tutor: the words.
        lessons: the bank.
        tree: loads the places.
        limits: the operator's.
    """

    tutor: Tutor
    lessons: Lessons
    tree: Callable[[Connection], PlaceTree]
    limits: Limits
    dialogues: Dialogues

    def claim(
        self, connection: Connection, account: tuple[str, str], claim: delivery.Claim, now: datetime
    ) -> tuple[Sending, ...]:
        """Marks the recipients who come next as being sent to, and skips those who are not to have it.

        Nobody gets anything at night. A broadcast that was begun earlier comes before a later one; within one nobody
        overtakes those before them, but for whoever is talking at that moment.

        Args:
            connection: the transaction; the caller has made sure of the lease in it.
            account: (channel, account).
            claim: how many, and which addresses not.
            now: the moment.
        """
        most = min(claim.most, claim.most_bulk)
        if most <= 0 or is_night(now, self.tutor.timezone):
            return ()
        sending: list[Sending] = []
        for broadcast in broadcasts.running(connection):
            if now < broadcast.valid_until:
                # Whoever gets an earlier one just now is not called a second time meanwhile.
                resting = claim.resting | {row.address_id for row in sending}
                left = replace(claim, most=most - len(sending), resting=resting)
                sending += self._of(connection, account, broadcast, left, now)
            if len(sending) >= most:
                break
        return tuple(sending)

    def is_waiting(self, connection: Connection, account: tuple[str, str], now: datetime) -> bool:
        """Whether a recipient waits at an account who may be sent to by now, as far as the hour goes."""
        if is_night(now, self.tutor.timezone):
            return False
        return any(recipients.is_waiting(connection, account, each.id) for each in broadcasts.running(connection))

    def _of(
        self,
        connection: Connection,
        account: tuple[str, str],
        broadcast: Broadcast,
        claim: delivery.Claim,
        now: datetime,
    ) -> list[Sending]:
        looked = min(LOOKED_AT, claim.most + len(claim.resting) + MORE)
        with_class = not OF_CLASS.isdisjoint(names_in(broadcast.letter))
        found = recipients.next_rows(connection, account, broadcast.id, now - WEEK, now, looked, with_class=with_class)
        taken: list[Candidate] = []
        fates: list[Fate] = []
        for each in found:
            why = refused(
                is_there=each.peer is not None,
                wants_news=each.wants_news,
                recent=each.recent,
                limits=self.limits,
            )
            if why is not None:
                state = DeliveryState.GONE if why is Why.BLOCKED else DeliveryState.SKIPPED
                fates.append(Fate(each.id, state, why))
            elif each.address_id not in claim.resting and len(taken) < claim.most:
                taken.append(each)
                fates.append(Fate(each.id, DeliveryState.SENDING, epoch=claim.epoch))
        recipients.mark(connection, fates, now)
        return self._written(connection, account, broadcast, taken, now)

    def _written(
        self,
        connection: Connection,
        account: tuple[str, str],
        broadcast: Broadcast,
        taken: Sequence[Candidate],
        now: datetime,
    ) -> list[Sending]:
        """What each of them is to read."""
        progress: Mapping[LearnerId, tuple[Progress, ...]] = {}
        if taken and Placeholder.NEXT in names_in(broadcast.letter):
            ids = {each.learner for each in taken if each.learner is not None}
            progress = learners.progress_of(connection, ids)
        is_placed = Placeholder.PLACE in names_in(broadcast.letter)
        tree = self.tree(connection) if taken and is_placed else None
        written: list[Sending] = []
        for each in taken:
            if each.learner is None or each.address_id is None or each.peer is None:
                continue  # nobody is there, who is never taken
            place = tree.get(each.place) if tree is not None and each.place is not None else None
            reader = Reader(place.name if place is not None else "", each.class_title, each.class_mentor)
            facts = Facts(progress=progress.get(each.learner, ()), number=each.learner)
            said = message(broadcast.id, broadcast.letter, reader, self._state(each), self._context(facts, now))
            written.append(
                Sending(
                    each.id,
                    each.address_id,
                    Address(*account, each.peer),
                    Lane.BROADCAST,
                    each.tries + 1,
                    said,
                    None,
                    now,
                    Mail.BROADCAST,
                )
            )
        return written

    def _state(self, of: Candidate) -> State:
        """How to speak to somebody whose state cannot be read, perhaps because of a fault: as to anybody."""
        try:
            return self.dialogues.read(of.state)
        except Misread:
            return State()

    def _context(self, facts: Facts, now: datetime) -> Context:
        tutor = self.tutor
        return Context(
            now,
            now.astimezone(tutor.timezone).date(),
            self.lessons.catalog,
            tutor.phrases,
            tutor.operator,
            limits=tutor.limits,
            facts=facts,
            zone=tutor.timezone,
        )
