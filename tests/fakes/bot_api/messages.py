"""The methods that people see something of: messages, edits, answers to presses, "typing"."""

from tests.fakes.bot_api import keyboards
from tests.fakes.bot_api.account import Account
from tests.fakes.bot_api.arguments import Arguments, Json
from tests.fakes.bot_api.chats import Chat, Message
from tests.fakes.bot_api.refusal import bad_request
from tests.fakes.bot_api.texts import CAPTION_LENGTH, TEXT_LENGTH, formatted, options, utf8

ANSWER_LENGTH = 200
"""answerCallbackQuery, text (Bot API)."""
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
DELETABLE_SECONDS = 48 * 3600
"""deleteMessage: a message can only be deleted if it was sent less than 48 hours ago (Bot API)."""


def send_message(account: Account, call: Arguments) -> object:
    """sendMessage."""
    chat = account.chat_of(call)
    text, entities = formatted(call, "text", is_strict=account.is_strict)
    if not text:
        raise bad_request("message text is empty")
    if account.is_strict and len(text.encode("utf-16-le")) // 2 > TEXT_LENGTH:
        raise bad_request("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if (preview := options(call, "link_preview_options")) is not None:
        content["link_preview_options"] = preview
    return send(account, call, chat, content)


def send(account: Account, call: Arguments, chat: Chat, content: Json) -> Json:
    """Puts what was checked into a chat, as far as the flood control lets it."""
    keyboard = keyboards.attached(call, is_strict=account.is_strict)
    replied = _replied(call, chat)
    account.flood.take(chat)
    message = account.write(chat, account.user, content, keyboard)
    message.replies_to = replied
    return message.as_json()


def edit_message_text(account: Account, call: Arguments) -> object:
    """editMessageText."""
    message = _mine(account, call)
    text, entities = formatted(call, "text", is_strict=account.is_strict)
    if not text:
        raise bad_request("message text is empty")
    if account.is_strict and len(text.encode("utf-16-le")) // 2 > TEXT_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if (preview := options(call, "link_preview_options")) is not None:
        content["link_preview_options"] = preview
    return _change(account, call, message, content)


def edit_message_caption(account: Account, call: Arguments) -> object:
    """editMessageCaption."""
    message = _mine(account, call)
    if "photo" not in message.content:
        raise bad_request("there is no caption in the message to edit")
    return _change(account, call, message, {"photo": message.content["photo"], **caption(account, call)})


def edit_message_reply_markup(account: Account, call: Arguments) -> object:
    """editMessageReplyMarkup."""
    message = _mine(account, call)
    return _change(account, call, message, message.content)


def caption(account: Account, call: Arguments) -> Json:
    """The words under a picture."""
    text, entities = formatted(call, "caption", is_strict=account.is_strict)
    if account.is_strict and len(text.encode("utf-16-le")) // 2 > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    content: Json = {"caption": text} if text else {}
    if entities:
        content["caption_entities"] = entities
    return content


def delete_message(account: Account, call: Arguments) -> object:
    """deleteMessage."""
    chat = account.chat_of(call)
    message = chat.messages.get(_message_id(call))
    if message is None or message.is_deleted:
        raise bad_request("message to delete not found")
    if account.seconds() - message.date > DELETABLE_SECONDS or not (message.is_from_bot or chat.is_private):
        raise bad_request("message can't be deleted for everyone")
    message.is_deleted = True
    return True


def answer_callback_query(account: Account, call: Arguments) -> object:
    """answerCallbackQuery."""
    press = account.presses.get(call.text("callback_query_id") or "")
    too_old = "query is too old and response timeout expired or query ID is invalid"
    if press is None or press.answer is not None:
        raise bad_request(too_old)
    if account.world.monotonic() - press.pressed_at > account.callback_seconds:
        raise bad_request(too_old)
    text = utf8(call.text("text") or "")
    if len(text.encode("utf-16-le")) // 2 > ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answer = {"text": text, "show_alert": call.flag("show_alert")}
    return True


def send_chat_action(account: Account, call: Arguments) -> object:
    """sendChatAction."""
    chat = account.chat_of(call)
    action = call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(action)
    return True


def _message_id(call: Arguments) -> int:
    number = call.integer("message_id")
    if number is None or number <= 0:
        raise bad_request("message identifier is not specified")
    return number


def _mine(account: Account, call: Arguments) -> Message:
    message = account.chat_of(call).messages.get(_message_id(call))
    if message is None or message.is_deleted:
        raise bad_request("message to edit not found")
    if not message.is_from_bot or (message.keyboard is not None and "inline_keyboard" not in message.keyboard):
        raise bad_request("message can't be edited")
    return message


def _change(account: Account, call: Arguments, message: Message, content: Json) -> Json:
    keyboard = keyboards.attached(call, is_strict=account.is_strict)
    if keyboard is not None and not keyboard.get("inline_keyboard"):
        keyboard = None
    if content == message.content and keyboard == message.keyboard:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    account.flood.take(message.chat)
    message.content = content
    message.keyboard = keyboard
    message.edit_date = account.seconds()
    message.edits += 1
    return message.as_json()


def _replied(call: Arguments, chat: Chat) -> Message | None:
    parameters = options(call, "reply_parameters")
    if parameters is None:
        return None
    number = parameters.get("message_id")
    message = chat.messages.get(number) if isinstance(number, int) else None
    if message is None or message.is_deleted:
        if parameters.get("allow_sending_without_reply") is True:
            return None
        raise bad_request("message to be replied not found")
    return message
