"""A strict imitation of Telegram's Bot API over real HTTP, for tests and benches.

Source: Bot API 10.3 (https://core.telegram.org/bots/api) for methods, parameters and limits; the sources of Telegram's
own Bot API server (tdlib/telegram-bot-api) for the wording of refusals, as far as they were read. Where neither says
how Telegram decides (flood control above all), the numbers are said to be assumptions where they stand.

In a test:

    async with bot_api() as api:
        ...                                   # a bot with api.url and api.token
        bac = api.person(7, "Bác Tư")
        bac.starts("L12")
        bac.presses("Học bài")
        assert bac.texts[-1] == "..."

As a process of its own: `python -m tests.fakes.bot_api`.
"""
