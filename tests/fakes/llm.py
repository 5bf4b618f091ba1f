"""A strict imitation of an OpenAI-compatible endpoint over real HTTP, which misbehaves as it is told to.

    async with fake_llm() as llm:               # llm.url, llm.key, llm.model
        llm.opinion = [("format", 2, "5 gạch đầu dòng")]
        llm.queue(Fault.BUSY, Fault.HTML)       # the next two calls; then it answers well again
        ...
        llm.calls[0].attempt                    # what stood between the delimiters

A request that an endpoint would not take (no key, another model, fields that nobody knows) is answered with 400 or 401
and noted in `refusals`.
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

HUGE = 4 * 1024 * 1024
_FIELDS = {"model", "messages", "stream", "response_format"}


class Fault(Enum):
    """What an endpoint may do instead of answering well."""

    NONSENSE = auto()
    EMPTY = auto()
    HTML = auto()
    SCORE_11 = auto()
    FOREIGN_EVIDENCE = auto()
    FOREIGN_CRITERION = auto()
    TWICE = auto()
    SLOW = auto()
    BUSY = auto()
    BUSY_FOR_LONG = auto()
    BROKEN = auto()
    REDIRECT = auto()
    WRONG_TYPE = auto()
    HUGE = auto()
    CUT_OFF = auto()
    NOT_FOUND = auto()
    FENCED = auto()
    """A good answer, in the way of models that know no JSON mode: with words and a fence around it."""


@dataclass(frozen=True)
class Call:
    """One request that was taken: how the form was asked for, what was said, and what stood between the delimiters."""

    form: str
    system: str
    attempt: str
    delimiter: str


@dataclass
class FakeLLM:
    """The endpoint; `forms` are the forms of an answer that it knows."""

    url: str = ""
    key: str = "sk-fake-0123456789"
    model: str = "fake-1"
    forms: set[str] = field(default_factory=lambda: {"json_schema", "json_object", "plain"})
    opinion: Sequence[tuple[str, int, str]] = ()
    feedback: str = "Câu lệnh của bạn đã rõ việc. Bạn thử nói thêm cho ai đọc nhé."
    calls: list[Call] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    followed: int = 0
    """How often somebody went where a redirect led."""
    slow_seconds: float = 5.0
    retry_after: str = "0"
    _faults: deque[Fault] = field(default_factory=deque)

    def queue(self, *faults: Fault) -> None:
        """Does this in the next calls, one each."""
        self._faults.extend(faults)

    def app(self) -> web.Application:
        """Its addresses."""
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._complete)
        app.router.add_route("*", "/elsewhere", self._elsewhere)
        return app

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self.followed += 1
        return self._good()

    def _refuse(self, status: int, why: str) -> web.Response:
        self.refusals.append(why)
        return web.json_response({"error": {"message": why}}, status=status)

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            return self._refuse(401, "wrong key")
        asked: dict[str, Any] = await request.json()
        if asked.get("model") != self.model or not asked.keys() <= _FIELDS:
            return self._refuse(400, f"model or fields: {sorted(asked)}")
        form = asked.get("response_format", {"type": "plain"})["type"]
        if form not in self.forms:
            return self._refuse(400, f"response_format {form}")
        if form == "json_schema" and not _is_strict(asked["response_format"]["json_schema"]["schema"]):
            return self._refuse(400, "schema")
        system, user = asked["messages"]
        found = re.fullmatch(r"(<<<[0-9a-f]{16,}>>>)\n(.*)\n\1", user["content"], re.DOTALL)
        if (system["role"], user["role"]) != ("system", "user") or found is None or found[1] not in system["content"]:
            return self._refuse(400, "delimiters")
        self.calls.append(Call(form, system["content"], found[2], found[1]))
        return await self._answer(request, self._faults.popleft() if self._faults else None)

    async def _answer(self, request: web.Request, fault: Fault | None) -> web.StreamResponse:  # noqa: C901, PLR0912 - one case a fault, read like a table
        good = self._answers(self.opinion)
        match fault:
            case None:
                return self._good()
            case Fault.NONSENSE:
                return _completion("Chào bạn! Câu lệnh này được 9 điểm nhé.")
            case Fault.EMPTY:
                return web.json_response({"choices": []})
            case Fault.HTML:
                return web.Response(text="<!DOCTYPE html><h1>502</h1>", content_type="text/html")
            case Fault.SCORE_11:
                return _completion(self._answers([("task", 11, "soạn thông báo")]))
            case Fault.FOREIGN_EVIDENCE:
                return _completion(self._answers([("format", 2, "một bảng ba cột của người khác")]))
            case Fault.FOREIGN_CRITERION:
                return _completion(self._answers([("charm", 2, "soạn thông báo")]))
            case Fault.TWICE:
                return _completion(self._answers([("format", 2, "soạn thông báo"), ("format", 0, "soạn thông báo")]))
            case Fault.SLOW:
                await asyncio.sleep(self.slow_seconds)
                return self._good()
            case Fault.BUSY:
                return web.json_response({}, status=429, headers={"Retry-After": self.retry_after})
            case Fault.BUSY_FOR_LONG:
                return web.json_response({}, status=429, headers={"Retry-After": "3600"})
            case Fault.BROKEN:
                return web.json_response({}, status=500)
            case Fault.REDIRECT:
                return web.Response(status=307, headers={"Location": "/elsewhere"})
            case Fault.WRONG_TYPE:
                return web.Response(text=json.dumps({"choices": [{"message": {"content": good}}]}))
            case Fault.HUGE:
                return _completion(good + " " * HUGE)
            case Fault.CUT_OFF:
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            case Fault.NOT_FOUND:
                return web.json_response({}, status=404)
            case Fault.FENCED:
                return _completion(f"Đây ạ:\n```json\n{good}\n```\nChúc bạn vui!")

    def _answers(self, opinion: Sequence[tuple[str, int, str]]) -> str:
        levels = [{"criterion": name, "level": level, "evidence": evidence} for name, level, evidence in opinion]
        return json.dumps({"levels": levels, "feedback": self.feedback}, ensure_ascii=False)

    def _good(self) -> web.Response:
        return _completion(self._answers(self.opinion))


def _completion(content: str) -> web.Response:
    return web.json_response(
        {"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}
    )


def _is_strict(schema: dict[str, Any]) -> bool:
    """As OpenAI wants it: each object closed, and all of its properties required."""
    is_closed = schema.get("type") != "object" or (
        schema.get("additionalProperties") is False and set(schema["required"]) == set(schema["properties"])
    )
    parts = [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]
    return is_closed and all(_is_strict(part) for part in parts)


@asynccontextmanager
async def fake_llm() -> AsyncIterator[FakeLLM]:
    """The endpoint, on this machine."""
    llm = FakeLLM()
    server = TestServer(llm.app())
    await server.start_server()
    llm.url = f"http://127.0.0.1:{server.port}/v1"
    try:
        yield llm
    finally:
        await server.close()
