"""A test in another process sees and does what one in this process can."""

import pytest
from aiohttp import ClientSession

from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.control import DEEDS
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.remote import Remote, bot_api_process
from tests.unit.fakes.bot_api.calling import calling, met

WAYS = {"inline_keyboard": [[{"text": "Có", "callback_data": "c"}]]}


async def calls(remote: Remote, method: str, **parameters: object) -> int:
    """One call of a bot; the status that came."""
    url = f"{remote.url}/bot{remote.token}/{method}"
    async with remote.session.post(url, json=parameters) as response:
        return response.status


async def test_a_server_of_its_own_is_led_from_outside() -> None:
    async with bot_api_process("--flood", "10") as remote:
        number = await remote.does(7, "starts", payload="L12", name="Bác Tư")
        assert await calls(remote, "getUpdates") == 200
        assert await calls(remote, "sendMessage", chat_id=7, text="một", reply_markup=WAYS) == 200
        await remote.fault("sendMessage", Fault(Kind.SERVER_ERROR))
        assert await calls(remote, "sendMessage", chat_id=7, text="hai") == 500
        press = await remote.does(7, "presses", button="Có")
        await remote.happen([{"kind": "message", "payload": {"chat": {"id": 9}}, "update_id": 5}])
        updates = await remote.updates()
        assert [(one["id"], one["chat"], one["kind"]) for one in updates] == [
            (number, 7, "message"),
            (press, 7, "callback_query"),
            (5, 9, "message"),
        ]
        seen = await remote.seen(7)
        assert [(one["text"], one["is_from_bot"]) for one in seen] == [("/start L12", False), ("một", True)]
        assert seen[1]["labels"] == [["Có"]]
        sent = await remote.calls("sendMessage")
        assert [(one["status"], one["fault"]) for one in sent] == [(200, None), (500, "server_error")]
        assert len(await remote.calls(start=1)) == 2
        state = await remote.state()
        assert (state["pending"], state["counts"]) == (3, {"getUpdates": 1, "sendMessage": 2})


async def test_everything_can_be_set() -> None:
    async with calling() as bot, ClientSession() as session:
        remote = Remote(bot.api.url, bot.api.token, session)
        await remote.set(
            flood_enforced=True,
            flood_unlimited=["chat"],
            flood_scale=10,
            replays=1,
            reversals=2,
            callback_seconds=3,
            hook_scale=4,
            is_revoked=True,
        )
        account = bot.api.bot
        assert (account.flood.enforced, account.flood.scale) == (True, 10)
        assert account.flood.unlimited == {"chat"}
        assert (account.updates.replays, account.updates.reversals) == (1, 2)
        assert (account.callback_seconds, account.hook.scale, account.is_revoked) == (3, 4, True)
        await remote.fault("*", Fault(Kind.GARBAGE, times=None))
        assert account.faults.meet("getMe") is not None
        await remote.mend()
        assert account.faults.meet("getMe") is None


async def test_people_do_from_outside_what_they_do_here() -> None:
    async with calling() as bot, ClientSession() as session:
        remote = Remote(bot.api.url, bot.api.token, session)
        met(bot)
        await bot.result("sendMessage", chat_id=7, text="?", reply_markup=WAYS)
        for deed in DEEDS:
            number = await remote.does(7, deed, text="x", button="Có")
            assert (number is None) is (deed in {"deactivates", "is_there"})


@pytest.mark.parametrize(
    ("method", "page", "body"),
    [
        ("GET", "nowhere", None),
        ("GET", "state?bot=1:x", None),
        ("POST", "do", {}),
        ("POST", "do", [1]),
        ("POST", "do", [{"person": 7, "does": "flies"}]),
        ("POST", "do", [{"person": 7, "does": "presses", "button": "Không"}]),
        ("POST", "do", [{"person": 7, "does": "types", "text": 1}]),
        ("POST", "set", {"colour": 1}),
        ("POST", "set", {"replays": "one"}),
        ("POST", "set", {"flood_unlimited": "chat"}),
        ("POST", "faults", [{"method": "getMe", "kind": "sleepy"}]),
    ],
)
async def test_what_cannot_be_asked_is_said(method: str, page: str, body: Json | list[Json] | None) -> None:
    async with calling() as bot:
        async with bot.session.request(method, f"{bot.api.url}/control/{page}", json=body) as response:
            assert response.status == 400
        async with bot.session.get(f"{bot.api.url}/elsewhere") as response:
            assert response.status == 404


async def test_a_lenient_server_checks_little() -> None:
    async with bot_api_process("--lenient", tokens=("1:x", "2:y")) as remote:
        other = remote.of("2:y")
        assert await calls(other, "getMe", x=1) == 200
        assert (len(await other.calls()), len(await remote.calls())) == (1, 0)
        assert await calls(remote.of("3:z"), "getMe") == 401
