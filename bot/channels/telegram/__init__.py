"""Telegram: what it can do; its modules say how."""

from bot.channels.base import Capabilities, Markup, Photos

CHANNEL = "telegram"
MOST_TEXT_UTF16 = 4_096
"""Of a message, in UTF-16 units once its entities are read. Source: Telegram Bot API, sendMessage."""
CAPABILITIES = Capabilities(
    has_buttons=True,
    may_edit=True,
    max_text_utf16=MOST_TEXT_UTF16,
    markup=Markup.TELEGRAM_HTML,
    takes_start_payload=True,
    photos=Photos.UPLOAD,
    may_write_first=False,
    monthly_messages=None,
    is_pull=False,
)
