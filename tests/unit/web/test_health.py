"""Whether the server can teach: each check by its name, within a deadline, and never as an exception."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from aiohttp.test_utils import make_mocked_request
from aiohttp.web import Application, Request
from structlog.testing import capture_logs

from bot.model.errors import SchemaTooOld, StoreAway
from bot.web.health import Check, Health
from bot.web.looks import Look
from bot.web.origin import Origin


def asked(near: str = "127.0.0.1") -> Request:
    return make_mocked_request("GET", "/readyz").clone(remote=near)


async def good() -> None:
    """Finds nothing wrong."""


def failing(error: Exception) -> Check:
    async def check() -> None:
        raise error

    return check


async def told(health: Health, near: str = "127.0.0.1") -> tuple[int, dict[str, object]]:
    answer = await health.readyz(asked(near))
    assert answer.text is not None
    said: dict[str, object] = json.loads(answer.text)
    return answer.status, said


async def test_ready_where_all_checks_are_good() -> None:
    status, said = await told(Health({"database": good, "lessons": good}, Origin()))
    assert status == 200
    assert said == {"status": "ready", "checks": {"database": "ok", "lessons": "ok"}}


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (StoreAway("The database x cannot be used: it is away."), "The database x cannot be used: it is away."),
        (SchemaTooOld("Run the upgrade."), "Run the upgrade."),
        (RuntimeError("bác Ba bị bệnh tim"), "RuntimeError; the log tells where"),
        (TimeoutError(), "TimeoutError"),
    ],
)
async def test_each_fault_is_told_with_its_reason_and_to_strangers_without(error: Exception, reason: str) -> None:
    health = Health({"database": failing(error), "lessons": good}, Origin())
    with capture_logs() as logs:
        assert await told(health) == (503, {"status": "not ready", "checks": {"database": reason, "lessons": "ok"}})
    assert await told(health, "14.160.1.1") == (
        503,
        {"status": "not ready", "checks": {"database": "failed", "lessons": "ok"}},
    )
    assert [line["check"] for line in logs] == ["database"]
    assert "bệnh tim" not in str(logs)


async def test_what_hangs_is_told_in_time_and_looked_at_once() -> None:
    looks: list[int] = []
    let_go = asyncio.Event()

    async def hang() -> None:
        looks.append(1)
        await let_go.wait()

    health = Health({"database": hang}, Origin(), seconds=0.05)
    async with asyncio.timeout(60):
        answers = await asyncio.gather(*(told(health) for _ in range(20)))
        answers.append(await told(health))
    assert {status for status, _ in answers} == {503}
    assert answers[0][1]["checks"] == {"database": "no answer within 0.05 seconds"}
    assert looks == [1], "twenty that hang would hold twenty connections"
    let_go.set()
    await asyncio.sleep(0)
    assert (await told(health))[0] == 200
    assert looks == [1, 1]
    await health.close(Application())


def stubborn(let_go: asyncio.Event) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        while not let_go.is_set():
            try:
                await let_go.wait()
            except asyncio.CancelledError:
                continue
        raise StoreAway("too late")

    return work


async def test_a_look_that_cannot_be_ended_holds_nobody_up_and_its_late_fault_is_nobodys() -> None:
    let_go = asyncio.Event()
    look = Look(stubborn(let_go), 0.02)
    with pytest.raises(TimeoutError):
        await look.result()
    async with asyncio.timeout(60):
        await look.close()
    let_go.set()
    with pytest.raises(StoreAway):
        await look.result()
    await look.close()


async def test_a_look_that_nobody_asked_for_is_closed_too() -> None:
    await Look(good).close()


async def test_a_look_under_way_is_ended() -> None:
    look = Look(asyncio.Event().wait, 0.02)
    with pytest.raises(TimeoutError):
        await look.result()
    await look.close()
    with pytest.raises(TimeoutError):
        await look.result()
    await look.close()


async def test_only_news_is_logged() -> None:
    faults: list[Exception | None] = [StoreAway("away"), StoreAway("away"), StoreAway("full"), None, None]

    async def check() -> None:
        fault = faults.pop(0)
        if fault is not None:
            raise fault

    health = Health({"database": check}, Origin())
    with capture_logs() as logs:
        for _ in range(5):
            await told(health)
    assert [(line["event"], line.get("fault")) for line in logs] == [
        ("health.check_failed", "away"),
        ("health.check_failed", "full"),
        ("health.check_passes", None),
    ]
