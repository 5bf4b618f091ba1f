"""Sends what is owed on one account of a push channel: in order, at the allowed pace, and never as a stale leader."""

import asyncio
import math
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.model.broadcast import Why
from bot.model.delivery import REPEATED_LANES, DeliveryState, Mail
from bot.model.errors import ChannelError, StoreError, Throttled, Unreachable
from bot.policy import pace, retry
from bot.service.call import PushChannel, make_call
from bot.service.leading import Leading
from bot.service.posting import Account, Grant
from bot.service.sending import DeliveryMeter, Mailings, SenderState, Unmetered, why_not
from bot.service.tempo import USUAL, Tempo
from bot.service.world import CrashPoint, World
from bot.store import delivery
from bot.store.delivery import Result
from bot.store.engine import Store
from bot.store.lease import Lease
from bot.store.outbox import Sending
from bot.store.sole import sole_for
from bot.watch.traces import trace

CALLS = 8
"""The most calls under way at the usual pace: so many messages may be in doubt after a kill."""

CALL_SHARE = 0.1
"""Where the pace allows more, so many calls as begin in a tenth of a second: longer than a platform takes to answer."""

BULK_SHARE = 0.75
"""Of the calls under way, the share that messages to many may take: what is slow must not hold up a reply."""

RESULT_SECONDS = 0.05
"""How long the outcome of a call waits for a batch that writes it along; then it is written alone."""

log = structlog.get_logger()


def _is_own_work(result: Result) -> bool:
    """Whether only the sender itself writes what became of a call."""
    return result.state is DeliveryState.GONE or result.mail is Mail.BROADCAST


def _are_due(results: Sequence[Result]) -> bool:
    """Whether one of the messages is to be sent again."""
    return any(result.state is DeliveryState.WAITING for result in results)


class Sender:
    """The desk of one account.

    Args:
        store: the database.
        world: the clock.
        channel: the platform.
        account: (channel, account).
        limits: how fast the platform lets the account send.
        meter: hears what became of each call.
        calls: the most calls under way; None for as many as the limits make useful.
        tempo: how often it looks for what another process wrote down, and how long calls and the lease last.
    """

    def __init__(
        self,
        store: Store,
        world: World,
        channel: PushChannel,
        account: Account,
        limits: pace.Pace | None = None,
        *,
        meter: DeliveryMeter | None = None,
        calls: int | None = None,
        tempo: Tempo = USUAL,
    ) -> None:
        self._store = store
        self._world = world
        self._channel = channel
        self._account = account
        self._meter = meter or Unmetered()
        self._mailings: Mailings | None = None
        self._tempo = tempo
        self._leading = Leading(world, sole_for(store.url, account), account, tempo)
        self._pacer = pace.Pacer(limits or pace.Pace())
        self._calls = calls or max(CALLS, math.ceil(CALL_SHARE * self._pacer.pace.per_second))
        self._recovered: int | None = None
        self._needs_epoch = False
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._bulk = 0
        self._is_hungry = False
        self._is_owed = True
        self._looked_at = world.monotonic()
        self._results: list[Result] = []
        self._lent = 0
        self._flush: asyncio.TimerHandle | None = None
        self._granted = 0
        self._wake = asyncio.Event()
        self._is_closing = False
        self._worker: asyncio.Task[None] | None = None

    def start(self, mailings: Mailings | None = None) -> None:
        """Begins to send.

        Args:
            mailings: what is said to many, where anything is.
        """
        self._mailings = mailings
        self._worker = asyncio.create_task(self._work(), name=f"sender {'/'.join(self._account)}")

    async def close(self) -> None:
        """Lets the calls under way end, writes what became of them, and gives the lease back."""
        self._is_closing = True
        self._wake.set()
        if self._worker is not None:
            await self._worker
        await asyncio.gather(*self._under_way.values())
        if self._flush is not None:
            self._flush.cancel()
        now, results = self._world.now(), tuple(self._results)

        def leave(connection: Connection) -> None:
            delivery.write_results(connection, results, now)
            self._leading.leave(connection, now)

        try:
            if self._leading.epoch is not None:
                await self._store.write(leave)
        except StoreError as fault:
            log.warning("sender.not_closed", account=self._account, fault=str(fault), results=len(results))
        await self._leading.close()

    @property
    def is_leading(self) -> bool:
        """Whether this process is the one that sends for the account."""
        return self._leading.may_call(self._world.monotonic())

    @property
    def state(self) -> SenderState:
        """How it is doing."""
        now = self._world.monotonic()
        return SenderState(
            is_leading=self._leading.may_call(now),
            is_locked=self._leading.is_locked,
            per_second=pace.rate(self._pacer, now),
            paused_seconds=max(0.0, self._pacer.paused_until - now),
            misses=self._pacer.misses,
            calls=len(self._under_way),
        )

    def grant(self, most: int) -> Grant:
        """See `Desk.grant`."""
        now = self._world.monotonic()
        resting = frozenset(self._under_way) | pace.resting_chats(self._pacer, now)
        epoch = self._leading.epoch
        if epoch is None or self._needs_epoch or self._is_closing or not self._leading.may_call(now):
            return Grant(0, most, 0, resting)
        results = self._take_results(for_batch=True)
        calls = min(most, self._free(now, len(results)))
        self._granted += calls
        return Grant(epoch, most, calls, resting, results)

    def hand_over(self, grant: Grant, sending: Sequence[Sending]) -> None:
        """See `Desk.hand_over`."""
        self._granted -= grant.calls
        self._lent -= len(grant.results)
        for row in sending:
            self._begin(row, grant.epoch)
        # Where all that was asked for went out, nothing is left to look for; another process's sender looks by itself.
        self._is_owed = self._is_owed or len(sending) < grant.wanted or _are_due(grant.results)
        if self._leading.epoch is not None and (self._is_hungry or self._is_owed):
            self._wake.set()

    def doubt(self, grant: Grant) -> None:
        """See `Desk.doubt`: what was perhaps written as being sent under this epoch is found under a new one.

        Written twice, an outcome changes nothing.
        """
        self._granted -= grant.calls
        self._lent -= len(grant.results)
        self._results[:0] = grant.results
        self._needs_epoch = self._needs_epoch or grant.calls > 0
        self._wake.set()

    async def _work(self) -> None:
        while not self._is_closing:
            self._wake.clear()
            try:
                self._is_hungry = await self._look()
            except StoreError as fault:
                log.warning("sender.store_away", account=self._account, fault=str(fault))
                self._fail()
            except Exception as error:  # noqa: BLE001 - the top of the worker's loop: the next look may go well
                log.error("sender.look_failed", account=self._account, trace=trace(error))  # noqa: TRY400 - as in call
                self._fail()
            await self._rest()

    def _fail(self) -> None:
        # What was marked may have been committed all the same: under a new epoch it is found.
        self._needs_epoch = True
        self._is_hungry = False

    async def _rest(self) -> None:
        """Waits for something to do; where more may be waiting, for the next token only."""
        seconds, now = self._tempo.look_seconds, self._world.monotonic()
        if self._is_hungry and (self._free(now) or not pace.tokens(self._pacer, now)):
            seconds = min(seconds, pace.seconds_to_token(self._pacer, now))
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            self._is_owed = True  # perhaps another process has written something down

    async def _look(self) -> bool:
        """One transaction: results are written, the lease is kept, and what comes next is marked; then it is called.

        Returns:
            Whether there may be more to send as soon as the pace allows.
        """
        if self._needs_epoch and (self._under_way or self._lent):
            return False  # a new epoch would doubt them: they end first
        await self._leading.ask()
        started, now = self._world.monotonic(), self._world.now()
        is_fresh = self._needs_epoch
        results, is_owed = self._take_results(), self._is_owed
        is_owed = is_owed or is_fresh or started >= self._looked_at + self._tempo.look_seconds or _are_due(results)
        resting = frozenset(self._under_way) | pace.resting_chats(self._pacer, started)
        # Nothing is held back from the batches for a look at nothing.
        most = self._free(started, len(results)) if is_owed and not self._is_closing else 0
        most_bulk = max(0, int(self._calls * BULK_SHARE) - self._bulk)
        # Held back while the transaction runs: what a batch is granted meanwhile is not given away twice.
        self._granted += most
        self._is_owed = False  # whatever a batch leaves waiting meanwhile says so again

        def work(connection: Connection) -> tuple[Lease | None, tuple[Sending, ...], bool]:
            # The lease first, as in a batch; what is counted for a broadcast comes after it, or two would wait for each
            # other.
            lease = self._leading.take(connection, now, is_fresh=is_fresh)
            delivery.write_results(connection, results, now)
            taken: tuple[Sending, ...] = ()
            is_more = is_owed
            if lease is not None:
                if lease.epoch != self._recovered:
                    self._recover(connection, lease.epoch, now)
                if most:
                    claim = delivery.Claim(lease.epoch, most, most_bulk, resting)
                    taken, is_more = self._claim(connection, claim, now)
            if results:
                self._world.reach(CrashPoint.BEFORE_RESULT)
            return lease, taken, is_more

        try:
            lease, taken, is_more = await self._store.write(work)
        except BaseException:
            self._results[:0] = results
            self._is_owed = True
            raise
        finally:
            self._granted -= most
            self._lent -= len(results)
        self._is_owed = self._is_owed or is_more
        if results:
            self._world.reach(CrashPoint.AFTER_RESULT)
        if most:
            self._looked_at = started
        if is_fresh:
            self._needs_epoch = False
        self._recovered = lease.epoch if lease is not None else None
        if taken:
            self._world.reach(CrashPoint.MARKED_SENDING)
        await self._leading.note(lease, now, started)
        for row in taken:
            assert lease is not None
            self._begin(row, lease.epoch)
        # Without a token nothing was looked for, so that what is owed still waits.
        is_hungry = len(taken) == most if most else self._is_owed
        return is_hungry and len(self._under_way) < self._calls

    def _claim(self, connection: Connection, claim: delivery.Claim, now: datetime) -> tuple[tuple[Sending, ...], bool]:
        """What comes next, and whether there is more: what is owed to somebody alone, then what is said to many."""
        taken = delivery.claim_next(connection, self._account, claim, now)
        is_more = delivery.is_waiting(connection)
        if self._mailings is None:
            return taken, is_more
        left = delivery.Claim(
            claim.epoch,
            claim.most - len(taken),
            claim.most_bulk - sum(row.lane not in REPEATED_LANES for row in taken),
            claim.resting | {row.address_id for row in taken},
        )
        mailed = self._mailings.claim(connection, self._account, left, now)
        is_more = is_more or len(mailed) == min(left.most, left.most_bulk)
        return taken + mailed, is_more or self._mailings.is_waiting(connection, self._account, now)

    def _take_results(self, *, for_batch: bool = False) -> tuple[Result, ...]:
        """What became of calls, for a transaction that writes it.

        A batch takes no `GONE`: to mark who is gone it would lock their address out of the order in which batches do;
        and nothing of a broadcast, whose tally everybody locks after the lease.
        """
        if self._flush is not None:
            self._flush.cancel()
            self._flush = None
        kept = [result for result in self._results if for_batch and _is_own_work(result)]
        results = tuple(result for result in self._results if result not in kept)
        self._results = kept
        if self._results:
            self._wake.set()
        self._lent += len(results)
        return results

    def _recover(self, connection: Connection, epoch: int, now: datetime) -> None:
        """Decides on what somebody was sending who no longer holds the lease."""
        doubtful = delivery.abandoned(connection, self._account, epoch)
        results: list[Result] = []
        for row in doubtful:
            decision = retry.in_doubt(row.lane, row.tries)
            why = Why.DOUBTFUL if decision.state is DeliveryState.UNKNOWN else None
            results.append(Result(row.id, row.epoch, decision.state, row.tries, mail=row.mail, why=why))
        delivery.write_results(connection, results, now)
        if doubtful:
            log.warning("sender.in_doubt", account=self._account, messages=len(doubtful))

    def _free(self, now: float, written: int = 0) -> int:
        """How many calls may begin; what is written by the transaction that allows them makes room for them."""
        tokens = pace.tokens(self._pacer, now) - self._granted
        return max(0, min(tokens, self._calls - self._doubtful + written - self._granted))

    @property
    def _doubtful(self) -> int:
        """The messages of which nobody could say whether they arrived, were this process killed now."""
        return len(self._under_way) + len(self._results) + self._lent

    def _begin(self, row: Sending, epoch: int) -> None:
        is_group = self._channel.is_group(row.address)
        self._pacer = pace.spend(self._pacer, row.address_id, self._world.monotonic(), is_group=is_group)
        is_bulk = row.lane not in REPEATED_LANES
        task = asyncio.create_task(self._send(row, epoch), name=f"send {row.id}")
        self._under_way[row.address_id] = task
        self._bulk += is_bulk
        task.add_done_callback(lambda _: self._end(row.address_id, is_bulk=is_bulk))

    def _end(self, address_id: int, *, is_bulk: bool) -> None:
        del self._under_way[address_id]
        self._bulk -= is_bulk
        if self._is_hungry or self._is_owed or self._needs_epoch or self._doubtful > self._calls // 2:
            self._wake.set()
        elif self._flush is None:
            self._flush = asyncio.get_running_loop().call_later(RESULT_SECONDS, self._wake.set)

    async def _send(self, row: Sending, epoch: int) -> None:
        now = self._world.monotonic()
        if not self._leading.may_call(now) or now < self._pacer.paused_until:
            # We slept, and somebody else may send by now; or the platform wants a pause. The row goes back untouched.
            self._results.append(Result(row.id, epoch, DeliveryState.WAITING, row.tries - 1, mail=row.mail))
            return
        external_id, error = await make_call(self._channel, row, self._world, self._tempo.call_seconds)
        self._world.reach(CrashPoint.AFTER_CALL)
        age_seconds = (self._world.now() - row.made_at).total_seconds()
        decision = retry.decide(error, row.lane, row.tries, age_seconds)
        self._pacer = self._paced(error, decision)
        self._meter.delivered(row.lane.name.lower(), decision.state.value, age_seconds)
        self._results.append(
            Result(
                row.id,
                epoch,
                decision.state,
                row.tries if decision.is_counted else row.tries - 1,
                external_id,
                self._world.now() + timedelta(seconds=decision.wait_seconds) if decision.wait_seconds else None,
                row.mail,
                why_not(error, decision.state),
                row.address_id,
            )
        )

    def _paced(self, error: ChannelError | None, decision: retry.RetryDecision) -> pace.Pacer:
        """The pace after a call."""
        now = self._world.monotonic()
        match error:
            case Throttled():
                return pace.throttle(self._pacer, decision.pause_seconds, now)
            case Unreachable():
                return pace.miss(self._pacer, now)
            case _:
                return pace.reach(self._pacer)
