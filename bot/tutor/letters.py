"""What a broadcast says to one person, with their own words in its placeholders; and what is wrong with it before."""

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from bot.model.broadcast import MOST_ANSWERS, Letter
from bot.model.dialogue import State
from bot.model.ids import BroadcastId
from bot.model.learner import FormOfAddress
from bot.model.message import Author, Choice, Kind, Message
from bot.model.text import Emphasis, Link, Paragraph, Text, map_strings, plain
from bot.model.trust import DoubtKind
from bot.tutor import course
from bot.tutor.begging import begs
from bot.tutor.choices import plain_choice
from bot.tutor.context import Context
from bot.tutor.fold import fold
from bot.tutor.links import find_links, is_allowed
from bot.tutor.phrases import MACHINE_SELF
from bot.tutor.speech import line, offer, say
from bot.tutor.trust import doubts

DIALOGUE = "d"
KEY = "broadcast:"
"""How the keys of broadcasts begin among what was said to somebody."""
MOST_UTF16 = 1_500
"""UTF-16 units that a text may take with the longest words in its placeholders: one message on every channel, and no
more than a telephone shows on two screens."""
MOST_LABEL = 40
"""Characters of an answer to a poll, and of a link: what a button shows."""
_LONGEST_NAME, _LONGEST_OTHER = 40, 100


class Placeholder(StrEnum):
    """What stands in a text for something of each reader's own; the value is its name, folded."""

    ADDRESSED = "ban"
    """How they are addressed: bác, cô, anh, em."""
    MACHINE = "minh"
    """How the machine calls itself then."""
    NAME = "ten"
    PLACE = "noi"
    CLASSROOM = "lop"
    MENTOR = "huong dan"
    NEXT = "bai toi"
    """The title of the lesson that comes next for them."""


SPELT: Mapping[Placeholder, str] = {
    Placeholder.ADDRESSED: "{bạn}",
    Placeholder.MACHINE: "{mình}",
    Placeholder.NAME: "{tên}",
    Placeholder.PLACE: "{nơi}",
    Placeholder.CLASSROOM: "{lớp}",
    Placeholder.MENTOR: "{hướng dẫn}",
    Placeholder.NEXT: "{bài tới}",
}
"""How placeholders are shown to whoever writes; their accents, and capitals but at the beginning, do not count."""
_BRACED = re.compile(r"( ?)\{([^{}]*)\}")
_LAST_WORD = re.compile(r"\w+$")


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of one recipient besides their state; empty where there is nothing to name."""

    place: str = ""
    classroom: str = ""
    mentor: str = ""


class LetterFault(StrEnum):
    """What is wrong with a letter; each is told by a phrase of its own, `letter.fault.<fault>`."""

    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    BRACE = "brace"
    LONG = "long"
    LESSON = "lesson"
    ANSWERS = "answers"
    LABEL = "label"
    TWICE = "twice"
    LINK = "link"
    DOUBTFUL = "doubtful"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Blame:
    """One fault of a letter, and the words that show it."""

    fault: LetterFault
    words: str = ""


def message(of: BroadcastId, letter: Letter, reader: Reader, state: State, context: Context) -> Message:
    """A broadcast as one person reads it.

    Args:
        of: which broadcast, for the answers of a poll.
        letter: what it says.
        reader: what is known of them.
        state: theirs.
        context: the moment; `facts.progress` holds theirs where the text names the next lesson.
    """
    values = _values(names_in(letter), reader, state, context)
    text = say("letter.from", state, context, operator=context.operator.name) + filled(letter.text, values)
    if letter.link is not None:
        text += (Paragraph((Link(letter.link.label, letter.link.url),)),)
    text += (Paragraph((Emphasis(line("letter.stop", state, context)),)),)
    return Message(Kind.NOTICE, text, _choices(of, letter, state, context), Author.HUMAN)


def _choices(of: BroadcastId, letter: Letter, state: State, context: Context) -> tuple[Choice, ...]:
    answers = tuple(
        Choice(plain_choice(DIALOGUE, "poll", f"{of}:{number}"), answer) for number, answer in enumerate(letter.answers)
    )
    if letter.leads_on:
        return (*answers, offer(plain_choice("m", "continue"), "letter.go_on", state, context))
    lesson = context.catalog.lessons.get(letter.lesson) if letter.lesson is not None else None
    if lesson is None:
        return answers
    title = course.title_of(lesson, state)
    return (*answers, offer(plain_choice("m", "lesson", lesson.id), "letter.lesson", state, context, lesson=title))


def _values(
    names: AbstractSet[Placeholder], reader: Reader, state: State, context: Context
) -> Mapping[Placeholder, str]:
    """The words for those placeholders alone that are used: one of them takes a look at the whole bank."""
    return {each: _value(each, reader, state, context) for each in names}


def _value(name: Placeholder, reader: Reader, state: State, context: Context) -> str:
    address = state.profile.address or FormOfAddress.BAN
    match name:
        case Placeholder.ADDRESSED:
            return address.value
        case Placeholder.MACHINE:
            return MACHINE_SELF[address]
        case Placeholder.NAME:
            return state.profile.name or ""
        case Placeholder.PLACE:
            return reader.place or line("letter.place", state, context)
        case Placeholder.CLASSROOM:
            return reader.classroom or line("letter.classroom", state, context)
        case Placeholder.MENTOR:
            return reader.mentor or line("letter.mentor", state, context)
        case Placeholder.NEXT:
            lesson = course.next_lesson(state, context)
            return course.title_of(lesson, state) if lesson is not None else line("letter.next", state, context)
        case _:
            assert_never(name)


def filled(text: Text, values: Mapping[Placeholder, str]) -> Text:
    """A text with words in the place of its placeholders; no word is ever read as markup, or as a placeholder.

    Where there is no word (somebody told no name), the blank before it goes, too; and what stands before it already is
    not said again: `xã {nơi}` is `xã Tân Cương`, and `lớp {lớp}` of whoever sits in none `lớp học AI`.
    """
    return map_strings(text, lambda words: _BRACED.sub(_filler(values), words) if "{" in words else words)


def _filler(values: Mapping[Placeholder, str]) -> Callable[[re.Match[str]], str]:
    def word(found: re.Match[str]) -> str:
        placeholder = read_placeholder(found[2])
        if placeholder is None:
            return found[0]
        value = _unsaid(found, values[placeholder])
        return (
            f"{found[1]}{value[:1].upper()}{value[1:]}" if value and found[2][:1].isupper() else _spaced(found, value)
        )

    return word


def _unsaid(found: re.Match[str], value: str) -> str:
    """The words without the first one, where that stands right before them."""
    first, _, rest = value.partition(" ")
    before = _LAST_WORD.search(found.string, 0, found.start()) if rest and found[1] else None
    return rest if before is not None and before[0].casefold() == first.casefold() else value


def _spaced(found: re.Match[str], value: str) -> str:
    return f"{found[1]}{value}" if value else ""


def read_placeholder(name: str) -> Placeholder | None:
    """The placeholder of that name; None where there is none."""
    folded = " ".join(fold(name).replace("_", " ").split())
    return next((each for each in Placeholder if each.value == folded), None)


@lru_cache(maxsize=64)
def names_in(letter: Letter) -> frozenset[Placeholder]:
    """The placeholders that a letter uses, unknown ones aside."""
    found = (read_placeholder(each[2]) for each in _BRACED.finditer(plain(letter.text)))
    return frozenset(each for each in found if each is not None)


def faults(letter: Letter, hosts: AbstractSet[str], context: Context) -> tuple[Blame, ...]:
    """Everything that is wrong with a letter, whoever its readers are.

    Args:
        letter: what it says.
        hosts: where links may lead (`links.allowed_hosts`).
        context: the bank and the day.
    """
    return tuple(_faults(letter, hosts, context))


def _faults(letter: Letter, hosts: AbstractSet[str], context: Context) -> Iterator[Blame]:
    words = plain(letter.text)
    if not words.strip():
        yield Blame(LetterFault.EMPTY)
    for found in _BRACED.finditer(words):
        if read_placeholder(found[2]) is None:
            yield Blame(LetterFault.PLACEHOLDER, f"{{{found[2]}}}")
    bare = _BRACED.sub("", words)
    if "{" in bare or "}" in bare:
        yield Blame(LetterFault.BRACE)
    longest = plain(filled(letter.text, _LONGEST))
    units = len(longest.encode("utf-16-le")) // 2
    if units > MOST_UTF16:
        yield Blame(LetterFault.LONG, str(units))
    yield from _of_buttons(letter, context)
    blamed: set[str] = set()
    addresses = [link.host for link in find_links(words)]
    if letter.link is not None:
        addresses += [link.host for link in find_links(letter.link.url)] or [letter.link.url]
        if not letter.link.url.startswith("https://"):
            yield Blame(LetterFault.LINK, letter.link.url)
    for host in addresses:
        if not is_allowed(host, hosts):
            blamed.add(host)
            yield Blame(LetterFault.LINK, host)
    spoken = [words, *letter.answers, *((letter.link.label,) if letter.link is not None else ())]
    doubted = [(doubt.kind, words[doubt.start : doubt.end]) for doubt in doubts(words, hosts)]
    for each in (sentence for said in spoken for sentence in begs(said)):
        if not any(part in each or each in part for _, part in doubted):
            yield Blame(LetterFault.DOUBTFUL, each)
    for kind, doubtful in doubted:
        is_told = any(host in doubtful for host in blamed)
        if kind is not DoubtKind.PRIVATE_CONTACT and not is_told:
            yield Blame(LetterFault.DOUBTFUL, doubtful)
        elif not is_told and not _is_operator(doubtful, context):
            yield Blame(LetterFault.CONTACT, doubtful)


def _is_operator(number: str, context: Context) -> bool:
    """Whether a telephone number or a mailbox is where people reach whoever runs the installation."""
    contact = "".join(context.operator.contact.casefold().split())
    return "".join(number.casefold().split()) in contact


def _of_buttons(letter: Letter, context: Context) -> Iterator[Blame]:
    if letter.lesson is not None:
        lesson = context.catalog.lessons.get(letter.lesson)
        if lesson is None or not context.catalog.is_open(lesson, None, context.today):
            yield Blame(LetterFault.LESSON, letter.lesson)
    if len(letter.answers) == 1 or len(letter.answers) > MOST_ANSWERS:
        yield Blame(LetterFault.ANSWERS, str(len(letter.answers)))
    labels = (*letter.answers, *((letter.link.label,) if letter.link is not None else ()))
    for label in labels:
        if not label.strip() or len(label) > MOST_LABEL:
            yield Blame(LetterFault.LABEL, label)
    if len({" ".join(fold(answer).split()) for answer in letter.answers}) < len(letter.answers):
        yield Blame(LetterFault.TWICE)


_LONGEST: Mapping[Placeholder, str] = {
    each: "x"
    * (_LONGEST_NAME if each in {Placeholder.NAME, Placeholder.ADDRESSED, Placeholder.MACHINE} else _LONGEST_OTHER)
    for each in Placeholder
}
