"""What each kind of update means: recorded ones of every kind, and whatever else a server could send."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.base import Ignored, Incoming
from bot.channels.telegram.contents import CONTENTS, SERVICES
from bot.channels.telegram.parse import ALLOWED_UPDATES, parse
from bot.model import codec
from bot.model.events import Event, TextReceived

BOT = "banhoc_bot"
RECORDED = [
    json.loads(line) for line in Path(__file__).with_name("updates.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Made by hand after the specification, Telegram Bot API 10.3; none is of a person who exists."""

KINDS = json.loads(Path(__file__).with_name("kinds.json").read_text(encoding="utf-8"))
UPDATE_KINDS, MESSAGE_KINDS = frozenset(KINDS["updates"]), frozenset(KINDS["messages"])
MEANT = {"message", "edited_message", "callback_query", "my_chat_member"}
PRIVATE = {"id": 5012345678, "type": "private", "first_name": "Hoa"}
PERSON = {"id": 5012345678, "is_bot": False, "first_name": "Hoa"}


@pytest.mark.parametrize("record", RECORDED, ids=lambda record: record["about"])
def test_what_a_recorded_update_means(record: Mapping[str, Mapping[str, object]]) -> None:
    update, expected = record["update"], record["expect"]
    read = parse(update, BOT)
    assert read.update_id == update["update_id"]
    assert read.callback_id == expected.get("callback_id")
    if isinstance(read, Incoming):
        assert codec.dump(read.event, Event) == expected["event"]
        assert read.peer == expected["peer"]
    else:
        assert read.reason == expected["ignored"]


def test_every_kind_of_update_and_of_message_is_recorded() -> None:
    kinds = {kind for record in RECORDED for kind in record["update"]}
    messages = [record["update"]["message"] for record in RECORDED if "message" in record["update"]]
    assert UPDATE_KINDS - kinds == set()
    assert MESSAGE_KINDS - {kind for message in messages for kind in message} == set()


def test_every_kind_of_message_is_known() -> None:
    assert {"text", *CONTENTS} | SERVICES == MESSAGE_KINDS
    assert not SERVICES & {"text", *CONTENTS}


def test_only_what_may_mean_something_is_asked_for() -> None:
    assert set(ALLOWED_UPDATES) == MEANT
    told = {kind for record in RECORDED if "event" in record["expect"] for kind in record["update"]}
    assert told - {"update_id"} == MEANT


@pytest.mark.parametrize("kind", sorted(SERVICES))
def test_nobody_is_answered_for_what_the_service_notes(kind: str) -> None:
    update = {"update_id": 1, "message": {"message_id": 2, "from": PERSON, "chat": PRIVATE, kind: {}}}
    assert parse(update, BOT) == Ignored(1, f"a note by Telegram: {kind}")


def test_a_bot_that_does_not_know_its_name_is_called_by_commands_alone() -> None:
    chat = {"id": -100123, "type": "supergroup"}

    def calling(**message: object) -> Incoming | Ignored:
        return parse({"update_id": 1, "message": {"from": PERSON, "chat": chat, **message}})

    assert isinstance(calling(text="/start"), Incoming)
    assert isinstance(calling(text="/start@"), Incoming)
    assert isinstance(calling(text="@ ơi"), Ignored)
    assert isinstance(calling(text="/start@banhoc_bot"), Ignored)
    assert isinstance(calling(text="hay", reply_to_message={"from": {"is_bot": True}}), Ignored)


def test_a_reply_names_the_message_of_the_bots_own() -> None:
    for author, replies_to in (({"is_bot": True}, "41"), ({"is_bot": False}, ""), ({}, "")):
        told = {"message_id": 42, "from": PERSON, "chat": PRIVATE, "text": "Bác bấm vào đây"}
        read = parse({"update_id": 1, "message": {**told, "reply_to_message": {"message_id": 41, "from": author}}})
        assert isinstance(read, Incoming)
        assert read.event == TextReceived("Bác bấm vào đây", "42", replies_to)


@pytest.mark.parametrize(("message_id", "mark"), [(7, "7"), (0, ""), ("7", ""), (None, "")])
def test_a_text_that_can_be_deleted_says_how(message_id: object, mark: str) -> None:
    message = {"message_id": message_id, "from": PERSON, "chat": PRIVATE, "text": "chào"}
    assert parse({"update_id": 1, "message": message}) == Incoming(1, "5012345678", TextReceived("chào", mark))


@pytest.mark.parametrize(
    "update", [None, 1, "x", [], {}, {"update_id": "1"}, {"update_id": True}, {"update_id": 2**60}]
)
def test_what_is_no_update_is_told(update: object) -> None:
    assert parse(update, BOT) == Ignored(None, "no update")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(sorted(UPDATE_KINDS | MESSAGE_KINDS | {"chat", "from", "type", "id", "status", "data"})),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def harmless(update: object) -> None:
    read = parse(update, BOT)
    if isinstance(read, Incoming):
        assert read.peer.removeprefix("-").isdigit()
        codec.dumps(read.event, Event).encode()
    else:
        assert read.reason
    str(read.callback_id).encode()


@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from(sorted(UPDATE_KINDS)))
def test_any_json_is_taken(value: object, kind: str) -> None:
    harmless(value)
    harmless({"update_id": 1, kind: value})


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_recorded_update_with_anything_in_it_is_taken(data: st.DataObject) -> None:
    update = json.loads(json.dumps(data.draw(st.sampled_from(RECORDED))["update"]))
    place = update
    while True:
        key = data.draw(st.sampled_from(sorted(place)))
        if not isinstance(place[key], dict) or not place[key] or data.draw(st.booleans()):
            place[key] = data.draw(JSON)
            break
        place = place[key]
    harmless(update)
