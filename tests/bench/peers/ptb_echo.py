"""The barest bot on python-telegram-bot, its defaults untouched: a text gets its echo, a tap an answer and a text.

python -m tests.bench.peers.ptb_echo TOKEN URL; prints its process id first.
"""

import os
import sys

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters


async def typed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """One call."""
    assert update.message is not None
    assert update.message.text is not None
    await context.bot.send_message(update.message.chat_id, update.message.text)


async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Two calls."""
    query = update.callback_query
    assert query is not None
    assert query.data is not None
    await query.answer()
    await context.bot.send_message(query.from_user.id, query.data)


def main(token: str, url: str) -> None:
    """Polls until it is told to end."""
    application = Application.builder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, typed))
    application.add_handler(CallbackQueryHandler(pressed))
    application.run_polling()


if __name__ == "__main__":
    print(os.getpid(), flush=True)
    main(*sys.argv[1:])
