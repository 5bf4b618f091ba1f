"""Routing: what a person's text is, before any dialogue reads it: a command, nothing, or words for the dialogue."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from bot.model.classroom import ALPHABET, CODE_LENGTH
from bot.tutor.fold import fold


class Command(StrEnum):
    """What a learner can always ask for."""

    START = "start"
    LEARN = "learn"
    MENU = "menu"
    ASK = "ask"
    QUEUE = "queue"
    CLASS = "class"
    OPEN_CLASS = "open_class"
    SESSION = "session"
    DUTY = "duty"
    INVITE = "invite"
    PEOPLE = "people"
    ALERTS = "alerts"
    BROADCAST = "broadcast"
    HELPED = "helped"
    WORK = "work"
    CONFIRM = "confirm"
    PROGRESS = "progress"
    NOTEBOOK = "notebook"
    SAMPLES = "samples"
    SETTINGS = "settings"
    STOP = "stop"
    PRIVACY = "privacy"
    ERASE = "erase"
    CODE = "code"
    LARGER = "larger"
    HELP = "help"
    CANCEL = "cancel"


SLASH: Mapping[str, Command] = {
    "start": Command.START,
    "hoc": Command.LEARN,
    "menu": Command.MENU,
    "hoi": Command.ASK,
    "cauhoi": Command.QUEUE,
    "lop": Command.CLASS,
    "molop": Command.OPEN_CLASS,
    "buoi": Command.SESSION,
    "truc": Command.DUTY,
    "moi": Command.INVITE,
    "nhansu": Command.PEOPLE,
    "viec": Command.ALERTS,
    "phatsong": Command.BROADCAST,
    "giupmotnguoi": Command.HELPED,
    "dagiup": Command.WORK,
    "xacnhan": Command.CONFIRM,
    "tiendo": Command.PROGRESS,
    "sotay": Command.NOTEBOOK,
    "mau": Command.SAMPLES,
    "caidat": Command.SETTINGS,
    "settings": Command.SETTINGS,
    "dung": Command.STOP,
    "stop": Command.STOP,
    "dulieu": Command.PRIVACY,
    "privacy": Command.PRIVACY,
    "xoa": Command.ERASE,
    "ma": Command.CODE,
    "chuto": Command.LARGER,
    "help": Command.HELP,
    "giup": Command.HELP,
    "huy": Command.CANCEL,
    "cancel": Command.CANCEL,
}
"""Slash commands, folded: they work with and without accents, in every state."""

WORDS: Mapping[str, Command] = {
    "menu": Command.MENU,
    "học": Command.LEARN,
    "hoc": Command.LEARN,
    "hỏi": Command.ASK,
    "hỏi người thật": Command.ASK,
    "hoi nguoi that": Command.ASK,
    "tôi vừa giúp một người": Command.HELPED,
    "toi vua giup mot nguoi": Command.HELPED,
    "tiến độ": Command.PROGRESS,
    "tien do": Command.PROGRESS,
    "sổ tay": Command.NOTEBOOK,
    "câu mẫu": Command.SAMPLES,
    "cau mau": Command.SAMPLES,
    "cài đặt": Command.SETTINGS,
    "dừng": Command.STOP,
    "dữ liệu": Command.PRIVACY,
    "du lieu": Command.PRIVACY,
    "xoá": Command.ERASE,
    "xóa": Command.ERASE,
    "xoá hết": Command.ERASE,
    "xóa hết": Command.ERASE,
    "xoá dữ liệu": Command.ERASE,
    "xóa dữ liệu": Command.ERASE,
    "xoa du lieu": Command.ERASE,
    "quên tôi đi": Command.ERASE,
    "mã": Command.CODE,
    "mã quay lại": Command.CODE,
    "ma quay lai": Command.CODE,
    "chữ to": Command.LARGER,
    "chu to": Command.LARGER,
    "trợ giúp": Command.HELP,
    "tro giup": Command.HELP,
    "giúp": Command.HELP,
    "giup": Command.HELP,
    "hủy": Command.CANCEL,
    "huỷ": Command.CANCEL,
    "thoát": Command.CANCEL,
    "thoat": Command.CANCEL,
}
"""Words that are commands when they are the whole message, with their own accents or out of the safe set.

Folded, `dừng` is `đúng` and `Dung`, `hủy` is `Huy`: those are never commands without a slash.
"""

WAYS_OUT: frozenset[Command] = frozenset({Command.MENU, Command.CANCEL, Command.HELP})
"""The words that lead out of a free text such as a prompt; all others belong to it."""


class Listening(Enum):
    """What the tutor is waiting for; it decides how much of what is typed may be a command."""

    CHOICE = auto()
    """A choice, or anything."""
    PROMPT = auto()
    """Free words of the learner's own: everything is theirs but the ways out."""
    ANSWER = auto()
    """A short answer in the learner's own words: an expected one wins over any command without a slash."""
    NAME = auto()
    """A name: only slash commands and the ways out count, which are nobody's name."""
    REPLY = auto()
    """A human's words to another one: everything is theirs but slash commands that there are."""
    NUMBERS = auto()
    """Numbers, of people or of a session: only slash commands count, and labels of choices, but not their marks."""


@dataclass(frozen=True, slots=True)
class Obey:
    """A command, with what stood behind it."""

    command: Command
    argument: str = ""


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A slash and a word that is no command."""

    word: str


@dataclass(frozen=True, slots=True)
class Hear:
    """Words for the dialogue that has the floor."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """There is no letter and no digit in what was sent."""


Route = Obey | UnknownCommand | Hear | Blank

_LONGEST_COMMAND = 40
_OWN_WORDS = frozenset({Listening.NUMBERS, Listening.REPLY})
_FREE_WORDS = frozenset({Listening.PROMPT, Listening.NAME})


def route(text: str, listening: Listening) -> Route:
    """Decides what a text is.

    Args:
        text: as typed, normalised (`fold.normalise`).
        listening: what the tutor is waiting for.
    """
    if text.startswith("?") and listening is not Listening.REPLY:
        return Obey(Command.ASK, text.lstrip("? ").strip())
    if not (text[:1].isalnum() or any(char.isalnum() for char in text)):
        return Blank()
    if text.startswith("/"):
        slash = _slash(text)
        return Hear(text) if listening is Listening.REPLY and isinstance(slash, UnknownCommand) else slash
    if listening is not Listening.REPLY and (spoken := _spoken(text)) is not None:
        return spoken
    if listening in _OWN_WORDS:
        return Hear(text)
    command = word_command(text)
    if command is None or (listening in _FREE_WORDS and command not in WAYS_OUT):
        return Hear(text)
    return Obey(command)


def word_command(text: str) -> Command | None:
    """The command that a whole message without a slash is, or None."""
    if len(text) > _LONGEST_COMMAND:
        return None
    words = " ".join(unicodedata.normalize("NFC", text).casefold().strip(" .!").split())
    return WORDS.get(words)


_CONFIRMED = re.compile(rf"xac ?nhan(?: ma)?[ :]+([{ALPHABET}]{{{CODE_LENGTH}}}|(?=[a-z]*\d)[a-z\d]{{{CODE_LENGTH}}})")
"""Also with a code that was misread, as long as it cannot be a word: whoever types it hears what is wrong."""
_ATTENDED = re.compile(r"(?:ma )?(?:buoi(?: hoc)?|diem danh)[ :]+(\d{4})")


def _spoken(text: str) -> Obey | None:
    """What people type who need know no command: `xác nhận h7k9m2` when helped, `buổi 4821` in a session."""
    folded = fold(text).strip(" .!") if len(text) <= _LONGEST_COMMAND else ""
    if (found := _CONFIRMED.fullmatch(folded)) is not None:
        return Obey(Command.CONFIRM, found[1])
    found = _ATTENDED.fullmatch(folded)
    return Obey(Command.SESSION, found[1]) if found is not None else None


def _slash(text: str) -> Route:
    """A command and what stands behind it; several words may be one command (`/tiến độ`, `/giúp một người`)."""
    written = text[1:]
    word = written.split(maxsplit=1)[0] if written[0].strip() else ""
    name = fold(word.partition("@")[0]).strip(".,!")
    whole = "".join(fold(written[:_LONGEST_COMMAND]).split())
    if whole in SLASH:
        return Obey(SLASH[whole])
    if name in SLASH:
        return Obey(SLASH[name], written[len(word) :].strip())
    spoken = _spoken(written)
    if spoken is not None:
        return spoken
    return UnknownCommand(word[:_LONGEST_COMMAND]) if name else Hear(text)
