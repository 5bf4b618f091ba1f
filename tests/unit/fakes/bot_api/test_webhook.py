"""Updates are posted until they are taken, in the order of each chat."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from tests.fakes.bot_api.arguments import Json
from tests.unit.fakes.bot_api.calling import calling, met, until


class Receiver:
    """Takes updates, or answers with the statuses that it is given, one a post."""

    def __init__(self) -> None:
        self.url = ""
        self.texts: list[str] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.answer: Json | None = None

    async def take(self, request: web.BaseRequest) -> web.Response:
        update = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.statuses and (status := self.statuses.pop(0)) != 200:
            return web.Response(status=status)
        self.texts.append(update.get("message", {}).get("text"))
        return web.json_response(self.answer) if self.answer else web.Response()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    runner = web.ServerRunner(web.Server(receiver.take), shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret() -> None:
    async with calling() as bot, receiving() as hook:
        bac = met(bot)
        bac.types("trước")
        assert (await bot("setWebhook", url=hook.url, secret_token="s3cret"))["ok"] is True
        bac.types("sau")
        await until(lambda: not bot.api.bot.updates.pending)
        assert hook.texts == ["trước", "sau"]
        assert hook.secrets == ["s3cret", "s3cret"]
        told = await bot.result("getWebhookInfo")
        assert (told["url"], told["pending_update_count"], told["max_connections"]) == (hook.url, 0, 40)


async def test_what_is_not_taken_is_posted_again_before_what_came_later() -> None:
    async with calling() as bot, receiving() as hook:
        bac = met(bot)
        hook.statuses = [503, 500, 200]
        await bot("setWebhook", url=hook.url)
        bac.types("một")
        bac.types("hai")
        await until(lambda: not bot.api.bot.updates.pending)
        assert hook.texts == ["một", "hai"]
        assert bot.api.bot.hook.posts == [503, 500, 200, 200]
        told = await bot.result("getWebhookInfo")
        assert str(told["last_error_message"]).startswith("Wrong response from the webhook: 500")


async def test_one_chat_does_not_wait_for_another() -> None:
    async with calling() as bot, receiving() as hook:
        bac, em = met(bot, 7), met(bot, 8)
        bot.api.bot.hook.scale = 1000.0
        hook.statuses = [503, 503]
        await bot("setWebhook", url=hook.url)
        bac.types("của bác")
        await until(lambda: len(bot.api.bot.hook.posts) == 2)
        em.types("của em")
        await until(lambda: hook.texts == ["của em"])


async def test_nobody_there_is_tried_again() -> None:
    async with calling() as bot:
        await bot("setWebhook", url="http://127.0.0.1:1/hook")
        bot.api.person(7).types("một")
        await until(lambda: len(bot.api.bot.hook.posts) >= 2)
        assert set(bot.api.bot.hook.posts) == {None}
        assert bot.api.bot.updates.pending


async def test_updates_can_be_posted_twice_and_in_the_wrong_order() -> None:
    async with calling() as bot, receiving() as hook:
        bac = met(bot)
        queue = bot.api.bot.updates
        queue.replays = queue.reversals = 1
        bac.types("một")
        bac.types("hai")
        await bot("setWebhook", url=hook.url)
        await until(lambda: not queue.pending)
        assert hook.texts == ["hai", "hai", "một"]


async def test_a_webhook_and_a_poll_shut_each_other_out() -> None:
    async with calling() as bot, receiving() as hook:
        poll = asyncio.create_task(bot.refusal("getUpdates", timeout=30))
        await until(lambda: bot.api.bot.updates.is_polled)
        await bot("setWebhook", url=hook.url)
        assert await poll == "409 Conflict: terminated by setWebhook request"
        assert (await bot.refusal("getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook ")
        await bot("deleteWebhook", drop_pending_updates=True)
        assert await bot.updates() == []
        assert (await bot.result("getWebhookInfo"))["url"] == ""


async def test_an_answer_that_names_a_method_is_noted() -> None:
    async with calling() as bot, receiving() as hook:
        hook.answer = {"method": "sendMessage"}
        await bot("setWebhook", url=hook.url, ip_address="1.2.3.4", allowed_updates=["message"])
        bot.api.person(7).types("một")
        await until(lambda: bot.api.bot.hook.replies == [hook.answer])
        told = await bot.result("getWebhookInfo")
        assert (told["ip_address"], told["allowed_updates"]) == ("1.2.3.4", ["message"])
        assert (await bot("setWebhook", url=""))["ok"] is True
        assert bot.api.bot.hook.settings is None


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"url": "http://vi.du/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://vi.du:8080/hook"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https://vi.du", "secret_token": "có dấu"}, "secret token contains unallowed characters"),
        ({"url": "https://vi.du", "max_connections": 101}, "max_connections 101 would be something else (a "),
        ({"url": "hook"}, "invalid webhook URL specified"),
    ],
)
async def test_a_webhook_that_is_none_is_refused(parameters: Json, refusal: str) -> None:
    async with calling() as bot:
        assert (await bot.refusal("setWebhook", **parameters)).startswith(f"400 Bad Request: {refusal}")
