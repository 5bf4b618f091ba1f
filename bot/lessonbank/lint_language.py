"""Language that a village reader would stumble over: bare pronouns, long sentences, hard or unkind words, shouting."""

import re
from collections.abc import Callable, Iterable

from bot.lessonbank.pronouns import bare_pronoun
from bot.lessonbank.walk import Passage, Sort
from bot.lessonbank.words import PLAIN_WORDS, UNKIND_WORDS

SENTENCE_WORDS = 25
"""Longer sentences lose readers with six years of school."""

Blame = Callable[[Passage, str, int], None]
"""Notes a fault in a passage; the number is the line within it, from 0."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|«[^»]*»|‘[^’]*’|`[^`]*`|^[ ]*>.*$", re.MULTILINE)
_NO_WORDS = re.compile(r"\{[^{}]*\}|\]\([^)]*\)|https?://\S+")
SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"')*]*\s+|\n\s*\n|\n\s*(?=[-*>]\s|\d+[.)]\s)")
_SHOUTING = re.compile(r"!\s*!")
_ADVICE = {
    **{hard: f"is a hard word; say '{plain}'" for hard, plain in PLAIN_WORDS.items()},
    **{unkind: f"is unkind: {why}" for unkind, why in UNKIND_WORDS.items()},
}
_AMISS = {words: re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE) for words in _ADVICE}
_SMALL_FIRST = re.compile(r"(?:\A|(?<=[.!?…]) |(?<=\n)(?:[-*>] |\d+[.)] )?)(?P<found>\{(?:bạn|mình)\})")
_LARGE_WITHIN = re.compile(r"[\w,;] (?P<found>\{(?:Bạn|Mình)\})")
_BROKEN = re.compile(r"\{[Bb]ạn\} (?:bè|ấy|ta)(?!\w)")
"""Words that are made with one form of address and with no other."""


def lint(passages: Iterable[Passage], blame: Blame) -> None:
    """Tells what reads badly; quoted words are somebody else's, and only their sentences are measured."""
    for passage in passages:
        own = _NO_WORDS.sub(_blanks, _QUOTED.sub(_blanks, passage.text))
        _lint_pronouns(passage, own, blame)
        _lint_sentences(passage, blame)
        _lint_words(passage, own, blame)
        if passage.sort is Sort.SAID:
            _lint_address(passage, blame)
        shouting = _SHOUTING.search(own)
        if shouting:
            blame(passage, "one exclamation mark is enough", _line(own, shouting.start()))


def _blanks(found: re.Match[str]) -> str:
    """As many blanks, on as many lines, so that what follows stays where it is."""
    return re.sub(r"[^\n]", " ", found[0])


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset)


def _lint_pronouns(passage: Passage, own: str, blame: Blame) -> None:
    found = bare_pronoun(own)
    if found is None:
        return
    if passage.sort is Sort.SAID:
        advice = "write {bạn} for the learner, {mình} for the machine, or name the person"
    else:
        advice = "placeholders are not filled here: say it without a pronoun"
    blame(passage, f"bare pronoun '{found[0]}': {advice}", _line(own, found.start()))


def _lint_sentences(passage: Passage, blame: Blame) -> None:
    start = 0
    for end in (*(found.start() for found in SENTENCE_END.finditer(passage.text)), len(passage.text)):
        sentence = passage.text[start:end]
        count = sum(any(char.isalnum() for char in word) for word in sentence.split())
        if count > SENTENCE_WORDS:
            first = start + len(sentence) - len(sentence.lstrip())
            message = f"a sentence of {count} words; at most {SENTENCE_WORDS}: make two of it"
            blame(passage, message, _line(passage.text, first))
        start = end


def _lint_words(passage: Passage, own: str, blame: Blame) -> None:
    for words, pattern in _AMISS.items():
        found = pattern.search(own)
        if found:
            blame(passage, f"'{found[0]}' {_ADVICE[words]}", _line(own, found.start()))


def _lint_address(passage: Passage, blame: Blame) -> None:
    """Placeholders read well whichever of the nine forms of address stands in their place."""
    text = passage.text
    for found in _SMALL_FIRST.finditer(text):
        blame(passage, f"a sentence begins with {found['found'].title()}", _line(text, found.start("found")))
    for found in _LARGE_WITHIN.finditer(text):
        blame(passage, f"within a sentence write {found['found'].lower()}", _line(text, found.start("found")))
    for found in _BROKEN.finditer(text):
        blame(passage, f"'{found[0]}' reads oddly for whoever is addressed otherwise", _line(text, found.start()))
