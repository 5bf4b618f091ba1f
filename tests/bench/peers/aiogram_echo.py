# /// script
# requires-python = ">=3.11"
# dependencies = ["aiogram==3.31.0"]
# ///
"""The barest bot on aiogram 3, its defaults untouched: a text gets its echo, a tap an answer and a text.

uv run --script aiogram_echo.py TOKEN URL; prints its process id first. It lives in an environment of its own: aiogram
wants an older pydantic than this project.
"""

import os
import sys

from aiogram import Bot, Dispatcher  # type: ignore[import-not-found]  # of the script's own environment
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]  # the same
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]  # the same
from aiogram.types import CallbackQuery, Message  # type: ignore[import-not-found]  # the same


async def typed(message: Message) -> None:
    """One call."""
    await message.answer(message.text)


async def pressed(query: CallbackQuery, bot: Bot) -> None:
    """Two calls."""
    await query.answer()
    await bot.send_message(query.from_user.id, query.data)


def main(token: str, url: str) -> None:
    """Polls until it is told to end."""
    dispatcher = Dispatcher()
    dispatcher.message.register(typed)
    dispatcher.callback_query.register(pressed)
    dispatcher.run_polling(Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url))))


if __name__ == "__main__":
    print(os.getpid(), flush=True)
    main(*sys.argv[1:])
