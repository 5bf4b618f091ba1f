"""Nouns as JSON and back."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import codec
from bot.model.attempt import Attempt, Grade
from bot.model.codec import STATE_VERSION, UPCASTERS, Misread
from bot.model.dialogue import AccountStage, Adjusting, Bookmark, Learning, Menu, Scene, State
from bot.model.events import Event, TextReceived
from bot.model.ids import Address, ChoiceId, ContentHash, LessonId, OptionId, StepId
from bot.model.learner import Consent, Experience, FormOfAddress, NotebookEntry, Profile, Progress, Record
from bot.model.lesson import Audience, Catalog, Fact, Goal, Lesson, Option, Source, Track
from bot.model.message import Choice, Message
from bot.model.text import Text
from tests.bank import FIRST, catalog

STATES = Path(__file__).parent / "states"
NOUNS = (Address, Attempt, Bookmark, Consent, Event, Fact, Grade, Menu, Message, NotebookEntry, Option, Profile)
MORE = (Progress, Record, Scene, Source, State, Text, Track)

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))  # no noun holds a time without a zone
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))  # JSON has no others


@pytest.mark.parametrize("noun", NOUNS + MORE, ids=str)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_every_noun_survives_its_json(noun: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(noun))
    written = codec.dumps(value, noun)
    assert codec.loads(written, noun) == value
    assert codec.load(json.loads(written), noun) == value
    assert codec.dumps(codec.loads(written, noun), noun) == written


@settings(max_examples=50, deadline=None)
@given(st.builds(State))
def test_a_state_survives_its_versioned_json(state: State) -> None:
    assert codec.load_state(codec.dump_state(state)) == state


def test_equal_nouns_give_equal_strings() -> None:
    assert codec.dumps(Grade({}, 1.0)) == codec.dumps(Grade({}, 1.0, (), ()))
    assert codec.dumps(catalog()) == codec.dumps(catalog())


def test_json_is_small_and_readable() -> None:
    assert codec.dumps(TextReceived("chào"), Event) == '{"is":"text_received","text":"chào"}'
    assert codec.dumps(Adjusting(AccountStage.DATA), Scene) == '{"is":"adjusting","stage":"data"}'
    assert codec.dumps(date(2026, 11, 24)) == '"2026-11-24"'


def test_times_are_written_in_utc_and_never_without_a_zone() -> None:
    hanoi = datetime(2026, 11, 24, 8, 30, tzinfo=timezone(timedelta(hours=7)))
    assert codec.dump(Consent("1", hanoi)) == {"version": "1", "given_at": "2026-11-24T01:30:00+00:00"}
    with pytest.raises(ValueError, match="zone"):
        codec.dump(Consent("1", hanoi.replace(tzinfo=None)))


@pytest.mark.parametrize(
    ("raw", "noun"),
    [
        ("", Message),
        ("{", Message),
        ("[]", Message),
        ("null", Message),
        ("{}", Message),
        ('{"is":"text_received"}', Event),
        ('{"is":"gone","text":"x"}', Event),
        ('{"text":"x"}', Event),
        ('{"is":"arrived","extra":1}', Event),
        ('{"version":"1","given_at":"hôm qua"}', Consent),
    ],
)
def test_what_is_no_such_noun_is_told(raw: str, noun: type) -> None:
    with pytest.raises(Misread):
        codec.loads(raw, noun)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("", "versioned"),
        ("[]", "versioned"),
        ("1", "versioned"),
        ("{}", "versioned"),
        ('{"v":"1"}', "version '1'"),
        ('{"v":null}', "version None"),
        ('{"v":0}', "version 0"),
        (f'{{"v":{STATE_VERSION + 1}}}', f"version {STATE_VERSION + 1}; this program reads 1 to {STATE_VERSION}"),
        ('{"v":1,"scene":{"is":"flying"}}', "not a State"),
        ('{"v":1,"wings":2}', "not a State"),
    ],
)
def test_what_is_no_state_of_a_known_version_is_told(raw: str, told: str) -> None:
    with pytest.raises(Misread, match=told):
        codec.load_state(raw)


RECORDED = {
    1: State(
        Learning(),
        Profile(
            Consent("2026-11-24", datetime(2026, 11, 24, 1, 30, tzinfo=UTC), by_guardian=True),
            FormOfAddress.BAC,
            "en",
            "vi",
            "Hoa",
            Audience.ELDERLY,
            Experience.NEVER,
            Goal.SAFETY,
            "hue",
            wants_news=False,
        ),
        Bookmark(
            LessonId("ai-co-sai-khong"),
            3,
            ContentHash("ab12"),
            StepId("kiem-tra"),
            2,
            1,
            (OptionId("co"), OptionId("khong")),
            is_answered=True,
            is_evidence_asked=True,
        ),
        Menu(
            (
                Choice(ChoiceId("l:ai-co-sai-khong:kiem-tra:3:7:co"), "Có", is_answer=True),
                Choice(ChoiceId("m:menu"), "Về trang chính"),
            ),
            datetime(2026, 11, 24, 1, 31, tzinfo=UTC),
        ),
        7,
        datetime(2026, 11, 24, 1, 31, tzinfo=UTC),
    )
}
"""What the recorded file of each version says."""


@pytest.mark.parametrize("version", range(1, STATE_VERSION + 1))
def test_a_recorded_state_of_every_version_is_still_read(version: int) -> None:
    recorded = (STATES / f"v{version}.json").read_text(encoding="utf-8")
    assert codec.load_state(recorded) == RECORDED[version]


def test_the_newest_version_is_written_as_recorded() -> None:
    recorded = (STATES / f"v{STATE_VERSION}.json").read_text(encoding="utf-8")
    assert json.loads(codec.dump_state(RECORDED[STATE_VERSION])) == json.loads(recorded)


def test_every_version_has_a_recorded_file_and_a_way_up() -> None:
    assert sorted(STATES.glob("*.json")) == [STATES / f"v{version}.json" for version in range(1, STATE_VERSION + 1)]
    assert sorted(UPCASTERS) == list(range(1, STATE_VERSION))


def test_an_old_version_is_read_by_one_step_after_the_other() -> None:
    upcasters = {
        2: lambda written: {**written, "turn": 7},
        3: lambda written: {**written, "turn": int(str(written["turn"])) + 1},
    }
    assert codec.upcast({"a": 1}, 2, 4, upcasters) == {"a": 1, "turn": 8}
    assert codec.upcast({"turn": 1}, 3, 4, upcasters) == {"turn": 2}
    assert codec.upcast({"turn": 1}, 4, 4, upcasters) == {"turn": 1}


def test_lessons_read_back_as_they_were() -> None:
    bank = catalog()
    assert codec.loads(codec.dumps(FIRST), Lesson) == FIRST
    assert codec.loads(codec.dumps(bank), Catalog) == bank


def test_each_string_is_changed_before_it_is_written() -> None:
    choices = (Choice(ChoiceId("một"), "Một", is_answer=True), Choice(ChoiceId("hai"), "Hai\nba"))
    written = codec.dumps_changed(Menu(choices, datetime(2026, 11, 24, tzinfo=UTC)), str.upper)
    assert [(each["id"], each["label"], each.get("is_answer")) for each in json.loads(written)["choices"]] == [
        ("MỘT", "MỘT", True),
        ("HAI", "HAI\nBA", None),
    ]
