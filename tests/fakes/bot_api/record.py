"""All calls that a bot made, in their order."""

from collections import Counter
from dataclasses import dataclass

from tests.fakes.bot_api.arguments import Json, Upload


@dataclass(frozen=True, slots=True)
class Call:
    """One call: when it was read and answered (monotonic seconds), what it said, and what came of it.

    `status` is 200 where the call was applied, also where the answer got lost; 0 where it was dropped before.
    `result` is what was answered, or the sentence of the refusal. `fault` names the fault that it met.
    """

    number: int
    at: float
    done_at: float
    method: str
    parameters: Json
    chat: int | None
    status: int
    result: object
    fault: str | None = None

    def as_json(self) -> Json:
        """The call as the control pages tell it; a file is told by its size."""
        told = {
            name: f"<{len(value.content)} bytes>" if isinstance(value, Upload) else value
            for name, value in self.parameters.items()
        }
        return {
            "number": self.number,
            "at": self.at,
            "done_at": self.done_at,
            "method": self.method,
            "parameters": told,
            "chat": self.chat,
            "status": self.status,
            "result": self.result,
            "fault": self.fault,
        }


class Record:
    """The calls of one bot; `counts` counts them by method, refused ones too."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.counts: Counter[str] = Counter()

    def add(self, call: Call) -> None:
        """Writes one down."""
        self.calls.append(call)
        self.counts[call.method] += 1

    def of(self, *methods: str) -> list[Call]:
        """The calls of these methods, or all."""
        return [call for call in self.calls if not methods or call.method in methods]
