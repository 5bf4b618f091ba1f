"""How a bot presents itself on Telegram, and where its updates go: set only where it is not so already."""

from collections.abc import Mapping, Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands, WebhookInfo
from telegram.error import TelegramError

from bot.channels.telegram.faults import to_channel_error
from bot.model.learner import Profile
from bot.tutor.context import Operator
from bot.tutor.phrases import DEFAULT_LANGUAGE, Phrases, Voice, voice_for
from bot.tutor.route import Command

LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
"""Characters. Source: Telegram Bot API, setMyDescription, setMyShortDescription."""

COMMANDS: Mapping[str, Mapping[str, Command]] = {
    "vi": {
        "hoc": Command.LEARN,
        "hoi": Command.ASK,
        "menu": Command.MENU,
        "tiendo": Command.PROGRESS,
        "sotay": Command.NOTEBOOK,
        "mau": Command.SAMPLES,
        "lop": Command.CLASS,
        "caidat": Command.SETTINGS,
        "dulieu": Command.PRIVACY,
        "ma": Command.CODE,
        "chuto": Command.LARGER,
        "dung": Command.STOP,
        "huy": Command.CANCEL,
        "help": Command.HELP,
    },
    "en": {
        "hoc": Command.LEARN,
        "hoi": Command.ASK,
        "menu": Command.MENU,
        "tiendo": Command.PROGRESS,
        "sotay": Command.NOTEBOOK,
        "mau": Command.SAMPLES,
        "lop": Command.CLASS,
        "settings": Command.SETTINGS,
        "privacy": Command.PRIVACY,
        "ma": Command.CODE,
        "chuto": Command.LARGER,
        "stop": Command.STOP,
        "cancel": Command.CANCEL,
        "help": Command.HELP,
    },
}
"""By language, the words that a bot offers, in their order; all the others can be typed all the same."""

_REFUSED_BY_US = ("401", "403")
"""What our webhook answers where the secret is wrong; Telegram tells it as the last error."""

log = structlog.get_logger()


async def keep_profile(bot: Bot, phrases: Phrases, operator: Operator) -> tuple[str, ...]:
    """Lets the bot's commands, descriptions and menu button be as they should, in every language.

    The name stays as whoever made the bot gave it. Commands are offered in private chats alone: in groups no lesson
    is begun.

    Returns:
        What was changed, `commands/vi` for one; empty where everything was so already.

    Raises:
        ChannelError: Telegram was not reached, or refuses; what was set until then stays.
    """
    changed: list[str] = []
    try:
        for language in COMMANDS:
            voice = voice_for(Profile(language=language, format_locale=language))
            changed += [f"{what}/{language}" for what in await _keep_words(bot, phrases, operator, voice)]
        if (await bot.get_chat_menu_button()).type != MenuButtonCommands().type:
            await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
            changed.append("menu_button")
    except TelegramError as error:
        raise to_channel_error(error) from None
    if changed:
        log.info("telegram.profile_set", changed=changed)
    return tuple(changed)


async def _keep_words(bot: Bot, phrases: Phrases, operator: Operator, voice: Voice) -> list[str]:
    """The same in one language; Vietnamese is for everybody whose own there is none of."""
    code = None if voice.language == DEFAULT_LANGUAGE else voice.language
    told = {"operator": operator.name, "contact": operator.contact}
    changed: list[str] = []

    commands = commands_of(phrases, voice)
    scope = BotCommandScopeAllPrivateChats()
    has = await bot.get_my_commands(scope=scope, language_code=code)
    if [(each.command, each.description) for each in has] != [(each.command, each.description) for each in commands]:
        await bot.set_my_commands(commands, scope=scope, language_code=code)
        changed.append("commands")

    description = _cut(phrases.line("telegram.description", voice, **told), LONGEST_DESCRIPTION)
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
        changed.append("description")

    short = _cut(phrases.line("telegram.short_description", voice, **told), LONGEST_SHORT_DESCRIPTION)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
        changed.append("short_description")
    return changed


def commands_of(phrases: Phrases, voice: Voice) -> list[BotCommand]:
    """The commands that are offered, each with a few words."""
    return [
        BotCommand(word, phrases.line(f"telegram.command.{command}", voice))
        for word, command in COMMANDS[voice.language].items()
    ]


async def keep_webhook(bot: Bot, url: str, secret: str, allowed_updates: Sequence[str]) -> bool:
    """Lets Telegram post updates to an address.

    It does not tell which secret it has: the address of another secret should be another one, too. Where it tells
    that its last post was refused, it is given the secret again.

    Args:
        bot: whose updates.
        url: where to; https, and only for this bot.
        secret: what it sends with every post, 1 to 256 of A-Z, a-z, 0-9, _ and -.
        allowed_updates: the kinds of updates that are wanted.

    Returns:
        Whether anything had to be changed.

    Raises:
        ChannelError: Telegram was not reached, or refuses the address.
    """
    try:
        info = await bot.get_webhook_info()
        is_so = info.url == url and set(info.allowed_updates) == set(allowed_updates) and not _was_refused(info)
        if not is_so:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=list(allowed_updates))
            log.info("telegram.webhook_set")
    except TelegramError as error:
        raise to_channel_error(error) from None
    return not is_so


async def drop_webhook(bot: Bot) -> bool:
    """Lets Telegram post no more, so that updates can be fetched; those that wait are kept.

    Returns:
        Whether there was a webhook.

    Raises:
        ChannelError: Telegram was not reached.
    """
    try:
        has_one = bool((await bot.get_webhook_info()).url)
        if has_one:
            await bot.delete_webhook(drop_pending_updates=False)
            log.info("telegram.webhook_dropped")
    except TelegramError as error:
        raise to_channel_error(error) from None
    return has_one


def _was_refused(info: WebhookInfo) -> bool:
    return any(status in (info.last_error_message or "") for status in _REFUSED_BY_US)


def _cut(text: str, most: int) -> str:
    """At most so many characters; an operator's name can be of any length."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
