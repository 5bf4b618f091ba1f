"""The door of a class over the real program: its lines, its two taps, and its place in the limit on new browsers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Connection, select
from yarl import URL

from bot.app import App, open_app
from bot.app.demo import demo_class
from bot.app.site import open_web
from bot.model.classroom import Classroom
from bot.model.staff import Invitation, Role, key_of
from bot.service.world import World
from bot.store import staff
from bot.store.classrooms import all_classes, close_class
from bot.store.engine import Store
from bot.store.tables import enrolment
from bot.web.devices import COOKIE, ERASED
from bot.web.limits import NEW_DEVICES, NEW_IN_CLASS
from tests.integration.test_own_pages import read, store, with_code, words
from tests.integration.test_web_chat import Client, bubbles, choice, opened, sent, settings_of, to_first_card, token

__all__ = ["store"]  # a fixture: pytest looks for it here


@pytest.fixture
async def app(store: Store, tmp_path: Path) -> AsyncIterator[App]:
    async with open_app(settings_of(tmp_path), store, World.system()) as found:
        yield found


@pytest.fixture
async def client(app: App, store: Store, tmp_path: Path) -> AsyncIterator[Client]:
    async with TestClient(TestServer(open_web(app, settings_of(tmp_path), store))) as found:
        yield found


@pytest.fixture
async def classroom(app: App, store: Store) -> Classroom:
    """The class that a demo opens."""
    made = await demo_class(app, store)
    assert await demo_class(app, store) == made, "once"
    return made


async def by_door(client: Client, code: str) -> str:
    answer = await client.get(f"/j/{code}")
    assert (answer.status, answer.url.path) == (200, "/")
    return await answer.text()


async def test_two_taps_lead_from_the_door_to_the_first_card(client: Client, classroom: Classroom) -> None:
    page = await by_door(client, classroom.code)
    (said,) = bubbles(page)
    assert "Lớp 1: Làm quen với AI" in said
    assert "Lúc bí, có người thật giúp: Cô Hoa (tên ví dụ), Nhà văn hoá thôn (ví dụ)." in " ".join(said.split())
    page = await sent(client, choice(page, "Đồng ý, học luôn"))
    page = await sent(client, choice(page, "Bác"))
    assert "Cụ Hoà trồng chè" in bubbles(page)[-1]
    assert "Bác học lớp 1: Làm quen với AI." in words(await read(client, "/dulieu"))
    assert '"classroom_number": 1' in await read(client, "/dulieu.json")
    answer = await client.post("/the", data={"id": token(page)})
    assert "Bác học lớp 1: Làm quen với AI." in words(await answer.text()), "on the card, beside the return code"


@pytest.mark.parametrize("typed", ["{}/", "{}.", "%20{}", "{}%20", "{}./"])
async def test_an_address_typed_by_hand_leads_in_as_well(client: Client, classroom: Classroom, typed: str) -> None:
    answer = await client.get(URL(f"/j/{typed.format(classroom.code)}", encoded=True))
    assert (answer.status, answer.url.path) == (200, "/")
    assert "Lớp 1: Làm quen với AI" in bubbles(await answer.text())[-1]


async def test_a_mere_look_at_the_link_brings_nobody(client: Client, classroom: Classroom) -> None:
    for _ in range(NEW_DEVICES + 1):
        answer = await client.head("/j/lop-cu", allow_redirects=False)
        assert (answer.status, answer.headers["Location"], "Set-Cookie" in answer.headers) == (303, "/#moi", False)
    assert await come(client, "/j/lop-cu") == 303, "the network's allowance is whole"


async def test_once_the_class_is_closed_its_mentors_name_stands_nowhere(
    client: Client, store: Store, classroom: Classroom
) -> None:
    page = await sent(client, choice(await by_door(client, classroom.code), "Đồng ý, học luôn"))
    assert classroom.mentor in page
    assert classroom.mentor in await read(client, "/dulieu.json")
    await store.write(lambda connection: close_class(connection, classroom.code, World.system().now()))
    page = await opened(client)
    assert f"Lúc bí, có người thật giúp: {classroom.place}." in " ".join(bubbles(page)[0].split())
    assert "Cô Hoa" not in page
    assert "Cô Hoa" not in await read(client, "/dulieu.json")


async def test_who_learns_already_comes_back_to_their_place_and_into_the_class(
    client: Client, store: Store, classroom: Classroom
) -> None:
    page = await to_first_card(client)
    place = bubbles(page)[-1].split()[-10:]
    for told in ("Bác đã vào lớp 1", "Bác đang ở lớp 1"):
        said = bubbles(await by_door(client, classroom.code.upper()))[-1]
        assert told in said
        assert said.split()[-10:] == place
        assert "Đơn vị phụ trách" not in said
    (kept,) = await store.read(all_classes)
    assert kept.learners == 1


async def test_who_types_their_return_code_at_the_door_comes_back_into_the_class(
    client: Client, store: Store, classroom: Classroom
) -> None:
    code = await with_code(client)
    client.session.cookie_jar.clear()
    page = await sent(client, choice(await by_door(client, classroom.code), "Đã học rồi, có mã quay lại"))
    said = bubbles(await sent(client, {"id": token(page), "text": code}))[-1]
    assert "Bác đã vào lớp 1: Làm quen với AI." in said
    assert "Cụ Hoà trồng chè" in said
    (kept,) = await store.read(all_classes)
    assert kept.learners == 1


@pytest.mark.parametrize("has_form", [True, False])
async def test_who_has_agreed_never_sees_the_first_screen_by_a_door(
    client: Client, classroom: Classroom, has_form: bool
) -> None:
    page = await sent(client, choice(await opened(client), "Đồng ý, học luôn"))
    if has_form:
        await sent(client, choice(page, "Bác"))
    for code in (classroom.code, "lop-cu"):
        assert "Đơn vị phụ trách" not in bubbles(await by_door(client, code))[-1]


async def test_of_who_is_erased_no_enrolment_stays(client: Client, store: Store, classroom: Classroom) -> None:
    page = await by_door(client, classroom.code)
    page = await sent(client, choice(page, "Đồng ý, học luôn"))
    await client.post("/dulieu/xoa", data={"id": token(page)})
    (kept,) = await store.read(all_classes)
    assert kept.learners == 0


async def test_the_windows_of_an_erased_browser_say_so_for_a_while(client: Client) -> None:
    page = await to_first_card(client)
    assert "Mọi thứ đã được xoá" not in page
    await client.post("/dulieu/xoa", data={"id": token(page)})
    kept = {each.key: each for each in client.session.cookie_jar}
    assert (COOKIE in kept, kept[ERASED].value, kept[ERASED]["max-age"]) == (False, "1", "600")
    page = await sent(client, {"id": token(page), "text": "gõ ở cửa sổ khác"})
    assert "Mọi thứ đã được xoá theo ý bạn." in page
    assert len(bubbles(page)) == 1
    assert "Mọi thứ đã được xoá" in await opened(client), "in each of its windows"
    page = await sent(client, choice(page, "Đồng ý, học luôn"))
    assert "Mọi thứ đã được xoá" not in page


async def come(client: Client, path: str) -> int:
    """Somebody new of the same network."""
    client.session.cookie_jar.clear()
    return (await client.get(path, allow_redirects=False)).status


async def test_a_class_in_session_is_not_held_up_by_its_network(
    client: Client, store: Store, classroom: Classroom
) -> None:
    door = f"/j/{classroom.code}"
    assert {await come(client, door) for _ in range(NEW_DEVICES // 10)} == {303}
    assert [await come(client, "/j/lop-cu") for _ in range(NEW_DEVICES + 1)] == [303] * NEW_DEVICES + [429]
    assert await come(client, "/") == 429
    assert await come(client, door) == 303, "theirs do not count"
    assert NEW_IN_CLASS > NEW_DEVICES
    await store.write(lambda connection: close_class(connection, classroom.code, World.system().now()))
    assert await come(client, door) == 429, "closed"
    now, key = World.system().now(), key_of("bghkmnrtvx23")
    offered = Invitation(Role.MENTOR, None, 30, now + timedelta(days=1))
    assert await come(client, "/j/bghkmnrtvx23") == 429, "no invitation so far"
    await store.write(lambda connection: staff.invite(connection, key, offered, now))
    assert await come(client, "/j/bghkmnrtvx23") == 303, "nor do those count who are invited"


async def test_two_hundred_who_come_out_of_one_network_are_all_at_the_first_card(
    client: Client, store: Store, classroom: Classroom
) -> None:
    """A full hall scans one poster: nobody is held up, and everybody has a number."""

    async def person() -> str:
        async with ClientSession(client.make_url("/"), cookie_jar=CookieJar(unsafe=True)) as own:
            page = await (await own.get(f"/j/{classroom.code}")).text()
            for label in ("Đồng ý, học luôn", "Bác"):
                page = await (await own.post("/", data=choice(page, label))).text()
        return bubbles(page)[-1]

    said = await asyncio.gather(*(person() for _ in range(200)))
    assert all("Cụ Hoà trồng chè" in each for each in said)

    def seats(connection: Connection) -> list[int]:
        return list(connection.execute(select(enrolment.c.number).order_by(enrolment.c.number)).scalars())

    assert await store.read(seats) == list(range(1, 201))
