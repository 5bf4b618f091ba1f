"""Says where a program failed without what it was told: an error's text may quote what a learner wrote."""

import traceback

from bot.model.errors import BotError

DEEPEST = 30
"""Frames told of one error, the innermost; an endless recursion has a thousand alike."""

LONGEST_CHAIN = 10
"""Errors told that led to one another."""


def trace(error: BaseException) -> str:
    """Tells an error and those that led to it, the last first.

    Returns:
        For each error its type, with its text only where it is one of ours, whose texts are sentences of this program;
        below it a line for each frame, the innermost last: `file:line function`. Errors in a group are not told one by
        one.
    """
    told: list[str] = []
    at: BaseException | None = error
    for _ in range(LONGEST_CHAIN):
        if at is None:
            break
        told.append(_headline(at))
        frames = traceback.StackSummary.extract(traceback.walk_tb(at.__traceback__), lookup_lines=False)
        told += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-DEEPEST:]]
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n".join(told)


def _headline(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind}: {error}" if isinstance(error, BotError) else kind
