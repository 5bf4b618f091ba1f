"""Any endpoint that speaks OpenAI's chat completions: asked for a second opinion, and trusted with nothing else."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

import stamina
import structlog
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from bot.graders.answers import read
from bot.graders.prompt import Conversation, conversation, judged, schema
from bot.graders.reach import GuardedResolver
from bot.model.attempt import Criterion
from bot.model.errors import GraderError, GraderMisread, GraderUnavailable, SettingsError
from bot.model.opinion import Opinion, Submission
from bot.policy.breaker import Breaker, begin, may_ask, miss, reach

MOST_TRIES = 3
LARGEST_ANSWER = 64 * 1024
"""More bytes are no grade."""

_REFUSED = frozenset({400, 415, 422})
"""What endpoints answer that do not know a form of `response_format`."""
_RUNGS = ("json_schema", "json_object", "plain")
"""How the form of an answer is asked for, the strictest first; whichever an endpoint takes is kept."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where and how to ask.

    `base_url` is that of the API, such as https://api.openai.com/v1; `timeout_seconds` is for an answer, all tries
    together; `may_be_private` allows addresses of one's own network, and http there; `pause_seconds` is the first wait
    between tries, where the endpoint does not ask for one.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_seconds: float = 20.0
    may_be_private: bool = False
    proxy: str | None = None
    pause_seconds: float = 0.5


class _Busy(GraderUnavailable):
    """It was not reached, or has too much to do; it may have said for how many seconds."""

    def __init__(self, message: str, wait_seconds: float | None = None) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class _Refused(GraderMisread):
    """It does not take the request as it stands."""


class OpenAI:
    """A judge of attempts.

    Args:
        session: the connections; see `open_openai`.
        endpoint: where and how to ask.
        monotonic: seconds that never jump.
        token: a name that nobody can guess, a fresh one each time.
    """

    def __init__(
        self, session: ClientSession, endpoint: Endpoint, monotonic: Callable[[], float], token: Callable[[], str]
    ) -> None:
        self._session = session
        self._endpoint = endpoint
        self._monotonic = monotonic
        self._token = token
        self._breaker = Breaker()
        self._rung = 0

    async def judge(self, submission: Submission) -> Opinion:
        """What the model says of an attempt.

        Raises:
            GraderUnavailable: it was not reached, was too slow, or is not asked for a while after many failures.
            GraderMisread: its answer cannot be used.
        """
        if not may_ask(self._breaker, self._monotonic()):
            raise GraderUnavailable("It failed again and again; it is asked again in a minute.")
        self._breaker = begin(self._breaker, self._monotonic())
        try:
            async with asyncio.timeout(self._endpoint.timeout_seconds):
                opinion = read(await self._try(submission), submission)
        except TimeoutError:
            self._breaker = miss(self._breaker, self._monotonic())
            raise GraderUnavailable("It did not answer in time.") from None
        except GraderError:
            self._breaker = miss(self._breaker, self._monotonic())
            raise
        self._breaker = reach(self._breaker)
        return opinion

    async def _try(self, submission: Submission) -> bytes:
        talk, criteria = conversation(submission, self._token()), judged(submission)
        pause = self._endpoint.pause_seconds
        tries = stamina.retry_context(
            on=self._wait, attempts=MOST_TRIES, timeout=None, wait_initial=pause, wait_max=8 * pause, wait_jitter=pause
        )
        async for attempt in tries:
            with attempt:
                return await self._climb(talk, criteria)
        raise AssertionError("the last try returns or raises")

    def _wait(self, error: Exception) -> bool | float:
        """How long to wait before the next try: what the endpoint asks for, unless that would be too late."""
        if not isinstance(error, _Busy):
            return False
        if error.wait_seconds is None:
            return True
        return error.wait_seconds if error.wait_seconds < self._endpoint.timeout_seconds else False

    async def _climb(self, talk: Conversation, criteria: tuple[Criterion, ...]) -> bytes:
        """One call; further ones, with less strict forms, only while the endpoint takes none."""
        for rung in range(self._rung, len(_RUNGS) - 1):
            try:
                body = await self._call(_payload(self._endpoint.model, talk, criteria, _RUNGS[rung]))
            except _Refused:
                continue
            self._rung = rung
            return body
        body = await self._call(_payload(self._endpoint.model, talk, criteria, _RUNGS[-1]))
        self._rung = len(_RUNGS) - 1
        return body

    async def _call(self, payload: dict[str, object]) -> bytes:
        endpoint = self._endpoint
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if endpoint.key:
            headers["Authorization"] = f"Bearer {endpoint.key}"
        try:
            async with self._session.post(
                f"{endpoint.base_url}/chat/completions",
                json=payload,
                headers=headers,
                allow_redirects=False,
                proxy=endpoint.proxy,
            ) as answer:
                _judge_status(answer)
                return await _body(answer)
        except (ClientError, OSError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise _Busy(f"It was not reached ({type(error).__name__}).") from None


def _payload(model: str, talk: Conversation, criteria: tuple[Criterion, ...], rung: str) -> dict[str, object]:
    payload: dict[str, object] = {"model": model, "messages": talk, "stream": False}
    if rung == "json_schema":
        form = {"name": "grade", "strict": True, "schema": schema(criteria)}
        payload["response_format"] = {"type": rung, "json_schema": form}
    elif rung == "json_object":
        payload["response_format"] = {"type": rung}
    return payload


def _judge_status(answer: ClientResponse) -> None:
    status = answer.status
    if status == 429 or status >= 500:  # noqa: PLR2004 - RFC 6585 and RFC 9110 name them
        asked = answer.headers.get("Retry-After", "")
        raise _Busy(f"It answered {status}.", float(asked) if asked.isascii() and asked.isdecimal() else None)
    if status in _REFUSED:
        raise _Refused(f"It answered {status}: it does not take the request.")
    if status != 200:  # noqa: PLR2004 - a redirect, too, is none
        raise GraderMisread(f"It answered {status}; see the address, the key and the model.")
    if answer.content_type != "application/json":
        raise GraderMisread("Its answer is not JSON.")


async def _body(answer: ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in answer.content.iter_chunked(8 * 1024):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise GraderMisread("Its answer is too large.")
    return bytes(body)


def _told(details: RetryDetails) -> None:
    """Logs that a call is tried again. The library's own hook would write down what was called with: people's words."""
    cause = type(details.caused_by).__name__
    log.info("grader.tries_again", number=details.retry_num, seconds=round(details.wait_for, 1), cause=cause)


@asynccontextmanager
async def open_openai(
    endpoint: Endpoint, monotonic: Callable[[], float], token: Callable[[], str]
) -> AsyncIterator[OpenAI]:
    """The judge, with connections of its own, which follow no redirect and keep no cookie.

    Behind a proxy it is the proxy that resolves names; else a name is called only where its address may be.

    Raises:
        SettingsError: the address is not one that may be called.
    """
    url = urlsplit(endpoint.base_url)
    is_open = url.scheme != "https"
    if is_open and not endpoint.may_be_private:
        raise SettingsError("The address of the language model needs https://.")
    resolver = GuardedResolver(may_be_private=endpoint.may_be_private, must_be_private=is_open)
    host = url.hostname or ""
    if _is_address(host) and not resolver.allows(host):
        await resolver.close()
        raise SettingsError("The address of the language model is not one that may be called.")
    set_on_retry_hooks([_told])
    connector = TCPConnector(resolver=None if endpoint.proxy else resolver)
    timeout = ClientTimeout(total=endpoint.timeout_seconds)
    async with ClientSession(connector=connector, cookie_jar=DummyCookieJar(), timeout=timeout) as session:
        try:
            yield OpenAI(session, endpoint, monotonic, token)
        finally:
            await resolver.close()


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
