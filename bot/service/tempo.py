"""How long things take on the way to and from a platform: what may hang together is decided here."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds that fit one another; whoever watches a program as it is killed and frozen has less of them.

    `look_seconds` is how often a sender looks for what another process wrote down, or whose waiting is over;
    `turn_seconds` how often a poll asks whether it is its turn, while another process fetches. A lease holds for
    `lease_seconds`, and a call to a platform ends within `call_seconds`; whoever holds the lease for less than a call
    and `margin_seconds` sends nothing. A poll waits up to `longest_wait_seconds` between tries after faults, and a bot
    that was not found as it should be is seen to again after `retry_seconds`.
    """

    look_seconds: float = 1.0
    turn_seconds: float = 0.1
    lease_seconds: float = 20.0
    call_seconds: float = 10.0
    margin_seconds: float = 2.0
    longest_wait_seconds: float = 60.0
    retry_seconds: float = 30.0

    @property
    def lease(self) -> timedelta:
        """How long a lease holds."""
        return timedelta(seconds=self.lease_seconds)

    @property
    def needed_seconds(self) -> float:
        """How long the lease must still hold when a call begins."""
        return self.call_seconds + self.margin_seconds


USUAL = Tempo()
"""That of a program which serves people."""
