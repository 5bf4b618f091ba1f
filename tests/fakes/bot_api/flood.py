"""Flood control: how many messages a bot may send, and what happens beyond.

Telegram publishes "about one a second" in a chat, "20 a minute" in a group and "about 30 a second" in all
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this), and no more. Assumed here: bursts of
5 in a private chat, no second with more than 30 and no minute with more than 20 in a group; edits count as messages;
whoever does not wait as long as `retry_after` said is refused until then.
"""

import math
from collections import deque
from dataclasses import dataclass

from bot.service.world import World
from tests.fakes.bot_api.chats import Chat
from tests.fakes.bot_api.refusal import Refusal

ALL_A_SECOND = 30
CHAT_A_SECOND = 1.0
CHAT_BURST = 5.0
GROUP_A_MINUTE = 20


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class _Window:
    """The moments of the last so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.moments: deque[float] = deque()

    def count(self, now: float) -> int:
        while self.moments and self.moments[0] <= now - self.seconds:
            self.moments.popleft()
        return len(self.moments)


class Flood:
    """Counts the messages of one bot, and refuses what is too many where it is `enforced`.

    `scale` multiplies all that is allowed; `unlimited` are scopes without a limit. `violations` are messages beyond
    what is allowed, by scope ("all", "chat", "group"); `impatient` are those that came before `retry_after` was over;
    `most_in_a_second` is the highest number of messages taken within any second.
    """

    def __init__(self, world: World, *, enforced: bool = False, scale: float = 1.0) -> None:
        self.enforced = enforced
        self.scale = scale
        self.taken = 0
        self.violations: dict[str, int] = {"all": 0, "chat": 0, "group": 0}
        self.impatient = 0
        self.unlimited: frozenset[str] = frozenset()
        self.most_in_a_second = 0
        self._world = world
        self._all = _Window(1.0)
        self._chats: dict[int, _Bucket] = {}
        self._groups: dict[int, _Window] = {}
        self._until: dict[int | None, float] = {}

    def take(self, chat: Chat) -> None:
        """Lets one message through.

        Raises:
            Refusal: 429, with how long to wait.
        """
        now = self._world.monotonic()
        if self.enforced:
            self._wait(now, None)
            self._wait(now, chat.id)
        taken = self._all.count(now)
        if taken >= ALL_A_SECOND * self.scale and "all" not in self.unlimited:
            self._refuse("all", None, now, self._all.moments[0] + 1.0 - now)
        if chat.is_private and "chat" not in self.unlimited:
            self._take_private(chat.id, now)
        elif not chat.is_private and "group" not in self.unlimited:
            self._take_group(chat.id, now)
        self._all.moments.append(now)
        self.taken += 1
        self.most_in_a_second = max(self.most_in_a_second, taken + 1)

    def _take_private(self, chat: int, now: float) -> None:
        burst = CHAT_BURST * self.scale
        rate = CHAT_A_SECOND * self.scale
        bucket = self._chats.setdefault(chat, _Bucket(burst, now))
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.tokens < 1.0:
            self._refuse("chat", chat, now, (1.0 - bucket.tokens) / rate)
        bucket.tokens = max(0.0, bucket.tokens - 1.0)

    def _take_group(self, chat: int, now: float) -> None:
        window = self._groups.setdefault(chat, _Window(60.0))
        if window.count(now) >= GROUP_A_MINUTE * self.scale:
            self._refuse("group", chat, now, window.moments[0] + 60.0 - now)
        window.moments.append(now)

    def _wait(self, now: float, scope: int | None) -> None:
        until = self._until.get(scope, now)
        if until > now:
            self.impatient += 1
            raise too_many(until - now)

    def _refuse(self, kind: str, scope: int | None, now: float, seconds: float) -> None:
        self.violations[kind] += 1
        if self.enforced:
            refusal = too_many(seconds)
            self._until[scope] = now + refusal.parameters["retry_after"]
            raise refusal


def too_many(seconds: float) -> Refusal:
    """A 429 that says to wait; Telegram says whole seconds, one at least."""
    wait = max(1, math.ceil(seconds))
    return Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
