"""Webhooks: updates are posted to an address until it says that it took them."""

import asyncio
import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.service.world import World
from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.refusal import bad_request, stricter
from tests.fakes.bot_api.updates import Update, Updates

PORTS = frozenset({80, 88, 443, 8443})
"""setWebhook, notes (Bot API). Here every port of this very machine is good too, and without https."""
MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40
LONGEST_WAIT_SECONDS = 60.0
"""Between two attempts: at once, then 2, 4, 8 seconds and so on up to here (the server's source)."""
ANSWER_SECONDS = 60.0

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_HERE = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What `setWebhook` was told."""

    url: str
    secret: str | None = None
    connections: int = USUAL_CONNECTIONS
    address: str | None = None
    has_certificate: bool = False


def check(settings: Settings) -> None:
    """Refuses what Telegram would not post to."""
    address = urlsplit(settings.url)
    if address.hostname and address.hostname not in _HERE:
        if address.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (address.port or 443) not in PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not address.hostname:
        raise bad_request("invalid webhook URL specified")
    if settings.secret is not None and _SECRET.fullmatch(settings.secret) is None:
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= settings.connections <= MOST_CONNECTIONS:
        raise stricter(f"max_connections {settings.connections} would be something else")


class Hook:
    """The webhook of one bot.

    Updates of one chat are posted one after another, and presses of one person, but these are two queues. `scale`
    shortens the waits between attempts. `posts` are the statuses that came, None where no answer came.
    """

    def __init__(self, world: World, updates: Updates) -> None:
        self.settings: Settings | None = None
        self.scale = 0.01
        self.posts: list[int | None] = []
        self.error: tuple[int, str] | None = None
        self.replies: list[object] = []
        """Bodies that a webhook answered with; Telegram would carry out the methods that they name."""
        self._world = world
        self._updates = updates
        self._busy: set[tuple[str, int]] = set()
        self._slots = asyncio.Semaphore(USUAL_CONNECTIONS)
        self._stopped = asyncio.Event()
        self._runs: set[asyncio.Task[None]] = set()

    def set(self, settings: Settings) -> None:
        """Posts to an address from now on."""
        self.stop()
        self._updates.interrupt("setWebhook request")
        self.settings = settings
        self._slots = asyncio.Semaphore(settings.connections)
        self._busy.clear()
        self._stopped = asyncio.Event()
        run = asyncio.create_task(self._run(settings, self._stopped))
        self._runs.add(run)
        run.add_done_callback(self._runs.discard)

    def stop(self) -> None:
        """Posts no more; what is being posted comes to its end."""
        self.settings = None
        self.error = None
        self._stopped.set()
        self._updates.arrived.set()

    async def join(self) -> None:
        """Waits until nothing is posted any more, and not long."""
        self.stop()
        runs = set(self._runs)
        if runs:
            _, late = await asyncio.wait(runs, timeout=1.0)
            for run in late:
                run.cancel()
            await asyncio.gather(*runs, return_exceptions=True)

    def told(self) -> Json:
        """What getWebhookInfo says."""
        told: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self._updates.pending)}
        if self._updates.allowed_told is not None:
            told["allowed_updates"] = self._updates.allowed_told
        if self.settings is not None:
            told["url"] = self.settings.url
            told["has_custom_certificate"] = self.settings.has_certificate
            told["max_connections"] = self.settings.connections
            if self.settings.address is not None:
                told["ip_address"] = self.settings.address
        if self.error is not None:
            told["last_error_date"], told["last_error_message"] = self.error
        return told

    async def _run(self, settings: Settings, stopped: asyncio.Event) -> None:
        timeout = ClientTimeout(total=ANSWER_SECONDS)
        async with ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            while not stopped.is_set():
                self._updates.arrived.clear()
                for update in self._ready():
                    group.create_task(self._deliver(session, settings, update, stopped))
                await self._updates.arrived.wait()

    def _ready(self) -> list[Update]:
        pending = list(self._updates.pending)
        if self._updates.reversals and len(pending) > 1:
            self._updates.reversals -= 1
            pending.reverse()
        ready: list[Update] = []
        for update in pending:
            queue = _queue(update)
            if queue not in self._busy:
                self._busy.add(queue)
                ready.append(update)
        return ready

    async def _deliver(
        self, session: ClientSession, settings: Settings, update: Update, stopped: asyncio.Event
    ) -> None:
        wait = 0.0
        while not (await self._post(session, settings, update) and self._updates.settle(update)):
            await _pause(stopped, wait * self.scale)
            if stopped.is_set():
                return
            wait = min(max(2.0, wait * 2), LONGEST_WAIT_SECONDS)
        self._busy.discard(_queue(update))
        self._updates.arrived.set()

    async def _post(self, session: ClientSession, settings: Settings, update: Update) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": settings.secret} if settings.secret is not None else {}
        async with self._slots:
            update.handed_at.append(self._world.monotonic())
            try:
                async with session.post(settings.url, json=update.as_json(), headers=headers) as response:
                    body = await response.read()
            except (ClientError, TimeoutError) as error:
                self._failed(None, f"Connection failed: {type(error).__name__}")
                return False
        if not response.ok:
            self._failed(response.status, f"Wrong response from the webhook: {response.status} {response.reason}")
            return False
        self.posts.append(response.status)
        if body:
            self._keep(body)
        return True

    def _failed(self, status: int | None, sentence: str) -> None:
        self.posts.append(status)
        self.error = (int(self._world.now().timestamp()), sentence)

    def _keep(self, body: bytes) -> None:
        try:
            self.replies.append(json.loads(body))
        except ValueError:
            return


async def _pause(stopped: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopped.wait()
    except TimeoutError:
        return


def _queue(update: Update) -> tuple[str, int]:
    """Whose order an update keeps."""
    sender = update.payload.get("from")
    if update.kind == "callback_query" and isinstance(sender, dict):
        return "press", sender["id"]
    return "chat", update.chat or update.id
