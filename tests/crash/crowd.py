"""People who talk with a Telegram bot, and what of it was lost, doubled or is unknown."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle

from sqlalchemy import Connection, select

from bot.model import codec
from bot.model.delivery import DeliveryState
from bot.model.message import Message
from bot.model.text import plain
from bot.service.world import World
from bot.store.engine import Store
from bot.store.tables import address, attempt, inbox, learner, outbox
from tests.crash.serving import BUTTON
from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.remote import Remote
from tests.forks import DEADLINE_SECONDS


@dataclass
class Crowd:
    """What each person has done so far, and what has to be said to it: no two answers to a person are the same."""

    people: Sequence[int]
    answers: dict[int, list[str]] = field(default_factory=dict)
    exercises: Counter[int] = field(default_factory=Counter)

    def comes(self) -> list[Json]:
        """Everybody becomes a learner."""
        return [self._does(person, "vào", does="types", text="vào") for person in self.people]

    def writes(self, person: int) -> Json:
        """A person hands in an exercise."""
        self.exercises[person] += 1
        text = f"bài {self.exercises[person]}"
        return self._does(person, text, does="types", text=text)

    def taps(self, person: int) -> Json:
        """A person presses the button below what was said last."""
        return self._does(person, "?", does="presses", button=BUTTON)

    def _does(self, person: int, word: str, **deed: object) -> Json:
        answers = self.answers.setdefault(person, [])
        answers.append(f"{len(answers) + 1} {word}")
        return {"person": person, **deed}

    @property
    def deeds(self) -> int:
        """How many updates come of it."""
        return sum(map(len, self.answers.values()))


@dataclass(frozen=True)
class Figures:
    """What became of it all.

    `copies` are answers that arrived once more, `most_copies` the most of one; `unknown` are those of which the
    program says that it cannot know, `unknown_lost` those of them that did not arrive.
    """

    updates: int
    updates_lost: int
    changes_doubled: int
    messages_lost: int
    copies: int
    most_copies: int
    unknown: int
    unknown_lost: int

    def __str__(self) -> str:
        lost = f"lost {self.updates_lost} updates and {self.messages_lost} messages"
        doubled = f"doubled {self.changes_doubled} changes and {self.copies} messages"
        return f"{self.updates} updates: {lost}, {doubled}, unknown {self.unknown} (not arrived {self.unknown_lost})"


@dataclass(frozen=True)
class _Kept:
    """What the database holds, by person."""

    updates: tuple[str, ...]
    scores: dict[int, list[float]]
    said: dict[int, dict[str, str]]
    """The state of each message, by its words."""


def _kept(connection: Connection) -> _Kept:
    scores: dict[int, list[float]] = {}
    of_attempts = (
        select(address.c.peer, attempt.c.score)
        .select_from(address.join(learner, address.c.learner_id == learner.c.id).join(attempt))
        .order_by(attempt.c.id)
    )
    for peer, score in connection.execute(of_attempts):
        scores.setdefault(int(peer), []).append(score)
    said: dict[int, dict[str, str]] = {}
    of_messages = select(address.c.peer, outbox.c.body, outbox.c.state).select_from(outbox.join(address))
    for peer, body, state in connection.execute(of_messages):
        said.setdefault(int(peer), {})[plain(codec.loads(body, Message).text)] = state
    return _Kept(tuple(connection.execute(select(inbox.c.update_id)).scalars()), scores, said)


async def settled(remote: Remote, store: Store, crowd: Crowd) -> None:
    """Waits until everything that people did was taken, and nothing is owed any more."""
    is_open = outbox.c.state.in_((DeliveryState.WAITING, DeliveryState.SENDING))
    still_open = select(outbox.c.id).where(is_open).limit(1)

    async def is_so() -> bool:
        if (await remote.state())["pending"]:
            return False
        handled = await store.read(lambda connection: len(connection.execute(select(inbox.c.update_id)).all()))
        return (
            handled >= crowd.deeds
            and await store.read(lambda connection: connection.execute(still_open).first()) is None
        )

    async with asyncio.timeout(DEADLINE_SECONDS):
        while not await is_so():  # noqa: ASYNC110 - it happens in other processes
            await asyncio.sleep(0.03)


async def figures(remote: Remote, store: Store, crowd: Crowd) -> Figures:
    """Compares what people did with what the database holds and with what arrived at the platform."""
    kept = await store.read(_kept)
    arrived = await _arrived(remote)
    answers = [(person, words) for person, said in crowd.answers.items() for words in said]
    unknown = [
        (person, words) for person, words in answers if kept.said.get(person, {}).get(words) == DeliveryState.UNKNOWN
    ]
    missing = {answer for answer in answers if not arrived[answer]}
    wanted = {person: [float(number + 1) for number in range(count)] for person, count in crowd.exercises.items()}
    extra = arrived.keys() - set(answers)
    assert not extra, f"nobody was to hear {extra}"
    # An answer tells how many events its person has had: one that is not what it must be was doubled or lost before it.
    return Figures(
        updates=crowd.deeds,
        updates_lost=crowd.deeds - len(set(kept.updates)),
        changes_doubled=sum(len(scores) - len(set(scores)) for scores in kept.scores.values())
        + sum(sorted(set(kept.scores.get(person, []))) != scores for person, scores in wanted.items()),
        messages_lost=len(missing - set(unknown)),
        copies=sum(times - 1 for times in arrived.values()),
        most_copies=max(arrived.values(), default=1) - 1,
        unknown=len(unknown),
        unknown_lost=len(missing & set(unknown)),
    )


async def _arrived(remote: Remote) -> Counter[tuple[int, str]]:
    """How often each answer arrived; an edit that changes nothing is refused, and does not count."""
    arrived: Counter[tuple[int, str]] = Counter()
    for call in await remote.calls("sendMessage", "editMessageText"):
        parameters, chat = call["parameters"], call["chat"]
        assert isinstance(parameters, dict)
        assert isinstance(chat, int)
        if call["status"] == 200:
            arrived[chat, str(parameters["text"])] += 1
    return arrived


async def write(remote: Remote, crowd: Crowd, per_second: int, is_over: asyncio.Event) -> None:
    """People hand in exercises, one after the other and a few at a time."""
    monotonic, people = World.system().monotonic, cycle(crowd.people)
    began, done = monotonic(), 0
    while not is_over.is_set():
        due = int((monotonic() - began) * per_second)
        await remote.do([crowd.writes(next(people)) for _ in range(due - done)])
        done = due
        await asyncio.sleep(0.05)
