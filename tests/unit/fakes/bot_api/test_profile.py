"""How a bot looks is kept by language and scope, and kept within its limits."""

import pytest

from tests.fakes.bot_api.arguments import Json
from tests.unit.fakes.bot_api.calling import calling, met

HOC: Json = {"command": "hoc", "description": "Học bài"}


async def test_commands_are_kept_by_scope_and_language() -> None:
    async with calling() as bot:
        scope = {"type": "chat", "chat_id": 7}
        await bot("setMyCommands", commands=[HOC])
        await bot("setMyCommands", commands=[], language_code="en", scope=scope)
        assert (await bot("getMyCommands"))["result"] == [HOC]
        assert (await bot("getMyCommands", scope={"type": "default"}, language_code=""))["result"] == [HOC]
        assert (await bot("getMyCommands", scope=scope, language_code="en"))["result"] == []
        await bot("deleteMyCommands")
        assert (await bot("getMyCommands"))["result"] == []


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"commands": "hoc"}, "expected an Array of BotCommand"),
        ({"commands": [HOC] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [{"command": "hoc"}]}, "expected an Object with command and description"),
        ({"commands": [{**HOC, "command": "Học"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{**HOC, "command": "h" * 33}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{**HOC, "description": ""}]}, "command description must be non-empty"),
        ({"commands": [{**HOC, "description": "x" * 257}]}, "command description length must not exceed 256"),
        ({"commands": [HOC], "language_code": "vie"}, "invalid language code specified"),
        ({"commands": [HOC], "scope": {"type": "all"}}, "can't parse scope: unsupported type"),
        ({"commands": [HOC], "scope": {"type": "chat"}}, "scope with ['type']"),
    ],
)
async def test_commands_that_are_none_are_refused(parameters: Json, refusal: str) -> None:
    async with calling() as bot:
        assert refusal in await bot.refusal("setMyCommands", **parameters)


@pytest.mark.parametrize(
    ("title", "name", "most"),
    [("Name", "name", 64), ("Description", "description", 512), ("ShortDescription", "short_description", 120)],
)
async def test_texts_are_kept_by_language(title: str, name: str, most: int) -> None:
    async with calling() as bot:
        usual = (await bot.result(f"getMy{title}"))[name]
        assert usual == ("banhoc_thu_bot" if name == "name" else "")
        await bot(f"setMy{title}", **{name: "v" * most})
        await bot(f"setMy{title}", **{name: "e"}, language_code="en")
        assert (await bot.result(f"getMy{title}"))[name] == "v" * most
        assert (await bot.result(f"getMy{title}", language_code="en"))[name] == "e"
        await bot(f"setMy{title}", language_code="en")
        assert (await bot.result(f"getMy{title}", language_code="en"))[name] == "v" * most
        too_long = await bot.refusal(f"setMy{title}", **{name: "v" * (most + 1)})
        assert too_long == f"400 Bad Request: {name} is too long"


async def test_the_menu_button_is_everybodys_or_ones_own() -> None:
    async with calling() as bot:
        met(bot)
        bot.api.group(-5)
        assert await bot.result("getChatMenuButton") == {"type": "default"}
        await bot("setChatMenuButton", menu_button={"type": "commands"})
        assert await bot.result("getChatMenuButton", chat_id=7) == {"type": "commands"}
        await bot("setChatMenuButton", chat_id=7)
        assert await bot.result("getChatMenuButton", chat_id=7) == {"type": "default"}
        assert "menu_button with" in await bot.refusal("setChatMenuButton", menu_button={"type": "commands", "x": 1})
        assert "chat is not private" in await bot.refusal("getChatMenuButton", chat_id=-5)
