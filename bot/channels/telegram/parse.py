"""What arrived from Telegram: an update's JSON becomes an event, or is ignored for a reason. Pure and total.

Only private chats teach. There whatever a person does becomes an event, so that it is answered; in a group the bot
hears only whether it is meant.
"""

from bot.channels.base import Ignored, Incoming
from bot.channels.telegram.contents import media_of, service_of
from bot.channels.telegram.groups import calls, is_inside
from bot.channels.telegram.shapes import Json, as_id, as_object, as_text
from bot.model.events import Blocked, CalledInGroup, ChoicePressed, Media, MediaReceived, TextReceived
from bot.model.ids import ChoiceId

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates to ask for: those that may mean something. Source: Telegram Bot API, getUpdates."""

_LONGEST_ALBUM = 64
"""Characters of an album's id that are kept; those seen have 17 digits."""


def parse(update: object, bot_username: str = "") -> Incoming | Ignored:
    """Reads one update.

    Args:
        update: any JSON value, as it was decoded.
        bot_username: the bot's own, without the `@`, by which it is called in groups; empty where it is not known.
    """
    read = as_object(update)
    update_id = as_id(read.get("update_id"))
    if update_id is None:
        return Ignored(None, "no update")
    if "callback_query" in read:
        return _pressed(update_id, as_object(read["callback_query"]))
    if "message" in read:
        return _sent(update_id, as_object(read["message"]), bot_username)
    if "edited_message" in read:
        return _edited(update_id, as_object(read["edited_message"]))
    if "my_chat_member" in read:
        return _joined_or_left(update_id, as_object(read["my_chat_member"]))
    kind = next((kind for kind in read if kind != "update_id"), "")
    return Ignored(update_id, f"not for a tutor: {kind}")


def _pressed(update_id: int, query: Json) -> Incoming | Ignored:
    """A press; without data it is a choice that nobody offered, and is answered as one.

    The message may be too old for Telegram to show it, but still tells its chat.
    """
    callback_id = as_text(query.get("id")) or None
    peer = _learner(as_object(as_object(query.get("message")).get("chat")))
    if peer is None:
        return Ignored(update_id, "pressed outside of a private chat", callback_id)
    return Incoming(update_id, peer, ChoicePressed(ChoiceId(as_text(query.get("data")))), callback_id)


def _sent(update_id: int, message: Json, bot_username: str) -> Incoming | Ignored:
    chat = as_object(message.get("chat"))
    peer = _learner(chat)
    if peer is None:
        return _in_group(update_id, chat, message, bot_username)
    if _is_by_bot(message):
        return Ignored(update_id, "sent by a bot")
    text = message.get("text")
    if isinstance(text, str):
        return Incoming(update_id, peer, TextReceived(as_text(text), _name_of(message), _replied_to(message)))
    service = service_of(message)
    if service is not None:
        return Ignored(update_id, f"a note by Telegram: {service}")
    album = as_text(message.get("media_group_id"))[:_LONGEST_ALBUM]
    return Incoming(update_id, peer, MediaReceived(media_of(message), album))


def _name_of(message: Json) -> str:
    message_id = as_id(message.get("message_id"))
    return str(message_id) if message_id else ""


def _replied_to(message: Json) -> str:
    """The message of the bot's own to which somebody replies, by Telegram's id."""
    replied = as_object(message.get("reply_to_message"))
    return _name_of(replied) if _is_by_bot(replied) else ""


def _in_group(update_id: int, chat: Json, message: Json, bot_username: str) -> Incoming | Ignored:
    """Whoever writes as a group or a channel is shown as a bot, but is none."""
    group = _group(chat)
    if group is None:
        return Ignored(update_id, "sent to no chat that is known")
    if "migrate_to_chat_id" in message:
        return Ignored(update_id, "a group has a new number; nothing is kept about groups")
    if message.get("is_automatic_forward") is True or (_is_by_bot(message) and "sender_chat" not in message):
        return Ignored(update_id, "sent by no person")
    if not calls(message, bot_username):
        return Ignored(update_id, "talk in a group")
    return Incoming(update_id, group, CalledInGroup())


def _edited(update_id: int, message: Json) -> Incoming | Ignored:
    """Words that were changed. Telegram tells of other changes in the same way: a place that moves, a preview."""
    peer = _learner(as_object(message.get("chat")))
    if peer is None or _is_by_bot(message):
        return Ignored(update_id, "edited by no learner")
    if as_id(message.get("edit_date")) is None or "location" in message:
        return Ignored(update_id, "changed by itself")
    if not (as_text(message.get("text")) or as_text(message.get("caption"))).strip():
        return Ignored(update_id, "edited, and without words")
    return Incoming(update_id, peer, MediaReceived(Media.EDITED))


def _joined_or_left(update_id: int, change: Json) -> Incoming | Ignored:
    """What became of the bot's own place in a chat; in a private one it tells that a person stopped the bot."""
    chat = as_object(change.get("chat"))
    now = as_object(change.get("new_chat_member"))
    peer, group = _learner(chat), _group(chat)
    if peer is not None and now.get("status") == "kicked":
        return Incoming(update_id, peer, Blocked())
    if peer is not None:
        return Ignored(update_id, "let in again; what they do next counts")
    if group is not None and is_inside(now) and not is_inside(as_object(change.get("old_chat_member"))):
        return Incoming(update_id, group, CalledInGroup())
    return Ignored(update_id, "another place in a group or channel")


def _is_by_bot(message: Json) -> bool:
    return as_object(message.get("from")).get("is_bot") is True


def _learner(chat: Json) -> str | None:
    """Where one person is taught: a private chat."""
    chat_id = as_id(chat.get("id"))
    return str(chat_id) if chat_id is not None and chat.get("type") == "private" else None


def _group(chat: Json) -> str | None:
    chat_id = as_id(chat.get("id"))
    return str(chat_id) if chat_id is not None and as_text(chat.get("type")) in {"group", "supergroup"} else None
