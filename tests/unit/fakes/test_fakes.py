"""The fakes do what the tests that use them believe."""

import asyncio
from itertools import count

import pytest

from bot.model.dialogue import State
from bot.model.effects import Admit, EraseLearner, Ignore, Say
from bot.model.errors import Gone
from bot.model.events import Arrived, ChoicePressed, Media, MediaReceived, TextReceived
from bot.model.ids import Address, ChoiceId
from bot.model.message import Choice, Kind, Message
from bot.model.text import paragraph, plain
from bot.service.world import CrashPoint
from bot.tutor.context import Context
from tests.doors.person import Offered
from tests.doors.telegram import read
from tests.doors.web import Page
from tests.fakes.bot_api import chats
from tests.fakes.bot_api.arguments import Json
from tests.fakes.push import Call, FakePush
from tests.fakes.script import HELLO, Script
from tests.fakes.tutor import Broken, Clock, NoLessons, message, step, tutor

BAC = Address("push", "default", "bac")
EM = Address("push", "default", "em")


def context() -> Context:
    parts = tutor()
    now = Clock().at
    return Context(now, now.date(), NoLessons.catalog, parts.phrases, parts.operator)


def test_the_script_says_what_it_is_told_once_and_knows_what_was_meant() -> None:
    script = Script()
    first = script.tutor.step(State(), Arrived(), context())
    assert first.effects == (Say(HELLO, key="k1"),)
    assert isinstance(script.tutor.step(first.state, Arrived(), context()).effects[0], Ignore)
    way = Choice(ChoiceId("menu:x"), "Tiếp")
    script.says = (Message(Kind.CARD, paragraph("Thẻ."), (way,)),)
    offered = script.tutor.step(first.state, TextReceived("nói đi"), context())
    for event in (
        TextReceived("1"),
        ChoicePressed(way.id),
        ChoicePressed(ChoiceId("menu:y")),
        MediaReceived(Media.FILE),
    ):
        step = script.tutor.step(offered.state, event, context())
        assert isinstance(step.effects[0], Ignore), "it was said already"
    assert script.meant == [None, way.id, way.id, None, None]


def test_whoever_comes_to_the_script_may_have_a_code() -> None:
    script = Script()
    for event in (Arrived(), Arrived(code="L12"), TextReceived("/start"), TextReceived("/start L_1-2")):
        script.tutor.step(State(), event, context())
    assert script.codes == ["", "L12", "", "L_1-2"]
    assert script.arrived == []


def test_a_page_is_read_as_a_browser_reads_it() -> None:
    told = '<span class="who">máy</span><p>một<br><a href="https://a.example">hai</a> &lt;b&gt;</p><time>08:30</time>'
    page = Page(
        f'<article data-number="3" data-from="machine">{told}</article>'
        '<input type="hidden" name="id" value="abc">'
        '<button name="choice" value="menu:x" data-choice="menu:x">Tiếp</button>'
    )
    assert page.said == [(3, "machine", "một\nhai (https://a.example) <b>")]
    assert page.offered == [Offered("Tiếp", id="menu:x")]
    assert page.token == "abc"


@pytest.mark.parametrize("bad", ["<script>x</script>", '<p onclick="x">y</p>', "<img src=x>", '<a href="data:x">y</a>'])
def test_a_page_that_does_harm_is_not_read(bad: str) -> None:
    with pytest.raises(AssertionError):
        Page(f'<article data-number="3" data-from="machine">{bad}</article>')


def test_a_phone_is_read_as_a_person_reads_it() -> None:
    chat = chats.Chat(7, {"type": "private"}, count(1))
    buttons = [{"text": "A", "callback_data": "l:a"}, {"text": "Tiếp", "callback_data": "menu:x"}]
    link = {"type": "text_link", "offset": 3, "length": 3, "url": "https://a.example"}
    keyboard: Json = {"inline_keyboard": [[{"text": "Chép", "copy_text": {"text": "x"}}], buttons]}
    content: Json = {"text": "👵 hai\n1. ba\n\nA. Có lúc sai", "entities": [link]}
    words, offered = read(chats.Message(1, chat, {}, 0, content, is_from_bot=True, keyboard=keyboard))
    assert words == "👵 hai (https://a.example)\n1. ba"
    assert offered == [Offered("Có lúc sai", "A", "l:a"), Offered("Tiếp", id="menu:x")]


async def test_the_platform_takes_what_it_is_given() -> None:
    push = FakePush()
    assert await push.send(BAC, message("một"), edits=None) == "m1"
    assert await push.send(BAC, message("hai"), edits="m1") == "m2"
    assert push.taken == [Call("bac", "một"), Call("bac", "hai", "m1")]
    assert push.texts("em") == []


async def test_the_platform_fails_as_often_as_it_is_told() -> None:
    push = FakePush()
    push.errors["bac"] = [Gone("blocked")]
    with pytest.raises(Gone):
        await push.send(BAC, message("một"), edits=None)
    await push.send(BAC, message("hai"), edits=None)
    assert push.texts("bac") == ["hai"]


async def test_the_platform_notices_calls_at_once() -> None:
    push = FakePush()
    push.held = {"bac"}
    calls = [asyncio.create_task(push.send(at, message("x"), edits=None)) for at in (BAC, BAC, EM)]
    await asyncio.sleep(0)
    assert push.most_at_once == 3
    assert push.overlapping == {"bac"}
    await calls[2]
    assert push.texts("bac") == []
    push.let_go.set()
    await asyncio.gather(*calls)
    assert push.texts("bac") == ["x", "x"]


def test_the_tutor_counts_and_answers() -> None:
    first = step(State(), TextReceived("chào"), context())
    assert first.state.turn == 1
    (say,) = first.effects
    assert isinstance(say, Say)
    assert plain(say.message.text) == "1 chào"
    assert isinstance(step(first.state, TextReceived("vào"), context()).effects[0], Admit)
    assert isinstance(step(first.state, Arrived(), context()).effects[0], Ignore)
    erased = step(first.state, TextReceived("xoá"), context())
    assert erased.state == State()
    assert isinstance(erased.effects[0], EraseLearner)
    with pytest.raises(Broken):
        step(first.state, TextReceived("hỏng"), context())


def test_the_clock_moves_only_when_told() -> None:
    clock = Clock()
    world = clock.world
    before = world.now()
    assert (world.monotonic(), world.draw()) == (0.0, 0.5)
    clock.move(minutes=2)
    assert (world.now() - before).total_seconds() == world.monotonic() == 120
    assert world.token() != world.token()
    world.reach(CrashPoint.CLAIMED)
    assert clock.reached == [CrashPoint.CLAIMED]
