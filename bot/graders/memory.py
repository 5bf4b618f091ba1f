"""Remembers what a judge said, so that the same attempt is not paid for twice."""

import hashlib
import json
from collections import OrderedDict
from dataclasses import astuple
from typing import Protocol

from bot.model.opinion import Opinion, Submission

MOST_KEPT = 1_000


class Judge(Protocol):
    """Gives an opinion on an attempt, or raises a `GraderError`."""

    async def judge(self, submission: Submission) -> Opinion:
        """What it says of the attempt."""


class Remembering:
    """The same judge, asked once for what is the same in all that it is given.

    In memory, by a hash: what an answer quotes is somebody's words, and is not to outlive the program.

    Args:
        judge: who is asked.
        most: so many answers are kept, those used last.
    """

    def __init__(self, judge: Judge, most: int = MOST_KEPT) -> None:
        self._judge = judge
        self._most = most
        self._known: OrderedDict[str, Opinion] = OrderedDict()

    async def judge(self, submission: Submission) -> Opinion:
        """See `Judge.judge`; an error is not remembered."""
        name = hashlib.sha256(json.dumps(astuple(submission)).encode()).hexdigest()
        if name not in self._known:
            self._known[name] = await self._judge.judge(submission)
        self._known.move_to_end(name)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return self._known[name]
