"""What is too long, too much or of the wrong shape is refused; what just fits is taken."""

import pytest

from tests.fakes.bot_api.arguments import Json
from tests.unit.fakes.bot_api.calling import calling, met


def keyboard(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def button(**more: object) -> Json:
    return {"text": "Có", **more}


@pytest.mark.parametrize(
    ("markup", "refusal"),
    [
        ("[]", "object expected as reply markup"),
        ({"x": 1}, "reply markup with ['x']"),
        ({"remove_keyboard": True, "x": 1}, "reply markup with ['remove_keyboard', 'x']"),
        ({"inline_keyboard": [], "x": 1}, "inline keyboard with ['x']"),
        ({"inline_keyboard": [{}]}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ({"inline_keyboard": [["Có"]]}, "InlineKeyboardButton must be an Object"),
        (keyboard([{"callback_data": "x"}]), 'Field "text" must be of type String'),
        (keyboard([{"text": " ", "callback_data": "x"}]), "inline keyboard button text must be non-empty"),
        (keyboard([button()]), "Text buttons are unallowed in the inline keyboard"),
        (keyboard([button(callback_data="x", colour="red")]), "inline keyboard button with ['colour']"),
        (keyboard([button(callback_data="x", url="https://a.vn")]), "does ['callback_data', 'url']"),
        (keyboard([button(callback_data="")]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="ệ" * 21 + "xx")]), "BUTTON_DATA_INVALID"),
        (keyboard([button(copy_text={"text": ""})]), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard([button(copy_text={"text": "x" * 257})]), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard([button(url="trang")]), "BUTTON_URL_INVALID"),
        (keyboard([button(callback_data="x")] * 9), "reply markup is too long"),
        (keyboard(*[[button(callback_data="x")]] * 101), "reply markup is too long"),
    ],
)
async def test_a_keyboard_that_is_none_is_refused(markup: object, refusal: str) -> None:
    async with calling() as bot:
        met(bot)
        assert refusal in await bot.refusal("sendMessage", chat_id=7, text="x", reply_markup=markup)


@pytest.mark.parametrize(
    "markup",
    [
        keyboard([button(callback_data="ệ" * 21 + "x")] * 8),
        keyboard(*[[button(callback_data="x")]] * 100),
        keyboard([button(copy_text={"text": "x" * 256})], [button(url="https://vi.du")]),
        {"remove_keyboard": True},
    ],
)
async def test_a_keyboard_that_just_fits_is_taken(markup: Json) -> None:
    async with calling() as bot:
        met(bot)
        await bot.result("sendMessage", chat_id=7, text="x", reply_markup=markup)


async def test_a_text_is_measured_without_its_markup() -> None:
    async with calling() as bot:
        bac = met(bot)
        await bot.result("sendMessage", chat_id=7, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
        long = f"<b>{'x' * 4097}</b>"
        assert "message is too long" in await bot.refusal("sendMessage", chat_id=7, text=long, parse_mode="HTML")
        number = bac.heard[0].id
        refusal = await bot.refusal("editMessageText", chat_id=7, message_id=number, text="y" * 4097)
        assert refusal == "400 Bad Request: MESSAGE_TOO_LONG"
        markup = "<b>x</b>" * 4096
        assert "message is too long" in await bot.refusal("sendMessage", chat_id=7, text=markup, parse_mode="HTML")


async def test_a_text_is_cleaned_and_its_entities_move_along() -> None:
    async with calling() as bot:
        met(bot)
        sent = await bot.result("sendMessage", chat_id=7, text=" \n<b> a\x02\r </b>b ", parse_mode="html")
        assert (sent["text"], sent["entities"]) == ("a  b", [{"type": "bold", "offset": 0, "length": 3}])
        own = [{"type": "bold", "offset": 0, "length": 1}]
        assert (await bot.result("sendMessage", chat_id=7, text="a", entities=own))["entities"] == own


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"text": "a\u202eb"}, "a text with [\"'\\\\u202e'\"], which would be dropped"),
        ({"parse_mode": "MarkdownV2"}, "parse_mode MarkdownV2 is not imitated"),
        ({"parse_mode": "HTML", "entities": []}, "parse_mode together with entities"),
        ({"link_preview_options": "no"}, "object expected as link preview options"),
        ({"link_preview_options": {"off": True}}, "link_preview_options with ['off']"),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
async def test_options_that_are_none_are_refused(parameters: Json, refusal: str) -> None:
    async with calling() as bot:
        met(bot)
        assert refusal in await bot.refusal("sendMessage", **{"chat_id": 7, "text": "x", **parameters})


async def test_a_press_is_answered_in_two_hundred_letters() -> None:
    async with calling() as bot:
        bac = met(bot)
        await bot("sendMessage", chat_id=7, text="?", reply_markup=keyboard([button(callback_data="x")]))
        press = bac.presses("x")
        assert "MESSAGE_TOO_LONG" in await bot.refusal(
            "answerCallbackQuery", callback_query_id=press.id, text="x" * 201
        )
        assert (await bot("answerCallbackQuery", callback_query_id=press.id, text="x" * 200))["ok"] is True
