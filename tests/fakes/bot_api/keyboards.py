"""What may be attached under a message: https://core.telegram.org/bots/api#inlinekeyboardmarkup."""

from tests.fakes.bot_api.arguments import Arguments, Json
from tests.fakes.bot_api.markup import length_utf16
from tests.fakes.bot_api.refusal import bad_request, stricter

DATA_BYTES = 64
"""callback_data, 1-64 bytes (Bot API, InlineKeyboardButton)."""
COPY_TEXT_LENGTH = 256
"""CopyTextButton.text, 1-256 characters (Bot API)."""
MOST_BUTTONS = 100
"""In all; reported by many, in no documentation."""
MOST_IN_A_ROW = 8
"""The same."""

_ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
        "disabled",
    }
)
_BUTTON = _ACTIONS | {"text", "icon_custom_emoji_id", "style"}
_OTHERS = {
    "keyboard": {
        "is_persistent",
        "resize_keyboard",
        "one_time_keyboard",
        "input_field_placeholder",
        "selective",
        "force_reply",
    },
    "remove_keyboard": {"selective"},
    "force_reply": {"input_field_placeholder", "selective"},
}


def attached(arguments: Arguments, *, is_strict: bool) -> Json | None:
    """The `reply_markup` of a call.

    Raises:
        Refusal: It is none that Telegram knows, or is beyond a limit.
    """
    markup = arguments.structure("reply_markup")
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if is_strict:
        _check(markup)
    return markup


def _check(markup: Json) -> None:
    if "inline_keyboard" not in markup:
        kind = next((kind for kind in _OTHERS if kind in markup), None)
        if kind is None or set(markup) - _OTHERS[kind] - {kind}:
            raise stricter(f"reply markup with {sorted(markup)}")
        return
    if unknown := set(markup) - {"inline_keyboard", "force_reply"}:
        raise stricter(f"inline keyboard with {sorted(unknown)}")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if any(len(row) > MOST_IN_A_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in (button for row in rows for button in row):
        _check_button(button)


def _check_button(button: object) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if unknown := set(button) - _BUTTON:
        raise stricter(f"inline keyboard button with {sorted(unknown)}")
    actions = set(button) & _ACTIONS
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise stricter(f"inline keyboard button does {sorted(actions)}")
    _check_action(button)


def _check_action(button: Json) -> None:
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button:
        copied = button["copy_text"]
        text = copied.get("text") if isinstance(copied, dict) else None
        if not isinstance(text, str) or not 1 <= length_utf16(text) <= COPY_TEXT_LENGTH:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button:
        url = button["url"]
        if not isinstance(url, str) or not url.startswith(("http://", "https://", "tg://")):
            raise bad_request("BUTTON_URL_INVALID")
