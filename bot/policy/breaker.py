"""Whether somebody who failed again and again is asked at all: after failures in a row a pause, then one try."""

from dataclasses import dataclass

MOST_MISSES = 5
"""So many failures in a row begin a pause."""

PAUSE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Breaker:
    """How it went: failures in a row, and until when, by the monotonic clock, nobody asks."""

    misses: int = 0
    closed_until: float = 0.0


def may_ask(breaker: Breaker, now: float) -> bool:
    """Whether a call may begin at `now`, in seconds of the monotonic clock."""
    return now >= breaker.closed_until


def miss(breaker: Breaker, now: float) -> Breaker:
    """After a failure; from the last allowed one on, each begins a pause, so that a single try ends or renews it."""
    misses = breaker.misses + 1
    return Breaker(misses, now + PAUSE_SECONDS if misses >= MOST_MISSES else 0.0)


def begin(breaker: Breaker, now: float) -> Breaker:
    """As a call begins: after a pause only this one is let through, until it is known how it went."""
    return Breaker(breaker.misses, now + PAUSE_SECONDS) if breaker.misses >= MOST_MISSES else breaker


def reach(breaker: Breaker) -> Breaker:
    """After an answer."""
    return Breaker() if breaker.misses else breaker
