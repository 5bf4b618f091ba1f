"""python-telegram-bot takes the imitation for Telegram."""

from warnings import catch_warnings, simplefilter

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter
from telegram.warnings import PTBDeprecationWarning

from tests.fakes.bot_api.files import PIXEL
from tests.fakes.bot_api.server import BotApi, bot_api


def library(api: BotApi, token: str = "") -> Bot:
    return Bot(token or api.token, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file/bot")


async def test_the_library_can_do_all_that_is_imitated() -> None:
    async with bot_api() as api, library(api) as bot:
        bac = api.person(7, "Bác Tư")
        bac.starts()
        (update,) = await bot.get_updates(timeout=1)
        assert update.message is not None
        assert update.message.from_user is not None
        assert update.message.from_user.first_name == "Bác Tư"
        ways = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="c")]])
        sent = await bot.send_message(7, "<b>một</b>", parse_mode="HTML", reply_markup=ways)
        press = bac.presses("Có")
        (update,) = await bot.get_updates(offset=update.update_id + 1)
        assert update.callback_query is not None
        await update.callback_query.answer("Vâng")
        assert press.answer is not None
        await bot.edit_message_text("hai", 7, sent.message_id)
        await bot.send_chat_action(7, "typing")
        photo = (await bot.send_photo(7, PIXEL, caption="ảnh")).photo[-1]
        assert bytes(await (await bot.get_file(photo.file_id)).download_as_bytearray()) == PIXEL
        assert bac.texts == ["hai", "ảnh"]
        await bot.delete_message(7, sent.message_id)
        commands = [BotCommand("hoc", "Học bài")]
        assert await bot.set_my_commands(commands, scope=BotCommandScopeChat(7), language_code="vi")
        assert await bot.get_my_commands(scope=BotCommandScopeChat(7), language_code="vi") == tuple(commands)
        assert await bot.delete_my_commands()
        assert await bot.set_my_description("Chào bạn", language_code="vi")
        assert (await bot.get_my_short_description()).short_description == ""
        assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        assert (await bot.get_chat_menu_button()).type == "commands"
        assert await bot.set_webhook(f"{api.url}/nowhere", secret_token="x", allowed_updates=["message"])
        assert (await bot.get_webhook_info()).allowed_updates == ("message",)
        assert await bot.delete_webhook()


async def test_the_library_understands_the_refusals() -> None:
    async with bot_api() as api, library(api) as bot:
        bac = api.person(7)
        bac.blocks()
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(7, "x")
        bac.unblocks()
        api.bot.flood.enforced = True
        for number in range(5):
            await bot.send_message(7, str(number))
        with catch_warnings():
            simplefilter("ignore", PTBDeprecationWarning)  # of how it will write seconds one day
            with pytest.raises(RetryAfter):
                await bot.send_message(7, "5")
        group = api.group(-5)
        group.migrates(bac)
        with pytest.raises(ChatMigrated):
            await bot.send_message(-5, "x")
        with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
            await bot.send_message(8, "x")
        stranger = library(api, "1:x")
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        await stranger.shutdown()
