"""A message: what the tutor says, and what the learner may choose from."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.attempt import Grade
from bot.model.ids import ChoiceId
from bot.model.text import Text

CHOICE_ID_BYTES = 64
"""Longest choice id, in bytes. Source: Telegram Bot API, InlineKeyboardButton.callback_data."""

OWN_PICTURE = "program:"


class Author(StrEnum):
    """Who speaks; people must be able to tell a machine from a human (Law 134/2025/QH15, article 11)."""

    MACHINE = "machine"
    AI = "ai"
    HUMAN = "human"
    LEARNER = "learner"
    """The person themselves, in a history that shows both sides."""


class Kind(StrEnum):
    """What a message is for; channels may dress it, scripts may wait for it."""

    NOTICE = "notice"
    MENU = "menu"
    CARD = "card"
    CHECK = "check"
    EXERCISE = "exercise"
    FEEDBACK = "feedback"
    RECAP = "recap"
    SAFETY = "safety"
    ANSWER = "answer"
    SAID = "said"
    """What the person said themselves."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a learner may choose.

    `is_answer` tells an option of a check, lettered A, B, C where a channel has no buttons, from a way to go on,
    numbered 1, 2, 3: so the two never collide.
    """

    id: ChoiceId
    label: str
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture and the words that stand for it.

    `path` is relative to the bank; one that begins with `OWN_PICTURE` is of a picture that ships with the program.
    """

    path: str
    text_twin: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person: it says, it may show a picture, and it may offer choices.

    `is_silent` where it must wake nobody: it arrives without a sound where the channel can.
    """

    kind: Kind
    text: Text
    choices: tuple[Choice, ...] = ()
    author: Author = Author.MACHINE
    image: Image | None = None
    grade: Grade | None = None
    is_silent: bool = False

    def below(self, note: Text) -> "Message":
        """The same message with a note above its text; many answers are one, so it must be quick."""
        return Message(self.kind, note + self.text, self.choices, self.author, self.image, self.grade, self.is_silent)
