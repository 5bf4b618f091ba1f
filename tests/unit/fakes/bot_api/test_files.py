"""Pictures go up, come back as ids, and go out again; forms carry them."""

import json
from io import BytesIO

import pytest
from aiohttp import FormData

from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.files import PHOTO_BYTES, PIXEL, png
from tests.unit.fakes.bot_api.calling import Bot, calling, met


async def posted(bot: Bot, method: str, content: bytes | None = None, **fields: str) -> Json:
    """One call as a form, with a file or without."""
    form = FormData(fields, default_to_multipart=content is not None)
    if content is not None:
        form.add_field("photo", BytesIO(content), filename="anh.png")
    async with bot.session.post(f"{bot.api.url}/bot{bot.api.token}/{method}", data=form) as response:
        answer = await response.json()
    assert isinstance(answer, dict)
    return answer


def last_id(bot: Bot) -> str:
    """The id of the picture that was sent last."""
    sizes = bot.api.person(7).heard[-1].content["photo"]
    assert isinstance(sizes, list)
    return str(sizes[-1]["file_id"])


async def test_a_picture_is_uploaded_once_and_sent_again_by_its_id() -> None:
    async with calling() as bot:
        bac = met(bot)
        sent = await posted(bot, "sendPhoto", PIXEL, chat_id="7", caption="<b>Ảnh</b>", parse_mode="HTML")
        assert sent["ok"] is True
        assert bac.texts == ["Ảnh"]
        again = await bot.result("sendPhoto", chat_id=7, photo=last_id(bot))
        assert again["photo"] == bac.heard[0].content["photo"]
        file = await bot.result("getFile", file_id=last_id(bot))
        async with bot.session.get(f"{bot.api.url}/file/bot{bot.api.token}/{file['file_path']}") as response:
            assert await response.read() == PIXEL
        number = bac.heard[0].id
        await bot.result("editMessageCaption", chat_id=7, message_id=number, caption="Khác")
        assert bac.texts == ["Khác", ""]
        no_text = await bot.refusal("editMessageText", chat_id=7, message_id=number, text="x")
        assert no_text == "400 Bad Request: there is no text in the message to edit"


async def test_a_file_can_be_pointed_to() -> None:
    async with calling() as bot:
        met(bot)
        form = FormData({"chat_id": "7", "photo": "attach://tam"}, default_to_multipart=True)
        form.add_field("tam", PIXEL, filename="anh.png")
        async with bot.session.post(f"{bot.api.url}/bot{bot.api.token}/sendPhoto", data=form) as response:
            assert response.status == 200
        told = [call.as_json() for call in bot.api.calls("sendPhoto")]
        assert json.loads(json.dumps(told))[0]["parameters"]["tam"] == f"<{len(PIXEL)} bytes>"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "file must be non-empty"),
        (b"GIF89a", "IMAGE_PROCESS_FAILED"),
        (png(9_000, 1_001), "PHOTO_INVALID_DIMENSIONS"),
        (png(2_100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
    ids=["empty", "a GIF", "large", "long"],
)
async def test_a_picture_that_is_none_is_refused(content: bytes, refusal: str) -> None:
    async with calling() as bot:
        met(bot)
        assert (await posted(bot, "sendPhoto", content, chat_id="7"))["description"] == f"Bad Request: {refusal}"


async def test_pictures_of_other_kinds_are_taken() -> None:
    async with calling() as bot:
        met(bot)
        for content in (b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBP"):
            assert (await posted(bot, "sendPhoto", content, chat_id="7"))["ok"] is True


@pytest.mark.parametrize(
    ("photo", "refusal"),
    [
        ("AgACbot2", "wrong file identifier/HTTP URL specified"),
        ("https://vi.du/anh.png", "pictures by their address are not imitated"),
        ("", "there is no photo in the request"),
    ],
)
async def test_an_id_that_is_none_is_refused(photo: str, refusal: str) -> None:
    async with calling() as bot:
        met(bot)
        assert refusal in await bot.refusal("sendPhoto", chat_id=7, photo=photo)


async def test_an_id_is_worth_nothing_to_another_bot() -> None:
    async with calling() as bot:
        met(bot)
        await posted(bot, "sendPhoto", PIXEL, chat_id="7")
        other = bot.api.add_bot("7000000002:BBB", "khac_bot")
        other.open_chat(7, {"type": "private"})
        url = f"{bot.api.url}/bot{other.token}/sendPhoto"
        async with bot.session.post(url, json={"chat_id": 7, "photo": last_id(bot)}) as response:
            assert (await response.json())["description"] == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_captions_uploads_and_downloads_have_limits() -> None:
    async with calling() as bot:
        bac = met(bot)
        big = await posted(bot, "sendPhoto", PIXEL + bytes(PHOTO_BYTES), chat_id="7")
        assert big["description"] == "Bad Request: file is too big"
        sent = await posted(bot, "sendPhoto", PIXEL, chat_id="7", caption="x" * 1024)
        assert sent["ok"] is True
        long = await bot.refusal("sendPhoto", chat_id=7, photo=last_id(bot), caption="x" * 1025)
        assert long == "400 Bad Request: message caption is too long"
        bac.sends_document(content=bytes(20 * 1024 * 1024 + 1))
        held = bac.sees[-1].content["document"]
        assert isinstance(held, dict)
        assert await bot.refusal("getFile", file_id=held["file_id"]) == "400 Bad Request: file is too big"
        assert await bot.refusal("getFile", file_id="x") == "400 Bad Request: invalid file_id"
        async with bot.session.get(f"{bot.api.url}/file/bot{bot.api.token}/photos/none.png") as response:
            assert response.status == 404
        async with bot.session.get(f"{bot.api.url}/file/bot1:x/photos/file_0.png") as response:
            assert response.status == 401


async def test_a_form_carries_objects_as_json() -> None:
    async with calling() as bot:
        bac = met(bot)
        keyboard = json.dumps({"inline_keyboard": [[{"text": "Có", "callback_data": "c"}]]})
        sent = await posted(bot, "sendMessage", chat_id="7", text="x", reply_markup=keyboard, protect_content="true")
        assert sent["ok"] is True
        assert bac.heard[0].labels == (("Có",),)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"\xff", "application/json"),
        (b"x", "text/plain"),
        (b"a", "application/x-www-form-urlencoded"),
        (b"x", "multipart/form-data"),
    ],
)
async def test_a_body_that_is_none_is_refused(body: bytes, kind: str) -> None:
    async with calling() as bot:
        url = f"{bot.api.url}/bot{bot.api.token}/getMe"
        async with bot.session.post(url, data=body, headers={"Content-Type": kind}) as response:
            assert response.status == 400
