"""What becomes of a message after a call: sent, tried again, given up, or in doubt for ever."""

from dataclasses import dataclass

from bot.model.delivery import REPEATED_LANES, DeliveryState, Lane
from bot.model.errors import ChannelError, Gone, Throttled, Unreachable

MOST_CALLS = 2
"""How often a message may be handed to a platform that perhaps took it the first time."""

SHORTEST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0

GIVE_UP_SECONDS = 24 * 3_600.0
"""A message that no platform took for a day says nothing to anybody any more."""

THROTTLE_MARGIN_SECONDS = 0.1
"""On top of the pause that a platform asks for, since its clock is not ours."""


@dataclass(frozen=True, slots=True)
class RetryDecision:
    """What becomes of a message.

    `is_counted` tells whether the platform may have taken it in this call; only such calls count as tries.
    `wait_seconds` is how long to wait before it is tried again, `pause_seconds` how long the whole account must rest.
    """

    state: DeliveryState
    is_counted: bool = True
    wait_seconds: float = 0.0
    pause_seconds: float = 0.0


def decide(error: ChannelError | None, lane: Lane, tries: int, age_seconds: float) -> RetryDecision:
    """Decides after a call.

    Args:
        error: what the platform answered; None where it took the message.
        lane: why the message is owed.
        tries: the calls in which the platform may have taken it, this one included.
        age_seconds: how long the message has been owed; the waits between tries grow with it.
    """
    match error:
        case None:
            return RetryDecision(DeliveryState.SENT)
        case Unreachable(is_in_doubt=True):
            return in_doubt(lane, tries)
        case Throttled() | Unreachable() if age_seconds >= GIVE_UP_SECONDS:
            return RetryDecision(DeliveryState.FAILED, is_counted=False)
        case Throttled():
            pause = error.retry_after_seconds + THROTTLE_MARGIN_SECONDS
            return RetryDecision(DeliveryState.WAITING, is_counted=False, wait_seconds=pause, pause_seconds=pause)
        case Unreachable():
            wait = min(max(age_seconds, SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)
            return RetryDecision(DeliveryState.WAITING, is_counted=False, wait_seconds=wait)
        case Gone():
            return RetryDecision(DeliveryState.GONE)
        case _:
            return RetryDecision(DeliveryState.FAILED)


def in_doubt(lane: Lane, tries: int) -> RetryDecision:
    """Decides where nobody can say whether the message arrived: after a timeout, or after a crash in the call.

    A reply or a mentor's answer is repeated once: twice is better than never. Nobody needs a broadcast twice.
    """
    if lane in REPEATED_LANES and tries < MOST_CALLS:
        return RetryDecision(DeliveryState.WAITING, wait_seconds=SHORTEST_WAIT_SECONDS)
    return RetryDecision(DeliveryState.UNKNOWN)
