"""Which methods there are, and which parameters each takes (Bot API 10.3)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.fakes.bot_api import file_methods, hook_methods, messages, profile
from tests.fakes.bot_api.account import Account
from tests.fakes.bot_api.arguments import Arguments
from tests.fakes.bot_api.refusal import Refusal, bad_request, stricter


@dataclass(frozen=True, slots=True)
class Method:
    """What a method does, what it has to be given (with Telegram's sentence where it is not), and what it may be.

    `apply` gives the result, or for the one method that waits, something to wait for.
    """

    apply: Callable[[Account, Arguments], object]
    needs: dict[str, str]
    takes: frozenset[str]


def get_me(account: Account, call: Arguments) -> object:
    """getMe."""
    return {
        **account.user,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def _method(apply: Callable[[Account, Arguments], object], needs: dict[str, str], takes: str) -> Method:
    return Method(apply, needs, frozenset(takes.split()) | set(needs))


_CHAT = {"chat_id": "chat_id is empty"}
_ANY_MESSAGE = """business_connection_id message_thread_id direct_messages_topic_id disable_notification protect_content
    allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup receiver_user_id
    callback_query_id ephemeral_message_parameters"""
_ANY_EDIT = "business_connection_id inline_message_id reply_markup"
_MESSAGE = {**_CHAT, "message_id": "message identifier is not specified"}

_TEXTS = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}

METHODS: dict[str, Method] = {
    "getMe": _method(get_me, {}, ""),
    "getUpdates": _method(hook_methods.get_updates, {}, "offset limit timeout allowed_updates"),
    "setWebhook": _method(
        hook_methods.set_webhook,
        {},
        "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    ),
    "deleteWebhook": _method(hook_methods.delete_webhook, {}, "drop_pending_updates"),
    "getWebhookInfo": _method(hook_methods.get_webhook_info, {}, ""),
    "sendMessage": _method(
        messages.send_message,
        {**_CHAT, "text": "message text is empty"},
        f"parse_mode entities link_preview_options {_ANY_MESSAGE}",
    ),
    "editMessageText": _method(
        messages.edit_message_text,
        {**_MESSAGE, "text": "message text is empty"},
        f"parse_mode entities link_preview_options rich_message {_ANY_EDIT}",
    ),
    "sendPhoto": _method(
        file_methods.send_photo,
        {**_CHAT, "photo": "there is no photo in the request"},
        f"caption parse_mode caption_entities show_caption_above_media has_spoiler {_ANY_MESSAGE}",
    ),
    "getFile": _method(file_methods.get_file, {"file_id": "invalid file_id"}, ""),
    "editMessageCaption": _method(
        messages.edit_message_caption,
        _MESSAGE,
        f"caption parse_mode caption_entities show_caption_above_media {_ANY_EDIT}",
    ),
    "editMessageReplyMarkup": _method(messages.edit_message_reply_markup, _MESSAGE, _ANY_EDIT),
    "deleteMessage": _method(messages.delete_message, _MESSAGE, ""),
    "answerCallbackQuery": _method(
        messages.answer_callback_query,
        {"callback_query_id": "query is too old and response timeout expired or query ID is invalid"},
        "text show_alert url cache_time",
    ),
    "sendChatAction": _method(
        messages.send_chat_action,
        {**_CHAT, "action": "wrong parameter action in request"},
        "business_connection_id message_thread_id",
    ),
    "setMyCommands": _method(
        profile.set_my_commands,
        {"commands": "expected an Array of BotCommand"},
        "scope language_code",
    ),
    "getMyCommands": _method(profile.get_my_commands, {}, "scope language_code"),
    "deleteMyCommands": _method(profile.delete_my_commands, {}, "scope language_code"),
    "setChatMenuButton": _method(profile.set_chat_menu_button, {}, "chat_id menu_button"),
    "getChatMenuButton": _method(profile.get_chat_menu_button, {}, "chat_id"),
    **{
        f"setMy{title}": _method(partial(profile.set_text, name=name), {}, f"{name} language_code")
        for title, name in _TEXTS.items()
    },
    **{
        f"getMy{title}": _method(partial(profile.get_text, name=name), {}, "language_code")
        for title, name in _TEXTS.items()
    },
}
_BY_FOLDED = {name.lower(): name for name in METHODS}


def named(name: str) -> tuple[str, Method]:
    """The method with a name, in whatever case, as Telegram takes it.

    Raises:
        Refusal: There is none.
    """
    proper = _BY_FOLDED.get(name.lower())
    if proper is None:
        raise Refusal(404, "Not Found: method not found")
    return proper, METHODS[proper]


def check(name: str, method: Method, call: Arguments) -> None:
    """Refuses what a method does not take, and what lacks what it needs."""
    if unknown := set(call.values) - method.takes - call.attached():
        raise stricter(f"{name} takes no {', '.join(sorted(unknown))}")
    for parameter, sentence in method.needs.items():
        value = call.get(parameter)
        if value is None or value == "":
            raise bad_request(sentence)
