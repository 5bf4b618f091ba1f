"""What becomes of a message after a call."""

import pytest

from bot.model.delivery import DeliveryState, Lane
from bot.model.errors import ChannelError, Gone, Rejected, Throttled, Unreachable
from bot.policy.retry import GIVE_UP_SECONDS, RetryDecision, decide, in_doubt

REFUSED = Unreachable("refused", is_in_doubt=False)
TIMED_OUT = Unreachable("timed out", is_in_doubt=True)
WAITING, SENT, FAILED = DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.FAILED


@pytest.mark.parametrize(
    ("error", "age", "decision"),
    [
        (None, 0.0, RetryDecision(SENT)),
        (Gone("blocked"), 0.0, RetryDecision(DeliveryState.GONE)),
        (Rejected("bad request"), 0.0, RetryDecision(FAILED)),
        (ChannelError("whatever"), 0.0, RetryDecision(FAILED)),
        (Throttled("slow down", 3.0), 0.0, RetryDecision(WAITING, False, 3.1, 3.1)),
        (Throttled("slow down", 3.0), GIVE_UP_SECONDS, RetryDecision(FAILED, False)),
        (REFUSED, 0.0, RetryDecision(WAITING, False, 1.0)),
        (REFUSED, 24.0, RetryDecision(WAITING, False, 24.0)),
        (REFUSED, 4_000.0, RetryDecision(WAITING, False, 60.0)),
        (REFUSED, GIVE_UP_SECONDS, RetryDecision(FAILED, False)),
        (TIMED_OUT, GIVE_UP_SECONDS, RetryDecision(WAITING, True, 1.0)),
    ],
)
def test_decisions_about_a_reply(error: ChannelError | None, age: float, decision: RetryDecision) -> None:
    assert decide(error, Lane.REPLY, 1, age) == decision


@pytest.mark.parametrize(
    ("lane", "tries", "state"),
    [
        (Lane.REPLY, 1, WAITING),
        (Lane.REPLY, 2, DeliveryState.UNKNOWN),
        (Lane.MENTOR, 1, WAITING),
        (Lane.MENTOR, 2, DeliveryState.UNKNOWN),
        (Lane.NUDGE, 1, DeliveryState.UNKNOWN),
        (Lane.BROADCAST, 1, DeliveryState.UNKNOWN),
    ],
)
def test_what_is_in_doubt_is_repeated_once_where_somebody_waits_for_it(
    lane: Lane, tries: int, state: DeliveryState
) -> None:
    assert in_doubt(lane, tries).state is state
    assert in_doubt(lane, tries).is_counted
    assert decide(TIMED_OUT, lane, tries, 0.0) == in_doubt(lane, tries)
