"""What becomes of staff: posts taken up and ended, invitations, habits, and what admins decide on alerts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.model.alert import Alert, Ruling
from bot.model.effects import (
    EndPosts,
    InviteStaff,
    KeepHabits,
    MoveQuestion,
    OfStaff,
    SettleAlert,
    TakePost,
    WithdrawInvitation,
)
from bot.model.events import AnswerJudged, MentorAnswered, PostEnded
from bot.model.ids import LearnerId, PostId
from bot.model.question import Move
from bot.model.staff import Post, Right
from bot.service.handing import let_go
from bot.service.inviting import note_invited, withdrawn
from bot.service.questions import Mover, Written, stuck, tell
from bot.store import alerts, audit, inbox, questions, staff
from bot.store.questions import Moved


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody's step decided about staff."""

    by: LearnerId
    effect: OfStaff


@dataclass(frozen=True, slots=True)
class Staffing:
    """Does what is decided about staff; `mover` moves the questions that this concerns."""

    mover: Mover

    def write(self, connection: Connection, deeds: Sequence[Deed], now: datetime) -> Written:
        """Does what steps decided, in their order."""
        news: list[inbox.Own] = []
        for deed in deeds:
            match deed.effect:
                case TakePost():
                    _take(connection, deed.by, deed.effect, now)
                case InviteStaff(key, offered):
                    number = staff.invite(connection, key, offered, now, deed.by)
                    note_invited(connection, [(number, offered)], now, deed.by)
                case WithdrawInvitation(which):
                    withdrawn(connection, which, now, deed.by)
                case KeepHabits(habits):
                    staff.keep_habits(connection, deed.by, habits, now)
                case EndPosts(of, posts):
                    news += self.end_posts(connection, of, posts, deed.by, now)
                case SettleAlert():
                    news += self._settle(connection, deed.by, deed.effect, now)
                case _:
                    assert_never(deed.effect)
        if news:
            inbox.put(connection, news, now)
        # Whatever moved a question here may have left it open, and a look at what waits is harmless.
        return Written(bool(news), any(isinstance(deed.effect, EndPosts | SettleAlert) for deed in deeds))

    def end_posts(
        self, connection: Connection, of: LearnerId, posts: Sequence[PostId], by: LearnerId | None, now: datetime
    ) -> list[inbox.Own]:
        """Ends posts of a person; what they may hold no longer moves on, and what they invited to is void.

        Args:
            connection: the transaction.
            of: whose posts they are.
            posts: which; those that have ended already stay as they are.
            by: who ends them, None for the command line.
            now: when.

        Returns:
            What the person is to hear, unless they left by themselves.
        """
        staff.lock(connection, [of])  # so that they claim nothing meanwhile
        held = staff.people(connection, [of]).get(of)
        ended = [
            post
            for post in (held.posts if held is not None else ())
            if post.id in posts and staff.revoke(connection, post.id, now)
        ]
        if not ended:
            return []
        audit.note(connection, [_end(post, of, by) for post in ended], now)
        left = staff.people(connection, [of]).get(of)
        if left is None or not left.may_somewhere(Right.INVITE):
            staff.void_invitations(connection, of)
        news = self._move_on(connection, of, by, now) if left is None or not left.may_somewhere(Right.ANSWER) else []
        if left is None or not left.may_somewhere(Right.ATTEND):
            news += let_go(connection, self.mover.tree(connection), of, now)
        for post in ended if by != of else ():
            news += tell(connection, [of], PostEnded(post.role, post.place), f"post:{post.id}")
        return news

    def _move_on(self, connection: Connection, of: LearnerId, by: LearnerId | None, now: datetime) -> list[inbox.Own]:
        """What somebody held is open to others; what they answered keeps its answer, and is theirs no more.

        What is only offered to them is offered to somebody else at the next look at what waits.
        """
        news: list[inbox.Own] = []
        tree = self.mover.tree(connection)
        for thread in questions.of_mentors(connection, [of]).get(of, ()):
            told, _ = self.mover.move(connection, tree, by, MoveQuestion(thread.question.id, Move.REVOKE), now)
            news += told
        return news

    def _settle(self, connection: Connection, by: LearnerId, effect: SettleAlert, now: datetime) -> list[inbox.Own]:
        if not alerts.settle(connection, effect.alert, by, now):
            return []
        alert = alerts.find(connection, [effect.alert])[effect.alert]
        act = audit.Entry(f"alert.{effect.ruling}", alert.thing, by, alert.learner, alert.place, alert.kind.value)
        audit.note(connection, [act], now)
        match effect.ruling:
            case Ruling.SEEN | Ruling.APPROVE | Ruling.DECLINE | Ruling.HAND_OVER:  # a class has its own effect
                return []
            case Ruling.RELEASE:
                return self._release(connection, alert, now)
            case Ruling.WITHHOLD:
                return _judged(connection, alert, is_sent=False)
            case Ruling.REASSIGN:
                return self._reassign(connection, alert, by, now)
            case _:
                assert_never(effect.ruling)

    def _release(self, connection: Connection, alert: Alert, now: datetime) -> list[inbox.Own]:
        """The held answer goes to whoever asked, as if it had never been held."""
        question, about = alert.question, alert.about
        if question is None or about is None:
            return []
        thread = questions.find(connection, [question], is_locked=True).get(question)
        if thread is None:
            return []
        after = self.mover.after(connection, self.mover.tree(connection), thread, Move.ANSWER, now, about)
        if after is None or not questions.put(connection, Moved(after, thread.moves), now):
            return []
        questions.release(connection, question, about, alert.raised_at)
        name = f"answered:{question}:{thread.moves}"
        answered = tell(connection, [thread.question.learner], MentorAnswered(question), name)
        return answered + _judged(connection, alert, is_sent=True)

    def _reassign(self, connection: Connection, alert: Alert, by: LearnerId, now: datetime) -> list[inbox.Own]:
        """The question is open once more, and no longer for whoever it was reported about."""
        question = alert.question
        thread = questions.find(connection, [question], is_locked=True).get(question) if question is not None else None
        if thread is None:
            return []
        after = self.mover.after(connection, self.mover.tree(connection), thread, Move.REOPEN, now, by)
        if after is None:
            return []
        if alert.about is not None and alert.about not in after.passed:
            after = replace(after, passed=(*after.passed, alert.about))
        questions.put(connection, Moved(after, thread.moves), now)
        return stuck(connection, self.mover.tree(connection), thread, after, now)


def _take(connection: Connection, by: LearnerId, effect: TakePost, now: datetime) -> None:
    offered = staff.invitations(connection, [effect.invitation]).get(effect.invitation)
    if offered is None or not staff.use_invitation(connection, effect.invitation, now):
        return
    staff.enlist(connection, by, effect.name, now)
    post = staff.grant(connection, by, offered.role, offered.place, now)
    act = audit.Entry("post.taken", f"post:{post}", by, by, offered.place, offered.role.value)
    audit.note(connection, [act], now)


def _end(post: Post, of: LearnerId, by: LearnerId | None) -> audit.Entry:
    act = "post.left" if by == of else "post.revoked"
    return audit.Entry(act, f"post:{post.id}", by, of, post.place, post.role.value)


def _judged(connection: Connection, alert: Alert, *, is_sent: bool) -> list[inbox.Own]:
    """Whoever wrote an answer that was held hears what became of it."""
    if alert.question is None or alert.about is None:
        return []
    return tell(connection, [alert.about], AnswerJudged(alert.question, is_sent), f"judged:{alert.id}")
