"""What a bot may call, and how it may write it."""

import pytest

from tests.fakes.bot_api.methods import METHODS
from tests.unit.fakes.bot_api.calling import calling, met


async def test_a_bot_hears_and_answers_and_the_person_sees_it() -> None:
    async with calling() as bot:
        bac = bot.api.person(7, "Bác Tư")
        bac.starts("L12")
        (update,) = await bot.updates()
        message = update["message"]
        assert isinstance(message, dict)
        assert (message["text"], message["chat"]["id"], message["from"]["first_name"]) == ("/start L12", 7, "Bác Tư")
        assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
        keyboard = {"inline_keyboard": [[{"text": "Học bài", "callback_data": "a"}]]}
        sent = await bot.result(
            "sendMessage", chat_id=7, text="Chào <b>bác</b>.", parse_mode="HTML", reply_markup=keyboard
        )
        assert (sent["text"], sent["entities"]) == ("Chào bác.", [{"type": "bold", "offset": 5, "length": 3}])
        assert bac.texts == ["Chào bác."]
        press = bac.presses("Học bài")
        (update,) = await bot.updates(offset=bot.api.bot.updates.all[-1].id)
        query = update["callback_query"]
        assert isinstance(query, dict)
        assert (query["data"], query["message"]["message_id"]) == ("a", sent["message_id"])
        await bot("answerCallbackQuery", callback_query_id=query["id"], text="Vâng")
        assert press.answer == {"text": "Vâng", "show_alert": False}
        edited = await bot.result("editMessageText", chat_id=7, message_id=sent["message_id"], text="Bài 1")
        assert "reply_markup" not in edited
        assert bac.texts == ["Bài 1"]
        assert (await bot("sendChatAction", chat_id=7, action="typing"))["ok"] is True
        assert bac.chat.actions == ["typing"]
        assert [call.method for call in bot.api.calls()][-2:] == ["editMessageText", "sendChatAction"]


async def test_a_bot_is_known_by_its_token() -> None:
    async with calling() as bot:
        assert (await bot.result("getMe"))["username"] == "banhoc_thu_bot"
        async with bot.session.get(f"{bot.api.url}/bot1:x/getMe") as response:
            assert response.status == 401
            assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        bot.api.bot.is_revoked = True
        assert await bot.refusal("getMe") == "401 Unauthorized"


@pytest.mark.parametrize(
    ("method", "parameters", "refusal"),
    [
        ("sendMesage", {}, "404 Not Found: method not found"),
        ("sendMessage", {"chat_id": 7, "text": "x", "colour": 1}, "400 Bad Request: sendMessage takes no colour (a "),
        ("sendMessage", {"text": "x"}, "400 Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 7}, "400 Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": 8, "text": "x"}, "400 Bad Request: chat not found"),
        ("sendMessage", {"chat_id": 7, "text": " \n\x01 "}, "400 Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": 7, "text": "😀" * 2049}, "400 Bad Request: message is too long"),
        ("sendMessage", {"chat_id": 7, "text": "\ud83d"}, "400 Bad Request: strings must be encoded in UTF-8"),
        (
            "editMessageText",
            {"chat_id": 7, "message_id": 99, "text": "x"},
            "400 Bad Request: message to edit not found",
        ),
        ("editMessageText", {"chat_id": 7, "message_id": 1, "text": "x"}, "400 Bad Request: message can't be edited"),
        ("editMessageText", {"chat_id": 7, "text": "x"}, "400 Bad Request: message identifier is not specified"),
        ("deleteMessage", {"chat_id": 7, "message_id": 99}, "400 Bad Request: message to delete not found"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "400 Bad Request: query is too old and response timeout "),
        ("sendChatAction", {"chat_id": 7, "action": "think"}, "400 Bad Request: wrong parameter action in request"),
    ],
)
async def test_what_is_not_right_is_refused(method: str, parameters: dict[str, object], refusal: str) -> None:
    async with calling() as bot:
        met(bot)
        assert (await bot.refusal(method, **parameters)).startswith(refusal)


GARBAGE: tuple[object, ...] = (None, True, 0, -1, 1.5, 10**30, "", "x", "{", [], [1], [[]], {}, {"type": []}, {"x": {}})


@pytest.mark.parametrize("name", METHODS)
async def test_whatever_comes_is_answered(name: str) -> None:
    usual: dict[str, object] = {"chat_id": 7, "message_id": 2, "text": "x", "action": "typing", "commands": []}
    async with calling() as bot:
        met(bot)
        await bot.result("sendMessage", chat_id=7, text="x")
        method = METHODS[name]
        needed = {parameter: value for parameter, value in usual.items() if parameter in method.needs}
        assert method.takes or name in {"getMe", "getWebhookInfo"}
        for parameter in method.takes:
            for garbage in GARBAGE:
                if (name, parameter) == ("getUpdates", "timeout"):
                    continue  # a number that is none is a long wait or none
                answer = await bot(name, **{**needed, parameter: garbage})
                assert answer["ok"] is True or answer["error_code"] == 400
