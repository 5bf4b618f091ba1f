"""The methods that say how a bot looks: name, descriptions, commands, the button beside the text field."""

import json
import re

from tests.fakes.bot_api.account import Account
from tests.fakes.bot_api.arguments import Arguments, Json
from tests.fakes.bot_api.refusal import bad_request, stricter

COMMANDS = 100
"""setMyCommands (Bot API)."""
COMMAND_DESCRIPTION_LENGTH = 256
"""BotCommand.description (Bot API)."""
LENGTHS = {"name": 64, "description": 512, "short_description": 120}
"""setMyName, setMyDescription, setMyShortDescription (Bot API)."""

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPES = {
    "default": set[str](),
    "all_private_chats": set[str](),
    "all_group_chats": set[str](),
    "all_chat_administrators": set[str](),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}
_MENU_BUTTONS = {"default": set[str](), "commands": set[str](), "web_app": {"text", "web_app"}}


def set_my_commands(account: Account, call: Arguments) -> object:
    """setMyCommands; an empty list deletes them."""
    commands = call.structure("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check(command)
    account.profile[("commands", _scope(call), _language(call))] = commands
    return True


def delete_my_commands(account: Account, call: Arguments) -> object:
    """deleteMyCommands."""
    account.profile.pop(("commands", _scope(call), _language(call)), None)
    return True


def get_my_commands(account: Account, call: Arguments) -> object:
    """getMyCommands: those of this very scope and language."""
    return account.profile.get(("commands", _scope(call), _language(call)), [])


def set_text(account: Account, call: Arguments, name: str) -> object:
    """setMyName, setMyDescription, setMyShortDescription; an empty text deletes it."""
    text = call.text(name) or ""
    if len(text) > LENGTHS[name]:
        raise bad_request(f"{name} is too long")
    account.profile[(name, _language(call))] = text
    return True


def get_text(account: Account, call: Arguments, name: str) -> object:
    """getMyName, getMyDescription, getMyShortDescription: of a language, or else the one for all."""
    own = account.profile.get((name, _language(call)))
    usual = account.profile.get((name, "")) or (account.username if name == "name" else "")
    return {name: own or usual}


def set_chat_menu_button(account: Account, call: Arguments) -> object:
    """setChatMenuButton, of one person or of all."""
    account.profile[("menu_button", _person(account, call))] = _typed(call, "menu_button", _MENU_BUTTONS, "default")
    return True


def get_chat_menu_button(account: Account, call: Arguments) -> object:
    """getChatMenuButton."""
    usual = account.profile.get(("menu_button", ""), {"type": "default"})
    return account.profile.get(("menu_button", _person(account, call)), usual)


def _check(command: object) -> None:
    if not isinstance(command, dict) or set(command) != {"command", "description"}:
        raise bad_request("can't parse BotCommand: expected an Object with command and description")
    name, description = command["command"], command["description"]
    if not isinstance(name, str) or _COMMAND.fullmatch(name) is None:
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not description.strip():
        raise bad_request("command description must be non-empty")
    if len(description) > COMMAND_DESCRIPTION_LENGTH:
        raise bad_request(f"command description length must not exceed {COMMAND_DESCRIPTION_LENGTH}")


def _typed(call: Arguments, name: str, kinds: dict[str, set[str]], usual: str) -> Json:
    value = call.structure(name)
    if value is None or value == "":
        return {"type": usual}
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(kind, str) or kind not in kinds:
        raise bad_request(f"can't parse {name}: unsupported type")
    if set(value) != {"type"} | kinds[kind]:
        raise stricter(f"{name} with {sorted(value)}")
    return value


def _scope(call: Arguments) -> str:
    return json.dumps(_typed(call, "scope", _SCOPES, "default"), sort_keys=True)


def _language(call: Arguments) -> str:
    code = call.text("language_code") or ""
    if _LANGUAGE.fullmatch(code) is None:
        raise bad_request("invalid language code specified")
    return code


def _person(account: Account, call: Arguments) -> str:
    if call.get("chat_id") is None or call.get("chat_id") == "":
        return ""
    chat = account.chat_of(call)
    if not chat.is_private:
        raise bad_request("chat is not private")
    return str(chat.id)
