"""Groups that a bot was added to."""

from tests.fakes.bot_api.account import Account, Press
from tests.fakes.bot_api.arguments import Json
from tests.fakes.bot_api.chats import Chat, Message, Standing
from tests.fakes.bot_api.contents import said
from tests.fakes.bot_api.people import Person, member, press
from tests.fakes.bot_api.updates import Update


class Group:
    """One group as one bot meets it.

    In privacy mode the bot hears commands, what names it, and answers to itself.
    """

    def __init__(self, account: Account, number: int, title: str, kind: str = "group") -> None:
        assert number < 0, "the number of a group is below zero"
        self.account = account
        self.is_private_mode = True
        self.chat: Chat = account.open_chat(number, {"type": kind, "title": title})

    @property
    def texts(self) -> list[str]:
        """What the bot said, as far as it still stands there."""
        return [message.text for message in self.chat.live() if message.is_from_bot]

    def types(self, person: Person, text: str, reply_to: Message | None = None) -> Update | None:
        """Lets somebody write into the group."""
        message = self.account.write(self.chat, person.user, said(text))
        message.replies_to = reply_to
        is_for_bot = text.startswith("/") or f"@{self.account.username}" in text
        is_for_bot = is_for_bot or (reply_to is not None and reply_to.is_from_bot)
        return self._happens(message) if is_for_bot or not self.is_private_mode else None

    def presses(self, person: Person, button: str, on: Message | None = None) -> Press:
        """Lets somebody press a button."""
        return press(self.account, person.user, self.chat, button, on)

    def adds_bot(self, by: Person) -> None:
        """Lets somebody bring the bot in."""
        self._stands(by, Standing.OPEN, Standing.BLOCKED)
        self._happens(self.account.write(self.chat, by.user, {"new_chat_members": [self.account.user]}))

    def removes_bot(self, by: Person) -> None:
        """Lets somebody throw the bot out."""
        self._stands(by, Standing.BLOCKED, Standing.OPEN)

    def migrates(self, by: Person) -> "Group":
        """Makes a supergroup of the group, with a number of its own."""
        number = -1_000_000_000_000 + self.chat.id
        self.chat.migrated_to = number
        moved = Group(self.account, number, str(self.chat.about["title"]), "supergroup")
        moved.is_private_mode = self.is_private_mode
        self._happens(self.account.write(self.chat, by.user, {"migrate_to_chat_id": number}))
        self._happens(self.account.write(moved.chat, by.user, {"migrate_from_chat_id": self.chat.id}))
        return moved

    def _happens(self, message: Message) -> Update | None:
        return self.account.updates.put("message", message.as_json())

    def _stands(self, by: Person, now: Standing, before: Standing) -> None:
        self.chat.standing = now
        out = "kicked" if now is Standing.BLOCKED else "left"
        payload: Json = {
            "chat": self.chat.as_json(),
            "from": by.user,
            "date": self.account.seconds(),
            "old_chat_member": member(self.account, before, out),
            "new_chat_member": member(self.account, now, out),
        }
        self.account.updates.put("my_chat_member", payload)
