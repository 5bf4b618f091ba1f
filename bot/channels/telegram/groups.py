"""Whether somebody in a group means the bot; all else there is talk among people, and none of its business."""

import re

from bot.channels.telegram.shapes import Json, as_object, as_text
from bot.tutor.fold import fold
from bot.tutor.route import SLASH

_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?")
_MENTION = re.compile(r"(?<![\w.@])@([A-Za-z0-9_]+)")
_INSIDE = frozenset({"creator", "administrator", "member"})
"""Statuses of whoever is in a chat. Source: Telegram Bot API, ChatMember."""


def calls(message: Json, bot_username: str) -> bool:
    """Whether a group's message is for the bot: one of its commands, its name, or a reply to what it said.

    A command without a name counts when it is one of ours: Telegram brings it when the bot spoke last, or sees all.

    Args:
        message: as the Bot API gives it.
        bot_username: without the `@`; empty where it is not known, and then no name is the bot's.
    """
    own = bot_username.casefold()
    words = as_text(message.get("text")) or as_text(message.get("caption"))
    command = _COMMAND.match(words)
    if command is not None:
        return command[2].casefold() == own if command[2] else fold(command[1]) in SLASH
    if not own:
        return False
    replied_to = as_object(as_object(message.get("reply_to_message")).get("from"))
    return as_text(replied_to.get("username")).casefold() == own or any(
        name.casefold() == own for name in _MENTION.findall(words)
    )


def is_inside(member: Json) -> bool:
    """Whether a member of a chat is in it."""
    status = as_text(member.get("status"))
    return status in _INSIDE or (status == "restricted" and member.get("is_member") is True)
