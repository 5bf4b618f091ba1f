"""What may go wrong between a bot and Telegram, told beforehand."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What goes wrong."""

    DROP_BEFORE = "drop_before"
    """The connection ends before the call is applied."""
    DROP_AFTER = "drop_after"
    """The call is applied, and the connection ends instead of an answer."""
    HANG_BEFORE = "hang_before"
    """Nothing is applied, and no answer ever comes."""
    HANG_AFTER = "hang_after"
    """The call is applied, and no answer ever comes."""
    SLOW = "slow"
    """The call is applied after some seconds."""
    SLOW_ANSWER = "slow_answer"
    """The call is applied at once, and its answer comes after some seconds."""
    SERVER_ERROR = "server_error"
    """500, as the API writes it, and nothing is applied."""
    BAD_GATEWAY = "bad_gateway"
    """502, as a web server writes it, and nothing is applied."""
    BAD_GATEWAY_AFTER = "bad_gateway_after"
    """502, and the call is applied."""
    UNREADABLE = "unreadable"
    """400, as where the markup cannot be read, and nothing is applied."""
    GARBAGE = "garbage"
    """200 with a page of HTML, as a hotel's network answers; nothing is applied."""
    TOO_MANY = "too_many"
    """429; `seconds` is what `retry_after` says."""


@dataclass(slots=True)
class Fault:
    """A fault that the next `times` calls meet (None: all), once `after` calls went well."""

    kind: Kind
    seconds: float = 1.0
    times: int | None = 1
    after: int = 0


class Faults:
    """What is to go wrong, by method."""

    def __init__(self) -> None:
        self._by_method: dict[str, list[Fault]] = {}

    def add(self, method: str, fault: Fault) -> None:
        """Lets calls of a method (`*`: of all) meet a fault, behind those that were told before."""
        self._by_method.setdefault(method, []).append(fault)

    def clear(self) -> None:
        """Lets everything go well from now on."""
        self._by_method.clear()

    def meet(self, method: str) -> Fault | None:
        """The fault that a call meets now."""
        if not self._by_method:
            return None
        return self._next(method) or self._next("*")

    def _next(self, method: str) -> Fault | None:
        waiting = self._by_method.get(method)
        if not waiting:
            return None
        fault = waiting[0]
        if fault.after > 0:
            fault.after -= 1
            return None
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                waiting.pop(0)
        return fault
