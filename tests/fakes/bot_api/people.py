"""People on their phones: what they do becomes updates, what the bot sent is what they see."""

from tests.fakes.bot_api import contents
from tests.fakes.bot_api.account import Account, Press
from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.chats import Chat, Message, Standing
from tests.fakes.bot_api.updates import Update


class Person:
    """One person and the chat with one bot. The chat begins with what the person does first."""

    def __init__(self, account: Account, number: int, name: str) -> None:
        self.account = account
        self.id = number
        self.user: Json = {"id": number, "is_bot": False, "first_name": name, "language_code": "vi"}

    @property
    def chat(self) -> Chat:
        """The chat with the bot; asked for, it is there."""
        about: Json = {"type": "private", "first_name": self.user["first_name"]}
        return self.account.open_chat(self.id, about)

    # What the person sees

    @property
    def sees(self) -> list[Message]:
        """The whole chat as it looks now, oldest first."""
        return self.chat.live()

    @property
    def heard(self) -> list[Message]:
        """What the bot said, as far as it still stands there."""
        return [message for message in self.chat.live() if message.is_from_bot]

    @property
    def texts(self) -> list[str]:
        """The words of that."""
        return [message.text for message in self.heard]

    @property
    def presses_made(self) -> list[Press]:
        """The buttons that were pressed, and what the bot answered to each press."""
        return [press for press in self.account.presses.values() if press.person == self.id]

    # What the person does

    def starts(self, payload: str = "") -> Update | None:
        """Opens the bot by its name or by a link with a code."""
        return self.types(f"/start {payload}".strip())

    def types(self, text: str) -> Update | None:
        """Writes a text."""
        return self.sends(contents.said(text))

    def sends_photo(self, caption: str = "") -> Update | None:
        """Sends a picture."""
        return self.sends(contents.photo(self.account, caption))

    def sends_voice(self, seconds: int = 4) -> Update | None:
        """Sends a voice note."""
        return self.sends(contents.voice(self.account, seconds))

    def sends_document(self, name: str = "bai-lam.docx", content: bytes = b"PK") -> Update | None:
        """Sends a file."""
        return self.sends(contents.document(self.account, name, content))

    def sends_sticker(self, emoji: str = "👍") -> Update | None:
        """Sends a sticker."""
        return self.sends(contents.sticker(self.account, emoji))

    def sends_contact(self) -> Update | None:
        """Sends the own number."""
        return self.sends(contents.contact(self.id, str(self.user["first_name"])))

    def sends_location(self) -> Update | None:
        """Sends where they are."""
        return self.sends(contents.location())

    def sends(self, content: Json) -> Update | None:
        """Sends whatever a message may hold."""
        assert self.chat.standing is not Standing.BLOCKED, "who blocked the bot can write after unblocking it"
        message = self.account.write(self.chat, self.user, content)
        return self.account.updates.put("message", message.as_json())

    def edits(self, message: Message, text: str) -> Update | None:
        """Changes an own message."""
        message.content = contents.said(text)
        message.edit_date = self.account.seconds()
        return self.account.updates.put("edited_message", message.as_json())

    def presses(self, button: str, on: Message | None = None) -> Press:
        """Presses the newest button with a label, or with such data."""
        return press(self.account, self.user, self.chat, button, on)

    def forges(self, data: str, on: Message) -> Press:
        """Presses what stands on no button, or on one that is gone."""
        return self.account.press(self.user, on, data)

    def blocks(self) -> Update | None:
        """Stops the bot."""
        return self._stands(Standing.BLOCKED)

    def unblocks(self) -> Update | None:
        """Lets the bot write again."""
        return self._stands(Standing.OPEN)

    def deactivates(self) -> None:
        """Deletes the own Telegram account; bots hear nothing of it."""
        self.chat.standing = Standing.DEACTIVATED

    def _stands(self, standing: Standing) -> Update | None:
        before, self.chat.standing = self.chat.standing, standing
        return self.account.updates.put(
            "my_chat_member",
            {
                "chat": self.chat.as_json(),
                "from": self.user,
                "date": self.account.seconds(),
                "old_chat_member": member(self.account, before, "kicked"),
                "new_chat_member": member(self.account, standing, "kicked"),
            },
        )


def member(account: Account, standing: Standing, out: str) -> Json:
    """The bot as a member of a chat."""
    if standing is Standing.BLOCKED:
        return {"user": account.user, "status": out, **({"until_date": 0} if out == "kicked" else {})}
    return {"user": account.user, "status": "member"}


def press(account: Account, user: Json, chat: Chat, button: str, on: Message | None) -> Press:
    """Presses a button that can be seen and that tells the bot something."""
    for message in reversed(chat.live()) if on is None else (on,):
        for one in (one for row in message.buttons for one in row):
            if button in {one["text"], one.get("callback_data")}:
                assert "callback_data" in one, f"{button!r} tells the bot nothing: {one}"
                return account.press(user, message, str(one["callback_data"]))
    seen = [message.labels for message in chat.live() if message.buttons]
    raise AssertionError(f"no button {button!r}; there are {seen}")
