"""What a test in another process asks of the server, over HTTP below `/control/`.

    POST do       a list of {"person": 7, "does": "types", "text": "..."}: see `DEEDS`; gives the updates' numbers
    POST updates  a list of {"kind": "message", "payload": {...}, "update_id"?: 5}: raw ones, taken as they are
    POST faults   a list of {"method", "kind", "seconds"?, "times"?, "after"?}; times null: all. DELETE: none any more
    POST set      {name: value} of `SETTINGS`
    GET calls     all calls in order; ?method=a,b only these, ?from=5 from the fifth on
    GET chats     {chat: [{"id", "text", "labels", "is_from_bot", "edits"}]}: what people see
    GET updates   [{"id", "kind", "chat", "made_at", "handed_at", "confirmed_at"}], in monotonic seconds
    GET state     what is pending, how often each method was called, what the flood control counted

`?bot=<token>` names another bot than the first.
"""

import json
from collections.abc import Callable, Mapping

from tests.fakes.bot_api.account import Account, Press
from tests.fakes.bot_api.arguments import Arguments, Json, whole
from tests.fakes.bot_api.chats import Message
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.updates import Update


class Misuse(Exception):
    """A test asks for what there is not."""


def _text(given: Json, name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise Misuse(f"{name}: {value!r}")
    return value


def _number(value: object) -> float:
    if isinstance(value, int | float):
        return value
    raise Misuse(f"no number: {value!r}")


def _is_there(person: Person, given: Json) -> None:
    """Opens the chat without a word, as if it had been opened long ago."""
    assert person.chat.is_private


DEEDS: Mapping[str, Callable[[Person, Json], Update | Press | None]] = {
    "is_there": _is_there,
    "starts": lambda person, given: person.starts(_text(given, "payload")),
    "types": lambda person, given: person.types(_text(given, "text")),
    "presses": lambda person, given: person.presses(_text(given, "button")),
    "sends_photo": lambda person, given: person.sends_photo(_text(given, "caption")),
    "sends_voice": lambda person, _: person.sends_voice(),
    "sends_sticker": lambda person, _: person.sends_sticker(),
    "sends_document": lambda person, _: person.sends_document(),
    "blocks": lambda person, _: person.blocks(),
    "unblocks": lambda person, _: person.unblocks(),
    "deactivates": lambda person, _: person.deactivates(),
}
"""What a person can do, and with what; `name` is how they are called."""


def _set(account: Account, name: str, value: object) -> None:
    match name:
        case "flood_enforced":
            account.flood.enforced = bool(value)
        case "flood_unlimited" if isinstance(value, list):
            account.flood.unlimited = frozenset(map(str, value))
        case "flood_scale":
            account.flood.scale = _number(value)
        case "replays":
            account.updates.replays = int(_number(value))
        case "reversals":
            account.updates.reversals = int(_number(value))
        case "is_revoked":
            account.is_revoked = bool(value)
        case "callback_seconds":
            account.callback_seconds = _number(value)
        case "hook_scale":
            account.hook.scale = _number(value)
        case _:
            raise Misuse(f"no setting {name}: there are {SETTINGS}")


SETTINGS = "flood_enforced flood_unlimited flood_scale replays reversals is_revoked callback_seconds hook_scale"
"""What can be set."""


def answer(account: Account, method: str, page: str, query: Arguments, body: bytes) -> object:
    """Does what is asked, and gives what is to be told.

    Raises:
        Misuse: There is no such page, person's deed, fault or setting.
    """
    match method, page:
        case "POST", "do":
            return [_do(account, one) for one in _list(body)]
        case "POST", "updates":
            return [_put(account, one) for one in _list(body)]
        case "POST", "faults":
            for one in _list(body):
                account.faults.add(_text(one, "method"), _fault(one))
            return None
        case "DELETE", "faults":
            account.faults.clear()
            return None
        case "POST", "set":
            for name, value in _object(json.loads(body)).items():
                _set(account, name, value)
            return None
        case "GET", "calls":
            names = [name for name in (query.text("method") or "").split(",") if name]
            start = query.integer("from") or 0
            return [call.as_json() for call in account.record.of(*names) if call.number >= start]
        case "GET", "chats":
            return {str(number): [_seen(message) for message in chat.live()] for number, chat in account.chats.items()}
        case "GET", "updates":
            return [_update(one) for one in account.updates.all]
        case "GET", "state":
            return _state(account)
        case _:
            raise Misuse(f"no page {method} {page}")


def _list(body: bytes) -> list[Json]:
    value = json.loads(body)
    if not isinstance(value, list):
        raise Misuse("a list is wanted")
    return [_object(one) for one in value]


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise Misuse(f"no object: {value!r}")
    return value


def _do(account: Account, given: Json) -> int | None:
    deed = DEEDS.get(_text(given, "does"))
    number = whole(given.get("person"))
    if deed is None or number is None:
        raise Misuse(f"nobody does {given}")
    made = deed(Person(account, number, _text(given, "name") or "Tư"), given)
    if isinstance(made, Press):
        return account.updates.all[-1].id
    return made.id if made is not None else None


def _put(account: Account, given: Json) -> int | None:
    made = account.updates.put(_text(given, "kind"), _object(given.get("payload")), whole(given.get("update_id")))
    return made.id if made is not None else None


def _fault(given: Json) -> Fault:
    times = given.get("times", 1)
    return Fault(
        Kind(_text(given, "kind")),
        _number(given.get("seconds", 1.0)),
        None if times is None else int(_number(times)),
        int(_number(given.get("after", 0))),
    )


def _seen(message: Message) -> Json:
    return {
        "id": message.id,
        "text": message.text,
        "labels": message.labels,
        "is_from_bot": message.is_from_bot,
        "edits": message.edits,
    }


def _update(update: Update) -> Json:
    return {
        "id": update.id,
        "kind": update.kind,
        "chat": update.chat,
        "made_at": update.made_at,
        "handed_at": update.handed_at,
        "confirmed_at": update.confirmed_at,
    }


def _state(account: Account) -> Json:
    flood = account.flood
    return {
        "pending": len(account.updates.pending),
        "is_polled": account.updates.is_polled,
        "counts": account.record.counts,
        "flood": {
            "taken": flood.taken,
            "violations": flood.violations,
            "impatient": flood.impatient,
            "most_in_a_second": flood.most_in_a_second,
        },
        "posts": account.hook.posts,
    }
