"""A strict imitation of Telegram's Bot API over real HTTP, for tests and benches.

In a test:

    async with bot_api() as api:                    # server.bot_api; api.url, api.token
        bac = api.person(7, "Bác Tư")
        bac.starts("L12")                           # becomes an update
        ...                                         # the bot answers
        bac.presses("Học bài")                      # a label, or the data behind it
        assert bac.texts[-1] == "..."               # edits applied, deleted ones gone
        api.bot.faults.add("sendMessage", Fault(Kind.DROP_AFTER))
        assert len(api.calls("sendMessage")) == 1

As a process of its own, which outlives what the test kills: `remote.bot_api_process`, or by hand `python -m
tests.fakes.bot_api --help`; `control` tells what can be asked of it.

What it imitates: the methods of `methods.METHODS`, by JSON, form and multipart; updates kept until they are
confirmed, for one poller or a webhook; Telegram's HTML, its limits, its words of refusal; files and their ids, one
bot's alone; groups that hide, move and throw out; and, where it is told to, flood control (`flood`: counted always,
enforced on demand) and faults (`faults`).

Where it is stricter: a refusal that ends in "(a strictness of the fake server)" is one that Telegram does not make,
of something that a correct bot does not do: parameters and fields that the method does not have, a bare & or > in
HTML, a link or a nesting that Telegram drops without a word. Texts are measured in UTF-16 units, the longest of the
measures in question.

What it does not imitate: updates that run out after a day; a second getUpdates within half a second that gets one
update, and a second conflict that is answered after three; MarkdownV2; pictures by address; rich and ephemeral
messages, topics, channels, inline queries, payments, business accounts; methods named in a webhook's answer (they are
noted); the hook's removal after a day of 410; how flood control really decides, which is not published (`flood` says
what is assumed).

Source: Bot API 10.3 (https://core.telegram.org/bots/api) for methods, parameters and limits; Telegram's own server, as
far as it is published (tdlib/telegram-bot-api 01a3679 and tdlib/td 022d602, 2026), for how it decides and says no. The
words in capitals (BUTTON_DATA_INVALID) come from servers that are not published, as bots report them.
"""
