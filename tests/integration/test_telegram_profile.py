"""How a bot presents itself, and where its updates go, over real HTTP: what is so already is left alone."""

import re
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs
from telegram import Bot, BotCommandScopeAllPrivateChats

from bot.channels.telegram.api import Api, Standing
from bot.channels.telegram.mailbox import Mailbox
from bot.channels.telegram.profile import (
    COMMANDS,
    LONGEST_DESCRIPTION,
    LONGEST_SHORT_DESCRIPTION,
    drop_webhook,
    keep_profile,
    keep_webhook,
)
from bot.channels.telegram.request import open_bot
from bot.channels.telegram.wire import Wire, open_session
from bot.locale.load import load_phrases
from bot.model.errors import Rejected, Throttled, Unreachable
from bot.model.learner import Profile
from bot.tutor.context import Operator
from bot.tutor.phrases import voice_for
from bot.tutor.route import SLASH
from tests.fakes.bot_api.faults import Fault, Kind
from tests.fakes.bot_api.server import BotApi, bot_api

PHRASES = load_phrases()
OPERATOR = Operator("UBND xã Tân Lập, tỉnh Thái Nguyên", "0208 000 000, tanlap@example.vn")
HOOK = "https://hoc.example/webhooks/telegram/abc"
KINDS = ("message", "callback_query")


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with bot_api() as opened:
        with capture_logs():
            yield opened


@pytest.fixture
async def wire(server: BotApi) -> AsyncIterator[Wire]:
    async with open_session() as session:
        yield Wire(session, server.token, server.url)


@pytest.fixture
def bot(wire: Wire) -> Bot:
    return open_bot(wire)


def setting(server: BotApi) -> list[str]:
    return [call.method for call in server.calls() if call.method.startswith(("set", "delete"))]


async def test_a_new_bot_is_told_everything_and_then_nothing(server: BotApi, bot: Bot) -> None:
    changed = await keep_profile(bot, PHRASES, OPERATOR)
    assert changed == (
        *("commands/vi", "description/vi", "short_description/vi"),
        *("commands/en", "description/en", "short_description/en"),
        "menu_button",
    )
    told = len(setting(server))
    assert told == len(changed)
    assert await keep_profile(bot, PHRASES, OPERATOR) == ()
    assert len(setting(server)) == told


async def test_only_what_changed_is_set(server: BotApi, bot: Bot) -> None:
    await keep_profile(bot, PHRASES, OPERATOR)
    await bot.set_my_commands([("cu", "Lệnh cũ")], scope=BotCommandScopeAllPrivateChats(), language_code="en")
    assert await keep_profile(bot, PHRASES, OPERATOR) == ("commands/en",)
    other = Operator("Hội Nông dân xã", OPERATOR.contact)
    assert set(await keep_profile(bot, PHRASES, other)) == {
        f"{what}/{language}" for what in ("description", "short_description") for language in COMMANDS
    }


async def test_people_see_who_runs_it_before_they_begin(bot: Bot) -> None:
    await keep_profile(bot, PHRASES, OPERATOR)
    for code, words in ((None, ("tự động", "OTP", "/dulieu")), ("en", ("automatic", "password", "/privacy"))):
        description = (await bot.get_my_description(language_code=code)).description
        short = (await bot.get_my_short_description(language_code=code)).short_description
        for word in (*words, OPERATOR.name, OPERATOR.contact):
            assert word in description
        assert len(description) <= LONGEST_DESCRIPTION
        assert "…" not in description
        assert len(short) <= LONGEST_SHORT_DESCRIPTION


async def test_an_operator_with_a_long_name_is_cut_short(bot: Bot) -> None:
    await keep_profile(bot, PHRASES, Operator("Đơn vị " * 100, "x"))
    assert (await bot.get_my_short_description()).short_description.endswith("…")


@pytest.mark.parametrize("language", COMMANDS)
def test_the_commands_are_words_of_the_tutor_and_those_of_its_help(language: str) -> None:
    voice = voice_for(Profile(language=language, format_locale=language))
    for word, command in COMMANDS[language].items():
        assert SLASH[word] is command
        assert re.fullmatch(r"[a-z]{1,32}", word)
        assert 1 <= len(PHRASES.line(f"telegram.command.{command}", voice)) <= 256
    assert {*re.findall(r"/([a-z]+)", PHRASES.line("help", voice)), "help"} == set(COMMANDS[language])


def test_every_language_that_is_spoken_has_its_commands() -> None:
    assert set(COMMANDS) == set(PHRASES.languages)


async def test_a_profile_that_cannot_be_set_says_why(server: BotApi, bot: Bot) -> None:
    server.bot.faults.add("setMyDescription", Fault(Kind.TOO_MANY, seconds=600))
    with pytest.raises(Throttled) as raised:
        await keep_profile(bot, PHRASES, OPERATOR)
    assert raised.value.retry_after_seconds == 600


async def test_a_webhook_is_set_once(server: BotApi, bot: Bot) -> None:
    assert await keep_webhook(bot, HOOK, "secret-1", KINDS)
    assert not await keep_webhook(bot, HOOK, "secret-1", tuple(reversed(KINDS)))
    assert setting(server) == ["setWebhook"]
    assert await keep_webhook(bot, HOOK, "secret-1", (*KINDS, "my_chat_member"))
    assert await keep_webhook(bot, f"{HOOK}d", "secret-1", (*KINDS, "my_chat_member"))
    assert server.calls("setWebhook")[-1].parameters["secret_token"] == "secret-1"


async def test_a_secret_that_our_door_refuses_is_given_again(server: BotApi, bot: Bot) -> None:
    await keep_webhook(bot, HOOK, "secret-1", KINDS)
    server.bot.hook.error = (1_700_000_000, "Wrong response from the webhook: 403 Forbidden")
    assert await keep_webhook(bot, HOOK, "secret-2", KINDS)


async def test_a_webhook_is_dropped_where_there_is_one(server: BotApi, bot: Bot) -> None:
    assert not await drop_webhook(bot)
    await keep_webhook(bot, HOOK, "secret-1", KINDS)
    assert await drop_webhook(bot)
    assert setting(server) == ["setWebhook", "deleteWebhook"]
    assert not (await bot.get_webhook_info()).url


async def test_what_telegram_refuses_is_told(server: BotApi, bot: Bot) -> None:
    with pytest.raises(Rejected):
        await keep_webhook(bot, "http://hoc.example/x", "secret-1", KINDS)
    server.bot.is_revoked = True
    for refused in (keep_webhook(bot, HOOK, "secret-1", KINDS), drop_webhook(bot)):
        with pytest.raises(Unreachable):
            await refused


async def test_updates_are_fetched_until_somebody_else_takes_them(server: BotApi, wire: Wire, bot: Bot) -> None:
    api = Api(wire)
    mailbox = Mailbox(api, wait_seconds=0)
    server.person(7).starts()
    (update,) = await mailbox.fetch(None)
    assert mailbox.number_of(update) is not None
    assert mailbox.number_of("?") is None
    assert await mailbox.fetch(mailbox.number_of(update)) == ()
    assert api.standing is Standing.OK
    server.bot.faults.add("getUpdates", Fault(Kind.TOO_MANY))
    with pytest.raises(Throttled):
        await mailbox.fetch(None)
    await keep_webhook(bot, HOOK, "secret-1", KINDS)
    with pytest.raises(Unreachable, match="Somebody else fetches"):
        await mailbox.fetch(None)
    assert api.standing.value == "conflict"
