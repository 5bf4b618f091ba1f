"""What becomes of messages, and who may be written to."""

import pytest

from tests.unit.fakes.bot_api.calling import Bot, calling, met

WAYS = {"inline_keyboard": [[{"text": "Có", "callback_data": "c"}, {"text": "Chép", "copy_text": {"text": "x"}}]]}


async def sent(bot: Bot, text: str = "một", chat: int = 7) -> object:
    return (await bot.result("sendMessage", chat_id=chat, text=text, reply_markup=WAYS))["message_id"]


async def test_an_edit_that_changes_nothing_is_refused() -> None:
    async with calling() as bot:
        bac = met(bot)
        number = await sent(bot)
        same = await bot.refusal("editMessageText", chat_id=7, message_id=number, text="một", reply_markup=WAYS)
        assert same.startswith("400 Bad Request: message is not modified: specified new message content and reply ")
        await bot.result("editMessageText", chat_id=7, message_id=number, text="một")
        assert (bac.texts, bac.heard[0].buttons, bac.heard[0].edits) == (["một"], (), 1)
        await bot.result("editMessageReplyMarkup", chat_id=7, message_id=number, reply_markup=WAYS)
        assert bac.heard[0].labels == (("Có", "Chép"),)


async def test_what_is_deleted_is_gone() -> None:
    async with calling() as bot:
        bac = met(bot)
        number = await sent(bot)
        assert (await bot("deleteMessage", chat_id=7, message_id=number))["ok"] is True
        assert bac.texts == []
        assert "message to delete not found" in await bot.refusal("deleteMessage", chat_id=7, message_id=number)
        gone = await bot.refusal("editMessageText", chat_id=7, message_id=number, text="hai")
        assert gone == "400 Bad Request: message to edit not found"
        own = bac.sees[0]
        assert (await bot("deleteMessage", chat_id=7, message_id=own.id))["ok"] is True
        assert bac.sees == []


async def test_a_message_older_than_two_days_stays() -> None:
    async with calling() as bot:
        bac = met(bot)
        number = await sent(bot)
        bac.heard[0].date -= 48 * 3600 + 1
        assert "can't be deleted for everyone" in await bot.refusal("deleteMessage", chat_id=7, message_id=number)


async def test_a_press_is_answered_once_and_in_time() -> None:
    async with calling() as bot:
        bac = met(bot)
        await sent(bot)
        first = bac.presses("Có")
        assert (await bot("answerCallbackQuery", callback_query_id=first.id))["ok"] is True
        too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
        assert await bot.refusal("answerCallbackQuery", callback_query_id=first.id) == too_old
        bot.api.bot.callback_seconds = 0.0
        late = bac.presses("c")
        assert await bot.refusal("answerCallbackQuery", callback_query_id=late.id) == too_old
        assert bac.presses_made == [first, late]


async def test_only_buttons_that_tell_the_bot_something_are_pressed() -> None:
    async with calling() as bot:
        bac = met(bot)
        await sent(bot)
        with pytest.raises(AssertionError, match="no button 'Không'"):
            bac.presses("Không")
        with pytest.raises(AssertionError, match="tells the bot nothing"):
            bac.presses("Chép")


async def test_an_old_button_and_a_made_up_one_can_be_pressed() -> None:
    async with calling() as bot:
        bac = met(bot)
        await sent(bot)
        old = bac.heard[0]
        old.is_deleted = True
        bac.forges("ngoài", on=old)
        (update,) = await bot.updates()
        query = update["callback_query"]
        assert isinstance(query, dict)
        assert query["data"] == "ngoài"
        assert query["message"]["date"] == 0, "a message that cannot be read any more"


async def test_who_blocked_the_bot_is_out_of_reach_until_they_come_back() -> None:
    async with calling() as bot:
        bac = met(bot)
        bac.blocks()
        refusal = await bot.refusal("sendMessage", chat_id=7, text="x")
        assert refusal == "403 Forbidden: bot was blocked by the user"
        with pytest.raises(AssertionError, match="after unblocking"):
            bac.types("ơi")
        bac.unblocks()
        await sent(bot)
        changes = [update["my_chat_member"] for update in await bot.updates()]
        assert [
            (change["old_chat_member"]["status"], change["new_chat_member"]["status"])
            for change in changes
            if isinstance(change, dict)
        ] == [("member", "kicked"), ("kicked", "member")]
        bac.deactivates()
        assert await bot.refusal("sendMessage", chat_id=7, text="x") == "403 Forbidden: user is deactivated"


async def test_people_do_all_sorts_of_things() -> None:
    async with calling() as bot:
        bac = met(bot)
        bac.sends_photo("bài làm")
        bac.sends_voice()
        bac.sends_document()
        bac.sends_sticker()
        bac.sends_contact()
        bac.sends_location()
        bac.edits(bac.sees[0], "sửa")
        updates = await bot.updates()
        held = [set(one) for update in updates for one in update.values() if isinstance(one, dict)]
        for kind, fields in zip(
            ["photo", "voice", "document", "sticker", "contact", "location", "edit_date"], held, strict=True
        ):
            assert kind in fields


async def test_a_group_tells_the_bot_what_is_meant_for_it() -> None:
    async with calling() as bot:
        bac = bot.api.person(7)
        group = bot.api.group(-5)
        group.adds_bot(bac)
        await sent(bot, chat=-5)
        assert group.types(bac, "chào cả nhà") is None
        group.types(bac, "/start")
        group.types(bac, "@banhoc_thu_bot ơi")
        group.types(bac, "đúng", reply_to=group.chat.live()[1])
        group.presses(bac, "Có")
        assert [set(update) - {"update_id"} for update in await bot.updates()] == [
            {kind} for kind in ["my_chat_member", "message", "message", "message", "message", "callback_query"]
        ]
        assert group.texts == ["một"]
        group.removes_bot(bac)
        assert "403 Forbidden: bot was kicked from the group chat" in await bot.refusal(
            "sendMessage", chat_id=-5, text="x"
        )


async def test_a_group_that_moved_says_where_to() -> None:
    async with calling() as bot:
        bac = bot.api.person(7)
        group = bot.api.group(-5)
        group.adds_bot(bac)
        moved = group.migrates(bac)
        answer = await bot("sendMessage", chat_id=-5, text="x")
        assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
        assert answer["parameters"] == {"migrate_to_chat_id": moved.chat.id}
        assert await sent(bot, chat=moved.chat.id) == 2, "a supergroup counts for itself"
        told = [update["message"] for update in (await bot.updates())[-2:]]
        assert [set(one) & {"migrate_to_chat_id", "migrate_from_chat_id"} for one in told if isinstance(one, dict)] == [
            {"migrate_to_chat_id"},
            {"migrate_from_chat_id"},
        ]
