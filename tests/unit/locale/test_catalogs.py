"""The catalogs hold every sentence that the code can say, and no other, alike in all languages."""

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

import pytest

from bot.channels.telegram.profile import COMMANDS
from bot.locale.load import CATALOGS, read_catalog
from bot.model.alert import AlertKind, Ruling
from bot.model.attempt import LEVELS, Criterion, Flag
from bot.model.broadcast import BroadcastMove, BroadcastState, Pause, Why
from bot.model.delivery import DeliveryState
from bot.model.dialogue import IntroductionStage, Writing
from bot.model.events import Media
from bot.model.helps import Standing
from bot.model.learner import AI_TOLD, EntryKind, FormOfAddress
from bot.model.message import Author
from bot.model.question import Refusal, WordsKind
from bot.model.staff import Role, Shift
from bot.model.text import Text, plain
from bot.model.triage import Urgency
from bot.model.trust import DoubtKind
from bot.tutor.dialogues.audience import MAY_LACK, QUESTIONS
from bot.tutor.dialogues.drafting import KINDS
from bot.tutor.dialogues.introduction import ANSWERS
from bot.tutor.dialogues.welcome import NOTICE_VERSION
from bot.tutor.letters import LetterFault, Placeholder
from bot.tutor.phrases import Voice, address_words
from bot.tutor.reaching import KNOWN_CHANNELS, OTHER_CHANNEL
from tests.play import phrases
from tests.scenes import SCENES

SOURCES = sorted(CATALOGS.parent.rglob("*.py"))
PAGES = sorted(CATALOGS.parent.rglob("web/templates/*.html"))
LANGUAGES = {file.parents[1].name: read_catalog(file) for file in sorted(CATALOGS.glob("*/LC_MESSAGES/bot.po"))}
VI, EN = LANGUAGES["vi"], LANGUAGES["en"]

CONTENT = [criterion for criterion in Criterion if criterion is not Criterion.PRIVACY]
MADE_UP: Mapping[str, Iterable[str]] = {
    "account.{}": (
        "address",
        "language",
        "name",
        "code",
        "stop",
        "resume",
        "data",
        "export",
        "erase",
        "erase_now",
        "back",
    ),
    "account.record.{}": ("finished", "attempts", "entries", "messages"),
    "account.data.{}": (
        "others",
        *("about", "lessons", "attempts", "notebook"),
        *("name", "address", "language", "audience", "experience", "goal"),
    ),
    "alerts.{}": (*AlertKind, *Ruling, "revoke"),
    "alerts.done.{}": Ruling,
    "alerts.to_{}": AlertKind,
    "broadcast.do.{}": (
        *("approve", "decline", "pause", "resume", "cancel", "cancel_now"),
        *("repeat", "doubtful", "doubtful_now", "report", "letter", "read", "again"),
    ),
    "broadcast.done.{}": ("approve", "approve_now", "pause", "resume", "resume_later", "cancel_now"),
    "broadcast.is_{}": (BroadcastState.RUNNING, BroadcastState.FINISHED, BroadcastState.CANCELLED),
    "broadcast.news.{}": (
        *(BroadcastMove.CONFIRM, BroadcastMove.START, BroadcastMove.RESUME, BroadcastMove.CANCEL),
        BroadcastMove.REPEAT,
    ),
    "broadcast.pause.{}": Pause,
    "broadcast.short.{}": BroadcastState,
    "broadcast.state.{}": [each for each in DeliveryState if each is not DeliveryState.SENT],
    "broadcast.why.{}": Why,
    "channel.{}": KNOWN_CHANNELS,
    "drafting.kind.{}": KINDS,
    "drafting.means.{}": [each.name.lower() for each in Placeholder],
    "duty.{}": (
        *("away", "back", "shifts", "digests", "counts", "urgent", "calm", "topics"),
        *("leave", "left", "show"),
    ),
    "duty.shift.{}": Shift,
    "duty.which_{}": ("shifts", "digests", "counts", "topics"),
    "exercise.flag.{}": (*Flag, "words", "wordless"),
    "exercise.insert.{}": CONTENT,
    "exercise.level.{}": (*map(str, LEVELS), "leaked", "private"),
    "exercise.next.{}": Criterion,
    "exercise.part.{}": Criterion,
    "exercise.praise.{}": Criterion,
    "exercise.quoted.{}": CONTENT,
    "confirm.{}": ("yes", "no"),
    "confirm.closed.{}": [each for each in Standing if each is not Standing.OPEN],
    "help.staff.{}": ("answer", "count", "approve", "broadcast"),
    "helping.{}": ("code", "alone", "leave"),
    "introduction.{}": IntroductionStage,
    "introduction.{}.{}": [f"{stage}.{answer}" for stage, answers in ANSWERS.items() for answer in answers],
    "introduction.audience.{}": ANSWERS[IntroductionStage.AUDIENCE],
    "introduction.experience.{}": ANSWERS[IntroductionStage.EXPERIENCE],
    "introduction.goal.{}": ANSWERS[IntroductionStage.GOAL],
    "invitation.{}": ("take", "no", "back"),
    "language.{}": LANGUAGES,
    "letter.fault.{}": LetterFault,
    "leading.{}": ("roster", "guests", "invite", "week", "room", "mentor", "close", "down"),
    "leading.{}_now": ("close", "down"),
    "leading.{}_sure": ("close", "down"),
    "leading.state.{}": ("pending", "full", "open"),
    "media.{}": Media,
    "member.{}": ("drop", "back", "same"),
    "member.{}_now": ("drop", "back"),
    "member.{}_sure": ("drop", "back"),
    "menu.{}": ("continue", "restart", "menu", "lessons", "work", "ask"),
    "mentor.{}": (*("write", "write_more", "rewrite", "back", "note", "name", "close", "end", "claim", "send", "see"),),
    "mentor.moved.{}": ("ask_on", "understand", "not_understand", "overdue", "revoke", "withdraw", "close"),
    "mentor.refused.{}": Refusal,
    "mentor.said.{}": (*WordsKind, "held"),
    "mentor.to_{}": ("held", "waiting", "urgent", "seen", "unseen"),
    "mentor.write_{}": Writing,
    "notebook.{}": EntryKind,
    "question.{}": ("ok", "no", "bad"),
    "question.urgent.{}": Urgency,
    "own_class.{}": ("leave_now", "show"),
    "session.{}": ("see", "marks"),
    "reach.at.{}": (*KNOWN_CHANNELS, OTHER_CHANNEL),
    "role.{}": Role,
    "role.means.{}": Role,
    "role.next.{}": Role,
    "telegram.command.{}": {command for offered in COMMANDS.values() for command in offered.values()},
    "trust.{}": DoubtKind,
    "alerts.why.{}": DoubtKind,
    "whom.{}": QUESTIONS,
    "whom.ask.{}": QUESTIONS,
    "whom.no_{}": MAY_LACK,
    "weekly.{}": ("here", "came", "finished", "answered"),
    "welcome.{}": ("agree", "try", "code", "under16", "privacy", "guardian", "back", "any_goal"),
}
"""Keys that the code makes up while it runs: the pattern, and all that may stand in it."""
SPEAKING = {
    "say": 0,
    "line": 0,
    "offer": 1,
    "way": 2,
    "told": 0,
    "unfinished": 0,
    "_moved_by": 1,
    "_lead_to": 2,
    "to": 1,
    "_doubted": 0,
}
"""The functions that are handed a key, and where among their arguments."""
BY_BEGINNING = {"ways": 1}
"""Those that are handed what several keys begin with."""
ADDRESS = set(address_words(FormOfAddress.BAN))


def keys_of(pattern: str) -> set[str]:
    before, _, after = pattern.partition("{")
    return {f"{before}{value}{after.rpartition('}')[2]}" for value in MADE_UP[pattern]}


def spoken() -> Iterator[str]:
    """Every key, or pattern of keys, that is handed to a speaking function as it stands."""
    for source in (each for each in SOURCES if each.name != "speech.py"):  # which hands on the keys that it is given
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in SPEAKING:
                yield from _keys(node.args[SPEAKING[_name(node.func)]])
            elif isinstance(node, ast.Call) and _name(node.func) in BY_BEGINNING:
                beginnings = _keys(node.args[BY_BEGINNING[_name(node.func)]])
                yield from (f"{beginning}.{{}}" for beginning in beginnings)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _keys(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(str() as key):
            yield key
        case ast.IfExp(body=first, orelse=second):
            yield from _keys(first)
            yield from _keys(second)
        case ast.JoinedStr(parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)


def in_pages() -> set[str]:
    """Every key, or beginning of keys, that a page of the web says."""
    found = {key for page in PAGES for key in re.findall(r'line\("([a-z_.]+)"', page.read_text(encoding="utf-8"))}
    assert len(found) > 10
    return found


def constants(room: str = "") -> set[str]:
    """Every string in the code of a room, or of all, for keys that reach a speaking function by a variable."""
    sources = [source for source in SOURCES if source.is_relative_to(CATALOGS.parent / room)]
    trees = (ast.parse(source.read_text(encoding="utf-8")) for source in sources)
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def placeholders(text: Text) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", plain(text)))


def test_vietnamese_and_english_are_there_and_complete() -> None:
    assert list(phrases().languages) == ["vi", "en"]
    assert len(VI) > 100
    assert set(EN) == set(VI)


def test_every_key_that_is_said_is_in_the_catalogs() -> None:
    said = set(spoken())
    assert len(said) > 50
    patterns = {key for key in said if "{" in key}
    assert patterns == set(MADE_UP), "a pattern of keys is new or gone: tell what may stand in it"
    keys = (said - patterns).union(*(keys_of(pattern) for pattern in patterns))
    assert keys - set(VI) == set()


def test_every_string_of_the_tutor_that_looks_like_a_key_is_one() -> None:
    names = "|".join({key.partition(".")[0] for key in VI if "." in key})
    alike = {text for text in constants("tutor") if re.fullmatch(rf"(?:{names})\.[a-z_0-9.]*[a-z0-9]", text)}
    assert len(alike) > 50
    assert alike - set(VI) == set()


def test_no_phrase_is_without_use() -> None:
    made_up = set[str]().union(*map(keys_of, MADE_UP))
    assert set(VI) - constants() - made_up - in_pages() - {f"web.from.{author}" for author in Author} == set()


def test_every_key_that_a_page_says_is_in_the_catalogs() -> None:
    assert {key for key in in_pages() if not key.endswith(".")} - set(VI) == set()
    assert {key for key in in_pages() if key.endswith(".")} == {"web.from."}
    assert {f"web.from.{author}" for author in Author} <= set(VI)


@pytest.mark.parametrize("key", sorted(VI))
def test_a_phrase_is_alike_in_all_languages(key: str) -> None:
    assert placeholders(VI[key]) - ADDRESS == placeholders(EN[key]) - ADDRESS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", FormOfAddress)
def test_a_phrase_is_said_to_everybody(language: str, address: FormOfAddress) -> None:
    for key, text in LANGUAGES[language].items():
        said = phrases().line(key, Voice(language, address, language))
        assert said == said.strip() != "", key
        left = set(re.findall(r"\{[^{}]*\}|[{}]", said))
        assert left == placeholders(text) - ADDRESS, key
        assert all(placeholder[1:-1].isidentifier() and placeholder.isascii() for placeholder in left), key


WITHIN_OTHERS = {"letter.place", "letter.classroom", "letter.mentor", "letter.next"}
"""What stands in the place of a word within a sentence that somebody else writes."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_begins_with_a_capital(language: str) -> None:
    for key in LANGUAGES[language].keys() - WITHIN_OTHERS:
        for sentence in re.split(r"(?<=[.!?])\s+", phrases().line(key, Voice(language, FormOfAddress.BAC, language))):
            assert not sentence[:1].islower(), (key, sentence)


LONGEST_LABEL = 30
"""Characters that a button on a phone shows. Labels made of a title are as long as the title."""


def test_labels_fit_on_a_button() -> None:
    labels = {choice.label for build in SCENES.values() for message in build().said for choice in message.choices}
    assert len(labels) > 60
    assert {label for label in labels if len(label) > LONGEST_LABEL} == set()


AGREED_TO = (
    *("welcome.title", "welcome.hello", "welcome.notice", "welcome.privacy_text", "welcome.under16_text"),
    *("welcome.keep_text", "welcome.keep_young"),
)
NOTICES = {
    "2026-11-25": "67e38602b84ddd50eb9a425fdb8985d19c46d2b61b14079bdcc4e5111d6ac3e5",
    "2026-11-25b": "a811e61d88c169d4ce7a964f93569b77e14da934bd037b67776b5a7c4a4485bc",
    "2026-11-29": "c71c29dc0aff3cd42bd0f310b77fa704f6c6395c3bddfcbf3a0b4b74c2780e68",
    "2026-11-29b": "8fee17ae4a4cc6273ee62fbdbbf12238368b175b656f3702224fe67ebed69880",
    "2026-11-29c": "b0d5b3d983a2234029167d4691d67d16d934a9f5d1755ef7267949f780cc2a2f",
    "2026-11-29d": "482e98ebde063dd4a7b74f40aec760b25771ff99591ed20d89fa89baa8ca9bae",
}
"""The SHA-256 of the Vietnamese words that people agree to, by version."""


AI_NOTICES = {AI_TOLD: "0b59c67554ceac5416382858172546538c69389a286358f7b5fbf0b0d983b66f"}
"""The same of the words that are added where something may be sent to an AI service."""


def hash_of(keys: Iterable[str]) -> str:
    words = read_catalog(CATALOGS / "vi" / "LC_MESSAGES" / "bot.po")
    return hashlib.sha256("\n".join(plain(words[key]) for key in keys).encode()).hexdigest()


def test_other_words_of_the_notice_are_another_version() -> None:
    assert NOTICES.get(NOTICE_VERSION) == hash_of(AGREED_TO), (
        "the notice has other words: raise NOTICE_VERSION in bot/tutor/dialogues/welcome.py and add its hash here"
    )
    assert AI_NOTICES.get(AI_TOLD) == hash_of(["privacy.ai"]), (
        "what is said of the AI service has other words: change AI_TOLD in bot/model/learner.py and add its hash here"
    )
