"""Dialogues as they are written down, and read again: whoever is chatting comes back to what was just written."""

from bot.model import codec
from bot.model.dialogue import State

REMEMBERED = 2_000
"""Dialogues that are kept as they were when they were written, so that they need not be read; a few kilobytes each."""


class Dialogues:
    """Writes and reads dialogues; what it remembers are strings and what they mean, so nothing of it grows stale."""

    def __init__(self) -> None:
        self._meanings: dict[str, State] = {}

    def write(self, state: State) -> str:
        """A state as versioned JSON."""
        written = codec.dump_state(state)
        self._meanings[written] = state
        if len(self._meanings) > REMEMBERED:
            del self._meanings[next(iter(self._meanings))]
        return written

    def read(self, written: str | None) -> State:
        """The state that was written; somebody new stands at the beginning.

        Raises:
            Misread: it cannot be read.
        """
        if not written:
            return State()
        known = self._meanings.get(written)
        return codec.load_state(written) if known is None else known
