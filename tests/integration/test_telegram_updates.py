"""Whatever may arrive from Telegram, through the whole program: answered in kind, taken once, and never a fault."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from sqlalchemy import Connection, Table, func, select
from structlog.testing import capture_logs

from bot.app.site import open_web
from bot.app.telegram import SECRET_HEADER
from bot.channels.telegram.contents import CONTENTS
from bot.store.tables import attempt, inbox, learner, outbox
from tests.doors.telegram import SENT
from tests.fakes.bot_api import contents
from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.server import BotApi, bot_api
from tests.fakes.bot_api.updates import KINDS
from tests.integration.test_telegram import House, api, bac, heard, house, house_of, taps, until, until_said
from tests.ports import free_port

__all__ = ["api", "bac", "house"]
"""Fixtures, here too."""


TO_THE_FIRST_CARD = ("Đồng ý, học luôn", "Bác", "Chưa biết, cứ học từ đầu")
RECORDED = Path(__file__).parents[1] / "unit/channels/telegram/updates.jsonl"

ANSWERS = {
    "photo": "chưa xem được ảnh",
    "video": "chưa xem được video",
    "voice": "chưa nghe được tiếng",
    "sticker": "Cảm ơn bác",
    "document": "không mở được tệp",
    "location": "không cần gửi vị trí",
    "contact": "không cần số điện thoại",
    "poll": "chỉ đọc được chữ",
    "edited": "chỉ đọc tin mới gửi",
}
"""Words of the answer to each kind of thing that somebody sends."""


async def states(house: House) -> dict[str, int]:
    """How many events and messages stand where."""

    def counted(connection: Connection) -> dict[str, int]:
        return {
            f"{table.name} {state}": number
            for table in (inbox, outbox)
            for state, number in connection.execute(select(table.c.state, func.count()).group_by(table.c.state))
        }

    return await house.store.read(counted)


async def settled(house: House) -> None:
    """Waits until all that happened is confirmed and nothing is on its way."""

    async def open_rows() -> str:
        counted = await states(house)
        return " ".join(name for name in ("outbox waiting", "outbox sending", "inbox waiting") if name in counted)

    await until(lambda: not house.api.bot.updates.pending)
    await until_said(open_rows, "")


async def count(house: House, table: Table) -> int:
    """How many rows stand in a table."""
    counting = select(func.count()).select_from(table)
    return await house.store.read(lambda connection: connection.execute(counting).scalar_one())


def faults(logs: Sequence[Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
    """What was logged that somebody should look at."""
    return [line for line in logs if line["log_level"] in {"error", "critical"}]


async def test_whatever_a_person_sends_is_answered_in_kind_and_the_lesson_waits(house: House, bac: Person) -> None:
    assert ANSWERS.keys() == SENT.keys()
    assert {media for media, _ in SENT.values()} >= set(CONTENTS.values())
    await heard(bac, bac.starts)
    await taps(bac, *TO_THE_FIRST_CARD)
    with capture_logs() as logs:
        for kind, (_, send) in SENT.items():
            before = len(bac.heard)
            await heard(bac, partial(send, bac))
            await settled(house)
            said = " ".join(bac.texts[before:])
            assert ANSWERS[kind] in said, kind
        await heard(bac, lambda: bac.types("/hoc"))
        assert "2/8" in await taps(bac, "Tiếp")
    assert faults(logs) == []
    assert await count(house, attempt) == 0


async def test_pictures_that_are_sent_together_are_answered_once(house: House, bac: Person, api: BotApi) -> None:
    await heard(bac, bac.starts)
    await taps(bac, *TO_THE_FIRST_CARD)
    before = len(bac.texts)
    for _ in range(5):
        bac.sends({**contents.photo(api.bot), "media_group_id": "13890412345678901"})
    await settled(house)
    assert len(bac.texts) == before + 1
    assert ANSWERS["photo"] in bac.texts[-1]


async def test_what_is_forwarded_is_read_as_if_it_was_written(house: House, bac: Person, api: BotApi) -> None:
    await heard(bac, bac.starts)
    await taps(bac, *TO_THE_FIRST_CARD)
    origin: Json = {"type": "hidden_user", "sender_user_name": "Trúng thưởng", "date": 1}
    forwarded: Json = {"forward_origin": origin}
    said = await heard(bac, lambda: bac.sends({**contents.said("Chúc mừng bạn đã trúng xe máy"), **forwarded}))
    assert said
    assert ANSWERS["photo"] in await heard(bac, lambda: bac.sends({**contents.photo(api.bot), **forwarded}))


async def test_nobody_is_told_of_answers_to_polls(house: House, api: BotApi) -> None:
    await until(lambda: api.bot.updates.is_polled)
    assert api.bot.updates.put("poll_answer", {"poll_id": "1", "option_ids": [0]}) is None


async def test_a_group_that_moves_while_it_waits_for_a_word_harms_nobody(
    api: BotApi, tmp_path: Path, bac: Person
) -> None:
    group = api.group(-100, "Lớp học AI xã Sơn Cẩm")
    group.types(bac, "/start")
    moved = group.migrates(bac)
    with capture_logs() as logs:
        async with house_of(api, tmp_path) as house:
            await settled(house)
            assert group.texts == []
            moved.types(bac, "/start")
            await until(lambda: moved.texts)
            assert "riêng" in moved.texts[0]
            assert await heard(bac, bac.starts)
            await settled(house)
            assert await states(house) == {"inbox handled": 3, "outbox sent": 2, "outbox gone": 1}
            assert await count(house, learner) == 0
    assert faults(logs) == []


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_what_arrives_twice_and_in_the_wrong_order_counts_once(
    api: BotApi, tmp_path: Path, bac: Person, *, is_restarted: bool
) -> None:
    api.bot.updates.replays = api.bot.updates.reversals = 10_000
    async with house_of(api, tmp_path) as house:
        await heard(bac, bac.starts)
        await taps(bac, *TO_THE_FIRST_CARD, "Tiếp", "Tiếp", "Tiếp")
        assert "4/8" in bac.texts[-1]
        if not is_restarted:
            await _checked_once(house, bac)
    if is_restarted:
        async with house_of(api, tmp_path) as house:
            await _checked_once(house, bac)


async def _checked_once(house: House, bac: Person) -> None:
    check = bac.heard[-1]
    for _ in range(5):
        bac.presses("Ứng dụng viết thư hộ", on=check)
    await settled(house)
    await until(lambda: all(len(update.handed_at) > 1 for update in house.api.bot.updates.all))
    await settled(house)
    assert await count(house, attempt) == 1
    assert len([message for message in bac.heard if message.id > check.id]) <= 1
    texts = [message.text for message in bac.heard]
    assert len(texts) == len(set(texts)), "nothing is said twice"


async def test_a_confirmation_that_is_lost_brings_nothing_twice(house: House, bac: Person, api: BotApi) -> None:
    await heard(bac, bac.starts)
    for kind in (Kind.DROP_AFTER, Kind.DROP_BEFORE, Kind.SERVER_ERROR):
        api.bot.faults.add("getUpdates", Fault(kind))
        before = len(bac.texts)
        assert await heard(bac, lambda: bac.types("/privacy"))
        assert await heard(bac, lambda: bac.types("/help"))
        await settled(house)
        assert len(bac.texts) == before + 2


BAD = {
    "nothing": (b"", 400),
    "no JSON": (b"{'update_id': 1}", 400),
    "half a JSON": (b'{"update_id": 1, "message": {', 400),
    "a list": (b"[1]", 400),
    "no UTF-8": (b'{"update_id": 1, "message": "\xff\xfe"}', 400),
    "too deep": (b'{"a":' * 50_000, 400),
    "too long": (b'{"a": "' + b"x" * 1024 * 1024 + b'"}', 413),
}


async def test_garbage_to_the_webhook_is_refused_and_nobody_notices(api: BotApi, tmp_path: Path, bac: Person) -> None:
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    with capture_logs() as logs:
        async with house_of(api, tmp_path, here, telegram_mode="webhook") as house:
            site = open_web(house.app, house.settings, house.store, [house.bot])
            async with TestServer(site, host="127.0.0.1", port=port), ClientSession(here) as stranger:
                await until(lambda: api.bot.hook.settings is not None)
                hook = house.bot.hook
                assert hook is not None
                signed = {SECRET_HEADER: hook.secret}
                asked = [(hook.path, signed, *bad) for bad in BAD.values()]
                asked += [(hook.path, {}, b'{"update_id": 1}', 403), (f"{hook.path}x", signed, b"{}", 404)]
                for path, headers, body, status in asked:
                    async with stranger.post(path, data=BytesIO(body), headers=headers) as answer:
                        assert answer.status == status, body[:40]
                        told = await answer.text()
                        assert not any(word in told for word in ("Traceback", "Error", hook.secret, hook.path))
                # JSON objects that are no update, or one that means nothing: taken, so that they do not come again.
                for harmless in ({}, {"update_id": "x"}, {"update_id": 5}, {"update_id": 6, "message": 7}):
                    async with stranger.post(hook.path, json=harmless, headers=signed) as answer:
                        assert answer.status == 200
                assert await heard(bac, bac.starts)
                assert len(bac.texts) == 1
                assert await house.fault() == ""
    assert faults(logs) == []


async def test_the_button_that_takes_a_secret_back_can_be_pressed_as_often_and_as_late_as_one_likes(
    house: House, bac: Person, api: BotApi
) -> None:
    await heard(bac, bac.starts)
    await taps(bac, *TO_THE_FIRST_CARD)
    for days in (0, 3):
        secret = f"số của tôi là 0912 345 67{days}"
        await heard(bac, partial(bac.types, secret))
        own, offer = bac.sees[-2:]
        assert own.text == secret
        own.date -= days * 24 * 3600
        (label,) = [each for row in offer.labels for each in row if "Xoá" in each]
        with capture_logs() as logs:
            for _ in range(20):
                bac.presses(label, on=offer)
            for forged in ("wipe:", "wipe:999999", "wipe:abc", "wipe:-1", "wipe:0", f"wipe:{2**70}", "wipe:1:2"):
                bac.forges(forged, on=offer)
            await settled(house)
            await until(lambda: all(press.answer is not None for press in bac.presses_made))
        assert faults(logs) == []
        assert any(message.text == secret for message in bac.sees) is (days > 2), "after 48 hours no bot deletes it"
        assert "inbox parked" not in await states(house)


async def test_every_kind_of_update_goes_through_the_whole_program(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in RECORDED.read_text(encoding="utf-8").splitlines()]
    assert {kind for line in lines for kind in line["update"]} >= KINDS
    async with bot_api() as api:
        api.bot.username = "banhoc_bot"
        peers = {int(line["expect"]["peer"]) for line in lines if "peer" in line["expect"]}
        person, *others = [api.person(peer) for peer in peers if peer > 0]
        assert not others
        assert person.texts == []
        groups = [api.group(peer, "Tổ công nghệ số") for peer in peers if peer < 0]
        assert len(groups) == 2
        with capture_logs() as logs:
            async with house_of(api, tmp_path) as house:
                await until(lambda: house.bot.link)
                api.bot.updates.allowed = KINDS  # whatever was asked for: a queue may hold what was asked for before
                for line in lines:
                    (kind,) = line["update"].keys() - {"update_id"}
                    assert api.bot.updates.put(kind, line["update"][kind], line["update"]["update_id"]) is not None
                await settled(house)
                assert all(update.confirmed_at is not None for update in api.bot.updates.all)
                meant = sum("event" in line["expect"] for line in lines)
                counted = await states(house)
                assert counted.keys() <= {"inbox handled", "outbox sent", "outbox gone"}
                assert counted["inbox handled"] == meant
                assert person.texts
                assert all(len(group.texts) >= 1 for group in groups)
                assert await heard(person, lambda: person.types("/menu"))
                assert await house.fault() == ""
        assert faults(logs) == []
        ignored = [line for line in logs if line["event"] == "intake.ignored"]
        assert len(ignored) == len(lines) - meant


async def test_two_programs_on_one_token_are_told_and_do_not_storm(api: BotApi, tmp_path: Path, bac: Person) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    async with house_of(api, tmp_path / "here") as here:
        await heard(bac, bac.starts)
        async with house_of(api, tmp_path / "there") as there:
            await until_said(here.fault, "Somebody else fetches")
            await until_said(there.fault, "Somebody else fetches")
            seen = len(api.calls())
            await asyncio.sleep(2.0)
            assert len(api.calls()) - seen <= 10
        assert await heard(bac, lambda: bac.types("/menu"))
        await until_said(here.fault, "")
